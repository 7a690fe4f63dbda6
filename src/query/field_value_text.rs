//! Formats the JSON value of a record's field for people: links by name, money and dates in words.

use super::{CellValue, QueryContext};
use crate::model::{
    BudgetLine, CountryCount, EdtfDate, IndicatorBaseline, IndicatorPeriod, KindId, LINK_FIELDS,
    LINK_MAP_FIELDS, Money, ParticipantCount, RecordPath,
};
use crate::store::{RecordRef, unknown_label};
use serde_json::{Map, Value as Json};

/// A run of text in a formatted field value.
#[derive(Clone, Debug, PartialEq)]
pub enum ValuePart {
    Text(String),
    /// The key of an entry of an object.
    Key(String),
    /// The name of a record and its path.
    Link(String, RecordPath),
}

impl ValuePart {
    pub fn text(&self) -> &str {
        match self {
            ValuePart::Text(text) | ValuePart::Key(text) | ValuePart::Link(text, _) => text,
        }
    }
}

/// Fields that hold the words of a source, shown in quotation marks.
pub const QUOTED_FIELDS: &[&str] = &["text", "other_texts"];

/// Fields whose value is an object on one line.
const OBJECT_FIELDS: &[&str] = &["baseline", "participants"];

/// Linked kinds whose names are too long to share a line.
const LONG_NAMED_KINDS: &[KindId] =
    &[KindId::Sources, KindId::Objectives, KindId::Documents, KindId::Instruments];

/// The longest texts, in bytes, that share a line.
const MAX_SHORT_TEXT_BYTES: usize = 20;

/// Returns the value at `path` as lines of parts. Long texts and names have a line each.
pub fn value_lines(ctx: &QueryContext, path: &RecordPath, value: &Json) -> Vec<Vec<ValuePart>> {
    let field = path.field_path().and_then(|path| path.split('/').next()).unwrap_or_default();
    let linked_kind = LINK_FIELDS.iter().find(|(key, _)| *key == field).map(|(_, kind)| *kind);
    let to_part = |text: &str| match linked_kind {
        Some(kind) => record_link(ctx, kind, text),
        None => ValuePart::Text(text.into()),
    };
    match value {
        Json::Null => Vec::new(),
        Json::String(id) if linked_kind.is_some() => vec![vec![to_part(id)]],
        Json::String(text) => {
            let date = EdtfDate::parse(text).ok().filter(|_| is_date_field(ctx, path, field));
            single(date.map_or_else(|| text.clone(), |date| date.display()))
        }
        Json::Bool(yes) => single(if *yes { "yes" } else { "no" }),
        Json::Number(number) => single(match budget_line(ctx, path) {
            Some(line) if field == "amount" => line.money().display(),
            _ => number.to_string(),
        }),
        Json::Array(all) if all.iter().all(Json::is_number) => {
            let numbers = all.iter().map(|n| format!("{:.2}", n.as_f64().unwrap_or_default()));
            single(numbers.collect::<Vec<_>>().join(", "))
        }
        Json::Array(all) => {
            if all.iter().any(Json::is_object) {
                return all.iter().flat_map(|item| single(object_text(field, item))).collect();
            }
            let texts: Vec<&str> = all.iter().filter_map(Json::as_str).collect();
            let share_a_line = match linked_kind {
                Some(kind) => texts.is_empty() || !LONG_NAMED_KINDS.contains(&kind),
                None => texts.iter().all(|text| text.len() <= MAX_SHORT_TEXT_BYTES),
            };
            if share_a_line {
                vec![texts.into_iter().map(to_part).collect()]
            } else {
                texts.into_iter().map(|text| vec![to_part(text)]).collect()
            }
        }
        Json::Object(object) => match LINK_MAP_FIELDS.iter().find(|(key, ..)| *key == field) {
            Some((_, keys, values)) => link_map_lines(ctx, object, *keys, *values),
            None if OBJECT_FIELDS.contains(&field) => single(object_text(field, value)),
            None => object_lines(object, value),
        },
    }
}

