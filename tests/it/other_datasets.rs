//! Panes with other data sets: no record is lost, and nothing is drawn outside of the screen.

use crate::{TODAY, cases, dashboard, draw, fixture_dataset};
use crossterm::event::Event;
use gloact::command::key;
use gloact::query::QueryContext;
use gloact::query::lists::events;
use gloact::query::pivot::grid::{CellContent, DIMENSIONS, Grid, GridQuery};
use gloact::query::pivot::phase_comparison::compare;
use gloact::query::timeline::lane_layout::{LANE_KEYS, LaneGrouping, layout_lanes};
use gloact::query::timeline::time_scale::{TimeScale, add_days};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// An event with any date, phase, kind, countries and agencies of those that there are.
fn any_event() -> impl Strategy<Value = Value> {
    let day = (2012i16..2030, 1i8..=12, 1i8..=28);
    let span = prop_oneof![4 => Just(0i64), 2 => 1i64..9, 1 => 10i64..900];
    let vague = prop_oneof![6 => Just(0), 1 => Just(1), 1 => Just(2), 1 => Just(3)];
    let one = |all: &'static [&'static str]| prop::sample::select(all);
    let some =
        |all: &'static [&'static str]| prop::collection::vec(prop::sample::select(all), 0..4);
    (
        day,
        span,
        vague,
        one(&["", "rivers-1", "rivers-north", "rivers-delta"]),
        one(&["", "launch", "training", "visit"]),
        some(&["XA", "XB", "XD", "XE", "XG"]),
        some(&["wat", "fos", "lab", "fund"]),
    )
        .prop_map(|((year, month, day), span, vague, phase, kind, countries, agencies)| {
            let first = date(year, month, day);
            let date = match vague {
                1 => format!("{year}-{month:02}"),
                2 => format!("{year}~"),
                3 => format!("{year}/.."),
                _ if span > 0 => format!("{first}/{}", add_days(first, span)),
                _ => first.to_string(),
            };
            let mut event = json!({
                "title": format!("Event of {date}"),
                "date": date,
                "countries": countries,
                "agencies": agencies,
            });
            for (key, value) in [("phase", phase), ("kind", kind)] {
                if !value.is_empty() {
                    event[key] = value.into();
                }
            }
            event
        })
}

fn dataset_with(events: &[Value]) -> Dataset {
    let all: Map<String, Value> =
        events.iter().enumerate().map(|(at, event)| (format!("any-{at}"), event.clone())).collect();
    let layer = Layer::from_text("any", json!({ "events": all }).to_string());
    let data = fixture_dataset(vec![layer]);
    let before = fixture_dataset(Vec::new()).events().len();
    assert_eq!(data.events().len(), before + events.len(), "{:?}", data.findings().first());
    data
}

