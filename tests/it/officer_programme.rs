//! The task of a programme officer: another programme in the shape that docs/data.md describes,
//! with no field that is not needed, is one folder and no error.

use crate::Sandbox;
use serde_json::{Map, Value, json};

/// Returns `count` records, each made from its number.
fn records(count: usize, prefix: &str, fields: impl Fn(usize) -> Value) -> Value {
    let all: Map<String, Value> =
        (1..=count).map(|n| (format!("{prefix}{n}"), fields(n))).collect();
    Value::Object(all)
}

/// Thirty countries of the bundled reference data, named by their codes alone.
const COUNTRIES: [&str; 30] = [
    "AE", "AF", "BD", "BJ", "BR", "CI", "CM", "CO", "EG", "ET", "GH", "GQ", "ID", "IN", "IQ", "JO",
    "KE", "KG", "KP", "LA", "LB", "MA", "ML", "NE", "NG", "NP", "PK", "SA", "TN", "UG",
];

/// Writes a programme of 4 phases, 25 objectives, 12 agencies, 30 countries and 600 events.
fn write_programme(sandbox: &Sandbox) {
    let countries = COUNTRIES.iter().enumerate();
    let countries = countries.map(|(n, id)| (id.to_string(), json!({"phases": [phase(n)]})));
    for (kind, records) in [
        ("programme", json!({"smh": {"title": "Safe Migration Hub"}})),
        ("phases", records(4, "smh-", |n| json!({"title": format!("Phase {n}")}))),
        (
            "objectives",
            records(25, "o", |n| json!({"title": format!("Objective {n}"), "phase": phase(n)})),
        ),
        ("agencies", records(12, "a", |n| json!({"name": format!("AG{n}")}))),
        (
            "engagements",
            records(80, "e", |n| {
                let (objective, agency) = (format!("o{}", n % 25 + 1), format!("a{}", n % 12 + 1));
                json!({"objective": objective, "agency": agency})
            }),
        ),
        ("countries", Value::Object(countries.collect())),
        (
            "events",
            records(600, "ev", |n| {
                let date = format!("20{}-0{}", 12 + n % 16, n % 9 + 1);
                let (country, agency) = (COUNTRIES[n % 30], format!("a{}", n % 12 + 1));
                json!({"title": format!("Event {n}"), "date": date, "phase": phase(n),
                       "countries": [country], "agencies": [agency]})
            }),
        ),
    ] {
        sandbox.write(&format!("smh/{kind}.json"), records.to_string());
    }
}

fn phase(n: usize) -> String {
    format!("smh-{}", n % 4 + 1)
}

#[test]
fn another_programme_is_one_folder_and_no_error() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox);
    let output = sandbox.run(&["check", "--strict", "--programme", "smh"]);
    assert_eq!((output.code, &*output.err), (0, ""), "{}", output.out);
    assert!(output.out.contains("errors 0, warnings 0"), "{}", output.out);
    for (list, rows) in [("phases", 4), ("countries", 30), ("events", 600)] {
        let output = sandbox.run(&["list", list, "--format", "jsonl", "--programme", "smh"]);
        assert_eq!((output.out.lines().count(), &*output.err), (rows, ""), "{list}");
    }
    for pane in gloact::pane::all() {
        let script = format!("go {}", pane.name());
        let args = ["shot", &script, "--format", "text", "--programme", "smh"];
        let output = sandbox.run(&args);
        assert_eq!((output.code, &*output.err), (0, ""), "{script}");
        for format in ["json", "md", "html"] {
            let output = sandbox.run(&[pane.name(), "--format", format, "--programme", "smh"]);
            // there are no documents and no sources
            assert!(output.code <= 1 && output.err.is_empty(), "{script} {format}: {}", output.err);
        }
    }
}

#[test]
fn a_field_that_all_agencies_lack_is_one_problem() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox);
    let agencies: Map<String, Value> =
        (1..=12).map(|n| (format!("a{n}"), json!({"title": format!("Agency {n}")}))).collect();
    sandbox.write("smh/agencies.json", Value::Object(agencies).to_string());
    let output = sandbox.run(&["check", "--programme", "smh"]);
    assert_eq!(output.code, 3);
    let problems = output.out.split("\n\n").filter(|text| text.starts_with("error:")).count();
    assert_eq!(problems, 1, "{}", output.out);
    for words in ["the same in 11 agencies more", "therefore: 80 engagements, 600 events name them"]
    {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    assert!(!output.out.contains("unknown agency"), "{}", output.out);
    // everything else is there
    sandbox.write("smh/agencies.json", "{}");
    let output = sandbox.run(&["list", "events", "--format", "jsonl", "--programme", "smh"]);
    assert_eq!(output.out.lines().count(), 600);
}
