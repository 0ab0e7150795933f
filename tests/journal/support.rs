//! Drafts of invented people, and short ways to say what a test does.

use std::path::{Path, PathBuf};

use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::{Appended, Draft, Entry, Head, Journal, JournalError};
use gelar::meeting::achieved::{Achieved, Measure, Status, Totals as LibraryTotals};
use gelar::meeting::attendance::{
    Changed, ListDefined, Purpose, Section, Share, SheetPrinted, Totals, Variant,
};
use gelar::meeting::code::Secret;
use gelar::meeting::event::{
    AchievementTyped, AchievementsImported, AddendumNoted, ArrivalWithdrawn, Arrived,
    AttendanceClosed, BackupDirectory, Boot, Cancelled, ColumnsPointed, Event, Founded,
    HallCovered, HallHeld, How, ImportedPerson, LibrariesImported, NumbersReserved, Outcome,
    PeopleImported, PersonAdded, PersonCorrected, Pin, PinSet, ProtocolAnswered, Redone, Reissued,
    Restored, RulesLocked, RulesUnlocked, ScanRefused, SignaturesChecked, Stamp,
    SubstituteWithdrawn, Substituted, TotalsImported, Undone, VillagesListed, WalkIn, WalkedIn,
};
use gelar::meeting::hall::{Colour, Cover, HallLang, HallSettings, Look, Wanted};
use gelar::meeting::id::{EntryId, ListId, PersonId, VillageCode};
use gelar::meeting::protocol::Honour;
use gelar::meeting::record::{
    About, Contact, Field, Library, Personal, Record, Sex, Village, Zone,
};
use gelar::meeting::rules::{Rules, Seal};

/// The clock of the tests.
const NOON: i64 = 1_795_400_000;

/// A draft with everything pinned by its id.
pub fn draft(id: u64, event: Event) -> Draft {
    Draft {
        stamp: Stamp {
            id: EntryId(id),
            group: None,
            at: jiff::Timestamp::from_second(NOON + i64::try_from(id % 100_000).unwrap()).unwrap(),
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "Rahma".into(),
        },
        event,
        salt: [u8::try_from(id % 251).unwrap(); 16],
    }
}

/// Person `id` arrives.
pub fn arrived(id: u64) -> Draft {
    draft(
        id,
        Event::Arrived(Arrived {
            list: ListId::main(),
            people: vec![PersonId(u32::try_from(id % 100_000).unwrap())],
            how: How::Scan,
        }),
    )
}

/// A person with personal values is added.
pub fn added(id: u64) -> Draft {
    draft(
        id,
        Event::PersonAdded(PersonAdded {
            id: PersonId(u32::try_from(id % 100_000).unwrap()),
            record: record(&format!("Tenri Bangsawan {id}, S.Pd.")).into(),
        }),
    )
}

/// A mixture with and without personal values.
pub fn mixed(ids: std::ops::Range<u64>) -> Vec<Draft> {
    ids.map(|id| if id % 3 == 0 { added(id) } else { arrived(id) })
        .collect()
}

fn record(name: &str) -> Record {
    Record {
        personal: Personal {
            name: name.into(),
            call_name: "Dg. Ngalle".into(),
            sex: Some(Sex::P),
            position: "Plt. Kepala Desa".into(),
            nip: "198001012005012001".into(),
            phone: "081200000001".into(),
            note: "duduk di depan; \"kutip\" \u{2028} 🙂".into(),
            ..Personal::default()
        },
        invitation: "UND-007".into(),
        group: "Kepala Desa".into(),
        village: Some(village_code()),
        transport: Some(true),
        ..Record::default()
    }
}

fn village_code() -> VillageCode {
    VillageCode::parse("73.09.05.2002").unwrap()
}

