//! `gloact diff`: prints what overrides change in the data.

use crate::cli::print::print_text;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_for_output};
use crate::detail::override_diff;
use crate::error::Result;
use crate::query::QueryContext;
use clap::Args;

/// Print what overrides change in the data, path by path
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact diff
  gloact diff --format md")]
pub(in crate::cli) struct DiffArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

impl DiffArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let changes = override_diff::changes(&data);
        if self.output.is_plain() {
            return print_text(&override_diff::to_text(&changes));
        }
        let context = QueryContext::new(&data, global.today()?);
        let table = override_diff::to_table(&changes);
        // an empty table is an answer too, so the number of rows is not the exit code
        self.output.print_rows(global, context, "changes", &table)?;
        Ok(0)
    }
}
