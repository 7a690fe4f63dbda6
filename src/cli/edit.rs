//! `gloact edit PATH`: runs the user's editor on the override file and validates the result.

use super::profile::no_config_dir;
use super::{GlobalArgs, load_dataset, print, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::profile::draft::Draft;
use crate::profile::override_text::{self, OverrideEdit};
use crate::profile::user_file::UserFile;
use crate::store::Dataset;
use crate::term;
use clap::Args;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Change a value in your override, in $VISUAL or $EDITOR
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact edit countries/NP/note
  gloact edit --revert countries/NP/note")]
pub(super) struct Edit {
    /// A record, or a field of it
    path: String,
    /// Remove the path from your override
    #[arg(long, alias = "back")]
    revert: bool,
}

impl Edit {
    /// Returns exit code 3 if the saved override has errors.
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        if self.revert {
            // a record that only the override has may be missing in the data
            let path = data.resolve_path(&self.path);
            let path = path.unwrap_or_else(|_| RecordPath::new(&*self.path));
            return print(&format!("{}\n", revert_override(global, &path)?));
        }
        let path = data.resolve_path(&self.path)?;
        let (outcome, signal) = term::catch_signals(|| edit_override(global, &data, &path))
            .map_err(|e| Error::new(ErrorKind::System, format!("signals cannot be caught: {e}")))?;
        if let Some(exit_code) = signal.and_then(|number| u8::try_from(128 + number).ok()) {
            return Ok(exit_code);
        }
        let message = outcome?;
        let edited = load_dataset(global);
        warn_findings(&edited);
        let name = override_path(global)?.display().to_string();
        let errors = edited.errors();
        if errors.iter().any(|finding| *edited.layers()[finding.layer as usize].name == *name) {
            return Ok(ErrorKind::InvalidData as u8);
        }
        print(&format!("{message}\n"))
    }
}

/// Runs the editor on a draft of the user's override, with a stub for a path, and saves what it
/// changed. Returns the message to show.
pub(super) fn edit_override(
    global: &GlobalArgs,
    data: &Dataset,
    path: &RecordPath,
) -> Result<String> {
    let file = UserFile::new(override_path(global)?);
    if data.record_at(path).is_none() {
        let message = "edit needs a record or a field, e.g. countries/NP/note";
        return Err(Error::usage(message));
    }
    let shown = data.value_at(path).unwrap_or_default();
    let base = file.read()?;
    // an invalid file gets no stub: the user must fix it first
    let stub = override_text::insert_stub(&base, path, shown).unwrap_or_default();
    let draft = Draft::create(file.path(), stub.as_ref().unwrap_or(&base).clone())?;
    let start = Instant::now();
    let outcome = run_editor(draft.path());
    let place = draft.path().display().to_string();
    let keep = |error: Error| error.with_hint(format!("what you wrote is in {place}"));
    // what the editor saved counts, however it ended
    let Some(edited) = draft.changed_text().map_err(keep)? else {
        draft.remove();
        let editor = outcome?;
        return Ok(if start.elapsed() < MIN_EDIT_TIME {
            format!("nothing was changed; {editor} ended at once: {NEEDS_WAIT}")
        } else {
            "nothing was changed".into()
        });
    };
    let edit = OverrideEdit { path, base: &base, stub: stub.as_deref(), edited: &edited };
    let saved = file.update(|current| edit.apply_to(current).map(Some)).map_err(keep)?;
    draft.remove();
    let name = file.path().display().to_string();
    let saved_at = |error: Error| error.with_hint(format!("what you wrote is in {name}"));
    outcome.map(|_| edit.describe(&saved, &name)).map_err(saved_at)
}

/// An editor that took less time has hardly been used by a person.
const MIN_EDIT_TIME: Duration = Duration::from_secs(1);
const NEEDS_WAIT: &str = "one with a window of its own needs --wait, as in EDITOR='code --wait'";

/// The editor if the environment names none.
pub(super) const DEFAULT_EDITOR: &str = "vi";

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
fn run_editor(file: &Path) -> Result<String> {
    let editor = configured_editor().map_or_else(|| DEFAULT_EDITOR.into(), |(_, editor)| editor);
    let name = sanitize(&editor).into_owned();
    let start_error = |reason: &str| {
        Error::new(ErrorKind::System, format!("{name} cannot be started{reason}"))
            .with_hint("set VISUAL or EDITOR to your editor")
    };
    // an editor may be a command with variables and arguments, which a shell splits; with `exec`
    // and `env` the signals for the child reach the editor itself
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec env {editor} \"$1\""), "sh"]).arg(file);
    let status = term::run_foreground(&mut command).map_err(|e| start_error(&format!(": {e}")))?;
    match status.code() {
        Some(0) => Ok(name),
        Some(126 | 127) => Err(start_error("")),
        _ => Err(Error::new(ErrorKind::System, format!("{name} ended with {status}"))),
    }
}

/// Removes a path from the user's override. Returns the message to show.
pub(super) fn revert_override(global: &GlobalArgs, path: &RecordPath) -> Result<String> {
    let file = override_path(global)?;
    UserFile::new(&file).update(|text| {
        let edited = override_text::remove_override(text, path)?;
        edited.map(Some).ok_or_else(|| {
            let message = format!("{} has no value for {path}", file.display());
            Error::new(ErrorKind::NoMatch, message)
                .with_hint("gloact explain shows which layer has one")
        })
    })?;
    Ok(format!("{path} is reverted in {}", file.display()))
}

fn override_path(global: &GlobalArgs) -> Result<PathBuf> {
    global.layer_options().user_override().ok_or_else(no_config_dir)
}
