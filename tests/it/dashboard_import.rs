//! A spreadsheet in the dashboard: it is shown, written by Enter, and taken back by undo.

use crate::{Output, Sandbox, files_with_extension, root};
use std::io::Write;
use std::process::Stdio;

/// Runs the steps of a script in line mode, on the small programme of the tests.
fn run_lines(sandbox: &Sandbox, steps: &str) -> Output {
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let mut command = sandbox.command(&["--plain", "--programme", &folder]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(steps.as_bytes()).unwrap();
    Output::from_process(child.wait_with_output().unwrap())
}

fn overrides(sandbox: &Sandbox) -> Vec<std::path::PathBuf> {
    let mut files = files_with_extension(sandbox.0.path(), "json");
    files.retain(|file| file.ends_with("overrides/import-events.json"));
    files
}

const SHEET: &str = "Ref,Title,Date,Country\n\
    EV-1,A course,2017-03-15,Arvenia\n\
    EV-2,A tour,2017-04-15,Nowhere\n";

#[test]
fn a_sheet_is_shown_written_and_taken_back() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", SHEET);
    let output = run_lines(&sandbox, "import events.csv\n");
    for words in ["2 rows of events", "Title", "which country?", "2 rows: 1 new"] {
        assert!(output.out.contains(words), "{words}\n{}", output.all_output());
    }
    assert_eq!(overrides(&sandbox).len(), 0, "nothing is written before Enter");
    let output = run_lines(&sandbox, "import events.csv\nenter\ngo events/ev-1\n");
    assert!(output.out.contains("A course"), "{}", output.all_output());
    assert_eq!(overrides(&sandbox).len(), 1);
    assert!(sandbox.0.path().join("events.rejects.csv").exists());
    // the next import replaces the override, and undo brings back what it was
    let before = std::fs::read_to_string(&overrides(&sandbox)[0]).unwrap();
    let answered = "import events.csv --answer 'Nowhere=Corvania'\nenter\n";
    run_lines(&sandbox, answered);
    let after = std::fs::read_to_string(&overrides(&sandbox)[0]).unwrap();
    assert!(after.contains("ev-2") && after != before, "{after}");
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", SHEET);
    let output = run_lines(&sandbox, &format!("{answered}undo\ngo events/ev-1\n"));
    assert!(output.out.contains("the import is taken back"), "{}", output.all_output());
    assert_eq!(overrides(&sandbox).len(), 0, "{}", output.all_output());
}

#[test]
fn what_cannot_be_imported_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("none.csv", "Country,Sector\nArvenia,Water\n");
    for (steps, words) in [
        ("import missing.csv\n", "there is no such file"),
        ("import none.csv\n", "fit no kind of record"),
        ("import none.csv --as evnts\n", "unknown kind of record"),
    ] {
        let output = run_lines(&sandbox, steps);
        assert!(output.all_output().contains(words), "{steps}: {}", output.all_output());
    }
}
