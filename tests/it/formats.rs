//! Formats of rows: every command in every format, on any data, is read by a parser of the format.

use crate::Sandbox;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::Stdio;

/// Commands that print rows, with the name of their rows in JSON.
const COMMANDS: &[&[&str]] = &[
    &["list", "events"],
    &["list", "agencies"],
    &["list", "citations", "--limit", "20"],
    &["overview"],
    &["phases"],
    &["matrix"],
    &["matrix", "--compare", "glo-act", "glo-act-ame"],
    &["countries"],
    &["timeline"],
    &["documents"],
    &["sources"],
    &["map"],
    &["search", "zebra"],
    &["next"],
    &["diff"],
    &["paths"],
    &["keys"],
    &["doctor"],
];

/// Names that programs other than ours could take for a command, a separator or markup.
const HOSTILE_NAMES: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\"quoted\", with comma; semicolon",
    "two\nlines\r\nor three",
    "<b>&amp; | pipe \\ `code` [link](x)</b>",
    "BEGIN:VEVENT\\n,;",
    "\u{feff}mark and \u{202e}order",
    "",
];

/// Returns an override with events of these names.
fn events(names: impl Iterator<Item = String>) -> String {
    let event = |(number, name): (usize, String)| {
        let day = format!("2026-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
        let fields = json!({"title": format!("zebra {name}"), "date": day, "place": name});
        (format!("zebra-{number}"), fields)
    };
    let events: serde_json::Map<String, Value> = names.enumerate().map(event).collect();
    json!({ "events": events }).to_string()
}

fn hostile_events() -> String {
    events(HOSTILE_NAMES.iter().map(ToString::to_string))
}

/// Returns the exit code, stdout and stderr of a command on a day.
fn run(sandbox: &Sandbox, args: &[&str]) -> (Option<i32>, String, String) {
    let output = sandbox.command(args).args(["--today", "2026-03-01"]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Returns the cells of CSV, its headers included.
fn csv_cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
}

/// Returns the rows of a text in a format; asserts that it follows the format.
fn count_rows(format: &str, text: &str) -> usize {
    match format {
        "json" => serde_json::from_str::<Value>(text).unwrap()["rows"].as_array().unwrap().len(),
        "jsonl" => {
            let rows = text.lines().map(|line| serde_json::from_str(line).unwrap());
            rows.collect::<Vec<Value>>().len()
        }
        "csv" | "excel" => {
            assert_eq!(text.starts_with('\u{feff}'), format == "excel");
            let cells = csv_cells(text.trim_start_matches('\u{feff}'));
            for cell in cells.iter().flatten() {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
                assert!(!is_formula || cell.parse::<f64>().is_ok(), "{cell:?}");
            }
            cells.len() - 1
        }
        "tsv" => {
            let widths: Vec<usize> = text.lines().map(|line| line.split('\t').count()).collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
            widths.len() - 1
        }
        "md" => {
            let bars =
                |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(text.lines().all(|line| bars(line) == bars(&text[..text.find('\n').unwrap()])));
            text.lines().count() - 2
        }
        "html" => {
            let page = Html::parse_document(text);
            assert!(page.errors.is_empty(), "{:?}", page.errors);
            page.select(&Selector::parse("tbody > tr").unwrap()).count()
        }
        "ics" => {
            assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
            text.matches("\r\nBEGIN:VEVENT\r\n").count()
        }
        _ => unreachable!("{format}"),
    }
}

fn assert_all_formats_agree(sandbox: &Sandbox, commands: &[&[&str]]) {
    for command in commands {
        let print = |format: &str| run(sandbox, &[command, &["--format", format][..]].concat());
        let (code, text, _) = print("jsonl");
        let wanted = count_rows("jsonl", &text);
        let is_diff = command[0] == "diff";
        assert_eq!(code, Some(if wanted == 0 && !is_diff { 1 } else { 0 }), "{command:?}");
        for format in ["json", "csv", "excel", "tsv", "md", "html"] {
            // the keys in Markdown are the page of the documentation
            if (command[0], format) == ("keys", "md") {
                continue;
            }
            let (found_code, text, _) = print(format);
            assert_eq!(count_rows(format, &text), wanted, "{command:?} {format}: {text}");
            assert_eq!(found_code, code, "{command:?} {format}");
        }
        let (ics_code, text, err) = print("ics");
        if ics_code == code {
            assert!(count_rows("ics", &text) <= wanted, "{command:?}");
        } else {
            assert!(ics_code == Some(2) && text.is_empty() && err.contains("a date"), "{err}");
        }
        let (table_code, text, _) = print("table");
        assert_eq!(table_code, code, "{command:?}");
        if !matches!(command[0], "diff" | "doctor") {
            assert_eq!(text.lines().count(), wanted + 2, "{command:?}: {text}");
        }
    }
}

#[test]
fn every_command_prints_every_format() {
    assert_all_formats_agree(&Sandbox::new(), COMMANDS);
}

#[test]
fn names_with_quotes_lines_and_formulas_stay_within_their_cells() {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/overrides.json", hostile_events());
    assert_all_formats_agree(&sandbox, COMMANDS);
    // what is read is what was written, but for formulas and control characters
    let (_, text, _) = run(&sandbox, &["list", "events", "zebra", "--format", "csv"]);
    let cells = csv_cells(&text);
    let place = cells[0].iter().position(|key| key == "place").unwrap();
    for name in ["'=cmd|' /C calc'!A0", "'-2+3", "\"quoted\", with comma; semicolon"] {
        assert!(cells.iter().any(|row| row[place] == name), "{name}: {text}");
    }
}

#[test]
fn no_rows_are_printed_in_every_format() {
    let none = ["xqzxqz"];
    let commands: Vec<Vec<&str>> = [&["list", "events"][..], &["countries"], &["timeline"]]
        .iter()
        .map(|command| [command, &none[..]].concat())
        .collect();
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    assert_all_formats_agree(&Sandbox::new(), &commands);
}

#[test]
fn thousands_of_rows_are_printed_in_every_format() {
    let sandbox = Sandbox::new();
    let names = (0..5_000).map(|number| format!("number {number}"));
    sandbox.write("config/gloact/overrides.json", events(names));
    assert_all_formats_agree(&sandbox, &[&["list", "events"], &["timeline", "zebra"], &["diff"]]);
    // a reader that ends anywhere is no error
    for format in ["table", "json", "csv", "ics"] {
        for bytes in [1, 4_096, 65_536, 100_000] {
            let mut command = sandbox.command(&["list", "events", "zebra", "--format", format]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let mut pipe = child.stdout.take().unwrap();
            pipe.read_exact(&mut vec![0; bytes]).unwrap();
            drop(pipe);
            let output = child.wait_with_output().unwrap();
            let err = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{format} {bytes}");
        }
    }
}

#[test]
fn excel_format_has_a_byte_order_mark_and_days_that_sort() {
    let sandbox = Sandbox::new();
    let override_text = r#"{"events": {"a": {"title": "zebra é", "date": "2015/2019"},
        "b": {"title": "zebra", "date": "2018-09~"}, "c": {"title": "zebra", "date": "2019/.."}}}"#;
    sandbox.write("config/gloact/overrides.json", override_text);
    let print = |format: &str| run(&sandbox, &["list", "events", "zebra", "--format", format]).1;
    let excel = print("excel");
    let cells = csv_cells(excel.strip_prefix('\u{feff}').unwrap());
    let column = |key: &str| cells[0].iter().position(|found| found == key).unwrap();
    let [date, first, last] = ["date", "date_first_day", "date_last_day"].map(column);
    assert_eq!((first, last), (date + 1, date + 2));
    let days: Vec<_> =
        cells[1..].iter().map(|row| [date, first, last].map(|at| &*row[at])).collect();
    let wanted = [
        ["2015/2019", "2015-01-01", "2019-12-31"],
        ["2018-09~", "2018-09-01", "2018-09-30"],
        ["2019/..", "2019-01-01", ""],
    ];
    assert_eq!(days, wanted);
    // without these columns it is CSV
    let others = |row: &Vec<String>| {
        let kept = row.iter().enumerate().filter(|(at, _)| *at != first && *at != last);
        kept.map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
    };
    assert_eq!(cells.iter().map(others).collect::<Vec<_>>(), csv_cells(&print("csv")));
    // a copy in a file has the mark, and its name ends as spreadsheets expect
    let mut command = sandbox.command(&["--plain"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let steps = b"go events; filter zebra\ncopy rows excel file\ncopy rows excel screen\n";
    child.stdin.take().unwrap().write_all(steps).unwrap();
    let shown = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let files = crate::files_with_extension(sandbox.0.path(), "csv");
    let [file] = &files[..] else { panic!("{files:?}: {shown}") };
    assert!(std::fs::read_to_string(file).unwrap().starts_with('\u{feff}'));
    assert!(shown.contains("date_first_day") && !shown.contains('\u{feff}'), "{shown}");
}

#[test]
fn calendars_leave_out_years_that_they_cannot_hold() {
    let sandbox = Sandbox::new();
    let override_text = r#"{"events": {"a": {"title": "zebra", "date": "0000"},
        "b": {"title": "zebra", "date": "9999-12-31"},
        "c": {"title": "zebra", "date": "9999-12-30"},
        "d": {"title": "zebra", "date": "0001"}, "e": {"title": "zebra"}},
        "programme": {"gloact": {"data_of": "0000"}}}"#;
    sandbox.write("config/gloact/overrides.json", override_text);
    let (code, text, err) = run(&sandbox, &["list", "events", "zebra", "--format", "ics"]);
    assert_eq!((code, count_rows("ics", &text)), (Some(0), 2), "{err}");
    let reason = "the calendar leaves out 2 of 4 rows with a date outside of the years 1 to 9999";
    assert!(err.contains(reason), "{err}");
    assert!(text.contains("DTEND;VALUE=DATE:99991231") && !text.contains("DATE:0000"), "{text}");
    assert!(text.contains("DTSTAMP:19700101T000000Z"), "{text}");
    // also a copy says what it leaves out
    let mut command = sandbox.command(&["--plain"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let steps = b"go events; filter zebra\ncopy rows ics file\n";
    child.stdin.take().unwrap().write_all(steps).unwrap();
    let shown = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(shown.contains(".ics; ") && shown.contains(reason), "{shown}");
    let (code, text, err) =
        run(&sandbox, &["list", "events", "zebra", "year:0000", "--format", "ics"]);
    assert_eq!((code, text.as_str()), (Some(2), ""), "{err}");
}
