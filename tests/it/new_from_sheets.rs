//! `gloact new --from`: a programme that is made from spreadsheets.

use crate::Sandbox;
use rust_xlsxwriter::Workbook;

/// The sheets of a programme, each with its name.
const SHEETS: &[(&str, &str)] = &[
    ("agencies", "name,title,roles\nFF,Forest Fund,funding\nFO,Forest Office,implementing\n"),
    ("phases", "title,short,date,donors\nFirst phase,Phase 1,2025/2028,FF\n"),
    ("objectives", "title,phase\nRestoration of forests,Phase 1\n"),
    ("engagements", "objective,agency,role\nRestoration of forests,FO,lead\n"),
    ("countries", "country,phases\nNepal,Phase 1\nLaos,Phase 1\n"),
    ("events", "title,date,countries,phase\nLaunch,21 March 2025,Nepal; Laos,Phase 1\n"),
];

/// Makes a programme from files in a sandbox, and returns the output.
fn new_from(sandbox: &Sandbox, files: &[&str]) -> crate::Output {
    sandbox.run(&[&["new", "lakes", "--title", "Clean Lakes", "--from"], files].concat())
}

/// Asserts that the records of the sheets are there, in files of their own.
fn assert_complete(sandbox: &Sandbox) {
    let check = sandbox.run(&["check", "--programme", "lakes"]);
    assert_eq!(check.out, "errors 0, warnings 0, notes 0\n", "{}", check.err);
    let value = |path: &str| sandbox.value_at(path, &["--programme", "lakes"]);
    assert_eq!(value("programme/lakes/title"), "Clean Lakes");
    let event = value("events/launch-2025-03-21");
    assert_eq!(event["date"], "2025-03-21");
    assert_eq!(event["countries"], serde_json::json!(["NP", "LA"]));
    // any name of a country finds it, and it keeps its own
    assert_eq!(value("countries/LA/short"), "Lao PDR");
    let countries = std::fs::read_to_string(sandbox.0.path().join("lakes/countries.json")).unwrap();
    assert!(!countries.contains("name"), "{countries}");
    assert_eq!(value("countries/NP/phases"), serde_json::json!(["phase-1"]));
    let file = std::fs::read_to_string(sandbox.0.path().join("lakes/events.json")).unwrap();
    let start = "{\n  \"$schema\": \"schema/events.json\",\n  \"launch-2025-03-21\": {";
    assert!(file.starts_with(start), "{file}");
    assert!(!file.contains("$row"), "{file}");
}

#[test]
fn sheets_of_each_kind_become_a_programme() {
    let sandbox = Sandbox::new();
    // the order of the files does not matter
    let names: Vec<String> = SHEETS.iter().rev().map(|(kind, _)| format!("{kind}.csv")).collect();
    for (kind, text) in SHEETS {
        sandbox.write(&format!("{kind}.csv"), *text);
    }
    let output = new_from(&sandbox, &names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((output.code, &*output.err), (0, ""));
    assert!(
        output.out.starts_with("agencies.csv: 2 agencies\nphases.csv: 1 phase\n"),
        "{}",
        output.out
    );
    assert_complete(&sandbox);
}

#[test]
fn sheets_of_a_workbook_become_a_programme() {
    let sandbox = Sandbox::new();
    let mut workbook = Workbook::new();
    for (kind, text) in SHEETS.iter().chain(&[("Notes", "anything,else\n1,2\n")]) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*kind).unwrap();
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                sheet.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
    }
    workbook.save(sandbox.0.path().join("all.xlsx")).unwrap();
    let output = new_from(&sandbox, &["all.xlsx"]);
    assert_eq!((output.code, &*output.err), (0, ""));
    assert_complete(&sandbox);
}

#[test]
fn a_cell_that_cannot_be_used_leaves_no_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("phases.csv", "title,date\nFirst phase,2025\n");
    sandbox.write("events.csv", "title,date,phase\nA,soon,First phase\nB,2025,Third phase\n");
    let output = new_from(&sandbox, &["phases.csv", "events.csv"]);
    assert_eq!((output.code, &*output.out), (3, ""), "{}", output.err);
    for words in ["nothing is written", "events.csv:B2: \"soon\" is no date\n", "\"Third phase\""] {
        assert!(output.err.contains(words), "{words}: {}", output.err);
    }
    assert!(!sandbox.0.path().join("lakes").exists());
    let output = sandbox.run(&["new", "lakes", "--from", "events.csv"]);
    assert!(output.code == 2 && output.err.contains("--title"), "{}", output.err);
    let output = new_from(&sandbox, &["nowhere.csv"]);
    assert!(output.code == 4 && output.err.contains("nowhere.csv"), "{}", output.err);
}
