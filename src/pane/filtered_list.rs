//! The list behind a pane: filter, sort order, columns, marked rows and the matching rows.

use super::{CurrentList, PaneContext};
use crate::error::{Error, Result};
use crate::query::filter::Filter;
use crate::query::{ListDef, RowsUnderColumns, SortOrder};
use crate::store::RecordRef;
use crate::ui::breadcrumb::HeaderChip;

/// A list with its filter, and the rows that match it.
pub struct FilteredList {
    pub list: &'static ListDef,
    pub filter: Filter,
    pub sort: Option<SortOrder>,
    /// Includes rows that are hidden by default.
    pub shows_all: bool,
    /// Columns that the user chose; empty for the default ones.
    columns: Vec<&'static str>,
    /// Rows marked for copying, whether or not the filter matches them.
    pub marked: Vec<RecordRef>,
    /// The matching rows in order.
    pub rows: Vec<RecordRef>,
    /// Number of rows without the filter.
    pub total: usize,
    /// Number of queries so far: while it stays the same, so do the rows.
    pub generation: u64,
}

impl FilteredList {
    /// Creates an empty list; `requery` fills it.
    pub fn new(list: &'static ListDef) -> FilteredList {
        FilteredList {
            list,
            filter: Filter::default(),
            sort: None,
            shows_all: false,
            columns: Vec::new(),
            marked: Vec::new(),
            rows: Vec::new(),
            total: 0,
            generation: 0,
        }
    }

    /// Finds the matching rows.
    pub fn requery(&mut self, ctx: PaneContext) {
        self.generation += 1;
        self.total = ctx.query.list_column_cache(self.list, self.shows_all).rows.len();
        self.rows = self.list.matching_rows(&ctx.query, self.shows_all, &self.filter, self.sort);
    }

    /// Parses and applies a filter.
    pub fn set_filter(&mut self, text: &str, ctx: PaneContext) -> Result<()> {
        self.filter = Filter::parse(text, self.list)?;
        self.requery(ctx);
        Ok(())
    }

    /// Parses and applies a sort order.
    pub fn set_sort(&mut self, text: &str, ctx: PaneContext) -> Result<()> {
        self.sort = SortOrder::parse(text, self.list)?;
        self.requery(ctx);
        Ok(())
    }

    /// Includes the rows that are hidden by default, or hides them again.
    pub fn toggle_all(&mut self, ctx: PaneContext) -> Result<()> {
        if self.list.all_description.is_none() {
            return Err(Error::usage("all rows are shown"));
        }
        self.shows_all = !self.shows_all;
        self.requery(ctx);
        Ok(())
    }

    /// Shows the columns of these keys; no key shows the default ones.
    pub fn set_columns(&mut self, keys: &str) -> Result<()> {
        self.columns = self.list.parse_keys(keys)?;
        Ok(())
    }

    /// Marks a row for copying, or removes its mark.
    pub fn toggle_mark(&mut self, row: RecordRef) {
        match self.marked.iter().position(|marked| *marked == row) {
            Some(index) => {
                self.marked.remove(index);
            }
            None => self.marked.push(row),
        }
    }

    /// Marks the records of these paths. Returns a message if some of them no longer exist.
    pub fn set_marks(&mut self, paths: &str, ctx: PaneContext) -> Option<String> {
        let data = ctx.query.data;
        let paths: Vec<&str> = paths.split_whitespace().collect();
        self.marked = paths
            .iter()
            .filter_map(|path| data.record_at(&data.resolve_path(path).ok()?))
            .collect();
        let missing = paths.len() - self.marked.len();
        (missing > 0).then(|| format!("{missing} of {} marked rows no longer exist", paths.len()))
    }

    /// Returns the index of a record among the rows.
    pub fn index_of(&self, row: RecordRef) -> Option<usize> {
        self.rows.iter().position(|other| *other == row)
    }

    /// Returns the index of the record at a path among the rows.
    pub fn index_of_path(&self, path: &str, ctx: PaneContext) -> Result<Option<usize>> {
        let path = ctx.query.data.resolve_path(path)?;
        Ok(ctx.query.data.record_at(&path).and_then(|row| self.index_of(row)))
    }

