//! Workbooks: xlsx and ods are read and written, and what is made to harm is refused.

use crate::Sandbox;
use crate::support::small_programme::{run, value};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Returns a workbook as offices keep them: notes first, a title above the headings, true days,
/// numbers, formulas, a hidden sheet.
fn office_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "Read me first").unwrap();
    let sheet = workbook.add_worksheet().set_name("Events 2017").unwrap();
    sheet.write_string(0, 0, "Events of the region").unwrap();
    for (column, heading) in
        ["Ref", "Event name", "Date", "Country", "Organiser", "Remarks"].iter().enumerate()
    {
        sheet.write_string(3, column as u16, *heading).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2017, 3, 15).unwrap();
    let format = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write_number(4, 0, 1.0).unwrap();
    sheet.write_string(4, 1, "Course").unwrap();
    sheet.write_datetime_with_format(4, 2, &day, &format).unwrap();
    sheet.write_string(4, 3, "Arvénie").unwrap();
    sheet.write_string(4, 4, "WAT").unwrap();
    sheet.write_formula(4, 5, Formula::new("=1+1").set_result("two")).unwrap();
    sheet.write_number(6, 0, 2.0).unwrap();
    sheet.write_string(6, 1, "=HYPERLINK(\"http://x\")").unwrap();
    sheet.write_number(6, 2, 42810.0).unwrap();
    sheet.write_string(6, 3, "Belmora").unwrap();
    workbook.add_worksheet().set_hidden(true).write_string(0, 0, "secret").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_with_its_days_and_numbers() {
    let sandbox = Sandbox::new();
    // its content tells the format, not its name
    sandbox.write("events.csv", office_workbook());
    let output = run(&sandbox, &["import", "events.csv"]);
    for words in [
        "Excel workbook (xlsx), sheet \"Events 2017\"; headings in row 4, 2 rows of events",
        "--dates excel   (42810 is 2017-03-16)",
    ] {
        assert!(output.out.contains(words), "{words}\n{}", output.all_output());
    }
    let output = run(&sandbox, &["import", "events.csv", "--dates", "excel", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/1/date"), "2017-03-15");
    assert_eq!(value(&sandbox, "events/1/countries"), serde_json::json!(["XA"]));
    assert_eq!(value(&sandbox, "events/1/note"), "two");
    assert_eq!(value(&sandbox, "events/2/title"), "=HYPERLINK(\"http://x\")");
    let output = run(&sandbox, &["explain", "events/2/title"]);
    assert!(output.out.contains("sheet \"Events 2017\", row 7"), "{}", output.out);
    let output = run(&sandbox, &["import", "events.csv", "--sheet", "Events 2018"]);
    assert!(output.err.contains("unknown sheet"), "{}", output.err);
}

#[test]
fn rows_are_written_as_a_workbook() {
    let sandbox = Sandbox::new();
    let output = run(&sandbox, &["list", "events", "--format", "xlsx", "-o", "events.xlsx"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let bytes = std::fs::read(sandbox.0.path().join("events.xlsx")).unwrap();
    let sheets = gloact::import::read_sheets(&bytes, &Default::default()).unwrap();
    let names: Vec<_> = sheets.sheets.iter().map(|sheet| sheet.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["events", "sources"]);
    // the matrix and the timeline are written too, and a text format takes the name of the file
    for args in
        [&["matrix", "-o", "m.xlsx"][..], &["timeline", "-o", "t.xlsx"], &["map", "-o", "m.csv"]]
    {
        let output = run(&sandbox, args);
        assert_eq!((output.code, output.out.as_str()), (0, ""), "{args:?}: {}", output.err);
        assert!(sandbox.0.path().join(args[2]).exists(), "{args:?}");
    }
    let output = run(&sandbox, &["list", "events", "--format", "xlsx"]);
    assert!(output.code == 2 && output.err.contains("-o events.xlsx"), "{}", output.err);
}

#[test]
fn a_template_that_is_filled_in_comes_in() {
    let sandbox = Sandbox::new();
    for kind in gloact::model::KindId::ALL.iter().filter(|kind| kind.name() != "citations") {
        let file = format!("{kind}.xlsx");
        let output = run(&sandbox, &["import", "--template", kind.name(), "--to", &file]);
        assert_eq!(output.code, 0, "{}", output.all_output());
        let output = run(&sandbox, &["import", &file]);
        assert!(
            output.err.contains("no rows below the headings"),
            "{kind}: {}",
            output.all_output()
        );
        let output = run(&sandbox, &["import", "--template", kind.name(), "--to", &file]);
        assert!(output.code == 4 && output.err.contains("is there already"), "{}", output.err);
    }
    // the mark tells spreadsheets the encoding
    let output = sandbox.command(&["import", "--template", "events"]).output().unwrap();
    let template = String::from_utf8(output.stdout).unwrap();
    let template = template.trim_start_matches('\u{feff}');
    let first = template.lines().next().unwrap();
    assert!(first.contains("title *,date *,"), "{template}");
    let mut cells = vec![""; first.split(',').count()];
    (cells[0], cells[1], cells[2]) = ("ev-1", "A launch", "2027-03-02");
    sandbox.write("filled.csv", format!("{template}{}\n", cells.join(",")));
    let output = run(&sandbox, &["import", "filled.csv", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/ev-1/title"), "A launch");
    assert_eq!(value(&sandbox, "events/example"), serde_json::Value::Null);
}

/// Returns an archive with these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns an OpenDocument sheet with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest \
                    xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ])
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

#[test]
fn an_open_document_is_read_and_its_blank_rows_are_not() {
    let sandbox = Sandbox::new();
    let blank = "<table:table-row table:number-rows-repeated=\"1048000\">\
                 <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = [ods_row(&["Title", "Date"]), ods_row(&["Course", "15 March 2017"])].concat();
    sandbox.write("events.ods", ods(&format!("{rows}{blank}")));
    let output = run(&sandbox, &["import", "events.ods", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/course-2017-03-15/date"), "2017-03-15");
}

#[test]
fn files_that_are_made_to_harm_are_refused() {
    let sandbox = Sandbox::new();
    let zeros = " ".repeat(400 << 20);
    let repeated = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                    table:number-columns-repeated=\"16384\" office:value-type=\"string\">\
                    <text:p>x</text:p></table:table-cell></table:table-row>";
    let mut far = Workbook::new();
    let sheet = far.add_worksheet();
    sheet.write_string(0, 0, "title").unwrap();
    sheet.write_string(0, 16_383, "date").unwrap();
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    for (name, bytes, words) in [
        ("bomb.xlsx", archive(&[("xl/workbook.xml", &zeros)]), "unpacks to more than"),
        ("repeated.ods", ods(repeated), "cells or more"),
        ("far.xlsx", far.save_to_buffer().unwrap(), "columns or more"),
        ("other.zip", archive(&[("../../etc/passwd", "x")]), "the archive holds no workbook"),
        ("cut.xlsx", office_workbook()[..2000].to_vec(), "the workbook cannot be"),
        ("empty.ods", ods(""), "the workbook has no rows"),
    ] {
        sandbox.write(name, &bytes);
        let output = run(&sandbox, &["import", name]);
        assert!(output.code != 0 && output.err.contains(words), "{name}: {}", output.all_output());
    }
    let wide = ",".repeat(1_000_000);
    sandbox.write("wide.csv", wide);
    let output = run(&sandbox, &["import", "wide.csv"]);
    assert!(output.err.contains("columns or more"), "{}", output.err);
}
