//! A pane that is one sheet: it is laid out for the room it has, walked from link to link, and scrolled where it is longer.

use super::scroll_state::ScrollState;
use super::{ListState, Pane, PaneInfo, RenderContext, narration};
use crate::command::{Action, Motion};
use crate::detail::{Detail, ViewContent};
use crate::error::{Error, Result};
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
    fn visible_page(&self, ctx: RenderContext) -> (Rc<RichText>, ScrollState) {
        let reader = self.open_record.map_or(self.scroll, |(_, reader)| reader);
        let (record, body) = (self.open_record.map(|(row, _)| row), ctx.area);
        let mut laid = self.cached_layout.borrow_mut();
        let fits = |laid: &&CachedLayout| {
            (laid.record, laid.body, &laid.glyphs) == (record, body, ctx.glyphs)
        };
        if let Some(laid) = laid.as_ref().filter(fits) {
            return (Rc::clone(&laid.sheet), reader);
        }
        let sheet = Rc::new(match record {
            Some(row) => layout_detail(&Detail::for_record(&ctx.query, row), body.width),
            None => (self.layout)(ctx, &self.rows),
        });
        *laid = Some(CachedLayout {
            record,
            body,
            glyphs: ctx.glyphs.clone(),
            sheet: Rc::clone(&sheet),
        });
        (sheet, reader)
    }

    /// Asks anew. Whoever reads fresh data starts here too.
    fn requery(&mut self, ctx: RenderContext, filter: Filter) {
        self.cached_layout.take();
        self.rows = self.list.run(&ctx.query, false, &filter, None);
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

    fn reset(&mut self, ctx: RenderContext) {
        (self.scroll, self.open_record) = (ScrollState::default(), None);
        self.requery(ctx, Filter::default());
    }

    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>> {
        let (sheet, mut reader) = self.visible_page(ctx);
        let height = ctx.area.height as usize;
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
                let place = ctx.query.data.resolve_path(place)?;
                let row = ctx
                    .query
                    .data
                    .record_at(&place)
                    .ok_or_else(|| Error::usage(format!("{place} is no record")))?;
                self.open_record = Some((row, ScrollState::default()));
                return Ok(None);
            }
            Action::Select(place) => {
                let link = sheet
                    .links
                    .iter()
                    .position(|link| link.as_str() == place)
                    .ok_or_else(|| Error::usage(format!("{place} is not on this pane")))?;
                reader.focus_link(&sheet, height, link);
            }
            Action::Enter => return Err(Error::usage("there is nothing to open")),
            Action::Close | Action::Quit => return Err(Error::usage("nothing is open")),
            Action::Filter(text) if !self.can_filter && !text.is_empty() => {
                return Err(Error::usage(NOT_FILTERABLE));
            }
            Action::Filter(text) => {
                let filter = Filter::parse(text, self.list)?;
                self.requery(ctx, filter);
                (self.scroll, self.open_record) = (ScrollState::default(), None);
                return Ok(None);
            }
            Action::ToggleMark => {
                return Err(Error::usage(
                    "rows are marked in lists, to be copied: there are none here",
                ));
            }
            _ => return Err(Error::usage("this pane has no use for that")),
        }
        *self.scroll_mut() = reader;
        Ok(None)
    }

    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (sheet, reader) = self.visible_page(ctx);
        rich_text::draw(
            &sheet,
            reader.top,
            Some(reader.focus),
            ctx.area,
            buf,
            ctx.theme,
            ctx.glyphs,
        )
    }

    fn script(&self, ctx: RenderContext) -> String {
        let mut steps = vec![format!("go {}", self.name)];
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        let read = |reader: &ScrollState| {
            if *reader == ScrollState::default() { Vec::new() } else { reader.script_steps() }
        };
        steps.extend(read(&self.scroll));
        if let Some((row, reader)) = &self.open_record {
            steps.push(format!("go {}", ctx.query.data.path(*row)));
            steps.extend(read(reader));
        }
        steps.join("; ")
    }

    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath> {
        let (sheet, reader) = self.visible_page(ctx);
        sheet.links.get(reader.focus).cloned()
    }

    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath> {
        let (sheet, reader) = self.visible_page(ctx);
        match self.open_record {
            Some((row, _)) => Some(
                sheet
                    .path_of_link(reader.focus)
                    .cloned()
                    .unwrap_or_else(|| ctx.query.data.path(row)),
            ),
            None => sheet.links.get(reader.focus).cloned(),
        }
    }

    fn tab_cycles_links(&self) -> bool {
        self.open_record.is_some()
    }

    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        self.list.row_set(ctx.query, &self.rows).into_table()
    }

    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        match self.open_record {
            Some((row, _)) => ViewContent::Record(Detail::for_record(&ctx.query, row)),
            None => ViewContent::Rows(self.table(ctx), Vec::new()),
        }
    }

    fn describe(&self, ctx: RenderContext) -> Detail {
        if let ViewContent::Record(detail) = self.content(ctx) {
            return detail;
        }
        let words = if self.filter.terms.is_empty() {
            self.description.to_string()
        } else {
            self.summary(ctx)
        };
        let mut detail =
            Detail { heading: narration::heading(self.name, &words), ..Detail::default() };
        (self.narrate)(ctx, &self.rows, &mut detail);
        detail
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, ctx: RenderContext) -> Vec<Chip> {
        self.filter
            .terms
            .iter()
            .map(|term| {
                Chip::Condition(
                    term.chip_label(self.list, &ctx.query, &self.rows),
                    term.record_path(self.list, &ctx.query),
                )
            })
            .collect()
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        self.can_filter.then_some(ListState::without_columns(self.list, &self.filter, &self.rows))
    }

    fn summary(&self, ctx: RenderContext) -> String {
        if !self.filter.terms.is_empty() {
            let all = (self.list.rows)(ctx.query.data, false).len();
            let sentence = self.filter.describe(self.list, &ctx.query, &self.rows);
            return format!(
                "{} of {all} {}: {sentence}",
                self.rows.len(),
                self.list.singular_plural.1
            );
        }
        self.focused_link(ctx).map(|place| format!("Enter: {place}")).unwrap_or_default()
    }
}
