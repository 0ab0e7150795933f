//! How the values of a row join what is known. Never empties a field that the row does not state.

use crate::meeting::record::{Field, FieldSet, Record};

/// The three fields that say where somebody lives; they change together.
pub(super) const PLACE: [Field; 3] = [Field::Village, Field::VillageText, Field::SubdistrictText];

/// Copies the place of one record to another.
pub(super) fn take_place(into: &mut Record, from: &Record) {
    for field in PLACE {
        into.take(field, from);
    }
}

/// The known record with the stated fields of the file; the empty ones keep what is known.
pub(super) fn merge(known: &Record, incoming: &Record, stated: FieldSet) -> Record {
    let mut merged = known.clone();
    for field in Field::ALL {
        let is_place = PLACE.contains(&field);
        if stated.contains(field) && !is_place {
            merged.take(field, incoming);
        }
    }
    if stated.contains(Field::Village) {
        take_place(&mut merged, incoming);
    } else if stated.contains(Field::VillageText) {
        merged.village = None;
        merged.take(Field::VillageText, incoming);
        merged.take(Field::SubdistrictText, incoming);
    } else if stated.contains(Field::SubdistrictText) && known.village.is_none() {
        // Beside a village code the sub-district says nothing new.
        merged.take(Field::SubdistrictText, incoming);
    }
    merged
}
