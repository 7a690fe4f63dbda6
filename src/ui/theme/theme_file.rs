//! Parses a theme of the user's own, and reports what is wrong with it.

use super::color_per_depth::{ANSI_NAMES, ColorPerDepth};
use super::contrast::{TEXT_CONTRAST, low_contrasts};
use super::{BACKGROUND_KINDS, Theme};
use crate::error::{Error, FileProblem};
use crate::model::text::sanitize;
use crate::store::json::{self, key_offset, value_offset};
use crate::store::json_error_message::{describe_in, error_offset};
use crate::store::jsonc::to_plain_json;
use crate::ui::capabilities::ColorDepth;
use serde_json::{Map, Value, json};

/// The fields of a theme with their meanings, all of them needed.
const FIELDS: &[(&str, &str)] = &[
    ("about", "One line for the picker of settings"),
    ("ground", "The background that it is made for: dark, light or both"),
    ("background", "The background of pictures"),
    ("text", "The text of pictures"),
    ("dim", "Labels, hints and lines"),
    ("accent", "Titles, links and the cursor"),
    ("disputed", "Contradictions"),
    ("overridden", "Values that an override changes"),
    ("phases", "The hues of phases, in order; after the last the first follows again"),
];

/// An example of a theme, shown as a hint.
const USAGE: &str = "a theme is {\"about\": \"…\", \"ground\": \"dark\", \"background\": \
    \"#12161c\", \"text\": \"#d6dbe2\", \"dim\": [null, 246, \"#8b95a3\"], \"accent\": …, \
    \"disputed\": …, \"overridden\": …, \"phases\": [[\"cyan\", 111, \"#7fb4ff\"]]}";

/// Parses a theme and checks its contrast. Returns the theme if its values can be read, and all
/// problems.
pub fn parse_theme(text: &str) -> (Option<Theme>, Vec<FileProblem>) {
    let plain = to_plain_json(text);
    let members = match json::parse_strict(if plain.trim().is_empty() { "{}" } else { &plain }) {
        Ok(Value::Object(members)) => members,
        Ok(value) => {
            let message = format!("expected a theme, found {}", json::type_name(&value));
            return (None, vec![problem(0, message)]);
        }
        Err(e) => {
            return (None, vec![problem(error_offset(&plain, &e), describe_in(&plain, &e))]);
        }
    };
    let mut reader = ThemeReader { text: &plain, members: &members, problems: Vec::new() };
    let mut problems = reader.unknown_fields();
    let theme = reader.theme();
    problems.append(&mut reader.problems);
    let low = theme.iter().flat_map(|theme| low_contrasts(theme, TEXT_CONTRAST, false));
    for low in low {
        let message = format!(
            "{}: the contrast of {} is {:.1}:1, expected {:.1}:1 or more",
            low.field, low.pair, low.ratio, low.least
        );
        let offset = value_offset(&plain, &low.field).unwrap_or(0);
        problems.push(FileProblem { offset, message, hint: None });
    }
    (theme, problems)
}

fn problem(offset: usize, message: String) -> FileProblem {
    FileProblem { offset, message, hint: Some(USAGE.into()) }
}

/// Reads the fields of a theme and collects their problems.
struct ThemeReader<'a> {
    text: &'a str,
    members: &'a Map<String, Value>,
    problems: Vec<FileProblem>,
}

