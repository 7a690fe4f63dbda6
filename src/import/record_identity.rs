//! Chooses the id of the record that a row means: the same row has the same id in the next file.

use super::cell_text::clean;
use super::value_questions::suggest_records;
use crate::model::text::normalize_for_search;
use crate::model::{KindId, RecordPath};
use crate::store::{Dataset, is_id};
use serde_json::{Map, Value};

/// The longest id that is made from texts, without the digits that tell long ones apart.
const MAX_SLUG_BYTES: usize = 60;

/// Fields that tell records without a title of their own apart.
const CONNECTING_FIELDS: [&str; 8] =
    ["phase", "objective", "activity", "country", "donor", "agency", "kind", "period"];

/// Kinds whose records are told apart by their short names.
const SHORT_ID_KINDS: [KindId; 2] = [KindId::Agencies, KindId::Phases];

/// Returns the id in a cell with the path of a record, as exports of gloact have it.
///
/// # Errors
/// The message says why the cell is no path of the kind.
pub(super) fn id_of_path(kind: KindId, text: &str) -> Result<String, String> {
    let path = RecordPath::new(text);
    match (path.kind(), path.id(), path.field_path()) {
        (Some(found), Some(id), None) if found == kind && is_id(id) => Ok(id.to_string()),
        (Some(found), ..) if found != kind => {
            Err(format!("{} is no {}", clean(text), kind.singular()))
        }
        _ => Err(format!("\"{}\" is not the path of a record", clean(text))),
    }
}

/// Returns the id of the record with a key: that of an existing record, else the key as an id.
pub(super) fn id_of_key(data: &Dataset, kind: KindId, key: &str) -> String {
    let slug = slug(key);
    let existing = [key, &*slug].iter().find_map(|id| data.find(kind, id));
    match existing {
        Some(record) => data.id(record).to_string(),
        None => slug,
    }
}

/// Returns the id of a row without a key: that of the record with this name, else one made from
/// the name, the date and the place; of a kind with short names from that, if `has_short_ids`.
///
/// # Errors
/// The message says what a row needs.
pub(super) fn id_of_values(
    data: &Dataset,
    kind: KindId,
    fields: &Map<String, Value>,
    has_short_ids: bool,
) -> Result<String, String> {
    let text = |field: &str| fields.get(field).and_then(Value::as_str).unwrap_or_default();
    let name = if text("title").is_empty() { text("name") } else { text("title") };
    let date = text("date");
    if let Some(record) = data.resolve_name(kind, name).filter(|_| !name.is_empty()) {
        let has_date = |own: &str| date.is_empty() || own.is_empty() || own == date;
        let dates = data.dates(record);
        let own = dates.iter().find(|(field, _)| *field == "date").map(|(_, date)| date.as_str());
        if kind != KindId::Events || own.is_some_and(has_date) {
            return Ok(data.id(record).to_string());
        }
    }
    if kind == KindId::Countries {
        let nearest = suggest_records(data, kind, name).into_iter().next();
        let advice = match nearest {
            Some((id, label)) => format!("did you mean \"{label}\" ({id})?"),
            None => "write its name or its code of two letters, as ISO 3166 has them".to_string(),
        };
        return Err(format!("\"{name}\" is no known country: {advice}"));
    }
    let short = text(if kind == KindId::Agencies { "name" } else { "short" });
    if has_short_ids && SHORT_ID_KINDS.contains(&kind) && !slug(short).is_empty() {
        return Ok(slug(short));
    }
    let mut parts = vec![name, date, text("place")];
    if kind == KindId::Phases {
        // the years of a phase are often a part of its name, and may change
        parts.truncate(1);
    }
    if name.is_empty() {
        // kinds without a title are named by what they connect
        parts = kind.needed_fields().iter().map(|field| text(field)).collect();
    }
    if name.is_empty() || kind == KindId::Budgets {
        parts.extend(CONNECTING_FIELDS.map(text));
    }
    if kind == KindId::Activities {
        // many agencies do the same at one place
        parts.extend(["countries", "agencies"].iter().flat_map(|field| {
            let ids = fields.get(*field).and_then(Value::as_array).into_iter().flatten();
            ids.filter_map(Value::as_str)
        }));
    }
    parts.retain(|part| !part.is_empty());
    match slug(&parts.join(" ")) {
        id if parts.is_empty() || id.is_empty() => Err("the row has no key and no title".into()),
        id => Ok(id),
    }
}

/// Returns a text as an id: its letters and digits in lower case, with hyphens between words. Texts
/// that are long, or have other letters than an id may have, end with digits of their own.
pub fn slug(text: &str) -> String {
    let folded = normalize_for_search(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let whole = words.collect::<Vec<_>>().join("-");
    let plain: String = whole.chars().filter(|c| c.is_ascii()).collect();
    let plain = plain.trim_matches('-');
    if plain.len() == whole.len() && plain.len() <= MAX_SLUG_BYTES {
        return plain.to_string();
    }
    if whole.is_empty() {
        return String::new();
    }
    let start = plain.get(..MAX_SLUG_BYTES).unwrap_or(plain).trim_matches('-');
    let digits = format!("{:08x}", stable_hash(&whole));
    if start.is_empty() { format!("row-{digits}") } else { format!("{start}-{digits}") }
}

/// Returns a hash that is the same in every version of the program (FNV-1a).
fn stable_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_any_text() {
        for (text, id) in [
            ("EV-001", "ev-001"),
            ("Réunion à Abidjan, 2025", "reunion-a-abidjan-2025"),
            ("  ../../etc/passwd ", "etc-passwd"),
            ("", ""),
            ("–", ""),
        ] {
            assert_eq!(slug(text), id);
        }
        let long = slug(&"word ".repeat(40));
        assert!(is_id(&long) && long.len() < 80, "{long}");
        let [one, other] = ["семинар", "встреча"].map(slug);
        assert!(is_id(&one) && is_id(&other) && one != other, "{one} {other}");
    }

    #[test]
    fn rows_are_found_by_their_names() {
        let data = Dataset::bundled();
        let fields = |name: &str| [("name".to_string(), Value::from(name))].into_iter().collect();
        let id = |kind, name: &str| id_of_values(&data, kind, &fields(name), false);
        assert_eq!(id(KindId::Countries, "Nepal"), Ok("NP".into()));
        assert!(id(KindId::Countries, "Atlantis").is_err());
        assert_eq!(id(KindId::Agencies, "IOM"), Ok("iom".into()));
        assert_eq!(id(KindId::Agencies, "New agency"), Ok("new-agency".into()));
        assert!(id_of_path(KindId::Events, "events/a").is_ok());
        assert!(id_of_path(KindId::Events, "phases/a").is_err());
        assert!(id_of_path(KindId::Events, "events/../a").is_err());
    }
}
