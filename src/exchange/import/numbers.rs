//! Numbers as Indonesian offices write them: counts, scores, statuses, colours. A dot groups thousands,
//! a comma is decimal; what could mean two numbers is refused, never guessed.

use super::is_dash;
use super::values::yes_no;
use crate::exchange::cells::{Cell, Kind};
use crate::meeting::achieved::{Measure, Status};
use crate::meeting::hall::Colour;
use crate::meeting::names::plain;
use crate::meeting::roster::Reason;

/// The most that a column of counts takes.
const MOST: u64 = 999_999_999;

/// The most that a column of rupiah takes.
const MOST_RUPIAH: u64 = 999_999_999_999_999;

/// The most that a column takes.
pub(super) fn most(measure: Measure) -> u64 {
    if measure == Measure::SupportRupiah {
        MOST_RUPIAH
    } else {
        MOST
    }
}

/// What a cell of counts says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// So many.
    Number(u64),
    /// *Belum lapor*: nothing is stated.
    Unreported,
    /// A dash: for one office zero, for another nothing.
    Dash,
}

/// A count: `5574`, `5.574`, `1 250`, `Rp 1.500.000,00`, *nihil*. `1,5`, `1.5`, `5.57` and `81 %` are
/// refused.
pub(super) fn count(cell: Cell<'_>, most: u64) -> Result<Counted, Reason> {
    let text = cell.text.trim();
    match cell.kind {
        // Excel made a day of `1.5` or `3/4`.
        Kind::Date | Kind::Percent | Kind::Flag | Kind::Error | Kind::Unsaved | Kind::Merged => {
            return Err(Reason::NotACount);
        }
        Kind::Text | Kind::Number => {}
    }
    let number = if is_digits(text) {
        text.parse().map_err(|_| Reason::TooMany { most })?
    } else if is_negative(text) {
        return Err(Reason::Negative);
    } else if cell.kind == Kind::Number {
        // A whole number has no comma in a spreadsheet, however it is shown.
        return Err(Reason::NotACount);
    } else if is_dash(without_rp(text)) {
        return Ok(Counted::Dash);
    } else if let Some(number) = written(text) {
        number
    } else {
        return worded(text);
    };
    if number > most {
        return Err(Reason::TooMany { most });
    }
    Ok(Counted::Number(number))
}

/// The words for none and for not reported. *Tidak ada* and *kosong* may be either.
fn worded(text: &str) -> Result<Counted, Reason> {
    match plain(text).as_str() {
        "nihil" | "nol" => Ok(Counted::Number(0)),
        word if is_unreported(word) => Ok(Counted::Unreported),
        _ => Err(Reason::NotACount),
    }
}

/// *Belum lapor*, *blm diinput*, *belum ada data*. *Belum ada kegiatan* is a report.
fn is_unreported(word: &str) -> bool {
    let what = word.strip_prefix("belum").or(word.strip_prefix("blm"));
    matches!(
        what,
        Some(
            "" | "lapor"
                | "melapor"
                | "melaporkan"
                | "dilaporkan"
                | "terlapor"
                | "adalaporan"
                | "adadata"
                | "input"
                | "menginput"
                | "diinput"
                | "terinput"
                | "entri"
                | "entry"
                | "dientri"
                | "isi"
                | "mengisi"
                | "diisi"
                | "terisi"
        )
    )
}

/// Groups of three behind dots or blanks; `,00` and `,-` behind say nothing.
fn written(text: &str) -> Option<u64> {
    let bare = without_rp(text);
    let bare = [",00", ",0", ",-"]
        .into_iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    if is_digits(bare) {
        return bare.parse().ok();
    }
    let separator = bare.chars().find(|c| !c.is_ascii_digit())?;
    if separator != '.' && !separator.is_whitespace() {
        return None;
    }
    let mut whole = String::with_capacity(bare.len());
    for (at, group) in bare.split(separator).enumerate() {
        let fits = if at == 0 {
            (1..=3).contains(&group.len())
        } else {
            group.len() == 3
        };
        if !fits || !is_digits(group) {
            return None;
        }
        whole.push_str(group);
    }
    whole.parse().ok()
}

fn without_rp(text: &str) -> &str {
    match text.split_at_checked(2) {
        Some((rp, rest)) if rp.eq_ignore_ascii_case("rp") => {
            rest.trim_start_matches('.').trim_start()
        }
        Some(_) | None => text,
    }
}

