//! A pane that is one sheet: it is laid out for the room it has, walked from link to link, and scrolled where it is longer.

use super::reader::Reader;
use super::{Card, Done, Scene, Tab};
use crate::command::{Action, Motion};
use crate::model::Place;
use crate::query::detail::Detail;
use crate::query::filter::Filter;
use crate::query::{List, Rows, Table};
use crate::store::Row;
use crate::ui::Drawn;
use crate::ui::detail::lay;
use crate::ui::sheet::{self, Sheet};
use ratatui::buffer::Buffer;

/// A pane over a sheet, and the list that says the same in rows.
pub struct SheetTab {
    name: &'static str,
    about: &'static str,
    make: fn(Scene) -> Sheet,
    list: &'static List,
    rows: Vec<Row>,
    reader: Reader,
    /// A record of the pane's own kinds, told in full in its place.
    record: Option<(Row, Reader)>,
}

impl SheetTab {
    /// A pane of this name whose sheet `make` lays out.
    pub fn new(name: &'static str, about: &'static str, make: fn(Scene) -> Sheet, list: &'static List) -> SheetTab {
        SheetTab { name, about, make, list, rows: Vec::new(), reader: Reader::default(), record: None }
    }
}

impl SheetTab {
    /// The sheet that is shown, and where one is on it.
    fn shown(&self, scene: Scene) -> (Sheet, Reader) {
        match self.record {
            Some((row, reader)) => (lay(&Detail::of(&scene.scope, row), scene.body.width), reader),
            None => ((self.make)(scene), self.reader),
        }
    }

    fn reader(&mut self) -> &mut Reader {
        self.record.as_mut().map_or(&mut self.reader, |(_, reader)| reader)
    }
}

impl Tab for SheetTab {
    fn card(&self) -> Card {
        Card { name: self.name, about: self.about, kinds: self.list.kinds, commands: &[] }
    }

    fn reset(&mut self, scene: Scene) {
        (self.reader, self.record) = (Reader::default(), None);
        self.rows = self.list.ask(&scene.scope, false, &Filter::default(), None);
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
            Action::Filter(text) if text.is_empty() => {}
            Action::AskFilter | Action::Filter(_) | Action::DropChip => {
                return Err("this pane shows the whole; filter in Countries, Timeline, Documents or Sources".into());
            }
            _ => return Err("this pane has no use for that".into()),
        }
        *self.reader() = reader;
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let (sheet, reader) = self.shown(scene);
        sheet::draw(&sheet, reader.top, Some(reader.focus), scene.body, buf, scene.theme, scene.glyphs)
    }

    fn link(&self, scene: Scene) -> String {
        let mut steps = vec![format!("go {}", self.name)];
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

    fn walks(&self) -> bool {
        self.record.is_some()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        Rows { scope: scene.scope, columns: self.list.shown(), rows: &self.rows }.table()
    }

    fn filter(&self) -> String {
        String::new()
    }

    fn chips(&self, _scene: Scene) -> Vec<String> {
        Vec::new()
    }

    fn words(&self, scene: Scene) -> String {
        let target = self.target(scene).map(|place| place.to_string()).unwrap_or_default();
        format!("Enter leads to {target}")
    }
}
