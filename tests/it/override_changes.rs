//! `gloact data --changes`: all overrides as one.

use crate::Sandbox;
use serde_json::Value;

const FIRST: &str = r#"{
    "$comment": "mine",
    "events": {
        "review": {"title": "Review", "date": "2027-02", "countries": ["NP"]},
        "launch-nepal": null
    },
    "phases": {"glo-act": {"budget": {"amount": 9, "currency": "EUR"}, "note": null}},
    "countries": {"NP": {"note": "first"}}
}"#;

const SECOND: &str = r#"{
    "events": {"review": {"date": "2027-03"}},
    "countries": {"NP": {"note": "second"}, "PK": {"names": {"en": "Pakistan", "fr": null}}}
}"#;

#[test]
fn one_override_has_the_effect_of_all() {
    let sandbox = Sandbox::new();
    let (first, second) = (sandbox.write("a.json", FIRST), sandbox.write("b.json", SECOND));
    let layers = ["--data", &*first, "--data", &*second];
    let merged = sandbox.run(&[&["data"], &layers[..]].concat()).out;
    let changes = sandbox.run(&[&["data", "--changes"], &layers[..]].concat());
    assert_eq!(changes.code, 0, "{}", changes.all_output());
    let one: Value = serde_json::from_str(&changes.out).unwrap();
    assert_eq!(one["events"]["review"]["date"], "2027-03");
    assert_eq!(one["events"]["launch-nepal"], Value::Null);
    assert_eq!(one["phases"]["glo-act"].as_object().unwrap().len(), 2);
    assert_eq!(one["countries"]["NP"]["note"], "second");
    assert!(one.get("agencies").is_none() && one.get("citations").is_none(), "{one}");
    let other = Sandbox::new();
    let file = other.write("one.json", &changes.out);
    assert_eq!(other.run(&["data", "--data", &file]).out, merged);
    assert_eq!(other.run(&["data", "--changes", "--data", &file]).out, changes.out);
    // what is removed leaves no warning that it is not there
    let check = |sandbox: &Sandbox, args: &[&str]| sandbox.run(&[&["check"], args].concat()).out;
    let count = |text: &str| text.matches("warning:").count();
    let (all, single) = (check(&sandbox, &layers), check(&other, &["--data", &file]));
    assert_eq!(count(&single), count(&all), "{single}");
}

#[test]
fn without_overrides_there_are_no_changes() {
    let output = Sandbox::new().run(&["data", "--changes"]);
    assert_eq!((output.code, output.out.trim()), (0, "{}"));
}
