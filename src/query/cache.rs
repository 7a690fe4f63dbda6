//! What the rows of a list say under its columns, gathered once. Each value of a column stands once, however many rows have it:
//! filters, sorts and facets ask the values, and rows are only looked up.

use super::lists::events::EventSummary;
use super::search::NameIndex;
use super::sort_key::{SortKey, dense_ranks};
use super::string_arena::StringArena;
use super::timeline::lanes::{self, LaneKey, Placements, layout_lanes};
use super::timeline::time_scale::TimeScale;
use super::{CellValue, ListDef, QueryContext};
use crate::model::text::normalize_for_search;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::{Dataset, RecordRef};
use foldhash::fast::RandomState;
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many rows take so long to be gathered that a person would notice.
const MIN_ROWS_TO_PREFETCH: usize = 20_000;

/// The values under one column.
pub(super) struct ColumnIndex {
    /// The number of the value that each row has, in the order of the rows.
    pub(super) value_of_row: Vec<u32>,
    /// A row that has each value, from which it is read.
    pub(super) first_rows: Vec<RecordRef>,
    /// The values as words, folded.
    folded_values: OnceLock<StringArena>,
    ranks: OnceLock<Vec<u32>>,
}

impl ColumnIndex {
    fn build(
        list: &ListDef,
        scope: &QueryContext,
        rows: &[RecordRef],
        column: usize,
    ) -> ColumnIndex {
        let value = list.column_at(column).value;
        let mut seen: HashMap<Box<str>, u32, RandomState> = HashMap::default();
        let (mut value_of_row, mut first_rows, mut name) =
            (Vec::with_capacity(rows.len()), Vec::new(), String::new());
        for row in rows {
            name.clear();
            write_identity(&value(scope, *row), &mut name);
            let number = seen.get(name.as_str()).copied().unwrap_or_else(|| {
                let number = first_rows.len() as u32;
                seen.insert(name.as_str().into(), number);
                first_rows.push(*row);
                number
            });
            value_of_row.push(number);
        }
        ColumnIndex {
            value_of_row,
            first_rows,
            folded_values: OnceLock::new(),
            ranks: OnceLock::new(),
        }
    }

    /// Which values hold.
    pub(super) fn matching_values(&self, holds: impl Fn(RecordRef) -> bool + Sync) -> Vec<bool> {
        parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, |part| {
            part.iter().map(|row| holds(*row)).collect::<Vec<_>>()
        })
        .concat()
    }

    /// Which values have a folded word in them; nothing where none has.
    pub(super) fn values_containing(
        &self,
        list: &ListDef,
        scope: &QueryContext,
        column: usize,
        word: &str,
    ) -> Option<Vec<bool>> {
        let value = list.column_at(column).value;
        let words = self.folded_values.get_or_init(|| {
            let fold_all = |part: &[RecordRef]| {
                let mut words = StringArena::default();
                part.iter().for_each(|row| {
                    words.push(&normalize_for_search(&value(scope, *row).display()))
                });
                words
            };
            let mut parts =
                parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, fold_all).into_iter();
            let mut all = parts.next().unwrap_or_default();
            parts.for_each(|part| all.append(&part));
            all
        });
        let found = parallel::map_ranges(words.len(), MIN_ITEMS_PER_THREAD, |part| {
            let (first, mut found) = (part.start, vec![false; part.len()]);
            words.for_each_containing(word, part, |at, _| found[at - first] = true);
            found
        })
        .concat();
        found.contains(&true).then_some(found)
    }

    /// The rank of each value among the others.
    pub(super) fn ranks(&self, list: &ListDef, scope: &QueryContext, column: usize) -> &[u32] {
        let value = list.column_at(column).value;
        self.ranks.get_or_init(|| {
            let keys = |part: &[RecordRef]| {
                part.iter().map(|row| SortKey::from_value(&value(scope, *row))).collect::<Vec<_>>()
            };
            dense_ranks(
                &parallel::map_chunks(&self.first_rows, MIN_ITEMS_PER_THREAD, keys)
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>(),
            )
        })
    }
}

/// Writes what tells a value from all others of its column.
fn write_identity(value: &CellValue, into: &mut String) {
    let _ = match value {
        CellValue::Empty => Ok(()),
        CellValue::Number(n) => write!(into, "#{n}"),
        CellValue::Text(text) => write!(into, "\"{text}"),
        CellValue::Date(when) => write!(into, "@{when}"),
        CellValue::Links(names) => names
            .iter()
            .try_for_each(|name| write!(into, "{}/{}\n{}\n", name.kind, name.id, name.label)),
    };
}

/// All rows of a list and what they say; a column is gathered when somebody asks for it.
pub struct ListCache {
    /// The rows in the list's own order.
    pub rows: Vec<RecordRef>,
    columns: Vec<OnceLock<ColumnIndex>>,
}

