//! Heads that explain themselves: which of two numbers is the result nobody guesses, and no other person
//! is the one of a row.

use super::grids::{csv, months, page, told, xlsx};
use super::support::files::people;
use gelar::text::{Lang, reject};

/// What is read of two columns of numbers, or why not.
fn read(heads: &str) -> Result<Vec<String>, String> {
    let rows = format!("Desa | Bulan | {heads}\nSalenrang | Jan 2024 | 40 | 3");
    let found = months(csv(&rows)).map(|file| told(&file));
    let book = months(xlsx(&[page("Lembar1", &rows)])).map(|file| told(&file));
    assert_eq!(book, found, "{heads}");
    found
}

#[test]
fn two_heads_that_explain_one_number_are_refused() {
    for [one, other] in [
        ["Publikasi (Radio)", "Publikasi (TV)"],
        ["Pelibatan (versi A)", "Pelibatan (versi B)"],
        ["Pelibatan: kunjungan sekolah", "Pelibatan: kunjungan warga"],
    ] {
        let why = read(&format!("{one} | {other}")).unwrap_err();
        let both = format!("\"{one}\" dan \"{other}\"");
        assert!(
            why.to_lowercase().contains("dua kolom") && why.contains(&both),
            "{why}"
        );
    }
    // A part of the people is not all of them.
    for heads in [
        "Pelibatan (L) | Pelibatan (P)",
        "Pelibatan (Laki-laki) | Ket",
    ] {
        let why = read(heads).unwrap_err();
        let one = heads.split(" | ").next().unwrap();
        assert!(why.contains(&format!("\"{one}\" tidak jelas")), "{why}");
    }
}

#[test]
fn what_is_planned_or_past_is_not_the_number() {
    for heads in [
        "Pelibatan (T) | Pelibatan (R)",
        "Pelibatan yang ditargetkan | Pelibatan yang terlaksana",
        "Pelibatan: seharusnya | Pelibatan: kenyataan",
        "Pelibatan (bulan lalu) | Pelibatan (bulan ini)",
        "Pelibatan (lama) | Pelibatan (revisi)",
        "Pelibatan (standar) | Pelibatan",
        "Pelibatan (proyeksi) | Pelibatan (sesuai SIM)",
        "Pelibatan (kumulatif) | Pelibatan *",
    ] {
        let found = read(heads);
        assert_eq!(
            found.unwrap(),
            ["Salenrang 2024-01: pelibatan 3"],
            "{heads}"
        );
    }
    // Without another column there is no number.
    for head in ["Pelibatan (T)", "Pelibatan (lama)", "Publikasi (standar)"] {
        assert!(read(&format!("{head} | Ket")).is_err(), "{head}");
    }
}

#[test]
fn a_name_of_somebody_else_is_not_taken() {
    for (heads, head) in [
        (
            "Nama yang digantikan;Nama pengganti",
            "Nama yang digantikan",
        ),
        (
            "Nama yang mengusulkan;Peserta yang hadir",
            "Nama yang mengusulkan",
        ),
        ("Nama (atasan langsung);Jabatan", "Nama (atasan langsung)"),
        ("Nama: pengusul;Jabatan", "Nama: pengusul"),
    ] {
        let error = people(format!("{heads};Unsur\nBaso;Uji;PIC\n")).unwrap_err();
        let why = reject::import_error(Lang::Id, &error);
        assert!(why.contains(&format!("\"{head}\" tidak jelas")), "{why}");
    }
    for head in [
        "Nama Lengkap (beserta gelar) *",
        "Nama (sesuai KTP)",
        "1. Nama Lengkap (tulis dengan huruf besar, contoh: BASO ATASAN, S.Pd.)",
        "Nama lengkap dan gelar (untuk sertifikat)",
        "Nama yang hadir",
    ] {
        let file = people(format!("{head};Unsur\nBaso;PIC\n")).unwrap();
        assert_eq!(file.rows[0].record.personal.name, "Baso", "{head}");
    }
    // Where the name is there, another one is a note.
    let file = people("Nama;Nama (atasan langsung);Unsur\nBaso;Uji;PIC\n").unwrap();
    let person = &file.rows[0].record.personal;
    assert_eq!(
        (&*person.name, &*person.note),
        ("Baso", "Nama (atasan langsung): Uji")
    );
}
