//! The words for what is wrong with an imported file, in both languages. Decides nothing.

use super::Lang;
use crate::exchange::{Foreign, ImportError};
use crate::meeting::Meeting;
use crate::meeting::id::PersonId;
use crate::meeting::record::Field;
use crate::meeting::roster::{Choice, Question, Reason, Rejected, Topic};
use crate::meeting::village::Gazetteer;

/// What is wrong with a cell and what to do about it, as one sentence or two.
pub fn reason(lang: Lang, reason: &Reason) -> String {
    match lang {
        Lang::Id => reason_id(reason),
        Lang::En => reason_en(reason),
    }
}

/// A refused row as one line: `Baris 7: nip: "1.97809E+17": NIP rusak …`.
pub fn rejected(lang: Lang, refused: &Rejected) -> String {
    let row = match lang {
        Lang::Id => "Baris",
        Lang::En => "Row",
    };
    let sentence = reason(lang, &refused.reason);
    if refused.value.is_empty() {
        format!("{row} {}: {}: {sentence}", refused.row, refused.column)
    } else {
        format!(
            "{row} {}: {} \"{}\": {sentence}",
            refused.row, refused.column, refused.value
        )
    }
}

/// Why a file cannot be imported at all, and what to do.
pub fn import_error(lang: Lang, error: &ImportError) -> String {
    match lang {
        Lang::Id => import_error_id(error),
        Lang::En => import_error_en(error),
    }
}

/// What a question asks; of numbers it says by name whose they are.
pub fn question(lang: Lang, question: &Question, meeting: &Meeting) -> String {
    let value = &question.value;
    let villages = question
        .choices
        .iter()
        .filter(|c| matches!(c, Choice::Village(_)))
        .count();
    let field = match question.column {
        Topic::Field(field) => field,
        Topic::Month | Topic::Library => {
            let code = question.library.as_ref();
            let name = code.map_or(value.as_str(), |c| meeting.library_name(c));
            return (lang.text().figures.twice)(question, name);
        }
    };
    match (lang, field) {
        (Lang::Id, Field::VillageText) if villages > 1 => {
            format!("Nama desa \"{value}\" ada di {villages} kecamatan. Pilih salah satu.")
        }
        (Lang::En, Field::VillageText) if villages > 1 => {
            format!("Village name \"{value}\" exists in {villages} sub-districts. Choose one.")
        }
        (Lang::Id, Field::VillageText) if villages == 1 => {
            format!("Desa \"{value}\": apakah ini yang dimaksud?")
        }
        (Lang::En, Field::VillageText) if villages == 1 => {
            format!("Village \"{value}\": is this the one?")
        }
        (Lang::Id, Field::Village) if villages > 0 => {
            format!("Kode {value} dan nama desa tidak cocok. Pilih salah satu.")
        }
        (Lang::En, Field::Village) if villages > 0 => {
            format!("Code {value} and the village name do not match. Choose one.")
        }
        (Lang::Id, Field::LibraryText) if villages > 0 => {
            format!("Perpustakaan \"{value}\" ada di {villages} desa. Pilih salah satu.")
        }
        (Lang::En, Field::LibraryText) if villages > 0 => {
            format!("Library \"{value}\" exists in {villages} villages. Choose one.")
        }
        (Lang::Id, column) if question.choices.contains(&Choice::KeepHand) => format!(
            "{} sudah diperbaiki dengan tangan; berkas berisi \"{value}\".",
            column.column()
        ),
        (Lang::En, column) if question.choices.contains(&Choice::KeepHand) => format!(
            "{} was corrected by hand; the file says \"{value}\".",
            column.column()
        ),
        (Lang::Id, _) => format!("\"{value}\": apakah orang ini sudah ada di daftar?"),
        (Lang::En, _) => format!("\"{value}\": is this somebody already on the list?"),
    }
}

/// One answer to choose; `name_of` gives the written name of a person.
pub fn choice(
    lang: Lang,
    choice: &Choice,
    gazetteer: &Gazetteer,
    name_of: &dyn Fn(PersonId) -> String,
) -> String {
    let say = |id: &str, en: &str| match lang {
        Lang::Id => id.to_owned(),
        Lang::En => en.to_owned(),
    };
    match choice {
        Choice::Village(code) => match gazetteer.get(code) {
            Some(v) => format!("{code} {}, kec. {}", v.name, v.subdistrict),
            None => code.to_string(),
        },
        Choice::KeepAsWritten => say("Biarkan seperti tertulis", "Keep as written"),
        Choice::SamePerson(id) => format!(
            "{} {id} {}",
            say("Orang yang sama:", "The same person:"),
            name_of(*id)
        ),
        Choice::SameAsRow(row) => format!("{} {row}", say("Sama dengan baris", "Same as row")),
        Choice::OtherPerson => say("Orang lain: tambahkan", "Somebody else: add"),
        Choice::UseFile => say("Pakai isi berkas", "Use the file"),
        Choice::KeepHand => say("Pertahankan perbaikan", "Keep the correction"),
        Choice::Skip => say("Lewati baris ini", "Leave this row out"),
        Choice::TakeRow { row, says } => (lang.text().figures.take_row)(*row, says),
        Choice::NoneOfThem => lang.text().figures.none_of_them.to_owned(),
    }
}

