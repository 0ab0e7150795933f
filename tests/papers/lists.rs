//! Attendance lists: who stands on them, in which order, on which page, and every length that tends
//! to go wrong.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use gelar::exchange::document::Size;
use gelar::exchange::document::sheet::{self, Selection};
use gelar::meeting::attendance::{Section, Variant};
use gelar::meeting::code::grouped;
use gelar::meeting::command::Command;
use gelar::meeting::event::WalkIn;
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::record::{About, Personal};
use gelar::text::Lang;

use crate::press::{
    Press, attendance, between, guest, guests, invited, longest, modules, of_group, pictures,
    sections,
};
use crate::support::{Scene, about, cancel, check_in, withdraw};

/// Compares with the file of this name, or writes it with `GELAR_WRITE_FIXTURES=1`.
fn golden(name: &str, content: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("GELAR_WRITE_FIXTURES").is_some() {
        std::fs::write(&path, content).unwrap();
    }
    let kept = std::fs::read(&path).unwrap();
    assert!(
        kept == content,
        "{name} differs:\n{}",
        String::from_utf8_lossy(content)
    );
}

fn names(html: &str) -> Vec<&str> {
    between(html, "<td>Tenri", "</td>")
}

fn present() -> Selection {
    Selection {
        variant: Variant::Present,
        ..invited()
    }
}

#[test]
fn lists_of_every_awkward_length_are_as_they_were() {
    for n in [0, 1, 24, 25, 26] {
        let press = Press::with(guests(n));
        let (written, html) = press.html(&attendance(invited()));
        let pages = n.div_ceil(25).max(1);
        assert_eq!((written.rows, written.pages), (n, pages), "{n}");
        assert_eq!(sections(&html).len(), pages, "{n}");
        assert_eq!(names(&html).len(), n);
        for (i, section) in sections(&html).iter().enumerate() {
            assert!(section.contains(&format!("Halaman {} dari {pages}", i + 1)));
            assert!(section.contains("DAFTAR HADIR PESERTA"), "the heading");
        }
        golden(&format!("attendance-{n}.html"), html.as_bytes());
        press.write(&attendance(invited()), "daftar.csv").unwrap();
        let csv = std::fs::read(press.path("daftar.csv")).unwrap();
        golden(&format!("attendance-{n}.csv"), &csv);
    }
}

#[test]
fn twelve_hundred_rows_fill_forty_eight_pages() {
    let press = Press::with(guests(1_200));
    let (written, html) = press.html(&attendance(invited()));
    assert_eq!((written.rows, written.pages), (1_200, 48));
    let sections = sections(&html);
    assert_eq!(sections.len(), 48);
    let mut seen = HashSet::new();
    let mut number = 0;
    for section in sections {
        let found = names(section);
        assert_eq!(found.len(), 25);
        for (name, no) in found
            .into_iter()
            .zip(between(section, "<td class=\"tengah\">", "</td>").chunks(2))
        {
            number += 1;
            // Behind the number of the row that of the badge.
            let row = no[0].split('<').next();
            assert_eq!(row, Some(number.to_string().as_str()));
            assert!(no[0].contains('#'), "{}", no[0]);
            assert!(seen.insert(name.to_owned()), "{name} stands there twice");
        }
    }
    assert_eq!(seen.len(), 1_200);
}

#[test]
fn the_order_is_subdistrict_village_delegation_name_and_titles_do_not_count() {
    let mut office = of_group("Aaron Kantor", "OPD undangan");
    office.personal.position = String::new();
    let press = Press::with(vec![
        guest("Dr. H. Zainal", "Desa 1", "Simbang"),
        office,
        guest("Hj. Andi", "Desa 2", "Bontoa"),
        guest("Prof. Dr. Baso", "Desa 1", "Simbang"),
        guest("Citra", "Desa 1", "bontoa"),
    ]);
    let rows = sheet::rows(press.scene.meeting(), &invited(), Section::Participants);
    let order: Vec<u32> = rows.iter().map(|id| id.0).collect();
    assert_eq!(order, [5, 3, 4, 1, 2]);
}

#[test]
fn three_sections_are_three_lists() {
    let press = Press::with(vec![
        of_group("Tenri Panitia", "Panitia"),
        of_group("Tenri Narasumber", "pembicara"),
        of_group("Tenri Moderator", "Moderator"),
        guest("Tenri Peserta", "Desa 1", "Bontoa"),
    ]);
    let (written, html) = press.html(&attendance(invited()));
    assert_eq!((written.rows, written.pages), (4, 3));
    let all = sections(&html);
    for (section, (title, people)) in all.iter().zip([
        ("DAFTAR HADIR PANITIA", &["Panitia"][..]),
        ("DAFTAR HADIR PESERTA", &["Peserta"]),
        (
            "DAFTAR HADIR NARASUMBER DAN MODERATOR",
            &["Moderator", "Narasumber"],
        ),
    ]) {
        assert!(section.contains(title), "{title}");
        assert!(section.contains("Halaman 1 dari 1"));
        let found: Vec<&str> = names(section).iter().map(|n| n.trim()).collect();
        assert_eq!(found, people);
    }
    let only = Selection {
        section: Some(Section::Speakers),
        ..invited()
    };
    assert_eq!(press.html(&attendance(only)).0.rows, 2);
}

