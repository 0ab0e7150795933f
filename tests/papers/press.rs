//! A meeting with people for paper, a folder to print into, and readers of what was printed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gelar::exchange::document::sheet::Selection;
use gelar::exchange::document::{self, DocumentError, Options, Paper, Size, Written};
use gelar::meeting::attendance::Variant;
use gelar::meeting::event::{Event, ImportedPerson, PeopleImported};
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::record::{Personal, Record, Sex};
use gelar::text::Lang;
use tempfile::TempDir;

use crate::support::{M1, Scene};

/// A meeting and a folder.
pub struct Press {
    pub scene: Scene,
    pub dir: TempDir,
    pub lang: Lang,
    pub size: Size,
    pub fingerprint: Option<String>,
}

impl Press {
    /// A meeting with these people, numbered from 1.
    pub fn with(records: Vec<Record>) -> Press {
        Press::around(Scene::founded(), records)
    }

    pub fn around(mut scene: Scene, records: Vec<Record>) -> Press {
        let rows: Vec<ImportedPerson> = (1..)
            .zip(records)
            .map(|(id, record)| ImportedPerson {
                id: PersonId(id),
                record: Arc::new(record),
                changed: vec![],
            })
            .collect();
        if !rows.is_empty() {
            scene.write(M1, vec![Event::PeopleImported(PeopleImported { rows })]);
        }
        Press {
            scene,
            dir: TempDir::new().unwrap(),
            lang: Lang::Id,
            size: Size::A4,
            fingerprint: None,
        }
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a paper into the folder.
    pub fn write(&self, paper: &Paper, name: &str) -> Result<Written, DocumentError> {
        let options = Options {
            size: self.size,
            fingerprint: self.fingerprint.clone(),
        };
        let (meeting, text) = (self.scene.meeting(), self.lang.text());
        document::write(
            meeting,
            text,
            paper,
            &options,
            self.folder(),
            &self.path(name),
        )
    }

    /// Writes a paper as HTML and reads it.
    pub fn html(&self, paper: &Paper) -> (Written, String) {
        let written = self.write(paper, "kertas.html").unwrap();
        let text = std::fs::read_to_string(self.path("kertas.html")).unwrap();
        (written, text)
    }

    /// Writes one of the office's own templates.
    pub fn template(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path("dokumen")).unwrap();
        std::fs::write(self.path("dokumen").join(name), content).unwrap();
    }

    /// Is there nothing in the folder but this?
    pub fn holds_only(&self, names: &[&str]) {
        let mut found: Vec<String> = std::fs::read_dir(self.folder())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        found.sort();
        assert_eq!(found, names);
    }
}

/// Everybody invited, of all sections, with telephone numbers.
pub fn invited() -> Selection {
    Selection {
        variant: Variant::Invited,
        section: None,
        list: ListId::main(),
        phones: true,
    }
}

pub fn attendance(selection: Selection) -> Paper {
    Paper::Attendance(selection)
}

/// Somebody of a village.
pub fn guest(name: &str, village: &str, subdistrict: &str) -> Record {
    Record {
        personal: Personal {
            name: name.into(),
            phone: "081200000001".into(),
            position: "Pengelola".into(),
            sex: Some(Sex::P),
            ..Personal::default()
        },
        group: "Pengelola perpustakaan".into(),
        village_text: village.into(),
        subdistrict_text: subdistrict.into(),
        ..Record::default()
    }
}

/// Somebody of a group.
pub fn of_group(name: &str, group: &str) -> Record {
    Record {
        group: group.into(),
        office: "Dinas Perpustakaan".into(),
        village_text: String::new(),
        subdistrict_text: String::new(),
        ..guest(name, "", "")
    }
}

/// So many guests of different villages, whose names do not come in the order of the list.
pub fn guests(n: usize) -> Vec<Record> {
    (0..n)
        .map(|i| {
            let (village, subdistrict) = ([3, 1, 2][i % 3], ["Simbang", "Bontoa"][i % 2]);
            let mut record = guest(
                &format!("Tenri Contoh {:04}", n - i),
                &format!("Desa {village}"),
                subdistrict,
            );
            record.personal.sex = [Some(Sex::L), Some(Sex::P), None][i % 3];
            record
        })
        .collect()
}

/// A name of sixty letters with three lines of titles.
pub fn longest(n: usize) -> String {
    let titles = "S.Sos., M.Si., M.Pd., Ph.D., S.Kom., M.Kom., S.H., M.H., S.E., M.M., S.Ag., M.Ag., S.Pd.I.";
    let name = format!("Muhammad Nurhidayatullah Abdurrahman Wahid Mappatunru K{n:05}");
    assert_eq!(name.chars().count(), 60);
    format!("Prof. Dr. Ir. H. {name}, {titles}")
}

/// What stands between two pieces, every time.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .map(|rest| rest.split(end).next().unwrap())
        .collect()
}

/// The bodies of the sections: one page of paper each.
pub fn sections(html: &str) -> Vec<&str> {
    between(html, "<section", "</section>")
}

/// The modules of every QR picture, painted from its path.
pub fn pictures(html: &str) -> Vec<Vec<bool>> {
    const SIDE: usize = 21;
    const QUIET: usize = 4;
    between(html, "<svg class=\"qr\"", "</svg>")
        .into_iter()
        .map(|svg| {
            let mut dark = vec![false; SIDE * SIDE];
            let path = between(svg, "<path d=\"", "\"")[0];
            for piece in between(path, "M", "z") {
                let (at, rest) = piece.split_once('h').unwrap();
                let (x, y) = at.split_once(' ').unwrap();
                let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
                let run: usize = rest.split('v').next().unwrap().parse().unwrap();
                for i in 0..run {
                    dark[(y - QUIET) * SIDE + x - QUIET + i] = true;
                }
            }
            dark
        })
        .collect()
}

/// The modules of a code as the library draws it, in version 1 at level Q.
pub fn modules(code: &str) -> Vec<bool> {
    use qrcode::bits::Bits;
    use qrcode::{Color, EcLevel, QrCode, Version};
    let mut bits = Bits::new(Version::Normal(1));
    bits.push_alphanumeric_data(code.as_bytes()).unwrap();
    bits.push_terminator(EcLevel::Q).unwrap();
    let made = QrCode::with_bits(bits, EcLevel::Q).unwrap();
    made.to_colors().iter().map(|c| *c == Color::Dark).collect()
}
