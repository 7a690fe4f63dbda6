//! The overview of several programmes at once.

use crate::Sandbox;
use serde_json::{Value, json};

#[test]
fn each_programme_has_a_column_of_agencies() {
    let sandbox = Sandbox::new();
    // the second programme has more engagements than the first
    for (name, agencies) in [("lakes", 2), ("ponds", 6)] {
        let write = |kind: &str, value: Value| {
            sandbox.write(&format!("{name}/{kind}.json"), value.to_string());
        };
        let records = |record: &dyn Fn(usize) -> Value| {
            let records = (0..agencies).map(|n| (format!("{name}-{n}"), record(n)));
            Value::Object(records.collect())
        };
        write("programme", json!({"main": {"title": format!("Clean {name}"), "short": name}}));
        write("phases", json!({"p1": {"title": format!("Phase of {name}"), "date": "2020/2024"}}));
        write("agencies", records(&|n| json!({"name": format!("{}{n}", name.to_uppercase())})));
        write("objectives", records(&|n| json!({"title": format!("{name} {n}"), "phase": "p1"})));
        let all = (0..agencies * agencies).map(|n| {
            let (objective, agency) = (n / agencies, n % agencies);
            let record = json!({
                "objective": format!("{name}-{objective}"), "agency": format!("{name}-{agency}"),
            });
            (format!("e{n}"), record)
        });
        write("engagements", Value::Object(all.collect()));
    }
    let output = sandbox.run(&[
        "screenshot",
        "--format",
        "text",
        "go overview",
        "--programme",
        "lakes",
        "--programme",
        "ponds",
    ]);
    let heading = output.out.lines().find(|line| line.contains("Who does what"));
    let heading = heading.unwrap_or_else(|| panic!("{}{}", output.out, output.err));
    assert!(heading.contains("LAKES0") && heading.contains("PONDS0"), "{}", output.out);
    assert!(heading.contains('+'), "{}", output.out);
}
