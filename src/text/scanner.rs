//! The words of *Periksa pemindai* and of two scanners on one laptop.

use crate::console::scanner::Keyboard;
use crate::console::scanner::check::{Finding, Report, Suffix};

/// The phrases about scanners.
#[allow(missing_docs)] // the names and the words say it
pub struct Scanner {
    pub a_check: &'static str,
    pub h_check: &'static str,
    pub intro: &'static str,
    pub intro_paper: &'static str,
    pub nothing_recorded: &'static str,
    pub count: fn(usize, usize) -> String,
    pub good: &'static str,
    pub but: &'static str,
    pub bad: &'static str,
    /// Pace and suffix in one sentence.
    pub does: fn(&Report) -> String,
    pub ready: &'static str,
    /// How many were read, and what the desk need not care about.
    pub facts: fn(&Report) -> String,
    /// A finding, with what to do about it.
    pub finding: fn(&Finding) -> String,
    pub k_again: &'static str,
    /// Invited people whose codes were read meanwhile.
    pub unrecorded: fn(&str) -> String,
    pub test_code: &'static str,
    pub two: &'static str,
    /// At the desk: the digits of the number pad come as arrows, or are lost.
    pub d_num_lock: &'static str,
    pub d_alt: &'static str,
    pub at_start: &'static str,
    pub unreadable_at_start: &'static str,
}

pub(super) const ID: Scanner = Scanner {
    a_check: "Periksa pemindai",
    h_check: "Membaca lima pindaian dan mengatakan apa yang dilakukan pemindai. Tidak ada yang dicatat.",
    intro: "Pindai lima kali: kode di layar ini, atau kode cetak dari gelar, boleh yang sama.",
    intro_paper: "Pindai lima kali kode cetak dari gelar, boleh yang sama. Kode di layar tidak dapat digambar dengan --ascii.",
    nothing_recorded: "Selama pemeriksaan tidak ada yang dicatat.",
    count: |done, of| format!("{done} dari {of} terbaca"),
    good: "SIAP DIPAKAI",
    but: "BISA DIPAKAI, TETAPI",
    bad: "TIDAK BISA DIPAKAI",
    does: |report| {
        let pace = match report.pace {
            None => "Pemindai menempelkan teks sekaligus".to_owned(),
            Some(0) => "Pemindai mengetik kurang dari 1 ms per huruf".to_owned(),
            Some(ms) => format!("Pemindai mengetik {ms} ms per huruf"),
        };
        let end = match report.suffix {
            Suffix::Enter => "menutup dengan Enter",
            Suffix::Tab => "menutup dengan Tab",
            Suffix::CrLf => "menutup dengan Enter ganda (CR+LF)",
            Suffix::Lf => "menutup dengan LF (Ctrl+J)",
            Suffix::Nothing => "tidak menutup dengan apa pun",
            Suffix::Several => "menutup dengan beberapa tombol",
            Suffix::Differs => "menutup tidak selalu sama",
        };
        format!("{pace} dan {end}.")
    },
    ready: "Tidak ada yang perlu diatur.",
    facts: |report| {
        let good = report.reads - report.unreadable;
        let mut out = vec![format!("{good} dari {} terbaca", report.reads)];
        let pause = report.slowest.map(|ms| format!("jeda terlama {ms} ms"));
        out.extend(pause);
        out.extend(report.marked.then(|| "dengan tanda AIM/ECI".to_owned()));
        out.join(" · ")
    },
    finding: finding_id,
    k_again: "Sekali lagi",
    unrecorded: |who| {
        format!("Terbaca saat pemeriksaan dan TIDAK dicatat: {who}. Pindai lagi bila hadir.")
    },
    test_code: "Kode uji terbaca: pemindai bekerja. Tidak ada yang dicatat.",
    two: "Dua pemindai pada laptop ini: pindai bergantian, jangan bersamaan.",
    d_num_lock: "Angkanya hilang: Num Lock mati. Nyalakan, lalu pindai ulang.",
    d_alt: "Pemindai mengetik kode Alt. Matikan mode ALT di pengaturannya, lalu pindai ulang.",
    at_start: "Kode terbaca, tidak ada yang dicatat: pertemuan belum dibuka. Pindai lagi di meja registrasi.",
    unreadable_at_start: "Pindaian tidak terbaca, tidak ada yang dicatat: pertemuan belum dibuka.",
};

