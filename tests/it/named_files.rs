//! Files that a flag or a variable names: nothing is printed without them.

use crate::{Output, Sandbox};

/// The verbs that print data or screens, with arguments.
const PRINTING_VERBS: &[&[&str]] = &[
    &["countries", "--format", "jsonl"],
    &["data"],
    &["diff"],
    &["explain", "phases/glo-act/budget"],
    &["list", "events", "--format", "json"],
    &["matrix"],
    &["man"],
    &["next", "--today", "2016-01-01"],
    &["overview", "--format", "json"],
    &["present"],
    &["present", "--check", "80x24"],
    &["present", "--export", "handout"],
    &["screenshot", "go matrix"],
    &["search", "nepal"],
    &["show", "countries/NP"],
    &["timeline", "--limit", "3"],
];

/// Asserts that a run printed nothing but a sentence about a file, and ended with a code.
fn assert_refused(output: &Output, code: i32, words: &[&str], run: &str) {
    assert_eq!((output.code, &*output.out), (code, ""), "{run}: {}", output.err);
    for words in words {
        assert!(output.err.contains(words), "{run}: {words}: {}", output.err);
    }
}

#[test]
fn nothing_is_printed_without_a_file_that_was_named() {
    let sandbox = Sandbox::new();
    let folder = sandbox.write("folder/x.txt", "");
    let folder = folder.strip_suffix("/x.txt").unwrap();
    let half = sandbox.write("half.json", "{\"events\":");
    let unknown = sandbox.write("unknown.json", "{\"contries\": {\"NP\": {}}}");
    let typo = sandbox.write("typo.json", "{\"countries\": {\"NP\": {\"nmae\": \"x\"}}}");
    let latin = sandbox.write("latin.json", b"{\"countries\": {\"CI\": {\"name\": \"C\xf4te\"}}}");
    for (file, code, words) in [
        ("nowhere.json", 4, "nowhere.json:1:1: error: there is no such file"),
        (folder, 4, "not a regular file"),
        (&half, 3, "the text ends where a value is expected"),
        (&unknown, 3, "unknown kind of record \"contries\""),
        (&typo, 3, "unknown field \"nmae\""),
        (&latin, 3, "is not UTF-8"),
    ] {
        for args in PRINTING_VERBS {
            let output = sandbox.run(&[args, &["--data", file][..]].concat());
            let check = format!("gloact check --data {file} shows");
            let words = [words, "which --data names", file, &check];
            assert_refused(&output, code, &words, &format!("{args:?} {file}"));
        }
        let output = sandbox.command(&["data"]).env("GLOACT_DATA", file).output().unwrap();
        let output = Output::from_process(output);
        assert_refused(&output, code, &[words, "which GLOACT_DATA names"], file);
    }
    assert!(!sandbox.0.path().join("handout").exists());
    // the first file is used, the second is not
    let good = sandbox.write("good.json", "{\"countries\": {\"NP\": {\"note\": \"mine\"}}}");
    let output = sandbox.run(&["data", "--data", &good, "--data", "nowhere.json"]);
    assert_refused(&output, 4, &["nowhere.json"], "two files");
}

#[test]
fn nothing_is_shown_without_a_deck_that_was_named() {
    let sandbox = Sandbox::new();
    let half = sandbox.write("half.json", "{\"slides\":");
    let none = sandbox.write("none.json", "{\"slides\": []}");
    let empty = sandbox.write("empty.json", "");
    sandbox.write("config/gloact/decks/broken.json", "{\"slides\": [");
    for (file, code, words) in [
        ("nowhere.json", 4, "there is no such file"),
        (&half, 3, "the text ends where a value is expected"),
        (&none, 3, "a deck needs at least one slide"),
        (&empty, 3, "a deck needs a list of slides"),
        ("broken", 3, "the text ends inside a list"),
    ] {
        for args in [&[][..], &["--check", "80x24"], &["--export", "handout"]] {
            let output = sandbox.run(&[&["present", "--deck", file], args].concat());
            assert_refused(&output, code, &[words], &format!("{file} {args:?}"));
        }
    }
    assert!(!sandbox.0.path().join("handout").exists());
}

#[test]
fn check_of_a_slide_that_cannot_be_shown_ends_with_an_error() {
    let sandbox = Sandbox::new();
    let deck = sandbox.write(
        "deck.json",
        r#"{"slides": [{"title": "A", "script": "go nowhere"}, {"title": "B", "script": "go map"},
            {"title": "C", "script": "go countries; sort nope"}]}"#,
    );
    let output = sandbox.run(&["present", "--deck", &deck, "--check", "200x100"]);
    assert_eq!(output.code, 3, "{}", output.all_output());
    for line in [
        "slide 1, A: cannot be shown: unknown pane or record \"nowhere\"",
        "slide 3, C: cannot be shown: unknown ",
        "\n2 of 3 slides cannot be shown\n",
    ] {
        assert!(output.out.contains(line), "{line}: {}", output.out);
    }
    assert_eq!(sandbox.run(&["present", "--check", "200x100"]).code, 0);
}

#[test]
fn what_can_be_used_of_a_named_file_is_printed() {
    let sandbox = Sandbox::new();
    for (text, warnings) in [
        ("{}", 0),
        ("{\"$comment\": \"nothing yet\"}", 0),
        ("{\"countries\": {\"NP\": {\"nmae\": 1}, \"ML\": {\"note\": \"mine\"}}}", 1),
    ] {
        let file = sandbox.write("mine.json", text);
        for args in PRINTING_VERBS.iter().filter(|args| !args.contains(&"--export")) {
            let output = sandbox.run(&[args, &["--data", &file][..]].concat());
            assert_eq!(output.code, 0, "{args:?} {text}: {}", output.err);
            assert!(!output.out.is_empty(), "{args:?} {text}");
            assert_eq!(
                output.err.matches("warning: ").count(),
                warnings,
                "{args:?}: {}",
                output.err
            );
        }
    }
    // an override in a folder was not named: the rest is printed without it
    sandbox.write("config/gloact/overrides.json", "{\"events\":");
    for args in PRINTING_VERBS.iter().filter(|args| !args.contains(&"--export")) {
        let output = sandbox.run(args);
        assert_eq!(output.code, 0, "{args:?}: {}", output.err);
        assert_eq!(output.err.matches("error: ").count(), 1, "{args:?}: {}", output.err);
    }
}
