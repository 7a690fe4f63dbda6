//! A pane that shows a table and the detail of the selected row.

mod nearest_to_today;

use super::detail_view::DetailView;
use super::filtered_list::FilteredList;
use super::list_detail_split::{ListDetailSplit, MAX_ALONE_WIDTH, MIN_DETAIL_CELLS};
use super::{CurrentList, Pane, PaneContext, PaneDefinition, narration, unsupported};
use crate::command::{Action, Motion};
use crate::detail::{Detail, PaneContent, TextFragment};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::query::filter_suggestions::{hidden_rows_hint, suggest_value};
use crate::query::{ListDef, QueryContext};
use crate::store::RecordRef;
use crate::suggest::did_you_mean;
use crate::ui::detail_layout::layout_on_screen;
use crate::ui::rich_text::RichText;
use crate::ui::text_wrapping::wrap;
use crate::ui::{RenderOutput, StyleRole, print_clipped, table};
use ratatui::prelude::{Buffer, Rect};

/// A table with the detail of its selected row: beside it, or in its place on a narrow screen.
pub struct ListPane {
    name: &'static str,
    description: &'static str,
    summary_suffix: Option<fn(&QueryContext) -> String>,
    hidden_rows: Option<fn(&QueryContext) -> Option<String>>,
    list: FilteredList,
    selected: usize,
    /// Index of the first visible row.
    top: usize,
    detail: DetailView,
}

impl ListPane {
    /// Creates the pane of this name for a list.
    pub fn new(name: &'static str, description: &'static str, list: &'static ListDef) -> ListPane {
        ListPane {
            name,
            description,
            summary_suffix: None,
            hidden_rows: None,
            list: FilteredList::new(list),
            selected: 0,
            top: 0,
            detail: DetailView::default(),
        }
    }

    /// Adds words that the summary shows after the number of rows.
    pub fn with_summary_suffix(mut self, suffix: fn(&QueryContext) -> String) -> ListPane {
        self.summary_suffix = Some(suffix);
        self
    }

    /// Adds a line after the last row that describes the rows that are hidden by default. It is
    /// shown while they are hidden and no filter is set.
    pub fn with_hidden_rows(
        mut self,
        description: fn(&QueryContext) -> Option<String>,
    ) -> ListPane {
        self.hidden_rows = Some(description);
        self
    }

    fn describe_hidden_rows(&self, ctx: PaneContext) -> Option<String> {
        let is_shown = !self.list.is_filtered() && !self.list.shows_all;
        self.hidden_rows.filter(|_| is_shown).and_then(|describe| describe(&ctx.query))
    }

    /// Returns a number that changes with the rows.
    pub fn generation(&self) -> u64 {
        self.list.generation
    }

    /// Returns the matching rows in order.
    pub fn rows(&self) -> &[RecordRef] {
        &self.list.rows
    }

    /// Returns the index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Returns whether the detail is open.
    pub fn is_detail_open(&self) -> bool {
        self.detail.is_open()
    }

    /// Selects a row by its index and scrolls to it.
    pub fn select(&mut self, ctx: PaneContext, index: usize) {
        self.selected = index.min(self.rows().len().saturating_sub(1));
        let has_closing_line = self.describe_hidden_rows(ctx).is_some();
        let (height, count) = (ctx.area.height, self.rows().len());
        self.top =
            table::first_visible_row(self.top, self.selected, height, count, has_closing_line);
    }

    fn selected_row(&self) -> Option<RecordRef> {
        self.rows().get(self.selected).copied()
    }

    /// Changes the list and keeps the selected row if it is still listed.
    fn change_list(
        &mut self,
        ctx: PaneContext,
        change: impl FnOnce(&mut FilteredList) -> Result<()>,
    ) -> Result<()> {
        let selected = self.selected_row();
        change(&mut self.list)?;
        let index = selected.and_then(|row| self.list.index_of(row)).unwrap_or(0);
        self.select(ctx, index);
        if self.rows().is_empty() {
            self.detail.close();
        }
        Ok(())
    }

    fn selected_detail(&self, ctx: PaneContext) -> Option<Detail> {
        Some(Detail::for_record(&ctx.query, self.selected_row()?))
    }