/// One draft of every event, in the order of the enum. These are pinned: change them never, add to them.
#[allow(clippy::too_many_lines)] // a list
pub fn every_event() -> Vec<Draft> {
    let about = About {
        title: "Pertemuan Belajar Sesama".into(),
        date: jiff::civil::date(2026, 11, 23),
        place: "Aula, Maros".into(),
        zone: Zone::Wita,
        organiser: "Dinas Perpustakaan".into(),
        sample: false,
        ..About::default()
    };
    let person = PersonId(7);
    let events = vec![
        Event::MeetingFounded(Founded {
            about: about.clone(),
            secret: Secret::new([42; 32]),
        }),
        Event::MeetingDescribed(About {
            sample: true,
            ..about
        }),
        Event::BackupDirectorySet(BackupDirectory {
            path: Some("/media/stik".into()),
        }),
        Event::VillagesListed(VillagesListed {
            fresh: true,
            rows: vec![Village {
                code: village_code(),
                name: "Bonto Contoh".into(),
                subdistrict: "Lau".into(),
                kind: "desa".into(),
            }],
        }),
        Event::LibrariesImported(LibrariesImported {
            rows: vec![Library {
                code: village_code(),
                name: "Perpustakaan Cahaya".into(),
                kind: "desa".into(),
                partner_year: Some(2024),
                partner_month: Some(3),
                partner_source: "APBD".into(),
                has_account: Some(true),
                quota: None,
                contact: Contact {
                    name: "Sitti Contoh".into(),
                    phone: "081200000002".into(),
                },
            }],
        }),
        Event::PeopleImported(PeopleImported {
            rows: vec![
                ImportedPerson {
                    id: person,
                    record: record("Hj. Tenri Contoh, S.Pd.").into(),
                    changed: vec![],
                },
                ImportedPerson {
                    id: PersonId(8),
                    record: Record::default().into(),
                    changed: vec![Field::Name, Field::VillageText],
                },
            ],
        }),
        Event::PersonAdded(PersonAdded {
            id: PersonId(9),
            record: record("Baso").into(),
        }),
        Event::PersonCorrected(PersonCorrected {
            id: PersonId(9),
            record: record("Baso Contoh").into(),
            // The fields of the first files.
            changed: Field::ALL[..18].to_vec(),
        }),
        Event::Arrived(Arrived {
            list: ListId::new("makan siang"),
            people: vec![person, PersonId(9)],
            how: How::Hand,
        }),
        Event::ArrivalWithdrawn(ArrivalWithdrawn {
            list: ListId::main(),
            person,
        }),
        Event::InvitationCancelled(Cancelled {
            person,
            reason: "sakit".into(),
        }),
        Event::InvitationRestored(Restored { person }),
        Event::CodeReissued(Reissued {
            person,
            issue: 1,
            reason: "hilang".into(),
        }),
        Event::ScanRefused(ScanRefused {
            outcome: Outcome::ForeignCode,
            person: None,
            length: 212,
            class: "qris".into(),
        }),
        Event::Undone(Undone {
            act: EntryId(0xfedc_ba98_7654_3210),
        }),
    ];
    let events = events.into_iter().chain(desk_events());
    let events = events.chain(board_events());
    let mut drafts: Vec<Draft> = (0xfedc_ba98_7654_3210..)
        .zip(events)
        .map(|(id, event)| draft(id, event))
        .collect();
    drafts[1].stamp.boot = Some(Boot {
        id: "b0071d".into(),
        ms: 123_456_789,
    });
    drafts[5].stamp.group = Some(drafts[4].stamp.id);
    drafts[6].stamp.operator = "".into();
    drafts
}

/// Those of the whole registration desk.
fn desk_events() -> Vec<Event> {
    let person = PersonId(7);
    let mut guest = record("H. Baso Contoh");
    guest.personal.spoken = "Bapak Baso".into();
    guest.honour = Honour::parse("j");
    vec![
        Event::WalkedIn(WalkedIn {
            id: PersonId(10),
            record: guest.clone().into(),
            class: WalkIn::Additional,
            list: ListId::main(),
        }),
        Event::Substituted(Substituted {
            person,
            by: guest.personal.into(),
        }),
        Event::SubstituteWithdrawn(SubstituteWithdrawn { person }),
        Event::NumbersReserved(NumbersReserved {
            first: PersonId(11),
            count: 50,
        }),
        Event::ProtocolCalled,
        Event::ProtocolAnswered(ProtocolAnswered {
            call: EntryId(0xfedc_ba98_7654_3210),
            person: Some(person),
        }),
        Event::PinSet(PinSet {
            pin: Some(Pin {
                salt: [4; 16],
                hash: [2; 32],
            }),
        }),
        Event::ListDefined(ListDefined {
            list: ListId::new("kit"),
            title: "Tas dan kit".into(),
            purpose: Purpose::HandOut,
            along: true,
        }),
        Event::AttendanceClosed(AttendanceClosed {
            list: ListId::main(),
            totals: Totals {
                invited: 3,
                present: 2,
                substitutes: 1,
                added: 1,
                men: 1,
                women: 1,
                subdistricts: vec![Share {
                    subdistrict: "Lau".into(),
                    invited: 3,
                    present: 2,
                    added: 0,
                }],
            },
        }),
        Event::AddendumNoted(AddendumNoted {
            list: ListId::main(),
            changed: Changed {
                arrived: vec![person],
                withdrawn: vec![PersonId(9)],
                corrected: vec![PersonId(10)],
            },
            reason: "sakit mendadak".into(),
        }),
        Event::SheetPrinted(SheetPrinted {
            first_page: 1,
            list: ListId::main(),
            section: Section::Participants,
            variant: Variant::Invited,
            rows: vec![person, PersonId(9)],
        }),
        Event::SignaturesChecked(SignaturesChecked {
            page: 1,
            signed: vec![person],
        }),
    ]
}

