//! Attendance lists as papers: what is printed, signed, closed and changed afterwards. Pure; the paper
//! itself is made in `exchange/document.rs`.
//!
//! Money follows the signature, so a closed list never changes silently: what happens afterwards is an
//! addendum with a reason, printed below the list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Meeting;
use super::code::{Parsed, SubjectKind};
use super::event::WalkIn;
use super::id::{EntryId, ListId, PersonId};
use super::person::{Person, State};
use super::record::Sex;
use super::roster::{is_speaker, is_staff};

/// Rows of one page of a list; row numbers and page codes depend on it.
pub const ROWS_PER_PAGE: usize = 25;

/// Who signs on which list; the finance office keeps the three apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// *Panitia*.
    Committee,
    /// *Peserta*: everybody else.
    Participants,
    /// *Narasumber*, moderators with them.
    Speakers,
}

impl Section {
    /// All three.
    pub const ALL: [Section; 3] = [Section::Committee, Section::Participants, Section::Speakers];

    /// The list that somebody signs.
    pub fn of(person: &Person) -> Section {
        let group = &person.record.group;
        if is_staff(group) || person.class == Some(WalkIn::Committee) {
            Section::Committee
        } else if is_speaker(group) {
            Section::Speakers
        } else {
            Section::Participants
        }
    }
}

/// Who stands on a printed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// Everybody invited: the fall-back list, printed before the doors open.
    Invited,
    /// Those present.
    Present,
    /// Blank rows for walk-ins.
    Blank,
}

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// People are present: the day, a further day, a session.
    Attendance,
    /// People get something once.
    HandOut,
}

/// Lists that every meeting has, beside the day itself: kit, meal, transport money.
pub const HAND_OUTS: [&str; 3] = ["kit", "makan", "transport"];

/// A list that was added to the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDefined {
    /// Its short name, as commands take it.
    pub list: ListId,
    /// Its title on screen and paper; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Who arrives on the day's list is put on this one in the same act: the kit that is handed out
    /// at the registration desk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub along: bool,
}

/// Present and invited of one sub-district.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its name; empty for people without one.
    pub subdistrict: String,
    /// Invited people.
    pub invited: u32,
    /// Who is there, walk-ins among them.
    pub present: u32,
    /// Walk-ins among those present.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub added: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands it over so
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Share {
    /// Present of those invited, with the walk-ins behind: `4 +1 / 5`.
    pub fn written(&self) -> (String, String) {
        let invited = self.present.saturating_sub(self.added);
        let present = match self.added {
            0 => invited.to_string(),
            added => format!("{invited} +{added}"),
        };
        (present, self.invited.to_string())
    }
}

/// The sums of a list, as printed when it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Invited: neither walk-ins nor cancelled.
    pub invited: u32,
    /// Present, substitutes and walk-ins among them.
    pub present: u32,
    /// Present through a substitute.
    pub substitutes: u32,
    /// Present as walk-ins.
    pub added: u32,
    /// Present men.
    pub men: u32,
    /// Present women.
    pub women: u32,
    /// Present per sub-district, by name.
    pub subdistricts: Vec<Share>,
}

/// One printed list: its pages have codes of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPrinted {
    /// The number of its first page; page numbers are never given twice.
    pub first_page: u32,
    /// Of which list.
    pub list: ListId,
    /// Who signs it.
    pub section: Section,
    /// Who stands on it.
    pub variant: Variant,
    /// The rows from top to bottom, [`ROWS_PER_PAGE`] a page.
    pub rows: Vec<PersonId>,
}

impl SheetPrinted {
    /// How many pages it has; an empty list has one.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.rows.len().div_ceil(ROWS_PER_PAGE).max(1)).unwrap_or(u32::MAX)
    }

    /// The rows of one of its pages, and the number of the first; none if the page is not its.
    pub fn page(&self, page: u32) -> Option<(usize, &[PersonId])> {
        let nth = usize::try_from(page.checked_sub(self.first_page)?).ok()?;
        if page - self.first_page >= self.pages() {
            return None;
        }
        let start = nth * ROWS_PER_PAGE;
        let end = (start + ROWS_PER_PAGE).min(self.rows.len());
        Some((start + 1, self.rows.get(start..end)?))
    }
}

/// What changed on a closed list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Who was put on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrived: Vec<PersonId>,
    /// Who was taken off it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<PersonId>,
    /// Whose row reads otherwise: a correction, a substitute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<PersonId>,
}

impl Changed {
    /// Did nothing change?
    pub fn is_empty(&self) -> bool {
        self.arrived.is_empty() && self.withdrawn.is_empty() && self.corrected.is_empty()
    }
}

/// A change after the closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addendum {
    /// When, UTC.
    pub at: Timestamp,
    /// Where and by whom.
    pub station: Arc<str>,
    /// *Petugas*.
    pub operator: Arc<str>,
    /// Why; empty after `forget`.
    pub reason: Arc<str>,
    /// What.
    pub changed: Changed,
}

/// A closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The closing entry: its hash is the fingerprint on the paper.
    pub entry: EntryId,
    /// When, UTC.
    pub at: Timestamp,
    /// Where.
    pub station: Arc<str>,
    /// By whom.
    pub operator: Arc<str>,
    /// The sums at that moment.
    pub totals: Totals,
    /// What happened afterwards, oldest first.
    pub addenda: Vec<Addendum>,
}

/// Paper against journal, for the pages that were checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Pages of the printed lists whose check has begun; of all, before any has.
    pub pages: usize,
    /// Pages checked.
    pub checked: usize,
    /// *Hadir tanpa tanda tangan*.
    pub unsigned: Vec<PersonId>,
    /// *Tanda tangan tanpa hadir*.
    pub absent: Vec<PersonId>,
}

