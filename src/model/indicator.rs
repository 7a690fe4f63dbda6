//! An indicator: its baseline, and target and actual value of each period.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, IndicatorValue, RecordFields, RecordReference, Text, TextMap};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// An indicator of a phase, an objective or an activity (iati-activity result/indicator).
    Indicator {
        /// The title.
        title: Text;
        /// The phase that it measures.
        phase: Option<Text>,
        /// The objective that it measures.
        objective: Option<Text>,
        /// The activity that it measures.
        activity: Option<Text>,
        /// The result that it measures.
        result: Option<Text>,
        /// `output`, `outcome`, `impact` or `other`.
        level: Option<Text>,
        /// The unit of the values.
        unit: Option<Text>,
        /// `true` if a higher value is better, as where nothing is stated.
        ascending: Option<bool>,
        /// The value at the start.
        baseline: Option<IndicatorBaseline>,
        /// Targets and actual values, in the order of time.
        periods: Vec<IndicatorPeriod>,
        /// A description.
        description: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// The value of an indicator at the start.
    IndicatorBaseline {
        ;
        /// The year or day of the value.
        date: Option<EdtfDate>,
        /// The value: a number, or words.
        value: Option<IndicatorValue>,
        /// A remark for readers.
        comment: Option<Text>,
    }
}

record! {
    /// The target and the actual value of an indicator in a period.
    IndicatorPeriod {
        ;
        /// The time that the values are for.
        period: Option<EdtfDate>,
        /// The target: a number, or words.
        target: Option<IndicatorValue>,
        /// The actual value: a number, or words.
        actual: Option<IndicatorValue>,
        /// The part that the values are for, such as `{"sex": "women"}`; empty for all.
        by: TextMap,
        /// A remark for readers.
        comment: Option<Text>,
    }
}

/// Known levels of an indicator. Others cause a warning.
pub const INDICATOR_LEVELS: &[&str] = &["output", "outcome", "impact", "other"];

impl Indicator {
    /// Returns the latest period with an actual value, else the latest with a target. A period of
    /// a part, such as women, counts only if no other does.
    pub fn latest_period(&self) -> Option<&IndicatorPeriod> {
        let rank = |(index, period): &(usize, &IndicatorPeriod)| {
            let last_day = period.period.as_ref().map(|period| period.sort_bounds().1);
            (period.by.is_empty(), period.actual.is_some(), last_day, *index)
        };
        self.periods.iter().enumerate().max_by_key(rank).map(|(_, period)| period)
    }

    /// Returns whether the actual value of the latest period reaches its target; `None` if one of
    /// them is not a number.
    fn reaches_target(&self, period: &IndicatorPeriod) -> Option<bool> {
        let actual = period.actual.as_ref()?.number()?;
        let target = period.target.as_ref()?.number()?;
        Some(if self.ascending == Some(false) { actual <= target } else { actual >= target })
    }

    /// Returns the latest values as people write them: "12 → 20, actual 14, stations".
    pub fn latest_values(&self) -> Option<String> {
        let period = self.latest_period()?;
        let baseline = self.baseline.as_ref().and_then(|baseline| baseline.value.as_ref());
        let way = match (baseline, &period.target) {
            (Some(from), Some(to)) => format!("{} → {}", from.display(), to.display()),
            (None, Some(target)) => format!("target {}", target.display()),
            (Some(baseline), None) => format!("baseline {}", baseline.display()),
            (None, None) => String::new(),
        };
        let actual = match &period.actual {
            Some(actual) => format!("actual {}", actual.display()),
            None => "actual value not stated".into(),
        };
        let unit = self.unit.iter().map(|unit| unit.to_string());
        let parts = [way, actual].into_iter().chain(unit).filter(|part| !part.is_empty());
        Some(parts.collect::<Vec<_>>().join(", "))
    }

    /// Returns whether the latest actual value reaches its target; `None` if one of them is not a
    /// number.
    pub fn has_reached_target(&self) -> Option<bool> {
        self.reaches_target(self.latest_period()?)
    }

