//! The scroll position in a text and its focused link.

use crate::command::{Action, Motion};
use crate::error::{Error, Result};
use crate::ui::rich_text::RichText;
use crate::ui::scroll_to_show;

/// A scroll position.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PagePosition {
    /// Number of the focused link, from 0.
    pub focus: usize,
    /// Number of the first visible line, from 0.
    pub top: usize,
    /// Number of the line that the last search found.
    found: Option<usize>,
}

/// Error message of a search where no text is open.
pub const NO_OPEN_TEXT: &str = "no text is open to search: press Enter, then /";

impl PagePosition {
    /// Parses the number of a link and scrolls to it; an empty number is the first link.
    pub fn at_link(number: &str, text: &RichText, height: usize) -> Result<PagePosition> {
        let link = if number.is_empty() { 0 } else { parse_number("link", number)? };
        let mut state = PagePosition::default();
        state.focus_link(text, height, link);
        Ok(state)
    }

    /// Parses the number of a line and returns the same state with this line at the top.
    pub fn at_line(self, number: &str) -> Result<PagePosition> {
        Ok(PagePosition { top: parse_number("line", number)?, ..self })
    }

    /// Scrolls up or down and keeps the focus on a visible link; to the beginning or the end the
    /// focus goes too.
    pub fn scroll(&mut self, text: &RichText, height: usize, motion: Motion) {
        let last = text.len().saturating_sub(height);
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
        let positions = text.link_positions();
        let header = text.header_lines(height);
        let visible = self.top + header..self.top + height;
        // on a page with columns, the focus stays in its column
        let column = text.column_of_link(self.focus);
        let is_visible = |link: &usize| {
            positions.get(*link).is_some_and(|(line, x)| {
                (*line < header || visible.contains(line)) && text.column_at(*x) == column
            })
        };
        if motion == Motion::Last && text.columns.is_some() {
            return self.focus_last_of_column(text, (header, last));
        }
        let goes_to_end = matches!(motion, Motion::First | Motion::Last);
        if goes_to_end || !is_visible(&self.focus) {
            let mut links = 0..positions.len();
            let is_downward = self.top > top || motion == Motion::First;
            let nearest =
                if is_downward { links.find(is_visible) } else { links.rfind(is_visible) };
            self.focus = nearest.unwrap_or(self.focus);
        }
    }

    /// Moves the focus to the last link of its column, and scrolls as far to the end as that stays
    /// visible.
    fn focus_last_of_column(&mut self, text: &RichText, (header, last): (usize, usize)) {
        let column = text.column_of_link(self.focus);
        let positions = text.link_positions();
        let links = positions.iter().enumerate();
        let mut in_column = links.filter(|(_, (_, x))| text.column_at(*x) == column);
        if let Some((link, (line, _))) = in_column.next_back() {
            self.focus = link;
            self.top = last.min(line.saturating_sub(header));
        }
    }

    /// Scrolls to the next line with words, downwards or upwards, and begins again at the other
    /// end. The focus goes to the next link from there.
    pub fn search(
        &mut self,
        text: &RichText,
        height: usize,
        words: &str,
        direction: Motion,
    ) -> Result<()> {
        let lines = text.lines_with(words);
        let from = self.found;
        let next = if direction == Motion::Up {
            let before = lines.iter().rfind(|line| **line < from.unwrap_or(self.top));
            before.or(lines.last())
        } else {
            let is_after = |line: &&usize| from.map_or(**line >= self.top, |from| **line > from);
            lines.iter().find(is_after).or(lines.first())
        };
        let line = *next.ok_or_else(|| Error::usage(format!("no line here has \"{words}\"")))?;
        self.found = Some(line);
        let header = text.header_lines(height);
        if let Some(line) = line.checked_sub(header) {
            self.top = scroll_to_show(self.top, line, height - header, text.len() - header);
        }
        let positions = text.link_positions();
        if let Some(link) = positions.iter().position(|(link_line, _)| *link_line >= line) {
            self.focus = link;
        }
        Ok(())
    }

