//! Problems are told by their causes: what follows from one is counted there.

use crate::Sandbox;
use serde_json::{Map, Value, json};

/// Writes a programme whose agency lacks its name, and 40 events that name it.
fn write_programme(sandbox: &Sandbox) -> String {
    let events: Map<String, Value> = (0..40)
        .map(|n| (format!("e{n}"), json!({"title": "E", "date": "2025", "agencies": ["a1"]})))
        .collect();
    for (kind, records) in [
        ("programme", json!({"p": {"title": "Programme"}})),
        ("phases", json!({"one": {"title": "One", "agencies": ["a1"]}})),
        ("agencies", json!({"a1": {"title": "Agency one"}, "a2": {"name": "A2"}})),
        ("events", Value::Object(events)),
    ] {
        sandbox.write(&format!("mine/{kind}.json"), records.to_string());
    }
    sandbox.0.path().join("mine").display().to_string()
}

#[test]
fn causes_come_first_and_count_what_follows() {
    let sandbox = Sandbox::new();
    let folder = write_programme(&sandbox);
    let output = sandbox.run(&["check", "--programme", &folder]);
    assert_eq!(output.code, 3, "{}", output.out);
    let first = output.out.split("\n\n").next().unwrap();
    assert!(first.starts_with("error: agencies/a1: missing field \"name\""), "{first}");
    assert!(first.contains("= note: therefore: 1 phase, 40 events name it"), "{first}");
    assert!(output.out.ends_with("\n\nerrors 1, warnings 41, notes 0\n"), "{}", output.out);
    assert_eq!(output.out.matches("unknown agency").count(), 0, "{}", output.out);
    // programs read every finding, with its cause
    let lines = sandbox.run(&["check", "--format", "lines", "--programme", &folder]).out;
    assert_eq!(lines.matches("unknown agency \"a1\"").count(), 41, "{lines}");
    let report = sandbox.run(&["check", "--format", "json", "--programme", &folder]).out;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["findings"][0]["cause"], Value::Null);
    assert_eq!(report["findings"][1]["cause"], "agencies/a1");
    // the records are there
    assert_eq!(sandbox.row_count(&["timeline", "--programme", &folder]), 40);
    let screen = sandbox.run(&["shot", "problems", "--format", "text", "--programme", &folder]).out;
    assert!(screen.contains("therefore: 1 phase, 40 events name it"), "{screen}");
    let screen = sandbox.run(&["shot", "", "--format", "text", "--programme", &folder]).out;
    assert!(screen.contains("1 problem: press ! to read"), "{screen}");
}

#[test]
fn verbs_print_one_line_about_problems() {
    let sandbox = Sandbox::new();
    let folder = write_programme(&sandbox);
    let run = || sandbox.run(&["list", "phases", "--programme", &folder]);
    let output = run();
    assert_eq!(output.err.lines().count(), 1, "{}", output.err);
    assert!(output.err.contains("agencies/a1: missing field \"name\""), "{}", output.err);
    sandbox.write("mine/agencies.json", r#"{"a1": {"name": "A1", "nmae": "x", "titel": "y"}}"#);
    let output = run();
    assert_eq!(output.err.lines().count(), 1, "{}", output.err);
    let end = "; 1 more problem: gloact check shows it";
    assert!(output.err.trim_end().ends_with(end), "{}", output.err);
}

#[test]
fn strict_checks_fail_on_warnings() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("mine.json", r#"{"countries": {"NP": {"note": "x", "nmae": "y"}}}"#);
    let check = |args: &[&str]| sandbox.run(&[&["check", "--data", &file], args].concat()).code;
    assert_eq!((check(&[]), check(&["--strict"])), (0, 3));
    let file = sandbox.write("good.json", r#"{"countries": {"NP": {"note": "x"}}}"#);
    assert_eq!(sandbox.run(&["check", "--strict", "--data", &file]).code, 0);
}

#[test]
fn the_same_fault_of_many_records_is_told_once() {
    let sandbox = Sandbox::new();
    let events: Map<String, Value> = (0..40)
        .map(|n| (format!("e{n}"), json!({"title": "E", "date": "2025", "remarks": "x"})))
        .collect();
    let file = sandbox.write("mine.json", json!({"events": events}).to_string());
    let output = sandbox.run(&["check", "--data", &file]);
    assert_eq!(output.out.matches("unknown field \"remarks\"").count(), 1, "{}", output.out);
    assert!(output.out.contains("= note: the same in 39 events more"), "{}", output.out);
    assert!(output.out.contains("warnings 40"), "{}", output.out);
}
