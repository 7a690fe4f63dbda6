//! `gloact diff`: what overrides change against the bundled data.

use super::output::Output;
use super::{Global, dataset, print, tell, today};
use crate::detail::override_diff;
use crate::error::Result;
use crate::export::Format;
use crate::query::Scope;
use clap::Args;

/// Print what overrides change against the bundled data, place by place
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact diff
  gloact diff --format md")]
pub(super) struct Diff {
    #[command(flatten)]
    output: Output,
}

impl Diff {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        let changes = override_diff::changes(&data);
        if self.output.format.unwrap_or_default() == Format::Table {
            return print(&override_diff::text(&changes));
        }
        // that nothing is changed is an answer too
        self.output.rows(global, Scope::new(&data, today(global)?), "changes", &override_diff::table(&changes)).map(|_| 0)
    }
}
