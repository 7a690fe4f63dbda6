//! The command line: output, errors and exit codes.

use crate::support::bundled::{bundled_json, bundled_records, bundled_rows};
use crate::{Output, Sandbox};
use gloact::pane;
use serde_json::Value;
use std::process::Stdio;

fn run(args: &[&str]) -> Output {
    Sandbox::new().run(args)
}

#[test]
fn panes_print_rows_without_a_terminal() {
    for tab in pane::all() {
        let output = run(&[tab.name()]);
        let lines: Vec<&str> = output.out.lines().collect();
        assert_eq!((output.code, output.err.as_str()), (0, ""), "{}", tab.name());
        assert!(
            lines.len() > 4 && lines[1].chars().all(|c| matches!(c, '-' | ' ')),
            "{}: {}",
            tab.name(),
            output.out
        );
        assert!(
            output.out.lines().all(|line| line.trim_end() == line),
            "{}: blanks at an end",
            tab.name()
        );
        assert_eq!(run(&["--do", &format!("go {}", tab.name())]).out, output.out);
    }
    assert_eq!(run(&[]).out, run(&["overview"]).out);
}

#[test]
fn shell_and_script_filters_agree() {
    let wanted = run(&["countries", "region:africa"]);
    assert_eq!((wanted.code, wanted.out.lines().count()), (0, 2 + 5), "{}", wanted.out);
    for args in [
        &["--do", "go countries; filter region:africa"][..],
        &["countries", "--do", "filter region:africa"],
        &["--do", "filter region:africa", "countries"],
        &["--today", "2020-01-01", "countries", "region:africa", "--theme", "mono"],
        &["countries", "region:africa", "--today=2020-01-01", "--do", "up"],
        &["countries", "--do", "filter region:\"africa\""],
    ] {
        assert_eq!(run(args).out, wanted.out, "{args:?}");
    }
    assert_eq!(run(&["countries", "name:South Africa"]).out.lines().count(), 3);
    assert_eq!(run(&["countries", "-agency:iom", "region:africa"]).out.lines().count(), 4);
    assert_eq!(run(&["countries", "a;b"]).code, 1);
    let sorted = run(&["countries", "--do", "sort events down"]).out;
    assert!(sorted.lines().nth(2).is_some_and(|line| line.starts_with("Bangladesh")), "{sorted}");
    assert_eq!(
        run(&["countries", "--do", "all"]).out.lines().count(),
        2 + bundled_rows("go countries; all")
    );
}

/// Arguments, the exit code, and words of the output.
const DOCUMENTED_OUTCOMES: &[(&[&str], i32, &str)] = &[
    (&["countries", "nowhere"], 1, "Country"),
    (&["chek"], 2, "did you mean \"check\"?"),
    (&["lst"], 2, "did you mean \"list\"?"),
    (&["list", "contries"], 2, "did you mean \"countries\"?"),
    (&["list", "timeline"], 2, "gloact timeline"),
    (&["list", "events", "regoin:asia"], 2, "did you mean \"region\"?"),
    (&["list", "events", "region:afrca"], 1, "did you mean \"Africa\"?"),
    (&["list", "agencies", "--sort", "nam"], 0, "UNODC"),
    (&["list", "agencies", "--columns", "nme"], 2, "did you mean \"name\"?"),
    (&["list", "agencies", "--format", "cvs"], 2, "known: table, json"),
    (&["list", "agencies", "--format", "jsn"], 2, "did you mean \"json\"?"),
    (&["--color", "alway"], 2, "did you mean \"always\"?"),
    (&["list", "agencies", "--format", "ics"], 2, "no row of agencies has a date from 0001"),
    (&["show", "countries/NPP"], 2, "did you mean \"NP\" (Nepal)?"),
    (&["show", "countries"], 2, "name one record, e.g. countries/AD\n  gloact list countries"),
    (&["present", "--loop", "5"], 2, "invalid duration \"5\": expected e.g. 20s or 1m (1s–24h)"),
    (&["list", "countries", "--do", "up"], 2, "list does not take --do"),
    (&["--plain", "check"], 2, "check does not take --plain"),
    (&["list", "agencies", "--all"], 2, "agencies does not take --all"),
    (&["countries", "--sort", "a;b"], 2, "invalid name \"a;b\""),
    (&["search", "xqzxqz"], 1, "no record matches \"xqzxqz\""),
    (&["explain", "countries/NP", "--format", "csv"], 2, "known: text, json"),
    (&["show", "countries/NP", "--format", "jsn"], 2, "did you mean \"json\"?"),
    (&["show", "countries/NP", "--format", "table"], 0, "Nepal"),
    (&["contries"], 2, "did you mean \"countries\"?"),
    (&["--tody", "2020-01-01"], 2, "did you mean \"--today\"?"),
    (&["countries", "region:africa", "--tody"], 2, "--today"),
    (&["countries", "--data"], 2, "--data <FILE>"),
    (&["check", "more"], 2, "unexpected argument \"more\""),
    (&["--do", "goo countries"], 2, "did you mean \"go\"?"),
    (&["--do", "go countreis"], 2, "did you mean \"countries\"?"),
    (&["--do", "go contries/NP"], 2, "did you mean \"countries\"?"),
    (&["--do", "go countries/NPP"], 2, "did you mean \"NP\" (Nepal)?"),
    (&["--do", "go countries/NP/regoin"], 2, "did you mean \"region\"?"),
    (&["--do", "go phases/glo-act/budget/amuont"], 2, "did you mean \"amount\"?"),
    (&["--do", "go phases/glo-act/date/day"], 2, "is a single value without fields"),
    (&["--do", "up 3"], 2, "takes no arguments"),
    (&["--do", "filter \"a"], 2, "not closed"),
    (&["countries", "--do", "sort evnts"], 2, "did you mean \"events\"?"),
    (&["countries", "regoin:asia"], 2, "did you mean \"region\"?"),
    (&["countries", "region:"], 2, "missing value after"),
    (&["--theme", "drak"], 2, "did you mean \"dark\"?"),
    (&["--today", "x"], 2, "invalid date \"x\" for --today"),
    (&["--today", "2020-13-01"], 2, "invalid date"),
    (&["screenshot"], 2, "<SCRIPT>"),
    (&["screenshot", "", "--size", "80"], 2, "invalid size \"80\" for --size"),
    (&["screenshot", "", "--size", "0x24"], 2, "invalid size \"0x24\" for --size"),
    (&["screenshot", "", "--size", "80x1001"], 2, "invalid size \"80x1001\" for --size"),
    (&["screenshot", "", "--format", "png"], 2, "svg, text"),
    (&["screenshot", "go x"], 2, "unknown pane or record \"x\""),
    (&["check"], 0, "errors 0, warnings 0"),
    (&["--version"], 0, concat!("gloact ", env!("CARGO_PKG_VERSION"))),
    (
        &["--help"],
        0,
        concat!(
            "Exit codes:\n  0  success\n  1  no match\n  2  wrong usage\n",
            "  3  errors in the data\n  4  system error"
        ),
    ),
    (&["countries", "--help"], 0, "Keep rows that match"),
];

