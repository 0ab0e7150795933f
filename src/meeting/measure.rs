//! The columns that hold counts, and counts by column. An absent count was not reported: it is not a zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A column of the achievement layouts that holds a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Measure {
    /// `pelibatan`: a typed total.
    Involvement,
    /// `pelibatan_kegiatan`
    Activities,
    /// `pelibatan_peserta_l`
    ParticipantsMale,
    /// `pelibatan_peserta_p`
    ParticipantsFemale,
    /// `publikasi`: a typed total.
    Publication,
    /// `publikasi_cetak`
    PublicationPrint,
    /// `publikasi_daring`
    PublicationOnline,
    /// `publikasi_medsos`
    PublicationSocial,
    /// `advokasi`: a typed total.
    Advocacy,
    /// `advokasi_dana`
    AdvocacyFunds,
    /// `advokasi_barang`
    AdvocacyGoods,
    /// `advokasi_kebijakan`
    AdvocacyPolicy,
    /// `advokasi_sdm`
    AdvocacyPeople,
    /// `advokasi_kemitraan`
    AdvocacyPartners,
    /// `nilai_dukungan_rp`: rupiah.
    SupportRupiah,
    /// `pengunjung`: a typed total.
    Visitors,
    /// `pengunjung_l`
    VisitorsMale,
    /// `pengunjung_p`
    VisitorsFemale,
    /// `pengguna_tik`
    ComputerUsers,
    /// `buku`: the collection.
    Books,
    /// `buku_bertambah`
    BooksAdded,
    /// `peningkatan_layanan`
    ServiceImprovements,
    /// `cerita_dampak`
    ImpactStories,
}

impl Measure {
    /// Every measure in the order of the layouts.
    pub const ALL: [Measure; 23] = [
        Measure::Involvement,
        Measure::Activities,
        Measure::ParticipantsMale,
        Measure::ParticipantsFemale,
        Measure::Publication,
        Measure::PublicationPrint,
        Measure::PublicationOnline,
        Measure::PublicationSocial,
        Measure::Advocacy,
        Measure::AdvocacyFunds,
        Measure::AdvocacyGoods,
        Measure::AdvocacyPolicy,
        Measure::AdvocacyPeople,
        Measure::AdvocacyPartners,
        Measure::SupportRupiah,
        Measure::Visitors,
        Measure::VisitorsMale,
        Measure::VisitorsFemale,
        Measure::ComputerUsers,
        Measure::Books,
        Measure::BooksAdded,
        Measure::ServiceImprovements,
        Measure::ImpactStories,
    ];

    /// The column's name in the import layouts; also the stored word.
    pub fn column(self) -> &'static str {
        match self {
            Measure::Involvement => "pelibatan",
            Measure::Activities => "pelibatan_kegiatan",
            Measure::ParticipantsMale => "pelibatan_peserta_l",
            Measure::ParticipantsFemale => "pelibatan_peserta_p",
            Measure::Publication => "publikasi",
            Measure::PublicationPrint => "publikasi_cetak",
            Measure::PublicationOnline => "publikasi_daring",
            Measure::PublicationSocial => "publikasi_medsos",
            Measure::Advocacy => "advokasi",
            Measure::AdvocacyFunds => "advokasi_dana",
            Measure::AdvocacyGoods => "advokasi_barang",
            Measure::AdvocacyPolicy => "advokasi_kebijakan",
            Measure::AdvocacyPeople => "advokasi_sdm",
            Measure::AdvocacyPartners => "advokasi_kemitraan",
            Measure::SupportRupiah => "nilai_dukungan_rp",
            Measure::Visitors => "pengunjung",
            Measure::VisitorsMale => "pengunjung_l",
            Measure::VisitorsFemale => "pengunjung_p",
            Measure::ComputerUsers => "pengguna_tik",
            Measure::Books => "buku",
            Measure::BooksAdded => "buku_bertambah",
            Measure::ServiceImprovements => "peningkatan_layanan",
            Measure::ImpactStories => "cerita_dampak",
        }
    }

    /// The measure of a column's name.
    pub fn parse(column: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|m| m.column() == column)
    }

    /// The part of the column's name before the first `_`: what belongs to `pelibatan` tells
    /// something about *pelibatan*, whether or not it is counted.
    pub fn topic(self) -> &'static str {
        match self {
            Measure::SupportRupiah => "advokasi",
            other => other.column().split('_').next().unwrap_or_default(),
        }
    }

    fn bit(self) -> u32 {
        1 << self as u8
    }
}

impl Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.column())
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Measure, D::Error> {
        let column = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Measure::parse(&column)
            .ok_or_else(|| serde::de::Error::custom(format!("no column {column}")))
    }
}

/// Counts by measure; a measure that is absent was not reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub(super) mask: u32,
    pub(super) values: Box<[u64]>,
}

/// [`Counts`] that lie somewhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountsRef<'a> {
    pub(super) mask: u32,
    pub(super) values: &'a [u64],
}

