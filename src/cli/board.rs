//! `gelar board`: the leaderboard for scripts and for people. Reads only; what is sealed is never in
//! what the public gets, not even masked.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::Failure;
use super::print::{finish, harmless, line};
use super::run::{Desk, Run};
use crate::console::view::width;
use crate::exchange::compare::{self, Comparison, Pair, What};
use crate::meeting::Meeting;
use crate::meeting::board::{Audience, Board, By, Ranked};
use crate::meeting::hall::Colour;
use crate::meeting::names::fold;
use crate::meeting::plausible;
use crate::meeting::rank::Standing;
use crate::text::Text;
use crate::text::board as words;

/// What of the board is wanted.
#[derive(Debug, Args)]
pub(super) struct BoardArgs {
    /// Seperti yang dilihat hadirin, tanpa yang tersegel · as the hall sees it, without what is sealed
    #[arg(long)]
    public: bool,
    /// Urut menurut indikator · order by a family: pelibatan, publikasi …
    #[arg(long, value_name = "KEY")]
    by: Option<String>,
    /// Hanya satu kecamatan · one sub-district only
    #[arg(long, value_name = "NAME")]
    subdistrict: Option<String>,
    /// Hanya satu zona · one zone only
    #[arg(long)]
    zone: Option<Zone>,
    /// Hanya mitra baru · newcomers only
    #[arg(long)]
    newcomers: bool,
    /// Bandingkan dengan lembar kerja · compare with a spreadsheet's own totals
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Zone {
    /// Hijau · green
    #[value(alias = "green", alias = "h")]
    Hijau,
    /// Kuning · yellow
    #[value(alias = "yellow", alias = "k")]
    Kuning,
    /// Merah · red
    #[value(alias = "red", alias = "m")]
    Merah,
}

impl From<Zone> for Colour {
    fn from(zone: Zone) -> Colour {
        match zone {
            Zone::Hijau => Colour::Green,
            Zone::Kuning => Colour::Yellow,
            Zone::Merah => Colour::Red,
        }
    }
}

/// A board with what of it is wanted.
struct View<'a> {
    text: &'static Text,
    meeting: &'a Meeting,
    board: Board,
    public: bool,
    by: By,
    /// Folded.
    subdistrict: Option<String>,
    zone: Option<Colour>,
    newcomers: bool,
}

/// Columns of the table, in columns of the terminal.
struct Widths {
    rank: u16,
    name: u16,
    place: u16,
    families: Vec<u16>,
}

