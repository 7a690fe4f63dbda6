//! Prints tables in the format, width and colours that flags and terminal select.

use super::stdout_style::{is_ascii, line_width, should_colour};
use super::{GlobalArgs, print, warn};
use crate::error::{ErrorKind, Result};
use crate::export::{self, ExportFormat, FORMATS, TableStyle};
use crate::profile::atomic_file::replace_file;
use crate::query::{QueryContext, Table};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// The format of printed rows.
#[derive(Args, Clone, Default)]
pub(super) struct TableFormatArgs {
    /// Print in this format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(super) format: Option<ExportFormat>,
    /// Write to this file; without --format its name tells the format
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// Returns a parser of the format names, which clap shows in help and completions.
fn format_parser() -> impl TypedValueParser<Value = ExportFormat> {
    let value = |(name, alias, ..): &(&'static str, &'static str, ExportFormat, &str)| {
        let value = PossibleValue::new(*name);
        if alias.is_empty() { value } else { value.alias(*alias) }
    };
    PossibleValuesParser::new(FORMATS.iter().map(value))
        .try_map(|name| ExportFormat::by_name(&name))
}

impl TableFormatArgs {
    /// Returns whether text for people is printed, not rows for programs or a file.
    pub(super) fn is_plain(&self) -> bool {
        self.format.unwrap_or_default() == ExportFormat::Table && self.file.is_none()
    }

    /// Returns the format: the one that was named, else that of the file's name.
    fn format(&self) -> Result<ExportFormat> {
        let extension = self.file.as_ref().and_then(|file| file.extension()?.to_str());
        match (self.format, extension) {
            (Some(format), _) => Ok(format),
            (None, Some("txt")) => Ok(ExportFormat::Table),
            (None, Some(extension)) => ExportFormat::by_name(&extension.to_lowercase()),
            (None, None) => Ok(ExportFormat::default()),
        }
    }

    /// Prints rows and returns the exit code: "no match" if there are none.
    pub(super) fn print_rows(
        &self,
        global: &GlobalArgs,
        context: QueryContext,
        name: &str,
        table: &Table,
    ) -> Result<u8> {
        let format = self.format()?;
        if format == ExportFormat::Xlsx
            && let Some(file) = &self.file
        {
            replace_file(file, &export::workbook(context.data, name, table)?)?;
            return Ok(if table.len == 0 { ErrorKind::NoMatch as u8 } else { 0 });
        }
        let style = TableStyle {
            max_width: if self.file.is_some() { None } else { line_width() },
            colour: self.file.is_none() && should_colour(global.color),
            is_ascii: is_ascii(),
        };
        let text = export::print(context.data, name, table, format, style)?;
        if format == ExportFormat::Ics {
            for omission in export::calendar_omissions(context.data, table) {
                warn(&omission);
            }
        }
        match &self.file {
            Some(file) => replace_file(file, text.as_bytes())?,
            None => {
                print(&text)?;
            }
        }
        Ok(if table.len == 0 { ErrorKind::NoMatch as u8 } else { 0 })
    }
}
