//! A sandbox: a temporary home directory in which a test runs the program.

use gloact::model::text::is_invisible;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process;
use std::process::{Command, Stdio};

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

/// Returns the folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns all files below a folder with an extension, sorted.
pub(crate) fn files_with_extension(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { files_with_extension(&path, end) } else { vec![path] })
        .collect();
    found.retain(|path| path.extension().is_some_and(|found| found == end));
    found.sort();
    found
}

/// A temporary home directory: the program sees only settings that the test writes.
pub(crate) struct Sandbox(pub(crate) tempfile::TempDir);

/// The result of a run of the program.
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sandbox {
    pub(crate) fn new() -> Sandbox {
        Sandbox(tempfile::tempdir().unwrap())
    }

    /// Writes a file below the home and returns its path.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().into()
    }

    /// Installs a copy of the program that other accounts can run.
    pub(crate) fn install_program(&self) -> PathBuf {
        self.install_copy(PROGRAM, "gloact")
    }

    /// Installs an executable script.
    pub(crate) fn install_script(&self, name: &str, lines: &str) -> String {
        let text = self.write(&format!("{name}.text"), format!("#!/bin/sh\n{lines}\n"));
        self.install_copy(&text, name).to_str().unwrap().into()
    }

    /// Installs an executable copy of a file. Another process copies it, because a file that this
    /// process has open for writing cannot be executed.
    pub(crate) fn install_copy(&self, from: &str, name: &str) -> PathBuf {
        let copy = self.0.path().join(name);
        assert!(
            Command::new("install")
                .args(["-m", "755", from])
                .arg(&copy)
                .status()
                .unwrap()
                .success()
        );
        copy
    }

    /// Returns the program with arguments, in the sandbox and without other environment.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        let sandbox = self.0.path();
        command
            .args(args)
            .current_dir(sandbox)
            .env_clear()
            .env("HOME", sandbox)
            .env("TERM", "xterm-256color")
            .stdin(Stdio::null());
        command
            .env("XDG_CONFIG_HOME", sandbox.join("config"))
            .env("XDG_CONFIG_DIRS", sandbox.join("system"));
        command.env("XDG_RUNTIME_DIR", sandbox);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        Output::from_process(self.command(args).output().unwrap())
    }

    /// Returns what a command prints as CSV, without the carriage returns.
    pub(crate) fn csv(&self, args: &[&str]) -> String {
        let output = self.command(&[args, &["--format", "csv"]].concat()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().replace('\r', "")
    }

    /// Returns the path below the home of the directory for overrides of the programme in a folder
    /// of the home.
    pub(crate) fn config_of(&self, folder: &str) -> String {
        let home = self.0.path().canonicalize().unwrap();
        format!("config/gloact/folders{}/{folder}", home.display())
    }

    /// Returns the number of rows without the header.
    pub(crate) fn row_count(&self, args: &[&str]) -> usize {
        self.run(args).out.lines().count() - 2
    }

    /// Returns the merged value of a field.
    pub(crate) fn value_at(&self, place: &str, args: &[&str]) -> Value {
        let output = self.run(&[&["data"], args].concat());
        let value: Value = serde_json::from_str(&output.out).unwrap();
        place.split('/').fold(value, |value, key| value[key].clone())
    }
}

impl Output {
    /// Reads the output of a process; asserts that it is clean text.
    pub(crate) fn from_process(output: process::Output) -> Output {
        let [out, err] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        for c in out.chars().chain(err.chars()) {
            assert!(c == '\n' || !c.is_control() && !is_invisible(c), "{c:?} is written as it is");
        }
        Output { code: output.status.code().unwrap_or(-1), out, err }
    }

    /// Returns the text of stdout and stderr.
    pub(crate) fn all_output(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Returns the first of some tools that runs with `probe`. A missing tool skips the test with a
/// remark, but fails it where `CI` is set.
pub(crate) fn tool(names: &[&str], probe: &[&str]) -> Option<Command> {
    let answers = |name: &&&str| {
        let probed = Command::new(name)
            .args(probe)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        probed.is_ok_and(|status| status.success())
    };
    let found = names.iter().find(answers);
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "{names:?} {probe:?} is needed here: .ci/run installs it"
    );
    if found.is_none() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no {names:?} that takes {probe:?}");
    }
    found.map(Command::new)
}
