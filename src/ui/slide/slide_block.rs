//! Lines of a slide that are kept on one page if possible.

use crate::detail::ValueFlags;
use crate::ui::StyleRole;

/// Text at a column, and the step of its block that reveals it.
#[derive(Clone)]
pub(super) struct SlideSpan {
    pub(super) x: u16,
    pub(super) text: String,
    pub(super) role: StyleRole,
    pub(super) step: usize,
}

/// A line of a slide.
pub(super) type SlideLine = Vec<SlideSpan>;

/// Lines that are kept on one page if possible.
#[derive(Clone, Default)]
pub(super) struct SlideBlock {
    pub(super) lines: Vec<SlideLine>,
    pub(super) flags: ValueFlags,
    pub(super) is_under_headers: bool,
    /// The next block must follow on the same page.
    pub(super) keeps_with_next: bool,
    pub(super) has_space_before: bool,
    /// Visible from the first step on.
    pub(super) is_always_shown: bool,
}
