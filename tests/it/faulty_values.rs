//! Values that do not read are ignored alone: the rest of their record is used, and all faults of a
//! record are told at once.

use crate::fixture_dataset;
use gloact::model::{KindId, RecordPath};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use serde_json::{Value, json};

fn load(text: &str) -> Dataset {
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

/// Returns the problems as severity, path and message.
fn problems(data: &Dataset) -> Vec<(Severity, &str, &str)> {
    let problems = data.problems().iter();
    problems.map(|found| (found.severity, found.path.as_str(), &*found.message)).collect()
}

fn value(data: &Dataset, path: &str) -> Value {
    data.value_at(&RecordPath::new(path)).unwrap_or_default()
}

#[test]
fn all_faults_of_a_record_are_told_at_once() {
    let text = r#"{"events": {"new": {
        "title": "New event", "date": "2027-02", "online": "yes", "kind": 5,
        "countries": ["XA", 7, "XB", true], "sumary": "Short", "figures": "12",
        "series": {"name": "Meetings", "number": "two"}}}}"#;
    let data = load(text);
    let found = problems(&data);
    let errors = found.iter().filter(|(severity, ..)| *severity == Severity::Error);
    let paths: Vec<&str> = errors.map(|(_, path, _)| *path).collect();
    let field = |field: &str| format!("events/new/{field}");
    let expected =
        ["online", "kind", "countries", "countries", "figures", "series/number"].map(field);
    assert_eq!(paths, expected, "{found:#?}");
    let warning = (Severity::Warning, "events/new/sumary", "unknown field \"sumary\"");
    assert_eq!(found.last(), Some(&warning));
    assert_eq!(data.problems().last().unwrap().hint.as_deref(), Some("did you mean \"summary\"?"));
    // each finding is at its value, or at the unknown key
    for (finding, words) in
        data.problems().iter().zip(["\"yes\"", "5", "7", "true", "\"12\"", "\"two\"", "\"sumary\""])
    {
        assert!(text[finding.offset..].starts_with(words), "{words}: {finding:?}");
    }
    // the record has everything else
    let expected = json!({"title": "New event", "date": "2027-02", "countries": ["XA", "XB"]});
    assert_eq!(value(&data, "events/new"), expected);
}

#[test]
fn the_value_below_stays_where_that_of_a_layer_does_not_read() {
    let base = fixture_dataset(Vec::new());
    let text = r#"{"phases": {"rivers-1": {
        "budget": {"amount": "many", "currency": "EUR"}, "date": "soon", "title": null,
        "note": "mine"}}}"#;
    let data = load(text);
    assert_eq!(data.errors().len(), 3, "{:#?}", data.errors());
    for field in ["date", "title"] {
        let path = format!("phases/rivers-1/{field}");
        assert_eq!(value(&data, &path), value(&base, &path));
    }
    let amount = "phases/rivers-1/budget/amount";
    assert_eq!(value(&data, amount), value(&base, amount));
    assert_eq!(value(&data, "phases/rivers-1/note"), "mine");
    // an ignored value is in no layer
    let path = RecordPath::new("phases/rivers-1/date");
    assert!(!data.is_overridden(&path));
    assert_eq!(data.assertions(&path).len(), 1);
    assert_eq!(
        data.merged_json()["phases"]["rivers-1"]["title"],
        value(&base, "phases/rivers-1/title")
    );
    // nor in one that lies above it
    let above = Layer::from_text("above.json", r#"{"phases": {"rivers-1": {"stage": "first"}}}"#);
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text), above]);
    assert_eq!(data.errors().len(), 3, "{:#?}", data.errors());
    assert_eq!(value(&data, "phases/rivers-1/note"), "mine");
    assert_eq!(value(&data, "phases/rivers-1/stage"), "first");
}

#[test]
fn a_record_without_its_name_is_ignored_alone() {
    let data = load(
        r#"{"events": {
            "undated": {"title": "Undated", "kind": "launch"},
            "misdated": {"title": "Misdated", "date": "2019-13", "kind": 5},
            "good": {"title": "Good", "date": "2027"}}}"#,
    );
    let found = problems(&data);
    let error = |path, message| (Severity::Error, path, message);
    assert!(
        found.contains(&error("events/undated", "missing field \"date\"; the record is ignored"))
    );
    let date = found.iter().find(|(_, path, _)| *path == "events/misdated/date").unwrap();
    assert!(date.2.starts_with("invalid date \"2019-13\""), "{}", date.2);
    assert!(date.2.ends_with("; the record is ignored"), "{}", date.2);
    assert!(found.iter().any(|(_, path, _)| *path == "events/misdated/kind"), "{found:?}");
    assert_eq!(found.len(), 3, "{found:#?}");
    let is_present = |id| data.find(KindId::Events, id).is_some();
    assert_eq!(["undated", "misdated", "good"].map(is_present), [false, false, true]);
}

