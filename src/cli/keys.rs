//! `gloact keys`: all keys and steps, a person's own among them.

use super::output::Output;
use super::{Global, app, print, profile};
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
    output: Output,
}

impl Keys {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let app = profile::bring(app(global, (80, 24))?, global.looks());
        match self.output.format {
            Some(Format::Markdown) => print(&app.keys_markdown()),
            _ => self.output.rows(global, app.here().1.scope, "keys", &app.keys_table()),
        }
    }
}
