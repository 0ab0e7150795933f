//! How a frame comes about: from the meeting and its public board, and from nothing else. Holds no
//! state, so every program that knows the same entries makes the same frame.

use crate::meeting::Meeting;
use crate::meeting::board::{Board, By, Ranked};
use crate::meeting::hall::{Cover, HallLang, Wanted};
use crate::meeting::id::VillageCode;
use crate::meeting::rules::Family;

use super::frame::{
    BarRow, BoardRow, BoardScene, BoardView, Frame, LibraryScene, Logo, MOST_ROWS, Scene, Sealed,
    Welcome,
};

/// The frame of the scene that the hall is meant to see. `board` is the public's; `seq` the journal
/// position of both.
pub fn compose(meeting: &Meeting, board: &Board, seq: u64) -> Frame {
    compose_wanted(meeting, board, seq, &meeting.hall().scene)
}

/// The frame of any scene: what would be seen if it were the one shown.
pub fn compose_wanted(meeting: &Meeting, board: &Board, seq: u64, wanted: &Wanted) -> Frame {
    let scene = match wanted {
        Wanted::Logo => logo(meeting),
        Wanted::Welcome => welcome(meeting),
        Wanted::Board => by_score(meeting, board),
        Wanted::Family { key } => by_family(meeting, board, key),
        Wanted::Subdistrict { name } => of_subdistrict(meeting, board, name),
        Wanted::Library { code } => library(meeting, board, code).unwrap_or_else(|| logo(meeting)),
        Wanted::Test => Scene::Test,
    };
    frame(meeting, seq, scene)
}

/// The frame of a cover.
pub fn compose_cover(meeting: &Meeting, seq: u64, cover: &Cover) -> Frame {
    let scene = match cover {
        Cover::Blank => Scene::Blank,
        Cover::Logo => logo(meeting),
        Cover::Message { text } => Scene::Message { text: text.clone() },
    };
    frame(meeting, seq, scene)
}

fn frame(meeting: &Meeting, seq: u64, scene: Scene) -> Frame {
    let hall = meeting.hall();
    Frame {
        seq,
        show: hall.step,
        lang: hall.settings.lang,
        look: hall.settings.look,
        zone: meeting.about().map(|a| a.zone).unwrap_or_default(),
        sample: meeting.about().is_some_and(|a| a.sample),
        scene,
    }
}

fn logo(meeting: &Meeting) -> Scene {
    let about = meeting.about().cloned().unwrap_or_default();
    Scene::Logo(Logo {
        title: about.title,
        date: about.date,
        place: about.place,
        organiser: about.organiser,
    })
}

fn welcome(meeting: &Meeting) -> Scene {
    let about = meeting.about().cloned().unwrap_or_default();
    let all = meeting.people().total();
    Scene::Welcome(Welcome {
        title: about.title,
        place: about.place,
        present: narrow(all.present),
        expected: narrow(all.expected),
    })
}

fn by_score(meeting: &Meeting, board: &Board) -> Scene {
    let rows: Vec<BoardRow> = board
        .rows(By::Score, 0..MOST_ROWS)
        .map(|ranked| score_row(meeting, board, ranked))
        .collect();
    let more = board.len().saturating_sub(rows.len());
    board_scene(meeting, board, BoardView::Total, rows, (board.len(), more))
}

/// A sealed family has no board: nothing of it is said, not even an order.
fn by_family(meeting: &Meeting, board: &Board, key: &str) -> Scene {
    let rules = board.rules();
    let found = rules.families.iter().position(|f| f.key == key);
    let part = found.and_then(|at| board.part(at));
    let (Some(at), Some(part)) = (found, part) else {
        return by_score(meeting, board);
    };
    let rows: Vec<BoardRow> = board
        .rows(By::Family(at), 0..MOST_ROWS)
        .map(|ranked| {
            let percent = ranked.rank.and(ranked.line.standing.parts.get(part));
            BoardRow {
                score: percent.map(crate::meeting::rank::Part::percent),
                zone: None,
                moved: None,
                ..score_row(meeting, board, ranked)
            }
        })
        .collect();
    let name = rules.families.get(at).map(|f| name_of(meeting, f));
    let view = BoardView::Family(name.unwrap_or_default());
    let more = board.len().saturating_sub(rows.len());
    board_scene(meeting, board, view, rows, (board.len(), more))
}

/// Ranks are those inside the sub-district.
fn of_subdistrict(meeting: &Meeting, board: &Board, name: &str) -> Scene {
    let inside = |r: &Ranked<'_>| meeting.subdistrict_of(&r.line.code) == name;
    let all: Vec<Ranked<'_>> = board
        .rows(By::Score, 0..board.len())
        .filter(inside)
        .collect();
    let mut rows: Vec<BoardRow> = Vec::with_capacity(all.len().min(MOST_ROWS));
    for (at, ranked) in all.iter().take(MOST_ROWS).enumerate() {
        let score = ranked.line.standing.score;
        let same = |other: Option<&Ranked<'_>>| {
            score.is_some() && other.is_some_and(|o| o.line.standing.score == score)
        };
        let before = at.checked_sub(1).and_then(|n| all.get(n));
        let rank = if same(before) {
            rows.last().and_then(|row| row.rank)
        } else {
            score.and_then(|_| u32::try_from(at + 1).ok())
        };
        rows.push(BoardRow {
            rank,
            shared: same(before) || same(all.get(at + 1)),
            moved: None,
            ..score_row(meeting, board, *ranked)
        });
    }
    let more = all.len().saturating_sub(rows.len());
    let view = BoardView::Subdistrict(name.to_owned());
    board_scene(meeting, board, view, rows, (all.len(), more))
}

