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
    for (index, chip) in chips.iter().enumerate() {
        let free = chips_end.saturating_sub(x);
        let more = format!("+{}", chips.len() - index);
        let is_last = index + 1 == chips.len();
        let (text, role, path) = match chip {
            HeaderChip::Condition(text, path) => {
                (format!("[{text}]"), StyleRole::Accent, path.clone())
            }
            HeaderChip::Setting(text) => (text.clone(), StyleRole::Text, None),
        };
        let needed = width(&text) + if is_last { 0 } else { width(&more) + 1 };
        if needed > free && (index > 0 || free < 8) {
            x += print_clipped(buf, x, area.y, free, &more, theme.style(StyleRole::Accent)) + 1;
            break;
        }
        let used = print_clipped(buf, x, area.y, free, &text, theme.style(role));
        if let Some(path) = path {
            output.link_areas.push((Rect::new(x, area.y, used, 1), path));
        }
        x += used + if role == StyleRole::Text { 2 } else { 1 };
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
fn leading_count(summary: &str) -> &str {
    summary.split([':', '·']).next().unwrap_or(summary).trim()
}
