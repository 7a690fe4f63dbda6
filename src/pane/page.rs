//! A pane that is one sheet: it is laid out for the room it has, walked from link to link, and scrolled where it is longer.

use super::scroll_state::ScrollState;
use super::{Done, ListState, Pane, PaneInfo, RenderContext, narration};
use crate::command::{Action, Motion};
use crate::detail::{Detail, ViewContent};
use crate::model::RecordPath;
use crate::query::filter::Filter;
use crate::query::{ListDef, Table};
use crate::store::RecordRef;
use crate::ui::RenderOutput;
use crate::ui::detail::layout_detail;
use crate::ui::header::Chip;
use crate::ui::rich_text::{self, RichText};
use crate::ui::theme::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::rc::Rc;

/// What a pane that always shows the whole says to a filter.
pub const NOT_FILTERABLE: &str = "this pane shows the whole; the lists behind it can be filtered";

/// A pane over a sheet, and the list that says the same in rows.
pub struct PagePane {
    name: &'static str,
    description: &'static str,
    layout: fn(RenderContext, &[RecordRef]) -> RichText,
    /// The same in sentences.
    narrate: fn(RenderContext, &[RecordRef], &mut Detail),
    list: &'static ListDef,
    can_filter: bool,
    filter: Filter,
    rows: Vec<RecordRef>,
    scroll: ScrollState,
    /// A record of the pane's own kinds, told in full in its place.
    open_record: Option<(RecordRef, ScrollState)>,
    /// What was laid out last: one frame asks for it several times.
    cached_layout: RefCell<Option<CachedLayout>>,
}

/// A sheet, and what it was laid out for.
struct CachedLayout {
    record: Option<RecordRef>,
    body: Rect,
    glyphs: Glyphs,
    sheet: Rc<RichText>,
}

impl PagePane {
    /// A pane of this name whose sheet `make` lays out.
    pub fn new(
        name: &'static str,
        description: &'static str,
        layout: fn(RenderContext, &[RecordRef]) -> RichText,
        list: &'static ListDef,
    ) -> PagePane {
        PagePane {
            name,
            description,
            layout,
            narrate: |_, _, _| {},
            list,
            can_filter: true,
            filter: Filter::default(),
            rows: Vec::new(),
            scroll: ScrollState::default(),
            open_record: None,
            cached_layout: RefCell::default(),
        }
    }
}

impl PagePane {
    /// The same pane, which always shows the whole.
    pub fn without_filter(mut self) -> PagePane {
        self.can_filter = false;
        self
    }

    /// The same pane, which is told line by line like this.
    pub fn with_narration(
        mut self,
        tell: fn(RenderContext, &[RecordRef], &mut Detail),
    ) -> PagePane {
        self.narrate = tell;
        self
    }

    /// The sheet that is shown, and where one is on it.
    fn visible_page(&self, scene: RenderContext) -> (Rc<RichText>, ScrollState) {
        let reader = self.open_record.map_or(self.scroll, |(_, reader)| reader);
        let (record, body) = (self.open_record.map(|(row, _)| row), scene.area);
        let mut laid = self.cached_layout.borrow_mut();
        let fits = |laid: &&CachedLayout| {
            (laid.record, laid.body, &laid.glyphs) == (record, body, scene.glyphs)
        };
        if let Some(laid) = laid.as_ref().filter(fits) {
            return (Rc::clone(&laid.sheet), reader);
        }
        let sheet = Rc::new(match record {
            Some(row) => layout_detail(&Detail::for_record(&scene.query, row), body.width),
            None => (self.layout)(scene, &self.rows),
        });
        *laid = Some(CachedLayout {
            record,
            body,
            glyphs: scene.glyphs.clone(),
            sheet: Rc::clone(&sheet),
        });
        (sheet, reader)
    }

    /// Asks anew. Whoever reads fresh data starts here too.
    fn requery(&mut self, scene: RenderContext, filter: Filter) {
        self.cached_layout.take();
        self.rows = self.list.run(&scene.query, false, &filter, None);
        self.filter = filter;
    }

    fn scroll_mut(&mut self) -> &mut ScrollState {
        self.open_record.as_mut().map_or(&mut self.scroll, |(_, reader)| reader)
    }
}

impl Pane for PagePane {
    fn info(&self) -> PaneInfo {
        PaneInfo {
            name: self.name,
            description: self.description,
            home_kinds: self.list.kinds,
            commands: &[],
            can_filter: self.can_filter,
        }
    }

    fn reset(&mut self, scene: RenderContext) {
        (self.scroll, self.open_record) = (ScrollState::default(), None);
        self.requery(scene, Filter::default());
    }

