//! The pane that shows the countries on a map, or as tiles by region where a map does not fit.

pub mod arrow_navigation;
mod country_placement;
mod disclaimer;
mod region_names;
mod render;

use super::detail_view::DetailView;
use super::filtered_list::FilteredList;
use super::list_detail_split::ListDetailSplit;
use super::{Pane, PaneContext, PaneDefinition, unsupported};
use crate::command::{Action, ActionMaker, Command, Motion, PaneAction};
use crate::detail::{Detail, PaneContent, StyleRole, TextFragment};
use crate::error::{Error, Result};
use crate::model::{Country, KindId, Record, RecordPath, Text};
use crate::query::lists::countries;
use crate::store::RecordRef;
use crate::ui::breadcrumb::HeaderChip;
use crate::ui::detail_layout::layout_on_screen;
use crate::ui::rich_text::RichText;
use crate::ui::text_wrapping::{join_phrases, wrap};
use crate::ui::{RenderOutput, print_clipped};
use arrow_navigation::nearest_in_direction;
use country_placement::PlacedCountries;
use disclaimer::DISCLAIMER;
use ratatui::prelude::{Buffer, Rect};
use region_names::region_names;

/// Width of the map in percent, with the detail beside it.
const MAP_PERCENT: u32 = 64;

/// Commands of the pane.
const COMMANDS: &[Command] = &[Command::new(
    "map",
    "frame",
    "z",
    "Show the next region: frame Africa, frame world",
    ActionMaker::WithArgs("[REGION]", |region| Action::Pane(PaneAction::Region(region))),
)
.label("frame")];

/// The map pane.
pub struct MapPane {
    list: FilteredList,
    /// Id of the selected country.
    selected: String,
    /// Name of the visible region, or `world`; empty for all countries of the programme.
    region: String,
    detail: DetailView,
}

impl MapPane {
    /// Creates the pane.
    pub fn new() -> MapPane {
        MapPane {
            list: FilteredList::new(&countries::LIST),
            selected: String::new(),
            region: String::new(),
            detail: DetailView::default(),
        }
    }

    fn split(&self, ctx: PaneContext) -> ListDetailSplit {
        if self.detail.covers_list(ctx.area.width) {
            return ListDetailSplit::whole(ctx.area);
        }
        ListDetailSplit::with_list_percent(ctx.area, MAP_PERCENT)
    }

    fn layout(&self, ctx: PaneContext) -> PlacedCountries {
        self.layout_in(ctx, self.split(ctx).list)
    }

    fn select(&mut self, ctx: PaneContext, row: Option<RecordRef>) {
        self.selected = row.map(|row| ctx.query.data.id(row).to_string()).unwrap_or_default();
    }

    /// Keeps the selected country if the filter matches it, else selects the first match.
    fn select_match(&mut self, ctx: PaneContext) {
        let row = self.selected_row(ctx).filter(|row| self.list.index_of(*row).is_some());
        let row = row.or(self.list.rows.first().copied());
        self.select(ctx, row);
    }

    fn selected_row(&self, ctx: PaneContext) -> Option<RecordRef> {
        ctx.query.data.find(KindId::Countries, &self.selected)
    }

    fn selected_detail(&self, ctx: PaneContext) -> Option<Detail> {
        Some(Detail::for_record(&ctx.query, self.selected_row(ctx)?))
    }

    fn detail_text(&self, ctx: PaneContext) -> Option<RichText> {
        Some(layout_on_screen(&self.selected_detail(ctx)?, self.split(ctx).detail.width))
    }

    /// Selects the nearest country in a direction (right and down are positive).
    fn select_in_direction(&mut self, ctx: PaneContext, direction: (i32, i32)) -> Result<()> {
        let layout = self.layout(ctx);
        let row = self.selected_row(ctx).ok_or_else(|| Error::usage("no country is selected"))?;
        let index = match layout.index_of(row) {
            Some(from) => {
                nearest_in_direction(&layout.cells(), from, direction).ok_or_else(|| {
                    let error = Error::usage("there is no country in this direction");
                    if layout.is_tiled() { error } else { error.with_hint("z: next region") }
                })?
            }
            // the selected country is outside of the map
            None => 0,
        };
        let row =
            layout.rows.get(index).ok_or_else(|| Error::usage("no country is visible here"))?;
        self.select(ctx, Some(*row));
        Ok(())
    }

