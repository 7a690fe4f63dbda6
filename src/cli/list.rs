//! `gloact list events region:asia`: the rows of a kind of record, as the pane that is their home has them.

use super::output::TableOutput;
use super::{GlobalArgs, dashboard, load_dataset, pane, today, visible_panes, warn_findings};
use crate::error::{Error, Result};
use crate::query::facets::suggest_value;
use crate::query::filter::Filter;
use crate::query::lists::by_kind;
use crate::query::{QueryContext, SortOrder};
use crate::store::{KINDS, RecordRef, find_kind};
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
    rows: RowArgs,
    #[command(flatten)]
    output: TableOutput,
}

/// Which rows and columns of a list are printed.
#[derive(Args, Clone, Default)]
pub(super) struct RowArgs {
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
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        warn_findings(&data);
        let scope = QueryContext::new(&data, today(global)?);
        let kind = find_kind(&self.kind).map_err(|e| {
            match visible_panes().iter().find(|tab| tab.name() == self.kind) {
                Some(tab) => {
                    e.with_hint(format!("{} is a pane: gloact {}", tab.name(), tab.name()))
                }
                None if e.hint.is_none() => e.with_hint(format!(
                    "known: {}",
                    KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
                )),
                None => e,
            }
        })?;
        let list = by_kind::list(kind.name);
        let filter = Filter::parse(&pane::filter_from_words(&self.filter), list)?;
        let sort = self
            .rows
            .sort
            .as_deref()
            .map(|sort| SortOrder::parse(sort, list))
            .transpose()?
            .flatten();
        let of_kind = |row: &RecordRef| row.kind_info().name == kind.name;
        // a kind of which the list usually shows nothing is shown whole
        let all = self.rows.all || !(list.rows)(&data, false).iter().any(of_kind);
        if self.rows.all && list.all_description.is_none() {
            return Err(Error::usage(format!("all {} are printed without --all", kind.name)));
        }
        let mut rows = list.run(&scope, all, &filter, sort);
        rows.retain(of_kind);
        if rows.is_empty() && !filter.terms.is_empty() {
            dashboard::print_no_match(
                kind.singular,
                &filter.to_text(),
                suggest_value(list, &scope, all, &filter),
            );
        }
        rows.truncate(self.rows.limit.unwrap_or(usize::MAX));
        let columns = self.rows.columns.as_deref().map(|keys| list.parse_keys(keys)).transpose()?;
        let shown = list.row_set(scope, &rows);
        let shown =
            if let Some(columns) = columns { shown.with_columns(list, &columns) } else { shown };
        self.output.print_rows(global, scope, kind.name, &shown.into_table())
    }
}