fn reason_id(reason: &Reason) -> String {
    match reason {
        Reason::Missing => "Sel wajib ini kosong.".into(),
        Reason::TooLong { limit } => format!("Terlalu panjang: paling banyak {limit} huruf."),
        Reason::CellError => "Rumus di sel ini menghasilkan galat. Perbaiki di Excel.".into(),
        Reason::Unsaved => {
            "Hasil rumus belum tersimpan. Buka berkas di Excel dan simpan sekali.".into()
        }
        Reason::OpenQuote { lines } => format!(
            "Tanda kutip tidak ditutup: {lines} baris terbaca sebagai satu sel. Hapus tanda kutipnya."
        ),
        Reason::NotASex => "Jenis kelamin tidak dikenali. Isi L atau P.".into(),
        Reason::NotYesNo => "Isi ya atau tidak.".into(),
        Reason::NotAPlace => "Isi huruf a sampai m (UU 9/2010 pasal 11), atau tidak.".into(),
        Reason::NotAQuota => "Isi bilangan bulat 1 sampai 999.".into(),
        Reason::NipDigits { found } => format!("NIP harus 18 angka, di sini {found}."),
        Reason::NipDamaged => {
            "NIP rusak karena format angka Excel. Ubah kolom menjadi Teks.".into()
        }
        Reason::PhoneDamaged => {
            "No. HP rusak karena format angka Excel. Ubah kolom menjadi Teks.".into()
        }
        Reason::CodeAmbiguous => {
            "Kode wilayah tanpa titik bermakna ganda (Kemendagri atau BPS). Tulis dengan titik, seperti 73.09.05.2002.".into()
        }
        Reason::CodeMalformed => {
            "Kode wilayah tidak sah. Tulis dengan titik, seperti 73.09.05.2002.".into()
        }
        Reason::CodeUnknown { bps: true } => {
            "Kode wilayah tidak ditemukan. BPS memakai 7308 untuk Maros; kode Kemendagri-nya 73.09.".into()
        }
        Reason::CodeUnknown { bps: false } => "Kode wilayah tidak ditemukan.".into(),
        Reason::VillageUnknown => "Nama desa tidak ditemukan. Isi kode wilayahnya.".into(),
        Reason::CodeTwice { first } => {
            format!("Kode wilayah ini sudah ada di baris {first} dengan isi lain.")
        }
        Reason::NotANumber => "Angka tidak sah.".into(),
        Reason::NotAMonth => "Bulan tidak dikenali.".into(),
        Reason::NotAYearMonth => "Bulan tidak dikenali. Tulis seperti 2024-12 atau Des 2024.".into(),
        Reason::NotACount => {
            "Angka tidak sah. Isi bilangan bulat; 5.574 dibaca lima ribu lebih, 1,5 satu setengah.".into()
        }
        Reason::Negative => "Angka tidak sah: kurang dari nol.".into(),
        Reason::TooMany { most } => format!("Angka tidak sah: paling banyak {most}."),
        Reason::NotAScore => {
            "Angka tidak sah. Gunakan koma untuk desimal: 0 sampai 100,00.".into()
        }
        Reason::NotAStatus => {
            "Status tidak dikenali. Isi dilaporkan, terverifikasi, ditolak, atau tidak_berlaku.".into()
        }
        Reason::NotAColour => "Warna tidak dikenali. Isi hijau, kuning, atau merah.".into(),
        Reason::NotADate => "Tanggal tidak dikenali. Tulis seperti 18/12/2024.".into(),
        Reason::NoNumber => {
            "Tidak ada angka di baris ini. Isi 0 kalau nihil; hapus barisnya kalau belum lapor.".into()
        }
        Reason::LibraryUnknown => "Perpustakaan tidak dikenal. Isi kode wilayahnya.".into(),
        Reason::Unanswered => "Pertanyaannya belum dijawab.".into(),
    }
}

