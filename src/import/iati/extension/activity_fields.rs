//! Reads the fields of a record from the elements of its activity.

use super::super::LeftOut;
use super::super::collector::{Fields, set_list, set_map, set_text};
use super::super::periods;
use super::super::xml_tree::Element;
use super::stated_record;
use crate::export::iati::{
    EXTENSION_AGENCY, EXTENSION_EDTF, EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_LANGUAGE,
    EXTENSION_RECORD,
};
use crate::model::iati_codes::ACTIVITY_STATUS;
use crate::model::{EdtfDate, KindId};
use jiff::civil::Date;
use serde_json::Value;

/// Fields that have a description for each of their texts.
const LIST_FIELDS: &[&str] =
    &["areas", "background", "focus_areas", "outcomes", "results", "target_groups", "work"];

/// The elements of an activity that are read here or with its linked records.
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
    "recipient-country",
    "recipient-region",
    "related-activity",
    "reporting-org",
    "result",
    "sector",
    "tag",
    "title",
    "transaction",
    EXTENSION_RECORD,
];

/// Returns the fields that the elements of an activity state. All others are counted.
pub(super) fn activity_fields(
    element: Element,
    kind: KindId,
    id: &str,
    left_out: &mut LeftOut,
) -> Fields {
    let mut fields = Fields::new();
    for child in element.children().filter(|child| !READ_ELEMENTS.contains(&child.name())) {
        left_out.add(child.name());
    }
    read_texts(element, &mut fields, left_out);
    if matches!(kind, KindId::Phases | KindId::Activities) {
        read_status_and_dates(element, kind, &mut fields);
        read_organisations(element, kind, &mut fields, left_out);
    }
    if kind == KindId::Activities {
        read_places(element, &mut fields);
        read_sectors(element, &mut fields);
    }
    let publisher = element.child_attribute("reporting-org", "ref").unwrap_or_default();
    let identifier = element.first("iati-identifier").map(Element::text).unwrap_or_default();
    let is_stated = !identifier.is_empty() && identifier != format!("{publisher}-{id}");
    if is_stated && kind != KindId::Objectives {
        set_text(&mut fields, "identifier", Some(identifier));
    }
    // its own fields in the namespace hold before others
    let own = element.all(EXTENSION_RECORD).find(|one| one.attribute("id") == Some(id));
    if let Some(own) = own {
        fields.retain(|field, _| {
            let name = format!("gloact:{field}");
            !own.children().any(|child| child.name() == name)
        });
    }
    fields
}

/// Reads the title and the descriptions, in all languages.
fn read_texts(element: Element, fields: &mut Fields, left_out: &mut LeftOut) {
    if let Some(title) = element.first("title") {
        set_text(fields, "title", own_text(title));
        set_map(fields, "titles", translations(title));
    }
    for description in element.all("description") {
        let is_objective = description.attribute(EXTENSION_RECORD).is_some();
        if is_objective || description.attribute(EXTENSION_INFERRED).is_some() {
            continue;
        }
        let (Some(field), Some(text)) =
            (description.attribute(EXTENSION_FIELD), own_text(description))
        else {
            left_out.add("description");
            continue;
        };
        if LIST_FIELDS.contains(&field) {
            let list = fields.entry(field).or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut().into_iter().for_each(|list| list.push(text.into()));
        } else {
            set_text(fields, field, Some(text));
        }
        if field == "description" {
            set_map(fields, "descriptions", translations(description));
        }
    }
}

/// Returns the narrative in the language of the activity.
pub(super) fn own_text<'t>(element: Element<'t>) -> Option<&'t str> {
    let narrative = element.all("narrative").find(|one| language(*one).is_none());
    narrative.map(Element::text)
}

fn translations(element: Element) -> Fields {
    let texts = element.all("narrative");
    texts.filter_map(|one| Some((language(one)?.into(), one.text().into()))).collect()
}

fn language<'t>(narrative: Element<'t>) -> Option<&'t str> {
    narrative.attribute("xml:lang").or(narrative.attribute(EXTENSION_LANGUAGE))
}

fn read_status_and_dates(element: Element, kind: KindId, fields: &mut Fields) {
    let status = element.first("activity-status");
    let status = status.filter(|status| status.attribute(EXTENSION_INFERRED).is_none());
    let code = status.and_then(|status| status.attribute("code"));
    set_text(fields, "status", code.and_then(|code| ACTIVITY_STATUS.word(code)));
    let actual = if kind == KindId::Phases { "project_dates" } else { "actual_date" };
    set_text(fields, "date", date(element, "1", "3"));
    set_text(fields, actual, date(element, "2", "4"));
}

