//! Numbers of libraries from a file: `capaian` and `rekap` as offices write them, what a row changes in
//! what stands, and that neither the order of rows nor a second import means anything.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use std::path::Path;
use std::sync::Arc;

use gelar::exchange::import::Sum;
use gelar::exchange::preview::{ImportKind, Note, Preview, read_bytes};
use gelar::meeting::achieved::{Measure, Status};
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::hall::Colour;
use gelar::meeting::roster::{AchievedPlan, Answer, Choice, Figure, Reason, Topic, sheet_and_row};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use support::{World, code, months, on, totals};

#[path = "support/figures.rs"]
mod support;

/// A file as an office sends it: titles above, headers of its own, a total row, notes, mistakes.
const OFFICE: &str = "\
REKAPITULASI CAPAIAN TPBIS;;;;;;;;;
Kabupaten Maros;;;;;;;;;
;;;;;;;;;
No;Kode Desa;Nama Perpustakaan;Bulan;Jml Kegiatan;Peserta (L);Pengunjung;Pengunjung L;Pengunjung P;Status;Tanggal Input;Keterangan;Petugas
1;73.09.05.2006;Perpustakaan Salenrang;Desember 2023;4;-;1.250;600;650;Terverifikasi;18 Desember 2023;;Uji
2;73.09.05.2006;Perpustakaan Salenrang;Nopember 2023;0;;;;;;05/12/2023;tidak ada kegiatan;
3;73.09.05.2002;Perpustakaan Pajjukukang;12/2023;1,5;;;;;;;;
4;73.09.05.2002;Perpustakaan Pajjukukang;Nop-23;5.57;;;;;;;;
5;73.09.05.2002;Perpustakaan Pajjukukang;Ramadan 2023;5;;;;;;;;
6;73.09.05.2002;Perpustakaan Pajjukukang;Okt 2023;;;;;;;;;
7;73.09.05.2002;Perpustakaan Pajjukukang;Sep 2023;;;;;;tidak berlaku;;gedung direnovasi;
8;73.09.05.2002;Perpustakaan Pajjukukang;Agt 2023;;;;;;belum lapor;;;
9;73.09.05.2002;Perpustakaan Pajjukukang;Juli 2023;3;;932;24;906;entah;;;
10;7309052002;Perpustakaan Pajjukukang;Juli 2023;3;;;;;;;;
11;;;Juli 2023;3;;;;;;;;
12;73.09.05.2002;Perpustakaan Pajjukukang;Juni 2023;3;;932;24;906;;;;
;;Jumlah;;8;;2.182;;;;;;
;;Rata-rata;;2,5;;;;;;;;
";

#[test]
fn an_office_file_is_read_with_its_headers_total_row_and_mistakes() {
    let file = months(OFFICE).unwrap();
    let rows: Vec<_> = file
        .rows
        .iter()
        .map(|r| (r.row, r.month.to_string()))
        .collect();
    let expected = [
        (5, "2023-12"),
        (6, "2023-11"),
        (11, "2023-09"),
        (16, "2023-06"),
    ];
    assert_eq!(rows, expected.map(|(row, month)| (row, month.to_owned())));
    let refused: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (r.row, r.column, r.value.as_str(), r.reason.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (7, "pelibatan_kegiatan", "1,5", Reason::NotACount),
            (8, "pelibatan_kegiatan", "5.57", Reason::NotACount),
            (9, "bulan", "Ramadan 2023", Reason::NotAYearMonth),
            (10, "pelibatan_kegiatan", "", Reason::NoNumber),
            (13, "status", "entah", Reason::NotAStatus),
            (14, "kode_wilayah", "7309052002", Reason::CodeAmbiguous),
            (15, "kode_wilayah", "", Reason::Missing),
        ]
    );
    let first = &file.rows[0];
    assert_eq!(first.village, Some(code("73.09.05.2006")));
    assert_eq!(first.counts.get(Measure::Activities), Some(4));
    assert_eq!(
        first.counts.get(Measure::ParticipantsMale),
        None,
        "a dash is nothing"
    );
    assert_eq!(first.counts.get(Measure::Visitors), Some(1250));
    assert_eq!(first.status, Some(Status::Verified));
    assert_eq!(first.entered, Some(jiff::civil::date(2023, 12, 18)));
    assert_eq!(first.note, "Petugas: Uji");
    assert_eq!(
        file.rows[1].counts.get(Measure::Activities),
        Some(0),
        "a zero is reported"
    );
    assert_eq!(file.rows[1].note, "tidak ada kegiatan");
    assert_eq!(file.rows[2].status, Some(Status::NotApplicable));
    let unknown: Vec<&str> = file.tables.tables[0].unknown_columns().collect();
    assert_eq!(
        (file.seen.unreported, unknown.as_slice()),
        (1, &["Petugas"][..])
    );

    // 24 + 906 against 932; the total row is right about the activities of the rows that could be read.
    let parts = file.seen.sums.first.clone().unwrap();
    assert_eq!(
        (file.seen.sums.rows, parts.row, parts.typed, parts.sum),
        (1, 16, 932, 930)
    );
    let (row, differs) = &file.seen.sums.totals[0];
    assert_eq!(
        (*row, file.seen.sums.totals.len()),
        (17, 1),
        "a mean is not compared"
    );
    let activities = Sum {
        row: 17,
        column: "pelibatan_kegiatan",
        typed: 8,
        sum: 7,
    };
    assert_eq!(differs.as_slice(), [activities]);
}