impl CountsRef<'_> {
    /// The count of a measure.
    pub fn get(self, measure: Measure) -> Option<u64> {
        if self.mask & measure.bit() == 0 {
            return None;
        }
        let before = (self.mask & (measure.bit() - 1)).count_ones() as usize;
        self.values.get(before).copied()
    }

    /// The sum of those of these measures that are reported; none where none is.
    pub fn sum(self, of: MeasureSet) -> Option<u64> {
        let mut wanted = self.mask & of.0;
        if wanted == 0 {
            return None;
        }
        let mut sum = 0_u64;
        while wanted != 0 {
            let before = (self.mask & ((wanted & wanted.wrapping_neg()) - 1)).count_ones();
            let value = self.values.get(before as usize).copied();
            sum = sum.saturating_add(value.unwrap_or(0));
            wanted &= wanted - 1;
        }
        Some(sum)
    }

    /// Is nothing reported?
    pub fn is_empty(self) -> bool {
        self.mask == 0
    }

    /// Is anything reported but these measures?
    pub fn any_but(self, hidden: MeasureSet) -> bool {
        self.mask & !hidden.0 != 0
    }

    /// The measures that are reported.
    pub(super) fn measures(self) -> MeasureSet {
        MeasureSet(self.mask)
    }

    /// The measures that another has not, or has another number of.
    pub(super) fn differing(self, other: CountsRef<'_>) -> MeasureSet {
        if self == other {
            return MeasureSet::default();
        }
        let differs = |m: &Measure| self.get(*m) != other.get(*m);
        Measure::ALL.into_iter().filter(differs).collect()
    }

    /// What is reported, in the order of the layouts.
    pub fn iter(self) -> impl Iterator<Item = (Measure, u64)> {
        Measure::ALL
            .into_iter()
            .filter_map(move |m| Some((m, self.get(m)?)))
    }

    /// A copy of its own.
    pub fn to_counts(self) -> Counts {
        Counts {
            mask: self.mask,
            values: self.values.into(),
        }
    }
}

impl Counts {
    /// As a reference.
    pub fn as_ref(&self) -> CountsRef<'_> {
        CountsRef {
            mask: self.mask,
            values: &self.values,
        }
    }

    /// The count of a measure.
    pub fn get(&self, measure: Measure) -> Option<u64> {
        self.as_ref().get(measure)
    }

    /// Is nothing reported?
    pub fn is_empty(&self) -> bool {
        self.mask == 0
    }

    /// What is reported, in the order of the layouts.
    pub fn iter(&self) -> impl Iterator<Item = (Measure, u64)> {
        self.as_ref().iter()
    }

    /// Sets or removes a count.
    pub fn set(&mut self, measure: Measure, count: Option<u64>) {
        let mut all: BTreeMap<Measure, u64> = self.iter().collect();
        match count {
            Some(count) => all.insert(measure, count),
            None => all.remove(&measure),
        };
        *self = all.into_iter().collect();
    }

    /// These counts with those of another in the places where it has some.
    #[must_use]
    pub fn with(&self, newer: &Counts) -> Counts {
        let both = Measure::ALL
            .into_iter()
            .filter_map(|m| Some((m, newer.get(m).or(self.get(m))?)));
        both.collect()
    }
}

impl FromIterator<(Measure, u64)> for Counts {
    /// Collects counts; the last of two for one measure stands.
    fn from_iter<T: IntoIterator<Item = (Measure, u64)>>(counts: T) -> Self {
        // A million rows are collected: one place for each measure, no tree.
        let mut all = [None; Measure::ALL.len()];
        for (measure, count) in counts {
            if let Some(place) = all.get_mut(measure as usize) {
                *place = Some(count);
            }
        }
        let some = all.iter().zip(Measure::ALL).filter(|(n, _)| n.is_some());
        Counts {
            mask: some.fold(0, |mask, (_, m)| mask | m.bit()),
            values: all.into_iter().flatten().collect(),
        }
    }
}

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.iter().map(|(m, n)| (m.column(), n)))
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Counts, D::Error> {
        struct Map;
        impl<'de> serde::de::Visitor<'de> for Map {
            type Value = Counts;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("counts by column")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Counts, A::Error> {
                use serde::de::Error as _;
                let (mut mask, mut found) = (0, Vec::with_capacity(8));
                while let Some((column, count)) =
                    map.next_entry::<std::borrow::Cow<'_, str>, u64>()?
                {
                    let measure = Measure::parse(&column)
                        .ok_or_else(|| A::Error::custom(format!("no column {column}")))?;
                    // In the order they were written, which is that of the layouts: no sorting.
                    if measure.bit() <= mask {
                        return Err(A::Error::custom(format!("column {column} out of order")));
                    }
                    mask |= measure.bit();
                    found.push(count);
                }
                Ok(Counts {
                    mask,
                    values: found.into(),
                })
            }
        }
        d.deserialize_map(Map)
    }
}

/// A set of measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeasureSet(pub(super) u32);

impl MeasureSet {
    /// Is the measure in?
    pub fn contains(self, measure: Measure) -> bool {
        self.0 & measure.bit() != 0
    }

    /// Those of either.
    pub(super) fn or(self, other: MeasureSet) -> MeasureSet {
        MeasureSet(self.0 | other.0)
    }

    /// Where the numbers of those in `of` lie among the numbers of all, one bit each.
    pub(super) fn places(self, of: MeasureSet) -> u32 {
        let (mut wanted, mut places) = (self.0 & of.0, 0);
        while wanted != 0 {
            let lowest = wanted & wanted.wrapping_neg();
            places |= 1 << (self.0 & (lowest - 1)).count_ones();
            wanted ^= lowest;
        }
        places
    }

    /// Is any in but these?
    pub(super) fn any_but(self, other: MeasureSet) -> bool {
        self.0 & !other.0 != 0
    }
}

impl FromIterator<Measure> for MeasureSet {
    fn from_iter<T: IntoIterator<Item = Measure>>(measures: T) -> Self {
        MeasureSet(measures.into_iter().fold(0, |set, m| set | m.bit()))
    }
}
