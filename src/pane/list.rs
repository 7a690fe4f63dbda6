//! A pane that is a list with the detail of the selected row: beside it from 100 columns, in its place below that.

use super::scroll_state::Reader;
use super::{Asked, Card, Done, Scene, Tab, split};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::model::{Place, edtf};
use crate::query::facets::hint;
use crate::query::filter::Filter;
use crate::query::timeline::time_scale::days_between;
use crate::query::{Content, List, Rows, Scope, Sort, Table, Value};
use crate::store::RecordRef;
use crate::ui::detail::lay;
use crate::ui::header::Chip;
use crate::ui::rich_text::Sheet;
use crate::ui::theme::Tone;
use crate::ui::{Drawn, anchor, put, table};
use ratatui::buffer::Buffer;

/// How much of the width a list takes beside a detail, of a hundred.
const LIST: u32 = 58;

/// A list and the detail of its selected row.
pub struct ListTab {
    name: &'static str,
    about: &'static str,
    list: &'static List,
    more: Option<fn(&Scope) -> String>,
    filter: Filter,
    sort: Option<Sort>,
    /// The columns that were asked for; none for the usual ones.
    columns: Vec<&'static str>,
    /// Rows that are marked, whether they are shown or not.
    marked: Vec<RecordRef>,
    all: bool,
    rows: Vec<RecordRef>,
    /// How often the list was asked: rows are the same while this is.
    asked: u64,
    /// How many rows there are without the filter.
    total: usize,
    selected: usize,
    /// The row that is shown on top.
    top: usize,
    /// The detail, when it is where one is.
    open: Option<Reader>,
}

impl ListTab {
    /// A pane of this name over a list.
    pub fn new(name: &'static str, about: &'static str, list: &'static List) -> ListTab {
        let (filter, rows) = (Filter::default(), Vec::new());
        ListTab {
            asked: 0,
            name,
            about,
            list,
            more: None,
            filter,
            sort: None,
            columns: Vec::new(),
            marked: Vec::new(),
            all: false,
            rows,
            total: 0,
            selected: 0,
            top: 0,
            open: None,
        }
    }

    /// The same pane with more to say beside the number of rows.
    pub fn with_words(mut self, more: fn(&Scope) -> String) -> ListTab {
        self.more = Some(more);
        self
    }

    /// Asks the list anew and keeps the selection where its row is still there.
    fn ask(&mut self, scene: Scene) {
        let selected = self.rows.get(self.selected).copied();
        self.asked += 1;
        self.total = scene.scope.gathered(self.list, self.all).rows.len();
        self.rows = self.list.ask(&scene.scope, self.all, &self.filter, self.sort);
        self.selected = selected.and_then(|row| self.rows.iter().position(|other| *other == row)).unwrap_or(0);
        self.top = anchor(self.top, self.selected, self.height(scene), self.rows.len());
    }

    fn row(&self) -> Option<RecordRef> {
        self.rows.get(self.selected).copied()
    }

    fn index_of(&self, scene: Scene, place: &str) -> Result<Option<usize>, String> {
        let place = scene.scope.data.resolve(place).map_err(|e| e.to_string())?;
        let row = scene.scope.data.row_of(&place);
        Ok(row.and_then(|row| self.rows.iter().position(|other| *other == row)))
    }

    fn rows<'a>(&'a self, scene: Scene<'a>) -> Rows<'a> {
        let rows = self.list.rows_of(scene.scope, &self.rows);
        if self.columns.is_empty() { rows } else { rows.of(self.list, &self.columns) }
    }

    fn height(&self, scene: Scene) -> usize {
        table::rows_in(scene.body.height)
    }

    fn sheet(&self, scene: Scene) -> Option<Sheet> {
        let (_, room) = split::rooms(scene, LIST);
        Some(lay(&Detail::of(&scene.scope, self.row()?), room.width))
    }

    /// How often the list was asked: the rows are the same while this is.
    pub fn asked_so_often(&self) -> u64 {
        self.asked
    }

    /// The rows that are shown, in order.
    pub fn records(&self) -> &[RecordRef] {
        &self.rows
    }

    /// The index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether the detail is where one is.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Selects a row by its index.
    pub fn select(&mut self, scene: Scene, at: usize) {
        self.selected = at.min(self.rows.len().saturating_sub(1));
        self.top = anchor(self.top, self.selected, self.height(scene), self.rows.len());
    }

    fn go(&mut self, scene: Scene, place: &str) -> Done {
        if self.index_of(scene, place)?.is_none() {
            // the row must be seen: what hides it gives way
            let mut wider = Vec::new();
            if !self.filter.terms.is_empty() {
                wider.push((Filter::default(), self.all));
            }
            if self.list.all.is_some() {
                wider.extend([(self.filter.clone(), true), (Filter::default(), true)]);
            }
            for (filter, all) in wider {
                (self.filter, self.all) = (filter, all);
                self.ask(scene);
                if self.index_of(scene, place)?.is_some() {
                    break;
                }
            }
        }
        let at = self.index_of(scene, place)?.ok_or_else(|| format!("{place} is not in {}", self.name))?;
        self.select(scene, at);
        self.open = Some(Reader::default());
        Ok(None)
    }

