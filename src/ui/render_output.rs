//! The result of drawing: the cursor, the links, and the region that may be drawn later.

use crate::model::RecordPath;
use ratatui::prelude::{Position, Rect};

/// The result of drawing.
#[derive(Clone, Debug, Default)]
pub struct RenderOutput {
    /// Position of the terminal's cursor.
    pub cursor: Option<Position>,
    /// Areas of links, and the paths that they lead to.
    pub link_areas: Vec<(Rect, RecordPath)>,
    pub deferred: Option<DeferrableRegion>,
    /// Area of an open text, in which words can be searched.
    pub text_area: Option<Rect>,
}

/// A region that may be sent later while a key repeats; until then it shows an earlier selection,
/// and its marker says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeferrableRegion {
    /// The first cell is empty but for the marker.
    pub area: Rect,
    pub marker: &'static str,
    /// Name of the pane or picker; the region of another one must not stay on the screen.
    pub owner: &'static str,
}
