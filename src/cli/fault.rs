//! gelar's own faults. A panic, of whatever thread, goes to the log and never to the terminal in a
//! programmer's words; one that ends the program is told in words, once the terminal is given back.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use super::Failure;
use crate::console::recent;
use crate::text::Text;

/// From now on panics are told in the log alone.
pub(super) fn to_the_log() {
    set_hook(Box::new(|info| {
        tracing::error!("{}", what_panicked(info.payload(), info.location()));
    }));
}

/// Does the program's work. A panic unwinds through it, and so the terminal is given back and the
/// meeting file is closed before anything is said.
pub(super) fn guarded(
    text: &Text,
    work: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let log = recent::folder().unwrap_or_default().join("gelar.log");
        Err(Failure::Fault((text.fault)(&log.display().to_string())))
    })
}

/// A panic for the log, which never holds personal values: its place, and its words only where they
/// stand in the program. Words put together (*byte index 5 is inside 'é' of `Hj. …`*) may name people.
fn what_panicked(payload: &dyn std::any::Any, place: Option<&std::panic::Location<'_>>) -> String {
    let place = place.map_or_else(|| "?".to_owned(), ToString::to_string);
    let words = payload.downcast_ref::<&'static str>().copied();
    format!("panic at {place}: {}", words.unwrap_or("…"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use std::process::Command;

    #[test]
    fn the_log_of_a_panic_holds_no_words_put_together() {
        let name = "Hj. Rahmatia Dg. Bollo";
        let written: Box<dyn std::any::Any + Send> = Box::new(format!("inside of `{name}`"));
        let place = std::panic::Location::caller();
        let line = what_panicked(&*written, Some(place));
        assert!(!line.contains("Rahmatia"), "{line}");
        assert!(line.contains(file!()), "{line}");
        let plain: Box<dyn std::any::Any + Send> = Box::new("no frame");
        assert!(what_panicked(&*plain, None).contains("no frame"));
    }

    /// Named in the program that this test starts of itself.
    const CHILD: &str = "GELAR_UJI_SALAH";

    #[test]
    #[allow(clippy::disallowed_methods)] // the child has no terminal to give back
    fn a_panic_is_told_in_words_with_an_exit_code_of_its_own() {
        if let Ok(lang) = std::env::var(CHILD) {
            to_the_log();
            let reader = std::thread::spawn(|| panic!("byte index 5 of `Hj. Rahmatia`"));
            assert!(reader.join().is_err());
            let ended = guarded(Lang::parse(&lang).unwrap().text(), || {
                panic!("byte index 5 of `Hj. Rahmatia`")
            });
            std::process::exit(i32::from(super::super::told(ended)));
        }
        for (lang, words) in [
            ("id", "Kesalahan di dalam gelar"),
            ("en", "A fault of gelar"),
        ] {
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "--nocapture"])
                .arg("cli::fault::tests::a_panic_is_told_in_words_with_an_exit_code_of_its_own")
                .env(CHILD, lang)
                .output()
                .unwrap();
            let told = String::from_utf8(child.stderr).unwrap();
            assert!(
                told.starts_with("gelar: ") && told.contains(words),
                "{told}"
            );
            assert!(told.contains("gelar.log"), "{told}");
            assert!(
                !told.contains("panic") && !told.contains("thread"),
                "{told}"
            );
            assert_eq!(child.status.code(), Some(4), "{told}");
        }
    }
}
