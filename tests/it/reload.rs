//! A reload shows the new data everywhere: no picture of the old data is kept.

use crate::support::dashboard::{dashboard, draw};
use crate::{Size, fixture_dataset};
use gloact::model::KindId;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;

/// Changes what every pane shows: events, lanes, years, leads, places, documents and claims.
const CHANGES: &str = r#"{
  "programme": {"rivers": {"aim": "Summary of another day."}},
  "phases": {"rivers-1": {"title": "First phase, renamed",
                          "budget": {"amount": 2, "currency": "dollar"}}},
  "objectives": {"rivers-1-1": {"title": "An objective, renamed"}},
  "agencies": {"wat": {"name": "WATER"}},
  "countries": {
    "XA": {"name": "Arvenia Renamed", "region": "Another region", "point": [60, 60]},
    "XQ": {"name": "Quenta", "region": "Another region", "point": [-20, 10], "phases": ["rivers-1"]}
  },
  "events": {
    "launch-arvenia": {"title": "Launch of another day", "date": "2018-11-11"},
    "launch-belmora": null,
    "added": {"title": "Added event", "date": "2017-03-03", "countries": ["XQ"], "phase": "rivers-1",
              "agencies": ["wat"], "kind": "launch"}
  },
  "documents": {"added": {"title": "Added document", "kind": "handbook"}}
}"#;

/// The override before the change; its currency is a problem.
const BEFORE: &str = r#"{"phases": {"rivers-1": {"budget": {"amount": 1, "currency": "Euro"}}}}"#;

/// Views of all panes, with pickers, details and reports.
const SCRIPTS: &[&str] = &[
    "go overview",
    "go overview; open 2",
    "go phases",
    "go phases/rivers-1",
    "go matrix",
    "go matrix; compare rivers-1 rivers-delta",
    "go matrix; axes country year",
    "go matrix; enter",
    "go countries",
    "go countries; filter launch",
    "go countries/XA",
    "go countries; sort -events",
    "go countries; facets",
    "go timeline",
    "go timeline; filter wat",
    "go timeline; lanes country",
    "go timeline; lanes agency; axis",
    "go timeline; view 2016-01-01 1000",
    "go timeline; filter kind:launch; lanes kind",
    "go timeline; facets",
    "go documents",
    "go sources",
    "go map",
    "go map; select countries/XA",
    "find launch",
    "find renamed",
    "go countries/XA; why countries/XA/region",
    "problems",
    "diff",
];

const SIZES: [Size; 3] = [(80, 24), (120, 36), (200, 60)];

fn changed_data() -> Dataset {
    let data = fixture_dataset(vec![Layer::from_text("mine.json", CHANGES)]);
    assert_eq!(data.errors(), [], "every change is valid");
    data
}

