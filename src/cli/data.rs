//! `gloact data` and `gloact schema`: print the merged data, and the JSON Schema of the files.

use super::{GlobalArgs, load_dataset, print, warn_findings};
use crate::app::settings;
use crate::error::Result;
use crate::store::schema::schema;
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
        let data = load_dataset(global);
        warn_findings(&data);
        print(&to_pretty(&data.merged_json(), 3))
    }
}

/// Print the JSON Schema of the data, for editors
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact schema > data.schema.json
  gloact schema --override > gloact.schema.json")]
pub(super) struct Schema {
    /// Schema of an override: each field may be missing or null
    #[arg(long = "override")]
    of_override: bool,
    /// Schema of settings.json
    #[arg(long, conflicts_with = "of_override")]
    settings: bool,
}

impl Schema {
    pub(super) fn run(&self, _: &GlobalArgs) -> Result<u8> {
        if self.settings {
            print(&to_pretty(&settings::schema(), 2))
        } else {
            print(&to_pretty(&schema(self.of_override), 3))
        }
    }
}
