//! A sheet of events as an office keeps it: few questions, and no answer that nobody is told of.

use crate::support::small_programme::{run, value};
use crate::{Sandbox, files_with_extension};

const COUNTRIES: &[&str] = &[
    "Arvenia",
    "ARV",
    "XA",
    "Arvénie",
    "arvenia",
    "Republic of Arvenia",
    "Арвения, Belmora",
    "\"Belmora (Kingdom of); Corvania\"",
];

/// Returns a sheet of forty events, with the odd values of such sheets.
fn sheet() -> Vec<String> {
    let mut lines = vec![
        "Ref.;Event name;Start date;End date;Location country;City;Organiser(s);Project;Type of \
         event;Participants;Budget (EUR);Remarks"
            .to_string(),
    ];
    for index in 0..40 {
        let (day, month) = (index % 28 + 1, index % 12 + 1);
        let date = format!("{day:02}.{month:02}.2019");
        let start = match index {
            3 => "tbc",
            9 => "43619",
            15 => "03/04/2019",
            21 => "Mar-19",
            _ => &date,
        };
        let end = if index == 6 { "01.01.2018" } else { "" };
        let country = match index {
            4 | 14 => "Global",
            5 => "n/a",
            index => COUNTRIES[index % COUNTRIES.len()],
        };
        let agency = ["WAT", "Water Alliance Trust", "Lake Watch", "FOS/Lake Watch"][index % 4];
        let phase = ["RIVERS North", "Phase 2", "RIVERS 2025-2029", "second phase"][index % 4];
        let kind = ["Training", "Study tour", "ToT", "Workshops", "Media"][index % 5];
        let reference = if index == 20 { 20 } else { index + 1 };
        lines.push(format!(
            "EV-{reference:03};Event {index};{start};{end};{country};Town;{agency};{phase};{kind};\
             {};12.500,00;",
            index * 3
        ));
    }
    lines
}

fn text(lines: &[String]) -> String {
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

const ANSWERS: &[&str] = &[
    "--answer",
    "RIVERS 2025-2029=new",
    "--answer",
    "Media=campaign",
    "--answer",
    "Mar-19=2019-03",
    "--write",
];

#[test]
fn a_sheet_of_forty_events_asks_few_questions() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", text(&sheet()));
    let output = run(&sandbox, &["import", "events.csv"]);
    for words in [
        "Questions (3)",
        "phase \"RIVERS 2025-2029\" (10 cells, first H4): which phase?",
        "kind \"Media\" (8 cells, first I6): which word?",
        "date \"Mar-19\" (C23): which date?",
        "Assumptions (5); --answer 'TEXT=VALUE' replaces one",
        "agencies \"Lake Watch\" (20 cells, first G4): adds agencies/lake-watch",
        "phase \"Phase 2\" (10 cells, first H3): rivers-north",
        "countries \"Global\" (2 cells, first E6): left out",
        "countries \"n/a\" (E7): left out",
        "date \"43619\" (C11): 2019-06-03",
        "date: days come first in 03/04/2019 (C17), as in 13.01.2019 (C14)",
        "(16 wait for 3 answers)",
    ] {
        assert!(output.out.contains(words), "{words}\n{}", output.out);
    }
}

