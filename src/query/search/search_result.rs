//! A record that a search found.

use super::NameMatch;
use crate::store::RecordRef;

/// A record that a search found, and its matching name.
pub struct SearchResult {
    pub row: RecordRef,
    /// The match in the title; without letters if another name matches.
    pub name_match: NameMatch,
    /// The name that matches, if it is not the title.
    pub other_name: Option<String>,
}
