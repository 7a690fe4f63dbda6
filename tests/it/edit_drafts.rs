//! Edits of the override in a draft: what the editor saves is taken over, whatever happens
//! meanwhile, and messages say what became of it.

use crate::support::session::{Session, TIMEOUT, poll_until, shows};
use crate::user_files::config_file;
use crate::{Output, Sandbox};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

fn edit_command(sandbox: &Sandbox, editor: &str, path: &str) -> Command {
    let mut command = sandbox.command(&["edit", path]);
    command.env("EDITOR", editor).env("PATH", "/usr/bin:/bin");
    command
}

fn edit(sandbox: &Sandbox, editor: &str, path: &str) -> Output {
    Output::from_process(edit_command(sandbox, editor, path).output().unwrap())
}

/// An edit whose editor is open.
struct OpenEdit<'a> {
    sandbox: &'a Sandbox,
    name: &'a str,
    child: Child,
}

impl OpenEdit<'_> {
    /// Starts an edit whose editor runs a script before it ends.
    fn start<'a>(sandbox: &'a Sandbox, name: &'a str, script: &str, path: &str) -> OpenEdit<'a> {
        let wait = format!("touch ~/{name}.open\nwhile [ ! -e ~/{name}.go ]; do sleep 0.02; done");
        let editor = sandbox.install_script(name, &format!("{wait}\n{script}"));
        let mut command = edit_command(sandbox, &editor, path);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let open = sandbox.0.path().join(format!("{name}.open"));
        assert!(poll_until(TIMEOUT, || open.exists().then_some(())).is_some(), "no editor starts");
        OpenEdit { sandbox, name, child }
    }

    /// Lets the editor end, and returns the output of the program.
    fn finish(self) -> Output {
        self.sandbox.write(&format!("{}.go", self.name), "");
        Output::from_process(self.child.wait_with_output().unwrap())
    }
}

/// Returns a script that replaces the value of a key by a text.
fn set(key: &str, value: &str) -> String {
    format!("sed -i 's/\"{key}\": [^,}}]*/\"{key}\": \"{value}\"/' \"$1\"")
}

fn editor(sandbox: &Sandbox, script: &str) -> String {
    sandbox.install_script("editor", script)
}

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_edit_that_is_ended_leaves_nothing() {
    for (lines, end, code) in [
        ("echo now\nexec sleep 600", "ctrl-c", 4),
        ("echo now\nexec sleep 600", "term", 143),
        ("echo now\nexec sleep 600", "hang-up", 129),
        ("trap '' TERM HUP\necho $$ > ~/pid\necho now\nexec sleep 600", "term", 143),
        ("trap '' TERM HUP\necho $$ > ~/pid\necho now\nexec sleep 600", "hang-up", 129),
    ] {
        for args in [&["edit", "phases/glo-act/budget"][..], &["--do", "go phases/glo-act"]] {
            let is_verb = args[0] == "edit";
            if end == "ctrl-c" && !is_verb {
                continue;
            }
            let sandbox = Sandbox::new();
            editor(&sandbox, lines);
            let mut session = Session::start_in(sandbox, PROGRAM, args);
            if !is_verb {
                session.wait("the detail", shows("q close"));
                session.press("e");
            }
            session.foreign_output = true;
            session.wait("the editor", shows("now"));
            match end {
                "ctrl-c" => session.press("\x03"),
                "term" => session.signal(Signal::TERM),
                _ => session.hang_up(),
            }
            let ended = poll_until(TIMEOUT, || session.child.try_wait().unwrap());
            let home = session.sandbox.0.path();
            if let Ok(pid) = fs::read_to_string(home.join("pid")) {
                let pid = Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
                kill_process(pid, Signal::KILL).unwrap();
            }
            let ended = ended.map(|status| status.exit_code());
            assert_eq!(ended, Some(code), "{args:?} {end} {lines}");
            assert_eq!(names_in(&home.join(".config/gloact")), [""; 0], "{args:?} {end} {lines}");
        }
    }
}

#[test]
fn an_edit_takes_no_notice_of_keys_that_are_for_the_editor() {
    let sandbox = Sandbox::new();
    let script = format!(
        "trap 'echo not now' INT\necho now\nread -r _ || read -r _\n{}",
        set("region", "Here")
    );
    editor(&sandbox, &script);
    let mut session = Session::start_in(sandbox, PROGRAM, &["edit", "countries/NP/region"]);
    session.foreign_output = true;
    session.wait("the editor", shows("now"));
    session.press("\x03");
    session.wait("its answer", shows("not now"));
    session.press("\r");
    assert_eq!(session.wait_for_exit(), 0);
    let file = session.sandbox.0.path().join(".config/gloact/overrides.json");
    assert_eq!(read_json(&file)["countries"]["NP"]["region"], "Here");
}

