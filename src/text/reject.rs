//! The words for what is wrong with an imported file, in both languages. Decides nothing.

use super::Lang;
use super::figures::thousands;
use crate::exchange::{Foreign, ImportError, Large};
use crate::meeting::Meeting;
use crate::meeting::id::{PersonId, VillageCode};
use crate::meeting::record::{Field, Record};
use crate::meeting::roster::{Choice, Question, Reason, Topic};

/// What is wrong with a cell and what to do about it, as one sentence or two.
pub fn reason(lang: Lang, reason: &Reason) -> String {
    match lang {
        Lang::Id => reason_id(reason),
        Lang::En => reason_en(reason),
    }
}

/// The first letter large.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
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
        Topic::Month(_) | Topic::Library => {
            let code = question.library.as_ref();
            let name = code.map_or(value.as_str(), |c| meeting.library_name(c));
            return (lang.text().figures.twice)(question, name);
        }
    };
    let begins = |c: &Choice| matches!(c, Choice::NewLibrary(_));
    let begins = question.choices.iter().any(begins);
    let place = match (lang, field) {
        (Lang::Id, Field::LibraryText) => "Perpustakaan",
        (Lang::En, Field::LibraryText) => "Library",
        (Lang::Id, _) => "Desa",
        (Lang::En, _) => "Village",
    };
    match (lang, field) {
        (Lang::Id, _) if question.choices.contains(&Choice::SumRow) => format!(
            "{place} \"{value}\" bernama sama dengan kecamatannya, dan angkanya persis jumlah baris di dekatnya: jumlah kecamatan?"
        ),
        (Lang::En, _) if question.choices.contains(&Choice::SumRow) => format!(
            "{place} \"{value}\" is called like its sub-district, and its numbers are exactly the sum of the rows beside it: is it that sum?"
        ),
        (Lang::Id, Field::Village) if villages > 0 || begins => {
            format!(
                "Kode {value} tidak cocok dengan nama atau kecamatan di baris ini. Pilih salah satu."
            )
        }
        (Lang::En, Field::Village) if villages > 0 || begins => {
            format!("Code {value} and the name or sub-district beside it do not match. Choose one.")
        }
        (Lang::Id, _) if begins => {
            format!("{place} \"{value}\" tidak ada di daftar perpustakaan. Mana yang dimaksud?")
        }
        (Lang::En, _) if begins => {
            format!("{place} \"{value}\" is not on the list of libraries. Which one is meant?")
        }
        (Lang::Id, Field::VillageText | Field::LibraryText) if villages == 1 => {
            format!("{place} \"{value}\": apakah ini yang dimaksud?")
        }
        (Lang::En, Field::VillageText | Field::LibraryText) if villages == 1 => {
            format!("{place} \"{value}\": is this the one?")
        }
        (Lang::Id, Field::VillageText | Field::LibraryText) if villages > 1 => {
            format!("{place} \"{value}\": ada {villages} yang mungkin dimaksud. Pilih salah satu.")
        }
        (Lang::En, Field::VillageText | Field::LibraryText) if villages > 1 => {
            format!("{place} \"{value}\": {villages} may be meant. Choose one.")
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

/// What people and places are told with.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// Where they are known.
    pub meeting: &'a Meeting,
    /// What a row of the file says of a person.
    pub row: &'a dyn Fn(usize) -> Option<&'a Record>,
    /// A phone number as it may be shown there.
    pub phone: fn(&str) -> String,
}

/// A person, told apart from others of the same name: number, village, office, phone.
pub fn person(telling: Telling<'_>, record: &Record, badge: Option<PersonId>) -> String {
    let origin = telling.meeting.origin(record);
    let name = &record.personal.name;
    let phone = match record.personal.phone.as_str() {
        "" => String::new(),
        phone => (telling.phone)(phone),
    };
    let inside = match origin.subdistrict {
        "" => String::new(),
        subdistrict => format!("kec. {subdistrict}"),
    };
    [
        badge.map_or(name.clone(), |id| format!("{name} #{id}")),
        origin.village.to_owned(),
        inside,
        origin.office.to_owned(),
        phone,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ")
}

/// Whom a question is about, where it asks who that is: the row's own side.
pub fn asked_about(question: &Question, telling: Telling<'_>) -> Option<String> {
    let asks = question.choices.contains(&Choice::OtherPerson);
    let record = (telling.row)(question.row).filter(|_| asks)?;
    Some(person(telling, record, None))
}

/// One answer to choose.
pub fn choice(lang: Lang, choice: &Choice, telling: Telling<'_>) -> String {
    let say = |id: &str, en: &str| match lang {
        Lang::Id => id.to_owned(),
        Lang::En => en.to_owned(),
    };
    let village = |code: &VillageCode| {
        let library = telling
            .meeting
            .libraries()
            .get(code)
            .map(|l| l.name.as_str());
        let library = library.filter(|name| !name.is_empty());
        let library = library.map_or(String::new(), |name| format!(" ({name})"));
        match telling.meeting.villages().get(code) {
            Some(v) => format!(
                "{code} {}, {}, kec. {}{library}",
                v.name,
                v.kind_word(),
                v.subdistrict
            ),
            None => format!("{code}{library}"),
        }
    };
    match choice {
        Choice::Village(code) => village(code),
        Choice::NewLibrary(code) => {
            format!(
                "{} {}",
                say("Perpustakaan baru:", "A new library:"),
                village(code)
            )
        }
        Choice::KeepAsWritten => say("Biarkan seperti tertulis", "Keep as written"),
        Choice::SamePerson(id) => {
            let known = telling.meeting.person(*id);
            let told = known.map(|p| person(telling, &p.record, Some(*id)));
            let told = told.unwrap_or_else(|| format!("#{id}"));
            format!("{} {told}", say("Orang yang sama:", "The same person:"))
        }
        Choice::SameAsRow(row) => {
            let told = (telling.row)(*row).map(|record| person(telling, record, None));
            let told = told.map_or(String::new(), |told| format!(": {told}"));
            format!(
                "{} {}{told}",
                say("Sama dengan baris", "Same as row"),
                super::preview::row(lang, *row)
            )
        }
        Choice::OtherPerson => say("Orang lain: tambahkan", "Somebody else: add"),
        Choice::UseFile => say("Pakai isi berkas", "Use the file"),
        Choice::KeepHand => say("Pertahankan perbaikan", "Keep the correction"),
        Choice::Skip => say("Lewati baris ini", "Leave this row out"),
        Choice::SumRow => say(
            "Jumlah kecamatan: lewati",
            "The sub-district's sum: leave it out",
        ),
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
        Reason::Merged => {
            "Angka ini digabung untuk beberapa perpustakaan atau bulan. Isi satu per satu.".into()
        }
        Reason::Cells { found, heads } => format!(
            "Baris ini punya {found} sel, judul {heads}: mungkin ada tanda pemisah di dalam nama atau angka. Beri tanda kutip, atau hapus."
        ),
        Reason::NotAName => {
            "Bukan nama atau isi yang sah. Tulis yang benar, atau kosongkan selnya.".into()
        }
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
            format!(
                "Kode wilayah ini sudah ada di baris {} dengan isi lain.",
                super::preview::row(Lang::Id, *first)
            )
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
        // Names with commas between them would be the columns of what is handed back.
        Reason::NotAnIndicator => "Indikator tidak dikenali. Isi nama kolomnya di formulir capaian.".into(),
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
        Reason::LeftOut => "Dilewati oleh jawaban Anda.".into(),
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
        Reason::Merged => {
            "This number is merged over several libraries or months. Write it for each.".into()
        }
        Reason::Cells { found, heads } => format!(
            "This row has {found} cells, the head {heads}: a separator may stand in a name or a number. Put it in quotation marks, or remove it."
        ),
        Reason::NotAName => {
            "Not a name or a value. Write the right one, or leave the cell empty.".into()
        }
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
            format!(
                "Row {} already has this region code with other values.",
                super::preview::row(Lang::En, *first)
            )
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
        Reason::NotAnIndicator => "Indicator not recognised. Write the name of its column in the capaian form.".into(),
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
        Reason::LeftOut => "Left out by your answer.".into(),
    }
}

fn import_error_id(error: &ImportError) -> String {
    let why = match error {
        ImportError::Cancelled => return "Impor dibatalkan. Tidak ada yang berubah.".into(),
        ImportError::Heads(sheets) => super::preview::no_sheet(Lang::Id, sheets),
        ImportError::OpenQuote { line } => {
            return format!(
                "Tanda kutip (\") di baris {line} tidak ditutup, sehingga baris-baris sesudahnya tertelan. \
                 Tidak ada yang dibaca. Hapus tanda kutip itu, misalnya di Notepad, lalu impor lagi."
            );
        }
        ImportError::NotFound => "berkas tidak ada.".into(),
        ImportError::Directory => "ini folder, bukan berkas.".into(),
        ImportError::NotAFile => {
            "ini pipa atau perangkat, bukan berkas. Di skrip, berikan isinya ke masukan standar: gelar import … -".into()
        }
        ImportError::Unreadable(os) => format!("{os}."),
        ImportError::TooLarge { what, limit } => too_large_id(*what, *limit),
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
        ImportError::Heads(sheets) => super::preview::no_sheet(Lang::En, sheets),
        ImportError::OpenQuote { line } => {
            return format!(
                "The quotation mark (\") in line {line} is not closed and swallows the rows behind it. \
                 Nothing was read. Remove the mark, in Notepad for example, and import again."
            );
        }
        ImportError::NotFound => "there is no such file.".into(),
        ImportError::Directory => "this is a folder, not a file.".into(),
        ImportError::NotAFile => {
            "this is a pipe or a device, not a file. In scripts give its content to standard input: gelar import … -".into()
        }
        ImportError::Unreadable(os) => format!("{os}."),
        ImportError::TooLarge { what, limit } => too_large_en(*what, *limit),
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

fn too_large_id(what: Large, limit: u64) -> String {
    let most = thousands(limit);
    let why = match what {
        Large::File => format!("lebih dari {}.", size(limit)),
        Large::Content => {
            "isinya tidak muat di memori. Salin daftarnya saja ke berkas baru.".into()
        }
        Large::Cell => format!("ada sel dengan lebih dari {most} huruf. Pendekkan isi sel itu."),
        Large::Rows => format!("ada lembar dengan lebih dari {most} baris. Bagi daftarnya."),
        Large::Sheets => format!("lebih dari {most} lembar. Salin yang perlu ke berkas baru."),
        Large::Structure => "susunannya terlalu rumit. Salin daftarnya saja ke berkas baru.".into(),
    };
    format!("berkas terlalu besar: {why}")
}

fn too_large_en(what: Large, limit: u64) -> String {
    let most = thousands(limit);
    let why = match what {
        Large::File => format!("more than {}.", size(limit)),
        Large::Content => {
            "its content does not fit into memory. Copy only the list to a new file.".into()
        }
        Large::Cell => format!("a cell has more than {most} letters. Shorten that cell."),
        Large::Rows => format!("a sheet has more than {most} rows. Divide the list."),
        Large::Sheets => format!("more than {most} sheets. Copy what is needed to a new file."),
        Large::Structure => "it is too intricate. Copy only the list to a new file.".into(),
    };
    format!("the file is too large: {why}")
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
        assert_eq!(
            reason(Lang::Id, &Reason::NipDamaged),
            "NIP rusak karena format angka Excel. Ubah kolom menjadi Teks."
        );
        assert_eq!(
            reason(Lang::En, &Reason::NipDamaged),
            "NIP damaged by Excel's number format. Make the column Text."
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
    fn a_choice_shows_code_name_kind_and_district() {
        let code = |text| Choice::Village(VillageCode::parse(text).unwrap());
        let mut ask = Question {
            row: 2,
            column: Field::VillageText.into(),
            value: "Bontoa".into(),
            library: None,
            choices: vec![code("73.09.01.1002"), code("73.09.05.1001"), Choice::Skip],
        };
        let meeting = Meeting::default();
        assert_eq!(
            question(Lang::Id, &ask, &meeting),
            "Desa \"Bontoa\": ada 2 yang mungkin dimaksud. Pilih salah satu."
        );
        let telling = Telling {
            meeting: &meeting,
            row: &|_| None,
            phone: str::to_owned,
        };
        let bontoa = "73.09.01.1002 Bontoa, kelurahan, kec. Mandai";
        assert_eq!(choice(Lang::Id, &ask.choices[0], telling), bontoa);
        let new = Choice::NewLibrary(VillageCode::parse("73.09.01.1002").unwrap());
        assert_eq!(
            choice(Lang::Id, &new, telling),
            format!("Perpustakaan baru: {bontoa}")
        );
        ask.choices.insert(1, new);
        assert_eq!(
            question(Lang::En, &ask, &meeting),
            "Village \"Bontoa\" is not on the list of libraries. Which one is meant?"
        );
    }

    #[test]
    fn equal_people_are_told_by_village_office_and_phone() {
        let mut record = Record {
            office: "Harian Rekaan".into(),
            village: VillageCode::parse("73.09.05.2006").ok(),
            ..Record::default()
        };
        record.personal.name = "Uji Satu".into();
        record.personal.phone = "081200000001".into();
        let meeting = Meeting::default();
        let masked = Telling {
            meeting: &meeting,
            row: &|row| (row == 3).then_some(&record),
            phone: |phone| format!("…{}", &phone[9..]),
        };
        let told = "Uji Satu, Salenrang, kec. Bontoa, Harian Rekaan, …001";
        assert_eq!(
            choice(Lang::Id, &Choice::SameAsRow(3), masked),
            format!("Sama dengan baris 3: {told}")
        );
        let ask = Question {
            row: 3,
            column: Field::Name.into(),
            value: "Uji Satu".into(),
            library: None,
            choices: vec![Choice::SameAsRow(2), Choice::OtherPerson, Choice::Skip],
        };
        assert_eq!(asked_about(&ask, masked).as_deref(), Some(told));
        let open = Telling {
            phone: str::to_owned,
            ..masked
        };
        assert_eq!(
            person(open, &record, Some(PersonId(4))),
            "Uji Satu #4, Salenrang, kec. Bontoa, Harian Rekaan, 081200000001"
        );
    }
}
