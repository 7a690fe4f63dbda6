//! Makes the records of a programme from the activities that were read.

use super::collector::{Collector, Fields, set_list, set_text};
use super::hierarchy::Hierarchy;
use super::imported_records::{IatiImportOptions, IatiRecords, ImportedRecord};
use super::parsed_activity::ActivityReading;
use super::phase_grouping::{ActivityPhase, group};
use super::phase_records::{phase_fields, publisher_phase};
use crate::import::slug;
use crate::model::KindId;
use crate::store::is_reference_country;
use indexmap::IndexMap;
use serde_json::{Value, json};

/// Makes records of one kind after the other.
pub(super) struct RecordAssembly<'a, 'd> {
    collector: &'a mut Collector<'d>,
    records: IatiRecords,
    source: String,
}

/// The phases and agencies of the activities in a country.
#[derive(Clone, Default)]
struct CountryWork {
    phases: Vec<String>,
    agencies: Vec<String>,
}

/// The phase of an activity, and the kind of record that it became.
struct PlacedActivity {
    kind: KindId,
    id: String,
    phase: String,
}

impl<'a, 'd> RecordAssembly<'a, 'd> {
    pub(super) fn new(collector: &'a mut Collector<'d>, source: String) -> RecordAssembly<'a, 'd> {
        RecordAssembly { collector, records: IatiRecords::default(), source }
    }

    /// Returns the records of all activities.
    pub(super) fn assemble(
        mut self,
        mut activities: Vec<ActivityReading>,
        tree: &Hierarchy,
        options: &IatiImportOptions,
    ) -> IatiRecords {
        let placed = self.place(&mut activities, tree, options);
        let mut countries: IndexMap<String, CountryWork> = IndexMap::new();
        for (index, mut activity) in activities.into_iter().enumerate() {
            let own = &placed[index];
            for country in &activity.countries {
                let work = countries.entry(country.clone()).or_default();
                work.phases.push(own.phase.clone());
                let agencies = activity.fields.get("agencies").and_then(Value::as_array);
                let ids = agencies.into_iter().flatten().filter_map(Value::as_str);
                work.agencies.extend(ids.map(String::from));
            }
            self.add_money_and_indicators(&mut activity, own);
            if own.kind == KindId::Phases {
                let fields = phase_fields(self.collector, activity.fields);
                self.add(KindId::Phases, own.id.clone(), activity.line, fields);
                continue;
            }
            let mut fields = std::mem::take(&mut activity.fields);
            set_text(&mut fields, "phase", Some(own.phase.as_str()));
            let parent = tree.parent(index).map(|parent| &placed[parent]);
            let parent = parent.filter(|parent| parent.kind == KindId::Activities);
            set_text(&mut fields, "parent", parent.map(|parent| parent.id.as_str()));
            self.add(KindId::Activities, own.id.clone(), activity.line, fields);
        }
        self.add_shared(countries);
        self.records
    }

    /// Decides which record each activity becomes, and adds the phases of publishers.
    fn place(
        &mut self,
        activities: &mut [ActivityReading],
        tree: &Hierarchy,
        options: &IatiImportOptions,
    ) -> Vec<PlacedActivity> {
        let under = |phase: &String, activity: &ActivityReading| PlacedActivity {
            kind: KindId::Activities,
            id: activity.id.clone(),
            phase: phase.clone(),
        };
        if let Some(phase) = &options.phase {
            return activities.iter().map(|activity| under(phase, activity)).collect();
        }
        let groups = group(activities, tree, options.kind);
        let mut of_publishers: IndexMap<Option<String>, String> = IndexMap::new();
        for publisher in groups.iter().filter_map(|group| match group {
            ActivityPhase::OfPublisher(publisher) => Some(publisher),
            _ => None,
        }) {
            if of_publishers.contains_key(publisher) {
                continue;
            }
            let is_own =
                |index: &usize| groups[*index] == ActivityPhase::OfPublisher(publisher.clone());
            let own: Vec<&ActivityReading> =
                (0..activities.len()).filter(is_own).map(|index| &activities[index]).collect();
            let (id, fields) = publisher_phase(self.collector, publisher.as_deref(), &own);
            let id = self.collector.ids.unique(KindId::Phases, &id);
            let line = own.first().map_or(1, |activity| activity.line);
            self.add(KindId::Phases, id.clone(), line, fields);
            of_publishers.insert(publisher.clone(), id);
        }
        let mut placed: Vec<PlacedActivity> = Vec::with_capacity(activities.len());
        for activity in activities.iter() {
            placed.push(under(&String::new(), activity));
        }
        for (index, group) in groups.iter().enumerate() {
            if *group == ActivityPhase::IsPhase {
                let id =
                    self.collector.ids.unique(KindId::Phases, &slug(&activities[index].identifier));
                placed[index] = PlacedActivity { kind: KindId::Phases, id: id.clone(), phase: id };
            }
        }
        for (index, group) in groups.iter().enumerate() {
            let phase = match group {
                ActivityPhase::IsPhase => continue,
                ActivityPhase::Under(top) => placed[*top].phase.clone(),
                ActivityPhase::OfPublisher(publisher) => of_publishers[publisher].clone(),
            };
            placed[index].phase = phase;
        }
        placed
    }

