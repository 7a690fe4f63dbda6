//! The answers to the questions of an import, which are kept for the next file of its kind.

use crate::error::FileProblem;
use crate::store::json_error_message::{describe_in, error_offset};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An answer to the question which record or value a text means.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueAnswer {
    /// The id of a record, or the value.
    Value(String),
    /// A new record with this id.
    New(String),
    /// The text is left out.
    LeaveOut,
}

/// The answers for files of one origin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportAnswers {
    /// The name by which the answers and the override are kept.
    pub name: String,
    /// The kind of the records.
    pub kind: Option<String>,
    /// The headings of the file, by which the next one is known.
    pub headings: Vec<String>,
    /// Fields by heading; an empty one leaves the column out, `+note` adds it to others.
    pub columns: BTreeMap<String, String>,
    /// Values that all records get, by field.
    pub set: IndexMap<String, String>,
    /// Answers by field and text.
    pub values: BTreeMap<String, BTreeMap<String, ValueAnswer>>,
    /// The order of days and months: `dmy` or `mdy`.
    pub dates: Option<String>,
    /// Numbers of five digits are days as Excel counts them.
    pub excel_days: bool,
    /// The sign before decimals: `comma` or `point`.
    pub decimal: Option<String>,
}

impl ImportAnswers {
    /// Returns the answer for a text of a field.
    pub fn value(&self, field: &str, text: &str) -> Option<&ValueAnswer> {
        let by_text = |answers: &'_ BTreeMap<String, ValueAnswer>| answers.get(text).is_some();
        [field, "*"]
            .iter()
            .find_map(|field| self.values.get(*field).filter(|answers| by_text(answers))?.get(text))
    }

    /// Adds other answers, which replace those about the same.
    pub fn update(&mut self, other: &ImportAnswers) {
        self.columns.extend(other.columns.clone());
        for (field, answers) in &other.values {
            self.values.entry(field.clone()).or_default().extend(answers.clone());
        }
        self.dates = other.dates.clone().or(self.dates.take());
        self.decimal = other.decimal.clone().or(self.decimal.take());
        self.excel_days |= other.excel_days;
    }

    /// Parses the file of the answers called `name`.
    ///
    /// # Errors
    /// Fails if it is no JSON object.
    pub fn parse(name: &str, text: &str) -> Result<ImportAnswers, FileProblem> {
        let problem = |offset, message: String| FileProblem { offset, message, hint: None };
        let value: Value = serde_json::from_str(text)
            .map_err(|e| problem(error_offset(text, &e), describe_in(text, &e)))?;
        let Value::Object(members) = value else {
            return Err(problem(0, "expected an object with the answers".into()));
        };
        let text_of = |key: &str| members.get(key).and_then(Value::as_str).map(str::to_string);
        let texts = |key: &str| {
            let object = members.get(key).and_then(Value::as_object).into_iter().flatten();
            object.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_string())))
        };
        let mut values: BTreeMap<String, BTreeMap<String, ValueAnswer>> = BTreeMap::new();
        for (field, answers) in
            members.get("values").and_then(Value::as_object).into_iter().flatten()
        {
            for (text, answer) in answers.as_object().into_iter().flatten() {
                let answer = match answer {
                    Value::Null => ValueAnswer::LeaveOut,
                    Value::String(value) => ValueAnswer::Value(value.clone()),
                    Value::Object(new) => match new.get("new").and_then(Value::as_str) {
                        Some(id) => ValueAnswer::New(id.to_string()),
                        None => continue,
                    },
                    _ => continue,
                };
                values.entry(field.clone()).or_default().insert(text.clone(), answer);
            }
        }
        let headings = members.get("headings").and_then(Value::as_array).into_iter().flatten();
        Ok(ImportAnswers {
            name: name.to_string(),
            kind: text_of("kind"),
            headings: headings.filter_map(|one| one.as_str().map(str::to_string)).collect(),
            columns: texts("columns").collect(),
            set: texts("set").collect(),
            values,
            dates: text_of("dates"),
            excel_days: members.get("excel_days") == Some(&Value::Bool(true)),
            decimal: text_of("decimal"),
        })
    }

    /// Returns the text of the file of the answers.
    pub fn to_text(&self) -> String {
        let answer = |answer: &ValueAnswer| match answer {
            ValueAnswer::Value(value) => Value::from(value.clone()),
            ValueAnswer::New(id) => json!({ "new": id }),
            ValueAnswer::LeaveOut => Value::Null,
        };
        let values: Map<String, Value> = self
            .values
            .iter()
            .map(|(field, answers)| {
                let answers = answers.iter().map(|(text, one)| (text.clone(), answer(one)));
                (field.clone(), Value::Object(answers.collect()))
            })
            .collect();
        let value = json!({
            "kind": self.kind,
            "headings": self.headings,
            "columns": self.columns,
            "set": self.set,
            "values": values,
            "dates": self.dates,
            "excel_days": self.excel_days,
            "decimal": self.decimal,
        });
        format!("{}\n", crate::store::to_pretty(&value, 2).trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_as_they_were_given() {
        let phase: BTreeMap<String, ValueAnswer> = [
            ("Phase 2".to_string(), ValueAnswer::Value("glo-act-ame".into())),
            ("ILO".to_string(), ValueAnswer::New("ilo".into())),
            ("Global".to_string(), ValueAnswer::LeaveOut),
        ]
        .into();
        let answers = ImportAnswers {
            name: "events".into(),
            kind: Some("events".into()),
            headings: vec!["Ref".into(), "Title".into()],
            columns: [("Bidule".to_string(), "note".to_string())].into(),
            set: [("phase".to_string(), "ame".to_string())].into(),
            values: [("phase".to_string(), phase)].into(),
            dates: Some("dmy".into()),
            excel_days: true,
            decimal: None,
        };
        assert_eq!(ImportAnswers::parse("events", &answers.to_text()), Ok(answers.clone()));
        assert_eq!(answers.value("phase", "Global"), Some(&ValueAnswer::LeaveOut));
        assert_eq!(answers.value("agency", "Global"), None);
        assert!(ImportAnswers::parse("x", "[]").is_err());
    }
}
