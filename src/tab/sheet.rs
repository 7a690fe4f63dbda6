//! A pane that is one sheet: it is laid out for the room it has, walked from link to link, and scrolled where it is longer.

use super::reader::Reader;
use super::{Done, Scene, Tab};
use crate::command::{Action, Motion};
use crate::model::Place;
use crate::query::filter::Filter;
use crate::query::{List, Rows, Table};
use crate::store::Row;
use crate::ui::Drawn;
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
}

impl SheetTab {
    /// A pane of this name whose sheet `make` lays out.
    pub fn new(name: &'static str, about: &'static str, make: fn(Scene) -> Sheet, list: &'static List) -> SheetTab {
        SheetTab { name, about, make, list, rows: Vec::new(), reader: Reader::default() }
    }
}

impl Tab for SheetTab {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn kinds(&self) -> &'static [&'static str] {
        self.list.kinds
    }

    fn reset(&mut self, scene: Scene) {
        self.reader = Reader::default();
        self.rows = self.list.ask(&scene.scope, false, &Filter::default(), None);
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        let sheet = (self.make)(scene);
        let height = scene.body.height as usize;
        match action {
            Action::Move(motion @ (Motion::Up | Motion::Down | Motion::Left | Motion::Right)) => self.reader.aim(&sheet, height, *motion),
            Action::Move(motion) => self.reader.scroll(&sheet, height, *motion),
            Action::Open(number) => {
                let link =
                    if number.is_empty() { 0 } else { number.parse().map_err(|_| format!("\"{number}\" is no number of a link"))? };
                self.reader.to(&sheet, height, link);
            }
            Action::Scroll(number) => self.reader.top = number.parse().map_err(|_| format!("\"{number}\" is no number of a line"))?,
            Action::Go(place) | Action::Select(place) => {
                let wanted = Place::new(place.clone());
                let link = sheet.links.iter().position(|link| *link == wanted).ok_or_else(|| format!("{place} is not on this pane"))?;
                self.reader.to(&sheet, height, link);
            }
            Action::Enter => return Err("there is nothing to open".into()),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) if text.is_empty() => {}
            Action::AskFilter | Action::Filter(_) | Action::DropChip => {
                return Err("this pane shows the whole; filter in Countries, Timeline, Documents or Sources".into());
            }
            _ => return Err("this pane has no use for that".into()),
        }
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let sheet = (self.make)(scene);
        sheet::draw(&sheet, self.reader.top, Some(self.reader.focus), scene.body, buf, scene.theme, scene.glyphs)
    }

    fn link(&self, _scene: Scene) -> String {
        let mut steps = vec![format!("go {}", self.name)];
        if self.reader != Reader::default() {
            steps.extend(self.reader.steps());
        }
        steps.join("; ")
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        (self.make)(scene).links.get(self.reader.focus).cloned()
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
