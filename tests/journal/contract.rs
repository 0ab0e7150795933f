//! What every engine answers, whatever it stores in. A new engine joins by one line at the end.

use std::thread;
use std::time::Duration;

use gelar::journal::memory::MemoryJournal;
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Appended, Head, Journal, JournalError};
use gelar::meeting::id::EntryId;
use tempfile::TempDir;

use crate::support::{added, arrived, as_entries, conflict, done, every_event, mixed, read};

/// A place where writers meet.
trait Engine: Sync {
    /// A further writer; it does not wait for others.
    fn writer(&self) -> Box<dyn Journal>;
}

struct OneFile(TempDir);

impl Engine for OneFile {
    fn writer(&self) -> Box<dyn Journal> {
        let path = self.0.path().join("pertemuan.gelar");
        let mut journal = SqliteJournal::open(&path)
            .or_else(|_| SqliteJournal::create(&path))
            .unwrap();
        journal.set_patience(Duration::ZERO).unwrap();
        Box::new(journal)
    }
}

struct InMemory(std::sync::Mutex<MemoryJournal>);

impl Engine for InMemory {
    fn writer(&self) -> Box<dyn Journal> {
        Box::new(self.0.lock().unwrap().clone())
    }
}

fn starts_empty(engine: &dyn Engine) {
    let mut a = engine.writer();
    assert_eq!(a.read(0, &mut |e| panic!("{e:?}")).unwrap(), Head::EMPTY);
    assert_eq!(done(a.append(0, vec![])).1, Head::EMPTY);
    assert!(!a.changed().unwrap());
}

fn answers_what_it_stores(engine: &dyn Engine) {
    let mut a = engine.writer();
    let drafts = every_event();
    let (entries, head) = done(a.append(0, drafts.clone()));
    assert_eq!(head.seq, drafts.len() as u64);
    assert_eq!(entries, as_entries(1, &drafts));
    assert_eq!(read(&mut *a, 0), entries);
    assert_eq!(read(&mut *engine.writer(), 0), entries);
    assert_eq!(read(&mut *a, 3), entries[3..]);
    assert_eq!(a.read(head.seq, &mut |e| panic!("{e:?}")).unwrap(), head);
    assert_eq!(a.read(0, &mut |_| ()).unwrap(), head);
}

fn a_moved_head_is_a_conflict_with_what_was_missed(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    done(a.append(0, vec![arrived(1)]));
    done(a.append(1, vec![added(2), arrived(3)]));
    let (missed, head) = conflict(b.append(1, vec![arrived(50)]));
    assert_eq!(missed, as_entries(2, &[added(2), arrived(3)]));
    assert_eq!(head.seq, 3);
    assert_eq!(read(&mut *a, 0).len(), 3, "a conflict writes nothing");
    let (entries, _) = done(b.append(head.seq, vec![arrived(50)]));
    assert_eq!(entries, as_entries(4, &[arrived(50)]));
}

fn a_retry_finds_what_is_there(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    let act = vec![added(10), arrived(11)];
    let (entries, head) = done(a.append(0, act.clone()));
    assert_eq!(done(a.append(0, act.clone())), (entries.clone(), head));
    let (_, later) = done(b.append(2, vec![arrived(12)]));
    // Whatever head is expected: the reply was lost, and others wrote meanwhile.
    for expected in [0, 2, 3] {
        assert_eq!(
            done(b.append(expected, act.clone())),
            (entries.clone(), later)
        );
    }
    assert_eq!(read(&mut *a, 0).len(), 3);
}

fn an_id_with_other_content_is_refused(engine: &dyn Engine) {
    let mut a = engine.writer();
    done(a.append(0, vec![added(10), arrived(11)]));
    let reused = |answer| match answer {
        Err(JournalError::IdReused(EntryId(id))) => id,
        other => panic!("{other:?}"),
    };
    assert_eq!(reused(a.append(2, vec![arrived(10)])), 10);
    let mut other_salt = added(10);
    other_salt.salt = [99; 16];
    assert_eq!(reused(a.append(2, vec![other_salt])), 10);
    let mut later = arrived(11);
    later.stamp.at += jiff::SignedDuration::from_secs(1);
    assert_eq!(reused(a.append(2, vec![later])), 11);
    // A part of an act under known ids is another act.
    assert_eq!(reused(a.append(2, vec![arrived(11), arrived(12)])), 11);
    assert_eq!(reused(a.append(2, vec![arrived(12), arrived(11)])), 11);
    // Twice in one append.
    assert_eq!(reused(a.append(2, vec![arrived(12), arrived(12)])), 12);
    assert_eq!(read(&mut *a, 0).len(), 2);
    // None of it left a trace: the ids are free and the lock is.
    done(engine.writer().append(2, vec![arrived(12)]));
}

