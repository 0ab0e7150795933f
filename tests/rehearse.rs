//! A rehearsal of the desk: the same seed is the same morning, the queue is as a second, naive
//! calculation says, the copy tells what the report tells, and the meeting is not touched.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "cli/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use gelar::rehearse::queue::{Queue, Turn, measure, serve};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Done, Office};

/// A folder with the sample meeting in `contoh.gelar`.
fn sample() -> Office {
    let office = Office::empty();
    office.run(&["demo", "--headless"]).must();
    office
}

/// Rehearses in a folder of temporary files of its own, which must be empty afterwards.
fn rehearse(office: &Office, args: &[&str]) -> Done {
    let temporary = office.path("sementara");
    std::fs::create_dir_all(&temporary).unwrap();
    let mut command = office.command(&[&["rehearse", "desk"], args].concat());
    for variable in ["TMPDIR", "TMP", "TEMP"] {
        command.env(variable, &temporary);
    }
    let done = Done::of(command.output().unwrap());
    let left = std::fs::read_dir(&temporary).unwrap().count();
    assert_eq!(left, 0, "the throw-away copy is still there");
    done
}

fn report(office: &Office, args: &[&str]) -> Value {
    rehearse(office, &[args, &["--json"]].concat())
        .must()
        .value()
}

/// Everything but what is measured.
fn without_the_measured(mut report: Value) -> Value {
    let measured = report.as_object_mut().unwrap().remove("program").unwrap();
    for key in ["p50_ms", "p99_ms", "max_ms", "wall_s"] {
        assert!(measured[key].as_f64().unwrap() >= 0.0, "{measured}");
    }
    report
}

#[test]
fn the_same_seed_is_the_same_morning() {
    let office = sample();
    let args = ["-m", "contoh.gelar", "--guests", "120", "--desks", "2"];
    let once = without_the_measured(report(&office, &args));
    assert_eq!(without_the_measured(report(&office, &args)), once);
    let other = report(&office, &[&args[..], &["--seed", "2"]].concat());
    assert_ne!(other["queue"], once["queue"]);
    assert_eq!(other["present"], once["present"]);
}

#[test]
fn three_hundred_guests_are_in_and_the_copy_says_so() {
    let office = sample();
    let kept = [
        "-m",
        "contoh.gelar",
        "--guests",
        "300",
        "--keep",
        "latihan.gelar",
    ];
    let told = report(&office, &kept);
    assert_eq!((&told["guests"], &told["before"]), (&json!(300), &json!(0)));
    assert_eq!(
        (&told["agrees"], &told["surprises"]),
        (&json!(true), &json!(0))
    );
    assert_eq!(told["present"], 300);
    let handled: BTreeMap<String, u64> = serde_json::from_value(told["handled"].clone()).unwrap();
    assert_eq!(handled.values().sum::<u64>(), 300);
    for kind in ["clean", "card", "walk_in", "forgotten", "substitute"] {
        assert!(handled[kind] > 0, "{handled:?}");
    }

    let people = office.json(&["-m", "latihan.gelar", "people"]);
    let people = people.as_array().unwrap();
    let with = |key: &str, value: &str| people.iter().filter(|p| p[key] == value).count() as u64;
    assert_eq!(with("state", "present") + with("state", "represented"), 300);
    assert_eq!(with("state", "represented"), handled["substitute"]);
    let by = |how: &str| people.iter().filter(|p| p["arrival"]["how"] == how).count() as u64;
    assert_eq!(by("card"), handled["card"]);
    let scanned = ["clean", "double_read", "substitute"].map(|kind| handled[kind]);
    assert_eq!(by("scan"), scanned.iter().sum::<u64>());

    let checked = office.json(&["-m", "latihan.gelar", "verify"]);
    assert_eq!(checked["ok"], true);
    assert_eq!(checked["entries"], told["entries"]);
    let log = office.run(&["-m", "latihan.gelar", "log", "--json"]).must();
    assert!(
        log.out.contains("LATIHAN: PLM"),
        "a kept copy says what it is"
    );
}

#[test]
fn two_desks_write_one_journal_and_nobody_is_lost() {
    let office = sample();
    let told = report(
        &office,
        &["-m", "contoh.gelar", "--desks", "3", "--keep", "tiga.gelar"],
    );
    assert_eq!(
        (&told["agrees"], &told["surprises"]),
        (&json!(true), &json!(0))
    );
    let people = office.json(&["-m", "tiga.gelar", "people"]);
    let mut desks: Vec<&str> = people
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|p| p["arrival"]["station"].as_str())
        .collect();
    assert_eq!(desks.len() as u64, told["present"].as_u64().unwrap());
    desks.sort_unstable();
    desks.dedup();
    assert_eq!(desks, ["Meja 1", "Meja 2", "Meja 3"]);
    let fewer = &told["queue"]["longest_people"].as_u64();
    assert!(told["one_more"]["longest_people"].as_u64() <= *fewer);
}

