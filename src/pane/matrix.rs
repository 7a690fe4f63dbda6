//! Who has which part: a grid of two axes with a cell cursor, two phases compared, and the detail of any cell or total.

mod commands;
mod render;

use super::scroll_state::Reader;
use super::{Asked, Card, Done, Scene, Tab, split};
use crate::command::{Action, Motion};
use crate::detail::grid_cell;
use crate::detail::{Detail, Piece};
use crate::model::Place;
use crate::query::filter::Filter;
use crate::query::lists::events;
use crate::query::pivot::compare::{Comparison, compare};
use crate::query::pivot::grid::{Ask, Grid, Item, Said};
use crate::query::{Content, Head, Name, Table, Tone, Value};
use crate::sort;
use crate::store::RecordRef;
use crate::ui::detail::lay;
use crate::ui::header::Chip;
use crate::ui::rich_text::Sheet;
use crate::ui::{Drawn, put};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How much of the width a grid takes beside a detail, of a hundred.
const GRID: u32 = 58;
/// Below this width the grid is told line by line.
const NARROW: u16 = 60;

/// What a count is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Share {
    #[default]
    Count,
    Row,
    Column,
}

/// The pane.
#[derive(Default)]
pub struct MatrixTab {
    ask: Ask,
    against: Option<String>,
    share: Share,
    gaps: bool,
    filter: Filter,
    /// Row and column of the cursor, counted with the heads.
    cursor: (usize, usize),
    open: Option<Reader>,
    grid: Grid,
    comparison: Option<Comparison>,
    /// The events that the filter keeps.
    kept: Vec<RecordRef>,
}

impl MatrixTab {
    /// Asks anew.
    fn ask(&mut self, scene: Scene) {
        let rows = events::LIST.ask(&scene.scope, false, &self.filter, None);
        self.comparison = self.against.as_ref().zip(self.ask.phase.as_ref()).map(|(to, from)| compare(&scene.scope, from, to, &rows));
        self.grid = match &self.comparison {
            Some(comparison) => comparison.grid.clone(),
            None => Grid::build(&scene.scope, &self.ask, &rows),
        };
        self.kept = rows;
        // counts have shares, letters have gaps, two phases have neither
        if self.grid.roles {
            self.share = Share::Count;
        }
        self.gaps &= self.grid.roles && !self.compares();
        self.clamp();
    }

    /// The cursor stays within heads, cells and totals, and out of the corner.
    fn clamp(&mut self) {
        self.cursor.0 = self.cursor.0.min(self.grid.rows.len() + usize::from(!self.compares()));
        self.cursor.1 = self.cursor.1.min(self.grid.columns.len() + usize::from(!self.compares()));
        if self.cursor == (0, 0) {
            self.cursor = (1.min(self.grid.rows.len()), usize::from(self.grid.rows.is_empty()));
        }
    }

    fn compares(&self) -> bool {
        self.comparison.is_some()
    }

    /// The row and column of the grid under the cursor; none for a total.
    fn under(&self) -> (Option<usize>, Option<usize>) {
        let at = |n: usize, len: usize| n.checked_sub(1).filter(|n| *n < len);
        (at(self.cursor.0, self.grid.rows.len()), at(self.cursor.1, self.grid.columns.len()))
    }

    fn detail(&self, scene: Scene) -> Detail {
        let (row, column) = self.under();
        let head = match self.cursor {
            (0, _) => column.and_then(|at| self.grid.columns[at].row),
            (_, 0) => row.and_then(|at| self.grid.rows[at].row),
            _ => None,
        };
        if let Some(record) = head {
            return Detail::of(&scene.scope, record);
        }
        let mut detail = grid_cell::detail(&self.grid, &scene.scope, &self.ask, row, column);
        if let Some((comparison, (row, column))) = self.comparison.as_ref().zip(row.zip(column)) {
            let (was, is, _) = comparison.cells[row][column];
            let name = |phase: &Option<String>| {
                phase.as_deref().map_or_else(String::new, |phase| scene.scope.data.label_of("phases", phase).into_owned())
            };
            detail.about = format!("{} → {}", name(&self.ask.phase), name(&self.against));
            // what became of the cell comes first
            let told = std::mem::take(&mut detail.parts);
            detail.say("Before", vec![Piece::plain(was.words()), Piece::dim(name(&self.ask.phase))]);
            detail.say("After", vec![Piece::plain(is.words()), Piece::dim(name(&self.against))]);
            detail.parts.extend(told.into_iter().filter(|part| part.title != "Part"));
            detail.say("In words", vec![Piece::plain(comparison.words.clone())]);
        }
        detail
    }