impl ListCache {
    fn new(list: &ListDef, scope: &QueryContext, all: bool) -> ListCache {
        ListCache {
            rows: (list.rows)(scope.data, all),
            columns: list.all_columns().map(|_| OnceLock::new()).collect(),
        }
    }

    /// What the rows say under a column.
    pub(super) fn column(
        &self,
        list: &ListDef,
        scope: &QueryContext,
        column: usize,
    ) -> &ColumnIndex {
        self.columns[column].get_or_init(|| ColumnIndex::build(list, scope, &self.rows, column))
    }
}

/// What was gathered, kept for the next question; threads may share it.
#[derive(Default)]
pub struct QueryCache {
    /// The list by its address, whether with all rows, and what it says.
    lists: Mutex<Vec<(usize, bool, Arc<ListCache>)>>,
    name_index: OnceLock<NameIndex>,
    pub(super) around: OnceLock<Arc<EventSummary>>,
    pub(super) days: OnceLock<Arc<Vec<(i32, i32)>>>,
    /// By sort of lanes.
    pub(super) stands: [OnceLock<Arc<Placements>>; lanes::LANE_KEYS.len()],
    pub(super) until: OnceLock<Arc<Vec<Option<Date>>>>,
    /// Whether somebody gathers beside whoever asks.
    is_prefetching: AtomicBool,
}

impl QueryCache {
    /// Whether gathering takes long and nobody does it yet: who asks has to do it then.
    pub fn claim_prefetch(&self, data: &Dataset) -> bool {
        data.has_overrides()
            && data.record_count() >= MIN_ROWS_TO_PREFETCH
            && !self.is_prefetching.swap(true, Ordering::Relaxed)
    }

    /// Says that nobody gathers.
    pub fn release_prefetch(&self) {
        self.is_prefetching.store(false, Ordering::Relaxed);
    }

    /// Gathers what questions to these lists, and for names, will need, as far as that takes long.
    pub fn prefetch(&self, scope: &QueryContext, lists: &[&'static ListDef]) {
        for list in lists {
            let gathered = scope.list_cache(list, false);
            if gathered.rows.len() < MIN_ROWS_TO_PREFETCH {
                continue;
            }
            let columns: Vec<usize> = (0..list.all_columns().count()).collect();
            // a word is looked for under each column
            parallel::map_chunks(&columns, 1, |part| {
                part.iter().for_each(|column| {
                    drop(
                        gathered
                            .column(list, scope, *column)
                            .values_containing(list, scope, *column, "a"),
                    )
                });
            });
        }
        self.name_index(scope);
        layout_lanes(
            scope,
            &[],
            LaneKey::default(),
            &TimeScale { start: scope.today, days: 1, cells: 1 },
        );
    }

    /// Whether a question to a list would have to wait for what is being gathered.
    pub fn is_pending(&self, scope: &QueryContext, list: &'static ListDef) -> bool {
        let there = |column: &OnceLock<ColumnIndex>| {
            column.get().is_some_and(|column| column.folded_values.get().is_some())
        };
        self.is_prefetching.load(Ordering::Relaxed) && {
            let gathered = scope.list_cache(list, false);
            gathered.rows.len() >= MIN_ROWS_TO_PREFETCH && !gathered.columns.iter().all(there)
        }
    }

    /// Whether a question for names would have to wait.
    pub fn names_pending(&self) -> bool {
        self.is_prefetching.load(Ordering::Relaxed) && self.name_index.get().is_none()
    }

    /// All records by all their names.
    pub fn name_index(&self, scope: &QueryContext) -> &NameIndex {
        self.name_index.get_or_init(|| NameIndex::build(scope.data))
    }
}

impl<'a> QueryContext<'a> {
    /// What is reckoned from all data: once, where more questions come.
    pub(super) fn memo<T>(
        &self,
        kept: impl Fn(&QueryCache) -> &OnceLock<Arc<T>>,
        reckon: impl FnOnce() -> T,
    ) -> Arc<T> {
        match self.cache {
            Some(all) => Arc::clone(kept(all).get_or_init(|| Arc::new(reckon()))),
            None => Arc::new(reckon()),
        }
    }

    /// The rows of a list and what they say, gathered before or now.
    pub fn list_cache(&self, list: &'static ListDef, all: bool) -> Arc<ListCache> {
        let gather = || Arc::new(ListCache::new(list, self, all));
        let Some(kept) = self.cache else { return gather() };
        let mut lists = kept.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let address = std::ptr::from_ref(list) as usize;
        if let Some((.., found)) = lists.iter().find(|(of, with, _)| (*of, *with) == (address, all))
        {
            return Arc::clone(found);
        }
        let gathered = gather();
        lists.push((address, all, Arc::clone(&gathered)));
        gathered
    }
}