    fn move_list(&mut self, scene: Scene, motion: Motion) -> Done {
        let (page, last) = (self.height(scene).max(1), self.rows.len().saturating_sub(1));
        let at = match motion {
            Motion::Up => self.selected.saturating_sub(1),
            Motion::Down => self.selected + 1,
            Motion::PageUp => self.selected.saturating_sub(page),
            Motion::PageDown => self.selected + page,
            Motion::HalfUp => self.selected.saturating_sub(page / 2),
            Motion::HalfDown => self.selected + page / 2,
            Motion::First => 0,
            Motion::Last => last,
            Motion::Right => return self.enter(),
            Motion::Left => return Ok(None),
        };
        self.select(scene, at);
        Ok(None)
    }

    fn enter(&mut self) -> Done {
        if self.rows.is_empty() {
            return Err("there is no row to open".into());
        }
        self.open = Some(Reader::default());
        Ok(None)
    }

    /// The row whose date is nearest to today; of two as near, the one that is exact.
    fn today(&mut self, scene: Scene) -> Done {
        let (scope, today) = (scene.scope, scene.scope.today);
        let date = self.list.columns.iter().find(|column| column.key == "date").ok_or("this pane has no dates")?;
        let far = |row: &RecordRef| match (date.value)(&scope, *row) {
            Value::Date(when) => {
                let (start, end) = when.order();
                let days = if today < start { days_between(today, start) } else { days_between(end, today).max(0) };
                Some((days, !when.is_exact(), if end < today { end } else { start.max(today) }))
            }
            _ => None,
        };
        let nearest = self.rows.iter().enumerate().filter_map(|(at, row)| Some((far(row)?, at))).min().ok_or("no row has a date")?;
        let ((days, vague, day), at) = nearest;
        self.select(scene, at);
        let words =
            if days == 0 && vague { "today lies within this".to_string() } else { format!("this is {}", edtf::distance(day, today)) };
        Ok(Some(format!("today is {}; {words}", edtf::day_words(today))))
    }
}

impl Tab for ListTab {
    fn card(&self) -> Card {
        Card { name: self.name, about: self.about, kinds: self.list.kinds, commands: &[], filters: true }
    }

