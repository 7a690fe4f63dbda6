//! Finds the user's editor, runs it on a file, and knows the flags that make editors wait.

use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::term;
use std::env;
use std::path::Path;
use std::process::Command;

/// The editor if the environment names none.
pub(super) const DEFAULT_EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Returns the user's editor, and the variable that names it.
pub(super) fn configured_editor() -> Option<(&'static str, String)> {
    let editors = ["VISUAL", "EDITOR"].into_iter();
    let mut editors = editors.filter_map(|variable| Some((variable, env::var(variable).ok()?)));
    editors.find(|(_, editor)| !editor.trim().is_empty())
}

/// Editors that open a window and return at once, and the flag that makes them wait.
const WINDOW_EDITORS: &[(&str, &str)] = &[
    ("atom", "--wait"),
    ("code", "--wait"),
    ("code-insiders", "--wait"),
    ("codium", "--wait"),
    ("cursor", "--wait"),
    ("gvim", "-f"),
    ("kate", "--block"),
    ("mate", "--wait"),
    ("mvim", "-f"),
    ("open", "-W"),
    ("subl", "--wait"),
    ("zed", "--wait"),
];

/// Returns the program of an editor's command and its arguments, without the variables before it.
pub(super) fn editor_words(editor: &str) -> impl Iterator<Item = &str> {
    editor.split_whitespace().skip_while(|word| word.contains('='))
}

/// Returns the flag that a known editor with a window of its own needs and does not have.
pub(super) fn missing_wait_flag(editor: &str) -> Option<&'static str> {
    let mut words = editor_words(editor);
    let program = words.next()?;
    let name = program.rsplit('/').next().unwrap_or(program);
    let (_, flag) = WINDOW_EDITORS.iter().find(|(known, _)| *known == name)?;
    let mut has_flag = words.filter(|word| word == flag || matches!(*word, "-w" | "-W" | "-b"));
    has_flag.next().is_none().then_some(flag)
}

/// Runs the user's editor on a file, and returns its name.
pub(super) fn run_editor(file: &Path) -> Result<String> {
    let editor = configured_editor().map_or_else(|| DEFAULT_EDITOR.into(), |(_, editor)| editor);
    let name = sanitize(&editor).into_owned();
    let start_error = |reason: &str| {
        Error::new(ErrorKind::System, format!("{name} cannot be started{reason}"))
            .with_hint("set VISUAL or EDITOR to your editor")
    };
    let mut command = editor_command(&editor, file);
    let status = term::run_foreground(&mut command).map_err(|e| start_error(&format!(": {e}")))?;
    match status.code() {
        Some(0) => Ok(name),
        Some(126 | 127) => Err(start_error("")),
        _ => Err(Error::new(ErrorKind::System, format!("{name} ended with {status}"))),
    }
}

/// Returns the command that opens a file in an editor, whose text may have arguments.
fn editor_command(editor: &str, file: &Path) -> Command {
    // Windows has no shell that splits it
    let mut command = if cfg!(windows) {
        let mut words = editor.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or(DEFAULT_EDITOR));
        command.args(words);
        command
    } else {
        // an editor may be a command with variables; with `exec` and `env` the signals for the
        // child reach the editor itself
        let mut command = Command::new("sh");
        command.args(["-c", &format!("exec env {editor} \"$1\""), "sh"]);
        command
    };
    command.arg(file);
    command
}
