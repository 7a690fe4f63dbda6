//! A pane that is a list with the detail of the selected row: beside it from 100 columns, in its place below that.

use super::scroll_state::ScrollState;
use super::{ListState, Pane, PaneInfo, RenderContext, split};
use crate::command::{Action, Motion};
use crate::detail::{Detail, ViewContent};
use crate::error::{Error, Result};
use crate::model::{RecordPath, edtf};
use crate::query::facets::suggest_value;
use crate::query::filter::Filter;
use crate::query::timeline::time_scale::days_between;
use crate::query::{CellValue, ListDef, QueryContext, RowSet, SortOrder, Table};
use crate::store::RecordRef;
use crate::ui::detail::layout_detail;
use crate::ui::header::Chip;
use crate::ui::rich_text::RichText;
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped, scroll_to_show, table};
use ratatui::buffer::Buffer;

/// How much of the width a list takes beside a detail, of a hundred.
const LIST_PERCENT: u32 = 58;

/// A list and the detail of its selected row.
pub struct ListPane {
    name: &'static str,
    description: &'static str,
    list: &'static ListDef,
    summary_suffix: Option<fn(&QueryContext) -> String>,
    filter: Filter,
    sort: Option<SortOrder>,
    /// The columns that were asked for; none for the usual ones.
    columns: Vec<&'static str>,
    /// Rows that are marked, whether they are shown or not.
    marked: Vec<RecordRef>,
    shows_all: bool,
    rows: Vec<RecordRef>,
    /// How often the list was asked: rows are the same while this is.
    generation: u64,
    /// How many rows there are without the filter.
    total_rows: usize,
    selected: usize,
    /// The row that is shown on top.
    top: usize,
    /// The detail, when it is where one is.
    detail_scroll: Option<ScrollState>,
}

impl ListPane {
    /// A pane of this name over a list.
    pub fn new(name: &'static str, description: &'static str, list: &'static ListDef) -> ListPane {
        let (filter, rows) = (Filter::default(), Vec::new());
        ListPane {
            generation: 0,
            name,
            description,
            list,
            summary_suffix: None,
            filter,
            sort: None,
            columns: Vec::new(),
            marked: Vec::new(),
            shows_all: false,
            rows,
            total_rows: 0,
            selected: 0,
            top: 0,
            detail_scroll: None,
        }
    }

    /// The same pane with more to say beside the number of rows.
    pub fn with_summary_suffix(mut self, more: fn(&QueryContext) -> String) -> ListPane {
        self.summary_suffix = Some(more);
        self
    }

    /// Asks the list anew and keeps the selection where its row is still there.
    fn requery(&mut self, ctx: RenderContext) {
        let selected = self.rows.get(self.selected).copied();
        self.generation += 1;
        self.total_rows = ctx.query.list_cache(self.list, self.shows_all).rows.len();
        self.rows = self.list.run(&ctx.query, self.shows_all, &self.filter, self.sort);
        self.selected =
            selected.and_then(|row| self.rows.iter().position(|other| *other == row)).unwrap_or(0);
        self.top = scroll_to_show(self.top, self.selected, self.visible_rows(ctx), self.rows.len());
    }

    fn selected_row(&self) -> Option<RecordRef> {
        self.rows.get(self.selected).copied()
    }

    fn index_of(&self, ctx: RenderContext, place: &str) -> Result<Option<usize>> {
        let place = ctx.query.data.resolve_path(place)?;
        let row = ctx.query.data.record_at(&place);
        Ok(row.and_then(|row| self.rows.iter().position(|other| *other == row)))
    }

    fn row_set<'a>(&'a self, ctx: RenderContext<'a>) -> RowSet<'a> {
        let rows = self.list.row_set(ctx.query, &self.rows);
        if self.columns.is_empty() { rows } else { rows.with_columns(self.list, &self.columns) }
    }

    fn visible_rows(&self, ctx: RenderContext) -> usize {
        table::visible_rows(ctx.area.height)
    }

    fn detail_text(&self, ctx: RenderContext) -> Option<RichText> {
        let (_, room) = split::areas(ctx, LIST_PERCENT);
        Some(layout_detail(&Detail::for_record(&ctx.query, self.selected_row()?), room.width))
    }