    fn reset(&mut self, scene: Scene) {
        *self = ListTab { more: self.more, ..ListTab::new(self.name, self.about, self.list) };
        self.ask(scene);
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        // only an open detail is laid out for what it is asked
        let sheet = if self.open.is_some() { self.sheet(scene) } else { None };
        if sheet.is_some_and(|sheet| split::read(&mut self.open, action, &sheet, scene.body.height as usize)) {
            return Ok(None);
        }
        match action {
            Action::Move(motion) => return self.move_list(scene, *motion),
            Action::Enter => return self.enter(),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, self.list).map_err(|e| e.to_string())?;
                self.open = None;
                self.ask(scene);
            }
            Action::All if self.list.all.is_none() => return Err("all rows are shown".into()),
            Action::All => {
                self.all = !self.all;
                self.ask(scene);
            }
            Action::Sort(text) => {
                self.sort = Sort::parse(text, self.list).map_err(|e| e.to_string())?;
                self.ask(scene);
            }
            Action::Columns(keys) => self.columns = self.list.keys(keys).map_err(|e| e.to_string())?,
            Action::MarkRow => {
                let row = self.row().ok_or("there is no row to mark")?;
                match self.marked.iter().position(|other| *other == row) {
                    Some(at) => drop(self.marked.remove(at)),
                    None => self.marked.push(row),
                }
                return self.move_list(scene, Motion::Down);
            }
            Action::Marks(places) => {
                let data = scene.scope.data;
                let all: Vec<&str> = places.split_whitespace().collect();
                self.marked = all.iter().filter_map(|place| data.row_of(&data.resolve(place).ok()?)).collect();
                let gone = all.len() - self.marked.len();
                return Ok((gone > 0).then(|| format!("{gone} of {} marked rows are not there any more", all.len())));
            }
            Action::Go(place) => return self.go(scene, place),
            Action::Select(place) => {
                let at = self.index_of(scene, place)?.ok_or_else(|| format!("{place} is not among the rows"))?;
                self.select(scene, at);
            }
            Action::Top(place) => self.top = self.index_of(scene, place)?.ok_or_else(|| format!("{place} is not among the rows"))?,
            Action::Open(number) => {
                let sheet = self.sheet(scene).ok_or("there is no row to open")?;
                self.open = Some(Reader::opened(number, &sheet, scene.body.height as usize)?);
            }
            Action::Scroll(number) => self.open = Some(self.open.ok_or("no detail is open")?.scrolled(number)?),
            Action::Today => return self.today(scene),
            _ => return Err("this pane has no use for that".into()),
        }
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let (list, room) = split::rooms(scene, LIST);
        let mut drawn = Drawn::default();
        if split::is_wide(scene) || self.open.is_none() {
            let rows = self.rows(scene);
            let view = table::View {
                rows: &rows,
                selected: self.selected,
                top: self.top,
                focused: self.open.is_none(),
                marked: &self.marked,
                theme: scene.theme,
                glyphs: scene.glyphs,
            };
            drawn = table::draw(&view, list, buf);
            if self.rows.is_empty() {
                let why = format!("0 of {}: {} hides the rest; x drops its last condition", self.total, self.filter.text());
                put(buf, list.x + 3, list.y + 1, list.width.saturating_sub(4), &why, scene.theme.style(Tone::Text));
                if let Some(near) = hint(self.list, &scene.scope, self.all, &self.filter) {
                    put(
                        buf,
                        list.x + 3,
                        list.y + 2,
                        list.width.saturating_sub(4),
                        &format!("did you mean {near}?"),
                        scene.theme.style(Tone::Text),
                    );
                } else if self.list.all.is_some() && !self.all {
                    let more = format!("a looks among {}", self.list.all.unwrap_or_default());
                    put(buf, list.x + 3, list.y + 2, list.width.saturating_sub(4), &more, scene.theme.style(Tone::Dim));
                }
            }
        }
        let detail = self.row().map(|row| Detail::of(&scene.scope, row)).unwrap_or_default();
        split::draw(scene, room, detail, self.open.filter(|_| self.row().is_some()), &mut drawn, buf);
        drawn
    }

    fn link(&self, scene: Scene) -> String {
        let data = scene.scope.data;
        let mut steps = vec![format!("go {}", self.name)];
        if self.all {
            steps.push("all".into());
        }
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.text()));
        }
        if let Some(sort) = self.sort {
            steps.push(format!("sort {}{}", self.list.at(sort.column).key, if sort.down { " down" } else { "" }));
        }
        if !self.columns.is_empty() {
            steps.push(format!("columns {}", self.columns.join(",")));
        }
        if !self.marked.is_empty() {
            let places: Vec<String> = self.marked.iter().map(|row| data.place(*row).to_string()).collect();
            steps.push(format!("marks {}", places.join(" ")));
        }
        if let Some(row) = self.row().filter(|_| self.selected > 0 || self.sort.is_some()) {
            steps.push(format!("select {}", data.place(row)));
        }
        if let Some(row) = self.rows.get(self.top).filter(|_| self.top > 0) {
            steps.push(format!("top {}", data.place(*row)));
        }
        steps.extend(self.open.iter().flat_map(Reader::steps));
        steps.join("; ")
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        let open = self.open?;
        self.sheet(scene)?.links.get(open.focus).cloned()
    }

    fn about(&self, scene: Scene) -> Option<Place> {
        let record = scene.scope.data.place(self.row()?);
        let field = self.open.and_then(|reader| self.sheet(scene)?.place_of(reader.focus).cloned());
        Some(field.unwrap_or(record))
    }

    fn walks(&self) -> bool {
        self.open.is_some()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        self.rows(scene).table()
    }

    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        match self.row().filter(|_| self.open.is_some()) {
            Some(row) => Content::Record(Detail::of(&scene.scope, row)),
            None => Content::Rows(self.table(scene), Vec::new()),
        }
    }

    fn filter(&self) -> String {
        self.filter.text()
    }

    fn chips(&self, scene: Scene) -> Vec<Chip> {
        let all = self.list.all.filter(|_| self.all).map(str::to_string);
        let sort = self.sort.map(|sort| format!("by {}{}", self.list.at(sort.column).key, if sort.down { ", downwards" } else { "" }));
        let terms = self
            .filter
            .terms
            .iter()
            .map(|term| Chip::Condition(term.chip(self.list, &scene.scope, &self.rows), term.place(self.list, &scene.scope)));
        all.into_iter().chain(sort).map(Chip::Setting).chain(terms).collect()
    }

    fn asked(&self) -> Option<Asked<'_>> {
        Some(Asked {
            list: self.list,
            filter: &self.filter,
            all: self.all,
            rows: &self.rows,
            has_columns: true,
            sort: self.sort,
            columns: &self.columns,
            marked: &self.marked,
            selected: Some(self.selected).filter(|_| !self.rows.is_empty()),
        })
    }

    fn words(&self, scene: Scene) -> String {
        let noun = |n: usize| if n == 1 { self.list.nouns.0 } else { self.list.nouns.1 };
        let marked = if self.marked.is_empty() { String::new() } else { format!(", {} marked", self.marked.len()) };
        if self.filter.terms.is_empty() {
            let more = self.more.map(|more| format!(" · {}", more(&scene.scope))).unwrap_or_default();
            return format!("{} {}{marked}{more}", self.total, noun(self.total));
        }
        format!(
            "{} of {} {}{marked}: {}",
            self.rows.len(),
            self.total,
            noun(self.total),
            self.filter.sentence(self.list, &scene.scope, &self.rows)
        )
    }
}