    /// Returns whether the actual value missed its target in a period that is over: `None` where
    /// the values are words, or the end of the period is not stated.
    pub fn is_behind(&self, today: Date) -> Option<bool> {
        let period = self.latest_period()?;
        if self.reaches_target(period)? {
            return Some(false);
        }
        let last_day = period.period.as_ref()?.latest()?;
        Some(last_day < today)
    }
}

impl IndicatorBaseline {
    /// Returns the baseline as people write it: "40 (2024): as counted by the police".
    pub fn display(&self) -> String {
        let value = self.value.as_ref().map(IndicatorValue::display);
        let date = self.date.as_ref().map(EdtfDate::display);
        let value = match (value, date) {
            (Some(value), Some(date)) => format!("{value} ({date})"),
            (value, date) => value.or(date).unwrap_or_default(),
        };
        with_comment(value, &self.comment)
    }
}

impl IndicatorPeriod {
    /// Returns the values as people write them: "2025, women: target 1,200, actual 800".
    pub fn display(&self) -> String {
        let period = self.period.as_ref().map(EdtfDate::display);
        let part = self.by.values().map(|text| text.to_string());
        let names: Vec<String> = period.into_iter().chain(part).collect();
        let value = |noun: &str, value: &Option<IndicatorValue>| {
            value.as_ref().map(|value| format!("{noun} {}", value.display()))
        };
        let values = [value("target", &self.target), value("actual", &self.actual)];
        let values: Vec<String> = values.into_iter().flatten().collect();
        let parts = [names.join(", "), values.join(", ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        with_comment(parts.join(": "), &self.comment)
    }
}

fn with_comment(text: String, comment: &Option<Text>) -> String {
    match comment {
        Some(comment) if text.is_empty() => comment.to_string(),
        Some(comment) => format!("{text}: {comment}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn indicator(json: &str) -> Indicator {
        serde_json::from_str(json).unwrap_or_else(|e| panic!("{e}: {json}"))
    }

    #[test]
    fn the_latest_actual_value_of_all_people_counts() {
        let periods = indicator(
            r#"{"title":"T","periods":[
                {"period":"2025","target":20,"actual":9},
                {"period":"2024","target":10,"actual":8},
                {"period":"2026","target":30},
                {"period":"2025","actual":5,"by":{"sex":"women"}}]}"#,
        );
        let latest = periods.latest_period().and_then(|period| period.actual.clone());
        assert_eq!(latest.map(|actual| actual.display()).as_deref(), Some("9"));
        assert_eq!(indicator(r#"{"title":"T"}"#).latest_period(), None);
    }

    #[test]
    fn values_are_displayed_with_their_period_and_part() {
        let indicator = indicator(
            r#"{"title":"T","baseline":{"value":1200,"date":"2024"},"periods":[
                {"period":"2025","target":20,"actual":9,"by":{"sex":"women"},"comment":"late"},
                {"actual":"law adopted"},{"comment":"not measured"}]}"#,
        );
        let baseline = indicator.baseline.as_ref().map(IndicatorBaseline::display);
        assert_eq!(baseline.as_deref(), Some("1,200 (2024)"));
        let periods: Vec<String> = indicator.periods.iter().map(|it| it.display()).collect();
        let first = "2025, women: target 20, actual 9: late";
        assert_eq!(periods, [first, "actual law adopted", "not measured"]);
    }

    #[test]
    fn a_target_is_missed_when_its_period_is_over() {
        let today = date(2026, 11, 22);
        for (fields, behind) in [
            (r#""period":"2025","target":20,"actual":9"#, Some(true)),
            (r#""period":"2025","target":20,"actual":20"#, Some(false)),
            (r#""period":"2026","target":20,"actual":9"#, Some(false)),
            (r#""target":20,"actual":9"#, None),
            (r#""target":20,"actual":21"#, Some(false)),
            (r#""period":"2025","target":20"#, None),
            (r#""period":"2025","target":"all trained","actual":9"#, None),
        ] {
            let indicator = indicator(&format!(r#"{{"title":"T","periods":[{{{fields}}}]}}"#));
            assert_eq!(indicator.is_behind(today), behind, "{fields}");
        }
        let fewer = indicator(
            r#"{"title":"T","ascending":false,"periods":[
                {"period":"2025","target":5,"actual":9}]}"#,
        );
        assert_eq!(fewer.is_behind(today), Some(true));
    }
}
