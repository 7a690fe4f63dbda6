//! Who says what: the slices of the layers behind each record, kept beside the records.

use super::layer::{Layer, Slice, Slices};
use super::{Dataset, KINDS, RecordRef, json};
use crate::model::Place;
use serde_json::Value;

/// What a layer says of a place.
pub struct Assertion<'a> {
    /// The layer.
    pub layer: &'a Layer,
    /// The byte of its text where the value begins.
    pub at: usize,
    /// The value, before cleaning.
    pub value: Value,
}

impl Dataset {
    /// What the layers say of a place, the lowest first.
    pub fn said_of(&self, place: &Place) -> Vec<Assertion<'_>> {
        let slices = self.row_of(place).map(|row| self.slices(row)).unwrap_or_default();
        let path = place.path().unwrap_or_default();
        let said = |slice: &Slice| {
            let text = self.text_of(*slice);
            let value = place.within(json::strict(text).ok()?)?;
            Some(Assertion { layer: &self.layers[slice.layer as usize], at: slice.start as usize + json::locate(text, path)?, value })
        };
        slices.iter().filter_map(said).collect()
    }

    /// The slices that speak of a record, the lowest first.
    pub(super) fn slices(&self, row: RecordRef) -> Slices {
        match self.known(row) {
            Slices::Bundled => self.bundled_slice(&self.layers, row.kind, self.id(row)).map_or(Slices::Bundled, Slices::One),
            said => said.clone(),
        }
    }

    /// Those of them that need not be looked for.
    pub(super) fn known(&self, row: RecordRef) -> &Slices {
        self.said[row.kind as usize].get(row.index as usize).unwrap_or(&Slices::Bundled)
    }

    /// Where the bundled text of a kind speaks of one of its records.
    pub(super) fn bundled_slice(&self, layers: &[Layer], kind: u8, id: &str) -> Option<Slice> {
        let all = self.bundled[kind as usize].get_or_init(|| {
            let records = layers[kind as usize].records(kind.into(), &mut Vec::new());
            records.into_iter().map(|(_, id, slice)| (id, slice)).collect()
        });
        all.get(id).copied()
    }

    /// Whether a layer above the bundled data speaks of this record, or of this field of it.
    pub fn is_overridden(&self, place: &Place) -> bool {
        // only a record that a layer speaks of is read again for its fields
        self.row_of(place).is_some_and(|row| self.is_row_overridden(row))
            && (place.path().is_none() || self.said_of(place).iter().any(|said| !said.layer.is_bundled()))
    }

    /// Whether a layer above the bundled data speaks of this record.
    pub fn is_row_overridden(&self, row: RecordRef) -> bool {
        let above = |slice: &Slice| !self.layers[slice.layer as usize].is_bundled();
        self.known(row).iter().any(above)
    }

    /// The layer that took a record away, with line and column.
    pub fn taken_away_by(&self, place: &Place) -> Option<String> {
        let path = format!("{}/{}", place.kind(), place.id()?);
        self.layers.iter().rev().filter(|layer| !layer.is_bundled()).find_map(|layer| {
            let at = json::locate(&layer.text, &path).filter(|at| layer.text[*at..].starts_with("null"))?;
            let (line, column) = layer.position(at);
            Some(format!("{}:{line}:{column}", layer.name))
        })
    }

    /// Whether the bundled data do not have this record.
    pub fn is_added(&self, place: &Place) -> bool {
        self.row_of(place).is_some_and(|row| self.is_row_added(row))
    }

    /// The same of a record by itself.
    pub fn is_row_added(&self, row: RecordRef) -> bool {
        let first = self.known(row).iter().next();
        first.is_some_and(|slice| !self.layers[slice.layer as usize].is_bundled())
    }

    /// Keeps what speaks of a record that is there.
    pub(super) fn say(&mut self, kind: u8, id: &str, slices: Slices) {
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
        if let Some(from) = (KINDS[kind as usize].find)(self, id).filter(|from| *from < said && to < said) {
            (KINDS[kind as usize].move_to)(self, from, to);
            let slices = self.said[kind as usize].remove(from);
            self.said[kind as usize].insert(to, slices);
        }
    }

    pub(super) fn text_of(&self, slice: Slice) -> &str {
        slice.of(&self.layers[slice.layer as usize].text)
    }
}