/// Those of the leaderboard and the hall.
fn board_events() -> Vec<Event> {
    let library = VillageCode::parse("73.09.05.2002").unwrap();
    let mut rules = Rules::usual(2026);
    rules.families[0].columns.push(Measure::Involvement);
    let row = |month: &str, status, note: &str| Achieved {
        library: library.clone(),
        month: month.parse().unwrap(),
        counts: [(Measure::Activities, 3), (Measure::Books, 0)]
            .into_iter()
            .collect(),
        status,
        entered: Some(jiff::civil::date(2026, 11, 20)),
        note: note.into(),
    };
    vec![
        Event::AchievementsImported(AchievementsImported {
            rows: vec![
                row("2026-09", Status::Verified, ""),
                row("2026-10", Status::NotApplicable, "banjir di Bontoa"),
            ],
            reason: "salah ketik di Bontoa".into(),
        }),
        Event::TotalsImported(TotalsImported {
            rows: vec![LibraryTotals {
                library: library.clone(),
                counts: [(Measure::Involvement, 36)].into_iter().collect(),
                has_account: Some(true),
                months: Some(9),
                sim_score: Some(81_00),
                sim_colour: Some(Colour::Green),
                entered: None,
                note: "dibaca dari layar".into(),
            }],
            reason: "angka baru dari SIM".into(),
        }),
        Event::AchievementTyped(AchievementTyped {
            row: Achieved {
                status: Status::Rejected,
                entered: None,
                ..row("2026-09", Status::Reported, "lembar hilang")
            },
            reason: "ditolak penyelia".into(),
        }),
        Event::RulesSet(rules.clone().into()),
        Event::RulesLocked(RulesLocked { hash: rules.hash() }),
        Event::RulesUnlocked(RulesUnlocked {
            reason: "bobot disepakati ulang".into(),
        }),
        Event::SealSet(Seal {
            from: Some("2026-10".parse().unwrap()),
            families: vec!["advokasi".into()],
        }),
        Event::SceneShown(Wanted::Family {
            key: "publikasi".into(),
        }),
        Event::HallCovered(HallCovered {
            cover: Some(Cover::Message {
                text: "Makan siang di teras".into(),
            }),
        }),
        Event::HallHeld(HallHeld { held: true }),
        Event::HallSet(HallSettings {
            lang: HallLang::En,
            look: Look::Mono,
            top: 10,
        }),
        Event::ColumnsPointed(ColumnsPointed {
            list: "peserta".into(),
            heads: vec![
                ("Nama & gelar".into(), Some("nama_lengkap".into())),
                ("Ukuran kaos".into(), None),
            ],
        }),
        Event::Redone(Redone {
            act: EntryId(0xfedc_ba98_7654_3210),
        }),
    ]
}

/// A new meeting file in `dir` with these entries, closed again.
pub fn file_with(dir: &Path, drafts: Vec<Draft>) -> PathBuf {
    let path = dir.join("pertemuan.gelar");
    done(SqliteJournal::create(&path).unwrap().append(0, drafts));
    path
}

/// The entries of an append that must have been done.
pub fn done(answer: Result<Appended, JournalError>) -> (Vec<Entry>, Head) {
    match answer {
        Ok(Appended::Done { entries, head }) => (entries, head),
        other => panic!("not done: {other:?}"),
    }
}

/// The missed entries of an append that must have met a conflict.
pub fn conflict(answer: Result<Appended, JournalError>) -> (Vec<Entry>, Head) {
    match answer {
        Ok(Appended::Conflict { missed, head }) => (missed, head),
        other => panic!("no conflict: {other:?}"),
    }
}

/// All entries after a place.
pub fn read(journal: &mut dyn Journal, after: u64) -> Vec<Entry> {
    let mut entries = Vec::new();
    journal.read(after, &mut |e| entries.push(e)).unwrap();
    entries
}

/// What entries look like that were made of drafts, from `seq` on.
pub fn as_entries(seq: u64, drafts: &[Draft]) -> Vec<Entry> {
    (seq..)
        .zip(drafts)
        .map(|(seq, d)| Entry {
            seq,
            stamp: d.stamp.clone(),
            event: d.event.clone(),
        })
        .collect()
}
