//! Runs the program on the small programme of the tests.

use crate::{Output, Sandbox, root};

/// Returns the folder of the small programme.
pub(crate) fn folder() -> String {
    root().join("tests/fixtures/programme").display().to_string()
}

/// Runs a verb on the small programme.
pub(crate) fn run(sandbox: &Sandbox, args: &[&str]) -> Output {
    sandbox.run(&[args, &["--programme", &folder()]].concat())
}

/// Returns a value of the small programme, with the overrides of a sandbox.
pub(crate) fn value(sandbox: &Sandbox, place: &str) -> serde_json::Value {
    sandbox.value_at(place, &["--programme", &folder()])
}
