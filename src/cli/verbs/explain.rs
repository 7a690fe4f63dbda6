//! `gloact explain countries/NP`: prints where a value comes from.

use crate::cli::record_format_args::RecordFormatArgs;
use crate::cli::{GlobalArgs, load_for_output};
use crate::detail::provenance_report::ProvenanceReport;
use crate::error::Result;
use crate::model::RecordPath;
use crate::query::QueryContext;
use clap::Args;

/// Print where a value comes from: the layers that set it, the sources that state it
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact explain countries/NP/name
  gloact explain countries/NP --format json")]
pub(in crate::cli) struct ExplainArgs {
    /// A record, or a field of it
    path: String,
    #[command(flatten)]
    output: RecordFormatArgs,
}

impl ExplainArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let context = QueryContext::new(&data, global.today()?);
        let report = ProvenanceReport::for_path(context, &RecordPath::new(&*self.path))?;
        self.output.print(|| report.detail(), || report.json())
    }
}
