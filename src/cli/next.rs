//! `gloact next`: what is under way, and what comes next.

use super::output::TableOutput;
use super::{GlobalArgs, load_dataset, today, warn_findings};
use crate::error::{Error, ErrorKind, Result};
use crate::query::QueryContext;
use crate::query::lists::events;
use crate::store::RecordRef;
use clap::Args;

/// Print the events under way and the next one by its earliest day
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact next --today 2018-10-12
  gloact next --today 2016-03-16 --format ics")]
pub(super) struct Next {
    #[command(flatten)]
    output: TableOutput,
}

impl Next {
    /// 1 when no source names anything.
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        warn_findings(&data);
        let scope = QueryContext::new(&data, today(global)?);
        let around = events::event_summary(&scope);
        let rows: Vec<RecordRef> = around.now.iter().copied().chain(around.next).collect();
        if rows.is_empty() {
            return Err(Error::new(
                ErrorKind::NoMatch,
                format!("no source names an event on or after {}", scope.today),
            ));
        }
        self.output.print_rows(
            global,
            scope,
            "events",
            &events::LIST.row_set(scope, &rows).into_table(),
        )
    }
}
