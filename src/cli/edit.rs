//! `gloact edit PATH`: runs the user's editor on the override file and validates the result.

use super::profile::config_file;
use super::{GlobalArgs, load_dataset, print, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::profile::override_text;
use crate::profile::user_file::UserFile;
use crate::store::Dataset;
use crate::term;
use clap::Args;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

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
            return print(&format!("{}\n", revert_override(&path)?));
        }
        let message = edit_override(&data, &data.resolve_path(&self.path)?)?;
        let edited = load_dataset(global);
        warn_findings(&edited);
        let name = override_path()?.display().to_string();
        let errors = edited.errors();
        if errors.iter().any(|finding| *edited.layers()[finding.layer as usize].name == *name) {
            return Ok(ErrorKind::InvalidData as u8);
        }
        print(&format!("{message}\n"))
    }
}

/// Inserts a stub for a path into the user's override and runs the editor on the file. Returns the
/// message to show.
///
/// A stub that was not changed is removed again.
pub(super) fn edit_override(data: &Dataset, path: &RecordPath) -> Result<String> {
    let file = override_path()?;
    if data.record_at(path).is_none() {
        let message = "edit needs a record or a field, e.g. countries/NP/note";
        return Err(Error::usage(message));
    }
    let shown = data.value_at(path).unwrap_or_default();
    let existed = file.exists();
    let user_file = UserFile::new(&file);
    let before = user_file.read()?;
    // an invalid file gets no stub: the user must fix it first
    let stub = override_text::insert_stub(&before, path, shown).unwrap_or_default();
    if stub.is_some() {
        user_file.update(|_| Ok(stub.clone()))?;
    }
    let outcome = run_editor(&file);
    let after = user_file.read();
    if after.is_ok_and(|after| after == before || stub.as_ref() == Some(&after)) {
        if stub.is_some() && existed {
            user_file.update(|_| Ok(Some(before.clone())))?;
        } else if stub.is_some() {
            let _ = std::fs::remove_file(&file);
        }
        return outcome.map(|()| "nothing was changed".into());
    }
    outcome.map(|()| format!("your override of {path} is saved in {}", file.display()))
}

/// The editor if the environment names none.
pub(super) const DEFAULT_EDITOR: &str = "vi";

/// Returns the user's editor, and the variable that names it.
pub(super) fn configured_editor() -> Option<(&'static str, String)> {
    let editors = ["VISUAL", "EDITOR"].into_iter();
    let mut editors = editors.filter_map(|variable| Some((variable, env::var(variable).ok()?)));
    editors.find(|(_, editor)| !editor.trim().is_empty())
}

/// Runs the user's editor on a file.
fn run_editor(file: &Path) -> Result<()> {
    let editor = configured_editor().map_or_else(|| DEFAULT_EDITOR.into(), |(_, editor)| editor);
    let name = sanitize(&editor);
    let start_error = |reason: &str| {
        Error::new(ErrorKind::System, format!("{name} cannot be started{reason}"))
            .with_hint("set VISUAL or EDITOR to your editor")
    };
    // an editor may be a command with arguments, so a shell splits it, as git does
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec {editor} \"$1\""), "sh"]).arg(file);
    let status = term::run_foreground(&mut command).map_err(|e| start_error(&format!(": {e}")))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(126 | 127) => Err(start_error("")),
        _ => Err(Error::new(ErrorKind::System, format!("{name} ended with {status}"))
            .with_hint(format!("your override is in {}", file.display()))),
    }
}

/// Removes a path from the user's override. Returns the message to show.
pub(super) fn revert_override(path: &RecordPath) -> Result<String> {
    let file = override_path()?;
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

fn override_path() -> Result<PathBuf> {
    config_file("overrides.json")
}