    /// How often the list was asked: the rows are the same while this is.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The rows that are shown, in order.
    pub fn rows(&self) -> &[RecordRef] {
        &self.rows
    }

    /// The index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether the detail is where one is.
    pub fn is_detail_open(&self) -> bool {
        self.detail_scroll.is_some()
    }

    /// Selects a row by its index.
    pub fn select(&mut self, ctx: RenderContext, at: usize) {
        self.selected = at.min(self.rows.len().saturating_sub(1));
        self.top = scroll_to_show(self.top, self.selected, self.visible_rows(ctx), self.rows.len());
    }

    fn open_record(&mut self, ctx: RenderContext, place: &str) -> Result<Option<String>> {
        if self.index_of(ctx, place)?.is_none() {
            // the row must be seen: what hides it gives way
            let mut wider = Vec::new();
            if !self.filter.terms.is_empty() {
                wider.push((Filter::default(), self.shows_all));
            }
            if self.list.all_description.is_some() {
                wider.extend([(self.filter.clone(), true), (Filter::default(), true)]);
            }
            for (filter, all) in wider {
                (self.filter, self.shows_all) = (filter, all);
                self.requery(ctx);
                if self.index_of(ctx, place)?.is_some() {
                    break;
                }
            }
        }
        let at = self
            .index_of(ctx, place)?
            .ok_or_else(|| Error::usage(format!("{place} is not in {}", self.name)))?;
        self.select(ctx, at);
        self.detail_scroll = Some(ScrollState::default());
        Ok(None)
    }

    fn move_selection(&mut self, ctx: RenderContext, motion: Motion) -> Result<Option<String>> {
        let (page, last) = (self.visible_rows(ctx).max(1), self.rows.len().saturating_sub(1));
        let at = match motion {
            Motion::Up => self.selected.saturating_sub(1),
            Motion::Down => self.selected + 1,
            Motion::PageUp => self.selected.saturating_sub(page),
            Motion::PageDown => self.selected + page,
            Motion::HalfUp => self.selected.saturating_sub(page / 2),
            Motion::HalfDown => self.selected + page / 2,
            Motion::First => 0,
            Motion::Last => last,
            Motion::Right => return self.open_detail(),
            Motion::Left => return Ok(None),
        };
        self.select(ctx, at);
        Ok(None)
    }

    fn open_detail(&mut self) -> Result<Option<String>> {
        if self.rows.is_empty() {
            return Err(Error::usage("there is no row to open"));
        }
        self.detail_scroll = Some(ScrollState::default());
        Ok(None)
    }

    /// The row whose date is nearest to today; of two as near, the one that is exact.
    fn select_nearest_to_today(&mut self, ctx: RenderContext) -> Result<Option<String>> {
        let (scope, today) = (ctx.query, ctx.query.today);
        let date = self
            .list
            .columns
            .iter()
            .find(|column| column.key == "date")
            .ok_or_else(|| Error::usage("this pane has no dates"))?;
        let far = |row: &RecordRef| match (date.value)(&scope, *row) {
            CellValue::Date(when) => {
                let (start, end) = when.sort_bounds();
                let days = if today < start {
                    days_between(today, start)
                } else {
                    days_between(end, today).max(0)
                };
                Some((days, !when.is_exact(), if end < today { end } else { start.max(today) }))
            }
            _ => None,
        };
        let nearest = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((far(row)?, at)))
            .min()
            .ok_or_else(|| Error::usage("no row has a date"))?;
        let ((days, vague, day), at) = nearest;
        self.select(ctx, at);
        let words = if days == 0 && vague {
            "today lies within this".to_string()
        } else {
            format!("this is {}", edtf::format_distance(day, today))
        };
        Ok(Some(format!("today is {}; {words}", edtf::format_day(today))))
    }
}

