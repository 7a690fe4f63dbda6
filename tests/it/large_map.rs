//! The map of many countries, of countries in several phases, and of countries without a point.

use crate::support::dashboard::{Size, draw, screen_text};
use crate::support::generated_programmes::all;
use crate::{dashboard, fixture_dataset};
use gloact::app::App;
use gloact::model::KindId;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use serde_json::{Value, json};

const SIZES: &[Size] = &[(80, 24), (120, 36), (200, 60)];

fn map_of(data: Dataset, script: &str) -> App {
    let mut app = dashboard(data, SIZES[0]);
    app.run_script(script).unwrap_or_else(|error| panic!("{script}: {error}"));
    app
}

fn fixture_with(countries: Value) -> Dataset {
    let layer = Layer::from_text("more", json!({ "countries": countries }).to_string());
    fixture_dataset(vec![layer])
}

#[test]
fn sixty_countries_have_a_place_each_and_none_covers_another() {
    let programme = all().into_iter().find(|other| other.name == "many-countries").unwrap();
    let ids: Vec<String> = programme.records(KindId::Countries).keys().cloned().collect();
    assert_eq!(ids.len(), 60);
    let mut app = map_of(programme.dataset(), "go map");
    for size in SIZES {
        let (buffer, output) = draw(&mut app, *size);
        let text = buffer_text(&buffer);
        let links = |id: &str| {
            let path = format!("countries/{id}");
            let links = output.link_areas.iter().filter(move |(_, link)| link.to_string() == path);
            // links in a detail beside the map lead elsewhere or are below its head
            links.map(|(area, _)| *area).collect::<Vec<_>>()
        };
        let mut covered = std::collections::HashSet::new();
        for id in &ids {
            let areas = links(id);
            assert!(!areas.is_empty(), "{id} at {size:?}:\n{text}");
            for position in areas.iter().flat_map(|area| area.positions()) {
                assert!(covered.insert(position), "{id} at {size:?} covers another:\n{text}");
            }
            // its code stands beside its dot, or in the key
            assert!(text.contains(id.as_str()), "{id} at {size:?}:\n{text}");
        }
    }
}

#[test]
fn a_country_in_several_phases_shows_their_signs() {
    // Arvenia is in the first two phases of the fixture
    for size in SIZES {
        let mut app = map_of(fixture_dataset(Vec::new()), "go map");
        let text = screen_text(&mut app, *size);
        assert!(text.contains("●◆XA") || text.contains("XA◆●"), "{text}");
        assert!(!text.contains("more phases"), "{text}");
    }
    let all_phases = json!({"XA": {"phases": ["rivers-1", "rivers-north", "rivers-delta"]}});
    let mut app = map_of(fixture_with(all_phases), "go map");
    let text = screen_text(&mut app, (80, 24));
    assert!(text.contains("●+XA") || text.contains("XA+●"), "{text}");
    assert!(text.contains("+ more phases"), "{text}");
}

#[test]
fn countries_without_a_point_are_listed_below_the_map() {
    let nowhere = json!({"XX": {"name": "Nowhere", "phases": ["rivers-1"], "region": "North"}});
    let mut app = map_of(fixture_with(nowhere), "go map");
    for size in SIZES {
        let text = screen_text(&mut app, *size);
        let line = text.lines().find(|line| line.contains("no point:")).expect(&text);
        assert!(line.contains("●XX"), "{text}");
    }
    // it can be selected like the others
    app.run_script("select countries/XX").unwrap();
    assert!(screen_text(&mut app, (80, 24)).contains("[●XX]"));
    let mut app = map_of(fixture_dataset(Vec::new()), "go map");
    assert!(!screen_text(&mut app, (80, 24)).contains("no point"));
}

#[test]
fn many_countries_without_a_point_are_shown_as_tiles() {
    let records = (0..40).map(|number| {
        let id = format!("place-{number:02}");
        (id.clone(), json!({"name": id, "phases": ["rivers-1"], "region": "North"}))
    });
    let mut app = map_of(fixture_with(Value::Object(records.collect())), "go map");
    app.run_script("select countries/place-39").unwrap();
    let text = screen_text(&mut app, (80, 24));
    assert!(text.contains("North") && text.contains("[●place-39]"), "{text}");
}

#[test]
fn signs_of_the_key_stand_on_the_map() {
    // six countries on one spot have no room for their codes
    let records = (0..9).map(|number| {
        let record = json!({
            "name": format!("Islet {number}"), "phases": ["rivers-1"], "point": [10.0, 10.0],
        });
        (format!("Q{number}"), record)
    });
    let mut app = map_of(fixture_with(Value::Object(records.collect())), "go map; frame world");
    let text = screen_text(&mut app, (80, 24));
    let lines: Vec<&str> = text.lines().collect();
    let keys = lines.iter().rposition(|line| line.contains("1 ●")).expect(&text);
    let map = lines[3..keys].join("\n");
    for (sign, entry) in ('1'..='9').filter_map(|sign| {
        let at = lines[keys..].iter().find(|line| line.contains(&format!("{sign} ●Q")))?;
        Some((sign, at))
    }) {
        assert!(map.contains(sign), "{sign} of {entry} is not on the map:\n{text}");
    }
    for number in 0..9 {
        assert!(text.contains(&format!("Q{number}")), "Q{number}:\n{text}");
    }
}

#[test]
fn a_single_country_is_shown_among_coasts() {
    let programme = all().into_iter().find(|other| other.name == "tiny").unwrap();
    let mut app = map_of(programme.dataset(), "go map");
    for size in SIZES {
        let text = screen_text(&mut app, *size);
        let is_coast = |c: &char| ('\u{2801}'..='\u{28ff}').contains(c);
        assert!(text.chars().filter(is_coast).count() > 60, "{text}");
    }
}
