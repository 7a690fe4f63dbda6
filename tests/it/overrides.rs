//! Overrides: layers, values and errors with their positions.

use crate::Sandbox;
use crate::support::bundled::{bundled_records, bundled_rows};
use serde_json::{Value, json};

#[test]
fn last_layer_wins() {
    let sandbox = Sandbox::new();
    let note = |words: &str| json!({"countries": {"NP": {"note": words}}}).to_string();
    let mut args: Vec<String> = Vec::new();
    for name in [
        "system/gloact/overrides/a.json",
        "config/gloact/overrides/1.json",
        "config/gloact/overrides/2.json",
        "config/gloact/overrides.json",
        "asked-b.json",
        "asked-a.json",
    ] {
        let path = sandbox.write(name, note(name));
        if name.starts_with("asked") {
            args.extend(["--data".into(), path]);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assert_eq!(sandbox.value_at("countries/NP/note", &args), name);
    }
    sandbox.write("config/gloact/overrides.json", "{}");
    sandbox.write("config/gloact/overrides/0.json", note("an earlier name"));
    sandbox.write("config/gloact/overrides/3.txt", note("no override"));
    assert_eq!(sandbox.value_at("countries/NP/note", &[]), "config/gloact/overrides/2.json");
    let path = sandbox.write("environment.json", note("from the environment"));
    let output = sandbox.command(&["data"]).env("GLOACT_DATA", &path).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("from the environment"));
    let output =
        sandbox.command(&["data", "--data", &args[1]]).env("GLOACT_DATA", &path).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("asked-b.json"));
}

#[test]
fn override_values_are_shown() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "config/gloact/overrides.json",
        r#"{
          "$schema": "a remark",
          "countries": {
            "SM": {"name": "San Marino", "region": "Europe", "phases": ["glo-act"],
                       "$why": "a remark"},
            "NP": {"region": null}
          },
          "events": {
            "sm-launch": {"title": "Launch in San Marino", "date": "2027-03-01",
                              "countries": ["SM"]},
            "sm-workshop": {"title": "Workshop", "date": "2027-04~", "countries": ["SM"],
                                "kind": "workshop"},
            "launch-nepal": null
          },
          "phases": {"glo-act": {"budget": null}}
        }"#,
    );
    let output = sandbox.run(&["check", "--format", "lines"]);
    assert_eq!(
        (output.code, output.out.contains("errors 0, warnings 0")),
        (0, true),
        "{}",
        output.out
    );
    let list = sandbox.run(&["countries", "san"]).out;
    let row = list.lines().find(|line| line.contains("San Marino")).unwrap_or(&list);
    let words: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(words.join(" "), "San Marino Europe GLO.ACT 2015–2019 2 SM");
    assert_eq!(sandbox.row_count(&["timeline", "country:SM"]), 2);
    assert_eq!(sandbox.row_count(&["timeline"]), bundled_records("events") + 2 - 1);
    assert_eq!(sandbox.run(&["timeline", "title:\"launch in nepal\""]).code, 1);
    assert!(
        !sandbox.run(&["phases"]).out.contains("EUR 11 million"),
        "the first phase has no budget any more"
    );
    assert_eq!(sandbox.value_at("countries/NP/region", &[]), Value::Null);
    assert_eq!(sandbox.value_at("citations/events~launch-nepal~date", &[]), Value::Null);
    let shot = |script: &str| sandbox.run(&["shot", script, "--format", "text"]).out;
    assert!(
        shot("go countries; select countries/SM").contains(" ›* San Marino"),
        "{}",
        shot("go countries")
    );
    assert!(shot("go countries").contains("1 override"), "{}", shot("go countries"));
    assert!(
        shot("go phases/glo-act; scroll 5").contains("not stated"),
        "{}",
        shot("go phases/glo-act")
    );
    assert!(
        sandbox
            .run(&["shot", "go countries/SM", "--data", &file, "--format", "text"])
            .out
            .contains("2 overrides")
    );
}

