//! Overrides: where they are found, what they change, and how errors in them are reported.

use crate::support::bundled::{bundled_records, bundled_rows};
use crate::{Output, Sandbox};
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use serde_json::{Value, json};

/// Returns the merged value of a field.
fn value_at(sandbox: &Sandbox, place: &str, args: &[&str]) -> Value {
    let output = sandbox.run(&[&["data"], args].concat());
    let value: Value = serde_json::from_str(&output.out).unwrap();
    place.split('/').fold(value, |value, key| value[key].clone())
}

/// Returns the number of rows without the header.
fn row_count(sandbox: &Sandbox, args: &[&str]) -> usize {
    sandbox.run(args).out.lines().count() - 2
}

#[test]
fn last_layer_wins() {
    let sandbox = Sandbox::new();
    let note = |words: &str| json!({"countries": {"NP": {"note": words}}}).to_string();
    let mut args: Vec<String> = Vec::new();
    for name in [
        "system/gloact/overrides/a.json",
        "config/gloact/overrides.json",
        "config/gloact/overrides/1.json",
        "config/gloact/overrides/2.json",
        "asked-b.json",
        "asked-a.json",
    ] {
        let path = sandbox.write(name, note(name));
        if name.starts_with("asked") {
            args.extend(["--data".into(), path]);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assert_eq!(value_at(&sandbox, "countries/NP/note", &args), name);
    }
    sandbox.write("config/gloact/overrides/0.json", note("an earlier name"));
    sandbox.write("config/gloact/overrides/3.txt", note("no override"));
    assert_eq!(value_at(&sandbox, "countries/NP/note", &[]), "config/gloact/overrides/2.json");
    let path = sandbox.write("environment.json", note("from the environment"));
    let output = sandbox.command(&["data"]).env("GLOACT_DATA", &path).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("from the environment"));
    let output =
        sandbox.command(&["data", "--data", &args[1]]).env("GLOACT_DATA", &path).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("asked-b.json"));
}

#[test]
fn override_values_are_shown() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "config/gloact/overrides.json",
        r#"{
          "$schema": "a remark",
          "countries": {
            "SM": {"name": "San Marino", "region": "Europe", "phases": ["glo-act"], "$why": "a remark"},
            "NP": {"region": null}
          },
          "events": {
            "sm-launch": {"title": "Launch in San Marino", "date": "2027-03-01", "countries": ["SM"]},
            "sm-workshop": {"title": "Workshop", "date": "2027-04~", "countries": ["SM"], "kind": "workshop"},
            "launch-nepal": null
          },
          "phases": {"glo-act": {"budget": null}}
        }"#,
    );
    let output = sandbox.run(&["check", "--format", "lines"]);
    assert_eq!(
        (output.code, output.out.contains("errors 0, warnings 0")),
        (0, true),
        "{}",
        output.out
    );
    let list = sandbox.run(&["countries", "san"]).out;
    assert!(list.contains("San Marino  Europe  GLO.ACT 2015–2019            2       SM"), "{list}");
    assert_eq!(row_count(&sandbox, &["timeline", "country:SM"]), 2);
    assert_eq!(row_count(&sandbox, &["timeline"]), bundled_records("events") + 2 - 1);
    assert_eq!(sandbox.run(&["timeline", "title:\"launch in nepal\""]).code, 1);
    assert!(
        !sandbox.run(&["phases"]).out.contains("EUR 11 million"),
        "the first phase has no budget any more"
    );
    assert_eq!(value_at(&sandbox, "countries/NP/region", &[]), Value::Null);
    assert_eq!(value_at(&sandbox, "citations/events~launch-nepal~date", &[]), Value::Null);
    let shot = |script: &str| sandbox.run(&["shot", script, "--format", "text"]).out;
    assert!(
        shot("go countries; select countries/SM").contains(" ›* San Marino"),
        "{}",
        shot("go countries")
    );
    assert!(shot("go countries").contains("1 override"), "{}", shot("go countries"));
    assert!(
        shot("go phases/glo-act; scroll 5").contains("not stated"),
        "{}",
        shot("go phases/glo-act")
    );
    assert!(
        sandbox
            .run(&["shot", "go countries/SM", "--data", &file, "--format", "text"])
            .out
            .contains("2 overrides")
    );
}

