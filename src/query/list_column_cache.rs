//! Caches the rows of a list and the values of its columns. Each distinct value is stored once,
//! so that filters, sorts and facets look at values instead of rows.

use super::joined_strings::JoinedStrings;
use super::sort_key::{SortKey, dense_ranks};
use super::{CellValue, Column, ListDef, QueryContext};
use crate::model::text::normalize_for_search;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::RecordRef;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// All rows of a list. A column is indexed when a query first needs it.
pub struct ListColumnCache {
    /// The rows in default order.
    pub rows: Vec<RecordRef>,
    columns: Vec<(&'static Column, OnceLock<ColumnIndex>)>,
}

impl ListColumnCache {
    /// Collects the rows of a list. `all` includes rows hidden by default.
    fn new(list: &ListDef, ctx: &QueryContext, all: bool) -> ListColumnCache {
        ListColumnCache {
            rows: (list.rows)(ctx.data, all),
            columns: list.all_columns().map(|column| (column, OnceLock::new())).collect(),
        }
    }

    /// Returns the values of the column at `index`.
    pub(super) fn column(&self, ctx: &QueryContext, index: usize) -> &ColumnIndex {
        let (column, built) = &self.columns[index];
        built.get_or_init(|| ColumnIndex::build(column, ctx, &self.rows))
    }

    pub(super) fn column_count(&self) -> usize {
        self.columns.len()
    }

    /// Returns true if a word can be searched for without indexing a column first.
    pub(super) fn is_searchable(&self) -> bool {
        let mut columns = self.columns.iter().map(|(_, built)| built.get());
        columns.all(|column| column.is_some_and(|column| column.folded_values.get().is_some()))
    }
}

/// The cached rows of a list, without and with the rows hidden by default.
#[derive(Default)]
struct ListSlots {
    default_rows: OnceLock<Arc<ListColumnCache>>,
    all_rows: OnceLock<Arc<ListColumnCache>>,
}

impl QueryContext<'_> {
    /// Returns the cached rows and columns of a list. `all` includes rows hidden by default.
    pub fn list_column_cache(&self, list: &'static ListDef, all: bool) -> Arc<ListColumnCache> {
        let slots = self.memo(list.name(), ListSlots::default);
        let slot = if all { &slots.all_rows } else { &slots.default_rows };
        Arc::clone(slot.get_or_init(|| Arc::new(ListColumnCache::new(list, self, all))))
    }
}

/// The distinct values of a column.
pub(super) struct ColumnIndex {
    column: &'static Column,
    /// The number of each row's value.
    pub(super) value_of_row: Vec<u32>,
    /// For each value, a row that has it and from which the value is read.
    pub(super) first_rows: Vec<RecordRef>,
    /// The values as text, normalised for search.
    folded_values: OnceLock<JoinedStrings>,
    ranks: OnceLock<Vec<u32>>,
}

impl ColumnIndex {
    fn build(column: &'static Column, ctx: &QueryContext, rows: &[RecordRef]) -> ColumnIndex {
        let mut numbers: HashMap<Box<str>, u32, RandomState> = HashMap::default();
        let mut value_of_row = Vec::with_capacity(rows.len());
        let mut first_rows = Vec::new();
        let mut identity = String::new();
        for row in rows {
            identity.clear();
            write_identity(&column.value(ctx, *row), &mut identity);
            let number = numbers.get(identity.as_str()).copied().unwrap_or_else(|| {
                let number = first_rows.len() as u32;
                numbers.insert(identity.as_str().into(), number);
                first_rows.push(*row);
                number
            });
            value_of_row.push(number);
        }
        let (folded_values, ranks) = (OnceLock::new(), OnceLock::new());
        ColumnIndex { column, value_of_row, first_rows, folded_values, ranks }
    }

    /// Returns for each value whether `is_match` holds for a row that has it.
    pub(super) fn matching_values(&self, is_match: impl Fn(RecordRef) -> bool + Sync) -> Vec<bool> {
        let matches =
            |rows: &[RecordRef]| rows.iter().map(|row| is_match(*row)).collect::<Vec<_>>();
        parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, matches).concat()
    }

    /// Returns for each value whether it contains `word`, or `None` if none does.
    pub(super) fn values_containing(&self, ctx: &QueryContext, word: &str) -> Option<Vec<bool>> {
        let values = self.folded_values.get_or_init(|| self.fold_values(ctx));
        let search = |range: std::ops::Range<usize>| {
            let start = range.start;
            let mut contains = vec![false; range.len()];
            values.for_each_containing(word, range, |value, _| contains[value - start] = true);
            contains
        };
        let contains = parallel::map_ranges(values.len(), MIN_ITEMS_PER_THREAD, search).concat();
        contains.contains(&true).then_some(contains)
    }

    fn fold_values(&self, ctx: &QueryContext) -> JoinedStrings {
        let fold_chunk = |rows: &[RecordRef]| {
            let mut values = JoinedStrings::default();
            for row in rows {
                values.push(&normalize_for_search(&self.column.value(ctx, *row).display()));
            }
            values
        };
        let mut chunks =
            parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, fold_chunk).into_iter();
        let mut all = chunks.next().unwrap_or_default();
        for chunk in chunks {
            all.append(&chunk);
        }
        all
    }

    /// Returns the rank of each value in ascending order.
    pub(super) fn ranks(&self, ctx: &QueryContext) -> &[u32] {
        self.ranks.get_or_init(|| {
            let sort_keys = |rows: &[RecordRef]| {
                let values = rows.iter().map(|row| self.column.value(ctx, *row));
                values.map(|value| SortKey::from_value(&value)).collect::<Vec<_>>()
            };
            let chunks = parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, sort_keys);
            dense_ranks(&chunks.into_iter().flatten().collect::<Vec<_>>())
        })
    }
}

/// Writes a text that differs for different values of a column.
fn write_identity(value: &CellValue, into: &mut String) {
    // writing into memory cannot fail
    let _ = match value {
        CellValue::Empty => Ok(()),
        CellValue::Number(n) => write!(into, "#{n}"),
        CellValue::Text(text) => write!(into, "\"{text}"),
        CellValue::Words(words) => words.iter().try_for_each(|word| writeln!(into, "\"{word}")),
        CellValue::Date(date) => write!(into, "@{date}"),
        CellValue::Money(money) => write!(into, "{} {}", money.currency, money.amount),
        CellValue::Links(links) => links
            .iter()
            .try_for_each(|link| write!(into, "{}/{}\n{}\n", link.kind, link.id, link.label)),
    };
}
