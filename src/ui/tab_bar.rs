//! The first line of the screen: the tabs of the panes.

use super::{RenderOutput, StyleRole, Theme, print_clipped, width};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Modifier, Rect};

/// Draws the names of the panes. If they do not fit, only the current one has its name.
pub fn tab_bar(
    names: &[String],
    current: usize,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) -> RenderOutput {
    let mut output = RenderOutput::default();
    let full_width: u16 = names
        .iter()
        .enumerate()
        .map(|(index, name)| width(&format!("{} {name} ", index + 1)))
        .sum();
    let is_short = full_width > area.width + 1;
    let mut x = area.x;
    for (index, name) in names.iter().enumerate() {
        let is_current = index == current;
        let start = x;
        let number_role = if is_current { StyleRole::Accent } else { StyleRole::Dim };
        let number = format!("{}", index + 1);
        let free = area.right().saturating_sub(x);
        x += print_clipped(buf, x, area.y, free, &number, theme.style(number_role));
        if !is_short || is_current {
            x += 1;
            let style = if is_current {
                theme.style(StyleRole::Accent).add_modifier(Modifier::UNDERLINED)
            } else {
                theme.style(StyleRole::Text)
            };
            x += print_clipped(buf, x, area.y, area.right().saturating_sub(x), name, style);
        }
        let link_area = Rect::new(start, area.y, x - start, 1);
        output.link_areas.push((link_area, RecordPath::new(name.to_lowercase())));
        x += 1;
    }
    output
}
