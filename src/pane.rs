//! The panes of the dashboard and what they have in common.

mod detail_view;
mod filtered_list;
mod list_detail_split;
mod list_pane;
mod map;
mod matrix;
mod narration;
mod overview;
mod page_pane;
mod page_position;
mod phases;
mod timeline;

use crate::command::{Action, Command};
use crate::detail::{Detail, ViewContent};
use crate::error::{Error, Result};
use crate::model::{KindId, RecordPath};
use crate::query::filter::Filter;
use crate::query::lists::{countries, documents, sources};
use crate::query::{self, ListDef, ListRows, QueryContext, SortOrder, Table};
use crate::store::RecordRef;
use crate::ui::header::HeaderChip;
use crate::ui::{Glyphs, RenderOutput, Theme};
use filtered_list::FilteredList;
pub use list_detail_split::{ListDetailSplit, MIN_SPLIT_WIDTH};
use list_pane::ListPane;
pub use page_pane::NOT_FILTERABLE;
use page_pane::PagePane;
pub use page_position::PagePosition;
use ratatui::prelude::{Buffer, Rect};

/// Everything that a pane needs to handle an action or to draw itself.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    pub query: QueryContext<'a>,
    /// Area of the pane.
    pub area: Rect,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

/// The fixed properties of a pane.
#[derive(Clone, Copy)]
pub struct PaneDefinition {
    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    pub name: &'static str,
    pub description: &'static str,
    /// The record kinds that links open in this pane.
    pub home_kinds: &'static [KindId],
    /// Commands that only this pane has.
    pub commands: &'static [Command],
    pub can_filter: bool,
}

/// The list behind a pane, as other modules read it.
pub struct ListState<'a> {
    pub list: &'static ListDef,
    pub filter: &'a Filter,
    /// Includes rows that are hidden by default.
    pub shows_all: bool,
    pub rows: &'a [RecordRef],
    /// Shows rows under columns, which can be sorted, hidden and shown.
    pub has_columns: bool,
    pub sort: Option<SortOrder>,
    /// Keys of the columns that the user chose; empty for the default ones.
    pub columns: &'a [&'static str],
    /// Rows marked for copying.
    pub marked: &'a [RecordRef],
    /// Index of the selected row.
    pub selected: Option<usize>,
}

impl ListState<'_> {
    /// Returns rows of the list under the chosen columns.
    pub fn list_rows<'a>(&self, ctx: RenderContext<'a>, rows: &'a [RecordRef]) -> ListRows<'a> {
        let list_rows = self.list.list_rows(ctx.query, rows);
        if self.columns.is_empty() {
            list_rows
        } else {
            list_rows.with_columns(self.list, self.columns)
        }
    }
}

/// A pane: handles actions, draws itself and describes itself as rows, sentences and script.
pub trait Pane {
    /// Returns the fixed properties.
    fn info(&self) -> PaneDefinition;

    /// Returns the name.
    fn name(&self) -> &'static str {
        self.info().name
    }

    /// Restores the initial state.
    fn reset(&mut self, ctx: RenderContext);

    /// Handles an action. Returns a message to show, if there is one.
    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>>;

    /// Draws the pane without changing its state.
    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput;

    /// Returns a script that restores the current state.
    fn script(&self, ctx: RenderContext) -> String;

    /// Returns the path of the focused link.
    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath>;

    /// Returns the path of the focused value, which `w` explains.
    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath>;

    /// Returns whether Tab moves from link to link instead of to the next pane.
    fn tab_cycles_links(&self) -> bool {
        false
    }

    /// Returns the list whose rows the pane shows.
    fn list(&self) -> &FilteredList;

    /// Returns the content as rows, for export.
    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        self.list().list_rows(ctx).into_table()
    }

    /// Returns the content independently of the size of the screen, for slides.
    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        ViewContent::Rows(self.table(ctx), Vec::new())
    }

    /// Returns the paths of the visible records, whose sources a handout cites.
    fn cited_records(&self, ctx: RenderContext) -> Vec<RecordPath> {
        let data = ctx.query.data;
        if self.tab_cycles_links()
            && let Some(row) = self.focused_path(ctx).and_then(|path| data.record_at(&path))
        {
            return vec![data.path(row)];
        }
        let rows = self.list_state().map(|state| state.rows).unwrap_or_default();
        rows.iter().map(|row| data.path(*row)).collect()
    }

    /// Draws the content if it is a picture. Returns whether it was drawn.
    fn draw_picture(&self, _: RenderContext, _: &mut Buffer) -> bool {
        false
    }

    /// Returns the content in sentences, for line mode: the open detail, else all rows.
    fn describe(&self, ctx: RenderContext) -> Detail {
        if let ViewContent::Record(detail) = self.content(ctx) {
            return detail;
        }
        let heading = narration::heading(self.name(), &self.summary(ctx));
        let mut detail = Detail { heading, ..Detail::default() };
        self.describe_rows(ctx, &mut detail);
        detail
    }

    /// Adds a sentence for each row.
    fn describe_rows(&self, ctx: RenderContext, detail: &mut Detail) {
        narration::narrate_rows(detail, ctx, &self.table(ctx));
    }

    /// Returns the filter as the user would type it.
    fn filter_text(&self) -> String {
        self.list().filter.to_text()
    }

    /// Returns the settings of the pane and the conditions of its filter.
    fn chips(&self, ctx: RenderContext) -> Vec<HeaderChip> {
        self.list().chips(ctx)
    }

    /// Returns the state of the list; `None` if it cannot be filtered.
    fn list_state(&self) -> Option<ListState<'_>> {
        Some(self.list().state())
    }

    /// Returns the content in one sentence.
    fn summary(&self, ctx: RenderContext) -> String {
        self.list().summary(ctx)
    }
}

/// Returns the error for an action that a pane does not support.
fn unsupported(action: &Action) -> Error {
    match action {
        Action::ToggleMark => Error::usage("only the rows of a list can be marked for copying"),
        _ => Error::usage("not available in this pane"),
    }
}

/// Returns the panes in the order of the tab bar.
pub fn all() -> Vec<Box<dyn Pane>> {
    let overview = PagePane::new(
        "overview",
        "The programme at a glance",
        overview::layout,
        overview::narrate,
        &query::lists::overview::LIST,
    );
    let phases = PagePane::new(
        "phases",
        "The phases: years, budgets, donors, countries, results",
        phases::layout,
        phases::narrate,
        &query::lists::phases::LIST,
    );
    let countries = ListPane::new(
        "countries",
        "Countries: phases, agencies, activities, events",
        &countries::LIST,
    );
    let documents =
        ListPane::new("documents", "Publications, legal instruments, contacts", &documents::LIST);
    let sources =
        ListPane::new("sources", "Contradictions between sources, and all claims", &sources::LIST)
            .with_summary_suffix(sources::contradiction_count)
            .with_hidden_rows(sources::hidden_claims);
    vec![
        Box::new(overview.without_filter()),
        Box::new(phases.with_commands(phases::COMMANDS)),
        Box::new(matrix::MatrixPane::new()),
        Box::new(countries),
        Box::new(timeline::TimelinePane::new()),
        Box::new(documents),
        Box::new(sources),
        Box::new(map::MapPane::new()),
    ]
}
