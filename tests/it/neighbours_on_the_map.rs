//! Neighbours on the map: each has its code beside its dot, or a sign of the key.

use crate::support::dashboard::screen_text;
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;
use serde_json::json;

#[test]
fn codes_of_neighbours_do_not_touch_other_dots() {
    let record = |name: &str, phases: &[&str], x: f64| json!({"name": name, "phases": phases, "point": [10.0, x]});
    let both = ["rivers-1", "rivers-north"];
    let countries = json!({
        "QA": record("Quarta", &both, 10.0),
        "QB": record("Quebra", &["rivers-north"], 10.5),
        "QC": record("Quinta", &both, 14.0),
    });
    let layer = Layer::from_text("more", json!({ "countries": countries }).to_string());
    let mut app = dashboard(fixture_dataset(vec![layer]), (80, 24));
    app.run_script("go map; frame world").unwrap();
    let text = screen_text(&mut app, (80, 24));
    for code in ["QA", "QB", "QC"] {
        assert!(text.contains(code), "{code}:\n{text}");
    }
    // a heap such as "QA◆●◆QB" reads as one country in two phases
    for heap in ["◆●◆", "●◆●", "●◆◆", "◆◆●", "QB●", "QB◆●"] {
        assert!(!text.contains(heap), "{heap}:\n{text}");
    }
    assert!(text.contains("●◆QA") && text.contains("◆QB"), "{text}");
}

#[test]
fn signs_of_the_key_do_not_read_as_one_number() {
    let country = |number: usize| {
        let point = [10.0 + number as f64 * 0.1, 10.0 + number as f64 * 0.4];
        let id = format!("Q{}", char::from(b'A' + number as u8));
        (id.clone(), json!({"name": id, "phases": ["rivers-1"], "point": point}))
    };
    let countries: serde_json::Map<String, serde_json::Value> = (0..9).map(country).collect();
    let layer = Layer::from_text("more", json!({ "countries": countries }).to_string());
    let mut app = dashboard(fixture_dataset(vec![layer]), (80, 24));
    app.run_script("go map; frame world").unwrap();
    let text = screen_text(&mut app, (80, 24));
    let is_sign = |letter: char| letter.is_ascii_digit();
    // below the tabs and above the key
    let map: Vec<&str> =
        text.lines().skip(3).take_while(|line| !line.starts_with(" 1 ●")).collect();
    assert!(map.iter().any(|line| line.contains(is_sign)), "{text}");
    for line in map {
        let letters: Vec<char> = line.chars().collect();
        let is_alone = letters.windows(2).all(|pair| !(is_sign(pair[0]) && is_sign(pair[1])));
        assert!(is_alone, "{line}: {text}");
    }
}
