//! Words of the board (F3, `gelar board`): who stands where and why, seal, flags, how firm a rank is.

use jiff::civil::Date;

use super::{Lang, Text};
use crate::exchange::compare::{Comparison, What};
use crate::meeting::Meeting;
use crate::meeting::achieved::Measure;
use crate::meeting::board::Board as Standings;
use crate::meeting::hall::Colour;
use crate::meeting::month::Month;
use crate::meeting::plausible::Flag;
use crate::meeting::rank::MonthState;
use crate::meeting::robust::{Robust, Span};
use crate::meeting::rules::{Family, Rules, Seal, Source, Window};

/// The phrases; `a_` are names of commands, `h_` what they do, `k_` keys of the card.
#[allow(missing_docs)] // the names and the words say it
pub struct Board {
    pub a_screen: &'static str,
    pub h_screen: &'static str,
    pub a_why: &'static str,
    pub h_why: &'static str,
    pub a_sort: &'static str,
    pub h_sort: &'static str,
    pub a_subdistrict: &'static str,
    pub h_subdistrict: &'static str,
    pub a_zone: &'static str,
    pub h_zone: &'static str,
    pub a_newcomers: &'static str,
    pub h_newcomers: &'static str,
    pub a_find: &'static str,
    pub h_find: &'static str,
    pub a_public: &'static str,
    pub h_public: &'static str,
    pub a_show: &'static str,
    pub h_show: &'static str,
    pub a_compare: &'static str,
    pub h_compare: &'static str,
    pub k_months: &'static str,
    pub k_card: &'static str,
    pub k_firm: &'static str,
    pub title: &'static str,
    pub seal_on: fn(&str) -> String,
    pub seal_off: &'static str,
    pub as_public: &'static str,
    pub libraries: fn(usize, usize) -> String,
    pub as_of: fn(&str) -> String,
    pub no_date: &'static str,
    /// There are numbers, and no row says of which day.
    pub undated: &'static str,
    pub rules: fn(&str, bool) -> String,
    /// Nobody has set any: the usual proposal.
    pub usual: fn(&str) -> String,
    pub sorted: fn(&str) -> String,
    pub score: &'static str,
    pub rank: &'static str,
    pub name: &'static str,
    pub subdistrict: &'static str,
    pub coverage: &'static str,
    pub only_subdistrict: fn(&str) -> String,
    pub only_zone: fn(&str) -> String,
    pub only_newcomers: &'static str,
    pub found: fn(&str, usize) -> String,
    pub find: &'static str,
    pub nobody_fits: &'static str,
    pub no_libraries: [&'static str; 2],
    pub no_data_yet: &'static str,
    /// All numbers are of other months: the first and the last one that count.
    pub outside: fn(&str, &str) -> String,
    /// There are only numbers of the other kind: what the rules count, what is there.
    pub other_source: fn(&str, &str) -> String,
    /// Numbers of the period, and nobody has reported in so many months.
    pub too_few: fn(u16) -> String,
    /// The public sees no rank, and this is sealed.
    pub all_sealed: fn(&str) -> String,
    pub unranked: &'static str,
    pub unranked_title: fn(usize) -> String,
    pub zone: fn(Colour) -> (char, &'static str),
    pub state: fn(MonthState) -> (char, &'static str),
    pub why: &'static str,
    pub place: fn(&str, usize) -> String,
    pub shared_place: fn(&str, usize) -> String,
    pub not_reported: &'static str,
    pub moved: fn(i32) -> String,
    pub value: fn(&str, char, &str) -> String,
    pub reported: fn(u16, u16) -> String,
    pub months_met: fn(u16, u16) -> String,
    pub gap: fn(u16) -> String,
    pub surplus: fn(&str) -> String,
    pub nothing: &'static str,
    pub sealed_family: &'static str,
    pub mean: fn(&str, usize, Window, &str, &str) -> String,
    pub total: fn(&str, &str, u32, &str) -> String,
    pub rounding: &'static str,
    pub sim_score: &'static str,
    pub sim: fn(&str, &str, &str) -> String,
    pub check: &'static str,
    pub firm_first: fn(u32, u32) -> String,
    pub firm_rank: fn(u32, u32, u32) -> String,
    pub firm: &'static str,
    pub tight: fn(&str) -> String,
    pub tight_shared: &'static str,
    pub span_weights: fn(&str) -> String,
    pub span_months: fn(&str, u32, u32) -> String,
    pub none_rank: &'static str,
    pub firm_hint: &'static str,
    pub by_month: &'static str,
    pub month: &'static str,
    pub status: &'static str,
    pub rejected: &'static str,
    pub totals_only: &'static str,
    pub shown: fn(&str) -> String,
    pub choose: &'static str,
    pub compare_title: &'static str,
    pub f_file_hint: &'static str,
    pub compared: fn(usize, usize) -> String,
    pub compared_here: fn(usize) -> String,
    pub compared_there: fn(usize) -> String,
    pub compared_line: fn(&str, &str, &str, &str) -> String,
    pub row: fn(usize) -> String,
    pub no_values: &'static str,
    pub unknown_family: fn(&str, &str) -> String,
    pub unknown_subdistrict: fn(&str) -> String,
    pub sealed_now: fn(&str) -> String,
    pub flag: fn(&Flag, &str) -> String,
    pub dot: char,
    pub comma: char,
}

pub(super) const ID: Board = Board {
    a_screen: "Papan",
    h_screen: "Ke papan peringkat: siapa di mana, dan mengapa.",
    a_why: "mengapa?",
    h_why: "Mengapa peringkat ini? Nilai perpustakaan yang terpilih, sampai ke hitungannya.",
    a_sort: "urutkan",
    h_sort: "Mengurutkan menurut nilai, lalu menurut tiap indikator.",
    a_subdistrict: "kecamatan",
    h_subdistrict: "Hanya satu kecamatan; setiap kali kecamatan berikutnya, akhirnya semua.",
    a_zone: "zona",
    h_zone: "Hanya zona hijau, kuning, merah; akhirnya semua.",
    a_newcomers: "mitra baru",
    h_newcomers: "Hanya mitra baru: mulai tahun penilaian atau tahun sebelumnya.",
    a_find: "cari perpustakaan",
    h_find: "Mencari di papan menurut nama, kecamatan, atau kode wilayah.",
    a_public: "mata hadirin",
    h_public: "Papan seperti yang dilihat hadirin, tanpa yang tersegel; sekali lagi: kembali.",
    a_show: "tayangkan",
    h_show: "Menayangkan perpustakaan yang terpilih di layar aula.",
    a_compare: "bandingkan",
    h_compare: "Membandingkan papan dengan hitungan di lembar kerja lain.",
    k_months: "per bulan",
    k_card: "kartu",
    k_firm: "uji kekokohan",
    title: "PAPAN PERINGKAT",
    seal_on: |what| format!("SEGEL AKTIF: {what}"),
    seal_off: "TANPA SEGEL",
    as_public: "SEPERTI DILIHAT HADIRIN",
    libraries: |all, ranked| format!("{all} perpustakaan, {ranked} berperingkat"),
    as_of: |date| format!("data per {date}"),
    no_date: "belum ada data",
    undated: "tanpa tanggal",
    usual: |hash| format!("aturan {hash}: usulan bawaan, belum ditetapkan"),
    rules: |hash, locked| {
        let locked = if locked { ", dikunci" } else { "" };
        format!("aturan {hash} ditetapkan panitia{locked}")
    },
    sorted: |by| format!("urut: {by}"),
    score: "Nilai",
    rank: "Peringkat",
    name: "Perpustakaan",
    subdistrict: "Kecamatan",
    coverage: "Lapor",
    only_subdistrict: |name| format!("Kec. {name}"),
    only_zone: |name| format!("zona {name}"),
    only_newcomers: "mitra baru",
    found: |typed, n| format!("cari \"{typed}\": {n}"),
    find: "Cari:",
    nobody_fits: "Tidak ada perpustakaan yang cocok. Esc menampilkan semua.",
    no_libraries: [
        "Belum ada perpustakaan.",
        "Impor daftarnya: F7, lalu Impor perpustakaan.",
    ],
    no_data_yet: "Belum ada capaian. Impor capaian atau rekap: F7.",
    outside: |from, to| {
        format!(
            "Angka ada, tetapi tidak satu pun di masa penilaian {from} … {to}: ubah masa penilaian (F3, A)."
        )
    },
    other_source: |counted, there| {
        format!(
            "Aturan menghitung {counted}, yang ada baru {there}: impor {counted} (F7), atau ubah \"Sumber angka\" (source) menjadi {there}: F3, A."
        )
    },
    too_few: |n| {
        format!(
            "Angka ada, tetapi belum cukup untuk peringkat (minimal {n} bulan): lihat aturan (F3, A)."
        )
    },
    all_sealed: |what| format!("Tersegel: {what}. Di luar itu belum ada peringkat."),
    unranked: "belum ada data",
    unranked_title: |n| format!("Belum ada data ({n}), urut abjad:"),
    zone: |colour| match colour {
        Colour::Green => ('H', "hijau"),
        Colour::Yellow => ('K', "kuning"),
        Colour::Red => ('M', "merah"),
    },
    state: |state| match state {
        MonthState::Met => ('T', "tercapai"),
        MonthState::Below => ('L', "lapor, kurang"),
        MonthState::Missing => ('B', "belum lapor"),
        MonthState::NotApplicable => ('·', "tidak berlaku"),
    },
    why: "MENGAPA PERINGKAT INI?",
    place: |rank, all| format!("Peringkat {rank} dari {all}"),
    shared_place: |rank, all| format!("Peringkat {rank} (bersama) dari {all}"),
    not_reported: "Belum lapor: belum ada data, tanpa peringkat dan tanpa zona",
    moved: |n| match n {
        0 => "tetap".to_owned(),
        n if n > 0 => format!("naik {n}"),
        n => format!("turun {}", n.unsigned_abs()),
    },
    value: |score, letter, zone| format!("NILAI {score}  {letter} zona {zone}"),
    reported: |n, of| format!("lapor {n}/{of} bulan"),
    months_met: |n, of| format!("tercapai {n}/{of}"),
    gap: |n| format!("jeda terpanjang {n} bulan"),
    surplus: |n| format!("nilai lebih {n}"),
    nothing: "belum lapor",
    sealed_family: "tersegel",
    mean: |family, n, window, sum, percent| {
        let window = match window {
            Window::Month => "bulan",
            Window::Quarter => "triwulan",
            Window::Year => "masa",
        };
        format!("{family}: {sum} : {n} {window} = {percent} %")
    },
    total: |parts, weighted, weights, score| {
        format!("Nilai: ({parts}) : {weights} = {weighted} : {weights} = {score}")
    },
    rounding: "Tiap jendela paling banyak 100 %. Pembulatan hanya sekali, di akhir.",
    sim_score: "Yang diperingkat adalah nilai SIM, bukan hitungan di atas.",
    sim: |score, colour, difference| {
        format!("Nilai SIM {score} {colour}; hitungan kita berselisih {difference}")
    },
    check: "Perlu diperiksa",
    firm_first: |kept, tried| format!("Juara 1 tetap pertama pada {kept} dari {tried} bobot"),
    firm_rank: |rank, kept, tried| format!("Peringkat {rank} tetap pada {kept} dari {tried} bobot"),
    firm: "kokoh",
    tight: |margin| format!("ketat: selisih {margin}"),
    tight_shared: "nilai sama",
    span_weights: |span| format!("Rentang peringkat menurut bobot: {span}"),
    span_months: |span, kept, tried| {
        format!("tanpa satu bulan: {span}, tetap pada {kept} dari {tried}")
    },
    none_rank: "tanpa peringkat",
    firm_hint: "Kekokohan peringkat: tekan H untuk menghitungnya.",
    by_month: "BULAN DEMI BULAN",
    month: "Bulan",
    status: "Keadaan",
    rejected: "ditolak",
    totals_only: "Hanya rekap yang diketahui, tanpa rincian bulan.",
    shown: |name| format!("Ditayangkan di aula: {name}."),
    choose: "pilih dahulu perpustakaannya",
    compare_title: "BANDINGKAN DENGAN LEMBAR KERJA",
    f_file_hint: "CSV, XLSX, ODS: kode_wilayah atau perpustakaan, dan nilai, peringkat, indikator.",
    compared: |all, differing| format!("{all} perpustakaan dibandingkan, {differing} berbeda."),
    compared_here: |n| format!("Tidak ada di lembar kerja ({n}):"),
    compared_there: |n| format!("Tidak dikenal di papan, atau ganda ({n}):"),
    compared_line: |what, ours, theirs, difference| {
        format!("{what}: papan {ours}, lembar kerja {theirs}, selisih {difference}")
    },
    row: |n| format!("baris {n}"),
    no_values: "Tidak ada kolom yang dapat dibandingkan: nilai, peringkat, atau nama indikator.",
    unknown_family: |key, known| format!("Tidak ada indikator \"{key}\". Yang ada: {known}."),
    unknown_subdistrict: |name| {
        format!("Tidak ada perpustakaan di kecamatan \"{name}\". Periksa ejaannya.")
    },
    sealed_now: |name| format!("{name} sedang tersegel."),
    flag: |flag, month| match flag {
        Flag::ManyActivities { activities, .. } => {
            format!("{month}: {activities} kegiatan sebulan")
        }
        Flag::ManyParticipants {
            participants,
            activities,
            ..
        } => format!("{month}: {participants} peserta pada {activities} kegiatan"),
        Flag::NoActivity { publications, .. } => {
            format!("{month}: {publications} publikasi tanpa kegiatan")
        }
        Flag::SameCounts { .. } => format!("{month}: angka sama terus"),
        Flag::Future { .. } => format!("{month}: bulan itu belum tiba saat diisi"),
        Flag::TotalDiffers {
            measure,
            total,
            sum,
            ..
        } => format!(
            "{month}: {} tertulis {total}, jumlah rincian {sum}",
            topic_id(*measure)
        ),
        Flag::NotApplicable { .. } => format!("{month}: ada angka, padahal bulan tidak berlaku"),
    },
    dot: '.',
    comma: ',',
};

pub(super) const EN: Board = Board {
    a_screen: "Board",
    h_screen: "To the leaderboard: who stands where, and why.",
    a_why: "why?",
    h_why: "Why this rank? The score of the chosen library, down to its sum.",
    a_sort: "sort",
    h_sort: "Sorts by score, then by each indicator.",
    a_subdistrict: "sub-district",
    h_subdistrict: "One sub-district only; each time the next, at last all.",
    a_zone: "zone",
    h_zone: "Only the green, yellow, red zone; at last all.",
    a_newcomers: "newcomers",
    h_newcomers: "Newcomers only: partners since the assessed year or the one before.",
    a_find: "find library",
    h_find: "Finds on the board by name, sub-district or region code.",
    a_public: "hall's view",
    h_public: "The board as the hall sees it, without what is sealed; once more: back.",
    a_show: "show in the hall",
    h_show: "Shows the chosen library on the hall's screen.",
    a_compare: "compare",
    h_compare: "Compares the board with the totals of another spreadsheet.",
    k_months: "by month",
    k_card: "card",
    k_firm: "test firmness",
    title: "LEADERBOARD",
    seal_on: |what| format!("SEAL ACTIVE: {what}"),
    seal_off: "NO SEAL",
    as_public: "AS THE HALL SEES IT",
    libraries: |all, ranked| format!("{all} libraries, {ranked} ranked"),
    as_of: |date| format!("data as of {date}"),
    no_date: "no data yet",
    undated: "no date",
    usual: |hash| format!("rules {hash}: the usual proposal, not fixed yet"),
    rules: |hash, locked| {
        let locked = if locked { ", locked" } else { "" };
        format!("rules {hash} set by the committee{locked}")
    },
    sorted: |by| format!("by: {by}"),
    score: "Score",
    rank: "Rank",
    name: "Library",
    subdistrict: "Sub-district",
    coverage: "Cover",
    only_subdistrict: |name| format!("Sub-d. {name}"),
    only_zone: |name| format!("{name} zone"),
    only_newcomers: "newcomers",
    found: |typed, n| format!("find \"{typed}\": {n}"),
    find: "Find:",
    nobody_fits: "No library fits. Esc shows all.",
    no_libraries: [
        "No libraries yet.",
        "Import their list: F7, then Import libraries.",
    ],
    no_data_yet: "No results yet. Import capaian or rekap: F7.",
    outside: |from, to| {
        format!(
            "There are numbers, but none in the assessed period {from} … {to}: change the period (F3, A)."
        )
    },
    other_source: |counted, there| {
        format!(
            "The rules count {counted}, and there is only {there}: import {counted} (F7), or set \"Numbers from\" (source) to {there}: F3, A."
        )
    },
    too_few: |n| {
        format!(
            "There are numbers, but too few for a rank (at least {n} months): see the rules (F3, A)."
        )
    },
    all_sealed: |what| format!("Sealed: {what}. Besides that nobody has a rank yet."),
    unranked: "no data yet",
    unranked_title: |n| format!("No data yet ({n}), in alphabetical order:"),
    zone: |colour| match colour {
        Colour::Green => ('G', "green"),
        Colour::Yellow => ('Y', "yellow"),
        Colour::Red => ('R', "red"),
    },
    state: |state| match state {
        MonthState::Met => ('M', "met"),
        MonthState::Below => ('B', "reported, below"),
        MonthState::Missing => ('N', "not reported"),
        MonthState::NotApplicable => ('·', "not applicable"),
    },
    why: "WHY THIS RANK?",
    place: |rank, all| format!("Rank {rank} of {all}"),
    shared_place: |rank, all| format!("Rank {rank} (shared) of {all}"),
    not_reported: "Not reported: no data yet, neither a rank nor a zone",
    moved: |n| match n {
        0 => "unchanged".to_owned(),
        n if n > 0 => format!("up {n}"),
        n => format!("down {}", n.unsigned_abs()),
    },
    value: |score, letter, zone| format!("SCORE {score}  {letter} {zone} zone"),
    reported: |n, of| format!("reported {n}/{of} months"),
    months_met: |n, of| format!("met {n}/{of}"),
    gap: |n| {
        format!(
            "longest gap {n} {}",
            if n == 1 { "month" } else { "months" }
        )
    },
    surplus: |n| format!("surplus {n}"),
    nothing: "not reported",
    sealed_family: "sealed",
    mean: |family, n, window, sum, percent| {
        let window = match window {
            Window::Month => "months",
            Window::Quarter => "quarters",
            Window::Year => "period",
        };
        format!("{family}: {sum} : {n} {window} = {percent} %")
    },
    total: |parts, weighted, weights, score| {
        format!("Score: ({parts}) : {weights} = {weighted} : {weights} = {score}")
    },
    rounding: "A window counts 100 % at most. Rounded once only, at the end.",
    sim_score: "Ranked is the SIM's score, not the sum above.",
    sim: |score, colour, difference| {
        format!("SIM score {score} {colour}; our sum differs by {difference}")
    },
    check: "Needs checking",
    firm_first: |kept, tried| format!("Rank 1 stays first under {kept} of {tried} weight sets"),
    firm_rank: |rank, kept, tried| format!("Rank {rank} stays under {kept} of {tried} weight sets"),
    firm: "firm",
    tight: |margin| format!("close: difference {margin}"),
    tight_shared: "equal scores",
    span_weights: |span| format!("Range of ranks by weights: {span}"),
    span_months: |span, kept, tried| {
        format!("without one month: {span}, unchanged in {kept} of {tried}")
    },
    none_rank: "no rank",
    firm_hint: "How firm is the rank? Press H to compute it.",
    by_month: "MONTH BY MONTH",
    month: "Month",
    status: "State",
    rejected: "rejected",
    totals_only: "Only totals are known, not the months.",
    shown: |name| format!("Shown in the hall: {name}."),
    choose: "choose the library first",
    compare_title: "COMPARE WITH A SPREADSHEET",
    f_file_hint: "CSV, XLSX, ODS: kode_wilayah or perpustakaan, and nilai, peringkat, an indicator.",
    compared: |all, differing| format!("{all} libraries compared, {differing} differ."),
    compared_here: |n| format!("Not in the spreadsheet ({n}):"),
    compared_there: |n| format!("Not known on the board, or twice ({n}):"),
    compared_line: |what, ours, theirs, difference| {
        format!("{what}: board {ours}, spreadsheet {theirs}, difference {difference}")
    },
    row: |n| format!("row {n}"),
    no_values: "No column to compare: nilai, peringkat or the name of an indicator.",
    unknown_family: |key, known| format!("No indicator \"{key}\". There are: {known}."),
    unknown_subdistrict: |name| {
        format!("No library in sub-district \"{name}\". Check the spelling.")
    },
    sealed_now: |name| format!("{name} is sealed."),
    flag: |flag, month| match flag {
        Flag::ManyActivities { activities, .. } => {
            format!("{month}: {activities} activities in a month")
        }
        Flag::ManyParticipants {
            participants,
            activities,
            ..
        } => format!("{month}: {participants} participants in {activities} activities"),
        Flag::NoActivity { publications, .. } => {
            format!("{month}: {publications} publications without an activity")
        }
        Flag::SameCounts { .. } => format!("{month}: the same numbers throughout"),
        Flag::Future { .. } => format!("{month}: still to come when it was entered"),
        Flag::TotalDiffers {
            measure,
            total,
            sum,
            ..
        } => format!(
            "{month}: {} typed as {total}, its parts make {sum}",
            topic_en(*measure)
        ),
        Flag::NotApplicable { .. } => format!("{month}: numbers, though the month does not apply"),
    },
    dot: ',',
    comma: '.',
};

/// Why nobody has a rank; none: somebody has, or no library takes part. What the public is told
/// depends on nothing that is sealed.
pub fn why_no_rank(t: &Text, meeting: &Meeting, board: &Standings, public: bool) -> Option<String> {
    if board.is_empty() || board.ranked() > 0 {
        return None;
    }
    let (b, rules) = (&t.board, board.rules());
    if public && board.seal().hides(rules) {
        return Some((b.all_sealed)(&sealed(t, rules, board.seal())));
    }
    let numbers = || {
        let all = meeting.achievements().iter();
        all.flat_map(|(_, data)| data.months())
            .filter(|row| !row.counts.is_empty())
    };
    let counts = |month: Month| rules.from <= month && month <= rules.to;
    let totals = || {
        let mut all = meeting.achievements().iter();
        all.any(|(_, data)| data.totals().is_some())
    };
    Some(match rules.source {
        Source::Months if numbers().any(|row| counts(row.month)) => {
            (b.too_few)(rules.minimum_months)
        }
        Source::Months if numbers().next().is_some() => {
            (b.outside)(&rules.from.to_string(), &rules.to.to_string())
        }
        Source::Totals if totals() => (b.too_few)(rules.minimum_months),
        Source::Months if totals() => (b.other_source)("capaian", "rekap"),
        Source::Totals if numbers().next().is_some() => (b.other_source)("rekap", "capaian"),
        Source::Months | Source::Totals => b.no_data_yet.to_owned(),
    })
}

/// Of which day the numbers are.
pub fn as_of(t: &Text, board: &Standings) -> String {
    match board.as_of() {
        Some(date) => (t.board.as_of)(&day(t, date)),
        None if board.ranked() > 0 => t.board.undated.to_owned(),
        None => t.board.no_date.to_owned(),
    }
}

/// Which rules these are, by (the beginning of) their hash, and who has set them.
pub fn rules_set(t: &Text, meeting: &Meeting, hash: &str) -> String {
    if meeting.has_own_rules() {
        (t.board.rules)(hash, meeting.rules_lock().is_some())
    } else {
        (t.board.usual)(hash)
    }
}

fn topic_id(measure: Measure) -> &'static str {
    measure.topic()
}

fn topic_en(measure: Measure) -> &'static str {
    match measure.topic() {
        "pelibatan" => "involvement",
        "publikasi" => "publications",
        "advokasi" => "advocacy",
        "pengunjung" => "visitors",
        other => other,
    }
}

/// Hundredths as people write them: `91,70`, `1.080,00`.
pub fn decimal(t: &Text, hundredths: u64) -> String {
    let whole = number(t, hundredths / 100);
    format!("{whole}{}{:02}", t.board.comma, hundredths % 100)
}

/// A difference in hundredths with its sign: `+1,20`, `-0,40`, `0,00`.
pub fn signed(t: &Text, hundredths: i64) -> String {
    let sign = match hundredths {
        0 => "",
        n if n > 0 => "+",
        _ => "-",
    };
    format!("{sign}{}", decimal(t, hundredths.unsigned_abs()))
}

/// Hundredths without places where they are whole: `40`, `3,33`.
pub fn short_decimal(t: &Text, hundredths: u64) -> String {
    if hundredths.is_multiple_of(100) {
        number(t, hundredths / 100)
    } else {
        decimal(t, hundredths)
    }
}

/// A whole number with its thousands marked: `5.574`.
pub fn number(t: &Text, n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(t.board.dot);
        }
        out.push(digit);
    }
    out
}

