//! Parses the flags and filter words that select the rows of a list, and writes them as a filter.

use super::hyphen_terms::unescape_hyphen_term;
use crate::model::text::plain_text;
use crate::query::filter::quote_word;
use clap::Args;

/// Flags that select the rows and columns of a list.
#[derive(Args, Clone, Default)]
pub(super) struct RowArgs {
    /// Include rows that are hidden by default
    #[arg(long)]
    pub(super) all: bool,
    /// Sort by a column; -COLUMN sorts in descending order
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub(super) sort: Option<String>,
    /// Print these columns, in this order: name,region
    #[arg(long, value_name = "COLUMNS")]
    pub(super) columns: Option<String>,
    /// Print at most N rows
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) limit: Option<usize>,
}

/// Writes words of the shell as a filter.
pub(super) fn filter_from_words(words: &[String]) -> String {
    words
        .iter()
        .map(|word| quote_word(&plain_text(&unescape_hyphen_term(word))))
        .collect::<Vec<_>>()
        .join(" ")
}
