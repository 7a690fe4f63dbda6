//! Widgets: functions that draw their arguments into a buffer and keep no state.

pub mod big_title;
pub mod breadcrumb;
mod buffer_text;
pub mod capabilities;
pub mod detail_layout;
mod drawing;
mod fit_labels;
pub mod glyphs;
pub mod grid;
mod highlighted_words;
pub mod luminance;
pub mod map;
pub mod map_projection;
pub mod picker;
mod render_output;
pub mod rich_text;
mod scroll_offset;
mod scroll_position;
pub mod scrolling_columns;
pub mod slide;
pub mod status_line;
pub mod svg;
pub mod tab_bar;
pub mod table;
pub mod text_wrapping;
pub mod theme;
pub mod timeline;
mod visible_columns;

pub use crate::model::text::{cut_distinctly, truncate, truncate_distinctly, width};
pub use buffer_text::buffer_text;
pub use drawing::{asciify_buffer, draw_rule, print_clipped};
pub use glyphs::Glyphs;
pub use highlighted_words::highlight_words;
pub use render_output::{DeferrableRegion, RenderOutput};
pub use scroll_offset::scroll_to_show;
pub use theme::{StyleRole, Theme};
