//! Random rules, seals and data sets, in the plain values of the proof.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::naive::{Family, Library, Month, Row, Rules, Seal, Total};

/// So many cases, a little shrinking: the values are large and the proof is slow.
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The counts of the layouts.
pub const COLUMNS: [&str; 23] = [
    "pelibatan",
    "pelibatan_kegiatan",
    "pelibatan_peserta_l",
    "pelibatan_peserta_p",
    "publikasi",
    "publikasi_cetak",
    "publikasi_daring",
    "publikasi_medsos",
    "advokasi",
    "advokasi_dana",
    "advokasi_barang",
    "advokasi_kebijakan",
    "advokasi_sdm",
    "advokasi_kemitraan",
    "nilai_dukungan_rp",
    "pengunjung",
    "pengunjung_l",
    "pengunjung_p",
    "pengguna_tik",
    "buku",
    "buku_bertambah",
    "peningkatan_layanan",
    "cerita_dampak",
];

/// Keys that are plain columns, too, and one that is none.
const KEYS: [&str; 6] = [
    "pelibatan",
    "publikasi",
    "advokasi",
    "pengunjung",
    "buku",
    "lain_2",
];

/// Villages that the compiled-in list knows, of two sub-districts.
const CODES: [&str; 6] = [
    "73.09.01.1001",
    "73.09.01.1002",
    "73.09.01.2003",
    "73.09.01.2004",
    "73.09.05.2002",
    "73.09.05.2005",
];

/// Names that share beginnings, differ in case, or are the same.
const NAMES: [&str; 6] = [
    "Taman Baca Mekar",
    "taman baca melati",
    "Taman Baca Melati Indah",
    "Taman",
    "Anggrek",
    "Taman Baca Mekar",
];

/// A month so many after January 2023.
pub fn month(n: i32) -> Month {
    (2023 + n.div_euclid(12), n.rem_euclid(12) + 1)
}

fn target() -> impl Strategy<Value = u32> {
    prop_oneof![1_u32..40, 1_u32..=20_000, Just(20_000), Just(12)]
}

fn family(key: &'static str) -> impl Strategy<Value = Family> {
    let least = usize::from(key == "lain_2");
    let own: Vec<&str> = COLUMNS.into_iter().filter(|c| c.starts_with(key)).collect();
    let few = own.len().max(1);
    let own = subsequence(own, 0..few);
    let any = subsequence(COLUMNS.to_vec(), least..4);
    let columns = if least == 0 {
        prop_oneof![2 => own, 1 => any].boxed()
    } else {
        any.boxed()
    };
    let window = select(vec!["month", "quarter", "year"]);
    let weight = prop_oneof![0_u32..4, 0_u32..=100];
    (columns, window, target(), weight).prop_map(move |(columns, window, target, weight)| Family {
        key: key.into(),
        columns: columns.into_iter().map(str::to_owned).collect(),
        window,
        target,
        weight,
    })
}

fn families() -> impl Strategy<Value = Vec<Family>> {
    subsequence(KEYS.to_vec(), 1..=5)
        .prop_shuffle()
        .prop_flat_map(|keys| keys.into_iter().map(family).collect::<Vec<_>>())
        .prop_map(|mut families| {
            if families.iter().all(|f| f.weight == 0) {
                families[0].weight = 1;
            }
            families
        })
}

pub fn rules() -> impl Strategy<Value = Rules> {
    let length = prop_oneof![Just(12), 1_i32..=24];
    (families(), 0_i32..24, length, 0_usize..4, any::<bool>()).prop_flat_map(
        |(families, from, months, minimum, rekap)| {
            let keys: Vec<String> = families.iter().map(|f| f.key.clone()).collect();
            let most = keys.len();
            let standard = subsequence(keys, 0..=most).prop_flat_map(|keys| {
                let each = keys.into_iter().map(|k| (Just(k), 0_u32..4));
                each.collect::<Vec<_>>()
            });
            standard.prop_map(move |standard| Rules {
                from: month(from),
                to: month(from + months - 1),
                minimum_months: minimum.min(usize::try_from(months).unwrap()),
                rekap,
                standard,
                families: families.clone(),
            })
        },
    )
}