#[test]
fn the_variants_hold_who_they_should() {
    let mut press = Press::with(guests(4));
    press.scene.does(check_in(1));
    press.scene.does(check_in(2));
    press.scene.does(withdraw(2));
    press.scene.does(cancel(3));
    let rows = |variant| {
        let selection = Selection {
            variant,
            ..invited()
        };
        let rows = sheet::rows(press.scene.meeting(), &selection, Section::Participants);
        let mut rows: Vec<u32> = rows.iter().map(|id| id.0).collect();
        rows.sort_unstable();
        rows
    };
    assert_eq!(rows(Variant::Invited), [1, 2, 4]);
    assert_eq!(rows(Variant::Present), [1]);
    assert!(rows(Variant::Blank).is_empty());
    let blank = Selection {
        variant: Variant::Blank,
        ..invited()
    };
    let (written, html) = press.html(&attendance(blank));
    assert_eq!((written.rows, written.pages), (25, 1));
    assert!(html.contains("Peserta baru (datang langsung)"));
    assert!(names(&html).is_empty());
}

#[test]
fn a_substitute_stands_in_the_row_and_for_whom_is_said() {
    let mut press = Press::with(vec![guest("Tenri Diundang, S.Pd.", "Desa 1", "Bontoa")]);
    press.scene.does(Command::Substitute {
        person: PersonId(1),
        by: Arc::new(Personal {
            name: "Marwah Pengganti".into(),
            ..Personal::default()
        }),
        seen: None,
        list: ListId::main(),
    });
    let (_, html) = press.html(&attendance(present()));
    assert!(html.contains("Marwah Pengganti<div"), "{html}");
    assert!(html.contains("mewakili Tenri Diundang, S.Pd.</div>"));
    let (_, html) = press.html(&gelar::exchange::document::Paper::Badges(vec![]));
    assert!(html.contains("Marwah Pengganti"));
    assert!(!html.contains("Tenri Diundang"));
}

#[test]
fn signatures_go_in_zig_zag() {
    let press = Press::with(guests(26));
    let (_, html) = press.html(&attendance(invited()));
    let mut rows = 0;
    for row in between(&html, "<tr style=", "</tr>") {
        let cells = between(row, "<td class=\"paraf ", "</td>");
        assert_eq!(cells.len(), 2);
        rows += 1;
        let (own, other) = if rows % 2 == 1 {
            (cells[0], cells[1])
        } else {
            (cells[1], cells[0])
        };
        assert_eq!(own, format!("mulai\">{rows}."));
        assert_eq!(other, "sambung\">");
    }
    assert_eq!(rows, 26);
}

#[test]
fn without_phones_there_is_no_phone() {
    let press = Press::with(guests(3));
    let selection = Selection {
        phones: false,
        ..invited()
    };
    let (_, html) = press.html(&attendance(selection.clone()));
    assert!(!html.contains("0812") && !html.contains("No. HP"));
    press.write(&attendance(selection), "daftar.csv").unwrap();
    let csv = std::fs::read_to_string(press.path("daftar.csv")).unwrap();
    assert!(!csv.contains("0812") && !csv.contains("no_hp"), "{csv}");
    assert!(
        press
            .html(&attendance(invited()))
            .1
            .contains("081200000001")
    );
}

#[test]
fn long_names_are_printed_whole_and_a_page_stays_one_page_of_the_journal() {
    for size in [Size::A4, Size::F4] {
        let mut press = Press::with(
            (0..30)
                .map(|i| guest(&longest(i), "Desa 1", "Bontoa"))
                .collect(),
        );
        press.size = size;
        for sheet in sheet::printed(press.scene.meeting(), &invited()) {
            press.scene.does(Command::PrintSheet(sheet));
        }
        let (meeting, text) = (press.scene.meeting(), press.lang.text());
        let pages = sheet::pages(meeting, text, &invited(), size);
        assert!(pages.len() > 2, "too high for one sheet each");
        assert!(pages.iter().all(|p| p.of == 2));
        let first: Vec<_> = pages.iter().filter(|p| p.number == 1).collect();
        assert_eq!(first.iter().map(|p| p.lines.len()).sum::<usize>(), 25);
        assert!(first.iter().all(|p| p.parts == first.len()));
        let (_, html) = press.html(&attendance(invited()));
        for i in 0..30 {
            assert_eq!(html.matches(&longest(i)).count(), 1);
        }
        // Every sheet of a page bears the code of that page.
        let code = grouped(&meeting.page_code(1).unwrap());
        assert_eq!(html.matches(&code).count(), first.len());
        assert!(html.contains("(lembar 2 dari"));
    }
}

