//! `gloact paths`: where overrides are looked for, and what was found.

use super::output::Output;
use super::{Global, dataset, today};
use crate::error::Result;
use crate::model::text::clean;
use crate::profile::paths::{self, Looked};
use crate::query::{Scope, Table};
use clap::Args;

/// Print every place where overrides are looked for, and what was found
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact paths
  gloact paths --format json")]
pub(super) struct Paths {
    #[command(flatten)]
    output: Output,
}

impl Paths {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let row = |looked: Looked| {
            let path = looked.path.display().to_string();
            [looked.layer.to_string(), clean(&path).into_owned(), if looked.found { "yes" } else { "no" }.to_string()]
        };
        let rows = paths::looked_at(&global.asked()).into_iter().map(row).collect();
        let table = Table::of_texts([("layer", "Layer"), ("path", "Path"), ("found", "Found")], rows);
        let data = dataset(global);
        self.output.rows(global, Scope::new(&data, today(global)?), "paths", &table)
    }
}
