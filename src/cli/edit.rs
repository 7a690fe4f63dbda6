//! `gloact edit PLACE`: the user's override in the user's editor, and looked at when it is saved.

use super::{Global, dataset, tell};
use crate::error::{Error, Reason, Result};
use crate::model::Place;
use crate::model::text::clean;
use crate::profile::{override_file, paths};
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
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        if self.back {
            // a record that only the override has may be gone from the data
            let place = data.resolve(&self.place).unwrap_or_else(|_| Place::new(&*self.place));
            return super::print(&format!("{}\n", taken_back(&place)?));
        }
        let said = changed(&data, &data.resolve(&self.place)?)?;
        let after = dataset(global);
        tell(&after);
        let name = own()?.display().to_string();
        let wrong = after.errors().iter().any(|finding| *after.layers[finding.layer as usize].name == *name);
        if wrong { Ok(Reason::Data as u8) } else { super::print(&format!("{said}\n")) }
    }
}

/// Puts a stub for the place into the user's override and lets the editor run on it; says what became of it.
/// A stub that is left as it was is taken out again.
pub(super) fn changed(data: &Dataset, place: &Place) -> Result<String> {
    let file = own()?;
    data.row_of(place).ok_or_else(|| Error::usage(format!("{place} is a kind; edit a record or a field")))?;
    let shown = data.value_at(place).unwrap_or_default();
    let (before, there) = (override_file::text_of(&file)?, file.exists());
    // a file that does not read takes no stub: the person mends it first
    let stub = override_file::with_stub(&before, place, shown).unwrap_or_default();
    if let Some(stub) = &stub {
        override_file::save(&file, stub)?;
    }
    let edited = editor(&file);
    let after = override_file::text_of(&file);
    if after.as_ref().is_ok_and(|after| *after == before || stub.as_ref() == Some(after)) {
        match (stub, there) {
            (None, _) => {}
            (Some(_), true) => override_file::save(&file, &before)?,
            (Some(_), false) => override_file::remove(&file)?,
        }
        return edited.map(|()| "nothing was changed".into());
    }
    edited.map(|()| format!("your override of {place} is in {}", file.display()))
}

/// The editor where none is named.
pub(super) const EDITOR: &str = "vi";

/// The editor that the user names, with the variable that does.
pub(super) fn editor_named() -> Option<(&'static str, String)> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| Some((name, env::var(name).ok()?)));
    named.into_iter().find(|(_, editor)| !editor.trim().is_empty())
}

/// Lets the user's editor run on a file.
fn editor(file: &Path) -> Result<()> {
    let editor = editor_named().map_or_else(|| EDITOR.into(), |(_, editor)| editor);
    let shown = clean(&editor);
    // through the shell, as others do: an editor may be a command with arguments
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec {editor} \"$1\""), "sh"]).arg(file);
    match term::lend(&mut command).map(|status| (status, status.code())) {
        Ok((status, _)) if status.success() => Ok(()),
        Ok((_, Some(126 | 127))) => {
            Err(Error::new(Reason::Machine, format!("{shown} cannot be started")).hint("set VISUAL or EDITOR to your editor"))
        }
        Ok((status, _)) => {
            Err(Error::new(Reason::Machine, format!("{shown} ended with {status}")).hint(format!("the override is {}", file.display())))
        }
        Err(e) => Err(Error::new(Reason::Machine, format!("{shown} cannot be started: {e}")).hint("set VISUAL or EDITOR to your editor")),
    }
}

/// Takes a place out of the user's override; says what was done.
pub(super) fn taken_back(place: &Place) -> Result<String> {
    let file = own()?;
    match override_file::without(&override_file::text_of(&file)?, place)? {
        Some(text) => {
            override_file::save(&file, &text)?;
            Ok(format!("{place} is taken back from {}", file.display()))
        }
        None => Err(Error::new(Reason::NoMatch, format!("{} says nothing of {place}", file.display()))
            .hint("gloact explain tells which layer does")),
    }
}

fn own() -> Result<PathBuf> {
    let folder =
        paths::user_folder().ok_or_else(|| Error::new(Reason::Machine, "there is no user folder").hint("set HOME or XDG_CONFIG_HOME"))?;
    Ok(folder.join("overrides.json"))
}
