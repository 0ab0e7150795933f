use super::*;
use proptest::prelude::*;

/// Everything that bytes mean when nothing comes behind them, in words.
fn all(bytes: &[u8]) -> String {
    let mut keys = Keys::default();
    let mut events = keys.read(bytes);
    events.extend(keys.nothing_came());
    words(&events)
}

fn words(events: &[Event]) -> String {
    let words = events.iter().map(|event| match event {
        Event::Key(key) if key.modifiers.is_empty() => key.code.to_string(),
        Event::Key(key) => format!("{}+{}", key.modifiers, key.code),
        Event::Paste(text) => format!("<{text}>"),
        _ => "mouse".to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_key_has_its_bytes_and_esc_before_it_is_esc() {
    let keys: [(&[u8], &str); 34] = [
        (b"\r", "Enter"),
        (b"\t", "Tab"),
        (b"\x7f", "Backspace"),
        (b"\x08", "Backspace"),
        (b"\x1a", "Control+z"),
        (b"\n", "Control+j"),
        (b"\0", "Control+Space"),
        (b"\x1d", "Control+5"),
        (b"a", "a"),
        (b"Q", "Shift+Q"),
        ("é".as_bytes(), "é"),
        ("😀".as_bytes(), "😀"),
        (b"\x1b", "Esc"),
        (b"\x1b[A", "Up"),
        (b"\x1bOB", "Down"),
        (b"\x1b[1;5C", "Control+Right"),
        (b"\x1b[1;3D", "Alt+Left"),
        (b"\x1b[H", "Home"),
        (b"\x1b[4~", "End"),
        (b"\x1b[3~", "Del"),
        (b"\x1b[2~", "Insert"),
        (b"\x1b[5~", "Page Up"),
        (b"\x1b[6;5~", "Control+Page Down"),
        (b"\x1b[Z", "Shift+Back Tab"),
        (b"\x1bOP", "F1"),
        (b"\x1b[[E", "F5"),
        (b"\x1b[15~", "F5"),
        (b"\x1b[1;2R", "Shift+F3"),
        (b"\x1b[21~", "F10"),
        (b"\x1b[24~", "F12"),
        (b"\x1b[<35;80;24M", "mouse"),
        (b"\x1b[M !!", "mouse"),
        (b"\x1b[200~Hj. \x1b[31m\x1b[201~", "<Hj. \x1b[31m>"),
        (b"\x1b[200~\x1b[201~", "<>"),
    ];
    for (bytes, key) in keys {
        assert_eq!(all(bytes), key, "{bytes:?}");
        // In one read with others around it, and in as many reads as there are bytes.
        let line = [b"\x1b", bytes, b"x"].concat();
        assert_eq!(all(&line), format!("Esc {key} x"), "{bytes:?}");
        let mut apart = Keys::default();
        let events: Vec<Event> = line.iter().flat_map(|b| apart.read(&[*b])).collect();
        assert_eq!(words(&events), format!("Esc {key} x"), "{bytes:?}");
    }
}

#[test]
fn what_a_terminal_says_of_itself_is_no_key() {
    for told in [
        "\x1b[I",
        "\x1b[O",
        "\x1b[?62;22c",
        "\x1b[0n",
        "\x1b[57;1u",
        "\x1b[99~",
    ] {
        assert_eq!(all(format!("a{told}b").as_bytes()), "a b", "{told:?}");
    }
}

#[test]
fn esc_and_letters_that_only_begin_like_a_key_are_what_was_typed() {
    assert_eq!(all(b"\x1b["), "Esc [");
    assert_eq!(all(b"\x1bO"), "Esc Shift+O");
    assert_eq!(
        all(b"\x1bOpu Daeng"),
        "Esc Shift+O p u Space Shift+D a e n g"
    );
    assert_eq!(all(b"\x1b[1\r"), "Esc [ 1 Enter");
    assert_eq!(all(b"\x1b\x1b\x1b"), "Esc Esc Esc");
    assert_eq!(all(b"\xffa\xc3"), "a");
}

#[test]
fn a_long_paste_in_many_reads_is_one_paste() {
    let text = "Kec. Bontoa; é\x1b[201;".repeat(20_000);
    let mut keys = Keys::default();
    let bytes = format!("\x1b[200~{text}\x1b[201~\r");
    let events: Vec<Event> = bytes
        .as_bytes()
        .chunks(7)
        .flat_map(|c| keys.read(c))
        .collect();
    assert_eq!(events[0], Event::Paste(text));
    assert_eq!(words(&events[1..]), "Enter");
    assert!(!keys.is_waiting());
}

proptest! {
    /// No bytes upset it, none stay behind, and where reads are cut changes nothing.
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(prop_oneof![
        Just(ESC), Just(b'['), Just(b'O'), Just(b'M'), Just(b';'), Just(b'~'), any::<u8>(),
    ], 0..40), at in 0usize..40) {
        let (mut whole, mut cut) = (Keys::default(), Keys::default());
        let mut one = whole.read(&bytes);
        let (a, b) = bytes.split_at(at.min(bytes.len()));
        let mut two = cut.read(a);
        two.extend(cut.read(b));
        one.extend(whole.nothing_came());
        two.extend(cut.nothing_came());
        prop_assert_eq!(one, two);
        prop_assert!(!whole.is_waiting());
    }
}
