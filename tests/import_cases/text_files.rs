//! Text files: quotation marks that nobody closed, and encodings of every age.

use std::fmt::Write as _;

use gelar::exchange::ImportError;
use gelar::exchange::import::PeopleFile;
use gelar::exchange::table::Encoding;
use gelar::text::{Lang, reject};

use super::support::files::people;

fn names(file: &PeopleFile) -> Vec<&str> {
    let rows = file.rows.iter();
    rows.map(|r| r.record.personal.name.as_str()).collect()
}

fn open(text: impl Into<Vec<u8>>) -> Option<usize> {
    match people(text) {
        Ok(_) => None,
        Err(ImportError::OpenQuote { line }) => Some(line),
        Err(other) => panic!("{other}"),
    }
}

/// Nine people between the mark and the next one.
fn nine(first: &str, last: &str) -> String {
    let mut text = format!("nama;unsur;desa\nBaso;PIC;Salenrang\n{first}\n");
    for n in 1..=9 {
        writeln!(text, "Orang {n};PIC;Salenrang").unwrap();
    }
    text + last
}

#[test]
fn an_open_mark_refuses_the_file_with_its_line() {
    for (first, last) in [
        ("\"Rahman;PIC;Salenrang", "\"Siti\";PIC;Salenrang\n"),
        ("\"Rahman;PIC;Salenrang", ""),
        ("Rahman;\"PIC;Salenrang", "Siti;\"PIC\";Salenrang\n"),
        ("Rahman;PIC;\"Salenrang", "Siti;PIC;\"Salenrang\"\n"),
        ("\"Rahman;PIC;Salenrang", "Siti\";PIC;Salenrang\n"),
        ("\"Rahman;PIC;Salenrang", "Siti;PIC;Ruang 5\"\n"),
    ] {
        let text = nine(first, last);
        assert_eq!(open(text.clone()), Some(3), "{text}");
        assert_eq!(open(text.replace('\n', "\r\n")), Some(3), "CRLF");
        assert_eq!(open(text.replace(';', "\t")), Some(3), "tabs");
        assert_eq!(open(text.replace(';', ",")), Some(3), "commas");
        assert_eq!(open(format!("\u{feff}{text}")), Some(3), "a mark of UTF-8");
        assert_eq!(open(format!("sep=;\r\n{text}")), Some(4), "Excel's line");
    }
}

#[test]
fn an_open_mark_that_swallows_one_row_only_is_found_too() {
    for text in [
        "nama;unsur\nBaso;PIC\n\"Rahman;PIC\n\"Siti\";PIC\n",
        "nama;unsur\nBaso;PIC\n\"Rahman;PIC\nSiti\";PIC\n",
        "nama;unsur\nBaso;PIC\nRahman;\"PIC\nSiti;\"PIC\"\n",
        "nama;unsur\nBaso;PIC\nRahman;\"PIC",
    ] {
        assert!(open(text).is_some(), "{text}");
    }
}

#[test]
fn the_words_say_which_line_and_what_to_do() {
    let error = people(nine("\"Rahman;PIC;Salenrang", "")).unwrap_err();
    let words = reject::import_error(Lang::Id, &error);
    assert!(
        words.contains("baris 3") && words.contains("Hapus tanda kutip"),
        "{words}"
    );
    let words = reject::import_error(Lang::En, &error);
    assert!(
        words.contains("line 3") && words.contains("Remove the mark"),
        "{words}"
    );
}

#[test]
fn honest_marks_and_addresses_of_several_lines_stay() {
    let file = people(
        "nama;unsur;jabatan;instansi\n\
         Muh. \"Ama\" Yani;PIC;;\n\
         \"Ahmad \"\"Ama\"\" Yani\";PIC;;\n\
         \"Baso; Dg. Rurung\";PIC;;\n\
         Rusli;PIC;\"Kepala\nDesa\";\"Jalan Poros\r\nSalenrang\n\nMaros\"\n\
         D'Ávila 'Ama';PIC;Layar 5\";\n",
    )
    .unwrap();
    assert_eq!(
        names(&file),
        [
            "Muh. \"Ama\" Yani",
            "Ahmad \"Ama\" Yani",
            "Baso; Dg. Rurung",
            "Rusli",
            "D'Ávila 'Ama'"
        ]
    );
    assert_eq!(file.rows[3].record.personal.position, "Kepala Desa");
    assert_eq!(file.rows[3].record.office, "Jalan Poros Salenrang Maros");
    // Longer than any address: a note in one cell.
    let note = "satu baris\n".repeat(30);
    let file = people(format!(
        "nama;unsur;keterangan\nBaso;PIC;\"{note}\"\nRusli;PIC;\n"
    ))
    .unwrap();
    assert_eq!(names(&file), ["Baso", "Rusli"]);
    let commas = "nama,unsur,instansi\nBaso,PIC,\"Jl. Poros, Km 5\nKec. Bontoa, Maros\"\n\
                  \"Rahman, S.Pd.,\nM.Si.\",PIC,x\n";
    assert_eq!(people(commas).unwrap().rows.len(), 2);
}

const PEOPLE_OF_OFFICES: &str = "nama;unsur;jabatan\n\
    Andi Sénrang;PIC;\n\
    Rahmat Ma’rang;Media;Redaktur “Fajar”\n\
    ANDRÉ;Panitia;17.00–18.00\n";