/// A score from 0 to 100 in hundredths: `81,00`, `81.00`, `81`, `81,5`, `81%`.
pub(super) fn score(cell: Cell<'_>) -> Result<u16, Reason> {
    match cell.kind {
        Kind::Date | Kind::Flag | Kind::Error | Kind::Unsaved | Kind::Merged => {
            return Err(Reason::NotAScore);
        }
        Kind::Text | Kind::Number | Kind::Percent => {}
    }
    let text = cell.text.trim();
    if is_negative(text) {
        return Err(Reason::Negative);
    }
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, decimals) = match text.split_once([',', '.']) {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return Err(Reason::NotAScore),
        None => (text, "0"),
    };
    if !is_digits(whole) || !is_digits(decimals) {
        return Err(Reason::NotAScore);
    }
    // A computed cell has as many decimals as it likes; a written one that many is no score.
    if decimals.len() > 2 && cell.kind == Kind::Text {
        return Err(Reason::NotAScore);
    }
    let digit = |at: usize| {
        decimals
            .as_bytes()
            .get(at)
            .map_or(0, |b| u32::from(b - b'0'))
    };
    let up = u32::from(digit(2) >= 5);
    let whole: u32 = whole.parse().map_err(|_| Reason::NotAScore)?;
    let hundredths = whole
        .checked_mul(100)
        .and_then(|n| n.checked_add(digit(0) * 10 + digit(1) + up))
        .filter(|n| *n <= 10_000);
    hundredths
        .and_then(|n| u16::try_from(n).ok())
        .ok_or(Reason::NotAScore)
}

/// The score that a number up to one is as a share of a hundred, in hundredths: `0,8143` is 81,43 and `1`
/// is 100. None for zero, which is zero either way, and where a percent sign says what it is.
pub(super) fn fraction(cell: Cell<'_>) -> Option<u16> {
    let text = cell.text.trim();
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let bare = matches!(cell.kind, Kind::Text | Kind::Number);
    if !bare || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let decimals = format!("{decimals:0<3}");
    let (hundred, rest) = decimals.split_at_checked(2)?;
    let text = &format!("{whole}{hundred},{rest}");
    let kind = Kind::Number;
    score(Cell { text, kind }).ok().filter(|score| *score > 0)
}

/// What the status column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// One of the four.
    Status(Status),
    /// *belum lapor*: as if the row were not there.
    Unreported,
}

/// A status by its word.
pub(super) fn status(text: &str) -> Result<Said, Reason> {
    let word = plain(text);
    Ok(Said::Status(match word.as_str() {
        "dilaporkan" | "lapor" | "sudahlapor" | "terlapor" | "reported" => Status::Reported,
        "terverifikasi" | "diverifikasi" | "verifikasi" | "sudahdiverifikasi" | "verified" => {
            Status::Verified
        }
        "ditolak" | "tolak" | "rejected" => Status::Rejected,
        "tidakberlaku" | "tdkberlaku" | "notapplicable" | "na" => Status::NotApplicable,
        "notreported" => return Ok(Said::Unreported),
        word if is_unreported(word) => return Ok(Said::Unreported),
        _ => return Err(Reason::NotAStatus),
    }))
}

/// What the colour column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    /// A colour.
    Colour(Colour),
    /// The fourth state: *belum memiliki akun SIM*.
    NoAccount,
}

/// A colour by its word or letter.
pub(super) fn colour(text: &str) -> Result<Shade, Reason> {
    let word = plain(text);
    let word = word.strip_prefix("zona").unwrap_or(&word);
    Ok(Shade::Colour(match word {
        "hijau" | "h" | "green" | "g" | "tinggi" => Colour::Green,
        "kuning" | "k" | "yellow" | "y" | "sedang" => Colour::Yellow,
        "merah" | "m" | "red" | "r" | "rendah" => Colour::Red,
        word if has_no_account(word) => return Ok(Shade::NoAccount),
        _ => return Err(Reason::NotAColour),
    }))
}

/// Is there an account? Yes, no, or *belum memiliki akun SIM*.
pub(super) fn account(text: &str) -> Result<bool, Reason> {
    match plain(text).as_str() {
        "aktif" => Ok(true),
        "tidakaktif" => Ok(false),
        word if has_no_account(word) => Ok(false),
        _ => yes_no(text).ok_or(Reason::NotYesNo),
    }
}

