//! The second line of the screen: the pane with its settings and filter, and a sentence.

use super::{RenderOutput, StyleRole, Theme, print_clipped, width};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Rect};

/// An element of the breadcrumb.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderChip {
    /// A condition of the filter, and the record that it names, if any.
    Condition(String, Option<RecordPath>),
    /// A setting of the pane: a phase, a sort order, visible days.
    Setting(String),
}

impl HeaderChip {
    /// Returns the text as it is drawn.
    fn text(&self) -> String {
        match self {
            HeaderChip::Condition(text, _) => format!("[{text}]"),
            HeaderChip::Setting(text) => text.clone(),
        }
    }

    /// Returns the cells after the chip.
    fn gap(&self) -> u16 {
        match self {
            HeaderChip::Condition(..) => 1,
            HeaderChip::Setting(_) => 2,
        }
    }
}

/// Returns how many of the first chips have no room. The last one, which was typed last, is always
/// shown.
fn hidden_chips(chips: &[HeaderChip], room: u16) -> usize {
    let needed = |hidden: usize| {
        let shown = chips[hidden..].iter();
        let cells = shown.map(|chip| width(&chip.text()) + chip.gap());
        let more = if hidden > 0 { width(&hidden.to_string()) + 2 } else { 0 };
        // the gap after the last chip may be cut
        cells.fold(more, u16::saturating_add).saturating_sub(2)
    };
    let last = chips.len().saturating_sub(1);
    (0..last).find(|hidden| needed(*hidden) <= room).unwrap_or(last)
}

/// Draws the name of the pane, its chips, and a sentence on the right.
pub fn breadcrumb(
    title: &str,
    chips: &[HeaderChip],
    summary: &str,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) -> RenderOutput {
    let mut output = RenderOutput::default();
    let end = area.right().saturating_sub(1);
    let mut x = area.x + 1;
    let title_width = area.right().saturating_sub(x);
    x += print_clipped(buf, x, area.y, title_width, title, theme.style(StyleRole::Strong)) + 2;
    let count = leading_count(summary);
    let starts_with_number = count.starts_with(|c: char| c.is_ascii_digit());
    // the number of rows stays visible, however many chips there are
    let reserved =
        if starts_with_number && width(count) <= area.width / 2 { width(count) + 2 } else { 0 };
    let chips_end = end.saturating_sub(reserved);
    let hidden = hidden_chips(chips, chips_end.saturating_sub(x));
    if hidden > 0 {
        let more = format!("+{hidden}");
        let free = chips_end.saturating_sub(x);
        x += print_clipped(buf, x, area.y, free, &more, theme.style(StyleRole::Accent)) + 1;
    }
    for chip in &chips[hidden..] {
        let free = chips_end.saturating_sub(x);
        let (text, role, path) = match chip {
            HeaderChip::Condition(_, path) => (chip.text(), StyleRole::Accent, path.clone()),
            HeaderChip::Setting(_) => (chip.text(), StyleRole::Text, None),
        };
        let used = print_clipped(buf, x, area.y, free, &text, theme.style(role));
        if let Some(path) = path {
            output.link_areas.push((Rect::new(x, area.y, used, 1), path));
        }
        x += used + chip.gap();
    }
    let free = end.saturating_sub(x);
    let text = if width(summary) <= free { summary } else { count };
    if width(text) <= free {
        let start = end.saturating_sub(width(text));
        print_clipped(buf, start, area.y, free, text, theme.style(StyleRole::Dim));
    }
    output
}

/// Returns the beginning of a summary that counts rows, e.g. "5 of 17 countries".
pub fn leading_count(summary: &str) -> &str {
    summary.split([':', '·']).next().unwrap_or(summary).trim()
}