/// Keys that change panes, zoom, axes and the selection.
const KEYS: &[&str] = &[
    "1", "2", "3", "5", "8", "z", "down", "down", "right", "left", "right", "enter", "c", "X", "X",
    ">", "<", "%", "z", "b", "+", "+", "-", "=", "t", "tab", "end", "home", "pagedown", "x", "a",
    "q",
];

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn timeline_places_every_event(
        all in prop::collection::vec(any_event(), 0..120),
        start in -2000i64..6000,
        days in 14i64..9000,
        cells in 1u16..200,
        by in prop::sample::select(LANE_KEYS),
    ) {
        let data = dataset_with(&all);
        let scope = QueryContext::new(&data, TODAY);
        let rows = (events::LIST.rows)(&data, false);
        let axis = TimeScale { start: add_days(date(2010, 1, 1), start), days, cells };
        let (lanes, begin) = layout_lanes(&scope, &rows, by.1, &axis);
        let on = |lane: &str, event: &gloact::model::Event| match by.1 {
            LaneGrouping::Phase => event.phase.iter().any(|id| **id == *lane),
            LaneGrouping::Country => event.countries.iter().any(|id| **id == *lane),
            LaneGrouping::Agency => event.agencies.iter().any(|id| **id == *lane),
            LaneGrouping::Kind => event.kind.iter().any(|id| **id == *lane),
        };
        let mut seen = vec![0; rows.len()];
        for lane in &lanes {
            if !lane.id.is_empty() {
                let events = data.events().values().filter(|event| on(&lane.id, event));
                prop_assert_eq!(lane.total(), events.count(), "{}", lane.name);
            }
            for mark in &lane.marks {
                mark.events.iter().for_each(|at| seen[*at] += 1);
                prop_assert!(mark.cell + mark.width() <= cells || mark.cell == 0, "{mark:?}");
            }
            for pair in lane.marks.windows(2) {
                let gap = u16::from(pair[0].count().is_some());
                prop_assert!(pair[0].cell + pair[0].width() + gap <= pair[1].cell, "{pair:?}");
            }
        }
        // what is on the axis stands on at least one lane, and begins in a cell where its first day
        // is on it
        let mut first = vec![0; cells.into()];
        for (at, row) in rows.iter().enumerate() {
            let (from, to) = data.get::<gloact::model::Event>(*row).unwrap().date.sort_bounds();
            prop_assert_eq!(seen[at] > 0, axis.cell_range(from, to.max(from)).is_some());
            if let Some((cell, _)) = axis.cell_range(from, from) {
                first[usize::from(cell)] += 1;
            }
        }
        prop_assert_eq!(begin, first);
    }

    #[test]
    fn grid_counts_every_matching_event(
        all in prop::collection::vec(any_event(), 0..60),
        rows in prop::sample::select(DIMENSIONS),
        columns in prop::sample::select(DIMENSIONS),
    ) {
        let data = dataset_with(&all);
        let scope = QueryContext::new(&data, TODAY);
        let events = (events::LIST.rows)(&data, false);
        let query = GridQuery { rows: rows.1, columns: columns.1, ..GridQuery::default() };
        let grid = Grid::build(&scope, &query, &events);
        for (at, line) in grid.cells.iter().enumerate() {
            prop_assert_eq!(line.len(), grid.columns.len());
            let most: usize = line.iter().map(|cell| cell.events.len()).sum();
            prop_assert!(grid.shows_roles || grid.row_total(at) <= most);
        }
        let sides: usize = grid.cells.iter().flatten().map(|cell| cell.events.len()).sum();
        prop_assert!(grid.shows_roles || grid.grand_total() <= sides);
    }

    #[test]
    fn any_data_draws_at_any_size_and_zoom(
        all in prop::collection::vec(any_event(), 0..200),
        width in 0u16..220,
        height in 0u16..70,
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..40),
    ) {
        let mut app = dashboard(dataset_with(&all), (width, height));
        for key in keys {
            if let Some(key) = key::parse(key) {
                app.update(Event::Key(key));
            }
            draw(&mut app, (width, height));
        }
    }
}

#[test]
fn matrix_shows_the_role_of_each_agency() {
    let data = fixture_dataset(Vec::new());
    let context = QueryContext::new(&data, TODAY);
    let events = (events::LIST.rows)(&data, false);
    for (phase, objective, agency, content) in [
        ("rivers-1", 1, "wat", Some(CellContent::Lead)),
        ("rivers-1", 1, "fos", Some(CellContent::OthersNamed)),
        ("rivers-1", 2, "fos", Some(CellContent::Lead)),
        ("rivers-1", 2, "lab", Some(CellContent::Partner)),
        // donors are stated for the phase, not for an objective
        ("rivers-1", 2, "fund", None),
        ("rivers-north", 1, "wat", Some(CellContent::Lead)),
        ("rivers-north", 1, "lab", None),
        // no source names an agency, which is not the same as none
        ("rivers-delta", 1, "wat", Some(CellContent::NotStated)),
    ] {
        let query = GridQuery { phase: Some(phase.into()), ..GridQuery::default() };
        let grid = Grid::build(&context, &query, &events);
        let column = grid.columns.iter().position(|item| item.id == agency);
        let found = column.map(|column| grid.cells[objective - 1][column].content);
        assert_eq!(found, content, "{phase} {objective} {agency}");
    }
    let words = compare(&context, "rivers-1", "rivers-north", &events).summary;
    assert!(words.contains("1 of 2 objectives") && words.contains("no longer named"), "{words}");
}

