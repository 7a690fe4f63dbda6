//! Reads the elements of a record in the namespace of gloact as JSON.

use super::super::collector::Fields;
use super::super::xml_tree::Element;
use serde_json::{Number, Value};

/// The prefix of the names of its elements.
const PREFIX: &str = "gloact:";

/// Returns the fields of a record.
pub(super) fn record_fields(element: Element) -> Fields {
    let fields = element.children().filter_map(|child| {
        let field = child.name().strip_prefix(PREFIX)?;
        Some((field.to_string(), value(child)))
    });
    fields.collect()
}

fn value(element: Element) -> Value {
    let text = element.text();
    match element.attribute("type") {
        Some("number") => number(text).unwrap_or_else(|| text.into()),
        Some("boolean") => Value::Bool(text == "true"),
        Some("null") => Value::Null,
        Some("list") => element.children().map(value).collect(),
        Some("object") => {
            let entries = element.children().filter_map(|entry| {
                let (_, key) = entry.attributes().find(|(name, _)| *name == "key")?;
                Some((key.to_string(), value(entry)))
            });
            Value::Object(entries.collect())
        }
        _ => element.raw_text().into(),
    }
}

/// Returns a number as it is written.
pub(super) fn number(text: &str) -> Option<Value> {
    serde_json::from_str::<Number>(text.trim()).ok().map(Value::Number)
}
