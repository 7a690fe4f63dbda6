//! `gloact new`: the example programme, and the tutorial that starts from it.

use crate::documents::{blocks, document, run_shell};
use crate::{Output, Sandbox};
use gloact::model::KindId;
use gloact::store::json_schema::file_schema;
use serde_json::Value;

/// Asserts that the program has no remark on the programme in a folder.
fn assert_no_findings(sandbox: &Sandbox, folder: &str) {
    let check = sandbox.run(&["check", "--programme", folder]);
    assert_eq!(check.out, "errors 0, warnings 0, notes 0\n", "{}", check.err);
}

#[test]
fn the_example_has_a_record_of_each_kind_and_no_findings() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["new", "lakes"]);
    assert_eq!((output.code, &*output.err), (0, ""));
    for words in ["32 files written to lakes", "gloact --programme lakes ", "gloact check"] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    assert_no_findings(&sandbox, "lakes");
    let shown = sandbox.value_at("programme/lakes", &["--programme", "lakes"]);
    assert_eq!(shown["short"], "EXAMPLE");
    let data = sandbox.run(&["data", "--programme", "lakes"]).out;
    let data: Value = serde_json::from_str(&data).unwrap();
    for kind in KindId::ALL {
        let records = data[kind.name()].as_object().unwrap();
        assert!(!records.is_empty(), "{kind}");
        // each file has the schema that it names, and fits it
        let file = sandbox.0.path().join(format!("lakes/{kind}.json"));
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("\"$schema\": \"schema/{kind}.json\"")), "{text}");
        let schema = sandbox.0.path().join(format!("lakes/schema/{kind}.json"));
        let schema: Value =
            serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
        assert_eq!(schema, file_schema(*kind));
        let printed = sandbox.run(&["schema", kind.name()]).out;
        assert_eq!(schema, serde_json::from_str::<Value>(&printed).unwrap());
        let validator = jsonschema::validator_for(&schema).unwrap();
        let error = validator.validate(&data[kind.name()]).map_err(|e| e.to_string());
        assert_eq!(error, Ok(()), "{kind}");
        assert!(!validator.is_valid(&serde_json::json!({"x": {"nmae": "y"}})), "{kind}");
    }
    // the example is shown in every pane and on every slide
    for pane in gloact::pane::all() {
        let output = sandbox.run(&[pane.name(), "--programme", "lakes"]);
        assert_eq!((output.code, &*output.err), (0, ""), "{}", pane.name());
    }
    let slides = sandbox.run(&["present", "--check", "80x24", "--programme", "lakes"]);
    assert_eq!(slides.code, 0, "{}", slides.all_output());
}

#[test]
fn the_title_of_an_example_is_the_users() {
    let sandbox = Sandbox::new();
    for (title, short) in [
        ("Clean Lakes", "Clean Lakes"),
        ("Programme for Clean Lakes and Rivers", "PCLR"),
        ("lakes of the whole world", "lakes of the whole world"),
        ("The \"Blue\" Lakes \\ Wide Rivers", "TBLWR"),
    ] {
        let folder = format!("of-{}", short.len());
        assert_eq!(sandbox.run(&["new", &folder, "--title", title]).code, 0, "{title}");
        let shown = sandbox.value_at(&format!("programme/{folder}"), &["--programme", &folder]);
        assert_eq!((&shown["title"], &shown["short"]), (&title.into(), &short.into()));
        assert_no_findings(&sandbox, &folder);
        let file = sandbox.0.path().join(folder).join("programme.json");
        assert!(std::fs::read_to_string(file).unwrap().contains("// The name on the screen."));
    }
    let output = sandbox.run(&["new", "x", "--title", " "]);
    assert_eq!((output.code, output.err.contains("the title is empty")), (2, true));
    assert!(!sandbox.0.path().join("x").exists());
}

#[test]
fn a_folder_with_files_is_not_touched() {
    let sandbox = Sandbox::new();
    sandbox.write("lakes/notes.txt", "mine");
    let output = sandbox.run(&["new", "lakes"]);
    assert_eq!((output.code, &*output.out), (4, ""));
    assert!(output.err.contains("the folder lakes is not empty"), "{}", output.err);
    assert!(output.err.contains("name a new folder"), "{}", output.err);
    assert_eq!(std::fs::read_dir(sandbox.0.path().join("lakes")).unwrap().count(), 1);
    let output = sandbox.run(&["new", "lakes/notes.txt"]);
    assert!(output.code == 4 && output.err.contains("lakes/notes.txt cannot be written"));
    std::fs::create_dir(sandbox.0.path().join("A name of mine")).unwrap();
    let output = sandbox.run(&["new", "A name of mine"]);
    let folder = r"gloact --programme A\ name\ of\ mine";
    assert!(output.out.contains(folder), "{}", output.out);
    assert_no_findings(&sandbox, "A name of mine");
}

