//! Line mode: it prints what the screen shows, and a number opens its line.

use crate::support::bundled::{bundled_rows, bundled_slides};
use crate::{Output, Sandbox, TODAY, bundled_app, draw};
use gloact::pane;
use gloact::ui::buffer_text;
use std::io::Write;
use std::process::Stdio;

/// Returns the output of the line mode for lines of input.
pub(crate) fn run_lines_in(sandbox: &Sandbox, args: &[&str], lines: &str) -> Output {
    let mut command =
        sandbox.command(&[&["--plain", "--today", &TODAY.to_string()], args].concat());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    // this checks for escape sequences and control characters
    let output = Output::from_process(child.wait_with_output().unwrap());
    // lines that fail, which some tests type, have an exit code
    assert!(output.code <= 3 && output.err.is_empty(), "{lines}: {} {}", output.code, output.err);
    let art = output.out.chars().find(
        |c| matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}' | '≠' | '·' | 'Δ' | '−'),
    );
    assert_eq!(art, None, "{lines}: {}", output.out);
    output
}

fn run_lines(lines: &str) -> String {
    run_lines_in(&Sandbox::new(), &[], lines).out
}

/// Returns the reply to the last line.
fn last_reply(lines: &[&str]) -> String {
    let before = run_lines(
        &lines[..lines.len() - 1].iter().map(|line| format!("{line}\n")).collect::<String>(),
    );
    let all = run_lines(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    all.strip_prefix(&before).unwrap().to_string()
}

#[test]
fn every_row_of_every_pane_is_printed() {
    for pane in pane::all() {
        let reply = last_reply(&[&format!(
            "go {}",
            if pane.name() == "overview" { "countries" } else { pane.name() }
        )]);
        let reply = if pane.name() == "overview" {
            last_reply(&["go countries", "go overview"])
        } else {
            reply
        };
        let app = bundled_app((120, 36), false, &format!("go {}", pane.name()));
        let (tab, scene) = app.current_pane();
        let table = tab.table(scene);
        let name = table
            .headers
            .iter()
            .position(|head| ["title", "name"].contains(&&*head.key))
            .unwrap_or(0);
        assert!(table.len > 2);
        let labels = |row: usize| {
            let record = table
                .headers
                .iter()
                .position(|head| head.key == "record")
                .map(|at| (table.cell)(row, at).display());
            let label = record
                .and_then(|place| app.data().record_at(&app.data().resolve_path(&place).ok()?))
                .map(|row| app.data().short_label(row).into_owned());
            [Some((table.cell)(row, name).display()), label]
        };
        for row in (0..table.len).filter(|_| pane.name() != "matrix") {
            let mut labels = labels(row).into_iter().flatten();
            // the table of the overview lists agencies that its page leaves out
            let known =
                labels.clone().any(|label| reply.contains(&label)) || pane.name() == "overview";
            assert!(known, "{}: {:?} is not in {reply}", pane.name(), labels.next());
        }
    }
}

#[test]
fn line_mode_prints_what_the_screen_shows() {
    for script in [
        "go countries/ML",
        "go events/launch-nepal",
        "go phases/glo-act/budget",
        "go agencies/iom",
        "go sources/seed-002",
        "go phases",
        "go documents",
        "go countries",
        "why countries/NP/region",
        "why phases/glo-act/budget",
        "problems",
    ] {
        let reply = run_lines_in(&Sandbox::new(), &["--do", script], "").out;
        let size = (90, 400);
        let (shown, _) = draw(&mut bundled_app(size, false, script), size);
        let text = buffer_text(&shown);
        let body = text.lines().skip(3).take_while(|line| !line.starts_with('─'));
        let words = body
            .flat_map(str::split_whitespace)
            .filter(|word| word.chars().count() > 2 && word.chars().all(char::is_alphanumeric));
        // column headers are not repeated, as each row names its values
        let missing: Vec<&str> = words
            .filter(|word| !reply.contains(*word) && !["Title", "Country"].contains(word))
            .collect();
        assert_eq!(missing, [""; 0], "{script}");
    }
}

#[test]
fn matrix_is_described_in_sentences() {
    let reply = last_reply(&["go matrix"]);
    assert!(reply.contains("Objective 5, protection: IOM named"), "{reply}");
    let reply = last_reply(&["go matrix", "compare glo-act glo-act-ame"]);
    assert!(
        reply.contains("IOM named still") && reply.contains("UNICEF no longer named jointly"),
        "{reply}"
    );
    let reply = last_reply(&["go matrix", "cell 6 3", "open"]);
    assert!(reply.contains("UNICEF") && reply.contains("named jointly"), "{reply}");
}

#[test]
fn number_opens_its_line_and_back_returns() {
    let all = bundled_rows("go countries");
    let african = bundled_rows("go countries; filter region:africa");
    let list = last_reply(&["go countries", "filter region:africa"]);
    assert!(
        list.starts_with(&format!("Countries: {african} of {all} countries: in Africa\n1. Egypt"))
            && list.lines().count() == african + 1,
        "{list}"
    );
    let mali = last_reply(&["go countries", "filter region:africa", "2"]);
    assert!(mali.starts_with("Mali\ncountry, ML, MLI, 466\nRegion: Africa\n"), "{mali}");
    assert_eq!(last_reply(&["go countries", "filter region:africa", "2", "back"]), list);
    assert_eq!(last_reply(&["go countries", "filter region:africa", "2", "1", "back"]), mali);
    let why = last_reply(&["go countries", "why 11"]);
    assert!(why.starts_with("Mali\ncountries/ML\n") && why.contains("Layers."), "{why}");
    assert_eq!(last_reply(&["go countries", "filter region:africa", "why 2", "back"]), list);
    let found = last_reply(&["find laos"]);
    assert!(found.starts_with("Find\n1. Lao People's Democratic Republic"), "{found}");
    assert!(last_reply(&["find laos", "1"]).starts_with("Lao People's Democratic Republic"));
    assert!(last_reply(&["go countries", "down"]).starts_with("Here: Bangladesh, countries/BD"));
    assert_eq!(
        last_reply(&["go countries/ML", "next"]),
        "Here: United Nations Office on Drugs and Crime, agencies/unodc\n"
    );
    assert!(
        last_reply(&["go countries/ML", "next", "enter"])
            .starts_with("United Nations Office on Drugs and Crime")
    );
}

#[test]
fn error_is_reported_and_the_session_continues() {
    for (line, words) in [
        ("goo countries", "did you mean \"go\"?"),
        ("go countreis", "did you mean \"countries\"?"),
        ("filter regoin:asia", "did you mean \"region\"?"),
        ("999", "there is no line 999"),
        ("back", "there is no earlier view"),
        ("edit-filter", "the filter needs its words"),
        ("why nowhere/x", "unknown kind"),
    ] {
        let reply = run_lines_in(
            &Sandbox::new(),
            &["--do", "go countries"],
            &format!("{line}\ngo countries/NP\nquit\ngo countries\n"),
        )
        .out;
        assert!(reply.contains(words), "{line}: {reply}");
        let (_, end) = reply.split_once("Record: countries/NP\n").expect(&reply);
        assert!(!end.contains("Countries: "), "{reply}");
    }
}

#[test]
fn saving_and_copying_work_without_a_terminal() {
    let sandbox = Sandbox::new();
    let reply = run_lines_in(
        &sandbox,
        &[],
        "go countries\nfilter region:africa\nsave-bookmark mine\ncopy rows csv\n\
         copy rows md file\ngo matrix\nbookmarks\n1\n",
    )
    .out;
    assert!(reply.contains("Egypt,Africa,") && reply.contains("written to "), "{reply}");
    assert!(reply.ends_with(&last_reply(&["go countries", "filter region:africa"])), "{reply}");
    assert!(sandbox.0.path().join("config/gloact/views.json").is_file());
    // steps before an error are done
    let reply = run_lines_in(&sandbox, &[], "go countries\ncopy link; go nowhere\n").out;
    assert!(
        reply.contains("\ngo countries\n") && reply.contains("unknown pane or record"),
        "{reply}"
    );
    let help = last_reply(&["help"]);
    assert!(
        help.contains("filter WORDS: Show the rows")
            && help.contains("go map: ")
            && help.ends_with("quit: End\n"),
        "{help}"
    );
    let ascii =
        run_lines_in(&sandbox, &["--ascii", "--do", "go countries; filter code:NP"], "why 1\n").out;
    assert!(!ascii.contains(['–', '“', '…']), "{ascii}");
}

#[test]
fn quit_now_ends_the_session_under_both_names() {
    for line in ["quit-now", "leave", "quit", "q", "exit"] {
        let reply = run_lines(&format!("go matrix\n{line}\ngo countries/NP\n"));
        assert!(!reply.contains("countries/NP"), "{line}: {reply}");
    }
}

#[test]
fn a_setting_is_reset_where_no_file_is() {
    let sandbox = Sandbox::new();
    let reply = run_lines_in(&sandbox, &[], "set theme auto\n").out;
    assert!(!reply.contains("invalid"), "{reply}");
    sandbox.write("config/gloact/settings.json", "// mine\n");
    let reply = run_lines_in(&sandbox, &[], "set theme auto\nset theme light\n").out;
    assert!(!reply.contains("invalid"), "{reply}");
    let text = std::fs::read_to_string(sandbox.0.path().join("config/gloact/settings.json"));
    let text = text.unwrap();
    assert!(text.starts_with("// mine\n") && text.contains("\"theme\": \"light\""), "{text}");
}

#[test]
fn slides_are_printed_complete() {
    let count = bundled_slides();
    let reply = last_reply(&["present programme", "slide 4", "slide 9"]);
    assert!(
        reply.contains(&format!("Slide 9 of {count}: The launches"))
            && reply.contains("National launch in Nepal")
            && reply.contains("Note: "),
        "{reply}"
    );
    let reply = run_lines("present programme\nslide 4\nquit\nquit\n");
    assert!(
        reply.contains(&format!("Slide 1 of {count}: GLO.ACT"))
            && reply.contains(&format!("Slide 4 of {count}: Who does what"))
            && reply.contains("UNODC is named"),
        "{reply}"
    );
}
