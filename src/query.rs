//! Queries the data set: lists of records under columns, filtered and sorted.
//!
//! The screen, the command line and the exports all read a [`Table`].

pub mod cache;
mod cell_value;
mod column;
mod context;
pub mod facets;
pub mod filter;
mod list_cache;
mod list_def;
pub mod lists;
pub mod pivot;
mod prefetch;
mod run;
pub mod search;
mod sort_key;
mod string_arena;
mod table;
pub mod timeline;
pub mod value_text;

pub use cell_value::{CellValue, RecordLink};
pub use column::{Column, ColumnSource};
pub use context::QueryContext;
pub use list_def::{DependentColumn, ListDef, SortOrder};
pub use table::{ColumnHeader, RowSet, Table};