#[test]
fn every_kind_of_text_file_says_the_same() {
    let semicolon =
        "kode_wilayah;bulan;pelibatan_kegiatan;catatan\n73.09.05.2006;2024-01;5.574;Sénrang\n";
    let rows = |bytes: Vec<u8>| months(bytes).unwrap().rows;
    let wanted = rows(semicolon.into());
    assert_eq!(wanted[0].counts.get(Measure::Activities), Some(5574));
    assert_eq!(rows(semicolon.replace(';', "\t").into()), wanted);
    assert_eq!(rows(semicolon.replace(';', ",").into()), wanted);
    let latin: Vec<u8> = semicolon
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert!(std::str::from_utf8(&latin).is_err());
    assert_eq!(rows(latin), wanted, "Windows-1252");
    let year = "kode_wilayah;Bulan;Tahun;pelibatan_kegiatan;catatan\n73.09.05.2006;Januari;2024;5.574;Sénrang\n";
    assert_eq!(rows(year.into()), wanted, "month and year in two columns");
}

#[test]
fn a_workbook_says_the_same_by_cells() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Catatan rapat").unwrap();
    let sheet = book.add_worksheet().set_name("Capaian").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let grouped = Format::new().set_num_format("#,##0");
    for (column, header) in (0..).zip([
        "Kode Wilayah",
        "Bulan",
        "Pelibatan/Kegiatan",
        "Pengunjung",
        "Tgl Input",
    ]) {
        sheet.write(0, column, header).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2023, 12, 1).unwrap();
    for (row, activities) in [(1, 4.0), (2, 1.5), (3, 5.0)] {
        sheet.write(row, 0, "73.09.05.2006").unwrap();
        sheet.write_with_format(row, 1, &date, &day).unwrap();
        sheet.write(row, 2, activities).unwrap();
        sheet.write_with_format(row, 3, 5574.0, &grouped).unwrap();
        sheet.write_with_format(row, 4, &date, &day).unwrap();
    }
    sheet.write_with_format(3, 2, &date, &day).unwrap();
    let file = months(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(file.rows.len(), 1);
    let row = &file.rows[0];
    assert_eq!(
        (row.month.to_string(), row.entered),
        ("2023-12".to_owned(), Some(jiff::civil::date(2023, 12, 1)))
    );
    assert_eq!(row.counts.get(Measure::Visitors), Some(5574));
    let reasons: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (sheet_and_row(r.row).1, r.reason.clone()))
        .collect();
    assert_eq!(
        reasons,
        [(3, Reason::NotACount), (4, Reason::NotACount)],
        "a fraction, and a day"
    );
}

