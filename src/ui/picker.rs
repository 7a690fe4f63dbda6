//! A list to choose from: what is typed on the line above, the choices that fit, perhaps a preview beside them.

use super::glyphs::Glyphs;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, scroll_to_show, truncate, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

/// Cells of keys such as `C-z`, and of kinds such as `engagement`.
const MIN_KEY_WIDTH: u16 = 3;
const MIN_KIND_WIDTH: u16 = 10;

/// One choice as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PickerRow {
    /// What is chosen.
    pub text: String,
    /// The characters of it that fit what is typed.
    pub match_positions: Vec<usize>,
    /// What sort of thing it is, or how many.
    pub kind: String,
    /// What there is to say besides.
    pub note: String,
    /// Its keys.
    pub keys: String,
    /// Whether it is on, where it can be.
    pub is_checked: Option<bool>,
}

/// What to draw.
pub struct PickerView<'a> {
    /// The choices.
    pub rows: &'a [PickerRow],
    /// The chosen one.
    pub selected: usize,
    /// What is said where there is no choice.
    pub empty_message: &'a str,
    /// Whether columns stay where they are while one types, whatever fits.
    pub has_fixed_columns: bool,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// Draws the choices around the chosen one.
pub fn draw(view: &PickerView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let PickerView { rows: lines, theme, glyphs, .. } = view;
    if lines.is_empty() {
        print_clipped(
            buf,
            area.x + 3,
            area.y,
            area.width.saturating_sub(4),
            view.empty_message,
            theme.style(StyleRole::Dim),
        );
        return drawn;
    }
    let widest = |of: fn(&PickerRow) -> &str, most: u16| {
        lines.iter().map(|line| width(of(line))).max().unwrap_or(0).min(most)
    };
    let room = area.width.saturating_sub(4);
    let mark = if lines.iter().any(|line| line.is_checked.is_some()) { 2 } else { 0 };
    let stays = view.has_fixed_columns;
    let least = |cells: u16, least: u16| if stays { cells.max(least.min(room / 6)) } else { cells };
    let keys = least(widest(|line| &line.keys, 16.min(room / 4)), MIN_KEY_WIDTH);
    let kinds = least(widest(|line| &line.kind, 14.min(room / 4)), MIN_KIND_WIDTH);
    let fixed = mark + if keys > 0 { keys + 2 } else { 0 } + if kinds > 0 { kinds + 2 } else { 0 };
    let free = room.saturating_sub(fixed);
    // a note has a third, and what the choices themselves do not need
    let spare = free.saturating_sub(widest(|line| &line.text, free) + 2);
    let notes = if free >= 60 { widest(|line| &line.note, spare.max(free / 3)) } else { 0 };
    let most = free.saturating_sub(if notes > 0 { notes + 2 } else { 0 });
    let texts = if stays { most } else { widest(|line| &line.text, most) };
    let within = |x: u16, cells: u16| cells.min(area.right().saturating_sub(x + 1));
    let first = scroll_to_show(0, view.selected, area.height as usize, lines.len());
    for (y, (at, line)) in
        lines.iter().enumerate().skip(first).take(area.height as usize).enumerate()
    {
        let y = area.y + y as u16;
        let here = at == view.selected;
        let mut x = area.x + 3;
        if here {
            print_clipped(buf, area.x + 1, y, 1, glyphs.cursor, theme.style(StyleRole::Accent));
            drawn.cursor = Some(Position::new(x, y));
        }
        if keys > 0 {
            print_clipped(buf, x, y, within(x, keys), &line.keys, theme.style(StyleRole::Strong));
            x += keys + 2;
        }
        if let Some(on) = line.is_checked {
            print_clipped(
                buf,
                x,
                y,
                within(x, 1),
                if on { glyphs.checked } else { glyphs.unchecked },
                theme.style(if on { StyleRole::Accent } else { StyleRole::Dim }),
            );
        }
        x += mark;
        draw_row_text(line, within(x, texts), here, (x, y), buf, theme);
        x += texts + 2;
        if notes > 0 {
            print_clipped(buf, x, y, within(x, notes), &line.note, theme.style(StyleRole::Dim));
            x += notes + 2;
        }
        print_clipped(buf, x, y, within(x, kinds), &line.kind, theme.style(StyleRole::Dim));
    }
    if first > 0 {
        print_clipped(
            buf,
            area.right() - 1,
            area.y,
            1,
            glyphs.more_above,
            theme.style(StyleRole::Dim),
        );
    }
    if first + (area.height as usize) < lines.len() {
        print_clipped(
            buf,
            area.right() - 1,
            area.bottom() - 1,
            1,
            glyphs.more_below,
            theme.style(StyleRole::Dim),
        );
    }
    drawn
}

/// A choice with the letters that fit standing out.
fn draw_row_text(
    line: &PickerRow,
    room: u16,
    here: bool,
    (x, y): (u16, u16),
    buf: &mut Buffer,
    theme: &Theme,
) {
    // a line alone: letters that stand out come and go with every key, and a colour costs most of what is sent then
    let plain = theme.style(if here { StyleRole::Strong } else { StyleRole::Text });
    let hit = plain.add_modifier(Modifier::UNDERLINED);
    let shown = truncate(&line.text, room);
    let (mut at, mut next) = (x, 0);
    for cluster in shown.graphemes(true) {
        let style = if line.match_positions.binary_search(&next).is_ok() { hit } else { plain };
        at += print_clipped(buf, at, y, (x + room).saturating_sub(at), cluster, style);
        next += cluster.chars().count();
    }
}
