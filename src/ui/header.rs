//! The lines around the content: the panes, where one is, the keys that matter here.

use super::rich_text::wrap;
use super::theme::{Glyphs, StyleRole, Theme};
use super::{RenderOutput, print_clipped, width};
use crate::model::RecordPath;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// The names of the panes in order, the current one standing out. Where there is little room only its name is written out.
pub fn tab_bar(
    names: &[String],
    current: usize,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let full: u16 =
        names.iter().enumerate().map(|(at, name)| width(&format!("{} {name} ", at + 1))).sum();
    let short = full > area.width + 1;
    let mut x = area.x;
    for (at, name) in names.iter().enumerate() {
        let number = format!("{}", at + 1);
        let here = at == current;
        let start = x;
        x += print_clipped(
            buf,
            x,
            area.y,
            area.right().saturating_sub(x),
            &number,
            theme.style(if here { StyleRole::Accent } else { StyleRole::Dim }),
        );
        if !short || here {
            x += 1;
            let style = if here {
                theme.style(StyleRole::Accent).add_modifier(Modifier::UNDERLINED)
            } else {
                theme.style(StyleRole::Text)
            };
            x += print_clipped(buf, x, area.y, area.right().saturating_sub(x), name, style);
        }
        drawn
            .link_areas
            .push((Rect::new(start, area.y, x - start, 1), RecordPath::new(name.to_lowercase())));
        x += 1;
    }
    drawn
}

/// What stands beside the name of a pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Chip {
    /// A condition of the filter, which can be dropped; and the record that it names, where it names one.
    Condition(String, Option<RecordPath>),
    /// How the pane is set: a phase, a sort, a stretch of days.
    Setting(String),
}

/// Where one is: the pane, how it is set, the conditions of its filter as chips, and a sentence on the right.
pub fn breadcrumb(
    title: &str,
    chips: &[Chip],
    words: &str,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let mut x = area.x + 1;
    x += print_clipped(
        buf,
        x,
        area.y,
        area.right().saturating_sub(x),
        title,
        theme.style(StyleRole::Strong),
    ) + 2;
    let room = area.right().saturating_sub(1);
    // the number of the sentence stays, whatever the chips need
    let number = words.split([':', '·']).next().unwrap_or(words).trim();
    let counts = number.starts_with(|c: char| c.is_ascii_digit());
    let kept = if counts && width(number) <= area.width / 2 { width(number) + 2 } else { 0 };
    let end = room.saturating_sub(kept);
    for (at, chip) in chips.iter().enumerate() {
        let (text, tone, leads) = match chip {
            Chip::Condition(text, place) => (format!("[{text}]"), StyleRole::Accent, place.clone()),
            Chip::Setting(text) => (text.clone(), StyleRole::Text, None),
        };
        let more = format!("+{}", chips.len() - at);
        let last = at + 1 == chips.len();
        // a chip that has no room is counted
        if x + width(&text) + (if last { 0 } else { width(&more) + 1 }) > end
            && (at > 0 || end.saturating_sub(x) < 8)
        {
            x += print_clipped(
                buf,
                x,
                area.y,
                end.saturating_sub(x),
                &more,
                theme.style(StyleRole::Accent),
            ) + 1;
            break;
        }
        let cells = print_clipped(buf, x, area.y, end.saturating_sub(x), &text, theme.style(tone));
        drawn.link_areas.extend(leads.map(|place| (Rect::new(x, area.y, cells, 1), place)));
        x += cells + if tone == StyleRole::Text { 2 } else { 1 };
    }
    let left = room.saturating_sub(x);
    // where the sentence does not fit, its number does
    let text = if width(words) <= left { words } else { number };
    if width(text) <= left {
        print_clipped(
            buf,
            room.saturating_sub(width(text)),
            area.y,
            left,
            text,
            theme.style(StyleRole::Dim),
        );
    }
    drawn
}

/// What the foot says at all times, on its right.
pub struct PersistentStatus {
    /// What is told before any key: findings, overrides.
    pub important: String,
    /// What is told where there is room besides.
    pub minor: String,
}

/// The keys that matter here: key in bold, word after it; a message takes their place.
pub fn status_line(
    keys: &[(String, String)],
    message: Option<&str>,
    always: &PersistentStatus,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let mut x = area.x + 1;
    let room = area.right().saturating_sub(1);
    let weighty = crate::ui::truncate(&always.important, area.width / 2);
    let left = room.saturating_sub(if weighty.is_empty() { 0 } else { width(&weighty) + 3 });
    match message {
        Some(message) => {
            let mut lines = wrap(
                &format!("{} {message}", glyphs.cursor),
                room.saturating_sub(x),
                room.saturating_sub(x),
            );
            // what has no room on the line has the one above, too
            if lines.len() > 1 && area.y > 0 {
                let first = lines.remove(0);
                print_clipped(
                    buf,
                    area.x,
                    area.y - 1,
                    area.width,
                    &" ".repeat(area.width as usize),
                    theme.style(StyleRole::Text),
                );
                print_clipped(
                    buf,
                    x,
                    area.y - 1,
                    room.saturating_sub(x),
                    &first,
                    theme.style(StyleRole::Accent),
                );
            }
            x += print_clipped(
                buf,
                x,
                area.y,
                room.saturating_sub(x),
                &lines.join(" "),
                theme.style(StyleRole::Accent),
            );
            // what the foot says at all times keeps a distance
            x += 2;
        }
        None => {
            // the last two, how to learn more and how to leave, have their room before all others
            let needs = |(key, word): &(String, String)| width(key) + width(word) + 4;
            let kept = if area.width >= 60 { keys.len().min(2) } else { 0 };
            let mut after: u16 = keys[keys.len() - kept..].iter().map(needs).sum();
            for (at, (key, word)) in keys.iter().enumerate() {
                let last = at + kept >= keys.len();
                after -= if last { needs(&keys[at]) } else { 0 };
                if x + width(key) + width(word) + 1 + after > left {
                    continue;
                }
                x += print_clipped(
                    buf,
                    x,
                    area.y,
                    left.saturating_sub(x),
                    key,
                    theme.style(StyleRole::Strong),
                ) + 1;
                x += print_clipped(
                    buf,
                    x,
                    area.y,
                    left.saturating_sub(x),
                    word,
                    theme.style(StyleRole::Dim),
                ) + 3;
            }
        }
    }
    let dot = if weighty.is_empty() || always.minor.is_empty() {
        String::new()
    } else {
        format!(" {} ", glyphs.dot)
    };
    let whole = format!("{weighty}{dot}{}", always.minor);
    for text in [whole, weighty] {
        if x + width(&text) <= room {
            print_clipped(
                buf,
                room - width(&text),
                area.y,
                width(&text),
                &text,
                theme.style(StyleRole::Dim),
            );
            break;
        }
    }
}
