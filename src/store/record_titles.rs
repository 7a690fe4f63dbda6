//! Titles and short names of records.

use super::dataset::Dataset;
use super::record_ref::RecordRef;
use crate::model::*;
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

    /// Returns the id that a record has in the files of its programme; of several programmes that
    /// are shown, it may have another here.
    fn id_in_files<'a>(&'a self, kind: KindId, id: &'a str) -> &'a str {
        let renames = self.layers().iter().filter_map(|layer| layer.renames.as_ref());
        let mut originals = renames.filter_map(|renames| renames.original(kind, id));
        originals.next().map_or(id, |original| original)
    }

    /// Returns the short name of the record with this id. An id without a record is marked.
    pub fn short_label_of<'a>(&'a self, kind: KindId, id: &'a str) -> Cow<'a, str> {
        match self.find(kind, id) {
            Some(record) => self.short_label(record),
            None => unknown_label(self.id_in_files(kind, id)).into(),
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
            KindId::Budgets => self.get(record).and_then(|line| self.budget_line_name(line)),
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

    /// Returns the name of a budget line without a title: the amount, and what, where and when it
    /// is for.
    fn budget_line_name(&self, line: &BudgetLine) -> Option<String> {
        if line.title.is_some() {
            return None;
        }
        let subjects = [
            (KindId::Activities, &line.activity),
            (KindId::Objectives, &line.objective),
            (KindId::Phases, &line.phase),
        ];
        let subject = subjects.into_iter().find(|(_, id)| id.is_some());
        let country = (KindId::Countries, &line.country);
        let labels = subject
            .into_iter()
            .chain([country])
            .filter_map(|(kind, id)| Some(self.short_label_of(kind, id.as_ref()?).into_owned()));
        let kind = line.kind.iter().map(|kind| kind.to_string());
        let period = line.period.iter().map(EdtfDate::display);
        let parts: Vec<String> =
            [line.money().display()].into_iter().chain(kind).chain(labels).chain(period).collect();
        Some(parts.join(", "))
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
}