/// Prints the board, or a comparison with a spreadsheet.
pub(super) fn run(run: Run, args: &BoardArgs) -> Result<(), Failure> {
    let (desk, json) = Desk::open(run)?;
    let (text, meeting) = (desk.text, desk.session.meeting());
    let audience = if args.public {
        Audience::Public
    } else {
        Audience::Committee
    };
    let board = Board::new(meeting, audience);
    if let Some(path) = &args.compare {
        return compared(text, meeting, &board, path, json);
    }
    let view = View {
        text,
        meeting,
        by: order(text, &board, args.by.as_deref())?,
        subdistrict: subdistrict(text, meeting, args.subdistrict.as_deref())?,
        zone: args.zone.map(Colour::from),
        newcomers: args.newcomers,
        public: args.public,
        board,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let told = if json {
        view.json(&mut out)
    } else {
        view.table(&mut out)
    };
    finish(told.and_then(|()| out.flush()))
}

fn order(text: &Text, board: &Board, key: Option<&str>) -> Result<By, Failure> {
    let Some(key) = key else {
        return Ok(By::Score);
    };
    let rules = board.rules();
    let wanted = fold(key);
    let named = |f: &crate::meeting::rules::Family| {
        f.key == key || fold(&f.name_id) == wanted || fold(&f.name_en) == wanted
    };
    let Some(at) = rules.families.iter().position(named) else {
        let known: Vec<&str> = rules.families.iter().map(|f| f.key.as_str()).collect();
        let words = (text.board.unknown_family)(key, &known.join(", "));
        return Err(Failure::Refused(words));
    };
    if board.part(at).is_none() {
        return Err(Failure::Refused((text.board.sealed_now)(key)));
    }
    Ok(By::Family(at))
}

fn subdistrict(
    text: &Text,
    meeting: &Meeting,
    name: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Some(name) = name else {
        return Ok(None);
    };
    let wanted = fold(name);
    if !meeting.subdistricts().iter().any(|s| fold(s) == wanted) {
        let words = (text.board.unknown_subdistrict)(name);
        return Err(Failure::Refused(words));
    }
    Ok(Some(wanted))
}

impl View<'_> {
    /// The lines that are wanted, in the order that is wanted.
    fn rows(&self) -> impl Iterator<Item = Ranked<'_>> {
        let all = self.board.rows(self.by, 0..self.board.len());
        all.filter(|row| self.wants(row))
    }

    fn wants(&self, row: &Ranked<'_>) -> bool {
        let code = &row.line.code;
        let score = row.line.standing.score;
        let place = self.subdistrict.as_ref();
        let zone = self.zone;
        place.is_none_or(|s| fold(self.meeting.subdistrict_of(code)) == *s)
            && zone.is_none_or(|z| score.map(|s| self.board.zone(s)) == Some(z))
            && (!self.newcomers || self.board.is_newcomer(self.meeting, code))
    }

    /// The published shape, one library at a time.
    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let rules = self.board.rules();
        let as_of = self.board.as_of().map(|day| day.to_string());
        write!(
            out,
            "{{\"as_of\":{},\"rules_hash\":{},\"sealed\":{},\"rows\":[",
            json!(as_of),
            json!(rules.hash()),
            json!(sealed(&self.board))
        )?;
        let mut comma = "";
        for row in self.rows().filter(|r| r.rank.is_some()) {
            let told = serde_json::to_string(&self.told(&row)).map_err(io::Error::from)?;
            write!(out, "{comma}{}", harmless(&told))?;
            comma = ",";
        }
        write!(out, "],\"unranked\":[")?;
        comma = "";
        for row in self.rows().filter(|r| r.rank.is_none()) {
            let told = Named {
                library: row.line.code.as_str(),
                name: row.name,
            };
            let told = serde_json::to_string(&told).map_err(io::Error::from)?;
            write!(out, "{comma}{}", harmless(&told))?;
            comma = ",";
        }
        writeln!(out, "]}}")
    }

    fn told<'a>(&'a self, row: &Ranked<'a>) -> Told<'a> {
        let (line, standing) = (row.line, &row.line.standing);
        let score = standing.score.unwrap_or(0);
        let flags = plausible::of_library(self.meeting, &self.board, &line.code);
        Told {
            library: line.code.as_str(),
            name: row.name,
            subdistrict: self.meeting.subdistrict_of(&line.code),
            rank: row.rank.unwrap_or(0),
            shared: row.shared,
            moved: self.board.moved(self.meeting, &line.code),
            score: decimal(score.into()),
            zone: self.board.zone(score).word(),
            reported: standing.reported,
            applicable: standing.applicable,
            families: Families(self.families(standing)),
            surplus: decimal(standing.surplus.into()),
            months_met: standing.met,
            longest_gap: standing.gap,
            sim: self.sim(row),
            flags: flags.iter().map(plausible::Flag::word).collect(),
        }
    }

    fn families(&self, standing: &Standing) -> Vec<(&str, FamilyTold)> {
        let rules = &self.board.rules().families;
        let visible = self.board.scorer().families().zip(&standing.parts);
        visible
            .filter_map(|(at, part)| {
                let target = part.target();
                let told = FamilyTold {
                    done: part.done,
                    target: if target.is_multiple_of(100) {
                        (target / 100).to_string()
                    } else {
                        decimal(target)
                    },
                    percent: decimal(part.percent().into()),
                };
                Some((rules.get(at)?.key.as_str(), told))
            })
            .collect()
    }

    /// The SIM's own score. It counts what is sealed, so that the public does not get it then.
    fn sim(&self, row: &Ranked<'_>) -> Option<Sim> {
        let told = self.board.sim(self.meeting, &row.line.code)?;
        Some(Sim {
            score: told.score.map(|s| decimal(s.into())),
            colour: told.colour.map(Colour::word),
            difference: told.difference.map(signed),
        })
    }

    /// The table for people.
    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        let (t, b) = (self.text, &self.text.board);
        let rules = self.board.rules();
        for line in self.heading() {
            writeln!(out, "{}", harmless(&line))?;
        }
        let families: Vec<usize> = self.board.scorer().families().collect();
        let wide = self.widths(&families);
        let mut head = vec![
            format!("{} ", from_right(b.rank, wide.rank)),
            pad(b.name, wide.name),
            pad(b.subdistrict, wide.place),
            format!("{:>7}  ", b.score),
        ];
        let named = families.iter().filter_map(|at| rules.families.get(*at));
        head.extend(
            named
                .zip(&wide.families)
                .map(|(f, wide)| from_right(words::family(t, f), *wide)),
        );
        head.push(b.coverage.to_owned());
        writeln!(out, "{}", harmless(head.join(" ").trim_end()))?;
        let mut unranked = Vec::new();
        for row in self.rows() {
            let Some(rank) = row.rank else {
                unranked.push(row);
                continue;
            };
            let line = self.line(&row, rank, &wide);
            writeln!(out, "{}", harmless(&line))?;
        }
        if !unranked.is_empty() {
            writeln!(out, "{}", (b.unranked_title)(unranked.len()))?;
            for row in unranked {
                let place = self.meeting.subdistrict_of(&row.line.code);
                let words = format!(
                    "{}  {} {place}",
                    pad("", wide.rank),
                    pad(short(row.name), wide.name)
                );
                writeln!(out, "{}", harmless(words.trim_end()))?;
            }
        }
        Ok(())
    }

    /// How wide the columns are: as their longest cell, the head among them.
    fn widths(&self, families: &[usize]) -> Widths {
        let b = &self.text.board;
        let (mut name, mut place) = (width(b.name), width(b.subdistrict));
        for row in self.rows() {
            name = name.max(width(short(row.name)));
            place = place.max(width(self.meeting.subdistrict_of(&row.line.code)));
        }
        let rules = self.board.rules();
        let named = families.iter().filter_map(|at| rules.families.get(*at));
        // Under a short name stands a percent: 100,00.
        let families = named.map(|f| width(words::family(self.text, f)).max(6));
        Widths {
            rank: width(b.rank).max(6),
            name,
            place,
            families: families.collect(),
        }
    }

    fn heading(&self) -> Vec<String> {
        let (t, b) = (self.text, &self.text.board);
        let (board, meeting) = (&self.board, self.meeting);
        let rules = board.rules();
        let what = words::sealed(t, rules, board.seal());
        let seal = if what.is_empty() {
            b.seal_off.to_owned()
        } else {
            (b.seal_on)(&what)
        };
        let day = words::as_of(t, board);
        let mut lines = vec![
            if self.public {
                format!("{}  {seal}  {}", b.title, b.as_public)
            } else {
                format!("{}  {seal}", b.title)
            },
            format!("{day} · {}", words::rules_set(t, meeting, &rules.hash())),
            (b.libraries)(board.len(), board.ranked()),
        ];
        if board.is_empty() {
            lines.push(b.no_libraries[0].to_owned());
        }
        lines.extend(words::why_no_rank(t, meeting, board, self.public));
        lines
    }

    fn line(&self, row: &Ranked<'_>, rank: u32, wide: &Widths) -> String {
        let t = self.text;
        let (line, standing) = (row.line, &row.line.standing);
        let score = standing.score.unwrap_or(0);
        let (letter, _) = (t.board.zone)(self.board.zone(score));
        let mut cells = vec![
            format!(
                "{}{}",
                from_right(&rank.to_string(), wide.rank),
                if row.shared { '=' } else { ' ' }
            ),
            pad(short(row.name), wide.name),
            pad(self.meeting.subdistrict_of(&line.code), wide.place),
            format!("{:>7} {letter}", words::decimal(t, score.into())),
        ];
        let parts = standing.parts.iter().zip(&wide.families);
        cells.extend(parts.map(|(p, wide)| {
            let percent = words::decimal(t, p.percent().into());
            from_right(&percent, *wide)
        }));
        let reported = standing.reported.map_or("–".to_owned(), |n| n.to_string());
        let reported = format!("{reported}/{}", standing.applicable);
        cells.push(from_right(&reported, width(t.board.coverage)));
        if let Some(moved) = self
            .board
            .moved(self.meeting, &line.code)
            .filter(|n| *n != 0)
        {
            cells.push(format!("{moved:+}"));
        }
        if !plausible::of_library(self.meeting, &self.board, &line.code).is_empty() {
            cells.push("!".to_owned());
        }
        cells.join(" ")
    }
}