#[test]
fn exit_codes_and_suggestions_are_as_documented() {
    for (args, code, words) in DOCUMENTED_OUTCOMES.iter().copied() {
        let output = run(args);
        assert_eq!(output.code, code, "{args:?}: {}", output.all_output());
        assert!(output.all_output().contains(words), "{args:?}: {}", output.all_output());
        assert!(code != 2 || output.out.is_empty(), "{args:?} prints {}", output.out);
    }
}

#[test]
fn data_output_is_an_override_that_changes_nothing() {
    let sandbox = Sandbox::new();
    let data = sandbox.run(&["data"]);
    let value: Value = serde_json::from_str(&data.out).unwrap();
    let phases = bundled_json("phases");
    assert_eq!(value["phases"]["glo-act"]["budget"], phases["glo-act"]["budget"]);
    assert_eq!(value["countries"].as_object().unwrap().len(), bundled_records("countries"));
    let file = sandbox.write("all.json", &data.out);
    assert!(sandbox.run(&["data", "--data", &file]).out == data.out);
    let checked = sandbox.run(&["check", "--data", &file]);
    assert_eq!(
        (checked.code, checked.out.lines().last()),
        (0, sandbox.run(&["check"]).out.lines().last())
    );
}

#[test]
fn shot_has_the_requested_size() {
    for (size, lines) in [("1x1", 1), ("40x12", 12), ("80x24", 24), ("300x100", 100)] {
        let output = run(&["screenshot", "go countries", "--size", size, "--format", "text"]);
        assert_eq!((output.code, output.out.lines().count()), (0, lines), "{size}");
    }
    let picture = run(&["screenshot", "go countries", "--size", "120x36"]);
    assert!(
        picture.out.starts_with("<svg ")
            && picture.out.ends_with("</svg>\n")
            && picture.out.contains("gloact: go countries")
    );
    for theme in ["dark", "light", "mono"] {
        assert_eq!(run(&["screenshot", "go countries", "--theme", theme]).code, 0, "{theme}");
    }
    let plain = run(&["screenshot", "go sources; open", "--ascii", "--format", "text"]).out;
    assert!(plain.contains("-----") && !plain.contains(['─', '…', '≠']), "{plain}");
    let day = |today: &str| {
        run(&["screenshot", "go timeline; today", "--format", "text", "--today", today]).out
    };
    assert!(day("2017-02-27").contains("today is 27 Feb 2017; "), "{}", day("2017-02-27"));
}

#[test]
fn closed_pipe_is_not_an_error() {
    let sandbox = Sandbox::new();
    for args in [
        &["data"][..],
        &["countries"],
        &["check"],
        &["list", "events", "--format", "json"],
        &["show", "countries/NP"],
        &["doctor"],
        &["man"],
        &["completions", "bash"],
        &["--plain"],
    ] {
        let mut child =
            sandbox.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = Output::from_process(child.wait_with_output().unwrap());
        assert_eq!((output.code, output.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn no_match_prints_an_empty_calendar() {
    for args in [
        &["list", "events", "xqzxqz"][..],
        &["timeline", "xqzxqz"],
        &["list", "agencies", "xqzxqz"],
    ] {
        let output =
            Sandbox::new().command(&[args, &["--format", "ics"]].concat()).output().unwrap();
        let (out, err) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{args:?}: {err}");
        assert!(
            out.starts_with("BEGIN:VCALENDAR\r\n")
                && out.ends_with("END:VCALENDAR\r\n")
                && !out.contains("VEVENT"),
            "{out}"
        );
        assert!(!err.contains("has a date"), "{err}");
    }
}

#[test]
fn old_verbs_are_hidden_aliases() {
    let new = run(&["screenshot", "go map", "--format", "text"]);
    assert_eq!(run(&["shot", "go map", "--format", "text"]).out, new.out);
    let help = run(&["--help"]).out;
    assert!(help.contains("\n  screenshot ") && !help.contains("shot,"), "{help}");
}