#[test]
fn an_open_document_is_read_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/capaian.ods");
    let file = months(gelar::exchange::table::read_bytes(&path).unwrap()).unwrap();
    let rows: Vec<_> = file
        .rows
        .iter()
        .map(|r| (r.month.to_string(), r.counts.get(Measure::Activities)))
        .collect();
    assert_eq!(
        rows,
        [
            ("2023-12".to_owned(), Some(5574)),
            ("2024-01".to_owned(), Some(0))
        ]
    );
    assert_eq!(file.rejected[0].reason, Reason::NotACount);
}

#[test]
fn totals_are_read_with_score_colour_and_account() {
    let file = totals(
        "Kode Desa;Perpustakaan;Akun SIM;Pelibatan;Publikasi;Advokasi;Pengunjung;Buku;Bulan terisi;Nilai KPI SIM;Warna SIM\n\
         73.09.05.2006;Salenrang;ya;48;641;93;5.574;501;12;81,00;Hijau\n\
         73.09.05.2002;;;;;;;;;;belum memiliki akun SIM\n\
         73.09.06.2011;;;10;;;;;;81.5;K\n\
         73.09.01.1002;;;10;;;;;;101;K\n\
         73.09.14.1004;;ya;;;;;;;;\n\
         73.09.08.2004;;ya;10;;;;;;;biru\n\
         ;TOTAL;;68;641;94;;;;;\n",
    )
    .unwrap();
    let first = &file.rows[0];
    assert_eq!(first.counts.get(Measure::Visitors), Some(5574));
    assert_eq!(
        (
            first.has_account,
            first.months,
            first.sim_score,
            first.sim_colour
        ),
        (Some(true), Some(12), Some(8100), Some(Colour::Green))
    );
    assert_eq!(
        (file.rows[1].has_account, file.rows[1].sim_colour),
        (Some(false), None)
    );
    assert_eq!(file.rows[2].sim_score, Some(8150));
    let reasons: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (r.row, r.reason.clone()))
        .collect();
    assert_eq!(
        reasons,
        [
            (5, Reason::NotAScore),
            (6, Reason::NoNumber),
            (7, Reason::NotAColour)
        ]
    );
    let (row, differs) = &file.seen.sums.totals[0];
    let columns: Vec<_> = differs.iter().map(|s| (s.column, s.typed, s.sum)).collect();
    assert_eq!(
        (*row, columns),
        (8, vec![("pelibatan", 68, 58), ("advokasi", 94, 93)])
    );
}

#[test]
fn columns_that_are_swapped_are_seen() {
    let file = months("kode_wilayah;bulan;pelibatan_kegiatan\n73.09.05.2006;4;2024-01\n").unwrap();
    assert_eq!(file.rejected[0].reason, Reason::NotAYearMonth);
    let file =
        months("kode_wilayah;perpustakaan;bulan;pelibatan\nSalenrang;73.09.05.2006;2024-01;4\n");
    assert_eq!(file.unwrap().rejected[0].reason, Reason::CodeMalformed);
}

#[test]
fn a_library_is_found_by_code_then_by_its_name_then_by_its_village() {
    let mut world = World::new();
    world.libraries(&[
        ("73.09.05.2006", "Perpustakaan Salenrang"),
        ("73.09.05.2002", "Taman Baca"),
        ("73.09.06.2011", "Taman Baca"),
    ]);
    let plan = world.plan(
        "kode_wilayah;perpustakaan;desa;kecamatan;bulan;pelibatan\n\
         73.09.05.2006;nama lain sama sekali;;;2024-01;1\n\
         ;perpustakaan SALENRANG;;;2024-02;1\n\
         ;;Salenrang;;2024-03;1\n\
         ;Perpustakaan Desa Alatengae;;;2024-01;1\n\
         ;Taman Baca;;;2024-01;1\n\
         ;Taman Baca;;;2024-02;1\n\
         ;Taman Baca;Barugae;;2024-03;1\n\
         ;Perpustakaan Wakanda;;;2024-01;1\n\
         73.09.05.2999;;;;2024-01;1\n",
        &[],
    );
    let new: Vec<_> = plan
        .new
        .iter()
        .map(|a| (a.library.as_str(), a.month.to_string()))
        .collect();
    assert_eq!(
        new,
        [
            ("73.09.03.2003", "2024-01".to_owned()),
            ("73.09.05.2006", "2024-01".to_owned()),
            ("73.09.05.2006", "2024-02".to_owned()),
            ("73.09.05.2006", "2024-03".to_owned()),
            ("73.09.06.2011", "2024-03".to_owned()),
        ]
    );
    let libraries: Vec<_> = plan
        .libraries
        .iter()
        .map(|l| (l.code.as_str(), l.name.as_str()))
        .collect();
    assert_eq!(
        libraries,
        [("73.09.03.2003", "Perpustakaan Desa Alatengae")]
    );
    // One question for the two rows that say the same.
    assert_eq!(plan.questions.len(), 1);
    assert_eq!((plan.questions[0].row, plan.waiting[0].row), (6, 7));
    let refused: Vec<_> = plan
        .rejected
        .iter()
        .map(|r| (r.row, r.reason.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (9, Reason::LibraryUnknown),
            (10, Reason::CodeUnknown { bps: false })
        ]
    );
}

