//! `gloact keys`: all keys and steps, a person's own among them.

use super::output::TableOutput;
use super::{GlobalArgs, new_app, print, profile};
use crate::error::Result;
use crate::export::Format;
use clap::Args;

/// Print all keys and steps, your own among them
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact keys
  gloact keys --format md")]
pub(super) struct Keys {
    #[command(flatten)]
    output: TableOutput,
}

impl Keys {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let app = profile::load_into(new_app(global, (80, 24))?, global.appearance());
        match self.output.format {
            Some(Format::Markdown) => print(&app.keys_markdown()),
            _ => self.output.print_rows(
                global,
                app.current_pane().1.query,
                "keys",
                &app.keys_table(),
            ),
        }
    }
}
