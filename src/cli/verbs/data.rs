//! `gloact data`: prints the merged data, or writes them as the folder of a programme.

use crate::cli::programme_folder::write_folder;
use crate::cli::{GlobalArgs, load_for_output, print};
use crate::error::{Error, Result};
use crate::model::text::sanitize;
use crate::profile::programme_source::refuse_reserved_name;
use crate::store::to_pretty;
use clap::Args;
use std::path::PathBuf;

/// Print the data with all overrides merged, in the shape of an override
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact data > mine.json
  gloact data --split mine
  gloact data --changes > for-a-colleague.json")]
pub(in crate::cli) struct DataArgs {
    /// Write a file for each kind of record into a folder
    #[arg(long, value_name = "DIR")]
    split: Option<PathBuf>,
    /// Write into a folder that is not empty, and replace its files of these names
    #[arg(long, requires = "split")]
    replace: bool,
    /// Print only what your overrides change, as one override
    #[arg(long, conflicts_with = "split")]
    changes: bool,
}

impl DataArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        if self.changes {
            let shown = global.shown.get();
            if shown.len() > 1 {
                let message = "an override belongs to one programme, and several are shown";
                let hint = format!("gloact data --changes --programme {}", shown[0].word());
                return Err(Error::usage(message).with_hint(hint));
            }
            return print(&to_pretty(&data.changes_as_override(), 3));
        }
        match &self.split {
            Some(folder) => {
                refuse_reserved_name(folder)?;
                let count = write_folder(&data, folder, self.replace, global.max_bytes())?;
                let name = folder.display().to_string();
                print(&format!("{count} files written to {}\n", sanitize(&name)))
            }
            None => print(&to_pretty(&data.merged_json(), 3)),
        }
    }
}
