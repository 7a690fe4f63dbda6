//! Files that cannot be overrides: broken, cut off, nested deeply, unreadable, too large.

use crate::support::bundled::bundled_rows;
use crate::{Output, Sandbox};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use serde_json::json;

#[test]
fn truncated_override_changes_nothing() {
    let whole = r#"{"countries": {"NP": {"note": "né\u00e9 \"x\"", "point": [28.5, -84.0]}},
        "events": {"launch-nepal": null}}"#;
    let before = Dataset::bundled().merged_json();
    for cut in 1..whole.len() {
        let text = String::from_utf8_lossy(&whole.as_bytes()[..cut]).into_owned();
        let data = Dataset::load(vec![Layer::from_text("cut.json", text)]);
        assert_eq!(
            data.findings().iter().filter(|finding| finding.severity == Severity::Error).count(),
            1,
            "cut at {cut}"
        );
        assert!(data.merged_json() == before, "cut at {cut}");
    }
    assert!(Dataset::load(vec![Layer::from_text("whole.json", whole)]).merged_json() != before);
}

/// Writes an override of the user's.
fn write_override(sandbox: &Sandbox, name: &str, text: &[u8]) {
    sandbox.write(&format!("config/gloact/overrides/{name}.json"), text);
}

/// Asserts that each file has an error with these words, and that nothing else is an error.
fn assert_errors(output: &Output, expected: &[(&str, &str)]) {
    assert_eq!(output.code, 3);
    for (name, words) in expected {
        let is_reported = output.out.lines().any(|line| {
            line.contains(&format!("{name}.json:"))
                && line.contains(": error: ")
                && line.contains(words)
        });
        assert!(is_reported, "{name}: {}", output.out);
    }
    let count = format!("\nerrors {}, ", expected.len());
    assert!(output.out.contains(&count), "{}", output.out);
}

#[test]
fn files_in_another_encoding_are_reported_without_blocking() {
    let sandbox = Sandbox::new();
    let utf_16 = "json:1:1: error: the file is UTF-16; save it as UTF-8";
    let utf_32 = "json:1:1: error: the file is UTF-32; save it as UTF-8";
    let latin = "json:2:34: error: the byte 0xf4 is not UTF-8; the file is perhaps saved as \
                 Windows-1252 or Latin-1: save it as UTF-8";
    let files: &[(&str, &[u8], &str)] = &[
        ("utf-16", b"\xff\xfe{\0}\0", utf_16),
        ("utf-16-other-end", b"\xfe\xff\0{\0}", utf_16),
        ("utf-16-without-mark", b"{\0}\0", utf_16),
        ("utf-16-other-end-without-mark", b"\0{\0}", utf_16),
        ("utf-32", b"\xff\xfe\0\0{\0\0\0}\0\0\0", utf_32),
        ("utf-32-other-end", b"\0\0\xfe\xff\0\0\0{\0\0\0}", utf_32),
        ("utf-32-without-mark", b"{\0\0\0}\0\0\0", utf_32),
        ("utf-32-other-end-without-mark", b"\0\0\0{\0\0\0}", utf_32),
        ("latin", b"{\n\"countries\": {\"CI\": {\"name\": \"\xc3\xb4 C\xf4te\"}}}", latin),
        ("zero", &[0; 64], "json:1:1: error: expected a value"),
    ];
    for (name, text, _) in files {
        write_override(&sandbox, name, text);
    }
    let marked = b"\xef\xbb\xbf{\"countries\": {\"NP\": {\"note\": \"behind a mark\"}}}";
    write_override(&sandbox, "bom", marked);
    let output = sandbox.run(&["check", "--format", "lines"]);
    let expected: Vec<_> = files.iter().map(|(name, _, words)| (*name, *words)).collect();
    assert_errors(&output, &expected);
    assert_eq!(sandbox.value_at("countries/NP/note", &[]), "behind a mark");
}

