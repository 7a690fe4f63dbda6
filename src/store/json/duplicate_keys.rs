//! Finds keys that stand twice in an object. Of their values the last counts.

use super::key_offset;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// Returns the keys of a JSON text that stand in their object before, each with its offset, in the
/// order of the text.
pub fn duplicate_keys(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    add_duplicates(text, text, &mut found);
    found.sort_by_key(|(_, offset)| *offset);
    found
}

/// Adds the duplicate keys of a value inside a text.
fn add_duplicates(text: &str, value: &str, found: &mut Vec<(String, usize)>) {
    match value.trim_start().bytes().next() {
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
            items.into_iter().for_each(|item| add_duplicates(text, item.get(), found));
        }
        Some(b'{') => {
            let Ok(Members(members)) = serde_json::from_str(value) else { return };
            let mut keys = HashSet::with_capacity(members.len());
            for (key, raw) in members {
                add_duplicates(text, raw.get(), found);
                let offset = raw.get().as_ptr() as usize - text.as_ptr() as usize;
                if !keys.insert(key.clone()) {
                    found.push((key.clone(), key_offset(text, &key, offset)));
                }
            }
        }
        _ => {}
    }
}

/// The members of an object in their order, those with the same key too.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}
