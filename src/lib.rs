//! gelar runs a meeting day from one laptop. This file is the map of the house and its glossary.
//!
//! ```text
//! keys, scans ──► Command ──► decide ──► Event ──► journal ──► evolve ──► Meeting ──► screen
//!  console          meeting (pure)           (durable)    meeting (pure)
//! ```
//!
//! | Room | What it is | What it never does |
//! |---|---|---|
//! | [`meeting`] | the rules, pure | know a clock, a disk, a terminal |
//! | [`journal`] | durable truth: entries, chain, engines | decide anything |
//! | [`session`] | one running program: journal + meeting | draw |
//! | [`cli`] | arguments in, words and exit code out | know a rule |
//! | [`console`] | the operator's terminal UI | keep a fact only in memory |
//! | [`exchange`] | spreadsheets and papers in and out | write to the journal |
//! | [`rehearse`] | a queue played through the program on a copy | open the meeting itself |
//! | [`search`] | who the desk means by three letters | change a name |
//! | [`text`] | every word a person reads | decide |
//! | [`theme`] | colours and characters of a terminal | carry a meaning alone |
//! | [`pin`] | the supervisor's PIN as a slow hash | keep or print a PIN |
//! | [`clock`] | the only place that asks what time it is | |
//!
//! Glossary (one word per idea; the Indonesian word is what people see):
//!
//! * **meeting** (*pertemuan*): one day, one journal file `*.gelar`.
//! * **person** (*orang*): somebody invited or added; the number never changes and is the badge number.
//! * **group** (*unsur*): the element a person belongs to: village head, librarian, committee …
//! * **delegation** (*delegasi*): the people of one village library or office.
//! * **library**, **village**, **subdistrict**, **office**: *perpustakaan, desa/kelurahan, kecamatan, instansi*.
//! * **arrival** (*hadir*): a person on a list; the default list is `hadir`.
//! * **badge code** (*kode*): 16 characters on the badge that name a subject and prove it.
//! * **station**, **operator** (*meja, petugas*): where and by whom something was done.
//! * **entry**: one line of the journal; **event**: what it says; **act**: the entries of one command.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod cli;
pub mod clock;
pub mod console;
pub mod exchange;
pub mod journal;
pub mod meeting;
pub mod pin;
pub mod rehearse;
pub mod search;
pub mod session;
pub mod text;
pub mod theme;
