//! `gloact search laos`: finds records by any of their names.

use crate::cli::stderr_messages::print_error;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_for_output};
use crate::error::{Error, ErrorKind, Result};
use crate::query::search::{NameIndex, SearchResult};
use crate::query::{QueryContext, Table};
use clap::Args;

/// Find records by any of their names, best match first
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact search laos
  gloact search kyrgyz launch --limit 3 --format json")]
pub(in crate::cli) struct SearchArgs {
    /// Parts of names, codes, places, years
    #[arg(required = true)]
    words: Vec<String>,
    /// Print at most N records
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true)]
    limit: usize,
    #[command(flatten)]
    output: TableFormatArgs,
}

impl SearchArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let words = self.words.join(" ");
        // the limit 0 still distinguishes "no match" from "matches, but none printed"
        let results = NameIndex::build(&data).search(&words, self.limit.max(1));
        if results.is_empty() {
            print_error(
                &Error::new(ErrorKind::NoMatch, format!("no record matches \"{words}\""))
                    .with_hint("fewer letters match more records"),
            );
        }
        let row = |result: &SearchResult| {
            [
                data.title(result.row).into_owned(),
                data.singular(result.row).to_string(),
                result.other_name.clone().unwrap_or_default(),
                data.path(result.row).to_string(),
            ]
        };
        let rows = results.iter().take(self.limit).map(row).collect();
        let columns =
            [("name", "Name"), ("kind", "Kind"), ("also", "Found as"), ("record", "Record")];
        let table = Table::from_texts(columns, rows);
        let context = QueryContext::new(&data, global.today()?);
        self.output.print_rows(global, context, "found", &table)
    }
}