#[test]
fn a_month_twice_with_other_numbers_is_a_question_never_the_last_one() {
    let world = World::new();
    let text = "kode_wilayah;bulan;pelibatan;publikasi\n\
                73.09.05.2006;2024-01;4;1\n\
                73.09.05.2006;2024-01;4;1\n\
                73.09.05.2006;2024-01;5;1\n\
                73.09.05.2006;2024-02;2;1\n";
    let plan = world.plan(text, &[]);
    assert_eq!((plan.new.len(), plan.same.len()), (1, 0));
    let question = plan.questions[0].clone();
    assert_eq!(
        (question.row, question.column, question.value.as_str()),
        (4, Topic::Month("2024-01".parse().unwrap()), "2024-01")
    );
    let said = |row, n| Choice::TakeRow {
        row,
        says: vec![("pelibatan", Figure::Count(n))],
    };
    assert_eq!(
        question.choices,
        [said(2, 4), said(4, 5), Choice::NoneOfThem]
    );
    for (choice, taken, same, skipped) in [(0, Some(4), 1, 1), (1, Some(5), 0, 2), (2, None, 0, 3)]
    {
        let answer = Answer {
            row: question.row,
            column: question.column,
            choice: question.choices[choice].clone(),
        };
        let plan = world.plan(text, &[answer]);
        let january = plan.new.iter().find(|a| a.month.month() == 1);
        let count = january.and_then(|a| a.counts.get(Measure::Involvement));
        assert_eq!(
            (count, plan.same.len(), plan.skipped.len()),
            (taken, same, skipped)
        );
        assert!(plan.questions.is_empty());
    }
    let both = "kode_wilayah;pelibatan\n73.09.05.2006;4\n73.09.05.2006;5\n";
    assert_eq!(world.plan_totals(both).questions[0].column, Topic::Library);
}

const JANUARY: &str = "kode_wilayah;bulan;pelibatan;publikasi;status;catatan\n\
                       73.09.05.2006;2024-01;4;2;terverifikasi;asli\n\
                       73.09.05.2002;2024-01;7;;;\n";

#[test]
fn an_empty_cell_keeps_what_is_known_and_nothing_is_written_twice() {
    let mut world = World::new();
    world.import(JANUARY, "").unwrap();
    assert_eq!(
        world.meeting().library_name(&code("73.09.05.2006")),
        "Salenrang"
    );
    assert_eq!(world.import(JANUARY, "").unwrap(), []);
    let more = "kode_wilayah;bulan;pelibatan;publikasi;advokasi\n73.09.05.2006;2024-01;;;3\n";
    let plan = world.plan(more, &[]);
    assert_eq!(
        (plan.changed.len(), plan.corrections),
        (1, 0),
        "a number more is no correction"
    );
    world.import(more, "").unwrap();
    let data = world
        .meeting()
        .achievements()
        .of(&code("73.09.05.2006"))
        .unwrap();
    let row = data.month("2024-01".parse().unwrap()).unwrap();
    let counts: Vec<_> = row.counts.iter().collect();
    assert_eq!(
        counts,
        [
            (Measure::Involvement, 4),
            (Measure::Publication, 2),
            (Measure::Advocacy, 3)
        ]
    );
    assert_eq!(
        (row.status, data.note(row.month)),
        (Status::Verified, "asli")
    );
}

