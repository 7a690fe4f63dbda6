//! Everything that can be set is documented in one place, with its default.

use crate::documents::{document, section};
use crate::{Sandbox, files_with_extension, root};
use gloact::profile::documented_files::{PROFILE_FILES, UserDirectory};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_document_is_the_output_of_the_program() {
    let printed = Sandbox::new().run(&["config", "--format", "md"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    let text = document("docs/config.md");
    assert_eq!(
        section(&text, "config"),
        printed.out,
        "copy the output of `cargo run -- config --format md` into docs/config.md"
    );
}

/// Returns the string literals of a line that are names of environment variables.
fn variable_names(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |word: &&str| {
        word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || "_0123".contains(c))
    };
    line.split('"').skip(1).step_by(2).filter(is_name)
}

#[test]
fn every_variable_that_the_program_reads_is_listed() {
    let mut read = BTreeSet::new();
    for path in files_with_extension(&root().join("src"), "rs") {
        let text = std::fs::read_to_string(path).unwrap();
        // modules of tests end each file
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let calls = ["var(", "var_os(", "_path(", "get(", "is_set(", "VARIABLES: ", "iter()"];
        let lines = code.lines().filter(|line| calls.iter().any(|call| line.contains(call)));
        read.extend(lines.flat_map(variable_names).map(str::to_string));
        if code.contains("temp_dir()") {
            read.insert("TMPDIR".into());
        }
        read.extend(code.split("[\"LC_ALL\"").skip(1).map(|_| "LC_ALL".to_string()));
    }
    let text = document("docs/config.md");
    let table = text.split("### Variables").nth(1).unwrap();
    let listed: BTreeSet<String> =
        table.lines().filter_map(|line| Some(line.split('`').nth(1)?.to_string())).collect();
    assert_eq!(read, listed);
}

#[test]
fn every_listed_file_is_read_from_its_place() {
    for file in PROFILE_FILES.iter().filter(|file| file.directory == UserDirectory::Config) {
        let sandbox = Sandbox::new();
        sandbox
            .write("data/gloact/programmes/NAME/programme.json", "{\"one\": {\"title\": \"One\"}}");
        let name = file.name.replace('*', "broken");
        let home = sandbox.0.path().canonicalize().unwrap().display().to_string();
        let name = name.replace("PATH", &format!("{}/here", home.trim_start_matches('/')));
        sandbox.write(&format!("config/gloact/{name}"), "{]");
        let mut command = sandbox.command(&["check", "--format", "lines"]);
        if name.starts_with("programmes/") {
            command.args(["--programme", "NAME"]);
        }
        if name.starts_with("folders/") {
            sandbox.write("here/programme.json", "{\"one\": {\"title\": \"One\"}}");
            command.args(["--programme", "here"]);
        }
        let output = command.env("XDG_DATA_HOME", sandbox.0.path().join("data")).output().unwrap();
        let report = String::from_utf8(output.stdout).unwrap();
        assert!(report.contains(&format!("{name}:1:2")), "{name}: {report}");
    }
}

#[test]
fn values_and_paths_are_those_of_the_user() {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/settings.json", "{\"theme\": \"light\"}");
    let mut command = sandbox.command(&["config", "--format", "json"]);
    let output = command.env("GLOACT_DATA", "").env("EDITOR", "ed").output().unwrap();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let value = |name: &str| {
        let mut rows = rows["rows"].as_array().unwrap().iter();
        let row = rows.find(|row| row["name"] == name).unwrap();
        row["value"].as_str().unwrap_or_default().to_string()
    };
    assert_eq!((value("theme"), value("mouse")), ("light".into(), "false".into()));
    assert_eq!((value("EDITOR"), value("GLOACT_DATA")), ("ed".into(), String::new()));
    let file = sandbox.0.path().join("config/gloact/keys.json").display().to_string();
    assert_eq!(value("keys.json"), file);
}