/// Returns the value in use at a path on one line; a record is named by its title.
pub fn value_in_use(ctx: &QueryContext, path: &RecordPath) -> String {
    let Some(record) = ctx.data.record_at(path) else { return "not stated".into() };
    if path.field_path().is_none() {
        return ctx.data.title(record).into_owned();
    }
    let value = ctx.data.value_at(path).unwrap_or_default();
    let lines = value_lines(ctx, path, &value);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| line.iter().map(ValuePart::text).collect::<Vec<_>>().join(", "))
        .collect();
    if lines.is_empty() { "not stated".into() } else { lines.join("; ") }
}

fn budget_line<'a>(ctx: &QueryContext<'a>, path: &RecordPath) -> Option<&'a BudgetLine> {
    ctx.data.get(ctx.data.record_at(path)?)
}

fn single(text: impl Into<String>) -> Vec<Vec<ValuePart>> {
    vec![vec![ValuePart::Text(text.into())]]
}

/// Returns an object of these fields as one line.
fn object_text(field: &str, value: &Json) -> String {
    let value = value.clone();
    let text = match field {
        "participants" => serde_json::from_value::<ParticipantCount>(value).map(|it| it.display()),
        "baseline" => serde_json::from_value::<IndicatorBaseline>(value).map(|it| it.display()),
        _ => serde_json::from_value::<IndicatorPeriod>(value).map(|it| it.display()),
    };
    text.unwrap_or_default()
}

fn object_lines(object: &Map<String, Json>, value: &Json) -> Vec<Vec<ValuePart>> {
    if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
        return single(money.display());
    }
    if let Ok(count) = serde_json::from_value::<CountryCount>(value.clone()) {
        return single(count.display());
    }
    if let (Some(Json::String(name)), Some(number)) = (object.get("name"), object.get("number")) {
        return single(format!("number {number} of {name}"));
    }
    let line = |(key, value): (&String, &Json)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
        vec![ValuePart::Key(key.clone()), ValuePart::Text(text)]
    };
    object.iter().map(line).collect()
}

/// Returns a line for each entry of an object that maps ids to lists of ids.
fn link_map_lines(
    ctx: &QueryContext,
    object: &Map<String, Json>,
    keys: KindId,
    values: KindId,
) -> Vec<Vec<ValuePart>> {
    let line = |(key, value): (&String, &Json)| {
        let ids = value.as_array().into_iter().flatten().filter_map(Json::as_str);
        let key = ValuePart::Key(ctx.data.short_label_of(keys, key).into_owned());
        std::iter::once(key).chain(ids.map(|id| record_link(ctx, values, id))).collect()
    };
    object.iter().map(line).collect()
}

/// Returns true if the field holds a date of the record itself.
pub(super) fn is_date_field(ctx: &QueryContext, path: &RecordPath, field: &str) -> bool {
    let record = ctx.data.record_at(path);
    record.is_some_and(|record| ctx.data.dates(record).iter().any(|(name, _)| *name == field))
}

fn record_link(ctx: &QueryContext, kind: KindId, id: &str) -> ValuePart {
    let name = match kind {
        KindId::Sources => source_name(ctx, id),
        _ => ctx.data.short_label_of(kind, id).into_owned(),
    };
    ValuePart::Link(name, RecordPath::for_record(kind, id))
}

/// Returns the title of a source. An id without a source is marked.
pub fn source_name(ctx: &QueryContext, id: &str) -> String {
    let source = ctx.data.sources().get(id);
    source.map_or_else(|| unknown_label(id), |source| source.title.to_string())
}

/// Returns the field of a record as the value of a cell.
pub(super) fn field_cell<'a>(
    ctx: &QueryContext<'a>,
    record: RecordRef,
    field: &str,
) -> CellValue<'a> {
    let data = ctx.data;
    if let Some((_, date)) = data.dates(record).into_iter().find(|(name, _)| *name == field) {
        return CellValue::Date(date);
    }
    if LINK_FIELDS.iter().any(|(name, _)| *name == field) {
        return ctx.field_links(record, &[field]);
    }
    match data.value(record).get(field) {
        None => CellValue::Empty,
        Some(value) if value.is_i64() => CellValue::Number(value.as_i64().unwrap_or_default()),
        Some(value) => {
            let lines = value_lines(ctx, &data.path(record).join(field), value);
            let texts: Vec<String> =
                lines.iter().flatten().map(|part| part.text().to_string()).collect();
            if value.is_array() && texts.len() > 1 {
                return CellValue::Words(texts.into_iter().map(Into::into).collect());
            }
            texts.join(", ").into()
        }
    }
}
