//! Words of the command line into scenes; a word that names none is told those that there are.

use crate::cli::Failure;
use crate::meeting::Meeting;
use crate::meeting::hall::Wanted;
use crate::meeting::names::fold;
use crate::text::Text;

/// So many names an answer lists.
const MOST_NAMES: usize = 12;

/// Reads a scene.
pub(super) fn read(text: &Text, meeting: &Meeting, words: &[String]) -> Result<Wanted, Failure> {
    let words: Vec<&str> = words.iter().flat_map(|w| w.split_whitespace()).collect();
    let whole = words.join(" ");
    let Some((first, rest)) = words.split_first() else {
        return Err(unknown(text, meeting, &whole));
    };
    let name = rest.join(" ");
    let found = match first.to_lowercase().as_str() {
        "logo" | "judul" if name.is_empty() => Some(Wanted::Logo),
        "welcome" | "selamat-datang" if name.is_empty() => Some(Wanted::Welcome),
        "selamat" if name.eq_ignore_ascii_case("datang") => Some(Wanted::Welcome),
        "test" | "uji" if name.is_empty() => Some(Wanted::Test),
        "board" | "papan" if name.is_empty() => Some(Wanted::Board),
        "board" | "papan" => family(meeting, &name),
        "kecamatan" | "subdistrict" => subdistrict(meeting, &name),
        "library" | "perpustakaan" => return library(text, meeting, &name),
        _ => None,
    };
    found.ok_or_else(|| unknown(text, meeting, &whole))
}

fn family(meeting: &Meeting, name: &str) -> Option<Wanted> {
    let wanted = fold(name);
    let rules = meeting.rules();
    let called = |f: &&crate::meeting::rules::Family| {
        f.key.eq_ignore_ascii_case(name) || fold(&f.name_id) == wanted || fold(&f.name_en) == wanted
    };
    let key = rules.families.iter().find(called)?.key.clone();
    Some(Wanted::Family { key })
}

fn subdistrict(meeting: &Meeting, name: &str) -> Option<Wanted> {
    let wanted = fold(name);
    let all = meeting.subdistricts();
    let name = all.into_iter().find(|s| fold(s) == wanted)?.to_owned();
    Some(Wanted::Subdistrict { name })
}

fn library(text: &Text, meeting: &Meeting, name: &str) -> Result<Wanted, Failure> {
    match meeting.libraries_called(name)[..] {
        [code] => Ok(Wanted::Library { code: code.clone() }),
        [] => Err(unknown(text, meeting, &format!("library {name}"))),
        ref several => {
            let all = several.iter().take(MOST_NAMES).map(|code| {
                let place = meeting.subdistrict_of(code);
                format!("{} {} ({place})", code.as_str(), meeting.library_name(code))
            });
            let all: Vec<String> = all.collect();
            let words = (text.stage.ambiguous)(name, &all.join(", "));
            Err(Failure::Refused(words))
        }
    }
}

fn unknown(text: &Text, meeting: &Meeting, word: &str) -> Failure {
    let all: Vec<String> = meeting.scenes().iter().map(word_of).collect();
    let more = all.len().saturating_sub(2 * MOST_NAMES);
    let mut all: Vec<String> = all.into_iter().take(2 * MOST_NAMES).collect();
    if more > 0 {
        all.push(format!("… (+{more})"));
    }
    all.extend(["library …".to_owned(), "test".to_owned()]);
    Failure::Refused((text.stage.no_such_scene)(word, &all.join(", ")))
}

/// A scene as it is typed.
pub(super) fn word_of(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Logo => "logo".to_owned(),
        Wanted::Welcome => "welcome".to_owned(),
        Wanted::Board => "board".to_owned(),
        Wanted::Test => "test".to_owned(),
        Wanted::Family { key } => format!("board {key}"),
        Wanted::Subdistrict { name } => format!("kecamatan {name}"),
        Wanted::Library { code } => format!("library {}", code.as_str()),
    }
}
