//! Questions to the data: lists of rows with columns, filtered and sorted, and the detail of one record.
//! Everything that shows rows (screen, command line, exports) reads a [`Table`].

pub mod cache;
pub mod facets;
pub mod filter;
mod filter_match;
pub mod lists;
pub mod pivot;
pub mod search;
mod sort_key;
mod string_arena;
pub mod timeline;

use crate::error::{Error, Result};
use crate::model::text::fold;
use crate::model::{Citation, Place, Text, When};
use crate::parallel::{self, MANY};
use crate::store::{Dataset, RecordRef, kind_number, title_of};
use cache::Kept;
use filter::Filter;
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;

/// What every question is asked of: the data, and the day that counts as today.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// All records.
    pub data: &'a Dataset,
    /// The day that counts as today.
    pub today: Date,
    /// What was gathered for questions before, where more will come.
    pub kept: Option<&'a Kept>,
}

impl<'a> Scope<'a> {
    /// Data and day, for a question or two.
    pub fn new(data: &'a Dataset, today: Date) -> Scope<'a> {
        Scope { data, today, kept: None }
    }
}

/// What a column shows for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing is known.
    Empty,
    /// A count or a code.
    Number(i64),
    /// Words.
    Text(Cow<'a, str>),
    /// A date.
    Date(&'a When),
    /// Other records by name.
    Names(Vec<Name<'a>>),
}

/// What a thing means, whatever it looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Text,
    /// Said in a low voice.
    Dim,
    /// Headings.
    Strong,
    /// Where one is.
    Accent,
    /// The sources disagree.
    Disputed,
    /// It differs: from the bundled data, or from the phase before.
    Changed,
    /// The phase of this number, from 0.
    Phase(usize),
}

/// The name of a record, with the address that it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Name<'a> {
    /// Kind of the record.
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
    /// What is shown.
    pub label: Cow<'a, str>,
}

impl Name<'_> {
    /// Where the name leads.
    pub fn place(&self) -> Place {
        Place::record(self.kind, self.id)
    }
}

/// A column: heading, filter word and key in exports, one line each.
pub struct Column {
    /// Its key: the word before `:` in a filter.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How a filter on it is said: "in", "with".
    pub says: &'static str,
    /// Least width on the screen in cells; 0 is never shown, only searched.
    pub width: u16,
    /// The width that it takes where there is room; 0 where the least is enough.
    pub wide: u16,
    /// Which columns give way first when there is little room: 9 goes first, 0 stays.
    pub gives_way: u8,
    /// Whether it takes the room that is left.
    pub grows: bool,
    /// Whether a value that is the same as in the row above is left out.
    pub once: bool,
    /// Whether it shows names of records, which have ids besides.
    pub names: bool,
    /// Whether it only gathers words to be searched: nobody prints it who does not ask for it.
    pub searched: bool,
    /// What it shows.
    pub value: for<'a> fn(&Scope<'a>, RecordRef) -> Value<'a>,
}

impl Column {
    /// What most columns are like; the fields that differ are set beside it.
    pub const USUAL: Column = Column {
        key: "",
        title: "",
        says: "",
        width: 10,
        wide: 0,
        gives_way: 5,
        grows: false,
        once: false,
        names: false,
        searched: false,
        value: |_, _| Value::Empty,
    };
}

impl Column {
    /// What it is called where it stands by itself: its heading, or its key where that is a sign.
    pub fn name(&self) -> String {
        if self.title.is_empty() { title_of(self.key) } else { self.title.to_string() }
    }
}

/// The words of what holds.
fn holding<'a>(words: &[(bool, &str)]) -> Value<'a> {
    Value::Text(Cow::Owned(words.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")))
}

/// Columns that every list has, for filters: what state a row is in, and which layers speak of it.
const STATE: &[Column] = &[
    Column {
        key: "is",
        says: "that is",
        width: 0,
        value: |scope, row| {
            let citation = scope.data.get::<Citation>(row).is_some_and(|of| of.is_disputed());
            let words = [(citation || scope.data.is_row_disputed(row), "disputed"), (scope.data.is_row_overridden(row), "overridden")];
            holding(&words)
        },
        ..Column::USUAL
    },
    Column {
        key: "origin",
        says: "from",
        width: 0,
        value: |scope, row| {
            let words = [(!scope.data.is_row_added(row), "bundled"), (scope.data.is_row_overridden(row), "override")];
            holding(&words)
        },
        ..Column::USUAL
    },
];

/// Rows of one or more kinds that stand together, and their columns.
pub struct List {
    /// What one row is called, and what several are.
    pub nouns: (&'static str, &'static str),
    /// Kinds whose records have their home here.
    pub kinds: &'static [&'static str],
    /// The columns from left to right.
    pub columns: &'static [Column],
    /// The rows in their own order. With `true` also those that are usually left out.
    pub rows: fn(&Dataset, bool) -> Vec<RecordRef>,
    /// What `all` adds, where it adds something.
    pub all: Option<&'static str>,
}

/// The column by which rows are sorted, and whether downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Index in the list's columns.
    pub column: usize,
    /// Largest first.
    pub down: bool,
}

