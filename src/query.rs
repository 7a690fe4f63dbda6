//! Questions to the data: lists of rows with columns, filtered and sorted, and the detail of one record.
//! Everything that shows rows (screen, command line, exports) reads a [`Table`].

pub mod cache;
pub mod facets;
pub mod field_value;
pub mod filter;
mod filter_match;
pub mod lists;
pub mod pivot;
pub mod search;
mod sort_key;
mod string_arena;
pub mod timeline;

use crate::error::{Error, Result};
use crate::model::text::normalize_for_search;
use crate::model::{Citation, EdtfDate, KindId, Link, RecordPath, Text, field_heading};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::{Dataset, RecordRef};
use cache::QueryCache;
use filter::Filter;
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;

/// What every question is asked of: the data, and the day that counts as today.
#[derive(Clone, Copy)]
pub struct QueryContext<'a> {
    /// All records.
    pub data: &'a Dataset,
    /// The day that counts as today.
    pub today: Date,
    /// What was gathered for questions before, where more will come.
    pub cache: Option<&'a QueryCache>,
}

impl<'a> QueryContext<'a> {
    /// Data and day, for a question or two.
    pub fn new(data: &'a Dataset, today: Date) -> QueryContext<'a> {
        QueryContext { data, today, cache: None }
    }
}

/// What a column shows for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// Nothing is known.
    Empty,
    /// A count or a code.
    Number(i64),
    /// Words.
    Text(Cow<'a, str>),
    /// A date.
    Date(&'a EdtfDate),
    /// Other records by name.
    Links(Vec<RecordLink<'a>>),
}

/// The name of a record, with the address that it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordLink<'a> {
    /// Kind of the record.
    pub kind: KindId,
    /// Its id.
    pub id: &'a str,
    /// What is shown.
    pub label: Cow<'a, str>,
}

impl RecordLink<'_> {
    /// Where the name leads.
    pub fn path(&self) -> RecordPath {
        RecordPath::for_record(self.kind, self.id)
    }
}

/// A column: heading, filter word and key in exports, one line each.
pub struct Column {
    /// Its key: the word before `:` in a filter.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How a filter on it is said: "in", "with".
    pub preposition: &'static str,
    /// Least width on the screen in cells; 0 is never shown, only searched.
    pub min_width: u16,
    /// The width that it takes where there is room; 0 where the least is enough.
    pub preferred_width: u16,
    /// Which columns give way first when there is little room: 9 goes first, 0 stays.
    pub hide_priority: u8,
    /// Whether it takes the room that is left.
    pub fills: bool,
    /// Whether a value that is the same as in the row above is left out.
    pub suppress_repeats: bool,
    /// Whether it shows names of records, which have ids besides.
    pub is_links: bool,
    /// Whether it only gathers words to be searched: nobody prints it who does not ask for it.
    pub search_only: bool,
    /// What it shows.
    pub value: for<'a> fn(&QueryContext<'a>, RecordRef) -> CellValue<'a>,
}

impl Column {
    /// What most columns are like; the fields that differ are set beside it.
    pub const DEFAULT: Column = Column {
        key: "",
        title: "",
        preposition: "",
        min_width: 10,
        preferred_width: 0,
        hide_priority: 5,
        fills: false,
        suppress_repeats: false,
        is_links: false,
        search_only: false,
        value: |_, _| CellValue::Empty,
    };
}

impl Column {
    /// What it is called where it stands by itself: its heading, or its key where that is a sign.
    pub fn label(&self) -> String {
        if self.title.is_empty() { field_heading(self.key) } else { self.title.to_string() }
    }
}

/// The words of what holds.
fn join_true_words<'a>(words: &[(bool, &str)]) -> CellValue<'a> {
    CellValue::Text(Cow::Owned(
        words
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, word)| *word)
            .collect::<Vec<_>>()
            .join(", "),
    ))
}

/// Columns that every list has, for filters: what state a row is in, and which layers speak of it.
const STATE_COLUMNS: &[Column] = &[
    Column {
        key: "is",
        preposition: "that is",
        min_width: 0,
        value: |scope, row| {
            let citation = scope.data.get::<Citation>(row).is_some_and(|of| of.is_disputed());
            let words = [
                (citation || scope.data.is_record_disputed(row), "disputed"),
                (scope.data.is_record_overridden(row), "overridden"),
            ];
            join_true_words(&words)
        },
        ..Column::DEFAULT
    },
    Column {
        key: "origin",
        preposition: "from",
        min_width: 0,
        value: |scope, row| {
            let words = [
                (!scope.data.is_record_added(row), "bundled"),
                (scope.data.is_record_overridden(row), "override"),
            ];
            join_true_words(&words)
        },
        ..Column::DEFAULT
    },
];

