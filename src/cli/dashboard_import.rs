//! Imports a spreadsheet from the dashboard: shows what it becomes, writes it, takes it back.

use super::GlobalArgs;
use super::load_dataset;
use super::usage_error::usage_error;
use super::verbs::import::ImportArgs;
use crate::app::{ImportPreview, ReplacedOverride};
use crate::error::{Error, ErrorKind, Result};
use crate::import::{counts, report};
use crate::model::text::sanitize;
use crate::profile::user_file_update::UserFile;
use clap::Parser;
use std::path::PathBuf;

/// The words of an import in the dashboard.
#[derive(Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct ImportLine {
    #[command(flatten)]
    import: ImportArgs,
}

/// Says what a spreadsheet becomes. The line has the file, and flags as on the command line.
pub(super) fn preview(global: &GlobalArgs, line: &str) -> Result<ImportPreview> {
    let args = parse_line(line)?;
    let data = load_dataset(global);
    let import = args.plan(global, &data)?;
    let report =
        format!("{}{}", report(&import.plan), "answers follow the file, as in the questions\n");
    Ok(ImportPreview { report, writable_rows: import.plan.rows.len() - import.plan.left_out() })
}

/// Writes what a spreadsheet becomes. Returns the message, and the override that it replaced.
pub(super) fn write(global: &GlobalArgs, line: &str) -> Result<(String, ReplacedOverride)> {
    let args = parse_line(line)?;
    let data = load_dataset(global);
    let import = args.plan(global, &data)?;
    let replaced =
        ReplacedOverride { file: import.target.path().to_path_buf(), text: import.target.read()? };
    args.write_override(global, &import, &data)?;
    let rejects = args.write_rejects(&import)?;
    let mut message = counts(&import.plan).trim_end().to_string();
    if let Some(path) = rejects {
        message.push_str(&format!("; the rest is in {}", sanitize(&path.display().to_string())));
    }
    Ok((message, replaced))
}

/// Brings back the override that an import replaced.
pub(super) fn take_back(replaced: &ReplacedOverride) -> Result<String> {
    let name = sanitize(&replaced.file.display().to_string()).into_owned();
    if replaced.text.is_empty() {
        std::fs::remove_file(&replaced.file)
            .map_err(|e| Error::new(ErrorKind::System, format!("{name} cannot be removed: {e}")))?;
        return Ok(format!("the import is taken back: {name} is removed"));
    }
    UserFile::new(&replaced.file).update(|_| Ok(Some(replaced.text.clone())))?;
    Ok(format!("the import is taken back: {name} is as it was"))
}

fn parse_line(line: &str) -> Result<ImportArgs> {
    let words = ImportLine::try_parse_from(split_words(line)).map_err(|e| usage_error(&e))?;
    let mut args = words.import;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let in_home = args.file.as_ref().and_then(|file| file.strip_prefix("~").ok());
    if let Some((home, rest)) = home.zip(in_home) {
        args.file = Some(home.join(rest));
    }
    Ok(args)
}

/// Splits a line at blanks outside quotation marks.
fn split_words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut is_inside = false;
    for c in line.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if matches!(c, '\'' | '"') => {
                quote = Some(c);
                if !is_inside {
                    words.push(String::new());
                }
                is_inside = true;
            }
            None if c.is_whitespace() => is_inside = false,
            _ => {
                if !is_inside {
                    words.push(String::new());
                }
                is_inside = true;
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words
}
