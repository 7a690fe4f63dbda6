//! What the rows of a list say under its columns, gathered once. Each value of a column stands once, however many rows have it:
//! filters, sorts and facets ask the values, and rows are only looked up.

use super::lists::events::Around;
use super::search::Index;
use super::sort_key::{Key, ranks};
use super::string_arena::Joined;
use super::timeline::lanes::{self, By, Stands, lay};
use super::timeline::time_scale::Axis;
use super::{List, Scope, Value};
use crate::model::text::fold;
use crate::parallel::{self, MANY};
use crate::store::{Dataset, RecordRef};
use foldhash::fast::RandomState;
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many rows take so long to be gathered that a person would notice.
const LONG: usize = 20_000;

/// The values under one column.
pub(super) struct Column {
    /// The number of the value that each row has, in the order of the rows.
    pub(super) of: Vec<u32>,
    /// A row that has each value, from which it is read.
    pub(super) first: Vec<RecordRef>,
    /// The values as words, folded.
    words: OnceLock<Joined>,
    ranks: OnceLock<Vec<u32>>,
}

impl Column {
    fn gather(list: &List, scope: &Scope, rows: &[RecordRef], column: usize) -> Column {
        let value = list.at(column).value;
        let mut seen: HashMap<Box<str>, u32, RandomState> = HashMap::default();
        let (mut of, mut first, mut name) = (Vec::with_capacity(rows.len()), Vec::new(), String::new());
        for row in rows {
            name.clear();
            tell_apart(&value(scope, *row), &mut name);
            let number = seen.get(name.as_str()).copied().unwrap_or_else(|| {
                let number = first.len() as u32;
                seen.insert(name.as_str().into(), number);
                first.push(*row);
                number
            });
            of.push(number);
        }
        Column { of, first, words: OnceLock::new(), ranks: OnceLock::new() }
    }

    /// Which values hold.
    pub(super) fn values_that(&self, holds: impl Fn(RecordRef) -> bool + Sync) -> Vec<bool> {
        parallel::parts(&self.first, MANY, |part| part.iter().map(|row| holds(*row)).collect::<Vec<_>>()).concat()
    }

    /// Which values have a folded word in them; nothing where none has.
    pub(super) fn values_with(&self, list: &List, scope: &Scope, column: usize, word: &str) -> Option<Vec<bool>> {
        let value = list.at(column).value;
        let words = self.words.get_or_init(|| {
            let fold_all = |part: &[RecordRef]| {
                let mut words = Joined::default();
                part.iter().for_each(|row| words.push(&fold(&value(scope, *row).words())));
                words
            };
            let mut parts = parallel::parts(&self.first, MANY, fold_all).into_iter();
            let mut all = parts.next().unwrap_or_default();
            parts.for_each(|part| all.append(&part));
            all
        });
        let found = parallel::ranges(words.len(), MANY, |part| {
            let (first, mut found) = (part.start, vec![false; part.len()]);
            words.containing(word, part, |at, _| found[at - first] = true);
            found
        })
        .concat();
        found.contains(&true).then_some(found)
    }

    /// The rank of each value among the others.
    pub(super) fn ranks(&self, list: &List, scope: &Scope, column: usize) -> &[u32] {
        let value = list.at(column).value;
        self.ranks.get_or_init(|| {
            let keys = |part: &[RecordRef]| part.iter().map(|row| Key::of(&value(scope, *row))).collect::<Vec<_>>();
            ranks(&parallel::parts(&self.first, MANY, keys).into_iter().flatten().collect::<Vec<_>>())
        })
    }
}

/// Writes what tells a value from all others of its column.
fn tell_apart(value: &Value, into: &mut String) {
    let _ = match value {
        Value::Empty => Ok(()),
        Value::Number(n) => write!(into, "#{n}"),
        Value::Text(text) => write!(into, "\"{text}"),
        Value::Date(when) => write!(into, "@{when}"),
        Value::Names(names) => names.iter().try_for_each(|name| write!(into, "{}/{}\n{}\n", name.kind, name.id, name.label)),
    };
}

/// All rows of a list and what they say; a column is gathered when somebody asks for it.
pub struct Gathered {
    /// The rows in the list's own order.
    pub rows: Vec<RecordRef>,
    columns: Vec<OnceLock<Column>>,
}

