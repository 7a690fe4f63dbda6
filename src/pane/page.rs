//! A pane that is one sheet: it is laid out for the room it has, walked from link to link, and scrolled where it is longer.

use super::scroll_state::Reader;
use super::{Asked, Card, Done, Scene, Tab, narration};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::model::Place;
use crate::query::filter::Filter;
use crate::query::{Content, List, Table};
use crate::store::RecordRef;
use crate::ui::Drawn;
use crate::ui::detail::lay;
use crate::ui::header::Chip;
use crate::ui::rich_text::{self, Sheet};
use crate::ui::theme::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::rc::Rc;

/// What a pane that always shows the whole says to a filter.
pub const WHOLE: &str = "this pane shows the whole; the lists behind it can be filtered";

/// A pane over a sheet, and the list that says the same in rows.
pub struct SheetTab {
    name: &'static str,
    about: &'static str,
    make: fn(Scene, &[RecordRef]) -> Sheet,
    /// The same in sentences.
    tell: fn(Scene, &[RecordRef], &mut Detail),
    list: &'static List,
    filters: bool,
    filter: Filter,
    rows: Vec<RecordRef>,
    reader: Reader,
    /// A record of the pane's own kinds, told in full in its place.
    record: Option<(RecordRef, Reader)>,
    /// What was laid out last: one frame asks for it several times.
    laid: RefCell<Option<Laid>>,
}

/// A sheet, and what it was laid out for.
struct Laid {
    record: Option<RecordRef>,
    body: Rect,
    glyphs: Glyphs,
    sheet: Rc<Sheet>,
}

impl SheetTab {
    /// A pane of this name whose sheet `make` lays out.
    pub fn new(name: &'static str, about: &'static str, make: fn(Scene, &[RecordRef]) -> Sheet, list: &'static List) -> SheetTab {
        SheetTab {
            name,
            about,
            make,
            tell: |_, _, _| {},
            list,
            filters: true,
            filter: Filter::default(),
            rows: Vec::new(),
            reader: Reader::default(),
            record: None,
            laid: RefCell::default(),
        }
    }
}

impl SheetTab {
    /// The same pane, which always shows the whole.
    pub fn whole(mut self) -> SheetTab {
        self.filters = false;
        self
    }

    /// The same pane, which is told line by line like this.
    pub fn telling(mut self, tell: fn(Scene, &[RecordRef], &mut Detail)) -> SheetTab {
        self.tell = tell;
        self
    }

    /// The sheet that is shown, and where one is on it.
    fn shown(&self, scene: Scene) -> (Rc<Sheet>, Reader) {
        let reader = self.record.map_or(self.reader, |(_, reader)| reader);
        let (record, body) = (self.record.map(|(row, _)| row), scene.body);
        let mut laid = self.laid.borrow_mut();
        let fits = |laid: &&Laid| (laid.record, laid.body, &laid.glyphs) == (record, body, scene.glyphs);
        if let Some(laid) = laid.as_ref().filter(fits) {
            return (Rc::clone(&laid.sheet), reader);
        }
        let sheet = Rc::new(match record {
            Some(row) => lay(&Detail::of(&scene.scope, row), body.width),
            None => (self.make)(scene, &self.rows),
        });
        *laid = Some(Laid { record, body, glyphs: scene.glyphs.clone(), sheet: Rc::clone(&sheet) });
        (sheet, reader)
    }

    /// Asks anew. Whoever reads fresh data starts here too.
    fn keep(&mut self, scene: Scene, filter: Filter) {
        self.laid.take();
        self.rows = self.list.ask(&scene.scope, false, &filter, None);
        self.filter = filter;
    }

    fn reader(&mut self) -> &mut Reader {
        self.record.as_mut().map_or(&mut self.reader, |(_, reader)| reader)
    }
}

impl Tab for SheetTab {
    fn card(&self) -> Card {
        Card { name: self.name, about: self.about, kinds: self.list.kinds, commands: &[], filters: self.filters }
    }

