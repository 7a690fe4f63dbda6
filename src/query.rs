//! Queries the data set: lists of records under columns, filtered and sorted.
//!
//! The screen, the command line and the exports all read a [`Table`].

pub mod agency_order;
mod cache_filling;
mod cell_value;
pub mod citations_by_difference;
pub mod claim_text;
mod column;
pub mod country_money;
pub mod events_around_today;
pub mod facets;
pub mod field_value_text;
pub mod filter;
pub mod filter_completions;
pub mod filter_suggestions;
pub mod filterable_values;
mod joined_strings;
mod list_column_cache;
mod list_def;
pub mod lists;
mod matching_rows;
pub mod pivot;
pub mod progress;
pub mod query_cache;
mod query_context;
mod record_links;
mod rows_under_columns;
pub mod search;
mod sort_key;
mod sort_order;
mod table;
pub mod timeline;

pub use cell_value::{CellValue, LinkPhases, RecordLink};
pub use column::{Column, ColumnSource};
pub use list_def::{DependentColumn, ListDef};
pub use query_context::QueryContext;
pub use rows_under_columns::RowsUnderColumns;
pub use sort_order::SortOrder;
pub use table::{ColumnHeader, Table};
