//! Where the programme works: a map with a dot for each country, or tiles by region where a map has no room.

use super::scroll_state::Reader;
use super::{Asked, Card, Done, Scene, Tab, split};
use crate::command::Action::Pane;
use crate::command::{Action, Command, Motion, Run};
use crate::detail::{Detail, Piece};
use crate::model::{Country, Place, Record};
use crate::query::filter::Filter;
use crate::query::lists::countries;
use crate::query::{Content, Table, Tone};
use crate::store::RecordRef;
use crate::ui::detail::lay;
use crate::ui::header::Chip;
use crate::ui::map::{self, Dot};
use crate::ui::map_projection::{Frame, WORLD, point, regions, toward};
use crate::ui::rich_text::{Sheet, whole, wrap};
use crate::ui::{Drawn, put, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a map of coasts says, and does not.
const DISCLAIMER: &str = "Coasts only: no opinion on the legal status or borders of any country.";

/// How much of the width a map takes beside a detail, of a hundred.
const MAP: u32 = 64;
/// The least room of a map; where there is less, tiles are shown.
const LEAST: (u16, u16) = (56, 14);

/// Commands of the pane.
const COMMANDS: &[Command] = &[Command {
    name: "frame",
    keys: "z",
    pane: "map",
    foot: "frame",
    help: "The next piece of the world: frame Africa, frame world",
    run: Run::With("[REGION]", |words| Pane("frame", words)),
}];

/// The pane.
#[derive(Default)]
pub struct MapTab {
    filter: Filter,
    /// The countries that the filter keeps.
    rows: Vec<RecordRef>,
    /// The selected country, by its id.
    selected: String,
    /// The region that is looked at: `world`, or a region's name; nothing for all of the programme.
    frame: String,
    open: Option<Reader>,
}

/// What is on the screen: the countries with their cells, the lines of regions where they are tiles.
struct Layout {
    frame: Frame,
    dots: Vec<Dot>,
    rows: Vec<RecordRef>,
    regions: Option<Vec<(u16, String)>>,
    area: Rect,
}

impl MapTab {
    fn ask(&mut self, scene: Scene) {
        self.rows = countries::LIST.ask(&scene.scope, false, &self.filter, None);
        let known = |row: &RecordRef| scene.scope.data.id(*row) == self.selected;
        if !self.rows.iter().any(known) {
            self.selected = self.rows.first().map(|row| scene.scope.data.id(*row).to_string()).unwrap_or_default();
        }
    }

    fn row(&self, scene: Scene) -> Option<RecordRef> {
        scene.scope.data.row("countries", &self.selected)
    }

    fn layout(&self, scene: Scene) -> Layout {
        self.layout_in(scene, split::rooms(scene, MAP).0)
    }

    fn layout_in(&self, scene: Scene, room: Rect) -> Layout {
        let all = (countries::LIST.rows)(scene.scope.data, false);
        // below the map stand the key, the name of the selected country, and what a map does not say
        let below = said(room).len() as u16 + 1;
        let area = Rect { height: room.height.saturating_sub(below + 2), ..room };
        let tiled = scene.glyphs.ascii || area.width < LEAST.0 || area.height < LEAST.1;
        if tiled {
            self.tiles(scene, &all, Rect { height: room.height.saturating_sub(below), ..room })
        } else {
            self.map(scene, &all, area)
        }
    }

    fn dot(&self, scene: Scene, row: RecordRef, cell: (u16, u16)) -> Dot {
        let (data, lit) = (scene.scope.data, self.rows.contains(&row));
        let phase = data.get::<Country>(row).and_then(|country| data.phases.get_index_of(&**country.phases.first()?));
        Dot {
            cell,
            code: data.id(row).to_string(),
            name: data.label(row).into_owned(),
            // what the filter hides is told by its sign, too: a colour alone is not seen by all
            sign: phase.filter(|_| lit).map_or(scene.glyphs.dot, |phase| scene.glyphs.phase(phase)),
            tone: phase.map_or(Tone::Text, Tone::Phase),
            lit,
            place: data.place(row),
        }
    }

    fn map(&self, scene: Scene, all: &[RecordRef], area: Rect) -> Layout {
        let scope = scene.scope;
        let of = |row: &&RecordRef| {
            self.frame.is_empty() || scope.data.get::<Country>(**row).is_some_and(|c| c.region.as_deref() == Some(&*self.frame))
        };
        let frame = if self.frame == "world" { WORLD } else { Frame::around(all.iter().filter(of).filter_map(|row| point(&scope, *row))) };
        let frame = frame.fitted(area.width, area.height);
        let cell = |row: &RecordRef| frame.cell(point(&scope, *row)?, area.width, area.height);
        let shown: Vec<(RecordRef, (u16, u16))> = all.iter().filter_map(|row| Some((*row, cell(row)?))).collect();
        let dots = shown.iter().map(|(row, cell)| self.dot(scene, *row, *cell)).collect();
        Layout { frame, dots, rows: shown.into_iter().map(|(row, _)| row).collect(), regions: None, area }
    }

    fn tiles(&self, scene: Scene, all: &[RecordRef], area: Rect) -> Layout {
        let scope = scene.scope;
        let mut names = regions(&scope, all);
        names.push(String::new());
        let longest = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width / 2);
        let (mut dots, mut rows, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        let mut y = 0;
        for name in names {
            let of = |row: &&RecordRef| {
                scope.data.get::<Country>(**row).is_some_and(|country| country.region.as_deref().unwrap_or_default() == name)
            };
            let mine: Vec<RecordRef> = all.iter().filter(of).copied().collect();
            if mine.is_empty() {
                continue;
            }
            heads.push((y, if name.is_empty() { "no region named".into() } else { crate::ui::cut(&name, longest) }));
            let mut x = longest + 5;
            for row in mine {
                if x + 6 > area.width {
                    y += 1;
                    x = longest + 5;
                }
                dots.push(self.dot(scene, row, (x, y)));
                rows.push(row);
                x += 6;
            }
            y += 1;
        }
        Layout { frame: WORLD, dots, rows, regions: Some(heads), area }
    }

    fn sheet(&self, scene: Scene) -> Option<Sheet> {
        Some(lay(&Detail::of(&scene.scope, self.row(scene)?), split::rooms(scene, MAP).1.width))
    }

    fn step(&mut self, scene: Scene, way: (i32, i32)) -> Done {
        let layout = self.layout(scene);
        let row = self.row(scene).ok_or("there is no country")?;
        let cells: Vec<(u16, u16)> = layout.dots.iter().map(|dot| dot.cell).collect();
        let at = match layout.rows.iter().position(|other| *other == row) {
            Some(from) => toward(&cells, from, way).ok_or(if layout.regions.is_some() {
                "no country lies that way"
            } else {
                "no country lies that way; z shows another piece of the world"
            })?,
            // the selected one lies outside: any that is seen
            None => 0,
        };
        let row = layout.rows.get(at).ok_or("there is no country here")?;
        self.selected = scene.scope.data.id(*row).to_string();
        Ok(None)
    }

    fn set_frame(&mut self, scene: Scene, words: &str) -> Done {
        if words.is_empty() && self.layout(scene).regions.is_some() {
            return Err("these tiles are all of it: a map needs more room, and more than ASCII".into());
        }
        let mut names = vec![String::new()];
        names.extend(regions(&scene.scope, &(countries::LIST.rows)(scene.scope.data, false)));
        names.push("world".into());
        let at = if words.is_empty() {
            (names.iter().position(|name| *name == self.frame).unwrap_or(0) + 1) % names.len()
        } else {
            let same = |name: &&String| name.eq_ignore_ascii_case(words) || (words == "programme" && name.is_empty());
            let known = names.iter().map(|name| if name.is_empty() { "programme" } else { name.as_str() });
            let at = names.iter().position(|name| same(&name));
            at.ok_or_else(|| crate::error::Error::unknown("region", words, known).to_string())?
        };
        self.frame = names.swap_remove(at);
        self.open = None;
        // where one was may be out of sight now
        let layout = self.layout(scene);
        if layout.regions.is_none() && !layout.rows.iter().any(|row| Some(*row) == self.row(scene)) {
            let first = layout.rows.iter().find(|row| self.rows.contains(row)).or(layout.rows.first());
            self.selected = first.map(|row| scene.scope.data.id(*row).to_string()).unwrap_or_default();
        }
        Ok(None)
    }
}

impl Tab for MapTab {
    fn card(&self) -> Card {
        Card { name: "map", about: "Where: a map of the countries, by phase and region", kinds: &[], commands: COMMANDS, filters: true }
    }

    fn reset(&mut self, scene: Scene) {
        *self = MapTab::default();
        self.ask(scene);
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        let height = scene.body.height as usize;
        let sheet = if self.open.is_some() { self.sheet(scene) } else { None };
        if sheet.is_some_and(|sheet| split::read(&mut self.open, action, &sheet, height)) {
            return Ok(None);
        }
        match action {
            Action::Move(Motion::Left) => return self.step(scene, (-1, 0)),
            Action::Move(Motion::Right) => return self.step(scene, (1, 0)),
            Action::Move(Motion::Up | Motion::PageUp | Motion::HalfUp) => return self.step(scene, (0, -1)),
            Action::Move(Motion::Down | Motion::PageDown | Motion::HalfDown) => return self.step(scene, (0, 1)),
            Action::Move(motion) => {
                let row = if *motion == Motion::First { self.rows.first() } else { self.rows.last() };
                self.selected = row.map(|row| scene.scope.data.id(*row).to_string()).unwrap_or_default();
            }
            Action::Enter if self.row(scene).is_some() => self.open = Some(Reader::default()),
            Action::Enter => return Err("there is no country to open".into()),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, &countries::LIST).map_err(|e| e.to_string())?;
                self.open = None;
                self.ask(scene);
            }
            Action::Select(place) => {
                let place = scene.scope.data.resolve(place).map_err(|e| e.to_string())?;
                let row = scene.scope.data.row_of(&place).filter(|row| (countries::LIST.rows)(scene.scope.data, false).contains(row));
                self.selected = row.map(|row| scene.scope.data.id(row).to_string()).ok_or_else(|| format!("{place} is not on the map"))?;
            }
            Action::Open(number) => {
                let sheet = self.sheet(scene).ok_or("there is no country to open")?;
                self.open = Some(Reader::opened(number, &sheet, height)?);
            }
            Action::Scroll(number) => self.open = Some(self.open.ok_or("no detail is open")?.scrolled(number)?),
            Action::Pane("frame", words) => return self.set_frame(scene, words),
            Action::MarkRow => return Err("rows are marked in lists, to be copied: there are none here".into()),
            _ => return Err("this pane has no use for that".into()),
        }
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let (room, side) = split::rooms(scene, MAP);
        let mut drawn = Drawn::default();
        if split::is_wide(scene) || self.open.is_none() {
            drawn = self.draw_map(scene, room, buf);
        }
        let detail = self.row(scene).map(|row| Detail::of(&scene.scope, row)).unwrap_or_default();
        split::draw(scene, side, detail, self.open, &mut drawn, buf);
        drawn
    }

    fn link(&self, scene: Scene) -> String {
        let mut steps = vec!["go map".to_string()];
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.text()));
        }
        if !self.frame.is_empty() {
            steps.push(format!("frame {}", self.frame));
        }
        if let Some(row) = self.row(scene).filter(|row| self.rows.first() != Some(row) || !self.frame.is_empty()) {
            steps.push(format!("select {}", scene.scope.data.place(row)));
        }
        steps.extend(self.open.iter().flat_map(Reader::steps));
        steps.join("; ")
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        self.sheet(scene)?.links.get(self.open?.focus).cloned()
    }

    fn about(&self, scene: Scene) -> Option<Place> {
        let record = scene.scope.data.place(self.row(scene)?);
        let field = self.open.and_then(|reader| self.sheet(scene)?.place_of(reader.focus).cloned());
        Some(field.unwrap_or(record))
    }

    fn walks(&self) -> bool {
        self.open.is_some()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        countries::LIST.rows_of(scene.scope, &self.rows).table()
    }

    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        match self.row(scene).filter(|_| self.open.is_some()) {
            Some(row) => Content::Record(Detail::of(&scene.scope, row)),
            None => Content::Picture(self.table(scene)),
        }
    }

    fn picture(&self, scene: Scene, buf: &mut Buffer) -> bool {
        let body = scene.body;
        let signs = whole(&phases(scene), "   ", body.width.saturating_sub(2));
        let room = Rect { height: body.height.saturating_sub(signs.len() as u16 + 1), ..body };
        let layout = self.layout_in(scene, room);
        self.draw_layout(scene, &layout, usize::MAX, "", room, buf);
        for (y, line) in signs.iter().enumerate() {
            put(buf, body.x + 1, room.bottom() + y as u16, body.width.saturating_sub(2), line, scene.theme.style(Tone::Strong));
        }
        true
    }

    fn tell(&self, scene: Scene, detail: &mut Detail) {
        for row in &self.rows {
            detail.item(vec![Piece::link(self.country_told(scene, Some(*row)), scene.scope.data.place(*row))]);
        }
        detail.item(vec![Piece::dim(DISCLAIMER)]);
    }

    fn filter(&self) -> String {
        self.filter.text()
    }

    fn chips(&self, scene: Scene) -> Vec<Chip> {
        let map = self.layout(scene).regions.is_none();
        let frame = Some(&self.frame).filter(|frame| map && !frame.is_empty()).map(|frame| Chip::Setting(frame.clone()));
        let terms =
            self.filter.terms.iter().map(|term| {
                Chip::Condition(term.chip(&countries::LIST, &scene.scope, &self.rows), term.place(&countries::LIST, &scene.scope))
            });
        frame.into_iter().chain(terms).collect()
    }

    fn asked(&self) -> Option<Asked<'_>> {
        Some(Asked::of(&countries::LIST, &self.filter, &self.rows))
    }

    fn words(&self, scene: Scene) -> String {
        let all = (countries::LIST.rows)(scene.scope.data, false).len();
        if self.filter.terms.is_empty() {
            return format!("{all} countries");
        }
        format!("{} of {all} countries: {}", self.rows.len(), self.filter.sentence(&countries::LIST, &scene.scope, &self.rows))
    }
}

