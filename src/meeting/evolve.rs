//! How events change the meeting. Cannot fail: an event that no longer fits changes nothing.

mod figures;

use std::sync::Arc;

use super::act::{Act, Before, Deed, KEPT, Left, OwnList, TakenBack, Was};
use super::attendance::{Addendum, Closing, Purpose};
use super::event::{
    AddendumNoted, ArrivalWithdrawn, Arrived, AttendanceClosed, Event, How, ImportedPerson,
    NumbersReserved, Outcome, ScanRefused, Stamp, VillagesListed, WalkedIn,
};
use super::id::{EntryId, ListId, PersonId};
use super::person::{Arrival, Note, Person, Substitute};
use super::protocol::{self, Call};
use super::record::{Field, Library};
use super::village::Gazetteer;
use super::{Block, LastScan, Meeting};

/// More changed records than this and an index is better built anew.
const MANY: usize = 2_000;

/// So many unanswered calls are remembered.
const MANY_CALLS: usize = 200;

impl Meeting {
    /// Folds one entry into the state.
    pub fn evolve(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::MeetingFounded(e) => {
                self.about = Some(e.about.clone());
                self.secret = Some(e.secret.clone());
            }
            Event::MeetingDescribed(about) => self.about = Some(about.clone()),
            Event::BackupDirectorySet(e) => self.set_backup_directory(e.path.as_deref()),
            Event::VillagesListed(e) => self.list_villages(stamp, e),
            Event::LibrariesImported(e) => self.import_libraries(stamp, &e.rows),
            Event::PeopleImported(e) => self.import_people(stamp, &e.rows),
            Event::PersonAdded(e) => {
                self.use_number(e.id);
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
            Event::ArrivalWithdrawn(e) => self.withdraw(stamp, e),
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
            Event::Undone(e) => self.undo(stamp, e.act),
            Event::Redone(e) => self.redo(e.act),
            Event::WalkedIn(e) => self.walk_in(stamp, e),
            Event::Substituted(e) => {
                self.change(stamp, Deed::Substitution, e.person, |p| {
                    let earlier = p.substitute.take();
                    let personal = e.by.clone();
                    p.substitute = Some(Arc::new(Substitute { personal, earlier }));
                });
                self.record_changed(e.person);
                self.forget_scans_of(e.person);
            }
            Event::SubstituteWithdrawn(e) => {
                self.change(stamp, Deed::Substitution, e.person, |p| p.substitute = None);
                self.record_changed(e.person);
                self.forget_scans_of(e.person);
            }
            Event::NumbersReserved(e) => self.reserve(stamp, e),
            Event::ProtocolCalled => self.call(stamp, None),
            Event::ProtocolAnswered(e) => {
                self.calls
                    .retain(|c| c.act != e.call || c.person != e.person);
            }
            Event::PinSet(e) => self.pin.clone_from(&e.pin),
            Event::ListDefined(e) => {
                self.papers.lists.insert(e.list.clone(), e.clone());
            }
            Event::AttendanceClosed(e) => self.close(stamp, e),
            Event::AddendumNoted(e) => self.note_addendum(stamp, e),
            Event::SheetPrinted(e) => self.papers.sheets.push(e.clone()),
            Event::SignaturesChecked(e) => {
                self.papers.signed.insert(e.page, e.signed.clone());
            }
            Event::AchievementsImported(e) => self.import_achievements(stamp, &e.rows),
            Event::TotalsImported(e) => self.import_totals(stamp, &e.rows),
            Event::AchievementTyped(e) => self.type_achievement(stamp, &e.row),
            Event::RulesSet(rules) => self.set_rules(rules),
            Event::RulesLocked(e) => self.rules_lock = Some(e.hash.as_str().into()),
            Event::RulesUnlocked(_) => self.rules_lock = None,
            Event::SealSet(seal) => self.set_seal(seal),
            Event::SceneShown(wanted) => self.show(wanted),
            Event::HallCovered(e) => self.hall.cover.clone_from(&e.cover),
            Event::HallHeld(e) => self.hall.held = e.held,
            Event::HallSet(settings) => self.hall.settings = *settings,
            Event::ColumnsPointed(e) => drop(self.columns.insert(e.list.clone(), e.heads.clone())),
        }
    }

