//! Several programmes at once: ids that both use, shared countries and agencies, filters, and
//! files.

use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox};
use serde_json::Value;

/// Writes two programmes that use the same ids for different records.
pub fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, place) in [("lakes", "NP"), ("ponds", "KE")] {
        let write = |kind: &str, text: String| {
            sandbox.write(&format!("{name}/{kind}.json"), text);
        };
        let title = format!("Clean {name}");
        write("programme", format!(r#"{{"main": {{"title": "{title}", "short": "{name}"}}}}"#));
        write(
            "phases",
            format!(
                r#"{{"p1": {{"title": "Phase of {name}", "date": "2020/2024", "agencies": ["fund", "own"]}}}}"#
            ),
        );
        write(
            "objectives",
            format!(r#"{{"o1": {{"title": "Objective of {name}", "phase": "p1"}}}}"#),
        );
        write(
            "agencies",
            format!(
                r#"{{"fund": {{"name": "Fund", "title": "The Fund"}}, "own": {{"name": "Office of {name}"}}}}"#
            ),
        );
        write("engagements", r#"{"e1": {"objective": "o1", "agency": "own"}}"#.into());
        write(
            "countries",
            format!(
                r#"{{"{place}": {{"phases": ["p1"], "agencies": ["own"], "agencies_by_phase": {{"p1": ["own"]}}}}, "LA": {{"phases": ["p1"], "agencies": ["fund", "own"]}}}}"#
            ),
        );
        write(
            "events",
            format!(
                r#"{{"launch": {{"title": "Launch of {name}", "date": "2021", "phase": "p1", "countries": ["{place}"]}}}}"#
            ),
        );
        write("sources", r#"{"s": {"title": "The same source", "kind": "page"}}"#.into());
        write("citations", r#"{"phases/p1/title": [{"source": "s"}]}"#.into());
    }
    sandbox
}

pub const BOTH: [&str; 4] = ["--programme", "lakes", "--programme", "ponds"];

pub fn run(sandbox: &Sandbox, args: &[&str]) -> Output {
    sandbox.run(&[args, &BOTH].concat())
}

/// Returns a column of the rows of a list.
pub fn column(sandbox: &Sandbox, args: &[&str], key: &str) -> Vec<String> {
    let output = run(sandbox, &[&["list", "--format", "jsonl"], args].concat());
    assert!(output.code <= 1 && output.err.is_empty(), "{args:?}: {}", output.err);
    let row = |line: &str| serde_json::from_str::<Value>(line).unwrap()[key].to_string();
    output.out.lines().map(|line| row(line).replace('"', "")).collect()
}

#[test]
fn ids_that_both_use_for_other_records_get_the_name_of_the_second() {
    let sandbox = sandbox();
    let check = run(&sandbox, &["check"]);
    assert_eq!(check.out, "errors 0, warnings 0, notes 0\n");
    for (kind, paths) in [
        ("phases", &["phases/p1", "phases/ponds.p1"][..]),
        ("events", &["events/launch", "events/ponds.launch"]),
        ("agencies", &["agencies/fund", "agencies/own", "agencies/ponds.own"]),
        ("sources", &["sources/s"]),
    ] {
        assert_eq!(column(&sandbox, &[kind], "record"), paths);
    }
    let value = |path: &str| sandbox.value_at(path, &BOTH);
    let event = value("events/ponds.launch");
    assert_eq!((&event["title"], &event["phase"]), (&"Launch of ponds".into(), &"ponds.p1".into()));
    assert_eq!(value("engagements/ponds.e1")["objective"], "ponds.o1");
    assert_eq!(value("countries/KE")["agencies_by_phase"]["ponds.p1"][0], "ponds.own");
    let laos = value("countries/LA");
    assert_eq!(laos["phases"], serde_json::json!(["p1", "ponds.p1"]));
    assert_eq!(laos["agencies"], serde_json::json!(["fund", "own", "ponds.own"]));
    // the merged data are one programme file again
    let data = sandbox.write("both.json", run(&sandbox, &["data"]).out);
    let merged: Value = serde_json::from_str(&std::fs::read_to_string(data).unwrap()).unwrap();
    assert_eq!(merged["citations"].as_object().unwrap().len(), 2);
    assert!(merged["citations"]["phases/ponds.p1/title"].is_array());
}

#[test]
fn records_are_filtered_by_their_programme() {
    let sandbox = sandbox();
    let titles = |kind: &str, filter: &str| column(&sandbox, &[kind, filter], "title");
    assert_eq!(titles("phases", "programme:ponds"), ["Phase of ponds"]);
    assert_eq!(titles("events", "programme:lakes"), ["Launch of lakes"]);
    assert_eq!(titles("objectives", "programme:ponds"), ["Objective of ponds"]);
    assert_eq!(titles("events", "-programme:lakes"), ["Launch of ponds"]);
    let names = |filter: &str| column(&sandbox, &["countries", filter], "record");
    assert_eq!(names("programme:ponds"), ["countries/KE", "countries/LA"]);
    assert_eq!(names("programme:lakes"), ["countries/LA", "countries/NP"]);
    assert_eq!(titles("agencies", "programme:ponds").len(), 2);
    assert_eq!(
        column(&sandbox, &["events", "--columns", "origin"], "origin"),
        ["[lakes]", "[ponds]"]
    );
    let rows = column(&sandbox, &["events", "--columns", "programme,title"], "programme");
    assert_eq!(rows, ["[{id:main,name:lakes}]", "[{id:ponds.main,name:ponds}]"]);
    let timeline = run(&sandbox, &["timeline", "programme:ponds"]).out;
    assert!(timeline.contains("Launch of ponds") && !timeline.contains("of lakes"), "{timeline}");
}

#[test]
fn values_name_the_file_that_they_come_from() {
    let sandbox = sandbox();
    let explain = run(&sandbox, &["explain", "phases/ponds.p1/title"]).out;
    assert!(explain.contains("ponds/phases.json:1:"), "{explain}");
    // beside the fields of a record, the folder is enough
    let record = run(&sandbox, &["explain", "phases/ponds.p1"]).out;
    let title = record.lines().find(|line| line.contains("Title ")).unwrap();
    assert!(title.ends_with("Phase of ponds  ponds"), "{record}");
    // overrides lie on their own programme, with its own ids
    let title = |name: &str| format!(r#"{{"phases": {{"p1": {{"title": "{name}"}}}}}}"#);
    sandbox.write(&(sandbox.config_of("lakes") + "/overrides.json"), title("Mine of lakes"));
    sandbox.write(&(sandbox.config_of("ponds") + "/overrides.json"), title("Mine of ponds"));
    assert_eq!(column(&sandbox, &["phases"], "title"), ["Mine of lakes", "Mine of ponds"]);
    let diff = run(&sandbox, &["diff"]).out;
    for words in ["phases/ponds.p1/title", "/ponds/overrides.json:1:", "+ Mine of lakes"] {
        assert!(diff.contains(words), "{words}: {diff}");
    }
    sandbox.write("ponds/events.json", r#"{"x": {"title": "X", "date": "2021", "phase": "p2"}}"#);
    let check = run(&sandbox, &["check", "--format", "lines"]).out;
    assert!(check.contains("ponds/events.json:1:47: warning: events/x/phase"), "{check}");
}

#[test]
fn an_edit_changes_the_override_of_the_programme_of_the_record() {
    let sandbox = sandbox();
    let editor = sandbox.install_script("editor", "sed -i 's/Phase of ponds/Edited/' \"$1\"");
    let mut edit = sandbox.command(&[&["edit", "phases/ponds.p1/title"], &BOTH[..]].concat());
    let output = Output::from_process(edit.env("EDITOR", &editor).output().unwrap());
    assert_eq!(output.code, 0, "{}", output.err);
    let file = sandbox.0.path().join(sandbox.config_of("ponds") + "/overrides.json");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"p1\"") && text.contains("Edited"), "{text}");
    assert_eq!(column(&sandbox, &["phases"], "title"), ["Phase of lakes", "Edited"]);
    let output = run(&sandbox, &["edit", "--revert", "phases/ponds.p1/title"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("Edited"));
}

#[test]
fn a_new_record_is_added_to_the_programme_that_its_id_names() {
    let sandbox = sandbox();
    let editor = sandbox.install_script("editor", "sed -i 's/New event/Edited/' \"$1\"");
    let add = |path: &str| {
        let mut command = sandbox.command(&[&["edit", "--new", path], &BOTH[..]].concat());
        Output::from_process(command.env("EDITOR", &editor).output().unwrap())
    };
    let text = |name: &str| {
        let file = sandbox.config_of(name) + "/overrides.json";
        std::fs::read_to_string(sandbox.0.path().join(file)).unwrap_or_default()
    };
    let output = add("events/ponds.zz");
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.out.contains("/ponds/overrides.json"), "{}", output.out);
    assert!(text("ponds").contains("\"zz\"") && text("lakes").is_empty(), "{}", text("lakes"));
    let output = add("events/ponds.zz");
    assert!(output.code == 2 && output.err.contains("already"), "{}", output.err);
    let output = add("events/lakes.yy");
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(text("lakes").contains("\"yy\""), "{}", text("lakes"));
}

#[test]
fn the_bundled_programme_is_shown_beside_another() {
    let sandbox = sandbox();
    for args in [["bundled", "lakes"], ["lakes", "bundled"]] {
        let flags = ["--programme", args[0], "--programme", args[1]];
        let check = sandbox.run(&[&["check"], &flags[..]].concat());
        assert!(check.out.contains("errors 0, warnings 0"), "{args:?} {}", check.out);
        let phases = sandbox.run(&[&["list", "phases"], &flags[..]].concat()).out;
        assert!(phases.contains("Phase of lakes") && phases.contains("GLO.ACT"), "{phases}");
        let nepal = sandbox.value_at("countries/NP", &flags);
        let phases: Vec<&str> =
            nepal["phases"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(phases.contains(&"p1") && phases.len() > 1, "{phases:?}");
        let rows = sandbox.run(&[&["list", "events", "programme:lakes"], &flags[..]].concat()).out;
        assert_eq!(rows.lines().count(), 3, "{rows}");
    }
}

#[test]
fn each_programme_has_its_own_years_and_events() {
    let sandbox = sandbox();
    sandbox.write("ponds/phases.json", r#"{"p1": {"title": "P", "date": "2019/2021"}}"#);
    sandbox.write(
        "ponds/events.json",
        r#"{"a": {"title": "A", "date": "2020", "phase": "p1"}, "b": {"title": "B", "date": "2020", "phase": "p1"}}"#,
    );
    assert_eq!(column(&sandbox, &["programme"], "events"), ["1", "2"]);
    assert_eq!(column(&sandbox, &["programme"], "date"), ["2020/2024", "2019/2021"]);
}

#[test]
fn a_programme_is_named_by_its_folder_too() {
    let sandbox = sandbox();
    let record = r#"{"main": {"title": "Small waters", "short": "SW"}}"#;
    sandbox.write("ponds/programme.json", record);
    for name in ["ponds", "sw", "ponds.main", "\"small waters\""] {
        let filter = format!("programme:{name}");
        assert_eq!(column(&sandbox, &["events", &filter], "title"), ["Launch of ponds"], "{name}");
    }
    let bundled = ["--programme", "bundled", "--programme", "lakes"];
    let phases = |filter: &str| sandbox.run(&[&["list", "phases", filter], &bundled[..]].concat());
    assert_eq!(phases("programme:bundled").out, phases("-programme:lakes").out);
    let output = run(&sandbox, &["list", "events", "programme:zzz"]);
    assert_eq!(output.code, 1);
    assert!(output.err.contains("the programmes are: lakes, SW"), "{}", output.err);
}

#[test]
fn different_values_of_a_shared_country_are_reported() {
    let sandbox = sandbox();
    for (name, capital) in [("lakes", "Kathmandu"), ("ponds", "Pokhara")] {
        let note = format!(r#"{{"NP": {{"phases": ["p1"], "note": "{capital}"}}}}"#);
        sandbox.write(&format!("{name}/countries.json"), note);
    }
    let check = run(&sandbox, &["check", "--format", "lines"]).out;
    for words in [
        "ponds/countries.json:1:35: warning: countries/NP/note: ponds states \"Pokhara\"",
        "and lakes states \"Kathmandu\": the value of ponds is used",
        "warnings 1,",
    ] {
        assert!(check.contains(words), "{words}: {check}");
    }
    assert_eq!(sandbox.value_at("countries/NP", &BOTH)["note"], "Pokhara");
    // one programme alone may say it otherwise than the bundled countries
    let alone = sandbox.run(&["check", "--programme", "ponds"]).out;
    assert!(alone.contains("warnings 0"), "{alone}");
}

#[test]
fn several_programmes_are_written_as_one_folder() {
    let sandbox = sandbox();
    let output = run(&sandbox, &["data", "--split", "joint"]);
    assert_eq!(output.code, 0, "{}", output.err);
    let titles = |kind: &str, filter: &str, flags: &[&str]| {
        let args = [&["list", kind, filter, "--format", "csv", "--columns", "title"], flags];
        let output = sandbox.command(&args.concat()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for kind in ["phases", "events", "objectives", "countries"] {
        for name in ["lakes", "ponds"] {
            let filter = format!("programme:{name}");
            let found = titles(kind, &filter, &["--programme", "joint"]);
            assert_eq!(found, titles(kind, &filter, &BOTH), "{kind} {name}");
        }
    }
}

#[test]
fn titles_name_all_programmes() {
    let sandbox = sandbox();
    for args in [
        &["list", "events", "--format", "html"][..],
        &["screenshot", "go overview", "--format", "text"],
        &["present"],
    ] {
        let output = run(&sandbox, args);
        assert!(output.out.contains("lakes and ponds"), "{args:?}: {}", output.out);
    }
}

#[test]
fn the_picker_leads_to_one_programme_and_back_to_all() {
    let mut session =
        Session::start_in(sandbox(), PROGRAM, &[&BOTH[..], &["--do", "go phases"]].concat());
    session.wait("both", |screen| shows("Phase of lakes")(screen) && shows("of ponds")(screen));
    session.press("P");
    session
        .wait("the choices", |screen| shows("lakes + ponds")(screen) && shows("bundled")(screen));
    session.press("ponds\r");
    session.wait("one of them", |screen| {
        shows("ponds is shown")(screen) && !shows("Phase of lakes")(screen)
    });
    session.press("P+\r");
    session.wait("both again", shows("lakes and ponds is shown"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn two_folders_of_one_name_are_refused() {
    let sandbox = sandbox();
    sandbox.write("other/lakes/programme.json", "{}");
    let output = sandbox.run(&["check", "--programme", "lakes", "--programme", "other/lakes"]);
    assert_eq!((output.code, &*output.out), (2, ""));
    assert!(output.err.contains("two programmes have the name \"lakes\""), "{}", output.err);
    // the same folder twice is one programme
    let output =
        sandbox.run(&["list", "phases", "--programme", "lakes", "--programme", "./lakes/"]);
    assert_eq!((output.code, output.out.matches("Phase of lakes").count()), (0, 1));
}
