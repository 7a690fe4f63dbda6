//! `gloact edit PLACE`: the user's override in the user's editor, and looked at when it is saved.

use super::{GlobalArgs, load_dataset, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::profile::{atomic_file, override_file, paths};
use crate::store::Dataset;
use crate::term;
use clap::Args;
use std::env;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Change a value in your override, in $VISUAL or $EDITOR
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact edit countries/NP/note
  gloact edit --back countries/NP/note")]
pub(super) struct Edit {
    /// A record, or a field of it
    place: String,
    /// Take your override of the place back
    #[arg(long)]
    back: bool,
}

impl Edit {
    /// Ends with 3 when what was saved has errors.
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        if self.back {
            // a record that only the override has may be gone from the data
            let place =
                data.resolve_path(&self.place).unwrap_or_else(|_| RecordPath::new(&*self.place));
            return super::print(&format!("{}\n", revert_override(&place)?));
        }
        let said = edit_override(&data, &data.resolve_path(&self.place)?)?;
        let after = load_dataset(global);
        warn_findings(&after);
        let name = override_path()?.display().to_string();
        let wrong = after
            .errors()
            .iter()
            .any(|finding| *after.layers()[finding.layer as usize].name == *name);
        if wrong { Ok(ErrorKind::InvalidData as u8) } else { super::print(&format!("{said}\n")) }
    }
}

/// Puts a stub for the place into the user's override and lets the editor run on it; says what became of it.
/// A stub that is left as it was is taken out again.
pub(super) fn edit_override(data: &Dataset, place: &RecordPath) -> Result<String> {
    let file = override_path()?;
    data.record_at(place)
        .ok_or_else(|| Error::usage(format!("{place} is a kind; edit a record or a field")))?;
    let shown = data.value_at(place).unwrap_or_default();
    let (before, there) = (atomic_file::read_or_empty(&file)?, file.exists());
    // a file that does not read takes no stub: the person mends it first
    let stub = override_file::insert_stub(&before, place, shown).unwrap_or_default();
    if let Some(stub) = &stub {
        atomic_file::save(&file, stub)?;
    }
    let edited = run_editor(&file);
    let after = atomic_file::read_or_empty(&file);
    if after.as_ref().is_ok_and(|after| *after == before || stub.as_ref() == Some(after)) {
        match (stub, there) {
            (None, _) => {}
            (Some(_), true) => atomic_file::save(&file, &before)?,
            (Some(_), false) => atomic_file::remove_if_present(&file)?,
        }
        return edited.map(|()| "nothing was changed".into());
    }
    edited.map(|()| format!("your override of {place} is in {}", file.display()))
}

/// The editor where none is named.
pub(super) const DEFAULT_EDITOR: &str = "vi";

/// The editor that the user names, with the variable that does.
pub(super) fn configured_editor() -> Option<(&'static str, String)> {
    let named =
        ["VISUAL", "EDITOR"].into_iter().filter_map(|name| Some((name, env::var(name).ok()?)));
    named.into_iter().find(|(_, editor)| !editor.trim().is_empty())
}

/// Lets the user's editor run on a file.
fn run_editor(file: &Path) -> Result<()> {
    let editor = configured_editor().map_or_else(|| DEFAULT_EDITOR.into(), |(_, editor)| editor);
    let shown = sanitize(&editor);
    // through the shell, as others do: an editor may be a command with arguments
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec {editor} \"$1\""), "sh"]).arg(file);
    match term::run_foreground(&mut command).map(|status| (status, status.code())) {
        Ok((status, _)) if status.success() => Ok(()),
        Ok((_, Some(126 | 127))) => {
            Err(Error::new(ErrorKind::System, format!("{shown} cannot be started"))
                .with_hint("set VISUAL or EDITOR to your editor"))
        }
        Ok((status, _)) => {
            Err(Error::new(ErrorKind::System, format!("{shown} ended with {status}"))
                .with_hint(format!("the override is {}", file.display())))
        }
        Err(e) => Err(Error::new(ErrorKind::System, format!("{shown} cannot be started: {e}"))
            .with_hint("set VISUAL or EDITOR to your editor")),
    }
}

/// Takes a place out of the user's override; says what was done.
pub(super) fn revert_override(place: &RecordPath) -> Result<String> {
    let file = override_path()?;
    match override_file::remove_override(&atomic_file::read_or_empty(&file)?, place)? {
        Some(text) => {
            atomic_file::save(&file, &text)?;
            Ok(format!("{place} is taken back from {}", file.display()))
        }
        None => Err(Error::new(
            ErrorKind::NoMatch,
            format!("{} says nothing of {place}", file.display()),
        )
        .with_hint("gloact explain tells which layer does")),
    }
}

fn override_path() -> Result<PathBuf> {
    let folder = paths::config_dir().ok_or_else(|| {
        Error::new(ErrorKind::System, "there is no user folder")
            .with_hint("set HOME or XDG_CONFIG_HOME")
    })?;
    Ok(folder.join("overrides.json"))
}
