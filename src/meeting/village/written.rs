//! A written place taken apart: the name, the words for its kind around it, its sub-district.

use super::place_key;

/// A written place taken apart: *Kel. Bontoa (Mandai)*, *Inobonto (kelurahan), Kec. Bolaang*.
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    pub(super) subdistrict: &'a str,
    /// Was a *kelurahan* said, or a *desa*?
    pub(super) urban: Option<bool>,
}

impl<'a> Written<'a> {
    pub(super) fn read(text: &'a str) -> Written<'a> {
        let trimmed = text.trim();
        let (first, rest) = trimmed.split_once([',', '(']).unwrap_or((trimmed, ""));
        let (mut name, mut urban) = (first.trim(), None);
        for cut in [kind_in_front, kind_behind] {
            if let Some((said, bare)) = cut(name) {
                (name, urban) = (bare, urban.or(said.urban()));
            }
        }
        let mut subdistrict = "";
        let parts = rest.split([',', '(', ')']).map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            match Kind::of(part) {
                Some(said) => urban = urban.or(said.urban()),
                None if subdistrict.is_empty() => subdistrict = bare_subdistrict(part),
                None => {}
            }
        }
        Written {
            name,
            subdistrict,
            urban,
        }
    }
}

/// The folded name of a place without the words around it.
pub(in crate::meeting) fn bare_key(text: &str) -> String {
    place_key(Written::read(text).name)
}

/// The kind of a village, as a word says it; *Desa/Kelurahan* leaves it open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Urban,
    Rural,
    Either,
}

impl Kind {
    fn of(word: &str) -> Option<Kind> {
        let mut said = None;
        for one in word.split('/') {
            let one = one.trim().trim_end_matches('.');
            let is = |words: &[&str]| words.iter().any(|w| one.eq_ignore_ascii_case(w));
            let kind = if is(&["kelurahan", "kel", "lurah"]) {
                Kind::Urban
            } else if is(&["desa", "ds"]) {
                Kind::Rural
            } else {
                return None;
            };
            said = match said {
                Some(before) if before != kind => Some(Kind::Either),
                Some(_) | None => Some(kind),
            };
        }
        said
    }

    fn urban(self) -> Option<bool> {
        match self {
            Kind::Urban => Some(true),
            Kind::Rural => Some(false),
            Kind::Either => None,
        }
    }
}

/// Takes `Desa`, `Kelurahan` and their short forms off the front: *Desa X*, *Kel./Desa X*, *Ds.X*.
fn kind_in_front(name: &str) -> Option<(Kind, &str)> {
    [name.find(' '), name.find('.')]
        .into_iter()
        .flatten()
        .find_map(|end| {
            let (first, rest) = name.split_at(end);
            let rest = rest.trim_start_matches(['.', ' ']);
            Some((Kind::of(first)?, rest)).filter(|_| !rest.is_empty())
        })
}

/// Takes them off the end.
fn kind_behind(name: &str) -> Option<(Kind, &str)> {
    let (rest, last) = name.rsplit_once(' ')?;
    Some((Kind::of(last)?, rest.trim_end()))
}

/// A sub-district's name without *Kecamatan* in front.
pub(in crate::meeting) fn bare_subdistrict(name: &str) -> &str {
    let name = name.trim();
    let Some((first, rest)) = name.split_once([' ', '.']) else {
        return name;
    };
    let rest = rest.trim_start_matches(['.', ' ']);
    let is_kind = ["kecamatan", "kec"]
        .iter()
        .any(|w| first.eq_ignore_ascii_case(w));
    if is_kind && !rest.is_empty() {
        rest
    } else {
        name
    }
}
