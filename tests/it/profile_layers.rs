//! Files of the profile are among the layers of the data only if something is wrong with them.

use crate::Sandbox;
use serde_json::{Value, json};

/// Returns the layers that a list of events names.
fn layers(sandbox: &Sandbox) -> Value {
    let output = sandbox.run(&["list", "events", "--format", "json"]);
    serde_json::from_str::<Value>(&output.out).unwrap()["layers"].clone()
}

#[test]
fn a_valid_profile_is_no_layer_and_needs_no_check() {
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/settings.json", r#"{"theme": "dark"}"#);
    sandbox.write("config/gloact/keys.json", r#"{"ctrl-y": "go map"}"#);
    sandbox.write(".local/state/gloact/memory.json", "{}");
    assert_eq!(layers(&sandbox), json!([]));
    let file = sandbox.write("config/gloact/settings.json", r#"{"theme": "dusk"}"#);
    assert_eq!(layers(&sandbox), json!([file]));
    let check = sandbox.run(&["check"]);
    assert!(check.out.contains("settings.json"), "{}", check.out);
}
