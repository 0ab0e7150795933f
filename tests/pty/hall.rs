//! Console and projector beside each other on two terminals, and scripts that drive them.

#![allow(clippy::disallowed_methods)] // how long it takes is told

use std::time::Instant;

use crate::support::Office;
use crate::terminal::{F6, Start, Terminal};

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan\n\
    73.09.05.2006;Perpustakaan Salenrang\n\
    73.09.01.2003;Perpustakaan Tenrigangkae\n";

fn office() -> Office {
    let office = Office::invited();
    office.write("perpustakaan.csv", LIBRARIES);
    office
        .run(&["import", "perpustakaan", "perpustakaan.csv"])
        .must();
    office
}

#[test]
fn the_console_feeds_the_projector_and_hears_it() {
    let office = office();
    let mut projector = Start::gelar(&office, &["projector"]).open();
    projector.see("menunggu konsol");
    let mut console = Terminal::desk(&office);
    // The title, without anybody's doing; and the console knows the display.
    projector.see("18 Desember 2026");
    console.send(F6);
    console.see("layar 1: 80×24");
    console.send("n");
    projector.see("hadir dari 3");
    console.send("b");
    console.see("LAYAR GELAP");
    projector.until("black", |s| s.contents().trim().is_empty());
    // A presenter's remote: both see the scene, and the cover is gone.
    office.run(&["stage", "next"]).must();
    projector.see("Tenrigangkae");
    console.gone("LAYAR GELAP");
    console.see("CAPAIAN TPBIS");
    // A number from a script is on the wall; how long that took is told, not judged.
    office.write(
        "capaian.csv",
        "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak\n73.09.05.2006;2026-01;4;3\n",
    );
    let before = Instant::now();
    office.run(&["import", "capaian", "capaian.csv"]).must();
    let imported = before.elapsed();
    projector.see("data per");
    println!("import {imported:?}, on the wall {:?}", before.elapsed());
    let board = office.json(&["board"]);
    let score = board["rows"][0]["score"]
        .as_str()
        .unwrap()
        .replace('.', ",");
    projector.see(&score);
    console.see(&score);
    // The console goes: the picture stays.
    console.quit();
    projector.see(&score);
    projector.quit();
}
