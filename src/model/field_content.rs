//! Visits the contents of a field: its ids, texts and date.

use super::{EdtfDate, IdListMap, Text, TextMap};

/// The ids, texts or date that a field holds.
pub(super) trait FieldContent {
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

impl FieldContent for Text {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        visit(self);
    }
}

impl<T: FieldContent> FieldContent for Option<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        if let Some(value) = self {
            value.for_each_id(visit);
        }
    }

    fn date(&self) -> Option<&EdtfDate> {
        self.as_ref().and_then(FieldContent::date)
    }
}

impl<T: FieldContent> FieldContent for Vec<T> {
    fn for_each_id<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for value in self {
            value.for_each_id(visit);
        }
    }
}

impl FieldContent for EdtfDate {
    fn date(&self) -> Option<&EdtfDate> {
        Some(self)
    }
}

impl FieldContent for TextMap {
    fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        for text in self.values() {
            visit(text);
        }
    }
}

impl FieldContent for IdListMap {
    fn for_each_entry<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a [Text])) {
        self.iter().for_each(|(key, ids)| visit(key, ids));
    }
}