    fn update(&mut self, action: &Action, scene: RenderContext) -> Done {
        let (sheet, mut reader) = self.visible_page(scene);
        let height = scene.area.height as usize;
        let open = self.open_record.is_some();
        match action {
            Action::Move(Motion::Left) | Action::Close | Action::Quit if open => {
                self.open_record = None;
                return Ok(None);
            }
            Action::Next | Action::Previous if open => {
                if !reader.step_focus(&sheet, height, *action == Action::Next) {
                    self.open_record = None;
                    return Ok(None);
                }
            }
            Action::Move(motion) if open => reader.scroll(&sheet, height, *motion),
            Action::Move(motion @ (Motion::Up | Motion::Down | Motion::Left | Motion::Right)) => {
                reader.focus_towards(&sheet, height, *motion)
            }
            Action::Move(motion) => reader.scroll(&sheet, height, *motion),
            Action::OpenDetail(number) => reader = ScrollState::at_link(number, &sheet, height)?,
            Action::ScrollDetail(number) => reader = reader.at_line(number)?,
            Action::Go(place) => {
                let place = scene.query.data.resolve_path(place).map_err(|e| e.to_string())?;
                let row = scene
                    .query
                    .data
                    .record_at(&place)
                    .ok_or_else(|| format!("{place} is no record"))?;
                self.open_record = Some((row, ScrollState::default()));
                return Ok(None);
            }
            Action::Select(place) => {
                let link = sheet
                    .links
                    .iter()
                    .position(|link| link.as_str() == place)
                    .ok_or_else(|| format!("{place} is not on this pane"))?;
                reader.focus_link(&sheet, height, link);
            }
            Action::Enter => return Err("there is nothing to open".into()),
            Action::Close | Action::Quit => return Err("nothing is open".into()),
            Action::Filter(text) if !self.can_filter && !text.is_empty() => {
                return Err(NOT_FILTERABLE.into());
            }
            Action::Filter(text) => {
                let filter = Filter::parse(text, self.list).map_err(|e| e.to_string())?;
                self.requery(scene, filter);
                (self.scroll, self.open_record) = (ScrollState::default(), None);
                return Ok(None);
            }
            Action::ToggleMark => {
                return Err("rows are marked in lists, to be copied: there are none here".into());
            }
            _ => return Err("this pane has no use for that".into()),
        }
        *self.scroll_mut() = reader;
        Ok(None)
    }

    fn draw(&self, scene: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (sheet, reader) = self.visible_page(scene);
        rich_text::draw(
            &sheet,
            reader.top,
            Some(reader.focus),
            scene.area,
            buf,
            scene.theme,
            scene.glyphs,
        )
    }

    fn script(&self, scene: RenderContext) -> String {
        let mut steps = vec![format!("go {}", self.name)];
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        let read = |reader: &ScrollState| {
            if *reader == ScrollState::default() { Vec::new() } else { reader.script_steps() }
        };
        steps.extend(read(&self.scroll));
        if let Some((row, reader)) = &self.open_record {
            steps.push(format!("go {}", scene.query.data.path(*row)));
            steps.extend(read(reader));
        }
        steps.join("; ")
    }

    fn focused_link(&self, scene: RenderContext) -> Option<RecordPath> {
        let (sheet, reader) = self.visible_page(scene);
        sheet.links.get(reader.focus).cloned()
    }

    fn focused_path(&self, scene: RenderContext) -> Option<RecordPath> {
        let (sheet, reader) = self.visible_page(scene);
        match self.open_record {
            Some((row, _)) => Some(
                sheet
                    .path_of_link(reader.focus)
                    .cloned()
                    .unwrap_or_else(|| scene.query.data.path(row)),
            ),
            None => sheet.links.get(reader.focus).cloned(),
        }
    }

    fn tab_cycles_links(&self) -> bool {
        self.open_record.is_some()
    }

    fn table<'a>(&'a self, scene: RenderContext<'a>) -> Table<'a> {
        self.list.row_set(scene.query, &self.rows).into_table()
    }

    fn content<'a>(&'a self, scene: RenderContext<'a>) -> ViewContent<'a> {
        match self.open_record {
            Some((row, _)) => ViewContent::Record(Detail::for_record(&scene.query, row)),
            None => ViewContent::Rows(self.table(scene), Vec::new()),
        }
    }

    fn describe(&self, scene: RenderContext) -> Detail {
        if let ViewContent::Record(detail) = self.content(scene) {
            return detail;
        }
        let words = if self.filter.terms.is_empty() {
            self.description.to_string()
        } else {
            self.summary(scene)
        };
        let mut detail =
            Detail { heading: narration::heading(self.name, &words), ..Detail::default() };
        (self.narrate)(scene, &self.rows, &mut detail);
        detail
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, scene: RenderContext) -> Vec<Chip> {
        self.filter
            .terms
            .iter()
            .map(|term| {
                Chip::Condition(
                    term.chip_label(self.list, &scene.query, &self.rows),
                    term.record_path(self.list, &scene.query),
                )
            })
            .collect()
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        self.can_filter.then_some(ListState::without_columns(self.list, &self.filter, &self.rows))
    }

    fn summary(&self, scene: RenderContext) -> String {
        if !self.filter.terms.is_empty() {
            let all = (self.list.rows)(scene.query.data, false).len();
            let sentence = self.filter.describe(self.list, &scene.query, &self.rows);
            return format!(
                "{} of {all} {}: {sentence}",
                self.rows.len(),
                self.list.singular_plural.1
            );
        }
        self.focused_link(scene).map(|place| format!("Enter: {place}")).unwrap_or_default()
    }
}