#[test]
fn panes_draw_two_thousand_events() {
    // a seeded row of dates: the same on every machine
    let mut seed = 20_161_122u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let phases = ["rivers-1", "rivers-north", "rivers-delta"];
    let kinds = ["launch", "training", "workshop", "meeting"];
    let countries = ["XA", "XB", "XC", "XD", "XE", "XF"];
    let many: Vec<Value> = (0..2000)
        .map(|at| {
            let first = add_days(date(2015, 7, 1), next(3100) as i64);
            let end = add_days(first, next(4) as i64);
            json!({
                "title": format!("Made event {at}"),
                "date": format!("{first}/{end}"),
                "phase": phases[next(3) as usize],
                "kind": kinds[next(4) as usize],
                "countries": [countries[next(6) as usize]],
                "agencies": ["wat"],
            })
        })
        .collect();
    let data = dataset_with(&many);
    let mut app = dashboard(data, (120, 36));
    for (name, script) in [
        ("overview", "go overview"),
        ("phases", "go phases"),
        ("matrix", "go matrix; phase all; axes country year"),
        ("timeline", "go timeline"),
        ("timeline_by_country", "go timeline; lanes country; view 2018-01-01 120"),
    ] {
        app.run_script(script).unwrap();
        let (screen, _) = draw(&mut app, (120, 36));
        insta::with_settings!({ description => script, omit_expression => true }, {
            insta::assert_snapshot!(format!("two_thousand_{name}"), buffer_text(&screen));
        });
    }
}

#[test]
fn impossible_actions_report_and_change_nothing() {
    let mut app = dashboard(fixture_dataset(Vec::new()), (80, 24));
    for (script, step, says) in [
        ("go matrix", "share row", "roles, which have no percentages"),
        ("go matrix; compare", "gaps", "gaps are shown for one phase"),
        ("go matrix; axes country year", "gaps", "counts, which have no gaps"),
        ("go matrix; gaps; axes country year", "gaps", "counts, which have no gaps"),
    ] {
        app.run_script(script).unwrap();
        let before = app.script();
        let error = app.run_script(step).unwrap_err();
        assert!(error.message.contains(says), "{script}: {error}");
        assert_eq!(app.script(), before, "{script}");
    }
    // an axis that has no room is not moved unseen
    let mut small = dashboard(fixture_dataset(Vec::new()), (40, 12));
    small.run_script("go timeline").unwrap();
    assert!(small.run_script("zoom-in").unwrap_err().message.contains("does not fit"));
    assert_eq!(small.script(), "go timeline");
}

#[test]
fn timeline_cursor_moves_by_event_and_lane() {
    let mut app = dashboard(fixture_dataset(Vec::new()), (120, 36));
    let mut press = |keys: &str| {
        for key in keys.split(' ') {
            app.update(Event::Key(key::parse(key).unwrap()));
        }
        app.script()
    };
    press("5");
    assert_eq!(press("right"), "go timeline; select events/launch-belmora; axis");
    assert!(press("down").ends_with("; axis rivers-north"));
    assert!(press("down").ends_with("; axis rivers-delta"));
    let last = press("up");
    assert!(last.ends_with("; axis rivers-north"), "{last}");
    assert!(!press("esc").contains("axis"), "the list again");
}

#[test]
fn map_cursor_reaches_every_country() {
    for (size, script) in [
        ((80, 24), "go map"),
        ((120, 36), "go map"),
        ((50, 20), "go map"),
        ((40, 12), "go map"),
        ((80, 24), "go map; frame world"),
    ] {
        let mut app = dashboard(fixture_dataset(Vec::new()), size);
        app.run_script(script).unwrap();
        let (screen, drawn) = draw(&mut app, size);
        let countries: std::collections::BTreeSet<String> = drawn
            .link_areas
            .iter()
            .map(|(_, place)| place.to_string())
            .filter(|place| place.starts_with("countries/"))
            .collect();
        let wanted = if size == (40, 12) { 2 } else { 5 };
        assert!(
            countries.len() >= wanted,
            "{size:?}: {} in\n{}",
            countries.len(),
            buffer_text(&screen)
        );
        // by arrows from the first one
        let mut reached = std::collections::BTreeSet::new();
        for keys in [
            "right right right right right right right right",
            "down down down down left left left left up up up up",
            "left left left down down down right right right right up up",
            "down right down right down right up left up left up left",
        ] {
            for key in keys.split(' ').cycle().take(60) {
                app.update(Event::Key(key::parse(key).unwrap()));
                reached.insert(app.script());
                // the selected one is always seen
                let (screen, drawn) = draw(&mut app, size);
                assert!(drawn.cursor.is_some_and(|at| at.y > 2), "{}", buffer_text(&screen));
            }
        }
        assert!(reached.len() >= 5, "{size:?}: {reached:?}");
    }
    // no two labels share a cell
    let mut app = dashboard(fixture_dataset(Vec::new()), (80, 24));
    app.run_script("go map").unwrap();
    let (screen, _) = draw(&mut app, (80, 24));
    let text = buffer_text(&screen);
    for code in ["XA", "XB", "XC", "XD", "XE"] {
        assert!(text.contains(code), "{code}\n{text}");
    }
}
