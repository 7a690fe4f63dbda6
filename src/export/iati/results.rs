//! The results of an activity: its indicators by objective and level.

use super::activity_dates::{first_day, last_day};
use super::descriptions::not_empty;
use super::extension::{
    EXTENSION_EDTF, EXTENSION_FIELD, EXTENSION_RECORD, EXTENSION_TYPE, record_element,
};
use super::money::decimal;
use super::xml_element::XmlElement;
use crate::model::iati_codes::RESULT_TYPE;
use crate::model::{Indicator, IndicatorBaseline, IndicatorPeriod, IndicatorValue};
use crate::store::{Dataset, RecordRef};
use indexmap::IndexMap;
use jiff::civil::Date;

/// The codes of the list IndicatorMeasure.
const UNIT: &str = "1";
const PERCENTAGE: &str = "2";
const QUALITATIVE: &str = "5";

/// The level of an indicator that states none.
const OTHER_LEVEL: &str = "other";

/// Returns the results of a record with these indicators: one for each objective and level.
pub(super) fn result_elements(
    data: &Dataset,
    node: RecordRef,
    indicators: &[RecordRef],
) -> Vec<XmlElement> {
    let mut results: IndexMap<(Option<&str>, &str), Vec<XmlElement>> = IndexMap::new();
    for record in indicators {
        let Some(indicator) = data.get::<Indicator>(*record) else { continue };
        let title = indicator
            .result
            .as_deref()
            .or_else(|| Some(&*data.objectives().get(indicator.objective.as_deref()?)?.title));
        let level = indicator.level.as_deref().unwrap_or(OTHER_LEVEL);
        let code = RESULT_TYPE.code(level).or_else(|| RESULT_TYPE.code(OTHER_LEVEL));
        let element = indicator_element(data, *record, indicator);
        results.entry((title, code.unwrap_or_default())).or_default().push(element);
    }
    let results = results.into_iter().map(|((title, code), indicators)| {
        let whole = data.title(node);
        let title = title.filter(|title| !title.trim().is_empty()).unwrap_or(&whole);
        XmlElement::new("result")
            .attribute("type", code)
            .child(XmlElement::with_narrative("title", not_empty(title, data.id(node))))
            .children(indicators)
    });
    results.collect()
}

/// Returns the element of an indicator. The extension states what the standard cannot: its unit,
/// and values without a time.
fn indicator_element(data: &Dataset, record: RecordRef, indicator: &Indicator) -> XmlElement {
    let measure = measure(indicator);
    let is_qualitative = measure == QUALITATIVE;
    let description = indicator.description.as_deref().filter(|text| !text.trim().is_empty());
    let baseline = indicator.baseline.as_ref();
    let baseline = baseline.and_then(|baseline| baseline_element(baseline, is_qualitative));
    let periods = indicator.periods.iter();
    let periods = periods.filter_map(|period| period_element(period, is_qualitative));
    let title = not_empty(&indicator.title, data.id(record));
    XmlElement::new("indicator")
        .attribute("measure", measure)
        .maybe_attribute("ascending", indicator.ascending.map(|it| if it { "1" } else { "0" }))
        .attribute(EXTENSION_RECORD, data.path(record).as_str())
        .child(XmlElement::with_narrative("title", title))
        .children(description.map(|text| XmlElement::with_narrative("description", text)))
        .children(baseline)
        .children(periods)
        .children(record_element(data, record, &stated_fields(indicator, is_qualitative)))
}

/// Returns the fields that the element of an indicator states.
fn stated_fields(indicator: &Indicator, is_qualitative: bool) -> Vec<&'static str> {
    let mut fields = vec!["title", "ascending", "description"];
    let baseline = indicator.baseline.as_ref();
    if baseline.is_none_or(|it| baseline_element(it, is_qualitative).is_some()) {
        fields.push("baseline");
    }
    if indicator.periods.iter().all(|it| period_element(it, is_qualitative).is_some()) {
        fields.push("periods");
    }
    fields
}