impl Gathered {
    fn of(list: &List, scope: &Scope, all: bool) -> Gathered {
        Gathered { rows: (list.rows)(scope.data, all), columns: list.named().map(|_| OnceLock::new()).collect() }
    }

    /// What the rows say under a column.
    pub(super) fn column(&self, list: &List, scope: &Scope, column: usize) -> &Column {
        self.columns[column].get_or_init(|| Column::gather(list, scope, &self.rows, column))
    }
}

/// What was gathered, kept for the next question; threads may share it.
#[derive(Default)]
pub struct Kept {
    /// The list by its address, whether with all rows, and what it says.
    lists: Mutex<Vec<(usize, bool, Arc<Gathered>)>>,
    names: OnceLock<Index>,
    pub(super) around: OnceLock<Arc<Around>>,
    pub(super) days: OnceLock<Arc<Vec<(i32, i32)>>>,
    /// By sort of lanes.
    pub(super) stands: [OnceLock<Arc<Stands>>; lanes::ALL.len()],
    pub(super) until: OnceLock<Arc<Vec<Option<Date>>>>,
    /// Whether somebody gathers beside whoever asks.
    begun: AtomicBool,
}

impl Kept {
    /// Whether gathering takes long and nobody does it yet: who asks has to do it then.
    pub fn begin(&self, data: &Dataset) -> bool {
        // the bundled records are few, and not read to be counted
        !data.is_bundled() && data.count() >= LONG && !self.begun.swap(true, Ordering::Relaxed)
    }

    /// Says that nobody gathers.
    pub fn give_up(&self) {
        self.begun.store(false, Ordering::Relaxed);
    }

    /// Gathers what questions to these lists, and for names, will need, as far as that takes long.
    pub fn warm(&self, scope: &Scope, lists: &[&'static List]) {
        for list in lists {
            let gathered = scope.gathered(list, false);
            if gathered.rows.len() < LONG {
                continue;
            }
            let columns: Vec<usize> = (0..list.named().count()).collect();
            // a word is looked for under each column
            parallel::parts(&columns, 1, |part| {
                part.iter().for_each(|column| drop(gathered.column(list, scope, *column).values_with(list, scope, *column, "a")));
            });
        }
        self.names(scope);
        lay(scope, &[], By::default(), &Axis { start: scope.today, days: 1, cells: 1 });
    }

    /// Whether a question to a list would have to wait for what is being gathered.
    pub fn is_coming(&self, scope: &Scope, list: &'static List) -> bool {
        let there = |column: &OnceLock<Column>| column.get().is_some_and(|column| column.words.get().is_some());
        self.begun.load(Ordering::Relaxed) && {
            let gathered = scope.gathered(list, false);
            gathered.rows.len() >= LONG && !gathered.columns.iter().all(there)
        }
    }

    /// Whether a question for names would have to wait.
    pub fn are_names_coming(&self) -> bool {
        self.begun.load(Ordering::Relaxed) && self.names.get().is_none()
    }

    /// All records by all their names.
    pub fn names(&self, scope: &Scope) -> &Index {
        self.names.get_or_init(|| Index::of(scope.data))
    }
}

impl<'a> Scope<'a> {
    /// What is reckoned from all data: once, where more questions come.
    pub(super) fn once<T>(&self, kept: impl Fn(&Kept) -> &OnceLock<Arc<T>>, reckon: impl FnOnce() -> T) -> Arc<T> {
        match self.kept {
            Some(all) => Arc::clone(kept(all).get_or_init(|| Arc::new(reckon()))),
            None => Arc::new(reckon()),
        }
    }

    /// The rows of a list and what they say, gathered before or now.
    pub fn gathered(&self, list: &'static List, all: bool) -> Arc<Gathered> {
        let gather = || Arc::new(Gathered::of(list, self, all));
        let Some(kept) = self.kept else { return gather() };
        let mut lists = kept.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let address = std::ptr::from_ref(list) as usize;
        if let Some((.., found)) = lists.iter().find(|(of, with, _)| (*of, *with) == (address, all)) {
            return Arc::clone(found);
        }
        let gathered = gather();
        lists.push((address, all, Arc::clone(&gathered)));
        gathered
    }
}
