//! Overlays: layers above the panes, which take keys first and close with Esc.

pub(crate) mod filter_prompt;
pub(crate) mod link_hints;
pub(crate) mod picker;
pub(crate) mod raw_text;
pub(crate) mod report_view;