/// Invalid overrides: the text, the position of the error, and words of the message.
const ERRONEOUS_OVERRIDES: &[(&str, &str, &str)] = &[
    (
        "{\"countries\": {\"NP\": {\"note\": \"mine\"}",
        ":1:37",
        "the text ends inside an object; this file is ignored",
    ),
    (
        "{\n \"countries\": {\n  \"NP\": {\"note\": nul}\n }\n}",
        ":3:21",
        "null, a list or an object; this file is ignored",
    ),
    ("[]", ":1:1", "expected an object keyed by name, found a list"),
    (
        "{\"contries\": {}}",
        ":1:14",
        "unknown kind of record \"contries\" (did you mean countries?)",
    ),
    ("{\"countries\": null}", ":1:15", "a whole kind cannot be removed"),
    ("{\"countries\": []}", ":1:15", "expected an object keyed by name, found a list"),
    ("{\"countries\": {}, \"countries\": {}}", ":1:29", "duplicate key \"countries\""),
    ("{\"countries\": {\"NP\": {}, \"NP\": {}}}", ":1:29", "duplicate key \"NP\""),
    (
        "{\"countries\": {\"NP\": {\"note\": \"a\", \"note\": \"b\"}}}",
        ":1:41",
        "countries/NP: duplicate key \"note\"",
    ),
    (
        "{\"countries\": {\n\"NP\": {\"nmae\": \"x\"}}}",
        ":2:8",
        "countries/NP/nmae: unknown field \"nmae\"",
    ),
    ("{\"countries\": {\"NP\": {\"nmae\": \"x\"}}}", ":1:23", "(did you mean name?)"),
    (
        "{\"countries\": {\"NP\": [\"Nepal\"]}}",
        ":1:22",
        "countries/NP: expected an object, found a list",
    ),
    (
        "{\"phases\": {\"glo-act\": {\"budget\": [5, \"USD\"]}}}",
        ":1:35",
        "phases/glo-act/budget: expected an object, found a list",
    ),
    (
        "{\"countries\": {\"NP\": {\"m49\": 524}}}",
        ":1:30",
        "countries/NP/m49: expected a string, found the number 524",
    ),
    (
        "{\"countries\": {\"NP\": {\"name\": null}}}",
        ":1:22",
        "countries/NP: missing field \"name\"",
    ),
    ("{\"events\": {\"x\": {\"title\": \"T\"}}}", ":1:31", "events/x: missing field \"date\""),
    (
        "{\"events\": {\"x\": {\"title\": \"T\", \"date\": \"2019-13\"}}}",
        ":1:41",
        "events/x/date: invalid date \"2019-13\"",
    ),
    (
        "{\"countries\": {\"NP\": {\"phases\": [\"glo-act-am\"]}}}",
        ":1:34",
        "unknown phase \"glo-act-am\" (did you mean glo-act-ame?)",
    ),
    (
        "{\"countries\": {\"NP\": null}}",
        ":1:22",
        "cannot be removed: engagements/glo-act-1-unodc refers to it",
    ),
    (
        "{\"citations\": {\"countries/ZZ/name\": [{\"source\": \"seed-000\"}]}}",
        ":1:37",
        "cites a record that does not exist",
    ),
];

