//! A pane that is one page of text: links are walked in all directions, long pages scroll.

use super::filtered_list::FilteredList;
use super::page_position::{NO_OPEN_TEXT, PagePosition, search_direction};
use super::{CurrentList, Pane, PaneContext, PaneDefinition, narration, unsupported};
use crate::command::{Action, Command, Motion, PaneAction};
use crate::detail::{Detail, PaneContent};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::query::ListDef;
use crate::store::RecordRef;
use crate::ui::breadcrumb::HeaderChip;
use crate::ui::detail_layout::layout_on_screen;
use crate::ui::rich_text::{self, RichText};
use crate::ui::{Glyphs, RenderOutput};
use ratatui::prelude::{Buffer, Rect};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Error message of panes that cannot be filtered.
pub const NOT_FILTERABLE: &str = "this pane has no filter; the lists behind its links have one";

/// The number of records that can be compared.
const COMPARABLE: std::ops::RangeInclusive<usize> = 2..=3;

/// The rows of a page.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    pub rows: &'a [RecordRef],
    pub marked: &'a [RecordRef],
    /// The rows were chosen to be compared with one another.
    pub is_comparison: bool,
}

/// Lays out the page of a pane from the rows of its list.
type LayoutFn = fn(PaneContext, PageInput) -> RichText;

/// Adds the sentences of a page to a detail, for line mode.
type NarrateFn = fn(PaneContext, PageInput, &mut Detail);

/// A pane with a page, and the list that holds the same content in rows.
pub struct PagePane {
    name: &'static str,
    description: &'static str,
    layout: LayoutFn,
    narrate: NarrateFn,
    can_filter: bool,
    commands: &'static [Command],
    list: FilteredList,
    /// The records that are compared; empty if all rows are shown.
    compared: Vec<RecordRef>,
    scroll: PagePosition,
    /// A record of the pane's own kinds that is open in place of the page.
    open_record: Option<(RecordRef, PagePosition)>,
    /// The latest layout: one frame needs it several times.
    cached_layout: RefCell<Option<CachedLayout>>,
}

/// A laid-out page, and what it depends on.
struct CachedLayout {
    record: Option<RecordRef>,
    area: Rect,
    glyphs: Glyphs,
    text: Rc<RichText>,
}

impl PagePane {
    /// Creates the pane of this name for a list.
    pub fn new(
        name: &'static str,
        description: &'static str,
        layout: LayoutFn,
        narrate: NarrateFn,
        list: &'static ListDef,
    ) -> PagePane {
        PagePane {
            name,
            description,
            layout,
            narrate,
            can_filter: true,
            commands: &[],
            list: FilteredList::new(list),
            compared: Vec::new(),
            scroll: PagePosition::default(),
            open_record: None,
            cached_layout: RefCell::default(),
        }
    }

    /// Makes the pane reject filters.
    pub fn without_filter(mut self) -> PagePane {
        self.can_filter = false;
        self
    }

    /// Gives the pane commands of its own; its rows can then be marked and compared.
    pub fn with_commands(mut self, commands: &'static [Command]) -> PagePane {
        self.commands = commands;
        self
    }

