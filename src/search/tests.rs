//! Who must be found and who must not; the index against a plain look at every person.

use proptest::prelude::*;

use super::Match::{Exact, Folded, Fuzzy};
use super::query::{Asked, Query};
use super::*;
use crate::meeting::names::{
    TitleWord, Word, WordKind, fold_typed, person_words, place_words, plain,
    prefix_within_one_edit, sort_key, title_spelling, within_one_edit,
};

#[derive(Clone, Debug, Default)]
struct Person {
    id: u32,
    name: String,
    call: String,
    code: String,
    village: String,
    subdistrict: String,
    library: String,
    office: String,
    position: String,
}

impl Person {
    fn doc(&self) -> Doc<'_> {
        Doc {
            id: PersonId(self.id),
            name: &self.name,
            call_name: &self.call,
            substitute: "",
            code: &self.code,
            village: &self.village,
            subdistrict: &self.subdistrict,
            library: &self.library,
            office: &self.office,
            position: &self.position,
        }
    }
}

const NOBODY: Ranking<'_> = Ranking {
    arrived: &|_| false,
    near: None,
};

/// id, name, call name, village, sub-district; invented people.
const PEOPLE: &[(u32, &str, &str, &str, &str)] = &[
    (
        1,
        "H. Muh. Rahman Basri, S.Pd.",
        "Daeng Mappuji",
        "Salenrang",
        "Bontoa",
    ),
    (2, "Andi Rahman", "", "Bonto Mate'ne", "Marusu"),
    (3, "Drs. Mukhlis Chaeruddin", "", "Pajjukukang", "Bontoa"),
    (
        4,
        "Hj. Sitti Nurbaya",
        "Dg. Ngai",
        "Leang-Leang",
        "Bantimurung",
    ),
    (5, "Rizky S.S.", "", "Botolempangang", "Bontoa"),
    (6, "Abdurrahman Saleh", "", "Moncongloe", "Moncongloe"),
    (7, "A. Rachmat", "", "Bonto Marannu", "Moncongloe"),
    (8, "Salma Rahayu, S.T.", "", "Damai", "Tanralili"),
    (47, "Soekarna Djamal", "", "Tanete", "Simbang"),
    (470, "Nur Haliza", "", "Suka Maju", "Simbang"),
];

fn people() -> Vec<Person> {
    let person = |&(id, name, call, village, subdistrict): &(u32, &str, &str, &str, &str)| Person {
        id,
        name: name.into(),
        call: call.into(),
        code: format!("PLM-{id:03}"),
        village: village.into(),
        subdistrict: subdistrict.into(),
        library: format!("Perpustakaan Desa {village}"),
        ..Person::default()
    };
    PEOPLE.iter().map(person).collect()
}

fn ids(found: &Found) -> Vec<u32> {
    found.hits.iter().map(|hit| hit.id.0).collect()
}

/// How a person fits in `find` or, failing that, in `find_fuzzy`.
fn matched(index: &Index, query: &str, id: u32) -> Option<Match> {
    let (sure, near) = (
        index.find(query, 99, &NOBODY),
        index.find_fuzzy(query, 99, &NOBODY),
    );
    let hits: Vec<Hit> = sure.hits.into_iter().chain(near.hits).collect();
    let mine: Vec<Match> = hits
        .iter()
        .filter(|h| h.id.0 == id)
        .map(|h| h.matched)
        .collect();
    assert!(mine.len() <= 1, "{query:?} finds #{id} twice");
    mine.first().copied()
}

