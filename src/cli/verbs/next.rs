//! `gloact next`: prints the events under way and the next one.

use crate::cli::stderr_messages::print_error;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_for_output};
use crate::error::{Error, ErrorKind, Result};
use crate::query::QueryContext;
use crate::query::events_around_today::event_summary;
use crate::query::lists::events;
use crate::store::RecordRef;
use clap::Args;

/// Print the events under way and the next one by its earliest day
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact next --today 2018-10-12
  gloact next --today 2016-03-16 --format ics")]
pub(in crate::cli) struct NextArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

impl NextArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let context = QueryContext::new(&data, global.today()?);
        let summary = event_summary(&context);
        let rows: Vec<RecordRef> = summary.now.iter().copied().chain(summary.next).collect();
        if rows.is_empty() {
            let message = format!("no event on or after {}", context.today);
            print_error(&Error::new(ErrorKind::NoMatch, message));
        }
        let table = events::LIST.list_rows(context, &rows).into_table();
        self.output.print_rows(global, context, "events", &table)
    }
}