pub(super) const EN: Scanner = Scanner {
    a_check: "Check the scanner",
    h_check: "Reads five scans and says what the scanner does. Nothing is recorded.",
    intro: "Scan five times: the code on this screen, or a code that gelar printed, the same one if you like.",
    intro_paper: "Scan a code that gelar printed five times, the same one if you like. No code can be drawn here with --ascii.",
    nothing_recorded: "Nothing is recorded during the check.",
    count: |done, of| format!("{done} of {of} read"),
    good: "READY",
    but: "WORKS, BUT",
    bad: "DOES NOT WORK",
    does: |report| {
        let pace = match report.pace {
            None => "The scanner pastes its text".to_owned(),
            Some(0) => "The scanner types a key in less than 1 ms".to_owned(),
            Some(ms) => format!("The scanner types a key in {ms} ms"),
        };
        let end = match report.suffix {
            Suffix::Enter => "ends with Enter",
            Suffix::Tab => "ends with Tab",
            Suffix::CrLf => "ends with Enter twice (CR+LF)",
            Suffix::Lf => "ends with LF (Ctrl+J)",
            Suffix::Nothing => "ends with nothing",
            Suffix::Several => "ends with several keys",
            Suffix::Differs => "does not always end alike",
        };
        format!("{pace} and {end}.")
    },
    ready: "Nothing has to be set.",
    facts: |report| {
        let good = report.reads - report.unreadable;
        let mut out = vec![format!("{good} of {} read", report.reads)];
        let pause = report.slowest.map(|ms| format!("longest pause {ms} ms"));
        out.extend(pause);
        out.extend(report.marked.then(|| "with AIM/ECI marks".to_owned()));
        out.join(" · ")
    },
    finding: finding_en,
    k_again: "Once more",
    unrecorded: |who| {
        format!("Read during the check and NOT recorded: {who}. Scan again if present.")
    },
    test_code: "Test code read: the scanner works. Nothing was recorded.",
    two: "Two scanners on this laptop: scan in turn, not at the same time.",
    d_num_lock: "The digits are lost: Num Lock is off. Turn it on and scan again.",
    d_alt: "The scanner types Alt codes. Turn its ALT mode off and scan again.",
    at_start: "A code was read, nothing was recorded: no meeting is open yet. Scan again at the desk.",
    unreadable_at_start: "An unreadable scan, nothing was recorded: no meeting is open yet.",
};

fn finding_id(finding: &Finding) -> String {
    match finding {
        Finding::Layout(keyboard, pairs) => {
            let name = match keyboard {
                Keyboard::Azerty => " Prancis (AZERTY)",
                Keyboard::Qwertz => " Jerman (QWERTZ)",
                Keyboard::Shifted | Keyboard::Other => " bukan milik pemindai",
            };
            let what = listed(pairs, " jadi ");
            format!(
                "Tata letak keyboard{name}{what}. Ubah tata letak laptop ke Indonesia atau Inggris (AS), lalu periksa lagi."
            )
        }
        Finding::ShiftedDigits => {
            "Angka menjadi tanda baca: matikan Caps Lock atau Shift Lock, lalu periksa lagi.".to_owned()
        }
        Finding::TwoScanners => {
            "Dua pemindai mengetik bersamaan: pindai bergantian, jangan bersamaan.".to_owned()
        }
        Finding::NumLock => {
            "Angkanya hilang: pemindai mengetik lewat papan angka dan Num Lock mati. Nyalakan Num Lock, atau matikan emulasi papan angka (keypad) di pengaturan pemindai, lalu periksa lagi.".to_owned()
        }
        Finding::AltCodes => {
            "Pemindai mengetik kode Alt (Alt dan angka), bukan huruf: matikan mode ALT di pengaturannya, lalu periksa lagi.".to_owned()
        }
        Finding::Foreign(n) => format!(
            "{n} pindaian bukan kode gelar: pindai kode di layar ini atau kode undangan, lalu periksa lagi."
        ),
        Finding::Lost(n) => format!(
            "{n} pindaian kehilangan huruf: dekatkan pemindai, periksa kabel atau baterai, atau pasang jeda antarhuruf di pengaturannya."
        ),
        Finding::Misread(n) => format!(
            "{n} pindaian salah baca: bersihkan kaca pemindai, cetak kode lebih besar, lalu periksa lagi."
        ),
        Finding::OwnPrefix(text) => format!(
            "Pemindai menambah {} di depan kode: matikan awalan (prefix), supaya tidak tertinggal di kolom isian.",
            quoted(text)
        ),
        Finding::OwnSuffix(text) => format!(
            "Pemindai menambah {} di belakang kode: matikan akhiran (suffix), supaya tidak tertinggal di kolom isian.",
            quoted(text)
        ),
        Finding::LateSuffix(ms) => format!(
            "Penutupnya datang {ms} ms sesudah kode: bisa terbaca sebagai tombol orang. Kurangi jedanya di pengaturan pemindai."
        ),
        Finding::SuffixDiffers => {
            "Penutupnya tidak selalu sama: mungkin ada dua pemindai. Kode tetap terbaca.".to_owned()
        }
        Finding::Slow(ms) => format!(
            "Lambat ({ms} ms per huruf): kode tetap terbaca, tetapi tunggu sampai selesai sebelum menekan tombol."
        ),
        Finding::Halting(ms) => format!(
            "Tersendat ({ms} ms antara dua huruf): kode tetap terbaca. Periksa kabel atau baterai pemindai."
        ),
        Finding::Twice => {
            "Setiap kode dikirim dua kali: gelar mengabaikan yang kedua. Boleh dibiarkan.".to_owned()
        }
        Finding::Pasted => {
            "Kode datang sebagai tempelan, bukan ketikan: gelar tetap membacanya.".to_owned()
        }
        Finding::SmallLetters => {
            "Huruf kecil: Caps Lock menyala atau pemindai diatur begitu. gelar tetap membacanya.".to_owned()
        }
        Finding::MixedLetters => {
            "Huruf besar dan kecil bercampur: Shift hilang di jalan atau Caps Lock ditekan. gelar tetap membacanya.".to_owned()
        }
    }
}

