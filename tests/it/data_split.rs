//! `gloact data --split --replace` into the folder that the data come from.

use crate::Sandbox;

/// Writes a programme with a schema in each file.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let programme = r#"{"$schema": "schema/programme.json", "one": {"title": "One", "aim": "A"}}"#;
    sandbox.write("one/programme.json", programme);
    sandbox
        .write("one/events.json", r#"{"$schema": "e.json", "a": {"title": "A", "date": "2020"}}"#);
    sandbox
}

const SPLIT: [&str; 6] = ["data", "--split", "one", "--replace", "--programme", "one"];

#[test]
fn replaced_files_keep_their_schema() {
    let sandbox = sandbox();
    let output = sandbox.run(&SPLIT);
    assert_eq!(output.code, 0, "{}", output.err);
    let read = |name| std::fs::read_to_string(sandbox.0.path().join(name)).unwrap();
    assert!(read("one/events.json").starts_with("{\n  \"$schema\": \"e.json\",\n  \"a\": {"));
    assert!(read("one/programme.json").contains("\"$schema\": \"schema/programme.json\""));
    assert!(!read("one/phases.json").contains("$schema"));
    assert_eq!(sandbox.run(&["check", "--strict", "--programme", "one"]).code, 0);
}

#[test]
fn files_with_remarks_are_not_replaced() {
    for (remark, line) in [
        ("{\n  // ours\n  \"a\": {\"title\": \"A\", \"date\": \"2020\"}}", "2"),
        ("{\"a\": {\"title\": \"A\", \"date\": \"2020\"} /* ours */}", "1"),
        ("{\"$note\": \"ours\",\n \"a\": {\"title\": \"A\", \"date\": \"2020\"}}", "1"),
        ("{\"a\": {\"title\": \"A\",\n\n \"$note\": 1, \"date\": \"2020\"}}", "3"),
    ] {
        let sandbox = sandbox();
        let file = sandbox.write("one/events.json", remark);
        let output = sandbox.run(&SPLIT);
        assert_eq!((output.code, &*output.out), (3, ""), "{remark}");
        let place = format!("one/events.json:{line}: the file has remarks");
        assert!(output.err.contains(&place), "{}", output.err);
        assert!(output.err.contains("name a new folder"), "{}", output.err);
        assert_eq!(std::fs::read_to_string(file).unwrap(), remark);
    }
}
