//! The detail of the selected record: a preview while it is closed, scrollable text with links
//! while it is open.

use super::list_detail_split::MIN_OPEN_SPLIT_WIDTH;
use super::page_position::{NO_OPEN_TEXT, search_direction};
use super::{ListDetailSplit, PagePosition, PaneContext};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::ui::RenderOutput;
use crate::ui::detail_layout::{layout_on_screen, layout_preview};
use crate::ui::rich_text::{self, RichText};
use ratatui::buffer::Buffer;

/// The detail beside a list: closed, or open at a scroll position.
#[derive(Clone, Copy, Debug, Default)]
pub struct DetailView {
    scroll: Option<PagePosition>,
}

impl DetailView {
    /// Opens the detail at its first line.
    pub fn open(&mut self) {
        self.scroll = Some(PagePosition::default());
    }

    /// Closes the detail.
    pub fn close(&mut self) {
        self.scroll = None;
    }

    /// Returns whether the detail is open.
    pub fn is_open(&self) -> bool {
        self.scroll.is_some()
    }

    /// Returns whether the open detail takes the place of its list.
    pub fn covers_list(&self, area_width: u16) -> bool {
        self.is_open() && area_width < MIN_OPEN_SPLIT_WIDTH
    }

    /// Handles the actions that open, scroll and close the detail or move among its links.
    /// Returns false for all other actions. `layout` lays out the detail; it returns `None` if no
    /// record is selected.
    pub fn handle(
        &mut self,
        action: &Action,
        height: usize,
        layout: impl FnOnce() -> Option<RichText>,
    ) -> Result<bool> {
        match (action, self.scroll) {
            (Action::OpenDetail(number), _) => {
                let text = layout().ok_or_else(|| Error::usage("there is no row to open"))?;
                self.scroll = Some(PagePosition::at_link(number, &text, height)?);
            }
            (Action::ScrollDetail(number), scroll) => {
                let scroll = scroll.ok_or_else(|| Error::usage("no detail is open"))?;
                self.scroll = Some(scroll.at_line(number)?);
            }
            (Action::SearchText(words) | Action::SearchTextBack(words), scroll) => {
                let mut scroll = scroll.ok_or_else(|| Error::usage(NO_OPEN_TEXT))?;
                let Some(text) = layout() else { return Ok(false) };
                scroll.search(&text, height, words, search_direction(action))?;
                self.scroll = Some(scroll);
            }
            (Action::Close | Action::Quit, None) => return Err(Error::usage("nothing is open")),
            (Action::Move(Motion::Left) | Action::Close | Action::Quit, Some(_)) => self.close(),
            (Action::Move(motion), Some(mut scroll)) => {
                let Some(text) = layout() else { return Ok(false) };
                scroll.scroll(&text, height, *motion);
                self.scroll = Some(scroll);
            }
            (Action::Next | Action::Previous, Some(mut scroll)) => {
                let Some(text) = layout() else { return Ok(false) };
                let has_moved = if *action == Action::Next {
                    scroll.focus_next(&text, height)
                } else {
                    scroll.focus_previous(&text, height)
                };
                // beyond the first and the last link the focus returns to the list
                self.scroll = has_moved.then_some(scroll);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns the path of the focused link; `None` while the detail is closed.
    pub fn focused_link(&self, layout: impl FnOnce() -> Option<RichText>) -> Option<RecordPath> {
        let focus = self.scroll?.focus;
        layout()?.links.get(focus).cloned()
    }

    /// Returns the path of the value that the focused link is part of; `None` while the detail is
    /// closed.
    pub fn focused_path(&self, layout: impl FnOnce() -> Option<RichText>) -> Option<RecordPath> {
        let focus = self.scroll?.focus;
        layout()?.path_of_link(focus).cloned()
    }

    /// Returns the steps of a script that restore the scroll position.
    pub fn script_steps(&self) -> Vec<String> {
        self.scroll.map(|scroll| scroll.script_steps()).unwrap_or_default()
    }

    /// Draws the rule and the detail: in full with the cursor in it while it is open, else a
    /// preview where there is room beside the list.
    pub fn draw(
        &self,
        ctx: PaneContext,
        split: ListDetailSplit,
        detail: Detail,
        output: &mut RenderOutput,
        buf: &mut Buffer,
    ) {
        if split.is_side_by_side() {
            split.draw_rule(buf, ctx.theme, ctx.glyphs);
        } else if !self.is_open() {
            return;
        }
        let area = split.detail;
        let text = if self.is_open() {
            layout_on_screen(&detail, area.width)
        } else {
            layout_preview(&detail, (area.width, area.height))
        };
        let top = self.scroll.unwrap_or_default().top;
        let focus = self.scroll.map(|scroll| scroll.focus);
        let drawn = rich_text::draw(&text, top, focus, area, buf, ctx.theme, ctx.glyphs);
        if self.is_open() {
            output.cursor = drawn.cursor;
            output.text_area = drawn.text_area;
        } else {
            output.deferred = Some(split.deferred_detail(ctx.glyphs, ""));
        }
        output.link_areas.extend(drawn.link_areas);
    }
}
