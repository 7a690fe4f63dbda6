//! The countries of the overview by phase and region.

use super::OverviewLayout;
use crate::model::{Country, KindId, Phase, RecordPath, Text};
use crate::store::RecordRef;
use std::collections::BTreeMap;

/// A region and its countries.
pub(super) type Region = (Option<Text>, Vec<RecordRef>);

/// The countries of a phase in a region.
pub(super) struct PhaseRegionCountries {
    /// Number of the phase.
    pub(super) phase: usize,
    pub(super) region: Option<Text>,
    pub(super) countries: Vec<RecordRef>,
}

impl PhaseRegionCountries {
    pub(super) fn label(&self) -> &str {
        self.region.as_deref().unwrap_or("not stated")
    }
}

impl OverviewLayout<'_> {
    /// Returns the countries by phase and region.
    pub(super) fn phase_regions(&self) -> Vec<PhaseRegionCountries> {
        let mut rows = Vec::new();
        for (number, (id, phase)) in self.ctx.query.data.phases().iter().enumerate() {
            let mut phase_rows = self.regions_of_phase(number, id, phase);
            // countries without a region come last
            phase_rows.sort_by(|a, b| {
                let key = |row: &PhaseRegionCountries| (row.region.is_none(), row.region.clone());
                let (a_is_none, a_region) = key(a);
                let (b_is_none, b_region) = key(b);
                (a_is_none, a_region.as_deref()).cmp(&(b_is_none, b_region.as_deref()))
            });
            rows.extend(phase_rows);
        }
        rows
    }

    fn regions_of_phase(
        &self,
        number: usize,
        id: &Text,
        phase: &Phase,
    ) -> Vec<PhaseRegionCountries> {
        let data = self.ctx.query.data;
        let mut rows: Vec<PhaseRegionCountries> = Vec::new();
        for record in data.records(KindId::Countries) {
            let country = data.get::<Country>(record);
            let Some(country) = country.filter(|country| country.phases.contains(id)) else {
                continue;
            };
            let region = region_in_phase(country, phase);
            match rows.iter_mut().find(|row| row.region.as_ref() == region) {
                Some(row) => row.countries.push(record),
                None => rows.push(PhaseRegionCountries {
                    phase: number,
                    region: region.cloned(),
                    countries: vec![record],
                }),
            }
        }
        rows
    }

    /// Returns the script of the list of a row's countries.
    pub(super) fn country_list_path(&self, row: &PhaseRegionCountries) -> Option<RecordPath> {
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

    /// Returns the countries of all phases by region, and last those without one.
    pub(super) fn countries_by_region(&self) -> Vec<Region> {
        let data = self.ctx.query.data;
        let mut regions: BTreeMap<(bool, &str), Region> = BTreeMap::new();
        for record in data.records(KindId::Countries) {
            let country = data.get::<Country>(record);
            let Some(country) = country.filter(|country| !country.phases.is_empty()) else {
                continue;
            };
            let key = (country.region.is_none(), country.region.as_deref().unwrap_or_default());
            let (_, countries) =
                regions.entry(key).or_insert_with(|| (country.region.clone(), Vec::new()));
            countries.push(record);
        }
        regions.into_values().collect()
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
