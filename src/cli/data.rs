//! `gloact data`: prints the merged data.

use super::{GlobalArgs, load_for_output, print};
use crate::error::Result;
use crate::store::to_pretty;
use clap::Args;

/// Print the data with all overrides merged, in the shape of an override
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact data > mine.json
  gloact data | grep -c '\"title\"'")]
pub(super) struct Data {}

impl Data {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        print(&to_pretty(&data.merged_json(), 3))
    }
}
