//! A broken cell that a row counts without: the row comes in, the cell stays empty and is handed back.

use serde_json::{Value, json};

use super::office::{Office, rows};

fn import(office: &Office, kind: &str, list: &str) -> Value {
    office.write("berkas.csv", list);
    office.json(&["import", kind, "berkas.csv", "--rejected", "perbaikan.csv"])
}

/// Row, column and value of everything in a list of the JSON.
fn told(all: &Value, list: &str) -> Vec<(u64, String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let all = all[list].as_array().unwrap().iter();
    all.map(|c| {
        let row = c["row"].as_u64().unwrap();
        (row, text(&c["column"]), text(&c["value"]))
    })
    .collect()
}

fn cell(row: u64, column: &str, value: &str) -> (u64, String, String) {
    (row, column.to_owned(), value.to_owned())
}

#[test]
fn a_person_comes_in_without_the_cells_that_are_broken() {
    let office = Office::founded();
    let long = "x".repeat(501);
    let list = format!(
        "Nama;unsur;Nomor Induk;Nomor WA;L/P;transport;jabatan;panggilan;tata tempat\n\
         Uji Satu;Camat;1.97809E+17;8,12E+11;X;mungkin;#N/A;{long};nomor dua\n\
         Uji Dua;Camat;19780924;0812 4200 0008;P;ya;NULL;Daeng;\n"
    );
    office.write("berkas.csv", &list);
    let seen = office.json(&[
        "import",
        "peserta",
        "berkas.csv",
        "--map",
        "Nomor Induk=nip",
        "--rejected",
        "perbaikan.csv",
    ]);
    assert_eq!((&seen["new"], &seen["rejected"]), (&json!(2), &json!([])));
    let mut cells = told(&seen, "cells");
    cells.sort();
    assert_eq!(
        cells,
        [
            cell(2, "jabatan", "#N/A"),
            cell(2, "jenis_kelamin", "X"),
            cell(2, "nama_panggilan", &"x".repeat(500)),
            // Numbers of people are never printed whole.
            cell(2, "nip", "…+17"),
            cell(2, "no_hp", "…+11"),
            cell(2, "tata_tempat", "nomor dua"),
            cell(2, "transport", "mungkin"),
            cell(3, "jabatan", "NULL"),
            cell(3, "nip", "…924"),
        ]
    );
    let nip = seen["cells"].as_array().unwrap();
    let nip = nip.iter().find(|c| c["column"] == "nip").unwrap();
    assert_eq!(nip["head"], "Nomor Induk");
    assert!(
        nip["reason"].as_str().unwrap().contains("NIP rusak"),
        "{nip}"
    );

    let person = office.meeting();
    let person = person.person(gelar::meeting::id::PersonId(1)).unwrap();
    let record = &person.record;
    let p = &record.personal;
    assert_eq!((p.nip.as_str(), p.phone.as_str(), p.sex), ("", "", None));
    assert_eq!((p.position.as_str(), p.call_name.as_str()), ("", ""));
    assert_eq!((record.transport, record.honour), (None, None));

    // One line for each person, whatever is broken in it.
    let handed = rows(&office.read("perbaikan.csv"));
    assert_eq!(handed.len(), 3);
    let columns: Vec<&str> = handed[1][1].split(", ").collect();
    assert_eq!(columns.len(), 7, "{columns:?}");
    assert!(handed[1][2].contains("1.97809E+17 · 8,12E+11"));
    assert_eq!(handed[2][1], "jabatan, nip");
}

#[test]
fn a_corrected_cell_changes_the_person_and_a_broken_one_takes_nothing_away() {
    let office = Office::founded();
    let list = "nama;unsur;nip;no_hp\nUji Satu;Camat;1.97809E+17;8,12E+11\n";
    import(&office, "peserta", list);
    let mended = office.read("perbaikan.csv");
    let mended = mended.replace(";1.97809E+17;8,12E+11", ";197809241996121001;081242000007");
    office.write("baik.csv", mended);
    let seen = office.json(&["import", "peserta", "baik.csv"]);
    assert_eq!(
        (&seen["new"], &seen["changed"], &seen["cells"]),
        (&json!(0), &json!(1), &json!([])),
        "{seen}"
    );
    let nip = || {
        office
            .meeting()
            .person(gelar::meeting::id::PersonId(1))
            .unwrap()
            .record
            .personal
            .nip
            .clone()
    };
    assert_eq!(nip(), "197809241996121001");
    // The old file once more: what it cannot say it does not take away.
    let seen = import(&office, "peserta", list);
    assert_eq!((&seen["same"], &seen["changed"]), (&json!(1), &json!(0)));
    assert_eq!(told(&seen, "cells").len(), 2);
    assert_eq!(nip(), "197809241996121001");
}

