//! `gloact data` and `gloact schema`: everything that is known, and the shape of it.

use super::{Global, dataset, print, tell};
use crate::app::settings;
use crate::error::Result;
use crate::store::pretty;
use crate::store::schema::schema;
use clap::Args;

/// Print the whole merged data set, in the shape of an override
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact data > mine.json
  gloact data | grep -c '\"title\"'")]
pub(super) struct Data {}

impl Data {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        print(&pretty(&data.merged(), 3))
    }
}

/// Print the JSON Schema of the data, for editors
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact schema > data.schema.json
  gloact schema --override > gloact.schema.json")]
pub(super) struct Schema {
    /// Of an override: every field may be missing, or null
    #[arg(long = "override")]
    of_override: bool,
    /// Of settings.json
    #[arg(long, conflicts_with = "of_override")]
    settings: bool,
}

impl Schema {
    pub(super) fn run(&self, _: &Global) -> Result<u8> {
        if self.settings { print(&pretty(&settings::schema(), 2)) } else { print(&pretty(&schema(self.of_override), 3)) }
    }
}