#[test]
fn utf_16_without_its_mark_is_known_by_its_zeros() {
    let little = PEOPLE_OF_OFFICES.encode_utf16().flat_map(u16::to_le_bytes);
    let big = PEOPLE_OF_OFFICES.encode_utf16().flat_map(u16::to_be_bytes);
    let tabs = PEOPLE_OF_OFFICES.replace(';', "\t");
    let tabs = tabs.encode_utf16().flat_map(u16::to_le_bytes);
    for bytes in [little.collect::<Vec<_>>(), big.collect(), tabs.collect()] {
        let file = people(bytes).unwrap();
        assert_eq!(names(&file), ["Andi Sénrang", "Rahmat Ma’rang", "ANDRÉ"]);
        assert_eq!(file.tables.encoding, Encoding::Utf16);
    }
    assert!(
        people(&b"nama;unsur\nBa\0so;PIC\n"[..]).is_err(),
        "zeros in no order"
    );
}

/// The text with each letter beyond ASCII as the byte that a page has for it.
fn written(text: &str, page: &[(char, u8)]) -> Vec<u8> {
    let byte = |c: char| match page.iter().find(|(letter, _)| *letter == c) {
        Some((_, byte)) => *byte,
        None => u8::try_from(c).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn old_pages_are_told_apart_by_where_their_letters_stand() {
    let mac = [
        ('é', 0x8e),
        ('’', 0xd5),
        ('“', 0xd2),
        ('”', 0xd3),
        ('É', 0x83),
        ('–', 0xd0),
    ];
    let dos = [
        ('é', 0x82),
        ('É', 0x90),
        ('ü', 0x81),
        ('ö', 0x94),
        ('ë', 0x89),
    ];
    let windows = [
        ('é', 0xe9),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('É', 0xc9),
        ('–', 0x96),
    ];
    let no_marks = "nama;unsur\nAndi Sénrang;PIC\nANDRÉ;Media\nZoë Müller;PIC\nJörg;PIC\n";
    for (bytes, encoding, names_) in [
        (
            written(PEOPLE_OF_OFFICES, &mac),
            Encoding::MacRoman,
            &["Andi Sénrang", "Rahmat Ma’rang", "ANDRÉ"][..],
        ),
        (
            written(PEOPLE_OF_OFFICES, &windows),
            Encoding::Windows1252,
            &["Andi Sénrang", "Rahmat Ma’rang", "ANDRÉ"],
        ),
        (
            written(no_marks, &dos),
            Encoding::Cp850,
            &["Andi Sénrang", "ANDRÉ", "Zoë Müller", "Jörg"],
        ),
        // Most files have one such letter.
        (
            b"nama;unsur\nAndi S\x8enrang;PIC\n".to_vec(),
            Encoding::MacRoman,
            &["Andi Sénrang"],
        ),
        (
            b"nama;unsur\nRahmat Ma\xd5rang;PIC\n".to_vec(),
            Encoding::MacRoman,
            &["Rahmat Ma’rang"],
        ),
        (
            b"nama;unsur\nAndi S\x82nrang;PIC\n".to_vec(),
            Encoding::Cp850,
            &["Andi Sénrang"],
        ),
        (
            b"nama;unsur\nRahmat Ma\x92rang;PIC\n".to_vec(),
            Encoding::Windows1252,
            &["Rahmat Ma’rang"],
        ),
        (
            b"nama;unsur\nAndi S\xe9nrang;PIC\n".to_vec(),
            Encoding::Windows1252,
            &["Andi Sénrang"],
        ),
    ] {
        let file = people(bytes).unwrap();
        assert_eq!(
            (names(&file), file.tables.encoding),
            (names_.to_vec(), encoding)
        );
    }
}

#[test]
fn text_that_another_program_spoilt_is_mended() {
    for (spoilt, name) in [
        ("Rahmat Maâ€™rang", "Rahmat Ma’rang"),
        ("Andi SÃ©nrang", "Andi Sénrang"),
        ("Baso â€œAmaâ€\u{9d} Rusli", "Baso “Ama” Rusli"),
        ("Andi SÃƒÂ©nrang", "Andi Sénrang"),
        ("Andi S√©nrang", "Andi Sénrang"),
        ("Rahmat Ma‚Äôrang", "Rahmat Ma’rang"),
        ("Andi S├®nrang", "Andi Sénrang"),
        ("Andi SÃ©nrang DâÁvila", "Andi Sénrang DâÁvila"),
    ] {
        let file = people(format!("nama;unsur\n{spoilt};PIC\nRené;PIC\n")).unwrap();
        assert_eq!(names(&file), [name, "René"], "{spoilt}");
        assert_eq!(file.tables.encoding, Encoding::Mended, "{spoilt}");
    }
    let file = people("nama;unsur\nRené D’Ávila;PIC\nSÃO Â;PIC\n").unwrap();
    assert_eq!(names(&file), ["René D’Ávila", "SÃO Â"]);
    assert_eq!(file.tables.encoding, Encoding::Utf8);
}

#[test]
fn a_list_in_utf_8_to_which_another_program_added_a_line_is_read_by_both() {
    let mut bytes = b"\xef\xbb\xbfnama;unsur\n".to_vec();
    bytes.extend("Andi Sénrang;PIC\nRahmat Ma’rang;PIC\n".as_bytes());
    bytes.extend(b"Ren\xe9 D\x92Avila;PIC\n");
    let file = people(bytes).unwrap();
    assert_eq!(
        names(&file),
        ["Andi Sénrang", "Rahmat Ma’rang", "René D’Avila"]
    );
}
