//! What a file may hold: the five lists, their layouts, and how a meeting reads them.

use std::path::Path;

use crate::exchange::import;
use crate::exchange::reading::Reading;
use crate::exchange::table::Layout;
use crate::meeting::Meeting;
use crate::meeting::village::place_key;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// *peserta*
    People,
    /// *perpustakaan*
    Libraries,
    /// *wilayah*
    Villages,
    /// *capaian*
    Achievements,
    /// *rekap*
    Totals,
}

impl ImportKind {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            ImportKind::People => "peserta",
            ImportKind::Libraries => "perpustakaan",
            ImportKind::Villages => "wilayah",
            ImportKind::Achievements => "capaian",
            ImportKind::Totals => "rekap",
        }
    }

    /// The layout its sheets are read by.
    pub fn layout(self) -> &'static Layout {
        match self {
            ImportKind::People => &import::PEOPLE,
            ImportKind::Libraries => &import::LIBRARIES,
            ImportKind::Villages => &import::VILLAGES,
            ImportKind::Achievements => &import::ACHIEVEMENTS,
            ImportKind::Totals => &import::TOTALS,
        }
    }

    /// How a file of this name is read for a meeting, before anybody has answered anything.
    pub fn reading(self, path: &Path, meeting: &Meeting) -> Reading {
        let rules = meeting.rules();
        let villages = meeting.villages();
        let layout = self.layout();
        let pointed = meeting.columns_of(self.word());
        let pointed =
            pointed.map(|(head, field)| (head.to_owned(), field.and_then(|f| layout.field(f))));
        Reading {
            pointed: pointed.collect(),
            period: Some((rules.from, rules.to)),
            villages: villages.iter().map(|v| place_key(&v.name)).collect(),
            subdistricts: villages.iter().map(|v| place_key(&v.subdistrict)).collect(),
            file: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            ..Reading::default()
        }
    }

    /// Does it hold numbers, whose correction needs a reason?
    pub fn holds_figures(self) -> bool {
        match self {
            ImportKind::Achievements | ImportKind::Totals => true,
            ImportKind::People | ImportKind::Libraries | ImportKind::Villages => false,
        }
    }
}
