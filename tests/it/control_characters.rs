//! No text of an override, and no name of a file, can control the terminal.

use crate::Sandbox;
use serde_json::{Value, json};

#[test]
fn file_contents_and_names_cannot_control_the_terminal() {
    let sandbox = Sandbox::new();
    let evil = concat!(
        r"\u001b[31mred\u001b]0;t\u0007\u009b2J\u202ebidi",
        r"\u200bzero\n\r\u0000\u007f\ud83d\ude00"
    );
    let fields = format!(
        r#""title": "{evil}", "place": "{evil}", "figures": ["{evil}"], "date": "2027-01-01",
            "summary": "{evil}""#
    );
    let raw = "\u{1b}[31m\u{9b}\u{202e}";
    sandbox.write(
        "config/gloact/overrides.json",
        format!("{{\"events\": {{\"a{evil}\": {{{fields}}}, \"b\": {{{fields}}}}}}}"),
    );
    sandbox.write(
        &format!("config/gloact/overrides/{raw}.json"),
        format!("{{\"{evil}\": {{}}, \"events\": {{\"c\": {{\"{evil}\": 1}}}}}}"),
    );
    sandbox.write("config/gloact/overrides/z.json", format!("{{\"events\": {{\"{raw}\": {{}}}}"));
    // each run checks its output, character by character
    for args in [
        &["check"][..],
        &["data"],
        &["timeline", "bidi"],
        &["timeline", raw],
        &["timeline", "--theme", raw],
        &["--do", raw],
        &["--do", "go events/\u{1b}"],
        &["--today", raw],
        &["check", "--data", raw],
        &[raw],
        &["shot", "go events/b", "--format", "text"],
        &["shot", "go events/b"],
        &["shot", raw],
        &["shot", &format!("go timeline; filter \"{raw}\"")],
    ] {
        sandbox.run(args);
    }
    let shown = sandbox.run(&["shot", "go events/b", "--format", "text"]).out;
    assert!(shown.contains("␛[31mred␛]0;t␇<9B>2J<U+202E>bidi<U+200B>zero␊␍␀␡😀"), "{shown}");
    let again = sandbox.write("again.json", sandbox.run(&["data"]).out);
    assert!(sandbox.run(&["data", "--data", &again]).out == sandbox.run(&["data"]).out);
}

/// Appends control characters to every text of a value.
fn poison(value: &mut Value) {
    const EVIL: &str = "\u{1b}]0;t\u{7}\u{9b}2J\u{202e}\u{200b}\n\r\0\u{7f}";
    match value {
        Value::String(text) => text.push_str(EVIL),
        Value::Array(all) => all.iter_mut().for_each(poison),
        Value::Object(all) => all.values_mut().for_each(poison),
        _ => {}
    }
}

#[test]
fn no_field_can_control_the_terminal() {
    let sandbox = Sandbox::new();
    let whole: Value = serde_json::from_str(&sandbox.run(&["data"]).out).unwrap();
    // one file for each field, so that most are accepted
    for (kind, records) in whole.as_object().unwrap() {
        for (id, record) in records.as_object().unwrap().iter().take(3) {
            for (at, field) in record.as_object().into_iter().flatten() {
                let mut field = field.clone();
                poison(&mut field);
                let name =
                    format!("config/gloact/overrides/{kind}-{}-{at}.json", id.replace('/', "-"));
                sandbox.write(&name, json!({kind: {id: {at: field}}}).to_string());
            }
        }
    }
    // each run checks its output, character by character
    let is_reported = sandbox.run(&["check", "--format", "lines"]);
    assert!(
        is_reported.code == 3 && is_reported.out.contains("␛]0;t␇<9B>2J<U+202E><U+200B>␊␍␀␡"),
        "{}",
        is_reported.all_output()
    );
    let mut shown = Vec::new();
    for kind in whole.as_object().unwrap().keys().filter(|kind| *kind != "citations") {
        let output = sandbox.run(&["list", kind, "--format", "jsonl"]);
        shown.extend(output.out.contains('␛').then_some(kind));
        for id in whole[kind].as_object().unwrap().keys().take(1) {
            sandbox.run(&["show", &format!("{kind}/{id}")]);
        }
    }
    assert!(shown.len() > 6, "{shown:?} show any of it");
}
