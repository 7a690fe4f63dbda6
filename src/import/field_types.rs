//! The fields of a kind of record with their types, from its schema: a new kind can be imported
//! without a line here.

use crate::model::{KindId, LINK_FIELDS};
use crate::store::json_schema::file_schema;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The type of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FieldType {
    Text,
    Texts,
    Link(KindId),
    Links(KindId),
    Date,
    /// A number without decimals.
    Whole,
    Number,
    Bool,
    /// An amount with its currency.
    Money,
    /// One of these words.
    OneOf(Vec<String>),
    /// An object with fields of its own, each of which may have a column.
    Object,
    /// Any other value; a cell holds its JSON.
    Other,
}

/// A field, or one inside an object: `participants/women`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ImportField {
    pub(super) path: String,
    pub(super) field_type: FieldType,
    pub(super) is_needed: bool,
    /// The sentence of the schema.
    pub(super) description: String,
}

impl ImportField {
    /// Returns the name of the field that holds this one.
    pub(super) fn top(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Returns the key inside an object.
    pub(super) fn key(&self) -> Option<&str> {
        self.path.split_once('/').map(|(_, key)| key)
    }
}

/// Returns the fields of a kind, in the order of the model.
pub(super) fn import_fields(kind: KindId) -> &'static [ImportField] {
    static FIELDS: [OnceLock<Vec<ImportField>>; KindId::ALL.len()] =
        [const { OnceLock::new() }; KindId::ALL.len()];
    FIELDS[kind as usize].get_or_init(|| fields_of_schema(kind))
}

/// Returns the field with a path.
pub(super) fn find_field(kind: KindId, path: &str) -> Option<&'static ImportField> {
    import_fields(kind).iter().find(|field| field.path == path)
}

fn fields_of_schema(kind: KindId) -> Vec<ImportField> {
    let schema = file_schema(kind);
    let definitions = &schema["$defs"];
    let record = resolve(&schema["additionalProperties"], definitions);
    let mut fields = Vec::new();
    for name in kind.fields() {
        let property = &record["properties"][*name];
        let field_type = field_type(name, property, definitions);
        let is_needed = kind.needed_fields().contains(name);
        let description = property["description"].as_str().unwrap_or_default().replace('\n', " ");
        let inner = resolve(property, definitions);
        fields.push(ImportField {
            path: (*name).to_string(),
            field_type: field_type.clone(),
            is_needed,
            description,
        });
        if field_type != FieldType::Object && field_type != FieldType::Money {
            continue;
        }
        let members: BTreeMap<&String, &Value> =
            inner["properties"].as_object().into_iter().flatten().collect();
        for (key, member) in members {
            fields.push(ImportField {
                path: format!("{name}/{key}"),
                field_type: self::field_type(key, member, definitions),
                is_needed: false,
                description: member["description"].as_str().unwrap_or_default().replace('\n', " "),
            });
        }
    }
    fields
}

/// Returns the schema itself where it refers to a definition, or allows `null` as well.
fn resolve<'a>(schema: &'a Value, definitions: &'a Value) -> &'a Value {
    if let Some(Value::Array(all)) = schema.get("anyOf") {
        let other = all.iter().find(|one| one["type"] != "null");
        return other.map_or(schema, |one| resolve(one, definitions));
    }
    match schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        Some(name) => resolve(&definitions[name], definitions),
        None => schema,
    }
}

fn field_type(name: &str, schema: &Value, definitions: &Value) -> FieldType {
    let link = LINK_FIELDS.iter().find(|(field, _)| *field == name).map(|(_, kind)| *kind);
    let refers_to_date = schema.to_string().contains("#/$defs/Date\"");
    let resolved = resolve(schema, definitions);
    let types: Vec<&str> = match &resolved["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |word: &str| types.contains(&word);
    if let Some(words) = words_of(resolved) {
        return FieldType::OneOf(words);
    }
    if is("array") {
        return match (link, resolved["items"]["type"] == "string") {
            (Some(kind), true) => FieldType::Links(kind),
            (None, true) => FieldType::Texts,
            _ => FieldType::Other,
        };
    }
    if refers_to_date {
        FieldType::Date
    } else if is("string") && is("number") {
        FieldType::Other
    } else if is("string") {
        link.map_or(FieldType::Text, FieldType::Link)
    } else if is("boolean") {
        FieldType::Bool
    } else if is("integer") {
        FieldType::Whole
    } else if is("number") {
        FieldType::Number
    } else if let Some(members) = resolved["properties"].as_object() {
        let is_money = members.contains_key("amount") && members.contains_key("currency");
        if is_money { FieldType::Money } else { FieldType::Object }
    } else {
        FieldType::Other
    }
}

/// Returns the words of an enumeration.
fn words_of(schema: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_string);
    if let Value::Array(words) = &schema["enum"] {
        return words.iter().filter(|word| !word.is_null()).map(text).collect();
    }
    let Value::Array(variants) = &schema["oneOf"] else { return None };
    variants.iter().map(|variant| text(&variant["const"])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_the_schema() {
        for (kind, path, expected) in [
            (KindId::Events, "title", FieldType::Text),
            (KindId::Events, "date", FieldType::Date),
            (KindId::Events, "countries", FieldType::Links(KindId::Countries)),
            (KindId::Events, "phase", FieldType::Link(KindId::Phases)),
            (KindId::Events, "figures", FieldType::Texts),
            (KindId::Events, "online", FieldType::Bool),
            (KindId::Events, "series/number", FieldType::Whole),
            (KindId::Phases, "budget", FieldType::Money),
            (KindId::Phases, "budget/currency", FieldType::Text),
            (KindId::Phases, "date", FieldType::Date),
            (KindId::Objectives, "number", FieldType::Whole),
            (KindId::Countries, "name", FieldType::Text),
            (KindId::Countries, "phases", FieldType::Links(KindId::Phases)),
        ] {
            let found = find_field(kind, path).map(|field| field.field_type.clone());
            assert_eq!(found, Some(expected), "{kind}/{path}");
        }
        let role = find_field(KindId::Engagements, "role").map(|field| field.field_type.clone());
        assert!(matches!(role, Some(FieldType::OneOf(words)) if words.len() == 4));
    }

    #[test]
    fn every_field_of_every_kind_is_there() {
        for kind in KindId::ALL {
            let paths: Vec<&str> = import_fields(*kind).iter().map(|field| &*field.path).collect();
            assert!(kind.fields().iter().all(|field| paths.contains(field)), "{kind}: {paths:?}");
        }
    }
}