/// The papers' part of the state.
#[derive(Clone, Debug, Default)]
pub(super) struct Papers {
    pub lists: BTreeMap<ListId, ListDefined>,
    pub sheets: Vec<SheetPrinted>,
    pub signed: BTreeMap<u32, Vec<PersonId>>,
    pub closings: BTreeMap<ListId, Closing>,
}

impl Meeting {
    /// What a list is for. A list that nobody defined is one of attendance, the usual hand-outs aside.
    pub fn purpose(&self, list: &ListId) -> Purpose {
        match self.papers.lists.get(list) {
            Some(defined) => defined.purpose,
            None if HAND_OUTS.contains(&list.as_str()) => Purpose::HandOut,
            None => Purpose::Attendance,
        }
    }

    /// The lists of the meeting: the day, the usual hand-outs, those added since.
    pub fn lists(&self) -> Vec<ListId> {
        let mut lists = vec![ListId::main()];
        lists.extend(HAND_OUTS.map(ListId::new));
        for list in self.papers.lists.keys() {
            if !lists.contains(list) {
                lists.push(list.clone());
            }
        }
        lists
    }

    /// The lists on which an arrival of the day stands too.
    pub fn along(&self) -> impl Iterator<Item = &ListId> {
        let along = self.papers.lists.values().filter(|l| l.along);
        along.map(|l| &l.list)
    }

    /// The title that was given to a list; empty where none was.
    pub fn list_title(&self, list: &ListId) -> &str {
        self.papers.lists.get(list).map_or("", |l| &l.title)
    }

    /// How a list was closed; none while it is open.
    pub fn closing(&self, list: &ListId) -> Option<&Closing> {
        self.papers.closings.get(list)
    }

    /// The printed list that a page belongs to.
    pub fn sheet_of(&self, page: u32) -> Option<&SheetPrinted> {
        self.papers.sheets.iter().find(|s| s.page(page).is_some())
    }

    /// The number of a page whose code was typed or read; none where the code is not one of this
    /// meeting's pages.
    pub fn page_of(&self, code: &Parsed) -> Option<u32> {
        let subject = code.subject();
        let number = subject.number();
        let ours = subject.kind() == SubjectKind::Page
            && self.page_code(number).as_deref() == Some(code.to_string().as_str());
        ours.then_some(number)
    }

    /// The newest printed list with the same content.
    pub fn printed(&self, like: &SheetPrinted) -> Option<&SheetPrinted> {
        let same = |s: &&SheetPrinted| {
            (&s.list, s.section, s.variant, &s.rows)
                == (&like.list, like.section, like.variant, &like.rows)
        };
        self.papers.sheets.iter().rev().find(same)
    }

    /// The number of the next page.
    pub fn next_page(&self) -> u32 {
        self.papers
            .sheets
            .last()
            .map_or(1, |s| s.first_page.saturating_add(s.pages()))
    }

    /// Who signed on a page; none before it was checked.
    pub fn signed_on(&self, page: u32) -> Option<&[PersonId]> {
        self.papers.signed.get(&page).map(Vec::as_slice)
    }

    /// The sums of a list as it stands.
    pub fn totals(&self, list: &ListId) -> Totals {
        let mut totals = Totals::default();
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        for person in self.people().iter() {
            let state = person.state(list);
            let present = person.arrival(list).is_some();
            let invited = person.class.is_none() && state != State::Cancelled;
            if !present && !invited {
                continue;
            }
            let name = self.origin(&person.record).subdistrict;
            if !shares.contains_key(name) {
                let share = Share {
                    subdistrict: name.to_owned(),
                    ..Share::default()
                };
                shares.insert(name.to_owned(), share);
            }
            let one = |yes: bool| u32::from(yes);
            totals.invited += one(invited);
            totals.present += one(present);
            totals.substitutes += one(state == State::Represented);
            totals.added += one(present && person.class.is_some());
            let sex = person.who_came().sex.filter(|_| present);
            totals.men += one(sex == Some(Sex::L));
            totals.women += one(sex == Some(Sex::P));
            if let Some(share) = shares.get_mut(name) {
                share.invited += one(invited);
                share.present += one(present);
                share.added += one(present && person.class.is_some());
            }
        }
        totals.subdistricts = shares.into_values().collect();
        totals
    }

    /// Holds the signatures of the checked pages against the arrivals.
    pub fn reconcile(&self, list: &ListId) -> Reconciliation {
        let mut result = Reconciliation::default();
        let (mut seen, mut signed) = (BTreeSet::new(), BTreeSet::new());
        let pages = |s: &SheetPrinted| s.first_page..s.first_page.saturating_add(s.pages());
        let begun = |s: &SheetPrinted| pages(s).any(|page| self.signed_on(page).is_some());
        let sheets = || self.papers.sheets.iter().filter(|s| s.list == *list);
        // One set of a list is signed: the one that somebody has begun to check, else any.
        let any = sheets().any(begun);
        for sheet in sheets().filter(|s| !any || begun(s)) {
            for page in pages(sheet) {
                result.pages += 1;
                let (Some(names), Some((_, rows))) = (self.signed_on(page), sheet.page(page))
                else {
                    continue;
                };
                result.checked += 1;
                seen.extend(rows.iter().copied());
                signed.extend(names.iter().copied());
            }
        }
        for id in seen {
            let present = self.person(id).is_some_and(|p| p.arrival(list).is_some());
            match (present, signed.contains(&id)) {
                (true, false) => result.unsigned.push(id),
                (false, true) => result.absent.push(id),
                (true, true) | (false, false) => {}
            }
        }
        result
    }
}
