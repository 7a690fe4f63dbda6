//! Lists: the rows and columns of each kind of record.

pub mod by_kind;
pub mod countries;
pub mod documents;
pub mod events;
pub mod overview;
pub mod phases;
pub mod sources;
