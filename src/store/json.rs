//! Parses JSON strictly, finds values in its text, and writes it in the layout of the data files.

use crate::model::text::is_invisible;
use indexmap::IndexMap;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;

/// Parses a JSON value; a duplicate key is an error, which serde_json does not report.
pub fn parse_strict(text: &str) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = deserializer.deserialize_any(StrictValue)?;
    deserializer.end()?;
    Ok(value)
}

/// Builds a value without duplicate keys.
struct StrictValue;

impl<'de> de::DeserializeSeed<'de> for StrictValue {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(StrictValue)
    }
}

impl<'de> Visitor<'de> for StrictValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(StrictValue)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(de::Error::custom(format!("duplicate key \"{key}\"")));
            }
            members.insert(key, map.next_value_seed(StrictValue)?);
        }
        Ok(Value::Object(members))
    }
}

/// Returns the offset of the value at a path of keys and of indexes in lists, e.g. `countries/NP`
/// or `2/says`; an empty path means the whole text.
pub fn value_offset(text: &str, path: &str) -> Option<usize> {
    let mut within = text;
    for key in path.split('/').filter(|key| !key.is_empty()) {
        within = inner_value(within, key)?;
    }
    Some(within.as_ptr() as usize - text.as_ptr() as usize)
}

/// Returns the text of the value under a key of an object, or at an index of a list.
fn inner_value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    if text.trim_start().starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        return Some(items.get(key.parse::<usize>().ok()?)?.get());
    }
    let members: IndexMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    Some(members.get(key)?.get())
}

/// Returns the offset of the value of each member of an object.
pub fn member_offsets(text: &str) -> IndexMap<String, usize> {
    let members: IndexMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    let offset = |raw: &RawValue| raw.get().as_ptr() as usize - text.as_ptr() as usize;
    members.into_iter().map(|(key, raw)| (key, offset(raw))).collect()
}

/// Returns the name of a value's type with its article, as messages use it.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The width from which on an array or object is spread over several lines.
const MAX_LINE_CHARS: usize = 100;

const INDENT: usize = 2;

/// Returns a value as JSON text. The `open_levels` outer levels, and all that is too long for a
/// line, are spread over several lines.
///
/// Characters that are invisible or control a terminal are escaped.
pub fn to_pretty(value: &Value, open_levels: usize) -> String {
    let mut out = String::new();
    write_value(&mut out, value, 0, 0, open_levels);
    out.push('\n');
    out
}

/// Writes a value behind `used_chars` characters on a line that is indented by `indent`.
fn write_value(
    out: &mut String,
    value: &Value,
    indent: usize,
    used_chars: usize,
    open_levels: usize,
) {
    let mut inline = String::new();
    write_inline(&mut inline, value);
    let fits = open_levels == 0 && indent + used_chars + inline.chars().count() < MAX_LINE_CHARS;
    let inner_levels = open_levels.saturating_sub(1);
    match value {
        Value::Object(members) if !fits && !members.is_empty() => {
            write_lines(out, indent, ['{', '}'], members, |out, (key, value)| {
                let mut name = String::new();
                write_string(&mut name, key);
                name.push_str(": ");
                out.push_str(&name);
                let used_chars = name.chars().count();
                write_value(out, value, indent + INDENT, used_chars, inner_levels);
            });
        }
        Value::Array(items) if !fits && !items.is_empty() => {
            write_lines(out, indent, ['[', ']'], items, |out, item| {
                write_value(out, item, indent + INDENT, 0, inner_levels);
            });
        }
        _ => out.push_str(&inline),
    }
}

/// Writes each item on a line of its own between two brackets.
fn write_lines<T>(
    out: &mut String,
    indent: usize,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    mut write_item: impl FnMut(&mut String, T),
) {
    out.push(open);
    for (number, item) in items.into_iter().enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + INDENT));
        write_item(out, item);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

/// Writes a value on one line.
fn write_inline(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => write_string(out, text),
        Value::Array(items) => {
            out.push('[');
            for (number, item) in items.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { ", " });
                write_inline(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (number, (key, value)) in members.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { ", " });
                write_string(out, key);
                out.push_str(": ");
                write_inline(out, value);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// Writes a string in quotation marks, with escapes for what a reader would not see.
fn write_string(out: &mut String, text: &str) {
    for c in Value::from(text).to_string().chars() {
        if c.is_control() || is_invisible(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_offset_of_its_value() {
        let text = r#"{"a": {"b": [1], "c": "b"}, "b": 2}"#;
        for (path, rest) in [("a/b", "[1]"), ("b", "2}"), ("a/c", "\"b\"}"), ("", "{\"a\"")] {
            let offset = value_offset(text, path).expect(path);
            assert!(text[offset..].starts_with(rest), "{path}: {offset}");
        }
        assert_eq!(value_offset(text, "c"), None);
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        assert!(
            parse_strict(r#"{"a": 1, "b": {"c": 1, "c": 2}}"#)
                .is_err_and(|e| e.to_string().contains("duplicate key \"c\""))
        );
        assert!(parse_strict(r#"{"a": 1} x"#).is_err());
    }

    proptest::proptest! {
        #[test]
        fn written_json_parses_back_and_is_visible(
            key in "\\p{Any}{0,8}",
            text in "\\p{Any}{0,40}",
            open in 0usize..3,
        ) {
            let value = serde_json::json!({ key: [text, 1.5, null, true, {"x": [{}, []]}] });
            let out = to_pretty(&value, open);
            let is_hidden = |c: char| c != '\n' && (c.is_control() || is_invisible(c));
            proptest::prop_assert!(!out.chars().any(is_hidden));
            proptest::prop_assert_eq!(parse_strict(&out).ok(), Some(value));
        }
    }
}