/// Invalid overrides: the text, the position of the error, and words of the message.
const ERRONEOUS_OVERRIDES: &[(&str, &str, &str)] = &[
    (
        "{\"countries\": {\"NP\": {\"note\": \"mine\"}",
        ":1:37",
        "the text ends inside an object; this file is ignored",
    ),
    (
        "{\n \"countries\": {\n  \"NP\": {\"note\": nul}\n }\n}",
        ":3:21",
        "null, a list or an object; this file is ignored",
    ),
    ("[]", ":1:1", "expected an object keyed by name, found a list"),
    (
        "{\"contries\": {}}",
        ":1:14",
        "unknown kind of record \"contries\" (did you mean \"countries\"?)",
    ),
    ("{\"countries\": null}", ":1:15", "a whole kind cannot be removed"),
    ("{\"countries\": []}", ":1:15", "expected an object keyed by name, found a list"),
    (
        "{\"countries\": {\"NP\": {}, \"NP\": {}}}",
        ":1:32",
        "duplicate id \"NP\"; the last record counts",
    ),
    (
        "{\"countries\": {\"NP\": {\"note\": \"a\", \"note\": \"b\"}}}",
        ":1:36",
        "countries/NP: duplicate key \"note\"",
    ),
    (
        "{\"countries\": {\"NP\": [\"Nepal\"]}}",
        ":1:22",
        "countries/NP: expected an object, found a list",
    ),
    (
        "{\"phases\": {\"glo-act\": {\"budget\": [5, \"USD\"]}}}",
        ":1:35",
        "phases/glo-act/budget: expected an object, found a list",
    ),
    (
        "{\"countries\": {\"NP\": {\"m49\": 524}}}",
        ":1:30",
        "countries/NP/m49: expected a string, found the number 524",
    ),
    (
        "{\"countries\": {\"NP\": {\"name\": null}}}",
        ":1:31",
        "countries/NP/name: cannot be removed: every country needs it",
    ),
    ("{\"events\": {\"x\": {\"title\": \"T\"}}}", ":1:31", "events/x: missing field \"date\""),
    (
        "{\"events\": {\"x\": {\"title\": \"T\", \"date\": \"2019-13\"}}}",
        ":1:41",
        "events/x/date: invalid date \"2019-13\"",
    ),
];

/// Overrides that are used, but name what does not exist.
const DOUBTFUL_OVERRIDES: &[(&str, &str, &str)] = &[
    (
        "{\"countries\": {}, \"countries\": {}}",
        ":1:32",
        "duplicate key \"countries\": the records of both are read",
    ),
    (
        "{\"countries\": {\n\"NP\": {\"nmae\": \"x\"}}}",
        ":2:8",
        "countries/NP/nmae: unknown field \"nmae\"",
    ),
    ("{\"countries\": {\"NP\": {\"nmae\": \"x\"}}}", ":1:23", "(did you mean \"name\"?)"),
    (
        "{\"countries\": {\"NP\": {\"phases\": [\"glo-act-am\"]}}}",
        ":1:34",
        "unknown phase \"glo-act-am\" (did you mean \"glo-act-ame\"?)",
    ),
    ("{\"sources\": {\"seed-001\": null}}", ":1:26", "sources/seed-001: removed, but programme/"),
    (
        "{\"citations\": {\"countries/ZZ/name\": [{\"source\": \"seed-000\"}]}}",
        ":1:37",
        "unknown country \"ZZ\"",
    ),
];

#[test]
fn problems_have_positions_and_the_rest_is_used() {
    let sandbox = Sandbox::new();
    let countries = bundled_rows("go countries");
    let errors = ERRONEOUS_OVERRIDES.iter().map(|entry| ("error", 3, entry));
    let warnings = DOUBTFUL_OVERRIDES.iter().map(|entry| ("warning", 0, entry));
    for (severity, code, (text, position, words)) in errors.chain(warnings) {
        let file = sandbox.write("config/gloact/overrides.json", text);
        let output = sandbox.run(&["check", "--format", "lines"]);
        let line = output
            .out
            .lines()
            .find(|line| line.contains("error: ") || line.contains("warning: "))
            .unwrap_or_else(|| panic!("{text}: {}", output.out));
        assert_eq!(output.code, code, "{text}");
        assert!(
            line.starts_with(&format!("{file}{position}: {severity}: ")) && line.contains(words),
            "{text}\n{line}"
        );
        assert_eq!(sandbox.row_count(&["countries"]), countries, "{text}");
        assert!(
            sandbox
                .run(&["shot", "", "--format", "text"])
                .out
                .contains("1 problem: press ! to read"),
            "{text}"
        );
    }
    // only the invalid value is ignored
    sandbox.write(
        "config/gloact/overrides.json",
        r#"{"countries": {"NP": {"phases": 5, "note": "kept"}, "ML": {"note": "kept"}},
            "evnts": {}}"#,
    );
    for id in ["NP", "ML"] {
        assert_eq!(sandbox.value_at(&format!("countries/{id}/note"), &[]), "kept");
    }
    assert_eq!(sandbox.value_at("countries/NP/phases", &[]), json!(["glo-act"]));
}

#[test]
fn suspicious_values_are_reported_and_shown() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "odd.json",
        r#"{"objectives": {"glo-act-1": {"continues": "glo-act-1"}},
            "phases": {"glo-act": {"budget": {"amount": 1, "currency": "Euro"}}},
            "events": {
                "far": {"title": "Far", "date": "9999-12-31"},
                "old": {"title": "Old", "date": "0001-01-01"}}}"#,
    );
    let output = sandbox.run(&["check", "--format", "lines", "--data", &file]);
    for words in [
        "objectives/glo-act-1/continues: \"glo-act-1\" leads back to this objective",
        "phases/glo-act/budget: invalid currency code \"Euro\"",
    ] {
        assert!(output.out.contains(words) && output.code == 0, "{}", output.out);
    }
    for pane in ["overview", "matrix", "timeline"] {
        assert!(
            sandbox
                .run(&["shot", &format!("go {pane}"), "--data", &file, "--format", "text"])
                .out
                .contains("1 override")
        );
    }
}
