//! Values that no source states say so wherever they are shown, in the same words.

use crate::{Sandbox, TODAY, fixture_dataset};
use gloact::detail::Detail;
use gloact::detail::provenance_report::ProvenanceReport;
use gloact::model::{RecordPath, origin_field};
use gloact::query::QueryContext;
use gloact::store::Dataset;
use gloact::store::layer::Layer;

/// Returns the path, the field and the origin of each value of the data that names one.
fn values_with_origins(data: &Dataset) -> Vec<(RecordPath, &'static str, String)> {
    let mut values = Vec::new();
    for record in data.all_records() {
        let value = data.value(record);
        for field in record.kind.fields() {
            let origin = origin_field(record.kind, field).and_then(|origin| value.get(origin));
            if let Some(origin) = origin {
                let origin = origin.as_str().unwrap().to_string();
                values.push((data.path(record), *field, origin));
            }
        }
    }
    values
}

fn text(detail: &Detail) -> String {
    let fragments = detail.entries.iter().flat_map(|entry| &entry.fragments);
    fragments.map(|fragment| format!("{} ", fragment.text)).collect()
}

/// Returns the words of `show` and of `explain` about a value.
fn shown_and_explained(data: &Dataset, path: &RecordPath) -> [String; 2] {
    let ctx = QueryContext::new(data, TODAY);
    let shown = Detail::for_record(&ctx, data.record_at(path).unwrap()).retain_field(path);
    let explained = ProvenanceReport::for_path(ctx, path).unwrap().detail();
    [text(&shown), text(&explained)]
}

#[test]
fn show_and_explain_name_the_same_origins() {
    for data in [fixture_dataset(Vec::new()), Dataset::bundled()] {
        let values = values_with_origins(&data);
        assert!(values.iter().any(|(.., origin)| origin == "our reading"));
        assert!(values.iter().any(|(.., origin)| origin == "date line"));
        for (record, field, origin) in values {
            let path = record.join(field);
            for text in shown_and_explained(&data, &path) {
                assert!(text.contains(&format!("{origin})")), "{path}: {text}");
            }
            let ctx = QueryContext::new(&data, TODAY);
            let json = ProvenanceReport::for_path(ctx, &path).unwrap().json();
            assert!(json["origin"].as_str().unwrap().ends_with(&origin), "{path}: {json}");
        }
    }
}

#[test]
fn each_line_of_a_value_says_where_it_comes_from() {
    let text = r#"{"events": {"training-monitoring-1": {
        "objectives": ["rivers-1-1", "rivers-1-2"], "objectives_by": "our reading"}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let path = RecordPath::new("events/training-monitoring-1/objectives");
    for text in shown_and_explained(&data, &path) {
        assert_eq!(text.matches("(our reading)").count(), 2, "{text}");
    }
}

#[test]
fn the_origin_of_a_value_does_not_hold_for_that_of_an_override() {
    let override_text = r#"{
      "events": {"launch-arvenia": {"objectives": ["rivers-1-2"]}},
      "objectives": {"rivers-north-1": {"takes_in": []}}
    }"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", override_text)]);
    let path = RecordPath::new("events/launch-arvenia/objectives");
    assert!(!data.is_our_reading(&path));
    for text in shown_and_explained(&data, &path) {
        assert!(!text.contains("our reading"), "{text}");
    }
    // of the same record, another value
    assert!(data.is_our_reading(&RecordPath::new("objectives/rivers-north-1/continues")));
}

#[test]
fn records_that_refer_by_our_reading_say_so() {
    let data = fixture_dataset(Vec::new());
    let detail = |path: &str| {
        let record = data.record_at(&RecordPath::new(path)).unwrap();
        let detail = Detail::for_record(&QueryContext::new(&data, TODAY), record);
        text(&detail)
    };
    let continued = detail("objectives/rivers-1-1");
    // the objective that continues it, and the event that was assigned to it
    assert!(continued.matches("(our reading)").count() >= 2, "{continued}");
}

#[test]
fn headings_of_lists_and_exports_say_that_a_column_is_our_reading() {
    let sandbox = Sandbox::new();
    let list = |format: &str, columns: &str| {
        sandbox.run(&["list", "events", "--columns", columns, "--format", format]).out
    };
    for format in ["table", "md", "html"] {
        let text = list(format, "title,objective");
        assert!(text.contains("Objectives (our reading)"), "{format}: {text}");
        assert!(!list(format, "title,place").contains("our reading"), "{format}");
    }
    for format in ["jsonl", "json"] {
        let text = list(format, "title,objective,objective_by");
        assert!(text.contains("our reading"), "{format}: {text}");
    }
    let marked = list("jsonl", "title");
    assert!(!marked.contains("our reading"), "{marked}");
    let objectives = sandbox.run(&["list", "objectives", "--columns", "title,takes_in"]).out;
    assert!(objectives.contains("Absorbs (our reading)"), "{objectives}");
}
