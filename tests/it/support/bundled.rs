//! Numbers of the bundled programme, for tests of the running program.

use crate::{bundled_app, root};
use serde_json::Value;

/// Returns the bundled records of a kind, or another file of `data/`.
pub(crate) fn bundled_json(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join(format!("data/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Returns the number of bundled records of a kind.
pub(crate) fn bundled_records(kind: &str) -> usize {
    bundled_json(kind).as_object().unwrap().len()
}

/// Returns the number of rows of the pane that a script opens.
pub(crate) fn bundled_rows(script: &str) -> usize {
    let app = bundled_app((80, 24), false, script);
    let (pane, context) = app.current_pane();
    pane.table(context).len
}

/// Returns the number of slides of the bundled deck.
pub(crate) fn bundled_slides() -> usize {
    bundled_json("deck")["slides"].as_array().unwrap().len()
}
