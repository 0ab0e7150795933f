//! Search per keystroke at 1,200, 100,000 and 1,000,000 invented people, beside its limit in the
//! same run: one `memmem` pass over the same names, name by name.
//!
//! Criterion measures single lines; the rows are p50 and p99 over every keystroke of sixty typed lines.

#![allow(missing_docs, clippy::unwrap_used)] // criterion's macros; a bench that cannot go on stops there
#![allow(clippy::disallowed_methods)] // a bench reads the clock

mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gelar::meeting::id::PersonId;
use gelar::search::{Doc, Index, Ranking};
use memchr::memmem;

const SIZES: [usize; 3] = [1_200, 100_000, 1_000_000];
const ROWS: usize = 20;

/// A small generator with a fixed seed: every run measures the same people.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

struct Person {
    name: String,
    call: String,
    code: String,
    village: String,
    subdistrict: String,
    library: String,
    position: String,
}

const FIRST: &[&str] = &[
    "Muhammad", "Muh.", "Moh.", "M.", "Andi", "A.", "Siti", "St.", "Sitti", "Abdul", "Abd.", "Nur",
    "Sri", "Ahmad", "Dewi", "Rahman", "Baso", "Besse",
];
const FRONT: &[&str] = &["", "", "", "", "H. ", "Hj. ", "Drs. ", "Dr. "];
const BACK: &[&str] = &[
    "",
    "",
    "",
    ", S.Pd.",
    ", S.E.",
    ", M.Si.",
    ", S.Sos., M.Pd.",
];
const POSITION: &[&str] = &[
    "Pengelola Perpustakaan",
    "Kepala Desa",
    "Fasilitator Daerah",
];
const START: &[&str] = &[
    "Mu", "Ra", "Sa", "Ba", "Ha", "Su", "Ma", "Ri", "Nu", "Ka", "Cha", "Sya", "Tja", "Djo", "La",
    "Pa", "Ta", "Wa", "Ye", "Za", "Fi", "In", "Er", "Am",
];
const MIDDLE: &[&str] = &[
    "ra", "li", "na", "sse", "mma", "kku", "di", "ru", "wa", "lla", "ri", "te", "ngga", "nja",
];
const END: &[&str] = &[
    "man", "din", "wati", "ni", "ng", "yah", "s", "to", "na", "lis", "ddin", "r",
];

fn word(dice: &mut Dice) -> String {
    let mut word = dice.pick(START).to_owned();
    for _ in 0..dice.below(3) {
        word.push_str(dice.pick(MIDDLE));
    }
    word + dice.pick(END)
}

fn people(count: usize) -> Vec<Person> {
    let mut dice = Dice(0x5EED);
    let villages: Vec<(String, String)> = (0..count.div_ceil(12))
        .map(|_| (word(&mut dice), word(&mut dice)))
        .collect();
    (0..count)
        .map(|i| {
            let (village, subdistrict) = villages[dice.below(villages.len())].clone();
            let first = if dice.below(3) > 0 {
                dice.pick(FIRST).to_owned()
            } else {
                word(&mut dice)
            };
            let last = if dice.below(3) > 0 {
                format!(" {}", word(&mut dice))
            } else {
                String::new()
            };
            let (front, middle, back) = (dice.pick(FRONT), word(&mut dice), dice.pick(BACK));
            Person {
                name: format!("{front}{first} {middle}{last}{back}"),
                call: if dice.below(4) == 0 {
                    format!("Dg. {}", word(&mut dice))
                } else {
                    String::new()
                },
                code: format!("PLM-{i:07}"),
                library: format!("Perpustakaan Desa {village}"),
                position: format!("{} {village}", dice.pick(POSITION)),
                village,
                subdistrict,
            }
        })
        .collect()
}

fn docs(people: &[Person]) -> impl Iterator<Item = Doc<'_>> {
    (1u32..).zip(people).map(|(id, p)| Doc {
        id: PersonId(id),
        name: &p.name,
        call_name: &p.call,
        substitute: "",
        code: &p.code,
        village: &p.village,
        subdistrict: &p.subdistrict,
        library: &p.library,
        office: "",
        position: &p.position,
    })
}

