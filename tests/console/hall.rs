//! The stage screen: what the hall sees, what comes next, covers, hold, displays.

use gelar::console::stage::Shown;
use gelar::text::Lang;

use super::support::{Desk, achievements, founded, libraries, people};

fn hall(lang: Lang) -> Desk {
    let commands = vec![
        libraries(include_str!("../../data/contoh/perpustakaan.csv")),
        people(include_str!("../../data/contoh/peserta.csv")),
        achievements(include_str!("../../data/contoh/capaian.csv")),
    ];
    let mut desk = Desk::on(founded(true, commands), lang);
    desk.open_stage(Shown::default());
    desk.press("F6");
    desk
}

#[test]
fn look() {
    let mut desk = hall(Lang::Id);
    println!("{}", desk.screen(80, 24));
    desk.press("n");
    desk.press("n");
    println!("{}", desk.screen(80, 24));
    println!("{}", desk.screen(64, 20));
    desk.press("Down").press("Down");
    println!("{}", desk.screen(120, 40));
    desk.press("b");
    println!("{}", desk.screen(80, 24));
}
