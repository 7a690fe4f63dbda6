//! The panes in order. Each is one file that says what it shows; what it is asked for comes as an [`Action`].

mod list;
mod map;
mod matrix;
mod narration;
mod overview;
mod page;
mod phases;
mod scroll_state;
mod split;
mod timeline;

use crate::command::{Action, Command};
use crate::detail::{Detail, ViewContent};
use crate::error::Result;
use crate::model::RecordPath;
use crate::query::filter::Filter;
use crate::query::lists::{countries, documents, sources};
use crate::query::{self, ListDef, QueryContext, RowSet, SortOrder, Table};
use crate::store::RecordRef;
use crate::ui::RenderOutput;
use crate::ui::header::Chip;
use crate::ui::theme::{Glyphs, Theme};
use list::ListPane;
pub use page::NOT_FILTERABLE;
use page::PagePane;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
pub use scroll_state::ScrollState;
pub use split::MIN_SPLIT_WIDTH;

/// What a pane is shown in: the data and the day, the room it has, how things look.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// What is asked.
    pub query: QueryContext<'a>,
    /// The room of the pane.
    pub area: Rect,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// What a pane is called and what is its own.
#[derive(Clone, Copy)]
pub struct PaneInfo {
    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    pub name: &'static str,
    /// What it shows, in one line.
    pub description: &'static str,
    /// The kinds of record that have their home here.
    pub home_kinds: &'static [&'static str],
    /// Commands of its own.
    pub commands: &'static [Command],
    /// Whether it shows less when it is filtered; one that always shows the whole has no filter.
    pub can_filter: bool,
}

/// What a pane asks of a list, and what it shows of it.
pub struct ListState<'a> {
    /// The list.
    pub list: &'static ListDef,
    /// Its filter.
    pub filter: &'a Filter,
    /// Whether rows are among it that are usually left out.
    pub shows_all: bool,
    /// The rows in order.
    pub rows: &'a [RecordRef],
    /// Whether it shows them under columns, which can be sorted by, hidden and shown.
    pub has_columns: bool,
    /// How they are sorted.
    pub sort: Option<SortOrder>,
    /// The columns that were asked for by their keys; none for the usual ones.
    pub columns: &'a [&'static str],
    /// Rows that are marked.
    pub marked: &'a [RecordRef],
    /// The index of the selected row.
    pub selected: Option<usize>,
}

impl<'a> ListState<'a> {
    /// What a pane asks that shows its rows in a form of its own, not under columns.
    fn without_columns(
        list: &'static ListDef,
        filter: &'a Filter,
        rows: &'a [RecordRef],
    ) -> ListState<'a> {
        ListState {
            list,
            filter,
            shows_all: false,
            rows,
            has_columns: false,
            sort: None,
            columns: &[],
            marked: &[],
            selected: None,
        }
    }

    /// Rows of the list under the columns that were asked for.
    pub fn row_set<'b>(&self, ctx: RenderContext<'b>, rows: &'b [RecordRef]) -> RowSet<'b> {
        let all = self.list.row_set(ctx.query, rows);
        if self.columns.is_empty() { all } else { all.with_columns(self.list, self.columns) }
    }
}

/// A pane.
pub trait Pane {
    /// What it is called and what is its own.
    fn info(&self) -> PaneInfo;

    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    fn name(&self) -> &'static str {
        self.info().name
    }

    /// Back to how it was at the start.
    fn reset(&mut self, ctx: RenderContext);

    /// Does what is wished, or says why not.
    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>>;

    /// Draws; changes nothing.
    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput;

    /// The script that leads back here.
    fn script(&self, ctx: RenderContext) -> String;

    /// Where the focused link leads; none when no link is focused.
    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath>;

    /// The place of the value where one is: what `w` tells the story of.
    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath>;

    /// Whether Tab walks from link to link here, and not from pane to pane.
    fn tab_cycles_links(&self) -> bool {
        false
    }

    /// The same content as rows, for whoever reads without a screen.
    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a>;

    /// What it says, to be laid out at any size.
    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        ViewContent::Rows(self.table(ctx), Vec::new())
    }

    /// The records that it shows: what stands behind a slide of it.
    fn cited_records(&self, ctx: RenderContext) -> Vec<RecordPath> {
        let record = self
            .focused_path(ctx)
            .filter(|_| self.tab_cycles_links())
            .and_then(|place| ctx.query.data.record_at(&place));
        let rows = match record {
            Some(row) => vec![row],
            None => self.list_state().map(|asked| asked.rows.to_vec()).unwrap_or_default(),
        };
        rows.into_iter().map(|row| ctx.query.data.path(row)).collect()
    }

    /// Draws what is a picture of its content, and nothing else; gives back whether there was room for it.
    fn draw_picture(&self, _: RenderContext, _: &mut Buffer) -> bool {
        false
    }

    /// The same in sentences, for whoever reads it line by line: what is open, else what the pane shows.
    fn describe(&self, ctx: RenderContext) -> Detail {
        if let ViewContent::Record(detail) = self.content(ctx) {
            return detail;
        }
        let mut detail = Detail {
            heading: narration::heading(self.name(), &self.summary(ctx)),
            ..Detail::default()
        };
        self.describe_rows(ctx, &mut detail);
        detail
    }

    /// Tells what the pane shows while nothing is open: a line for each row.
    fn describe_rows(&self, ctx: RenderContext, detail: &mut Detail) {
        narration::narrate_rows(detail, ctx, &self.table(ctx));
    }

    /// The text of the filter as it would be typed again.
    fn filter_text(&self) -> String;

    /// How the pane is set, and the conditions of its filter.
    fn chips(&self, ctx: RenderContext) -> Vec<Chip>;

    /// What the pane asks of which list, where it shows one.
    fn list_state(&self) -> Option<ListState<'_>> {
        None
    }

    /// What is shown, as a sentence.
    fn summary(&self, ctx: RenderContext) -> String;
}

/// The panes in the order of the bar.
pub fn all() -> Vec<Box<dyn Pane>> {
    vec![
        Box::new(
            PagePane::new(
                "overview",
                "The programme at a glance",
                overview::layout,
                &query::lists::overview::LIST,
            )
            .without_filter()
            .with_narration(overview::narrate),
        ),
        Box::new(
            PagePane::new(
                "phases",
                "The phases: years, budgets, donors, countries, results",
                phases::layout,
                &query::lists::phases::LIST,
            )
            .with_narration(phases::narrate),
        ),
        Box::new(matrix::MatrixPane::default()),
        Box::new(ListPane::new(
            "countries",
            "Countries: phases, agencies, activities, events",
            &countries::LIST,
        )),
        Box::new(timeline::TimelinePane::new()),
        Box::new(ListPane::new(
            "documents",
            "Publications, legal instruments, contacts",
            &documents::LIST,
        )),
        Box::new(ListPane::new(
            "sources",
            "Who says what, and where they disagree",
            &sources::LIST,
        )),
        Box::new(map::MapPane::default()),
    ]
}
