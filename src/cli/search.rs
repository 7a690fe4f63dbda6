//! `gloact search laos`: any record by any of its names, best first.

use super::output::TableOutput;
use super::{GlobalArgs, load_dataset, today, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::query::search::NameIndex;
use crate::query::{QueryContext, Table};
use clap::Args;

/// Find any record by any of its names, best first
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact search laos
  gloact search kyrgyz launch --limit 3 --format json")]
pub(super) struct Search {
    /// Parts of names, codes, places, years
    #[arg(required = true)]
    words: Vec<String>,
    /// The best only
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: TableOutput,
}

impl Search {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        warn_findings(&data);
        let scope = QueryContext::new(&data, today(global)?);
        let words = self.words.join(" ");
        let found = NameIndex::build(&data).search(&words, self.limit.max(1));
        if found.is_empty() {
            return Err(Error::new(ErrorKind::NoMatch, format!("nothing is called \"{words}\""))
                .with_hint("fewer letters find more"));
        }
        let row = |found: &crate::query::search::SearchResult| {
            [
                data.title(found.row).into_owned(),
                found.row.kind_info().singular.to_string(),
                found.other_name.clone().unwrap_or_default(),
                data.path(found.row).to_string(),
            ]
        };
        let rows = found.iter().take(self.limit).map(row).collect();
        let table = Table::from_texts(
            [("name", "Name"), ("kind", "Kind"), ("also", "Found as"), ("record", "Record")],
            rows,
        );
        self.output.print_rows(global, scope, "found", &table)
    }
}