#[test]
fn errors_have_positions_and_the_rest_is_used() {
    let sandbox = Sandbox::new();
    let countries = bundled_rows("go countries");
    for (text, position, words) in ERRONEOUS_OVERRIDES {
        let file = sandbox.write("wrong.json", text);
        let output = sandbox.run(&["check", "--format", "lines", "--data", &file]);
        let line = output
            .out
            .lines()
            .find(|line| line.contains("error: "))
            .unwrap_or_else(|| panic!("{text}: {}", output.out));
        assert_eq!(output.code, 3, "{text}");
        assert!(
            line.starts_with(&format!("{file}{position}: error: ")) && line.contains(words),
            "{text}\n{line}"
        );
        assert_eq!(row_count(&sandbox, &["countries", "--data", &file]), countries, "{text}");
        assert!(
            sandbox
                .run(&["shot", "", "--data", &file, "--format", "text"])
                .out
                .contains("1 problem: press ! to read"),
            "{text}"
        );
    }
    // only the invalid record is skipped
    let file = sandbox.write(
        "half.json",
        r#"{"countries": {"NP": {"phases": ["nowhere"]}, "ML": {"note": "kept"}}, "evnts": {}}"#,
    );
    assert_eq!(value_at(&sandbox, "countries/ML/note", &["--data", &file]), "kept");
    assert_eq!(value_at(&sandbox, "countries/NP/phases", &["--data", &file]), json!(["glo-act"]));
}

#[test]
fn truncated_override_changes_nothing() {
    let whole = r#"{"countries": {"NP": {"note": "né\u00e9 \"x\"", "point": [28.5, -84.0]}}, "events": {"launch-nepal": null}}"#;
    let before = Dataset::bundled().merged_json();
    for cut in 0..whole.len() {
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

#[test]
fn non_override_files_are_reported_without_blocking() {
    let sandbox = Sandbox::new();
    let folder = sandbox.0.path().join("config/gloact/overrides");
    let own = |name: &str, text: &[u8]| {
        sandbox.write(&format!("config/gloact/overrides/{name}.json"), text)
    };
    own("bom", b"\xef\xbb\xbf{\"countries\": {\"NP\": {\"note\": \"behind a mark\"}}}");
    own("utf-16", b"\xff\xfe{\0}\0");
    own("utf-16-other-end", b"\xfe\xff\0{\0}");
    own("empty", b"");
    own("blank", b" \n");
    own("latin", b"{\"countries\": {\"NP\": {\"note\": \"\xe9\"}}}");
    own("zero", &[0; 64]);
    std::fs::create_dir(folder.join("folder.json")).unwrap();
    std::os::unix::fs::symlink("loop.json", folder.join("loop.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.join("device.json")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket.json")).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(folder.join("fifo.json"))
            .status()
            .unwrap()
            .success()
    );
    std::fs::File::create(folder.join("huge.json")).unwrap().set_len(300 << 20).unwrap();
    let output = sandbox.run(&["check", "--format", "lines", "--data", "missing.json"]);
    assert_eq!(output.code, 3);
    for (name, words) in [
        ("utf-16", "the file is UTF-16; save it as UTF-8"),
        ("utf-16-other-end", "the file is UTF-16; save it as UTF-8"),
        ("empty", "the file is empty"),
        ("blank", "the file is empty"),
        ("latin", "byte 32 is not UTF-8"),
        ("zero", "expected a value"),
        ("folder", "not a regular file"),
        ("device", "not a regular file"),
        ("fifo", "not a regular file"),
        ("socket", "cannot read the file"),
        ("loop", "cannot read the file"),
        ("huge", "the limit is 268435456"),
        ("missing", "there is no such file"),
    ] {
        let is_reported = output.out.lines().any(|line| {
            line.contains(&format!("{name}.json:1:1: error: ")) && line.contains(words)
        });
        assert!(is_reported, "{name}: {}", output.out);
    }
    assert!(output.out.contains("\nerrors 13, warnings 0, notes "), "{}", output.out);
    assert_eq!(value_at(&sandbox, "countries/NP/note", &[]), "behind a mark");
    assert_eq!(row_count(&sandbox, &["countries"]), bundled_rows("go countries"));
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
        let file = sandbox.write("deep.json", &text);
        assert_eq!(
            sandbox.run(&["check", "--format", "lines", "--data", &file]).code,
            3,
            "{}",
            &text[..40]
        );
        assert_eq!(
            row_count(&sandbox, &["countries", "--data", &file]),
            bundled_rows("go countries")
        );
    }
}

