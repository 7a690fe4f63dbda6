//! Prints a record as text or JSON, as flags and terminal select.

use super::print;
use super::print::print_text;
use super::stdout_style::{is_ascii, line_width};
use crate::detail::{Detail, ValueFlags};
use crate::error::Result;
use crate::model::text::ascii_symbols::asciify;
use crate::store::to_pretty;
use crate::ui::detail_layout::layout_detail;
use crate::ui::rich_text::RichLine;
use clap::{Args, ValueEnum};
use serde_json::Value as Json;

/// The width of text, in cells, if stdout is not a terminal.
const TEXT_WIDTH: u16 = 120;

/// The format of a printed record.
#[derive(Args, Clone, Copy)]
pub(super) struct RecordFormatArgs {
    /// Print in this format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: TextFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum TextFormat {
    #[value(alias = "table")]
    Text,
    Json,
}

impl RecordFormatArgs {
    /// Prints a record as text or as JSON; makes only the one that is printed.
    pub(super) fn print(
        self,
        detail: impl FnOnce() -> Detail,
        json: impl FnOnce() -> Json,
    ) -> Result<u8> {
        match self.format {
            TextFormat::Json => print(&to_pretty(&json(), 1)),
            TextFormat::Text => {
                let mut detail = detail();
                if is_ascii() {
                    asciify_detail(&mut detail);
                }
                let text = layout_detail(&detail, line_width().unwrap_or(TEXT_WIDTH));
                let lines = text.text_lines().zip(&text.lines);
                print_text(&lines.map(|(text, line)| with_marker(&text, line)).collect::<String>())
            }
        }
    }
}

/// Replaces the symbols of a detail before it is laid out: some become wider.
fn asciify_detail(detail: &mut Detail) {
    let Detail { heading, subtitle, entries } = detail;
    let replace = |text: &mut String| *text = asciify(text).into_owned();
    replace(heading);
    replace(subtitle);
    for entry in entries {
        replace(&mut entry.title);
        entry.fragments.iter_mut().for_each(|fragment| replace(&mut fragment.text));
    }
}

/// Puts the marker of a line into its first cell, as on the screen.
fn with_marker(text: &str, line: &RichLine) -> String {
    let text = text.trim_end();
    if line.flags == ValueFlags::default() {
        return format!("{text}\n");
    }
    let marker = if line.flags.overridden { "*" } else { "≠" };
    format!("{marker}{}\n", text.get(1..).unwrap_or_default())
}
