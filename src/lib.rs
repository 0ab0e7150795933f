//! gelar runs a meeting day from one laptop. This file is the map of the house and its glossary.
//!
//! ```text
//! keys, scans ──► Command ──► decide ──► Event ──► journal ──► evolve ──► Meeting ──► Frame ──► screen
//!  console          meeting (pure)           (durable)    meeting (pure)     stage    projector
//! ```
//!
//! | Room | What it is | What it never does |
//! |---|---|---|
//! | [`meeting`] | the rules, pure | know a clock, a disk, a terminal |
//! | [`journal`] | durable truth: entries, chain, engines; the copy [without names](journal::forget) | decide anything |
//! | [`session`] | one running program: journal + meeting | draw |
//! | [`stage`] | what the hall may see: the frame, how it comes about, the file it is handed over in | hold what the hall does not see now |
//! | [`scene`] | how a frame is drawn, in the hall and in every preview | know the meeting |
//! | [`projector`] | the hall's window | open the journal |
//! | [`cli`] | arguments in, words and exit code out | know a rule |
//! | [`console`] | the operator's terminal UI | keep a fact only in memory |
//! | [`exchange`] | spreadsheets in and out | write to the journal |
//! | [`exchange::document`] | the papers, from templates an office may edit | decide what stands on them |
//! | [`rehearse`] | a queue played through the program on a copy | open the meeting itself |
//! | [`search`] | who the desk means by three letters | change a name |
//! | [`scene`] | how a frame looks in the hall, drawn by one function for all | know the meeting |
//! | [`text`] | every word a person reads | decide |
//! | [`projector`] | the hall's window; opens the stage store only | open the journal, know what comes next |
//! | [`terminal`] | taken over, given back | draw |
//! | [`theme`] | colours and characters of a terminal | carry a meaning alone |
//! | [`pin`] | the supervisor's PIN as a slow hash | keep or print a PIN |
//! | [`clock`] | the only place that asks what time it is | |
//!
//! Glossary (one word per idea; the Indonesian word is what people see):
//!
//! * **meeting** (*pertemuan*): one day, one journal file `*.gelar`.
//! * **person** (*orang*): somebody invited or added; the number never changes and is the badge number.
//! * **group** (*unsur*): the element a person belongs to: village head, librarian, committee …
//! * **delegation** (*delegasi*): the people of one village library or office; its letter has a code of its own.
//! * **quota** (*kuota*): how many of a delegation may come; without one, as many as are invited.
//! * **substitute** (*pengganti*): who comes in an invited person's place; both names are kept.
//! * **walk-in** (*peserta baru*): somebody nobody invited, added and present at once.
//! * **guest of honour**, **precedence** (*tamu kehormatan, tata tempat*): who is greeted by name, and the letter a to m
//!   of the order in which they are.
//! * **call** (*panggilan*): a desk asks for the protocol; it rings until it is answered.
//! * **library**, **village**, **subdistrict**, **office**: *perpustakaan, desa/kelurahan, kecamatan, instansi*.
//! * **arrival** (*hadir*): a person on a list; the default list is `hadir`.
//! * **list** (*daftar*): a day, a session or a hand-out.
//! * **hand-out** (*penyerahan*): a list on which people get something once: kit, meal, transport money.
//! * **closing** (*penutupan*): a list's sums at one moment; **addendum** (*susulan*): what changes afterwards, and why.
//! * **sheet**, **page code** (*halaman, kode halaman*): a printed list and where the signatures on it belong.
//! * **tray** (*kotak*): where a badge lies on the table: fifty to a box, by number.
//! * **badge code** (*kode*): 16 characters on the badge that name a subject and prove it.
//! * **station**, **operator** (*meja, petugas*): where and by whom something was done.
//! * **achievement** (*capaian*): what a library reported for a month; **totals** (*rekap*): as the SIM shows them.
//! * **rules** (*aturan*): period, families, windows, targets, weights, zones; fixed by the committee, never official.
//! * **family** (*indikator*): one column of the board: involvement, publication, advocacy.
//! * **window**: a month, a quarter or the year; a target holds in each.
//! * **standing**: what a library's numbers are worth by themselves; **board** (*papan peringkat*): all of them, ranked.
//! * **zone** (*zona*): green, yellow, red, always with its letter.
//! * **standard** (*standar bulanan*): what makes a month *met*; **coverage**: months reported of months that apply.
//! * **seal** (*segel*): what is kept from the hall; the public's board is computed without it.
//! * **frame**, **scene** (*adegan*): what the hall sees at one moment; **show step**: one scene shown.
//! * **cover**: a black screen, the title or a message over the scene; **hold** (*tahan*): the hall keeps its picture.
//! * **stage store**: the file `*.layar`: the current frame and the heartbeats of the displays.
//! * **supervisor** (*penyelia*): who knows the PIN, where a meeting has one.
//! * **entry**: one line of the journal; **event**: what it says; **act**: the entries of one command.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod cli;
pub mod clock;
pub mod console;
pub mod exchange;
pub mod journal;
pub mod meeting;
pub mod pin;
pub mod projector;
pub mod rehearse;
pub mod scene;
pub mod search;
pub mod session;
pub mod stage;
pub mod terminal;
pub mod text;
pub mod theme;
