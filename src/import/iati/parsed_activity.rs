//! An activity as it was read, and what its parts need to know about it.

use super::collector::Fields;

/// An activity with the records that belong to it.
#[derive(Debug, Default)]
pub(super) struct ActivityReading {
    pub(super) id: String,
    pub(super) identifier: String,
    /// The line of the file on which it begins.
    pub(super) line: u32,
    pub(super) hierarchy: u32,
    /// Identifiers of the activities that it is part of.
    pub(super) parents: Vec<String>,
    /// Identifiers of its parts.
    pub(super) children: Vec<String>,
    /// The agency that reports it.
    pub(super) reporter: Option<String>,
    pub(super) fields: Fields,
    pub(super) countries: Vec<String>,
    pub(super) has_regions_only: bool,
    pub(super) budgets: Vec<Fields>,
    /// The number of budget elements, and of transactions.
    pub(super) budget_count: usize,
    pub(super) transaction_count: usize,
    pub(super) indicators: Vec<Fields>,
}

/// What the parts of an activity need to know about it.
pub(super) struct ActivityContext<'x> {
    pub(super) line: u32,
    pub(super) language: &'x str,
    pub(super) currency: Option<&'x str>,
    /// The country of all its money, if it has one alone.
    pub(super) country: Option<&'x str>,
}
