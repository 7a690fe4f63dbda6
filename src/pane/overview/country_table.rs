//! The countries of the overview: by phase and region, or as numbers where they have no room.

use super::countries_by_region::PhaseRegionCountries;
use super::line_limits::cut;
use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{KindId, NOT_STATED, RecordPath, Text};
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
/// Cells between two names, and between two codes.
const NAME_GAP: u16 = 2;
const CODE_GAP: u16 = 1;

/// An item of a line, such as a country, with its link.
type Item = (String, Option<RecordPath>);

/// A phase with a region, or all that it has of a sort; more lines where the items do not fit.
struct TableRow {
    /// Number of the phase.
    phase: Option<usize>,
    label: String,
    link: Option<RecordPath>,
    items: Vec<Item>,
}

/// The cells of a table.
#[derive(Clone, Copy)]
struct TableShape {
    x: u16,
    end: u16,
    label_width: u16,
    gap: u16,
}

impl TableShape {
    fn label_x(self, row: &TableRow) -> u16 {
        self.x + if row.phase.is_some() { SYMBOL_WIDTH } else { 0 }
    }

    /// Returns the line and column of each item of a row, and the number of lines.
    fn positions(self, row: &TableRow) -> (Vec<(usize, u16)>, usize) {
        let label_x = self.label_x(row);
        let label_end = label_x + width(&row.label).min(self.end.saturating_sub(label_x));
        let hang = label_x + if self.label_width > 0 { self.label_width + 1 } else { 0 };
        let mut line = 0;
        let mut x = if row.label.is_empty() { hang } else { hang.max(label_end + 1) };
        let mut positions = Vec::new();
        for (text, _) in &row.items {
            let cells = width(text);
            if x + cells > self.end && x > hang {
                line += 1;
                x = hang;
            }
            positions.push((line, x));
            x += cells + self.gap;
        }
        (positions, line + 1)
    }

    fn lines(self, rows: &[TableRow]) -> usize {
        rows.iter().map(|row| self.positions(row).1).sum()
    }
}

