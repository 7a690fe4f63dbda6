//! What must hold of the house, the data, the screens and the program as a whole: one binary, a file a subject.

#![allow(clippy::unwrap_used, reason = "a test says that something is wrong by failing")]

mod bytes;
mod counts;
mod data;
mod doctor;
mod explore;
mod facts;
mod faults;
mod forms;
mod fuzz;
mod house;
mod kiosk;
mod layers;
mod links;
mod looks;
mod overrides;
mod pictures;
mod plain;
mod present;
mod readme;
mod schema;
mod screens;
mod session;
mod shells;
mod slow;
mod ssh;
mod tasks;
mod tmux;
mod tty;
mod twin;
mod verbs;

use gloact::app::{App, Msg};
use gloact::model::text::is_hidden;
use gloact::store::Dataset;
use gloact::ui::Drawn;
use gloact::ui::theme::{ASCII, Theme, UNICODE};
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day that counts as today.
const TODAY: Date = date(2026, 11, 22);

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder that end so, in order.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.flat_map(|path| if path.is_dir() { files(&path, end) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|found| found == end));
    found.sort();
    found
}

/// A machine of its own for the program: nobody's settings but those that a test writes.
struct Home(tempfile::TempDir);

/// What a run of the program left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// Writes a file below the home and gives back its path.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().into()
    }

    /// A copy of the program that other accounts can reach.
    fn program(&self) -> PathBuf {
        self.installed(env!("CARGO_BIN_EXE_gloact"), "gloact")
    }

    /// A script that can be run by its name.
    fn script(&self, name: &str, lines: &str) -> String {
        let text = self.write(&format!("{name}.text"), format!("#!/bin/sh\n{lines}\n"));
        self.installed(&text, name).to_str().unwrap().into()
    }

    /// A copy of a file that can be run. Another process makes it: what is open for writing in one that starts programs
    /// meanwhile cannot be run.
    fn installed(&self, from: &str, name: &str) -> PathBuf {
        let copy = self.0.path().join(name);
        assert!(Command::new("install").args(["-m", "755", from]).arg(&copy).status().unwrap().success());
        copy
    }

    /// The program with these arguments, in the home and with no other environment.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gloact"));
        let home = self.0.path();
        command.args(args).current_dir(home).env_clear().env("HOME", home).env("TERM", "xterm-256color").stdin(Stdio::null());
        command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_CONFIG_DIRS", home.join("system"));
        command.env("XDG_RUNTIME_DIR", home);
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }
}

impl Ran {
    /// What the program wrote: clean text, whatever it was given.
    fn of(output: Output) -> Ran {
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        for c in out.chars().chain(err.chars()) {
            assert!(c == '\n' || !c.is_control() && !is_hidden(c), "{c:?} is written as it is");
        }
        Ran { code: output.status.code().unwrap_or(-1), out, err }
    }

    /// What was written, on whichever side.
    fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Columns and rows.
type Size = (u16, u16);

/// A dashboard over the shipped data after a script.
fn app(size: Size, ascii: bool, script: &str) -> App {
    let glyphs = if ascii { ASCII } else { UNICODE };
    let mut app = App::new(Dataset::bundled(), TODAY, Theme::named("dark").unwrap(), glyphs, size);
    app.run(script).unwrap_or_else(|e| panic!("{script}: {e}"));
    app
}

/// The screen at a size, drawn into a larger buffer: nothing is drawn outside of it, and the cursor lies inside.
fn draw(app: &mut App, (width, height): Size) -> (Buffer, Drawn) {
    app.update(Msg::Size(width, height));
    let margin = if width == 0 || height == 0 { 0 } else { 3 };
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + margin, height + margin));
    let drawn = app.draw(&mut buffer);
    let inside = Rect::new(0, 0, width, height);
    let outside = buffer.area.positions().filter(|at| !inside.contains(*at)).find(|at| buffer[*at] != Default::default());
    assert_eq!(outside, None, "{width}x{height}: {}", app.link());
    assert!(inside.is_empty() || drawn.cursor.is_some_and(|at| inside.contains(at)), "{width}x{height}: {:?}", drawn.cursor);
    assert!(drawn.hits.iter().all(|(hit, _)| hit.intersection(inside) == *hit), "{width}x{height}: {:?}", drawn.hits);
    let mut shown = Buffer::empty(inside);
    inside.positions().for_each(|at| shown[at] = buffer[at].clone());
    (shown, drawn)
}

/// A tool that a test asks, by the first of its names that answers. Where it is missing the test is skipped with a word, but not
/// where everything has to hold.
fn tool(names: &[&str], probe: &[&str]) -> Option<Command> {
    let answers = |name: &&&str| {
        let probed = Command::new(name).args(probe).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        probed.is_ok_and(|status| status.success())
    };
    let found = names.iter().find(answers);
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "{names:?} {probe:?} is needed here: .ci/run installs it");
    if found.is_none() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no {names:?} that takes {probe:?}");
    }
    found.map(Command::new)
}
