//! The records that files become, and figures about them.

use super::collector::Fields;
use super::left_out::LeftOut;
use super::narratives::LanguageOrder;
use crate::error::FileProblem;
use crate::model::{KindId, MoneyTotals};
use indexmap::IndexMap;

/// The text of a file, with its name for messages.
pub struct IatiText {
    pub name: String,
    pub text: String,
}

/// The options of an import.
#[derive(Clone, Debug, Default)]
pub struct IatiImportOptions {
    /// The languages that the reader prefers.
    pub order: LanguageOrder,
    /// `phases` makes the activities at the top phases, `activities` none; `None` decides by the
    /// file.
    pub kind: Option<KindId>,
    /// The phase that all activities belong to.
    pub phase: Option<String>,
}

/// A record that a file states, with the line on which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedRecord {
    pub id: String,
    pub line: u32,
    pub fields: Fields,
}

/// The records of files by kind, in the order of the kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IatiRecords(pub(super) IndexMap<KindId, Vec<ImportedRecord>>);

impl IatiRecords {
    pub(super) fn add(&mut self, kind: KindId, record: ImportedRecord) {
        self.0.entry(kind).or_default().push(record);
    }

    /// Returns the records of a kind.
    pub fn of(&self, kind: KindId) -> &[ImportedRecord] {
        self.0.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Figures about the files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IatiSummary {
    /// The names of the files, and the version of each.
    pub files: Vec<(String, String)>,
    pub publishers: Vec<String>,
    /// The number of activities by their level.
    pub by_hierarchy: IndexMap<u32, usize>,
    pub links_inside: usize,
    pub links_outside: usize,
    pub cycles: usize,
    pub budgets: usize,
    pub budget_totals: MoneyTotals,
    pub transactions: usize,
    pub indicators: usize,
    pub indicator_periods: usize,
    pub region_only: usize,
}

impl IatiSummary {
    /// Returns the number of activities.
    pub fn activities(&self) -> usize {
        self.by_hierarchy.values().sum()
    }
}

/// The records of files, and what is to be said about them.
pub struct IatiImport {
    pub records: IatiRecords,
    pub summary: IatiSummary,
    pub left_out: LeftOut,
    /// Problems by the index of the file.
    pub problems: Vec<(usize, FileProblem)>,
}
