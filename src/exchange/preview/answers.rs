//! Answers to the questions of an import: by hand, or by a script that says a choice by its number or
//! its words.

use super::asks::Ask;
use super::{FileChoice, Preview};
use crate::exchange::reading::FileTopic;
use crate::exchange::table::header_key;
use crate::meeting::Meeting;
use crate::meeting::roster::{Answer, Choice, Question, known_group};

impl Preview {
    /// Answers the question at this place, or answers it otherwise; what follows from it is read and
    /// planned anew.
    pub fn answer_at(&mut self, at: usize, choice: usize, meeting: &Meeting) {
        match self.ask(at) {
            Some(Ask::File(question)) => {
                let topic = question.topic;
                if let Some(choice) = question.choices.get(choice).cloned() {
                    self.answer_file(topic, choice);
                    self.read_again(meeting);
                }
            }
            Some(Ask::Row(question)) => {
                if let Some(choice) = question.choices.get(choice).cloned() {
                    self.answer(question.clone(), choice);
                    self.plan(meeting);
                }
            }
            None => {}
        }
    }

    /// Answers a question about a row. Answers to other questions about the same cell stay: who
    /// somebody is, and whether a name that was corrected by hand stays, are asked about one name.
    fn answer(&mut self, question: Question, choice: Choice) {
        let about = |q: &Question| (q.row, q.column) == (question.row, question.column);
        let mut older = self.answers.iter();
        let older = older.position(|(q, given)| about(q) && question.choices.contains(given));
        if let Some(older) = older {
            // What was asked of the row after it may have followed from it.
            let mut at = 0;
            self.answers.retain(|(q, _)| {
                at += 1;
                at <= older || q.row != question.row
            });
        }
        self.answers.push((question, choice));
    }

    /// The answers as the plan takes them.
    pub(super) fn given(&self) -> Vec<Answer> {
        let given = self.answers.iter().map(|(question, choice)| Answer {
            row: question.row,
            column: question.column,
            choice: choice.clone(),
        });
        given.collect()
    }

    fn answer_file(&mut self, topic: FileTopic, choice: FileChoice) {
        let reading = &mut self.reading;
        reading.left_out.remove(&topic);
        match (choice, topic) {
            (FileChoice::Group(group), _) => reading.group = Some(group),
            (FileChoice::Dash(dash), _) => reading.dash = Some(dash),
            (FileChoice::Year(year), FileTopic::YearOf(sheet)) => {
                reading.years.insert(sheet, year);
            }
            (FileChoice::Year(year), _) => reading.year = Some(year),
            (FileChoice::Score(scale), _) => reading.scale = Some(scale),
            (FileChoice::Measure(measure), FileTopic::Measure(sheet)) => {
                reading.measures.insert(sheet, measure);
            }
            (FileChoice::Month(month), FileTopic::Month(sheet)) => {
                reading.months.insert(sheet, month);
            }
            (FileChoice::Measure(_) | FileChoice::Month(_) | FileChoice::LeaveOut, topic) => {
                match topic {
                    FileTopic::Group => reading.group = None,
                    FileTopic::Dash => reading.dash = None,
                    FileTopic::Year => reading.year = None,
                    FileTopic::YearOf(sheet) => drop(reading.years.remove(&sheet)),
                    FileTopic::Score => reading.scale = None,
                    FileTopic::Measure(sheet) => drop(reading.measures.remove(&sheet)),
                    FileTopic::Month(sheet) => drop(reading.months.remove(&sheet)),
                }
                reading.left_out.insert(topic);
            }
        }
    }

    /// Gives the answers of a script: ids and what was said. `words` tells a choice in words.
    ///
    /// # Errors
    /// The pair that fits no question, or no choice of it; what fits is answered all the same.
    pub fn answer_all(
        &mut self,
        said: &[(String, String)],
        meeting: &Meeting,
        words: &dyn Fn(&Preview, Ask<'_>, usize) -> String,
    ) -> Result<(), WrongAnswer> {
        let mut left: Vec<&(String, String)> = said.iter().collect();
        // One answer may open the next question.
        loop {
            let asks: Vec<(usize, String)> =
                self.asks().map(|ask| self.id_of(ask)).enumerate().collect();
            let same = |id: &str, pair: &(String, String)| pair.0.eq_ignore_ascii_case(id);
            let found = asks.iter().find_map(|(at, id)| {
                let nth = left.iter().position(|pair| same(id, pair))?;
                Some((*at, nth))
            });
            let Some((at, nth)) = found else {
                break;
            };
            let (id, answer) = left.remove(nth);
            let Some(choice) = self.choice_called(at, answer, words) else {
                return Err(WrongAnswer {
                    id: id.clone(),
                    answer: Some(answer.clone()),
                });
            };
            match choice {
                Called::Nth(choice) => self.answer_at(at, choice, meeting),
                Called::Group(group) => {
                    self.answer_file(FileTopic::Group, FileChoice::Group(group));
                    self.read_again(meeting);
                }
            }
        }
        match left.first() {
            None => Ok(()),
            Some((id, _)) => Err(WrongAnswer {
                id: id.clone(),
                answer: None,
            }),
        }
    }

    /// The choice that is meant by its number, its words, its first word or its beginning.
    fn choice_called(
        &self,
        at: usize,
        answer: &str,
        words: &dyn Fn(&Preview, Ask<'_>, usize) -> String,
    ) -> Option<Called> {
        let ask = self.ask(at)?;
        let answer = answer.trim();
        let number = answer.parse::<usize>().ok();
        // A year is no number of a choice.
        let nth = number
            .filter(|n| (1..=ask.choices()).contains(n))
            .map(|n| n - 1);
        if let Some(nth) = nth {
            return Some(Called::Nth(nth));
        }
        let key = header_key;
        // A group is matched as in a column: a PIC is a *pengelola*, not the PIC of the province.
        let group = match ask {
            Ask::File(question) if question.topic == FileTopic::Group => {
                known_group(answer).map(key)
            }
            Ask::File(_) | Ask::Row(_) => None,
        };
        let wanted = group.unwrap_or_else(|| key(answer));
        let all: Vec<String> = (0..ask.choices()).map(|n| words(self, ask, n)).collect();
        let code = |choice: usize| match ask {
            Ask::Row(q) => {
                let village = q.choices.get(choice).and_then(Choice::village);
                village.is_some_and(|code| key(code.as_str()) == wanted)
            }
            Ask::File(_) => false,
        };
        let exact = all.iter().position(|text| key(text) == wanted);
        let coded = (0..all.len()).find(|n| code(*n));
        let mut begins = all
            .iter()
            .enumerate()
            .filter(|(_, t)| key(t).starts_with(&wanted));
        let begins = match (begins.next(), begins.next()) {
            (Some((n, _)), None) if !wanted.is_empty() => Some(n),
            (_, _) => None,
        };
        if let Some(nth) = exact.or(coded).or(begins) {
            return Some(Called::Nth(nth));
        }
        // Any group is kept as written; the list only proposes.
        match ask {
            Ask::File(question) if question.topic == FileTopic::Group && !wanted.is_empty() => {
                Some(Called::Group(answer.to_owned()))
            }
            Ask::File(_) | Ask::Row(_) => None,
        }
    }
}

/// What a script means by an answer.
enum Called {
    Nth(usize),
    Group(String),
}

/// An answer that fits nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// The question that was named.
    pub id: String,
    /// The answer, where the question exists but not this choice.
    pub answer: Option<String>,
}
