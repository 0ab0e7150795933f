//! The README tells the truth: its key table is the command table, its commands are those of `--help`.
#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use std::process::Command;

use gelar::console::command::key_table;
use gelar::text::Lang;

const README: &str = include_str!("../README.md");

#[test]
fn the_key_table_is_the_command_table() {
    if std::env::var_os("GELAR_WRITE_README").is_some() {
        write_key_tables();
        return;
    }
    for lang in [Lang::En, Lang::Id] {
        let table = key_table(lang.text());
        assert!(README.contains(&table), "README lacks:\n{table}");
    }
}

/// Writes both key tables anew, English first as they stand there, with `GELAR_WRITE_README=1`.
fn write_key_tables() {
    let mut tables = [Lang::En, Lang::Id]
        .map(|l| key_table(l.text()))
        .into_iter();
    let mut written = String::new();
    let mut inside = false;
    for line in README.lines() {
        let row = line.starts_with("| `");
        if row && !inside && line.starts_with("| `Enter`") {
            written += &tables.next().unwrap();
            inside = true;
        }
        inside &= row;
        if !inside {
            written += line;
            written.push('\n');
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::write(path, written).unwrap();
}

#[test]
fn every_command_of_the_help_is_told() {
    let help = Command::new(env!("CARGO_BIN_EXE_gelar"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1)
        .take_while(|l| l.starts_with("  "))
        .filter_map(|l| l.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(commands.len() > 10, "{help}");
    for command in commands {
        let told = README
            .lines()
            .any(|l| l.starts_with("gelar ") && l[6..].split([' ', '|']).any(|w| w == command));
        assert!(told, "README does not tell of `gelar {command}`");
    }
}

#[test]
fn every_option_and_field_of_an_import_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let gelar = |args: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_gelar"))
            .args(args)
            .current_dir(folder.path())
            .env("GELAR_CONFIG", folder.path())
            .env_remove("GELAR_MEETING")
            .output()
            .unwrap();
        assert!(program.status.success(), "{program:?}");
        String::from_utf8(program.stdout).unwrap()
    };
    let help = gelar(&["import", "--help"]);
    let own = help.split("Pilihan umum").next().unwrap();
    let options = own.split_whitespace().filter(|w| w.starts_with("--"));
    for option in options.filter(|o| *o != "--help") {
        assert!(README.contains(option), "README does not tell of {option}");
    }

    // One row of each kind: a question, a broken cell, a rejected row, a row that is passed over.
    let list = "bulan;desa;pelibatan;tanggal_input\n\
        Jan 2024;Salenrang;-;\nFeb 2024;Salenrang;1;31/02/2024\nMar 2024;Salenrang;1,5;\n;Jumlah;1;\n";
    std::fs::write(folder.path().join("capaian.csv"), list).unwrap();
    gelar(&["new", "--title", "Uji", "--date", "2024-12-10"]);
    let told = gelar(&["import", "capaian", "capaian.csv", "--dry-run", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let row = README.lines().find(|l| l.starts_with("| `import` |"));
    let row = row.unwrap();
    let mut fields: Vec<&String> = told.as_object().unwrap().keys().collect();
    for part in ["questions", "cells", "rejected", "passed", "sheets"] {
        let first = told[part][0].as_object();
        fields.extend(first.unwrap_or_else(|| panic!("{part}: {told}")).keys());
    }
    for field in fields {
        let words = || row.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        assert!(
            words().any(|w| w == field),
            "README does not tell of {field}"
        );
    }
}
