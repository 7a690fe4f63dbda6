//! `gloact list events region:asia`: the rows of a kind of record, as the pane that is their home has them.

use super::output::Output;
use super::{Global, dashboard, dataset, pane, panes, tell, today};
use crate::error::{Error, Result};
use crate::query::facets::hint;
use crate::query::filter::Filter;
use crate::query::lists::by_kind;
use crate::query::{Scope, Sort};
use crate::store::{KINDS, RecordRef, kind_named};
use clap::Args;

/// Print records of any kind: events, countries, agencies
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact list events country:nepal 'year>=2018'
  gloact list countries region:africa --sort -events --columns name,events --format csv")]
pub(super) struct List {
    /// The kind of record
    kind: String,
    /// Keep rows that match: nepal region:asia -phase:ame
    filter: Vec<String>,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    output: Output,
}

/// Which rows and columns of a list are printed.
#[derive(Args, Clone, Default)]
pub(super) struct Which {
    /// Rows too that are usually left out
    #[arg(long)]
    pub(super) all: bool,
    /// Sort by a column; -COLUMN sorts downwards
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub(super) sort: Option<String>,
    /// These columns, in this order: name,region
    #[arg(long, value_name = "COLUMNS")]
    pub(super) columns: Option<String>,
    /// The first rows only
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

impl List {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        let scope = Scope::new(&data, today(global)?);
        let kind = kind_named(&self.kind).map_err(|e| match panes().iter().find(|tab| tab.name() == self.kind) {
            Some(tab) => e.hint(format!("{} is a pane: gloact {}", tab.name(), tab.name())),
            None if e.hint.is_none() => e.hint(format!("known: {}", KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", "))),
            None => e,
        })?;
        let list = by_kind::list(kind.name);
        let filter = Filter::parse(&pane::filter(&self.filter), list)?;
        let sort = self.which.sort.as_deref().map(|sort| Sort::parse(sort, list)).transpose()?.flatten();
        let of_kind = |row: &RecordRef| row.kind().name == kind.name;
        // a kind of which the list usually shows nothing is shown whole
        let all = self.which.all || !(list.rows)(&data, false).iter().any(of_kind);
        if self.which.all && list.all.is_none() {
            return Err(Error::usage(format!("all {} are printed without --all", kind.name)));
        }
        let mut rows = list.ask(&scope, all, &filter, sort);
        rows.retain(of_kind);
        if rows.is_empty() && !filter.terms.is_empty() {
            dashboard::nothing(kind.singular, &filter.text(), hint(list, &scope, all, &filter));
        }
        rows.truncate(self.which.limit.unwrap_or(usize::MAX));
        let columns = self.which.columns.as_deref().map(|keys| list.keys(keys)).transpose()?;
        let shown = list.rows_of(scope, &rows);
        let shown = if let Some(columns) = columns { shown.of(list, &columns) } else { shown };
        self.output.rows(global, scope, kind.name, &shown.table())
    }
}
