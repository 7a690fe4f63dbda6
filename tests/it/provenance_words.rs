//! Records without sources are not told as what sources state, and ours are told apart from the
//! user's.

use crate::{TODAY, dashboard, draw, fixture_dataset};
use gloact::app::App;
use gloact::detail::Detail;
use gloact::model::RecordPath;
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
        buffer_text(&draw(&mut app, size).0)
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
