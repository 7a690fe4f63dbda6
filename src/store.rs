//! Merges layers into one checked [`Dataset`]. Only this module reads the data of the programme.
//!
//! A layer is a JSON text that states some records. Its text is kept, and each record knows the
//! byte ranges that it was merged from, so that origins and positions can be looked up at any time.

pub mod check;
mod dataset;
pub mod file_text;
mod finding;
mod finding_group;
mod ignored_values;
mod index;
pub(crate) mod json;
pub(crate) mod json_error;
pub(crate) mod jsonc;
pub mod layer;
mod layer_parser;
mod line_index;
mod load;
mod merge;
pub mod merge_patch;
mod name_map;
mod naming;
pub mod progress;
mod provenance;
mod record_names;
mod record_parser;
mod record_table;
pub mod schema;
mod suggester;

pub use dataset::{Dataset, StoredRecord};
pub use finding::{Finding, Severity};
pub use finding_group::{FindingGroup, group_findings};
pub use json::to_pretty;
pub(crate) use layer_parser::is_id;
pub use naming::unknown_label;
pub use provenance::Assertion;
pub use record_table::{RecordMap, RecordRef};