#[test]
fn files_that_cannot_be_read_are_reported_without_blocking() {
    let sandbox = Sandbox::new();
    for (name, text) in [("empty", ""), ("blank", " \n")] {
        write_override(&sandbox, name, text.as_bytes());
    }
    let folder = sandbox.0.path().join("config/gloact/overrides");
    std::fs::create_dir(folder.join("folder.json")).unwrap();
    std::os::unix::fs::symlink("loop.json", folder.join("loop.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.join("device.json")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket.json")).unwrap();
    let mut mkfifo = std::process::Command::new("mkfifo");
    assert!(mkfifo.arg(folder.join("fifo.json")).status().unwrap().success());
    std::fs::File::create(folder.join("huge.json")).unwrap().set_len(300 << 20).unwrap();
    let output = sandbox.run(&["check", "--format", "lines", "--data", "missing.json"]);
    let expected = [
        ("folder", "json:1:1: error: not a regular file"),
        ("device", "not a regular file"),
        ("fifo", "not a regular file"),
        ("socket", "cannot read the file"),
        ("loop", "cannot read the file"),
        ("huge", "the limit is 268435456"),
        ("missing", "there is no such file"),
    ];
    assert_errors(&output, &expected);
    for name in ["empty", "blank"] {
        let warning = format!("{name}.json:1:1: warning: the file has no value");
        assert!(output.out.contains(&warning), "{}", output.out);
    }
    assert!(output.out.contains(", warnings 2, notes "), "{}", output.out);
    assert_eq!(sandbox.row_count(&["countries"]), bundled_rows("go countries"));
}

/// A depth that overflows any stack if it is parsed recursively.
const NESTING_DEPTH: usize = 1_000_000;

#[test]
fn deeply_nested_json_is_rejected() {
    let sandbox = Sandbox::new();
    let nested = |open: &str, close: &str| {
        format!("{}{}", open.repeat(NESTING_DEPTH), close.repeat(NESTING_DEPTH))
    };
    for text in [
        nested("[", "]"),
        "[".repeat(NESTING_DEPTH),
        nested("{\"a\":", "}"),
        format!("{{\"countries\": {}}}", nested("{\"a\":", "}")),
        format!("{{\"countries\": {{\"NP\": {{\"note\": {}}}}}}}", nested("[", "]")),
        format!("{{\"countries\": {{\"NP\": {{\"$a\": {}}}}}}}", nested("{\"a\":", "}")),
    ] {
        sandbox.write("config/gloact/overrides.json", &text);
        assert_eq!(sandbox.run(&["check", "--format", "lines"]).code, 3, "{}", &text[..40]);
        assert_eq!(sandbox.row_count(&["countries"]), bundled_rows("go countries"));
    }
}

#[test]
fn unreadable_files_are_reported() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("config/gloact/overrides.json", "{}");
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap()
    };
    mode(file.as_ref(), 0o000);
    let mut command = sandbox.command(&["check", "--format", "lines"]);
    if rustix::process::geteuid().is_root() {
        // root can read everything, so another account runs a copy
        let program = sandbox.install_program();
        mode(sandbox.0.path(), 0o755);
        let asked = command;
        command = std::process::Command::new("setpriv");
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(program)
            .args(asked.get_args())
            .env_clear();
        command
            .envs(asked.get_envs().filter_map(|(key, value)| Some((key, value?))))
            .current_dir("/");
    }
    let output = Output::from_process(command.output().unwrap());
    assert!(
        output.code == 3
            && output.out.contains("overrides.json:1:1: error: no permission to read the file"),
        "{}",
        output.all_output()
    );
}

#[test]
fn file_size_limit_can_be_raised() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "large.json",
        format!(
            "{{\"$comment\": \"{}\", \"countries\": {{\"NP\": {{\"note\": \"read\"}}}}}}",
            "x".repeat(5000)
        ),
    );
    assert!(
        sandbox
            .run(&["check", "--data", &file, "--max-bytes", "1000"])
            .out
            .contains("raise it with --max-bytes")
    );
    for enough in ["10000", "10kB", "0.25 MiB", "1GiB"] {
        assert_eq!(
            sandbox.value_at("countries/NP/note", &["--data", &file, "--max-bytes", enough]),
            "read",
            "{enough}"
        );
    }
    let refused = sandbox.run(&["check", "--max-bytes", "much"]);
    assert!(
        refused.code == 2 && refused.err.contains("expected a size, e.g. 1000, 64MB or 1GiB"),
        "{}",
        refused.all_output()
    );
    // an empty override is not counted
    let shot =
        sandbox.run(&["shot", "", "--data", &file, "--max-bytes", "1000", "--format", "text"]).out;
    assert!(!shot.contains("override"), "{shot}");
}

