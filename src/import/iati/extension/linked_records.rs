//! Reads the records that stand at an activity: countries, money, indicators, documents, contacts.

use super::super::collector::{Fields, set_map, set_text};
use super::super::xml_tree::Element;
use super::activity_fields::{own_text, stated_date};
use super::record_values::number;
use super::{ExtensionRecords, stated_record};
use crate::export::iati::{
    EXTENSION_AGENCY, EXTENSION_EDTF, EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_TYPE,
};
use crate::model::iati_codes::BUDGET_TYPE;
use crate::model::{BUDGET_KINDS, EdtfDate, KindId};
use crate::store::is_reference_country;
use serde_json::Value;

/// Adds the records that stand at the activity of a record.
pub(super) fn add_linked_records(
    records: &mut ExtensionRecords,
    activity: Element,
    kind: KindId,
    id: &str,
    line: u32,
) {
    if kind == KindId::Phases {
        add_countries(records, activity, id, line);
    }
    for name in ["budget", "transaction"] {
        for element in activity.all(name) {
            if element.attribute(EXTENSION_FIELD) == Some("budget") {
                let total = amount(element);
                records.add(
                    kind,
                    id.into(),
                    line,
                    Fields::from_iter([("budget".into(), total.into())]),
                );
                continue;
            }
            add_stated(records, element, line, KindId::Budgets, budget_line);
        }
    }
    for indicator in activity.all("result").flat_map(|result| result.all("indicator")) {
        add_stated(records, indicator, line, KindId::Indicators, indicator_fields);
    }
    for element in activity.all("document-link") {
        add_stated(records, element, line, KindId::Documents, document_fields);
    }
    for element in activity.all("contact-info") {
        add_stated(records, element, line, KindId::Contacts, contact_fields);
    }
}

/// Adds the record that an element states, and its fields in the namespace.
fn add_stated(
    records: &mut ExtensionRecords,
    element: Element,
    line: u32,
    kind: KindId,
    fields: fn(Element) -> Fields,
) {
    match stated_record(element) {
        Some((stated, id)) if stated == kind => {
            records.add(kind, id, line, fields(element));
            records.add_nested(element, line);
        }
        _ => records.left_out.add(&format!("{} without a record of gloact", element.name())),
    }
}

/// Adds the countries of a phase, which name the phase themselves.
fn add_countries(records: &mut ExtensionRecords, activity: Element, phase: &str, line: u32) {
    let mut countries: Vec<(String, Option<&str>)> = Vec::new();
    for country in activity.all("recipient-country") {
        countries.extend(country.attribute("code").map(|code| (code.into(), own_text(country))));
    }
    for location in activity.all("location") {
        if let Some((KindId::Countries, code)) = stated_record(location) {
            countries.push((code, location.first("name").and_then(own_text)));
        }
    }
    for (code, name) in countries {
        if !is_reference_country(&code) {
            let mut fields = Fields::new();
            set_text(&mut fields, "name", name);
            records.add(KindId::Countries, code.clone(), line, fields);
        }
        records.push(KindId::Countries, &code, line, "phases", phase);
    }
}

/// Returns the amount and the currency of an element.
fn amount(element: Element) -> Fields {
    let mut fields = Fields::new();
    let Some(value) = element.first("value") else { return fields };
    if let Some(number) = number(value.text()) {
        fields.insert("amount".into(), number);
    }
    set_text(&mut fields, "currency", value.attribute("currency"));
    fields
}

fn budget_line(element: Element) -> Fields {
    let mut fields = amount(element);
    let (start, end) = (element.first("period-start"), element.first("period-end"));
    let edtf = element.attribute(EXTENSION_EDTF);
    let period = if start.is_some() {
        consistent_period(edtf, start, end)
    } else {
        edtf.map(str::to_string)
    };
    set_text(&mut fields, "period", period);
    let kind = element.attribute("type").and_then(|code| BUDGET_TYPE.word(code));
    set_text(&mut fields, "kind", kind.filter(|kind| *kind != BUDGET_KINDS[0]));
    fields
}

