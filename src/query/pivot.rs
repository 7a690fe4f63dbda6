//! Relates two dimensions of the data to each other: roles or numbers of events in a grid of cells.

mod axis_items;
mod budget_axis;
mod dimension;
pub mod gaps_and_overlaps;
pub mod grid;
pub mod grid_cell;
mod grid_query;
pub mod money_grid;
pub mod phase_comparison;
mod phase_donors;
pub mod role_grid_filter;
mod roles;