#[test]
fn a_text_that_was_saved_before_the_end_counts() {
    let sandbox = Sandbox::new();
    let script = format!("{}\necho now\nexec sleep 600", set("region", "Here"));
    editor(&sandbox, &script);
    let mut session = Session::start_in(sandbox, PROGRAM, &["edit", "countries/NP/region"]);
    session.foreign_output = true;
    session.wait("the editor", shows("now"));
    session.hang_up();
    assert_eq!(session.wait_for_exit(), 129);
    let folder = session.sandbox.0.path().join(".config/gloact");
    assert_eq!(names_in(&folder), ["overrides.json"]);
    assert_eq!(read_json(&folder.join("overrides.json"))["countries"]["NP"]["region"], "Here");
}

#[test]
fn editors_may_have_variables_and_arguments() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let path = editor(&sandbox, "sed -i \"s/Asia/$REGION$1/\" \"$2\"");
    for (editor, region) in
        [(format!("REGION=A {path} B"), "AB"), (format!("REGION='x y' {path} ' z'"), "x y z")]
    {
        let output = edit(&sandbox, &editor, "countries/NP/region");
        assert_eq!(output.code, 0, "{editor}: {}", output.all_output());
        let saved = read_json(&file)["countries"]["NP"]["region"].clone();
        assert!(saved.as_str().unwrap().contains(region), "{editor}: {saved}");
        fs::remove_file(&file).unwrap();
    }
    for editor in ["no-such-editor", "X=1 no-such-editor"] {
        let output = edit(&sandbox, editor, "countries/NP/region");
        assert!(output.code == 4 && output.err.contains("cannot be started"), "{}", output.err);
    }
    // an editor that opens a window returns before anything is typed
    let output = edit(&sandbox, "true", "countries/NP/region");
    assert!(output.out.contains("nothing was changed; true ended at once"), "{}", output.out);
    assert!(output.out.contains("--wait") && output.code == 0, "{}", output.out);
    let output = edit(&sandbox, "sleep 1.2 #", "countries/NP/region");
    assert_eq!(output.out, "nothing was changed\n");
    assert_eq!(names_in(file.parent().unwrap()), [""; 0]);
}

#[test]
fn the_draft_is_private_and_beside_the_file() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    sandbox.write("dot/mine.json", "{}");
    std::os::unix::fs::symlink("../../dot/mine.json", &file).unwrap();
    let script = "echo \"$1\" > ~/name\nstat -c %a \"$1\" > ~/mode\ncat ~/draft > \"$1\"";
    let editor = editor(&sandbox, script);
    sandbox.write("draft", r#"{"countries": {"NP": {"note": "mine"}}}"#);
    // another edit has the first name
    let other = config_file(&sandbox, "overrides.draft.json");
    fs::write(&other, "another").unwrap();
    let output = edit(&sandbox, &editor, "countries/NP/note");
    assert_eq!(output.code, 0, "{}", output.all_output());
    let told = |name: &str| fs::read_to_string(sandbox.0.path().join(name)).unwrap();
    assert_eq!(told("mode"), "600\n");
    let name = config_file(&sandbox, "overrides.draft-2.json");
    assert_eq!(told("name").trim(), name.to_str().unwrap());
    assert!(file.is_symlink() && told("dot/mine.json") == told("draft"));
    assert_eq!(names_in(file.parent().unwrap()), ["overrides.draft.json", "overrides.json"]);
    assert_eq!(fs::read_to_string(other).unwrap(), "another");
}

#[test]
fn nothing_changed_keeps_every_byte() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let text = "\u{feff}{\r\n\"$x\": 1234567890123456789012345,\r\n\"countries\": {\"NP\": {\"point\": [2.80e1, 84.00]}}}";
    fs::write(&file, text).unwrap();
    let before = fs::metadata(&file).unwrap();
    for path in ["countries/NP/note", "countries/NP", "countries/ML/region"] {
        let output = edit(&sandbox, "true", path);
        assert_eq!(output.code, 0, "{}", output.all_output());
        let after = fs::metadata(&file).unwrap();
        assert_eq!((after.ino(), after.mtime_nsec()), (before.ino(), before.mtime_nsec()));
    }
    // a change of something else does not save the stub, and keeps all other bytes
    let editor = editor(&sandbox, "sed -i 's/2.80e1/2.81e1/' \"$1\"");
    let output = edit(&sandbox, &editor, "countries/NP/note");
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("2.80e1", "2.81e1"));
    let said = "overrides.json is saved; it has no override of countries/NP/note\n";
    assert!(output.out.ends_with(said), "{}", output.all_output());
    let output = edit(&sandbox, &editor.replace("editor", "none"), "countries/NP/note");
    assert_eq!(output.code, 4);
    assert_eq!(names_in(file.parent().unwrap()), ["overrides.json"]);
}

