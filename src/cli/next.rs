//! `gloact next`: what is under way, and what comes next.

use super::output::Output;
use super::{Global, dataset, tell, today};
use crate::error::{Error, Reason, Result};
use crate::query::Scope;
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
    output: Output,
}

impl Next {
    /// 1 when no source names anything.
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        let scope = Scope::new(&data, today(global)?);
        let around = events::around(&scope);
        let rows: Vec<RecordRef> = around.now.iter().copied().chain(around.next).collect();
        if rows.is_empty() {
            return Err(Error::new(Reason::NoMatch, format!("no source names an event on or after {}", scope.today)));
        }
        self.output.rows(global, scope, "events", &events::LIST.rows_of(scope, &rows).table())
    }
}