    fn reset(&mut self, scene: Scene) {
        (self.reader, self.record) = (Reader::default(), None);
        self.keep(scene, Filter::default());
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        let (sheet, mut reader) = self.shown(scene);
        let height = scene.body.height as usize;
        let open = self.record.is_some();
        match action {
            Action::Move(Motion::Left) | Action::Close | Action::Quit if open => {
                self.record = None;
                return Ok(None);
            }
            Action::Next | Action::Previous if open => {
                if !reader.step(&sheet, height, *action == Action::Next) {
                    self.record = None;
                    return Ok(None);
                }
            }
            Action::Move(motion) if open => reader.scroll(&sheet, height, *motion),
            Action::Move(motion @ (Motion::Up | Motion::Down | Motion::Left | Motion::Right)) => reader.aim(&sheet, height, *motion),
            Action::Move(motion) => reader.scroll(&sheet, height, *motion),
            Action::Open(number) => reader = Reader::opened(number, &sheet, height)?,
            Action::Scroll(number) => reader = reader.scrolled(number)?,
            Action::Go(place) => {
                let place = scene.scope.data.resolve(place).map_err(|e| e.to_string())?;
                let row = scene.scope.data.row_of(&place).ok_or_else(|| format!("{place} is no record"))?;
                self.record = Some((row, Reader::default()));
                return Ok(None);
            }
            Action::Select(place) => {
                let link =
                    sheet.links.iter().position(|link| link.as_str() == place).ok_or_else(|| format!("{place} is not on this pane"))?;
                reader.to(&sheet, height, link);
            }
            Action::Enter => return Err("there is nothing to open".into()),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) if !self.filters && !text.is_empty() => return Err(WHOLE.into()),
            Action::Filter(text) => {
                let filter = Filter::parse(text, self.list).map_err(|e| e.to_string())?;
                self.keep(scene, filter);
                (self.reader, self.record) = (Reader::default(), None);
                return Ok(None);
            }
            Action::MarkRow => return Err("rows are marked in lists, to be copied: there are none here".into()),
            _ => return Err("this pane has no use for that".into()),
        }
        *self.reader() = reader;
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let (sheet, reader) = self.shown(scene);
        rich_text::draw(&sheet, reader.top, Some(reader.focus), scene.body, buf, scene.theme, scene.glyphs)
    }

    fn link(&self, scene: Scene) -> String {
        let mut steps = vec![format!("go {}", self.name)];
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.text()));
        }
        let read = |reader: &Reader| if *reader == Reader::default() { Vec::new() } else { reader.steps() };
        steps.extend(read(&self.reader));
        if let Some((row, reader)) = &self.record {
            steps.push(format!("go {}", scene.scope.data.place(*row)));
            steps.extend(read(reader));
        }
        steps.join("; ")
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        let (sheet, reader) = self.shown(scene);
        sheet.links.get(reader.focus).cloned()
    }

    fn about(&self, scene: Scene) -> Option<Place> {
        let (sheet, reader) = self.shown(scene);
        match self.record {
            Some((row, _)) => Some(sheet.place_of(reader.focus).cloned().unwrap_or_else(|| scene.scope.data.place(row))),
            None => sheet.links.get(reader.focus).cloned(),
        }
    }

    fn walks(&self) -> bool {
        self.record.is_some()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        self.list.rows_of(scene.scope, &self.rows).table()
    }

    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        match self.record {
            Some((row, _)) => Content::Record(Detail::of(&scene.scope, row)),
            None => Content::Rows(self.table(scene), Vec::new()),
        }
    }

    fn told(&self, scene: Scene) -> Detail {
        if let Content::Record(detail) = self.content(scene) {
            return detail;
        }
        let words = if self.filter.terms.is_empty() { self.about.to_string() } else { self.words(scene) };
        let mut detail = Detail { heading: narration::heading(self.name, &words), ..Detail::default() };
        (self.tell)(scene, &self.rows, &mut detail);
        detail
    }

    fn filter(&self) -> String {
        self.filter.text()
    }

    fn chips(&self, scene: Scene) -> Vec<Chip> {
        self.filter
            .terms
            .iter()
            .map(|term| Chip::Condition(term.chip(self.list, &scene.scope, &self.rows), term.place(self.list, &scene.scope)))
            .collect()
    }

    fn asked(&self) -> Option<Asked<'_>> {
        self.filters.then_some(Asked::of(self.list, &self.filter, &self.rows))
    }

    fn words(&self, scene: Scene) -> String {
        if !self.filter.terms.is_empty() {
            let all = (self.list.rows)(scene.scope.data, false).len();
            let sentence = self.filter.sentence(self.list, &scene.scope, &self.rows);
            return format!("{} of {all} {}: {sentence}", self.rows.len(), self.list.nouns.1);
        }
        self.target(scene).map(|place| format!("Enter: {place}")).unwrap_or_default()
    }
}
