//! A list to choose from: what is typed on the line above, the choices that fit, perhaps a preview beside them.

use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, anchor, cut, put, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

/// Cells of keys such as `C-z`, and of kinds such as `engagement`.
const KEYS: u16 = 3;
const KINDS: u16 = 10;

/// One choice as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What is chosen.
    pub text: String,
    /// The characters of it that fit what is typed.
    pub letters: Vec<usize>,
    /// What sort of thing it is, or how many.
    pub kind: String,
    /// What there is to say besides.
    pub note: String,
    /// Its keys.
    pub keys: String,
    /// Whether it is on, where it can be.
    pub on: Option<bool>,
}

/// What to draw.
pub struct View<'a> {
    /// The choices.
    pub lines: &'a [Line],
    /// The chosen one.
    pub selected: usize,
    /// What is said where there is no choice.
    pub none: &'a str,
    /// Whether columns stay where they are while one types, whatever fits.
    pub stays: bool,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// Draws the choices around the chosen one.
pub fn draw(view: &View, area: Rect, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    let View { lines, theme, glyphs, .. } = view;
    if lines.is_empty() {
        put(buf, area.x + 3, area.y, area.width.saturating_sub(4), view.none, theme.style(Tone::Dim));
        return drawn;
    }
    let widest = |of: fn(&Line) -> &str, most: u16| lines.iter().map(|line| width(of(line))).max().unwrap_or(0).min(most);
    let room = area.width.saturating_sub(4);
    let mark = if lines.iter().any(|line| line.on.is_some()) { 2 } else { 0 };
    let stays = view.stays;
    let least = |cells: u16, least: u16| if stays { cells.max(least.min(room / 6)) } else { cells };
    let keys = least(widest(|line| &line.keys, 16.min(room / 4)), KEYS);
    let kinds = least(widest(|line| &line.kind, 14.min(room / 4)), KINDS);
    let fixed = mark + if keys > 0 { keys + 2 } else { 0 } + if kinds > 0 { kinds + 2 } else { 0 };
    let free = room.saturating_sub(fixed);
    // a note has a third, and what the choices themselves do not need
    let spare = free.saturating_sub(widest(|line| &line.text, free) + 2);
    let notes = if free >= 60 { widest(|line| &line.note, spare.max(free / 3)) } else { 0 };
    let most = free.saturating_sub(if notes > 0 { notes + 2 } else { 0 });
    let texts = if stays { most } else { widest(|line| &line.text, most) };
    let within = |x: u16, cells: u16| cells.min(area.right().saturating_sub(x + 1));
    let first = anchor(0, view.selected, area.height as usize, lines.len());
    for (y, (at, line)) in lines.iter().enumerate().skip(first).take(area.height as usize).enumerate() {
        let y = area.y + y as u16;
        let here = at == view.selected;
        let mut x = area.x + 3;
        if here {
            put(buf, area.x + 1, y, 1, glyphs.cursor, theme.style(Tone::Accent));
            drawn.cursor = Some(Position::new(x, y));
        }
        if keys > 0 {
            put(buf, x, y, within(x, keys), &line.keys, theme.style(Tone::Strong));
            x += keys + 2;
        }
        if let Some(on) = line.on {
            put(
                buf,
                x,
                y,
                within(x, 1),
                if on { glyphs.marked } else { glyphs.unmarked },
                theme.style(if on { Tone::Accent } else { Tone::Dim }),
            );
        }
        x += mark;
        text(line, within(x, texts), here, (x, y), buf, theme);
        x += texts + 2;
        if notes > 0 {
            put(buf, x, y, within(x, notes), &line.note, theme.style(Tone::Dim));
            x += notes + 2;
        }
        put(buf, x, y, within(x, kinds), &line.kind, theme.style(Tone::Dim));
    }
    if first > 0 {
        put(buf, area.right() - 1, area.y, 1, glyphs.less, theme.style(Tone::Dim));
    }
    if first + (area.height as usize) < lines.len() {
        put(buf, area.right() - 1, area.bottom() - 1, 1, glyphs.more, theme.style(Tone::Dim));
    }
    drawn
}

/// A choice with the letters that fit standing out.
fn text(line: &Line, room: u16, here: bool, (x, y): (u16, u16), buf: &mut Buffer, theme: &Theme) {
    // a line alone: letters that stand out come and go with every key, and a colour costs most of what is sent then
    let plain = theme.style(if here { Tone::Strong } else { Tone::Text });
    let hit = plain.add_modifier(Modifier::UNDERLINED);
    let shown = cut(&line.text, room);
    let (mut at, mut next) = (x, 0);
    for cluster in shown.graphemes(true) {
        let style = if line.letters.binary_search(&next).is_ok() { hit } else { plain };
        at += put(buf, at, y, (x + room).saturating_sub(at), cluster, style);
        next += cluster.chars().count();
    }
}