#[test]
fn pages_bear_the_codes_under_which_the_journal_knows_them() {
    let mut press = Press::with(guests(26));
    let (_, html) = press.html(&attendance(invited()));
    assert!(pictures(&html).is_empty(), "nobody told the journal yet");
    for sheet in sheet::printed(press.scene.meeting(), &invited()) {
        press.scene.does(Command::PrintSheet(sheet));
    }
    let (_, html) = press.html(&attendance(invited()));
    let meeting = press.scene.meeting();
    let codes = [1, 2].map(|page| meeting.page_code(page).unwrap());
    let expected: Vec<Vec<bool>> = codes.iter().map(|c| modules(c)).collect();
    assert_eq!(pictures(&html), expected);
    for (section, code) in sections(&html).into_iter().zip(&codes) {
        assert!(section.contains(&grouped(code)));
    }
    // Somebody less on the list: it is another paper, and its pages are not those.
    press.scene.does(cancel(1));
    assert!(pictures(&press.html(&attendance(invited())).1).is_empty());
}

#[test]
fn a_closed_list_prints_totals_fingerprint_and_addenda() {
    let mut press = Press::with(guests(6));
    for id in [1, 2, 3] {
        press.scene.does(check_in(id));
    }
    press.scene.does(Command::WalkIn {
        record: Arc::new(guest("Tenri Tambahan", "Desa 1", "Bontoa")),
        class: WalkIn::Additional,
        list: ListId::main(),
        sure: true,
    });
    press.scene.does(Command::Close(ListId::main()));
    let (written, html) = press.html(&attendance(present()));
    assert_eq!(written.pages, 2);
    assert!(html.contains("REKAPITULASI KEHADIRAN"));
    assert!(!html.contains("ADENDUM"));
    let value = |word: &str| {
        let row = format!("<tr><td>{word}</td><td class=\"angka\">");
        between(&html, &row, "</td>")[0].to_owned()
    };
    let totals = press.scene.meeting().totals(&ListId::main());
    assert_eq!(value("Diundang"), totals.invited.to_string());
    assert_eq!(value("Hadir"), "4");
    assert_eq!(value("Tambahan"), "1");
    assert_eq!(value("Laki-laki"), "1");
    assert_eq!(value("Perempuan"), "2");
    assert_eq!(value("L&#x2f;P tidak disebut"), "1");
    press.scene.does(Command::Addendum {
        reason: "Terlambat <karena> banjir".into(),
        change: Box::new(check_in(5)),
    });
    press.fingerprint = Some("ABCD-EF01-2345".into());
    let (written, html) = press.html(&attendance(present()));
    assert_eq!(written.pages, 3);
    assert!(html.contains("ABCD-EF01-2345"));
    let addendum = sections(&html)[2];
    assert!(addendum.contains("ADENDUM"));
    assert!(addendum.contains("Terlambat &lt;karena&gt; banjir"));
    assert!(addendum.contains("#5"));
    // The fall-back list is not what was closed.
    assert!(
        !press
            .html(&attendance(invited()))
            .1
            .contains("REKAPITULASI")
    );
}

#[test]
fn the_sample_says_so_on_every_page() {
    let mut scene = Scene::empty();
    scene.does(Command::Found(About {
        sample: true,
        ..about("Pertemuan")
    }));
    let press = Press::around(scene, guests(26));
    let (_, html) = press.html(&attendance(invited()));
    for section in sections(&html) {
        assert!(section.contains("<div class=\"contoh\">CONTOH</div>"));
    }
    assert!(
        !Press::with(guests(1))
            .html(&attendance(invited()))
            .1
            .contains("CONTOH")
    );
}

#[test]
fn the_words_are_of_the_language_asked_for() {
    let mut press = Press::with(guests(1));
    let (_, html) = press.html(&attendance(invited()));
    for words in [
        "<html lang=\"id\">",
        "Nama lengkap dan gelar",
        "Tanda tangan",
        "Senin, 23 November 2026",
        "Maros, 23 November 2026",
    ] {
        assert!(html.contains(words), "{words}");
    }
    press.lang = Lang::En;
    let (_, html) = press.html(&attendance(invited()));
    for words in [
        "<html lang=\"en\">",
        "ATTENDANCE LIST PARTICIPANTS",
        "Full name with titles",
        "Page 1 of 1",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn names_never_become_markup_or_turn_the_line() {
    let hostile = "<script>alert(1)</script> & \"Andi\" 'O \u{202e}kilab\u{200b}";
    let press = Press::with(vec![guest(hostile, "<b>Desa", "Bontoa")]);
    let (_, html) = press.html(&attendance(invited()));
    assert!(!html.contains("<script") && !html.contains("<b>Desa"));
    assert!(html.contains("&lt;script&gt;alert(1)"));
    assert!(html.contains("&amp; &quot;Andi&quot;"));
    assert!(!html.contains(['\u{202e}', '\u{200b}']));
}