/// Nothing, months, families or both.
pub fn seal(rules: &Rules) -> impl Strategy<Value = Seal> + use<> {
    let keys: Vec<String> = rules.families.iter().map(|f| f.key.clone()).collect();
    let most = keys.len();
    let from = prop_oneof![1 => Just(None), 2 => (-1_i32..50).prop_map(|n| Some(month(n)))];
    (from, subsequence(keys, 0..=most)).prop_map(|(from, families)| Seal { from, families })
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        2 => Just(0),
        6 => 1_u64..12,
        2 => 1_u64..5_000,
        1 => any::<u64>(),
        1 => Just(u64::MAX),
    ]
}

fn numbers() -> impl Strategy<Value = BTreeMap<String, u64>> {
    btree_map(
        select(COLUMNS.to_vec()).prop_map(str::to_owned),
        number(),
        0..7,
    )
}

fn day() -> impl Strategy<Value = Option<String>> {
    proptest::option::of((1..=12, 1..=28).prop_map(|(m, d)| format!("2024-{m:02}-{d:02}")))
}

pub fn row() -> impl Strategy<Value = Row> {
    let status = prop_oneof![
        5 => Just("dilaporkan"),
        2 => Just("terverifikasi"),
        1 => Just("ditolak"),
        1 => Just("tidak_berlaku"),
    ];
    (numbers(), status, day()).prop_map(|(numbers, status, day)| Row {
        numbers,
        status,
        day,
    })
}

pub fn total() -> impl Strategy<Value = Total> {
    let months = proptest::option::of(0_u16..30);
    (numbers(), months, day()).prop_map(|(numbers, months, day)| Total {
        numbers,
        months,
        day,
    })
}

fn library(code: &'static str) -> impl Strategy<Value = Library> {
    let begin = (
        proptest::option::of(2022_i32..2027),
        proptest::option::of(1_i32..=12),
    );
    let dense = btree_map((-3_i32..50).prop_map(month), row(), 0..40);
    let rows = prop_oneof![4 => dense, 1 => Just(BTreeMap::new())];
    let name = select(NAMES.to_vec());
    (name, begin, rows, proptest::option::of(total())).prop_map(
        move |(name, (year, month), rows, total)| Library {
            code: code.into(),
            name: name.into(),
            year,
            month,
            rows,
            total,
        },
    )
}

pub fn libraries() -> impl Strategy<Value = Vec<Library>> {
    let codes = btree_set(select(CODES.to_vec()), 1..=CODES.len());
    codes.prop_flat_map(|codes| codes.into_iter().map(library).collect::<Vec<_>>())
}

/// Rules, a seal that knows their families, and what libraries reported.
pub fn worlds() -> impl Strategy<Value = (Rules, Seal, Vec<Library>)> {
    (rules(), libraries())
        .prop_flat_map(|(rules, libraries)| (seal(&rules), Just(rules), Just(libraries)))
        .prop_map(|(seal, rules, libraries)| (rules, seal, libraries))
}

/// Many libraries with few different rows, so that ranks are shared.
pub fn crowds() -> impl Strategy<Value = Vec<Library>> {
    vec((0_u64..4, select(NAMES.to_vec())), CODES.len()).prop_map(|of| {
        let each = CODES.into_iter().zip(of);
        each.map(|(code, (count, name))| Library {
            code: code.into(),
            name: name.into(),
            rows: BTreeMap::from([(
                (2024, 1),
                Row {
                    numbers: BTreeMap::from([("pelibatan_kegiatan".to_owned(), count)]),
                    status: "dilaporkan",
                    day: None,
                },
            )])
            .into_iter()
            .filter(|_| count < 3)
            .collect(),
            ..Library::default()
        })
        .collect()
    })
}
