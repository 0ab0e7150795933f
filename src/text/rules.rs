//! Words of the leaderboard's rules: the file an office edits, its slips, what changes, the screen, the
//! command line, the seal. The paper's words stand in `paper.rs`. Decides nothing.

use serde::Serialize;

use super::{Lang, Text};
use crate::exchange::rules_file::{
    Change, Fact, Fault, LoadError, RulesFileError, Wanted, percent_words,
};
use crate::meeting::Meeting;
use crate::meeting::rules::{Family, Scored, Source, Window};

/// The phrases; `a_` are names of commands, `h_` what they do, `k_` keys, `f_` lines of forms.
#[allow(missing_docs)] // the names and the words say it
pub struct Rules {
    pub file: FileWords,
    pub paper: PaperWords,
    pub a_rules: &'static str,
    pub whole_number: &'static str,
    pub h_rules: &'static str,
    pub k_edit: &'static str,
    pub k_lock: &'static str,
    pub k_import: &'static str,
    pub k_export: &'static str,
    pub k_print: &'static str,
    pub k_apply: &'static str,
    pub title: &'static str,
    /// *Ditetapkan panitia, bukan ketentuan resmi.*
    pub by_committee: &'static str,
    pub period: &'static str,
    pub minimum: &'static str,
    pub source: &'static str,
    pub score: &'static str,
    pub zones: &'static str,
    pub standard: &'static str,
    pub families: &'static str,
    pub name: &'static str,
    pub columns: &'static str,
    /// Heads of the screen's table: name, window, target, weight, standard.
    pub short: [&'static str; 5],
    pub window: &'static str,
    pub target: &'static str,
    pub weight: &'static str,
    pub least: &'static str,
    pub hash: &'static str,
    pub state: &'static str,
    pub seal: &'static str,
    /// Only what is reported in the plain column of the key.
    pub plain_only: &'static str,
    pub no_standard: &'static str,
    pub usual_now: &'static str,
    pub set_now: &'static str,
    pub locked_now: &'static str,
    /// Also said where a key would change locked rules.
    pub locked_first: &'static str,
    /// First sealed month and families, either may be missing.
    pub sealed: fn(Option<&str>, &[&str]) -> String,
    pub seal_hides_nothing: &'static str,
    pub source_word: fn(Source) -> &'static str,
    pub score_word: fn(Scored) -> &'static str,
    pub window_word: fn(Window) -> &'static str,
    /// First month, last month, how many.
    pub months: fn(&str, &str, u16) -> String,
    pub minimum_words: fn(u16) -> String,
    /// Green from, yellow from.
    pub zone_words: fn(&str, &str) -> String,
    /// The label of a fact's key.
    pub label: fn(&str, &str) -> &'static str,
    pub nothing: &'static str,
    pub same: &'static str,
    pub changes_title: &'static str,
    /// The usual proposal itself, which nobody has set yet: before, and after it was set.
    pub usual_would_be: &'static str,
    pub usual_is: &'static str,
    pub would_change: fn(usize) -> String,
    pub changed: fn(usize) -> String,
    /// So many libraries get another rank.
    pub moved: fn(usize) -> String,
    pub ask_apply: &'static str,
    pub rules_set: &'static str,
    pub rules_locked: &'static str,
    pub rules_unlocked: &'static str,
    pub lock_title: &'static str,
    /// The rules' hash.
    pub ask_lock: fn(&str) -> String,
    pub unlock_title: &'static str,
    pub form_general: &'static str,
    pub form_family: fn(&str) -> String,
    pub form_import: &'static str,
    pub f_from: (&'static str, &'static str),
    pub f_to: (&'static str, &'static str),
    pub f_minimum: (&'static str, &'static str),
    pub f_source: (&'static str, &'static str),
    pub f_score: (&'static str, &'static str),
    pub f_green: (&'static str, &'static str),
    pub f_yellow: (&'static str, &'static str),
    pub f_name_id: (&'static str, &'static str),
    pub f_name_en: (&'static str, &'static str),
    pub f_columns: (&'static str, &'static str),
    pub f_window: (&'static str, &'static str),
    pub f_target: (&'static str, &'static str),
    pub f_weight: (&'static str, &'static str),
    pub f_least: (&'static str, &'static str),
    pub f_file: (&'static str, &'static str),
    pub wanted: fn(Wanted) -> &'static str,
    pub no_column: fn(&str, &str) -> String,
    pub choose_line: &'static str,
    pub gone_family: &'static str,
    pub file_name: &'static str,
    pub not_text: &'static str,
    pub month_argument: fn(&str) -> String,
}

/// Words that the template of the rules prints by name: `{{ aturan.kata.judul }}`.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs)] // the names and the words say it
pub struct PaperWords {
    #[serde(rename = "judul")]
    pub title: &'static str,
    #[serde(rename = "panitia")]
    pub by_committee: &'static str,
    #[serde(rename = "indikator")]
    pub family: &'static str,
    #[serde(rename = "kolom")]
    pub columns: &'static str,
    #[serde(rename = "jendela")]
    pub window: &'static str,
    #[serde(rename = "target")]
    pub target: &'static str,
    #[serde(rename = "bobot")]
    pub weight: &'static str,
    #[serde(rename = "standar")]
    pub least: &'static str,
    #[serde(rename = "cara")]
    pub how: &'static str,
    #[serde(rename = "penjelasan")]
    pub explained: [&'static str; 4],
    #[serde(rename = "sidik")]
    pub hash: &'static str,
    #[serde(rename = "penanda_tangan")]
    pub signed_by: [&'static str; 3],
}

/// The explanations in a written file; every line becomes a comment.
#[derive(Debug)]
#[allow(missing_docs)] // the names and the words say it
pub struct FileWords {
    pub head: &'static str,
    pub period: &'static str,
    pub minimum: &'static str,
    pub source: &'static str,
    pub score: &'static str,
    pub standard: &'static str,
    pub zones: &'static str,
    pub families: &'static str,
    pub key: &'static str,
    pub name: &'static str,
    pub columns: &'static str,
    pub window: &'static str,
    pub target: &'static str,
    pub weight: &'static str,
}

/// Why a file gave no rules: what happened, that nothing changed, what to do.
pub fn load_error(t: &Text, file: &str, error: &LoadError) -> String {
    match error {
        LoadError::File(error) => format!("{file}: {}", super::reject::import_error(t.lang, error)),
        LoadError::NotText => format!("{file}: {}", t.rules.not_text),
        LoadError::Wrong(error) => file_error(t, file, error),
    }
}

/// A slip in a file of rules with its place: `aturan.toml baris 4 kolom 6: [period] to = "2023-01": …`.
pub fn file_error(t: &Text, file: &str, error: &RulesFileError) -> String {
    let RulesFileError {
        line,
        column,
        key,
        value,
        fault,
    } = error;
    let place = match t.lang {
        Lang::Id => format!("{file} baris {line} kolom {column}"),
        Lang::En => format!("{file} line {line} column {column}"),
    };
    let what = match value.as_str() {
        "" => key.clone(),
        value => format!("{key} = {value}"),
    };
    let end = match t.lang {
        Lang::Id => "Aturan tidak berubah; perbaiki berkasnya, lalu impor lagi.",
        Lang::En => "The rules have not changed; correct the file, then import it again.",
    };
    format!("{place}: {what}: {} {end}", fault_words(t, fault))
}

fn fault_words(t: &Text, fault: &Fault) -> String {
    let id = t.lang == Lang::Id;
    let meant = |likely: Option<&'static str>, known: &[&str]| {
        let known = known.join(", ");
        match (likely, id) {
            (Some(likely), true) => format!("Mungkin maksudnya {likely}. Yang ada: {known}."),
            (Some(likely), false) => format!("Perhaps {likely} is meant. There are: {known}."),
            (None, true) => format!("Yang ada: {known}."),
            (None, false) => format!("There are: {known}."),
        }
    };
    match fault {
        Fault::Syntax(words) if id => format!(
            "Baris ini tidak terbaca: periksa tanda =, kutip, dan kurung (kata pembaca: {words})."
        ),
        Fault::Syntax(words) => format!(
            "This line cannot be read: look at =, quotes and brackets (the reader says: {words})."
        ),
        Fault::Twice if id => "Kunci ini tertulis dua kali; hapus salah satu.".to_owned(),
        Fault::Twice => "This key stands here twice; remove one.".to_owned(),
        Fault::UnknownKey { likely, known } => {
            let what = if id {
                "Kunci ini tidak dikenal."
            } else {
                "There is no such key."
            };
            format!("{what} {}", meant(*likely, known))
        }
        Fault::Missing if id => "Bagian ini wajib ada.".to_owned(),
        Fault::Missing => "This part must be there.".to_owned(),
        Fault::Wanted(wanted) => (t.rules.wanted)(*wanted).to_owned(),
        Fault::UnknownWord { likely, known } => {
            let what = if id {
                "Kata ini tidak dikenal."
            } else {
                "There is no such word."
            };
            format!("{what} {}", meant(*likely, known))
        }
        Fault::UnknownColumn { known } => {
            let what = if id {
                "Kolom ini tidak ada."
            } else {
                "There is no such column."
            };
            format!("{what} {}", meant(known.first().copied(), known))
        }
        Fault::Rules(error) => (t.refusals.rules)(error),
    }
}

/// What a fact is about: `Pelibatan masyarakat: bobot`.
pub fn fact_label(t: &Text, fact: &Fact) -> String {
    let label = (t.rules.label)(fact.part, fact.key);
    match fact.family.as_str() {
        "" => label.to_owned(),
        family => format!("{family}: {label}"),
    }
}

/// A change in one line: `pelibatan: bobot: 1 → 2`, the arrow as a word of ASCII.
pub fn change_line(t: &Text, change: &Change) -> String {
    let value = |value: &Option<String>| match value.as_deref() {
        None | Some("") => t.rules.nothing.to_owned(),
        Some(value) => fact_value(t, &change.fact, value),
    };
    let label = fact_label(t, &change.fact);
    format!("{label}: {} -> {}", value(&change.old), value(&change.new))
}

/// A value of the file in words.
fn fact_value(t: &Text, fact: &Fact, value: &str) -> String {
    match (fact.key, value) {
        ("source", "rekap") => (t.rules.source_word)(Source::Totals).to_owned(),
        ("source", _) => (t.rules.source_word)(Source::Months).to_owned(),
        ("score", "sim") => (t.rules.score_word)(Scored::Sim).to_owned(),
        ("score", _) => (t.rules.score_word)(Scored::Computed).to_owned(),
        ("window", word) => {
            let window = Window::ALL.into_iter().find(|w| w.word() == word);
            window.map_or(word, t.rules.window_word).to_owned()
        }
        ("hijau" | "kuning", number) if t.lang == Lang::Id => number.replace('.', ","),
        (_, value) => value.to_owned(),
    }
}

/// The rules in force for people, line by line.
pub fn shown(t: &Text, meeting: &Meeting) -> Vec<String> {
    let (r, rules) = (&t.rules, meeting.rules());
    let mut lines = vec![format!("{} ({})", r.title, r.by_committee)];
    let heads: Vec<(&str, String)> = general_lines(t, meeting);
    let wide = heads.iter().map(|(l, _)| l.chars().count()).max();
    let wide = wide.unwrap_or(0);
    lines.extend(heads.iter().map(|(l, v)| format!("{l:wide$}  {v}")));
    for (n, family) in (1..).zip(&rules.families) {
        let least = rules.standard.iter().find(|(k, _)| *k == family.key);
        let mut parts = vec![
            format!("{} {}", r.window, window_words(t, &rules, family)),
            format!("{} {}", r.target, family.target_year),
            format!("{} {}", r.weight, family.weight),
        ];
        parts.extend(least.map(|(_, n)| format!("{} {n}", r.least)));
        let name = family_name(t, family);
        lines.push(format!(
            "{n}. {name} ({}): {}",
            family.key,
            parts.join(", ")
        ));
        lines.push(format!("   {}", columns_words(t, family)));
    }
    lines
}

/// What holds for all families, label and words; the last three are hash, state and seal.
pub fn general_lines(t: &Text, meeting: &Meeting) -> Vec<(&'static str, String)> {
    let (r, rules) = (&t.rules, meeting.rules());
    let zone = |hundredths| percent_words(hundredths, decimal(t));
    let standard: Vec<String> = rules
        .standard
        .iter()
        .map(|(key, least)| format!("{key} {least}"))
        .collect();
    let state = match (meeting.rules_lock(), meeting.has_own_rules()) {
        (Some(_), _) => r.locked_now,
        (None, true) => r.set_now,
        (None, false) => r.usual_now,
    };
    let (from, to) = (rules.from.to_string(), rules.to.to_string());
    vec![
        (r.period, (r.months)(&from, &to, rules.months())),
        (r.minimum, (r.minimum_words)(rules.minimum_months)),
        (r.source, (r.source_word)(rules.source).to_owned()),
        (r.score, (r.score_word)(rules.score).to_owned()),
        (
            r.zones,
            (r.zone_words)(&zone(rules.zones.green), &zone(rules.zones.yellow)),
        ),
        (
            r.standard,
            if standard.is_empty() {
                r.no_standard.to_owned()
            } else {
                standard.join(", ")
            },
        ),
        (r.hash, rules.hash()),
        (r.state, state.to_owned()),
        (r.seal, seal_words(t, meeting)),
    ]
}

/// The seal in force.
pub fn seal_words(t: &Text, meeting: &Meeting) -> String {
    let seal = meeting.seal();
    let from = seal.from.map(|m| m.to_string());
    let families: Vec<&str> = seal.families.iter().map(String::as_str).collect();
    (t.rules.sealed)(from.as_deref(), &families)
}

/// How a family is counted: totals know the year only, whatever the family says.
pub fn window_words(
    t: &Text,
    rules: &crate::meeting::rules::Rules,
    family: &Family,
) -> &'static str {
    (t.rules.window_word)(match rules.source {
        Source::Months => family.window,
        Source::Totals => Window::Year,
    })
}

/// A family's name in the language.
pub fn family_name<'a>(t: &Text, family: &'a Family) -> &'a str {
    match t.lang {
        Lang::Id => &family.name_id,
        Lang::En => &family.name_en,
    }
}