impl ThemeReader<'_> {
    fn unknown_fields(&self) -> Vec<FileProblem> {
        let is_unknown = |key: &&String| {
            !key.starts_with('$') && !FIELDS.iter().any(|(field, _)| *field == key.as_str())
        };
        let unknown = self.members.keys().filter(is_unknown).map(|key| {
            let fields = FIELDS.iter().map(|(field, _)| *field);
            let error = Error::unknown_name("theme field", &sanitize(key), fields);
            let value = value_offset(self.text, key).unwrap_or(0);
            let offset = key_offset(self.text, key, value);
            FileProblem { offset, message: error.message, hint: error.hint }
        });
        unknown.collect()
    }

    /// Returns the theme, or `None` if a field is missing or cannot be read.
    fn theme(&mut self) -> Option<Theme> {
        let fields = FIELDS.iter().map(|(field, _)| *field);
        let missing: Vec<&str> =
            fields.filter(|field| !self.members.contains_key(*field)).collect();
        if !missing.is_empty() {
            let message = format!("a theme needs {}", missing.join(", "));
            self.problems.push(problem(0, message));
        }
        let description = self.read("about", parse_text);
        let background_kind = self.read("ground", parse_background_kind);
        let background = self.read("background", parse_rgb);
        let text = self.read("text", parse_rgb);
        let [dim, accent, disputed, overridden] =
            ["dim", "accent", "disputed", "overridden"].map(|field| self.read(field, parse_color));
        let phases = self.phases();
        Some(Theme {
            description: description?,
            background_kind: background_kind?,
            background: background?,
            text: text?,
            dim: dim?,
            accent: accent?,
            disputed: disputed?,
            overridden: overridden?,
            phases: phases?,
            depth: ColorDepth::default(),
        })
    }

    /// Reads a field with `parse`, whose error names the expected value.
    fn read<T>(&mut self, path: &str, parse: fn(&Value) -> Result<T, String>) -> Option<T> {
        let value = path.split('/').try_fold(None, |value: Option<&Value>, key| {
            let inner = match value {
                None => self.members.get(key),
                Some(list) => list.get(key.parse::<usize>().ok()?),
            };
            inner.map(Some)
        })??;
        match parse(value) {
            Ok(value) => Some(value),
            Err(expected) => {
                let found = sanitize(&value.to_string()).into_owned();
                let offset = value_offset(self.text, path).unwrap_or(0);
                let message = format!("{path}: expected {expected}, found {found}");
                self.problems.push(FileProblem { offset, message, hint: None });
                None
            }
        }
    }

    fn phases(&mut self) -> Option<Vec<ColorPerDepth>> {
        let count = self.read("phases", |value| {
            let length = value.as_array().map(Vec::len).filter(|length| *length > 0);
            length.ok_or_else(|| "a list of at least one colour".into())
        })?;
        let colors: Vec<Option<ColorPerDepth>> =
            (0..count).map(|index| self.read(&format!("phases/{index}"), parse_color)).collect();
        colors.into_iter().collect()
    }
}

fn parse_text(value: &Value) -> Result<String, String> {
    let text = value.as_str().filter(|text| !text.trim().is_empty());
    text.map(|text| sanitize(text).into_owned()).ok_or_else(|| "a line of text".into())
}

fn parse_background_kind(value: &Value) -> Result<String, String> {
    let kind = BACKGROUND_KINDS.iter().find(|kind| value.as_str() == Some(**kind));
    kind.map(ToString::to_string).ok_or_else(|| "\"dark\", \"light\" or \"both\"".into())
}

/// Parses a colour such as `#12161c`.
fn parse_rgb(value: &Value) -> Result<String, String> {
    let text = value.as_str().filter(|text| is_rgb(text));
    text.map(str::to_lowercase).ok_or_else(|| "a colour such as \"#12161c\"".into())
}

fn is_rgb(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Parses a colour of each depth: its name among sixteen, its number among 256, and its RGB value.
fn parse_color(value: &Value) -> Result<ColorPerDepth, String> {
    let entry = value.as_array().filter(|entry| entry.len() == 3);
    let [name, index, rgb] =
        entry.map_or([&Value::Null; 3], |entry| [&entry[0], &entry[1], &entry[2]]);
    let is_name = name.is_null() || ANSI_NAMES.iter().any(|known| name.as_str() == Some(known));
    let is_index = index.is_null() || index.as_u64().is_some_and(|n| (16..256).contains(&n));
    let is_rgb = rgb.is_null() || rgb.as_str().is_some_and(is_rgb);
    if entry.is_none() {
        return Err("a colour such as [\"cyan\", 111, \"#7fb4ff\"]".into());
    }
    if !is_name {
        return Err(format!("null or the name of a colour ({}) first", ANSI_NAMES.join(", ")));
    }
    if !is_index {
        return Err("null or a number from 16 to 255 second".into());
    }
    if !is_rgb {
        return Err("null or a colour such as \"#7fb4ff\" third".into());
    }
    serde_json::from_value(value.clone()).map_err(|e| e.to_string())
}

/// Returns the JSON Schema of a theme.
pub fn theme_schema() -> Value {
    let rgb = json!({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"});
    let or_null = |schema: Value| json!({"anyOf": [{"type": "null"}, schema]});
    let color = json!({
        "type": "array",
        "prefixItems": [
            or_null(json!({"enum": ANSI_NAMES})),
            or_null(json!({"type": "integer", "minimum": 16, "maximum": 255})),
            or_null(rgb.clone()),
        ],
        "minItems": 3,
        "maxItems": 3
    });
    let mut properties = Map::new();
    for (field, meaning) in FIELDS {
        let mut property = match *field {
            "about" => json!({"type": "string", "minLength": 1}),
            "ground" => json!({"enum": BACKGROUND_KINDS}),
            "background" | "text" => rgb.clone(),
            "phases" => json!({"type": "array", "minItems": 1, "items": color}),
            _ => color.clone(),
        };
        property["description"] = (*meaning).into();
        properties.insert((*field).into(), property);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gloact theme",
        "type": "object",
        "properties": properties,
        "patternProperties": { "^\\$": true },
        "required": FIELDS.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
        "additionalProperties": false
    })
}