impl Sort {
    /// Reads `events`, `events down` or `-events`; nothing is the list's own order.
    pub fn parse(text: &str, list: &List) -> Result<Option<Sort>> {
        let (key, down) = text.trim().split_once(' ').map_or((text.trim(), ""), |(key, down)| (key, down.trim()));
        let (key, turned) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
        match (key, down) {
            ("", "") => Ok(None),
            (key, "" | "up" | "down") => Ok(Some(Sort { column: list.column(key)?, down: turned || down == "down" })),
            _ => Err(Error::usage(format!("a column is sorted up or down, not \"{down}\""))),
        }
    }
}

/// Rows of records under columns.
#[derive(Clone)]
pub struct Rows<'a> {
    /// What the rows are read from.
    pub scope: Scope<'a>,
    /// The columns from left to right.
    pub columns: Vec<&'static Column>,
    /// Whether somebody chose them: then those are shown too that usually are only searched.
    pub chosen: bool,
    /// The rows in order.
    pub rows: &'a [RecordRef],
}

impl<'a> Rows<'a> {
    /// The same rows under these columns of their list, in this order.
    pub fn of(self, list: &'static List, keys: &[&str]) -> Rows<'a> {
        let columns = keys.iter().filter_map(|key| Some(list.at(list.column(key).ok()?))).collect();
        Rows { columns, chosen: true, ..self }
    }

    /// The same for whoever does not know records: every column that says something, the sources and the place of each row.
    pub fn table(mut self) -> Table<'a> {
        self.columns.retain(|column| self.chosen || !column.searched);
        let mut heads: Vec<Head> = self
            .columns
            .iter()
            .map(|column| Head { shown: column.width > 0 || self.chosen, ids: column.names, ..Head::new(column.key, column.title) })
            .collect();
        heads.extend([("sources", "Sources"), ("record", "Record")].map(|(key, title)| Head { shown: false, ..Head::new(key, title) }));
        let cell = move |row: usize, at: usize| match self.columns.get(at) {
            Some(column) => (column.value)(&self.scope, self.rows[row]),
            None if at == self.columns.len() => self.scope.sources(self.rows[row]),
            None => Value::Text(Cow::Owned(self.scope.data.place(self.rows[row]).to_string())),
        };
        Table { heads, len: self.rows.len(), cell: Box::new(cell) }
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its key in exports.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Whether it is for the eye too, or only for machines.
    pub shown: bool,
    /// Whether its cells are names of records, which have ids besides.
    pub ids: bool,
}

impl Head {
    /// The head of a column for everybody.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Head {
        Head { key: key.into(), title: title.into(), shown: true, ids: false }
    }

    /// What it is called where it stands by itself: its heading, or its key where that is a sign.
    pub fn name(&self) -> String {
        if self.title.is_empty() { title_of(&self.key) } else { self.title.clone() }
    }
}

/// Cells under heads, for whoever shows them. Cells are made when asked for.
pub struct Table<'a> {
    /// The heads from left to right.
    pub heads: Vec<Head>,
    /// How many rows there are.
    pub len: usize,
    /// What stands in a row under a head.
    pub cell: Box<dyn Fn(usize, usize) -> Value<'a> + 'a>,
}

/// What a view says, in a form that can be laid out at any size: on slides, in a handout.
pub enum Content<'a> {
    /// Rows, and what is said below them.
    Rows(Table<'a>, Vec<String>),
    /// A record in full, or a story.
    Record(crate::detail::Detail),
    /// A picture that the view draws itself; the rows say the same.
    Picture(Table<'a>),
}

impl<'a> Table<'a> {
    /// A table of texts.
    pub fn of_texts<const N: usize>(heads: [(&str, &str); N], rows: Vec<[String; N]>) -> Table<'a> {
        let heads = heads.map(|(key, title)| Head::new(key, title)).into();
        Table { heads, len: rows.len(), cell: Box::new(move |row, at| Value::Text(Cow::Owned(rows[row][at].clone()))) }
    }
}