    fn arrive(&mut self, stamp: &Stamp, e: &Arrived) {
        let (station, operator) = (self.word(&stamp.station), self.word(&stamp.operator));
        let list = self.list(&e.list);
        let deed = match self.purpose(&e.list) {
            Purpose::HandOut => Deed::HandOut,
            Purpose::Attendance if e.list.is_main() => Deed::Arrival,
            Purpose::Attendance => Deed::OtherList,
        };
        for id in &e.people {
            let arrival = Arrival {
                list: list.clone(),
                at: stamp.at,
                station: station.clone(),
                operator: operator.clone(),
                how: e.how,
                act: stamp.act(),
            };
            let on_main = arrival.list.is_main();
            // On the second list of one act: what stood before the act is kept already.
            let again = |was: &Was| matches!(was, Was::NotArrived(act) if *act == stamp.act());
            if let Some(before) = self.people.arrive(*id, arrival).filter(|was| !again(was)) {
                self.act(stamp, deed).before.keep(*id, before);
            }
            if on_main {
                self.announce(stamp, *id);
            }
            if e.how == How::Scan {
                self.remember_scan(stamp, *id, Outcome::Present);
            }
        }
    }

    fn withdraw(&mut self, stamp: &Stamp, e: &ArrivalWithdrawn) {
        let deed = match self.purpose(&e.list) {
            Purpose::HandOut => Deed::GivenBack,
            Purpose::Attendance => Deed::Withdrawal,
        };
        self.change(stamp, deed, e.person, |p| {
            p.arrivals.retain(|a| a.list != e.list);
        });
        if e.list.is_main() {
            self.end_calls_of(stamp, e.person);
        }
        self.forget_scans_of(e.person);
    }

    fn walk_in(&mut self, stamp: &Stamp, e: &WalkedIn) {
        self.use_number(e.id);
        let mut person = Person::new(e.id, e.record.clone(), stamp.act());
        person.class = Some(e.class);
        person.arrivals.push(Arrival {
            list: self.list(&e.list),
            at: stamp.at,
            station: self.word(&stamp.station),
            operator: self.word(&stamp.operator),
            how: How::Hand,
            act: stamp.act(),
        });
        self.put(stamp, Deed::WalkIn, person);
        self.record_changed(e.id);
        if e.list.is_main() {
            self.announce(stamp, e.id);
        }
    }

    /// A guest of honour has come: the protocol is called.
    fn announce(&mut self, stamp: &Stamp, id: PersonId) {
        let place = self.people.get(id).and_then(|p| protocol::place(&p.record));
        if place.is_some() {
            self.call(stamp, Some(id));
        }
    }

    /// Who has gone is not waited for; where the going is undone, the call is open again.
    fn end_calls_of(&mut self, stamp: &Stamp, id: PersonId) {
        let calls = self.calls.iter().cloned().enumerate();
        let ended: Vec<(usize, Call)> = calls.filter(|(_, c)| c.person == Some(id)).collect();
        self.calls.retain(|c| c.person != Some(id));
        if !ended.is_empty() {
            self.act(stamp, Deed::Withdrawal).before.calls.extend(ended);
        }
    }

    fn call(&mut self, stamp: &Stamp, person: Option<PersonId>) {
        let call = Call {
            act: stamp.act(),
            person,
            at: stamp.at,
            station: self.word(&stamp.station),
        };
        // An undone withdrawal may have brought some back.
        while self.calls.len() >= MANY_CALLS {
            self.calls.remove(0);
        }
        self.calls.push(call);
    }

    fn reserve(&mut self, stamp: &Stamp, e: &NumbersReserved) {
        let last = e.first.0.saturating_add(e.count).saturating_sub(1);
        self.people.reserve(PersonId(last));
        let block = Block {
            station: stamp.station.clone(),
            next: e.first.0,
            last,
        };
        self.blocks.push(block);
    }

    /// A number of a block that was given is not given again.
    fn use_number(&mut self, id: PersonId) {
        let mine = |b: &&mut Block| (b.next..=b.last).contains(&id.0);
        if let Some(block) = self.blocks.iter_mut().find(mine) {
            block.next = id.0 + 1;
        }
    }

    fn close(&mut self, stamp: &Stamp, e: &AttendanceClosed) {
        let closing = Closing {
            entry: stamp.id,
            at: stamp.at,
            station: stamp.station.clone(),
            operator: stamp.operator.clone(),
            totals: e.totals.clone(),
            addenda: Vec::new(),
        };
        self.papers.closings.insert(e.list.clone(), closing);
    }

