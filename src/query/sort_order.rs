//! The order of a list: a column to sort by, and the direction.

use super::ListDef;
use crate::error::{Error, Result};

/// A column to sort by, and the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// Index of the column in its list.
    pub column: usize,
    pub descending: bool,
}

impl SortOrder {
    /// Parses `events`, `events down` or `-events`; empty text means the default order.
    pub fn parse(text: &str, list: &ListDef) -> Result<Option<SortOrder>> {
        let text = text.trim();
        let (key, direction) =
            text.split_once(' ').map_or((text, ""), |(key, direction)| (key, direction.trim()));
        let stripped = key.strip_prefix('-');
        match (stripped.unwrap_or(key), direction) {
            ("", "") => Ok(None),
            (key, "" | "up" | "down") => Ok(Some(SortOrder {
                column: list.column_index(key)?,
                descending: stripped.is_some() || direction == "down",
            })),
            _ => Err(Error::usage(format!("unknown sort direction \"{direction}\""))
                .with_hint("use \"up\" or \"down\"")),
        }
    }
}
