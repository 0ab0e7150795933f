//! Files as offices send them: every encoding, separator, header and accident must end in rows, in
//! named refusals, or in one clear error.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use gelar::exchange::import::{LONGEST_CELL, PeopleFile};
use gelar::exchange::preview::{self, ImportKind, Preview};
use gelar::exchange::reading::Reading;
use gelar::exchange::table::{Encoding, NoHead, Progress, read_bytes};
use gelar::exchange::{Foreign, ImportError};
use gelar::meeting::record::{Field, Sex};
use gelar::meeting::roster::{Reason, Rejected, sheet_and_row};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

#[path = "support/files.rs"]
mod files;
use files::{libraries, no_head, people, read_people, villages};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/import")
        .join(name)
}

fn names(file: &PeopleFile) -> Vec<&str> {
    file.rows
        .iter()
        .map(|r| r.record.personal.name.as_str())
        .collect()
}

#[test]
fn the_list_of_an_office_is_read_with_its_titles_blank_lines_and_mistakes() {
    let file = read_people(&fixture("excel-semicolon.csv")).unwrap();
    assert_eq!(
        file.rows.iter().map(|r| r.row).collect::<Vec<_>>(),
        [5, 7, 8, 9, 10, 13, 14]
    );
    assert_eq!(
        names(&file),
        [
            "Hj. Nurlia Dg. Caya, S.Pd.",
            "Baso; Dg. Rurung",
            "Sitti Marwah",
            "Rusli",
            "Bahar",
            "Emmy Sénrang",
            "Ahmad \"Ama\" Yani"
        ]
    );
    let first = &file.rows[0].record;
    assert_eq!(first.personal.nip, "197809241996122001");
    assert_eq!(first.personal.phone, "081234567890");
    assert_eq!(first.personal.sex, Some(Sex::P));
    assert_eq!(first.personal.note, "Ukuran Kaos: M");
    assert_eq!(first.group, "Pengelola perpustakaan");
    assert_eq!(first.village_text, "Pajukukang");
    assert!(file.rows[0].stated.contains(Field::SubdistrictText));
    assert!(!file.rows[0].stated.contains(Field::Office));
    assert_eq!(file.rows[1].record.personal.position, "Kepala Desa");
    assert_eq!(
        file.rows[2].record.personal.position, "",
        "a dash is nothing"
    );
    let told = |list: &[Rejected]| -> Vec<(usize, &str, String, Reason)> {
        let all = list.iter();
        all.map(|r| (r.row, r.column, r.value.clone(), r.reason.clone()))
            .collect()
    };
    let nobody = (11, "nama_lengkap", String::new(), Reason::Missing);
    assert_eq!(told(&file.rejected), [nobody]);
    assert_eq!(
        told(&file.cells),
        [
            (10, "nip", "1.97809E+17".to_owned(), Reason::NipDamaged),
            (13, "jenis_kelamin", "?".to_owned(), Reason::NotASex),
        ],
        "a broken optional cell keeps the person"
    );
    let bahar = &file.rows[4];
    assert!(bahar.record.personal.nip.is_empty() && !bahar.stated.contains(Field::Nip));
    assert_eq!(
        file.seen.unknown_groups.iter().collect::<Vec<_>>(),
        [(&"Babinsa".to_owned(), &1), (&"tamu".to_owned(), &1)]
    );
    let unknown: Vec<&str> = file.tables.tables[0].unknown_columns().collect();
    assert_eq!(unknown, ["Ukuran Kaos"]);
    assert_eq!(file.seen.phones.len(), 2);
    assert_eq!(file.seen.phones[1].from, "81234567891");
    assert_eq!(file.seen.phones[1].to, "081234567891");
}

#[test]
fn windows_1252_and_commas() {
    let file = read_people(&fixture("windows-1252.csv")).unwrap();
    assert_eq!(names(&file), ["Andi Sénrang", "René D’Ávila"]);
    assert_eq!(file.rows[0].record.office, "Harian “Fajar”");
    assert_eq!(file.tables.encoding, Encoding::Windows1252);
}