#[test]
fn pairs_that_must_match() {
    let people = people();
    let index = Index::build(people.iter().map(Person::doc));
    for (query, id, how) in [
        ("daeng mappuji", 1, Exact),
        ("dg mappuji", 1, Folded),
        ("dg. mapuji", 1, Folded),
        ("mappuji", 1, Exact),
        ("muh", 1, Exact),
        ("muhammad rahman", 1, Folded),
        ("moham", 1, Folded),
        ("m. rahman", 1, Exact),
        ("h rahman", 1, Exact),
        ("hj rahman", 1, Folded),
        ("rahman, s.pd.", 1, Exact),
        ("rahman s.pd", 1, Exact),
        ("s.pd. rahman", 1, Exact),
        ("s.pd. rahman", 2, Folded),
        ("spd rahman", 1, Exact),
        ("sal rah", 1, Exact),
        ("rah sal", 1, Exact),
        ("RAHMAN salenrang", 1, Exact),
        ("salenran", 1, Exact),
        ("sallenrangg", 1, Folded),
        ("bo ra", 1, Exact),
        ("a. rahman", 2, Exact),
        ("andi rahman", 2, Exact),
        ("matene", 2, Exact),
        ("bontomatene", 2, Folded),
        ("pajukukang", 3, Folded),
        ("PAJJUKUKANG", 3, Exact),
        ("pajukkukan", 3, Folded),
        ("muklis haeruddin", 3, Fuzzy),
        ("haerudin muklis", 3, Fuzzy),
        ("drs muklis", 3, Fuzzy),
        ("khaerudin", 3, Folded),
        ("siti", 4, Folded),
        ("st nurbaya", 4, Folded),
        ("hj. nur", 4, Exact),
        ("leang", 4, Exact),
        ("leang leang", 4, Exact),
        ("rizky s.s.", 5, Folded),
        ("rizky s", 5, Exact),
        ("botolempangan", 5, Exact),
        ("bontolempangan", 5, Fuzzy),
        ("abdul rahman", 6, Folded),
        ("abd rahman", 6, Folded),
        ("moncong loe", 6, Folded),
        ("andi rachmat", 7, Folded),
        ("a rakhmat", 7, Folded),
        ("salma st", 8, Exact),
        ("47", 47, Exact),
        ("#47", 47, Exact),
        ("sukarna jamal", 47, Folded),
        ("sukarna 47", 47, Folded),
        ("nurhaliza", 470, Folded),
        ("sukamaju", 470, Folded),
        ("plm-470", 470, Exact),
        ("perpus suka", 470, Exact),
    ] {
        assert_eq!(matched(&index, query, id), Some(how), "{query:?} → #{id}");
    }
}

#[test]
fn pairs_that_must_not_match() {
    let people = people();
    let index = Index::build(people.iter().map(Person::doc));
    for (query, id) in [
        ("hj", 4),
        ("hj.", 4),
        ("h", 1),
        ("drs", 3),
        ("h dr", 1),
        ("spd", 1),
        ("spd rahman", 2),
        ("s.t.", 8),
        ("rahman salma", 1),
        ("mukis haeruddin", 3),
        ("muklis haeuddin", 3),
        ("muk xaer salenrang", 3),
        ("rhm", 1),
        ("4", 47),
        ("47", 470),
        ("#470", 47),
        ("47 rahman", 47),
        ("ang", 2),
        ("damingo", 8),
        ("man", 2),
        ("plm-471", 470),
        ("sa ra z", 1),
        ("", 1),
        ("zzzz", 1),
        (" . , ", 1),
        ("#", 1),
    ] {
        assert_eq!(matched(&index, query, id), None, "{query:?} → #{id}");
    }
}

#[test]
fn a_title_alone_finds_nobody() {
    let people: Vec<Person> = people().into_iter().chain(officials()).collect();
    let index = Index::build(people.iter().map(Person::doc));
    for title in [
        "hj", "Hj.", "drs", "dr", "h hj", "s.pd.", "pak", "bapak", "ibu", "Bpk.", "haji", "hajjah",
        "pak haji", "ibu hj",
    ] {
        assert_eq!(index.find(title, 9, &NOBODY).total, 0, "{title}");
        assert_eq!(index.find_fuzzy(title, 9, &NOBODY).total, 0, "{title}");
    }
}

/// People with an office; the numbers follow those of the sample meeting.
fn officials() -> Vec<Person> {
    let person = |id, name: &str, position: &str, office: &str, village: &str| Person {
        id,
        name: name.into(),
        position: position.into(),
        office: office.into(),
        village: village.into(),
        ..Person::default()
    };
    let mut people = vec![
        person(
            31,
            "Rahman Salewangang",
            "Kepala Desa Salenrang",
            "Desa Salenrang",
            "Salenrang",
        ),
        person(
            32,
            "Hj. St. Rahmatia",
            "Pengelola Perpustakaan Salenrang",
            "",
            "Salenrang",
        ),
        person(
            85,
            "H. Andi Baso, S.IP.",
            "Bupati Maros",
            "Pemerintah Kabupaten Maros",
            "",
        ),
        person(
            86,
            "Dra. Hj. Kartini",
            "Wakil Bupati Maros",
            "Pemerintah Kabupaten Maros",
            "",
        ),
        person(
            87,
            "Ir. Mappatoba",
            "Pj. Sekretaris Daerah",
            "Sekretariat Daerah",
            "",
        ),
        person(
            88,
            "H. Muhammad Rusdi",
            "Kadis Perpustakaan",
            "Dinas Perpustakaan",
            "",
        ),
        person(91, "Andi Pasolong", "Camat Bontoa", "Kecamatan Bontoa", ""),
        person(
            92,
            "Hasanuddin Galla",
            "Plt. Camat Cenrana",
            "Kecamatan Cenrana",
            "",
        ),
        person(93, "Haji Rusli", "", "", "Damai"),
        person(94, "Rustam", "Suami Ibu Lurah", "", "Damai"),
    ];
    // A call name with a form of address is no reason to be meant before others.
    people[7].call = "Pak Galla".into();
    people[3].call = "Bu Tini".into();
    people
}