    fn move_selection(&mut self, ctx: PaneContext, motion: Motion) -> Result<()> {
        match motion {
            Motion::Left => self.select_in_direction(ctx, (-1, 0)),
            Motion::Right => self.select_in_direction(ctx, (1, 0)),
            Motion::Up | Motion::PageUp | Motion::HalfUp => self.select_in_direction(ctx, (0, -1)),
            Motion::Down | Motion::PageDown | Motion::HalfDown => {
                self.select_in_direction(ctx, (0, 1))
            }
            Motion::First => {
                self.select(ctx, self.list.rows.first().copied());
                Ok(())
            }
            Motion::Last => {
                self.select(ctx, self.list.rows.last().copied());
                Ok(())
            }
        }
    }

    fn select_path(&mut self, ctx: PaneContext, path: &str) -> Result<()> {
        let path = ctx.query.data.resolve_path(path)?;
        let row = ctx
            .query
            .data
            .record_at(&path)
            .filter(|row| (countries::LIST.rows)(ctx.query.data, false).contains(row))
            .ok_or_else(|| Error::usage(format!("{path} is not on the map")))?;
        self.select(ctx, Some(row));
        Ok(())
    }

    /// Shows a region by its name; without a name, the next one.
    fn show_region(&mut self, ctx: PaneContext, name: &str) -> Result<()> {
        if name.is_empty() && self.layout(ctx).is_tiled() {
            return Err(Error::usage(
                "all regions are shown: a map needs a larger screen and Unicode",
            ));
        }
        let mut regions = vec![String::new()];
        regions.extend(region_names(&ctx.query, &(countries::LIST.rows)(ctx.query.data, false)));
        regions.push("world".into());
        let index = if name.is_empty() {
            let current = regions.iter().position(|region| *region == self.region).unwrap_or(0);
            (current + 1) % regions.len()
        } else {
            let names =
                || regions.iter().map(|name| if name.is_empty() { "programme" } else { name });
            names()
                .position(|region| region.eq_ignore_ascii_case(name))
                .ok_or_else(|| Error::unknown_name("region", name, names()))?
        };
        self.region = regions.swap_remove(index);
        self.detail.close();
        self.select_visible(ctx);
        Ok(())
    }

    /// Selects a visible country if the selected one is outside of the map.
    fn select_visible(&mut self, ctx: PaneContext) {
        let layout = self.layout(ctx);
        let is_visible = self.selected_row(ctx).is_some_and(|row| layout.index_of(row).is_some());
        if layout.is_tiled() || is_visible {
            return;
        }
        let first_match = layout.rows.iter().find(|row| self.list.rows.contains(row));
        self.select(ctx, first_match.or(layout.rows.first()).copied());
    }
}

impl Pane for MapPane {
    fn info(&self) -> PaneDefinition {
        PaneDefinition {
            name: "map",
            description: "The countries on a map, by phase and region",
            home_kinds: &[],
            commands: COMMANDS,
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: PaneContext) {
        *self = MapPane::new();
        self.list.requery(ctx);
        self.select_match(ctx);
    }

    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        let mut detail = self.detail;
        if detail.handle(action, ctx.area.height as usize, || self.detail_text(ctx))? {
            self.detail = detail;
            return Ok(None);
        }
        match action {
            Action::Move(motion) => self.move_selection(ctx, *motion)?,
            Action::Enter if self.selected_row(ctx).is_some() => self.detail.open(),
            Action::Enter => return Err(Error::usage("no country is selected")),
            Action::Filter(text) => {
                self.list.set_filter(text, ctx)?;
                self.detail.close();
                self.select_match(ctx);
            }
            Action::Select(path) => self.select_path(ctx, path)?,
            Action::Pane(PaneAction::Region(region)) => self.show_region(ctx, region)?,
            other => return Err(unsupported(other)),
        }
        Ok(None)
    }

    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput {
        let split = self.split(ctx);
        let row = self.selected_row(ctx);
        let mut output = RenderOutput::default();
        if split.is_side_by_side() || !self.detail.is_open() {
            let layout = self.layout(ctx);
            let selected = row.and_then(|row| layout.index_of(row));
            let caption = match row {
                // the detail says more
                _ if split.is_side_by_side() => String::new(),
                Some(row) => country_sentence(ctx, row),
                None => "no country is selected".into(),
            };
            output = self.draw_layout(ctx, &layout, selected, &caption, split.list, buf);
        }
        let detail = self.selected_detail(ctx).unwrap_or_default();
        self.detail.draw(ctx, split, detail, &mut output, buf);
        output
    }

    fn script(&self, ctx: PaneContext) -> String {
        let mut steps = vec!["go map".to_string()];
        steps.extend(self.list.script_steps(ctx));
        if !self.region.is_empty() {
            steps.push(format!("frame {}", self.region));
        }
        if let Some(row) = self.selected_row(ctx)
            && (self.list.rows.first() != Some(&row) || !self.region.is_empty())
        {
            steps.push(format!("select {}", ctx.query.data.path(row)));
        }
        steps.extend(self.detail.script_steps());
        steps.join("; ")
    }

    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath> {
        self.detail.focused_link(|| self.detail_text(ctx))
    }

    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath> {
        let focused = self.detail.focused_path(|| self.detail_text(ctx));
        focused.or_else(|| Some(ctx.query.data.path(self.selected_row(ctx)?)))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail.is_open()
    }