#[test]
fn tabs_and_codes_of_the_wrong_shape() {
    let file = read_people(&fixture("tabs.csv")).unwrap();
    assert_eq!(names(&file), ["Daeng Mapuji", "Daeng Sija"]);
    assert_eq!(file.rejected.len(), 1);
    assert_eq!(file.rejected[0].reason, Reason::CodeAmbiguous);
    assert_eq!(file.rejected[0].value, "7309052002");
}

#[test]
fn utf_16_old_line_ends_and_the_sep_line() {
    let text = "\u{feff}nama;unsur\nSénrang;PIC\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let file = people(bytes).unwrap();
        assert_eq!(names(&file), ["Sénrang"]);
        assert_eq!(file.tables.encoding, Encoding::Utf16);
    }
    let mac = people("nama;unsur\rBaso;PIC\r\rRusli;PIC\r").unwrap();
    assert_eq!(mac.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 4]);
    let sep = people("sep=,\r\nnama,unsur\r\nBaso,PIC\r\n").unwrap();
    assert_eq!(sep.rows[0].row, 2, "Excel does not show the sep line");
}

#[test]
fn the_separator_is_the_one_that_makes_the_header_known() {
    // More commas than semicolons, all of them inside the cells.
    let file = people("nama;unsur;keterangan\nA, B, C, S.Pd.;PIC;x, y, z\n").unwrap();
    assert_eq!(names(&file), ["A, B, C, S.Pd."]);
}

#[test]
fn hostile_cells_come_in_clean() {
    let file = people(
        "nama;unsur;jabatan\n\u{1b}[2J\u{1b}]0,x\u{7}An\u{202e}di\u{200b} Rah\u{0301}man;PIC;'=1+1\n",
    )
    .unwrap();
    assert_eq!(names(&file), ["Andi Rah\u{301}man"]);
    assert_eq!(file.rows[0].record.personal.position, "=1+1");
    let hidden = people("nama;unsur\n\u{200b}\u{202e};PIC\n").unwrap();
    assert_eq!(hidden.rejected[0].reason, Reason::Missing);
}