#[test]
fn it_comes_in_with_one_command_and_the_next_one_changes_only_what_changed() {
    let sandbox = Sandbox::new();
    let mut lines = sheet();
    sandbox.write("events.csv", text(&lines));
    let output = run(&sandbox, &[&["import", "events.csv"], ANSWERS].concat());
    assert_eq!(output.code, 3, "{}", output.all_output());
    for words in ["40 rows: 36 new, 0 changed, 0 the same, 4 left out\n", "adds agencies/lake-w"] {
        assert!(output.out.contains(words), "{words}\n{}", output.out);
    }
    for (place, expected) in [
        ("agencies/lake-watch/name", "Lake Watch"),
        ("phases/rivers-2025-2029/title", "RIVERS 2025-2029"),
        ("phases/rivers-2025-2029/date", "2025/2029"),
        ("events/ev-002/phase", "rivers-north"),
        ("events/ev-003/phase", "rivers-2025-2029"),
        ("events/ev-010/date", "2019-06-03"),
        ("events/ev-016/date", "2019-04-03"),
        ("events/ev-022/date", "2019-03"),
        ("events/ev-002/participants/total", "3"),
    ] {
        let found = value(&sandbox, place);
        let found = found.as_str().map_or(found.to_string(), str::to_string);
        assert_eq!(found, expected, "{place}");
    }
    assert_eq!(value(&sandbox, "events/ev-004"), serde_json::Value::Null);
    let countries = value(&sandbox, "events/ev-023/countries");
    assert_eq!(countries, serde_json::json!(["XA", "XB"]));
    assert_eq!(value(&sandbox, "events/ev-008/agencies"), serde_json::json!(["fos", "lake-watch"]));
    let timeline = run(&sandbox, &["timeline", "phase:rivers-2025-2029", "--format", "jsonl"]);
    assert_eq!(timeline.out.lines().count(), 9, "{}", timeline.all_output());
    assert_eq!(run(&sandbox, &["check"]).code, 0);

    let overrides = files_with_extension(&sandbox.0.path().join("config"), "json");
    let path = overrides.iter().find(|path| path.ends_with("import-events.json")).unwrap();
    let first = std::fs::read_to_string(path).unwrap();
    lines[1] = lines[1].replace("Event 0", "Event nought");
    lines.push("EV-041;New;24.12.2019;;XA;;WAT;Phase 2;ToT;;;".into());
    sandbox.write("june.csv", text(&lines));
    let output = run(&sandbox, &["import", "june.csv", "--write"]);
    let counts = "41 rows: 1 new, 1 changed, 35 the same, 4 left out\n";
    assert!(output.out.contains(counts), "{}", output.out);
    let second = std::fs::read_to_string(path).unwrap();
    let changed = second.lines().filter(|line| !first.contains(line.trim_end_matches(',')));
    let changed: Vec<&str> = changed.map(str::trim).collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
    assert!(changed[1].contains("Event nought") && changed[2].contains("ev-041"), "{changed:?}");
}

#[test]
fn the_number_of_an_objective_is_asked_when_its_phase_is_known() {
    let sandbox = Sandbox::new();
    let sheet = "title,date,phase,objective\nCourse,2019-05-06,Ponds,Output 1\n";
    sandbox.write("events.csv", sheet);
    let output = run(&sandbox, &["import", "events.csv"]);
    assert!(output.out.contains("Questions (1)"), "{}", output.out);
    let output = run(&sandbox, &["import", "events.csv", "--answer", "Ponds=rivers-1", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let objectives = value(&sandbox, "events/course-2019-05-06/objectives");
    assert_eq!(objectives, serde_json::json!(["rivers-1-1"]));
}

#[test]
fn an_assumption_can_be_replaced() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", "title,date,country,agency\nCourse,2019-05-06,Global,Lake Watch\n");
    let answers = ["--answer", "Global=Corvania", "--answer", "Lake Watch=lake-trust", "--write"];
    let output = run(&sandbox, &[&["import", "events.csv"], &answers[..]].concat());
    assert!(!output.out.contains("Assumptions"), "{}", output.out);
    let event = value(&sandbox, "events/course-2019-05-06");
    assert_eq!(event["countries"], serde_json::json!(["XC"]));
    assert_eq!(event["agencies"], serde_json::json!(["lake-trust"]));
    // numbers far from all dates of the column are asked
    sandbox.write("days.csv", "title,date\nOne,2019-05-06\nTwo,2019-05-07\nThree,60000\n");
    let output = run(&sandbox, &["import", "days.csv"]);
    assert!(output.out.contains("--dates excel   (60000 is 2064-04-08)"), "{}", output.out);
}

#[test]
fn an_import_that_lies_above_and_keeps_its_values_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("north.csv", "ref,title,date\nE-1,Course,2019-05-06\n");
    run(&sandbox, &["import", "north.csv", "--write"]);
    sandbox.write("area.csv", "code,title,date,place\nE-1,Tour,2019-05-06,Port\n");
    let output = run(&sandbox, &["import", "area.csv"]);
    let told = "import-north.json lies above this import and keeps its values of 1 record, such as \
                events/e-1";
    assert!(output.out.contains(told), "{}", output.all_output());
    let output = run(&sandbox, &["import", "area.csv", "--write"]);
    assert!(output.out.contains(told), "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/e-1/title"), "Course");
    // one that lies below is not
    sandbox.write("zones.csv", "code,title,date,country\nE-1,Trip,2019-05-06,XA\n");
    let output = run(&sandbox, &["import", "zones.csv"]);
    assert!(!output.out.contains("lies above"), "{}", output.all_output());
}