#[test]
fn reload_shows_what_a_new_dashboard_shows() {
    let mut stale = Vec::new();
    for size in SIZES {
        for script in SCRIPTS {
            let mut app =
                dashboard(fixture_dataset(vec![Layer::from_text("mine.json", BEFORE)]), size);
            app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}"));
            let before = buffer_text(&draw(&mut app, size).0);
            app.reload(changed_data());
            app.take_message();
            let reloaded = buffer_text(&draw(&mut app, size).0);
            let mut app = dashboard(changed_data(), size);
            app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}"));
            let expected = buffer_text(&draw(&mut app, size).0);
            assert_ne!(before, expected, "{script}: the changes are visible");
            let differing =
                reloaded.lines().zip(expected.lines()).find(|(one, other)| one != other);
            stale
                .extend(differing.map(|(one, other)| format!("{script} {size:?}\n{one}\n{other}")));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

#[test]
fn mended_file_clears_the_error() {
    let load = |text: &str| fixture_dataset(vec![Layer::from_text("team.json", text)]);
    let note = |words: &str| format!("{{\"countries\": {{\"XA\": {{\"note\": \"{words}\"}}}}}}");
    let half = "{\"countries\": {\"XA\": {";
    let mut app = dashboard(load(&note("one")), (80, 24));
    // the mended file is as it was before, or another one
    for words in ["one", "two"] {
        app.reload(load(half));
        let error = app.take_message().unwrap();
        assert!(error.contains("team.json:1:") && error.contains("last good data"), "{error}");
        // the error stays in the status line until the file is mended
        app.reload(load(half));
        app.reload(load(&note(words)));
        let message = app.take_message();
        assert_ne!(message.as_deref().unwrap_or_default(), error, "{words}");
        let expected = if words == "one" { None } else { Some("data reloaded".into()) };
        assert_eq!(message, expected);
    }
}

#[test]
fn an_error_is_not_told_when_only_warnings_are_left() {
    let load = |fields: &str| {
        let text = format!(r#"{{"events": {{"mine": {{"title": "Mine", {fields}}}}}}}"#);
        fixture_dataset(vec![Layer::from_text("team.json", text)])
    };
    let mut app = dashboard(load(r#""date": "2024-02-29""#), (80, 24));
    app.reload(load(r#""date": "2024-02-31""#));
    let screen = |app: &mut gloact::app::App| crate::support::dashboard::screen_text(app, (80, 24));
    assert!(screen(&mut app).contains("2024-02-31"), "the error is told");
    app.reload(load(r#""date": "2024-02-29", "plaec": "x""#));
    let after = screen(&mut app);
    assert!(!after.contains("2024-02-31") && after.contains("data reloaded"), "{after}");
}

#[test]
fn a_broken_file_does_not_keep_others_from_being_reloaded() {
    let note = |country: &str, words: &str| {
        format!("{{\"countries\": {{\"{country}\": {{\"note\": \"{words}\"}}}}}}")
    };
    let load = |team: &str, mine: &str| {
        let layers = [("team.json", team), ("mine.json", mine)];
        let layer = |(name, text): (&str, &str)| Layer::from_text(name, text);
        fixture_dataset(layers.map(layer).into())
    };
    const SIZE: Size = (120, 36);
    let half = "{\"countries\": {\"XA\": {";
    let (team, mine) = (note("XA", "of the team"), note("XB", "at first"));
    let mut app = dashboard(load(&team, &mine), SIZE);
    let shows = |app: &mut gloact::app::App, path: &str, words: &str| {
        app.run_script(&format!("go {path}")).unwrap();
        crate::support::dashboard::screen_text(app, SIZE).contains(words)
    };
    // one file breaks while the other is saved
    app.reload(load(half, &note("XB", "saved now")));
    let message = app.take_message().unwrap();
    assert!(message.contains("last good data") && message.contains("team.json"), "{message}");
    assert!(shows(&mut app, "countries/XB", "saved now"), "the good file is reloaded");
    assert!(shows(&mut app, "countries/XA", "of the team"), "the broken one is as it was");
    // and again, as long as it is broken
    app.reload(load(half, &note("XB", "saved again")));
    assert!(app.take_message().unwrap().contains("team.json"));
    assert!(shows(&mut app, "countries/XB", "saved again"));
    assert!(shows(&mut app, "countries/XA", "of the team"));
    app.reload(load(&note("XA", "mended"), &note("XB", "saved again")));
    assert!(shows(&mut app, "countries/XA", "mended"));
    // a broken file that was never good is told, and the others are shown
    let mut app = dashboard(fixture_dataset(vec![Layer::from_text("mine.json", &*mine)]), SIZE);
    app.reload(load(half, &note("XB", "beside a broken one")));
    assert!(app.take_message().unwrap().contains("team.json:1:"));
    assert!(shows(&mut app, "countries/XB", "beside a broken one"));
    app.reload(load(half, "{"));
    assert!(shows(&mut app, "countries/XB", "beside a broken one"), "this one was good before");
}

#[test]
fn a_broken_file_of_a_programme_keeps_the_records_that_it_had() {
    const SIZE: Size = (80, 24);
    let load = |events: &str| {
        let programme = r#"{"lakes": {"title": "Lakes"}}"#;
        let layers = [(KindId::Programme, programme), (KindId::Events, events)];
        let layer = |(kind, text): (KindId, &str)| {
            Layer::from_text(&format!("lakes/{kind}.json"), text).with_base_kind(kind)
        };
        Dataset::load(layers.map(layer).into())
    };
    let event = r#"{"launch": {"title": "Launch at the lake", "date": "2027-02-01"}"#;
    let mut app = dashboard(load(&format!("{event}}}")), SIZE);
    app.run_script("go timeline").unwrap();
    app.reload(load(event));
    let message = app.take_message().unwrap();
    assert!(message.contains("last good data") && message.contains("events.json:1:"), "{message}");
    let screen = crate::support::dashboard::screen_text(&mut app, SIZE);
    assert!(screen.contains("Launch at the lake"), "{screen}");
}
