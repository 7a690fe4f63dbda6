//! Relates two dimensions of the data to each other: roles or numbers of events in a grid of cells.

pub mod cell;
pub mod compare;
mod dimension;
pub mod grid;
mod roles;
