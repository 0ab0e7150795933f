//! Any keys at all: no panic, no arrival that nobody asked for, every window in agreement.

use proptest::prelude::*;

use super::support::{Desk, key};

const FEW: &str = "\
nama;unsur;jabatan;desa;kecamatan
Syamsuddin;Kepala Desa;Kepala Desa Barugae;Barugae;Mallawa
Syamsuddin;Penerima Manfaat;Kelompok ternak madu;Barugae;Mallawa
Hj. St. Rahmatia Dg. Bollo;Pengelola;Pengelola;Salenrang;Bontoa
Andi Tenri;Pengelola;;Soreang;Lau
Ko Bun Hok;Media;;;
";

const KEYS: [&str; 44] = [
    "a",
    "s",
    "y",
    "t",
    "e",
    "r",
    "0",
    "1",
    "2",
    "5",
    "9",
    "#",
    "?",
    " ",
    ".",
    "Tab",
    "BackTab",
    "Backspace",
    "Del",
    "Up",
    "Down",
    "Left",
    "Right",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Esc",
    "F1",
    "F2",
    "F3",
    "F7",
    "F8",
    "F9",
    "F10",
    "Ctrl+Z",
    "Ctrl+P",
    "Ctrl+D",
    "Ctrl+X",
    "Ctrl+R",
    "Ctrl+U",
    "Ctrl+W",
    "Ctrl+J_",
    "Ctrl+C",
];

#[derive(Clone, Debug)]
enum Deed {
    Key(usize),
    Paste(String),
    Wait(u64),
    Word(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => (0..KEYS.len()).prop_map(Deed::Key),
        1 => "\\PC{0,40}".prop_map(Deed::Paste),
        3 => (0u64..3_000).prop_map(Deed::Wait),
        3 => (0usize..4).prop_map(Deed::Word),
    ]
}

fn carry_out(desk: &mut Desk, deed: &Deed) {
    match deed {
        Deed::Key(i) => desk.key(key(KEYS[*i].trim_end_matches('_'))),
        Deed::Paste(text) => drop(desk.paste(text)),
        Deed::Wait(ms) => desk.pass(*ms),
        Deed::Word(i) => drop(desk.type_text(["syam", "rahma", "3", "andi te"][*i])),
    }
    desk.pass(7);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Without Enter, without Ctrl+S (which saves a form) and without a scan nobody arrives.
    #[test]
    fn nobody_arrives_without_enter_or_scan(deeds in prop::collection::vec(deed(), 1..60)) {
        let mut desk = Desk::with(FEW);
        for deed in deeds.iter().filter(|d| !matches!(d, Deed::Key(i) if KEYS[*i] == "Ctrl+J_")) {
            carry_out(&mut desk, deed);
        }
        prop_assert_eq!(desk.count(), 0);
    }

    /// With Enter, scans and a second window: no panic, and both windows end equal.
    #[test]
    fn any_keys_are_survived(
        deeds in prop::collection::vec((deed(), prop::option::weighted(0.2, 0u32..9), any::<bool>()), 1..60),
        size in (1u16..130, 1u16..50),
    ) {
        let mut one = Desk::with(FEW);
        let mut two = one.second("Meja 2", "");
        for (deed, act, first) in &deeds {
            let desk = if *first { &mut one } else { &mut two };
            carry_out(desk, deed);
            match act {
                Some(0..=4) => drop(desk.press("Enter")),
                Some(5) => drop(desk.press("Ctrl+S")),
                Some(n) if desk.model.session.meeting().people().len() >= 3 => drop(desk.scan(n - 5)),
                Some(_) | None => {}
            }
            desk.screen(size.0, size.1);
        }
        one.follow();
        two.follow();
        prop_assert_eq!(one.model.session.head(), two.model.session.head());
        prop_assert_eq!(one.count(), two.count());
    }
}