    /// Divides the area by the values of all rows, so that a filter moves nothing. An open detail
    /// has at least the usual room.
    fn split(&self, ctx: PaneContext) -> ListDetailSplit {
        if self.detail.covers_list(ctx.area.width) {
            return ListDetailSplit::whole(ctx.area);
        }
        let all = ctx.query.list_column_cache(self.list.list, self.list.shows_all);
        let rows = self.list.state().list_rows(ctx, &all.rows);
        let widths = (MAX_ALONE_WIDTH, ctx.area.width);
        let hidden_rows = self.hidden_rows.and_then(|describe| describe(&ctx.query));
        let closing_line = hidden_rows.map(|text| closing_line(&text));
        let line = closing_line.as_deref();
        let list = table::width_beside_detail(&rows, widths, MIN_DETAIL_CELLS, line);
        let fitting = ListDetailSplit::with_list(ctx.area, list);
        let usual = ListDetailSplit::new(ctx.area);
        let is_cramped = fitting.detail.width < usual.detail.width;
        if self.detail.is_open() && is_cramped { usual } else { fitting }
    }

    fn detail_text(&self, ctx: PaneContext) -> Option<RichText> {
        Some(layout_on_screen(&self.selected_detail(ctx)?, self.split(ctx).detail.width))
    }

    /// Opens a record of the list; filters that hide it are removed.
    fn open_record(&mut self, ctx: PaneContext, path: &str) -> Result<()> {
        let mut index = None;
        self.change_list(ctx, |list| {
            index = list.reveal(path, ctx)?;
            Ok(())
        })?;
        let index = index.ok_or_else(|| Error::usage(format!("{path} is not in {}", self.name)))?;
        self.select(ctx, index);
        self.detail.open();
        Ok(())
    }

    fn open_selected(&mut self) -> Result<()> {
        if self.rows().is_empty() {
            return Err(Error::usage("there is no row to open"));
        }
        self.detail.open();
        Ok(())
    }

    fn move_selection(&mut self, ctx: PaneContext, motion: Motion) -> Result<()> {
        let page = table::visible_rows(ctx.area.height).max(1);
        let index = match motion {
            Motion::Up => self.selected.saturating_sub(1),
            Motion::Down => self.selected + 1,
            Motion::PageUp => self.selected.saturating_sub(page),
            Motion::PageDown => self.selected + page,
            Motion::HalfUp => self.selected.saturating_sub(page / 2),
            Motion::HalfDown => self.selected + page / 2,
            Motion::First => 0,
            Motion::Last => self.rows().len().saturating_sub(1),
            Motion::Right => return self.open_selected(),
            Motion::Left => return Ok(()),
        };
        self.select(ctx, index);
        Ok(())
    }

    /// Explains why the table is empty and what would help.
    fn draw_empty_message(&self, ctx: PaneContext, area: Rect, buf: &mut Buffer) {
        let FilteredList { list, filter, total, shows_all, .. } = &self.list;
        let reason = if filter.terms.is_empty() {
            format!("there are no {}", list.singular_plural.1)
        } else {
            format!("0 of {total} match {}; x removes the last condition", filter.to_text())
        };
        let hidden = hidden_rows_hint(list, &ctx.query, filter, "a").filter(|_| !shows_all);
        let help = if let Some(hidden) = hidden.filter(|_| !filter.terms.is_empty()) {
            Some((hidden, StyleRole::Text))
        } else if let Some(value) = suggest_value(list, &ctx.query, *shows_all, filter) {
            Some((did_you_mean(&value), StyleRole::Text))
        } else {
            let general = || list.all_description.filter(|_| !shows_all).map(Into::into);
            let hidden = self.describe_hidden_rows(ctx).or_else(general);
            hidden.map(|hidden: String| (closing_line(&hidden), StyleRole::Dim))
        };
        let mut y = area.y + 1;
        for (text, role) in [Some((reason, StyleRole::Text)), help].into_iter().flatten() {
            let columns = area.width.saturating_sub(4);
            for line in wrap(&text, columns, columns) {
                print_clipped(buf, area.x + 3, y, columns, &line, ctx.theme.style(role));
                y += 1;
            }
        }
    }
}

/// Returns the line after the last row that tells of rows that are hidden by default.
fn closing_line(hidden_rows: &str) -> String {
    format!("a includes {hidden_rows}")
}

