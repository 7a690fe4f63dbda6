//! How line mode ends: with its reader, with its input, and with the code of what failed.

use crate::Sandbox;
use crate::support::session::{TIMEOUT, poll_until};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Starts line mode with pipes to all of its streams.
fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    let mut command = sandbox.command(&[&["--plain"], args].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Returns the exit code after lines of input, and what was printed.
fn exit_after(args: &[&str], lines: &str) -> (i32, String) {
    let sandbox = Sandbox::new();
    let mut child = start(&sandbox, args);
    // it may end before it has read everything
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Waits for the end of a process and returns its exit code.
fn wait_for_code(child: &mut Child) -> i32 {
    let status = poll_until(TIMEOUT, || child.try_wait().unwrap());
    let _ = child.kill();
    status.expect("it does not end").code().unwrap()
}

fn read_first_line(stdout: ChildStdout) -> String {
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    line
}

#[test]
fn it_ends_with_its_reader() {
    for lines in ["go countries\n", "\n", "help\n", "copy rows csv\n", "nonsense\n"] {
        let sandbox = Sandbox::new();
        let mut child = start(&sandbox, &[]);
        // the reader takes one line and goes, as `head -1` does
        assert!(read_first_line(child.stdout.take().unwrap()).contains("line mode"));
        let mut input = child.stdin.take().unwrap();
        // the input never ends
        let ended = poll_until(TIMEOUT, || {
            let _ = input.write_all(lines.as_bytes());
            child.try_wait().unwrap()
        });
        let _ = child.kill();
        let code = ended.expect("it goes on without a reader").code();
        // a wrong line may be performed before the first view finds that the reader has gone
        let is_wrong = lines == "nonsense\n" && code == Some(2);
        assert!(code == Some(0) || is_wrong, "{lines}: {code:?}");
    }
}

#[test]
fn exit_code_is_that_of_the_first_failure() {
    for (args, lines, code) in [
        (&[][..], "go countries\n1\n", 0),
        (&[], "go nowhere\ngo countries\nquit\n", 2),
        (&[], "99999\n", 2),
        (&[], "why 99999\n", 2),
        (&[], "go countries; filter nonsense:x\n", 2),
        (&[], "show countries/XX\n", 2),
        (&["--do", "go nowhere"], "go countries\n", 2),
        // the effects work, and the last step fails
        (&[], "copy rows csv file; copy rows csv file; go nowhere\n", 2),
    ] {
        let (found, output) = exit_after(args, lines);
        assert_eq!(found, code, "{args:?} {lines}: {output}");
    }
}

#[test]
fn failed_effects_count() {
    let sandbox = Sandbox::new();
    // nothing can be saved below a file
    sandbox.write("file", "");
    let mut command = sandbox.command(&["--plain"]);
    let home = sandbox.0.path().join("file/none");
    command.env("XDG_CONFIG_HOME", &home).env("XDG_STATE_HOME", &home);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for line in ["save-bookmark mine\n", "set theme mono\n"] {
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{line} {output:?}");
    }
}

#[test]
fn closed_stdin_is_its_end() {
    let sandbox = Sandbox::new();
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "exec \"$0\" --plain --do 'go countries' <&-",
        env!("CARGO_BIN_EXE_gloact"),
    ]);
    let output = command.env("HOME", sandbox.0.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Nepal"));
}

#[test]
fn unreadable_and_endless_input_is_an_error() {
    let sandbox = Sandbox::new();
    for (input, message) in
        [("/", "cannot read stdin"), ("/dev/zero", "a line of the input is longer")]
    {
        let mut command = sandbox.command(&["--plain"]);
        command.stdin(File::open(input).unwrap()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        assert_eq!(wait_for_code(&mut child), 4, "{input}");
        let told = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
        assert!(told.contains(message), "{input}: {told}");
    }
}
