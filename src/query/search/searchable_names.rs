//! Collects the names by which a record is found.

use crate::model::{Contact, Event, KindId, Objective, Source, Text, ValueClaims};
use crate::store::{Dataset, RecordRef};
use std::collections::BTreeSet;

/// Returns the names of a record, each once, the title first.
pub(super) fn searchable_names(data: &Dataset, row: RecordRef) -> Vec<String> {
    let title = data.title(row).into_owned();
    let mut others = BTreeSet::new();
    others.insert(data.short_label(row).into_owned());
    others.insert(data.id(row).to_string());
    if let Some(citation) = data.get::<ValueClaims>(row) {
        // a value is found by what its sources claim
        let claims = citation.0.iter().flat_map(|claim| claim.says.iter().chain(&claim.quote));
        others.extend(claims.map(|text| text.to_string()));
    } else {
        data.for_each_other_name(row, &mut |name| {
            others.insert(name.to_string());
        });
    }
    if let Some(source) = data.get::<Source>(row) {
        others.extend(source.posted_by.iter().chain(&source.author).map(|name| name.to_string()));
    }
    others.extend(composite_name(data, row));
    let mut names = vec![title];
    for name in others {
        if !name.is_empty() && name != names[0] {
            names.push(name);
        }
    }
    names
}

/// Returns the words that people combine: a name with its place and date, a number with its phase.
fn composite_name(data: &Dataset, row: RecordRef) -> Option<String> {
    if let Some(event) = data.get::<Event>(row) {
        let countries = event.countries.iter().map(|id| data.short_label_of(KindId::Countries, id));
        let countries = countries.collect::<Vec<_>>().join(" ");
        let year = event.date.earliest().map(|day| day.year().to_string()).unwrap_or_default();
        let place = event.place.as_deref().unwrap_or_default();
        let (title, date) = (&event.title, event.date.display());
        return Some(format!("{title} {place} {countries} {date} {year}"));
    }
    if let Some(contact) = data.get::<Contact>(row) {
        let label = |kind, id: &Option<Text>| {
            let id = id.as_deref();
            id.map(|id| data.short_label_of(kind, id).into_owned()).unwrap_or_default()
        };
        let agency = label(KindId::Agencies, &contact.agency);
        let function = contact.title.as_deref().unwrap_or_default();
        let phase = label(KindId::Phases, &contact.phase);
        return Some(format!("{agency} contact {} {function} {phase}", contact.name));
    }
    let objective = data.get::<Objective>(row)?;
    let phase = objective.phase.as_ref().and_then(|phase| data.phases().get(phase));
    let stage = phase.and_then(|phase| phase.stage.as_deref()).unwrap_or_default();
    let number = objective.number.map(|number| number.to_string()).unwrap_or_default();
    let phase = data.phase_label_of(objective).unwrap_or_default();
    Some(format!("objective {number} {stage} {phase}"))
}
