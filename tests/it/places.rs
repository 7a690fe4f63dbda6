//! Places that are no countries are not called so, and lists with offices count places and offices.

use crate::{Sandbox, bundled_app};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use serde_json::json;
use std::collections::HashSet;

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
    assert_eq!(summary("go countries; all"), "263 places and offices");
    let offices = summary("go countries; all; filter kind:region,office,centre");
    assert!(offices.starts_with("13 of 263 places and offices"), "{offices}");
    let none = summary("go countries; all; filter region:office");
    assert!(none.starts_with("0 of 263"), "{none}");
}

/// All places of ISO 3166-1 are in the data, so that the records of a programme can refer to them.
#[test]
fn every_place_of_iso_3166_has_a_name_codes_and_a_point() {
    let data = Dataset::bundled();
    let places: Vec<_> = data.countries().iter().filter(|(id, _)| id.len() == 2).collect();
    assert_eq!(places.len(), 249);
    let mut codes = HashSet::new();
    for (id, place) in places {
        assert!(id.bytes().all(|byte| byte.is_ascii_uppercase()), "{id}");
        let iso3 = place.iso3.as_deref().unwrap_or_default();
        assert!(iso3.len() == 3 && iso3.bytes().all(|byte| byte.is_ascii_uppercase()), "{id}");
        let m49 = place.m49.as_deref().unwrap_or_default();
        assert!(m49.len() == 3 && m49.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
        assert!(codes.insert(iso3) && codes.insert(m49), "{id}");
        let [latitude, longitude] = place.point.unwrap();
        assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0, "{id}");
        assert!(place.names.values().next().is_some(), "{id}");
        // Antarctica is in no region
        assert!(place.m49_subregion.is_some() || &**id == "AQ", "{id}");
    }
}

#[test]
fn an_event_may_be_in_any_place_of_iso_3166() {
    let ids = ["US", "SA", "AE", "OM", "IL", "PS", "SG", "GQ", "SR", "TW", "HK", "KP", "CK"];
    let event = json!({"title": "T", "date": "2018", "countries": ids});
    let layer = Layer::from_text("mine.json", json!({"events": {"e": event}}).to_string());
    let data = Dataset::load(vec![layer]);
    assert_eq!(data.errors(), []);
    assert_eq!(data.events().get("e").unwrap().countries.len(), ids.len());
}
