//! The words of a rehearsal's report.

use super::Lang;
use crate::rehearse::{Handling, Trouble};

/// The phrases. Times are written already, numbers with a comma or a point as the language has it.
#[allow(missing_docs)] // the names and the words say it
pub struct Words {
    /// Stands before the title of the copy.
    pub mark: &'static str,
    pub desk: fn(usize) -> String,
    /// Guests, desks, seed.
    pub title: fn(usize, usize, u64) -> String,
    pub untouched: &'static str,
    pub l_guests: &'static str,
    pub l_present: &'static str,
    pub l_at_desk: &'static str,
    pub l_program: &'static str,
    pub l_queue: &'static str,
    pub l_last: &'static str,
    pub l_mistakes: &'static str,
    pub l_advice: &'static str,
    pub l_hint: &'static str,
    pub l_assumed: &'static str,
    pub l_kept: &'static str,
    /// Guests, parties, invented ones, walk-ins.
    pub guests: fn(usize, usize, usize, usize) -> String,
    /// Before, now.
    pub agrees: fn(usize, usize) -> String,
    pub differs: fn(usize, usize) -> String,
    /// Mean and p95 seconds.
    pub at_desk: fn(&str, &str) -> String,
    /// p50 and p99 milliseconds.
    pub program: fn(&str, &str) -> String,
    /// People, time, wait, time of coming.
    pub queue: fn(usize, &str, &str, &str) -> String,
    pub no_queue: &'static str,
    /// Desks, people, wait.
    pub with_desks: fn(usize, usize, &str) -> String,
    pub enough: fn(usize) -> String,
    /// Number of the desk, time.
    pub hint: fn(u32, &str) -> String,
    pub no_hint: &'static str,
    pub seconds: fn(u64) -> String,
    pub minutes: fn(u64) -> String,
    pub handling: fn(Handling) -> &'static str,
    pub surprises: fn(usize) -> String,
    pub not_listed: fn(usize) -> String,
    /// First and last minutes, percent late, percent together.
    pub assumed_coming: fn(u32, u32, u32, u32) -> String,
    /// Least and most seconds of a code, of a name without its letters, of a new person.
    pub assumed_hands: fn([f64; 2], [f64; 2], [f64; 2]) -> String,
    pub inventing: fn(usize, usize) -> String,
    pub playing: fn(usize, usize) -> String,
    /// Time, desk, name, how it went, wait.
    pub served: fn(&str, &str, &str, &str, &str) -> String,
    pub nobody: &'static str,
    pub e_speed: &'static str,
    pub e_start: &'static str,
    pub e_count: &'static str,
}

pub(super) const ID: Words = Words {
    mark: "LATIHAN",
    desk: |n| format!("Meja {n}"),
    title: |guests, desks, seed| format!("LATIHAN MEJA: {guests} tamu, {desks} meja, benih {seed}"),
    untouched: "Latihan berjalan pada salinan; berkas pertemuan tidak disentuh.",
    l_guests: "Tamu",
    l_present: "Hadir",
    l_at_desk: "Di meja",
    l_program: "Program",
    l_queue: "Antrean",
    l_last: "Terakhir",
    l_mistakes: "Kejadian",
    l_advice: "Saran",
    l_hint: "Petunjuk",
    l_assumed: "Anggapan",
    l_kept: "Salinan",
    guests: |guests, parties, invented, walk_ins| {
        format!(
            "{guests} orang dalam {parties} kedatangan; {walk_ins} tamu langsung, {invented} nama rekaan karena daftar kurang"
        )
    },
    agrees: |before, now| format!("{now} orang (sebelumnya {before}); jurnal cocok"),
    differs: |before, now| {
        format!(
            "{now} orang (sebelumnya {before}); TIDAK COCOK dengan jumlah tamu. Berkas asli tidak disentuh; periksa dengan gelar verify."
        )
    },
    at_desk: |mean, p95| format!("{mean} detik per tamu; 95 dari 100 tamu di bawah {p95} detik"),
    program: |p50, p99| format!("{p50} ms per tamu, 99 dari 100 tamu di bawah {p99} ms"),
    queue: |people, at, wait, from| {
        format!("terpanjang {people} orang pukul {at}; terlama menunggu {wait} (datang {from})")
    },
    no_queue: "tidak ada yang menunggu",
    with_desks: |desks, people, wait| {
        format!("dengan {desks} meja: terpanjang {people} orang, terlama menunggu {wait}")
    },
    enough: |desks| format!("{desks} meja cukup: tidak ada yang menunggu lebih dari 5 menit"),
    hint: |desk, at| format!("gelar akan meminta BUKA MEJA KE-{desk} pukul {at}"),
    no_hint: "gelar tidak akan meminta meja tambahan",
    seconds: |n| format!("{n} detik"),
    minutes: |n| format!("{n} menit"),
    handling: |h| match h {
        Handling::Clean => "kode langsung terbaca",
        Handling::DoubleRead => "terbaca dua kali",
        Handling::Forgotten => "lupa kode",
        Handling::Unreadable => "kode rusak",
        Handling::Foreign => "kode lain (QR bayar)",
        Handling::UsedCode => "kode orang lain",
        Handling::WrongPerson => "salah orang, diurungkan",
        Handling::Substitute => "diwakili",
        Handling::Card => "dicentang pada kartu delegasi",
        Handling::WalkIn => "tamu langsung",
    },
    surprises: |n| format!("{n} jawaban program tidak seperti seharusnya"),
    not_listed: |n| format!("{n} orang tidak ada di sembilan baris pertama pencarian"),
    assumed_coming: |first, last, late, together| {
        format!(
            "tamu datang {first} menit sebelum sampai {last} menit sesudah acara mulai, {late} % terlambat; {together} % anggota delegasi datang bersama"
        )
    },
    assumed_hands: |code, name, new| {
        format!(
            "memindai {}-{} detik, mencari nama {}-{} detik dan waktu mengetik, tamu baru {}-{} detik",
            code[0], code[1], name[0], name[1], new[0], new[1]
        )
    },
    inventing: |done, total| format!("menambah nama rekaan {done}/{total}"),
    playing: |done, total| format!("tamu {done}/{total}"),
    served: |at, desk, name, how, wait| format!("{at}  {desk}  {name}  ({how}; menunggu {wait})"),
    nobody: "Tidak ada lagi yang ditunggu, jadi tidak ada antrean. Sebutkan jumlah tamu dengan --guests.",
    e_speed: "--speed: angka di atas 0 (1 = waktu sebenarnya), atau max",
    e_start: "--start: jam mulai, misalnya 08.45",
    e_count: "--desks 1 sampai 12; --guests 1 sampai 200000",
};

