//! The sheets of `gloact new --from`: their names, their ids, and the sentences about their faults.

use crate::{Output, Sandbox};
use rust_xlsxwriter::Workbook;

/// Writes a workbook of sheets, each with its name and its lines.
fn write_workbook(sandbox: &Sandbox, sheets: &[(&str, &str)]) {
    let mut workbook = Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                sheet.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
    }
    workbook.save(sandbox.0.path().join("all.xlsx")).unwrap();
}

/// Makes a programme from files.
fn new_from(sandbox: &Sandbox, files: &[(&str, &str)]) -> Output {
    for (name, text) in files {
        sandbox.write(name, text);
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    sandbox.run(&[&["new", "lakes", "--title", "Clean Lakes", "--from"], &*names].concat())
}

#[test]
fn sheets_are_known_by_their_names_in_any_case_and_number() {
    let sandbox = Sandbox::new();
    write_workbook(
        &sandbox,
        &[
            ("Agencies", "name,title\nFF,Forest Fund\n"),
            ("Phase", "title,date\nFirst phase,2025\n"),
            ("OBJECTIVES", "title,phase\nForests,First phase\n"),
            ("Notes", "anything,else\n1,2\n"),
        ],
    );
    let output = sandbox.run(&["new", "lakes", "--title", "Clean Lakes", "--from", "all.xlsx"]);
    assert_eq!((output.code, &*output.err), (0, ""), "{}", output.out);
    for line in [
        "all.xlsx (Notes): not used, it fits no kind of record\n",
        "all.xlsx (Agencies): 1 agency\n",
        "all.xlsx (Phase): 1 phase\n",
        "all.xlsx (OBJECTIVES): 1 objective\n",
    ] {
        assert!(output.out.contains(line), "{line}: {}", output.out);
    }
    let sheet = ["import", "all.xlsx", "--sheet", "agencies", "--programme", "lakes"];
    let output = sandbox.run(&sheet);
    assert!(output.out.contains("sheet \"Agencies\""), "{}", output.all_output());
    let sandbox = Sandbox::new();
    let sheet = "title,date\nFirst phase,soon\n";
    write_workbook(&sandbox, &[("Agencies", "name\nFF\n"), ("Phases", sheet)]);
    let output = sandbox.run(&["new", "lakes", "--title", "Clean Lakes", "--from", "all.xlsx"]);
    assert!(output.err.contains("all.xlsx (Phases):B2: \"soon\" is no date"), "{}", output.err);
}

#[test]
fn ids_come_from_short_names_unless_records_share_one() {
    let sandbox = Sandbox::new();
    let agencies = "name,title\nCILSS,Permanent Interstate Committee for Drought Control\n";
    let phases = "title,short,date\nA,Phase 1,2025\nB,Phase 2,2026\n";
    let output = new_from(&sandbox, &[("agencies.csv", agencies), ("phases.csv", phases)]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    for path in ["agencies/cilss/title", "phases/phase-1/title", "phases/phase-2/title"] {
        assert!(sandbox.value_at(path, &["--programme", "lakes"]).is_string(), "{path}");
    }
    let sandbox = Sandbox::new();
    let agencies = "name,title\nMoH,Ministry of Kenya\nMoH,Ministry of Nepal\n";
    let output = new_from(&sandbox, &[("agencies.csv", agencies)]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(output.out.contains("agencies.csv: 2 agencies"), "{}", output.out);
}

#[test]
fn names_that_are_misspelt_are_suggested() {
    let sandbox = Sandbox::new();
    let files = [
        ("agencies.csv", "name,title\nFO,Forest Office\n"),
        ("objectives.csv", "title\nForests\n"),
        ("engagements.csv", "objective,agency\nForests,UNHCR\n"),
        ("countries.csv", "country\nNepal\nMauretania\n"),
        ("events.csv", "title,date,kind,countries\nA,31.02.2025,traning,Nepall\n"),
    ];
    let output = new_from(&sandbox, &files);
    assert_eq!((output.code, &*output.out), (3, ""), "{}", output.err);
    for words in [
        "engagements.csv:B2: agency \"UNHCR\" is not in the sheet of agencies",
        "\"Mauretania\" is no known country: did you mean \"Mauritania\" (MR)?",
        "events.csv:B2: \"31.02.2025\" is no date: February 2025 has 28 days",
        "did you mean \"training\"?",
        "did you mean \"Nepal\" (NP)",
    ] {
        assert!(output.err.contains(words), "{words}: {}", output.err);
    }
}

#[test]
fn rows_with_another_number_of_cells_than_headings_are_told() {
    let sandbox = Sandbox::new();
    let events = "title,date,place,note\nA,2025,Rome,x\nB,2025,Paris\nC,2025,Rome, Italy,y\n";
    let output = new_from(&sandbox, &[("events.csv", events)]);
    let sentence = "events.csv: row 3 has 3 cells, the headings are 4; another row differs as well";
    assert!(output.code == 0 && output.out.contains(sentence), "{}", output.all_output());
    let output = sandbox.run(&["import", "events.csv"]);
    assert!(output.out.contains("row 3 has 3 cells"), "{}", output.out);
}
