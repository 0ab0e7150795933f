//! Words of what is refused about numbers, rules and the hall, and of what can be undone there.

use crate::meeting::rules::{
    LARGEST_TARGET, LARGEST_WEIGHT, LONGEST_PERIOD, MOST_FAMILIES, RulesError,
};

/// Refusals and deeds of the board and the hall.
#[derive(Debug)]
pub struct Refusals {
    /// Undo an import of numbers.
    pub u_import: &'static str,
    /// Undo a typed number.
    pub u_typed: &'static str,
    /// So many standing numbers change without a reason.
    pub correction_reason: fn(usize) -> String,
    /// No library of this code.
    pub no_library: fn(&str) -> String,
    /// Somebody changed this library's numbers since.
    pub changed_since: fn(&str) -> String,
    /// The rules are locked.
    pub locked: &'static str,
    /// The rules are not locked.
    pub not_locked: &'static str,
    /// No family of this key.
    pub no_family: fn(&str) -> String,
    /// New rules without a family that is sealed.
    pub sealed_family_gone: fn(&str) -> String,
    /// No sub-district of this name takes part.
    pub no_subdistrict: fn(&str) -> String,
    /// A sealed family has no board.
    pub family_sealed: fn(&str) -> String,
    /// Before the first or after the last scene.
    pub no_scene: &'static str,
    /// A message without words.
    pub no_words: &'static str,
    /// What is wrong with rules.
    pub rules: fn(&RulesError) -> String,
}

pub(super) const ID: Refusals = Refusals {
    u_import: "impor capaian",
    u_typed: "angka capaian",
    correction_reason: |n| {
        format!(
            "{n} baris mengubah angka yang sudah ada. Belum ada yang ditulis; beri alasan koreksi (--reason \"…\")."
        )
    },
    no_library: |code| {
        format!("Tidak ada perpustakaan dengan kode {code}. Impor daftar perpustakaan dulu.")
    },
    changed_since: |name| {
        format!(
            "Angka {name} sudah diubah lagi sesudah itu, jadi tidak diurungkan. Perbaiki angkanya di F7."
        )
    },
    locked: "Aturan terkunci. Buka kunci dengan alasan sebelum mengubahnya; tidak ada yang berubah.",
    not_locked: "Aturan tidak terkunci.",
    no_family: |key| format!("Aturan tidak mengenal indikator \"{key}\"."),
    sealed_family_gone: |key| {
        format!(
            "Indikator \"{key}\" sedang tersegel, dan aturan baru tidak memuatnya: yang tersegel akan terlihat. Tidak ada yang berubah; pertahankan kuncinya, atau tahan layar lalu buka segel dulu (gelar seal --open)."
        )
    },
    no_subdistrict: |name| format!("Tidak ada perpustakaan peserta dari kecamatan \"{name}\"."),
    family_sealed: |key| {
        format!("Indikator \"{key}\" tersegel: papannya tidak ditampilkan di aula. Layar tetap.")
    },
    no_scene: "Tidak ada adegan lagi ke arah itu; layar tetap.",
    no_words: "Pesan masih kosong.",
    rules: rules_id,
};

pub(super) const EN: Refusals = Refusals {
    u_import: "import of achievements",
    u_typed: "achievement",
    correction_reason: |n| {
        format!(
            "{n} rows change numbers that stand. Nothing was written; give the reason for the correction (--reason \"…\")."
        )
    },
    no_library: |code| {
        format!("No library has the code {code}. Import the list of libraries first.")
    },
    changed_since: |name| {
        format!(
            "The numbers of {name} were changed again since, so this is not undone. Correct them in F7."
        )
    },
    locked: "The rules are locked. Unlock them with a reason before changing them; nothing has changed.",
    not_locked: "The rules are not locked.",
    no_family: |key| format!("The rules have no family \"{key}\"."),
    sealed_family_gone: |key| {
        format!(
            "The family \"{key}\" is sealed and the new rules do not have it: what is sealed would be seen. Nothing has changed; keep its key, or hold the hall and open the seal first (gelar seal --open)."
        )
    },
    no_subdistrict: |name| format!("No library takes part from the sub-district \"{name}\"."),
    family_sealed: |key| {
        format!(
            "The family \"{key}\" is sealed: its board is not shown in the hall. The screen stays."
        )
    },
    no_scene: "There is no further scene that way; the screen stays.",
    no_words: "The message is empty.",
    rules: rules_en,
};

fn hundredths(n: u16) -> String {
    format!("{},{:02}", n / 100, n % 100)
}