/// Returns the date with these types of start and end.
fn date(element: Element, start: &str, end: &str) -> Option<String> {
    let find = |code: &str| {
        element.all("activity-date").find(|date| {
            date.attribute("type") == Some(code) && date.attribute(EXTENSION_INFERRED).is_none()
        })
    };
    let (start, end) = (find(start), find(end));
    stated_date(start, "iso-date", end, "iso-date")
}

/// Returns the date in our form if the days still are its ends, else the span of the days.
pub(super) fn stated_date(
    start: Option<Element>,
    start_name: &str,
    end: Option<Element>,
    end_name: &str,
) -> Option<String> {
    let day = |element: Option<Element>, name: &str| {
        let day = element.and_then(|element| element.attribute(name)).and_then(periods::day)?;
        Some(day.to_string())
    };
    let (first, last) = (day(start, start_name), day(end, end_name));
    let edtf = start.or(end).and_then(|element| element.attribute(EXTENSION_EDTF));
    if let Some(date) = edtf.and_then(|text| EdtfDate::parse(text).ok()) {
        let is_end = |day: &Option<String>, end: Option<Date>| {
            day.as_ref().is_none_or(|day| end.is_some_and(|end| end.to_string() == *day))
        };
        if is_end(&first, date.earliest()) && is_end(&last, date.latest()) {
            return edtf.map(str::to_string);
        }
    }
    periods::span(first.as_deref(), last.as_deref())
}

/// The fields of a record for each role of an organisation.
const ROLE_FIELDS: &[(&str, &str)] =
    &[("1", "donors"), ("2", "accountable"), ("3", "extending"), ("4", "agencies")];

fn read_organisations(element: Element, kind: KindId, fields: &mut Fields, left_out: &mut LeftOut) {
    for (code, field) in ROLE_FIELDS {
        let orgs = element.all("participating-org").filter(|org| {
            org.attribute("role") == Some(code) && org.attribute(EXTENSION_INFERRED).is_none()
        });
        let ids: Vec<Option<&str>> = orgs.map(|org| org.attribute(EXTENSION_AGENCY)).collect();
        let unknown = ids.iter().filter(|id| id.is_none()).count();
        left_out.add_many("participating-org without an agency of gloact", unknown);
        if kind.fields().contains(field) {
            set_list(fields, field, ids.into_iter().flatten().map(str::to_string).collect());
        }
    }
}

fn read_places(element: Element, fields: &mut Fields) {
    let mut shares = Fields::new();
    let mut countries: Vec<String> = Vec::new();
    for country in element.all("recipient-country") {
        let Some(code) = country.attribute("code") else { continue };
        countries.push(code.into());
        if let Some(share) = country.attribute("percentage") {
            shares.insert(code.into(), share.into());
        }
    }
    for location in element.all("location") {
        if let Some((KindId::Countries, id)) = stated_record(location) {
            countries.push(id);
        } else if location.attribute(EXTENSION_FIELD) == Some("place") {
            set_text(fields, "place", location.first("name").and_then(own_text));
        }
    }
    set_list(fields, "countries", countries);
    set_map(fields, "country_shares", shares);
    let regions = element
        .all("recipient-region")
        .filter(|region| region.attribute(EXTENSION_INFERRED).is_none());
    set_list(fields, "regions", regions.filter_map(classified).collect());
}

fn read_sectors(element: Element, fields: &mut Fields) {
    let stated = element.all("sector").filter(|one| one.attribute(EXTENSION_INFERRED).is_none());
    let mut sectors: Vec<String> = stated.filter_map(classified).collect();
    let mut tags = Vec::new();
    for tag in element.all("tag") {
        let is_sector = tag.attribute(EXTENSION_FIELD) == Some("sectors");
        let list = if is_sector { &mut sectors } else { &mut tags };
        list.extend(own_text(tag).map(String::from));
    }
    set_list(fields, "sectors", sectors);
    set_list(fields, "tags", tags);
}

/// Returns a sector or region as the data state it: "Water resources (14010), 40%".
fn classified(element: Element) -> Option<String> {
    let code = element.attribute("code")?;
    let name = own_text(element);
    let label = match element.attribute("vocabulary") {
        Some("1") => name.map_or(code.into(), |name| format!("{name} ({code})")),
        _ => name?.to_string(),
    };
    let share = element.attribute("percentage");
    Some(share.map_or(label.clone(), |share| format!("{label}, {share}%")))
}
