//! Provenance: which layer set a value, which source states it, and what layers change.

use crate::support::bundled::bundled_rows;
use crate::{Output, Sandbox, draw, fixture_app};
use gloact::ui::buffer_text;
use serde_json::Value;

/// An override that changes a budget, adds a country and an event, removes an event and corrects a
/// lead.
const MINE: &str = r#"{
  "phases": {"glo-act-bangladesh": {"budget": {"amount": 1000000, "currency": "EUR"}}},
  "countries": {"TJ": {"phases": ["glo-act-ame"]}},
  "events": {
    "review-2027": {"title": "Review meeting", "date": "2027-02", "countries": ["TJ"]},
    "field-staff-meeting-1": null
  },
  "engagements": {"glo-act-5-iom": {"role": "partner"}}
}"#;

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let output = sandbox.run(args);
    serde_json::from_str(&output.out).unwrap_or_else(|e| panic!("{args:?}: {e}: {}", output.out))
}

#[test]
fn explain_lists_layers_sources_and_silent_sources() {
    let sandbox = Sandbox::new();
    let place = "phases/glo-act-ame/countries_delivered";
    let report = json(&sandbox, &["explain", place, "--format", "json"]);
    assert_eq!((&report["value"], &report["disputed"]), (&4.into(), &true.into()));
    let says: Vec<&str> = report["sides"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|side| side["says"].as_str())
        .collect();
    assert!(says.contains(&"4") && says.contains(&"5"), "{says:?}");
    assert_eq!(report["silent"][0]["file"], "000_4dbdeddeeba08041.txt");
    assert_eq!(report["layers"].as_array().unwrap().len(), 1);
    let text = sandbox.run(&["explain", place]).out;
    for words in [
        "Value   4",
        "≠ 5",
        "bundled phases.json:",
        "No citation here from",
        "https://www.iom.int/gloact",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // a layer that replaces the bundled value is listed with line and column; the dispute remains
    let file = sandbox
        .write("mine.json", "{\"phases\": {\n  \"glo-act-ame\": {\"countries_delivered\": 14}}}");
    let report = json(&sandbox, &["explain", place, "--format", "json", "--data", &file]);
    assert_eq!((&report["value"], &report["disputed"]), (&14.into(), &true.into()));
    assert_eq!(
        (
            &report["layers"][1]["line"],
            &report["layers"][1]["column"],
            &report["layers"][1]["value"]
        ),
        (&2.into(), &42.into(), &14.into())
    );
    assert!(
        sandbox.run(&["explain", place, "--data", &file]).out.contains("overridden by the next")
    );
    // a value that nobody states can be explained
    let unknown = sandbox.run(&["explain", "phases/glo-act-bangladesh/budget"]).out;
    assert!(
        unknown.contains("not stated") && unknown.contains("not set by any layer"),
        "{unknown}"
    );
    for (place, hint) in [
        ("phases/glo-act/bugdet", "did you mean \"budget\"?"),
        ("countries", "for example countries/ID"),
        ("contries/NP", "countries"),
    ] {
        let output = sandbox.run(&["explain", place]);
        assert!(
            output.code == 2 && output.all_output().contains(hint),
            "{place}: {}",
            output.all_output()
        );
    }
}

#[test]
fn diff_lists_each_changed_path() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["diff"]).out, "no layer changes a value\n");
    let file = sandbox.write("mine.json", MINE);
    let report = json(&sandbox, &["diff", "--format", "json", "--data", &file]);
    let rows: Vec<(&str, Option<&str>, bool)> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["place"].as_str().unwrap(),
                row["layer"].as_str().unwrap().strip_prefix(&file),
                row["new"].is_null(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("phases/glo-act-bangladesh/budget", Some(":2:47"), false),
            ("engagements/glo-act-5-iom/role", Some(":8:45"), false),
            ("countries/TJ/phases", Some(":3:34"), false),
            ("events/field-staff-meeting-1", Some(":6:30"), true),
            ("events/review-2027", Some(":5:20"), false),
        ]
    );
    // the merged data used as an override make the same changes
    let merged = sandbox.write("merged.json", &sandbox.run(&["data", "--data", &file]).out);
    assert_eq!(
        json(&sandbox, &["countries", "--format", "json", "--data", &merged])["rows"]
            .as_array()
            .unwrap()
            .len(),
        bundled_rows("go countries") + 1
    );
}

#[test]
fn lists_filter_by_overridden_and_disputed() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("mine.json", MINE);
    for (args, rows) in [
        (["countries", "is:overridden"], 1),
        (["countries", "origin:override"], 1),
        (["timeline", "origin:override"], 1),
        (["timeline", "-origin:bundled"], 1),
        (["phases", "is:overridden"], 1),
        (["phases", "is:disputed"], 2),
    ] {
        let mut args = args.to_vec();
        args.extend(["--format", "json", "--data", &file]);
        assert_eq!(json(&sandbox, &args)["rows"].as_array().unwrap().len(), rows, "{args:?}");
    }
}

