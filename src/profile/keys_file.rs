//! Parses the user's key bindings: `keys.json`, a script for each key sequence.

use super::json_object_parser::{is_remark, key_offset, parse_lenient_object};
use crate::error::FileProblem;
use crate::store::json;
use serde_json::Value;

/// A key sequence that the user bound.
#[derive(Clone, Debug, PartialEq)]
pub struct UserKeyBinding {
    /// The pane in which it holds; empty for all panes.
    pub pane: String,
    /// The sequence as it is written: `g+c`, `ctrl-y`.
    pub keys: String,
    /// The script that it runs; `None` removes a default binding.
    pub script: Option<String>,
}

const HINT: &str =
    "keys are {\"g+n\": \"go countries/NP\", \"x\": null, \"matrix\": {\"t\": \"phase all\"}}";

/// Parses the key bindings of a text; an empty text has none.
pub fn parse_keys(text: &str) -> Result<Vec<UserKeyBinding>, FileProblem> {
    let members = parse_lenient_object(text, HINT)?;
    let mut bindings = Vec::new();
    for (keys, value) in members.iter().filter(|(keys, _)| !is_remark(keys)) {
        match value {
            Value::Object(pane) => {
                for (inner, value) in pane {
                    bindings.push(parse_binding(text, keys, inner, value)?);
                }
            }
            value => bindings.push(parse_binding(text, "", keys, value)?),
        }
    }
    Ok(bindings)
}

fn parse_binding(
    text: &str,
    pane: &str,
    keys: &str,
    value: &Value,
) -> Result<UserKeyBinding, FileProblem> {
    let script = match value {
        Value::String(script) => Some(script.clone()),
        Value::Null => None,
        _ => {
            return Err(FileProblem {
                offset: key_offset(text, keys),
                message: format!(
                    "{keys}: expected a script or null, found {}",
                    json::type_name(value)
                ),
                hint: Some(HINT.into()),
            });
        }
    };
    Ok(UserKeyBinding { pane: pane.into(), keys: keys.into(), script })
}
