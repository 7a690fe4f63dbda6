//! A pane that is a list with the detail of the selected row: beside it from 100 columns, in its place below that.

use super::scroll_state::ScrollState;
use super::{Done, ListState, Pane, PaneInfo, RenderContext, split};
use crate::command::{Action, Motion};
use crate::detail::{Detail, ViewContent};
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
    fn requery(&mut self, scene: RenderContext) {
        let selected = self.rows.get(self.selected).copied();
        self.generation += 1;
        self.total_rows = scene.query.list_cache(self.list, self.shows_all).rows.len();
        self.rows = self.list.run(&scene.query, self.shows_all, &self.filter, self.sort);
        self.selected =
            selected.and_then(|row| self.rows.iter().position(|other| *other == row)).unwrap_or(0);
        self.top =
            scroll_to_show(self.top, self.selected, self.visible_rows(scene), self.rows.len());
    }

    fn selected_row(&self) -> Option<RecordRef> {
        self.rows.get(self.selected).copied()
    }

    fn index_of(&self, scene: RenderContext, place: &str) -> Result<Option<usize>, String> {
        let place = scene.query.data.resolve_path(place).map_err(|e| e.to_string())?;
        let row = scene.query.data.record_at(&place);
        Ok(row.and_then(|row| self.rows.iter().position(|other| *other == row)))
    }

    fn row_set<'a>(&'a self, scene: RenderContext<'a>) -> RowSet<'a> {
        let rows = self.list.row_set(scene.query, &self.rows);
        if self.columns.is_empty() { rows } else { rows.with_columns(self.list, &self.columns) }
    }

    fn visible_rows(&self, scene: RenderContext) -> usize {
        table::visible_rows(scene.area.height)
    }

    fn detail_text(&self, scene: RenderContext) -> Option<RichText> {
        let (_, room) = split::areas(scene, LIST_PERCENT);
        Some(layout_detail(&Detail::for_record(&scene.query, self.selected_row()?), room.width))
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
    pub fn select(&mut self, scene: RenderContext, at: usize) {
        self.selected = at.min(self.rows.len().saturating_sub(1));
        self.top =
            scroll_to_show(self.top, self.selected, self.visible_rows(scene), self.rows.len());
    }

    fn open_record(&mut self, scene: RenderContext, place: &str) -> Done {
        if self.index_of(scene, place)?.is_none() {
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
                self.requery(scene);
                if self.index_of(scene, place)?.is_some() {
                    break;
                }
            }
        }
        let at = self
            .index_of(scene, place)?
            .ok_or_else(|| format!("{place} is not in {}", self.name))?;
        self.select(scene, at);
        self.detail_scroll = Some(ScrollState::default());
        Ok(None)
    }

    fn move_selection(&mut self, scene: RenderContext, motion: Motion) -> Done {
        let (page, last) = (self.visible_rows(scene).max(1), self.rows.len().saturating_sub(1));
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
        self.select(scene, at);
        Ok(None)
    }

    fn open_detail(&mut self) -> Done {
        if self.rows.is_empty() {
            return Err("there is no row to open".into());
        }
        self.detail_scroll = Some(ScrollState::default());
        Ok(None)
    }

    /// The row whose date is nearest to today; of two as near, the one that is exact.
    fn select_nearest_to_today(&mut self, scene: RenderContext) -> Done {
        let (scope, today) = (scene.query, scene.query.today);
        let date = self
            .list
            .columns
            .iter()
            .find(|column| column.key == "date")
            .ok_or("this pane has no dates")?;
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
            .ok_or("no row has a date")?;
        let ((days, vague, day), at) = nearest;
        self.select(scene, at);
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

    fn reset(&mut self, scene: RenderContext) {
        *self = ListPane {
            summary_suffix: self.summary_suffix,
            ..ListPane::new(self.name, self.description, self.list)
        };
        self.requery(scene);
    }

    fn update(&mut self, action: &Action, scene: RenderContext) -> Done {
        // only an open detail is laid out for what it is asked
        let sheet = if self.detail_scroll.is_some() { self.detail_text(scene) } else { None };
        if sheet.is_some_and(|sheet| {
            split::handle_detail_action(
                &mut self.detail_scroll,
                action,
                &sheet,
                scene.area.height as usize,
            )
        }) {
            return Ok(None);
        }
        match action {
            Action::Move(motion) => return self.move_selection(scene, *motion),
            Action::Enter => return self.open_detail(),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, self.list).map_err(|e| e.to_string())?;
                self.detail_scroll = None;
                self.requery(scene);
            }
            Action::ToggleAll if self.list.all_description.is_none() => {
                return Err("all rows are shown".into());
            }
            Action::ToggleAll => {
                self.shows_all = !self.shows_all;
                self.requery(scene);
            }
            Action::Sort(text) => {
                self.sort = SortOrder::parse(text, self.list).map_err(|e| e.to_string())?;
                self.requery(scene);
            }
            Action::Columns(keys) => {
                self.columns = self.list.parse_keys(keys).map_err(|e| e.to_string())?
            }
            Action::ToggleMark => {
                let row = self.selected_row().ok_or("there is no row to mark")?;
                match self.marked.iter().position(|other| *other == row) {
                    Some(at) => drop(self.marked.remove(at)),
                    None => self.marked.push(row),
                }
                return self.move_selection(scene, Motion::Down);
            }
            Action::SetMarks(places) => {
                let data = scene.query.data;
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
            Action::Go(place) => return self.open_record(scene, place),
            Action::Select(place) => {
                let at = self
                    .index_of(scene, place)?
                    .ok_or_else(|| format!("{place} is not among the rows"))?;
                self.select(scene, at);
            }
            Action::ShowAtTop(place) => {
                self.top = self
                    .index_of(scene, place)?
                    .ok_or_else(|| format!("{place} is not among the rows"))?
            }
            Action::OpenDetail(number) => {
                let sheet = self.detail_text(scene).ok_or("there is no row to open")?;
                self.detail_scroll =
                    Some(ScrollState::at_link(number, &sheet, scene.area.height as usize)?);
            }
            Action::ScrollDetail(number) => {
                self.detail_scroll =
                    Some(self.detail_scroll.ok_or("no detail is open")?.at_line(number)?)
            }
            Action::GoToToday => return self.select_nearest_to_today(scene),
            _ => return Err("this pane has no use for that".into()),
        }
        Ok(None)
    }

    fn draw(&self, scene: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (list, room) = split::areas(scene, LIST_PERCENT);
        let mut drawn = RenderOutput::default();
        if split::is_split(scene) || self.detail_scroll.is_none() {
            let rows = self.row_set(scene);
            let view = table::TableView {
                rows: &rows,
                selected: self.selected,
                top: self.top,
                is_focused: self.detail_scroll.is_none(),
                marked: &self.marked,
                theme: scene.theme,
                glyphs: scene.glyphs,
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
                    scene.theme.style(StyleRole::Text),
                );
                if let Some(near) =
                    suggest_value(self.list, &scene.query, self.shows_all, &self.filter)
                {
                    print_clipped(
                        buf,
                        list.x + 3,
                        list.y + 2,
                        list.width.saturating_sub(4),
                        &format!("did you mean {near}?"),
                        scene.theme.style(StyleRole::Text),
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
                        scene.theme.style(StyleRole::Dim),
                    );
                }
            }
        }
        let detail = self
            .selected_row()
            .map(|row| Detail::for_record(&scene.query, row))
            .unwrap_or_default();
        split::draw_detail(
            scene,
            room,
            detail,
            self.detail_scroll.filter(|_| self.selected_row().is_some()),
            &mut drawn,
            buf,
        );
        drawn
    }

    fn script(&self, scene: RenderContext) -> String {
        let data = scene.query.data;
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

    fn focused_link(&self, scene: RenderContext) -> Option<RecordPath> {
        let open = self.detail_scroll?;
        self.detail_text(scene)?.links.get(open.focus).cloned()
    }

    fn focused_path(&self, scene: RenderContext) -> Option<RecordPath> {
        let record = scene.query.data.path(self.selected_row()?);
        let field = self
            .detail_scroll
            .and_then(|reader| self.detail_text(scene)?.path_of_link(reader.focus).cloned());
        Some(field.unwrap_or(record))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail_scroll.is_some()
    }

    fn table<'a>(&'a self, scene: RenderContext<'a>) -> Table<'a> {
        self.row_set(scene).into_table()
    }

    fn content<'a>(&'a self, scene: RenderContext<'a>) -> ViewContent<'a> {
        match self.selected_row().filter(|_| self.detail_scroll.is_some()) {
            Some(row) => ViewContent::Record(Detail::for_record(&scene.query, row)),
            None => ViewContent::Rows(self.table(scene), Vec::new()),
        }
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, scene: RenderContext) -> Vec<Chip> {
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
                term.chip_label(self.list, &scene.query, &self.rows),
                term.record_path(self.list, &scene.query),
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

    fn summary(&self, scene: RenderContext) -> String {
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
                .map(|more| format!(" · {}", more(&scene.query)))
                .unwrap_or_default();
            return format!("{} {}{marked}{more}", self.total_rows, noun(self.total_rows));
        }
        format!(
            "{} of {} {}{marked}: {}",
            self.rows.len(),
            self.total_rows,
            noun(self.total_rows),
            self.filter.describe(self.list, &scene.query, &self.rows)
        )
    }
}