    /// Moves the focus to the next link. Returns false at the last one.
    pub fn focus_next(&mut self, text: &RichText, height: usize) -> bool {
        let has_next = self.focus + 1 < text.links.len();
        if has_next {
            self.focus_link(text, height, self.focus + 1);
        }
        has_next
    }

    /// Moves the focus to the previous link. Returns false at the first one.
    pub fn focus_previous(&mut self, text: &RichText, height: usize) -> bool {
        let has_previous = self.focus > 0;
        if has_previous {
            self.focus_link(text, height, self.focus - 1);
        }
        has_previous
    }

    /// Moves the focus to the nearest link in a direction; scrolls if there is none above or below.
    pub fn focus_towards(&mut self, text: &RichText, height: usize, motion: Motion) {
        let positions = text.link_positions();
        let Some((line, column)) = positions.get(self.focus).copied() else {
            return self.scroll(text, height, motion);
        };
        let nearest = nearest_link(text, &positions, (line, column), motion);
        match (nearest, motion) {
            (Some(link), _) => self.focus_link(text, height, link),
            (None, Motion::Left | Motion::Right) => {}
            (None, motion) => self.scroll(text, height, motion),
        }
    }

    /// Moves the focus to a link and scrolls to it.
    pub fn focus_link(&mut self, text: &RichText, height: usize, link: usize) {
        self.focus = link.min(text.links.len().saturating_sub(1));
        let line = text.link_positions().get(self.focus).map_or(0, |(line, _)| *line);
        let header = text.header_lines(height);
        if let Some(line) = line.checked_sub(header) {
            self.top = scroll_to_show(self.top, line, height - header, text.len() - header);
        }
    }

    /// Returns the steps of a script that restore the state.
    pub fn script_steps(&self) -> Vec<String> {
        let mut steps =
            vec![if self.focus > 0 { format!("open {}", self.focus) } else { "open".into() }];
        if self.top > 0 {
            steps.push(format!("scroll {}", self.top));
        }
        steps
    }
}

/// Returns the nearest link in a direction. On a page with columns the focus moves up and down in
/// its own, and sideways to the next one.
fn nearest_link(
    text: &RichText,
    positions: &[(usize, u16)],
    (line, x): (usize, u16),
    motion: Motion,
) -> Option<usize> {
    let own_column = text.column_at(x);
    let distance = |to_line: usize, to_x: u16| {
        let down = to_line as i64 - line as i64;
        let right = i64::from(to_x) - i64::from(x);
        let has_own_column = text.column_at(to_x) == own_column;
        match motion {
            Motion::Up if down < 0 && has_own_column => Some((-down, right.abs())),
            Motion::Down if down > 0 && has_own_column => Some((down, right.abs())),
            Motion::Left if down == 0 && right < 0 => Some((0, -right)),
            Motion::Right if down == 0 && right > 0 => Some((0, right)),
            _ => None,
        }
    };
    // if nothing follows on the line, the nearest line of the next column
    let distance_beside = |to_line: usize, to_x: u16| {
        let columns = text.column_at(to_x)? as i64 - own_column? as i64;
        let is_beside = match motion {
            Motion::Left => columns == -1,
            Motion::Right => columns == 1,
            _ => false,
        };
        is_beside.then_some(((to_line as i64 - line as i64).abs(), 0))
    };
    let links = || positions.iter().enumerate();
    let nearest = links().filter_map(|(link, (y, x))| Some((distance(*y, *x)?, link))).min();
    let beside = || links().filter_map(|(link, (y, x))| Some((distance_beside(*y, *x)?, link)));
    nearest.or_else(|| beside().min()).map(|(_, link)| link)
}

/// Returns the direction in which an action searches.
pub fn search_direction(action: &Action) -> Motion {
    if matches!(action, Action::SearchTextBack(_)) { Motion::Up } else { Motion::Down }
}

fn parse_number(what: &str, number: &str) -> Result<usize> {
    number
        .parse()
        .map_err(|_| Error::usage(format!("invalid {what} \"{number}\": expected a number from 0")))
}
