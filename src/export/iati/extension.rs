//! The namespace of ours in a file of the standard: records and values that it has no elements for.
//!
//! A record is an element `record` with its kind and id. Each field is an element of its name; a
//! list has elements `item`, an object has elements `entry` with their keys. Numbers and booleans
//! are marked with their type.

use super::xml_element::XmlElement;
use crate::store::{Dataset, RecordRef};
use serde_json::Value;

/// The name of the namespace, which does not change while its elements mean the same.
pub const EXTENSION_NAMESPACE: &str = "urn:gloact:iati:1";

/// The attribute that declares the namespace.
pub(super) const EXTENSION_DECLARATION: &str = "xmlns:gloact";

/// The record that an element states: `phases/rivers-1`.
pub const EXTENSION_RECORD: &str = "gloact:record";

/// The field of the record that an element states.
pub const EXTENSION_FIELD: &str = "gloact:field";

/// The date as the data state it (EDTF).
pub const EXTENSION_EDTF: &str = "gloact:edtf";

/// Marks a value that the standard needs and the data do not state.
pub const EXTENSION_INFERRED: &str = "gloact:inferred";

/// The id of an agency.
pub const EXTENSION_AGENCY: &str = "gloact:agency";

/// The language of a text that XML has no code for.
pub const EXTENSION_LANGUAGE: &str = "gloact:language";

/// The type of a value that a text states: `number`.
pub const EXTENSION_TYPE: &str = "gloact:type";

/// Returns a record without the fields that other elements state; `None` if it has no others. A
/// value that comes back otherwise from other elements is kept: one with blanks at its ends, or the
/// same twice.
pub(super) fn record_element(
    data: &Dataset,
    record: RecordRef,
    stated_fields: &[&str],
) -> Option<XmlElement> {
    let Value::Object(fields) = data.value(record) else { return None };
    let fields = fields
        .iter()
        .filter(|(field, value)| !stated_fields.contains(&field.as_str()) || !is_plain(value));
    let fields: Vec<XmlElement> =
        fields.map(|(field, value)| value_element(&format!("gloact:{field}"), value)).collect();
    let element = XmlElement::new(EXTENSION_RECORD)
        .attribute("kind", record.kind.name())
        .attribute("id", data.id(record));
    (!fields.is_empty()).then(|| element.children(fields))
}

/// Returns whether a value comes back from other elements as it is.
fn is_plain(value: &Value) -> bool {
    let is_plain_text = |text: &str| !text.is_empty() && text.trim() == text;
    match value {
        Value::String(text) => is_plain_text(text),
        Value::Array(items) => {
            let is_new = |(index, item): (usize, &Value)| !items[..index].contains(item);
            items.iter().all(is_plain) && items.iter().enumerate().all(is_new)
        }
        Value::Object(entries) => {
            entries.iter().all(|(key, value)| is_plain_text(key) && is_plain(value))
        }
        _ => true,
    }
}

fn value_element(name: &str, value: &Value) -> XmlElement {
    let element = XmlElement::new(name);
    match value {
        Value::Null => element.attribute("type", "null"),
        Value::Bool(value) => element.attribute("type", "boolean").text(&value.to_string()),
        Value::Number(number) => element.attribute("type", "number").text(&number.to_string()),
        Value::String(text) => element.text(text),
        Value::Array(items) => {
            let items = items.iter().map(|item| value_element("gloact:item", item));
            element.attribute("type", "list").children(items)
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                value_element("gloact:entry", value).attribute("key", key)
            };
            element.attribute("type", "object").children(entries.iter().map(entry))
        }
    }
}
