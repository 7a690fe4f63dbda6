//! The phases of a file: activities at the top of their tree, and all activities of a publisher.

use super::collector::{Collector, Fields, set_text};
use super::parsed_activity::ActivityReading;
use super::periods;
use crate::import::slug;
use crate::model::{EdtfDate, KindId};
use serde_json::Value;

/// Fields of an activity that have another name in a phase.
const RENAMED_FIELDS: &[(&str, &str)] =
    &[("actual_date", "project_dates"), ("sectors", "focus_areas")];

/// Returns the fields of the phase that an activity is. What a phase cannot state is counted.
pub(super) fn phase_fields(collector: &mut Collector, activity: Fields) -> Fields {
    let mut fields = Fields::new();
    for (field, value) in activity {
        let renamed = RENAMED_FIELDS.iter().find(|(own, _)| *own == field);
        let name = renamed.map_or(&*field, |(_, other)| other);
        if KindId::Phases.fields().contains(&name) {
            fields.insert(name.into(), value);
        } else if field != "countries" {
            // its countries name the phase themselves
            collector.left_out.add(&format!("{field} of a phase"));
        }
    }
    fields
}

/// Returns the id and the fields of the phase with all activities of a publisher.
pub(super) fn publisher_phase(
    collector: &Collector,
    publisher: Option<&str>,
    activities: &[&ActivityReading],
) -> (String, Fields) {
    let organisations = &collector.organisations;
    let label = publisher.and_then(|id| organisations.label(id));
    let mut fields = Fields::new();
    let title = match &label {
        Some(label) => format!("Activities of {label}"),
        None => "Activities of all publishers".to_string(),
    };
    fields.insert("title".into(), title.into());
    let short = publisher.and_then(|id| organisations.short_label(id)).or(label);
    set_text(&mut fields, "short", Some(short.unwrap_or_else(|| "All publishers".into())));
    set_text(&mut fields, "date", span_of(activities));
    (slug(publisher.unwrap_or("all-publishers")), fields)
}

/// Returns the years from the first to the last day of activities.
fn span_of(activities: &[&ActivityReading]) -> Option<String> {
    let mut years: Option<(i16, i16)> = None;
    for activity in activities {
        let dates = ["date", "actual_date"].into_iter();
        let dates = dates.filter_map(|field| activity.fields.get(field).and_then(Value::as_str));
        for date in dates.filter_map(|text| EdtfDate::parse(text).ok()) {
            let ends = [date.earliest(), date.latest()].into_iter().flatten();
            for year in ends.map(|day| day.year()) {
                let (first, last) = years.unwrap_or((year, year));
                years = Some((first.min(year), last.max(year)));
            }
        }
    }
    let (first, last) = years?;
    let [first, last] = [first, last].map(|year| format!("{year:04}"));
    periods::span(Some(&first), Some(&last))
}
