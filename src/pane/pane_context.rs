//! The inputs of a pane: the query, its area, the theme and the glyphs.

use crate::query::QueryContext;
use crate::ui::{Glyphs, Theme};
use ratatui::prelude::Rect;

/// Everything that a pane needs to handle an action or to draw itself.
#[derive(Clone, Copy)]
pub struct PaneContext<'a> {
    pub query: QueryContext<'a>,
    /// Area of the pane.
    pub area: Rect,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}