#[test]
fn long_names_pass_and_absurd_cells_do_not() {
    let name = "Nama ".repeat(40);
    let file = people(format!("nama;unsur\n{name};PIC\n")).unwrap();
    assert_eq!(names(&file), [name.trim()]);
    let absurd = "x".repeat(LONGEST_CELL + 1);
    let file = people(format!("nama;unsur\n{absurd};PIC\nBaso;PIC\n")).unwrap();
    assert_eq!(names(&file), ["Baso"]);
    assert_eq!(
        file.rejected[0].reason,
        Reason::TooLong {
            limit: LONGEST_CELL
        }
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named() {
    let mut text = String::from("nama;unsur\nBaso;PIC\n\"Rusli;PIC\n");
    for n in 0..20 {
        writeln!(text, "Orang {n};PIC").unwrap();
    }
    assert_eq!(
        people(text).unwrap_err(),
        ImportError::OpenQuote { line: 3 }
    );
}

#[test]
fn headers_that_cannot_be_used_are_named() {
    assert_eq!(
        no_head(people("jabatan;unsur\nPIC;PIC\n")),
        NoHead::Missing(vec!["nama_lengkap"])
    );
    let unknown = NoHead::Unknown(vec!["nama_lengkap"]);
    assert_eq!(no_head(people("a;b\nc;d\n")), unknown);
    assert_eq!(
        no_head(people("nama;unsur;Nama Peserta\nBaso;PIC;Rusli\n")),
        NoHead::Double {
            column: "nama_lengkap",
            first: "nama".into(),
            second: "Nama Peserta".into()
        }
    );
    // In the eleventh row nobody looks for it.
    let late = format!("{}nama;unsur\nBaso;PIC\n", "judul\n".repeat(10));
    assert_eq!(no_head(people(late)), unknown);
    let last = format!("{}nama;unsur\nBaso;PIC\n", "judul\n".repeat(9));
    assert_eq!(people(last).unwrap().tables.tables[0].header_row, 10);
    assert_eq!(people("nama;unsur\n").unwrap().rows.len(), 0);
}

#[test]
fn files_that_are_no_tables_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let cut = std::fs::read(fixture("peserta.ods")).unwrap();
    for (file, error) in [
        (fixture("page.xlsx"), ImportError::NotATable(Foreign::Pdf)),
        (fixture("web.xls"), ImportError::NotATable(Foreign::WebPage)),
        (fixture("tidak-ada.csv"), ImportError::NotFound),
        (dir.path().to_path_buf(), ImportError::Directory),
        (path("a.csv", b""), ImportError::Empty),
        (path("b.csv", b" \r\n\r\n"), ImportError::Empty),
        (path("c.csv", b"\xef\xbb\xbf"), ImportError::Empty),
        (path("d.csv", b";;;\n;;;\n"), ImportError::Empty),
        (
            path("e.csv", b"SQLite format 3\0...."),
            ImportError::NotATable(Foreign::Meeting),
        ),
        (
            path("f.csv", b"nama;unsur\nBa\0so;PIC\n"),
            ImportError::NotATable(Foreign::Binary),
        ),
        (
            path("g.docx", b"PK\x03\x04....word/document.xml"),
            ImportError::NotATable(Foreign::Document),
        ),
        (
            path("h.zip", b"PK\x03\x04...."),
            ImportError::NotATable(Foreign::Binary),
        ),
    ] {
        assert_eq!(read_people(&file).unwrap_err(), error, "{file:?}");
    }
    for (name, bytes) in [
        ("i.xlsx", &b"PK\x03\x04....xl/workbook.xml"[..]),
        ("j.xls", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."[..]),
        ("k.ods", &cut[..cut.len() / 2]),
    ] {
        assert!(
            matches!(
                read_people(&path(name, bytes)).unwrap_err(),
                ImportError::Damaged(_)
            ),
            "{name}"
        );
    }
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        read_people(&path("l.xlsx", &locked)).unwrap_err(),
        ImportError::Encrypted
    );
}

#[test]
fn a_workbook_keeps_text_numbers_and_dates_apart() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Petunjuk")
        .unwrap()
        .write(0, 0, "bukan ini")
        .unwrap();
    let sheet = book.add_worksheet().set_name("peserta").unwrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let headers = ["Nama", "Unsur", "NIP", "No HP", "Meja", "Lahir", "Dana"];
    sheet.write_row(2, 1, headers).unwrap();
    sheet.write(3, 1, "Daeng Mapuji").unwrap();
    sheet.write(3, 2, "PIC").unwrap();
    sheet.write(3, 3, "197809241996121001").unwrap();
    sheet.write(3, 4, 81_234_567_890_i64).unwrap();
    sheet.write(3, 5, 12).unwrap();
    sheet
        .write_with_format(3, 6, ExcelDateTime::from_ymd(1978, 9, 24).unwrap(), &date)
        .unwrap();
    sheet.write(3, 7, 1.5).unwrap();
    sheet.write(5, 1, "Daeng Rate").unwrap();
    sheet.write(5, 2, "PIC").unwrap();
    sheet.write(5, 3, 197_809_241_996_121_001.0_f64).unwrap();
    let dir = tempfile::tempdir().unwrap();
    // The name of the file says nothing.
    let path = dir.path().join("daftar.csv");
    book.save(&path).unwrap();
    let file = read_people(&path).unwrap();
    assert_eq!(file.tables.tables[0].header_row, 3);
    assert_eq!(names(&file), ["Daeng Mapuji", "Daeng Rate"]);
    let row = &file.rows[0];
    assert_eq!(sheet_and_row(row.row), (1, 4));
    assert_eq!(row.record.personal.nip, "197809241996121001");
    assert_eq!(row.record.personal.phone, "081234567890");
    assert_eq!(row.record.table, "12");
    assert_eq!(row.record.personal.note, "Lahir: 24/09/1978; Dana: 1,5");
    let [nip] = file.cells.as_slice() else {
        panic!("{:?}", file.cells);
    };
    assert_eq!(sheet_and_row(nip.row), (1, 6));
    assert_eq!(
        (&nip.reason, nip.value.as_str()),
        (&Reason::NipDamaged, "1.97809E+17")
    );
}

