//! The locale: text for people has ASCII symbols where only these are safe, machine formats do not.

use crate::{Output, Sandbox};
use std::io::Write;
use std::process::Stdio;

/// An override with symbols of many kinds beside letters.
const SYMBOLS: &str = r#"{"events": {"review-2027": {
    "title": "Review “Überblick” – €9 2027…", "date": "2027-02", "phase": "glo-act",
    "place": "Genève · salle ‘A’", "summary": "€10 × 2 → «20» ≠ 30 • ≤ 40 — Непал 日本"}}}"#;

/// The letters of the override, which stay.
const LETTERS: [&str; 4] = ["Ü", "è", "Непал", "日本"];

/// Commands that print text about the event of the override.
const TEXTS: &[&[&str]] = &[
    &["show", "events/review-2027"],
    &["explain", "events/review-2027/summary"],
    &["list", "events", "überblick", "--columns", "title,place"],
    &["timeline", "review"],
    &["search", "überblick"],
    &["diff"],
    &["check"],
    &["overview"],
    &["matrix", "--compare", "glo-act", "glo-act-ame"],
    &["sources"],
    &["doctor"],
    &["keys"],
    &["paths"],
    &["next"],
    &["present", "--loop", "1"],
    &["list", "events", "phase:glo"],
];

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/overrides.json", SYMBOLS);
    sandbox
}

fn run(sandbox: &Sandbox, locale: &str, args: &[&str]) -> Output {
    let mut command = sandbox.command(args);
    if !locale.is_empty() {
        command.env("LANG", "en_GB.UTF-8").env("LC_ALL", locale);
    }
    Output::from_process(command.output().unwrap())
}

/// Returns the symbols of a text, which are neither ASCII nor letters.
fn symbols(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii() && !c.is_alphanumeric()).collect()
}

#[test]
fn text_has_ascii_symbols_where_the_locale_is_not_utf8() {
    let sandbox = sandbox();
    for locale in ["C", "en_US.ISO-8859-1", "de_DE@euro"] {
        for args in TEXTS {
            let text = run(&sandbox, locale, args).all_output();
            assert_eq!(symbols(&text), "", "{locale} {args:?}: {text}");
            assert!(!text.is_empty(), "{args:?}: {text}");
        }
    }
    let shown = run(&sandbox, "C", TEXTS[0]).out;
    for letters in LETTERS {
        assert!(shown.contains(letters), "{letters}: {shown}");
    }
    let title = "Review \"Überblick\" - EUR9 2027~";
    assert!(shown.contains(title) && shown.contains("EUR10 x 2 > \"20\" ! 30"), "{shown}");
    // a replacement that is wider than its symbol moves no column
    let listed = run(&sandbox, "C", TEXTS[2]).out;
    let column = |line: usize, word: &str| {
        let (before, _) = listed.lines().nth(line).unwrap().split_once(word).unwrap();
        before.chars().count()
    };
    assert_eq!(column(0, "Place"), column(2, "Genève"), "{listed}");
    assert_ne!(symbols(&run(&sandbox, "C.UTF-8", TEXTS[0]).out), "");
}

#[test]
fn flag_and_setting_decide_before_the_locale() {
    for args in TEXTS {
        let text = run(&sandbox(), "", &[args, &["--ascii"][..]].concat()).all_output();
        assert_eq!(symbols(&text), "", "{args:?}: {text}");
    }
    let always = sandbox();
    always.write("config/gloact/settings.json", r#"{"ascii": "always"}"#);
    assert_eq!(symbols(&run(&always, "C.UTF-8", TEXTS[0]).out), "");
    let never = sandbox();
    never.write("config/gloact/settings.json", r#"{"ascii": "never"}"#);
    assert_ne!(symbols(&run(&never, "C", TEXTS[0]).out), "");
    // a pipe is no terminal: its type says nothing about who reads the text
    let sandbox = sandbox();
    let mut command = sandbox.command(TEXTS[0]);
    let piped = Output::from_process(command.env("TERM", "dumb").output().unwrap());
    assert_ne!(symbols(&piped.out), "");
}

#[test]
fn machine_formats_are_utf8_in_any_locale() {
    let sandbox = sandbox();
    for format in ["json", "jsonl", "csv", "tsv", "md", "html", "ics"] {
        let args = ["list", "events", "überblick", "--format", format];
        // calendars and CSV have line ends with a carriage return
        let print = |locale: &str| {
            let output = sandbox.command(&args).env("LC_ALL", locale).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        assert!(print("C").contains("“Überblick” – €9 2027…"), "{format}: {}", print("C"));
        assert_eq!(print("C"), print("C.UTF-8"), "{format}");
    }
    let json = run(&sandbox, "C", &["show", "events/review-2027", "--format", "json"]).out;
    assert!(json.contains("“Überblick” – €9 2027…"), "{json}");
}

#[test]
fn line_mode_follows_the_locale_and_the_setting() {
    let sandbox = sandbox();
    let reply = |locale: &str, lines: &str| {
        let mut command = sandbox.command(&["--plain"]);
        command.env("LC_ALL", locale).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        Output::from_process(child.wait_with_output().unwrap()).out
    };
    let go = "go events/review-2027\n";
    let ascii = reply("C", go);
    assert!(symbols(&ascii).is_empty() && ascii.contains("\"Überblick\" - EUR9 2027~"), "{ascii}");
    assert_ne!(symbols(&reply("C.UTF-8", go)), "");
    let set = reply("C.UTF-8", &format!("set ascii always\n{go}"));
    let (_, after) = set.split_once("ascii: always").unwrap();
    assert_eq!(symbols(after), "", "{set}");
}
