//! Records without sources are not told as what sources state, and ours are told apart from the
//! user's.

use crate::{TODAY, dashboard, draw, fixture_dataset};
use gloact::app::App;
use gloact::detail::Detail;
use gloact::model::{KindId, RecordPath};
use gloact::query::QueryContext;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use serde_json::json;

fn with_event(fields: &serde_json::Value) -> Dataset {
    let text = json!({"events": {"mine": fields}}).to_string();
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

fn detail_text(data: &Dataset, path: &str) -> String {
    let record = data.record_at(&RecordPath::new(path)).unwrap();
    let detail = Detail::for_record(&QueryContext::new(data, TODAY), record);
    let fragments = detail.entries.iter().flat_map(|entry| &entry.fragments);
    fragments.map(|fragment| format!("{} ", fragment.text)).collect()
}

/// Returns the words of a screen left of a detail, whose lines may be broken anywhere.
fn words_of_list(text: &str) -> String {
    let lines = text.lines().filter_map(|line| line.split('│').next());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn objectives_that_an_override_assigns_are_not_our_reading() {
    let objectives = ["rivers-1-1"];
    let event =
        json!({"title": "T", "date": "2016", "phase": "rivers-1", "objectives": objectives});
    let data = with_event(&event);
    assert!(!detail_text(&data, "events/mine").contains("our reading"));
    assert!(detail_text(&data, "events/launch-arvenia").contains("our reading"));
}

#[test]
fn legend_tells_our_assignments_from_those_of_overrides() {
    let size = (200, 60);
    let legend = |data: Dataset| {
        let mut app: App = dashboard(data, size);
        app.run_script("go matrix; axes objective year; phase all").unwrap();
        words_of_list(&buffer_text(&draw(&mut app, size).0))
    };
    let base = fixture_dataset(Vec::new());
    let ours = base.events().values().filter(|event| !event.objectives.is_empty()).count();
    let all = base.events().len();
    let text = legend(base);
    assert!(text.contains(&format!("assigned to {ours} of {all} events, by us")), "{text}");
    let event = json!({"title": "T", "date": "2016", "phase": "rivers-1",
                       "objectives": ["rivers-1-1"]});
    let text = legend(with_event(&event));
    let sentence = format!("assigned to {} of {} events, {ours} of them by us", ours + 1, all + 1);
    assert!(text.contains(&sentence), "{text}");
}

/// Returns a programme of its own with an event, two agencies and these sources.
fn own_programme(sources: &serde_json::Value) -> Dataset {
    let kinds = json!({
        "programme": {"own": {"title": "Own"}},
        "phases": {"one": {"title": "One", "agencies": ["a", "b"]}},
        "objectives": {"o": {"title": "Goal", "phase": "one", "number": 1}},
        "agencies": {"a": {"name": "AAA"}, "b": {"name": "BBB"}},
        "engagements": {"e": {"objective": "o", "agency": "a", "role": "lead"}},
        "events": {"mine": {"title": "T", "date": "2025", "phase": "one", "objectives": ["o"]}},
        "sources": sources,
    });
    let layers = kinds.as_object().unwrap().iter().map(|(kind, records)| {
        let layer = Layer::from_text(&format!("{kind}.json"), records.to_string());
        layer.with_base_kind(KindId::parse(kind).unwrap())
    });
    Dataset::load(layers.collect())
}

#[test]
fn programmes_without_sources_are_not_told_as_what_sources_state() {
    let size = (120, 36);
    let screen = |sources, script: &str| {
        let mut app = dashboard(own_programme(&sources), size);
        app.run_script(script).unwrap();
        words_of_list(&buffer_text(&draw(&mut app, size).0))
    };
    let text = screen(json!({}), "go matrix");
    assert!(text.contains("· not named, though others are"), "{text}");
    let text = screen(json!({"s": {"title": "A page"}}), "go matrix");
    assert!(text.contains("· not named by a source, though others are"), "{text}");
    // the objectives of events are those that the programme states
    let data = own_programme(&json!({}));
    assert!(!detail_text(&data, "events/mine").contains("our reading"));
    let text = screen(json!({}), "go matrix; axes objective year; phase all");
    assert!(text.contains("assigned to 1 of 1 events") && !text.contains("by us"), "{text}");
}