#[test]
fn an_office_finds_who_holds_it_and_forms_of_address_ask_for_nothing() {
    let people = officials();
    let index = Index::build(people.iter().map(Person::doc));
    for (query, found) in [
        ("bupati", &[85, 86][..]),
        ("wakil bupati", &[86]),
        ("wabup", &[86]),
        ("camat bontoa", &[91]),
        ("bontoa camat", &[91]),
        ("kepala desa salenrang", &[31]),
        ("kades sal", &[31]),
        ("kades", &[31]),
        ("sekda", &[87]),
        ("kadis perpus", &[88]),
        ("kepala dinas", &[88]),
        ("pengelola sal", &[32]),
        ("pak camat", &[91, 92]),
        ("bapak camat cenrana", &[92]),
        ("bu bupati", &[85, 86]),
        ("ibu hj kartini", &[86]),
        ("pak kades", &[31]),
    ] {
        assert_eq!(ids(&index.find(query, 9, &NOBODY)), found, "{query}");
    }
    // Who carries the title comes first, in whatever spelling.
    for query in ["haji rus", "h rus", "pak haji rus"] {
        let found = index.find(query, 9, &NOBODY);
        let first: Vec<u32> = found
            .hits
            .iter()
            .filter(|h| h.matched == Exact)
            .map(|h| h.id.0)
            .collect();
        assert_eq!(first, [88, 93], "{query}");
        assert_eq!(ids(&found), [88, 93, 94], "{query}");
    }
    for query in ["pak camat", "bu bupati"] {
        let found = index.find(query, 9, &NOBODY);
        assert!(
            found.hits.iter().all(|h| h.matched == Exact),
            "{query}: nobody before the other"
        );
    }
    // An index that grew person by person knows no less.
    let mut grown = Index::default();
    for person in &people {
        grown.put(person.doc());
    }
    assert_eq!(ids(&grown.find("kades sal", 9, &NOBODY)), [31]);
}

#[test]
fn exact_first_then_expected_then_near_then_by_name() {
    let person = |id, name: &str| Person {
        id,
        name: name.into(),
        ..Person::default()
    };
    let people = [
        person(1, "Mappa Dua"),
        person(2, "Mappa Tiga"),
        person(3, "Mappa Empat"),
        person(4, "Mappa Lima"),
        person(5, "H. Mappa Dua"),
        person(6, "Mapa Satu"),
        person(7, "Nappa"),
    ];
    let index = Index::build(people.iter().map(Person::doc));
    let arrived = |id: PersonId| matches!(id.0, 3 | 4);
    let near = |id: PersonId| matches!(id.0, 2 | 4);
    let ranking = Ranking {
        arrived: &arrived,
        near: Some(&near),
    };
    let all = index.find("mappa", 9, &ranking);
    assert_eq!(ids(&all), [2, 1, 5, 4, 3, 6]);
    assert_eq!(all.total, 6);
    assert_eq!(ids(&index.find_fuzzy("mappa", 9, &ranking)), [7]);
    for limit in 0..=6 {
        let some = index.find("mappa", limit, &ranking);
        assert_eq!((ids(&some), some.total), (ids(&all)[..limit].to_vec(), 6));
    }
    // Nothing is rebuilt when somebody arrives.
    assert_eq!(ids(&index.find("mappa", 9, &NOBODY)), [1, 5, 3, 4, 2, 6]);
}