#[test]
fn paths_lists_every_candidate() {
    let sandbox = Sandbox::new();
    sandbox.write("user/overrides.json", "{}");
    let file = sandbox.write("mine.json", "{}");
    let report =
        json(&sandbox, &["paths", "--format", "json", "--data", &file, "--data", "nowhere.json"]);
    let found = |path: &str| {
        report["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["path"] == path)
            .map(|row| row["found"].clone())
    };
    assert_eq!((found(&file), found("nowhere.json")), (Some("yes".into()), Some("no".into())));
    assert!(report["rows"].as_array().unwrap().iter().any(|row| row["layer"] == "user"));
}

#[test]
fn provenance_view_follows_links_and_returns() {
    let mut app = fixture_app((80, 24), false, "go countries/XA; open 2");
    for (script, words) in [
        ("why", "Agencies, Arvenia"),
        ("close", "country · XA"),
        ("why countries/XA", "Why?"),
        ("enter", "Arvenia"),
        ("close", "Why?"),
        ("close", "country · XA"),
        ("why phases/rivers-1/budget", "Budget, RIVERS 2016–2020"),
    ] {
        app.run_script(script).unwrap();
        let text = buffer_text(&draw(&mut app, (80, 24)).0);
        assert!(text.contains(words), "{script}: {words}\n{text}");
    }
    // a source opens, and back returns to the record
    app.run_script("enter; back").unwrap();
    assert!(buffer_text(&draw(&mut app, (80, 24)).0).contains("country · XA"));
}

#[test]
fn findings_view_leads_to_the_record() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "mine.json",
        r#"{"countries": {"NP": {"nmae": "x"}},
            "instruments": {"untoc": {"adopted": "2005/2000"}}}"#,
    );
    let shot =
        |script: &str| sandbox.run(&["shot", script, "--data", &file, "--format", "text"]).out;
    let report = shot("problems");
    for words in [
        "0 errors, 2 warnings",
        "warning: countries/NP/nmae",
        "did you mean \"name\"?",
        "mine.json:1:23",
        "the end is before the start",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(shot("problems; enter").contains("country · NP"), "{}", shot("problems; enter"));
    assert!(shot("go countries").contains("2 problems: press ! to read"));
}