/// A cell of so many columns, longer where the words need it.
fn pad(text: &str, columns: u16) -> String {
    let room = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(room.into()))
}

/// As [`pad`], from the right.
fn from_right(text: &str, columns: u16) -> String {
    let room = columns.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(room.into()))
}

/// A library's name without the word that nearly all of them begin with.
fn short(name: &str) -> &str {
    let rest = name.strip_prefix("Perpustakaan ").unwrap_or(name);
    if rest.trim().is_empty() { name } else { rest }
}

/// The sealed months to the end of the period, then the sealed families.
fn sealed(board: &Board) -> Vec<String> {
    let rules = board.rules();
    let first = board.seal().first_month(rules);
    let months = first.into_iter().flat_map(|first| {
        let count = rules.to.since(first);
        (0..=count).map(move |n| first.plus(n).to_string())
    });
    let hidden = rules
        .families
        .iter()
        .filter(|f| board.seal().hides_family(board.rules(), f));
    months.chain(hidden.map(|f| f.key.clone())).collect()
}

fn decimal(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn signed(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}", decimal(hundredths.unsigned_abs()))
}

fn compared(
    text: &'static Text,
    meeting: &Meeting,
    board: &Board,
    path: &Path,
    as_json: bool,
) -> Result<(), Failure> {
    let sheet = compare::read(path, &mut |_| ControlFlow::Continue(()));
    let sheet = sheet.map_err(|e| Failure::import(text, &e))?;
    if !sheet.has_values(board.rules()) {
        return Err(Failure::Refused(text.board.no_values.to_owned()));
    }
    let found = sheet.compare(meeting, board);
    if as_json {
        return line(&comparison(meeting, &found).to_string());
    }
    for words in words::comparison(text, meeting, board.rules(), &found) {
        line(&words)?;
    }
    Ok(())
}