#[test]
fn a_row_that_stays_out_has_no_cells_to_mend() {
    let office = Office::founded();
    let list = "kode_wilayah;nama_perpustakaan;desa;kecamatan\n73.09.05.2006;Perpustakaan Salenrang;Salenrang;Bontoa\n";
    import(&office, "perpustakaan", list);
    let seen = import(
        &office,
        "peserta",
        "nama;unsur;kode_wilayah;nip;jk\n\
         ;Camat;;19780924;L\n\
         Uji Dua;Camat;7309052006;19780924;L\n\
         Uji Tiga;Camat;73.09.05.2999;19780924;X\n\
         Uji Empat;Camat;73.09.05.2006;19780924;L\n",
    );
    // A village code is no cell to leave empty: without dots it is unclear, and 2999 is no village.
    assert_eq!(
        told(&seen, "rejected"),
        [
            cell(2, "nama_lengkap", ""),
            cell(3, "kode_wilayah", "7309052006"),
            cell(4, "kode_wilayah", "73.09.05.2999"),
        ]
    );
    assert_eq!(told(&seen, "cells"), [cell(5, "nip", "…924")]);
    assert_eq!(seen["new"], 1);
    let handed = rows(&office.read("perbaikan.csv"));
    let lines: Vec<(&str, &str)> = handed[1..]
        .iter()
        .map(|r| (r[0].as_str(), r[1].as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("2", "nama_lengkap"),
            ("3", "kode_wilayah"),
            ("4", "kode_wilayah"),
            ("5", "nip")
        ]
    );
}

#[test]
fn a_row_that_waits_or_is_left_out_has_no_cells_to_mend() {
    let office = Office::founded();
    let list = "nama;unsur;nip\nUji Satu;;19780924\nUji Dua;Camat;19780924\n";
    office.write("berkas.csv", list);
    let import = ["import", "peserta", "berkas.csv", "--dry-run"];
    let seen = office.json(&import);
    assert_eq!(seen["questions"][0]["id"], "unsur");
    assert_eq!(told(&seen, "cells"), [cell(3, "nip", "…924")]);
    let seen = office.json(&[&import[..], &["--answer", "unsur=Lewati"]].concat());
    assert_eq!(told(&seen, "cells"), [cell(3, "nip", "…924")]);
    let seen = office.json(&[&import[..], &["--answer", "unsur=Camat"]].concat());
    assert_eq!(
        told(&seen, "cells"),
        [cell(2, "nip", "…924"), cell(3, "nip", "…924")]
    );
}

#[test]
fn a_month_and_a_library_come_in_without_the_cells_that_are_broken() {
    let office = Office::founded();
    let seen = import(
        &office,
        "perpustakaan",
        "kode_wilayah;nama_perpustakaan;tahun_mitra;bulan_mitra;akun_sim;kuota;pic_hp\n\
         73.09.05.2006;Perpustakaan Salenrang;23;Ramadan;mungkin;1000;8,12E+11\n\
         73.09.05.2002;Perpustakaan Pajjukukang;2023;3;ya;2;081242000007\n",
    );
    assert_eq!((&seen["new"], &seen["rejected"]), (&json!(2), &json!([])));
    assert_eq!(
        told(&seen, "cells"),
        [
            cell(2, "tahun_mitra", "23"),
            cell(2, "bulan_mitra", "Ramadan"),
            cell(2, "akun_sim", "mungkin"),
            cell(2, "kuota", "1000"),
            cell(2, "pic_hp", "…+11"),
        ]
    );
    let long = "x".repeat(4001);
    let list = format!(
        "kode_wilayah;bulan;pelibatan;tanggal_input;catatan\n\
         73.09.05.2006;Jan 2024;3;31/02/2024;{long}\n\
         73.09.05.2002;Jan 2024;4;#REF!;sudah\n"
    );
    let seen = import(&office, "capaian", &list);
    assert_eq!((&seen["new"], &seen["rejected"]), (&json!(2), &json!([])));
    let columns: Vec<(u64, String)> = told(&seen, "cells")
        .into_iter()
        .map(|(row, column, _)| (row, column))
        .collect();
    assert_eq!(
        columns,
        [
            (2, "catatan".to_owned()),
            (2, "tanggal_input".to_owned()),
            (3, "tanggal_input".to_owned())
        ]
    );
    let day = &seen["cells"][1];
    assert_eq!(day["value"], "31/02/2024");
    assert!(!day["reason"].as_str().unwrap().is_empty());
}