impl MapTab {
    /// The map or the tiles, and below it the key, the selected country in words, and what a map does not say.
    fn draw_map(&self, scene: Scene, room: Rect, buf: &mut Buffer) -> Drawn {
        let layout = self.layout(scene);
        let row = self.row(scene);
        let selected = layout.rows.iter().position(|other| Some(*other) == row).unwrap_or(usize::MAX);
        // what stands beside tells it at length
        let words = if split::is_wide(scene) { String::new() } else { self.country_told(scene, row) };
        self.draw_layout(scene, &layout, selected, &words, room, buf)
    }

    /// The same with a country selected, or none, and what is said of it.
    fn draw_layout(&self, scene: Scene, layout: &Layout, selected: usize, words: &str, room: Rect, buf: &mut Buffer) -> Drawn {
        let view = map::View {
            frame: layout.frame,
            dots: &layout.dots,
            selected,
            focused: self.open.is_none(),
            theme: scene.theme,
            glyphs: scene.glyphs,
        };
        let (drawn, keys) = match &layout.regions {
            Some(regions) => (map::tiles(&view, regions, layout.area, buf), Vec::new()),
            None => map::draw(&view, layout.area, buf),
        };
        let line = |buf: &mut Buffer, from_below: u16, text: &str, tone: Tone| {
            let y = room.bottom().saturating_sub(from_below);
            if y >= room.y {
                put(buf, room.x + 1, y, room.width.saturating_sub(2), text, scene.theme.style(tone));
            }
        };
        let said = said(room);
        let below = said.len() as u16 + 1;
        if layout.regions.is_none() {
            let lines = wrap(&keys.join("  "), room.width.saturating_sub(2), room.width.saturating_sub(2));
            for (at, text) in lines.iter().take(2).enumerate() {
                line(buf, below + 2 - at as u16, text, Tone::Text);
            }
        }
        line(buf, below, words, Tone::Strong);
        for (at, text) in said.iter().enumerate() {
            line(buf, (said.len() - at) as u16, text, Tone::Dim);
        }
        drawn
    }

