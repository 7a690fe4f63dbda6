//! `gloact edit PATH`: runs the user's editor on the override file and validates the result.

use crate::cli::override_edit::{
    add_record, edit_override, existing_record, override_path, revert_override,
};
use crate::cli::stderr_messages::warn;
use crate::cli::{GlobalArgs, load_dataset, print, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{KindId, RecordPath};
use crate::store::{Dataset, Finding, Severity, is_id};
use crate::term;
use clap::Args;

/// So many problems of the saved override are printed.
const MAX_PRINTED_PROBLEMS: usize = 10;

/// Change a value in your override, in $VISUAL or $EDITOR
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact edit countries/NP/note
  gloact edit --new events/review-2027
  gloact edit --revert countries/NP/note")]
pub(in crate::cli) struct EditArgs {
    /// A record, or a field of it; with --new a new record, or its kind
    path: String,
    /// Add a record to your override
    #[arg(long, conflicts_with = "revert")]
    new: bool,
    /// Remove the path from your override
    #[arg(long, alias = "back")]
    revert: bool,
}

/// Fails for a kind of which no id can be chosen.
fn require_free_choice(kind: KindId) -> Result<()> {
    let (message, hint) = match kind {
        KindId::Citations => (
            "a citation is added in the override itself, below the path of the value it is for",
            r#"for example "citations": {"events/review/date": [{"source": "report"}]}"#,
        ),
        KindId::Countries => (
            "a new country needs its code of two letters (ISO 3166)",
            "for example gloact edit --new countries/KE",
        ),
        KindId::Programme => (
            "a new programme needs an id",
            "gloact list programme shows those that are there, which gloact edit programme/ID changes",
        ),
        _ => return Ok(()),
    };
    Err(Error::usage(message).with_hint(hint))
}

impl EditArgs {
    /// Returns exit code 3 if the saved override has errors, or problems in the edited record.
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        if self.revert {
            // a record that only the override has may be missing in the data
            let path = data.resolve_path(&self.path);
            let path = path.unwrap_or_else(|_| RecordPath::new(&*self.path));
            return print(&format!("{}\n", revert_override(global, &data, &path)?));
        }
        let path =
            if self.new { self.new_path(global, &data)? } else { data.resolve_path(&self.path)? };
        let edit = if self.new { add_record } else { edit_override };
        let (outcome, signal) = term::catch_signals(|| edit(global, &data, &path))
            .map_err(|e| Error::new(ErrorKind::System, format!("signals cannot be caught: {e}")))?;
        if let Some(exit_code) = signal.and_then(|number| u8::try_from(128 + number).ok()) {
            return Ok(exit_code);
        }
        let message = outcome?;
        let edited = load_dataset(global);
        let name = override_path(global, &data, &path)?.display().to_string();
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

    /// Returns the path of the new record: the one that was typed, else the first free one of a
    /// kind.
    ///
    /// # Errors
    /// Fails if the kind is unknown, the record exists, or the text cannot be an id.
    fn new_path(&self, global: &GlobalArgs, data: &Dataset) -> Result<RecordPath> {
        let path = RecordPath::new(self.path.trim_end_matches('/'));
        let kind = KindId::parse(path.kind_name())?;
        let Some(id) = path.id() else {
            require_free_choice(kind)?;
            let is_free = |id: &String| data.find(kind, id).is_none();
            let id = (1..).map(|number| format!("new-{number}")).find(is_free);
            return Ok(RecordPath::for_record(kind, &id.unwrap_or_default()));
        };
        if kind == KindId::Citations || path.field_path().is_some() || !is_id(id) {
            let message = format!("\"{path}\" is not the path of a new record");
            return Err(Error::usage(message).with_hint("for example events/review-2027"));
        }
        let existing = data.find(kind, id).map(|_| path.clone());
        if let Some(path) = existing.or_else(|| existing_record(global, data, &path)) {
            let id = path.id().unwrap_or_default();
            return Err(Error::usage(format!("there is a {} \"{id}\" already", kind.singular()))
                .with_hint(format!("gloact edit {path} changes it")));
        }
        Ok(path)
    }
}
