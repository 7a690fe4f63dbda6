//! Who says what: the slices of the layers behind each record, kept beside the records.

use super::layer::{Layer, SourceSlice, SourceSlices};
use super::{Dataset, KINDS, RecordRef, json};
use crate::model::RecordPath;
use serde_json::Value;

/// What a layer says of a place.
pub struct Assertion<'a> {
    /// The layer.
    pub layer: &'a Layer,
    /// The byte of its text where the value begins.
    pub offset: usize,
    /// The value, before cleaning.
    pub value: Value,
}

impl Dataset {
    /// What the layers say of a place, the lowest first.
    pub fn assertions(&self, place: &RecordPath) -> Vec<Assertion<'_>> {
        let slices = self.record_at(place).map(|row| self.slices(row)).unwrap_or_default();
        let path = place.field_path().unwrap_or_default();
        let said = |slice: &SourceSlice| {
            let text = self.slice_text(*slice);
            let value = place.value_in(json::parse_strict(text).ok()?)?;
            Some(Assertion {
                layer: &self.layers[slice.layer as usize],
                offset: slice.start as usize + json::value_offset(text, path)?,
                value,
            })
        };
        slices.iter().filter_map(said).collect()
    }

    /// The slices that speak of a record, the lowest first.
    pub(super) fn slices(&self, row: RecordRef) -> SourceSlices {
        match self.override_slices(row) {
            SourceSlices::Bundled => self
                .bundled_slice(&self.layers, row.kind, self.id(row))
                .map_or(SourceSlices::Bundled, SourceSlices::Single),
            said => said.clone(),
        }
    }

    /// Those of them that need not be looked for.
    pub(super) fn override_slices(&self, row: RecordRef) -> &SourceSlices {
        self.said[row.kind as usize].get(row.index as usize).unwrap_or(&SourceSlices::Bundled)
    }

    /// Where the bundled text of a kind speaks of one of its records.
    pub(super) fn bundled_slice(
        &self,
        layers: &[Layer],
        kind: u8,
        id: &str,
    ) -> Option<SourceSlice> {
        let all = self.bundled[kind as usize].get_or_init(|| {
            let records = layers[kind as usize].records(kind.into(), &mut Vec::new());
            records.into_iter().map(|(_, id, slice)| (id, slice)).collect()
        });
        all.get(id).copied()
    }

    /// Whether a layer above the bundled data speaks of this record, or of this field of it.
    pub fn is_overridden(&self, place: &RecordPath) -> bool {
        // only a record that a layer speaks of is read again for its fields
        self.record_at(place).is_some_and(|row| self.is_record_overridden(row))
            && (place.field_path().is_none()
                || self.assertions(place).iter().any(|said| !said.layer.is_bundled()))
    }

    /// Whether a layer above the bundled data speaks of this record.
    pub fn is_record_overridden(&self, row: RecordRef) -> bool {
        let above = |slice: &SourceSlice| !self.layers[slice.layer as usize].is_bundled();
        self.override_slices(row).iter().any(above)
    }

    /// The layer that took a record away, with line and column.
    pub fn removed_by(&self, place: &RecordPath) -> Option<String> {
        let path = format!("{}/{}", place.kind(), place.id()?);
        self.layers.iter().rev().filter(|layer| !layer.is_bundled()).find_map(|layer| {
            let at = json::value_offset(&layer.text, &path)
                .filter(|at| layer.text[*at..].starts_with("null"))?;
            let (line, column) = layer.position(at);
            Some(format!("{}:{line}:{column}", layer.name))
        })
    }

    /// Whether the bundled data do not have this record.
    pub fn is_added(&self, place: &RecordPath) -> bool {
        self.record_at(place).is_some_and(|row| self.is_record_added(row))
    }

    /// The same of a record by itself.
    pub fn is_record_added(&self, row: RecordRef) -> bool {
        let first = self.override_slices(row).iter().next();
        first.is_some_and(|slice| !self.layers[slice.layer as usize].is_bundled())
    }

    /// Keeps what speaks of a record that is there.
    pub(super) fn set_slices(&mut self, kind: u8, id: &str, slices: SourceSlices) {
        let at = (KINDS[kind as usize].find)(self, id);
        let said = &mut self.said[kind as usize];
        match at {
            Some(at) if at < said.len() => said[at] = slices,
            _ => said.push(slices),
        }
    }

    /// Takes a record out.
    pub(super) fn remove(&mut self, kind: u8, id: &str) {
        if let Some(at) = (KINDS[kind as usize].find)(self, id) {
            (KINDS[kind as usize].remove)(self, at);
            self.said[kind as usize].remove(at);
        }
    }

    /// Moves a record among its kind.
    pub(super) fn move_to(&mut self, kind: u8, id: &str, to: usize) {
        let said = self.said[kind as usize].len();
        if let Some(from) =
            (KINDS[kind as usize].find)(self, id).filter(|from| *from < said && to < said)
        {
            (KINDS[kind as usize].move_to)(self, from, to);
            let slices = self.said[kind as usize].remove(from);
            self.said[kind as usize].insert(to, slices);
        }
    }

    pub(super) fn slice_text(&self, slice: SourceSlice) -> &str {
        slice.text_in(&self.layers[slice.layer as usize].text)
    }
}
