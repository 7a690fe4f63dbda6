//! A value of an indicator, which is a number or words.

use super::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;

/// A value of an indicator: 42, or "draft law adopted".
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum IndicatorValue {
    Number(Number),
    Text(Text),
}

impl IndicatorValue {
    /// Returns the number, if the value is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            IndicatorValue::Number(number) => number.as_f64(),
            IndicatorValue::Text(_) => None,
        }
    }

    /// Returns the value as people write it: "1,200", "12.5", "draft law adopted".
    pub fn display(&self) -> String {
        match self {
            IndicatorValue::Number(number) => super::money::format_number(number),
            IndicatorValue::Text(text) => text.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for IndicatorValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<IndicatorValue, D::Error> {
        deserializer.deserialize_any(MeasurementVisitor)
    }
}

struct MeasurementVisitor;

impl de::Visitor<'_> for MeasurementVisitor {
    type Value = IndicatorValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a string")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<IndicatorValue, E> {
        Ok(IndicatorValue::Number(number.into()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<IndicatorValue, E> {
        Ok(IndicatorValue::Number(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<IndicatorValue, E> {
        let invalid = || E::invalid_value(de::Unexpected::Float(number), &self);
        Number::from_f64(number).map(IndicatorValue::Number).ok_or_else(invalid)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<IndicatorValue, E> {
        Ok(IndicatorValue::Text(Text::new(text)))
    }
}

impl JsonSchema for IndicatorValue {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "IndicatorValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbers_or_words() {
        for (json, displayed) in
            [("1200", "1,200"), ("-3", "-3"), ("12.5", "12.5"), ("\"adopted\"", "adopted")]
        {
            let value: IndicatorValue = serde_json::from_str(json).expect(json);
            assert_eq!(value.display(), displayed);
            assert_eq!(serde_json::to_string(&value).expect(json), json);
        }
        for json in ["true", "[1]", "{}", "null"] {
            let error = serde_json::from_str::<IndicatorValue>(json).expect_err(json);
            assert!(error.to_string().contains("a number or a string"), "{error}");
        }
    }
}
