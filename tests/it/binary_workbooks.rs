//! Workbooks of the binary formats of Excel, xls and xlsb, are read as the others are.

use crate::support::small_programme::{run, value};
use crate::{Sandbox, root};
use serde_json::json;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn an_xls_workbook_is_read_with_its_days() {
    let sandbox = Sandbox::new();
    let bytes = std::fs::read(root().join("tests/fixtures/events.xls")).unwrap();
    sandbox.write("events.xls", bytes);
    let output = run(&sandbox, &["import", "events.xls", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("2 rows: 2 new"), "{}", output.out);
    assert_eq!(value(&sandbox, "events/1/date"), "2017-03-15");
    assert_eq!(value(&sandbox, "events/1/countries"), json!(["XA"]));
    assert_eq!(value(&sandbox, "events/2/title"), "Tour");
    let output = run(&sandbox, &["explain", "events/2/title"]);
    assert!(output.out.contains("sheet \"Events 2017\", row 3"), "{}", output.out);
}

/// Returns a record of the binary format of Excel: its type, its length and its bytes.
fn record(kind: u32, bytes: &[u8]) -> Vec<u8> {
    let mut record = match kind {
        0..0x80 => vec![kind as u8],
        _ => vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8],
    };
    let length = bytes.len();
    match length {
        0..0x80 => record.push(length as u8),
        _ => record.extend([(length & 0x7f) as u8 | 0x80, (length >> 7) as u8]),
    }
    [record, bytes.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

const BEGIN_BOOK: u32 = 0x83;
const END_BOOK: u32 = 0x84;
const BUNDLE_SHEET: u32 = 0x9c;
const END_BUNDLE_SHEETS: u32 = 0x90;
const CALCULATION: u32 = 0x9d;
const DIMENSION: u32 = 0x94;
const BEGIN_SHEET: u32 = 0x81;
const BEGIN_SHEET_DATA: u32 = 0x91;
const END_SHEET_DATA: u32 = 0x92;
const ROW: u32 = 0x00;
const NUMBER: u32 = 0x05;
const TEXT: u32 = 0x06;

/// Returns a workbook with one sheet; cells that read as numbers are such.
fn xlsb(rows: &[&[&str]]) -> Vec<u8> {
    let bundle = [vec![0; 4], 1u32.to_le_bytes().to_vec(), wide("rId1"), wide("Events")].concat();
    let workbook = [
        record(BEGIN_BOOK, &[]),
        record(BUNDLE_SHEET, &bundle),
        record(END_BUNDLE_SHEETS, &[]),
        record(CALCULATION, &[]),
        record(END_BOOK, &[]),
    ];
    let last = [0, rows.len() as u32 - 1, 0, rows[0].len() as u32 - 1];
    let dimension: Vec<u8> = last.iter().flat_map(|number| number.to_le_bytes()).collect();
    let mut sheet = record(BEGIN_SHEET, &[]);
    sheet.extend(record(DIMENSION, &dimension));
    sheet.extend(record(BEGIN_SHEET_DATA, &[]));
    for (number, row) in rows.iter().enumerate() {
        let header = [(number as u32).to_le_bytes().to_vec(), vec![0; 13]].concat();
        sheet.extend(record(ROW, &header));
        for (column, cell) in row.iter().enumerate() {
            let start = [(column as u32).to_le_bytes().to_vec(), vec![0; 4]].concat();
            sheet.extend(match cell.parse::<f64>() {
                Ok(number) => record(NUMBER, &[start, number.to_le_bytes().to_vec()].concat()),
                Err(_) => record(TEXT, &[start, wide(cell)].concat()),
            });
        }
    }
    sheet.extend(record(END_SHEET_DATA, &[]));
    let relations = "<?xml version=\"1.0\"?><Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
        Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
        worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.bin", &*workbook.concat()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", &*sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_xlsb_workbook_is_read_and_a_damaged_one_is_refused() {
    let sandbox = Sandbox::new();
    let rows: &[&[&str]] = &[
        &["Ref", "Event name", "Date", "Country", "Participants"],
        &["1", "Course", "15 March 2017", "Arvénie", "12"],
    ];
    let bytes = xlsb(rows);
    sandbox.write("events.xlsb", &bytes);
    let output = run(&sandbox, &["import", "events.xlsb", "--write"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(value(&sandbox, "events/1/date"), "2017-03-15");
    assert_eq!(value(&sandbox, "events/1/participants/total"), 12);
    assert_eq!(value(&sandbox, "events/1/countries"), json!(["XA"]));
    for (name, bytes) in [
        ("cut.xlsb", &bytes[..bytes.len() / 2]),
        ("cut.xls", &std::fs::read(root().join("tests/fixtures/events.xls")).unwrap()[..3000]),
    ] {
        sandbox.write(name, bytes);
        let output = run(&sandbox, &["import", name]);
        assert!(output.code == 3 && output.err.contains("cannot be"), "{}", output.all_output());
    }
}
