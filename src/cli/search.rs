//! `gloact search laos`: any record by any of its names, best first.

use super::output::Output;
use super::{Global, dataset, tell, today};
use crate::error::{Error, Reason, Result};
use crate::query::search::Index;
use crate::query::{Scope, Table};
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
    output: Output,
}

impl Search {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        let scope = Scope::new(&data, today(global)?);
        let words = self.words.join(" ");
        let found = Index::of(&data).find(&words, self.limit.max(1));
        if found.is_empty() {
            return Err(Error::new(Reason::NoMatch, format!("nothing is called \"{words}\"")).hint("fewer letters find more"));
        }
        let row = |found: &crate::query::search::Found| {
            [
                data.heading(found.row).into_owned(),
                found.row.kind().singular.to_string(),
                found.also.clone().unwrap_or_default(),
                data.place(found.row).to_string(),
            ]
        };
        let rows = found.iter().take(self.limit).map(row).collect();
        let table = Table::of_texts([("name", "Name"), ("kind", "Kind"), ("also", "Found as"), ("record", "Record")], rows);
        self.output.rows(global, scope, "found", &table)
    }
}
