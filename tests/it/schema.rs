//! The JSON Schema accepts and rejects the same files as the program.

use crate::{Sandbox, root};
use gloact::model::{EVENT_KINDS, INSTRUMENT_KINDS, KindId};
use gloact::store::json_schema::schema;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

fn validator(of_override: bool) -> Validator {
    let schema = schema(of_override);
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one of 2020-12");
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn bundled_and_fixture_files_match_the_schema() {
    for folder in ["data", "tests/fixtures/programme"] {
        let read = |kind: &str| {
            let text =
                std::fs::read_to_string(root().join(format!("{folder}/{kind}.json"))).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        let all: Map<String, Value> =
            KindId::ALL.iter().map(|kind| (kind.name().into(), read(kind.name()))).collect();
        let all = Value::Object(all);
        for of_override in [false, true] {
            let validator = validator(of_override);
            let errors = validator.iter_errors(&all).map(|e| format!("{}: {e}", e.instance_path()));
            let errors: Vec<String> = errors.take(5).collect();
            assert!(errors.is_empty(), "{folder}: {errors:?}");
        }
    }
}

#[test]
fn schema_rejects_what_the_program_rejects() {
    let (data, patch) = (validator(false), validator(true));
    for (text, accepted) in [
        (json!({}), true),
        (
            json!({
                "$schema": "x",
                "$comment": "mine",
                "countries": {"NP": {"$comment": "why", "note": "x"}}
            }),
            true,
        ),
        (
            json!({"countries": {"NP": {"note": null}}, "events": {"field-staff-meeting-1": null}}),
            true,
        ),
        (json!({"phases": {"glo-act": {"budget": {"amount": 20_000_000}}}}), true),
        (json!({"events": {"x": {"title": "T", "date": "2027-02~"}}}), true),
        (json!({"contries": {}}), false),
        (json!({"countries": null}), false),
        (json!({"countries": []}), false),
        (json!({"countries": {"NP": ["Nepal"]}}), false),
        (json!({"countries": {"NP": {"nmae": "x"}}}), false),
        (json!({"countries": {"NP": {"m49": 524}}}), false),
        (json!({"countries": {"a b": {"name": "x"}}}), false),
        (json!({"phases": {"glo-act": {"budget": 5}}}), false),
        (json!({"events": {"x": {"title": "T", "date": "soon"}}}), false),
        (json!({"engagements": {"glo-act-5-iom": {"role": "boss"}}}), false),
    ] {
        assert_eq!(patch.is_valid(&text), accepted, "{text}");
        let sandbox = Sandbox::new();
        let file = sandbox.write("patch.json", text.to_string());
        assert_eq!(
            sandbox.run(&["check", "--strict", "--data", &file]).code,
            if accepted { 0 } else { 3 },
            "{text}"
        );
    }
    // the schema of the data requires complete records
    assert!(
        !data.is_valid(&json!({"countries": {"NP": {"note": "x"}}}))
            && data.is_valid(&json!({"countries": {"NP": {"name": "Nepal"}}}))
    );
    let sandbox = Sandbox::new();
    for args in [&["schema"][..], &["schema", "--override"]] {
        assert!(
            serde_json::from_str::<Value>(&sandbox.run(args).out)
                .is_ok_and(|schema| jsonschema::meta::is_valid(&schema))
        );
    }
}

#[test]
fn descriptions_in_the_schema_are_for_people_who_write_data() {
    let text = schema(false).to_string();
    for word in ["allocation", "anitised", "_KINDS", "[`", "::"] {
        assert!(!text.contains(word), "{word}");
    }
    let schema = schema(false);
    for (definition, kinds) in [("Event", EVENT_KINDS), ("Instrument", INSTRUMENT_KINDS)] {
        let kind = &schema["$defs"][definition]["properties"]["kind"];
        let described = kind["description"].as_str().unwrap();
        for word in kinds {
            assert!(described.contains(&format!("`{word}`")), "{definition}: {word}");
        }
    }
}