fn board_scene(
    meeting: &Meeting,
    board: &Board,
    view: BoardView,
    mut rows: Vec<BoardRow>,
    (libraries, more): (usize, usize),
) -> Scene {
    be_kind(&mut rows, meeting.hall().settings.top);
    Scene::Board(BoardScene {
        view,
        libraries: u32::try_from(libraries).unwrap_or(u32::MAX),
        as_of: board.as_of(),
        sealed: sealed(meeting, board),
        rows,
        more: u32::try_from(more).unwrap_or(u32::MAX),
    })
}

/// Below the last rank that is shown, the colour groups stand in alphabetical order: nobody is shown
/// to be last.
fn be_kind(rows: &mut [BoardRow], top: u16) {
    if top == 0 {
        return;
    }
    let shown = rows.partition_point(|r| r.rank.is_some_and(|rank| rank <= u32::from(top)));
    let Some(rest) = rows.get_mut(shown..) else {
        return;
    };
    for row in rest.iter_mut() {
        (row.rank, row.shared, row.moved) = (None, false, None);
    }
    rest.sort_by(|a, b| {
        let key = |r: &BoardRow| {
            (
                r.score.is_none(),
                r.zone,
                r.name.to_lowercase(),
                r.code.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
}

fn score_row(meeting: &Meeting, board: &Board, ranked: Ranked<'_>) -> BoardRow {
    let line = ranked.line;
    let standing = &line.standing;
    BoardRow {
        code: line.code.as_str().to_owned(),
        name: short(ranked.name).to_owned(),
        subdistrict: meeting.subdistrict_of(&line.code).to_owned(),
        rank: ranked.rank,
        shared: ranked.shared,
        score: standing.score,
        zone: standing.score.map(|s| board.zone(s)),
        moved: board.moved(meeting, &line.code),
        reported: standing.reported.map(|n| (n, standing.applicable)),
        was: None,
    }
}

fn library(meeting: &Meeting, board: &Board, code: &VillageCode) -> Option<Scene> {
    let ranked = board.row(By::Score, code)?;
    let mut row = score_row(meeting, board, ranked);
    // A rank that the board does not show is not shown here either.
    let top = u32::from(meeting.hall().settings.top);
    if top > 0 && row.rank.is_some_and(|rank| rank > top) {
        (row.rank, row.shared, row.moved) = (None, false, None);
    }
    let standing = &ranked.line.standing;
    let rules = board.rules();
    let parts = board.scorer().families().zip(&standing.parts);
    let bars = parts.filter_map(|(at, part)| {
        let family = rules.families.get(at)?;
        Some(BarRow {
            name: name_of(meeting, family),
            done: part.done,
            target: part.target(),
            percent: part.percent(),
        })
    });
    let data = meeting.achievements().of(code);
    Some(Scene::Library(LibraryScene {
        row,
        bars: bars.collect(),
        months: board.scorer().states(meeting.libraries().get(code), data),
        met: standing.met.map(|n| (n, standing.applicable)),
        as_of: board.as_of(),
        sealed: sealed(meeting, board),
    }))
}

fn sealed(meeting: &Meeting, board: &Board) -> Option<Sealed> {
    let (rules, seal) = (board.rules(), board.seal());
    let sealed = rules
        .families
        .iter()
        .filter(|f| seal.hides_family(rules, f));
    seal.hides(rules).then(|| Sealed {
        months: seal.first_month(rules).map(|first| (first, rules.to)),
        families: sealed.map(|f| name_of(meeting, f)).collect(),
    })
}

fn name_of(meeting: &Meeting, family: &Family) -> String {
    match meeting.hall().settings.lang {
        HallLang::Id => family.name_id.clone(),
        HallLang::En => family.name_en.clone(),
    }
}

/// The heading says what they are; from the last row the rest of the name has to be read.
fn short(name: &str) -> &str {
    let mut rest = name;
    for word in ["perpustakaan ", "desa ", "kelurahan "] {
        let front = rest.get(..word.len());
        if front.is_some_and(|f| f.eq_ignore_ascii_case(word)) {
            rest = rest.get(word.len()..).unwrap_or(rest).trim_start();
        }
    }
    if rest.is_empty() { name } else { rest }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_name_in_the_hall_says_only_what_is_its_own() {
        for (name, shown) in [
            ("Perpustakaan Salenrang", "Salenrang"),
            ("PERPUSTAKAAN DESA Bonto Jolong", "Bonto Jolong"),
            ("Perpustakaan", "Perpustakaan"),
            ("Taman Baca Desa", "Taman Baca Desa"),
            ("Desa", "Desa"),
        ] {
            assert_eq!(short(name), shown);
        }
    }
}
