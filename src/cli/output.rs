//! How anything is printed: the format, colours, the width of the terminal, and what is said when nothing matches.

use super::{Global, print, tell_error};
use crate::detail::{Detail, Mark};
use crate::error::{Error, Reason, Result};
use crate::export::{self, FORMATS, Format, Look};
use crate::query::{Scope, Table};
use crate::store::pretty;
use crate::term;
use crate::ui::detail::lay;
use crate::ui::rich_text::Line;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde_json::Value as Json;
use std::env;
use std::io::{self, IsTerminal};

/// Cells of a line in which a story is told where there is no terminal.
const TOLD: u16 = 120;

/// When what is printed has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

/// How it is printed.
#[derive(Args, Clone, Copy, Default)]
pub(super) struct Output {
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_parser = named())]
    pub(super) format: Option<Format>,
}

/// The formats as values of a flag.
fn named() -> impl TypedValueParser<Value = Format> {
    let value = |(name, also, ..): &(&'static str, &'static str, Format, &str)| {
        let value = PossibleValue::new(*name);
        if also.is_empty() { value } else { value.alias(*also) }
    };
    PossibleValuesParser::new(FORMATS.iter().map(value)).try_map(|name| Format::named(&name))
}

impl Output {
    /// Prints rows; 1 where there is none.
    pub(super) fn rows(self, global: &Global, scope: Scope, name: &str, table: &Table) -> Result<u8> {
        let format = self.format.unwrap_or_default();
        let look = Look { room: room(), colour: colour(global.color) };
        let text = export::print(scope.data, name, table, format, look)?;
        let undated = if format == Format::Ics { export::undated(scope.data, table) } else { 0 };
        if undated > 0 {
            tell_error(&Error::usage(format!("{undated} of {} rows have no date and are not in the calendar", table.len)));
        }
        print(&text)?;
        Ok(if table.len == 0 { Reason::NoMatch as u8 } else { 0 })
    }
}

/// How a story is told, which is no table.
#[derive(Args, Clone, Copy)]
pub(super) struct Told {
    /// How it is told
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Story,
}

/// The formats of what is told in sentences.
#[derive(Clone, Copy, ValueEnum)]
enum Story {
    #[value(alias = "table")]
    Text,
    Json,
}

impl Told {
    /// Prints what is told in sentences, or for machines as JSON.
    pub(super) fn story(self, detail: impl FnOnce() -> Detail, json: impl FnOnce() -> Json) -> Result<u8> {
        match self.format {
            Story::Json => print(&pretty(&json(), 1)),
            Story::Text => {
                let sheet = lay(&detail(), room().unwrap_or(TOLD));
                // the sign of a line stands in its first cell, as on the screen
                let sign = |mark: Mark| if mark.overridden { "*" } else { "≠" };
                let marked = |(line, at): (String, &Line)| {
                    let sign = Some(sign(at.mark)).filter(|_| at.mark != Mark::default());
                    format!("{}{}\n", sign.unwrap_or_default(), line.trim_end().get(sign.map_or(0, |_| 1)..).unwrap_or_default())
                };
                print(&sheet.text_lines().zip(&sheet.lines).map(marked).collect::<String>())
            }
        }
    }
}

/// The width of the terminal that is written to, where it is one.
fn room() -> Option<u16> {
    io::stdout().is_terminal().then(|| term::size().0)
}

/// Whether colours are printed: as the flag has it, else as the environment, else on a terminal.
pub(super) fn colour(flag: Colour) -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    match flag {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if set("NO_COLOR").is_some() => false,
        Colour::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Colour::Auto => io::stdout().is_terminal() && set("TERM").is_some_and(|term| term != "dumb"),
    }
}