/// Rows of one or more kinds that stand together, and their columns.
pub struct ListDef {
    /// What one row is called, and what several are.
    pub singular_plural: (&'static str, &'static str),
    /// Kinds whose records have their home here.
    pub kinds: &'static [KindId],
    /// The columns from left to right.
    pub columns: &'static [Column],
    /// The rows in their own order. With `true` also those that are usually left out.
    pub rows: fn(&Dataset, bool) -> Vec<RecordRef>,
    /// What `all` adds, where it adds something.
    pub all_description: Option<&'static str>,
}

/// The column by which rows are sorted, and whether downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// Index in the list's columns.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

impl SortOrder {
    /// Reads `events`, `events down` or `-events`; nothing is the list's own order.
    pub fn parse(text: &str, list: &ListDef) -> Result<Option<SortOrder>> {
        let (key, down) =
            text.trim().split_once(' ').map_or((text.trim(), ""), |(key, down)| (key, down.trim()));
        let (key, turned) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
        match (key, down) {
            ("", "") => Ok(None),
            (key, "" | "up" | "down") => Ok(Some(SortOrder {
                column: list.column_index(key)?,
                descending: turned || down == "down",
            })),
            _ => Err(Error::usage(format!("a column is sorted up or down, not \"{down}\""))),
        }
    }
}

/// Rows of records under columns.
#[derive(Clone)]
pub struct RowSet<'a> {
    /// What the rows are read from.
    pub ctx: QueryContext<'a>,
    /// The columns from left to right.
    pub columns: Vec<&'static Column>,
    /// Whether somebody chose them: then those are shown too that usually are only searched.
    pub explicit_columns: bool,
    /// The rows in order.
    pub rows: &'a [RecordRef],
}

impl<'a> RowSet<'a> {
    /// The same rows under these columns of their list, in this order.
    pub fn with_columns(self, list: &'static ListDef, keys: &[&str]) -> RowSet<'a> {
        let columns = keys
            .iter()
            .filter_map(|key| Some(list.column_at(list.column_index(key).ok()?)))
            .collect();
        RowSet { columns, explicit_columns: true, ..self }
    }

    /// The same for whoever does not know records: every column that says something, the sources and the place of each row.
    pub fn into_table(mut self) -> Table<'a> {
        self.columns.retain(|column| self.explicit_columns || !column.search_only);
        let mut heads: Vec<ColumnHeader> = self
            .columns
            .iter()
            .map(|column| ColumnHeader {
                visible: column.min_width > 0 || self.explicit_columns,
                has_ids: column.is_links,
                ..ColumnHeader::new(column.key, column.title)
            })
            .collect();
        heads.extend(
            [("sources", "Sources"), ("record", "Record")].map(|(key, title)| ColumnHeader {
                visible: false,
                ..ColumnHeader::new(key, title)
            }),
        );
        let cell = move |row: usize, at: usize| match self.columns.get(at) {
            Some(column) => (column.value)(&self.ctx, self.rows[row]),
            None if at == self.columns.len() => self.ctx.source_links(self.rows[row]),
            None => CellValue::Text(Cow::Owned(self.ctx.data.path(self.rows[row]).to_string())),
        };
        Table { headers: heads, len: self.rows.len(), cell: Box::new(cell) }
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnHeader {
    /// Its key in exports.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Whether it is for the eye too, or only for machines.
    pub visible: bool,
    /// Whether its cells are names of records, which have ids besides.
    pub has_ids: bool,
}

impl ColumnHeader {
    /// The head of a column for everybody.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> ColumnHeader {
        ColumnHeader { key: key.into(), title: title.into(), visible: true, has_ids: false }
    }

    /// What it is called where it stands by itself: its heading, or its key where that is a sign.
    pub fn label(&self) -> String {
        if self.title.is_empty() { field_heading(&self.key) } else { self.title.clone() }
    }
}

/// Cells under heads, for whoever shows them. Cells are made when asked for.
pub struct Table<'a> {
    /// The heads from left to right.
    pub headers: Vec<ColumnHeader>,
    /// How many rows there are.
    pub len: usize,
    /// What stands in a row under a head.
    pub cell: Box<dyn Fn(usize, usize) -> CellValue<'a> + 'a>,
}

impl<'a> Table<'a> {
    /// A table of texts.
    pub fn from_texts<const N: usize>(
        heads: [(&str, &str); N],
        rows: Vec<[String; N]>,
    ) -> Table<'a> {
        let headers = heads.map(|(key, title)| ColumnHeader::new(key, title)).into();
        Table {
            headers,
            len: rows.len(),
            cell: Box::new(move |row, at| CellValue::Text(Cow::Owned(rows[row][at].clone()))),
        }
    }
}

impl ListDef {
    /// All columns that a filter or sort may name, in the order of their numbers.
    pub(super) fn all_columns(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().chain(STATE_COLUMNS)
    }

