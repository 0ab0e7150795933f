//! A meeting folded from events, in a few words.
#![allow(dead_code)] // every module uses its part

use std::sync::Arc;

use gelar::meeting::Meeting;
use gelar::meeting::achieved::{Achieved, Counts, Measure, Status, Totals};
use gelar::meeting::event::{
    AchievementsImported, Event, LibrariesImported, Stamp, TotalsImported,
};
use gelar::meeting::id::{EntryId, VillageCode};
use gelar::meeting::record::{Contact, Library};
use gelar::meeting::rules::{Rules, Seal};

/// A month, activities, publications, advocacy.
pub type MonthOf<'a> = (&'a str, u64, u64, u64);

/// The code of a library, counted from 0.
pub fn code(n: usize) -> VillageCode {
    VillageCode::parse(&format!("73.09.{:02}.{:04}", 90 + n / 900, 1_001 + n % 900)).unwrap()
}

/// A meeting that is being told.
pub struct World {
    pub meeting: Meeting,
    entries: u64,
}

impl World {
    /// So many libraries under the usual rules of 2024; today is 10 December 2024.
    pub fn with(libraries: usize) -> World {
        let mut world = World {
            meeting: Meeting::default(),
            entries: 0,
        };
        world.rules(Rules::usual(2024));
        for n in 0..libraries {
            world.joins(n, None, None);
        }
        world
    }

    pub fn event(&mut self, event: &Event) {
        self.entries += 1;
        let stamp = Stamp {
            id: EntryId(self.entries << 16),
            group: None,
            at: "2024-12-10T01:00:00Z".parse().unwrap(),
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "".into(),
        };
        self.meeting.evolve(&stamp, event);
    }

    pub fn rules(&mut self, rules: Rules) {
        assert_eq!(rules.check(), Ok(()));
        self.event(&Event::RulesSet(Arc::new(rules)));
    }

    pub fn seal(&mut self, from: Option<&str>, families: &[&str]) {
        self.event(&Event::SealSet(Seal {
            from: from.map(|m| m.parse().unwrap()),
            families: families.iter().map(|f| (*f).to_owned()).collect(),
        }));
    }

    /// A library takes part.
    pub fn joins(&mut self, n: usize, year: Option<i16>, month: Option<i8>) {
        let library = Library {
            code: code(n),
            name: format!("Perpustakaan {n:03}"),
            partner_year: year,
            partner_month: month,
            kind: String::new(),
            partner_source: String::new(),
            has_account: None,
            quota: None,
            contact: Contact::default(),
        };
        self.event(&Event::LibrariesImported(LibrariesImported {
            rows: vec![library],
        }));
    }

    /// A row of a month as it is.
    pub fn row(&mut self, n: usize, month: &str, counts: &[(Measure, u64)]) -> Achieved {
        let row = Achieved {
            library: code(n),
            month: month.parse().unwrap(),
            counts: counts.iter().copied().collect(),
            status: Status::Reported,
            entered: None,
            note: "".into(),
        };
        self.put(&row);
        row
    }

    pub fn put(&mut self, row: &Achieved) {
        self.event(&Event::AchievementsImported(AchievementsImported {
            rows: vec![row.clone()],
            reason: String::new(),
        }));
    }

    pub fn months(&mut self, n: usize, months: &[MonthOf<'_>]) {
        let rows = months
            .iter()
            .map(|(month, activities, publications, advocacy)| Achieved {
                library: code(n),
                month: month.parse().unwrap(),
                counts: [
                    (Measure::Activities, *activities),
                    (Measure::PublicationOnline, *publications),
                    (Measure::AdvocacyGoods, *advocacy),
                ]
                .into_iter()
                .collect(),
                status: Status::Reported,
                entered: None,
                note: "".into(),
            });
        let rows = rows.collect();
        let reason = String::new();
        self.event(&Event::AchievementsImported(AchievementsImported {
            rows,
            reason,
        }));
    }

    /// Everything, every month; no two months are the same.
    pub fn full_year(&mut self, n: usize) {
        let months: Vec<String> = (1..=12).map(|m| format!("2024-{m:02}")).collect();
        let months: Vec<MonthOf<'_>> = (0_u64..)
            .zip(&months)
            .map(|(i, m)| (m.as_str(), 4 + i % 2, 3, 1))
            .collect();
        self.months(n, &months);
    }

    pub fn totals(&mut self, n: usize, counts: &[(Measure, u64)], sim: Option<u16>) {
        let counts: Counts = counts.iter().copied().collect();
        let row = Totals {
            library: code(n),
            counts,
            has_account: None,
            months: None,
            sim_score: sim,
            sim_colour: None,
            entered: None,
            note: "".into(),
        };
        self.event(&Event::TotalsImported(TotalsImported {
            rows: vec![row],
            reason: String::new(),
        }));
    }
}