fn reason_en(reason: &Reason) -> String {
    match reason {
        Reason::Missing => "This required cell is empty.".into(),
        Reason::TooLong { limit } => format!("Too long: at most {limit} characters."),
        Reason::CellError => "The formula in this cell gives an error. Correct it in Excel.".into(),
        Reason::Unsaved => {
            "The formula's result was never stored. Open the file in Excel and save it once.".into()
        }
        Reason::OpenQuote { lines } => format!(
            "A quotation mark is not closed: {lines} lines were read as one cell. Remove the mark."
        ),
        Reason::NotASex => "Sex not recognised. Write L or P.".into(),
        Reason::NotYesNo => "Write ya or tidak.".into(),
        Reason::NotAPlace => "Write a letter from a to m (UU 9/2010 art. 11), or tidak.".into(),
        Reason::NotAQuota => "Write a whole number from 1 to 999.".into(),
        Reason::NipDigits { found } => format!("A NIP has 18 digits, here are {found}."),
        Reason::NipDamaged => {
            "NIP damaged by Excel's number format. Make the column Text.".into()
        }
        Reason::PhoneDamaged => {
            "Mobile number damaged by Excel's number format. Make the column Text.".into()
        }
        Reason::CodeAmbiguous => {
            "A region code without dots is ambiguous (Kemendagri or BPS). Write it with dots, like 73.09.05.2002.".into()
        }
        Reason::CodeMalformed => {
            "Invalid region code. Write it with dots, like 73.09.05.2002.".into()
        }
        Reason::CodeUnknown { bps: true } => {
            "Region code not found. BPS uses 7308 for Maros; its Kemendagri code is 73.09.".into()
        }
        Reason::CodeUnknown { bps: false } => "Region code not found.".into(),
        Reason::VillageUnknown => "Village name not found. Give its region code.".into(),
        Reason::CodeTwice { first } => {
            format!("Row {first} already has this region code with other values.")
        }
        Reason::NotANumber => "Invalid number.".into(),
        Reason::NotAMonth => "Month not recognised.".into(),
        Reason::NotAYearMonth => "Month not recognised. Write it like 2024-12 or Des 2024.".into(),
        Reason::NotACount => {
            "Invalid number. Write a whole number; 5.574 is more than five thousand, 1,5 is one and a half.".into()
        }
        Reason::Negative => "Invalid number: below zero.".into(),
        Reason::TooMany { most } => format!("Invalid number: at most {most}."),
        Reason::NotAScore => {
            "Invalid number. Use a comma for decimals: 0 to 100,00.".into()
        }
        Reason::NotAStatus => {
            "Status not recognised. Write dilaporkan, terverifikasi, ditolak or tidak_berlaku.".into()
        }
        Reason::NotAColour => "Colour not recognised. Write hijau, kuning or merah.".into(),
        Reason::NotADate => "Date not recognised. Write it like 18/12/2024.".into(),
        Reason::NoNumber => {
            "No number in this row. Write 0 for none; delete the row if nothing was reported.".into()
        }
        Reason::LibraryUnknown => "Library not known. Give its region code.".into(),
        Reason::Unanswered => "Its question was not answered.".into(),
    }
}

fn import_error_id(error: &ImportError) -> String {
    let why = match error {
        ImportError::Cancelled => return "Impor dibatalkan. Tidak ada yang berubah.".into(),
        ImportError::MissingColumns(columns) => {
            return format!("Kolom wajib tidak ada: {}", columns.join(", "));
        }
        ImportError::NoHeader { wanted } => {
            return format!(
                "Baris judul kolom tidak ditemukan dalam 10 baris pertama. Kolom wajib tidak ada: {}",
                wanted.join(", ")
            );
        }
        ImportError::DoubleColumn {
            column,
            first,
            second,
        } => {
            return format!(
                "Dua kolom untuk {column}: \"{first}\" dan \"{second}\". Hapus atau ganti nama salah satunya."
            );
        }
        ImportError::NotFound => "berkas tidak ada.".into(),
        ImportError::Directory => "ini folder, bukan berkas.".into(),
        ImportError::Unreadable(os) => format!("{os}."),
        ImportError::TooLarge { limit } => {
            format!("lebih besar dari {}.", size(*limit))
        }
        ImportError::Empty => "berkas kosong.".into(),
        ImportError::NotATable(foreign) => format!(
            "isinya {}. Simpan daftarnya sebagai .xlsx atau .csv.",
            match foreign {
                Foreign::Pdf => "PDF",
                Foreign::WebPage => "halaman web",
                Foreign::Document => "dokumen teks",
                Foreign::Picture => "gambar",
                Foreign::Meeting => "berkas pertemuan",
                Foreign::Binary => "bukan tabel",
            }
        ),
        ImportError::Encrypted => {
            "berkas dikunci kata sandi. Buka di Excel dan simpan tanpa kata sandi.".into()
        }
        ImportError::Damaged(_) => "isi berkas rusak. Buka di Excel dan simpan ulang.".into(),
    };
    format!("Berkas tidak dapat dibaca: {why}")
}

