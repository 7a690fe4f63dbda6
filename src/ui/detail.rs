//! One record in full, laid out at any width: titles on the left, values wrapped on the right, links that can be focused.

use super::rich_text::{RichText, join_phrases, wrap};
use super::theme::StyleRole;
use super::{truncate, width};
use crate::detail::{Detail, Entry, EntryKind};

/// Cells on the left for the marks.
const LEFT_MARGIN: u16 = 2;
/// From so many lines there is room for the whole beside what it is selected from.
const MIN_FULL_HEIGHT: u16 = 45;
/// What titles have there at least in cells, and the heading in lines: so values stay where they are from record to record.
const MIN_TITLE_WIDTH: u16 = 10;
const MIN_HEADING_LINES: usize = 3;

/// Lays a detail out in so many cells.
pub fn layout_detail(detail: &Detail, room: u16) -> RichText {
    layout(detail, room, false)
}

/// The same beside what it is selected from: in brief where there are few lines.
pub fn layout_preview(detail: Detail, (room, lines): (u16, u16)) -> (RichText, Vec<String>) {
    if lines >= MIN_FULL_HEIGHT {
        return (layout_detail(&detail, room), Vec::new());
    }
    let (brief, left) = detail.summary();
    (layout(&brief, room, true), left)
}

/// The same, and on the last line what more the whole tells.
pub fn layout_preview_with_rest(detail: Detail, (room, lines): (u16, u16)) -> RichText {
    let (mut sheet, mut left) = layout_preview(detail, (room, lines));
    if let Some(first) = left.first_mut() {
        first.insert_str(0, "More: ");
        let left = join_phrases(&left, " · ", room.saturating_sub(LEFT_MARGIN));
        let y = (sheet.len() + 1).max(usize::from(lines).saturating_sub(left.len()));
        for (at, line) in left.iter().enumerate() {
            sheet.push(y + at, LEFT_MARGIN, line, StyleRole::Dim, None);
        }
    }
    sheet
}

/// A detail in full, or in brief.
fn layout(detail: &Detail, room: u16, brief: bool) -> RichText {
    let (least, head) = if brief {
        (MIN_TITLE_WIDTH, MIN_HEADING_LINES + usize::from(!detail.subtitle.is_empty()))
    } else {
        (0, 0)
    };
    let mut sheet = RichText::default();
    let fields = detail.entries.iter().filter(|part| part.kind == EntryKind::Field);
    let longest =
        fields.map(|part| width(&part.title)).max().map_or(0, |longest| longest.max(least));
    let titles = if room < 30 { 0 } else { longest.min(room / 3).min(24) + 2 };
    let mut y = push_text(&mut sheet, 0, &detail.heading, room, StyleRole::Strong);
    if !detail.subtitle.is_empty() {
        y = push_text(&mut sheet, y, &detail.subtitle, room, StyleRole::Dim);
    }
    y += 1;
    // a group keeps its distance itself
    y = y.max(head.saturating_sub(usize::from(
        detail.entries.first().is_some_and(|part| part.kind == EntryKind::Heading),
    )));
    // the line after a part, which in brief may have so many lines only
    let after = |sheet: &mut RichText, part: &Entry, from: usize| {
        if brief {
            sheet.truncate_with_ellipsis(from.saturating_add(part.max_lines), room);
        }
        sheet.len()
    };
    let (mut in_group, mut first) = (false, false);
    for part in &detail.entries {
        if part.kind == EntryKind::Heading {
            let from = y + 1;
            push_text(&mut sheet, from, &part.title, room, StyleRole::Strong);
            y = after(&mut sheet, part, from);
            (in_group, first) = (true, true);
            continue;
        }
        // what follows a group and is none of it stands apart
        y += usize::from(in_group && part.kind == EntryKind::Field && !first);
        first = false;
        let start = match part.kind {
            EntryKind::Field if titles == 0 => {
                y = push_text(&mut sheet, y, &part.title, room, StyleRole::Dim);
                LEFT_MARGIN
            }
            EntryKind::Field => {
                sheet.push(
                    y,
                    LEFT_MARGIN,
                    &truncate(&part.title, titles.saturating_sub(2)),
                    StyleRole::Dim,
                    None,
                );
                LEFT_MARGIN + titles
            }
            _ if in_group => LEFT_MARGIN,
            _ => LEFT_MARGIN + titles,
        };
        in_group &= part.kind == EntryKind::Item;
        let marked = y;
        sheet.push_wrapped(
            y,
            (start, if in_group { start + 2 } else { start }, room),
            &part.fragments,
        );
        y = after(&mut sheet, part, marked);
        (sheet.lines[marked].flags, sheet.lines[marked].path) = (part.flags, part.path.clone());
    }
    sheet
}

/// Writes a text over as many lines as it needs; gives back the line after it.
fn push_text(sheet: &mut RichText, y: usize, text: &str, room: u16, tone: StyleRole) -> usize {
    let lines = wrap(text, room.saturating_sub(LEFT_MARGIN), room.saturating_sub(LEFT_MARGIN));
    let end = y + lines.len();
    lines.iter().enumerate().for_each(|(at, line)| {
        sheet.push(y + at, LEFT_MARGIN, line, tone, None);
    });
    end
}
