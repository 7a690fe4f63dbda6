//! Signs and credits of the overview: what they are about, and where they are explained.

use crate::support::dashboard::screen_text;
use crate::{dashboard, fixture_dataset};
use gloact::store::layer::Layer;

fn overview(layer: &str, size: (u16, u16)) -> String {
    let data = fixture_dataset(vec![Layer::from_text("mine.json", layer)]);
    let mut app = dashboard(data, size);
    app.run_script("go overview").unwrap();
    screen_text(&mut app, size).replace('\u{a0}', " ")
}

#[test]
fn partners_are_named_beside_those_who_initiated_the_programme() {
    let initiated = r#"{"agencies": {
        "wat": {"roles": ["initiating", "implementing"]},
        "fos": {"roles": ["implementing"]}
    }}"#;
    let screen = overview(initiated, (120, 36));
    let line = screen.lines().find(|line| line.contains("partners ")).unwrap();
    let partners = line.split_once("partners ").unwrap().1.split("  ").next().unwrap();
    assert!(partners.contains("FOS ●") && !partners.contains("WAT"), "{line}");
    // nobody is a partner of nobody
    assert!(!overview("{}", (120, 36)).contains("partners "));
}

#[test]
fn a_title_that_sources_contradict_is_marked() {
    let data = fixture_dataset(Vec::new());
    let (id, programme) = data.programme().first().unwrap();
    let layer = format!(
        r#"{{"citations": {{"programme/{id}/title": [{{"source": "report-1"}},
          {{"source": "flyer", "says": "T", "difference": "contradiction"}}]}}}}"#
    );
    let screen = overview(&layer, (120, 36));
    let title = format!("{}  ≠", programme.title);
    assert!(screen.contains(&title), "{screen}");
}

#[test]
fn letters_are_explained_below_where_the_heading_has_no_room() {
    for size in [(80, 24), (120, 36)] {
        let screen = overview("{}", size);
        assert!(screen.contains("leads"), "{size:?}\n{screen}");
    }
}

#[test]
fn the_bar_of_a_phase_ends_with_its_planned_month() {
    let bar_of = |layer: &str| {
        let screen = overview(layer, (120, 36));
        let line = screen.lines().find(|line| line.contains("━━")).unwrap().to_string();
        line.chars().filter(|symbol| *symbol == '━').count()
    };
    let years = r#"{"phases": {"rivers-1": {"project_dates": null}}}"#;
    assert!(bar_of("{}") < bar_of(years));
}

#[test]
fn the_last_event_found_has_the_sign_of_its_phase() {
    let screen = overview("{}", (120, 36));
    let line = screen.lines().find(|line| line.contains("Last found")).unwrap();
    assert!(["●", "◆", "▲"].iter().any(|sign| line.contains(sign)), "{line}");
}