fn comparison(meeting: &Meeting, found: &Comparison) -> Value {
    let written = |what: &What, n: Option<u64>| match what {
        What::Score => json!(n.map(decimal)),
        What::Rank | What::Family(_) => json!(n),
    };
    let told = |pair: &Pair| {
        let apart = pair.ours.zip(pair.theirs);
        let apart = apart.map(|(a, b)| words::difference(a, b));
        let apart = match pair.what {
            What::Score => json!(apart.map(signed)),
            What::Rank | What::Family(_) => json!(apart),
        };
        let mut value = json!({
            "ours": written(&pair.what, pair.ours), "theirs": written(&pair.what, pair.theirs),
            "difference": apart,
        });
        if let Some(cell) = &pair.unreadable {
            value["unreadable"] = json!(cell);
        }
        value
    };
    let rows = found.rows.iter().map(|row| {
        let mut value = json!({
            "row": row.row, "library": row.code.as_str(), "name": row.name,
            "differs": row.differs(), "families": {},
        });
        for pair in &row.pairs {
            match &pair.what {
                What::Score => value["score"] = told(pair),
                What::Rank => value["rank"] = told(pair),
                What::Family(key) => value["families"][key] = told(pair),
            }
        }
        value
    });
    let rows: Vec<Value> = rows.collect();
    let here = found.only_here.iter();
    let here = here.map(|c| json!({"library": c.as_str(), "name": meeting.library_name(c)}));
    let there = found.only_there.iter();
    let there = there.map(|s| json!({"row": s.row, "library": s.code, "name": s.name}));
    json!({
        "compared": found.rows.len(), "differing": found.differing(), "rows": rows,
        "not_compared": found.not_compared,
        "missing_there": here.collect::<Vec<_>>(), "unknown_here": there.collect::<Vec<_>>(),
    })
}

/// A ranked library, in the published order of keys.
#[derive(Serialize)]
struct Told<'a> {
    library: &'a str,
    name: &'a str,
    subdistrict: &'a str,
    rank: u32,
    shared: bool,
    moved: Option<i32>,
    score: String,
    zone: &'static str,
    reported: Option<u16>,
    applicable: u16,
    families: Families<'a>,
    surplus: String,
    months_met: Option<u16>,
    longest_gap: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sim: Option<Sim>,
    flags: Vec<String>,
}

#[derive(Serialize)]
struct Named<'a> {
    library: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct FamilyTold {
    done: Option<u64>,
    target: String,
    percent: String,
}

#[derive(Serialize)]
struct Sim {
    score: Option<String>,
    colour: Option<&'static str>,
    difference: Option<String>,
}

/// A map that keeps the order of the rules.
struct Families<'a>(Vec<(&'a str, FamilyTold)>);

impl Serialize for Families<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|(key, told)| (key, told)))
    }
}