    fn page_rows(&self) -> PageInput<'_> {
        let is_comparison = !self.compared.is_empty();
        let rows = if is_comparison { &self.compared } else { &self.list.rows };
        PageInput { rows, marked: &self.list.marked, is_comparison }
    }

    /// Returns the visible text and its scroll state.
    fn visible_page(&self, ctx: PaneContext) -> (Rc<RichText>, PagePosition) {
        let record = self.open_record.map(|(row, _)| row);
        let scroll = self.open_record.map_or(self.scroll, |(_, scroll)| scroll);
        let mut cache = self.cached_layout.borrow_mut();
        let is_valid = |cached: &&CachedLayout| {
            cached.record == record && cached.area == ctx.area && cached.glyphs == *ctx.glyphs
        };
        if let Some(cached) = cache.as_ref().filter(is_valid) {
            return (Rc::clone(&cached.text), scroll);
        }
        let text = Rc::new(match record {
            Some(row) => layout_on_screen(&Detail::for_record(&ctx.query, row), ctx.area.width),
            None => (self.layout)(ctx, self.page_rows()),
        });
        *cache = Some(CachedLayout {
            record,
            area: ctx.area,
            glyphs: ctx.glyphs.clone(),
            text: Rc::clone(&text),
        });
        (text, scroll)
    }

    fn set_filter(&mut self, text: &str, ctx: PaneContext) -> Result<()> {
        if !self.can_filter && !text.is_empty() {
            return Err(Error::usage(NOT_FILTERABLE));
        }
        self.list.set_filter(text, ctx)?;
        self.cached_layout.take();
        self.scroll = PagePosition::default();
        self.open_record = None;
        Ok(())
    }

    fn open_path(&mut self, path: &str, ctx: PaneContext) -> Result<()> {
        let data = ctx.query.data;
        let path = data.resolve_path(path)?;
        let row =
            data.record_at(&path).ok_or_else(|| Error::usage(format!("{path} is not a record")))?;
        self.open_record = Some((row, PagePosition::default()));
        Ok(())
    }

    /// Handles the actions that scroll or move the focus. Returns false for all other actions.
    fn handle_scroll(&mut self, action: &Action, ctx: PaneContext) -> Result<bool> {
        let (text, mut scroll) = self.visible_page(ctx);
        let height = ctx.area.height as usize;
        let is_open = self.open_record.is_some();
        match action {
            Action::Move(motion) => match motion {
                Motion::Up | Motion::Down | Motion::Left | Motion::Right if !is_open => {
                    scroll.focus_towards(&text, height, *motion);
                }
                _ => scroll.scroll(&text, height, *motion),
            },
            Action::SearchText(_) | Action::SearchTextBack(_) if !is_open => {
                return Err(Error::usage(NO_OPEN_TEXT));
            }
            Action::SearchText(words) | Action::SearchTextBack(words) => {
                scroll.search(&text, height, words, search_direction(action))?;
            }
            Action::OpenDetail(number) => scroll = PagePosition::at_link(number, &text, height)?,
            Action::ScrollDetail(number) => scroll = scroll.at_line(number)?,
            Action::Select(path) => {
                let link = text
                    .links
                    .iter()
                    .position(|link| link.as_str() == path)
                    .ok_or_else(|| Error::usage(format!("{path} is not on this pane")))?;
                scroll.focus_link(&text, height, link);
            }
            _ => return Ok(false),
        }
        match &mut self.open_record {
            Some((_, open_scroll)) => *open_scroll = scroll,
            None => self.scroll = scroll,
        }
        Ok(true)
    }

    /// Marks the record that the focused link belongs to, or removes its mark.
    fn toggle_mark(&mut self, ctx: PaneContext) -> Result<()> {
        let (text, scroll) = self.visible_page(ctx);
        let in_part = || ctx.query.data.record_at(text.path_of_link(scroll.focus)?);
        let row = text.record_of_link(scroll.focus).or_else(in_part);
        let row = row.filter(|_| self.open_record.is_none());
        let row = row.ok_or_else(|| unsupported(&Action::ToggleMark))?;
        self.list.toggle_mark(row);
        self.cached_layout.take();
        Ok(())
    }

    /// Shows records of these ids, else the marked ones, beside each other; leaves a comparison
    /// that is shown.
    fn set_comparison(&mut self, ids: &str, ctx: PaneContext) -> Result<()> {
        let data = ctx.query.data;
        let kind = self.list.list.kinds[0];
        let is_shown = !self.compared.is_empty();
        let rows = if !ids.is_empty() {
            let path = |id| data.resolve_path(RecordPath::for_record(kind, id).as_str());
            let rows = ids.split_whitespace().map(|id| Ok(data.record_at(&path(id)?)));
            rows.filter_map(Result::transpose).collect::<Result<BTreeSet<RecordRef>>>()?
        } else if is_shown {
            BTreeSet::new()
        } else {
            self.list.marked.iter().copied().collect()
        };
        if !(COMPARABLE.contains(&rows.len()) || is_shown && ids.is_empty()) {
            return Err(Error::usage("a comparison needs two or three different phases")
                .with_hint("mark two or three phases with Space, then press c"));
        }
        self.compared = rows.into_iter().collect();
        self.open_record = None;
        self.scroll = PagePosition::default();
        self.cached_layout.take();
        Ok(())
    }

    /// Moves the focus of the open record; beyond its first and last link the record is closed.
    fn step_focus(&mut self, action: &Action, ctx: PaneContext) {
        let (text, mut scroll) = self.visible_page(ctx);
        let height = ctx.area.height as usize;
        let has_moved = if *action == Action::Next {
            scroll.focus_next(&text, height)
        } else {
            scroll.focus_previous(&text, height)
        };
        self.open_record = self.open_record.filter(|_| has_moved).map(|(row, _)| (row, scroll));
    }
}

