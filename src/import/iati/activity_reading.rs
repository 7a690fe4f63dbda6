//! Reads one activity: its own fields, and the records that belong to it.

use super::collector::{Collector, set_list, set_map, set_text};
use super::parsed_activity::{ActivityContext, ActivityReading};
use super::xml_tree::Element;
use super::{Narratives, activity_dates, budgets, classifications, documents, places, results};
use crate::import::slug;
use crate::model::KindId;
use crate::model::iati_codes::{ACTIVITY_STATUS, RELATED_ACTIVITY_TYPE};

/// The elements of an activity that are read; all others are counted as left out.
const READ_ELEMENTS: &[&str] = &[
    "activity-date",
    "activity-status",
    "budget",
    "contact-info",
    "description",
    "document-link",
    "iati-identifier",
    "location",
    "participating-org",
    "policy-marker",
    "recipient-country",
    "recipient-region",
    "related-activity",
    "reporting-org",
    "result",
    "sector",
    "tag",
    "title",
    "transaction",
];

/// Reads an activity; `None` if it cannot be a record, which is then told as a problem.
pub(super) fn read_activity(
    collector: &mut Collector,
    element: Element,
    line: u32,
) -> Option<ActivityReading> {
    let language = element.attribute("xml:lang").unwrap_or_default();
    let identifier = element.first("iati-identifier").map(Element::text).unwrap_or_default();
    if identifier.is_empty() {
        collector.add_problem(element, "the activity has no iati-identifier; it is left out");
        collector.left_out.add("iati-activity without an identifier");
        return None;
    }
    let id = collector.ids.unique(KindId::Activities, &slug(identifier));
    let mut reading = ActivityReading {
        id,
        identifier: identifier.into(),
        line,
        hierarchy: hierarchy(element),
        ..ActivityReading::default()
    };
    read_texts(collector, element, language, &mut reading);
    read_organisations(collector, element, language, &mut reading);
    read_relations(element, &mut reading);
    activity_dates::read(element, language, &collector.order, &mut reading.fields);
    places::read(collector, element, language, &mut reading);
    classifications::read(collector, element, language, &mut reading.fields);
    let countries = reading.countries.clone();
    let context = ActivityContext {
        line,
        language,
        currency: element.attribute("default-currency"),
        country: match &countries[..] {
            [country] if !reading.fields.contains_key("regions") => Some(country),
            _ => None,
        },
    };
    let lines = budgets::read(collector, element, &context);
    reading.budget_count = element.all("budget").count();
    reading.transaction_count = element.all("transaction").count();
    reading.budgets = lines;
    reading.indicators = results::read(collector, element, &context);
    documents::read(collector, element, &context, &mut reading.fields);
    for child in element.children().filter(|child| !READ_ELEMENTS.contains(&child.name())) {
        collector.left_out.add(child.name());
    }
    Some(reading)
}

/// Returns the level of an activity: 1 if nothing is stated, or 0.
fn hierarchy(element: Element) -> u32 {
    let stated = element.attribute("hierarchy").and_then(|text| text.parse().ok());
    stated.unwrap_or(1).max(1)
}

fn read_texts(
    collector: &mut Collector,
    element: Element,
    language: &str,
    reading: &mut ActivityReading,
) {
    let fields = &mut reading.fields;
    let titles = Narratives::of_child(element, "title", language);
    let title = titles.best(&collector.order).unwrap_or(&reading.identifier).to_string();
    if titles.len() == 0 {
        collector.add_problem(element, "the activity has no title; its identifier is shown");
    }
    fields.insert("title".into(), title.into());
    fields.insert("identifier".into(), reading.identifier.clone().into());
    let status = element.child_attribute("activity-status", "code");
    match status.map(|code| (code, ACTIVITY_STATUS.word(code))) {
        Some((_, Some(word))) => set_text(fields, "status", Some(word)),
        Some((code, None)) => set_text(fields, "status", Some(code)),
        None => {}
    }
    let of_type = |codes: &[&str]| {
        let is_meant = |child: &Element| codes.contains(&child.attribute("type").unwrap_or("1"));
        element.all("description").filter(is_meant).collect::<Vec<Element>>()
    };
    let general = Narratives::of_all(of_type(&["1"]), language);
    set_text(fields, "description", general.best(&collector.order));
    let best = |codes| {
        Narratives::of_all(of_type(codes), language).best(&collector.order).map(String::from)
    };
    set_text(fields, "aim", best(&["2"]));
    set_list(fields, "target_groups", best(&["3"]).into_iter().collect());
    set_text(fields, "note", best(&["4"]));
    set_map(fields, "titles", titles.others(&collector.order));
    set_map(fields, "descriptions", general.others(&collector.order));
}

/// The field of an activity for each role of an organisation.
const ROLE_FIELDS: &[(&str, &str)] =
    &[("1", "donors"), ("2", "accountable"), ("3", "extending"), ("4", "agencies")];

fn read_organisations(
    collector: &mut Collector,
    element: Element,
    language: &str,
    reading: &mut ActivityReading,
) {
    let line = reading.line;
    let reporter = element.first("reporting-org");
    reading.reporter = reporter.and_then(|org| collector.organisation(org, language, line));
    let mut by_role: [Vec<String>; ROLE_FIELDS.len()] = Default::default();
    for org in element.all("participating-org") {
        let Some(id) = collector.organisation(org, language, line) else {
            collector.left_out.add("participating-org without identifier and name");
            continue;
        };
        let role = org.attribute("role").unwrap_or_default();
        match ROLE_FIELDS.iter().position(|(code, _)| *code == role) {
            Some(index) => {
                collector.organisations.add_role(&id, role);
                by_role[index].push(id);
            }
            None => collector.left_out.add("participating-org without a known role"),
        }
    }
    for ((_, field), ids) in ROLE_FIELDS.iter().zip(by_role) {
        set_list(&mut reading.fields, field, ids);
    }
}

fn read_relations(element: Element, reading: &mut ActivityReading) {
    for related in element.all("related-activity") {
        let Some(identifier) = related.attribute("ref") else { continue };
        match related.attribute("type").and_then(|code| RELATED_ACTIVITY_TYPE.word(code)) {
            Some("parent") => reading.parents.push(identifier.into()),
            Some("child") => reading.children.push(identifier.into()),
            _ => {}
        }
    }
}
