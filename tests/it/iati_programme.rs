//! A file of IATI that is opened as a programme: nothing is written, and values name its lines.

use crate::Sandbox;
use crate::support::iati_file::ACTIVITIES;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("rivers.xml", ACTIVITIES);
    sandbox
}

#[test]
fn a_file_in_place_of_a_verb_is_the_programme() {
    let sandbox = sandbox();
    for args in [
        &["rivers.xml", "list", "activities", "trafficking", "--format", "json"][..],
        &["list", "activities", "trafficking", "--format", "json", "--programme", "rivers.xml"],
    ] {
        let output = sandbox.run(args);
        assert!(output.out.contains("Nets against trafficking of fish"), "{}", output.all_output());
    }
    let shown = sandbox.run(&["rivers.xml", "--plain", "--do", "go countries"]);
    assert!(shown.out.contains("Kenya"), "{}", shown.all_output());
    // recent choices are kept, as of every programme
    for name in ["config", "data", "rivers"] {
        assert!(!sandbox.0.path().join(name).exists(), "{name} was written");
    }
}

#[test]
fn values_and_findings_name_the_line_of_the_activity() {
    let sandbox = sandbox();
    let explained =
        sandbox.run(&["explain", "activities/xx-riv-2/title", "--programme", "rivers.xml"]);
    assert!(explained.out.contains("rivers.xml:37  Nets"), "{}", explained.all_output());
    let check = sandbox.run(&["check", "--programme", "rivers.xml", "--format", "lines"]);
    for words in [
        "rivers.xml:37:1: warning: activities/xx-riv-2/actual_date: the end is before the start",
        "rivers.xml:51:3: warning: \"much\" is no amount",
    ] {
        assert!(check.out.contains(words), "{words}\n{}", check.all_output());
    }
}

#[test]
fn countries_have_the_agencies_that_work_there() {
    let sandbox = sandbox();
    let countries = sandbox.value_at("countries", &["--programme", "rivers.xml"]);
    assert_eq!(countries["KE"]["agencies"], serde_json::json!(["riva"]));
    assert_eq!(countries["KE"]["name"], "Kenya");
}

#[test]
fn programmes_of_a_host_may_be_files() {
    let sandbox = sandbox();
    sandbox.write("share/gloact/programmes/lakes.xml", ACTIVITIES);
    let mut command = sandbox.command(&["programmes", "--format", "json"]);
    command.env("XDG_DATA_DIRS", sandbox.0.path().join("share"));
    let output = crate::Output::from_process(command.output().unwrap());
    assert!(
        output.out.contains("\"title\": \"Activities of River Alliance (RIVA)\""),
        "{}",
        output.out
    );
}