/// *30 November 2024*
pub fn day(t: &Text, date: Date) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    let month = t.months.get(month).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// *Okt*
pub fn month_word(t: &Text, month: Month) -> String {
    let at = usize::try_from(month.month() - 1).unwrap_or(0);
    t.months
        .get(at)
        .map_or_else(String::new, |m| m.chars().take(3).collect())
}

/// *Okt*, or *Okt 2023* where the period has months of several years.
pub fn month_in(t: &Text, rules: &Rules, month: Month) -> String {
    let word = month_word(t, month);
    if rules.from.year() == rules.to.year() && month.year() == rules.to.year() {
        word
    } else {
        format!("{word} {}", month.year())
    }
}

/// *Okt–Des*
pub fn months_in(t: &Text, rules: &Rules, from: Month, to: Month) -> String {
    if from == to {
        return month_in(t, rules, from);
    }
    format!("{}–{}", month_in(t, rules, from), month_in(t, rules, to))
}

/// A family by its name in the language.
pub fn family<'a>(t: &Text, family: &'a Family) -> &'a str {
    match t.lang {
        Lang::Id => &family.name_id,
        Lang::En => &family.name_en,
    }
}

/// What the seal keeps back: *Okt–Des · Publikasi*; empty where it keeps nothing.
pub fn sealed(t: &Text, rules: &Rules, seal: &Seal) -> String {
    let months = seal.first_month(rules);
    let months = months.map(|first| months_in(t, rules, first, rules.to));
    let families = rules
        .families
        .iter()
        .filter(|f| seal.hides_family(rules, f));
    let families = families.map(|f| family(t, f).to_owned());
    let all: Vec<String> = months.into_iter().chain(families).collect();
    all.join(" · ")
}

