//! `gloact keys`: prints all keys and commands, those of the user included.

use crate::cli::dashboard_start::INITIAL_SIZE;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, new_app, print, profile_loading};
use crate::error::Result;
use crate::export::ExportFormat;
use clap::Args;

/// Print all keys and commands, your own included
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact keys
  gloact keys --format md")]
pub(in crate::cli) struct KeysArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

impl KeysArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let app = profile_loading::load_into(
            new_app(global, INITIAL_SIZE)?,
            global,
            global.appearance_inputs(),
        );
        if self.output.format == Some(ExportFormat::Markdown) && self.output.file.is_none() {
            return print(&app.keys_markdown());
        }
        let (_, context) = app.current_pane();
        self.output.print_rows(global, context.query, "keys", &app.keys_table())
    }
}