    /// The column of this number.
    pub fn column_at(&self, column: usize) -> &'static Column {
        self.columns.get(column).unwrap_or_else(|| &STATE_COLUMNS[column - self.columns.len()])
    }

    /// The column that a filter or sort calls `key`: its key, or the start of just one.
    pub fn column_index(&self, key: &str) -> Result<usize> {
        let key = normalize_for_search(key);
        let exact = self.all_columns().position(|column| column.key == key);
        let mut starts = self.all_columns().enumerate().filter(|(_, column)| {
            column.key.starts_with(&key) || normalize_for_search(column.title) == key
        });
        match (exact, starts.next(), starts.next()) {
            (Some(at), ..) | (None, Some((at, _)), None) => Ok(at),
            _ => {
                Err(Error::unknown_name("field", &key, self.all_columns().map(|column| column.key)))
            }
        }
    }

    /// The keys of columns that stand between commas.
    pub fn parse_keys(&self, text: &str) -> Result<Vec<&'static str>> {
        let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| Ok(self.column_at(self.column_index(key)?).key)).collect()
    }

    /// Rows of this list with all its columns.
    pub fn row_set<'a>(
        &'static self,
        scope: QueryContext<'a>,
        rows: &'a [RecordRef],
    ) -> RowSet<'a> {
        RowSet { ctx: scope, columns: self.columns.iter().collect(), explicit_columns: false, rows }
    }

    /// The rows that a filter keeps, sorted; without a sort, in the list's own order.
    pub fn run(
        &'static self,
        scope: &QueryContext,
        all: bool,
        filter: &Filter,
        sort: Option<SortOrder>,
    ) -> Vec<RecordRef> {
        let gathered = scope.list_cache(self, all);
        let Some(SortOrder { column, descending: down }) = sort else {
            let kept = filter.matching_rows(self, scope, &gathered);
            let rows = |part: Range<usize>| {
                part.filter(|at| kept[*at]).map(|at| gathered.rows[at]).collect::<Vec<RecordRef>>()
            };
            return parallel::map_ranges(kept.len(), MIN_ITEMS_PER_THREAD, rows).concat();
        };
        let (values, kept) =
            (gathered.column(self, scope, column), filter.matching_rows(self, scope, &gathered));
        let ranks = values.ranks(self, scope, column);
        let rank = |at: usize| ranks[values.value_of_row[at] as usize];
        let mut rows: Vec<(u32, RecordRef)> = (0..kept.len())
            .filter(|at| kept[*at])
            .map(|at| {
                (if down { sort_key::reversed_rank(rank(at)) } else { rank(at) }, gathered.rows[at])
            })
            .collect();
        // rows with the same value stay in the list's own order
        rows.sort_by_key(|(rank, _)| *rank);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

impl CellValue<'_> {
    /// The value as one line of text.
    pub fn display(&self) -> String {
        match self {
            CellValue::Empty => String::new(),
            CellValue::Number(n) => n.to_string(),
            CellValue::Text(text) => text.to_string(),
            CellValue::Date(when) => when.display(),
            CellValue::Links(names) => {
                names.iter().map(|name| &*name.label).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The value as one line for a machine or a mail: dates in ISO 8601.
    pub fn machine_text(&self) -> String {
        match self {
            CellValue::Date(when) => when.to_string(),
            other => other.display(),
        }
    }

    /// Text that may not be there.
    pub fn optional_text<'a, T: AsRef<str> + ?Sized>(text: Option<&'a T>) -> CellValue<'a> {
        text.map_or(CellValue::Empty, |text| CellValue::Text(Cow::Borrowed(text.as_ref())))
    }
}

impl<'a> QueryContext<'a> {
    /// The records of a kind with these ids, by their short names.
    pub fn record_links(
        &self,
        kind: KindId,
        ids: impl IntoIterator<Item = &'a Text>,
    ) -> CellValue<'a> {
        let names: Vec<RecordLink> = ids
            .into_iter()
            .map(|id| RecordLink { kind, id, label: self.data.short_label_of(kind, id) })
            .collect();
        if names.is_empty() { CellValue::Empty } else { CellValue::Links(names) }
    }

    /// The sources of a record, by the ids that they are cited by.
    pub fn source_links(&self, row: RecordRef) -> CellValue<'a> {
        let mut names: Vec<RecordLink> = Vec::new();
        for Link { kind, id, .. } in
            self.data.links(row).filter(|link| link.kind == KindId::Sources)
        {
            if names.iter().all(|name| name.id != id) {
                names.push(RecordLink { kind, id, label: self.data.short_label_of(kind, id) });
            }
        }
        if names.is_empty() { CellValue::Empty } else { CellValue::Links(names) }
    }

    /// The number of records of `kind` that name `row`.
    pub fn count_referrers(&self, row: RecordRef, kind: KindId) -> CellValue<'a> {
        CellValue::Number(self.data.referrers_of_kind(row, kind).len() as i64)
    }
}