/// Every beginning of lines as a desk types them: one or two words of somebody, any order.
fn keystrokes(people: &[Person]) -> Vec<String> {
    let mut dice = Dice(0xD35C);
    let mut typed = Vec::new();
    for _ in 0..60 {
        let person = &people[dice.below(people.len())];
        let name: Vec<&str> = person.name.split([' ', ',']).collect();
        let line = match dice.below(4) {
            0 => name[dice.below(name.len())].to_owned(),
            1 => format!("{} {}", name[0], name[name.len() / 2]),
            2 => format!("{} {}", person.village, name[name.len() / 2]),
            _ => format!("{} {}", name[name.len() / 2], name[0]),
        };
        let line = line.to_lowercase();
        typed.extend(
            line.char_indices()
                .map(|(at, c)| line[..at + c.len_utf8()].to_owned()),
        );
    }
    typed.retain(|line| !line.trim().is_empty());
    typed
}

/// The limit: the typed text looked for in every name, one after the other.
fn memmem_pass(names: &[String], line: &str) -> usize {
    let finder = memmem::Finder::new(line.as_bytes());
    names
        .iter()
        .filter(|name| finder.find(name.as_bytes()).is_some())
        .count()
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500));
    for size in SIZES {
        let people = people(size);
        let start = Instant::now();
        let mut index = Index::build(docs(&people));
        let built = start.elapsed();
        // Half have arrived; a tenth is near: the bits a console would keep.
        let half: Vec<bool> = (0..=size).map(|i| i % 2 == 0).collect();
        let tenth: Vec<bool> = (0..=size).map(|i| i % 10 == 0).collect();
        let arrived = |id: PersonId| half[id.0 as usize];
        let near = |id: PersonId| tenth[id.0 as usize];
        let ranking = Ranking {
            arrived: &arrived,
            near: None,
        };
        let choosy = Ranking {
            arrived: &arrived,
            near: Some(&near),
        };
        let names: Vec<String> = people.iter().map(|p| p.name.to_lowercase()).collect();

        for line in ["a", "mu", "rahman", "muh salenrang"] {
            let id = |what: &str| BenchmarkId::new(format!("{what}/{size}"), line);
            group.bench_function(id("find"), |b| {
                b.iter(|| index.find(black_box(line), ROWS, &ranking));
            });
            group.bench_function(id("fuzzy"), |b| {
                b.iter(|| index.find_fuzzy(black_box(line), ROWS, &ranking));
            });
            group.bench_function(id("limit memmem"), |b| {
                b.iter(|| memmem_pass(&names, black_box(line)));
            });
        }

        let lines = keystrokes(&people);
        // The limit is slow at a million names: every sixth keystroke tells its percentiles, too.
        let stride = if size < 1_000_000 { 1 } else { 6 };
        let time = |stride: usize, work: &dyn Fn(&str) -> usize| -> Vec<Duration> {
            let one = |line: &String| {
                let start = Instant::now();
                black_box(work(line));
                start.elapsed()
            };
            lines.iter().step_by(stride).map(one).collect()
        };
        let mut limit = time(stride, &|line| memmem_pass(&names, line));
        let mut ours = [
            (
                "find",
                time(1, &|line| index.find(line, ROWS, &ranking).total),
            ),
            (
                "find, near",
                time(1, &|line| index.find(line, ROWS, &choosy).total),
            ),
            (
                "fuzzy tail",
                time(1, &|line| index.find_fuzzy(line, ROWS, &ranking).total),
            ),
        ];
        println!(
            "\n{size} people, {} keystrokes; built in {built:.2?}",
            lines.len()
        );
        let (p50, p99) = (percentile(&mut limit, 50), percentile(&mut limit, 99));
        for (what, times) in &mut ours {
            // Below the limit from 100,000 people on; before that there is nothing to win.
            let goal = if size < 100_000 { f64::INFINITY } else { 1.0 };
            let name = |p| format!("search per keystroke, {size} people, {what}, {p}");
            support::row(&name("p50"), percentile(times, 50), p50, goal);
            support::row(&name("p99"), percentile(times, 99), p99, goal);
        }
        if size == 1_000_000 {
            let most = Duration::from_millis(10);
            let name = "search per keystroke, 1000000 people, find, p99 against 10 ms";
            support::row(name, percentile(&mut ours[0].1, 99), most, 1.0);
        }
        let start = Instant::now();
        let mut puts = 0;
        for doc in docs(&people).take(500) {
            index.put(doc);
            puts += 1;
        }
        println!(
            "  a changed record is in the index after {:.3} ms",
            start.elapsed().as_secs_f64() * 1e3 / f64::from(puts)
        );
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
