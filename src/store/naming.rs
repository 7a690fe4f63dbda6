//! Titles and short names of records, and the record that a typed path means.

use super::dataset::Dataset;
use super::record_table::RecordRef;
use super::suggester::Suggester;
use crate::error::{Error, Result, list_known};
use crate::model::*;
use serde_json::Value;
use std::borrow::Cow;

/// Returns the label of a record that does not exist.
pub fn unknown_label(id: &str) -> String {
    format!("{id} (unknown)")
}

impl Dataset {
    /// Returns the word for one record: that of its kind, or the one that a country or an office
    /// states.
    pub fn singular(&self, record: RecordRef) -> &str {
        if let Some(country) = self.get::<Country>(record) {
            return country.kind();
        }
        match self.get::<Office>(record) {
            Some(office) => office.kind.as_deref().unwrap_or(record.kind.singular()),
            None => record.kind.singular(),
        }
    }

    /// Returns the full title of a record.
    pub fn title(&self, record: RecordRef) -> Cow<'_, str> {
        self.composed_name(record).unwrap_or_else(|| {
            Cow::Borrowed(self.table(record.kind).title(record.index as usize).unwrap_or_default())
        })
    }

    /// Returns the short name of a record.
    pub fn short_label(&self, record: RecordRef) -> Cow<'_, str> {
        self.composed_name(record).unwrap_or_else(|| {
            let label = self.table(record.kind).short_label(record.index as usize);
            Cow::Borrowed(label.unwrap_or_default())
        })
    }

    /// Returns the short name of the record with this id. An id without a record is marked.
    pub fn short_label_of<'a>(&'a self, kind: KindId, id: &'a str) -> Cow<'a, str> {
        match self.find(kind, id) {
            Some(record) => self.short_label(record),
            None => unknown_label(id).into(),
        }
    }

    /// Returns the short name of the phase that an objective belongs to, if it states one.
    pub fn phase_label_of<'a>(&'a self, objective: &'a Objective) -> Option<Cow<'a, str>> {
        objective.phase.as_ref().map(|phase| self.short_label_of(KindId::Phases, phase))
    }

    /// Returns the name of a record whose kind has no names of its own, made from its links.
    fn composed_name(&self, record: RecordRef) -> Option<Cow<'_, str>> {
        match record.kind {
            KindId::Engagements => {
                self.get(record).map(|engagement| self.engagement_name(engagement))
            }
            KindId::Citations => Some(self.citation_name(self.id(record))),
            _ => None,
        }
        .map(Cow::Owned)
    }

    fn engagement_name(&self, engagement: &Engagement) -> String {
        let agency = self.short_label_of(KindId::Agencies, &engagement.agency);
        match self.objectives().get(&engagement.objective) {
            Some(objective) => {
                let objective_name = match objective.number {
                    Some(number) => format!("objective {number}"),
                    None => objective.short_label().into(),
                };
                let phase = self.phase_label_of(objective);
                let phase = phase.map(|phase| format!(", {phase}")).unwrap_or_default();
                format!("{agency} in {objective_name}{phase}")
            }
            None => format!("{agency} in {}", unknown_label(&engagement.objective)),
        }
    }

    fn citation_name(&self, id: &str) -> String {
        let path = RecordPath::new(id);
        let record = match self.record_at(&path) {
            Some(record) => self.short_label(record).into_owned(),
            None => path.to_string(),
        };
        match path.field_path() {
            Some(field) => format!("{}, {record}", field_heading(field)),
            None => record,
        }
    }

    /// Returns the path that a text means. A record may have its id, any of its names or a code;
    /// see [`Dataset::resolve_name`].
    ///
    /// # Errors
    /// An unknown kind, id or field is a usage error whose hint suggests the nearest name.
    pub fn resolve_path(&self, text: &str) -> Result<RecordPath> {
        let path = RecordPath::new(text.trim().trim_end_matches('/'));
        let kind = KindId::parse(path.kind_name())?;
        let Some(id) = path.id() else { return Ok(path) };
        let Some(record) = self.resolve_name(kind, id) else {
            return Err(self.unknown_record(kind, id));
        };
        let base = self.path(record);
        let Some(field_path) = path.field_path() else { return Ok(base) };
        let (field, key) = match field_path.split_once('/') {
            Some((field, key)) => (field, Some(key)),
            None => (field_path, None),
        };
        let fields = kind.fields();
        if !fields.contains(&field) {
            let description = format!("{} field", kind.singular());
            return Err(Error::unknown_name(&description, field, fields.iter().copied()));
        }
        let Some(key) = key else { return Ok(base.join(field)) };
        match self.value(record).get(field) {
            Some(Value::Object(object)) if object.contains_key(key) => Ok(base.join(field_path)),
            Some(Value::Object(object)) => {
                let description = format!("field of {base}/{field}");
                Err(Error::unknown_name(&description, key, object.keys().map(String::as_str)))
            }
            _ => Err(Error::usage(format!("{base}/{field} is a single value without fields"))),
        }
    }

    /// Returns the usage error about an unknown id. Its hint names the record that is probably
    /// meant, or all of them if they are few.
    fn unknown_record(&self, kind: KindId, id: &str) -> Error {
        let error = Error::usage(format!("unknown {} \"{id}\"", kind.singular()));
        let hint = Suggester::default().suggest(self, kind, id).or_else(|| {
            list_known(&self.records(kind).map(|record| self.id(record)).collect::<Vec<_>>())
        });
        Error { hint, ..error }
    }

    /// Returns the objective of the first phase that an objective goes back to, or itself.
    pub fn original_objective<'a>(&'a self, id: &'a str) -> &'a str {
        let objectives = self.objectives();
        let Some(index) = objectives.get_index_of(id) else { return id };
        let original = self.original_objectives()[index];
        objectives.get_index(original).map_or(id, |(id, _)| id)
    }

    /// Returns the record of the programme itself.
    pub fn programme_record(&self) -> Option<&Programme> {
        self.programme().values().next()
    }

    /// Returns the date on which the data were last reviewed, if they state it.
    pub fn as_of_date(&self) -> Option<&EdtfDate> {
        self.programme_record()?.data_of.as_ref()
    }
}
