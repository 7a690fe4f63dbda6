//! Places that are no countries are not called so, and lists with offices count places and offices.

use crate::{Sandbox, bundled_app};
use gloact::store::Dataset;

#[test]
fn a_place_is_not_called_a_country() {
    let sandbox = Sandbox::new();
    for (words, path) in [("kosovo", "countries/kosovo-unscr-1244"), ("aruba", "countries/AW")] {
        let found = sandbox.run(&["search", words]).out;
        let line = found.lines().find(|line| line.contains(path)).unwrap_or_default();
        assert!(line.contains("place") && !line.contains("country"), "{found}");
        let shown = sandbox.run(&["show", path]).out;
        assert!(shown.contains("place") && !shown.contains("country ·"), "{shown}");
    }
    let data = Dataset::bundled();
    let kosovo = data.countries().get("kosovo-unscr-1244").unwrap();
    assert_eq!(kosovo.names.values().count(), 0);
    assert!(kosovo.sources.iter().all(|id| **id != *"m49"));
}

#[test]
fn all_rows_are_places_and_offices() {
    let summary = |script: &str| {
        let app = bundled_app((120, 36), false, script);
        let (pane, context) = app.current_pane();
        pane.summary(context)
    };
    assert_eq!(summary("go countries"), "17 countries");
    assert_eq!(summary("go countries; all"), "189 places and offices");
    let offices = summary("go countries; all; filter kind:region,office,centre");
    assert!(offices.starts_with("13 of 189 places and offices"), "{offices}");
    let none = summary("go countries; all; filter region:office");
    assert!(none.starts_with("0 of 189"), "{none}");
}
