//! The questions of an import, open and answered, and how scripts name them.

use std::collections::BTreeMap;

use super::Preview;
use crate::exchange::across::Given;
use crate::exchange::reading::{Dash, FileTopic, Scale};
use crate::exchange::table::{Outcome, Table};
use crate::meeting::achieved::Measure;
use crate::meeting::roster::{GROUPS, Question, Topic, sheet_and_row};

/// A question about a whole file or sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileQuestion {
    /// What it is about.
    pub topic: FileTopic,
    /// The name of the sheet, where it is about one of several.
    pub sheet: Option<String>,
    /// Do places say it differently? Else nothing says it.
    pub differ: bool,
    /// How many rows wait for it.
    pub rows: usize,
    /// What may be answered.
    pub choices: Vec<FileChoice>,
    /// Which of them was answered.
    pub chosen: Option<usize>,
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
    /// Scores below one mean this.
    Score(Scale),
    /// Its rows stay out.
    LeaveOut,
}

/// A question, first those of the file.
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
        let open = self.file_questions.iter().filter(|q| q.chosen.is_none());
        let rows = self.questions().iter();
        open.map(Ask::File).chain(rows.map(Ask::Row))
    }

    /// What was answered, and which choice it was.
    pub fn answered_asks(&self) -> impl Iterator<Item = (Ask<'_>, usize)> {
        let file = self.file_questions.iter();
        let file = file.filter_map(|q| Some((Ask::File(q), q.chosen?)));
        let rows = self.answers.iter().filter_map(|(question, choice)| {
            let nth = question.choices.iter().position(|c| c == choice)?;
            Some((Ask::Row(question), nth))
        });
        file.chain(rows)
    }

    /// What is asked at this place, behind the open questions the answered ones.
    pub fn ask(&self, at: usize) -> Option<Ask<'_>> {
        let answered = self.answered_asks().map(|(ask, _)| ask);
        self.asks().chain(answered).nth(at)
    }

    /// The word by which a script answers a question.
    pub fn id_of(&self, ask: Ask<'_>) -> String {
        match ask {
            Ask::File(question) => {
                let word = match question.topic {
                    FileTopic::Group => "unsur",
                    FileTopic::Dash => "strip",
                    FileTopic::Measure(_) => "indikator",
                    FileTopic::Year | FileTopic::YearOf(_) => "tahun",
                    FileTopic::Month(_) => "bulan",
                    FileTopic::Score => "nilai",
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

    /// Asks about the file what its rows wait for; what was answered may be asked again.
    pub(super) fn ask_about_file(&mut self) {
        let mut topics: BTreeMap<FileTopic, usize> = BTreeMap::new();
        for question in &self.file_questions {
            if self.answer_to(question.topic).is_some() {
                topics.insert(question.topic, question.rows);
            }
        }
        let mut waiting: BTreeMap<FileTopic, usize> = BTreeMap::new();
        for (topic, _) in &self.file_waiting {
            *waiting.entry(*topic).or_insert(0) += 1;
        }
        topics.extend(waiting);
        let asked = topics.into_iter().map(|(topic, rows)| {
            let mut choices = self.file_choices(topic);
            let answer = self.answer_to(topic);
            if let Some(answer) = answer.iter().find(|a| !choices.contains(a)) {
                choices.insert(choices.len() - 1, answer.clone());
            }
            FileQuestion {
                topic,
                sheet: self.sheet_of(topic),
                differ: !self.different(topic).is_empty(),
                rows,
                chosen: choices.iter().position(|c| Some(c) == answer.as_ref()),
                choices,
            }
        });
        self.file_questions = asked.collect();
    }

    /// What was answered to a question about the file, while its sheet is read.
    fn answer_to(&self, topic: FileTopic) -> Option<FileChoice> {
        let reading = &self.reading;
        if reading.left_out.contains(&topic) {
            return Some(FileChoice::LeaveOut);
        }
        match topic {
            FileTopic::Group => reading.group.clone().map(FileChoice::Group),
            FileTopic::Dash => reading.dash.map(FileChoice::Dash),
            FileTopic::Year => reading.year.map(FileChoice::Year),
            FileTopic::YearOf(at) => {
                let year = reading.years.get(&at).filter(|_| self.is_read(at));
                year.copied().map(FileChoice::Year)
            }
            FileTopic::Score => reading.scale.map(FileChoice::Score),
            FileTopic::Measure(at) => {
                let measure = reading.measures.get(&at).filter(|_| self.is_read(at));
                measure.copied().map(FileChoice::Measure)
            }
            FileTopic::Month(at) => {
                let month = reading.months.get(&at).filter(|_| self.is_read(at));
                month.copied().map(FileChoice::Month)
            }
        }
    }

    fn is_read(&self, sheet: usize) -> bool {
        let sheet = self.sheets.get(sheet).map(|s| &s.outcome);
        matches!(sheet, Some(Outcome::Read { .. }))
    }

    /// The sheet a question is about, where the file has several.
    fn sheet_of(&self, topic: FileTopic) -> Option<String> {
        let at = place_of(topic)?;
        let sheet = self.sheets.get(at).filter(|_| self.sheets.len() > 1)?;
        Some(sheet.name.clone())
    }

    /// What the places around a sheet say of it, where they differ.
    fn different(&self, topic: FileTopic) -> Vec<FileChoice> {
        let of_sheet = |t: &&Table| place_of(topic) == Some(t.sheet);
        let tables = self.tables.tables.iter().filter(of_sheet);
        let mut choices = Vec::new();
        for given in tables.flat_map(|t| &t.differ) {
            let choice = match (topic, *given) {
                (FileTopic::Measure(_), Given::Measure(measure)) => FileChoice::Measure(measure),
                (FileTopic::YearOf(_), Given::Year(year)) => FileChoice::Year(year),
                (FileTopic::Month(_), Given::Month(month)) => FileChoice::Month(month),
                _ => continue,
            };
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        choices
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
            FileTopic::Score => [Scale::Fraction, Scale::AsWritten]
                .map(FileChoice::Score)
                .into(),
            FileTopic::Year | FileTopic::YearOf(_) => {
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
        // What is said somewhere comes first; a month keeps its number.
        let mut first = match topic {
            FileTopic::Month(_) => Vec::new(),
            _ => self.different(topic),
        };
        choices.retain(|choice| !first.contains(choice));
        first.append(&mut choices);
        choices = first;
        choices.push(FileChoice::LeaveOut);
        choices
    }
}

/// The sheet that a question is about.
fn place_of(topic: FileTopic) -> Option<usize> {
    match topic {
        FileTopic::Measure(at) | FileTopic::YearOf(at) | FileTopic::Month(at) => Some(at),
        FileTopic::Group | FileTopic::Dash | FileTopic::Year | FileTopic::Score => None,
    }
}
