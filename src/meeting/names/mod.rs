//! Names of people and places: folding of spellings, the words a name is searched by, titles.
//!
//! Pure text in, text out. The written form is never changed; nothing here knows a person, a list
//! of villages or the screen.

mod edit;
mod fold;
mod scrub;
mod titles;
mod words;

pub use edit::{prefix_within_one_edit, within_one_edit};
pub use fold::{fold, fold_typed, fold_word, plain};
pub use scrub::scrub;
pub use titles::{NameParts, TitleWord, is_address, split_titles, title_spelling, title_word};
pub use words::{Word, WordKind, identity_key, name_tokens, person_words, place_words, sort_key};
