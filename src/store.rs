//! Merges layers into one checked [`Dataset`]. Only this module reads the data of the programme.
//!
//! A layer is a JSON text that states some records. Its text is kept, and each record knows the
//! byte ranges that it was merged from, so that origins and positions can be looked up at any time.

mod any_record_map;
pub mod bounded_read;
pub mod budget_totals;
mod bundled_texts;
pub mod check;
mod clash_renaming;
mod dataset;
mod dataset_findings;
mod dataset_loading;
mod field_hints;
mod finding;
mod folded_findings;
mod ignored_values;
mod ignored_whole_values;
mod import_origin;
pub(crate) mod json;
pub(crate) mod json_error_message;
pub mod json_schema;
pub(crate) mod jsonc;
mod last_good_layers;
pub mod layer;
mod layer_merge;
mod layer_patch;
mod layer_records;
mod lazy_indexes;
mod line_index;
pub mod merge_patch;
mod name_map;
mod name_resolution;
mod other_names;
mod override_changes;
mod path_resolution;
mod profile_findings;
mod provenance;
pub mod read_progress;
mod record_map;
mod record_parser;
mod record_phase;
mod record_programmes;
mod record_ref;
mod record_suggester;
mod record_text_ranges;
mod record_titles;
mod reference_countries;
mod renamed_ids;
mod separated_numbers;
mod typing_slip;
mod usual_years;
mod value_hints;

pub use dataset::{Dataset, StoredRecord};
pub use finding::{Finding, Severity};
pub use folded_findings::{FindingGroup, group_findings};
pub use import_origin::{ImportOrigin, ROW_KEY};
pub use json::to_pretty;
pub(crate) use layer_records::is_id;
pub use provenance::LayerAssertion;
pub use record_map::RecordMap;
pub use record_ref::RecordRef;
pub use record_titles::unknown_label;
pub use reference_countries::is_reference_country;
