//! A pane of the dashboard: what all panes have in common.

mod all_panes;
mod current_list;
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
mod pane_context;
mod pane_definition;
mod phases;
mod timeline;

use crate::command::Action;
use crate::detail::{Detail, PaneContent};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::query::Table;
use crate::ui::RenderOutput;
use crate::ui::breadcrumb::HeaderChip;
pub use all_panes::all;
pub use current_list::CurrentList;
use filtered_list::FilteredList;
pub use list_detail_split::{ListDetailSplit, MIN_SPLIT_WIDTH};
pub use page_pane::NOT_FILTERABLE;
pub use page_position::{PagePosition, search_direction};
pub use pane_context::PaneContext;
pub use pane_definition::PaneDefinition;
use ratatui::prelude::Buffer;

/// A pane: handles actions, draws itself and describes itself as rows, sentences and script.
pub trait Pane {
    /// Returns the fixed properties.
    fn info(&self) -> PaneDefinition;

    /// Returns the name.
    fn name(&self) -> &'static str {
        self.info().name
    }

    /// Restores the initial state.
    fn reset(&mut self, ctx: PaneContext);

    /// Handles an action. Returns a message to show, if there is one.
    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>>;

    /// Draws the pane without changing its state.
    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput;

    /// Returns a script that restores the current state.
    fn script(&self, ctx: PaneContext) -> String;

    /// Returns the path of the focused link.
    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath>;

    /// Returns the path of the focused value, which `w` explains.
    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath>;

    /// Returns whether Tab moves from link to link instead of to the next pane.
    fn tab_cycles_links(&self) -> bool {
        false
    }

    /// Returns the list whose rows the pane shows.
    fn list(&self) -> &FilteredList;

    /// Returns the content as rows, for export.
    fn table<'a>(&'a self, ctx: PaneContext<'a>) -> Table<'a> {
        self.list().list_rows(ctx).into_table()
    }

    /// Returns the content independently of the size of the screen, for slides.
    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        PaneContent::Rows(self.table(ctx), Vec::new())
    }

    /// Returns the paths of the visible records, whose sources a handout cites.
    fn cited_records(&self, ctx: PaneContext) -> Vec<RecordPath> {
        let data = ctx.query.data;
        if self.tab_cycles_links()
            && let Some(row) = self.focused_path(ctx).and_then(|path| data.record_at(&path))
        {
            return vec![data.path(row)];
        }
        let rows = self.current_list().map(|state| state.rows).unwrap_or_default();
        rows.iter().map(|row| data.path(*row)).collect()
    }

    /// Draws the content if it is a picture. Returns whether it was drawn.
    fn draw_picture(&self, _: PaneContext, _: &mut Buffer) -> bool {
        false
    }

    /// Returns the content in sentences, for line mode: the open detail, else all rows.
    fn describe(&self, ctx: PaneContext) -> Detail {
        if let PaneContent::Record(detail) = self.content(ctx) {
            return detail;
        }
        let heading = narration::heading(self.name(), &self.summary(ctx));
        let mut detail = Detail { heading, ..Detail::default() };
        self.describe_rows(ctx, &mut detail);
        detail
    }

    /// Adds a sentence for each row.
    fn describe_rows(&self, ctx: PaneContext, detail: &mut Detail) {
        narration::narrate_rows(detail, ctx, &self.table(ctx));
    }

    /// Returns the filter as the user would type it.
    fn filter_text(&self) -> String {
        self.list().filter.to_text()
    }

    /// Returns a sentence about the filter where it does not do what a reader expects.
    fn filter_notice(&self) -> Option<String> {
        None
    }

    /// Returns the settings of the pane and the conditions of its filter.
    fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        self.list().chips(ctx)
    }

    /// Returns the state of the list; `None` if it cannot be filtered.
    fn current_list(&self) -> Option<CurrentList<'_>> {
        Some(self.list().state())
    }

    /// Returns the content in one sentence.
    fn summary(&self, ctx: PaneContext) -> String {
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
