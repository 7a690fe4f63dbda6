//! Provenance: which byte range of which layer set each record and field.

use super::dataset::Dataset;
use super::ignored_values::without_values;
use super::import_origin::row_of;
use super::json;
use super::layer::{Layer, LayerTextRange};
use super::record_ref::RecordRef;
use crate::model::text::sanitize;
use crate::model::{
    Engagement, Event, KindId, OUR_READING, Objective, Office, RecordPath, Text, origin_field,
};
use serde_json::Value;

/// The value that one layer gives for a path.
pub struct LayerAssertion<'a> {
    pub layer: &'a Layer,
    /// The byte of the layer's text where the value begins.
    pub offset: usize,
    /// The value before sanitising.
    pub value: Value,
    /// The row of the spreadsheet that the record was imported from.
    pub row: Option<u32>,
}

impl LayerAssertion<'_> {
    /// Returns the place of the value: the row of a spreadsheet or the line of a file of IATI if it
    /// was imported from one, and the line and column of the layer.
    pub fn place(&self) -> String {
        let (line, column) = self.layer.position(self.offset);
        let place = format!("{}:{line}:{column}", self.layer.name);
        let Some((origin, row)) = self.layer.import_origin().zip(self.row) else { return place };
        let sheet = origin.sheet.as_ref().map(|sheet| format!(", sheet \"{sheet}\""));
        let file = format!("{}{}", origin.file, sheet.unwrap_or_default());
        if self.layer.is_converted() {
            return format!("{}:{row}", self.layer.name);
        }
        format!("{}, {} {row} ({place})", sanitize(&file), origin.unit())
    }
}

impl Dataset {
    /// Returns the values that the layers give for a path, the lowest layer first.
    pub fn assertions(&self, path: &RecordPath) -> Vec<LayerAssertion<'_>> {
        let Some(record) = self.record_at(path) else { return Vec::new() };
        self.slices(record).iter().filter_map(|slice| self.assertion(path, *slice)).collect()
    }

    fn assertion(&self, path: &RecordPath, slice: LayerTextRange) -> Option<LayerAssertion<'_>> {
        let text = self.slice_text(slice);
        let mut value: Value = serde_json::from_str(text).ok()?;
        let row = row_of(&value);
        if let Some(renames) = &self.layers[usize::from(slice.layer)].renames {
            renames.rename_links(&mut value);
        }
        let value = match self.ignored.get(slice) {
            Some(ignored) => without_values(value, ignored),
            None => value,
        };
        let value = path.value_in(value)?;
        let offset = json::value_offset(text, path.field_path().unwrap_or_default())?;
        let layer = &self.layers[slice.layer as usize];
        Some(LayerAssertion { layer, offset: slice.start as usize + offset, value, row })
    }

    /// Returns the parts of the layers that a record was merged from, the lowest layer first.
    pub(super) fn slices(&self, record: RecordRef) -> &[LayerTextRange] {
        self.table(record.kind).slices(record.index as usize)
    }

    pub(super) fn slice_text(&self, slice: LayerTextRange) -> &str {
        slice.text_in(&self.layers[slice.layer as usize].text)
    }

    pub(super) fn is_from_override(&self, slice: LayerTextRange) -> bool {
        !self.layers[slice.layer as usize].is_base()
    }

    /// Returns whether an override sets this record, or this field of it.
    pub fn is_overridden(&self, path: &RecordPath) -> bool {
        // only the text of an overridden record is parsed again for its fields
        self.record_at(path).is_some_and(|record| self.is_record_overridden(record))
            && (path.field_path().is_none()
                || self.assertions(path).iter().any(|assertion| !assertion.layer.is_base()))
    }

    /// Returns the origin of a field that no source states for the record, in the words of the
    /// data. It does not hold for a value that a later layer states.
    pub fn origin_of_field(&self, record: RecordRef, field: &str) -> Option<&Text> {
        let origin = self.named_origin(record, field)?;
        let origin_name = origin_field(record.kind, field)?;
        let path = self.path(record);
        let last_layer = |field: &str| {
            let is_stated = |slice: &&LayerTextRange| self.states(&path.join(field), **slice);
            self.slices(record).iter().rposition(|slice| is_stated(&slice))
        };
        // only the text of an overridden record is parsed again for its fields
        let holds = self.slices(record).len() == 1 || last_layer(origin_name) >= last_layer(field);
        holds.then_some(origin)
    }

    /// Returns whether the value at a path, or the field that contains it, is our reading.
    pub fn is_our_reading(&self, path: &RecordPath) -> bool {
        let field = path.field_path().and_then(|path| path.split('/').next());
        let origin = self.record_at(path).zip(field);
        let origin = origin.and_then(|(record, field)| self.origin_of_field(record, field));
        origin.is_some_and(|origin| **origin == *OUR_READING)
    }

    /// Returns what a record names as the origin of one of its fields.
    fn named_origin(&self, record: RecordRef, field: &str) -> Option<&Text> {
        let origin = match (record.kind, field) {
            (KindId::Engagements, "countries") => &self.get::<Engagement>(record)?.countries_by,
            (KindId::Events, "date") => &self.get::<Event>(record)?.dated_by,
            (KindId::Events, "objectives") => &self.get::<Event>(record)?.objectives_by,
            (KindId::Events, "place") => &self.get::<Event>(record)?.placed_by,
            (KindId::Objectives, "continues") => &self.get::<Objective>(record)?.continues_by,
            (KindId::Objectives, "takes_in") => &self.get::<Objective>(record)?.takes_in_by,
            (KindId::Offices, "kind") => &self.get::<Office>(record)?.kind_by,
            _ => return None,
        };
        origin.as_ref()
    }

    /// Returns whether a part of a layer states a value, or removes it.
    fn states(&self, path: &RecordPath, slice: LayerTextRange) -> bool {
        self.assertion(path, slice).is_some()
    }

    /// Returns the words for where a record comes from: `bundled`, the name of a programme in a
    /// folder, `override`. A word may stand twice.
    pub fn origins(&self, record: RecordRef) -> impl Iterator<Item = &str> {
        self.slices(record).iter().map(|slice| self.layers[usize::from(slice.layer)].origin())
    }

    /// Returns whether an override sets this record or any field of it.
    pub fn is_record_overridden(&self, record: RecordRef) -> bool {
        self.slices(record).iter().any(|slice| self.is_from_override(*slice))
    }

    /// Returns whether the record is in no base layer.
    pub fn is_added(&self, path: &RecordPath) -> bool {
        self.record_at(path).is_some_and(|record| self.is_record_added(record))
    }

    /// Returns whether the record is in no base layer.
    pub fn is_record_added(&self, record: RecordRef) -> bool {
        self.slices(record).first().is_some_and(|slice| self.is_from_override(*slice))
    }

    /// Returns the part of a layer that removed a record.
    pub(super) fn removal_of(&self, path: &RecordPath) -> Option<LayerTextRange> {
        self.removals.get(&(path.kind()?, Text::new(path.id()?))).copied()
    }

    /// Returns the layer that removed a record, with line and column.
    pub fn removed_by(&self, path: &RecordPath) -> Option<String> {
        let slice = self.removal_of(path)?;
        let layer = &self.layers[usize::from(slice.layer)];
        let (line, column) = layer.position(slice.start as usize);
        Some(format!("{}:{line}:{column}", layer.name))
    }
}