impl OverviewLayout<'_> {
    /// Returns the cells that regions and codes need, between half of a width and all of it.
    pub(super) fn country_table_width(&self, max_width: u16) -> u16 {
        let rows = self.phase_regions();
        let region_width = region_column_width(&rows);
        let needed = rows.iter().map(|row| {
            let codes = row.countries.len().min(MAX_MEASURED_CODES) as u16 * CODE_WIDTH;
            (SYMBOL_WIDTH + width(row.label()).max(region_width)).saturating_add(codes)
        });
        needed.max().unwrap_or(0).clamp(max_width / 2, max_width)
    }

    /// Adds a line for each phase and region, more where the countries do not fit. If these are
    /// too many lines, adds the number of countries of each region, by phase or in all.
    pub(super) fn push_country_table(&mut self, x: u16, max_width: u16) {
        let x = x + LEFT_MARGIN;
        self.push(x, "Where", StyleRole::Strong, Some(&RecordPath::for_kind(KindId::Countries)));
        self.y += 1;
        let regions = self.phase_regions();
        if regions.is_empty() {
            self.push(x, NOT_STATED, StyleRole::Dim, None);
            self.y += 1;
            return;
        }
        let end = x + max_width;
        let label_width = region_column_width(&regions);
        let has_names = self.names_fit(&regions, label_width, max_width);
        let gap = if has_names { NAME_GAP } else { CODE_GAP };
        let shape = TableShape { x, end, label_width, gap };
        let rows: Vec<TableRow> =
            regions.iter().map(|row| self.region_row(row, has_names)).collect();
        if shape.lines(&rows) <= self.limits.tables {
            return self.push_table(&rows, shape);
        }
        let shape = TableShape { label_width: 0, gap: NAME_GAP, ..shape };
        let rows = self.phase_rows(&regions);
        if shape.lines(&rows) <= self.limits.tables {
            return self.push_table(&rows, shape);
        }
        self.push_regions_of_all_phases(TableShape { label_width, gap: CODE_GAP, ..shape });
    }

    /// Returns the row of a phase and region.
    fn region_row(&self, row: &PhaseRegionCountries, has_names: bool) -> TableRow {
        let countries = row.countries.iter().map(|country| self.country_item(*country, has_names));
        TableRow {
            phase: Some(row.phase),
            label: row.label().to_string(),
            link: self.country_list_path(row),
            items: countries.collect(),
        }
    }

    fn country_item(&self, country: RecordRef, has_name: bool) -> Item {
        let data = self.ctx.query.data;
        let text = if has_name {
            data.short_label(country).into_owned()
        } else {
            data.id(country).to_string()
        };
        (text, Some(data.path(country)))
    }

    /// Returns a row for each phase with its regions and their numbers of countries.
    fn phase_rows(&self, regions: &[PhaseRegionCountries]) -> Vec<TableRow> {
        let mut rows: Vec<TableRow> = Vec::new();
        for region in regions {
            let text = format!("{} {}", region.label(), region.countries.len());
            let item = (text, self.country_list_path(region));
            match rows.last_mut().filter(|row| row.phase == Some(region.phase)) {
                Some(row) => row.items.push(item),
                None => rows.push(TableRow {
                    phase: Some(region.phase),
                    label: String::new(),
                    link: None,
                    items: vec![item],
                }),
            }
        }
        rows
    }

    /// Adds a row for each region with the countries of all phases, or their numbers if these do
    /// not fit.
    fn push_regions_of_all_phases(&mut self, shape: TableShape) {
        let regions = self.countries_by_region();
        let row = |label: String, link: Option<RecordPath>, items: Vec<Item>| TableRow {
            phase: None,
            label,
            link,
            items,
        };
        let name = |region: &Option<Text>| region.as_deref().unwrap_or(NOT_STATED).to_string();
        let link = |region: &Option<Text>| {
            Some(RecordPath::new(match region {
                Some(region) => format!("countries region:\"{region}\""),
                None => "countries".into(),
            }))
        };
        let codes = |countries: &[RecordRef]| {
            countries.iter().map(|country| self.country_item(*country, false)).collect()
        };
        let rows: Vec<TableRow> = regions
            .iter()
            .map(|(region, countries)| row(name(region), link(region), codes(countries)))
            .collect();
        if shape.lines(&rows) <= self.limits.tables {
            return self.push_table(&rows, shape);
        }
        let (shown, hidden) = cut(regions.len(), self.limits.tables);
        let mut rows: Vec<TableRow> = regions
            .iter()
            .take(shown)
            .map(|(region, countries)| {
                let count = (countries.len().to_string(), link(region));
                row(name(region), link(region), vec![count])
            })
            .collect();
        if hidden > 0 {
            let countries: usize = regions[shown..].iter().map(|(_, all)| all.len()).sum();
            let text = format!("… {countries} more in {hidden} other regions");
            rows.push(row(text, link(&None), Vec::new()));
        }
        self.push_table(&rows, shape);
    }

    fn push_table(&mut self, rows: &[TableRow], shape: TableShape) {
        for row in rows {
            if let Some(number) = row.phase {
                let symbol = self.ctx.glyphs.phase_symbol(number);
                self.push(shape.x, symbol, StyleRole::Phase(number), None);
            }
            let label_x = shape.label_x(row);
            if !row.label.is_empty() {
                let label = truncate(&row.label, shape.end.saturating_sub(label_x));
                self.push(label_x, &label, StyleRole::Dim, row.link.as_ref());
            }
            let top = self.y;
            let (positions, lines) = shape.positions(row);
            for ((line, x), (text, link)) in positions.into_iter().zip(&row.items) {
                self.y = top + line;
                let text = truncate(text, shape.end.saturating_sub(x));
                self.push(x, &text, StyleRole::Text, link.as_ref());
            }
            self.y = top + lines;
        }
    }

    /// Returns whether the names of all countries fit, so that codes are not needed.
    fn names_fit(&self, rows: &[PhaseRegionCountries], region_width: u16, max_width: u16) -> bool {
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

/// Returns the width of the regions, except for very long ones.
fn region_column_width(rows: &[PhaseRegionCountries]) -> u16 {
    rows.iter()
        .map(|row| width(row.label()))
        .filter(|cells| *cells <= MAX_REGION_WIDTH)
        .max()
        .unwrap_or(0)
}
