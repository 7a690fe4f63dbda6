//! `gloact paths`: prints where override files are looked for, and which exist.

use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_dataset};
use crate::error::Result;
use crate::model::text::sanitize;
use crate::profile::layer_candidates;
use crate::profile::programme_source::programme_dirs;
use crate::query::{QueryContext, Table};
use clap::Args;
use std::path::Path;

/// Print where override files are looked for, and which exist
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact paths
  gloact paths --format json")]
pub(in crate::cli) struct PathsArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

impl PathsArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let row = |layer: &str, path: &Path, found: &str| {
            let path = path.display().to_string();
            [layer.to_string(), sanitize(&path).into_owned(), found.to_string()]
        };
        let options = global.layer_options();
        let candidates = layer_candidates::candidates(&options).into_iter().map(|candidate| {
            let found = if candidate.exists { "yes" } else { "no" };
            row(candidate.layer, &candidate.path, found)
        });
        let passed_over =
            [options.other_programme_files(), layer_candidates::passed_over_files(&options)];
        let passed_over =
            passed_over.iter().flatten().map(|(layer, path)| row(layer, path, "passed over"));
        let folders = programme_dirs()
            .into_iter()
            .map(|folder| row("programmes", &folder, if folder.is_dir() { "yes" } else { "no" }));
        let rows = candidates.chain(passed_over).chain(folders).collect();
        let columns = [("layer", "Layer"), ("path", "Path"), ("found", "Found")];
        let table = Table::from_texts(columns, rows);
        let data = load_dataset(global);
        let context = QueryContext::new(&data, global.today()?);
        self.output.print_rows(global, context, "paths", &table)
    }
}