fn has_no_account(word: &str) -> bool {
    let begins = ["belum", "tidak", "tanpa", "tdk", "blm"];
    word.contains("akun") && begins.iter().any(|b| word.starts_with(b))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_negative(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '−', '–', '(']);
    rest.len() < text.len() && rest.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Cell<'_> {
        Cell { text, kind }
    }

    #[test]
    fn a_dot_groups_thousands_and_a_broken_number_is_no_count() {
        for (written, number) in [
            ("0", 0),
            ("007", 7),
            ("5574", 5574),
            ("5.574", 5574),
            ("1 250", 1250),
            ("1\u{a0}250", 1250),
            ("1.234.567", 1_234_567),
            ("12,00", 12),
            ("12,0", 12),
            ("Rp 1.500.000", 1_500_000),
            ("Rp. 1.500.000,-", 1_500_000),
            ("rp1.500.000,00", 1_500_000),
        ] {
            assert_eq!(
                count(of(Kind::Text, written), MOST),
                Ok(Counted::Number(number)),
                "{written}"
            );
        }
        for broken in [
            "1,5",
            "1.5",
            "5.57",
            "5,574",
            "12.0",
            "1.2345",
            "1.234.56",
            ".574",
            "5.",
            "1.234 567",
            "5 kegiatan",
            "1e3",
            "1.97809E+17",
            "x",
            "12,5",
            "+5",
            "٣",
            "81 %",
            "Rp",
            "",
            "nan",
            "NULL",
            "FALSE",
        ] {
            let read = count(of(Kind::Text, broken), MOST);
            assert_eq!(read, Err(Reason::NotACount), "{broken}");
        }
        for negative in ["-5", "−5", "(5)", "-1.000"] {
            let read = count(of(Kind::Text, negative), MOST);
            assert_eq!(read, Err(Reason::Negative), "{negative}");
        }
        for many in ["1000000000", "99999999999999999999999"] {
            let read = count(of(Kind::Text, many), MOST);
            assert_eq!(read, Err(Reason::TooMany { most: MOST }), "{many}");
        }
    }

    #[test]
    fn words_and_dashes_are_told_apart() {
        for (written, counted) in [
            ("Nihil.", Counted::Number(0)),
            ("blm diinput", Counted::Unreported),
            ("-", Counted::Dash),
            ("–", Counted::Dash),
            ("—", Counted::Dash),
            ("−", Counted::Dash),
            ("--", Counted::Dash),
            ("- -", Counted::Dash),
            ("Rp -", Counted::Dash),
        ] {
            assert_eq!(
                count(of(Kind::Text, written), MOST),
                Ok(counted),
                "{written}"
            );
        }
    }

    #[test]
    fn a_spreadsheet_number_is_whole_or_no_count() {
        assert_eq!(
            count(of(Kind::Number, "5574"), MOST),
            Ok(Counted::Number(5574))
        );
        for (kind, text) in [
            (Kind::Number, "1,5"),
            (Kind::Number, "5,574"),
            (Kind::Number, "1.00000E+15"),
            (Kind::Date, "01/05/2024"),
            (Kind::Flag, "ya"),
            (Kind::Percent, "60%"),
            (Kind::Error, "#N/A"),
        ] {
            assert_eq!(
                count(of(kind, text), MOST),
                Err(Reason::NotACount),
                "{text}"
            );
        }
    }

    #[test]
    fn a_score_has_two_decimals_and_ends_at_a_hundred() {
        for (written, hundredths) in [
            ("81,00", 8100),
            ("81.00", 8100),
            ("81", 8100),
            ("81,5", 8150),
            ("81,05", 8105),
            ("100,00", 10_000),
            ("100", 10_000),
            ("0", 0),
            ("91,7 %", 9170),
        ] {
            assert_eq!(score(of(Kind::Text, written)), Ok(hundredths), "{written}");
        }
        for wrong in [
            "100,01", "101", "5.574", "81,005", "81,", ",5", "8100", "H", "",
        ] {
            assert_eq!(
                score(of(Kind::Text, wrong)),
                Err(Reason::NotAScore),
                "{wrong}"
            );
        }
        assert_eq!(score(of(Kind::Percent, "81,43%")), Ok(8143));
        assert_eq!(score(of(Kind::Percent, "81,4286%")), Ok(8143));
        assert_eq!(score(of(Kind::Number, "81,256")), Ok(8126));
        assert_eq!(score(of(Kind::Number, "81,29999999999999")), Ok(8130));
        assert_eq!(score(of(Kind::Text, "-1")), Err(Reason::Negative));
    }

    #[test]
    fn statuses_and_colours_in_all_their_words() {
        for (written, status_) in [
            ("Dilaporkan", Status::Reported),
            ("TERVERIFIKASI", Status::Verified),
            ("ditolak", Status::Rejected),
            ("tidak_berlaku", Status::NotApplicable),
            ("Tidak Berlaku", Status::NotApplicable),
        ] {
            assert_eq!(status(written), Ok(Said::Status(status_)), "{written}");
        }
        for unreported in ["Belum lapor", "blm lapor", "belum input"] {
            assert_eq!(status(unreported), Ok(Said::Unreported), "{unreported}");
        }
        assert_eq!(status("entah"), Err(Reason::NotAStatus));
        for (written, shade) in [
            ("hijau", Shade::Colour(Colour::Green)),
            ("K", Shade::Colour(Colour::Yellow)),
            ("Zona Merah", Shade::Colour(Colour::Red)),
            ("belum memiliki akun SIM", Shade::NoAccount),
        ] {
            assert_eq!(colour(written), Ok(shade), "{written}");
        }
        assert_eq!(colour("biru"), Err(Reason::NotAColour));
        assert_eq!(account("Belum memiliki akun"), Ok(false));
        assert_eq!(account("ya"), Ok(true));
        assert_eq!(account("mungkin"), Err(Reason::NotYesNo));
    }
}