impl List {
    /// All columns that a filter or sort may name, in the order of their numbers.
    pub(super) fn named(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().chain(STATE)
    }

    /// The column of this number.
    pub fn at(&self, column: usize) -> &'static Column {
        self.columns.get(column).unwrap_or_else(|| &STATE[column - self.columns.len()])
    }

    /// The column that a filter or sort calls `key`: its key, or the start of just one.
    pub fn column(&self, key: &str) -> Result<usize> {
        let key = fold(key);
        let exact = self.named().position(|column| column.key == key);
        let mut starts = self.named().enumerate().filter(|(_, column)| column.key.starts_with(&key) || fold(column.title) == key);
        match (exact, starts.next(), starts.next()) {
            (Some(at), ..) | (None, Some((at, _)), None) => Ok(at),
            _ => Err(Error::unknown("field", &key, self.named().map(|column| column.key))),
        }
    }

    /// The keys of columns that stand between commas.
    pub fn keys(&self, text: &str) -> Result<Vec<&'static str>> {
        let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| Ok(self.at(self.column(key)?).key)).collect()
    }

    /// Rows of this list with all its columns.
    pub fn rows_of<'a>(&'static self, scope: Scope<'a>, rows: &'a [RecordRef]) -> Rows<'a> {
        Rows { scope, columns: self.columns.iter().collect(), chosen: false, rows }
    }

    /// The rows that a filter keeps, sorted; without a sort, in the list's own order.
    pub fn ask(&'static self, scope: &Scope, all: bool, filter: &Filter, sort: Option<Sort>) -> Vec<RecordRef> {
        let gathered = scope.gathered(self, all);
        let Some(Sort { column, down }) = sort else {
            let kept = filter.keeps(self, scope, &gathered);
            let rows = |part: Range<usize>| part.filter(|at| kept[*at]).map(|at| gathered.rows[at]).collect::<Vec<RecordRef>>();
            return parallel::ranges(kept.len(), MANY, rows).concat();
        };
        let (values, kept) = (gathered.column(self, scope, column), filter.keeps(self, scope, &gathered));
        let ranks = values.ranks(self, scope, column);
        let rank = |at: usize| ranks[values.of[at] as usize];
        let mut rows: Vec<(u32, RecordRef)> = (0..kept.len())
            .filter(|at| kept[*at])
            .map(|at| (if down { sort_key::turned(rank(at)) } else { rank(at) }, gathered.rows[at]))
            .collect();
        // rows with the same value stay in the list's own order
        rows.sort_by_key(|(rank, _)| *rank);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

impl Value<'_> {
    /// The value as one line of text.
    pub fn words(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Number(n) => n.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Date(when) => when.words(),
            Value::Names(names) => names.iter().map(|name| &*name.label).collect::<Vec<_>>().join(", "),
        }
    }

    /// The value as one line for a machine or a mail: dates in ISO 8601.
    pub fn plain(&self) -> String {
        match self {
            Value::Date(when) => when.to_string(),
            other => other.words(),
        }
    }

    /// Text that may not be there.
    pub fn text<'a, T: AsRef<str> + ?Sized>(text: Option<&'a T>) -> Value<'a> {
        text.map_or(Value::Empty, |text| Value::Text(Cow::Borrowed(text.as_ref())))
    }
}

impl<'a> Scope<'a> {
    /// The records of a kind with these ids, by their short names.
    pub fn names(&self, kind: &'static str, ids: impl IntoIterator<Item = &'a Text>) -> Value<'a> {
        let names: Vec<Name> = ids.into_iter().map(|id| Name { kind, id, label: self.data.label_of(kind, id) }).collect();
        if names.is_empty() { Value::Empty } else { Value::Names(names) }
    }

    /// The sources of a record, by the ids that they are cited by.
    pub fn sources(&self, row: RecordRef) -> Value<'a> {
        let mut names: Vec<Name> = Vec::new();
        for (_, kind, id) in self.data.links(row).filter(|(_, kind, _)| *kind == "sources") {
            if names.iter().all(|name| name.id != id) {
                names.push(Name { kind, id, label: self.data.label_of(kind, id) });
            }
        }
        if names.is_empty() { Value::Empty } else { Value::Names(names) }
    }

    /// The number of records of `kind` that name `row`.
    pub fn count(&self, row: RecordRef, kind: &str) -> Value<'a> {
        Value::Number(kind_number(kind).map_or(0, |kind| self.data.named_by_kind(row, kind).len()) as i64)
    }
}
