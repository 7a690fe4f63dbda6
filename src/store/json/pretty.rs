//! Writes JSON in the layout of the data files: short values on one line, others on several.

use crate::model::text::is_invisible;
use serde_json::Value;

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