    fn sheet(&self, scene: Scene) -> Sheet {
        lay(&self.detail(scene), split::rooms(scene, GRID).1.width)
    }

    fn go(&mut self, scene: Scene, place: &str) -> Done {
        let data = scene.scope.data;
        let place = data.resolve(place).map_err(|e| e.to_string())?;
        let row = data.row_of(&place).ok_or("it is not in the matrix")?;
        let engagement = data.engagements.get(place.id().unwrap_or_default()).filter(|_| place.kind() == "engagements");
        let objective = engagement.map(|engagement| &*engagement.objective).or(place.id().filter(|_| place.kind() == "objectives"));
        let of = |phase: Option<&str>| Ask { phase: phase.map(str::to_string), ..Ask::default() };
        let wanted = match objective.and_then(|id| data.objectives.get(id)) {
            Some(objective) => of(Some(&objective.phase)),
            None => of(None),
        };
        if self.ask != wanted || self.compares() || !self.filter.terms.is_empty() {
            (self.ask, self.against, self.filter) = (wanted, None, Filter::default());
            self.ask(scene);
        }
        let find = |items: &[Item], row: Option<RecordRef>| {
            row.and_then(|row| items.iter().position(|item| item.row == Some(row))).map_or(0, |at| at + 1)
        };
        self.cursor = match engagement {
            Some(engagement) => (
                find(&self.grid.rows, data.row("objectives", &engagement.objective)),
                find(&self.grid.columns, data.row("agencies", &engagement.agency)),
            ),
            None => (find(&self.grid.rows, Some(row)), find(&self.grid.columns, Some(row))),
        };
        self.clamp();
        self.open = Some(Reader::default());
        Ok(None)
    }

    fn move_cursor(&mut self, motion: Motion, height: usize) {
        let (row, column) = &mut self.cursor;
        match motion {
            Motion::Up => *row = row.saturating_sub(1),
            Motion::Down => *row += 1,
            Motion::Left => *column = column.saturating_sub(1),
            Motion::Right => *column += 1,
            Motion::PageUp => *row = row.saturating_sub(height).max(1),
            Motion::PageDown => *row += height,
            Motion::HalfUp => *row = row.saturating_sub(height / 2).max(1),
            Motion::HalfDown => *row += height / 2,
            Motion::First => (*row, *column) = (1, 1),
            Motion::Last => (*row, *column) = (usize::MAX, usize::MAX),
        }
        // the corner is nobody's: a step into it stays where it was
        if self.cursor == (0, 0) {
            self.cursor = if motion == Motion::Left { (0, 1) } else { (1, 0) };
        }
        self.clamp();
    }
}

impl Tab for MatrixTab {
    fn card(&self) -> Card {
        Card {
            name: "matrix",
            about: "Who leads which objective; two phases compared; any two axes",
            kinds: &["objectives", "engagements", "agencies"],
            commands: commands::COMMANDS,
            filters: true,
        }
    }

