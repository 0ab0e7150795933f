//! The papers: lists, cards, letters and their templates, read back as a browser, a spreadsheet and a
//! scanner would read them. All persons are invented.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on stops there

#[path = "papers/cards.rs"]
mod cards;
#[path = "papers/command_line.rs"]
mod command_line;
#[path = "papers/lists.rs"]
mod lists;
#[path = "cli/support.rs"]
mod office;
#[path = "papers/press.rs"]
mod press;
#[path = "papers/rules.rs"]
mod rules;
#[path = "meeting/support.rs"]
mod support;
#[path = "papers/tables.rs"]
mod tables;
#[path = "papers/templates.rs"]
mod templates;
