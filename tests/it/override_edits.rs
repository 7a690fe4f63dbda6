//! Files written by hand are accepted with comments, and an edit leaves every other byte of them.

use crate::{Output, Sandbox};
use serde_json::json;

/// An override as a person writes it: a byte order mark, CRLF, comments, blank lines, tabs, a
/// spelling of a number, trailing commas and no line end at the end.
const HAND_WRITTEN: &str = concat!(
    "\u{feff}{\r\n\t// see https://example.org/é\r\n\r\n\t\"countries\": {\r\n",
    "\t\t\"NP\": {\"note\": \"a // b, }\", \"point\": [28.50, 84.0e0,]}, // Nepal\r\n\t},\r\n",
    "\r\n\t/* nothing\r\n\t   else */\r\n}"
);

fn edit(sandbox: &Sandbox, script: &str, args: &[&str]) -> Output {
    let editor = sandbox.install_script("editor", &format!("sed -i {script} \"$1\""));
    let mut command = sandbox.command(&[&["edit"], args].concat());
    let command = command.env("EDITOR", editor).env("PATH", "/usr/bin:/bin");
    Output::from_process(command.output().unwrap())
}

#[test]
fn comments_and_trailing_commas_are_accepted() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("mine.json", HAND_WRITTEN);
    assert_eq!(sandbox.value_at("countries/NP/note", &["--data", &file]), "a // b, }");
    assert_eq!(sandbox.value_at("countries/NP/point", &["--data", &file]), json!([28.5, 84.0]));
    // positions and the shown line refer to the text as written
    let text =
        HAND_WRITTEN.replace("84.0e0,]}", "84.0e0,], /* é */ \"nmae\": 1,}").replace('\t', "    ");
    let file = sandbox.write("mine.json", text);
    let lines = sandbox.run(&["check", "--format", "lines", "--data", &file]).out;
    assert!(lines.contains("mine.json:5:72: warning: "), "{lines}");
    let shown = sandbox.run(&["check", "--data", &file]).out;
    assert!(shown.contains("// Nepal") && shown.contains("/* é */"), "{shown}");
    for (text, position, words) in [
        ("{// é\n\"a\": 1,, }", ":2:8", "key"),
        ("{/* é */ \"countries\": {}, \"contries\": {}}", ":1:39", "contries"),
        ("{} /* é", ":1:4", "a comment without an end"),
    ] {
        let file = sandbox.write("mine.json", text);
        let lines = sandbox.run(&["check", "--format", "lines", "--data", &file]).out;
        let error = lines.lines().find(|line| line.contains("error: ")).unwrap_or(&lines);
        assert!(error.contains(&format!("{position}: ")) && error.contains(words), "{error}");
        assert_eq!(sandbox.run(&["check", "--data", &file]).code, 3, "{text}");
    }
}

#[test]
fn an_edit_leaves_every_other_byte_of_the_file() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("config/gloact/overrides.json", HAND_WRITTEN);
    let file = || std::fs::read_to_string(&path).unwrap();
    for (place, script, line) in [
        ("countries/NP/region", "s/Asia/Here/", ", \"region\": \"Here\"}, // Nepal"),
        (
            "countries/ML/region",
            "s/Africa/There/",
            "}, // Nepal\r\n\t\t\"ML\": {\"region\": \"There\"},",
        ),
    ] {
        let output = edit(&sandbox, script, &[place]);
        assert_eq!(output.code, 0, "{}", output.all_output());
        assert_eq!(file(), HAND_WRITTEN.replace("}, // Nepal", line), "{place}");
        let output = edit(&sandbox, "", &[place, "--revert"]);
        assert_eq!(output.code, 0, "{}", output.all_output());
        assert_eq!(file(), HAND_WRITTEN, "{place}");
    }
    // an unchanged stub is removed
    assert_eq!(edit(&sandbox, "s/x/x/", &["countries/NP/region"]).code, 0);
    assert_eq!(file(), HAND_WRITTEN);
    assert_eq!(edit(&sandbox, "", &["countries/NP/note", "--back"]).code, 0);
    assert_eq!(file(), HAND_WRITTEN.replace("\"note\": \"a // b, }\", ", ""));
}

#[test]
fn an_edit_keeps_a_value_in_the_place_of_an_object() {
    let sandbox = Sandbox::new();
    for (text, place) in [
        (r#"{"countries": {"NP": [1]}, "$x": 1}"#, "countries/NP/region"),
        (r#"{"countries": "none", "$x": 1}"#, "countries/NP"),
    ] {
        let path = sandbox.write("config/gloact/overrides.json", text);
        let output = edit(&sandbox, "'s/: 1}$/: 2}/'", &[place]);
        let saved = std::fs::read_to_string(&path).unwrap();
        assert_eq!(saved, text.replace(": 1}", ": 2}"), "{}", output.all_output());
    }
}

#[test]
fn saving_a_view_or_a_setting_leaves_every_other_byte() {
    use gloact::profile::{bookmarks_file, settings_file};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.json");
    let text = r#"{
    "$comment": "mine",

    "theme": "dark", // at night
    "x": "go map",
}"#;
    let file = || std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text).unwrap();
    assert_eq!(bookmarks_file::save_bookmark(&path, "y", Some("go matrix")).unwrap().len(), 3);
    assert_eq!(file(), text.replace("map\",", "map\",\n    \"y\": \"go matrix\","));
    assert_eq!(bookmarks_file::save_bookmark(&path, "y", None).unwrap().len(), 2);
    assert_eq!(file(), text);
    settings_file::save_setting(&path, "theme", Some(&"light".into())).unwrap();
    assert_eq!(file(), text.replace("dark", "light"));
    settings_file::save_setting(&path, "theme", None).unwrap();
    assert_eq!(file(), text.replace("    \"theme\": \"dark\", // at night\n", ""));
}