    /// The selected country in words: its name, its region, its phases, its agencies.
    fn country_told(&self, scene: Scene, row: Option<RecordRef>) -> String {
        let data = scene.scope.data;
        let Some(country) = row.and_then(|row| data.get::<Country>(row)) else { return "no country".into() };
        let names = |kind: &str, ids: &[crate::model::Text]| {
            ids.iter().map(|id| data.label_of(kind, id).into_owned()).collect::<Vec<_>>().join(", ")
        };
        let phases = names("phases", &country.phases);
        // a phase that is called by its region says it already
        let region = country.region.as_deref().filter(|region| *region != phases).unwrap_or_default().to_string();
        let parts = [("", country.label().to_string()), (", ", region), ("; ", phases), ("; ", names("agencies", &country.agencies))];
        parts.iter().filter(|(_, part)| !part.is_empty()).map(|(before, part)| format!("{before}{part}")).collect()
    }
}

/// What the signs on a map mean: the phases.
fn phases(scene: Scene) -> Vec<String> {
    let phase = |(number, phase): (usize, &crate::model::Phase)| format!("{} {}", scene.glyphs.phase(number), phase.label());
    scene.scope.data.phases.values().enumerate().map(phase).collect()
}

/// What a map does not say, in the lines that it needs: it is never cut.
fn said(room: Rect) -> Vec<String> {
    wrap(DISCLAIMER, room.width.saturating_sub(2), room.width.saturating_sub(2))
}
