//! Slips in hand-written JSON after letters beyond ASCII: each is reported at its character.

use crate::Sandbox;

/// Letters of two, three and four bytes.
const LETTERS: [&str; 5] = ["é", "–", "…", "日", "😀"];

/// Texts with a slip; `@` stands for a letter.
const SLIPS: &[&str] = &[
    "{\"countries\": {\"NP\": {\"note\": \"caf@\n\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"caf@\t\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"caf@\\x\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"caf@\\@\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"\\u00@\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@\\u00\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@\\ud800\"}}}",
    "{\"countries\": {\"NP\": {\"\\u00@\": 1}}}",
    "{\"countries\": {\"@\n\": {}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@",
    "{\"countries\": {\"NP\": {\"note\": \"@\"",
    "{\"countries\": {\"NP\": {\"note\": \"@\" \"region\": \"Asia\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@\", region: \"Asia\"}}}",
    "{\"countries\": {\"NP\": {\"note\": @}}}",
    "{\"countries\": {\"NP\": {@: 1}}}",
    "{\"countries\": {\"NP\": {\"note\": nul@}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@\"}}} @",
    "{\"countries\": {\"NP\": {\"note\": \"@@@\", \"note\": \"@\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@@\", \"nmae\": \"@\"}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@@\", \"name\": 5}}}",
    "{\"countries\": {\"NP\": {\"note\": \"@@\", \"phases\": [\"@@\", \"no\"]}}}",
    "{\"agencies\": {}, \"@\": {\"NP\": {\"note\": \"@@\"}}}",
    "{ // @@\n \"countries\": {\"NP\": /* @ */ {\"note\": \"@@\" 1}}}",
    "@",
    "@{}",
    "[\"@\n\"]",
    "{\"slides\": [{\"title\": \"@@\", \"text\": \"@\n\"}]}",
    "{\"slides\": [{\"title\": \"@@\", \"@\": \"@\"}, \"@\", 7]}",
    "{\"@@\": \"go @\", \"@\": \"@\n\"}",
    "{\"theme\": \"@@\", \"mouse\": \"@\", \"@\": 1}",
];

/// Writes all slips with a letter into files of one kind each.
fn write_slips(sandbox: &Sandbox, folder: &str, letter: &str) {
    for (number, slip) in SLIPS.iter().enumerate() {
        let name = format!("config/gloact/{folder}/{number:02}.json");
        sandbox.write(&name, slip.replace('@', letter));
    }
}

/// Returns the findings of `gloact check` in a format, with the letter replaced by another one.
fn check(sandbox: &Sandbox, format: &str, code: i32, letter: &str) -> String {
    let output = sandbox.run(&["check", "--format", format]);
    assert_eq!(output.code, code, "{letter}: {}", output.all_output());
    output.out.replace(letter, "x")
}

/// Asserts that two reports are the same, line by line.
fn assert_same(letter: &str, found: &str, expected: &str) {
    // the bundled data have such letters too
    let expected = expected.replace(letter, "x");
    let differing = found.lines().zip(expected.lines()).find(|(one, other)| one != other);
    assert_eq!(differing, None, "{letter}");
    assert_eq!(found.lines().count(), expected.lines().count(), "{letter}");
}

#[test]
fn slips_in_overrides_and_decks_are_found_at_their_character() {
    let sandbox = Sandbox::new();
    let mut expected: Vec<String> = Vec::new();
    for letter in std::iter::once("x").chain(LETTERS) {
        write_slips(&sandbox, "overrides", letter);
        write_slips(&sandbox, "decks", letter);
        let reports = ["lines", "json"].map(|format| check(&sandbox, format, 3, letter));
        let text = check(&sandbox, "text", 3, letter);
        let positions: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
        let found = [reports[0].clone(), reports[1].clone(), positions.join("\n")];
        if expected.is_empty() {
            expected = found.into();
            assert!(expected[2].lines().count() > SLIPS.len(), "{}", expected[2]);
            continue;
        }
        for (found, expected) in found.iter().zip(&expected) {
            assert_same(letter, found, expected);
        }
    }
}

#[test]
fn slips_in_keys_settings_and_views_are_found_at_their_character() {
    let sandbox = Sandbox::new();
    for slip in SLIPS {
        let mut expected = String::new();
        for letter in ["x", "é", "日"] {
            for name in ["keys", "settings", "views"] {
                sandbox.write(&format!("config/gloact/{name}.json"), slip.replace('@', letter));
            }
            let report = check(&sandbox, "lines", 0, letter);
            if expected.is_empty() {
                assert!(report.contains("warning: "), "{slip}: {report}");
                expected = report;
            } else {
                assert_same(letter, &report, &expected);
            }
        }
    }
}
