//! Parses a map and refuses a key that stands twice, as serde does for the fields of a struct.

use super::Text;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;
use vecmap::VecMap;

/// Parses a map with distinct keys.
///
/// # Errors
/// Fails if a key stands twice.
pub(super) fn deserialize_unique_keys<'de, D, V>(
    deserializer: D,
) -> Result<VecMap<Text, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct UniqueKeys<V>(PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for UniqueKeys<V> {
        type Value = VecMap<Text, V>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = VecMap::new();
            while let Some((key, value)) = map.next_entry::<Text, V>()? {
                if members.contains_key(&key) {
                    return Err(Error::custom(format!("duplicate key \"{key}\"")));
                }
                members.insert(key, value);
            }
            Ok(members)
        }
    }
    deserializer.deserialize_map(UniqueKeys(PhantomData))
}