#[test]
fn messages_say_what_became_of_the_path() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    fs::write(&file, r#"{"countries": {"NP": {"note": "mine"}, "ML": {"note": "other"}}}"#)
        .unwrap();
    for (script, said) in [
        (set("note", "new"), "your override of countries/NP/note is saved in"),
        (
            "sed -i 's/other/others/' \"$1\"".into(),
            "your override of countries/NP/note is unchanged",
        ),
        ("echo '{}' > \"$1\"".into(), "countries/NP/note is reverted in"),
        ("rm \"$1\"".into(), "nothing was changed"),
        ("touch \"$1\"".into(), "nothing was changed"),
    ] {
        let editor = editor(&sandbox, &script);
        let output = edit(&sandbox, &editor, "countries/NP/note");
        assert!(output.out.contains(said), "{script}: {}", output.all_output());
        assert_eq!(names_in(file.parent().unwrap()), ["overrides.json"], "{script}");
    }
    // what an editor saved counts, also if it fails then
    let editor = editor(&sandbox, &format!("{}\nexit 3", set("region", "Here")));
    let output = edit(&sandbox, &editor, "countries/NP/region");
    assert!(output.err.contains("ended with exit status: 3"), "{}", output.err);
    assert!(output.err.contains("what you wrote is in") && output.code == 4, "{}", output.err);
    assert_eq!(read_json(&file)["countries"]["NP"]["region"], "Here");
}

#[test]
fn two_edits_at_once_are_both_saved() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    fs::write(&file, r#"{"countries": {"ML": {"note": "old"}}}"#).unwrap();
    let script = set("region", "First");
    let first = OpenEdit::start(&sandbox, "first", &script, "countries/NP/region");
    let editor = editor(&sandbox, &set("region", "Second"));
    let second = edit(&sandbox, &editor, "countries/LA/region");
    assert!(second.out.contains("your override of countries/LA/region is saved"), "{}", second.err);
    // nor is a revert undone
    assert_eq!(sandbox.run(&["edit", "--revert", "countries/ML/note"]).code, 0);
    let first = first.finish();
    assert!(first.out.contains("your override of countries/NP/region is saved"), "{}", first.err);
    let saved = json!({"LA": {"region": "Second"}, "NP": {"region": "First"}});
    assert_eq!(read_json(&file), json!({"countries": saved}));
    assert_eq!(names_in(file.parent().unwrap()), ["overrides.json"]);
}

#[test]
fn two_edits_that_change_nothing_leave_nothing() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let first = OpenEdit::start(&sandbox, "first", ":", "countries/NP/note");
    let second = OpenEdit::start(&sandbox, "second", ":", "countries/LA/note");
    for output in [first.finish(), second.finish()] {
        assert!(output.out.starts_with("nothing was changed"), "{}", output.all_output());
    }
    assert_eq!(names_in(file.parent().unwrap()), [""; 0]);
}

#[test]
fn a_file_that_was_replaced_during_an_edit_is_kept() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let other = r#"{"countries": {"NP": {"region": "Other"}}}"#;
    // an edit without a change
    let open = OpenEdit::start(&sandbox, "none", ":", "countries/NP/region");
    fs::write(&file, other).unwrap();
    let output = open.finish();
    assert_eq!(output.out.lines().next().unwrap_or_default().find("nothing was changed"), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), other);
    // both changed the same value, or the draft has more than the value
    let more = "echo '{\"countries\": {\"NP\": {\"region\": \"mine\"}}, \"$more\": 1}' > \"$1\"";
    let value = set("region", "mine");
    for (name, script, before) in [("value", value.as_str(), other), ("more", more, "{}")] {
        fs::write(&file, before).unwrap();
        let open = OpenEdit::start(&sandbox, name, script, "countries/NP/region");
        let changed = r#"{"countries": {"NP": {"region": "Third"}}}"#;
        fs::write(&file, changed).unwrap();
        let output = open.finish();
        assert_eq!(output.code, 4, "{}", output.all_output());
        assert!(output.err.contains("another program changed your override"), "{}", output.err);
        assert!(output.err.contains("overrides.draft.json"), "{}", output.err);
        assert_eq!(fs::read_to_string(&file).unwrap(), changed);
        let draft = config_file(&sandbox, "overrides.draft.json");
        assert!(fs::read_to_string(&draft).unwrap().contains("mine"));
        fs::remove_file(draft).unwrap();
    }
}
