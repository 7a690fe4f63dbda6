//! Draws the countries on a map or as tiles, with the key, a caption and the disclaimer below them.

use super::MapPane;
use super::country_placement::{KEY_LINES, MORE_PHASES, NO_POINT, PlacedCountries};
use super::disclaimer::disclaimer_lines;
use crate::detail::StyleRole;
use crate::pane::PaneContext;
use crate::ui::map::{self, UnlabelledCountry};
use crate::ui::text_wrapping::join_phrases;
use crate::ui::{RenderOutput, print_clipped};
use ratatui::prelude::{Buffer, Rect};

/// Says why a map is empty.
const NO_COUNTRIES: &str = "no country is in a phase: a country needs \"phases\" to be on the map";

impl MapPane {
    /// Draws map or tiles, and below them the key, a caption and the disclaimer.
    pub(super) fn draw_layout(
        &self,
        ctx: PaneContext,
        layout: &PlacedCountries,
        selected: Option<usize>,
        caption: &str,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let view = map::MapView {
            bounds: layout.bounds,
            dots: &layout.dots,
            located: layout.located,
            selected: selected.unwrap_or(usize::MAX),
            is_focused: !self.detail.is_open(),
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        let (output, keys) = match &layout.region_labels {
            Some(labels) => (map::draw_tiles(&view, labels, layout.area, buf), Vec::new()),
            None => map::draw(&view, layout.area, buf),
        };
        let text_width = area.width.saturating_sub(2);
        let mut print = |lines_from_bottom: u16, text: &str, role: StyleRole| {
            let y = area.bottom().saturating_sub(lines_from_bottom);
            if y >= area.y {
                print_clipped(buf, area.x + 1, y, text_width, text, ctx.theme.style(role));
            }
        };
        let disclaimer = disclaimer_lines(area);
        let below = disclaimer.len() as u16 + 1;
        if !layout.is_tiled() {
            let mut more = layout.dots.iter().flat_map(|dot| &dot.more_symbols);
            let has_more = more.any(|(symbol, _)| *symbol == MORE_PHASES);
            let key = key_lines(&keys, has_more, text_width);
            for (line, text) in key.iter().enumerate() {
                print(below + KEY_LINES - line as u16, text, StyleRole::Text);
            }
            if layout.located < layout.dots.len() {
                let lines_from_bottom = area.bottom() - layout.area.bottom();
                print(lines_from_bottom, NO_POINT, StyleRole::Dim);
            }
        }
        print(below, caption, StyleRole::Strong);
        if layout.dots.is_empty() && self.region.is_empty() {
            print(area.height.saturating_sub(1), NO_COUNTRIES, StyleRole::Text);
        }
        for (line, text) in disclaimer.iter().enumerate() {
            print((disclaimer.len() - line) as u16, text, StyleRole::Dim);
        }
        output
    }
}

/// Returns the key as lines: with names, with codes alone if names do not fit, and at the end how
/// many entries do not fit.
fn key_lines(keys: &[UnlabelledCountry], has_more_phases: bool, text_width: u16) -> Vec<String> {
    let more_phases = has_more_phases.then(|| format!("{MORE_PHASES} more phases"));
    let lines = |phrases: Vec<String>| {
        let phrases: Vec<String> = more_phases.iter().cloned().chain(phrases).collect();
        let lines = join_phrases(&phrases, "  ", text_width);
        (lines.len() <= KEY_LINES.into()).then_some(lines)
    };
    let with_names = keys.iter().map(|key| format!("{} {} {}", key.sign, key.code, key.name));
    if let Some(lines) = lines(with_names.collect()) {
        return lines;
    }
    let with_codes = |count: usize| {
        let codes = keys[..count].iter().map(|key| format!("{} {}", key.sign, key.code));
        let rest = (count < keys.len()).then(|| format!("… {} more", keys.len() - count));
        lines(codes.chain(rest).collect())
    };
    (0..=keys.len()).rev().find_map(with_codes).unwrap_or_default()
}
