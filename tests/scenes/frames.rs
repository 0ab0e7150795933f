//! Frames with invented contents, and a picture as text.

use gelar::meeting::hall::{Colour, HallLang, Look};
use gelar::meeting::month::Month;
use gelar::meeting::record::Zone;
use gelar::scene::{Moment, draw};
use gelar::stage::{
    BarRow, BoardRow, BoardScene, BoardView, BoxState, Frame, LibraryScene, Logo, Scene, Sealed,
    Welcome,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The longest name of a village in the country, and of a library after it.
pub const LONGEST_VILLAGE: &str = "Kampuang Tanjuang Koto Mambang Sungai Durian";
pub const LONGEST_LIBRARY: &str = "Perpustakaan Kampuang Tanjuang Koto Mambang Sungai Durian II";

const VILLAGES: [(&str, &str); 16] = [
    ("Salenrang", "Bontoa"),
    ("Barugae", "Mallawa"),
    ("Tukamasea", "Bantimurung"),
    ("Pajjukukang", "Bontoa"),
    ("Bonto Tallasa", "Simbang"),
    ("Baji Pa'mai", "Cenrana"),
    ("Bonto Mate'ne", "Mandai"),
    ("Labuaja", "Cenrana"),
    ("Moncongloe Lappara", "Moncongloe"),
    ("Toddopulia", "Tanralili"),
    ("Padaelo", "Mallawa"),
    ("Samangki", "Simbang"),
    ("Allaere", "Tanralili"),
    ("Tenrigangkae", "Mandai"),
    ("Laiya", "Cenrana"),
    ("Cenrana Baru", "Cenrana"),
];

pub fn frame(lang: HallLang, scene: Scene) -> Frame {
    Frame {
        seq: 118,
        show: 97,
        lang,
        look: Look::Dark,
        zone: Zone::Wita,
        sample: false,
        scene,
    }
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn colour(score: u16) -> Colour {
    match score {
        8000.. => Colour::Green,
        5000..8000 => Colour::Yellow,
        _ => Colour::Red,
    }
}

pub fn row(place: usize, name: &str, subdistrict: &str, score: u16) -> BoardRow {
    BoardRow {
        code: format!("73.09.{place:04}"),
        name: name.to_owned(),
        subdistrict: subdistrict.to_owned(),
        rank: Some(u32::try_from(place).unwrap() + 1),
        shared: false,
        score: Some(score),
        zone: Some(colour(score)),
        moved: Some([2, 0, -1, 0, 0, 12, -11, 0][place % 8]),
        reported: Some((12 - u16::try_from(place % 4).unwrap(), 12)),
        was: None,
    }
}

/// So many libraries with a rank each; the second place is shared.
pub fn ranked(count: usize) -> Vec<BoardRow> {
    let mut rows: Vec<BoardRow> = (0..count)
        .map(|place| {
            let (village, subdistrict) = VILLAGES[place % VILLAGES.len()];
            let name = match place / VILLAGES.len() {
                0 => village.to_owned(),
                n => format!("{village} {}", n + 1),
            };
            let score = 9750_u16.saturating_sub(u16::try_from(place * 233).unwrap_or(9750));
            row(place, &name, subdistrict, score)
        })
        .collect();
    if let [_, second, third, ..] = rows.as_mut_slice() {
        third.rank = second.rank;
        third.score = second.score;
        (second.shared, third.shared) = (true, true);
    }
    rows
}

pub fn board_of(rows: Vec<BoardRow>) -> BoardScene {
    BoardScene {
        view: BoardView::Total,
        libraries: u32::try_from(rows.len()).unwrap(),
        as_of: Some(jiff::civil::date(2024, 11, 30)),
        sealed: None,
        rows,
        more: 0,
    }
}

/// Ranks for the top ten only, then colour groups, then those without data.
pub fn groups() -> BoardScene {
    let mut rows = ranked(32);
    for row in &mut rows[10..] {
        row.rank = None;
        row.moved = None;
    }
    for row in &mut rows[29..] {
        (row.score, row.zone) = (None, None);
        row.reported = Some((0, 12));
    }
    let mut board = board_of(rows);
    board.more = 83_730;
    board.libraries = 83_762;
    board.sealed = Some(Sealed {
        months: Some((month("2024-10"), month("2024-12"))),
        families: vec!["Advokasi dan kemitraan".to_owned(), "Publikasi".to_owned()],
    });
    board
}

pub fn longest() -> BoardScene {
    let mut rows = ranked(32);
    for (place, row) in rows.iter_mut().enumerate() {
        [LONGEST_LIBRARY, LONGEST_VILLAGE, "Salenrang"][place % 3].clone_into(&mut row.name);
        ["Salareh Aia Utara Raya Sekali", "Bontoa"][place % 2].clone_into(&mut row.subdistrict);
    }
    rows[0].score = Some(10_000);
    let mut board = board_of(rows);
    board.view = BoardView::Family("Pelibatan masyarakat".to_owned());
    board.sealed = Some(Sealed {
        months: Some((month("2023-10"), month("2024-12"))),
        families: Vec::new(),
    });
    board
}

pub fn library(name: &str) -> LibraryScene {
    use BoxState::{Below, Met, Missing, NotApplicable};
    let bar = |name: &str, done, target, percent| BarRow {
        name: name.to_owned(),
        done,
        target,
        percent,
    };
    let states = [
        NotApplicable,
        Met,
        Met,
        Met,
        Below,
        Met,
        Met,
        Missing,
        Met,
        Met,
        Met,
        Met,
    ];
    let mut entry = row(1, name, "Bontoa", 9417);
    entry.shared = true;
    LibraryScene {
        row: entry,
        bars: vec![
            bar("Pelibatan masyarakat", Some(36), 4000, 9000),
            bar("Publikasi", Some(45), 3000, 10_000),
            bar("Advokasi", None, 917, 0),
        ],
        months: (0..)
            .map(|n| month("2024-01").plus(n))
            .zip(states)
            .collect(),
        met: Some((9, 11)),
        as_of: Some(jiff::civil::date(2024, 11, 30)),
        sealed: None,
    }
}

/// Every scene with names as they mostly are.
pub fn usual() -> Vec<(&'static str, Scene)> {
    let logo = Logo {
        title: "PLM Kabupaten Maros 2024".to_owned(),
        date: jiff::civil::date(2024, 12, 18),
        place: "Baruga B, Turikale".to_owned(),
        organiser: "Dinas Perpustakaan dan Kearsipan".to_owned(),
    };
    let welcome = Welcome {
        title: logo.title.clone(),
        place: logo.place.clone(),
        present: 61,
        expected: 98,
    };
    let message = "ISHOMA sampai pukul 13.00".to_owned();
    vec![
        ("judul", Scene::Logo(logo)),
        ("pesan", Scene::Message { text: message }),
        ("sambutan", Scene::Welcome(welcome)),
        ("papan", Scene::Board(board_of(ranked(32)))),
        ("papan-kelompok", Scene::Board(groups())),
        ("papan-kosong", Scene::Board(board_of(Vec::new()))),
        ("perpustakaan", Scene::Library(library("Pajjukukang"))),
        ("uji", Scene::Test),
    ]
}

/// The same scenes with the longest contents.
pub fn long() -> Vec<(&'static str, Scene)> {
    let logo = Logo {
        title: "Peer Learning Meeting Transformasi Perpustakaan Berbasis Inklusi Sosial Kabupaten \
                Pangkajene dan Kepulauan 2024"
            .to_owned(),
        date: jiff::civil::date(2024, 12, 18),
        place: format!("Gedung Serbaguna Kantor Desa {LONGEST_VILLAGE}"),
        organiser: "Dinas Perpustakaan dan Kearsipan Kabupaten Pangkajene dan Kepulauan".to_owned(),
    };
    let welcome = Welcome {
        title: logo.title.clone(),
        place: logo.place.clone(),
        present: 83_762,
        expected: 1_000_000,
    };
    let words = "Mohon perhatian: bus menuju Salenrang berangkat dari halaman belakang. ";
    let message: String = words.chars().cycle().take(500).collect();
    let mut card = library(LONGEST_LIBRARY);
    "Salareh Aia Utara Raya Sekali".clone_into(&mut card.row.subdistrict);
    card.bars.push(card.bars[0].clone());
    card.bars.push(card.bars[1].clone());
    card.bars[3].done = Some(1_234_567);
    card.sealed = groups().sealed;
    let mut empty = board_of(Vec::new());
    empty.view = BoardView::Subdistrict("Salareh Aia Utara Raya Sekali".to_owned());
    empty.sealed = groups().sealed;
    vec![
        ("judul", Scene::Logo(logo)),
        ("pesan", Scene::Message { text: message }),
        ("sambutan", Scene::Welcome(welcome)),
        ("papan", Scene::Board(longest())),
        ("papan-kosong", Scene::Board(empty)),
        ("perpustakaan", Scene::Library(card)),
        ("uji", Scene::Test),
    ]
}

pub fn at(scene_ms: u64) -> Moment {
    Moment {
        scene_ms,
        frame_ms: scene_ms,
        clock: Some(jiff::civil::time(9, 12, 0, 0)),
    }
}

pub fn drawn(frame: &Frame, moment: Moment, (columns, rows): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    draw(frame, moment, area, &mut buf);
    buf
}

/// A picture as lines of text.
pub fn text(buf: &Buffer) -> String {
    let wide = usize::from(buf.area.width).max(1);
    let line = |cells: &[ratatui::buffer::Cell]| {
        let line: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        line.trim_end().to_owned()
    };
    let lines: Vec<String> = buf.content.chunks(wide).map(line).collect();
    lines.join("\n")
}
