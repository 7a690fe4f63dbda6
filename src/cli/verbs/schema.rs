//! `gloact schema`: prints the JSON Schema of the user's files.

use crate::app::settings;
use crate::cli::{GlobalArgs, print};
use crate::error::Result;
use crate::store::schema::schema;
use crate::store::to_pretty;
use clap::Args;

/// Print the JSON Schema of the data, for editors
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact schema > data.schema.json
  gloact schema --override > gloact.schema.json")]
pub(in crate::cli) struct SchemaArgs {
    /// Schema of an override: each field may be missing or null
    #[arg(long = "override")]
    of_override: bool,
    /// Schema of settings.json
    #[arg(long, conflicts_with = "of_override")]
    settings: bool,
}

impl SchemaArgs {
    pub(super) fn run(&self, _: &GlobalArgs) -> Result<u8> {
        if self.settings {
            print(&to_pretty(&settings::schema(), 2))
        } else {
            print(&to_pretty(&schema(self.of_override), 3))
        }
    }
}
