//! The indicators of an activity, with values that are numbers or words.

use super::collector::{Collector, Fields, set_map, set_text};
use super::parsed_activity::ActivityContext;
use super::periods;
use super::xml_tree::Element;
use crate::model::iati_codes::RESULT_TYPE;
use serde_json::{Number, Value};

/// The measure of an indicator in percent.
const PERCENTAGE: &str = "2";

/// Returns the indicators of an activity. A result without indicators becomes one without values.
pub(super) fn read(
    collector: &mut Collector,
    element: Element,
    context: &ActivityContext,
) -> Vec<Fields> {
    let mut indicators = Vec::new();
    for result in element.all("result") {
        let level = result.attribute("type").map(|code| RESULT_TYPE.word(code).unwrap_or(code));
        let title = collector.text(result, "title", context.language);
        let description = collector.text(result, "description", context.language);
        let mut has_indicators = false;
        for indicator in result.all("indicator") {
            has_indicators = true;
            let mut fields = read_indicator(collector, indicator, context);
            set_text(&mut fields, "result", title.as_deref());
            set_text(&mut fields, "level", level);
            set_text(&mut fields, "note", description.as_deref());
            indicators.push(fields);
        }
        if !has_indicators && (title.is_some() || description.is_some()) {
            let mut fields = Fields::new();
            set_text(&mut fields, "title", title.as_deref().or(description.as_deref()));
            set_text(&mut fields, "level", level);
            set_text(&mut fields, "description", description.filter(|_| title.is_some()));
            indicators.push(fields);
        }
        count_left_out(collector, result, "result", &["title", "description", "indicator"]);
    }
    indicators
}

fn read_indicator(
    collector: &mut Collector,
    indicator: Element,
    context: &ActivityContext,
) -> Fields {
    let mut fields = Fields::new();
    let text = |child: &str| collector.text(indicator, child, context.language);
    let (title, description) = (text("title"), text("description"));
    let label = title.clone().or(description.clone()).unwrap_or_else(|| "indicator".into());
    set_text(&mut fields, "title", Some(label));
    set_text(&mut fields, "description", description.filter(|_| title.is_some()));
    let is_percent = indicator.attribute("measure") == Some(PERCENTAGE);
    set_text(&mut fields, "unit", is_percent.then_some("%"));
    if matches!(indicator.attribute("ascending"), Some("0" | "false")) {
        fields.insert("ascending".into(), false.into());
    }
    let mut baselines = indicator.all("baseline").filter(|one| dimensions(*one).is_empty());
    if let Some(baseline) = baselines.next() {
        let fields_of = read_baseline(collector, baseline, context.language);
        set_map(&mut fields, "baseline", fields_of);
    }
    let other_baselines = indicator.all("baseline").count().saturating_sub(1);
    collector.left_out.add_many("baseline of a part, or a second one", other_baselines);
    let periods: Vec<Value> = indicator
        .all("period")
        .flat_map(|period| read_period(collector, period, context.language))
        .map(Value::from)
        .collect();
    if !periods.is_empty() {
        fields.insert("periods".into(), periods.into());
    }
    count_left_out(
        collector,
        indicator,
        "indicator",
        &["title", "description", "baseline", "period"],
    );
    fields
}

fn read_baseline(collector: &Collector, baseline: Element, language: &str) -> Fields {
    let mut fields = Fields::new();
    let date = baseline.attribute("iso-date").and_then(periods::day);
    set_text(&mut fields, "date", date.or(baseline.attribute("year").and_then(periods::day)));
    let (value, comment) = read_value(collector, baseline, language);
    if let Some(value) = value {
        fields.insert("value".into(), value);
    }
    set_text(&mut fields, "comment", comment);
    fields
}

/// Returns the value of a baseline, target or actual value, and a comment beside it. Where only the
/// comment states something, it is the value.
fn read_value(
    collector: &Collector,
    element: Element,
    language: &str,
) -> (Option<Value>, Option<String>) {
    let comment = collector.text(element, "comment", language);
    match element.attribute("value") {
        Some(text) => (Some(number_or_words(text)), comment),
        None => (comment.map(Value::from), None),
    }
}

fn number_or_words(text: &str) -> Value {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let number: Option<Number> = serde_json::from_str(plain).ok();
    number.map_or_else(|| text.into(), Value::Number)
}

/// Returns the periods of an element: one for all people, and one for each part, such as women.
fn read_period(collector: &mut Collector, period: Element, language: &str) -> Vec<Fields> {
    let day = |child: &str| period.child_attribute(child, "iso-date").and_then(periods::day);
    let time = periods::period(day("period-start"), day("period-end"));
    let mut parts: Vec<(Fields, Fields)> = Vec::new();
    for (name, field) in [("target", "target"), ("actual", "actual")] {
        for value in period.all(name) {
            add_value(collector, &mut parts, value, field, language);
            let read = ["comment", "dimension"];
            count_left_out(collector, value, name, &read);
        }
    }
    if parts.is_empty() {
        parts.push(Default::default());
    }
    let with_time = |(by, values): (Fields, Fields)| {
        let mut fields = Fields::new();
        set_text(&mut fields, "period", time.as_deref());
        fields.extend(values);
        set_map(&mut fields, "by", by);
        fields
    };
    parts.into_iter().map(with_time).filter(|fields| !fields.is_empty()).collect()
}

/// Adds a target or actual value to the first of the parts that is the same and lacks it.
fn add_value(
    collector: &Collector,
    parts: &mut Vec<(Fields, Fields)>,
    element: Element,
    field: &str,
    language: &str,
) {
    let by = dimensions(element);
    let (value, comment) = read_value(collector, element, language);
    if value.is_none() && comment.is_none() {
        return;
    }
    let is_free = |(known, values): &(Fields, Fields)| *known == by && !values.contains_key(field);
    let index = match parts.iter().position(is_free) {
        Some(index) => index,
        None => {
            parts.push((by, Fields::new()));
            parts.len() - 1
        }
    };
    let values = &mut parts[index].1;
    if let Some(value) = value {
        values.insert(field.into(), value);
    }
    if let Some(comment) = comment {
        let known = values.get("comment").and_then(Value::as_str);
        let both = known.map_or(comment.clone(), |known| format!("{known}; {comment}"));
        values.insert("comment".into(), both.into());
    }
}

/// Returns the dimensions of a value: `{"sex": "female"}`.
fn dimensions(element: Element) -> Fields {
    let named = element.all("dimension").filter_map(|dimension| {
        Some((dimension.attribute("name")?.to_lowercase(), dimension.attribute("value")?.into()))
    });
    named.collect()
}

/// Counts the children that no field can state.
fn count_left_out(collector: &mut Collector, element: Element, name: &str, read: &[&str]) {
    for child in element.children().filter(|child| !read.contains(&child.name())) {
        collector.left_out.add(&format!("{name}/{}", child.name()));
    }
}