fn an_act_is_written_whole(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    let act = mixed(0..1501);
    let (entries, head) = done(a.append(0, act.clone()));
    assert_eq!(head.seq, 1501);
    assert_eq!(entries.len(), 1501);
    assert_eq!(read(&mut *b, 0), as_entries(1, &act));
    let mut broken = mixed(2000..3001);
    broken.push(arrived(7));
    assert!(matches!(
        b.append(head.seq, broken),
        Err(JournalError::IdReused(EntryId(7)))
    ));
    assert_eq!(a.read(0, &mut |_| ()).unwrap(), head);
}

fn every_entry_tells_its_link(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    assert_eq!(a.hash_of(EntryId(1)).unwrap(), None);
    let (_, first) = done(a.append(0, vec![arrived(1)]));
    let (_, second) = done(a.append(1, vec![added(u64::MAX - 3), arrived(2)]));
    for journal in [&mut a, &mut b] {
        assert_eq!(journal.hash_of(EntryId(1)).unwrap(), Some(first.hash));
        assert_eq!(journal.hash_of(EntryId(2)).unwrap(), Some(second.hash));
        let between = journal.hash_of(EntryId(u64::MAX - 3)).unwrap().unwrap();
        assert!(between != first.hash && between != second.hash);
        assert_eq!(journal.hash_of(EntryId(3)).unwrap(), None);
    }
}

fn order_is_the_place_not_the_clock(engine: &dyn Engine) {
    let mut a = engine.writer();
    for (expected, id) in (0..).zip([30, 20, 10]) {
        done(a.append(expected, vec![arrived(id)]));
    }
    let entries = read(&mut *a, 0);
    assert!(entries[0].stamp.at > entries[2].stamp.at);
    assert_eq!(entries.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 2, 3]);
}

fn the_lock_keeps_others_out(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    done(a.append(0, vec![arrived(1), arrived(2)]));
    let (missed, head) = b.lock(1).unwrap();
    assert_eq!(missed, as_entries(2, &[arrived(2)]));
    assert!(matches!(
        a.append(2, vec![arrived(3)]),
        Err(JournalError::Busy)
    ));
    assert!(matches!(a.lock(2), Err(JournalError::Busy)));
    assert_eq!(read(&mut *a, 0).len(), 2, "reading goes on");
    assert_eq!(b.lock(2).unwrap(), (vec![], head), "it is mine already");
    done(b.append(head.seq, vec![arrived(4)]));
    // Writing gave it back, and the same append of the other goes through once it knows.
    assert_eq!(conflict(a.append(2, vec![arrived(3)])).0.len(), 1);
    done(a.append(3, vec![arrived(3)]));
}

fn the_lock_is_given_back(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    a.lock(0).unwrap();
    a.unlock();
    a.unlock();
    done(b.append(0, vec![arrived(1)]));
    // By a conflict, by a refusal, and by leaving.
    a.lock(0).unwrap();
    conflict(a.append(0, vec![arrived(2)]));
    b.lock(1).unwrap();
    assert!(b.append(1, vec![added(1)]).is_err());
    a.lock(1).unwrap();
    drop(a);
    done(b.append(1, vec![arrived(2)]));
}

fn a_journal_that_became_shorter_is_damage(engine: &dyn Engine) {
    let mut a = engine.writer();
    done(a.append(0, vec![arrived(1)]));
    let at_two = |e| matches!(e, JournalError::Damaged { seq: Some(2), .. });
    assert!(at_two(a.append(5, vec![arrived(2)]).unwrap_err()));
    assert!(at_two(a.read(5, &mut |_| ()).unwrap_err()));
    assert!(at_two(a.lock(5).unwrap_err()));
    done(engine.writer().append(1, vec![arrived(2)]));
}

fn followers_hear_of_commits(engine: &dyn Engine) {
    let (mut a, mut b) = (engine.writer(), engine.writer());
    assert!(!b.changed().unwrap());
    done(a.append(0, vec![arrived(1)]));
    assert!(b.changed().unwrap());
    assert!(!b.changed().unwrap());
    assert!(!a.changed().unwrap(), "one's own is no news");
    assert_eq!(read(&mut *b, 0).len(), 1);
    done(b.append(1, vec![arrived(2)]));
    assert!(a.changed().unwrap());
    assert_eq!(read(&mut *a, 1), as_entries(2, &[arrived(2)]));
    a.lock(2).unwrap();
    a.unlock();
    conflict(a.append(0, vec![arrived(3)]));
    assert!(!b.changed().unwrap(), "nothing was written");
}

