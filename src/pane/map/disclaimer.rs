//! The disclaimer below every map.

use crate::ui::text_wrapping::wrap;
use ratatui::prelude::Rect;

/// Shown below every map.
pub(super) const DISCLAIMER: &str = "Coastlines only. Names and signs imply no opinion on the \
    legal status of any country, territory or area, or on its frontiers.";

/// Returns the disclaimer in as many lines as it needs: it must never be cut.
pub(super) fn disclaimer_lines(area: Rect) -> Vec<String> {
    let text_width = area.width.saturating_sub(2);
    wrap(DISCLAIMER, text_width, text_width)
}