/// The same rules once more, person by person and word by word.
fn naive(people: &[Person], line: &str) -> Vec<(Match, String, u32)> {
    let query = Query::parse(line);
    let fit = |p: &Person| -> Option<Match> {
        let mut worst = None;
        for (i, asked) in query.words.iter().enumerate() {
            let alone = fit_word(p, asked, query.named);
            let joined = query.joined.iter().any(|(first, text)| {
                (*first == i || first + 1 == i)
                    && folded_texts(p).iter().any(|w| w.starts_with(text))
            });
            let how = match (alone, joined) {
                (None | Some(Match::Fuzzy), true) => Some(Match::Folded),
                (alone, _) => alone,
            };
            worst = worst.max(Some(how?));
        }
        worst
    };
    let hits = people
        .iter()
        .filter_map(|p| Some((fit(p)?, sort_key(&p.name), p.id)));
    let mut hits: Vec<_> = hits.collect();
    hits.sort();
    hits
}

fn words_of(p: &Person) -> Vec<Word> {
    let names = [&p.name, &p.call].into_iter().flat_map(|t| person_words(t));
    let places = [
        &p.village,
        &p.subdistrict,
        &p.library,
        &p.office,
        &p.position,
    ];
    names
        .chain(places.into_iter().flat_map(|t| place_words(t)))
        .collect()
}

fn folded_texts(p: &Person) -> Vec<String> {
    let words = words_of(p).into_iter();
    words
        .filter_map(|w| match w.kind {
            WordKind::Written => Some(fold_typed(&w.text)),
            WordKind::Spelling => Some(w.text),
            WordKind::Title => None,
        })
        .collect()
}

fn fit_word(p: &Person, asked: &Asked, named: bool) -> Option<Match> {
    let words = words_of(p);
    let of = |kind: WordKind| -> Vec<&str> {
        let mine = words.iter().filter(|w| w.kind == kind);
        mine.map(|w| w.text.as_str()).collect()
    };
    let (written, titles, code) = (of(WordKind::Written), of(WordKind::Title), plain(&p.code));
    match asked {
        Asked::Number { badge, digits } => {
            let whole = |d: &String| code == *d || (named && written.contains(&d.as_str()));
            (*badge == Some(PersonId(p.id)) || digits.as_ref().is_some_and(whole))
                .then_some(Match::Exact)
        }
        Asked::Word {
            written: text,
            typed,
            whole,
            title,
            forgiving,
        } => {
            let begins = |w: &&str| w.starts_with(text.as_str());
            let folded = folded_texts(p);
            if written.iter().any(begins)
                || code.starts_with(text.as_str())
                || (title.is_some() && titles.contains(&title_spelling(text)))
            {
                Some(Match::Exact)
            } else if *title == Some(TitleWord::Certain)
                || folded
                    .iter()
                    .any(|w| w.starts_with(typed.as_str()) || Some(w) == whole.as_ref())
            {
                Some(Match::Folded)
            } else if *forgiving
                && (written.iter().any(|w| prefix_within_one_edit(text, w))
                    || folded.iter().any(|w| {
                        typed.chars().count() >= 3 && prefix_within_one_edit(typed, w)
                            || whole.as_ref().is_some_and(|q| within_one_edit(q, w))
                    }))
            {
                Some(Match::Fuzzy)
            } else {
                None
            }
        }
    }
}

fn a_person() -> impl Strategy<Value = Person> {
    let word = "(Rahman|Raman|Andi|A\\.|M\\.|Muh\\.|Siti|Sal|Salma|Tanjung|Tandjoeng|Dg|Nur|Abdul|S\\.S\\.|[A-C][a-c]{1,4})";
    let place = "(Bontoa|Bonto Mate'ne|Salenrang|Suka 2|Leang-Leang|)";
    (
        0u32..24,
        regex(&format!(
            "(H\\. |Hj\\. |Dr )?{word}( {word}){{0,2}}(, S\\.T\\.|, S Pd)?"
        )),
        regex(&format!("((Dg\\. )?{word})?")),
        "(X1|12|PLM-1|)",
        (place, place, place, "(Kepala Desa|Kades|Camat|Ibu Camat|)"),
    )
        .prop_map(
            |(id, name, call, code, (village, library, office, position))| Person {
                id,
                name,
                call,
                code,
                subdistrict: village.clone(),
                village,
                library,
                office,
                position,
            },
        )
}

