//! The questions of an import and how scripts name them: every question has an id, every choice can be
//! said by its number or its words.

use std::collections::BTreeSet;

use super::Preview;
use crate::exchange::reading::{Dash, FileTopic};
use crate::meeting::achieved::Measure;
use crate::meeting::roster::{self, Choice, GROUPS, Question, Topic, sheet_and_row};

/// A question about a whole file or sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileQuestion {
    /// What it is about.
    pub topic: FileTopic,
    /// The name of the sheet, where it is about one of several.
    pub sheet: Option<String>,
    /// How many rows wait for it.
    pub rows: usize,
    /// What may be answered.
    pub choices: Vec<FileChoice>,
}

/// An answer to a [`FileQuestion`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChoice {
    /// Everybody without a group is of this one.
    Group(String),
    /// A dash means this.
    Dash(Dash),
    /// The numbers are of this indicator.
    Measure(Measure),
    /// The months are of this year.
    Year(i16),
    /// The numbers are of this month, from 1 to 12.
    Month(i8),
    /// Its rows stay out.
    LeaveOut,
}

/// The questions that are open, first those of the file.
#[derive(Clone, Copy, Debug)]
pub enum Ask<'a> {
    /// About the file.
    File(&'a FileQuestion),
    /// About a row.
    Row(&'a Question),
}

impl Ask<'_> {
    /// How many choices there are.
    pub fn choices(&self) -> usize {
        match self {
            Ask::File(question) => question.choices.len(),
            Ask::Row(question) => question.choices.len(),
        }
    }
}

/// The indicators, those that offices keep lists of first.
const MEASURES: [Measure; 5] = [
    Measure::Involvement,
    Measure::Publication,
    Measure::Advocacy,
    Measure::Visitors,
    Measure::Books,
];

