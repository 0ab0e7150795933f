//! Numbers of a spreadsheet as an office writes them.

/// `81`, `81,5`, `81.00`, `81,00 %` in hundredths; more places are rounded half up.
pub(super) fn hundredths(cell: &str) -> Option<u64> {
    let cell = cell.trim_end_matches('%').trim_end();
    let (whole, part) = cell.split_once([',', '.']).unwrap_or((cell, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let mut thousandths: u64 = whole.parse::<u64>().ok()? * 1_000;
    for (digit, worth) in part.bytes().zip([100, 10, 1]) {
        thousandths += u64::from(digit - b'0') * worth;
    }
    Some((thousandths + 5) / 10)
}

/// `5574`, `5.574`, `5,574`, `36,00`: a whole number.
pub(super) fn count(cell: &str) -> Option<u64> {
    if cell.bytes().all(|b| b.is_ascii_digit()) {
        return cell.parse().ok();
    }
    let parts: Vec<&str> = cell.split(['.', ',']).collect();
    let (first, rest) = parts.split_first()?;
    let digits = |s: &&str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !rest.iter().all(digits) {
        return None;
    }
    if let ([zeros], true) = (rest, rest.iter().all(|r| r.len() < 3)) {
        return zeros
            .bytes()
            .all(|b| b == b'0')
            .then(|| first.parse().ok())?;
    }
    let groups = first.len() <= 3 && rest.iter().all(|r| r.len() == 3);
    groups.then(|| parts.concat().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_counts_are_read_as_an_office_writes_them() {
        for (cell, expected) in [
            ("81", Some(8_100)),
            ("81,5", Some(8_150)),
            ("81.00", Some(8_100)),
            ("81,005", Some(8_101)),
            ("91,70 %", Some(9_170)),
            ("100", Some(10_000)),
            ("1000", None),
            ("tinggi", None),
            ("", None),
            (",5", None),
            ("8,1,2", None),
        ] {
            assert_eq!(hundredths(cell), expected, "{cell}");
        }
        for (cell, expected) in [
            ("36", Some(36)),
            ("36,00", Some(36)),
            ("5.574", Some(5_574)),
            ("1.005.574", Some(1_005_574)),
            ("1,5", None),
            ("5.57", None),
            ("-3", None),
            ("", None),
        ] {
            let read = (!cell.is_empty()).then(|| count(cell)).flatten();
            assert_eq!(read, expected, "{cell}");
        }
    }
}
