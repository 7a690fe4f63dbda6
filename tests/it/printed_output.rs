//! Printed output: colours, the width of lines, and an stdout that cannot be written to.

use crate::support::session::Session;
use crate::{Output, PROGRAM, Sandbox};
use std::fs::File;

/// Environment variables with their values.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// Returns what the program prints on a terminal.
fn print_on_terminal(variables: Variables, command: &str) -> String {
    let script = format!("{command} || exit");
    let args = ["-c", script.as_str(), PROGRAM];
    let mut session = Session::start_with_env(Sandbox::new(), variables, "sh", &args);
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0, "{command}");
    session.inspect(|seen| String::from_utf8(seen.bytes.clone()).unwrap())
}

#[test]
fn help_and_lists_follow_one_rule_of_colour() {
    let cases: [(Variables, &str, bool); 10] = [
        (&[], "", true),
        (&[("NO_COLOR", "1")], "", false),
        (&[("NO_COLOR", "")], "", true),
        (&[("CLICOLOR", "0")], "", false),
        (&[("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], "", true),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], "", false),
        (&[("CLICOLOR_FORCE", "0")], "", true),
        (&[("TERM", "dumb")], "", false),
        (&[], "--color never", false),
        (&[("NO_COLOR", "1")], "--color=always", true),
    ];
    for (variables, flag, is_coloured) in cases {
        for command in ["list events --limit 2", "--help", "list --help"] {
            let printed = print_on_terminal(variables, &format!("$0 {flag} {command}"));
            assert_eq!(printed.contains("\x1b["), is_coloured, "{variables:?} {flag} {command}");
        }
    }
    // and in a pipe
    for (name, value, is_coloured) in [("TERM", "xterm", false), ("CLICOLOR_FORCE", "1", true)] {
        for args in [&["list", "events"][..], &["--help"]] {
            let output = Sandbox::new().command(args).env(name, value).output().unwrap();
            assert_eq!(output.stdout.contains(&0x1b), is_coloured, "{name} {args:?}");
        }
    }
}

fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn columns_give_the_width_where_the_terminal_does_not() {
    let sandbox = Sandbox::new();
    let piped = |columns: &str, args: &[&str]| {
        Output::from_process(sandbox.command(args).env("COLUMNS", columns).output().unwrap()).out
    };
    let list = &["list", "documents"];
    let whole = sandbox.run(list).out;
    assert!(longest_line(&whole) > 120, "{whole}");
    for columns in [60, 90, 100] {
        let text = piped(&columns.to_string(), list);
        assert!(longest_line(&text) <= columns && text.contains('…'), "{columns}: {text}");
        let text = piped(&columns.to_string(), &["show", "phases/glo-act"]);
        assert!(longest_line(&text) <= columns && longest_line(&text) > columns - 30, "{text}");
    }
    for columns in ["", "0", "-5", "x", "99999999"] {
        assert_eq!(piped(columns, list), whole, "{columns}");
    }
    let machine = [list, &["--format", "jsonl"][..]].concat();
    assert_eq!(piped("60", &machine), sandbox.run(&machine).out);
    let on_terminal = |columns: &str, size: &str| {
        let command = format!("stty columns {size} rows 24; $0 list documents");
        longest_line(&print_on_terminal(&[("COLUMNS", columns)], &command).replace('\r', ""))
    };
    // bold headers have invisible bytes
    assert!((90..=110).contains(&on_terminal("100", "0")));
    assert!(on_terminal("", "0") <= 90);
    assert!(on_terminal("140", "80") <= 90);
}

#[test]
fn full_stdout_is_a_system_error_for_every_command() {
    let sandbox = Sandbox::new();
    for args in [
        &["list", "events"][..],
        &["list", "events", "--format", "csv"],
        &["show", "countries/NP"],
        &["countries"],
        &["check"],
        &["diff"],
        &["data"],
        &["next", "--today", "2016-01-01"],
        &["search", "laos"],
        &["explain", "countries/NP"],
        &["schema"],
        &["paths"],
        &["keys"],
        &["doctor"],
        &["man"],
        &["completions", "zsh"],
        &["screenshot", "go map"],
        &["present"],
        &["--plain"],
        &["--help"],
        &["list", "--help"],
        &["--version"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = sandbox.command(args);
        let output = Output::from_process(command.stdout(full).output().unwrap());
        let message = "gloact: cannot write to stdout: No space left on device";
        assert!(output.err.starts_with(message), "{args:?}: {}", output.err);
        assert_eq!((output.code, output.err.lines().count()), (4, 1), "{args:?}: {}", output.err);
    }
}

#[test]
fn without_a_named_column_the_usual_ones_are_printed() {
    let sandbox = Sandbox::new();
    for args in [&["list", "countries"][..], &["countries"]] {
        let usual = sandbox.run(args).out;
        for columns in ["", ",", " , "] {
            let printed = sandbox.run(&[args, &["--columns", columns][..]].concat()).out;
            assert_eq!(printed, usual, "{args:?} {columns:?}");
        }
    }
}
