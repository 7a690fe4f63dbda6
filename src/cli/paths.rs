//! `gloact paths`: where overrides are looked for, and what was found.

use super::output::TableOutput;
use super::{GlobalArgs, load_dataset, today};
use crate::error::Result;
use crate::model::text::sanitize;
use crate::profile::paths::{self, LayerCandidate};
use crate::query::{QueryContext, Table};
use clap::Args;

/// Print every place where overrides are looked for, and what was found
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
        let row = |looked: LayerCandidate| {
            let path = looked.path.display().to_string();
            [
                looked.layer.to_string(),
                sanitize(&path).into_owned(),
                if looked.exists { "yes" } else { "no" }.to_string(),
            ]
        };
        let rows = paths::candidates(&global.layer_options()).into_iter().map(row).collect();
        let table =
            Table::from_texts([("layer", "Layer"), ("path", "Path"), ("found", "Found")], rows);
        let data = load_dataset(global);
        self.output.print_rows(global, QueryContext::new(&data, today(global)?), "paths", &table)
    }
}