    fn reset(&mut self, scene: Scene) {
        let phase = scene.scope.data.rows("phases").next().map(|row| scene.scope.data.id(row).to_string());
        *self = MatrixTab { ask: Ask { phase, ..Ask::default() }, cursor: (1, 1), ..MatrixTab::default() };
        self.ask(scene);
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        let height = scene.body.height as usize;
        let sheet = self.open.map(|_| self.sheet(scene));
        if sheet.is_some_and(|sheet| split::read(&mut self.open, action, &sheet, height)) {
            return Ok(None);
        }
        match action {
            Action::Move(motion) => self.move_cursor(*motion, height),
            Action::Enter => self.open = Some(Reader::default()),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, &events::LIST).map_err(|e| e.to_string())?;
                self.open = None;
                self.ask(scene);
            }
            Action::Open(number) => self.open = Some(Reader::opened(number, &self.sheet(scene), height)?),
            Action::Scroll(number) => self.open = Some(self.open.ok_or("no detail is open")?.scrolled(number)?),
            Action::Go(place) => return self.go(scene, place),
            Action::Pane(name, words) => return self.pane(scene, name, words),
            Action::MarkRow => return Err("rows are marked in lists, to be copied: there are none here".into()),
            _ => return Err("this pane has no use for that".into()),
        }
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let (room, side) = split::rooms(scene, GRID);
        let mut drawn = Drawn::default();
        if split::is_wide(scene) || self.open.is_none() {
            let legend = self.legend(room.width, scene.body.width < NARROW, scene.glyphs);
            let lines = (legend.len() as u16).min(room.height / 3);
            let upper = Rect { height: room.height.saturating_sub(lines + 1), ..room };
            drawn = if scene.body.width < NARROW { self.draw_sentences(scene, upper, buf) } else { self.draw_grid(scene, upper, buf) };
            for (at, line) in legend.iter().take(lines as usize).enumerate() {
                let tone = if self.compares() { Tone::Text } else { Tone::Dim };
                put(buf, room.x + 3, upper.bottom() + 1 + at as u16, room.width.saturating_sub(4), line, scene.theme.style(tone));
            }
        }
        split::draw(scene, side, self.detail(scene), self.open, &mut drawn, buf);
        drawn
    }

    fn link(&self, scene: Scene) -> String {
        let mut steps = vec!["go matrix".to_string()];
        let first = scene.scope.data.rows("phases").next().map(|row| scene.scope.data.id(row).to_string());
        match (&self.against, &self.ask.phase) {
            (Some(to), Some(from)) => steps.push(format!("compare {from} {to}")),
            (_, phase) if *phase != first => steps.push(format!("phase {}", phase.as_deref().unwrap_or("all"))),
            _ => {}
        }
        if (self.ask.rows, self.ask.columns) != commands::PAIRS[0] {
            steps.push(format!("axes {} {}", self.ask.rows.name(), self.ask.columns.name()));
        }
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.text()));
        }
        match self.share {
            Share::Count => {}
            Share::Row => steps.push("share row".into()),
            Share::Column => steps.push("share column".into()),
        }
        if self.gaps {
            steps.push("gaps".into());
        }
        if self.cursor != (1, 1) {
            steps.push(format!("cell {} {}", self.cursor.0, self.cursor.1));
        }
        steps.extend(self.open.iter().flat_map(Reader::steps));
        steps.join("; ")
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        self.sheet(scene).links.get(self.open?.focus).cloned()
    }

    fn about(&self, scene: Scene) -> Option<Place> {
        let data = scene.scope.data;
        let (row, column) = self.under();
        let head = |items: &[Item], at: Option<usize>| at.and_then(|at| items[at].row).map(|row| data.place(row));
        match (row, column) {
            (Some(row), Some(column)) => {
                let cell = &self.grid.cells[row][column];
                let role = cell.engagements.first().map(|row| data.place(*row).field("role"));
                role.or_else(|| cell.donors.first().cloned()).or_else(|| head(&self.grid.rows, Some(row)))
            }
            _ => head(&self.grid.rows, row).or_else(|| head(&self.grid.columns, column)),
        }
    }

    fn walks(&self) -> bool {
        self.open.is_some()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        let records = self.grid.rows.iter().any(|item| item.row.is_some());
        let side = self.ask.rows.name();
        let mut heads = vec![Head { ids: records, ..Head::new(side, crate::store::title_of(side)) }];
        heads.extend(self.grid.columns.iter().map(|item| Head::new(item.id.as_str(), item.label.as_str())));
        if !self.compares() {
            heads.push(Head::new("total", "Total"));
        }
        let glyphs = scene.glyphs;
        let cell = move |row: usize, column: usize| match column.checked_sub(1) {
            None => {
                let Item { title, row, .. } = &self.grid.rows[row];
                let label = Cow::Borrowed(title.as_str());
                match row {
                    Some(row) => Value::Names(vec![Name { kind: row.kind().name, id: scene.scope.data.id(*row), label }]),
                    None => Value::Text(label),
                }
            }
            Some(at) if at == self.grid.columns.len() && !self.gaps => Value::Number(self.grid.row_total(row) as i64),
            Some(at) if at == self.grid.columns.len() => Value::Text(Cow::Owned(self.total_text(row).0)),
            Some(at) => match self.grid.cells[row][at].said {
                Said::Count(n) if self.share == Share::Count => Value::Number(n as i64),
                _ => Value::Text(Cow::Owned(self.text(row, at, glyphs).0)),
            },
        };
        Table { heads, len: self.grid.rows.len(), cell: Box::new(cell) }
    }

    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        if self.open.is_some() {
            return Content::Record(self.detail(scene));
        }
        let Table { mut heads, len, cell } = self.table(scene);
        let columns = self.grid.columns.len();
        if self.grid.roles && !self.gaps {
            // a sum of letters says nothing to who sees it once
            heads.iter_mut().filter(|head| head.key == "total").for_each(|head| head.shown = false);
        }
        // letters carry the marks that the grid has
        let marked = move |row: usize, column: usize| match column.checked_sub(1).filter(|at| *at < columns && self.grid.roles) {
            Some(at) => Value::Text(Cow::Owned(self.marked(scene, row, at).0)),
            None => cell(row, column),
        };
        // of the legend only what is there
        let said: String =
            (0..len).flat_map(|row| (1..=columns).map(move |at| (row, at))).map(|(row, at)| marked(row, at).words()).collect();
        let there = |part: &&str| match part.split(' ').next() {
            Some("P>L") => said.contains('>'),
            Some(sign) if sign.chars().count() == 1 => said.contains(sign),
            _ => true,
        };
        let legend = self.legend(u16::MAX, false, scene.glyphs).into_iter();
        let legend = legend.map(|line| line.split("  ").filter(there).collect::<Vec<_>>().join("   ")).collect();
        Content::Rows(Table { heads, len, cell: Box::new(marked) }, legend)
    }

    fn rests_on(&self, scene: Scene) -> Vec<Place> {
        let cells = || self.grid.cells.iter().flatten();
        let parts = cells().flat_map(|cell| &cell.engagements).map(|row| scene.scope.data.place(*row));
        sort::distinct(parts.chain(cells().flat_map(|cell| cell.donors.iter().cloned())))
    }

    fn tell(&self, scene: Scene, detail: &mut Detail) {
        self.tell_grid(detail, scene);
    }

    fn filter(&self) -> String {
        self.filter.text()
    }

    fn chips(&self, scene: Scene) -> Vec<Chip> {
        let phase = |id: &Option<String>| {
            id.as_deref().map_or_else(|| "all phases".to_string(), |id| scene.scope.data.label_of("phases", id).into_owned())
        };
        let mut chips = vec![Chip::Setting(match &self.against {
            Some(_) => format!("{} → {}", phase(&self.ask.phase), phase(&self.against)),
            None => phase(&self.ask.phase),
        })];
        chips.extend(
            self.filter
                .terms
                .iter()
                .map(|term| Chip::Condition(term.chip(&events::LIST, &scene.scope, &[]), term.place(&events::LIST, &scene.scope))),
        );
        chips
    }

    fn asked(&self) -> Option<Asked<'_>> {
        Some(Asked::of(&events::LIST, &self.filter, &self.kept))
    }

    fn words(&self, scene: Scene) -> String {
        if self.filter.terms.is_empty() {
            return format!("{} × {}", self.ask.rows.name(), self.ask.columns.name());
        }
        let (kept, all) = (self.kept.len(), scene.scope.data.events.len());
        let more = if self.grid.roles {
            "letters show the whole, details these events".into()
        } else {
            self.filter.sentence(&events::LIST, &scene.scope, &[])
        };
        format!("{kept} of {all} events: {more}")
    }
}
