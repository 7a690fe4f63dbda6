//! `gloact import` of text: a spreadsheet as an office keeps it becomes an override, and the next
//! one updates it.

use crate::support::small_programme::{folder, run, value};
use crate::{Output, Sandbox, files_with_extension};

/// A sheet of events with a mark, semicolons, days in several forms, and countries in several ways.
const EVENTS: &str = "\u{feff}Ref;Event name *;Start;End;Location Country;City;Organiser;Project;Type;\
    Output;Remarks;Cost centre\r\n\
    EV-001;\"Course; part one\";15.03.2017;17.03.2017;Arvenia;Port Arven;WAT;RIVERS North;Training;1;a\u{1b}[31mb;7\r\n\
    EV-002;Course two;16.04.2017;;ARV, Belmora;Belm;\"WAT; Forest Office of the States\";Phase 2;ToT;;;7\r\n\
    EV-003;Tour;22.05.2017;;Arvénie and XC;;Water Board;Phase 2;Study tour;;;7\r\n\
    EV-004;Meeting;tbc;;Arvenia;;WAT;RIVERS North;Meetings;;;7\r\n\
    EV-005;Backwards;01.06.2017;01.05.2017;Arvenia;;WAT;RIVERS North;Meeting;;;7\r\n\
    EV-006;Double one;02.06.2017;;Arvenia;;WAT;RIVERS North;Meeting;;;7\r\n\
    EV-006;Double two;03.06.2017;;Arvenia;;WAT;RIVERS North;Meeting;;;7\r\n\
    EV-007;Press;04.06.2017;;Global;;WAT;RIVERS North;Media;;;7\r\n";

const ANSWERS: &[&str] = &[
    "--answer",
    "Phase 2=rivers-north",
    "--answer",
    "Water Board=new",
    "--answer",
    "Global=",
    "--answer",
    "Media=campaign",
];