/// The columns of a family, or what stands for none.
pub fn columns_words(t: &Text, family: &Family) -> String {
    let columns: Vec<&str> = family.columns.iter().map(|m| m.column()).collect();
    match columns.as_slice() {
        [] => t.rules.plain_only.to_owned(),
        columns => columns.join(", "),
    }
}

/// The mark before decimals.
pub fn decimal(t: &Text) -> char {
    match t.lang {
        Lang::Id => ',',
        Lang::En => '.',
    }
}

fn seal_id(from: Option<&str>, families: &[&str]) -> String {
    let families = families.join(", ");
    match (from, families.as_str()) {
        (None, "") => "terbuka".to_owned(),
        (Some(from), "") => format!("tersegel mulai {from}"),
        (None, families) => format!("tersegel: {families}"),
        (Some(from), families) => format!("tersegel mulai {from}; juga {families}"),
    }
}

fn seal_en(from: Option<&str>, families: &[&str]) -> String {
    let families = families.join(", ");
    match (from, families.as_str()) {
        (None, "") => "open".to_owned(),
        (Some(from), "") => format!("sealed from {from} on"),
        (None, families) => format!("sealed: {families}"),
        (Some(from), families) => format!("sealed from {from} on; {families} as well"),
    }
}

pub(super) const ID: Rules = Rules {
    file: FileWords {
        head: "ATURAN PAPAN PERINGKAT - ditetapkan panitia, bukan ketentuan resmi.\nUbah angka dan kata di kanan tanda =, simpan, lalu: gelar rules import BERKAS\nBaris yang dimulai # hanya penjelasan. Wajib: from, to, key, dan target_year\n(target_year boleh tidak ada untuk pelibatan, publikasi, advokasi). Yang lain\nboleh dihapus; nilainya lalu seperti biasa.",
        period: "Bulan pertama dan terakhir yang dinilai, tahun-bulan. Paling banyak 24 bulan.",
        minimum: "Bulan terlapor paling sedikit supaya perpustakaan mendapat peringkat. Biasa: 1",
        source: "Sumber angka: \"capaian\" (per bulan) atau \"rekap\" (jumlah setahun). Biasa: capaian",
        score: "Skor di papan: \"hitung\" (dihitung di sini) atau \"sim\" (nilai KPI dari SIM). Biasa: hitung",
        standard: "Sebuah bulan tercapai bila setiap indikator di sini mencapai angkanya.\nBiasa: pelibatan = 1 dan publikasi = 1. Kosong: tanpa standar bulanan.",
        zones: "Mulai skor berapa hijau dan kuning; di bawahnya merah. Dari 0 sampai 100.\nBiasa: hijau 80, kuning 50",
        families: "Satu [[family]] untuk setiap indikator, paling banyak 5; urutannya urutan di papan.",
        key: "Nama pendek: huruf kecil, angka, garis bawah",
        name: "Nama di papan, dalam dua bahasa",
        columns: "Kolom capaian yang dijumlahkan. Kolom yang namanya sama dengan key\nselalu dibaca bila semuanya kosong.",
        window: "Dihitung per \"month\" (bulan), \"quarter\" (triwulan), atau \"year\" (tahun)",
        target: "Target untuk 12 bulan, 1 sampai 20000",
        weight: "Bobot dalam skor, 0 sampai 100. Biasa: 1",
    },
    paper: PaperWords {
        title: "ATURAN PAPAN PERINGKAT",
        by_committee: "Ditetapkan panitia, bukan ketentuan resmi",
        family: "Indikator",
        columns: "Kolom yang dijumlahkan",
        window: "Dihitung per",
        target: "Target setahun",
        weight: "Bobot",
        least: "Standar sebulan",
        how: "Cara menghitung",
        explained: [
            "Setiap bulan, triwulan, atau tahun: capaian dibagi targetnya, paling tinggi 100 persen. Target setahun dibagi rata menurut bulan yang berlaku.",
            "Nilai indikator adalah rata-ratanya. Yang belum lapor bernilai 0 dan tetap dihitung; bulan yang tidak berlaku tidak dihitung.",
            "Skor adalah rata-rata tertimbang nilai indikator, dibulatkan sekali ke dua angka di belakang koma. Peringkat menurut skor itu; skor sama, peringkat sama.",
            "Perpustakaan yang belum cukup lapor ditulis menurut abjad, tanpa peringkat.",
        ],
        hash: "Sidik aturan",
        signed_by: ["Ketua panitia", "Tim penilai", "Kepala dinas"],
    },
    a_rules: "aturan papan",
    whole_number: "bilangan bulat, misalnya 40",
    h_rules: "Masa penilaian, indikator, target, bobot, zona: melihat, mengubah, mengunci, mencetak. Ditetapkan panitia.",
    k_edit: "ubah",
    k_lock: "kunci",
    k_import: "impor",
    k_export: "ekspor",
    k_print: "cetak",
    k_apply: "terapkan",
    title: "ATURAN PAPAN PERINGKAT",
    by_committee: "ditetapkan panitia, bukan ketentuan resmi",
    period: "Masa penilaian",
    minimum: "Minimal lapor",
    source: "Sumber angka",
    score: "Skor",
    zones: "Zona",
    standard: "Bulan tercapai",
    families: "Indikator",
    name: "Nama",
    columns: "Kolom yang dijumlahkan",
    short: ["Indikator", "Per", "Setahun", "Bobot", "Bulan"],
    window: "Dihitung per",
    target: "Target setahun",
    weight: "Bobot",
    least: "Standar sebulan",
    hash: "Sidik aturan",
    state: "Keadaan",
    seal: "Segel",
    plain_only: "hanya kolom yang sama namanya",
    no_standard: "tanpa standar bulanan",
    usual_now: "usulan bawaan, belum ditetapkan",
    set_now: "ditetapkan, belum dikunci",
    locked_now: "TERKUNCI",
    locked_first: "aturan terkunci; K membuka kunci",
    sealed: seal_id,
    seal_hides_nothing: "Segel ini tidak menutup apa pun dari masa penilaian.",
    source_word: |source| match source {
        Source::Months => "capaian per bulan",
        Source::Totals => "rekap setahun",
    },
    score_word: |score| match score {
        Scored::Computed => "dihitung di sini",
        Scored::Sim => "nilai KPI dari SIM",
    },
    window_word: |window| match window {
        Window::Month => "bulan",
        Window::Quarter => "triwulan",
        Window::Year => "tahun",
    },
    months: |from, to, n| format!("{from} sampai {to} ({n} bulan)"),
    minimum_words: |n| format!("{n} bulan untuk mendapat peringkat"),
    zone_words: |green, yellow| format!("H hijau {green}+, K kuning {yellow}+, M merah"),
    label: |part, key| match (part, key) {
        ("period", "from") => "bulan pertama",
        ("period", "to") => "bulan terakhir",
        ("period", "minimum_months") => "minimal bulan terlapor",
        ("period", "source") => "sumber angka",
        ("period", _) => "skor",
        ("standard", _) => "standar bulan",
        ("zones", "hijau") => "zona hijau mulai",
        ("zones", _) => "zona kuning mulai",
        ("families", _) => "indikator",
        (_, "name_id") => "nama",
        (_, "name_en") => "nama (Inggris)",
        (_, "columns") => "kolom",
        (_, "window") => "dihitung per",
        (_, "target_year") => "target setahun",
        (_, _) => "bobot",
    },
    nothing: "(tidak ada)",
    same: "Sama dengan aturan yang berlaku. Tidak ada yang diubah.",
    changes_title: "YANG BERUBAH",
    usual_would_be: "Sama dengan usulan bawaan, yang belum ditetapkan: akan ditetapkan, tidak ada angka yang berubah.",
    usual_is: "Sama dengan usulan bawaan: kini ditetapkan, tidak ada angka yang berubah.",
    would_change: |n| format!("{n} hal akan berubah"),
    changed: |n| format!("Aturan ditetapkan; {n} hal berubah"),
    moved: |n| match n {
        0 => "Tidak ada peringkat yang berubah.".to_owned(),
        n => format!("Peringkat {n} perpustakaan berubah."),
    },
    ask_apply: "T menerapkan; Esc kembali tanpa mengubah apa pun.",
    rules_set: "Aturan ditetapkan.",
    rules_locked: "Aturan dikunci. Untuk mengubahnya perlu alasan.",
    rules_unlocked: "Kunci aturan dibuka; alasannya tercatat.",
    lock_title: "KUNCI ATURAN",
    ask_lock: |hash| {
        format!(
            "Kunci aturan {hash}? Sesudah ini aturan hanya berubah bila kuncinya dibuka dengan alasan."
        )
    },
    unlock_title: "Buka kunci aturan",
    form_general: "Aturan: umum",
    form_family: |key| format!("Aturan: {key}"),
    form_import: "Impor aturan",
    f_from: ("Bulan pertama", "Tahun-bulan, misalnya 2024-01."),
    f_to: (
        "Bulan terakhir",
        "Tahun-bulan, misalnya 2024-12. Paling banyak 24 bulan.",
    ),
    f_minimum: (
        "Minimal bulan",
        "Bulan terlapor paling sedikit supaya perpustakaan mendapat peringkat.",
    ),
    f_source: (
        "Sumber angka",
        "Capaian per bulan, atau rekap setahun. Tidak pernah dicampur.",
    ),
    f_score: ("Skor", "Dihitung di sini, atau nilai KPI dari SIM."),
    f_green: ("Hijau mulai", "Skor 0 sampai 100, misalnya 80 atau 79,5."),
    f_yellow: (
        "Kuning mulai",
        "Skor 0 sampai 100, tidak di atas hijau. Di bawahnya merah.",
    ),
    f_name_id: ("Nama", "Nama indikator di papan."),
    f_name_en: ("Nama Inggris", "Nama indikator dalam bahasa Inggris."),
    f_columns: ("Kolom", "Kolom capaian yang dijumlahkan, dipisah koma."),
    f_window: (
        "Dihitung per",
        "Batas 100 persen berlaku di setiap bulan, triwulan, atau tahun.",
    ),
    f_target: ("Target setahun", "Untuk 12 bulan: 1 sampai 20000."),
    f_weight: ("Bobot", "Bagiannya dalam skor: 0 sampai 100."),
    f_least: (
        "Standar sebulan",
        "Sedikitnya sekian supaya bulan itu tercapai. Kosong: tidak ikut menentukan.",
    ),
    f_file: (
        "Berkas",
        "Berkas aturan (TOML). Diperiksa dahulu; tidak ada yang berubah sebelum T.",
    ),
    wanted: |wanted| match wanted {
        Wanted::Month => "Tulis bulan sebagai tahun-bulan dalam tanda kutip, misalnya \"2024-01\".",
        Wanted::Number => "Tulis bilangan bulat tanpa tanda kutip, misalnya 40.",
        Wanted::Percent => "Tulis angka dari 0 sampai 100, misalnya \"80\" atau \"79,5\".",
        Wanted::Text => "Tulis kata dalam tanda kutip.",
        Wanted::Columns => "Tulis nama kolom dalam kurung siku, misalnya [\"pelibatan_kegiatan\"].",
        Wanted::Names => "Tulis { id = \"...\", en = \"...\" }.",
        Wanted::Table => "Tulis sebagai bagian sendiri dengan judul dalam kurung siku.",
        Wanted::Tables => "Tulis [[family]] dengan dua kurung siku, satu untuk setiap indikator.",
    },
    no_column: |column, near| format!("Tidak ada kolom \"{column}\". Mungkin: {near}."),
    choose_line: "pilih barisnya dahulu",
    gone_family: "Indikator ini tidak ada lagi: aturan diubah dari meja lain. Tidak ada yang disimpan.",
    file_name: "aturan",
    not_text: "Ini bukan berkas aturan: isinya bukan teks. Aturan tidak berubah. Contohnya: gelar rules export -o aturan.toml",
    month_argument: |written| format!("--from {written}: tulis tahun-bulan, misalnya 2024-10"),
};

