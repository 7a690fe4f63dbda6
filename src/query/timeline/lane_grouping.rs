//! The property by which the events of a timeline are split into lanes.

use crate::error::{Error, Result};

/// The property by which events are split into lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneGrouping {
    #[default]
    Phase,
    Country,
    Agency,
    /// Kinds of event.
    Kind,
}

/// All lane keys by name, in the order in which a key press cycles through them.
pub const LANE_KEYS: &[(&str, LaneGrouping)] = &[
    ("phase", LaneGrouping::Phase),
    ("country", LaneGrouping::Country),
    ("agency", LaneGrouping::Agency),
    ("kind", LaneGrouping::Kind),
];

impl LaneGrouping {
    /// Returns the lane key called `name`.
    pub fn by_name(name: &str) -> Result<LaneGrouping> {
        let known = LANE_KEYS.iter().find(|(known, _)| *known == name);
        known.map(|(_, key)| *key).ok_or_else(|| {
            Error::unknown_name("kind of lanes", name, LANE_KEYS.iter().map(|(known, _)| *known))
        })
    }

    pub fn name(self) -> &'static str {
        LANE_KEYS.iter().find(|(_, key)| *key == self).map_or("", |(name, _)| name)
    }

    pub fn next(self) -> LaneGrouping {
        let position = LANE_KEYS.iter().position(|(_, key)| *key == self).unwrap_or(0);
        LANE_KEYS[(position + 1) % LANE_KEYS.len()].1
    }
}
