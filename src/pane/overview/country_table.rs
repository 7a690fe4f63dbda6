//! The countries of the overview, by phase and region.

use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{Country, KindId, Phase, RecordPath, Text};
use crate::store::RecordRef;
use crate::ui::{truncate, width};

/// Cells of the symbol of the phase.
const SYMBOL_WIDTH: u16 = 2;
/// A longer region does not widen the column: it moves its own countries to the right.
const MAX_REGION_WIDTH: u16 = 15;
/// Cells of a country code with the gap after it.
const CODE_WIDTH: u16 = 3;
/// More countries in a row are not measured.
const MAX_MEASURED_CODES: usize = 1000;
const MAX_MEASURED_NAMES: usize = 100;

/// The countries of a phase in a region.
pub(super) struct PhaseRegionRow {
    /// Number of the phase.
    pub(super) phase: usize,
    pub(super) region: Option<Text>,
    pub(super) countries: Vec<RecordRef>,
}

impl PhaseRegionRow {
    fn label(&self) -> &str {
        self.region.as_deref().unwrap_or("not stated")
    }
}

impl OverviewLayout<'_> {
    /// Returns the countries by phase and region.
    pub(super) fn region_rows(&self) -> Vec<PhaseRegionRow> {
        let mut rows = Vec::new();
        for (number, (id, phase)) in self.ctx.query.data.phases().iter().enumerate() {
            let mut phase_rows = self.region_rows_of_phase(number, id, phase);
            // countries without a region come last
            phase_rows.sort_by(|a, b| {
                let key = |row: &PhaseRegionRow| (row.region.is_none(), row.region.clone());
                let (a_is_none, a_region) = key(a);
                let (b_is_none, b_region) = key(b);
                (a_is_none, a_region.as_deref()).cmp(&(b_is_none, b_region.as_deref()))
            });
            rows.extend(phase_rows);
        }
        rows
    }

    fn region_rows_of_phase(&self, number: usize, id: &Text, phase: &Phase) -> Vec<PhaseRegionRow> {
        let data = self.ctx.query.data;
        let mut rows: Vec<PhaseRegionRow> = Vec::new();
        for record in data.records(KindId::Countries) {
            let country = data.get::<Country>(record);
            let Some(country) = country.filter(|country| country.phases.contains(id)) else {
                continue;
            };
            let region = region_in_phase(country, phase);
            match rows.iter_mut().find(|row| row.region.as_ref() == region) {
                Some(row) => row.countries.push(record),
                None => rows.push(PhaseRegionRow {
                    phase: number,
                    region: region.cloned(),
                    countries: vec![record],
                }),
            }
        }
        rows
    }

    /// Returns the cells that regions and codes need, between half of a width and all of it.
    pub(super) fn country_table_width(&self, max_width: u16) -> u16 {
        let rows = self.region_rows();
        let region_width = region_column_width(&rows);
        let needed = rows.iter().map(|row| {
            let codes = row.countries.len().min(MAX_MEASURED_CODES) as u16 * CODE_WIDTH;
            (SYMBOL_WIDTH + width(row.label()).max(region_width)).saturating_add(codes)
        });
        needed.max().unwrap_or(0).clamp(max_width / 2, max_width)
    }

    /// Returns the script of the list of a row's countries.
    pub(super) fn country_list_path(&self, row: &PhaseRegionRow) -> Option<RecordPath> {
        let data = self.ctx.query.data;
        let (id, _) = data.phases().get_index(row.phase)?;
        let is_stated = |region: &&Text| {
            data.countries().values().any(|country| country.region.as_ref() == Some(*region))
        };
        let filter = match row.region.as_ref().filter(is_stated) {
            Some(region) => format!(" region:\"{region}\""),
            None => String::new(),
        };
        Some(RecordPath::new(format!("countries phase:{id}{filter}")))
    }

    /// Adds a line for each phase and region, more where the countries do not fit.
    pub(super) fn push_country_table(&mut self, x: u16, max_width: u16) {
        let rows = self.region_rows();
        let region_width = region_column_width(&rows);
        let has_names = self.names_fit(&rows, region_width, max_width);
        let data = self.ctx.query.data;
        let x = x + LEFT_MARGIN;
        self.push(x, "Where", StyleRole::Strong, Some(&RecordPath::for_kind(KindId::Countries)));
        self.y += 1;
        for row in rows {
            let symbol = self.ctx.glyphs.phase_symbol(row.phase);
            self.push(x, symbol, StyleRole::Phase(row.phase), None);
            let link = self.country_list_path(&row);
            let region = truncate(row.label(), max_width.saturating_sub(SYMBOL_WIDTH));
            let region_end = self.push(x + SYMBOL_WIDTH, &region, StyleRole::Dim, link.as_ref());
            let countries_x = x + SYMBOL_WIDTH + region_width + 1;
            let mut country_x = countries_x.max(region_end + 1);
            for country in row.countries {
                let text = if has_names {
                    data.short_label(country).into_owned()
                } else {
                    data.id(country).to_string()
                };
                if country_x + width(&text) > x + max_width {
                    self.y += 1;
                    country_x = countries_x;
                }
                let end = self.push(country_x, &text, StyleRole::Text, Some(&data.path(country)));
                country_x = end + if has_names { 2 } else { 1 };
            }
            self.y += 1;
        }
    }

    /// Returns whether the names of all countries fit, so that codes are not needed.
    fn names_fit(&self, rows: &[PhaseRegionRow], region_width: u16, max_width: u16) -> bool {
        let data = self.ctx.query.data;
        rows.iter().all(|row| {
            let names = row.countries.iter().take(MAX_MEASURED_NAMES);
            let names_width = names
                .map(|country| width(&data.short_label(*country)) + 2)
                .fold(0u16, u16::saturating_add);
            (SYMBOL_WIDTH + region_width + 2).saturating_add(names_width) <= max_width
        })
    }
}

/// Returns the region of a country as the phase names it: one of its regions, or its only one.
fn region_in_phase<'a>(country: &'a Country, phase: &'a Phase) -> Option<&'a Text> {
    let region = country.region.as_ref();
    match &phase.regions[..] {
        regions if region.is_some_and(|region| regions.contains(region)) => region,
        [only] => Some(only),
        _ => region,
    }
}

/// Returns the width of the regions, except for very long ones.
fn region_column_width(rows: &[PhaseRegionRow]) -> u16 {
    rows.iter()
        .map(|row| width(row.label()))
        .filter(|cells| *cells <= MAX_REGION_WIDTH)
        .max()
        .unwrap_or(0)
}
