//! Composed values and lists with faults: nothing is mixed with the value below, nothing is lost
//! without a word.

use crate::fixture_dataset;
use gloact::model::RecordPath;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use serde_json::{Value, json};

fn load(value: &Value) -> Dataset {
    fixture_dataset(vec![Layer::from_text("mine.json", value.to_string())])
}

fn value(data: &Dataset, path: &str) -> Value {
    data.value_at(&RecordPath::new(path)).unwrap_or_default()
}

#[test]
fn a_fault_in_a_part_ignores_the_composed_value() {
    let base = fixture_dataset(Vec::new());
    let mine = json!({
        "phases": {"rivers-1": {
            "budget": {"amount": "x", "currency": "USD"},
            "countries_planned": {"number": "x", "note": "mine"}, "note": "mine"}},
        "countries": {"XA": {"point": [1.5, "x"], "note": "mine"}},
        "events": {"new": {"title": "New", "date": "2027",
            "series": {"name": 5, "number": 2}}}});
    let data = load(&mine);
    for path in
        ["phases/rivers-1/budget", "phases/rivers-1/countries_planned", "countries/XA/point"]
    {
        assert_eq!(value(&data, path), value(&base, path), "{path}");
        assert!(
            data.problems().iter().any(|found| found.path.as_str().starts_with(path)),
            "{path}"
        );
    }
    assert!(value(&base, "phases/rivers-1/budget").is_object());
    assert_eq!(value(&data, "events/new/series"), Value::Null);
    assert_eq!(value(&data, "phases/rivers-1/note"), "mine");
    assert_eq!(value(&data, "countries/XA/note"), "mine");
}

#[test]
fn a_list_of_which_no_item_reads_leaves_the_one_below() {
    let base = fixture_dataset(Vec::new());
    let path = "countries/XA/agencies";
    assert!(value(&base, path).as_array().is_some_and(|list| !list.is_empty()));
    let data = load(&json!({"countries": {"XA": {"agencies": [1, 2], "note": "mine"}}}));
    assert_eq!(data.errors().len(), 2, "{:#?}", data.errors());
    assert_eq!(value(&data, path), value(&base, path));
    assert_eq!(value(&data, "countries/XA/note"), "mine");
    // claims as well
    let path = RecordPath::new("phases/rivers-1/budget");
    let claims = base.citation(&path).map(|citation| citation.0.len());
    let data = load(&json!({"citations": {"phases/rivers-1/budget": [{"says": 5}, 7]}}));
    assert_eq!(data.citation(&path).map(|citation| citation.0.len()), claims);
    // an empty list is one
    let data = load(&json!({"countries": {"XA": {"agencies": []}}}));
    let agencies = value(&data, "countries/XA/agencies");
    assert!(agencies.as_array().is_none_or(Vec::is_empty), "{agencies}");
}

#[test]
fn a_field_with_too_many_faults_is_ignored_with_a_word() {
    let mut items: Vec<Value> = (0..200).map(Value::from).collect();
    items.push("XA".into());
    let data = load(&json!({"countries": {}, "events": {"new": {
        "title": "New", "date": "2027", "countries": items}}}));
    let told = "\"countries\" has too many faults and is ignored as a whole";
    let is_told = data.errors().iter().any(|found| found.message.ends_with(told));
    assert!(is_told, "{:#?}", data.errors());
}

#[test]
fn unknown_fields_are_told_up_to_a_limit_and_then_counted() {
    let mut event = json!({"title": "New", "date": "2027", "countries": [5, "XA"]});
    for number in 0..20_000 {
        event[format!("unknown-{number}")] = number.into();
    }
    let data = load(&json!({"events": {"new": event}}));
    assert_eq!(data.problems().len(), 66, "{:#?}", data.problems().last());
    let told = "19936 more unknown fields of this record are ignored";
    assert!(data.problems().iter().any(|found| found.message == told));
    // the limit of faults counts those of values
    assert_eq!(value(&data, "events/new/countries"), json!(["XA"]));
}
