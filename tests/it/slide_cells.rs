//! Cells of slides, lists and handouts: what they could be mistaken for is said beside them.

use crate::{Sandbox, TODAY, dashboard, draw, fixture_dataset};
use gloact::model::RecordPath;
use gloact::query::lists::{countries, phases};
use gloact::query::{ListDef, QueryContext};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;

/// A country in two phases, with an agency in the second only.
const MINE: &str = r#"{"countries": {"XA": {"agencies_by_phase": {"rivers-1": ["wat", "fos"]}}}}"#;

/// An event in the place of a date line.
const BORROWED: &str = r#"{"events": {"borrowed": {
    "title": "Opening of a station", "date": "2019-05-06", "place": "Arven",
    "placed_by": "date line", "phase": "rivers-1", "kind": "launch"
}}}"#;

fn cell(data: &Dataset, list: &'static ListDef, path: &str, column: &str) -> String {
    let row = data.record_at(&RecordPath::new(path)).unwrap();
    let column = list.column_at(list.column_index(column).unwrap());
    column.value(&QueryContext::new(data, TODAY), row).display()
}

/// Returns the Markdown handout of a deck with one slide, after an override.
fn handout(layer: &str, script: &str) -> [String; 2] {
    let sandbox = Sandbox::new();
    let data = sandbox.write("mine.json", layer);
    let deck = format!(r#"{{"slides": [{{"title": "One", "script": "{script}"}}]}}"#);
    let deck = sandbox.write("deck.json", &deck);
    let folder = sandbox.0.path().join("out");
    let folder = folder.to_str().unwrap();
    let args = ["present", "--deck", &deck, "--data", &data, "--export", folder];
    let output = sandbox.run(&args);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let read = |ending: &str| {
        let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let path = files.find(|path| path.to_str().unwrap().ends_with(ending)).unwrap();
        std::fs::read_to_string(path).unwrap()
    };
    [read(".md"), read(".html")]
}

#[test]
fn an_expectation_that_changed_does_not_stand_beside_the_outcome() {
    let with_claim = |difference: &str| {
        let text = format!(
            r#"{{"citations": {{"phases/rivers-1/countries_planned": [
              {{"source": "report-1", "says": "up to 9"}},
              {{"source": "flyer", "says": "talks go on", "difference": "{difference}"}}
            ]}}, "phases": {{"rivers-1": {{"countries_planned": {{"up_to": 9}},
                                          "countries_delivered": 4}}}}}}"#
        );
        let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
        cell(&data, &phases::LIST, "phases/rivers-1", "countries")
    };
    assert_eq!(with_claim("development"), "4");
    assert_eq!(with_claim("wording"), "4 (up to 9 expected)");
    let bundled = Dataset::bundled();
    assert_eq!(cell(&bundled, &phases::LIST, "phases/glo-act-ame", "countries"), "4");
}

#[test]
fn an_agency_of_some_phases_of_a_country_says_which() {
    let data = fixture_dataset(vec![Layer::from_text("mine.json", MINE)]);
    let agencies = cell(&data, &countries::LIST, "countries/XA", "agency");
    assert!(agencies.ends_with("LAB (second phase)"), "{agencies}");
    assert_eq!(agencies.matches('(').count(), 1, "{agencies}");
    // a filter still finds the agency by its name alone
    let mut app = dashboard(data, (160, 24));
    app.run_script("go countries; filter agency:=lab name:arvenia").unwrap();
    let text = buffer_text(&draw(&mut app, (160, 24)).0);
    assert!(text.contains("Arvenia") && text.contains("LAB◆"), "{text}");
    let bundled = Dataset::bundled();
    let agencies = cell(&bundled, &countries::LIST, "countries/PK", "agency");
    assert_eq!(agencies, "UNODC, IOM (second phase)");
    let mut app = dashboard(bundled, (160, 24));
    app.run_script("go countries; filter pakistan").unwrap();
    let text = buffer_text(&draw(&mut app, (160, 24)).0);
    assert!(text.contains("UNODC IOM◆"), "{text}");
}

#[test]
fn handouts_explain_borrowed_places_where_they_stand() {
    let legend = "place? of a date line, not stated for the event";
    let script = "go timeline; filter opening; columns date,title,place";
    for text in handout(BORROWED, script) {
        assert!(text.contains("Arven?") && text.contains(legend), "{text}");
    }
    for script in ["go timeline; filter opening; columns date,title", "go countries"] {
        for text in handout(BORROWED, script) {
            assert!(!text.contains(legend), "{text}");
        }
    }
}

#[test]
fn claims_of_one_value_have_their_own_signs() {
    let data = Dataset::bundled();
    let ctx = QueryContext::new(&data, TODAY);
    let path = RecordPath::new("programme/gloact/title");
    let note = gloact::detail::provenance_report::footnote(&ctx, &path).unwrap();
    let sheet = data.sources().get("seed-004").unwrap().title.to_string();
    let contradicting = note.split('Δ').next().unwrap();
    assert!(contradicting.contains('≠') && !contradicting.contains(&sheet), "{note}");
    assert!(note.split('Δ').nth(1).is_some_and(|text| text.contains(&sheet)), "{note}");
}

#[test]
fn a_sign_stands_beside_the_value_that_it_is_about() {
    let text = r#"{"citations": {"phases/rivers-1/budget": [
      {"source": "report-1"}, {"source": "flyer", "says": "EUR 9", "difference": "contradiction"}
    ]}}"#;
    let size = (140, 40);
    let mut app = dashboard(fixture_dataset(vec![Layer::from_text("mine.json", text)]), size);
    app.run_script("go phases; present view").unwrap();
    let phase = app.data().phases().get("rivers-1").unwrap();
    let (title, budget) = (phase.title.clone(), phase.budget.as_ref().unwrap().display());
    let screen = buffer_text(&draw(&mut app, size).0);
    assert!(screen.replace('\u{a0}', " ").contains(&format!("{budget} ≠")), "{screen}");
    assert!(!screen.contains(&format!("≠ {title}")), "{screen}");
}

#[test]
fn a_slide_of_many_agencies_names_only_those_that_take_part() {
    let layer = r#"{
        "agencies": {"new-1": {"name": "Office 1"}, "new-2": {"name": "Office 2"}},
        "phases": {"rivers-1": {"agencies": ["wat", "fos", "new-1", "new-2"]}}
    }"#;
    let mut app = dashboard(fixture_dataset(vec![Layer::from_text("mine.json", layer)]), (80, 24));
    app.run_script("go matrix; axes phase agency; phase all; present view").unwrap();
    let slide = buffer_text(&draw(&mut app, (160, 40)).0);
    assert!(slide.contains("F funds") && !slide.contains('·'), "{slide}");
    // phases have their short names
    assert!(slide.contains(" North ") && !slide.contains("RIVERS North"), "{slide}");
}
