//! Sound files of every kind, made here, for whoever damages them.

use std::fmt::Write as _;

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::workbooks::{numbers, ods, shared, text, xls};

const PEOPLE: &str = "\
Daftar Peserta

No;Nama Lengkap (beserta gelar);Unsur;Desa/Kelurahan;Kecamatan;NIP;No. HP;Keterangan
1;\"Sénrang Contoh, S.Pd.\";PIC;Salenrang;Bontoa;197809241996122001;+62 812-0000-0001;\"kata \"\"mereka\"\"\"
2;Baso’ Contoh;Kepala Desa;Bonto Matene;;1.97809E+17;8,12E+11;-
3;nan;Camat;;;;;\"dua
baris\"
4;Marwah Contoh;;Tukamase;Bantimurung;#N/A;081200000004;
Mengetahui;;;;;;;
";

const MONTHS: &str = "\
kode_wilayah;bulan;pelibatan;publikasi_daring;tanggal_input;status
73.09.05.2006;Jan 2024;4;-;31/01/2024 9.05;dilaporkan
73.09.05.2006;2024-02;1.250;nihil;29 Februari 2024;terverifikasi
7309052006;13/2024;x;1,5;;
JUMLAH;;1254;;;
";

/// Months across below a head of two rows.
const ACROSS: &str = "\
Pelibatan 2024;;;;
Kode Wilayah;Desa;Semester I;;Jumlah
;;Jan;Feb;
73.09.05.2006;Salenrang;3;4;7
73.09.05.2007;Bontoa;-;belum lapor;0
";

const TOTALS: &str = "\
perpustakaan,akun_sim,pelibatan,nilai_kpi_sim,warna_sim,bulan_terisi
Perpustakaan Salenrang,ya,40,\"81,43\",hijau,12
Perpustakaan Bontoa,tidak,,101,merah,13
";

const LIBRARIES: &str = "\
kode_wilayah\tnama_perpustakaan\ttahun_mitra\tpic_nama\tpic_hp
73.09.05.2006\tPustaka Ilmu\t2021\tMarwah Contoh\t081200000004
73.09.05.2007\tPustaka Baca\t21\t\t
";

const VILLAGES: &str = "\
kode,nama,kecamatan,jenis
73.09.05.2006,Salenrang,Bontoa,desa
73.09.05.1001,Bontoa,Bontoa,kelurahan
";

const LIST: &str = "\
Peserta PLM:
1. Ibu Rahmatia Contoh - Desa Salenrang
2. Bapak Suardi (Bontoa) 081200000002
3) Marwah Contoh, Desa Tukamase
";

/// Bytes of a page that has one for each letter, and marks of UTF-16.
fn encoded() -> Vec<Vec<u8>> {
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(PEOPLE);
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(PEOPLE.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![windows.into_owned(), utf16]
}

/// People on two sheets, and a hidden one; numbers, days, percentages, formulas, merges.
fn written() -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.00%");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (name, hidden) in [("Januari", false), ("Februari", false), ("Lama", true)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().set_hidden(hidden);
        let middle = Format::new();
        sheet.merge_range(0, 3, 0, 5, "Pelibatan", &middle).unwrap();
        sheet
            .write_row(0, 0, ["Kode Wilayah", "Perpustakaan", "Bulan"])
            .unwrap();
        sheet
            .write_row(
                1,
                3,
                ["Target", "Realisasi", "%", "Tanggal", "Nama", "Unsur"],
            )
            .unwrap();
        for row in 2..6 {
            sheet.write(row, 0, "73.09.05.2006").unwrap();
            sheet.write(row, 1, format!("Pustaka {row}")).unwrap();
            sheet.write(row, 2, "2024-01").unwrap();
            sheet.write(row, 3, 40).unwrap();
            sheet
                .write_formula(row, 4, Formula::new("=2*D3").set_result("24"))
                .unwrap();
            sheet.write_with_format(row, 5, 0.6, &percent).unwrap();
            sheet.write_with_format(row, 6, 45_322, &day).unwrap();
            sheet.write_row(row, 7, ["Baso Contoh", "PIC"]).unwrap();
        }
        sheet
            .merge_range(2, 0, 3, 0, "73.09.05.2006", &middle)
            .unwrap();
        sheet.set_row_hidden(4).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A table with repeats, merged cells and every type of value.
fn open_document() -> Vec<u8> {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let mut body = String::from(r#"<table:table table:name="Peserta" table:style-name="ta1">"#);
    let head: String = ["Nama", "Unsur", "Bulan", "Pelibatan", "Kode"]
        .map(cell)
        .concat();
    let row = [
        cell("Baso<text:s text:c=\"2\"/>Contoh"),
        cell("PIC"),
        r#"<table:table-cell office:value-type="date" office:date-value="2024-01-31"><text:p>31 Jan</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell office:value-type="float" office:value="5574"><text:p>5.574</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell table:number-rows-spanned="2"><text:p>73.09.05.2006</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell table:number-columns-repeated="7"/>"#.to_owned(),
    ]
    .concat();
    write!(
        body,
        r#"<table:table-row>{head}</table:table-row><table:table-row table:number-rows-repeated="3">{row}</table:table-row><table:table-row table:number-rows-repeated="900"/></table:table>"#
    )
    .unwrap();
    ods(&body)
}

fn binary() -> Vec<u8> {
    let heads = ["Nama", "Unsur", "Pelibatan"];
    let heads = (0..)
        .zip(heads)
        .map(|(column, head)| numbers(0x0204, &[0, column, 0], &text(head)));
    let mut cells: Vec<u8> = heads.flatten().collect();
    for row in 1..9 {
        cells.extend(numbers(0x00FD, &[row, 0, 0, row % 2, 0], &[]));
        cells.extend(numbers(0x0204, &[row, 1, 0], &text("PIC")));
        cells.extend(numbers(0x0203, &[row, 2, 1], &0.8143f64.to_le_bytes()));
    }
    cells.extend(numbers(0x00E5, &[1, 1, 2, 0, 0], &[]));
    xls(
        &shared(),
        &[("Peserta", 0, 0, cells.clone()), ("Lama", 1, 0, cells)],
    )
}

/// All of them.
pub fn files() -> Vec<Vec<u8>> {
    let texts = [PEOPLE, MONTHS, ACROSS, TOTALS, LIBRARIES, VILLAGES, LIST];
    let mut all: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).into();
    all.extend(encoded());
    all.extend([written(), open_document(), binary()]);
    all
}