fn import_error_en(error: &ImportError) -> String {
    let why = match error {
        ImportError::Cancelled => return "Import cancelled. Nothing has changed.".into(),
        ImportError::MissingColumns(columns) => {
            return format!("Required column missing: {}", columns.join(", "));
        }
        ImportError::NoHeader { wanted } => {
            return format!(
                "No header row among the first 10 rows. Required column missing: {}",
                wanted.join(", ")
            );
        }
        ImportError::DoubleColumn {
            column,
            first,
            second,
        } => {
            return format!(
                "Two columns for {column}: \"{first}\" and \"{second}\". Delete or rename one of them."
            );
        }
        ImportError::NotFound => "there is no such file.".into(),
        ImportError::Directory => "this is a folder, not a file.".into(),
        ImportError::Unreadable(os) => format!("{os}."),
        ImportError::TooLarge { limit } => format!("larger than {}.", size(*limit)),
        ImportError::Empty => "the file is empty.".into(),
        ImportError::NotATable(foreign) => format!(
            "it is {}. Save the list as .xlsx or .csv.",
            match foreign {
                Foreign::Pdf => "a PDF",
                Foreign::WebPage => "a web page",
                Foreign::Document => "a text document",
                Foreign::Picture => "a picture",
                Foreign::Meeting => "a meeting file",
                Foreign::Binary => "not a table",
            }
        ),
        ImportError::Encrypted => {
            "it is protected by a password. Open it in Excel and save it without one.".into()
        }
        ImportError::Damaged(_) => {
            "its content is damaged. Open it in Excel and save it again.".into()
        }
    };
    format!("The file cannot be read: {why}")
}

/// A limit in bytes, in the unit in which it is no zero.
fn size(limit: u64) -> String {
    match limit >> 20 {
        0 => format!("{} KB", limit >> 10),
        mb => format!("{mb} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::id::VillageCode;

    #[test]
    fn the_glossary_lines_are_said_as_agreed() {
        let refused = Rejected {
            row: 7,
            column: "nip",
            value: "1.97809E+17".into(),
            reason: Reason::NipDamaged,
        };
        assert_eq!(
            rejected(Lang::Id, &refused),
            "Baris 7: nip \"1.97809E+17\": NIP rusak karena format angka Excel. Ubah kolom menjadi Teks."
        );
        assert_eq!(
            rejected(Lang::En, &refused),
            "Row 7: nip \"1.97809E+17\": NIP damaged by Excel's number format. Make the column Text."
        );
        assert_eq!(
            import_error(Lang::Id, &ImportError::MissingColumns(vec!["unsur"])),
            "Kolom wajib tidak ada: unsur"
        );
        assert_eq!(
            import_error(Lang::Id, &ImportError::Empty),
            "Berkas tidak dapat dibaca: berkas kosong."
        );
        assert!(
            reason(Lang::Id, &Reason::CodeUnknown { bps: true })
                .contains("BPS memakai 7308 untuk Maros")
        );
    }

    #[test]
    fn a_limit_is_never_zero() {
        assert_eq!(
            (size(256 << 10), size(64 << 20)),
            ("256 KB".into(), "64 MB".into())
        );
    }

    #[test]
    fn a_choice_shows_code_name_and_district() {
        let maros = Gazetteer::maros();
        let code = |text| Choice::Village(VillageCode::parse(text).unwrap());
        let ask = Question {
            row: 2,
            column: Field::VillageText.into(),
            value: "Bontoa".into(),
            library: None,
            choices: vec![code("73.09.01.1002"), code("73.09.05.1001"), Choice::Skip],
        };
        assert_eq!(
            question(Lang::Id, &ask, &Meeting::default()),
            "Nama desa \"Bontoa\" ada di 2 kecamatan. Pilih salah satu."
        );
        let name_of = |id: PersonId| format!("Orang {id}");
        assert_eq!(
            choice(Lang::Id, &ask.choices[0], &maros, &name_of),
            "73.09.01.1002 Bontoa, kec. Mandai"
        );
        assert_eq!(
            choice(Lang::En, &Choice::SamePerson(PersonId(4)), &maros, &name_of),
            "The same person: 4 Orang 4"
        );
    }
}