    fn add_money_and_indicators(&mut self, activity: &mut ActivityReading, own: &PlacedActivity) {
        let (field, target) = match own.kind {
            KindId::Phases => ("phase", &own.phase),
            _ => ("activity", &own.id),
        };
        let lists = [
            (KindId::Budgets, "budget", std::mem::take(&mut activity.budgets)),
            (KindId::Indicators, "indicator", std::mem::take(&mut activity.indicators)),
        ];
        for (kind, word, all) in lists {
            for (number, mut fields) in all.into_iter().enumerate() {
                set_text(&mut fields, field, Some(target.as_str()));
                let id = format!("{}-{word}-{}", activity.id, number + 1);
                let id = self.collector.ids.unique(kind, &id);
                self.add(kind, id, activity.line, fields);
            }
        }
    }

    /// Adds what activities share: organisations, countries, documents and contacts.
    fn add_shared(&mut self, countries: IndexMap<String, CountryWork>) {
        let organisations: Vec<(String, Fields)> = self
            .collector
            .organisations
            .records()
            .map(|(id, fields)| (id.to_string(), fields))
            .collect();
        for (id, fields) in organisations {
            let line = self.collector.organisation_lines.get(&id).copied().unwrap_or(1);
            self.add(KindId::Agencies, id, line, fields);
        }
        for kind in [KindId::Documents, KindId::Contacts] {
            let shared: Vec<(String, u32, Fields)> = self
                .collector
                .shared_records(kind)
                .map(|(record, fields)| (record.id.clone(), record.line, fields))
                .collect();
            for (id, line, fields) in shared {
                self.add(kind, id, line, fields);
            }
        }
        for (code, (name, line)) in std::mem::take(&mut self.collector.countries) {
            let mut fields = Fields::new();
            let data = self.collector.data;
            let is_known = match data {
                Some(data) => data.find(KindId::Countries, &code).is_some(),
                None => is_reference_country(&code),
            };
            if !is_known {
                set_text(&mut fields, "name", Some(name.unwrap_or_else(|| code.clone())));
            }
            // the phases and agencies that it has already stay
            let known = |field: &str| {
                let data = data?;
                let record = data.find(KindId::Countries, &code)?;
                let known = data.value(record).get(field).cloned()?;
                serde_json::from_value::<Vec<String>>(known).ok()
            };
            let work = countries.get(&code).cloned().unwrap_or_default();
            for (field, new) in [("phases", work.phases), ("agencies", work.agencies)] {
                let all = known(field).unwrap_or_default().into_iter().chain(new);
                set_list(&mut fields, field, all.collect());
            }
            self.records.add(KindId::Countries, ImportedRecord { id: code, line, fields });
        }
    }

    /// Adds a record with its source.
    fn add(&mut self, kind: KindId, id: String, line: u32, mut fields: Fields) {
        if kind.fields().contains(&"sources") {
            fields.insert("sources".into(), json!([self.source]));
        }
        self.records.add(kind, ImportedRecord { id, line, fields });
    }
}

/// Returns the fields of the source that a file is.
pub(super) fn source_fields(
    file: &str,
    publishers: &[String],
    generated: Option<&str>,
    activities: usize,
) -> Fields {
    let mut fields = Fields::new();
    let title = match publishers {
        [one] => format!("IATI file of {one}"),
        _ => format!("IATI file {file}"),
    };
    fields.insert("title".into(), title.into());
    fields.insert("kind".into(), "data".into());
    set_text(&mut fields, "publisher", (publishers.len() == 1).then(|| publishers[0].as_str()));
    set_text(&mut fields, "date", generated);
    fields.insert("file".into(), file.into());
    fields.insert("contents".into(), json!([format!("{activities} activities")]));
    fields
}

/// Returns the fields of the programme that a file is.
pub(super) fn programme_fields(publishers: &[String], short: Option<String>, file: &str) -> Fields {
    let title = match publishers {
        [] => format!("Activities of {file}"),
        [one] => format!("Activities of {one}"),
        [first, others @ ..] => format!("Activities of {first} and {} others", others.len()),
    };
    let mut fields = Fields::new();
    fields.insert("title".into(), title.into());
    set_text(&mut fields, "short", short);
    fields
}