impl Pane for ListPane {
    fn info(&self) -> PaneDefinition {
        PaneDefinition {
            name: self.name,
            description: self.description,
            home_kinds: self.list.list.kinds,
            commands: &[],
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: PaneContext) {
        *self = ListPane {
            summary_suffix: self.summary_suffix,
            hidden_rows: self.hidden_rows,
            ..ListPane::new(self.name, self.description, self.list.list)
        };
        self.list.requery(ctx);
    }

    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        let mut detail = self.detail;
        if detail.handle(action, ctx.area.height as usize, || self.detail_text(ctx))? {
            self.detail = detail;
            return Ok(None);
        }
        let not_listed = |path: &str| Error::usage(format!("{path} is not in the list"));
        match action {
            Action::Move(motion) => self.move_selection(ctx, *motion)?,
            Action::Enter => self.open_selected()?,
            Action::Filter(text) => {
                self.change_list(ctx, |list| list.set_filter(text, ctx))?;
                self.detail.close();
            }
            Action::ToggleAll => self.change_list(ctx, |list| list.toggle_all(ctx))?,
            Action::Sort(text) => self.change_list(ctx, |list| list.set_sort(text, ctx))?,
            Action::Columns(keys) => self.list.set_columns(keys)?,
            Action::ToggleMark => {
                let row =
                    self.selected_row().ok_or_else(|| Error::usage("there is no row to mark"))?;
                self.list.toggle_mark(row);
                self.move_selection(ctx, Motion::Down)?;
            }
            Action::SetMarks(paths) => return Ok(self.list.set_marks(paths, ctx)),
            Action::Go(path) => self.open_record(ctx, path)?,
            Action::Select(path) => {
                let index = self.list.index_of_path(path, ctx)?.ok_or_else(|| not_listed(path))?;
                self.select(ctx, index);
            }
            Action::ShowAtTop(path) => {
                self.top = self.list.index_of_path(path, ctx)?.ok_or_else(|| not_listed(path))?;
            }
            Action::GoToToday => return self.select_nearest_to_today(ctx).map(Some),
            other => return Err(unsupported(other)),
        }
        Ok(None)
    }

    fn describe_rows(&self, ctx: PaneContext, detail: &mut Detail) {
        narration::narrate_rows(detail, ctx, &self.table(ctx));
        if let Some(text) = self.describe_hidden_rows(ctx) {
            detail.push_item(vec![TextFragment::plain(format!("\"all\" includes {text}"))]);
        }
    }

    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput {
        let split = self.split(ctx);
        let mut output = RenderOutput::default();
        if split.is_side_by_side() || !self.detail.is_open() {
            // an empty list tells it in its message
            let hidden_rows = self.describe_hidden_rows(ctx).filter(|_| !self.rows().is_empty());
            let closing_line = hidden_rows.map(|text| closing_line(&text));
            let view = table::TableView {
                rows: &self.list.list_rows(ctx),
                selected: self.selected,
                top: self.top,
                is_focused: !self.detail.is_open(),
                has_detail: split.is_side_by_side(),
                marked: &self.list.marked,
                closing_line: closing_line.as_deref(),
                theme: ctx.theme,
                glyphs: ctx.glyphs,
            };
            // a list that is not yet wide enough for a detail beside it does not grow
            let columns = split.list.width.min(MAX_ALONE_WIDTH);
            let list_area = if split.is_side_by_side() {
                split.list
            } else {
                Rect { width: columns, ..split.list }
            };
            output = table::draw(&view, list_area, buf);
            if self.rows().is_empty() {
                self.draw_empty_message(ctx, split.list, buf);
            }
        }
        let detail = self.selected_detail(ctx).unwrap_or_default();
        self.detail.draw(ctx, split, detail, &mut output, buf);
        output
    }

    fn script(&self, ctx: PaneContext) -> String {
        let data = ctx.query.data;
        let mut steps = vec![format!("go {}", self.name)];
        steps.extend(self.list.script_steps(ctx));
        if let Some(row) = self.selected_row()
            && (self.selected > 0 || self.list.sort.is_some())
        {
            steps.push(format!("select {}", data.path(row)));
        }
        if let Some(row) = self.rows().get(self.top)
            && self.top > 0
        {
            steps.push(format!("top {}", data.path(*row)));
        }
        steps.extend(self.detail.script_steps());
        steps.join("; ")
    }

    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath> {
        self.detail.focused_link(|| self.detail_text(ctx))
    }

    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath> {
        let focused = self.detail.focused_path(|| self.detail_text(ctx));
        focused.or_else(|| Some(ctx.query.data.path(self.selected_row()?)))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail.is_open()
    }

    fn list(&self) -> &FilteredList {
        &self.list
    }

    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        if self.detail.is_open()
            && let Some(detail) = self.selected_detail(ctx)
        {
            return PaneContent::Record(detail);
        }
        PaneContent::Rows(self.table(ctx), Vec::new())
    }

    fn current_list(&self) -> Option<CurrentList<'_>> {
        let selected = if self.rows().is_empty() { None } else { Some(self.selected) };
        Some(CurrentList { has_columns: true, selected, ..self.list.state() })
    }

    fn summary(&self, ctx: PaneContext) -> String {
        match self.summary_suffix.filter(|_| !self.list.is_filtered()) {
            Some(suffix) => format!("{} · {}", self.list.count_text(), suffix(&ctx.query)),
            None => self.list.summary(ctx),
        }
    }
}
