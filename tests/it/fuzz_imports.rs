//! Fuzzing of imports: any bytes are read or refused, and what is written is an override without
//! errors.

use crate::support::dashboard::TODAY;
use gloact::import::{
    ImportAnswers, ImportOptions, PreviousImport, ReadOptions, import_text, plan_import,
    read_sheets, rejects_text, report,
};
use gloact::query::QueryContext;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use std::sync::OnceLock;

/// Words of sheets, so that the search gets beyond the first cell.
const WORDS: &[&str] = &[
    "title",
    "date",
    "ref",
    "country",
    "agency",
    "budget (EUR)",
    "phase",
    "start",
    "end",
    "year",
    "record",
    "events/x",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "\u{feff}",
    "sep=;\n",
    "#date",
    "#country+code",
    "2025-03-15",
    "03/04/2026",
    "15.03.2025",
    "Mar-25",
    "46094",
    "Q3 2026",
    "tbc",
    "12.500,00",
    "3.250",
    "(1,200)",
    "EUR 5",
    "Nepal",
    "IOM; UNODC",
    "-",
    "=1+1",
    "\u{1b}[31m",
    "title,date\n",
    "a,2025\n",
    "10-12 June 2025",
    "2024-2028",
    "é",
    "\0",
    "{\"",
    "<",
    "%PDF",
];

fn sheet_of(bytes: &[u8]) -> Vec<u8> {
    let word = |byte: &u8| match WORDS.get(usize::from(*byte)) {
        Some(word) => word.as_bytes().to_vec(),
        None => vec![*byte],
    };
    bytes.iter().flat_map(word).collect()
}

fn bundled() -> &'static Dataset {
    static DATA: OnceLock<Dataset> = OnceLock::new();
    DATA.get_or_init(Dataset::bundled)
}

/// Reads and plans a file; of a plan all texts are made, and the override is loaded.
fn import(bytes: &[u8]) {
    let Ok(sheets) = read_sheets(bytes, &ReadOptions::default()) else { return };
    let options = ImportOptions { file: "x.csv".into(), ..ImportOptions::default() };
    let ctx = QueryContext::new(bundled(), TODAY);
    let none = PreviousImport::default();
    let Ok(plan) = plan_import(&ctx, &sheets, &options, ImportAnswers::default(), &none) else {
        return;
    };
    assert!(!report(bundled(), &plan).contains('\u{1b}'));
    let left_out = plan.left_out();
    assert_eq!(rejects_text(&plan, &sheets).is_some(), left_out > 0);
    let text = import_text(&plan, bundled(), &none, false);
    let data = Dataset::load(vec![Layer::from_text("import.json", text.clone())]);
    assert!(data.errors().is_empty(), "{text}: {:?}", data.errors());
}

#[test]
fn any_text_is_imported_or_refused() {
    let check = bolero::check!().with_iterations(500).with_max_len(120);
    check.for_each(|bytes: &[u8]| import(&sheet_of(bytes)));
}

#[test]
fn rows_of_events_are_imported_or_refused() {
    let check = bolero::check!().with_iterations(150).with_max_len(60);
    check.for_each(|bytes: &[u8]| {
        let mut sheet = b"ref,title,date,country,agency,phase,start,end\n".to_vec();
        sheet.extend(sheet_of(bytes));
        import(&sheet);
    });
}

#[test]
fn any_workbook_is_read_or_refused() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in ["title", "date", "country"].iter().enumerate() {
        sheet.write_string(0, column as u16, *text).unwrap();
        sheet.write_string(1, column as u16, "Nepal").unwrap();
    }
    let whole = workbook.save_to_buffer().unwrap();
    let check = bolero::check!().with_iterations(150).with_max_len(24);
    check.for_each(|bytes: &[u8]| {
        let mut damaged = whole.clone();
        for pair in bytes.chunks_exact(3) {
            let at = usize::from(pair[0]) * 256 + usize::from(pair[1]);
            let length = damaged.len();
            damaged[at % length] = pair[2];
        }
        import(&damaged);
    });
}
