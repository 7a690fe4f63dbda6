//! Values of a wrong type in any field are reported in plain words.

use crate::{files_with_extension, fixture_dataset, root};
use gloact::store::layer::Layer;
use serde_json::{Map, Value, json};
use std::fs;

/// Words of serde's messages that mean nothing to a person who writes a file.
const JARGON: &[&str] =
    &["map", "sequence", "array", "variant", "integer", "boolean", "u32", "u64", "f64", "i64"];

/// Returns the kinds of the fixture with their records.
fn fixture_kinds() -> Vec<(String, Map<String, Value>)> {
    let files = files_with_extension(&root().join("tests/fixtures/programme"), "json");
    let kinds = files.into_iter().filter(|path| !path.ends_with("deck.json"));
    kinds
        .map(|path| {
            let kind = path.file_stem().unwrap().to_str().unwrap().to_string();
            (kind, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect()
}

#[test]
fn wrong_values_of_any_field_are_reported_in_plain_words() {
    let wrong =
        [json!(5), json!(-1), json!([]), json!([null]), json!({"x": {}}), json!(true), json!("?")];
    let mut reported = 0;
    for (kind, records) in fixture_kinds() {
        for value in &wrong {
            let mut layer = records.clone();
            let fields = layer.values_mut().flat_map(|record| match record {
                Value::Object(fields) => vec![fields],
                Value::Array(claims) => {
                    claims.iter_mut().filter_map(Value::as_object_mut).collect()
                }
                _ => Vec::new(),
            });
            // each record has one wrong field, so that every field of the kind is tried
            for (index, fields) in fields.enumerate() {
                let position = index % fields.len();
                if let Some((_, field)) = fields.iter_mut().nth(position) {
                    *field = value.clone();
                }
            }
            let text = json!({ kind.as_str(): layer }).to_string();
            let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
            for finding in data.problems() {
                reported += 1;
                let mut words = finding.message.split(|c: char| !c.is_alphanumeric());
                let jargon = words.find(|word| JARGON.contains(word));
                assert_eq!(jargon, None, "{}: {}", finding.path.as_str(), finding.message);
            }
        }
    }
    assert!(reported > 100, "{reported} problems");
}
