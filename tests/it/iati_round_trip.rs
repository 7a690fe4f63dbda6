//! Programmes that are published as files of IATI and read again: the same records.

use crate::iati_export::{assert_schema, dataset, options};
use crate::iati_records::{any_activity, any_budget_line, any_date};
use crate::support::dashboard::TODAY;
use crate::support::generated_programmes::{EVERYTHING_MISSING, all};
use crate::support::iati_file::ACTIVITIES;
use crate::support::iati_rules::violations;
use crate::{Sandbox, fixture_dataset, root};
use gloact::export::iati::iati_file;
use gloact::import::iati::{IatiImportOptions, IatiText, base_layers, read_iati};
use gloact::model::KindId;
use gloact::store::{Dataset, RecordRef};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The kinds of which each record is in the file.
const PUBLISHED_KINDS: &[KindId] = &[
    KindId::Programme,
    KindId::Phases,
    KindId::Objectives,
    KindId::Agencies,
    KindId::Engagements,
    KindId::Events,
    KindId::Activities,
    KindId::Budgets,
    KindId::Indicators,
    KindId::Documents,
    KindId::Contacts,
    KindId::Sources,
];

/// Returns the programme that the file of a programme is, and the text of the file.
fn published(data: &Dataset, splits_objectives: bool) -> (Dataset, String) {
    let text = iati_file(data, &options(splits_objectives)).unwrap().text;
    let file = IatiText { name: "x.xml".into(), text: text.clone() };
    let read = read_iati(&[file], None, &IatiImportOptions::default());
    let read = read.unwrap_or_else(|(_, problem)| panic!("{}\n{text}", problem.message));
    assert!(read.left_out.is_empty(), "{:?}", read.left_out);
    (Dataset::load(base_layers(&read, "x.xml")), text)
}

/// Returns a value with numbers of one form, and without the kind that a budget line has anyway.
fn normalized(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(normalized).collect(),
        Value::Object(entries) => {
            let is_default = |key: &str, value: &Value| key == "kind" && value == "budget";
            let entries = entries.into_iter().filter(|(key, value)| !is_default(key, value));
            Value::Object(entries.map(|(key, value)| (key, normalized(value))).collect())
        }
        value => value,
    }
}

/// Asserts that all published records of a programme are in another, as they were.
fn assert_same(before: &Dataset, after: &Dataset, text: &str) {
    let is_published = |record: &RecordRef| {
        let value = before.value(*record);
        record.kind != KindId::Contacts || value.get("sources").is_some()
    };
    for kind in PUBLISHED_KINDS {
        for record in before.records(*kind).filter(is_published) {
            let path = before.path(record);
            let found = after.record_at(&path).unwrap_or_else(|| panic!("{path}\n{text}"));
            let (own, other) = (normalized(before.value(record)), normalized(after.value(found)));
            assert_eq!(own, other, "{path}\n{text}");
        }
        let count = before.records(*kind).filter(is_published).count();
        assert_eq!(after.records(*kind).count(), count, "{kind}");
    }
    for record in before.records(KindId::Countries) {
        let phases = |data: &Dataset| {
            let value = data.value(data.record_at(&before.path(record))?);
            let phases = value.get("phases")?.as_array()?;
            let mut phases: Vec<String> = phases.iter().map(|id| id.to_string()).collect();
            phases.sort();
            Some(phases)
        };
        assert_eq!(phases(before), phases(after), "{}", before.path(record));
    }
}

#[test]
fn published_programmes_come_back_as_they_were() {
    for splits_objectives in [false, true] {
        let fixture = fixture_dataset(Vec::new());
        let (read, text) = published(&fixture, splits_objectives);
        assert_same(&fixture, &read, &text);
        for programme in all().iter().filter(|it| it.name != EVERYTHING_MISSING) {
            let data = programme.dataset();
            let (read, _) = published(&data, splits_objectives);
            assert_same(&data, &read, programme.name);
        }
    }
}

#[test]
fn a_published_file_is_a_programme_folder_again() {
    let sandbox = Sandbox::new();
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let export = ["export", "iati", "--programme", &fixture, "-o", "rivers.xml"];
    assert_eq!(sandbox.run(&export).code, 0);
    let import = sandbox.run(&["import", "rivers.xml", "--into", "copy", "--write"]);
    assert_eq!(import.code, 0, "{}", import.all_output());
    for path in ["phases/rivers-north/budget", "events/launch-arvenia/date", "engagements"] {
        let value = |programme: &str| sandbox.value_at(path, &["--programme", programme]);
        let found = value("copy");
        assert!(!found.is_null() || value(&fixture).is_null(), "{path}");
        assert_eq!(found, value(&fixture), "{path}");
    }
}

#[test]
fn a_file_of_any_publisher_is_published_again_by_the_rules() {
    let file = IatiText { name: "rivers.xml".into(), text: ACTIVITIES.into() };
    let read = read_iati(&[file], None, &IatiImportOptions::default()).ok().unwrap();
    let data = Dataset::load(base_layers(&read, "rivers.xml"));
    let (again, text) = published(&data, false);
    let none: [&str; 0] = [];
    assert_eq!(violations(&text, TODAY), none, "{text}");
    assert_schema(&[("rivers".into(), text.clone())]);
    assert_same(&data, &again, &text);
}

#[test]
fn an_edited_element_holds_before_the_namespace() {
    let data = fixture_dataset(Vec::new());
    let text = iati_file(&data, &options(false)).unwrap().text;
    let edited = text
        .replace(">RIVERS North<", ">RIVERS of the North<")
        .replace("iso-date=\"2019-06-01\"", "iso-date=\"2019-07-15\"")
        .replace("<gloact:short>", "<other:mark xmlns:other=\"urn:x\"/><gloact:short>");
    let edited = edited.replace("<policy-marker", "").replacen(
        "<sector ",
        "<policy-marker code=\"1\" significance=\"1\"/><sector ",
        1,
    );
    let file = IatiText { name: "x.xml".into(), text: edited };
    let read = read_iati(&[file], None, &IatiImportOptions::default()).ok().unwrap();
    assert_eq!(read.left_out.counts(), [("policy-marker", 1)]);
    let after = Dataset::load(base_layers(&read, "x.xml"));
    assert_eq!(&*after.phases().get("rivers-north").unwrap().title, "RIVERS of the North");
    let plan = after.activities().get("basin-plan-belmora").unwrap();
    assert_eq!(plan.date.as_ref().unwrap().as_str(), "2019-07-15/2021-12-31");
    assert_eq!(plan.actual_date.as_ref().unwrap().as_str(), "2019-09/2022-03");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_records_come_back_as_they_were(
        phase_date in any_date(),
        activities in prop::collection::vec(any_activity(), 1..6),
        lines in prop::collection::vec(any_budget_line(), 0..5),
    ) {
        let by_id = |letter: &str, records: &[Value]| -> Value {
            let records = records.iter().enumerate();
            let records = records.map(|(number, it)| (format!("{letter}{number}"), it.clone()));
            Value::Object(records.collect())
        };
        let data = dataset(&json!({
            "phases": {"p": {"title": "P", "date": phase_date}},
            "activities": by_id("a", &activities),
            "budgets": by_id("b", &lines),
        }));
        let file = iati_file(&data, &options(false));
        let is_whole = file.is_ok_and(|file| {
            !file.omissions.iter().any(|line| line.contains("without a date"))
        });
        if is_whole {
            let (read, text) = published(&data, false);
            assert_same(&data, &read, &text);
        }
    }
}
