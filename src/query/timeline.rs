//! Lays out events over time: lanes of marks, and the scale from dates to cells.

mod clusters;
mod lane;
pub mod lane_layout;
mod placements;
pub mod time_scale;
