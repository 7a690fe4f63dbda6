//! Lists of ids by id.

use super::Text;
use super::unique_keys::deserialize_unique_keys;
use serde::{Deserialize, Serialize};
use vecmap::VecMap;

/// Lists of ids by id, in the order of the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct IdListMap(
    #[serde(deserialize_with = "deserialize_unique_keys")]
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>")]
    VecMap<Text, Vec<Text>>,
);

impl IdListMap {
    /// Returns the list of an id.
    pub fn get(&self, id: &str) -> Option<&[Text]> {
        self.iter().find(|(key, _)| ***key == *id).map(|(_, ids)| ids)
    }

    /// Returns each id with its list.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &[Text])> {
        self.0.iter().map(|(key, ids)| (key, ids.as_slice()))
    }
}