/// A flag in words.
pub fn flag(t: &Text, rules: &Rules, flag: &Flag) -> String {
    let month = match flag {
        Flag::ManyActivities { month, .. }
        | Flag::ManyParticipants { month, .. }
        | Flag::NoActivity { month, .. }
        | Flag::Future { month }
        | Flag::TotalDiffers {
            month: Some(month), ..
        }
        | Flag::NotApplicable { month } => month_in(t, rules, *month),
        Flag::SameCounts { from, to } => months_in(t, rules, *from, *to),
        Flag::TotalDiffers { month: None, .. } => "rekap".to_owned(),
    };
    (t.board.flag)(flag, &month)
}

/// How firm a rank is, in a sentence; and the ranges of the rank.
pub fn firmness(t: &Text, robust: &Robust) -> Vec<String> {
    let b = &t.board;
    let verdict = match (robust.is_firm(), robust.margin) {
        (true, _) => b.firm.to_owned(),
        (false, _) if robust.shared => b.tight_shared.to_owned(),
        (false, Some(margin)) => (b.tight)(&decimal(t, margin.into())),
        (false, None) => b.tight_shared.to_owned(),
    };
    let range = |span: Span| match span.worst {
        Some(worst) if worst == span.best => worst.to_string(),
        Some(worst) => format!("{}–{worst}", span.best),
        None => format!("{}–{}", span.best, b.none_rank),
    };
    let mut lines = Vec::new();
    let mut ranges = Vec::new();
    if let Some(span) = robust.weights {
        let sentence = match robust.rank {
            1 => (b.firm_first)(span.kept, span.tried),
            rank => (b.firm_rank)(rank, span.kept, span.tried),
        };
        lines.push(format!("{sentence} ({verdict})"));
        ranges.push((b.span_weights)(&range(span)));
    }
    if let Some(span) = robust.months {
        ranges.push((b.span_months)(&range(span), span.kept, span.tried));
    }
    if !ranges.is_empty() {
        lines.push(ranges.join("; "));
    }
    lines
}

