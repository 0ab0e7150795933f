//! One typing mistake: a wrong, missing or extra letter, or two neighbours swapped.
//!
//! Compares letters as they are; folding comes before.

/// Whether `a` and `b` differ by one mistake at most.
pub fn within_one_edit(a: &str, b: &str) -> bool {
    one_edit_of_letters(a, b, false)
}

/// Whether `query` is within one mistake of some prefix of `word`.
pub fn prefix_within_one_edit(query: &str, word: &str) -> bool {
    one_edit_of_letters(query, word, true)
}

/// On bytes where every byte is a letter (nearly always, and this runs over whole vocabularies).
fn one_edit_of_letters(query: &str, word: &str, open: bool) -> bool {
    if query.is_ascii() && word.is_ascii() {
        return one_edit(query.as_bytes(), word.as_bytes(), open);
    }
    let query: Vec<char> = query.chars().collect();
    let word: Vec<char> = word.chars().collect();
    one_edit(&query, &word, open)
}

/// The first difference decides: one mistake can always be placed there.
/// `open`: letters may follow in `word`.
fn one_edit<T: PartialEq>(query: &[T], word: &[T], open: bool) -> bool {
    let same = query.iter().zip(word).take_while(|(q, w)| q == w).count();
    let (query, word) = (&query[same..], &word[same..]);
    let left = |w: &[T], q: &[T]| w.starts_with(q) && (open || w.len() == q.len());
    match (query, word) {
        ([], rest) => open || rest.len() <= 1,
        ([_, q @ ..], []) => q.is_empty(),
        ([q0, q @ ..], [w0, w @ ..]) => {
            left(w, q)
                || left(word, q)
                || left(w, query)
                || matches!((q, w), ([q1, q @ ..], [w1, w @ ..])
                    if q0 == w1 && q1 == w0 && left(w, q))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_mistake_is_forgiven_and_two_are_not() {
        for (a, b, near) in [
            ("mukhlis", "mukhlis", true),
            ("muklis", "mukhlis", true),
            ("mukhliss", "mukhlis", true),
            ("mukhlas", "mukhlis", true),
            ("muhklis", "mukhlis", true),
            ("haerudin", "khaerudin", true),
            ("mulis", "mukhlis", false),
            ("mokhlas", "mukhlis", false),
            ("", "a", true),
            ("", "ab", false),
            ("añ", "aña", true),
        ] {
            assert_eq!(within_one_edit(a, b), near, "{a} {b}");
            assert_eq!(within_one_edit(b, a), near, "{b} {a}");
        }
        assert!(prefix_within_one_edit("mukl", "mukhlis"));
        assert!(prefix_within_one_edit("haeru", "khaerudin"));
        assert!(prefix_within_one_edit("salenrangg", "salenrang"));
        assert!(!prefix_within_one_edit("salenranggg", "salenrang"));
        assert!(!prefix_within_one_edit("khaerudin", "khaer"));
    }

    /// The textbook table (optimal string alignment), slow and plain.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut t = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                t[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = usize::from(a[i - 1] != b[j - 1]);
                    let mut best = (t[i - 1][j] + 1)
                        .min(t[i][j - 1] + 1)
                        .min(t[i - 1][j - 1] + wrong);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(t[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        t[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn agrees_with_the_table(a in "[abcé]{0,6}", b in "[abcé]{0,7}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert_eq!(within_one_edit(&a, &b), distance(&x, &y) <= 1);
            let prefix = (0..=y.len()).any(|n| distance(&x, &y[..n]) <= 1);
            prop_assert_eq!(prefix_within_one_edit(&a, &b), prefix);
        }
    }
}
