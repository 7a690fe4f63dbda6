//! Texts by name.

use super::Text;
use super::unique_keys::deserialize_unique_keys;
use serde::{Deserialize, Serialize};
use vecmap::VecMap;

/// Texts by name, in the order of the data. There are so few that a linear search is fastest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct TextMap(
    #[serde(deserialize_with = "deserialize_unique_keys")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    VecMap<Text, Text>,
);

impl TextMap {
    /// Returns whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }

    /// Returns the names and their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Text)> {
        self.0.iter()
    }

    /// Returns the texts without their names.
    pub fn values(&self) -> impl Iterator<Item = &Text> {
        self.0.values()
    }
}