#[test]
fn a_faulty_claim_leaves_the_other_claims() {
    let data = load(
        r#"{"citations": {"phases/rivers-1/budget": [
            {"source": "report-1", "says": 5, "quote": "a quotation"},
            {"says": "EUR 2 million"},
            {"source": "report-1", "quote": "whole"},
            {"source": "report-1", "difference": "big"}, 7]}}"#,
    );
    assert_eq!(data.errors().len(), 4, "{:#?}", data.errors());
    let citation = data.citation(&RecordPath::new("phases/rivers-1/budget")).unwrap();
    let quotes: Vec<Option<&str>> = citation.0.iter().map(|claim| claim.quote.as_deref()).collect();
    assert_eq!(quotes, [Some("whole")]);
}

#[test]
fn an_override_of_which_nothing_reads_changes_nothing() {
    let data = load(r#"{"countries": {"XA": {"nmae": "Arvenia", "point": [1]}}}"#);
    assert_eq!(data.problems().len(), 2, "{:#?}", data.problems());
    let record = data.find(KindId::Countries, "XA").unwrap();
    assert!(!data.is_record_overridden(record));
    assert!(!data.layers().last().unwrap().is_active_override());
}

#[test]
fn a_record_with_very_many_faults_is_read_to_its_end() {
    let items: Vec<u32> = (0..5000).collect();
    let event = json!({"title": "Many", "date": "2027", "figures": items, "countries": ["XA"]});
    let data = load(&json!({"events": {"many": event}}).to_string());
    assert!((1..=100).contains(&data.errors().len()), "{}", data.errors().len());
    assert_eq!(value(&data, "events/many/countries"), json!(["XA"]));
}

#[test]
fn of_a_duplicate_id_the_last_record_counts() {
    let data = load(
        r#"{"events": {
            "one": {"title": "One", "date": "2027"}, "two": {"title": "Two", "date": "2027"},
            "one": {"title": "Other", "date": "2028"}},
            "countries": {"XA": {"note": "mine"}},
            "events": {"three": {"title": "Three", "date": "2027"}, "two": {"title": "Twice", "date": "2027"}}}"#,
    );
    let found = problems(&data);
    let messages: Vec<&str> = found.iter().map(|(_, _, message)| *message).collect();
    let expected = [
        "duplicate id \"one\"; the last record counts",
        "duplicate id \"two\"; the last record counts",
        "duplicate key \"events\": the records of both are read",
    ];
    assert_eq!(messages, expected, "{found:#?}");
    for (path, title) in [("one", "Other"), ("two", "Twice"), ("three", "Three")] {
        assert_eq!(value(&data, &format!("events/{path}/title")), title);
    }
    assert_eq!(value(&data, "countries/XA/note"), "mine");
}

#[test]
fn hints_say_how_to_write_a_value() {
    let data = load(
        r#"{"events": {"new": {"title": " ", "date": "2027", "countries": "XA", "figures": 5}}}"#,
    );
    let hints: Vec<Option<&str>> =
        data.problems().iter().map(|finding| finding.hint.as_deref()).collect();
    assert_eq!(hints, [Some("write [\"XA\"]"), None, None], "{:#?}", data.problems());
    let found = problems(&data);
    let empty = (Severity::Warning, "events/new/title", "this text is empty");
    assert_eq!(found.last(), Some(&empty));
}

#[test]
fn a_duplicate_key_leaves_the_rest_of_its_record() {
    let text = r#"{"events": {"new": {"title": "New", "date": "2027", "kind": "launch",
        "note": "one", "note": "two"}}, "countries": {"XA": {"note": "a", "note": "b"}}}"#;
    let both = r#"{"events": {"new": {"title": "A", "date": "2027", "title": "B", "date": "2028"}},
        "countries": {"XA": {"agencies_by_phase": {"p": ["a"], "p": ["b"]}}}}"#;
    let both = load(both);
    let doubled: Vec<&str> = problems(&both)
        .iter()
        .map(|(_, _, message)| *message)
        .filter(|m| m.contains("key"))
        .collect();
    let message = |key: &str| format!("duplicate key \"{key}\"; the last value counts");
    assert_eq!(doubled, [message("title"), message("date"), message("p")]);
    let data = load(text);
    let found = problems(&data);
    let message = "duplicate key \"note\"; the last value counts";
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|(_, _, found)| *found == message), "{found:#?}");
    let event = json!({"title": "New", "date": "2027", "kind": "launch", "note": "two"});
    assert_eq!(value(&data, "events/new"), event);
    assert_eq!(data.merged_json()["events"]["new"], event);
    let note = RecordPath::new("countries/XA/note");
    assert_eq!(data.value_at(&note), Some("b".into()));
    let assertions = data.assertions(&note);
    let last = assertions.last().unwrap();
    assert_eq!((&last.value, last.offset), (&"b".into(), text.find("\"b\"").unwrap()));
}
