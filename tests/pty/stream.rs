//! What the program sends to the terminal: no control sequence that came from data, no colour or
//! drawing character that was not wanted.

use std::fmt::Write as _;

use crate::support::Office;
use crate::terminal::{CTRL_S, DOWN, ENTER, ESC, F7, F8, F9, Start, TAB, Terminal};

/// Pieces that stand in hostile data and never in what the program itself sends.
const PAYLOADS: [&str; 12] = [
    "\x1b]0;jahat",
    "\x1b]52;c;jahat",
    "\x1b[7;35;46m",
    "\x1b[31;1;44m",
    "\x1bPjahat",
    "\x1b[21t",
    "\u{9b}",
    "\u{9d}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{85}",
];

fn clean(desk: &Terminal) {
    let raw = desk.raw();
    for payload in PAYLOADS {
        let found = raw.windows(payload.len()).any(|w| w == payload.as_bytes());
        assert!(!found, "{payload:?} reached the terminal");
    }
}

#[test]
fn hostile_data_reaches_the_terminal_as_letters_only() {
    let office = Office::founded();
    let mut list = String::from("nama;unsur;jabatan;desa;kecamatan;instansi\n");
    for (i, p) in PAYLOADS.iter().enumerate() {
        let p = p.replace('"', "\"\"");
        writeln!(
            list,
            "\"Jahat{i:02}{p}Ekor\";\"U{p}nsur\";\"Ja{p}batan\";\"De{p}sa\";\"Ke{p}c\";\"In{p}stansi\""
        )
        .unwrap();
    }
    office.write("tamu.csv", &list);
    // A file name can hold anything on Unix but a slash.
    std::fs::write(office.path("nama\x1b]0;jahat\x07\u{202e}.csv"), &list).unwrap();
    let desk = [
        "--station",
        "Me\x1b[31;1;44mja",
        "--operator",
        "Ra\u{202e}hma\x1b]0;jahat\x07",
    ];
    let mut desk = Start::gelar(&office, &desk).open();
    desk.see("Pertemuan dibuat");
    desk.keys("1");
    desk.see("tamu.csv");
    desk.see("nama");
    desk.paste("tamu");
    desk.keys(ENTER);
    desk.see("Baru 12");
    desk.keys("t");
    desk.see("Diterapkan: 12 baru");
    desk.keys(ESC);
    desk.see("0 / 12");
    desk.keys("jahat");
    desk.see("Jahat00");
    for _ in 0..12 {
        desk.keys(DOWN);
    }
    desk.see("Jahat11");
    desk.keys(F9);
    desk.see("Ubah data");
    desk.keys(ESC);
    desk.gone("Ubah data");
    let codes = office.codes();
    for code in &codes {
        desk.scan(&format!("{code}\r"));
    }
    desk.see("12 / 12");
    // Pasted and typed at the desk.
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.keys(F8);
    desk.see("Peserta baru");
    for payload in PAYLOADS {
        desk.paste(&format!("Tempel{}", payload.replace('\x1b', "\x1b ")));
        desk.keys(TAB);
    }
    desk.keys(CTRL_S);
    desk.keys(ESC);
    desk.see("Esc sekali lagi");
    desk.keys(ESC);
    desk.gone("Peserta baru");
    desk.keys(F7);
    desk.see("DATA DAN IMPOR");
    clean(&desk);
    desk.quit();
    // Nor does it lie in the journal for the next program.
    for args in [&["log"][..], &["people"], &["log", "--json"]] {
        let shown = office.run(args).must().out;
        let hostile = PAYLOADS.iter().find(|p| shown.contains(**p));
        assert_eq!(hostile, None, "{args:?}");
        assert!(!shown.contains(['\x1b', '\x07']), "{args:?}");
    }
}

#[test]
fn a_hostile_meeting_file_is_shown_as_letters_too() {
    use gelar::journal::sqlite::SqliteJournal;
    use gelar::journal::{Draft, Journal};
    use gelar::meeting::code::Secret;
    use gelar::meeting::event::{Event, Founded, PersonAdded, Stamp};
    use gelar::meeting::id::{EntryId, PersonId};
    use gelar::meeting::record::{About, Record};

    // Written by a program that scrubs nothing, with a chain that is whole.
    let office = Office::empty();
    let about = About {
        title: format!("Judul{}", PAYLOADS.concat()),
        place: PAYLOADS.concat(),
        ..About::default()
    };
    let secret = Secret::new([7; 32]);
    let mut events = vec![Event::MeetingFounded(Founded { about, secret })];
    for (i, p) in (1..).zip(PAYLOADS) {
        let mut record = Record {
            group: format!("U{p}nsur"),
            office: format!("In{p}stansi"),
            village_text: format!("De{p}sa"),
            ..Record::default()
        };
        record.personal.name = format!("Jahat{i:02}{p}Ekor");
        record.personal.position = format!("Ja{p}batan");
        let record = record.into();
        events.push(Event::PersonAdded(PersonAdded {
            id: PersonId(i),
            record,
        }));
    }
    let draft = |(id, event): (u64, Event)| Draft {
        stamp: Stamp {
            id: EntryId(id),
            group: None,
            at: "2026-12-18T00:05:00Z".parse().unwrap(),
            offset: 480,
            boot: None,
            station: "Me\x1b]0;jahat\x07ja".into(),
            operator: "\x1b[31;1;44m".into(),
        },
        event,
        salt: [1; 16],
    };
    let mut journal = SqliteJournal::create(&office.path("pertemuan.gelar")).unwrap();
    journal
        .append(0, (1..).zip(events).map(draft).collect())
        .unwrap();
    drop(journal);
    for args in [
        &["people"][..],
        &["log"],
        &["people", "--json"],
        &["log", "--json"],
        &["search", "jahat"],
    ] {
        let shown = office.run(args).must().out;
        let control = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{args:?}");
    }
    let people = office.json(&["people"]);
    assert_eq!(
        people[0]["name"],
        format!("Jahat01{}Ekor", PAYLOADS[0]),
        "escaped, not changed"
    );

    let mut desk = Terminal::desk(&office);
    desk.see("0 / 12");
    desk.keys("jahat");
    desk.see("Jahat01");
    for _ in 0..12 {
        desk.keys(DOWN);
    }
    desk.see("Jahat12");
    desk.keys(ENTER);
    desk.see("1 / 12");
    desk.keys(F7);
    desk.see("DATA DAN IMPOR");
    // Marks that only turn letters around are not taken out of what is drawn; control sequences are.
    let raw = desk.raw();
    for payload in PAYLOADS
        .iter()
        .filter(|p| p.starts_with(['\x1b', '\u{9b}', '\u{9d}', '\u{85}']))
    {
        let found = raw.windows(payload.len()).any(|w| w == payload.as_bytes());
        assert!(!found, "{payload:?} reached the terminal");
    }
    desk.quit();
}

