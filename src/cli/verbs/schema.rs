//! `gloact schema`: prints the JSON Schema of the user's files.

use crate::app::settings;
use crate::cli::theme_files::load_themes;
use crate::cli::{GlobalArgs, print};
use crate::error::Result;
use crate::model::KindId;
use crate::store::json_schema::{file_schema, schema};
use crate::store::to_pretty;
use crate::ui::theme::theme_schema;
use clap::Args;

/// Print the JSON Schema of the data, for editors
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact schema phases > phases.schema.json
  gloact schema --override > gloact.schema.json")]
pub(in crate::cli) struct SchemaArgs {
    /// Schema of the file of one kind of record in the folder of a programme
    #[arg(conflicts_with_all = ["of_override", "settings", "theme_file"])]
    kind: Option<String>,
    /// Schema of an override: each field may be missing or null
    #[arg(long = "override")]
    of_override: bool,
    /// Schema of settings.json
    #[arg(long, conflicts_with = "of_override")]
    settings: bool,
    /// Schema of a theme of your own
    #[arg(long, conflicts_with_all = ["of_override", "settings"])]
    theme_file: bool,
}

impl SchemaArgs {
    pub(super) fn run(&self, _: &GlobalArgs) -> Result<u8> {
        if let Some(kind) = &self.kind {
            print(&to_pretty(&file_schema(KindId::parse(kind)?), 3))
        } else if self.settings {
            print(&to_pretty(&settings::schema(&load_themes()), 2))
        } else if self.theme_file {
            print(&to_pretty(&theme_schema(), 3))
        } else {
            print(&to_pretty(&schema(self.of_override), 3))
        }
    }
}