#[test]
fn a_number_that_stands_changes_with_a_reason_only() {
    let mut world = World::new();
    world.import(JANUARY, "").unwrap();
    let later = JANUARY
        .replace(";4;2;terverifikasi", ";9;2;")
        .replace(";7;;", ";7;;ditolak");
    let plan = world.plan(&later, &[]);
    assert_eq!((plan.changed.len(), plan.corrections), (2, 2));
    let corrected: Vec<_> = plan
        .corrected
        .iter()
        .map(|c| (c.row, c.column, c.from, c.to))
        .collect();
    assert_eq!(
        corrected,
        [
            (
                3,
                "status",
                Figure::Word("dilaporkan"),
                Figure::Word("ditolak")
            ),
            (2, "pelibatan", Figure::Count(4), Figure::Count(9)),
        ]
    );
    assert_eq!(
        world.import(&later, "  "),
        Err(Refusal::CorrectionReason(2))
    );
    assert_eq!(
        world.count("73.09.05.2006", "2024-01", Measure::Involvement),
        Some(4)
    );
    world.import(&later, "salah ketik").unwrap();
    assert_eq!(
        world.count("73.09.05.2006", "2024-01", Measure::Involvement),
        Some(9)
    );
    assert_eq!(world.plan(&later, &[]).corrections, 0);

    let rekap = "kode_wilayah;pelibatan;nilai_kpi_sim\n73.09.05.2006;48;81,00\n";
    let rows = |text: &str| Arc::new(totals(text).unwrap().rows);
    let import = |text: &str, reason: &str| {
        Command::ImportTotals(rows(text), Arc::default(), reason.to_owned())
    };
    world.submit(import(rekap, "")).unwrap();
    assert_eq!(world.plan_totals(rekap).same, [2]);
    let later = rekap.replace("81,00", "81,25");
    assert_eq!(
        world.plan_totals(&later).corrected[0].to,
        Figure::Score(8125)
    );
    assert_eq!(
        world.submit(import(&later, "")),
        Err(Refusal::CorrectionReason(1))
    );
    world
        .submit(import(&later, "SIM sudah dihitung ulang"))
        .unwrap();
    assert_eq!(world.plan_totals(&later).same, [2]);
}

#[test]
fn a_renamed_library_and_one_imported_twice_change_no_number() {
    let mut world = World::new();
    world.libraries(&[("73.09.05.2006", "Perpustakaan Salenrang")]);
    world.import(JANUARY, "").unwrap();
    world.libraries(&[
        ("73.09.05.2006", "Rumah Baca Karst"),
        ("73.09.05.2006", "Rumah Baca Karst"),
    ]);
    let plan = world.plan(JANUARY, &[]);
    assert_eq!((plan.same.len(), plan.libraries.len()), (2, 0));
    world.libraries(&[("73.09.05.2006", "")]);
    assert_eq!(
        world.meeting().library_name(&code("73.09.05.2006")),
        "Rumah Baca Karst",
        "no name keeps the name"
    );
}

#[test]
fn the_preview_tells_what_a_file_would_change_and_asks_for_the_reason() {
    let mut world = World::new();
    let preview = |world: &World, text: &str| {
        let kind = ImportKind::Achievements;
        let read = read_bytes(kind, text.into(), support::files::DASH.clone(), &mut on).unwrap();
        let mut preview = Preview::new(Path::new("capaian.csv"), read, world.meeting());
        preview.date_rows(jiff::civil::date(2024, 11, 30), world.meeting());
        preview
    };
    let first = preview(&world, OFFICE);
    assert_eq!(
        (first.new, first.corrections, first.needs_reason()),
        (4, 0, false)
    );
    let Note::Libraries(begun) = &first.notes[0] else {
        panic!("{:?}", first.notes);
    };
    assert_eq!(begun.len(), 2, "named with their rows: {begun:?}");
    for note in [
        Note::NotApplicable(1),
        Note::Unreported(1),
        Note::Column("Petugas".to_owned()),
    ] {
        assert!(first.notes.contains(&note), "{note:?}");
    }
    world.submit(first.command()).unwrap();
    let data = world
        .meeting()
        .achievements()
        .of(&code("73.09.05.2002"))
        .unwrap();
    let entered = data.months().map(|m| m.entered);
    assert!(
        entered
            .into_iter()
            .all(|d| d == Some(jiff::civil::date(2024, 11, 30)))
    );
    let again = preview(&world, OFFICE);
    assert_eq!((again.same, again.changes()), (4, false));
    let mut later = preview(&world, &OFFICE.replace(";4;-;", ";6;-;"));
    assert!(later.needs_reason() && later.corrected.len() == 1 && later.changes());
    later.reason = "laporan susulan".to_owned();
    assert!(!later.needs_reason());
    world.submit(later.command()).unwrap();
    assert_eq!(
        world.count("73.09.05.2006", "2023-12", Measure::Activities),
        Some(6)
    );
}

