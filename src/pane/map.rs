//! Where the programme works: a map with a dot for each country, or tiles by region where a map has no room.

use super::scroll_state::ScrollState;
use super::{ListState, Pane, PaneInfo, RenderContext, split};
use crate::command::Action::PaneCommand;
use crate::command::{Action, Command, Invocation, Motion};
use crate::detail::{Detail, Fragment, StyleRole, ViewContent};
use crate::error::{Error, Result};
use crate::model::{Country, Record, RecordPath};
use crate::query::Table;
use crate::query::filter::Filter;
use crate::query::lists::countries;
use crate::store::RecordRef;
use crate::ui::detail::layout_detail;
use crate::ui::header::Chip;
use crate::ui::map::{self, CountryDot};
use crate::ui::map_projection::{
    GeoBounds, WORLD, coordinates, nearest_in_direction, region_names,
};
use crate::ui::rich_text::{RichText, join_phrases, wrap};
use crate::ui::{RenderOutput, print_clipped, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a map of coasts says, and does not.
const DISCLAIMER: &str = "Coasts only: no opinion on the legal status or borders of any country.";

/// How much of the width a map takes beside a detail, of a hundred.
const MAP_PERCENT: u32 = 64;
/// The least room of a map; where there is less, tiles are shown.
const MIN_MAP_SIZE: (u16, u16) = (56, 14);

/// Commands of the pane.
const COMMANDS: &[Command] = &[Command {
    name: "frame",
    keys: "z",
    pane: "map",
    status_label: "frame",
    help: "The next piece of the world: frame Africa, frame world",
    invocation: Invocation::WithArgs("[REGION]", |words| PaneCommand("frame", words)),
}];

/// The pane.
#[derive(Default)]
pub struct MapPane {
    filter: Filter,
    /// The countries that the filter keeps.
    rows: Vec<RecordRef>,
    /// The selected country, by its id.
    selected: String,
    /// The region that is looked at: `world`, or a region's name; nothing for all of the programme.
    region: String,
    detail_scroll: Option<ScrollState>,
}

/// What is on the screen: the countries with their cells, the lines of regions where they are tiles.
struct MapLayout {
    bounds: GeoBounds,
    dots: Vec<CountryDot>,
    rows: Vec<RecordRef>,
    region_labels: Option<Vec<(u16, String)>>,
    area: Rect,
}

impl MapPane {
    fn requery(&mut self, ctx: RenderContext) {
        self.rows = countries::LIST.run(&ctx.query, false, &self.filter, None);
        let known = |row: &RecordRef| ctx.query.data.id(*row) == self.selected;
        if !self.rows.iter().any(known) {
            self.selected = self
                .rows
                .first()
                .map(|row| ctx.query.data.id(*row).to_string())
                .unwrap_or_default();
        }
    }

    fn selected_row(&self, ctx: RenderContext) -> Option<RecordRef> {
        ctx.query.data.find("countries", &self.selected)
    }

    fn layout(&self, ctx: RenderContext) -> MapLayout {
        self.layout_in(ctx, split::areas(ctx, MAP_PERCENT).0)
    }

    fn layout_in(&self, ctx: RenderContext, room: Rect) -> MapLayout {
        let all = (countries::LIST.rows)(ctx.query.data, false);
        // below the map stand the key, the name of the selected country, and what a map does not say
        let below = disclaimer_lines(room).len() as u16 + 1;
        let area = Rect { height: room.height.saturating_sub(below + 2), ..room };
        let tiled =
            ctx.glyphs.is_ascii || area.width < MIN_MAP_SIZE.0 || area.height < MIN_MAP_SIZE.1;
        if tiled {
            self.layout_tiles(ctx, &all, Rect { height: room.height.saturating_sub(below), ..room })
        } else {
            self.layout_map(ctx, &all, area)
        }
    }

    fn dot(&self, ctx: RenderContext, row: RecordRef, cell: (u16, u16)) -> CountryDot {
        let (data, lit) = (ctx.query.data, self.rows.contains(&row));
        let phase = data
            .get::<Country>(row)
            .and_then(|country| data.phases.get_index_of(&**country.phases.first()?));
        CountryDot {
            cell,
            code: data.id(row).to_string(),
            name: data.short_label(row).into_owned(),
            // what the filter hides is told by its sign, too: a colour alone is not seen by all
            symbol: phase
                .filter(|_| lit)
                .map_or(ctx.glyphs.dot, |phase| ctx.glyphs.phase_symbol(phase)),
            tone: phase.map_or(StyleRole::Text, StyleRole::Phase),
            is_match: lit,
            path: data.path(row),
        }
    }

    fn layout_map(&self, ctx: RenderContext, all: &[RecordRef], area: Rect) -> MapLayout {
        let scope = ctx.query;
        let of = |row: &&RecordRef| {
            self.region.is_empty()
                || scope
                    .data
                    .get::<Country>(**row)
                    .is_some_and(|c| c.region.as_deref() == Some(&*self.region))
        };
        let frame = if self.region == "world" {
            WORLD
        } else {
            GeoBounds::enclosing(all.iter().filter(of).filter_map(|row| coordinates(&scope, *row)))
        };
        let frame = frame.fit_to(area.width, area.height);
        let cell =
            |row: &RecordRef| frame.cell(coordinates(&scope, *row)?, area.width, area.height);
        let shown: Vec<(RecordRef, (u16, u16))> =
            all.iter().filter_map(|row| Some((*row, cell(row)?))).collect();
        let dots = shown.iter().map(|(row, cell)| self.dot(ctx, *row, *cell)).collect();
        MapLayout {
            bounds: frame,
            dots,
            rows: shown.into_iter().map(|(row, _)| row).collect(),
            region_labels: None,
            area,
        }
    }

    fn layout_tiles(&self, ctx: RenderContext, all: &[RecordRef], area: Rect) -> MapLayout {
        let scope = ctx.query;
        let mut names = region_names(&scope, all);
        names.push(String::new());
        let longest = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width / 2);
        let (mut dots, mut rows, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        let mut y = 0;
        for name in names {
            let of = |row: &&RecordRef| {
                scope
                    .data
                    .get::<Country>(**row)
                    .is_some_and(|country| country.region.as_deref().unwrap_or_default() == name)
            };
            let mine: Vec<RecordRef> = all.iter().filter(of).copied().collect();
            if mine.is_empty() {
                continue;
            }
            heads.push((
                y,
                if name.is_empty() {
                    "no region named".into()
                } else {
                    crate::ui::truncate(&name, longest)
                },
            ));
            let mut x = longest + 5;
            for row in mine {
                if x + 6 > area.width {
                    y += 1;
                    x = longest + 5;
                }
                dots.push(self.dot(ctx, row, (x, y)));
                rows.push(row);
                x += 6;
            }
            y += 1;
        }
        MapLayout { bounds: WORLD, dots, rows, region_labels: Some(heads), area }
    }

    fn detail_text(&self, ctx: RenderContext) -> Option<RichText> {
        Some(layout_detail(
            &Detail::for_record(&ctx.query, self.selected_row(ctx)?),
            split::areas(ctx, MAP_PERCENT).1.width,
        ))
    }

    fn select_in_direction(
        &mut self,
        ctx: RenderContext,
        way: (i32, i32),
    ) -> Result<Option<String>> {
        let layout = self.layout(ctx);
        let row = self.selected_row(ctx).ok_or_else(|| Error::usage("there is no country"))?;
        let cells: Vec<(u16, u16)> = layout.dots.iter().map(|dot| dot.cell).collect();
        let at = match layout.rows.iter().position(|other| *other == row) {
            Some(from) => nearest_in_direction(&cells, from, way).ok_or_else(|| {
                let error = Error::usage("no country lies that way");
                if layout.region_labels.is_some() {
                    error
                } else {
                    error.with_hint("z shows another region")
                }
            })?,
            // the selected one lies outside: any that is seen
            None => 0,
        };
        let row = layout.rows.get(at).ok_or_else(|| Error::usage("there is no country here"))?;
        self.selected = ctx.query.data.id(*row).to_string();
        Ok(None)
    }

    fn show_region(&mut self, ctx: RenderContext, words: &str) -> Result<Option<String>> {
        if words.is_empty() && self.layout(ctx).region_labels.is_some() {
            return Err(Error::usage(
                "these tiles are all of it: a map needs more room, and more than ASCII",
            ));
        }
        let mut names = vec![String::new()];
        names.extend(region_names(&ctx.query, &(countries::LIST.rows)(ctx.query.data, false)));
        names.push("world".into());
        let at = if words.is_empty() {
            (names.iter().position(|name| *name == self.region).unwrap_or(0) + 1) % names.len()
        } else {
            let same = |name: &&String| {
                name.eq_ignore_ascii_case(words) || (words == "programme" && name.is_empty())
            };
            let known =
                names.iter().map(|name| if name.is_empty() { "programme" } else { name.as_str() });
            let at = names.iter().position(|name| same(&name));
            at.ok_or_else(|| Error::unknown_name("region", words, known))?
        };
        self.region = names.swap_remove(at);
        self.detail_scroll = None;
        // where one was may be out of sight now
        let layout = self.layout(ctx);
        if layout.region_labels.is_none()
            && !layout.rows.iter().any(|row| Some(*row) == self.selected_row(ctx))
        {
            let first =
                layout.rows.iter().find(|row| self.rows.contains(row)).or(layout.rows.first());
            self.selected =
                first.map(|row| ctx.query.data.id(*row).to_string()).unwrap_or_default();
        }
        Ok(None)
    }
}

impl Pane for MapPane {
    fn info(&self) -> PaneInfo {
        PaneInfo {
            name: "map",
            description: "Where: a map of the countries, by phase and region",
            home_kinds: &[],
            commands: COMMANDS,
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: RenderContext) {
        *self = MapPane::default();
        self.requery(ctx);
    }

    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>> {
        let height = ctx.area.height as usize;
        let sheet = if self.detail_scroll.is_some() { self.detail_text(ctx) } else { None };
        if sheet.is_some_and(|sheet| {
            split::handle_detail_action(&mut self.detail_scroll, action, &sheet, height)
        }) {
            return Ok(None);
        }
        match action {
            Action::Move(Motion::Left) => return self.select_in_direction(ctx, (-1, 0)),
            Action::Move(Motion::Right) => return self.select_in_direction(ctx, (1, 0)),
            Action::Move(Motion::Up | Motion::PageUp | Motion::HalfUp) => {
                return self.select_in_direction(ctx, (0, -1));
            }
            Action::Move(Motion::Down | Motion::PageDown | Motion::HalfDown) => {
                return self.select_in_direction(ctx, (0, 1));
            }
            Action::Move(motion) => {
                let row =
                    if *motion == Motion::First { self.rows.first() } else { self.rows.last() };
                self.selected =
                    row.map(|row| ctx.query.data.id(*row).to_string()).unwrap_or_default();
            }
            Action::Enter if self.selected_row(ctx).is_some() => {
                self.detail_scroll = Some(ScrollState::default())
            }
            Action::Enter => return Err(Error::usage("there is no country to open")),
            Action::Close | Action::Quit => return Err(Error::usage("nothing is open")),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, &countries::LIST)?;
                self.detail_scroll = None;
                self.requery(ctx);
            }
            Action::Select(place) => {
                let place = ctx.query.data.resolve_path(place)?;
                let row = ctx
                    .query
                    .data
                    .record_at(&place)
                    .filter(|row| (countries::LIST.rows)(ctx.query.data, false).contains(row));
                self.selected = row
                    .map(|row| ctx.query.data.id(row).to_string())
                    .ok_or_else(|| Error::usage(format!("{place} is not on the map")))?;
            }
            Action::OpenDetail(number) => {
                let sheet = self
                    .detail_text(ctx)
                    .ok_or_else(|| Error::usage("there is no country to open"))?;
                self.detail_scroll = Some(ScrollState::at_link(number, &sheet, height)?);
            }
            Action::ScrollDetail(number) => {
                self.detail_scroll = Some(
                    self.detail_scroll
                        .ok_or_else(|| Error::usage("no detail is open"))?
                        .at_line(number)?,
                )
            }
            Action::PaneCommand("frame", words) => return self.show_region(ctx, words),
            Action::ToggleMark => {
                return Err(Error::usage(
                    "rows are marked in lists, to be copied: there are none here",
                ));
            }
            _ => return Err(Error::usage("this pane has no use for that")),
        }
        Ok(None)
    }

    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (room, side) = split::areas(ctx, MAP_PERCENT);
        let mut drawn = RenderOutput::default();
        if split::is_split(ctx) || self.detail_scroll.is_none() {
            drawn = self.draw_map(ctx, room, buf);
        }
        let detail = self
            .selected_row(ctx)
            .map(|row| Detail::for_record(&ctx.query, row))
            .unwrap_or_default();
        split::draw_detail(ctx, side, detail, self.detail_scroll, &mut drawn, buf);
        drawn
    }

    fn script(&self, ctx: RenderContext) -> String {
        let mut steps = vec!["go map".to_string()];
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        if !self.region.is_empty() {
            steps.push(format!("frame {}", self.region));
        }
        if let Some(row) = self
            .selected_row(ctx)
            .filter(|row| self.rows.first() != Some(row) || !self.region.is_empty())
        {
            steps.push(format!("select {}", ctx.query.data.path(row)));
        }
        steps.extend(self.detail_scroll.iter().flat_map(ScrollState::script_steps));
        steps.join("; ")
    }

    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath> {
        self.detail_text(ctx)?.links.get(self.detail_scroll?.focus).cloned()
    }

    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath> {
        let record = ctx.query.data.path(self.selected_row(ctx)?);
        let field = self
            .detail_scroll
            .and_then(|reader| self.detail_text(ctx)?.path_of_link(reader.focus).cloned());
        Some(field.unwrap_or(record))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail_scroll.is_some()
    }

    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        countries::LIST.row_set(ctx.query, &self.rows).into_table()
    }

    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        match self.selected_row(ctx).filter(|_| self.detail_scroll.is_some()) {
            Some(row) => ViewContent::Record(Detail::for_record(&ctx.query, row)),
            None => ViewContent::Picture(self.table(ctx)),
        }
    }

    fn draw_picture(&self, ctx: RenderContext, buf: &mut Buffer) -> bool {
        let body = ctx.area;
        let signs = join_phrases(&phase_legend(ctx), "   ", body.width.saturating_sub(2));
        let room = Rect { height: body.height.saturating_sub(signs.len() as u16 + 1), ..body };
        let layout = self.layout_in(ctx, room);
        self.draw_layout(ctx, &layout, usize::MAX, "", room, buf);
        for (y, line) in signs.iter().enumerate() {
            print_clipped(
                buf,
                body.x + 1,
                room.bottom() + y as u16,
                body.width.saturating_sub(2),
                line,
                ctx.theme.style(StyleRole::Strong),
            );
        }
        true
    }

    fn describe_rows(&self, ctx: RenderContext, detail: &mut Detail) {
        for row in &self.rows {
            detail.push_item(vec![Fragment::link(
                self.country_sentence(ctx, Some(*row)),
                ctx.query.data.path(*row),
            )]);
        }
        detail.push_item(vec![Fragment::dim(DISCLAIMER)]);
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, ctx: RenderContext) -> Vec<Chip> {
        let map = self.layout(ctx).region_labels.is_none();
        let frame = Some(&self.region)
            .filter(|frame| map && !frame.is_empty())
            .map(|frame| Chip::Setting(frame.clone()));
        let terms = self.filter.terms.iter().map(|term| {
            Chip::Condition(
                term.chip_label(&countries::LIST, &ctx.query, &self.rows),
                term.record_path(&countries::LIST, &ctx.query),
            )
        });
        frame.into_iter().chain(terms).collect()
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        Some(ListState::without_columns(&countries::LIST, &self.filter, &self.rows))
    }

    fn summary(&self, ctx: RenderContext) -> String {
        let all = (countries::LIST.rows)(ctx.query.data, false).len();
        if self.filter.terms.is_empty() {
            return format!("{all} countries");
        }
        format!(
            "{} of {all} countries: {}",
            self.rows.len(),
            self.filter.describe(&countries::LIST, &ctx.query, &self.rows)
        )
    }
}

