//! The fields of a record by name, and visitors of their links, dates and texts.

use super::field_content::FieldContent;
use super::link_fields::{LINK_MAP_FIELDS, RecordReference};
use super::{EdtfDate, KindId};

/// The fields of a record by name.
pub trait RecordFields {
    /// The names of the fields, in the order of the data files.
    const FIELDS: &'static [&'static str];

    /// The names of the fields that a record cannot do without.
    const NEEDED_FIELDS: &'static [&'static str];

    /// Calls `visit` for each id in a link field.
    fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>));

    /// Calls `visit` for each field that is a date.
    fn for_each_date<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a EdtfDate)) {}

    /// Calls `visit` for each text in a field or in a list of texts.
    fn for_each_text<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a str)) {}
}

pub(super) fn visit_links<'a>(
    field: &'static str,
    kind: Option<KindId>,
    value: &'a impl FieldContent,
    visit: &mut dyn FnMut(RecordReference<'a>),
) {
    if let Some(kind) = kind {
        value.for_each_id(&mut |id| visit(RecordReference { field, kind, id }));
    } else if let Some((_, keys, values)) = LINK_MAP_FIELDS.iter().find(|(name, ..)| *name == field)
    {
        value.for_each_entry(&mut |key, ids| {
            visit(RecordReference { field, kind: *keys, id: key });
            ids.iter().for_each(|id| visit(RecordReference { field, kind: *values, id }));
        });
    }
}

pub(super) fn visit_date<'a>(
    field: &'static str,
    value: &'a impl FieldContent,
    visit: &mut dyn FnMut(&'static str, &'a EdtfDate),
) {
    if let Some(date) = value.date() {
        visit(field, date);
    }
}