impl Pane for PagePane {
    fn info(&self) -> PaneDefinition {
        PaneDefinition {
            name: self.name,
            description: self.description,
            home_kinds: self.list.list.kinds,
            commands: self.commands,
            can_filter: self.can_filter,
        }
    }

    fn reset(&mut self, ctx: PaneContext) {
        self.scroll = PagePosition::default();
        self.open_record = None;
        self.list = FilteredList::new(self.list.list);
        self.list.requery(ctx);
        self.compared.clear();
        // the data may be new
        self.cached_layout.take();
    }

    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        match action {
            Action::Move(Motion::Left) | Action::Close | Action::Quit
                if self.open_record.is_some() =>
            {
                self.open_record = None;
            }
            Action::Next | Action::Previous if self.open_record.is_some() => {
                self.step_focus(action, ctx);
            }
            Action::Go(path) => self.open_path(path, ctx)?,
            Action::Filter(text) => self.set_filter(text, ctx)?,
            Action::ToggleMark if !self.commands.is_empty() => self.toggle_mark(ctx)?,
            Action::SetMarks(paths) if !self.commands.is_empty() => {
                self.cached_layout.take();
                return Ok(self.list.set_marks(paths, ctx));
            }
            Action::Pane(PaneAction::Compare(args)) => self.set_comparison(args, ctx)?,
            Action::Enter => return Err(Error::usage("there is nothing to open")),
            Action::Close | Action::Quit => return Err(Error::usage("nothing is open")),
            other => {
                if !self.handle_scroll(other, ctx)? {
                    return Err(unsupported(other));
                }
            }
        }
        Ok(None)
    }

    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput {
        let (text, scroll) = self.visible_page(ctx);
        let focus = Some(scroll.focus);
        rich_text::draw(&text, scroll.top, focus, ctx.area, buf, ctx.theme, ctx.glyphs)
    }

    fn script(&self, ctx: PaneContext) -> String {
        let scroll_steps = |scroll: &PagePosition| {
            if *scroll == PagePosition::default() { Vec::new() } else { scroll.script_steps() }
        };
        let mut steps = vec![format!("go {}", self.name)];
        steps.extend(self.list.script_steps(ctx));
        if !self.compared.is_empty() {
            let ids: Vec<&str> = self.compared.iter().map(|row| ctx.query.data.id(*row)).collect();
            steps.push(format!("compare {}", ids.join(" ")));
        }
        steps.extend(scroll_steps(&self.scroll));
        if let Some((row, scroll)) = &self.open_record {
            steps.push(format!("go {}", ctx.query.data.path(*row)));
            steps.extend(scroll_steps(scroll));
        }
        steps.join("; ")
    }

    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath> {
        let (text, scroll) = self.visible_page(ctx);
        text.links.get(scroll.focus).cloned()
    }

    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath> {
        let (text, scroll) = self.visible_page(ctx);
        match self.open_record {
            Some((row, _)) => {
                let field = text.path_of_link(scroll.focus).cloned();
                Some(field.unwrap_or_else(|| ctx.query.data.path(row)))
            }
            None => text.links.get(scroll.focus).cloned(),
        }
    }

    fn tab_cycles_links(&self) -> bool {
        self.open_record.is_some()
    }

    fn list(&self) -> &FilteredList {
        &self.list
    }

    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        match self.open_record {
            Some((row, _)) => PaneContent::Record(Detail::for_record(&ctx.query, row)),
            None => PaneContent::Rows(self.table(ctx), Vec::new()),
        }
    }

    fn describe(&self, ctx: PaneContext) -> Detail {
        if let PaneContent::Record(detail) = self.content(ctx) {
            return detail;
        }
        let summary =
            if self.list.is_filtered() { self.summary(ctx) } else { self.description.to_string() };
        let heading = narration::heading(self.name, &summary);
        let mut detail = Detail { heading, ..Detail::default() };
        (self.narrate)(ctx, self.page_rows(), &mut detail);
        detail
    }

    fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        let count = self.compared.len();
        let comparison = (count > 0).then(|| HeaderChip::Setting(format!("{count} compared")));
        comparison.into_iter().chain(self.list.chips(ctx)).collect()
    }

    fn current_list(&self) -> Option<CurrentList<'_>> {
        self.can_filter.then(|| self.list.state())
    }

    fn summary(&self, ctx: PaneContext) -> String {
        if self.list.is_filtered() {
            return self.list.summary(ctx);
        }
        self.focused_link(ctx).map(|path| format!("Enter: {path}")).unwrap_or_default()
    }
}