#[test]
fn the_hint_comes_before_the_queue_is_longest_and_not_where_nobody_waits() {
    let office = sample();
    for seed in ["1", "3"] {
        let one = ["-m", "contoh.gelar", "--guests", "300", "--seed", seed];
        let told = report(&office, &one);
        assert!(
            told["queue"]["longest_people"].as_u64().unwrap() > 20,
            "{told}"
        );
        assert_eq!(told["hint"]["desk"], 2, "seed {seed}");
        // RFC 3339 of one offset sorts as text.
        assert!(told["hint"]["at"].as_str() < told["queue"]["longest_at"].as_str());
        let many = report(&office, &[&one[..], &["--desks", "8"]].concat());
        assert!(many["queue"]["longest_wait_s"].as_f64().unwrap() < 60.0);
        assert_eq!(many["hint"], Value::Null, "seed {seed}");
    }
}

/// Every file of a folder, but for `SQLite`'s index of the write-ahead file, which holds no data.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .filter(|e| e.file_type().unwrap().is_file())
        .map(|e| (e.file_name().into_string().unwrap(), e.path()))
        .filter(|(name, _)| !name.ends_with("-shm"))
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect()
}

#[test]
fn the_meeting_is_not_touched_not_even_while_a_desk_is_at_work() {
    use gelar::journal::sqlite::SqliteJournal;
    use gelar::meeting::command::Command;
    use gelar::meeting::id::{ListId, PersonId};
    use gelar::meeting::{event::How, record::Zone};
    use gelar::session::{Session, run};

    let office = sample();
    let before = files(office.folder());
    report(&office, &["-m", "contoh.gelar"]);
    assert_eq!(files(office.folder()), before, "a closed meeting");

    let mut journal = SqliteJournal::open(&office.path("contoh.gelar")).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    let now = "2026-12-18T00:05:00Z".parse().unwrap();
    let mut clock = gelar::clock::Clock::fixed(now, None, None, 1 << 40);
    let arrive = Command::CheckIn {
        person: PersonId(7),
        list: ListId::main(),
        how: How::Hand,
    };
    let context = clock.context("Meja 1", "", Zone::Wita);
    run(&mut session, &mut journal, arrive, context)
        .unwrap()
        .unwrap();
    let before = files(office.folder());
    assert!(
        before["contoh.gelar-wal"].len() > 1_000,
        "the entry stands in the -wal"
    );
    let told = report(&office, &["-m", "contoh.gelar"]);
    assert_eq!((&told["before"], &told["present"]), (&json!(1), &json!(98)));
    assert_eq!(files(office.folder()), before, "an open meeting");
}

#[test]
fn a_kept_copy_takes_nobodys_place() {
    let office = sample();
    office.write("catatan.txt", "milik panitia");
    let before = files(office.folder());
    for taken in ["contoh.gelar", "catatan.txt", "./contoh.gelar", "sementara"] {
        let keep = ["-m", "contoh.gelar", "--keep", taken];
        let done = rehearse(&office, &keep).ends(1);
        assert!(done.out.is_empty(), "refused before anything is played");
    }
    assert_eq!(files(office.folder()), before);
}

#[test]
fn without_a_meeting_the_sample_is_rehearsed_and_a_named_one_must_exist() {
    let office = Office::empty();
    let told = report(&office, &[]);
    assert_eq!(
        (&told["guests"], &told["present"]),
        (&json!(98), &json!(98))
    );
    assert!(files(office.folder()).is_empty(), "and nothing is left");
    let done = rehearse(&office, &["-m", "tidak-ada.gelar"]).ends(3);
    assert!(done.err.contains("tidak-ada.gelar"), "{}", done.err);
}

#[test]
fn nobody_to_come_is_said_and_guests_can_be_invented() {
    let office = Office::founded();
    let done = rehearse(&office, &[]).ends(1);
    assert!(done.err.contains("--guests"), "{}", done.err);
    let told = report(&office, &["--guests", "12"]);
    assert_eq!(
        (&told["present"], &told["invented"]),
        (&json!(12), &json!(12))
    );
    let done = rehearse(&office, &["--guests", "1"]).must();
    assert!(done.out.contains("tidak ada yang menunggu"), "{}", done.out);
}

#[test]
fn wrong_numbers_are_a_matter_of_usage() {
    let office = sample();
    for wrong in [
        ["--desks", "0"],
        ["--desks", "13"],
        ["--guests", "0"],
        ["--speed", "0"],
        ["--speed", "cepat"],
        ["--speed", "inf"],
        ["--start", "25.00"],
        ["--start", "pagi"],
    ] {
        let done = rehearse(&office, &[&["-m", "contoh.gelar"], &wrong[..]].concat()).ends(2);
        assert!(done.err.contains(wrong[0]), "{wrong:?}: {}", done.err);
    }
}

