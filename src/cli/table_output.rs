//! Prints tables in the format, width and colours that flags and terminal select.

use super::stdout_style::{is_ascii, line_width, should_colour};
use super::{GlobalArgs, print, warn};
use crate::error::{ErrorKind, Result};
use crate::export::{self, ExportFormat, FORMATS, TableStyle};
use crate::query::{QueryContext, Table};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// The format of printed rows.
#[derive(Args, Clone, Copy, Default)]
pub(super) struct TableOutput {
    /// Print in this format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(super) format: Option<ExportFormat>,
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

impl TableOutput {
    /// Prints rows and returns the exit code: "no match" if there are none.
    pub(super) fn print_rows(
        self,
        global: &GlobalArgs,
        context: QueryContext,
        name: &str,
        table: &Table,
    ) -> Result<u8> {
        let format = self.format.unwrap_or_default();
        let style = TableStyle {
            max_width: line_width(),
            colour: should_colour(global.color),
            is_ascii: is_ascii(),
        };
        let text = export::print(context.data, name, table, format, style)?;
        if format == ExportFormat::Ics {
            for omission in export::calendar_omissions(context.data, table) {
                warn(&omission);
            }
        }
        print(&text)?;
        Ok(if table.len == 0 { ErrorKind::NoMatch as u8 } else { 0 })
    }
}
