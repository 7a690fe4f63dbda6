//! Activities: their list, their phase, and what is checked about them.

use crate::support::problems::assert_problems;
use crate::{Sandbox, fixture_dataset};
use gloact::model::RecordPath;
use gloact::store::layer::Layer;

const FIXTURE: &[&str] =
    &["--programme", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme")];

/// Returns the first column of the rows that a command prints as CSV.
fn rows(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let table = sandbox.csv(&[args, FIXTURE, &["--columns", "title"]].concat());
    let lines = table.lines().skip(1);
    lines.map(|line| line.split(',').next().unwrap_or_default().to_string()).collect()
}

#[test]
fn activities_are_listed_and_filtered_by_all_that_they_state() {
    let sandbox = Sandbox::new();
    let list = |filter: &[&str]| rows(&sandbox, &[&["list", "activities"], filter].concat());
    let (plan, survey, training) =
        ("Plan of the Bel basin", "Survey of the Bel banks", "Training in the delta towns");
    assert_eq!(list(&[]), [plan, survey, training]);
    for (filter, found) in [
        ("status:closed", &[plan][..]),
        ("status:implementation agency:wat", &[survey]),
        ("country:belmora", &[plan, survey]),
        ("donor:fund", &[plan]),
        ("objective:basin", &[plan]),
        ("parent:plan", &[survey]),
        ("planned:2021", &[plan, survey]),
        ("sector:14010", &[plan]),
        ("code=RIV-N/1.1", &[plan]),
        // a part has the phase of the activity that it is part of
        ("phase:north", &[plan, survey]),
        ("phase:delta", &[training]),
    ] {
        assert_eq!(list(&filter.split(' ').collect::<Vec<_>>()), found, "{filter}");
    }
}

#[test]
fn activities_are_found_by_search_and_shown_with_their_parts() {
    let sandbox = Sandbox::new();
    for (words, path) in
        [("bel basin", "activities/basin-plan-belmora"), ("RIV-N", "activities/basin-plan-belmora")]
    {
        let output = sandbox.run(&[&["search", words], FIXTURE].concat());
        assert!(output.out.contains(path), "{words}: {}", output.all_output());
    }
    let shown = sandbox.run(&[&["show", "activities/basin-plan-belmora"], FIXTURE].concat()).out;
    for words in ["closed", "RIV-N/1.1", "Parts 1", "Survey of the Bel banks", "Budget lines 1"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // and behind what they refer to
    let country = sandbox.run(&[&["show", "countries/XB"], FIXTURE].concat()).out;
    assert!(country.contains("Activities 2"), "{country}");
}

#[test]
fn activities_of_other_phases_circles_and_unknown_words_are_warnings() {
    let text = r#"{"activities": {
        "a": {"title": "A", "phase": "rivers-1", "objectives": ["rivers-north-1"], "parent": "b"},
        "b": {"title": "B", "parent": "c", "status": "implementaton"},
        "c": {"title": "C", "parent": "b", "agencies": ["wta"]}},
        "phases": {"rivers-1": {"status": "done"}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let expected = [
        "activities/a/objectives: \"rivers-north-1\" is an objective of the phase \"rivers-north\"",
        "the activity belongs to \"rivers-1\"",
        "activities/b/parent: \"c\" leads back to this activity",
        "activities/c/parent: \"b\" leads back to this activity",
        "unknown status \"implementaton\"; did you mean \"implementation\"?",
        "phases/rivers-1/status: unknown status \"done\"; use one of pipeline, implementation",
        "unknown agency \"wta\"",
    ];
    assert_eq!(assert_problems(&data, &expected), 6);
    // a circle has no phase, and ends
    let circle = data.record_at(&RecordPath::new("activities/c")).unwrap();
    assert_eq!(data.phase_of(circle), None);
}

#[test]
fn a_stated_status_of_a_phase_stands_beside_its_years() {
    let sandbox = Sandbox::new();
    let args = ["list", "phases", "status:suspended", "--columns", "status"];
    let table = sandbox.csv(&[&args, FIXTURE].concat());
    assert!(table.contains("suspended; planned period ended"), "{table}");
}
