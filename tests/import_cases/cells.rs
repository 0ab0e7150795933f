//! What a single cell says: words for none and for not reported, dashes, percentages, dates with a time,
//! telephones with words around, and the words that programs write for nothing.

use gelar::exchange::import::{
    AchievementsFile, LibrariesFile, PeopleFile, TotalsFile, typed_count,
};
use gelar::exchange::reading::{Dash, FileTopic, Reading};
use gelar::meeting::achieved::{Measure, Status};
use gelar::meeting::roster::{Reason, Rejected};

use super::support::files;

fn people(text: &str) -> PeopleFile {
    files::people(text).unwrap()
}

fn reading(dash: Option<Dash>) -> Reading {
    Reading {
        dash,
        ..Reading::default()
    }
}

fn months(text: &str, dash: Option<Dash>) -> AchievementsFile {
    files::months_with(text, &reading(dash)).unwrap()
}

fn totals(text: &str, dash: Option<Dash>) -> TotalsFile {
    files::totals_with(text, &reading(dash)).unwrap()
}

fn libraries(text: &str) -> LibrariesFile {
    files::libraries(text).unwrap()
}

fn refusals(rejected: &[Rejected]) -> Vec<(usize, &str, &str, Reason)> {
    let all = rejected.iter();
    all.map(|r| (r.row, r.column, r.value.as_str(), r.reason.clone()))
        .collect()
}

/// A file of one library and month whose *pelibatan* says this.
fn of_count(cell: &str) -> AchievementsFile {
    months(
        &format!("kode;bulan;pelibatan;publikasi\n73.09.05.2006;2024-01;{cell};1\n"),
        None,
    )
}

#[test]
fn nihil_is_zero_and_what_may_be_either_is_refused() {
    for none in ["nihil", "Nihil", "NIHIL.", "nol"] {
        let file = of_count(none);
        let count = file.rows[0].counts.get(Measure::Involvement);
        assert_eq!(count, Some(0), "{none}");
        assert_eq!(typed_count(none, Measure::Involvement), Ok(Some(0)));
    }
    for either in [
        "kosong",
        "tidak ada",
        "belum ada kegiatan",
        "n/a",
        "nihil 2",
    ] {
        let file = of_count(either);
        let column = "pelibatan";
        assert_eq!(
            refusals(&file.rejected),
            [(2, column, either, Reason::NotACount)]
        );
    }
}

#[test]
fn not_reported_is_as_if_the_cell_were_empty() {
    for word in [
        "belum lapor",
        "Belum Lapor",
        "belum input",
        "belum diinput",
        "blm",
        "Blm.",
        "blm lapor",
        "blm input",
        "belum ada data",
        "belum dilaporkan",
        "BELUM",
        "belum diisi",
    ] {
        let file = of_count(word);
        assert_eq!(file.rejected, [], "{word}");
        let counts = &file.rows[0].counts;
        assert_eq!(counts.get(Measure::Involvement), None, "{word}");
        assert_eq!(counts.get(Measure::Publication), Some(1), "{word}");
        assert_eq!(typed_count(word, Measure::Involvement), Ok(None));
    }
}

#[test]
fn a_row_in_which_nothing_is_reported_is_no_row_and_no_mistake() {
    let file = months(
        "kode;bulan;pelibatan;publikasi;status\n\
         73.09.05.2006;2024-01;blm lapor;belum input;\n\
         73.09.05.2006;2024-02;belum lapor;;\n\
         73.09.05.2006;2024-03;;;\n\
         73.09.05.2006;2024-04;blm;blm;terverifikasi\n\
         73.09.05.2006;2024-05;;;blm input\n\
         73.09.05.2006;2024-06;blm;blm;tidak berlaku\n",
        None,
    );
    assert_eq!(file.seen.unreported, 3);
    assert_eq!(
        refusals(&file.rejected),
        [
            (4, "pelibatan", "", Reason::NoNumber),
            // Verified, yet nothing is reported: one of the two is a slip.
            (5, "pelibatan", "blm", Reason::NoNumber),
        ]
    );
    let statuses: Vec<_> = file.rows.iter().map(|r| (r.row, r.status)).collect();
    assert_eq!(statuses, [(7, Some(Status::NotApplicable))]);
    let file = totals(
        "kode;pelibatan;publikasi;bulan_terisi;nilai\n\
         73.09.05.2006;blm lapor;belum input;;\n\
         73.09.05.2002;belum lapor;;nihil;\n\
         73.09.06.2011;;;;\n",
        None,
    );
    assert_eq!((file.seen.unreported, file.rows[0].months), (1, Some(0)));
    assert_eq!(file.rejected[0].reason, Reason::NoNumber);
}

const DASHES: &str = "kode;perpustakaan;bulan;pelibatan;publikasi;nilai_dukungan_rp;status;catatan\n\
    73.09.05.2006;-;2024-01;-;1;Rp -;-;-\n\
    73.09.05.2006;;2024-02;–;—;;;\n\
    73.09.05.2006;;2024-03;4;--;;;\n\
    73.09.05.2006;;2024-04;2;3;;;\n\
    73.09.05.2006;;2024-05;-;;;belum lapor;\n\
    73.09.05.2006;;2024-06;-;;;tidak berlaku;\n\
    73.09.05.2006;;Ramadan;-;;;;\n\
    ;Jumlah;;6;-;;;\n";

