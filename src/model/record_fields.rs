//! The fields of a record by name, and visitors of their links, dates and texts.

use super::link_fields::{LINK_MAP_FIELDS, RecordReference};
use super::{EdtfDate, IdListMap, KindId, Text, TextMap};

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
    value: &'a impl VisitFields,
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
    value: &'a impl VisitFields,
    visit: &mut dyn FnMut(&'static str, &'a EdtfDate),
) {
    if let Some(date) = value.date() {
        visit(field, date);
    }
}

/// The value of a field, which may hold ids, texts or a date.
pub(super) trait VisitFields {
    /// Calls `visit` for each text that is an id if the field is a link.
    fn for_each_id<'a>(&'a self, _visit: &mut dyn FnMut(&'a str)) {}

    /// Calls `visit` for each id and its list.
    fn for_each_entry<'a>(&'a self, _visit: &mut dyn FnMut(&'a str, &'a [Text])) {}

    fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        self.for_each_id(visit);
    }

    fn date(&self) -> Option<&EdtfDate> {
        None
    }
}

impl VisitFields for Text {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        visit(self);
    }
}

impl<T: VisitFields> VisitFields for Option<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        if let Some(value) = self {
            value.for_each_id(visit);
        }
    }

    fn date(&self) -> Option<&EdtfDate> {
        self.as_ref().and_then(VisitFields::date)
    }
}

impl<T: VisitFields> VisitFields for Vec<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for value in self {
            value.for_each_id(visit);
        }
    }
}

impl VisitFields for EdtfDate {
    fn date(&self) -> Option<&EdtfDate> {
        Some(self)
    }
}

impl VisitFields for TextMap {
    fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for text in self.values() {
            visit(text);
        }
    }
}

impl VisitFields for IdListMap {
    fn for_each_entry<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a [Text])) {
        self.iter().for_each(|(key, ids)| visit(key, ids));
    }
}
