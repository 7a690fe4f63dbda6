//! Pipes and stdin, read where a file is named on the command line.

use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox, tool};
use std::io::Write;
use std::process::{Command, Stdio};

const NOTE: &str = "{\"countries\": {\"NP\": {\"note\": \"through a pipe\"}}}";
const DECK: &str = "{\"slides\": [{\"title\": \"Through a pipe\", \"script\": \"go matrix\"}]}";

/// Runs the program with a text on stdin.
fn run_with_input(sandbox: &Sandbox, args: &[&str], input: &str) -> Output {
    let mut command = sandbox.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // the program may refuse to read it
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Output::from_process(child.wait_with_output().unwrap())
}

/// Runs a line of bash in which `gloact` is the program.
fn run_in_bash(sandbox: &Sandbox, line: &str) -> Option<Output> {
    let mut bash = tool(&["bash"], &["--version"])?;
    let script = format!("gloact() {{ {PROGRAM} \"$@\"; }}; {line}");
    bash.args(["-c", &script]).env_clear().env("PATH", "/usr/bin:/bin");
    bash.env("HOME", sandbox.0.path()).current_dir(sandbox.0.path()).stdin(Stdio::null());
    Some(Output::from_process(bash.output().unwrap()))
}

#[test]
fn stdin_is_read_where_it_is_named() {
    let sandbox = Sandbox::new();
    for name in ["-", "/dev/stdin", "/dev/fd/0"] {
        let output = run_with_input(&sandbox, &["show", "countries/NP", "--data", name], NOTE);
        assert_eq!((output.code, &*output.err), (0, ""), "{name}");
        assert!(output.out.contains("through a pipe"), "{name}: {}", output.out);
        let output = run_with_input(&sandbox, &["present", "--deck", name], DECK);
        assert_eq!((output.code, &*output.err), (0, ""), "{name}");
        assert!(output.out.contains("Through a pipe"), "{name}: {}", output.out);
    }
    let args = ["check", "--format", "lines", "--data", "-"];
    let output = run_with_input(&sandbox, &args, "{\"countries\":\n ");
    assert!(
        output.code == 3 && output.out.contains("stdin:2:1: error: the text ends"),
        "{}",
        output.out
    );
    for (args, input, code, words) in [
        (&["data", "--data", "-"][..], "", 3, "the file has no value"),
        (&["data", "--data", "-", "--max-bytes", "20"], NOTE, 4, "more than 20 bytes"),
        (&["data", "--data", "-", "--data", "/dev/stdin"], NOTE, 4, "stdin was read for another"),
        (&["present", "--deck", "-", "--data", "-"], NOTE, 4, "stdin was read for another"),
        (&["--plain", "--data", "-"], NOTE, 2, "--plain reads its commands from stdin"),
    ] {
        let output = run_with_input(&sandbox, args, input);
        assert_eq!((output.code, &*output.out), (code, ""), "{args:?}: {}", output.err);
        assert!(output.err.contains(words), "{args:?}: {}", output.err);
    }
    let mut command = sandbox.command(&["data"]);
    command.env("GLOACT_DATA", "-").stdin(Stdio::null());
    let output = Output::from_process(command.output().unwrap());
    assert!(output.code == 3 && output.err.contains("stdin:1:1: error: the file has no value"));
}

#[test]
fn pipes_are_read_where_they_are_named() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", NOTE);
    sandbox.write("deck.json", DECK);
    for (line, words) in [
        ("gloact show countries/NP --data <(cat a.json)", "through a pipe"),
        ("GLOACT_DATA=<(cat a.json) gloact show countries/NP", "through a pipe"),
        ("gloact present --deck <(sleep 0.1; cat deck.json)", "Through a pipe"),
        ("mkfifo p; cat a.json > p & gloact show countries/NP --data p", "through a pipe"),
        ("rm -f p; mkfifo p; (cat a.json > p) & gloact data --data p --data p", "through a pipe"),
    ] {
        let Some(output) = run_in_bash(&sandbox, line) else { return };
        assert_eq!((output.code, &*output.err), (0, ""), "{line}");
        assert!(output.out.contains(words), "{line}: {}", output.out);
    }
    // no program may wait for the writer of a pipe that is only found
    std::fs::create_dir_all(sandbox.0.path().join(".config/gloact/overrides")).unwrap();
    let line = "mkfifo .config/gloact/overrides/x.json; gloact list phases";
    let Some(output) = run_in_bash(&sandbox, line) else { return };
    assert!(output.code == 0 && output.err.contains("not a regular file"), "{}", output.err);
}

#[test]
fn dashboard_keeps_the_text_of_a_pipe_and_takes_keys_from_the_terminal() {
    let sandbox = Sandbox::new();
    let own = sandbox.write(".config/gloact/overrides.json", "{\"countries\": {}}");
    sandbox.write("a.json", NOTE);
    let line = "cd \"$HOME\"; cat a.json | \"$0\" --data - --do 'go countries/NP'";
    let mut session = Session::start_in(sandbox, "/bin/sh", &["-c", line, PROGRAM]);
    session.wait("the note", shows("through a pipe"));
    // each reload reads the files, but not the pipe
    for words in ["of a file", "of the file again"] {
        let text = format!("{{\"countries\": {{\"NP\": {{\"short\": \"{words}\"}}}}}}");
        std::fs::write(&own, text).unwrap();
        session.wait("the file", |screen| shows(words)(screen) && shows("through a pipe")(screen));
    }
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn keyboard_is_not_read_as_data() {
    let mut session = Session::start(PROGRAM, &["--data", "-"]);
    session.wait("the fault", shows("1 problem"));
    session.press("!");
    session.wait("its sentence", shows("stdin is the keyboard"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn completion_reads_no_pipe() {
    let sandbox = Sandbox::new();
    let pipe = sandbox.0.path().join("p");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for name in [pipe.to_str().unwrap(), "-"] {
        let mut command =
            sandbox.command(&["__complete", "4", "gloact", "show", "--data", name, "countries/N"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // stdin stays open: reading it would wait for ever
        let stdin = child.stdin.take();
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        assert!(String::from_utf8(output.stdout).unwrap().contains("countries/NP"), "{name}");
    }
}
