//! The mouse: presses follow links and select rows; the wheel moves.

use super::{ActionOrigin, App, Effect};
use crate::command::{Action, Motion};
use crate::model::RecordPath;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::prelude::{Buffer, Position, Rect};

/// Rows that a list moves by one notch of the wheel.
const ROWS_PER_NOTCH: usize = 3;

impl App {
    pub(super) fn handle_mouse(&mut self, mouse: MouseEvent) {
        self.status = None;
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.click(Position::new(mouse.column, mouse.row));
            }
            MouseEventKind::ScrollUp => self.turn_wheel(Motion::Up),
            MouseEventKind::ScrollDown => self.turn_wheel(Motion::Down),
            _ => {}
        }
    }

    fn turn_wheel(&mut self, motion: Motion) {
        if let Some(picker) = self.overlays.picker_mut() {
            picker.move_selection(motion);
            return;
        }
        let moves = if self.mode.slide().is_some() { 1 } else { ROWS_PER_NOTCH };
        for _ in 0..moves {
            let _ = self.perform(&Action::Move(motion), ActionOrigin::User);
        }
    }

    /// Follows the link under the pointer. A row of a list is selected first; a second press opens
    /// it.
    fn click(&mut self, position: Position) {
        self.overlays.close_link_hints();
        self.overlays.close_filter_prompt();
        // of nested links the smallest is meant
        let link = self
            .visible_links()
            .into_iter()
            .filter(|(area, _)| area.contains(position))
            .min_by_key(|(area, _)| area.area());
        let Some((_, path)) = link else { return };
        let action = if self.is_unselected_row(&path) {
            Action::Select(path.to_string())
        } else {
            Action::Go(path.to_string())
        };
        self.dispatch(&action);
    }

    fn is_unselected_row(&self, path: &RecordPath) -> bool {
        let pane = self.panes.current();
        let Some(row) = self.data().record_at(path) else { return false };
        let Some(list) = pane.current_list() else { return false };
        let selected = list.selected.and_then(|index| list.rows.get(index));
        list.rows.contains(&row)
            && selected != Some(&row)
            && !pane.tab_cycles_links()
            && self.overlays.report().is_none()
    }

    /// Returns the visible links, from top to bottom.
    pub(super) fn visible_links(&self) -> Vec<(Rect, RecordPath)> {
        let mut links = self.draw(&mut Buffer::empty(self.screen.size())).link_areas;
        links.sort_by_key(|(area, _)| (area.y, area.x));
        links
    }

    pub(super) fn toggle_mouse(&mut self) {
        let captures = !self.screen.captures_mouse;
        self.screen.captures_mouse = captures;
        self.set_status(if captures {
            "mouse on: m returns it to the terminal"
        } else {
            "mouse off"
        });
        self.push_effect(Effect::CaptureMouse(captures));
    }
}