/// The rows that wait for what a dash means.
fn waiting(file: &AchievementsFile) -> Vec<usize> {
    let dash = file
        .waiting
        .iter()
        .filter(|(topic, _)| *topic == FileTopic::Dash);
    dash.map(|(_, row)| row.row).collect()
}

#[test]
fn a_dash_waits_until_somebody_says_what_it_means() {
    let file = months(DASHES, None);
    assert_eq!(
        refusals(&file.rejected),
        [(8, "bulan", "Ramadan", Reason::NotAYearMonth),]
    );
    assert_eq!(
        waiting(&file),
        [2, 3, 4],
        "those whose meaning changes something"
    );
    assert_eq!(file.seen.unreported, 1);
    let rows: Vec<_> = file.rows.iter().map(|r| r.row).collect();
    assert_eq!(rows, [5, 7]);
    assert_eq!(
        file.seen.sums.totals,
        [(9, Vec::new())],
        "a dash adds nothing"
    );
}

#[test]
fn a_dash_is_zero_or_nothing_as_it_was_answered() {
    let file = months(DASHES, Some(Dash::Zero));
    let of = |file: &AchievementsFile, row: usize| {
        let row = file.rows.iter().find(|r| r.row == row).unwrap();
        [
            Measure::Involvement,
            Measure::Publication,
            Measure::SupportRupiah,
        ]
        .map(|m| row.counts.get(m))
    };
    assert_eq!(of(&file, 2), [Some(0), Some(1), Some(0)]);
    assert_eq!(of(&file, 3), [Some(0), Some(0), None]);
    assert_eq!(of(&file, 4), [Some(4), Some(0), None]);
    assert_eq!(of(&file, 7), [None; 3], "its status says what it is");
    assert_eq!(
        (file.rejected.len(), file.seen.unreported, waiting(&file)),
        (1, 1, Vec::new())
    );

    let file = months(DASHES, Some(Dash::Unreported));
    assert_eq!(of(&file, 2), [None, Some(1), None]);
    assert_eq!(of(&file, 4), [Some(4), None, None]);
    assert_eq!(file.seen.unreported, 2, "a row of dashes is not reported");
    assert_eq!((file.rejected.len(), waiting(&file).len()), (1, 0));
}

#[test]
fn the_dashes_of_totals_are_asked_too() {
    let text = "kode;pelibatan;publikasi;nilai;bulan_terisi\n\
                73.09.05.2006;-;2;81,00;-\n\
                73.09.05.2002;–;;;\n\
                73.09.06.2011;3;4;-;12\n";
    let file = totals(text, None);
    let rows: Vec<usize> = file.waiting.iter().map(|(_, r)| r.row).collect();
    assert_eq!(rows, [2, 3], "a dash beside the counts is nothing, as ever");
    assert_eq!((file.rows[0].row, file.rows[0].sim_score), (4, None));
    let file = totals(text, Some(Dash::Zero));
    assert_eq!((file.rows.len(), file.rejected.len()), (3, 0));
    assert_eq!(file.rows[1].counts.get(Measure::Involvement), Some(0));
    let file = totals(text, Some(Dash::Unreported));
    assert_eq!((file.rows.len(), file.seen.unreported), (2, 1));
}

#[test]
fn a_percentage_is_a_score_and_no_count() {
    let file = totals(
        "kode;pelibatan;nilai_kpi_sim\n\
         73.09.05.2006;1;81,43 %\n\
         73.09.05.2002;1;81,43%\n\
         73.09.06.2011;1;81 %\n\
         73.09.01.1002;1;101 %\n\
         73.09.14.1004;60 %;81\n",
        None,
    );
    let scores: Vec<_> = file.rows.iter().map(|r| r.sim_score).collect();
    assert_eq!(scores, [Some(8143), Some(8143), Some(8100)]);
    assert_eq!(
        refusals(&file.rejected),
        [
            (5, "nilai_kpi_sim", "101 %", Reason::NotAScore),
            (6, "pelibatan", "60 %", Reason::NotACount)
        ]
    );
}

#[test]
fn a_day_with_a_time_is_that_day_in_dates_and_months() {
    for day in [
        "31/01/2024 9:05:33",
        "31/01/2024 9.05",
        "2024-01-31 9:05",
        "2024-01-31T09:05:33Z",
        "31/01/2024 9:05 AM",
        "31/01/2024 09.30 WITA",
        "Senin, 31 Januari 2024",
        "31-Jan-24",
    ] {
        let file = months(
            &format!("kode;bulan;pelibatan;tanggal_input\n73.09.05.2006;{day};1;{day}\n"),
            None,
        );
        assert_eq!(file.rejected, [], "{day}");
        let row = &file.rows[0];
        assert_eq!(row.month.to_string(), "2024-01", "{day}");
        assert_eq!(row.entered, Some(jiff::civil::date(2024, 1, 31)), "{day}");
    }
}