/// The parameters of every colour or style sequence in a stream.
fn styles(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let pieces = text.split("\x1b[").skip(1);
    pieces
        .filter_map(|p| {
            p.split_once(|c: char| !c.is_ascii_digit() && c != ';')
                .map(|(a, _)| (a, &p[a.len()..]))
        })
        .filter(|(_, rest)| rest.starts_with('m'))
        .map(|(a, _)| a.to_owned())
        .collect()
}

/// Does a style set a colour (and not only take one back)?
fn colours(style: &str) -> bool {
    let mut parts = style.split(';').filter_map(|p| p.parse::<u16>().ok());
    parts.any(|p| matches!(p, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107))
}

#[test]
fn no_color_means_none_and_says_the_same() {
    let office = Office::invited();
    let codes = office.codes();
    let morning = |start: Start| {
        let mut desk = start.open();
        desk.see("Pindai atau ketik:");
        desk.scan(&format!("{}\r", codes[0]));
        desk.see("HADIR");
        desk.scan_until("7309057809240001\r", &["BUKAN KODE KITA"]);
        desk.keys("mar");
        desk.see("Marwah");
        desk.keys(F7);
        desk.see("DATA DAN IMPOR");
        let raw = desk.raw();
        desk.quit();
        styles(&raw)
    };
    let coloured = morning(Start::gelar(&office, &[]));
    assert!(coloured.iter().any(|s| colours(s)), "{coloured:?}");
    let plain = morning(Start::gelar(&office, &[]).env("NO_COLOR", "1"));
    let wrong: Vec<_> = plain.iter().filter(|s| colours(s)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(
        plain
            .iter()
            .any(|s| s.split(';').any(|p| p == "1" || p == "7")),
        "bold and reversed stay: {plain:?}"
    );
}

#[test]
fn ascii_draws_with_ascii() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Start::gelar(&office, &["--ascii"]).open();
    desk.see("Pindai atau ketik:");
    for code in &codes {
        desk.scan(&format!("{code}\r"));
    }
    desk.see("3 / 3");
    for key in [F7, crate::terminal::F1] {
        desk.keys(key);
        desk.gone("Pindai atau ketik:");
        desk.keys(ESC);
        desk.keys(crate::terminal::F2);
        desk.see("Pindai atau ketik:");
    }
    desk.resize(40, 10);
    desk.see("terlalu kecil");
    desk.resize(120, 40);
    desk.see("3 / 3");
    let raw = desk.raw();
    let other: String = String::from_utf8_lossy(&raw)
        .chars()
        .filter(|c| !c.is_ascii())
        .collect();
    assert_eq!(other, "");
    desk.quit();

    let office = Office::empty();
    let mut opening = Start::gelar(&office, &["--ascii"]).open();
    opening.see("Pertemuan contoh");
    opening.keys("2");
    opening.see("Judul");
    let raw = opening.raw();
    let other: String = String::from_utf8_lossy(&raw)
        .chars()
        .filter(|c| !c.is_ascii())
        .collect();
    assert_eq!(other, "");
    opening.keys(crate::terminal::F10);
    opening.ends();
}

#[test]
fn english_from_the_first_screen_to_the_card() {
    let office = Office::empty();
    let mut opening = Start::gelar(&office, &["--lang", "en"]).open();
    let screen = opening.see("Sample meeting");
    assert!(!screen.contains("Pertemuan"), "{screen}");
    opening.keys(ESC);
    opening.ends();
    let office = Office::invited();
    let codes = office.codes();
    for start in [
        Start::gelar(&office, &["--lang", "en"]),
        Start::gelar(&office, &[]).env("GELAR_LANG", "en"),
    ] {
        let mut desk = start.open();
        let screen = desk.see("Registration");
        for word in ["Pindai", "Hadir", "Tersimpan", "keluar", "catat"] {
            assert!(!screen.contains(word), "{word} in {screen}");
        }
        desk.scan(&format!("{}\r", codes[0]));
        desk.see("Rahmatia");
        desk.quit();
    }
    office.run(&["--lang", "fr"]).ends(2);
}
