//! Records with the fields that name them and no others: everything else is shown as not stated.

use crate::{dashboard, draw};
use gloact::model::KindId;
use gloact::pane;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use serde_json::{Value, json};

/// Returns a programme whose records have no more than the fields that are needed.
fn bare_programme() -> Dataset {
    let text = json!({
        "programme": {"bare": {"title": "Bare programme"}},
        "phases": {"one": {"title": "Phase one"}, "two": {"title": "Phase two"}},
        "objectives": {"law": {"title": "Better law"}, "aid": {"title": "More aid"}},
        "agencies": {"wat": {"name": "WAT"}, "fos": {"name": "FOS"}},
        "engagements": {"wat-law": {"objective": "law", "agency": "wat"}},
        "countries": {"XA": {"name": "Arvenia"}},
        "offices": {"north": {"name": "Northern office"}},
        "events": {"start": {"title": "Start", "date": "2025"}},
        "activities": {"survey": {"title": "Survey"}},
        "budgets": {"line": {"amount": 1, "currency": "EUR"}},
        "indicators": {"stations": {"title": "Stations"}},
        "documents": {"plan": {"title": "The plan"}},
        "contacts": {"desk": {"name": "Front desk"}},
        "instruments": {"act": {"title": "River act"}},
        "sources": {"page": {"title": "A page"}},
    });
    let base = |(kind, records): (&String, &Value)| {
        let layer = Layer::from_text(&format!("{kind}.json"), records.to_string());
        layer.with_base_kind(KindId::parse(kind).unwrap())
    };
    Dataset::load(text.as_object().unwrap().iter().map(base).collect())
}

#[test]
fn records_need_only_the_fields_that_name_them() {
    let data = bare_programme();
    assert_eq!(data.errors(), []);
    for kind in KindId::ALL.iter().filter(|kind| **kind != KindId::Citations) {
        assert!(data.records(*kind).next().is_some(), "{kind}");
    }
}

#[test]
fn every_pane_shows_records_without_optional_fields() {
    for size in [(80, 24), (120, 36), (40, 12)] {
        let mut app = dashboard(bare_programme(), size);
        for pane in pane::all() {
            app.run_script(&format!("go {}", pane.name())).unwrap();
            draw(&mut app, size);
        }
    }
    let screen = |script: &str| {
        let mut app = dashboard(bare_programme(), (120, 36));
        app.run_script(script).unwrap();
        buffer_text(&draw(&mut app, (120, 36)).0)
    };
    for (script, words) in [
        ("go overview", &["Phase one", "years not stated", "Better law a"][..]),
        ("go phases", &["not stated", "planned years not stated"]),
        ("go matrix; phase all", &["Better law", "a takes part"]),
        ("go timeline", &["Phase one", "years not stated"]),
        ("go objectives/law", &["Better law", "WAT"]),
        ("go engagements/wat-law", &["WAT in Better law"]),
        ("go offices/north", &["Northern office", "office"]),
    ] {
        let text = screen(script);
        // columns may have any width
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(joined.contains(word), "{script}: {word}\n{text}");
        }
    }
}

#[test]
fn a_list_without_rows_tells_on_lines_of_their_own_what_it_hides() {
    let layers = [
        ("programme", r#"{"bare": {"title": "Bare programme"}}"#),
        ("budgets", r#"{"line": {"amount": 1, "currency": "EUR"}}"#),
    ];
    let layer = |(kind, text): (&str, &str)| {
        Layer::from_text(&format!("{kind}.json"), text).with_base_kind(KindId::parse(kind).unwrap())
    };
    for size in [(80, 24), (120, 36)] {
        let mut app = dashboard(Dataset::load(layers.map(layer).into()), size);
        app.run_script("go documents").unwrap();
        let screen = buffer_text(&draw(&mut app, size).0);
        let lines: Vec<&str> = screen.lines().map(|line| line.split('│').next().unwrap()).collect();
        let is_line = |text: &str| lines.iter().any(|line| line.trim() == text);
        assert!(is_line("there are no documents"), "{screen}");
        assert!(is_line("a includes 1 budget line"), "{screen}");
    }
}

#[test]
fn listed_countries_of_a_phase_are_counted_where_it_states_no_number() {
    let layers = [
        ("programme", r#"{"bare": {"title": "Bare programme"}}"#),
        ("phases", r#"{"one": {"title": "Phase one", "date": "2025/2027"}}"#),
        ("countries", r#"{"KE": {"phases": ["one"]}, "NP": {"phases": ["one"]}, "LA": {}}"#),
    ];
    let layer = |(kind, text): (&str, &str)| {
        Layer::from_text(&format!("{kind}.json"), text).with_base_kind(KindId::parse(kind).unwrap())
    };
    let mut app = dashboard(Dataset::load(layers.map(layer).into()), (80, 24));
    app.run_script("go overview").unwrap();
    let screen = buffer_text(&draw(&mut app, (80, 24)).0);
    let row = screen.lines().find(|line| line.contains("Phase one")).unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    assert!(words.windows(3).any(|three| three == ["Phase", "one", "2"]), "{screen}");
}