fn nobody_starves(engine: &dyn Engine) {
    const EACH: u64 = 25;
    engine.writer();
    thread::scope(|scope| {
        for who in 0..3 {
            scope.spawn(move || {
                let mut journal = engine.writer();
                let mut known = 0;
                for n in 0..EACH {
                    let draft = arrived(who * 1000 + n);
                    known = settle(&mut *journal, known, &draft);
                }
            });
        }
    });
    let entries = read(&mut *engine.writer(), 0);
    assert_eq!(entries.len() as u64, 3 * EACH);
    let mut ids: Vec<_> = entries.iter().map(|e| e.stamp.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len() as u64, 3 * EACH);
}

/// As the session does it: two tries, then under the lock.
fn settle(journal: &mut dyn Journal, mut known: u64, draft: &gelar::journal::Draft) -> u64 {
    for tries in 0.. {
        if tries >= 2 {
            match journal.lock(known) {
                Ok((_, head)) => known = head.seq,
                Err(JournalError::Busy) => {
                    thread::yield_now();
                    continue;
                }
                Err(e) => panic!("{e}"),
            }
        }
        match journal.append(known, vec![draft.clone()]) {
            Ok(Appended::Done { head, .. }) => return head.seq,
            Ok(Appended::Conflict { head, .. }) => {
                assert!(tries < 2, "no conflict under the lock");
                known = head.seq;
            }
            Err(JournalError::Busy) => thread::yield_now(),
            Err(e) => panic!("{e}"),
        }
    }
    unreachable!()
}

fn a_backup_is_a_meeting_file(engine: &dyn Engine) {
    let dir = tempfile::tempdir().unwrap();
    let to = dir.path().join("salinan.gelar");
    let mut a = engine.writer();
    for last in [40, 60] {
        let known = a.read(0, &mut |_| ()).unwrap().seq;
        let (_, head) = done(a.append(known, mixed(known..last)));
        a.backup(&to).unwrap();
        let report = verify(&to).unwrap();
        assert_eq!((report.head, report.problem), (head, None));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        let mut copy = SqliteJournal::open(&to).unwrap();
        assert_eq!(read(&mut copy, 0), read(&mut *a, 0));
    }
}

macro_rules! contract {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(&super::OneFile(tempfile::tempdir().unwrap()));
            })*
        }
        mod memory {
            $(#[test]
            fn $name() {
                super::$name(&super::InMemory(super::MemoryJournal::new().into()));
            })*
        }
    };
}

contract! {
    every_entry_tells_its_link
    starts_empty
    answers_what_it_stores
    a_moved_head_is_a_conflict_with_what_was_missed
    a_retry_finds_what_is_there
    an_id_with_other_content_is_refused
    an_act_is_written_whole
    order_is_the_place_not_the_clock
    the_lock_keeps_others_out
    the_lock_is_given_back
    a_journal_that_became_shorter_is_damage
    followers_hear_of_commits
    nobody_starves
    a_backup_is_a_meeting_file
}

#[test]
fn both_engines_make_the_same_chain() {
    let dir = tempfile::tempdir().unwrap();
    let mut file = SqliteJournal::create(&dir.path().join("a.gelar")).unwrap();
    let mut memory = MemoryJournal::new();
    assert_eq!(
        done(file.append(0, every_event())),
        done(memory.append(0, every_event()))
    );
}

#[test]
fn injected_failures_write_nothing_or_lose_the_reply() {
    let mut a = MemoryJournal::new();
    a.fail_next(JournalError::Full);
    assert!(matches!(
        a.append(0, vec![arrived(1)]),
        Err(JournalError::Full)
    ));
    assert_eq!(a.head(), Head::EMPTY);
    a.fail_next(JournalError::ReadOnly);
    assert!(matches!(a.lock(0), Err(JournalError::ReadOnly)));
    a.lose_next_reply(JournalError::Busy);
    assert!(matches!(
        a.append(0, vec![arrived(1)]),
        Err(JournalError::Busy)
    ));
    assert_eq!(a.head().seq, 1);
    assert_eq!(done(a.append(0, vec![arrived(1)])).1.seq, 1);
}
