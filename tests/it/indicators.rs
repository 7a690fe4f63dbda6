//! Indicators: their list, their values, and what is checked about them.

use crate::support::problems::assert_problems;
use crate::{Sandbox, fixture_dataset};
use gloact::store::layer::Layer;

const FIXTURE: &[&str] =
    &["--programme", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme")];

/// Returns the lines that a list of indicators prints as CSV, without its header.
fn rows(sandbox: &Sandbox, filter: &[&str], columns: &str) -> Vec<String> {
    let options = ["--today", "2026-11-22", "--columns", columns];
    let table = sandbox.csv(&[&["list", "indicators"], filter, FIXTURE, &options].concat());
    let cells = |line: &str| {
        let count = columns.split(',').count();
        line.split(',').take(count).collect::<Vec<_>>().join(",")
    };
    table.lines().skip(1).map(cells).collect()
}

#[test]
fn indicators_are_listed_with_the_latest_target_and_actual_value() {
    let sandbox = Sandbox::new();
    let all = rows(&sandbox, &[], "title,baseline,target,actual,behind");
    assert_eq!(
        all,
        [
            "Stations that measure every day,12,20,14,yes",
            "Basin plan adopted by all countries,,adopted,adopted by two of three,",
            "Waste in the delta,1200,900,850.5,no",
        ]
    );
    for (filter, found) in [
        ("behind:yes", &["Stations that measure every day"][..]),
        ("behind:no", &["Waste in the delta"]),
        ("level:outcome", &["Basin plan adopted by all countries"]),
        ("unit:stations", &["Stations that measure every day"]),
        ("target:900", &["Waste in the delta"]),
        ("period:2021", &["Stations that measure every day"]),
        // that of the objective or of the activity
        (
            "phase:north",
            &["Stations that measure every day", "Basin plan adopted by all countries"],
        ),
        ("objective:basin", &["Stations that measure every day"]),
        ("activity:basin", &["Basin plan adopted by all countries"]),
    ] {
        assert_eq!(rows(&sandbox, &[filter], "title"), found, "{filter}");
    }
}

#[test]
fn values_are_shown_in_one_line_for_each_period() {
    let sandbox = Sandbox::new();
    let shown = sandbox.run(&[&["show", "indicators/north-stations"], FIXTURE].concat()).out;
    for words in [
        "12 (2018)",
        "2020: target 16, actual 16",
        "2021: target 20, actual 14: Two floods",
        "2021, towns: actual 6",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn a_faulty_period_is_ignored_alone() {
    let text = r#"{"indicators": {
        "i": {"title": "I", "level": "results", "periods": [
            {"period": "2025", "target": 10, "actual": 8},
            {"period": "soon", "target": 10},
            {"period": "2026", "target": true}]},
        "j": {"title": "J", "objectve": "rivers-1-1", "baseline": {"value": 5, "year": 2024}}}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let indicator = data.indicators().get("i").unwrap();
    assert_eq!(indicator.periods[0].display(), "2025: target 10, actual 8");
    assert!(data.indicators().get("j").is_some());
    let expected = [
        "unknown level \"results\"; use one of output, outcome, impact, other",
        "expected a number or a string, found true",
        "unknown field \"objectve\"; did you mean \"objective\"?",
        "unknown field \"year\"",
    ];
    assert_problems(&data, &expected);
}