pub(super) const EN: Rules = Rules {
    file: FileWords {
        head: "RULES OF THE LEADERBOARD - fixed by the committee, not official.\nChange numbers and words right of the = sign, save, then: gelar rules import FILE\nLines that begin with # only explain. Required: from, to, key, and target_year\n(which pelibatan, publikasi, advokasi may leave out). Everything else may be\nremoved and is then as usual.",
        period: "The first and the last month that count, year-month. At most 24 months.",
        minimum: "Reported months that a library needs for a rank. Usual: 1",
        source: "Where numbers come from: \"capaian\" (by month) or \"rekap\" (totals of a year). Usual: capaian",
        score: "The score on the board: \"hitung\" (computed here) or \"sim\" (the SIM's own). Usual: hitung",
        standard: "A month is met when each family here reaches its number.\nUsual: pelibatan = 1 and publikasi = 1. Empty: no monthly standard.",
        zones: "From which score green (hijau) and yellow (kuning) begin; below is red. 0 to 100.\nUsual: hijau 80, kuning 50",
        families: "One [[family]] for each indicator, at most 5; their order is that of the board.",
        key: "Short name: lower-case letters, digits, underscores",
        name: "The name on the board, in two languages",
        columns: "Columns that are summed. A column named like the key is always read\nwhere none of them is filled in.",
        window: "Counted by \"month\", \"quarter\" or \"year\"",
        target: "The target of 12 months, 1 to 20000",
        weight: "Its weight in the score, 0 to 100. Usual: 1",
    },
    paper: PaperWords {
        title: "RULES OF THE LEADERBOARD",
        by_committee: "Fixed by the committee, not official",
        family: "Family",
        columns: "Columns that are summed",
        window: "Counted by",
        target: "Target a year",
        weight: "Weight",
        least: "Standard a month",
        how: "How it is computed",
        explained: [
            "In every month, quarter or year: what was done by its target, at most 100 percent. The target of a year is spread evenly over the months that apply.",
            "A family's value is their mean. What was not reported is 0 and counts; months that do not apply do not count.",
            "The score is the weighted mean of the families, rounded once to two decimals. Ranks follow that score; equal scores share a rank.",
            "Libraries with too few reports are listed by name, without a rank.",
        ],
        hash: "Rules' hash",
        signed_by: [
            "Chair of the committee",
            "Assessment team",
            "Head of the office",
        ],
    },
    a_rules: "rules of the board",
    whole_number: "a whole number, such as 40",
    h_rules: "Period, families, targets, weights, zones: look, change, lock, print. Fixed by the committee.",
    k_edit: "change",
    k_lock: "lock",
    k_import: "import",
    k_export: "export",
    k_print: "print",
    k_apply: "apply",
    title: "RULES OF THE LEADERBOARD",
    by_committee: "fixed by the committee, not official",
    period: "Period",
    minimum: "Reports needed",
    source: "Numbers from",
    score: "Score",
    zones: "Zones",
    standard: "A month is met",
    families: "Families",
    name: "Name",
    columns: "Columns that are summed",
    short: ["Family", "By", "A year", "Weight", "Month"],
    window: "Counted by",
    target: "Target a year",
    weight: "Weight",
    least: "Standard a month",
    hash: "Rules' hash",
    state: "State",
    seal: "Seal",
    plain_only: "only the column of the same name",
    no_standard: "no monthly standard",
    usual_now: "the usual proposal, not fixed yet",
    set_now: "fixed, not locked yet",
    locked_now: "LOCKED",
    locked_first: "the rules are locked; K unlocks them",
    sealed: seal_en,
    seal_hides_nothing: "This seal hides nothing of the period.",
    source_word: |source| match source {
        Source::Months => "reports by month",
        Source::Totals => "totals of a year",
    },
    score_word: |score| match score {
        Scored::Computed => "computed here",
        Scored::Sim => "the SIM's own",
    },
    window_word: |window| match window {
        Window::Month => "month",
        Window::Quarter => "quarter",
        Window::Year => "year",
    },
    months: |from, to, n| format!("{from} to {to} ({n} months)"),
    minimum_words: |n| match n {
        1 => "1 month for a rank".to_owned(),
        n => format!("{n} months for a rank"),
    },
    zone_words: |green, yellow| format!("G green {green}+, Y yellow {yellow}+, R red"),
    label: |part, key| match (part, key) {
        ("period", "from") => "first month",
        ("period", "to") => "last month",
        ("period", "minimum_months") => "months needed",
        ("period", "source") => "numbers from",
        ("period", _) => "score",
        ("standard", _) => "monthly standard",
        ("zones", "hijau") => "green from",
        ("zones", _) => "yellow from",
        ("families", _) => "families",
        (_, "name_id") => "name (Indonesian)",
        (_, "name_en") => "name",
        (_, "columns") => "columns",
        (_, "window") => "counted by",
        (_, "target_year") => "target a year",
        (_, _) => "weight",
    },
    nothing: "(nothing)",
    same: "The same as the rules in force. Nothing was changed.",
    changes_title: "WHAT CHANGES",
    usual_would_be: "The same as the usual proposal, which nobody has fixed: it would be fixed, no number changes.",
    usual_is: "The same as the usual proposal: fixed now, no number changes.",
    would_change: |n| format!("{n} things would change"),
    changed: |n| format!("The rules are set; {n} things changed"),
    moved: |n| match n {
        0 => "No rank changes.".to_owned(),
        1 => "The rank of 1 library changes.".to_owned(),
        n => format!("The ranks of {n} libraries change."),
    },
    ask_apply: "T applies; Esc goes back and changes nothing.",
    rules_set: "The rules are set.",
    rules_locked: "The rules are locked. Changing them needs a reason.",
    rules_unlocked: "The rules are unlocked; the reason is recorded.",
    lock_title: "LOCK THE RULES",
    ask_lock: |hash| {
        format!(
            "Lock the rules {hash}? From now on they change only after being unlocked with a reason."
        )
    },
    unlock_title: "Unlock the rules",
    form_general: "Rules: general",
    form_family: |key| format!("Rules: {key}"),
    form_import: "Import rules",
    f_from: ("First month", "Year-month, such as 2024-01."),
    f_to: (
        "Last month",
        "Year-month, such as 2024-12. At most 24 months.",
    ),
    f_minimum: (
        "Months needed",
        "Reported months that a library needs for a rank.",
    ),
    f_source: (
        "Numbers from",
        "Reports by month, or totals of a year. Never mixed.",
    ),
    f_score: ("Score", "Computed here, or the SIM's own."),
    f_green: ("Green from", "A score from 0 to 100, such as 80 or 79.5."),
    f_yellow: (
        "Yellow from",
        "A score from 0 to 100, not above green. Below is red.",
    ),
    f_name_id: ("Indonesian name", "The family's name in Indonesian."),
    f_name_en: ("Name", "The family's name on the board in English."),
    f_columns: (
        "Columns",
        "Columns that are summed, with commas between them.",
    ),
    f_window: (
        "Counted by",
        "The limit of 100 percent holds in every month, quarter or year.",
    ),
    f_target: ("Target a year", "For 12 months: 1 to 20000."),
    f_weight: ("Weight", "Its part in the score: 0 to 100."),
    f_least: (
        "Standard a month",
        "At least so many for the month to be met. Empty: it has no say.",
    ),
    f_file: (
        "File",
        "A file of rules (TOML). It is checked first; nothing changes before T.",
    ),
    wanted: |wanted| match wanted {
        Wanted::Month => "Write a month as year-month in quotes, such as \"2024-01\".",
        Wanted::Number => "Write a whole number without quotes, such as 40.",
        Wanted::Percent => "Write a number from 0 to 100, such as \"80\" or \"79.5\".",
        Wanted::Text => "Write a word in quotes.",
        Wanted::Columns => {
            "Write names of columns in square brackets, such as [\"pelibatan_kegiatan\"]."
        }
        Wanted::Names => "Write { id = \"...\", en = \"...\" }.",
        Wanted::Table => "Write it as a part of its own with its title in square brackets.",
        Wanted::Tables => "Write [[family]] with two square brackets, one for each family.",
    },
    no_column: |column, near| format!("There is no column \"{column}\". Perhaps: {near}."),
    choose_line: "choose a line first",
    gone_family: "This family is gone: another desk has changed the rules. Nothing was saved.",
    file_name: "rules",
    not_text: "This is no file of rules: it is not text. The rules have not changed. For an example: gelar rules export -o rules.toml",
    month_argument: |written| format!("--from {written}: write year-month, such as 2024-10"),
};
