//! The dimensions of a grid: objectives, agencies, phases, programmes, countries, kinds and years
//! of events.

use crate::error::{Error, Result};

/// The property by which a grid is split into rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridDimension {
    Objective,
    Agency,
    Phase,
    Programme,
    /// The programme's countries.
    Country,
    /// Kinds of event.
    Kind,
    /// Years of events.
    Year,
}

/// All dimensions by name.
pub const DIMENSIONS: &[(&str, GridDimension)] = &[
    ("objective", GridDimension::Objective),
    ("agency", GridDimension::Agency),
    ("phase", GridDimension::Phase),
    ("programme", GridDimension::Programme),
    ("country", GridDimension::Country),
    ("kind", GridDimension::Kind),
    ("year", GridDimension::Year),
];

/// Returns the dimension called `name`.
pub fn parse_dimension(name: &str) -> Result<GridDimension> {
    let known = DIMENSIONS.iter().find(|(known, _)| *known == name);
    known.map(|(_, dimension)| *dimension).ok_or_else(|| {
        Error::unknown_name("axis", name, DIMENSIONS.iter().map(|(known, _)| *known))
    })
}

impl GridDimension {
    pub fn name(self) -> &'static str {
        let known = DIMENSIONS.iter().find(|(_, dimension)| *dimension == self);
        known.map_or("", |(name, _)| name)
    }
}
