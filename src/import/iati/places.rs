//! The countries, regions and places of an activity.

use super::collector::{Collector, Fields, set_list, set_map, set_text};
use super::parsed_activity::ActivityReading;
use super::xml_tree::Element;
use super::{LanguageOrder, Narratives};
use crate::model::iati_codes::REGION;
use serde_json::Value;

/// Reads `countries`, `country_shares`, `regions` and `place`. Money of its transactions states the
/// countries of an activity that names none itself.
pub(super) fn read(
    collector: &mut Collector,
    element: Element,
    language: &str,
    reading: &mut ActivityReading,
) {
    let line = reading.line;
    let mut shares = Fields::new();
    for country in element.all("recipient-country") {
        let Some(code) = country_code(collector, country, language, line) else { continue };
        if let Some(share) = country.attribute("percentage") {
            shares.insert(code.clone(), share.trim_end_matches('%').trim().into());
        }
        reading.countries.push(code);
    }
    let mut regions: Vec<String> = element
        .all("recipient-region")
        .filter_map(|one| region(collector, one, language))
        .collect();
    if reading.countries.is_empty() && regions.is_empty() {
        for transaction in element.all("transaction") {
            for country in transaction.all("recipient-country") {
                reading.countries.extend(country_code(collector, country, language, line));
            }
            let all = transaction.all("recipient-region");
            regions.extend(all.filter_map(|one| region(collector, one, language)));
        }
    }
    reading.countries.dedup();
    reading.has_regions_only = reading.countries.is_empty() && !regions.is_empty();
    // one country with all of it says no more than the country
    if reading.countries.len() == 1 && shares.values().all(is_whole) {
        shares.clear();
    }
    let fields = &mut reading.fields;
    set_list(fields, "countries", reading.countries.clone());
    set_map(fields, "country_shares", shares);
    set_list(fields, "regions", regions);
    let places = place_names(collector, element, language, &reading.countries);
    set_text(fields, "place", (!places.is_empty()).then(|| places.join("; ")));
}

fn is_whole(share: &Value) -> bool {
    share.as_str().and_then(|text| text.parse::<f64>().ok()) == Some(100.0)
}

/// Returns the code of a country, and keeps the name that the file gives it.
pub(super) fn country_code(
    collector: &mut Collector,
    element: Element,
    language: &str,
    line: u32,
) -> Option<String> {
    let name = Narratives::of(element, language).best(&collector.order).map(String::from);
    let code = element.attribute("code")?.to_uppercase();
    let is_code = code.len() <= 8 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_code {
        collector.left_out.add("recipient-country with a code that cannot be one");
        return None;
    }
    let entry = collector.countries.entry(code.clone()).or_insert((None, line));
    entry.0 = entry.0.take().or(name);
    Some(code)
}

/// Returns a region by its name and code, with its share: "South Asia (679), 40%".
fn region(collector: &Collector, element: Element, language: &str) -> Option<String> {
    let name = Narratives::of(element, language).best(&collector.order).map(String::from);
    let code = element.attribute("code");
    let word = code.and_then(|code| REGION.word(code)).map(String::from);
    let name = match (word.or(name), code) {
        (Some(name), Some(code)) => format!("{name} ({code})"),
        (Some(name), None) => name,
        (None, code) => code?.to_string(),
    };
    let share = element.attribute("percentage").map(|text| text.trim_end_matches('%').trim());
    let share = share.filter(|share| share.parse::<f64>().ok() != Some(100.0));
    Some(share.map_or(name.clone(), |share| format!("{name}, {share}%")))
}

/// Returns the names of the places of an activity, except those of its countries.
fn place_names(
    collector: &mut Collector,
    element: Element,
    language: &str,
    countries: &[String],
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for location in element.all("location") {
        let point = location.first("point").and_then(|point| point.first("pos"));
        let point = point.map(Element::text).filter(|text| !text.is_empty());
        let name = location_name(location, language, &collector.order);
        let name = match (name, point) {
            (Some(name), point) => {
                collector.left_out.add_many("location/point beside a name", point.iter().count());
                name
            }
            (None, Some(point)) => point.split_whitespace().collect::<Vec<_>>().join(", "),
            (None, None) => {
                collector.left_out.add("location without name and point");
                continue;
            }
        };
        let is_country = |code: &String| {
            collector.countries.get(code).is_some_and(|(known, _)| known.as_ref() == Some(&name))
        };
        if !names.contains(&name) && !countries.iter().any(is_country) {
            names.push(name);
        }
    }
    names
}

fn location_name(location: Element, language: &str, order: &LanguageOrder) -> Option<String> {
    ["name", "description", "activity-description"].iter().find_map(|child| {
        Narratives::of_child(location, child, language).best(order).map(String::from)
    })
}
