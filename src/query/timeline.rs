//! Lays out events over time: lanes of marks, and the scale from dates to cells.

mod lane;
mod lane_assignment;
mod lane_grouping;
pub mod lane_layout;
mod mark_clusters;
pub mod time_scale;
mod timeline_mark;
