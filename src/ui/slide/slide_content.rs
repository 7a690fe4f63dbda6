//! The content of a slide before it is divided into pages: text, records, tables and a picture.

use super::slide_block::{SlideBlock, SlideLine, SlideSpan};
use super::{LEFT_MARGIN, MAX_UNBROKEN_LINES, MIN_WIDTH};
use crate::detail::Detail;
use crate::ui::detail_layout::layout_detail;
use crate::ui::rich_text::RichLine;
use crate::ui::text_wrapping::wrap;
use crate::ui::{Glyphs, StyleRole};

/// The content of a slide before it is divided into pages.
pub struct SlideContent {
    pub(super) text_width: u16,
    /// Reveals the cells of a table one by one.
    pub(super) reveals_cells: bool,
    pub(super) headers: Vec<SlideLine>,
    pub(super) blocks: Vec<SlideBlock>,
    pub(super) has_picture: bool,
}

impl SlideContent {
    /// Creates an empty slide.
    pub fn new(text_width: u16, reveals_cells: bool) -> SlideContent {
        SlideContent {
            text_width: text_width.max(MIN_WIDTH),
            reveals_cells,
            headers: Vec::new(),
            blocks: Vec::new(),
            has_picture: false,
        }
    }

    /// Adds a paragraph for each line; lines that begin with a hyphen are items of a list.
    pub fn push_text(
        &mut self,
        text: &str,
        role: StyleRole,
        is_always_shown: bool,
        glyphs: &Glyphs,
    ) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item = line.trim_start().strip_prefix("- ");
            let x = if item.is_some() { LEFT_MARGIN + 2 } else { LEFT_MARGIN };
            let width = self.text_width.saturating_sub(x);
            let mut lines: Vec<SlideLine> = wrap(item.unwrap_or(line).trim(), width, width)
                .into_iter()
                .map(|text| vec![SlideSpan { x, text, role, step: 0 }])
                .collect();
            if item.is_some() {
                let text = glyphs.dot.to_string();
                let bullet = SlideSpan { x: LEFT_MARGIN, text, role: StyleRole::Accent, step: 0 };
                lines[0].insert(0, bullet);
            }
            let has_space_before = true;
            self.blocks.push(SlideBlock {
                lines,
                has_space_before,
                is_always_shown,
                ..SlideBlock::default()
            });
        }
    }

    /// Adds a record in full.
    pub fn push_detail(&mut self, detail: &Detail) {
        let mut has_space_before = false;
        for line in layout_detail(detail, self.text_width).lines {
            if line.spans.iter().all(|span| span.text.is_empty()) {
                has_space_before = true;
                continue;
            }
            self.push_detail_line(line, has_space_before);
            has_space_before = false;
        }
    }

    fn push_detail_line(&mut self, line: RichLine, has_space_before: bool) {
        let is_heading = line.spans.iter().all(|span| span.role == StyleRole::Strong);
        let starts_value = line.path.is_some() || is_heading || has_space_before;
        let spans = line
            .spans
            .into_iter()
            .map(|span| SlideSpan { x: span.x, text: span.text, role: span.role, step: 0 })
            .collect();
        if !starts_value
            && let Some(last) = self.blocks.last_mut()
            && !last.keeps_with_next
            && last.lines.len() < MAX_UNBROKEN_LINES
        {
            last.lines.push(spans);
            return;
        }
        self.blocks.push(SlideBlock {
            lines: vec![spans],
            flags: line.flags,
            keeps_with_next: is_heading,
            has_space_before,
            ..SlideBlock::default()
        });
    }

    /// Reserves space for a picture, which the pane draws.
    pub fn reserve_picture(&mut self) {
        self.has_picture = true;
    }
}