/// Returns the period in our form if its days are those of the elements, else that of the days.
fn consistent_period(
    edtf: Option<&str>,
    start: Option<Element>,
    end: Option<Element>,
) -> Option<String> {
    let day = |element: Option<Element>| Some(element?.attribute("iso-date")?.to_string());
    let days = (day(start), day(end));
    let stated = edtf.and_then(|text| EdtfDate::parse(text).ok());
    let own = stated.map(|date| {
        (date.earliest().map(|day| day.to_string()), date.latest().map(|day| day.to_string()))
    });
    if own.as_ref() == Some(&days) {
        return edtf.map(str::to_string);
    }
    stated_date(start, "iso-date", end, "iso-date")
}

fn indicator_fields(element: Element) -> Fields {
    let mut fields = Fields::new();
    set_text(&mut fields, "title", element.first("title").and_then(own_text));
    set_text(&mut fields, "description", element.first("description").and_then(own_text));
    if let Some(ascending) = element.attribute("ascending") {
        fields.insert("ascending".into(), matches!(ascending, "1" | "true").into());
    }
    if let Some(baseline) = element.first("baseline") {
        let mut values = Fields::new();
        set_text(&mut values, "date", baseline.attribute(EXTENSION_EDTF));
        add_value(&mut values, baseline, "value");
        fields.insert("baseline".into(), values.into());
    }
    let periods: Vec<Value> =
        element.all("period").map(|period| period_fields(period).into()).collect();
    if !periods.is_empty() {
        fields.insert("periods".into(), periods.into());
    }
    fields
}

fn period_fields(element: Element) -> Fields {
    let mut fields = Fields::new();
    let (start, end) = (element.first("period-start"), element.first("period-end"));
    let period = consistent_period(element.attribute(EXTENSION_EDTF), start, end);
    set_text(&mut fields, "period", period);
    let mut parts = Fields::new();
    for name in ["target", "actual"] {
        let Some(value) = element.first(name) else { continue };
        add_value(&mut fields, value, name);
        for dimension in value.all("dimension") {
            if let (Some(name), Some(part)) =
                (dimension.attribute("name"), dimension.attribute("value"))
            {
                parts.insert(name.into(), part.into());
            }
        }
    }
    set_map(&mut fields, "by", parts);
    fields
}

/// Adds the value of an element, and its comment.
fn add_value(fields: &mut Fields, element: Element, field: &str) {
    if let Some(text) = element.attribute("value") {
        fields.insert(field.into(), number(text).unwrap_or_else(|| text.into()));
    }
    for narrative in element.first("comment").into_iter().flat_map(|one| one.all("narrative")) {
        let text = narrative.text();
        match narrative.attribute(EXTENSION_FIELD) {
            Some("value") => {
                let is_number = narrative.attribute(EXTENSION_TYPE) == Some("number");
                let value = if is_number { number(text) } else { None };
                fields.insert(field.into(), value.unwrap_or_else(|| text.into()));
            }
            _ => {
                fields.insert("comment".into(), text.into());
            }
        }
    }
}

fn document_fields(element: Element) -> Fields {
    let mut fields = Fields::new();
    set_text(&mut fields, "title", element.first("title").and_then(own_text));
    set_text(&mut fields, "address", element.attribute("url"));
    let category = element.first("category");
    let category = category.filter(|one| one.attribute(EXTENSION_INFERRED).is_none());
    set_text(&mut fields, "category", category.and_then(|one| one.attribute("code")));
    set_text(&mut fields, "language", element.child_attribute("language", "code"));
    let date =
        element.attribute(EXTENSION_EDTF).or(element.child_attribute("document-date", "iso-date"));
    set_text(&mut fields, "date", date);
    fields
}

fn contact_fields(element: Element) -> Fields {
    let mut fields = Fields::new();
    let text = |name: &str| element.first(name).and_then(own_text);
    set_text(&mut fields, "name", text("person-name"));
    set_text(&mut fields, "title", text("job-title"));
    set_text(&mut fields, "unit", text("department"));
    set_text(&mut fields, "agency", element.child_attribute("organisation", EXTENSION_AGENCY));
    set_text(&mut fields, "email", element.first("email").map(Element::text));
    fields
}
