//! How anything is printed: the format, colours, the width of the terminal, and what is said when nothing matches.

use super::{GlobalArgs, print, print_error};
use crate::detail::{Detail, Flags};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, FORMATS, Format, TableStyle};
use crate::query::{QueryContext, Table};
use crate::store::to_pretty;
use crate::term;
use crate::ui::detail::layout_detail;
use crate::ui::rich_text::RichLine;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde_json::Value as Json;
use std::env;
use std::io::{self, IsTerminal};

/// Cells of a line in which a story is told where there is no terminal.
const TEXT_WIDTH: u16 = 120;

/// When what is printed has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// How it is printed.
#[derive(Args, Clone, Copy, Default)]
pub(super) struct TableOutput {
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(super) format: Option<Format>,
}

/// The formats as values of a flag.
fn format_parser() -> impl TypedValueParser<Value = Format> {
    let value = |(name, also, ..): &(&'static str, &'static str, Format, &str)| {
        let value = PossibleValue::new(*name);
        if also.is_empty() { value } else { value.alias(*also) }
    };
    PossibleValuesParser::new(FORMATS.iter().map(value)).try_map(|name| Format::by_name(&name))
}

impl TableOutput {
    /// Prints rows; 1 where there is none.
    pub(super) fn print_rows(
        self,
        global: &GlobalArgs,
        scope: QueryContext,
        name: &str,
        table: &Table,
    ) -> Result<u8> {
        let format = self.format.unwrap_or_default();
        let look = TableStyle { max_width: terminal_width(), colour: should_colour(global.color) };
        let text = export::print(scope.data, name, table, format, look)?;
        let undated =
            if format == Format::Ics { export::count_undated(scope.data, table) } else { 0 };
        if undated > 0 {
            print_error(&Error::usage(format!(
                "{undated} of {} rows have no date and are not in the calendar",
                table.len
            )));
        }
        print(&text)?;
        Ok(if table.len == 0 { ErrorKind::NoMatch as u8 } else { 0 })
    }
}

/// How a story is told, which is no table.
#[derive(Args, Clone, Copy)]
pub(super) struct TextOutput {
    /// How it is told
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: TextFormat,
}

/// The formats of what is told in sentences.
#[derive(Clone, Copy, ValueEnum)]
enum TextFormat {
    #[value(alias = "table")]
    Text,
    Json,
}

impl TextOutput {
    /// Prints what is told in sentences, or for machines as JSON.
    pub(super) fn print(
        self,
        detail: impl FnOnce() -> Detail,
        json: impl FnOnce() -> Json,
    ) -> Result<u8> {
        match self.format {
            TextFormat::Json => print(&to_pretty(&json(), 1)),
            TextFormat::Text => {
                let sheet = layout_detail(&detail(), terminal_width().unwrap_or(TEXT_WIDTH));
                // the sign of a line stands in its first cell, as on the screen
                let sign = |mark: Flags| if mark.overridden { "*" } else { "≠" };
                let marked = |(line, at): (String, &RichLine)| {
                    let sign = Some(sign(at.flags)).filter(|_| at.flags != Flags::default());
                    format!(
                        "{}{}\n",
                        sign.unwrap_or_default(),
                        line.trim_end().get(sign.map_or(0, |_| 1)..).unwrap_or_default()
                    )
                };
                print(&sheet.text_lines().zip(&sheet.lines).map(marked).collect::<String>())
            }
        }
    }
}

/// The width of the terminal that is written to, where it is one.
fn terminal_width() -> Option<u16> {
    io::stdout().is_terminal().then(|| term::size().0)
}

/// Whether colours are printed: as the flag has it, else as the environment, else on a terminal.
pub(super) fn should_colour(flag: ColourChoice) -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    match flag {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR").is_some() => false,
        ColourChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto => {
            io::stdout().is_terminal() && set("TERM").is_some_and(|term| term != "dumb")
        }
    }
}
