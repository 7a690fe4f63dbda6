//! Collects what the activities of all files share: organisations, countries, documents, contacts,
//! and what is left out.

use super::amounts::Amount;
use super::organisations::{OrganisationName, Organisations};
use super::xml_tree::Element;
use super::{LanguageOrder, LeftOut, Narratives, UsedIds};
use crate::error::FileProblem;
use crate::model::KindId;
use crate::store::Dataset;
use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

/// The fields of a record as JSON.
pub(super) type Fields = Map<String, Value>;

/// A record that several activities may name.
pub(super) struct SharedRecord {
    pub(super) id: String,
    pub(super) line: u32,
}

/// What all activities share.
#[derive(Default)]
pub(super) struct Collector<'a> {
    /// The data that the records are added to; `None` for a programme of their own.
    pub(super) data: Option<&'a Dataset>,
    pub(super) order: LanguageOrder,
    pub(super) ids: UsedIds,
    pub(super) organisations: Organisations,
    /// The lines on which organisations are named first, by id.
    pub(super) organisation_lines: IndexMap<String, u32>,
    /// Names of countries that the files state, by code, with the line.
    pub(super) countries: IndexMap<String, (Option<String>, u32)>,
    /// Documents and contacts by kind and fields.
    pub(super) shared: IndexMap<(KindId, String), SharedRecord>,
    /// The sums of all budgets by currency.
    pub(super) budget_sums: IndexMap<String, Amount>,
    pub(super) left_out: LeftOut,
    pub(super) problems: Vec<FileProblem>,
}

impl Collector<'_> {
    /// Returns the id of the organisation that an element names.
    pub(super) fn organisation(
        &mut self,
        element: Element,
        language: &str,
        line: u32,
    ) -> Option<String> {
        let named = OrganisationName::of(element, language, &self.order);
        let id = self.organisations.id(&named, self.data, &mut self.ids)?;
        if !self.organisation_lines.contains_key(&id) {
            self.organisation_lines.insert(id.clone(), line);
        }
        Some(id)
    }

    /// Returns the text of a child in the language that the reader prefers.
    pub(super) fn text(&self, element: Element, child: &str, language: &str) -> Option<String> {
        Narratives::of_child(element, child, language).best(&self.order).map(String::from)
    }

    /// Returns the id of a document or contact with these fields, which is kept once.
    pub(super) fn shared_id(
        &mut self,
        kind: KindId,
        id: &str,
        fields: Fields,
        line: u32,
    ) -> String {
        let key = (kind, Value::Object(fields).to_string());
        if let Some(known) = self.shared.get(&key) {
            return known.id.clone();
        }
        let id = self.ids.unique(kind, id);
        self.shared.insert(key, SharedRecord { id: id.clone(), line });
        id
    }

    /// Returns the documents or contacts, each with its fields.
    pub(super) fn shared_records(
        &self,
        kind: KindId,
    ) -> impl Iterator<Item = (&SharedRecord, Fields)> {
        let of_kind = self.shared.iter().filter(move |((other, _), _)| *other == kind);
        of_kind
            .map(|((_, fields), record)| (record, serde_json::from_str(fields).unwrap_or_default()))
    }

    pub(super) fn add_problem(&mut self, element: Element, message: impl Into<String>) {
        let (offset, message) = (element.offset(), message.into());
        self.problems.push(FileProblem { offset, message, hint: None });
    }
}

/// Inserts a text, unless there is none.
pub(super) fn set_text(fields: &mut Fields, field: &str, text: Option<impl Into<String>>) {
    if let Some(text) = text {
        fields.insert(field.into(), Value::String(text.into()));
    }
}

/// Inserts a list of texts without doubles, unless it is empty.
pub(super) fn set_list(fields: &mut Fields, field: &str, texts: Vec<String>) {
    let distinct: IndexSet<String> = texts.into_iter().collect();
    let distinct: Vec<String> = distinct.into_iter().collect();
    if !distinct.is_empty() {
        fields.insert(field.into(), distinct.into());
    }
}

/// Inserts texts by name, unless there are none.
pub(super) fn set_map(fields: &mut Fields, field: &str, texts: Fields) {
    if !texts.is_empty() {
        fields.insert(field.into(), texts.into());
    }
}
