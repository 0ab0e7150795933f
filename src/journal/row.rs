//! Stored rows and the checks that every engine and `verify` share. It opens no file and trusts no
//! byte: a row may come from a damaged disk.

use super::codec;
use super::{Draft, Entry, Head, JournalError};
use crate::meeting::id::EntryId;

/// A row as the store handed it out, unchecked.
pub(super) struct Raw<'a> {
    pub seq: i64,
    pub id: i64,
    pub text: &'a [u8],
    pub private: Option<&'a [u8]>,
    pub salt: Option<&'a [u8]>,
    pub hash: &'a [u8],
}

/// Says that entry `seq` is not as it should be.
pub(super) fn damaged(seq: u64, what: impl Into<String>) -> JournalError {
    JournalError::Damaged {
        seq: Some(seq),
        what: what.into(),
    }
}

impl Raw<'_> {
    /// Checks that the row follows `previous`: the next number and the right link.
    pub fn follows(&self, previous: Head) -> Result<Head, JournalError> {
        let expected = previous.seq + 1;
        if u64::try_from(self.seq) != Ok(expected) {
            return Err(damaged(
                expected,
                format!("missing; the next is {}", self.seq),
            ));
        }
        let hash = codec::link(&previous.hash, self.text);
        if self.hash == hash.0 {
            Ok(Head {
                seq: expected,
                hash,
            })
        } else {
            Err(damaged(expected, "the link does not fit the text"))
        }
    }

    /// Reads the entry, and checks that its text, number, identity and private values agree.
    pub fn entry(&self) -> Result<Entry, JournalError> {
        let seq = u64::try_from(self.seq).unwrap_or_default();
        let text = std::str::from_utf8(self.text).map_err(|e| damaged(seq, e.to_string()))?;
        let private = match (self.private, self.salt) {
            (None, _) => None,
            (Some(private), Some(salt)) => Some((
                std::str::from_utf8(private).map_err(|e| damaged(seq, e.to_string()))?,
                salt.try_into()
                    .map_err(|_| damaged(seq, "the salt is not 16 bytes"))?,
            )),
            (Some(_), None) => return Err(damaged(seq, "private values without salt")),
        };
        let entry = codec::decode_sealed(text, private).map_err(|e| placed(e, seq))?;
        if entry.seq != seq {
            return Err(damaged(
                seq,
                format!("the text says it is entry {}", entry.seq),
            ));
        }
        if entry.stamp.id != EntryId(self.id.cast_unsigned()) {
            return Err(damaged(
                seq,
                format!("the text says its id is {}", entry.stamp.id),
            ));
        }
        Ok(entry)
    }

    /// Is this what `draft` would look like here?
    pub fn holds(&self, draft: &Draft) -> Result<bool, JournalError> {
        let seq = u64::try_from(self.seq).unwrap_or_default();
        // The text names the salted digest of the private values, so comparing it compares all.
        Ok(codec::encode(seq, draft)?.text.as_bytes() == self.text)
    }
}

/// Tells a retry from a new append: `None` when no draft is there yet, the stored entries when all are.
///
/// `find` looks a draft up by its identity, and answers the stored entry and whether it is the same.
///
/// # Errors
/// `IdReused` when an identity is there with other content, or when only a part of the act is
/// there: an act is written whole, so a part of it under the same ids is another act.
pub(super) fn already_there(
    drafts: &[Draft],
    mut find: impl FnMut(&Draft) -> Result<Option<(Entry, bool)>, JournalError>,
) -> Result<Option<Vec<Entry>>, JournalError> {
    let mut there = Vec::new();
    let mut first_missing = None;
    for (n, draft) in drafts.iter().enumerate() {
        let id = draft.stamp.id;
        match find(draft)? {
            Some((entry, true)) if first_missing.is_none() && there.len() == n => there.push(entry),
            Some(_) => return Err(JournalError::IdReused(id)),
            None if there.is_empty() => first_missing = Some(id),
            None => return Err(JournalError::IdReused(there[0].stamp.id)),
        }
    }
    Ok((!there.is_empty()).then_some(there))
}

/// Says that the caller knows more entries than the journal has: somebody put an older file here.
pub(super) fn shorter(known: u64, head: Head) -> JournalError {
    damaged(
        head.seq + 1,
        format!("the journal ends at {}, {known} were known", head.seq),
    )
}

fn placed(error: JournalError, seq: u64) -> JournalError {
    match error {
        JournalError::Damaged { what, .. } => damaged(seq, what),
        JournalError::Newer { what } => JournalError::Newer { what },
        other @ (JournalError::Missing(_)
        | JournalError::Exists(_)
        | JournalError::NotOurs(_)
        | JournalError::Busy
        | JournalError::Full
        | JournalError::ReadOnly
        | JournalError::IdReused(_)
        | JournalError::Split(_)
        | JournalError::Io(_)) => other,
    }
}
