//! A spreadsheet in the dashboard: it is chosen, shown, written by Enter, and taken back by undo.

use crate::support::dashboard::{fixture_app, press, screen_text};
use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox, files_with_extension, root};
use gloact::app::{Effect, FileEntry, ImportTask};
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

#[test]
fn each_step_is_reached_by_keys_and_left_again() {
    let sandbox = Sandbox::new();
    sandbox.write("sheets/events.csv", SHEET);
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let mut session = Session::start_in(sandbox, PROGRAM, &["--programme", &folder]);
    session.press("I");
    session.wait("the folders", shows("sheets/"));
    session.press("sh\t");
    session.wait("the files of the folder", shows("events.csv"));
    session.press("ev\t");
    session.wait("the whole path", shows("sheets/events.csv"));
    session.press("\r");
    session.wait("the columns", shows("→ countries"));
    session.press("\t");
    session.wait("the question", shows("which country?"));
    session.press("\r");
    session.wait("the finder", shows("leave out"));
    session.press("corv");
    session.wait("what fits", |screen| shows("Corvania")(screen) && !shows("Arvenia")(screen));
    session.press("\r");
    session.wait("the last answer", shows("✓ countries \"Nowhere\": Corvania"));
    session.press("\t");
    session.wait("the preview", shows("New: events/ev-2"));
    session.press("\x7f");
    session.wait("the answer", shows("countries \"Nowhere\": Corvania"));
    session.press("\x7f");
    session.wait("the columns again", shows("→ countries"));
    session.press("\t\t");
    session.wait("the preview again", shows("New: events/ev-2"));
    session.press("\r");
    session.wait("the outcome", shows("1 override"));
    session.press("u");
    session.wait("the way back", shows("the import is taken back"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn columns_are_changed_and_answers_kept_for_the_next_file() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", "Ref,Title,Date,Words\nEV-1,A course,2017-03-15,Good\n");
    // the fifth line is the column, the choice of it the field
    let fields = run_lines(&sandbox, "import events.csv\n5\n");
    assert!(fields.out.contains("5. Words not used"), "{}", fields.all_output());
    let number = fields.out.lines().find_map(|line| line.split_once(". note,"));
    let number = number.expect("the note is a field").0;
    let steps = format!("import events.csv\n5\n{number}\nenter\ngo events/ev-1\n");
    let output = run_lines(&sandbox, &steps);
    assert!(output.out.contains("Words to note"), "{}", output.all_output());
    assert!(output.out.contains("Good"), "{}", output.all_output());
    // the next file changes one value, and needs no answer
    sandbox.write("events.csv", "Ref,Title,Date,Words\nEV-1,A tour,2017-03-15,Good\n");
    let output = run_lines(&sandbox, "import events.csv\n");
    for words in ["Words to note", "Changed: events/ev-1, row 2", "title: A course to A tour"] {
        assert!(output.out.contains(words), "{words}\n{}", output.all_output());
    }
}

#[test]
fn each_import_has_a_view_of_its_own() {
    let sandbox = Sandbox::new();
    sandbox.write("one.csv", SHEET);
    sandbox.write("other.csv", "Ref,Title,Date\nEV-9,Another course,2017-03-15\n");
    let output = run_lines(&sandbox, "import one.csv; import other.csv\nenter\n");
    assert!(output.out.contains("Import: other.csv"), "{}", output.all_output());
    assert!(output.out.contains("1 row: 1 new"), "{}", output.all_output());
    let files = files_with_extension(sandbox.0.path(), "json");
    let is_written = |name: &str| files.iter().any(|file| file.ends_with(name));
    assert!(is_written("overrides/import-other.json"), "{files:?}");
    assert!(!is_written("overrides/import-one.json"), "{files:?}");
}

#[test]
fn records_without_a_row_are_shown_as_vanished() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", SHEET);
    run_lines(&sandbox, "import events.csv --answer 'Nowhere='\nenter\n");
    sandbox.write("events.csv", "Ref,Title,Date,Country\nEV-1,A course,2017-03-15,Arvenia\n");
    let output = run_lines(&sandbox, "import events.csv\n");
    for words in ["Vanished 1", "events/ev-2", "0 changed, 1 the same"] {
        assert!(output.out.contains(words), "{words}\n{}", output.all_output());
    }
}

#[test]
fn a_file_that_changes_after_the_preview_is_not_written() {
    let sandbox = Sandbox::new();
    sandbox.write("events.csv", SHEET);
    let folder = root().join("tests/fixtures/programme").display().to_string();
    let path = sandbox.0.path().join("events.csv");
    let args = ["--programme", &folder, "--do", "import events.csv"];
    let mut session = Session::start_in(sandbox, PROGRAM, &args);
    session.wait("the columns", shows("→ countries"));
    std::fs::write(path, SHEET.replace("A course", "Another")).unwrap();
    session.press("\t\t");
    session.wait("the preview", shows("A course"));
    session.press("\r");
    session.wait("the refusal", shows("nothing was written"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn work_that_is_stopped_leaves_no_trace() {
    const SIZE: (u16, u16) = (80, 24);
    let mut app = fixture_app(SIZE, false, "import events.csv");
    let Some(Effect::Import(task @ ImportTask::Preview(_))) = app.next_effect() else {
        panic!("the file is to be read");
    };
    let progress = app.begin_import(&task);
    assert!(screen_text(&mut app, SIZE).contains("the file is read"));
    // other keys wait for the work
    press(&mut app, "2 enter tab");
    assert!(screen_text(&mut app, SIZE).contains("the file is read"));
    press(&mut app, "esc");
    assert!(screen_text(&mut app, SIZE).contains("nothing was written"));
    // the thread notices it, and what it has done is not shown
    assert!(progress.check().is_err() && progress.begin_writing().is_err());
    app.finish_import(&progress, Err(gloact::error::Error::usage("zzz")));
    assert!(!screen_text(&mut app, SIZE).contains("zzz"));
}

#[test]
fn files_are_completed_while_a_command_is_typed() {
    const SIZE: (u16, u16) = (80, 24);
    let mut app = fixture_app(SIZE, false, "");
    for key in [":", "i", "m", "p", "o", "r", "t", "space"] {
        app.update(crossterm::event::Event::Key(gloact::command::key::parse(key).unwrap()));
    }
    assert_eq!(app.next_effect(), Some(Effect::ListFiles(String::new())));
    let file = |name: &str, is_folder| FileEntry { name: name.into(), is_folder, size: 1_500 };
    let files = vec![file("my sheets", true), file("my events.csv", false), file(".x.csv", false)];
    app.set_files(String::new(), Ok(files));
    let text = screen_text(&mut app, SIZE);
    assert!(text.contains("my sheets/") && text.contains("1 kB") && !text.contains(".x.csv"));
    press(&mut app, "m y space e tab");
    app.update(crossterm::event::Event::Key(gloact::command::key::parse("enter").unwrap()));
    let Some(Effect::Import(ImportTask::Preview(request))) = app.next_effect() else {
        panic!("the file is to be read");
    };
    assert_eq!(request.line, "'my events.csv'");
    // each folder is listed once, also that of the home directory
    app.update(crossterm::event::Event::Key(gloact::command::key::parse("I").unwrap()));
    assert_eq!(app.next_effect(), Some(Effect::ListFiles(String::new())));
    for (key, folder) in [("~", "~/"), ("/", "~/"), ("a", "~/")] {
        app.update(crossterm::event::Event::Key(gloact::command::key::parse(key).unwrap()));
        let listed = app.next_effect();
        assert!(listed.is_none_or(|effect| effect == Effect::ListFiles(folder.into())), "{key}");
    }
}

#[test]
fn files_of_iati_are_shown_written_and_taken_back() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "work.xml",
        "<iati-activities version=\"2.03\"><iati-activity default-currency=\"EUR\">\
         <iati-identifier>XX-1</iati-identifier><title><narrative>Wells</narrative></title>\
         <activity-status code=\"2\"/><recipient-country code=\"XA\" percentage=\"100\"/>\
         </iati-activity></iati-activities>",
    );
    let output = run_lines(&sandbox, "import work.xml\n");
    assert!(output.out.contains("work.xml"), "{}", output.all_output());
    let written = || files_with_extension(sandbox.0.path(), "json");
    let is_override = |file: &std::path::PathBuf| file.ends_with("overrides/import-work.json");
    assert!(!written().iter().any(is_override), "nothing is written before Enter");
    let output = run_lines(&sandbox, "import work.xml\nenter\nfind wells\n");
    assert!(output.out.contains("written to") && output.out.contains("Wells"), "{}", output.out);
    assert!(written().iter().any(is_override));
    let sandbox = Sandbox::new();
    sandbox.write("work.xml", "<iati-activities version=\"1.05\"></iati-activities>");
    let output = run_lines(&sandbox, "import work.xml\nenter\n");
    assert!(output.all_output().contains("2."), "{}", output.all_output());
}

#[test]
fn the_kind_of_a_file_that_fits_none_is_chosen() {
    let sandbox = Sandbox::new();
    sandbox.write("none.csv", "Country,Sector\nArvenia,Water\n");
    let output = run_lines(&sandbox, "import none.csv\n");
    let number = output.out.lines().find_map(|line| line.strip_suffix(". activities, off"));
    let number = number.unwrap_or_else(|| panic!("kinds are offered: {}", output.out));
    let output = run_lines(&sandbox, &format!("import none.csv\n{number}\n"));
    for words in ["fit no kind", "records to activities", "Country to countries", "no title"] {
        assert!(output.out.contains(words), "{words}: {}", output.all_output());
    }
}