#[test]
fn at_a_speed_every_guest_has_a_line() {
    let office = sample();
    let fast = ["-m", "contoh.gelar", "--guests", "20", "--speed", "1000000"];
    let done = rehearse(&office, &fast).must();
    let guests = |out: &str| out.lines().filter(|l| l.contains("  Meja 1  ")).count();
    assert_eq!(guests(&done.out), 20, "{}", done.out);
    let mut names: Vec<&str> = done
        .out
        .lines()
        .filter_map(|l| l.split("  ").nth(2).filter(|_| l.contains("  Meja 1  ")))
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 20, "everybody once: {names:?}");
    let done = rehearse(&office, &[&fast[..], &["--json"]].concat()).must();
    assert_eq!(
        (guests(&done.err), done.value()["guests"].as_u64()),
        (20, Some(20))
    );
}

#[test]
fn the_report_reads_in_both_languages_and_under_both_names() {
    let office = sample();
    let done = office.run(&["-m", "contoh.gelar", "latihan", "meja", "--seed", "3"]);
    let indonesian = done.must().out;
    let args = [
        "-m",
        "contoh.gelar",
        "--lang",
        "en",
        "rehearse",
        "desk",
        "--seed",
        "3",
    ];
    let english = office.run(&args).must().out;
    assert!(
        indonesian.contains("dengan 2 meja: terpanjang"),
        "{indonesian}"
    );
    assert!(english.contains("with 2 desks: longest"), "{english}");
    assert_eq!(indonesian.lines().count(), english.lines().count());
}

/// Who waits how long at one desk: Lindley's recursion.
fn lindley(turns: &[Turn]) -> Vec<u64> {
    let mut waits: Vec<u64> = Vec::new();
    for (n, turn) in turns.iter().enumerate() {
        let wait = n.checked_sub(1).map_or(0, |last| {
            let earlier = &turns[last];
            (waits[last] + earlier.takes).saturating_sub(turn.comes - earlier.comes)
        });
        waits.push(wait);
    }
    waits
}

/// Second by second with a list of people and a list of desks, as one would play it with matches.
fn by_hand(turns: &[Turn], desks: usize) -> Queue {
    let mut free_at = vec![0; desks];
    let mut line: Vec<usize> = Vec::new();
    let mut queue = Queue {
        desks,
        ..Queue::default()
    };
    let (mut next, mut now) = (0, 0);
    while next < turns.len() || !line.is_empty() {
        while next < turns.len() && turns[next].comes == now {
            line.push(next);
            next += 1;
            call(turns, &mut line, &mut free_at, now, &mut queue);
            let waiting = line.iter().map(|n| turns[*n].people).sum();
            if waiting > queue.longest_people {
                (queue.longest_people, queue.longest_at) = (waiting, now);
            }
        }
        now += 1;
        call(turns, &mut line, &mut free_at, now, &mut queue);
    }
    queue
}

fn call(turns: &[Turn], line: &mut Vec<usize>, free_at: &mut [u64], now: u64, queue: &mut Queue) {
    while let (Some(first), Some(desk)) = (
        line.first().copied(),
        free_at.iter().position(|f| *f <= now),
    ) {
        line.remove(0);
        let turn = &turns[first];
        free_at[desk] = now + turn.takes;
        let wait = now - turn.comes;
        if wait > queue.longest_wait {
            (queue.longest_wait, queue.waited_from) = (wait, turn.comes);
        }
        queue.waited += wait * turn.people as u64;
        queue.people += turn.people;
        queue.last_done = queue.last_done.max(now + turn.takes);
    }
}

proptest! {
    #[test]
    fn the_queue_is_as_a_naive_calculation_says(
        mut turns in proptest::collection::vec((0u64..200, 1usize..6, 1u64..40), 0..60),
        desks in 1usize..5,
    ) {
        turns.sort_by_key(|t| t.0);
        let turns: Vec<Turn> = turns
            .iter()
            .map(|(comes, people, takes)| Turn { comes: *comes, people: *people, takes: *takes })
            .collect();
        let served = serve(&turns, desks);
        prop_assert_eq!(measure(&turns, &served, desks), by_hand(&turns, desks));
        let waits: Vec<u64> = serve(&turns, 1)
            .iter()
            .zip(&turns)
            .map(|(s, t)| s.begins - t.comes)
            .collect();
        prop_assert_eq!(waits, lindley(&turns));
        // No desk serves two parties at once.
        for (n, one) in served.iter().enumerate() {
            prop_assert_eq!(one.ends - one.begins, turns[n].takes);
            for other in &served[n + 1..] {
                prop_assert!(one.desk != other.desk || other.begins >= one.ends);
            }
        }
    }
}
