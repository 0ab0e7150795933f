//! How fast people come, when all are in, who is missing: figures that lead to action. Reckoned when
//! something changed, and not more often than needed.

use super::app::Model;
use super::overlay::Overlay;
use crate::meeting::command::Role;
use crate::meeting::forecast::{self, Pace};

/// Reckoned anew at most so often.
const OFTEN_MS: u64 = 1_000;

/// The same in a meeting of more people than this, where it takes longer.
const SELDOM_MS: u64 = 10_000;
const MANY: usize = 20_000;

/// While people come, the figures grow old without an event.
const OLD_MS: u64 = 30_000;

/// The figures as they were reckoned last.
#[derive(Debug, Default)]
pub struct Watch {
    /// None before the first time.
    pub pace: Option<Pace>,
    seq: u64,
    at: u64,
    next: Option<u64>,
}

impl Watch {
    /// When the figures want to be reckoned anew, if ever.
    pub(super) fn deadline(&self) -> Option<u64> {
        self.next
    }
}

impl Model {
    /// Reckons anew where something changed, or time has passed while people come.
    pub(super) fn watch_pace(&mut self) {
        let (seq, now) = (self.session.head().seq, self.now_ms);
        let due = self.watch.next.is_some_and(|next| next <= now);
        let changed = self.watch.pace.is_none() || self.watch.seq != seq;
        if !due && !changed {
            return;
        }
        let many = self.session.meeting().people().len() > MANY;
        let rest = if many { SELDOM_MS } else { OFTEN_MS };
        let ready = self.watch.at + rest;
        if self.watch.pace.is_some() && now < ready {
            // Never a moment that has passed: an import may have made the rest longer meanwhile.
            self.watch.next = Some(ready);
            return;
        }
        let pace = forecast::pace(self.session.meeting(), self.clock.now());
        let moving = pace.recent > 0;
        self.watch = Watch {
            pace: Some(pace),
            seq,
            at: now,
            next: moving.then_some(now + OLD_MS),
        };
    }

    /// Who is not there yet, by sub-district; with phone numbers for the supervisor only.
    pub(super) fn open_missing(&mut self, phones: bool) {
        let t = self.text;
        let meeting = self.session.meeting();
        // Without a PIN everybody is the supervisor; the action itself asks for it where there is one.
        let supervisor = meeting.pin().is_none() || self.role() == Role::Supervisor;
        let phones = phones && supervisor;
        let mut lines = Vec::new();
        let mut sum = 0;
        for group in forecast::missing(meeting) {
            let name = match group.subdistrict {
                "" => t.closing.no_subdistrict,
                name => name,
            };
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(format!("{name}: {}", group.people.len()));
            sum += group.people.len();
            for absent in group.people {
                let record = &absent.person.record;
                let places = [absent.village, absent.delegation];
                let place = places.into_iter().find(|p| !p.is_empty());
                let place = place.unwrap_or(absent.person.position());
                let mut line = format!(
                    "  #{} {} · {place}",
                    absent.person.id,
                    crate::text::called(absent.person)
                );
                if phones && !record.personal.phone.is_empty() {
                    line += " · ";
                    line += &record.personal.phone;
                }
                lines.push(line);
            }
        }
        if lines.is_empty() {
            lines.push(t.desk.nobody_missing.to_owned());
        } else if !phones {
            lines.insert(0, t.desk.phones_for_supervisor.to_owned());
            lines.insert(1, String::new());
        }
        self.overlays.push(Overlay::Page {
            title: (t.desk.missing_title)(sum),
            lines,
            scroll: 0,
            guarded: phones && self.session.meeting().pin().is_some(),
        });
    }
}
