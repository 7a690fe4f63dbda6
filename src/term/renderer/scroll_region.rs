//! Finds lines that move up or down between two screens.

use ratatui::buffer::{Buffer, Cell};

/// Lines that move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScrollRegion {
    /// The first line that changes.
    pub(super) top: u16,
    /// The line after the last that changes.
    pub(super) bottom: u16,
    /// By how many lines they move up; negative is down.
    pub(super) lines_up: i32,
}

impl ScrollRegion {
    /// Returns the move that puts most lines in their new place, if any does.
    pub(super) fn detect(before: &Buffer, after: &Buffer) -> Option<ScrollRegion> {
        let width = usize::from(after.area.width).max(1);
        let old: Vec<&[Cell]> = before.content.chunks(width).collect();
        let new: Vec<&[Cell]> = after.content.chunks(width).collect();
        let height = new.len() as i32;
        let mut most_moved = 0;
        let mut best = None;
        for lines_up in (1 - height..height).filter(|lines_up| *lines_up != 0) {
            // a run of lines that this move puts in place, and how many of them were not before
            let mut run_start = None;
            let mut moved = 0;
            for y in 0..=height {
                let from = y + lines_up;
                let is_in_place = y < height
                    && (0..height).contains(&from)
                    && new[y as usize] == old[from as usize];
                if is_in_place {
                    run_start = run_start.or(Some(y));
                    moved += usize::from(new[y as usize] != old[y as usize]);
                    continue;
                }
                if let Some(start) = run_start.take()
                    && moved > most_moved
                {
                    let (top, bottom) =
                        if lines_up > 0 { (start, y + lines_up) } else { (start + lines_up, y) };
                    most_moved = moved;
                    best = Some(ScrollRegion { top: top as u16, bottom: bottom as u16, lines_up });
                }
                moved = 0;
            }
        }
        best
    }

    /// Returns a screen after the move.
    pub(super) fn apply(self, before: &Buffer) -> Buffer {
        let width = usize::from(before.area.width);
        let row = |y: u16| usize::from(y) * width..usize::from(y + 1) * width;
        let region = i32::from(self.top)..i32::from(self.bottom);
        let mut after = before.clone();
        for y in self.top..self.bottom {
            let from = i32::from(y) + self.lines_up;
            if region.contains(&from) {
                after.content[row(y)].clone_from_slice(&before.content[row(from as u16)]);
            } else {
                after.content[row(y)].fill(Cell::default());
            }
        }
        after
    }
}
