//! Inserts and removes values in the text of the user's override.

use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::store::json;
use serde_json::{Map, Value};

/// The file's text with a stub for a place: what is shown there now, ready to be changed. None when it is there already.
pub fn insert_stub(text: &str, place: &RecordPath, shown: Value) -> Result<Option<String>> {
    let mut all = parse_object(text)?;
    let keys = path_keys(place);
    if json::value_offset(text, &keys.join("/")).is_some() {
        return Ok(None);
    }
    let Some((last, above)) = keys.split_last() else { return Ok(None) };
    let mut at = &mut all;
    for key in above {
        let next = at.entry(*key).or_insert_with(|| Value::Object(Map::new()));
        if !next.is_object() {
            *next = Value::Object(Map::new());
        }
        at = next.as_object_mut().ok_or_else(|| unreadable_override("it is no object"))?;
    }
    // a record begins empty: its fields come one by one
    at.insert(
        (*last).into(),
        if place.field_path().is_some() { shown } else { Value::Object(Map::new()) },
    );
    Ok(Some(json::to_pretty(&Value::Object(all), 2)))
}

/// The file's text without a place, and without what is empty then. None when the place is not in it.
pub fn remove_override(text: &str, place: &RecordPath) -> Result<Option<String>> {
    fn remove_key(object: &mut Map<String, Value>, keys: &[&str]) -> bool {
        let Some((first, rest)) = keys.split_first() else { return false };
        if rest.is_empty() {
            return object.shift_remove(*first).is_some();
        }
        let Some(Value::Object(inner)) = object.get_mut(*first) else { return false };
        let taken = remove_key(inner, rest);
        if taken && inner.is_empty() {
            object.shift_remove(*first);
        }
        taken
    }
    let mut all = parse_object(text)?;
    Ok(remove_key(&mut all, &path_keys(place)).then(|| json::to_pretty(&Value::Object(all), 2)))
}

fn parse_object(text: &str) -> Result<Map<String, Value>> {
    match json::parse_strict(if text.trim().is_empty() { "{}" } else { text }) {
        Ok(Value::Object(all)) => Ok(all),
        Ok(_) => Err(unreadable_override("it is no object")),
        Err(e) => Err(unreadable_override(&e.to_string())),
    }
}

fn unreadable_override(why: &str) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!(
            "the override does not read, and is left as it is: {}",
            crate::model::text::sanitize(why)
        ),
    )
    .with_hint("gloact check tells where")
}

fn path_keys(place: &RecordPath) -> Vec<&str> {
    let mut keys = vec![place.kind()];
    keys.extend(place.id());
    keys.extend(place.field_path().into_iter().flat_map(|path| path.split('/')));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stub_is_put_in_once_and_taken_back_without_a_trace() {
        let place = RecordPath::new("phases/glo-act/budget/amount");
        let stub = insert_stub("", &place, 11.into())
            .expect("an empty file reads")
            .expect("it is not there");
        assert_eq!(
            json::parse_strict(&stub).ok(),
            Some(serde_json::json!({"phases": {"glo-act": {"budget": {"amount": 11}}}}))
        );
        assert_eq!(insert_stub(&stub, &place, 12.into()), Ok(None));
        assert_eq!(remove_override(&stub, &place), Ok(Some("{}\n".into())));
        assert_eq!(remove_override(&stub, &RecordPath::new("phases/glo-act/date")), Ok(None));
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let text = r#"{"$comment": "mine", "countries": {"NP": {"note": "x", "$comment": "why"}, "ML": null}}"#;
        let stub = insert_stub(text, &RecordPath::new("countries/NP/region"), "Asia".into())
            .expect("it reads")
            .expect("it is not there");
        assert_eq!(
            json::parse_strict(&stub).ok(),
            Some(
                serde_json::json!({"$comment": "mine", "countries": {"NP": {"note": "x", "$comment": "why", "region": "Asia"}, "ML": null}})
            )
        );
        assert!(insert_stub("{\"a\": ", &RecordPath::new("countries/NP"), Value::Null).is_err());
        assert!(remove_override("[]", &RecordPath::new("countries/NP")).is_err());
    }
}
