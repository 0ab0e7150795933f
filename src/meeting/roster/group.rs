//! The known groups (*unsur*) and the ways people write them. Never refuses one: what is not
//! known is kept as written.

use crate::meeting::names::plain;

/// The groups of a Peer Learning Meeting, in the spelling that lists are counted by.
pub const GROUPS: [&str; 18] = [
    "Bupati/wakil bupati",
    "Sekda/asisten",
    "Kepala dinas",
    "OPD undangan",
    "Camat",
    "Kepala desa/lurah",
    "Pengelola perpustakaan",
    "Pustakawan",
    "Bunda literasi",
    "Penerima manfaat",
    "Fasilitator/master trainer",
    "Konsultan pendamping",
    "PIC provinsi",
    "Narasumber",
    "Moderator",
    "TP PKK",
    "Media",
    "Panitia",
];

/// [`GROUPS`] as they are compared: letters and digits only.
const KEYS: [&str; 18] = [
    "bupatiwakilbupati",
    "sekdaasisten",
    "kepaladinas",
    "opdundangan",
    "camat",
    "kepaladesalurah",
    "pengelolaperpustakaan",
    "pustakawan",
    "bundaliterasi",
    "penerimamanfaat",
    "fasilitatormastertrainer",
    "konsultanpendamping",
    "picprovinsi",
    "narasumber",
    "moderator",
    "tppkk",
    "media",
    "panitia",
];

/// Other ways to write a group: letters and digits only, and its place in [`GROUPS`].
const ALIASES: &[(&str, usize)] = &[
    ("bupati", 0),
    ("wakilbupati", 0),
    ("wabup", 0),
    ("sekda", 1),
    ("sekretarisdaerah", 1),
    ("asisten", 1),
    ("kadis", 2),
    ("kepalaopd", 2),
    ("opd", 3),
    ("skpd", 3),
    ("undanganopd", 3),
    ("kepaladesa", 5),
    ("kepaladesakelurahan", 5),
    ("kades", 5),
    ("kadeslurah", 5),
    ("lurah", 5),
    ("kepalakelurahan", 5),
    ("lurahkepaladesa", 5),
    ("pengelola", 6),
    ("pic", 6),
    ("pengelolapic", 6),
    ("picpengelola", 6),
    ("pengelolaperpus", 6),
    ("bundabaca", 8),
    ("bundaliterasibundabaca", 8),
    ("bundaliterasibaca", 8),
    ("penerimamanfaatimpact", 9),
    ("impact", 9),
    ("fasilitator", 10),
    ("fasilitatordaerah", 10),
    ("fasda", 10),
    ("mastertrainer", 10),
    ("pelatihahli", 10),
    ("konsultan", 11),
    ("picprov", 12),
    ("picprovinsisulawesiselatan", 12),
    ("pembicara", 13),
    ("pemateri", 13),
    ("pkk", 15),
    ("timpenggerakpkk", 15),
    ("ketuatppkk", 15),
    ("pers", 16),
    ("wartawan", 16),
    ("jurnalis", 16),
    ("kepanitiaan", 17),
];

/// The group somebody means, in the spelling of [`GROUPS`]; case, punctuation and short forms do
/// not matter, and a PIC is a *pengelola*.
pub fn known_group(written: &str) -> Option<&'static str> {
    let key = plain(written);
    // "PIC Perpustakaan Desa", "Pengelola Perpustakaan (PIC)", "Pengelola/PIC perpustakaan desa".
    if let Some(group) = find(&key) {
        return Some(group);
    }
    let bare = key
        .replace("perpustakaan", "")
        .trim_end_matches("kelurahan")
        .trim_end_matches("desa")
        .to_owned();
    find(&bare)
}

fn find(key: &str) -> Option<&'static str> {
    let alias = || ALIASES.iter().find(|(alias, _)| *alias == key);
    let at = KEYS
        .iter()
        .position(|k| *k == key)
        .or_else(|| alias().map(|(_, at)| *at))?;
    GROUPS.get(at).copied()
}

/// Is it the committee, who signs a list of its own?
pub fn is_staff(group: &str) -> bool {
    known_group(group) == Some("Panitia")
}

/// Are they speakers and moderators, who sign a list of their own?
pub fn is_speaker(group: &str) -> bool {
    matches!(known_group(group), Some("Narasumber" | "Moderator"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_matched_loosely() {
        for (written, group) in [
            ("PIC", "Pengelola perpustakaan"),
            ("pengelola", "Pengelola perpustakaan"),
            ("Pengelola/PIC perpustakaan desa", "Pengelola perpustakaan"),
            ("Pengelola Perpustakaan (PIC)", "Pengelola perpustakaan"),
            ("PIC Provinsi", "PIC provinsi"),
            ("KEPALA DESA / LURAH", "Kepala desa/lurah"),
            ("kades", "Kepala desa/lurah"),
            ("Bunda Literasi", "Bunda literasi"),
            ("Bunda baca", "Bunda literasi"),
            ("T.P. PKK", "TP PKK"),
            ("narasumber", "Narasumber"),
        ] {
            assert_eq!(known_group(written), Some(group), "{written}");
        }
        for unknown in ["", "desa", "Tamu", "Babinsa", "perpustakaan"] {
            assert_eq!(known_group(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_alias_names_a_group_and_is_written_as_it_is_compared() {
        for (alias, at) in ALIASES {
            assert!(GROUPS.get(*at).is_some());
            assert_eq!(plain(alias), *alias);
        }
        for (group, key) in GROUPS.iter().zip(KEYS) {
            assert_eq!(plain(group), key);
        }
    }
}
