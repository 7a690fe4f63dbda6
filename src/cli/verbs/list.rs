//! `gloact list events region:asia`: prints the records of a kind as their pane lists them.

use super::open_or_print_pane::FILTER_HELP;
use crate::cli::hyphen_terms::unescape_hyphen_term;
use crate::cli::row_args::{RowArgs, filter_from_words};
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, load_for_output, print_no_match, visible_panes};
use crate::error::{Error, Result};
use crate::model::KindId;
use crate::query::filter::Filter;
use crate::query::filter_suggestions::no_match_hint;
use crate::query::lists;
use crate::query::{QueryContext, SortOrder};
use crate::store::RecordRef;
use clap::Args;

/// Print records of any kind: events, countries, agencies
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact list events country:nepal 'year>=2018'
  gloact list countries 'events>=1' --sort -events --columns name,events --format csv")]
pub(in crate::cli) struct ListArgs {
    /// The kind of record
    kind: String,
    #[arg(help = FILTER_HELP)]
    filter: Vec<String>,
    #[command(flatten)]
    rows: RowArgs,
    #[command(flatten)]
    output: TableFormatArgs,
}

impl ListArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let context = QueryContext::new(&data, global.today()?);
        let kind = KindId::parse(&unescape_hyphen_term(&self.kind))
            .map_err(|e| self.explain_unknown_kind(e))?;
        let list = lists::for_kind(kind);
        let filter = Filter::parse(&filter_from_words(&self.filter), list)?;
        let sort = match &self.rows.sort {
            Some(sort) => SortOrder::parse(sort, list)?,
            None => None,
        };
        if self.rows.all && list.all_description.is_none() {
            return Err(Error::usage(format!(
                "{} does not take --all: it prints all rows",
                kind.name()
            )));
        }
        let is_of_kind = |row: &RecordRef| row.kind == kind;
        // a kind that the list hides by default is shown whole
        let shows_all = self.rows.all || !(list.rows)(&data, false).iter().any(is_of_kind);
        let mut rows = list.matching_rows(&context, shows_all, &filter, sort);
        rows.retain(is_of_kind);
        if rows.is_empty() && !filter.terms.is_empty() {
            let hint = no_match_hint(list, &context, shows_all, &filter);
            print_no_match(kind.singular(), &filter.to_text(), hint);
        }
        rows.truncate(self.rows.limit.unwrap_or(usize::MAX));
        let mut list_rows = list.list_rows(context, &rows);
        if let Some(keys) = &self.rows.columns {
            let keys = list.parse_keys(keys)?;
            // no name stands for the usual columns, as in the dashboard
            if !keys.is_empty() {
                list_rows = list_rows.with_columns(list, &keys);
            }
        }
        self.output.print_rows(global, context, kind.name(), &list_rows.into_table())
    }

    /// Adds to the error about an unknown kind the pane of that name, or all kinds.
    fn explain_unknown_kind(&self, error: Error) -> Error {
        if visible_panes().iter().any(|pane| pane.name() == self.kind) {
            return error.with_hint(format!("{0} is a pane: gloact {0}", self.kind));
        }
        if error.hint.is_some() {
            return error;
        }
        let kinds: Vec<&str> = KindId::ALL.iter().map(|kind| kind.name()).collect();
        error.with_hint(format!("known: {}", kinds.join(", ")))
    }
}