impl Preview {
    /// What is open, first what is asked about the file.
    pub fn asks(&self) -> impl Iterator<Item = Ask<'_>> {
        let file = self.file_questions.iter().map(Ask::File);
        file.chain(self.questions().iter().map(Ask::Row))
    }

    /// What is open at this place.
    pub fn ask(&self, at: usize) -> Option<Ask<'_>> {
        self.asks().nth(at)
    }

    /// The word by which a script answers a question.
    pub fn id_of(&self, ask: Ask<'_>) -> String {
        match ask {
            Ask::File(question) => {
                let word = match question.topic {
                    FileTopic::Group => "unsur",
                    FileTopic::Dash => "strip",
                    FileTopic::Measure(_) => "indikator",
                    FileTopic::Year => "tahun",
                    FileTopic::Month(_) => "bulan",
                };
                match &question.sheet {
                    Some(sheet) => format!("{word}-{}", sheet.replace([' ', '='], "_")),
                    None => word.to_owned(),
                }
            }
            Ask::Row(question) => {
                let (sheet, row) = sheet_and_row(question.row);
                let sheet = match sheet {
                    0 => String::new(),
                    nth => format!("lembar{}-", nth + 1),
                };
                let month = match question.column {
                    Topic::Month(month) => format!("-{month}"),
                    Topic::Field(_) | Topic::Library => String::new(),
                };
                format!("{sheet}baris{row}-{}{month}", question.column.column())
            }
        }
    }

    /// Asks about the file what its rows wait for.
    pub(super) fn ask_about_file(&mut self) {
        let topics: BTreeSet<FileTopic> =
            self.file_waiting.iter().map(|(topic, _)| *topic).collect();
        let open = topics
            .iter()
            .filter(|topic| !self.reading.left_out.contains(topic));
        self.file_questions = open
            .map(|topic| FileQuestion {
                topic: *topic,
                sheet: self.sheet_of(*topic),
                rows: self
                    .file_waiting
                    .iter()
                    .filter(|(of, _)| of == topic)
                    .count(),
                choices: self.file_choices(*topic),
            })
            .collect();
    }

    /// The sheet a question is about, where the file has several.
    fn sheet_of(&self, topic: FileTopic) -> Option<String> {
        let at = match topic {
            FileTopic::Measure(at) | FileTopic::Month(at) => at,
            FileTopic::Group | FileTopic::Dash | FileTopic::Year => return None,
        };
        let sheet = self.sheets.get(at).filter(|_| self.sheets.len() > 1)?;
        Some(sheet.name.clone())
    }

    fn file_choices(&self, topic: FileTopic) -> Vec<FileChoice> {
        let mut choices: Vec<FileChoice> = match topic {
            FileTopic::Group => GROUPS
                .into_iter()
                .map(|g| FileChoice::Group(g.to_owned()))
                .collect(),
            FileTopic::Dash => [Dash::Unreported, Dash::Zero].map(FileChoice::Dash).into(),
            FileTopic::Measure(_) => {
                let others = Measure::ALL.into_iter().filter(|m| !MEASURES.contains(m));
                MEASURES
                    .into_iter()
                    .chain(others)
                    .map(FileChoice::Measure)
                    .collect()
            }
            FileTopic::Month(_) => (1..=12).map(FileChoice::Month).collect(),
            FileTopic::Year => {
                let (first, last) = self
                    .reading
                    .period
                    .map_or((2024, 2024), |(first, last)| (first.year(), last.year()));
                // The years of the period first, then those beside it.
                let beside = [first - 1, last + 1].into_iter();
                (first..=last)
                    .rev()
                    .chain(beside)
                    .map(FileChoice::Year)
                    .collect()
            }
        };
        choices.push(FileChoice::LeaveOut);
        choices
    }

    /// Answers the question at this place; what follows from it is read and planned anew.
    pub fn answer_at(&mut self, at: usize, choice: usize, meeting: &crate::meeting::Meeting) {
        let Some(question) = self.file_questions.get(at).cloned() else {
            let at = at - self.file_questions.len();
            let choices = self
                .questions()
                .get(at)
                .map_or(&[][..], |q| q.choices.as_slice());
            if let Some(choice) = choices.get(choice).cloned() {
                self.answer(at, choice);
                self.plan(meeting);
            }
            return;
        };
        if let Some(choice) = question.choices.get(choice) {
            self.answer_file(question.topic, choice.clone());
            self.read_again(meeting);
        }
    }

    fn answer_file(&mut self, topic: FileTopic, choice: FileChoice) {
        match (choice, topic) {
            (FileChoice::Group(group), _) => self.reading.group = Some(group),
            (FileChoice::Dash(dash), _) => self.reading.dash = Some(dash),
            (FileChoice::Measure(measure), FileTopic::Measure(sheet)) => {
                self.reading.measures.insert(sheet, measure);
            }
            (FileChoice::Year(year), _) => self.reading.year = Some(year),
            (FileChoice::Month(month), FileTopic::Month(sheet)) => {
                self.reading.months.insert(sheet, month);
            }
            (FileChoice::Measure(_) | FileChoice::Month(_) | FileChoice::LeaveOut, topic) => {
                self.reading.left_out.insert(topic);
            }
        }
        self.file_answers += 1;
    }

    /// Gives the answers of a script: ids and what was said. `words` tells a choice in words.
    ///
    /// # Errors
    /// The pair that fits no question, or no choice of it; what fits is answered all the same.
    pub fn answer_all(
        &mut self,
        said: &[(String, String)],
        meeting: &crate::meeting::Meeting,
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
        let key = crate::exchange::table::header_key;
        let wanted = key(answer);
        // A group is matched as in a column: a PIC is a *pengelola*, not the PIC of the province.
        let group = match ask {
            Ask::File(question) if question.topic == FileTopic::Group => {
                roster::known_group(answer).map(key)
            }
            Ask::File(_) | Ask::Row(_) => None,
        };
        let wanted = group.unwrap_or(wanted);
        let all: Vec<String> = (0..ask.choices()).map(|n| words(self, ask, n)).collect();
        let code = |choice: usize| match ask {
            Ask::Row(q) => match q.choices.get(choice) {
                Some(Choice::Village(code)) => key(code.as_str()) == wanted,
                Some(_) | None => false,
            },
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