#[test]
fn telephones_come_in_as_one_dials_them_and_are_told() {
    let file = people(
        "nama;unsur;hp\n\
         Baso;PIC;081234567894.0\n\
         Rusli;PIC;0812.4200.0007 (WA)\n\
         Sitti;PIC;HP/WA: +62 812-4200-0008\n\
         Sani;PIC;0812 4200 0009 (Ibu Sitti)\n",
    );
    let phones: Vec<_> = file
        .rows
        .iter()
        .map(|r| r.record.personal.phone.as_str())
        .collect();
    assert_eq!(
        phones,
        [
            "081234567894",
            "081242000007",
            "081242000008",
            "0812 4200 0009 (Ibu Sitti)"
        ]
    );
    assert_eq!(file.seen.phones.len(), 3);
}

#[test]
fn the_errors_of_other_programs_are_no_names_and_no_numbers() {
    for error in [
        "#N/A", "#REF!", "#ERROR!", "#NAME?", "#DIV/0!", "#VALUE!", "#NULL!", "#NUM!", "#SPILL!",
        "Err:508", "Err:502", "######",
    ] {
        let file = people(&format!("nama;unsur\n{error};PIC\nBaso;PIC\n"));
        assert_eq!(
            refusals(&file.rejected),
            [(2, "nama_lengkap", error, Reason::CellError)]
        );
        assert_eq!(file.rows.len(), 1, "the rest of the file is read");
        assert_eq!(
            of_count(error).rejected[0].reason,
            Reason::CellError,
            "{error}"
        );
    }
    for honest in [
        "#1",
        "Baso #2",
        "#Baruga",
        "Error",
        "Err: 508 orang",
        "Anti Err:508",
    ] {
        let file = people(&format!("nama;unsur;jabatan\nBaso;PIC;{honest}\n"));
        assert_eq!(file.rows[0].record.personal.position, honest);
    }
}

#[test]
fn words_of_programs_for_nothing_are_no_names_and_no_numbers() {
    for word in [
        "nan",
        "NaN",
        "NAN",
        "NULL",
        "null",
        "None",
        "FALSE",
        "TRUE",
        "False",
        "undefined",
        "<NA>",
        "N/A",
        "(blank)",
    ] {
        let file = people(&format!("nama;unsur\n{word};PIC\nBaso;PIC\n"));
        assert_eq!(
            refusals(&file.rejected),
            [(2, "nama_lengkap", word, Reason::NotAName)]
        );
        assert_eq!(file.rows.len(), 1);
        assert_eq!(
            of_count(word).rejected[0].reason,
            Reason::NotACount,
            "{word}"
        );
        let file = libraries(&format!("kode;nama\n73.09.05.2006;{word}\n"));
        assert_eq!(file.rejected[0].reason, Reason::NotAName, "{word}");
        let file = months(
            &format!("perpustakaan;bulan;pelibatan\n{word};2024-01;1\n"),
            None,
        );
        assert_eq!(file.rejected[0].reason, Reason::NotAName, "{word}");
        let villages = format!("kode;nama;kecamatan\n73.09.05.2006;{word};Bontoa\n");
        let file = files::villages(villages).unwrap();
        assert_eq!(file.rejected[0].reason, Reason::NotAName, "{word}");
    }
    // A lookup that finds an empty cell says 0.
    for number in ["0", "12", "3,5"] {
        let file = people(&format!("nama;unsur\n{number};PIC\n"));
        assert_eq!(file.rejected[0].reason, Reason::NotAName, "{number}");
    }
}

#[test]
fn people_whose_names_look_like_such_words_come_in() {
    let names = [
        "Nan Rahmat",
        "Ny. Nani",
        "Nan",
        "H. Null",
        "Nona",
        "Nulla",
        "Baso None",
        "Trueno",
        "Falsena",
        "Naning",
    ];
    let file = people(&format!("nama;unsur\n{};PIC\n", names.join(";PIC\n")));
    let read: Vec<_> = file
        .rows
        .iter()
        .map(|r| r.record.personal.name.as_str())
        .collect();
    assert_eq!(read, names);
    // Yes and no may be true and false.
    let file = people("nama;unsur;transport\nBaso;PIC;FALSE\nRusli;PIC;TRUE\n");
    let transport: Vec<_> = file.rows.iter().map(|r| r.record.transport).collect();
    assert_eq!(transport, [Some(false), Some(true)]);
}

#[test]
fn codes_are_read_with_blanks_around_and_nothing_is_guessed() {
    let file = people(
        "nama;unsur;kode_wilayah\n\
         Baso;PIC; 73.09.05.2002 \n\
         Rusli;PIC;7309052002\n\
         Sitti;PIC;73.09.05.2002.0\n",
    );
    assert_eq!(file.rows.len(), 1);
    let reasons: Vec<_> = file.rejected.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(reasons, [Reason::CodeAmbiguous, Reason::CodeMalformed]);
}
