//! Divides an area into a list and the detail beside it.

use crate::ui::{DeferrableRegion, Glyphs, StyleRole, Theme, print_clipped};
use ratatui::prelude::{Buffer, Rect};

/// Minimum width in cells for a list with the detail beside it.
pub const MIN_SPLIT_WIDTH: u16 = 100;

/// Maximum width in cells of a list without a detail beside it.
pub const MAX_ALONE_WIDTH: u16 = MIN_SPLIT_WIDTH - 1;

/// Width of the list in percent of the area.
const LIST_PERCENT: u32 = 58;
/// Minimum width in cells for an open detail beside its list; on a narrower screen it has the whole
/// width.
pub const MIN_OPEN_SPLIT_WIDTH: u16 = 140;
/// Minimum cells of a detail beside a list, with the rule and the cells around it.
pub const MIN_DETAIL_CELLS: u16 = 38 + LIST_GAP + 3;
/// Cells between the list and the rule.
const LIST_GAP: u16 = 1;

/// The areas of a list and of its detail. In a narrow area both are the whole of it.
#[derive(Clone, Copy)]
pub struct ListDetailSplit {
    pub list: Rect,
    pub detail: Rect,
}

impl ListDetailSplit {
    /// Divides an area, a little more than half of it for the list.
    pub fn new(area: Rect) -> ListDetailSplit {
        ListDetailSplit::with_list_percent(area, LIST_PERCENT)
    }

    /// Divides an area with so many percent of its width for the list.
    pub fn with_list_percent(area: Rect, percent: u32) -> ListDetailSplit {
        ListDetailSplit::with_list_width(area, percent_of(area, percent))
    }

    /// Divides an area so that the list has a width and the detail the rest. Without a width both
    /// have the whole area.
    pub fn with_list(area: Rect, list: Option<u16>) -> ListDetailSplit {
        match list {
            Some(list) => ListDetailSplit::with_list_width(area, list + LIST_GAP),
            None => ListDetailSplit::whole(area),
        }
    }

    /// Returns the whole area for both: only one of them is visible.
    pub fn whole(area: Rect) -> ListDetailSplit {
        ListDetailSplit { list: area, detail: area }
    }

    fn with_list_width(area: Rect, list: u16) -> ListDetailSplit {
        if area.width < MIN_SPLIT_WIDTH {
            return ListDetailSplit::whole(area);
        }
        ListDetailSplit {
            list: Rect { width: list - LIST_GAP, ..area },
            detail: Rect { x: area.x + list + 2, width: area.width - list - 3, ..area },
        }
    }

    /// Returns whether list and detail have areas of their own.
    pub fn is_side_by_side(&self) -> bool {
        self.list != self.detail
    }

    /// Draws the rule between list and detail.
    pub fn draw_rule(&self, buf: &mut Buffer, theme: &Theme, glyphs: &Glyphs) {
        let style = theme.style(StyleRole::Dim);
        for y in self.detail.top()..self.detail.bottom() {
            print_clipped(buf, self.detail.x - 2, y, 1, glyphs.vertical_rule, style);
        }
    }

    /// Returns the detail as a region that may be redrawn later, with the empty cell before it.
    pub fn deferred_detail(&self, glyphs: &Glyphs, owner: &'static str) -> DeferrableRegion {
        let area = Rect { x: self.detail.x - 1, width: self.detail.width + 1, ..self.detail };
        DeferrableRegion { area, marker: glyphs.stale, owner }
    }
}

fn percent_of(area: Rect, percent: u32) -> u16 {
    (u32::from(area.width) * percent / 100) as u16
}
