//! `gloact edit --new`: a record is added to the override with the fields that it needs.

use crate::{Output, Sandbox};
use gloact::model::KindId;
use serde_json::Value;

/// Adds a record, and changes its text by a script of sed.
fn add(sandbox: &Sandbox, path: &str, script: &str) -> Output {
    let editor = sandbox.install_script("editor", &format!("sed -i '{script}' \"$1\""));
    let mut command = sandbox.command(&["edit", "--new", path, "--today", "2027-03-02"]);
    let command = command.env("EDITOR", editor).env("PATH", "/usr/bin:/bin");
    Output::from_process(command.output().unwrap())
}

#[test]
fn a_record_of_any_kind_is_added() {
    let sandbox = Sandbox::new();
    for kind in KindId::ALL.iter().filter(|kind| **kind != KindId::Citations) {
        let path = format!("{kind}/mine-1");
        // a remark is enough of a change
        let output = add(&sandbox, &path, "s/$more/$kept/");
        assert_eq!(output.code, 0, "{kind}: {}", output.all_output());
        assert_ne!(sandbox.value_at(&path, &[]), Value::Null, "{kind}");
    }
    assert_eq!(sandbox.value_at("events/mine-1/date", &[]), "2027-03-02");
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
    // an unchanged template is not saved
    let output = add(&sandbox, "events", "s/x/x/");
    assert!(output.out.contains("nothing was changed"), "{}", output.all_output());
    assert_eq!(add(&sandbox, "events", "s/New event/Review/").code, 0);
    assert_eq!(sandbox.value_at("events/new-1/title", &[]), "Review");
}

#[test]
fn records_that_cannot_be_added_are_refused() {
    let sandbox = Sandbox::new();
    for (path, words) in [
        ("countries/NP", "there is a country \"NP\" already"),
        ("evnts/x", "unknown kind of record \"evnts\""),
        ("events/a b", "is not the path of a new record"),
        ("events/x/title", "is not the path of a new record"),
        ("citations/events/x/title", "is not the path of a new record"),
    ] {
        let output = add(&sandbox, path, "");
        assert!(output.code == 2 && output.err.contains(words), "{path}: {}", output.err);
    }
}

#[test]
fn records_of_which_no_id_can_be_chosen_are_refused_before_the_editor() {
    let sandbox = Sandbox::new();
    for (kind, words) in [
        ("citations", "a citation is added in the override itself"),
        ("citations/", "a citation is added in the override itself"),
        ("countries", "a new country needs its code"),
        ("programme", "a new programme needs an id"),
    ] {
        let output = add(&sandbox, kind, "s/$more/$kept/");
        assert!(output.code == 2 && output.err.contains(words), "{kind}: {}", output.err);
        assert!(!sandbox.0.path().join("config/gloact/overrides.json").exists(), "{kind}");
    }
}

#[test]
fn the_template_describes_every_field_with_the_ids_that_there_are() {
    let sandbox = Sandbox::new();
    let draft = sandbox.0.path().join("draft.json");
    let editor = sandbox.install_script("editor", &format!("cp \"$1\" {}", draft.display()));
    for kind in KindId::ALL.iter().filter(|kind| **kind != KindId::Citations) {
        let path = format!("{kind}/mine-1");
        let mut command = sandbox.command(&["edit", "--new", &path, "--today", "2027-03-02"]);
        let command = command.env("EDITOR", &editor).env("PATH", "/usr/bin:/bin");
        let output = Output::from_process(command.output().unwrap());
        assert!(output.out.contains("nothing was changed"), "{kind}: {}", output.all_output());
        let draft: Value = serde_json::from_str(&std::fs::read_to_string(&draft).unwrap()).unwrap();
        let record = &draft[kind.name()]["mine-1"];
        for field in kind.fields() {
            let is_needed = kind.needed_fields().contains(field);
            let place = if is_needed { &record[*field] } else { &record["$more"][*field] };
            assert!(!place.is_null(), "{path}/{field}: {record}");
        }
    }
    let output = add(&sandbox, "budgets/line", "s/\"amount\": 0/\"amount\": 12.5/");
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(sandbox.value_at("budgets/line/amount", &[]), 12.5);
    assert_eq!(sandbox.value_at("budgets/line/currency", &[]), "EUR");
    // the remark names the phases that there are
    let file = sandbox.0.path().join("config/gloact/overrides.json");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("The phase that the money is for. (glo-act, glo-act-ame,"), "{text}");
}
