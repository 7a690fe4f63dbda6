//! A detail beside what is selected, or in its place where there is no room for both.

use super::{Reader, Scene};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::ui::detail;
use crate::ui::rich_text::{self, Sheet};
use crate::ui::theme::Tone;
use crate::ui::{Drawn, Late, put};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this width both stand side by side.
pub const WIDE: u16 = 100;

/// Whether both stand side by side.
pub fn is_wide(scene: Scene) -> bool {
    scene.body.width >= WIDE
}

/// The rooms of what is selected from, which takes so much of a hundred, and of the detail.
pub fn rooms(scene: Scene, hundredths: u32) -> (Rect, Rect) {
    let body = scene.body;
    if !is_wide(scene) {
        return (body, body);
    }
    let left = (u32::from(body.width) * hundredths / 100) as u16;
    (Rect { width: left, ..body }, Rect { x: body.x + left + 2, width: body.width - left - 3, ..body })
}

/// Lets an action scroll the open detail, walk its links or close it; gives back whether it was for the detail.
pub fn read(open: &mut Option<Reader>, action: &Action, sheet: &Sheet, height: usize) -> bool {
    let Some(mut reader) = *open else { return false };
    match action {
        Action::Move(Motion::Left) | Action::Close | Action::Quit => *open = None,
        Action::Move(motion) => {
            reader.scroll(sheet, height, *motion);
            *open = Some(reader);
        }
        // the ends of the detail lead back
        Action::Next | Action::Previous => *open = reader.step(sheet, height, *action == Action::Next).then_some(reader),
        _ => return false,
    }
    true
}

/// Draws the detail in its room; where it is open it is whole, and the cursor is in it.
pub fn draw(scene: Scene, side: Rect, detail: Detail, open: Option<Reader>, drawn: &mut Drawn, buf: &mut Buffer) {
    if is_wide(scene) {
        for y in side.top()..side.bottom() {
            put(buf, side.x - 2, y, 1, scene.glyphs.wall, scene.theme.style(Tone::Dim));
        }
    } else if open.is_none() {
        return;
    }
    let sheet = if open.is_some() { detail::lay(&detail, side.width) } else { detail::beside(detail, (side.width, side.height)) };
    let shown = rich_text::draw(&sheet, open.unwrap_or_default().top, open.map(|open| open.focus), side, buf, scene.theme, scene.glyphs);
    if is_wide(scene) && open.is_none() {
        // with the cell before it, which is empty
        let part = Rect { x: side.x - 1, width: side.width + 1, ..side };
        drawn.late = Some(Late { part, sign: scene.glyphs.later, of: "" });
    }
    drawn.cursor = if open.is_some() { shown.cursor } else { drawn.cursor };
    drawn.hits.extend(shown.hits);
}
