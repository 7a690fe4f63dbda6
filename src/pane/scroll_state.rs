//! Where one is on a sheet: the line on top and the focused link.

use crate::command::Motion;
use crate::error::{Error, Result};
use crate::ui::rich_text::RichText;
use crate::ui::scroll_to_show;

/// A place on a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollState {
    /// Number of the focused link.
    pub focus: usize,
    /// The line that is shown on top.
    pub top: usize,
}

impl ScrollState {
    /// The place of the link of this number, as a script writes it; nothing is the first.
    pub fn at_link(number: &str, sheet: &RichText, height: usize) -> Result<ScrollState> {
        let link = if number.is_empty() {
            0
        } else {
            number.parse().map_err(|_| Error::usage(format!("invalid link number \"{number}\"")))?
        };
        let mut reader = ScrollState::default();
        reader.focus_link(sheet, height, link);
        Ok(reader)
    }

    /// The same place with the line of this number on top.
    pub fn at_line(self, number: &str) -> Result<ScrollState> {
        Ok(ScrollState {
            top: number
                .parse()
                .map_err(|_| Error::usage(format!("invalid line number \"{number}\"")))?,
            ..self
        })
    }

    /// Scrolls; the focus follows what is seen. Sideways there is nothing.
    pub fn scroll(&mut self, sheet: &RichText, height: usize, motion: Motion) {
        let last = sheet.len().saturating_sub(height);
        let top = self.top.min(last);
        self.top = match motion {
            Motion::Up => top.saturating_sub(1),
            Motion::Down => top + 1,
            Motion::PageUp => top.saturating_sub(height),
            Motion::PageDown => top + height,
            Motion::HalfUp => top.saturating_sub(height / 2),
            Motion::HalfDown => top + height / 2,
            Motion::First => 0,
            Motion::Last => last,
            Motion::Left | Motion::Right => top,
        }
        .min(last);
        let starts = sheet.link_positions();
        let seen = |link: &usize| {
            starts.get(*link).is_some_and(|(line, _)| (self.top..self.top + height).contains(line))
        };
        if !seen(&self.focus) {
            let mut links = 0..starts.len();
            let first = self.top > top || motion == Motion::First;
            let nearest = if first { links.find(seen) } else { links.rfind(seen) };
            self.focus = nearest.unwrap_or(self.focus);
        }
    }

    /// Moves the focus to the next link, or the one before; gives back whether there was one.
    pub fn step_focus(&mut self, sheet: &RichText, height: usize, forward: bool) -> bool {
        let next = if forward {
            Some(self.focus + 1).filter(|next| *next < sheet.links.len())
        } else {
            self.focus.checked_sub(1)
        };
        let Some(next) = next else { return false };
        self.focus_link(sheet, height, next);
        true
    }

    /// Moves the focus to the nearest link in a direction; scrolls where there is none.
    pub fn focus_towards(&mut self, sheet: &RichText, height: usize, motion: Motion) {
        let starts = sheet.link_positions();
        let Some((line, column)) = starts.get(self.focus).copied() else {
            return self.scroll(sheet, height, motion);
        };
        let far = |to: &(usize, u16)| {
            let (down, right) = (to.0 as i64 - line as i64, i64::from(to.1) - i64::from(column));
            match motion {
                Motion::Up if down < 0 => Some((-down, right.abs())),
                Motion::Down if down > 0 => Some((down, right.abs())),
                Motion::Left if down == 0 && right < 0 => Some((0, -right)),
                Motion::Right if down == 0 && right > 0 => Some((0, right)),
                _ => None,
            }
        };
        let nearest =
            starts.iter().enumerate().filter_map(|(link, to)| Some((far(to)?, link))).min();
        match (nearest, motion) {
            (Some((_, link)), _) => self.focus_link(sheet, height, link),
            (None, Motion::Left | Motion::Right) => {}
            (None, motion) => self.scroll(sheet, height, motion),
        }
    }

    /// Moves the focus to a link and shows it.
    pub fn focus_link(&mut self, sheet: &RichText, height: usize, link: usize) {
        self.focus = link.min(sheet.links.len().saturating_sub(1));
        let line = sheet.link_positions().get(self.focus).map_or(0, |(line, _)| *line);
        self.top = scroll_to_show(self.top, line, height, sheet.len());
    }

    /// The steps that lead back here.
    pub fn script_steps(&self) -> Vec<String> {
        let mut steps =
            vec![if self.focus > 0 { format!("open {}", self.focus) } else { "open".into() }];
        if self.top > 0 {
            steps.push(format!("scroll {}", self.top));
        }
        steps
    }
}
