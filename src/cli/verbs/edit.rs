//! `gloact edit PATH`: runs the user's editor on the override file and validates the result.

use crate::cli::override_edit::{edit_override, override_path, revert_override};
use crate::cli::warnings::warn;
use crate::cli::{GlobalArgs, load_dataset, print, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::store::{Finding, Severity};
use crate::term;
use clap::Args;

/// So many problems of the saved override are printed.
const MAX_PRINTED_PROBLEMS: usize = 10;

/// Change a value in your override, in $VISUAL or $EDITOR
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact edit countries/NP/note
  gloact edit --revert countries/NP/note")]
pub(in crate::cli) struct EditArgs {
    /// A record, or a field of it
    path: String,
    /// Remove the path from your override
    #[arg(long, alias = "back")]
    revert: bool,
}

impl EditArgs {
    /// Returns exit code 3 if the saved override has errors, or problems in the edited record.
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
        let name = override_path(global)?.display().to_string();
        let problems = edited.problems().iter().filter(|finding| {
            *edited.layers()[finding.layer as usize].name == *name
                && (finding.severity == Severity::Error || finding.path.record() == path.record())
        });
        let problems: Vec<&Finding> = problems.collect();
        for finding in problems.iter().take(MAX_PRINTED_PROBLEMS) {
            warn(&finding.format_line(edited.layers()));
        }
        if !problems.is_empty() {
            return Ok(ErrorKind::InvalidData as u8);
        }
        warn_findings(&edited);
        print(&format!("{message}\n"))
    }
}
