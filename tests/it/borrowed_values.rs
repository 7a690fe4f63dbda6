//! Dates and places that no source states for the event itself are marked wherever they are shown.

use crate::{Sandbox, fixture_app, fixture_dataset};
use gloact::model::EdtfDate;
use gloact::query::QueryContext;
use gloact::query::lists::events;
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};

const BORROWED: &str = r#"{"events": {"borrowed": {
    "title": "Opening of a station", "date": "2019-05-06~", "dated_by": "page",
    "place": "Arven", "placed_by": "date line", "phase": "rivers-1", "kind": "launch"
}}}"#;

#[test]
fn bundled_dates_that_are_not_the_events_are_vague() {
    let data = Dataset::bundled();
    let mut count = 0;
    for (id, event) in data.events().iter() {
        if event.dated_by.is_some() {
            assert!(event.date.is_vague(), "{id}: {}", event.date);
            count += 1;
        }
        if event.placed_by.is_some() {
            assert!(event.place_text().unwrap().ends_with('?'), "{id}");
            // a date line of UNODC's own seat tells nothing about the place of an event
            assert!(!event.place.as_deref().unwrap().contains("Vienna"), "{id}");
        }
    }
    assert!(count >= 9, "{count}");
    let vague = |id: &str| EdtfDate::is_vague(&data.events().get(id).unwrap().date);
    // a year that must be a slip, and one day for an event of several
    for id in ["womens-network-board-1", "lao-thai-exchange", "lao-womens-union-training"] {
        assert!(vague(id), "{id}");
    }
}

#[test]
fn rows_and_exports_mark_borrowed_dates_and_places() {
    let data = fixture_dataset(vec![Layer::from_text("mine.json", BORROWED)]);
    let ctx = QueryContext::new(&data, crate::TODAY);
    let row = data.find(gloact::model::KindId::Events, "borrowed").unwrap();
    let cells: Vec<String> =
        events::LIST.columns.iter().map(|column| column.value(&ctx, row).display()).collect();
    assert!(cells.contains(&"about 6 May 2019".to_string()), "{cells:?}");
    assert!(cells.contains(&"Arven?".to_string()), "{cells:?}");

    let sandbox = Sandbox::new();
    let list = |format| {
        let args = ["list", "events", "kind:launch", "--format", format];
        String::from_utf8(sandbox.command(&args).output().unwrap().stdout).unwrap()
    };
    for (format, marks) in [
        ("table", ["2017-02-27~", "Erbil?"]),
        ("tsv", ["2017-02-27~", "Erbil?"]),
        ("json", ["2017-02-27~", "Erbil?"]),
        ("md", ["2017-02-27", "Erbil?"]),
        ("ics", ["X-GLOACT-EDTF:2017-02-27~", "LOCATION:Erbil?"]),
    ] {
        let text = list(format);
        for mark in marks {
            assert!(text.contains(mark), "{format}, {mark}: {text}");
        }
    }
}

#[test]
fn a_borrowed_date_without_a_mark_is_noted() {
    let certain = BORROWED.replace('~', "");
    let data = fixture_dataset(vec![Layer::from_text("mine.json", certain)]);
    let note = data.findings().iter().find(|finding| finding.path.as_str().contains("borrowed"));
    let note = note.map(|finding| (finding.severity, finding.message.as_str()));
    let message = "the date is not stated for the event itself: mark it with ~ or ?";
    assert_eq!(note, Some((Severity::Note, message)));
}

#[test]
fn numbers_of_events_are_those_that_were_found() {
    for script in ["go timeline", "go timeline; filter kind:launch"] {
        let app = fixture_app((120, 36), false, script);
        let (pane, context) = app.current_pane();
        let summary = pane.summary(context);
        assert!(summary.contains("events found"), "{script}: {summary}");
    }
}