fn a_query() -> impl Strategy<Value = String> {
    let word = "(h|hj|haji|pak|bu|kades|camat|dr|st|s\\.t\\.|ra|rahman|rahmn|raman|andi|a|m\\.|muhamad|sit|sal|salma|salam|tanjung|tan|bang|dg|dae|nur|abdu|nurandi|bontoa|bont|matene|leang|salenran|salenrng|#?1?2|x1|plm1|[a-c]{1,5})";
    regex(&format!("{word}( {word}){{0,2}}"))
}

fn regex(pattern: &str) -> impl Strategy<Value = String> + use<> {
    prop::string::string_regex(pattern).unwrap()
}

/// The last person of each id, as the index keeps them.
fn latest(people: &[Person]) -> Vec<Person> {
    let last = |p: &Person| people.iter().rev().find(|q| q.id == p.id).cloned();
    let mut kept: Vec<Person> = people.iter().filter_map(last).collect();
    kept.sort_by_key(|p| p.id);
    kept.dedup_by_key(|p| p.id);
    kept
}

fn everything(index: &Index, line: &str) -> Vec<(Match, u32)> {
    let hits = [
        index.find(line, 999, &NOBODY),
        index.find_fuzzy(line, 999, &NOBODY),
    ];
    let hits = hits.into_iter().flat_map(|f| {
        assert_eq!(f.total, f.hits.len());
        f.hits
    });
    hits.map(|h| (h.matched, h.id.0)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_index_finds_what_a_plain_look_finds(
        people in prop::collection::vec(a_person(), 0..40),
        lines in prop::collection::vec(a_query(), 1..6),
    ) {
        let index = Index::build(people.iter().map(Person::doc));
        let people = latest(&people);
        prop_assert_eq!(index.len(), people.len());
        for line in lines {
            let plain: Vec<(Match, u32)> = naive(&people, &line).into_iter().map(|(m, _, id)| (m, id)).collect();
            prop_assert_eq!(everything(&index, &line), plain, "{}", line);
        }
    }

    #[test]
    fn put_and_remove_end_where_building_ends(
        people in prop::collection::vec(a_person(), 0..20),
        changes in prop::collection::vec((a_person(), any::<bool>()), 0..40),
        lines in prop::collection::vec(a_query(), 1..4),
    ) {
        let mut index = Index::build(people.iter().map(Person::doc));
        let mut kept = latest(&people);
        for (person, stays) in &changes {
            kept.retain(|p| p.id != person.id);
            if *stays {
                index.put(person.doc());
                kept.push(person.clone());
            } else {
                index.remove(PersonId(person.id));
            }
        }
        let built = Index::build(kept.iter().map(Person::doc));
        prop_assert_eq!(index.len(), built.len());
        for line in lines {
            prop_assert_eq!(everything(&index, &line), everything(&built, &line), "{}", line);
        }
    }

    #[test]
    fn any_limit_gives_the_beginning_of_the_full_order(
        people in prop::collection::vec(a_person(), 0..40),
        line in a_query(),
        limit in 0usize..12,
        arrived in any::<u32>(),
        near in prop::option::of(any::<u32>()),
    ) {
        let mut index = Index::build(people.iter().take(20).map(Person::doc));
        people.iter().skip(20).for_each(|p| index.put(p.doc()));
        let has_arrived = |id: PersonId| arrived & (1 << id.0) != 0;
        let is_near = |id: PersonId| near.is_none_or(|near| near & (1 << id.0) != 0);
        let ranking = Ranking { arrived: &has_arrived, near: near.is_some().then_some(&is_near) };
        let mut full: Vec<_> = naive(&latest(&people), &line)
            .into_iter()
            .map(|(m, key, id)| (m, has_arrived(PersonId(id)), !is_near(PersonId(id)), key, id))
            .filter(|hit| hit.0 != Match::Fuzzy)
            .collect();
        full.sort();
        let found = index.find(&line, limit, &ranking);
        prop_assert_eq!(found.total, full.len());
        let expected: Vec<u32> = full.iter().take(limit).map(|hit| hit.4).collect();
        prop_assert_eq!(ids(&found), expected);
    }

    #[test]
    fn no_line_is_too_strange(line in "\\PC{0,40}", name in "\\PC{0,40}") {
        let person = Person { id: 1, name, ..Person::default() };
        let index = Index::build([person.doc()]);
        index.find(&line, 3, &NOBODY);
        index.find_fuzzy(&line, 3, &NOBODY);
    }
}
