//! Slides: their content at a width, divided into pages. Nothing is cut.

mod page_drawing;
mod pagination;
mod slide_block;
mod slide_content;
mod slide_pages;
mod slide_steps;
mod slide_table;

pub use slide_content::SlideContent;
pub use slide_pages::SlidePages;
pub use slide_table::RowValueFlags;

/// Cells before the content, for markers.
const LEFT_MARGIN: u16 = 2;
/// Minimum cells of a slide.
const MIN_WIDTH: u16 = 20;
/// Maximum lines of a value that are kept on one page.
const MAX_UNBROKEN_LINES: usize = 6;