#[test]
fn large_file_loads_like_a_small_one() {
    // large files are parsed on several threads
    let note = "words ".repeat(50);
    let event = |n: usize| {
        format!(
            r#""g-{n}": {{"title": "Made up {n}", "date": "2018-03-0{}", "note": "{note}"}}"#,
            n % 9 + 1
        )
    };
    let endings = [
        // existing records: changed, removed, in another kind
        r#", "ame-steering-committee-9": {"note": "changed"}, "police-curriculum-bangladesh": null},
            "countries": {"NP": {"note": "x"}}}"#,
        r#", "$comment": "a remark",
            "last": {"title": "Last", "date": "2018", "$comment": "a remark within"}}}"#,
        r#", "last": {"title": "Last", "date": "2018", "phase": "none-such"}}}"#,
        r#", "last": {"title": "Last"}, "after": {"title": "After", "date": "2019"}}}"#,
        r#", "g-1": {"title": "Twice", "date": "2018"}}}"#,
        r#", "no id": {"title": "Last", "date": "2018"}}}"#,
        r#", "nowhere": null}}"#,
        r#"}, "countries": null}"#,
        r#"}, "contries": {}}"#,
        r#"}, "events": {"last": {"title": "Last", "date": "2018"}}}"#,
        r#"}} and more"#,
        r#", "last": {"title": "Last", "date": }}}"#,
        "",
    ];
    for ending in endings {
        let read = |count: usize| {
            let events: Vec<String> = (0..count).map(event).collect();
            let text = format!(r#"{{"events": {{{}{ending}"#, events.join(",\n"));
            assert_eq!(text.len() > 1 << 20, count > 100);
            let data = Dataset::load(vec![Layer::from_text("made.json", text)]);
            let findings: Vec<String> = data
                .findings()
                .iter()
                .map(|finding| format!("{}: {}", finding.path, finding.message))
                .collect();
            let mut merged = data.merged_json();
            let before = merged["events"].as_object().unwrap().len();
            merged["events"].as_object_mut().unwrap().retain(|id, _| !id.starts_with("g-"));
            let made = before - merged["events"].as_object().unwrap().len();
            assert!(made == 0 || made == count, "{made} of {count} {ending}");
            // an error has a line number, which differs
            let findings: Vec<String> = findings
                .into_iter()
                .map(|said| said.split(" at line").next().unwrap_or_default().into())
                .collect();
            (made > 0, findings, serde_json::to_string(&merged).unwrap())
        };
        assert_eq!(read(4000), read(40), "{ending}");
    }
}

#[test]
fn hidden_files_and_copies_of_editors_are_passed_over() {
    let sandbox = Sandbox::new();
    let folder = "config/gloact/overrides";
    let note = |words: &str| json!({"countries": {"NP": {"note": words}}}).to_string();
    sandbox.write(&format!("{folder}/a.json"), note("of a file"));
    let names = [
        ".team.json",
        "._team.json",
        ".team.json.swp",
        "team.json~",
        "#team.json#",
        "team.json.bak",
        ".#team.json",
    ];
    for name in &names[..6] {
        sandbox.write(&format!("{folder}/{name}"), note(name).as_bytes());
    }
    // the lock of Emacs leads nowhere
    let lock = sandbox.0.path().join(folder).join(names[6]);
    std::os::unix::fs::symlink("someone@somewhere.1234", lock).unwrap();
    sandbox.write(&format!("{folder}/notes.txt"), "");
    assert_eq!(sandbox.value_at("countries/NP/note", &[]), "of a file");
    let report = sandbox.run(&["check", "--format", "lines"]);
    assert_eq!(report.code, 0, "{}", report.out);
    let paths = sandbox.run(&["paths", "--format", "jsonl"]);
    for name in names {
        let line = format!("{folder}/{name}:1:1: note: passed over: a name ends in .json and ");
        assert!(report.out.contains(&line), "{name}: {}", report.out);
    }
    let is_passed_over = |line: &&str| line.contains("\"passed over\"");
    assert_eq!(paths.out.lines().filter(is_passed_over).count(), names.len(), "{}", paths.out);
    // letters of the other case end a name just as well
    sandbox.write(&format!("{folder}/TEAM.JSON"), note("in capitals"));
    assert_eq!(sandbox.value_at("countries/NP/note", &[]), "of a file");
    sandbox.write(&format!("{folder}/b.Json"), note("in capitals"));
    assert_eq!(sandbox.value_at("countries/NP/note", &[]), "in capitals");
}