fn rules_id(error: &RulesError) -> String {
    match error {
        RulesError::PeriodBackwards => "Masa penilaian berakhir sebelum mulai.".to_owned(),
        RulesError::PeriodTooLong(n) => {
            format!("Masa penilaian {n} bulan; paling banyak {LONGEST_PERIOD}.")
        }
        RulesError::MinimumTooLarge { needed, months } => {
            format!("Syarat {needed} bulan lapor, padahal masa penilaian hanya {months} bulan.")
        }
        RulesError::NoFamily => "Belum ada satu pun indikator.".to_owned(),
        RulesError::TooManyFamilies(n) => format!("{n} indikator; paling banyak {MOST_FAMILIES}."),
        RulesError::BadKey(key) => {
            format!("Kunci indikator \"{key}\": 1–20 huruf kecil, angka, atau _.")
        }
        RulesError::KeyTwice(key) => format!("Indikator \"{key}\" tertulis dua kali."),
        RulesError::NameMissing(key) => format!("Indikator \"{key}\" belum punya nama."),
        RulesError::NoColumns(key) => format!("Indikator \"{key}\" tidak punya kolom."),
        RulesError::ColumnTwice { family, column } => {
            format!("Kolom \"{column}\" tertulis dua kali di indikator \"{family}\".")
        }
        RulesError::UnknownColumn { family, column } => {
            format!("Kolom \"{column}\" di indikator \"{family}\" tidak dikenal.")
        }
        RulesError::TargetZero(key) => {
            format!("Target indikator \"{key}\" nol; target harus lebih dari nol.")
        }
        RulesError::TargetTooLarge { family, target } => {
            format!("Target {target} di indikator \"{family}\"; paling besar {LARGEST_TARGET}.")
        }
        RulesError::WeightTooLarge { family, weight } => {
            format!("Bobot {weight} di indikator \"{family}\"; paling besar {LARGEST_WEIGHT}.")
        }
        RulesError::WeightSumZero => {
            "Jumlah bobot nol; paling sedikit satu indikator harus berbobot.".to_owned()
        }
        RulesError::Zones { green, yellow } => format!(
            "Batas zona hijau {} dan kuning {}: kuning tidak boleh di atas hijau, hijau paling tinggi 100.",
            hundredths(*green),
            hundredths(*yellow)
        ),
        RulesError::Standard(key) => {
            format!("Standar bulanan \"{key}\": bukan indikator, atau tertulis dua kali.")
        }
    }
}

fn rules_en(error: &RulesError) -> String {
    match error {
        RulesError::PeriodBackwards => "The period ends before it begins.".to_owned(),
        RulesError::PeriodTooLong(n) => {
            format!("The period has {n} months; at most {LONGEST_PERIOD}.")
        }
        RulesError::MinimumTooLarge { needed, months } => {
            format!("{needed} reported months are needed, but the period has only {months}.")
        }
        RulesError::NoFamily => "There is no family at all.".to_owned(),
        RulesError::TooManyFamilies(n) => format!("{n} families; at most {MOST_FAMILIES}."),
        RulesError::BadKey(key) => {
            format!("Family key \"{key}\": 1–20 lower-case letters, digits or _.")
        }
        RulesError::KeyTwice(key) => format!("The family \"{key}\" stands twice."),
        RulesError::NameMissing(key) => format!("The family \"{key}\" has no name."),
        RulesError::NoColumns(key) => format!("The family \"{key}\" has no columns."),
        RulesError::ColumnTwice { family, column } => {
            format!("The column \"{column}\" stands twice in the family \"{family}\".")
        }
        RulesError::UnknownColumn { family, column } => {
            format!("The column \"{column}\" in the family \"{family}\" is unknown.")
        }
        RulesError::TargetZero(key) => {
            format!("The target of the family \"{key}\" is zero; it must be more.")
        }
        RulesError::TargetTooLarge { family, target } => {
            format!("Target {target} in the family \"{family}\"; at most {LARGEST_TARGET}.")
        }
        RulesError::WeightTooLarge { family, weight } => {
            format!("Weight {weight} in the family \"{family}\"; at most {LARGEST_WEIGHT}.")
        }
        RulesError::WeightSumZero => {
            "The weights add up to zero; at least one family must weigh something.".to_owned()
        }
        RulesError::Zones { green, yellow } => format!(
            "Zones green {} and yellow {}: yellow may not lie above green, green at most 100.",
            hundredths(*green).replace(',', "."),
            hundredths(*yellow).replace(',', ".")
        ),
        RulesError::Standard(key) => {
            format!("Monthly standard \"{key}\": no family, or it stands twice.")
        }
    }
}