impl MapPane {
    /// The map or the tiles, and below it the key, the selected country in words, and what a map does not say.
    fn draw_map(&self, ctx: RenderContext, room: Rect, buf: &mut Buffer) -> RenderOutput {
        let layout = self.layout(ctx);
        let row = self.selected_row(ctx);
        let selected =
            layout.rows.iter().position(|other| Some(*other) == row).unwrap_or(usize::MAX);
        // what stands beside tells it at length
        let words =
            if split::is_split(ctx) { String::new() } else { self.country_sentence(ctx, row) };
        self.draw_layout(ctx, &layout, selected, &words, room, buf)
    }

    /// The same with a country selected, or none, and what is said of it.
    fn draw_layout(
        &self,
        ctx: RenderContext,
        layout: &MapLayout,
        selected: usize,
        words: &str,
        room: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let view = map::MapView {
            bounds: layout.bounds,
            dots: &layout.dots,
            selected,
            is_focused: self.detail_scroll.is_none(),
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        let (drawn, keys) = match &layout.region_labels {
            Some(regions) => (map::draw_tiles(&view, regions, layout.area, buf), Vec::new()),
            None => map::draw(&view, layout.area, buf),
        };
        let line = |buf: &mut Buffer, from_below: u16, text: &str, tone: StyleRole| {
            let y = room.bottom().saturating_sub(from_below);
            if y >= room.y {
                print_clipped(
                    buf,
                    room.x + 1,
                    y,
                    room.width.saturating_sub(2),
                    text,
                    ctx.theme.style(tone),
                );
            }
        };
        let said = disclaimer_lines(room);
        let below = said.len() as u16 + 1;
        if layout.region_labels.is_none() {
            let lines =
                wrap(&keys.join("  "), room.width.saturating_sub(2), room.width.saturating_sub(2));
            for (at, text) in lines.iter().take(2).enumerate() {
                line(buf, below + 2 - at as u16, text, StyleRole::Text);
            }
        }
        line(buf, below, words, StyleRole::Strong);
        for (at, text) in said.iter().enumerate() {
            line(buf, (said.len() - at) as u16, text, StyleRole::Dim);
        }
        drawn
    }

    /// The selected country in words: its name, its region, its phases, its agencies.
    fn country_sentence(&self, ctx: RenderContext, row: Option<RecordRef>) -> String {
        let data = ctx.query.data;
        let Some(country) = row.and_then(|row| data.get::<Country>(row)) else {
            return "no country".into();
        };
        let names = |kind: &str, ids: &[crate::model::Text]| {
            ids.iter()
                .map(|id| data.short_label_of(kind, id).into_owned())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let phases = names("phases", &country.phases);
        // a phase that is called by its region says it already
        let region = country
            .region
            .as_deref()
            .filter(|region| *region != phases)
            .unwrap_or_default()
            .to_string();
        let parts = [
            ("", country.short_label().to_string()),
            (", ", region),
            ("; ", phases),
            ("; ", names("agencies", &country.agencies)),
        ];
        parts
            .iter()
            .filter(|(_, part)| !part.is_empty())
            .map(|(before, part)| format!("{before}{part}"))
            .collect()
    }
}

/// What the signs on a map mean: the phases.
fn phase_legend(ctx: RenderContext) -> Vec<String> {
    let phase = |(number, phase): (usize, &crate::model::Phase)| {
        format!("{} {}", ctx.glyphs.phase_symbol(number), phase.short_label())
    };
    ctx.query.data.phases.values().enumerate().map(phase).collect()
}

/// What a map does not say, in the lines that it needs: it is never cut.
fn disclaimer_lines(room: Rect) -> Vec<String> {
    wrap(DISCLAIMER, room.width.saturating_sub(2), room.width.saturating_sub(2))
}
