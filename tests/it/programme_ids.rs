//! Ids that several programmes use: overrides add, change and remove records of their own alone.

use crate::Sandbox;
use crate::several_programmes::{BOTH, column, run, sandbox};
use serde_json::{Value, json};

/// Returns the ids of a kind, whatever the problems of the data are.
fn ids(sandbox: &Sandbox, kind: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        sandbox.value_at(kind, &BOTH).as_object().unwrap().keys().cloned().collect();
    ids.sort();
    ids
}

#[test]
fn an_override_adds_no_record_to_another_programme() {
    let sandbox = sandbox();
    let event = r#"{"only": {"title": "Only of lakes", "date": "2021", "phase": "p1"}}"#;
    sandbox.write("lakes/events.json", event);
    sandbox.write("ponds/events.json", r#"{"late": {"title": "Of ponds", "date": "2022"}}"#);
    let added = |title: &str, id: &str| {
        format!(r#"{{"events": {{"{id}": {{"title": "{title}", "date": "2023"}}}}}}"#)
    };
    sandbox
        .write(&(sandbox.config_of("ponds") + "/overrides.json"), added("Added to ponds", "only"));
    sandbox
        .write(&(sandbox.config_of("lakes") + "/overrides.json"), added("Added to lakes", "late"));
    let titles = || {
        let records = column(&sandbox, &["events"], "record");
        let titles = column(&sandbox, &["events"], "title");
        records.into_iter().zip(titles).map(|(id, title)| format!("{id} {title}")).collect()
    };
    let mut all: Vec<String> = titles();
    all.sort();
    let expected = [
        "events/late Added to lakes",
        "events/only Only of lakes",
        "events/ponds.late Of ponds",
        "events/ponds.only Added to ponds",
    ];
    assert_eq!(all, expected);
    let diff = run(&sandbox, &["diff"]).out;
    for words in ["events/late  ", "events/ponds.only  "] {
        assert!(diff.contains(words), "{words}: {diff}");
    }
    assert!(!diff.contains("ponds.late"), "{diff}");
}

#[test]
fn an_override_removes_no_record_of_another_programme() {
    let sandbox = sandbox();
    sandbox.write("lakes/offices.json", r#"{"north": {"name": "North"}}"#);
    sandbox.write("ponds/offices.json", r#"{"south": {"name": "South"}}"#);
    let removed = |office: &str| {
        format!(
            r#"{{"offices": {{"{office}": null}}, "agencies": {{"fund": null}}, "countries": {{"LA": null}}, "events": {{"launch": null}}}}"#
        )
    };
    sandbox.write(&(sandbox.config_of("ponds") + "/overrides.json"), removed("north"));
    assert_eq!(ids(&sandbox, "offices"), ["north", "south"]);
    assert_eq!(ids(&sandbox, "events"), ["launch"]);
    // of a shared record, the part of the other programme stays
    let value = |path: &str| sandbox.value_at(path, &BOTH);
    assert_eq!(value("agencies/fund")["title"], "The Fund");
    assert_eq!(value("countries/LA")["phases"], json!(["p1"]));
    assert_eq!(value("countries/LA")["agencies"], json!(["fund", "own"]));
    let check = run(&sandbox, &["check", "--format", "lines"]).out;
    assert!(check.contains("offices/north: there is no such record to remove"), "{check}");
    // alone, an override removes the whole of them
    let alone = sandbox.run(&["list", "agencies", "--programme", "ponds"]).out;
    assert!(!alone.contains("The Fund"), "{alone}");
    sandbox.write(&(sandbox.config_of("ponds") + "/overrides.json"), "{}");
    sandbox.write(&(sandbox.config_of("lakes") + "/overrides.json"), removed("south"));
    assert_eq!(ids(&sandbox, "offices"), ["north", "south"]);
    assert_eq!(ids(&sandbox, "events"), ["ponds.launch"]);
    assert_eq!(value("countries/LA")["phases"], json!(["ponds.p1"]));
}

#[test]
fn an_equal_record_that_an_override_changes_is_another() {
    let sandbox = sandbox();
    let source = r#"{"sources": {"s": {"title": "Another title"}}}"#;
    for (name, titles) in [
        ("ponds", ["The same source", "Another title"]),
        ("lakes", ["Another title", "The same source"]),
    ] {
        sandbox.write(&(sandbox.config_of(name) + "/overrides.json"), source);
        let title = |path: &str| sandbox.value_at(path, &BOTH)["title"].clone();
        assert_eq!([title("sources/s"), title("sources/ponds.s")], titles, "{name}");
        let citations = sandbox.value_at("citations", &BOTH);
        assert_eq!(citations["phases/ponds.p1/title"][0]["source"], "ponds.s");
        sandbox.write(&(sandbox.config_of(name) + "/overrides.json"), "{}");
    }
    assert_eq!(column(&sandbox, &["sources"], "record"), ["sources/s"]);
}

#[test]
fn a_new_id_is_that_of_no_record() {
    let sandbox = sandbox();
    let events = r#"{"launch": {"title": "First", "date": "2021"}, "ponds.launch": {"title": "Second", "date": "2022"}}"#;
    sandbox.write("ponds/events.json", events);
    let titles = column(&sandbox, &["events"], "title");
    let mut titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["First", "Launch of lakes", "Second"]);
    assert_eq!(sandbox.value_at("events/ponds.launch", &BOTH)["title"], "Second");
    // a third programme has the id that the second got
    sandbox.write("ponds/events.json", r#"{"launch": {"title": "Of ponds", "date": "2021"}}"#);
    sandbox.write("pools/programme.json", r#"{"pools": {"title": "Pools"}}"#);
    let third = r#"{"ponds.launch": {"title": "Of pools", "date": "2021"}}"#;
    sandbox.write("pools/events.json", third);
    let output = sandbox.run(&[&["data"], &BOTH[..], &["--programme", "pools"]].concat());
    let events: Value = serde_json::from_str::<Value>(&output.out).unwrap()["events"].clone();
    assert_eq!(events["ponds.launch"]["title"], "Of ponds");
    assert_eq!(events["pools.ponds.launch"]["title"], "Of pools");
}

#[test]
fn programmes_are_read_in_the_order_in_which_they_are_named() {
    let sandbox = sandbox();
    for order in [["lakes", "bundled", "ponds"], ["bundled", "ponds", "lakes"]] {
        let flags: Vec<&str> = order.iter().flat_map(|name| ["--programme", name]).collect();
        let output =
            sandbox.run(&[&["list", "programme", "--format", "jsonl"], &flags[..]].concat());
        let title = |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].to_string();
        let titles: Vec<String> = output.out.lines().map(title).collect();
        let expected = order.map(|name| if name == "bundled" { "Global Action" } else { name });
        let is_next = |(title, name): (&String, &str)| title.contains(name);
        assert!(titles.iter().zip(expected).all(is_next), "{}", output.all_output());
    }
}