#[test]
fn the_quick_tutorial_makes_a_programme_of_sheets() {
    let text = document("docs/data.md");
    let (_, tutorial) = text.split_once("## Your own programme in fifteen minutes\n").unwrap();
    let (tutorial, _) = tutorial.split_once("\n## ").unwrap();
    let sandbox = Sandbox::new();
    let sheets = blocks(tutorial);
    for block in sheets.iter().filter(|block| block.language == "csv") {
        sandbox.write(block.file.expect("a sheet has a name"), block.text);
    }
    let commands = sheets.iter().filter(|block| block.language == "sh");
    for line in commands.flat_map(|block| block.text.lines()) {
        let output = Output::from_process(run_shell(&sandbox, line));
        assert_eq!((output.code, &*output.err), (0, ""), "{line}");
    }
    assert_no_findings(&sandbox, "forests");
    assert_counts(&sandbox, "forests");
}

/// Asserts that the programme of a tutorial has the promised number of records.
fn assert_counts(sandbox: &Sandbox, folder: &str) {
    for (kind, count) in
        [("phases", 2), ("objectives", 3), ("agencies", 4), ("countries", 5), ("events", 10)]
    {
        let rows = sandbox.run(&["list", kind, "--format", "jsonl", "--programme", folder]).out;
        assert_eq!(rows.lines().count(), count, "{kind}: {rows}");
    }
}

#[test]
fn the_tutorial_by_hand_leads_to_the_programme_that_it_promises() {
    let text = document("docs/data.md");
    let (_, tutorial) = text.split_once("## A programme written by hand\n").unwrap();
    let (tutorial, _) = tutorial.split_once("\n## ").unwrap();
    let sandbox = Sandbox::new();
    let mut files = 0;
    for block in blocks(tutorial) {
        match (block.language, block.file) {
            ("sh", _) => {
                for line in block.text.lines() {
                    let output = Output::from_process(run_shell(&sandbox, line));
                    assert_eq!((output.code, &*output.err), (0, ""), "{line}");
                }
            }
            ("json", Some(file)) => {
                assert!(sandbox.0.path().join(file).exists(), "{file} is not of the example");
                sandbox.write(file, block.text);
                files += 1;
            }
            (language, _) => assert_eq!(language, "bash"),
        }
    }
    assert_eq!(files, 7);
    assert_no_findings(&sandbox, "lakes");
    // the other files are deleted
    let (_, other_files) = tutorial.split_once("in each other file: ").unwrap();
    let (other_files, _) = other_files.split_once(". Delete them").unwrap();
    for file in other_files.split('`').filter(|name| name.ends_with(".json")) {
        std::fs::remove_file(sandbox.0.path().join("lakes").join(file)).unwrap();
    }
    assert_no_findings(&sandbox, "lakes");
    assert_counts(&sandbox, "lakes");
    // each file is read: a broken one is noticed
    for file in blocks(tutorial).iter().filter_map(|block| block.file) {
        let path = sandbox.0.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}]")).unwrap();
        assert_eq!(sandbox.run(&["check", "--programme", "lakes"]).code, 3, "{file}");
        std::fs::write(&path, text).unwrap();
    }
}

#[test]
fn a_name_that_no_flag_can_give_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("bundled/programme.json", r#"{"x": {"title": "X"}}"#);
    let path = sandbox.0.path().join("bundled").display().to_string();
    for args in [
        &["new", "bundled"][..],
        &["new", "a/bundled/"],
        &["data", "--split", "bundled"],
        &["list", "phases", "--programme", "./bundled"],
        &["list", "phases", "--programme", &path],
    ] {
        let output = sandbox.run(args);
        assert_eq!((output.code, &*output.out), (2, ""), "{args:?}");
        let message = "a folder called \"bundled\" cannot be a programme";
        assert!(output.err.contains(message), "{args:?}: {}", output.err);
    }
    assert!(!sandbox.0.path().join("a").exists());
    sandbox.write(".local/share/gloact/programmes/bundled/programme.json", "{}");
    let output = sandbox.run(&["programmes"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.err.contains("programmes/bundled is passed over"), "{}", output.err);
    // a name that looks like a flag
    let output = sandbox.run(&["new", "--", "-x"]);
    assert!(output.out.contains("--programme ./-x "), "{}", output.all_output());
}

#[test]
fn the_next_steps_name_the_programme_as_it_is_found() {
    let sandbox = Sandbox::new();
    for (folder, word) in
        [(".local/share/gloact/programmes//lakes/", "lakes"), ("here//ponds/", "here/ponds")]
    {
        let output = sandbox.run(&["new", sandbox.0.path().join(folder).to_str().unwrap()]).out;
        let (_, steps) = output.split_once("Next steps:").unwrap();
        assert!(!steps.contains("//"), "{steps}");
        let line = steps.lines().find(|line| line.contains("gloact check")).unwrap();
        let named = line.split_whitespace().nth(3).unwrap();
        assert!(named == word || named.ends_with(&format!("/{word}")), "{line}");
        assert_eq!(named == word, word == "lakes", "{line}");
    }
}