pub(super) const EN: Words = Words {
    mark: "REHEARSAL",
    desk: |n| format!("Desk {n}"),
    title: |guests, desks, seed| {
        format!("REHEARSAL OF THE DESK: {guests} guests, {desks} desks, seed {seed}")
    },
    untouched: "It ran on a copy; the meeting file was not touched.",
    l_guests: "Guests",
    l_present: "Present",
    l_at_desk: "At the desk",
    l_program: "Program",
    l_queue: "Queue",
    l_last: "Last guest",
    l_mistakes: "How it went",
    l_advice: "Advice",
    l_hint: "Hint",
    l_assumed: "Assumed",
    l_kept: "Copy",
    guests: |guests, parties, invented, walk_ins| {
        format!(
            "{guests} people in {parties} parties; {walk_ins} walk-ins, {invented} invented names because the list is short"
        )
    },
    agrees: |before, now| format!("{now} people ({before} before); the journal agrees"),
    differs: |before, now| {
        format!(
            "{now} people ({before} before); DOES NOT AGREE with the guests. The meeting file was not touched; check it with gelar verify."
        )
    },
    at_desk: |mean, p95| format!("{mean} seconds a guest; 95 of 100 below {p95} seconds"),
    program: |p50, p99| format!("{p50} ms a guest, 99 of 100 below {p99} ms"),
    queue: |people, at, wait, from| {
        format!("longest {people} people at {at}; longest wait {wait} (came at {from})")
    },
    no_queue: "nobody waits",
    with_desks: |desks, people, wait| {
        format!("with {desks} desks: longest {people} people, longest wait {wait}")
    },
    enough: |desks| format!("desks that suffice: {desks}; nobody waits longer than 5 minutes"),
    hint: |desk, at| format!("gelar would ask to OPEN DESK NO. {desk} at {at}"),
    no_hint: "gelar would not ask for another desk",
    seconds: |n| format!("{n} seconds"),
    minutes: |n| format!("{n} minutes"),
    handling: |h| match h {
        Handling::Clean => "code read at once",
        Handling::DoubleRead => "read twice",
        Handling::Forgotten => "code forgotten",
        Handling::Unreadable => "code damaged",
        Handling::Foreign => "another code (payment QR)",
        Handling::UsedCode => "somebody else's code",
        Handling::WrongPerson => "wrong person, undone",
        Handling::Substitute => "substitute",
        Handling::Card => "ticked on the delegation's card",
        Handling::WalkIn => "walk-in",
    },
    surprises: |n| format!("{n} answers of the program were not as they should be"),
    not_listed: |n| format!("{n} people were not among the first nine rows of the search"),
    assumed_coming: |first, last, late, together| {
        format!(
            "guests come from {first} minutes before to {last} minutes after the start, {late} % late; {together} % of a delegation's members come together"
        )
    },
    assumed_hands: |code, name, new| {
        format!(
            "reading a code {}-{} seconds, finding a name {}-{} seconds and the typing, a new person {}-{} seconds",
            code[0], code[1], name[0], name[1], new[0], new[1]
        )
    },
    inventing: |done, total| format!("inventing names {done}/{total}"),
    playing: |done, total| format!("guest {done}/{total}"),
    served: |at, desk, name, how, wait| format!("{at}  {desk}  {name}  ({how}; waited {wait})"),
    nobody: "Nobody is expected any more, so there is no queue. Say how many guests with --guests.",
    e_speed: "--speed: a number above 0 (1 = real time), or max",
    e_start: "--start: the time of the beginning, for instance 08.45",
    e_count: "--desks 1 to 12; --guests 1 to 200000",
};

impl Words {
    /// Seconds up to two minutes, then minutes.
    pub fn duration(&self, ms: u64) -> String {
        let seconds = (ms + 500) / 1_000;
        if seconds < 120 {
            return (self.seconds)(seconds);
        }
        (self.minutes)((seconds + 30) / 60)
    }
}

/// A number with one digit behind the comma, or the point.
pub fn decimal(lang: Lang, n: f64) -> String {
    let written = format!("{n:.1}");
    match lang {
        Lang::Id => written.replace('.', ","),
        Lang::En => written,
    }
}

/// Why there was no rehearsal, where the rules of the meeting or of journals have no words for it.
pub fn nobody(text: &super::Text, trouble: &Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::Nobody => Some(text.rehearse.nobody),
        Trouble::Journal(_) | Trouble::Refused(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_as_people_write_them() {
        assert_eq!(decimal(Lang::Id, 9.34), "9,3");
        assert_eq!(decimal(Lang::En, 9.34), "9.3");
        assert_eq!(ID.duration(400), "0 detik");
        assert_eq!(ID.duration(119_499), "119 detik");
        assert_eq!(ID.duration(119_600), "2 menit");
        assert_eq!(EN.duration(750_000), "13 minutes");
    }
}
