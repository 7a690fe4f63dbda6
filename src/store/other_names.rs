//! The names of a record: titles, other spellings, codes, names in other languages.

use super::dataset::Dataset;
use super::record_ref::RecordRef;
use crate::model::KindId;

/// Fields with names of a record, besides its title, its label and its id.
const NAME_FIELDS: &[&str] = &[
    "aliases",
    "caption",
    "email",
    "identifier",
    "iso3",
    "m49",
    "name",
    "names",
    "official",
    "other_names",
    "other_spellings",
    "short",
    "title",
    "unit",
];

impl Dataset {
    /// Calls `visit` for each name of a record besides its title, its label and its id: other
    /// spellings, codes, names in other languages.
    pub fn for_each_other_name<'a>(&'a self, record: RecordRef, visit: &mut dyn FnMut(&'a str)) {
        self.for_each_text(record, &mut |field, text| {
            // the unit of an indicator is no name of it
            let is_unit = field == "unit" && record.kind == KindId::Indicators;
            if NAME_FIELDS.contains(&field) && !is_unit {
                visit(text);
            }
        });
    }
}
