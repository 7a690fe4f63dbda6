//! A detail beside what is selected, or in its place where there is no room for both.

use super::{RenderContext, ScrollState};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::ui::detail;
use crate::ui::rich_text::{self, RichText};
use crate::ui::theme::StyleRole;
use crate::ui::{DeferredRegion, RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this width both stand side by side.
pub const MIN_SPLIT_WIDTH: u16 = 100;

/// Whether both stand side by side.
pub fn is_split(ctx: RenderContext) -> bool {
    ctx.area.width >= MIN_SPLIT_WIDTH
}

/// The rooms of what is selected from, which takes so much of a hundred, and of the detail.
pub fn areas(ctx: RenderContext, hundredths: u32) -> (Rect, Rect) {
    let body = ctx.area;
    if !is_split(ctx) {
        return (body, body);
    }
    let left = (u32::from(body.width) * hundredths / 100) as u16;
    (
        Rect { width: left, ..body },
        Rect { x: body.x + left + 2, width: body.width - left - 3, ..body },
    )
}

/// Lets an action scroll the open detail, walk its links or close it; gives back whether it was for the detail.
pub fn handle_detail_action(
    open: &mut Option<ScrollState>,
    action: &Action,
    sheet: &RichText,
    height: usize,
) -> bool {
    let Some(mut reader) = *open else { return false };
    match action {
        Action::Move(Motion::Left) | Action::Close | Action::Quit => *open = None,
        Action::Move(motion) => {
            reader.scroll(sheet, height, *motion);
            *open = Some(reader);
        }
        // the ends of the detail lead back
        Action::Next | Action::Previous => {
            *open = reader.step_focus(sheet, height, *action == Action::Next).then_some(reader)
        }
        _ => return false,
    }
    true
}

/// Draws the detail in its room; where it is open it is whole, and the cursor is in it.
pub fn draw_detail(
    ctx: RenderContext,
    side: Rect,
    detail: Detail,
    open: Option<ScrollState>,
    drawn: &mut RenderOutput,
    buf: &mut Buffer,
) {
    if is_split(ctx) {
        for y in side.top()..side.bottom() {
            print_clipped(
                buf,
                side.x - 2,
                y,
                1,
                ctx.glyphs.vertical_rule,
                ctx.theme.style(StyleRole::Dim),
            );
        }
    } else if open.is_none() {
        return;
    }
    let sheet = if open.is_some() {
        detail::layout_detail(&detail, side.width)
    } else {
        detail::layout_preview_with_rest(detail, (side.width, side.height))
    };
    let shown = rich_text::draw(
        &sheet,
        open.unwrap_or_default().top,
        open.map(|open| open.focus),
        side,
        buf,
        ctx.theme,
        ctx.glyphs,
    );
    if is_split(ctx) && open.is_none() {
        // with the cell before it, which is empty
        let part = Rect { x: side.x - 1, width: side.width + 1, ..side };
        drawn.deferred = Some(DeferredRegion { area: part, marker: ctx.glyphs.stale, owner: "" });
    }
    drawn.cursor = if open.is_some() { shown.cursor } else { drawn.cursor };
    drawn.link_areas.extend(shown.link_areas);
}
