//! Pivot tables: objectives, agencies, countries and years against one another, and the comparison of two phases.

pub mod compare;
pub mod grid;
