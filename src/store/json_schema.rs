//! JSON Schema 2020-12 of the data and of overrides, derived from the structs of the model. Editors
//! complete and check files with it.

use super::dataset::record_schema;
use crate::model::KindId;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Returns the schema of the whole data, or of an override, in which no field is required and
/// `null` removes a field or a record.
pub fn schema(of_override: bool) -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut kinds = Map::new();
    for kind in KindId::ALL {
        kinds.insert(kind.name().into(), records_schema(*kind, of_override, &mut generator));
    }
    json!({
        "$schema": DIALECT,
        "title": if of_override { "gloact override" } else { "gloact data" },
        "type": "object",
        "properties": kinds,
        "patternProperties": remark_pattern(),
        "additionalProperties": false,
        "$defs": definitions(&mut generator, of_override)
    })
}

/// Returns the schema of the file of one kind in the folder of a programme.
pub fn file_schema(kind: KindId) -> Value {
    // the file of the countries adds to the bundled names and codes
    let of_override = kind == KindId::Countries;
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = records_schema(kind, of_override, &mut generator);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".into(), DIALECT.into());
        schema.insert("title".into(), format!("gloact {kind}").into());
        let definitions = definitions(&mut generator, of_override);
        schema.insert("$defs".into(), definitions.into());
    }
    schema
}

/// Returns the fields of a record with their descriptions.
pub fn field_descriptions(kind: KindId) -> Vec<(&'static str, String)> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let record = record_schema(kind, &mut generator).to_value();
    let definitions = definitions(&mut generator, false);
    let name = record["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    let fields = name.and_then(|name| definitions.get(name)).map(|it| &it["properties"]);
    let description = |field: &&'static str| -> (&'static str, String) {
        let described = fields.and_then(|fields| fields[*field]["description"].as_str());
        (*field, described.unwrap_or_default().replace('\n', " "))
    };
    kind.fields().iter().map(description).collect()
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of the records of one kind by id.
fn records_schema(kind: KindId, of_override: bool, generator: &mut SchemaGenerator) -> Value {
    let record = record_schema(kind, generator).to_value();
    let record = if of_override { nullable(record) } else { record };
    let ids = match kind {
        KindId::Citations => json!({}),
        _ => json!({ "pattern": "^([A-Za-z0-9._-]+|\\$.*)$" }),
    };
    json!({
        "description": format!("All {kind}, by id."),
        "type": "object",
        "propertyNames": ids,
        "patternProperties": remark_pattern(),
        "additionalProperties": record
    })
}

/// Returns the definitions that the schemas of records refer to.
fn definitions(generator: &mut SchemaGenerator, of_override: bool) -> Map<String, Value> {
    let mut definitions = generator.take_definitions(true);
    for definition in definitions.values_mut() {
        relax_definition(definition, of_override);
    }
    definitions
}

/// Returns the pattern of remarks: keys that begin with `$`, allowed in every object.
fn remark_pattern() -> Value {
    json!({ "^\\$": true })
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// Allows remarks in an object; in an override also the absence of fields, and `null` to remove
/// one.
fn relax_definition(definition: &mut Value, of_override: bool) {
    let Some(object) = definition.as_object_mut() else { return };
    if !object.contains_key("properties") {
        return;
    }
    object.insert("patternProperties".into(), remark_pattern());
    if !of_override {
        return;
    }
    object.remove("required");
    if let Some(Value::Object(fields)) = object.get_mut("properties") {
        for field in fields.values_mut() {
            *field = nullable(std::mem::take(field));
        }
    }
}
