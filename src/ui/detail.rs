//! One record in full, laid out at any width: titles on the left, values wrapped on the right, links that can be focused.

use super::rich_text::{Sheet, whole, wrap};
use super::theme::Tone;
use super::{cut, width};
use crate::detail::{Detail, Part, Sort};

/// Cells on the left for the marks.
const LEFT: u16 = 2;
/// From so many lines there is room for the whole beside what it is selected from.
const TALL: u16 = 45;
/// What titles have there at least in cells, and the heading in lines: so values stay where they are from record to record.
const TITLES: u16 = 10;
const HEAD: usize = 3;

/// Lays a detail out in so many cells.
pub fn lay(detail: &Detail, room: u16) -> Sheet {
    laid(detail, room, false)
}

/// The same beside what it is selected from: in brief where there are few lines.
pub fn preview(detail: Detail, (room, lines): (u16, u16)) -> (Sheet, Vec<String>) {
    if lines >= TALL {
        return (lay(&detail, room), Vec::new());
    }
    let (brief, left) = detail.brief();
    (laid(&brief, room, true), left)
}

/// The same, and on the last line what more the whole tells.
pub fn beside(detail: Detail, (room, lines): (u16, u16)) -> Sheet {
    let (mut sheet, mut left) = preview(detail, (room, lines));
    if let Some(first) = left.first_mut() {
        first.insert_str(0, "More: ");
        let left = whole(&left, " · ", room.saturating_sub(LEFT));
        let y = (sheet.len() + 1).max(usize::from(lines).saturating_sub(left.len()));
        for (at, line) in left.iter().enumerate() {
            sheet.put(y + at, LEFT, line, Tone::Dim, None);
        }
    }
    sheet
}

/// A detail in full, or in brief.
fn laid(detail: &Detail, room: u16, brief: bool) -> Sheet {
    let (least, head) = if brief { (TITLES, HEAD + usize::from(!detail.about.is_empty())) } else { (0, 0) };
    let mut sheet = Sheet::default();
    let fields = detail.parts.iter().filter(|part| part.sort == Sort::Field);
    let longest = fields.map(|part| width(&part.title)).max().map_or(0, |longest| longest.max(least));
    let titles = if room < 30 { 0 } else { longest.min(room / 3).min(24) + 2 };
    let mut y = text(&mut sheet, 0, &detail.heading, room, Tone::Strong);
    if !detail.about.is_empty() {
        y = text(&mut sheet, y, &detail.about, room, Tone::Dim);
    }
    y += 1;
    // a group keeps its distance itself
    y = y.max(head.saturating_sub(usize::from(detail.parts.first().is_some_and(|part| part.sort == Sort::Group))));
    // the line after a part, which in brief may have so many lines only
    let after = |sheet: &mut Sheet, part: &Part, from: usize| {
        if brief {
            sheet.end(from.saturating_add(part.most), room);
        }
        sheet.len()
    };
    let (mut in_group, mut first) = (false, false);
    for part in &detail.parts {
        if part.sort == Sort::Group {
            let from = y + 1;
            text(&mut sheet, from, &part.title, room, Tone::Strong);
            y = after(&mut sheet, part, from);
            (in_group, first) = (true, true);
            continue;
        }
        // what follows a group and is none of it stands apart
        y += usize::from(in_group && part.sort == Sort::Field && !first);
        first = false;
        let start = match part.sort {
            Sort::Field if titles == 0 => {
                y = text(&mut sheet, y, &part.title, room, Tone::Dim);
                LEFT
            }
            Sort::Field => {
                sheet.put(y, LEFT, &cut(&part.title, titles.saturating_sub(2)), Tone::Dim, None);
                LEFT + titles
            }
            _ if in_group => LEFT,
            _ => LEFT + titles,
        };
        in_group &= part.sort == Sort::Item;
        let marked = y;
        sheet.flow(y, (start, if in_group { start + 2 } else { start }, room), &part.pieces);
        y = after(&mut sheet, part, marked);
        (sheet.lines[marked].mark, sheet.lines[marked].place) = (part.mark, part.place.clone());
    }
    sheet
}

/// Writes a text over as many lines as it needs; gives back the line after it.
fn text(sheet: &mut Sheet, y: usize, text: &str, room: u16, tone: Tone) -> usize {
    let lines = wrap(text, room.saturating_sub(LEFT), room.saturating_sub(LEFT));
    let end = y + lines.len();
    lines.iter().enumerate().for_each(|(at, line)| {
        sheet.put(y + at, LEFT, line, tone, None);
    });
    end
}