#[test]
fn file_contents_and_names_cannot_control_the_terminal() {
    let sandbox = Sandbox::new();
    let evil = "\\u001b[31mred\\u001b]0;t\\u0007\\u009b2J\\u202ebidi\\u200bzero\\n\\r\\u0000\\u007f\\ud83d\\ude00";
    let fields = format!(
        "\"title\": \"{evil}\", \"place\": \"{evil}\", \"figures\": [\"{evil}\"], \"date\": \"2027-01-01\", \"summary\": \"{evil}\""
    );
    let raw = "\u{1b}[31m\u{9b}\u{202e}";
    sandbox.write(
        "config/gloact/overrides.json",
        format!("{{\"events\": {{\"a{evil}\": {{{fields}}}, \"b\": {{{fields}}}}}}}"),
    );
    sandbox.write(
        &format!("config/gloact/overrides/{raw}.json"),
        format!("{{\"{evil}\": {{}}, \"events\": {{\"c\": {{\"{evil}\": 1}}}}}}"),
    );
    sandbox.write("config/gloact/overrides/z.json", format!("{{\"events\": {{\"{raw}\": {{}}}}"));
    // each run checks its output, character by character
    for args in [
        &["check"][..],
        &["data"],
        &["timeline", "bidi"],
        &["timeline", raw],
        &["timeline", "--theme", raw],
        &["--do", raw],
        &["--do", "go events/\u{1b}"],
        &["--today", raw],
        &["check", "--data", raw],
        &[raw],
        &["shot", "go events/b", "--format", "text"],
        &["shot", "go events/b"],
        &["shot", raw],
        &["shot", &format!("go timeline; filter \"{raw}\"")],
    ] {
        sandbox.run(args);
    }
    let shown = sandbox.run(&["shot", "go events/b", "--format", "text"]).out;
    assert!(shown.contains("␛[31mred␛]0;t␇<9B>2J<U+202E>bidi<U+200B>zero␊␍␀␡😀"), "{shown}");
    let again = sandbox.write("again.json", sandbox.run(&["data"]).out);
    assert!(sandbox.run(&["data", "--data", &again]).out == sandbox.run(&["data"]).out);
}

/// Appends control characters to every text of a value.
fn poison(value: &mut Value) {
    const EVIL: &str = "\u{1b}]0;t\u{7}\u{9b}2J\u{202e}\u{200b}\n\r\0\u{7f}";
    match value {
        Value::String(text) => text.push_str(EVIL),
        Value::Array(all) => all.iter_mut().for_each(poison),
        Value::Object(all) => all.values_mut().for_each(poison),
        _ => {}
    }
}

#[test]
fn no_field_can_control_the_terminal() {
    let sandbox = Sandbox::new();
    let whole: Value = serde_json::from_str(&sandbox.run(&["data"]).out).unwrap();
    // one file for each field, so that most are accepted
    for (kind, records) in whole.as_object().unwrap() {
        for (id, record) in records.as_object().unwrap().iter().take(3) {
            for (at, field) in record.as_object().into_iter().flatten() {
                let mut field = field.clone();
                poison(&mut field);
                let name =
                    format!("config/gloact/overrides/{kind}-{}-{at}.json", id.replace('/', "-"));
                sandbox.write(&name, json!({kind: {id: {at: field}}}).to_string());
            }
        }
    }
    // each run checks its output, character by character
    let is_reported = sandbox.run(&["check", "--format", "lines"]);
    assert!(
        is_reported.code == 3 && is_reported.out.contains("␛]0;t␇<9B>2J<U+202E><U+200B>␊␍␀␡"),
        "{}",
        is_reported.all_output()
    );
    let mut shown = Vec::new();
    for kind in whole.as_object().unwrap().keys().filter(|kind| *kind != "citations") {
        let output = sandbox.run(&["list", kind, "--format", "jsonl"]);
        shown.extend(output.out.contains('␛').then_some(kind));
        let id = whole[kind].as_object().unwrap().keys().next().unwrap();
        sandbox.run(&["show", &format!("{kind}/{id}")]);
    }
    assert!(shown.len() > 6, "{shown:?} show any of it");
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
            value_at(&sandbox, "countries/NP/note", &["--data", &file, "--max-bytes", enough]),
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
        r#", "ame-steering-committee-9": {"note": "changed"}, "police-curriculum-bangladesh": null}, "countries": {"NP": {"note": "x"}}}"#,
        r#", "$comment": "a remark", "last": {"title": "Last", "date": "2018", "$comment": "a remark within"}}}"#,
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
fn suspicious_values_are_reported_and_shown() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(
        "odd.json",
        r#"{"objectives": {"glo-act-1": {"continues": "glo-act-1"}}, "phases": {"glo-act": {"budget": {"amount": 1, "currency": "Euro"}}},
            "events": {"far": {"title": "Far", "date": "9999-12-31"}, "old": {"title": "Old", "date": "0001-01-01"}}}"#,
    );
    let output = sandbox.run(&["check", "--format", "lines", "--data", &file]);
    for words in [
        "objectives/glo-act-1/continues: \"glo-act-1\" leads back to this objective",
        "phases/glo-act/budget: invalid currency code \"Euro\"",
    ] {
        assert!(output.out.contains(words) && output.code == 0, "{}", output.out);
    }
    for pane in ["overview", "matrix", "timeline"] {
        assert!(
            sandbox
                .run(&["shot", &format!("go {pane}"), "--data", &file, "--format", "text"])
                .out
                .contains("1 override")
        );
    }
}