#[test]
fn a_preview_says_what_becomes_of_a_sheet_and_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    let output = run(&sandbox, &["import", "events.csv"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    for words in [
        "cells separated by semicolons, UTF-8; headings in row 1, 8 rows of events",
        "B   Event name *      → title",
        "C   Start             → date (start)",
        "L   Cost centre       not used",
        "kind \"Media\" (I9): which word?",
        "agencies \"Water Board\" (G4): adds agencies/water-board",
        "phase \"Phase 2\" (2 cells, first H3): rivers-north",
        "countries \"Global\" (E9): left out",
        "events.csv:C5: \"tbc\" is no date; the row is left out",
        "events.csv:6: the end is before the start (2017-06-01/2017-05-01)",
        "rows 7 and 8 are both \"ev-006\" and differ; both are left out",
        "events/ev-001 (row 2, new)",
        "title: Course; part one",
        "8 rows: 3 new, 0 changed, 0 the same, 5 left out (1 wait for 1 answer)",
        "nothing is written yet; --write writes import-events.json",
    ] {
        assert!(output.out.contains(words), "{words}\n{}", output.out);
    }
    assert!(!sandbox.0.path().join("config").exists());
}

#[test]
fn answers_let_rows_in_and_the_rest_comes_back_with_reasons() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    let output = run(&sandbox, &[&["import", "events.csv", "--write"], ANSWERS].concat());
    assert_eq!(output.code, 3, "{}", output.all_output());
    assert!(
        output.out.contains("8 rows: 4 new, 0 changed, 0 the same, 4 left out"),
        "{}",
        output.out
    );
    let one = value(&sandbox, "events/ev-001");
    assert_eq!(one["title"], "Course; part one");
    assert_eq!(one["date"], "2017-03-15/2017-03-17");
    assert_eq!(one["objectives"], serde_json::json!(["rivers-north-1"]));
    assert_eq!(one["note"], "a␛[31mb");
    let two = value(&sandbox, "events/ev-002");
    assert_eq!(two["countries"], serde_json::json!(["XA", "XB"]));
    assert_eq!(two["agencies"], serde_json::json!(["wat", "fos"]));
    assert_eq!((&two["phase"], &two["kind"]), (&"rivers-north".into(), &"training".into()));
    let three = value(&sandbox, "events/ev-003");
    assert_eq!(three["countries"], serde_json::json!(["XA", "XC"]));
    assert_eq!(value(&sandbox, "agencies/water-board/name"), "Water Board");
    assert_eq!(value(&sandbox, "events/ev-007/countries"), serde_json::Value::Null);
    let rejects = std::fs::read_to_string(sandbox.0.path().join("events.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 5, "{rejects}");
    assert!(rejects.contains("\"C5: \"\"tbc\"\" is no date\""), "{rejects}");
    assert_eq!(run(&sandbox, &["check"]).code, 0);
    // mended rows come in with the answers that were kept
    let mended = rejects.replace("tbc", "5 June 2017").replace("01.05.2017", "02.06.2017");
    sandbox.write("mended.csv", mended);
    let output = run(&sandbox, &["import", "mended.csv", "--write"]);
    assert!(
        output.out.contains("4 rows: 2 new, 0 changed, 0 the same, 2 left out"),
        "{}",
        output.out
    );
    assert!(output.out.contains("import-events.json"), "{}", output.out);
    assert_eq!(value(&sandbox, "events/ev-004/date"), "2017-06-05");
    assert_eq!(value(&sandbox, "events/ev-001/title"), "Course; part one");
}

#[test]
fn the_row_of_a_value_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    run(&sandbox, &[&["import", "events.csv", "--write"], ANSWERS].concat());
    let output = run(&sandbox, &["explain", "events/ev-003/title"]);
    assert!(output.out.contains("events.csv, row 4"), "{}", output.out);
    let output = run(&sandbox, &["explain", "events/ev-003/title", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(report["layers"][0]["import"]["row"], 4, "{}", output.out);
}

#[test]
fn the_next_file_changes_only_what_changed() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    run(&sandbox, &[&["import", "events.csv", "--write"], ANSWERS].concat());
    let files = files_with_extension(&sandbox.0.path().join("config"), "json");
    let path = files.iter().find(|path| path.ends_with("overrides/import-events.json")).unwrap();
    let first = std::fs::read_to_string(path).unwrap();
    let output = run(&sandbox, &["import", "events.csv", "--write"]);
    assert!(output.out.contains("0 new, 0 changed, 4 the same"), "{}", output.out);
    assert_eq!(std::fs::read_to_string(path).unwrap(), first);
    // a blank cell leaves the value, a hyphen takes it away, a missing row stays
    let next = EVENTS
        .replace("Course two", "Course 2")
        .replace(";Arvénie and XC;", ";;")
        .replace("WAT;RIVERS North;Media", "-;RIVERS North;Media")
        .lines()
        .filter(|line| !line.starts_with("EV-001"))
        .collect::<Vec<_>>()
        .join("\n");
    sandbox.write("june.csv", &next);
    let output = run(&sandbox, &["import", "june.csv", "--write"]);
    assert!(output.out.contains("0 new, 2 changed, 1 the same"), "{}", output.out);
    assert!(output.out.contains("1 of the earlier import are not in the file"), "{}", output.out);
    assert_eq!(value(&sandbox, "events/ev-002/title"), "Course 2");
    assert_eq!(value(&sandbox, "events/ev-003/countries"), serde_json::json!(["XA", "XC"]));
    assert_eq!(value(&sandbox, "events/ev-007/agencies"), serde_json::Value::Null);
    assert_eq!(value(&sandbox, "events/ev-001/title"), "Course; part one");
    let output = run(&sandbox, &["import", "june.csv", "--write", "--sync"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/ev-001"), serde_json::Value::Null);
}

#[test]
fn an_edit_of_an_imported_record_lies_above_the_import() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    run(&sandbox, &[&["import", "events.csv", "--write"], ANSWERS].concat());
    let editor = sandbox.install_script("editor", "sed -i 's/Course two/Course 2/' \"$1\"");
    let folder = folder();
    let mut edit = sandbox.command(&["edit", "events/ev-002/title", "--programme", &folder]);
    let output = Output::from_process(edit.env("EDITOR", &editor).output().unwrap());
    assert_eq!((output.code, &*output.err), (0, ""), "{}", output.out);
    assert_eq!(value(&sandbox, "events/ev-002/title"), "Course 2");
    assert_eq!(value(&sandbox, "events/ev-002/date"), "2017-04-16");
    // the next import leaves it
    sandbox.write("events.csv", EVENTS.replace("16.04.2017", "17.04.2017"));
    let output = run(&sandbox, &["import", "events.csv", "--write"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/ev-002/title"), "Course 2");
    assert_eq!(value(&sandbox, "events/ev-002/date"), "2017-04-17");
}

#[test]
fn days_months_and_decimals_are_asked_never_guessed() {
    let sandbox = Sandbox::new();
    let sheet = "title,date\nOne,03/04/2017\nTwo,05/06/2017\n";
    sandbox.write("slashes.csv", sheet);
    let output = run(&sandbox, &["import", "slashes.csv"]);
    assert!(output.out.contains("--dates dmy   (03/04/2017 is 2017-04-03)"), "{}", output.out);
    let output = run(&sandbox, &["import", "slashes.csv", "--dates", "mdy", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/one-2017-03-04/date"), "2017-03-04");
    // one day beyond the twelfth settles the column
    sandbox.write("settled.csv", sheet.replace("05/06", "25/06"));
    let output = run(&sandbox, &["import", "settled.csv", "--map", "other", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/one-2017-04-03/date"), "2017-04-03");
    sandbox.write("phases.csv", "title,budget (EUR)\nNew phase,3.250\n");
    let output = run(&sandbox, &["import", "phases.csv", "--as", "phases"]);
    assert!(output.out.contains("--decimal comma   (3.250 is 3250)"), "{}", output.out);
    let output =
        run(&sandbox, &["import", "phases.csv", "--as", "phases", "--decimal", "comma", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let money = serde_json::json!({"amount": 3250, "currency": "EUR"});
    assert_eq!(value(&sandbox, "phases/new-phase/budget"), money);
}

#[test]
fn files_that_are_no_spreadsheet_are_refused_with_the_reason() {
    let sandbox = Sandbox::new();
    for (name, text, words) in [
        ("a.json", &b"{\"events\": {}}"[..], "the file is JSON"),
        ("a.csv", b"", "the file has no rows"),
        ("b.csv", b"a,b\n1,2\n", "no heading is known"),
        ("c.csv", b"title,date\n", "there are no rows below the headings"),
        ("d.csv", b"Country,Sector\nArvenia,Water\n", "fit no kind of record"),
        ("e.pdf", b"%PDF-1.4\n", "the file is a PDF"),
        ("f.bin", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", "neither a text nor a workbook"),
    ] {
        sandbox.write(name, text);
        let output = run(&sandbox, &["import", name, "--write"]);
        assert!(output.code != 0 && output.err.contains(words), "{name}: {}", output.all_output());
        assert!(!name.ends_with("json") || output.err.contains("--data"), "{}", output.err);
    }
    for (args, words) in [
        (&["import", "missing.csv"][..], "there is no such file"),
        (&["import", "c.csv", "--as", "evnts"], "unknown kind of record"),
        (&["import", "d.csv", "--set", "titel=x", "--as", "events"], "unknown event field"),
        (&["import", "d.csv", "--map", "../../x"], "cannot be the name of an import"),
        (&["import", "d.csv", "--encoding", "utf-99"], "unknown encoding"),
        (&["import", "d.csv", "--dates", "ymd"], "unknown order of dates"),
    ] {
        let output = run(&sandbox, args);
        assert!(output.err.contains(words), "{args:?}: {}", output.all_output());
    }
    assert!(!sandbox.0.path().join("config").exists());
}

#[test]
fn an_override_of_the_user_is_not_replaced() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", EVENTS);
    sandbox.write("mine.json", "{\"events\": {}}");
    let output = run(&sandbox, &["import", "events.csv", "--write", "--to", "mine.json"]);
    assert!(output.err.contains("not from an import"), "{}", output.all_output());
    let kept = std::fs::read_to_string(sandbox.0.path().join("mine.json")).unwrap();
    assert_eq!(kept, "{\"events\": {}}");
}
