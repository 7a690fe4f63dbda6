//! JSON as people's files need it: no key twice, kept in order, written in small lines.

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads one JSON value and refuses an object that has a key twice.
pub fn parse_strict(text: &str) -> serde_json::Result<Value> {
    let mut from = serde_json::Deserializer::from_str(text);
    let value = from.deserialize_any(StrictValue)?;
    from.end()?;
    Ok(value)
}

struct StrictValue;

impl<'de> de::DeserializeSeed<'de> for StrictValue {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(StrictValue)
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
        let mut all = Vec::new();
        while let Some(value) = seq.next_element_seed(StrictValue)? {
            all.push(value);
        }
        Ok(Value::Array(all))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if all.contains_key(&key) {
                return Err(de::Error::custom(format!("the key \"{key}\" stands twice")));
            }
            all.insert(key, map.next_value_seed(StrictValue)?);
        }
        Ok(Value::Object(all))
    }
}

/// The byte at which the value of a path of keys begins in an object, if it has one.
pub fn value_offset(text: &str, path: &str) -> Option<usize> {
    let mut within = text;
    for key in path.split('/').filter(|key| !key.is_empty()) {
        let object: indexmap::IndexMap<String, &serde_json::value::RawValue> =
            serde_json::from_str(within).ok()?;
        within = object.get(key)?.get();
    }
    Some(within.as_ptr() as usize - text.as_ptr() as usize)
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

/// How wide a line may be before an array or object inside a record is opened.
const MAX_LINE_CHARS: usize = 100;

/// JSON in the layout of the data files: what fits on a line inside a record stands on one line.
/// Characters that could act on a terminal, or hide, are written as escapes. `open` is how many outer levels are always opened.
pub fn to_pretty(value: &Value, open_levels: usize) -> String {
    let mut out = String::new();
    write_value(&mut out, value, 0, 0, open_levels);
    out.push('\n');
    out
}

fn write_value(
    out: &mut String,
    value: &Value,
    indent: usize,
    used_chars: usize,
    open_levels: usize,
) {
    let empty = match value {
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => true,
    };
    let mut line = String::new();
    write_inline(&mut line, value);
    if empty || (open_levels == 0 && indent + used_chars + line.chars().count() < MAX_LINE_CHARS) {
        out.push_str(&line);
        return;
    }
    let inner = indent + 2;
    let mut first = true;
    let mut start = |out: &mut String| {
        out.push_str(if std::mem::take(&mut first) { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', inner));
    };
    match value {
        Value::Object(all) => {
            out.push('{');
            for (key, value) in all {
                start(out);
                let mut name = String::new();
                write_string(&mut name, key);
                name.push_str(": ");
                out.push_str(&name);
                write_value(out, value, inner, name.chars().count(), open_levels.saturating_sub(1));
            }
        }
        Value::Array(all) => {
            out.push('[');
            for value in all {
                start(out);
                write_value(out, value, inner, 0, open_levels.saturating_sub(1));
            }
        }
        _ => {}
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(if value.is_array() { ']' } else { '}' });
}

fn write_inline(out: &mut String, value: &Value) {
    let mut first = true;
    let mut comma = |out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push_str(", ");
        }
    };
    match value {
        Value::String(text) => write_string(out, text),
        Value::Array(all) => {
            out.push('[');
            for value in all {
                comma(out);
                write_inline(out, value);
            }
            out.push(']');
        }
        Value::Object(all) => {
            out.push('{');
            for (key, value) in all {
                comma(out);
                write_string(out, key);
                out.push_str(": ");
                write_inline(out, value);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

fn write_string(out: &mut String, text: &str) {
    for c in Value::from(text).to_string().chars() {
        if c.is_control() || crate::model::text::is_invisible(c) {
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
    fn a_value_is_found_where_it_stands() {
        let text = r#"{"a": {"b": [1], "c": "b"}, "b": 2}"#;
        for (path, found) in [
            ("a/b", Some("[1]")),
            ("b", Some("2}")),
            ("a/c", Some("\"b\"}")),
            ("c", None),
            ("", Some("{\"a\"")),
        ] {
            assert_eq!(
                value_offset(text, path).map(|at| &text[at..at + found.map_or(0, str::len)]),
                found,
                "{path}"
            );
        }
    }

    #[test]
    fn a_key_twice_is_refused() {
        assert!(
            parse_strict(r#"{"a": 1, "b": {"c": 1, "c": 2}}"#)
                .is_err_and(|e| e.to_string().contains("\"c\" stands twice"))
        );
        assert!(parse_strict(r#"{"a": 1} x"#).is_err());
    }

    proptest::proptest! {
        #[test]
        fn written_json_reads_back_and_holds_nothing_that_acts(key in "\\p{Any}{0,8}", text in "\\p{Any}{0,40}", open in 0usize..3) {
            let value = serde_json::json!({ key: [text, 1.5, null, true, {"x": [{}, []]}] });
            let out = to_pretty(&value, open);
            proptest::prop_assert!(!out.chars().any(|c| c != '\n' && (c.is_control() || crate::model::text::is_invisible(c))));
            proptest::prop_assert_eq!(parse_strict(&out).ok(), Some(value));
        }
    }
}
