//! Describes one record or one value in full: its fields, the claims of the sources, and the
//! records that refer to it.
//!
//! The fields come from the record's struct, so a new field needs no change here.

mod backlinks;
mod citation;
mod entry;
pub mod grid_cell;
pub mod override_diff;
pub mod problems_report;
pub mod provenance_report;
mod record;
mod style_role;
mod summary;
mod value_flags;
mod value_lines;
mod view_content;

pub use entry::{Detail, DetailEntry, DetailEntryKind, TextFragment};
pub use record::subtitle;
pub use style_role::StyleRole;
pub use value_flags::ValueFlags;
pub use value_lines::value_lines;
pub use view_content::ViewContent;