    /// Widens filter and list until they include a record. Returns its index.
    pub fn reveal(&mut self, path: &str, ctx: PaneContext) -> Result<Option<usize>> {
        let mut wider = Vec::new();
        if self.is_filtered() {
            wider.push((Filter::default(), self.shows_all));
        }
        if self.list.all_description.is_some() {
            wider.push((self.filter.clone(), true));
            wider.push((Filter::default(), true));
        }
        for (filter, shows_all) in wider {
            if self.index_of_path(path, ctx)?.is_some() {
                break;
            }
            self.filter = filter;
            self.shows_all = shows_all;
            self.requery(ctx);
        }
        self.index_of_path(path, ctx)
    }

    /// Returns whether a filter is set.
    pub fn is_filtered(&self) -> bool {
        !self.filter.terms.is_empty()
    }

    /// Returns the rows under the chosen columns.
    pub fn list_rows<'a>(&'a self, ctx: PaneContext<'a>) -> RowsUnderColumns<'a> {
        self.state().list_rows(ctx, &self.rows)
    }

    /// Returns the state as other modules read it, for a pane that does not show columns.
    pub fn state(&self) -> CurrentList<'_> {
        CurrentList {
            list: self.list,
            filter: &self.filter,
            shows_all: self.shows_all,
            rows: &self.rows,
            has_columns: false,
            sort: self.sort,
            columns: &self.columns,
            marked: &self.marked,
            selected: None,
        }
    }

    /// Returns the steps of a script that restore the list.
    pub fn script_steps(&self, ctx: PaneContext) -> Vec<String> {
        let mut steps = Vec::new();
        if self.shows_all {
            steps.push("all".to_string());
        }
        if self.is_filtered() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        if let Some(sort) = self.sort {
            let direction = if sort.descending { " down" } else { "" };
            steps.push(format!("sort {}{direction}", self.list.column_at(sort.column).key));
        }
        if !self.columns.is_empty() {
            steps.push(format!("columns {}", self.columns.join(",")));
        }
        if !self.marked.is_empty() {
            let paths: Vec<String> =
                self.marked.iter().map(|row| ctx.query.data.path(*row).to_string()).collect();
            steps.push(format!("marks {}", paths.join(" ")));
        }
        steps
    }

    /// Returns chips for the settings of the list and for each condition of the filter.
    pub fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        let mut chips = Vec::new();
        if let Some(description) = self.list.all_description.filter(|_| self.shows_all) {
            chips.push(HeaderChip::Setting(description.to_string()));
        }
        if let Some(sort) = self.sort {
            let direction = if sort.descending { ", descending" } else { "" };
            let key = self.list.column_at(sort.column).key;
            chips.push(HeaderChip::Setting(format!("by {key}{direction}")));
        }
        for term in &self.filter.terms {
            chips.push(HeaderChip::Condition(
                term.chip_label(self.list, &ctx.query, &self.rows),
                term.record_path(self.list, &ctx.query),
            ));
        }
        chips
    }

    /// Returns the number of rows in words, e.g. "5 of 17 countries, 2 marked".
    pub fn count_text(&self) -> String {
        let all = self.list.all_singular_plural.filter(|_| self.shows_all);
        let (singular, plural) = all.unwrap_or(self.list.singular_plural);
        let noun = if self.total == 1 { singular } else { plural };
        let mut text = format!("{} {noun}{}", self.total, self.list.count_suffix);
        if self.is_filtered() {
            text.insert_str(0, &format!("{} of ", self.rows.len()));
        }
        if !self.marked.is_empty() {
            text.push_str(&format!(", {} marked", self.marked.len()));
        }
        text
    }

    /// Returns the number of rows and the filter in words.
    pub fn summary(&self, ctx: PaneContext) -> String {
        if !self.is_filtered() {
            return self.count_text();
        }
        let filter = self.filter.describe(self.list, &ctx.query, &self.rows);
        format!("{}: {filter}", self.count_text())
    }
}
