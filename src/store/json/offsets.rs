//! Finds the offsets of values in JSON text.

use indexmap::IndexMap;
use serde_json::value::RawValue;

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

/// Returns the offset of the key in front of a value; that of the value if the text spells the key
/// with escapes.
pub fn key_offset(text: &str, key: &str, value: usize) -> usize {
    let before = text.get(..value).unwrap_or_default().trim_end();
    let before = before.strip_suffix(':').unwrap_or(before).trim_end();
    before.strip_suffix(&format!("\"{key}\"")).map_or(value, str::len)
}