/// A comparison with a spreadsheet, line by line.
pub fn comparison(t: &Text, meeting: &Meeting, rules: &Rules, found: &Comparison) -> Vec<String> {
    let b = &t.board;
    let mut lines = vec![(b.compared)(found.rows.len(), found.differing())];
    if !found.not_compared.is_empty() {
        lines.push(super::preview::not_compared(t.lang, &found.not_compared));
    }
    for row in found.rows.iter().take_while(|r| r.differs()) {
        lines.push(format!("{} ({})", row.name, (b.row)(row.row)));
        for pair in row.pairs.iter().filter(|p| p.differs()) {
            let write = |n: Option<u64>| match (n, &pair.what) {
                (None, _) => "–".to_owned(),
                (Some(n), What::Score) => decimal(t, n),
                (Some(n), What::Rank | What::Family(_)) => number(t, n),
            };
            let name = match &pair.what {
                What::Score => b.score,
                What::Rank => b.rank,
                What::Family(key) => rules.family(key).map_or(key.as_str(), |f| family(t, f)),
            };
            let theirs = match &pair.unreadable {
                Some(cell) => format!("\"{cell}\""),
                None => write(pair.theirs),
            };
            let apart = pair.ours.zip(pair.theirs).map(|(a, b)| difference(a, b));
            let apart = match (apart, &pair.what) {
                (None, _) => "–".to_owned(),
                (Some(n), What::Score) => signed(t, n),
                (Some(n), What::Rank | What::Family(_)) => format!("{n:+}"),
            };
            let words = (b.compared_line)(name, &write(pair.ours), &theirs, &apart);
            lines.push(format!("    {words}"));
        }
    }
    if !found.only_here.is_empty() {
        lines.push((b.compared_here)(found.only_here.len()));
        let names = found.only_here.iter();
        lines.extend(names.map(|c| format!("    {} {c}", meeting.library_name(c))));
    }
    if !found.only_there.is_empty() {
        lines.push((b.compared_there)(found.only_there.len()));
        for row in &found.only_there {
            lines.push(format!(
                "    {}: {} {}",
                (b.row)(row.row),
                row.code,
                row.name
            ));
        }
    }
    lines
}

