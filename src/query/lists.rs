//! Defines the lists of records: one for each pane, and one for each other kind.

pub mod by_kind;
pub mod countries;
pub mod documents;
pub mod events;
pub mod overview;
pub mod phases;
mod shared_columns;
pub mod sources;

use shared_columns::{AGENCY, COUNTRY, DATE, EVENT_COUNT, GROUP, KIND, PHASE, TITLE};