#[test]
fn an_open_document_sheet_is_found_by_its_name() {
    let file = read_people(&fixture("peserta.ods")).unwrap();
    assert_eq!(names(&file), ["Daeng Mapuji"]);
    assert_eq!(sheet_and_row(file.rows[0].row), (1, 4));
    assert_eq!(file.rows[0].record.personal.phone, "081234567890");
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let file = read_people(&fixture("last-corner.xlsx")).unwrap();
    assert_eq!(names(&file), ["Daeng Mapuji"]);
}

#[test]
fn a_long_file_tells_how_far_it_is_and_can_be_stopped() {
    let mut text = String::from("nama;unsur\n");
    for n in 0..5000 {
        writeln!(text, "Orang {n};PIC").unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    std::fs::write(&path, &text).unwrap();
    let mut told = Vec::new();
    let read = |report: &mut dyn FnMut(Progress) -> ControlFlow<()>| {
        preview::read(ImportKind::People, &path, Reading::default(), report)
    };
    let file = read(&mut |p| {
        told.push(p.done * 1000 / p.total);
        ControlFlow::Continue(())
    })
    .unwrap();
    let meeting = gelar::meeting::Meeting::default();
    assert_eq!(Preview::new(&path, file, &meeting).new, 5000);
    assert!(told.len() >= 8 && told.is_sorted(), "{told:?}");
    assert!(told.iter().all(|t| *t <= 1000));
    for stop in [1, told.len()] {
        let mut left = stop;
        let stopped = read(&mut |_| {
            left -= 1;
            if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped.map(|_| ()).unwrap_err(), ImportError::Cancelled);
    }
}

#[test]
fn libraries_are_read_with_their_values() {
    let file = libraries(read_bytes(&fixture("perpustakaan.csv")).unwrap()).unwrap();
    assert_eq!(
        file.rows.iter().map(|r| r.row).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7, 8, 9]
    );
    let first = &file.rows[0];
    assert_eq!(first.partner_year, Some(2021));
    assert_eq!(first.partner_month, Some(11));
    assert_eq!(first.has_account, Some(true));
    assert_eq!(first.contact.phone, "081234567890");
    assert_eq!(file.rows[1].has_account, Some(false));
    let cells = file
        .cells
        .iter()
        .map(|r| (r.row, r.column, r.reason.clone()));
    assert!(file.rejected.is_empty());
    assert_eq!(
        cells.collect::<Vec<_>>(),
        [
            (8, "tahun_mitra", Reason::NotANumber),
            (9, "bulan_mitra", Reason::NotAMonth),
        ]
    );
}

#[test]
fn villages_are_read_with_the_levels_above() {
    let file = villages(read_bytes(&fixture("wilayah.csv")).unwrap()).unwrap();
    assert_eq!(file.seen.above, 1);
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.rows[0].subdistrict, "Bontoa");
    assert_eq!(file.rows[0].kind, "desa");
    let refused: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (r.row, r.column, r.reason.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (5, "kode", Reason::CodeTwice { first: 4 }),
            (6, "kecamatan", Reason::Missing),
            (7, "kode", Reason::CodeAmbiguous),
        ]
    );
    let maros = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/wilayah-maros.csv");
    assert_eq!(
        villages(read_bytes(&maros).unwrap()).unwrap().rows.len(),
        103
    );
}

#[test]
fn refused_rows_are_handed_back_and_can_be_imported_when_corrected() {
    use gelar::exchange::mend::write_rejected;
    use gelar::text::{Lang, reject};
    let file = read_people(&fixture("excel-semicolon.csv")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ditolak.csv");
    let mut to_mend = file.cells.clone();
    to_mend.extend_from_slice(&file.rejected);
    write_rejected(
        &path,
        ["lembar", "baris", "kolom", "nilai", "alasan"],
        &gelar::exchange::import::PEOPLE,
        &file.tables,
        &to_mend,
        |r| reject::reason(Lang::Id, &r.reason),
    )
    .unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(
        "10;nip;1.97809E+17;NIP rusak karena format angka Excel. Ubah kolom menjadi Teks.;5;Bahar"
    ));
    let corrected = text.replace("1.97809E+17", "").replace(";?;", ";L;");
    let again = people(corrected).unwrap();
    assert_eq!(names(&again), ["Bahar", "Emmy Sénrang"]);
    assert_eq!(again.rows[0].record.personal.note, "");
}