/// Ours less theirs.
pub fn difference(ours: u64, theirs: u64) -> i64 {
    let apart = i64::try_from(ours.abs_diff(theirs)).unwrap_or(i64::MAX);
    if ours < theirs { -apart } else { apart }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_has_them() {
        let (id, en) = (Lang::Id.text(), Lang::En.text());
        assert_eq!(decimal(id, 9_170), "91,70");
        assert_eq!(decimal(en, 9_170), "91.70");
        assert_eq!(decimal(id, 123_456_705), "1.234.567,05");
        assert_eq!(
            (signed(id, -40), signed(id, 120), signed(id, 0)),
            ("-0,40".into(), "+1,20".into(), "0,00".into())
        );
        assert_eq!(
            (short_decimal(id, 4_000), short_decimal(id, 333)),
            ("40".into(), "3,33".into())
        );
        assert_eq!(
            (number(id, 5_574), number(en, 999)),
            ("5.574".into(), "999".into())
        );
    }

    #[test]
    fn a_seal_says_its_months_and_families() {
        let t = Lang::Id.text();
        let rules = Rules::usual(2024);
        let seal = |from: Option<&str>, families: &[&str]| Seal {
            from: from.map(|m| m.parse().unwrap()),
            families: families.iter().map(|f| (*f).to_owned()).collect(),
        };
        assert_eq!(
            sealed(t, &rules, &seal(Some("2024-10"), &["publikasi"])),
            "Okt–Des · Publikasi"
        );
        assert_eq!(sealed(t, &rules, &seal(Some("2024-12"), &[])), "Des");
        assert_eq!(sealed(t, &rules, &seal(Some("2025-01"), &[])), "");
    }
}
