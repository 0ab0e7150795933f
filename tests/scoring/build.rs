//! From the plain values of the proof to a meeting, through the events the journal keeps.

use std::collections::BTreeMap;
use std::sync::Arc;

use gelar::meeting::Meeting;
use gelar::meeting::achieved::{Achieved, Counts, Measure, Status, Totals};
use gelar::meeting::code::Secret;
use gelar::meeting::command::{Command, Context, Role};
use gelar::meeting::decide::decide;
use gelar::meeting::event::{
    AchievementsImported, Event, Founded, LibrariesImported, Stamp, TotalsImported,
};
use gelar::meeting::id::{EntryId, VillageCode};
use gelar::meeting::month::Month;
use gelar::meeting::record::{About, Contact, Library, Zone};
use gelar::meeting::rules::{self, Scored, Source, Window, Zones};

use crate::naive;

/// A meeting and the next entry's number.
#[derive(Clone, Default)]
pub struct Built {
    pub meeting: Meeting,
    entries: u64,
}

impl Built {
    pub fn founded() -> Built {
        let mut built = Built::default();
        built.add(Event::MeetingFounded(Founded {
            about: About {
                title: "Pertemuan Contoh".into(),
                date: naive::MEETING_DAY.parse().unwrap(),
                place: "Aula".into(),
                zone: Zone::Wita,
                organiser: "Dinas".into(),
                ..About::default()
            },
            secret: Secret::new([7; 32]),
        }));
        built
    }

    /// Everything of a data set, one import of each kind.
    pub fn of(rules: &naive::Rules, seal: &naive::Seal, libraries: &[naive::Library]) -> Built {
        let mut built = Built::founded();
        built.add(Event::RulesSet(Arc::new(rules_of(rules))));
        built.add(Event::SealSet(seal_of(seal)));
        built.import_libraries(libraries);
        built.import_rows(libraries.iter().flat_map(achieved).collect());
        built.import_totals(libraries.iter().filter_map(totals).collect());
        built
    }

    #[allow(clippy::needless_pass_by_value)] // an event is made for this
    pub fn add(&mut self, event: Event) -> EntryId {
        self.entries += 1;
        let stamp = self.stamp();
        self.meeting.evolve(&stamp, &event);
        stamp.id
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            id: EntryId(self.entries),
            group: None,
            at: jiff::Timestamp::UNIX_EPOCH,
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "".into(),
        }
    }

    pub fn import_libraries(&mut self, libraries: &[naive::Library]) -> EntryId {
        let rows = libraries.iter().map(library).collect();
        self.add(Event::LibrariesImported(LibrariesImported { rows }))
    }

    /// One import, if there is anything to import.
    pub fn import_rows(&mut self, rows: Vec<Achieved>) -> Option<EntryId> {
        let reason = String::new();
        let event = |rows| Event::AchievementsImported(AchievementsImported { rows, reason });
        (!rows.is_empty()).then(|| self.add(event(rows)))
    }

    pub fn import_totals(&mut self, rows: Vec<Totals>) -> Option<EntryId> {
        let reason = String::new();
        let event = |rows| Event::TotalsImported(TotalsImported { rows, reason });
        (!rows.is_empty()).then(|| self.add(event(rows)))
    }

    /// Undoes an act, if it can be undone.
    pub fn undo(&mut self, act: EntryId) {
        let context = Context {
            stamp: self.stamp(),
            random: [7; 32],
            role: Role::Supervisor,
        };
        if let Ok(events) = decide(&self.meeting, &Command::Undo(act), &context) {
            for event in events {
                self.add(event);
            }
        }
    }
}

pub fn month((year, month): naive::Month) -> Month {
    format!("{year:04}-{month:02}").parse().unwrap()
}

pub fn code(code: &str) -> VillageCode {
    VillageCode::parse(code).unwrap()
}

pub fn measure(column: &str) -> Measure {
    Measure::parse(column).unwrap()
}

pub fn counts(numbers: &BTreeMap<String, u64>) -> Counts {
    numbers.iter().map(|(c, n)| (measure(c), *n)).collect()
}

pub fn rules_of(rules: &naive::Rules) -> rules::Rules {
    let window = |word: &str| Window::ALL.into_iter().find(|w| w.word() == word).unwrap();
    let families = rules.families.iter().map(|f| rules::Family {
        key: f.key.clone(),
        name_id: format!("Keluarga {}", f.key),
        name_en: format!("Family {}", f.key),
        columns: f.columns.iter().map(|c| measure(c)).collect(),
        window: window(f.window),
        target_year: f.target,
        weight: f.weight,
    });
    let made = rules::Rules {
        from: month(rules.from),
        to: month(rules.to),
        minimum_months: u16::try_from(rules.minimum_months).unwrap(),
        source: if rules.rekap {
            Source::Totals
        } else {
            Source::Months
        },
        score: Scored::Computed,
        standard: rules.standard.clone(),
        zones: Zones {
            green: 8_000,
            yellow: 5_000,
        },
        families: families.collect(),
    };
    assert_eq!(made.check(), Ok(()));
    made
}

pub fn seal_of(seal: &naive::Seal) -> rules::Seal {
    rules::Seal {
        from: seal.from.map(month),
        families: seal.families.clone(),
    }
}

pub fn library(library: &naive::Library) -> Library {
    Library {
        code: code(&library.code),
        name: library.name.clone(),
        partner_year: library.year.map(|y| i16::try_from(y).unwrap()),
        partner_month: library.month.map(|m| i8::try_from(m).unwrap()),
        kind: String::new(),
        partner_source: String::new(),
        has_account: None,
        quota: None,
        contact: Contact::default(),
    }
}

pub fn achieved(library: &naive::Library) -> Vec<Achieved> {
    let rows = library.rows.iter();
    rows.map(|(month, row)| one_row(library, *month, row))
        .collect()
}

pub fn one_row(library: &naive::Library, of: naive::Month, row: &naive::Row) -> Achieved {
    let status = Status::ALL.into_iter().find(|s| s.word() == row.status);
    Achieved {
        library: code(&library.code),
        month: month(of),
        counts: counts(&row.numbers),
        status: status.unwrap(),
        entered: row.day.as_ref().map(|d| d.parse().unwrap()),
        note: "".into(),
    }
}

pub fn totals(library: &naive::Library) -> Option<Totals> {
    let total = library.total.as_ref()?;
    Some(Totals {
        library: code(&library.code),
        counts: counts(&total.numbers),
        has_account: None,
        months: total.months,
        sim_score: None,
        sim_colour: None,
        entered: total.day.as_ref().map(|d| d.parse().unwrap()),
        note: "".into(),
    })
}