fn finding_en(finding: &Finding) -> String {
    match finding {
        Finding::Layout(keyboard, pairs) => {
            let name = match keyboard {
                Keyboard::Azerty => "French (AZERTY)",
                Keyboard::Qwertz => "German (QWERTZ)",
                Keyboard::Shifted | Keyboard::Other => "not the scanner's",
            };
            let what = listed(pairs, " becomes ");
            format!(
                "The keyboard layout is {name}{what}. Set the laptop to the US or Indonesian layout, then check again."
            )
        }
        Finding::ShiftedDigits => {
            "Digits come as signs: turn Caps Lock or Shift Lock off, then check again.".to_owned()
        }
        Finding::TwoScanners => {
            "Two scanners typed at once: scan in turn, not at the same time.".to_owned()
        }
        Finding::NumLock => {
            "The digits are lost: the scanner types them on the number pad, and Num Lock is off. Turn Num Lock on, or keypad emulation off in the scanner's settings, then check again.".to_owned()
        }
        Finding::AltCodes => {
            "The scanner types Alt codes (Alt and digits), not letters: turn its ALT mode off, then check again.".to_owned()
        }
        Finding::Foreign(n) => format!(
            "{n} reads were no codes of gelar: scan the code on the screen or an invitation, then check again."
        ),
        Finding::Lost(n) => format!(
            "{n} reads lost characters: hold the scanner nearer, look at its cable or battery, or set a delay between keys."
        ),
        Finding::Misread(n) => {
            format!("{n} reads were wrong: clean the scanner's window, print codes larger, then check again.")
        }
        Finding::OwnPrefix(text) => format!(
            "The scanner puts {} before the code: turn its prefix off, so that it does not stay in a field.",
            quoted(text)
        ),
        Finding::OwnSuffix(text) => format!(
            "The scanner puts {} behind the code: turn its suffix off, so that it does not stay in a field.",
            quoted(text)
        ),
        Finding::LateSuffix(ms) => format!(
            "It ends a read {ms} ms late: that may count as somebody's key. Shorten the delay in the scanner's settings."
        ),
        Finding::SuffixDiffers => {
            "It does not always end alike: these may be two scanners. Codes are read all the same.".to_owned()
        }
        Finding::Slow(ms) => format!(
            "Slow ({ms} ms a key): codes are read, but wait for the end before you press a key."
        ),
        Finding::Halting(ms) => format!(
            "It halts ({ms} ms between two keys): codes are read. Look at the scanner's cable or battery."
        ),
        Finding::Twice => "Every code comes twice: gelar leaves the second out. It may stay so.".to_owned(),
        Finding::Pasted => "Codes come as a paste, not as keys: gelar reads them all the same.".to_owned(),
        Finding::SmallLetters => {
            "Small letters: Caps Lock is on, or the scanner is set so. gelar reads them all the same.".to_owned()
        }
        Finding::MixedLetters => {
            "Small letters and capitals mixed: Shift is lost on the way, or Caps Lock was pressed. gelar reads them all the same.".to_owned()
        }
    }
}

/// A few pairs, in words, behind a colon; nothing of none.
fn listed(pairs: &[(char, char)], becomes: &str) -> String {
    let pairs = pairs
        .iter()
        .take(4)
        .map(|(m, g)| format!("{m}{becomes}{g}"));
    let pairs = pairs.collect::<Vec<_>>().join(", ");
    if pairs.is_empty() {
        return pairs;
    }
    format!(": {pairs}")
}

/// A scanner's own characters, as many as one has to see.
fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(8).collect();
    let more = if text.chars().count() > 8 { "…" } else { "" };
    format!("“{shown}{more}”")
}
