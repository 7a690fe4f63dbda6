//! `gloact explain phases/glo-act/budget`: the story of a value, as the screen tells it.

use super::output::TextOutput;
use super::{GlobalArgs, load_dataset, today};
use crate::detail::provenance::ProvenanceReport;
use crate::error::Result;
use crate::model::RecordPath;
use crate::query::QueryContext;
use clap::Args;

/// Tell where a value comes from: every layer and source that speaks of it
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact explain phases/glo-act/budget
  gloact explain countries/NP --format json")]
pub(super) struct Explain {
    /// A record, or a field of it
    place: String,
    #[command(flatten)]
    output: TextOutput,
}

impl Explain {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        let why = ProvenanceReport::for_path(
            QueryContext::new(&data, today(global)?),
            &RecordPath::new(&*self.place),
        )?;
        self.output.print(|| why.detail(), || why.json())
    }
}