    fn note_addendum(&mut self, stamp: &Stamp, e: &AddendumNoted) {
        if let Some(closing) = self.papers.closings.get_mut(&e.list) {
            closing.addenda.push(Addendum {
                at: stamp.at,
                station: stamp.station.clone(),
                operator: stamp.operator.clone(),
                reason: e.reason.as_str().into(),
                changed: e.changed.clone(),
            });
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
        self.changes.board_anew();
        self.changes.all = true;
        self.changes.people.clear();
        for row in rows {
            let before = self.libraries.insert(row.code.clone(), row.clone());
            let act = self.act(stamp, Deed::LibraryImport);
            act.before.libraries.push((row.code.clone(), before));
        }
    }

    fn list_villages(&mut self, stamp: &Stamp, e: &VillagesListed) {
        self.changes.board_anew();
        self.changes.all = true;
        self.changes.people.clear();
        if e.fresh {
            let before = self.villages.replace(Arc::new(Gazetteer::default()));
            self.act(stamp, Deed::VillageList).before.villages = Some(OwnList(before));
        }
        if let Some(list) = &mut self.villages {
            Arc::make_mut(list).extend(e.rows.iter().cloned());
        }
    }

    fn undo(&mut self, stamp: &Stamp, id: EntryId) {
        let Some(at) = self.acts.iter().rposition(|a| a.id == id) else {
            return;
        };
        let Some(mut act) = self.acts.remove(at) else {
            return;
        };
        let import = self.imports.undo(id, &act.before.figures.libraries);
        let reopened: Vec<Call> = act.before.calls.iter().map(|(_, c)| c.clone()).collect();
        // Nobody has come, or not yet: there is nobody to greet.
        self.exchange(&mut act, |call| call.act == id);
        let touched = |id| (id, self.people.get(id).map(|p| p.touched));
        let left = Left {
            people: act.people().map(touched).collect(),
            figures: act.figures().map(|code| self.numbers_by(code)).collect(),
            lists: self.lists_by(),
            newest: self.acts.back().map(|a| a.id),
        };
        if self.taken_back.len() == KEPT {
            self.taken_back.pop_front();
        }
        self.taken_back.push_back(TakenBack {
            act,
            at: stamp.at,
            import,
            reopened,
            left,
        });
    }

    /// The act counts again, under its own number, as the newest that can be undone.
    fn redo(&mut self, id: EntryId) {
        let Some(at) = self.taken_back.iter().rposition(|t| t.act.id == id) else {
            return;
        };
        let Some(TakenBack {
            mut act,
            import,
            reopened,
            ..
        }) = self.taken_back.remove(at)
        else {
            return;
        };
        if let Some(import) = import {
            self.imports.redo(import, &self.achievements);
        }
        self.exchange(&mut act, |call| reopened.contains(call));
        if self.acts.len() == KEPT {
            self.acts.pop_front();
        }
        self.acts.push_back(act);
    }

    /// Puts what an act keeps in the place of what stands, and lets the act keep that. `goes` says which
    /// calls end.
    fn exchange(&mut self, act: &mut Act, goes: impl Fn(&Call) -> bool) {
        let Before {
            people,
            libraries,
            villages,
            calls,
            figures,
        } = std::mem::take(&mut act.before);
        let open = self.calls.iter().cloned().enumerate();
        act.before.calls = open.filter(|(_, call)| goes(call)).collect();
        self.calls.retain(|call| !goes(call));
        act.before.figures = self.exchange_figures(figures);
        for (id, was) in people.into_iter().rev() {
            let now = match was {
                Was::Person(mut person) => {
                    let issued = self.people.get(id).map_or(0, |p| p.issued);
                    person.issued = person.issued.max(issued);
                    self.people.put(*person)
                }
                Was::NotArrived(touched) => self.people.unarrive(id, act.id, touched),
                Was::Nobody => self.people.take(id),
            };
            let now = now.map_or(Was::Nobody, |p| Was::Person(Box::new(p)));
            act.before.people.push((id, now));
            self.forget_scans_of(id);
            self.record_changed(id);
        }
        for (code, library) in libraries.into_iter().rev() {
            let now = match library {
                Some(library) => self.libraries.insert(code.clone(), library),
                None => self.libraries.remove(&code),
            };
            act.before.libraries.push((code, now));
            self.changes.board_anew();
            self.changes.all = true;
        }
        if let Some(OwnList(list)) = villages {
            act.before.villages = Some(OwnList(std::mem::replace(&mut self.villages, list)));
            self.changes.board_anew();
            self.changes.all = true;
        }
        for (at, call) in calls {
            self.calls.insert(at.min(self.calls.len()), call);
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
    fn set_backup_directory(&mut self, path: Option<&str>) {
        self.backup_directory = path.map(Arc::from);
    }

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