#[test]
fn findings_show_their_line_and_are_machine_readable() {
    let sandbox = Sandbox::new();
    let file = sandbox
        .write("mine.json", "{\n \"countries\": {\n  \"NP\": {\"phases\": [\"glo-act-am\"]}}}");
    let text = sandbox.run(&["check", "--data", &file]).out;
    for words in [
        "warning: countries/NP/phases: unknown phase \"glo-act-am\"",
        "mine.json:3:21",
        "3 |   \"NP\": {\"phases\"",
        "^^^^^^^^^^^^",
        "= help: did you mean \"glo-act-ame\"?",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let report = json(&sandbox, &["check", "--format", "json", "--data", &file]);
    let first = &report["findings"][0];
    assert_eq!(
        (&report["warnings"], &first["level"], &first["line"], &first["column"]),
        (&1.into(), &"warning".into(), &3.into(), &21.into())
    );
    // a line with control characters, or a very long line, is reported without being shown
    for text in [
        "{\"countries\": {\"NP\": {\"nmae\": \"\u{1b}[2J\"}}}".to_string(),
        format!("{{\"countries\": {{\"NP\": {{\"nmae\": \"{}\"}}}}}}", "x".repeat(5000)),
    ] {
        let file = sandbox.write("odd.json", text);
        let output = sandbox.run(&["check", "--data", &file]);
        assert!(output.out.contains("odd.json:1:") && output.out.len() < 9000, "{}", output.out);
    }
    assert!(
        sandbox.run(&["check", "--format", "txet"]).all_output().contains("did you mean \"text\"?")
    );
}

#[test]
fn override_can_be_edited_and_reverted() {
    let sandbox = Sandbox::new();
    let file = sandbox.0.path().join("config/gloact/overrides.json");
    // an editor that replaces the value in the stub
    let editor = sandbox.install_script("editor", "sed -i 's/11000000/12500000/' \"$1\"");
    let edit = |editor: &str, args: &[&str]| {
        let mut command = sandbox.command(&[&["edit"], args].concat());
        Output::from_process(
            command.env("EDITOR", editor).env("PATH", "/usr/bin:/bin").output().unwrap(),
        )
    };
    let output = edit(&editor, &["phases/glo-act/budget"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        r#"{
  "phases": {
    "glo-act": {"budget": {"amount": 12500000, "currency": "EUR"}}
  }
}
"#
    );
    assert!(sandbox.run(&["explain", "phases/glo-act/budget"]).out.contains("EUR 12.5 million"));
    assert!(
        edit(&editor, &["phases/glo-act/budget", "--revert"]).all_output().contains("is reverted")
    );
    assert_eq!(sandbox.run(&["diff"]).out, "no layer changes a value\n");
    // nothing to revert, an unknown path, no editor, an invalid edit: each is reported, and the
    // file stays
    assert_eq!(edit(&editor, &["phases/glo-act/budget", "--back"]).code, 1);
    assert_eq!(edit(&editor, &["phases/glo-act/bugdet"]).code, 2);
    assert_eq!(edit("/nowhere/editor", &["countries/NP/region"]).code, 4);
    let spoil =
        sandbox.install_script("spoil", "echo '{\"countries\": {\"NP\": {\"nmae\": 1}}}' > \"$1\"");
    let output = edit(&spoil, &["countries/NP/note"]);
    assert!(
        output.code == 3 && output.all_output().contains("did you mean \"name\"?"),
        "{}",
        output.all_output()
    );
    assert!(std::fs::read_to_string(&file).unwrap().contains("nmae"));
}

#[test]
fn user_keys_and_views_are_checked() {
    let sandbox = Sandbox::new();
    for (name, text, position, words) in [
        ("keys.json", "{\n \"ctrl-y\": \"qiut\"\n}", ":2:2", "unknown step \"qiut\""),
        ("keys.json", "{\"hyper-q\": \"quit\"}", ":1:2", "\"hyper-q\" is not a key"),
        (
            "keys.json",
            "{\"matrx\": {\"t\": \"today\"}}",
            ":1:12",
            "unknown pane \"matrx\" (did you mean \"matrix\"?)",
        ),
        ("keys.json", "{\"q\": 5}", ":1:2", "q: expected a script or null, found a number"),
        ("keys.json", "{\"q\": ", ":1:6", "the text ends"),
        ("keys.json", "{\"x\": \"go map\", \"x\": \"undo\"}", ":1:17", "duplicate key \"x\""),
        ("views.json", "{\"mine\": \"go countires; filter x\"}", ":1:2", "mine: "),
        ("views.json", "[]", ":1:1", "an object"),
    ] {
        let file = sandbox.write(&format!("config/gloact/{name}"), text);
        let output = sandbox.run(&["check", "--format", "lines"]);
        let line = output
            .out
            .lines()
            .find(|line| line.contains("warning: "))
            .unwrap_or_else(|| panic!("{text}: {}", output.out));
        assert!(
            output.code == 0
                && line.starts_with(&format!("{file}{position}: "))
                && line.contains(words),
            "{text}: {line}"
        );
        std::fs::remove_file(&file).unwrap();
    }
    sandbox.write(
        "config/gloact/keys.json",
        r#"{"g+n": "go countries/NP", "x": null, "$comment": "mine"}"#,
    );
    let keys = sandbox.run(&["keys", "--format", "md"]).out;
    assert!(keys.contains("| `gn` | everywhere | your own | `go countries/NP` |"), "{keys}");
    assert!(
        keys.contains("|  | everywhere | Remove the last condition"),
        "x is bound to nothing: {keys}"
    );
    // of a key that stands twice the last binding holds, and the others stay
    sandbox
        .write("config/gloact/keys.json", r#"{"x": "go matrix", "Z": "go map", "x": "go phases"}"#);
    let keys = sandbox.run(&["keys", "--format", "md"]).out;
    for row in [
        "| `x` | everywhere | your own | `go phases` |",
        "| `Z` | everywhere | your own | `go map` |",
    ] {
        assert!(keys.contains(row), "{row}: {keys}");
    }
    assert_eq!(sandbox.run(&["keys", "--format", "json"]).code, 0);
    assert!(sandbox.run(&["keys"]).out.lines().count() > 60);
}

#[test]
fn save_follows_symlinks_and_keeps_the_file_mode() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let target = sandbox.write("dotfiles/mine.json", "{}");
    std::fs::set_permissions(&target, PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::create_dir_all(sandbox.0.path().join("config/gloact")).unwrap();
    let link = sandbox.0.path().join("config/gloact/overrides.json");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let edit = |editor: &str| {
        Output::from_process(
            sandbox
                .command(&["edit", "countries/NP/note"])
                .env("EDITOR", editor)
                .env("PATH", "/usr/bin:/bin")
                .output()
                .unwrap(),
        )
    };
    assert!(edit("true").all_output().contains("nothing was changed"));
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "{}");
    let output = edit("sed -i --follow-symlinks 's/null/\"mine\"/; s/: \".*\"/: \"mine\"/'");
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(link.is_symlink() && std::fs::read_to_string(&target).unwrap().contains("mine"));
    assert_eq!(sandbox.run(&["edit", "countries/np/note", "--back"]).code, 0);
    assert!(
        link.is_symlink()
            && std::fs::metadata(&target).unwrap().permissions().mode() & 0o777 == 0o600
    );
}