/// Rows that meet the rules half-way: keys that collide, spellings, damage.
fn cells() -> impl Strategy<Value = [String; 7]> {
    let pick = |of: &'static [&'static str]| prop::sample::select(of).prop_map(str::to_owned);
    [
        pick(&[
            "73.09.05.2006",
            "73.09.05.2002",
            "73.09.06.2011",
            "",
            "7309052002",
            "-",
        ]),
        pick(&[
            "",
            "Salenrang",
            "Perpustakaan Barugae",
            "Bontoa",
            "Total",
            "x",
        ]),
        pick(&["2024-01", "Jan 2024", "2/2024", "Maret 2024", "13/2024", ""]),
        pick(&["0", "4", "5", "5.574", "1,5", "", "-1"]),
        pick(&["0", "2", "", "Rp 1.000"]),
        pick(&[
            "",
            "",
            "dilaporkan",
            "ditolak",
            "tidak_berlaku",
            "belum lapor",
            "?",
        ]),
        pick(&["", "a", "b"]),
    ]
}

fn sheet() -> impl Strategy<Value = Vec<[String; 7]>> {
    prop::collection::vec(cells(), 0..14)
}

fn written(rows: &[[String; 7]]) -> String {
    let mut text = String::from("kode;perpustakaan;bulan;pelibatan;publikasi;status;catatan\n");
    for row in rows {
        text += &row.join(";");
        text.push('\n');
    }
    text
}

/// What a plan would write, whatever the rows were called.
fn result(plan: &AchievedPlan) -> impl PartialEq + std::fmt::Debug {
    (
        (
            plan.libraries.clone(),
            plan.new.clone(),
            plan.changed.clone(),
        ),
        (plan.corrections, plan.same.len(), plan.joined.len()),
        (
            plan.questions.len() + plan.waiting.len(),
            plan.rejected.len(),
        ),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn applying_a_file_twice_changes_nothing_the_second_time(rows in sheet()) {
        let mut world = World::new();
        let text = written(&rows);
        let asked = !world.plan(&text, &[]).questions.is_empty();
        world.import(&text, "uji").unwrap();
        if asked {
            // A library that is new and has a name now may answer what was asked.
            world.import(&text, "uji").unwrap();
        }
        let again = world.plan(&text, &[]);
        prop_assert!(again.new.is_empty() && again.changed.is_empty(), "{again:?}");
        prop_assert_eq!(world.import(&text, "").unwrap(), []);
    }

    #[test]
    fn the_order_of_the_rows_means_nothing(rows in sheet(), before in sheet(), seed: u64) {
        let mut world = World::new();
        world.import(&written(&before), "uji").unwrap();
        let mut shuffled = rows.clone();
        let mut dice = seed;
        for at in (1..shuffled.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, usize::try_from(dice >> 33).unwrap() % (at + 1));
        }
        let (a, b) = (world.plan(&written(&rows), &[]), world.plan(&written(&shuffled), &[]));
        prop_assert_eq!(result(&a), result(&b));
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,60}") {
        for start in ["", "kode;bulan;pelibatan;status;tanggal_input\n73.09.05.2006;"] {
            let mut all = start.as_bytes().to_vec();
            all.extend(&bytes);
            let _ = months(all.clone());
            let _ = totals(all);
            let cells = format!("kode;bulan;pelibatan;tanggal;nilai_kpi_sim;warna\n73.09.05.2006;{text};{text};{text};{text};{text}\n");
            let _ = months(cells.clone());
            let _ = totals(cells);
        }
    }
}
