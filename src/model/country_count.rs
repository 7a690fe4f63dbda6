//! A number of countries, which a source may state as an upper bound.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;

/// The name of the bound in an object: `{"up_to": 15}`.
const BOUND: &str = "up_to";

/// A number of countries: 13, or up to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountryCount {
    Exactly(u32),
    UpTo(u32),
}

impl CountryCount {
    /// Returns the number as people write it: "13", "up to 15".
    pub fn display(self) -> String {
        match self {
            CountryCount::Exactly(count) => count.to_string(),
            CountryCount::UpTo(count) => format!("up to {count}"),
        }
    }

    /// Returns the number with its noun: "1 country", "up to 15 countries".
    pub fn countries(self) -> String {
        let noun = if self == CountryCount::Exactly(1) { "country" } else { "countries" };
        format!("{} {noun}", self.display())
    }
}

impl Serialize for CountryCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            CountryCount::Exactly(count) => serializer.serialize_u32(*count),
            CountryCount::UpTo(count) => serializer.collect_map([(BOUND, count)]),
        }
    }
}

impl<'de> Deserialize<'de> for CountryCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CountryCount, D::Error> {
        deserializer.deserialize_any(CountryCountVisitor)
    }
}

struct CountryCountVisitor;

impl<'de> de::Visitor<'de> for CountryCountVisitor {
    type Value = CountryCount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number such as 13, or {{\"{BOUND}\": 15}}")
    }

    fn visit_u64<E: de::Error>(self, count: u64) -> Result<CountryCount, E> {
        let invalid = |_| E::invalid_value(de::Unexpected::Unsigned(count), &self);
        u32::try_from(count).map(CountryCount::Exactly).map_err(invalid)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<CountryCount, A::Error> {
        let mut bound = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != BOUND {
                return Err(de::Error::unknown_field(&key, &[BOUND]));
            }
            bound = Some(map.next_value()?);
        }
        bound.map(CountryCount::UpTo).ok_or_else(|| de::Error::missing_field(BOUND))
    }
}

impl JsonSchema for CountryCount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CountryCount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let count = json_schema!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
        json_schema!({ "anyOf": [count, {
            "type": "object",
            "properties": { BOUND: count },
            "required": [BOUND],
            "additionalProperties": false
        }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_numbers_or_bounds() {
        for (json, displayed) in [("13", "13 countries"), ("1", "1 country")] {
            let count: CountryCount = serde_json::from_str(json).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(count.countries(), displayed);
            assert_eq!(serde_json::to_string(&count).unwrap_or_default(), json);
        }
        let count: Result<CountryCount, _> = serde_json::from_str("{\"up_to\":15}");
        let count = count.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(count.countries(), "up to 15 countries");
        assert_eq!(serde_json::to_string(&count).unwrap_or_default(), "{\"up_to\":15}");
        for json in ["-1", "\"15\"", "{}", "{\"to\":15}", "{\"up_to\":\"15\"}", "5000000000", "1.5"]
        {
            assert!(serde_json::from_str::<CountryCount>(json).is_err(), "{json}");
        }
    }
}
