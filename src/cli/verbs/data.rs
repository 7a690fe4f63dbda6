//! `gloact data`: prints the merged data, or writes them as the folder of a programme.

use crate::cli::programme_folder::write_folder;
use crate::cli::{GlobalArgs, load_for_output, print};
use crate::error::Result;
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
  gloact data --split mine")]
pub(in crate::cli) struct DataArgs {
    /// Write a file for each kind of record into a folder
    #[arg(long, value_name = "DIR")]
    split: Option<PathBuf>,
    /// Write into a folder that is not empty, and replace its files of these names
    #[arg(long, requires = "split")]
    replace: bool,
}

impl DataArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
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