/// Returns the measure of an indicator: words are qualitative.
fn measure(indicator: &Indicator) -> &'static str {
    let baseline = indicator.baseline.iter().map(|baseline| &baseline.value);
    let periods = indicator.periods.iter().flat_map(|period| [&period.target, &period.actual]);
    let mut values = baseline.chain(periods).flatten();
    if values.any(|value| matches!(value, IndicatorValue::Text(_))) {
        return QUALITATIVE;
    }
    let unit = indicator.unit.as_deref().unwrap_or_default().to_lowercase();
    let is_percentage = ["%", "percent", "per cent"].iter().any(|word| unit.contains(word));
    if is_percentage { PERCENTAGE } else { UNIT }
}

/// Returns the baseline, which needs a year, and a value unless it is in words.
fn baseline_element(baseline: &IndicatorBaseline, is_qualitative: bool) -> Option<XmlElement> {
    let date = baseline.date.as_ref()?;
    let day = first_day(date)?;
    let value = baseline.value.as_ref();
    if value.is_none() && !is_qualitative {
        return None;
    }
    let is_day = date.is_exact() && last_day(date) == Some(day);
    let exact_day = is_day.then(|| day.to_string());
    let element = XmlElement::new("baseline")
        .attribute("year", day.year().to_string())
        .maybe_attribute("iso-date", exact_day.as_deref())
        .attribute(EXTENSION_EDTF, date.as_str());
    Some(with_value(element, value, baseline.comment.as_deref(), is_qualitative))
}

/// Returns a period, which needs its first and its last day, and a target or an actual value.
fn period_element(period: &IndicatorPeriod, is_qualitative: bool) -> Option<XmlElement> {
    let date = period.period.as_ref()?;
    let (start, end) = (first_day(date)?, last_day(date)?);
    if start > end || (period.target.is_none() && period.actual.is_none()) {
        return None;
    }
    // the remark stands beside the actual value, if there is one
    let (target_comment, comment) = match &period.actual {
        Some(_) => (None, period.comment.as_deref()),
        None => (period.comment.as_deref(), None),
    };
    let values = [("target", &period.target, target_comment), ("actual", &period.actual, comment)];
    let values = values.into_iter().filter_map(|(name, value, comment)| {
        let element = XmlElement::new(name).children(dimensions(period));
        Some(with_value(element, Some(value.as_ref()?), comment, is_qualitative))
    });
    let element = XmlElement::new("period").attribute(EXTENSION_EDTF, date.as_str());
    Some(element.child(day("period-start", start)).child(day("period-end", end)).children(values))
}

fn day(name: &str, day: Date) -> XmlElement {
    XmlElement::new(name).attribute("iso-date", day.to_string())
}

/// Returns the parts that the values of a period are for.
fn dimensions(period: &IndicatorPeriod) -> Vec<XmlElement> {
    let parts = period.by.iter().map(|(name, value)| {
        XmlElement::new("dimension").attribute("name", &**name).attribute("value", &**value)
    });
    parts.collect()
}

/// Adds a value to an element: a number as its attribute, words as a comment.
fn with_value(
    element: XmlElement,
    value: Option<&IndicatorValue>,
    comment: Option<&str>,
    is_qualitative: bool,
) -> XmlElement {
    let mut texts = Vec::new();
    let element = match value {
        Some(IndicatorValue::Number(number)) if !is_qualitative => {
            element.attribute("value", decimal(number))
        }
        Some(IndicatorValue::Number(number)) => {
            texts.push(narrative("value", &decimal(number)).attribute(EXTENSION_TYPE, "number"));
            element
        }
        Some(IndicatorValue::Text(words)) => {
            texts.push(narrative("value", words));
            element
        }
        None => element,
    };
    texts.extend(comment.map(|comment| narrative("comment", comment)));
    let comment = (!texts.is_empty()).then(|| XmlElement::new("comment").children(texts));
    element.children(comment)
}

fn narrative(field: &str, text: &str) -> XmlElement {
    XmlElement::new("narrative").attribute(EXTENSION_FIELD, field).text(text)
}
