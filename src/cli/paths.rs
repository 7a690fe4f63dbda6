//! `gloact paths`: prints where override files are looked for, and which exist.

use super::table_output::TableOutput;
use super::{GlobalArgs, load_dataset};
use crate::error::Result;
use crate::model::text::sanitize;
use crate::profile::paths::{self, LayerCandidate};
use crate::query::{QueryContext, Table};
use clap::Args;

/// Print every path where override files are looked for, and whether it exists
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact paths
  gloact paths --format json")]
pub(super) struct Paths {
    #[command(flatten)]
    output: TableOutput,
}

impl Paths {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let row = |candidate: LayerCandidate| {
            let path = candidate.path.display().to_string();
            let found = if candidate.exists { "yes" } else { "no" };
            [candidate.layer.to_string(), sanitize(&path).into_owned(), found.to_string()]
        };
        let rows = paths::candidates(&global.layer_options()).into_iter().map(row).collect();
        let columns = [("layer", "Layer"), ("path", "Path"), ("found", "Found")];
        let table = Table::from_texts(columns, rows);
        let data = load_dataset(global);
        let context = QueryContext::new(&data, global.today()?);
        self.output.print_rows(global, context, "paths", &table)
    }
}
