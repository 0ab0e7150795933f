//! How events change the meeting. Cannot fail: an event that no longer fits changes nothing.

use std::sync::Arc;

use super::act::{Act, Before, Deed, KEPT, Was};
use super::event::{
    Arrived, Event, How, ImportedPerson, Outcome, ScanRefused, Stamp, VillagesListed,
};
use super::id::{EntryId, ListId, PersonId};
use super::person::{Arrival, Note, Person};
use super::record::{Field, Library};
use super::village::Gazetteer;
use super::{LastScan, Meeting};

/// More changed records than this and an index is better built anew.
const MANY: usize = 2_000;

impl Meeting {
    /// Folds one entry into the state.
    pub fn evolve(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::MeetingFounded(e) => {
                self.about = Some(e.about.clone());
                self.secret = Some(e.secret.clone());
            }
            Event::MeetingDescribed(about) => self.about = Some(about.clone()),
            Event::BackupDirectorySet(e) => {
                self.backup_directory = e.path.as_deref().map(Arc::from);
            }
            Event::VillagesListed(e) => self.list_villages(stamp, e),
            Event::LibrariesImported(e) => self.import_libraries(stamp, &e.rows),
            Event::PeopleImported(e) => self.import_people(stamp, &e.rows),
            Event::PersonAdded(e) => {
                let person = Person::new(e.id, e.record.clone(), stamp.act());
                self.put(stamp, Deed::Addition, person);
                self.record_changed(e.id);
            }
            Event::PersonCorrected(e) => {
                self.change(stamp, Deed::Correction, e.id, |p| {
                    p.record = e.record.clone();
                    e.changed.iter().for_each(|f| p.by_hand.insert(*f));
                });
                self.record_changed(e.id);
            }
            Event::Arrived(e) => self.arrive(stamp, e),
            Event::ArrivalWithdrawn(e) => {
                self.change(stamp, Deed::Withdrawal, e.person, |p| {
                    p.arrivals.retain(|a| a.list != e.list);
                });
                self.forget_scans_of(e.person);
            }
            Event::InvitationCancelled(e) => {
                let note = note(stamp, &e.reason);
                self.change(stamp, Deed::Cancellation, e.person, |p| {
                    p.cancelled = Some(note);
                });
                self.forget_scans_of(e.person);
            }
            Event::InvitationRestored(e) => {
                self.change(stamp, Deed::Restoration, e.person, |p| p.cancelled = None);
                self.forget_scans_of(e.person);
            }
            Event::CodeReissued(e) => {
                let note = note(stamp, &e.reason);
                self.change(stamp, Deed::Reissue, e.person, |p| {
                    p.issue = e.issue;
                    p.issued = p.issued.max(e.issue);
                    p.reissued = Some(note);
                });
                self.forget_scans_of(e.person);
            }
            Event::ScanRefused(e) => self.refuse_scan(stamp, e),
            Event::Undone(e) => self.undo(e.act),
        }
    }

    fn arrive(&mut self, stamp: &Stamp, e: &Arrived) {
        let (station, operator) = (self.word(&stamp.station), self.word(&stamp.operator));
        let list = self.list(&e.list);
        for id in &e.people {
            let arrival = Arrival {
                list: list.clone(),
                at: stamp.at,
                station: station.clone(),
                operator: operator.clone(),
                how: e.how,
                act: stamp.act(),
            };
            if let Some(before) = self.people.arrive(*id, arrival) {
                self.act(stamp, Deed::Arrival).before.keep(*id, before);
            }
            if e.how == How::Scan {
                self.remember_scan(stamp, *id, Outcome::Present);
            }
        }
    }

    fn refuse_scan(&mut self, stamp: &Stamp, e: &ScanRefused) {
        match e.person {
            Some(person) => self.remember_scan(stamp, person, e.outcome),
            None => {
                self.stations.remove(&stamp.station);
            }
        }
    }

    fn remember_scan(&mut self, stamp: &Stamp, person: PersonId, outcome: Outcome) {
        let Some(issue) = self.people.get(person).map(|p| p.issue) else {
            return;
        };
        let scan = LastScan {
            person,
            issue,
            outcome,
            boot: stamp.boot.clone(),
        };
        if let Some(last) = self.stations.get_mut(&stamp.station) {
            *last = scan;
            return;
        }
        let station = self.word(&stamp.station);
        self.stations.insert(station, scan);
    }

    /// After an undo, a cancellation or a new code the next scan is a new one.
    fn forget_scans_of(&mut self, person: PersonId) {
        self.stations.retain(|_, scan| scan.person != person);
    }

    fn import_people(&mut self, stamp: &Stamp, rows: &[ImportedPerson]) {
        self.changes.all = true;
        self.changes.people.clear();
        for row in rows {
            if row.changed.is_empty() {
                let person = Person::new(row.id, row.record.clone(), stamp.act());
                self.put(stamp, Deed::PeopleImport, person);
            } else {
                self.change(stamp, Deed::PeopleImport, row.id, |p| {
                    p.record = row.record.clone();
                    row.changed
                        .iter()
                        .for_each(|f: &Field| p.by_hand.remove(*f));
                });
            }
        }
    }

    fn import_libraries(&mut self, stamp: &Stamp, rows: &[Library]) {
        self.changes.all = true;
        self.changes.people.clear();
        for row in rows {
            let before = self.libraries.insert(row.code.clone(), row.clone());
            let act = self.act(stamp, Deed::LibraryImport);
            act.before.libraries.push((row.code.clone(), before));
        }
    }

    fn list_villages(&mut self, stamp: &Stamp, e: &VillagesListed) {
        self.changes.all = true;
        self.changes.people.clear();
        if e.fresh {
            let before = self.villages.replace(Arc::new(Gazetteer::default()));
            self.act(stamp, Deed::VillageList).before.villages = Some(before);
        }
        if let Some(list) = &mut self.villages {
            Arc::make_mut(list).extend(e.rows.iter().cloned());
        }
    }

    fn undo(&mut self, id: EntryId) {
        let Some(at) = self.acts.iter().rposition(|a| a.id == id) else {
            return;
        };
        let Some(act) = self.acts.remove(at) else {
            return;
        };
        let Before {
            people,
            libraries,
            villages,
        } = act.before;
        for (id, before) in people.into_iter().rev() {
            match before {
                Was::Person(mut person) => {
                    let issued = self.people.get(id).map_or(0, |p| p.issued);
                    person.issued = person.issued.max(issued);
                    self.people.put(*person);
                }
                Was::NotArrived(touched) => self.people.unarrive(id, act.id, touched),
                Was::Nobody => drop(self.people.take(id)),
            }
            self.forget_scans_of(id);
            self.record_changed(id);
        }
        for (code, before) in libraries.into_iter().rev() {
            match before {
                Some(library) => drop(self.libraries.insert(code, library)),
                None => drop(self.libraries.remove(&code)),
            }
            self.changes.all = true;
        }
        if let Some(before) = villages {
            self.villages = before;
            self.changes.all = true;
        }
    }

    /// Puts a person and keeps what stood before with the act.
    fn put(&mut self, stamp: &Stamp, deed: Deed, person: Person) {
        let id = person.id;
        let before = self.people.put(person);
        let was = before.map_or(Was::Nobody, |p| Was::Person(Box::new(p)));
        self.act(stamp, deed).before.keep(id, was);
    }

    /// Changes a person, if there is one, and keeps what stood before with the act.
    fn change(&mut self, stamp: &Stamp, deed: Deed, id: PersonId, f: impl FnOnce(&mut Person)) {
        let act = stamp.act();
        let before = self.people.change(id, |p| {
            f(p);
            p.touched = act;
        });
        if let Some(before) = before {
            let was = Was::Person(Box::new(before));
            self.act(stamp, deed).before.keep(id, was);
        }
    }

    /// The act an entry belongs to; the newest `KEPT` are remembered.
    fn act(&mut self, stamp: &Stamp, deed: Deed) -> &mut Act {
        let id = stamp.act();
        if self.acts.back().is_none_or(|a| a.id != id) {
            if self.acts.len() == KEPT {
                self.acts.pop_front();
            }
            self.acts.push_back(Act {
                id,
                at: stamp.at,
                station: stamp.station.clone(),
                deed,
                before: Before::default(),
            });
        }
        let last = self.acts.len() - 1;
        &mut self.acts[last]
    }

    fn record_changed(&mut self, id: PersonId) {
        if self.changes.all {
            return;
        }
        self.changes.people.push(id);
        if self.changes.people.len() > MANY {
            self.changes.all = true;
            self.changes.people.clear();
        }
    }

    /// One copy of each list's name; there are as many lists as days, sessions and hand-outs.
    fn list(&mut self, list: &ListId) -> ListId {
        if list.is_main() {
            return super::id::main_list();
        }
        if let Some(known) = self.lists.iter().find(|l| *l == list) {
            return known.clone();
        }
        if self.lists.len() < 64 {
            self.lists.push(list.clone());
        }
        list.clone()
    }

    /// One copy of each station and operator name, however many entries carry it.
    fn word(&mut self, word: &Arc<str>) -> Arc<str> {
        if let Some(known) = self.words.iter().find(|w| *w == word) {
            return known.clone();
        }
        if self.words.len() < 64 {
            self.words.push(word.clone());
        }
        word.clone()
    }
}

fn note(stamp: &Stamp, reason: &str) -> Note {
    Note {
        at: stamp.at,
        reason: reason.into(),
    }
}