    fn list(&self) -> &FilteredList {
        &self.list
    }

    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        if self.detail.is_open()
            && let Some(detail) = self.selected_detail(ctx)
        {
            return PaneContent::Record(detail);
        }
        PaneContent::Picture(self.table(ctx))
    }

    fn draw_picture(&self, ctx: PaneContext, buf: &mut Buffer) -> bool {
        let text_width = ctx.area.width.saturating_sub(2);
        let above = |legend: &[String]| {
            let height = ctx.area.height.saturating_sub(legend.len() as u16 + 1);
            Rect { height, ..ctx.area }
        };
        let mut legend = join_phrases(&phase_legend(ctx), "   ", text_width);
        let mut area = above(&legend);
        let mut layout = self.layout_in(ctx, area);
        // tiles leave room for the names of the countries
        let names = phase_countries(ctx, text_width);
        let layout_above_names = self.layout_in(ctx, above(&names));
        if layout.is_tiled() && layout_above_names.shows_all_tiles() {
            legend = names;
            area = above(&legend);
            layout = layout_above_names;
        }
        self.draw_layout(ctx, &layout, None, "", area, buf);
        let style = ctx.theme.style(StyleRole::Strong);
        for (line, text) in legend.iter().enumerate() {
            print_clipped(buf, area.x + 1, area.bottom() + line as u16, text_width, text, style);
        }
        true
    }

    fn describe_rows(&self, ctx: PaneContext, detail: &mut Detail) {
        for row in &self.list.rows {
            let path = ctx.query.data.path(*row);
            detail.push_item(vec![TextFragment::link(country_sentence(ctx, *row), path)]);
        }
        detail.push_item(vec![TextFragment::dim(DISCLAIMER)]);
    }

    fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        let mut chips = Vec::new();
        if !self.region.is_empty() && !self.layout(ctx).is_tiled() {
            chips.push(HeaderChip::Setting(self.region.clone()));
        }
        chips.extend(self.list.chips(ctx));
        chips
    }
}

/// Returns name, region, phases and agencies of a country as a sentence.
fn country_sentence(ctx: PaneContext, row: RecordRef) -> String {
    let data = ctx.query.data;
    let Some(country) = data.get::<Country>(row) else { return String::new() };
    let labels = |kind: KindId, ids: &[Text]| {
        let labels: Vec<_> = ids.iter().map(|id| data.short_label_of(kind, id)).collect();
        labels.join(", ")
    };
    let phases = labels(KindId::Phases, &country.phases);
    let mut sentence = country.short_label().to_string();
    // the label of a phase may be the name of its region
    if let Some(region) = country.region.as_deref().filter(|region| *region != phases) {
        sentence.push_str(&format!(", {region}"));
    }
    for part in [phases, labels(KindId::Agencies, &country.agencies)] {
        if !part.is_empty() {
            sentence.push_str(&format!("; {part}"));
        }
    }
    sentence
}

/// Returns the symbol and the label of each phase.
fn phase_legend(ctx: PaneContext) -> Vec<String> {
    let phases = ctx.query.data.phases().values().enumerate();
    phases
        .map(|(number, phase)| {
            format!("{} {}", ctx.glyphs.phase_symbol(number), phase.short_label())
        })
        .collect()
}

/// Returns the countries and agencies of each phase in lines.
fn phase_countries(ctx: PaneContext, text_width: u16) -> Vec<String> {
    let data = ctx.query.data;
    let phases = data.phases().iter().zip(phase_legend(ctx));
    let lines = phases.flat_map(|((id, phase), label)| {
        let is_in_phase = |row: &RecordRef| {
            data.get::<Country>(*row).is_some_and(|country| country.phases.contains(id))
        };
        let countries = data.records(KindId::Countries).filter(is_in_phase);
        let countries: Vec<_> = countries.map(|row| data.short_label(row)).collect();
        let agencies: Vec<_> =
            phase.agencies.iter().map(|id| data.short_label_of(KindId::Agencies, id)).collect();
        let mut text = format!("{label}: {}", countries.join(", "));
        if countries.is_empty() {
            text = format!("{label}: countries not stated");
        }
        if !agencies.is_empty() {
            text.push_str(&format!("; with {}", agencies.join(", ")));
        }
        wrap(&text, text_width, text_width)
    });
    lines.collect()
}
