//! Prints tables in the format, width and colours that flags and terminal select.

use super::stdout_style::{is_ascii, line_width, should_colour};
use super::{GlobalArgs, print, warn};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, CsvDialect, ExportFormat, FORMATS, TableStyle};
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
    /// Put this sign between the cells of csv and excel: comma, semicolon, tab or bar [default: a
    /// semicolon beside --decimal comma, else a comma]
    #[arg(long, value_name = "SIGN")]
    pub(super) delimiter: Option<String>,
    /// Put this sign before the decimals of csv and excel: point or comma [default: point]
    #[arg(long, value_name = "SIGN")]
    pub(super) decimal: Option<String>,
}

/// The signs between cells, by name.
const DELIMITERS: &[(&str, &str, u8)] =
    &[("comma", ",", b','), ("semicolon", ";", b';'), ("tab", "\t", b'\t'), ("bar", "|", b'|')];

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

    /// Returns the signs of CSV.
    fn csv_dialect(&self, format: ExportFormat) -> Result<CsvDialect> {
        let is_csv = matches!(format, ExportFormat::Csv | ExportFormat::Excel);
        let flag = match (&self.delimiter, &self.decimal) {
            (Some(_), _) => "--delimiter",
            (None, Some(_)) => "--decimal",
            (None, None) => return Ok(CsvDialect::default()),
        };
        if !is_csv {
            return Err(Error::usage(format!("{flag} is for the formats csv and excel"))
                .with_hint(format!("--format excel {flag} …")));
        }
        let has_decimal_comma = match self.decimal.as_deref() {
            None | Some("point" | ".") => false,
            Some("comma" | ",") => true,
            Some(other) => {
                let known = ["point", "comma"];
                return Err(Error::unknown_name("sign before decimals", other, known));
            }
        };
        let delimiter = match self.delimiter.as_deref() {
            None if has_decimal_comma => b';',
            None => b',',
            Some(name) => {
                let is_meant =
                    |(known, sign, _): &&(&str, &str, u8)| *known == name || *sign == name;
                let found = DELIMITERS.iter().find(is_meant).map(|(.., sign)| *sign);
                let known = DELIMITERS.iter().map(|(known, ..)| *known);
                found.ok_or_else(|| Error::unknown_name("sign between cells", name, known))?
            }
        };
        Ok(CsvDialect { delimiter, has_decimal_comma })
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
        let dialect = self.csv_dialect(format)?;
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
        let text = export::print_with(context.data, name, table, format, style, dialect)?;
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