/// An override as a person writes it: a byte order mark, CRLF, comments, blank lines, tabs, a
/// spelling of a number, trailing commas and no line end at the end.
const HAND_WRITTEN: &str = "\u{feff}{\r\n\t// see https://example.org/é\r\n\r\n\t\"countries\": {\r\n\t\t\"NP\": {\"note\": \"a // b, }\", \"point\": [28.50, 84.0e0,]}, // Nepal\r\n\t},\r\n\r\n\t/* nothing\r\n\t   else */\r\n}";

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
    assert_eq!(value_at(&sandbox, "countries/NP/note", &["--data", &file]), "a // b, }");
    assert_eq!(value_at(&sandbox, "countries/NP/point", &["--data", &file]), json!([28.5, 84.0]));
    // positions and the shown line refer to the text as written
    let text =
        HAND_WRITTEN.replace("84.0e0,]}", "84.0e0,], /* é */ \"nmae\": 1,}").replace('\t', "    ");
    let file = sandbox.write("mine.json", text);
    let lines = sandbox.run(&["check", "--format", "lines", "--data", &file]).out;
    assert!(lines.contains("mine.json:5:72: error: "), "{lines}");
    let shown = sandbox.run(&["check", "--data", &file]).out;
    assert!(shown.contains("// Nepal") && shown.contains("/* é */"), "{shown}");
    for (text, position, words) in [
        ("{// é\n\"a\": 1,, }", ":2:8", "key"),
        ("{/* é */ \"countries\": {}, \"countries\": {}}", ":1:37", "countries"),
        ("{} /* é", ":1:4", "after the end"),
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
fn saving_a_view_or_a_setting_leaves_every_other_byte() {
    use gloact::profile::{settings_file, views};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.json");
    let text = "{\n    \"$comment\": \"mine\",\n\n    \"theme\": \"dark\", // at night\n    \"x\": \"go map\",\n}";
    let file = || std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text).unwrap();
    assert_eq!(views::save_view(&path, "y", Some("go matrix")).unwrap().len(), 3);
    assert_eq!(file(), text.replace("map\",", "map\",\n    \"y\": \"go matrix\","));
    assert_eq!(views::save_view(&path, "y", None).unwrap().len(), 2);
    assert_eq!(file(), text);
    settings_file::save_setting(&path, "theme", Some(&"light".into())).unwrap();
    assert_eq!(file(), text.replace("dark", "light"));
    settings_file::save_setting(&path, "theme", None).unwrap();
    assert_eq!(file(), text.replace("    \"theme\": \"dark\", // at night\n", ""));
}