impl Pane for ListPane {
    fn info(&self) -> PaneInfo {
        PaneInfo {
            name: self.name,
            description: self.description,
            home_kinds: self.list.kinds,
            commands: &[],
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: RenderContext) {
        *self = ListPane {
            summary_suffix: self.summary_suffix,
            ..ListPane::new(self.name, self.description, self.list)
        };
        self.requery(ctx);
    }

    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>> {
        // only an open detail is laid out for what it is asked
        let sheet = if self.detail_scroll.is_some() { self.detail_text(ctx) } else { None };
        if sheet.is_some_and(|sheet| {
            split::handle_detail_action(
                &mut self.detail_scroll,
                action,
                &sheet,
                ctx.area.height as usize,
            )
        }) {
            return Ok(None);
        }
        match action {
            Action::Move(motion) => return self.move_selection(ctx, *motion),
            Action::Enter => return self.open_detail(),
            Action::Close | Action::Quit => return Err(Error::usage("nothing is open")),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, self.list)?;
                self.detail_scroll = None;
                self.requery(ctx);
            }
            Action::ToggleAll if self.list.all_description.is_none() => {
                return Err(Error::usage("all rows are shown"));
            }
            Action::ToggleAll => {
                self.shows_all = !self.shows_all;
                self.requery(ctx);
            }
            Action::Sort(text) => {
                self.sort = SortOrder::parse(text, self.list)?;
                self.requery(ctx);
            }
            Action::Columns(keys) => self.columns = self.list.parse_keys(keys)?,
            Action::ToggleMark => {
                let row =
                    self.selected_row().ok_or_else(|| Error::usage("there is no row to mark"))?;
                match self.marked.iter().position(|other| *other == row) {
                    Some(at) => drop(self.marked.remove(at)),
                    None => self.marked.push(row),
                }
                return self.move_selection(ctx, Motion::Down);
            }
            Action::SetMarks(places) => {
                let data = ctx.query.data;
                let all: Vec<&str> = places.split_whitespace().collect();
                self.marked = all
                    .iter()
                    .filter_map(|place| data.record_at(&data.resolve_path(place).ok()?))
                    .collect();
                let gone = all.len() - self.marked.len();
                return Ok((gone > 0).then(|| {
                    format!("{gone} of {} marked rows are not there any more", all.len())
                }));
            }
            Action::Go(place) => return self.open_record(ctx, place),
            Action::Select(place) => {
                let at = self
                    .index_of(ctx, place)?
                    .ok_or_else(|| Error::usage(format!("{place} is not among the rows")))?;
                self.select(ctx, at);
            }
            Action::ShowAtTop(place) => {
                self.top = self
                    .index_of(ctx, place)?
                    .ok_or_else(|| Error::usage(format!("{place} is not among the rows")))?
            }
            Action::OpenDetail(number) => {
                let sheet =
                    self.detail_text(ctx).ok_or_else(|| Error::usage("there is no row to open"))?;
                self.detail_scroll =
                    Some(ScrollState::at_link(number, &sheet, ctx.area.height as usize)?);
            }
            Action::ScrollDetail(number) => {
                self.detail_scroll = Some(
                    self.detail_scroll
                        .ok_or_else(|| Error::usage("no detail is open"))?
                        .at_line(number)?,
                )
            }
            Action::GoToToday => return self.select_nearest_to_today(ctx),
            _ => return Err(Error::usage("this pane has no use for that")),
        }
        Ok(None)
    }

    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (list, room) = split::areas(ctx, LIST_PERCENT);
        let mut drawn = RenderOutput::default();
        if split::is_split(ctx) || self.detail_scroll.is_none() {
            let rows = self.row_set(ctx);
            let view = table::TableView {
                rows: &rows,
                selected: self.selected,
                top: self.top,
                is_focused: self.detail_scroll.is_none(),
                marked: &self.marked,
                theme: ctx.theme,
                glyphs: ctx.glyphs,
            };
            drawn = table::draw(&view, list, buf);
            if self.rows.is_empty() {
                let why = format!(
                    "0 of {}: {} hides the rest; x drops its last condition",
                    self.total_rows,
                    self.filter.to_text()
                );
                print_clipped(
                    buf,
                    list.x + 3,
                    list.y + 1,
                    list.width.saturating_sub(4),
                    &why,
                    ctx.theme.style(StyleRole::Text),
                );
                if let Some(near) =
                    suggest_value(self.list, &ctx.query, self.shows_all, &self.filter)
                {
                    print_clipped(
                        buf,
                        list.x + 3,
                        list.y + 2,
                        list.width.saturating_sub(4),
                        &format!("did you mean {near}?"),
                        ctx.theme.style(StyleRole::Text),
                    );
                } else if self.list.all_description.is_some() && !self.shows_all {
                    let more =
                        format!("a looks among {}", self.list.all_description.unwrap_or_default());
                    print_clipped(
                        buf,
                        list.x + 3,
                        list.y + 2,
                        list.width.saturating_sub(4),
                        &more,
                        ctx.theme.style(StyleRole::Dim),
                    );
                }
            }
        }
        let detail =
            self.selected_row().map(|row| Detail::for_record(&ctx.query, row)).unwrap_or_default();
        split::draw_detail(
            ctx,
            room,
            detail,
            self.detail_scroll.filter(|_| self.selected_row().is_some()),
            &mut drawn,
            buf,
        );
        drawn
    }

    fn script(&self, ctx: RenderContext) -> String {
        let data = ctx.query.data;
        let mut steps = vec![format!("go {}", self.name)];
        if self.shows_all {
            steps.push("all".into());
        }
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        if let Some(sort) = self.sort {
            steps.push(format!(
                "sort {}{}",
                self.list.column_at(sort.column).key,
                if sort.descending { " down" } else { "" }
            ));
        }
        if !self.columns.is_empty() {
            steps.push(format!("columns {}", self.columns.join(",")));
        }
        if !self.marked.is_empty() {
            let places: Vec<String> =
                self.marked.iter().map(|row| data.path(*row).to_string()).collect();
            steps.push(format!("marks {}", places.join(" ")));
        }
        if let Some(row) = self.selected_row().filter(|_| self.selected > 0 || self.sort.is_some())
        {
            steps.push(format!("select {}", data.path(row)));
        }
        if let Some(row) = self.rows.get(self.top).filter(|_| self.top > 0) {
            steps.push(format!("top {}", data.path(*row)));
        }
        steps.extend(self.detail_scroll.iter().flat_map(ScrollState::script_steps));
        steps.join("; ")
    }

    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath> {
        let open = self.detail_scroll?;
        self.detail_text(ctx)?.links.get(open.focus).cloned()
    }

    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath> {
        let record = ctx.query.data.path(self.selected_row()?);
        let field = self
            .detail_scroll
            .and_then(|reader| self.detail_text(ctx)?.path_of_link(reader.focus).cloned());
        Some(field.unwrap_or(record))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail_scroll.is_some()
    }

    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        self.row_set(ctx).into_table()
    }

    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        match self.selected_row().filter(|_| self.detail_scroll.is_some()) {
            Some(row) => ViewContent::Record(Detail::for_record(&ctx.query, row)),
            None => ViewContent::Rows(self.table(ctx), Vec::new()),
        }
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, ctx: RenderContext) -> Vec<Chip> {
        let all = self.list.all_description.filter(|_| self.shows_all).map(str::to_string);
        let sort = self.sort.map(|sort| {
            format!(
                "by {}{}",
                self.list.column_at(sort.column).key,
                if sort.descending { ", downwards" } else { "" }
            )
        });
        let terms = self.filter.terms.iter().map(|term| {
            Chip::Condition(
                term.chip_label(self.list, &ctx.query, &self.rows),
                term.record_path(self.list, &ctx.query),
            )
        });
        all.into_iter().chain(sort).map(Chip::Setting).chain(terms).collect()
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        Some(ListState {
            list: self.list,
            filter: &self.filter,
            shows_all: self.shows_all,
            rows: &self.rows,
            has_columns: true,
            sort: self.sort,
            columns: &self.columns,
            marked: &self.marked,
            selected: Some(self.selected).filter(|_| !self.rows.is_empty()),
        })
    }

    fn summary(&self, ctx: RenderContext) -> String {
        let noun = |n: usize| {
            if n == 1 { self.list.singular_plural.0 } else { self.list.singular_plural.1 }
        };
        let marked = if self.marked.is_empty() {
            String::new()
        } else {
            format!(", {} marked", self.marked.len())
        };
        if self.filter.terms.is_empty() {
            let more = self
                .summary_suffix
                .map(|more| format!(" · {}", more(&ctx.query)))
                .unwrap_or_default();
            return format!("{} {}{marked}{more}", self.total_rows, noun(self.total_rows));
        }
        format!(
            "{} of {} {}{marked}: {}",
            self.rows.len(),
            self.total_rows,
            noun(self.total_rows),
            self.filter.describe(self.list, &ctx.query, &self.rows)
        )
    }
}
