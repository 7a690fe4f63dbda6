//! The timeline of many phases, lanes and events.

use crate::support::dashboard::{Size, screen_text};
use crate::support::generated_programmes::all;
use crate::{TODAY, dashboard};
use gloact::app::App;
use gloact::model::{KindId, Record};
use gloact::query::QueryContext;
use gloact::query::timeline::lane_layout::{LaneGrouping, layout_lanes};
use gloact::query::timeline::time_scale::TimeScale;
use gloact::store::Dataset;

const SIZES: &[Size] = &[(80, 24), (120, 36), (200, 60)];

fn dataset(name: &str) -> Dataset {
    all().into_iter().find(|programme| programme.name == name).unwrap().dataset()
}

fn timeline_of(data: Dataset, script: &str) -> App {
    let mut app = dashboard(data, SIZES[0]);
    app.run_script(script).unwrap_or_else(|error| panic!("{script}: {error}"));
    app
}

#[test]
fn of_many_phases_the_selected_one_and_its_neighbours_are_seen() {
    let data = dataset("many-phases");
    let labels: Vec<String> =
        data.phases().values().map(|phase| phase.short_label().to_string()).collect();
    let event_of = |phase: &str| {
        let mut events = data.events().iter();
        let found = events.find(|(_, event)| event.phase.as_deref() == Some(phase));
        found.map(|(id, _)| id.to_string()).unwrap()
    };
    let events: Vec<String> = data.phases().keys().map(|phase| event_of(phase)).collect();
    let mut app = timeline_of(dataset("many-phases"), "go timeline; lanes kind");
    for (number, event) in events.iter().enumerate() {
        app.run_script(&format!("select events/{event}")).unwrap();
        for size in SIZES {
            let text = screen_text(&mut app, *size);
            let axis = text.lines().take_while(|line| !line.contains("Event"));
            let axis: Vec<&str> = axis.collect();
            let range = number.saturating_sub(1)..(number + 2).min(labels.len());
            for label in &labels[range] {
                let is_bar = |line: &&str| line.contains(&format!("{label} "));
                assert!(axis.iter().any(is_bar), "{label} at {size:?}:\n{text}");
            }
            let shown = labels
                .iter()
                .filter(|label| axis.iter().any(|line| line.contains(&format!("{label} "))));
            let count = shown.count();
            let words = format!("{count} of {} phases", labels.len());
            assert!(count == labels.len() || text.contains(&words), "{words}:\n{text}");
        }
    }
}

#[test]
fn lanes_scroll_with_the_selected_event_and_show_its_neighbours() {
    let data = dataset("many-countries");
    let mut app = timeline_of(dataset("many-countries"), "go timeline; lanes country; axis");
    let ctx = QueryContext::new(&data, TODAY);
    let (first, last) = data.date_range().unwrap();
    let scale = TimeScale::whole_years([first, last].into_iter(), 90).unwrap();
    let rows: Vec<_> = data.records(KindId::Events).collect();
    let lanes = layout_lanes(&ctx, &rows, LaneGrouping::Country, &scale).0;
    let names: Vec<String> = lanes
        .iter()
        .map(|lane| lane.name.split(' ').next().unwrap().chars().take(12).collect())
        .collect();
    assert!(names.len() > 50);
    app.run_script("select events/e01").unwrap();
    for _ in 0..names.len() {
        let text = screen_text(&mut app, (120, 36));
        let shown: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.contains("density"))
            .skip(4)
            .take_while(|line| !line.contains(" lanes "))
            .map(|line| line.get(3..).unwrap_or_default())
            .collect();
        let position = |line: &&str| names.iter().position(|name| line.starts_with(name.as_str()));
        let visible: Vec<usize> = shown.iter().filter_map(position).collect();
        assert!(visible.len() >= 5, "{text}");
        assert!(visible.is_sorted(), "{visible:?}\n{text}");
        assert!(text.contains(&format!(" of {} lanes", lanes.len())), "{text}");
        if app.run_script("axis").is_err() {
            break;
        }
        crate::support::dashboard::press(&mut app, "down");
    }
    let text = screen_text(&mut app, (120, 36));
    assert!(text.contains(names.last().unwrap().as_str()), "{text}");
}

#[test]
fn five_thousand_events_are_clustered_without_loss() {
    let data = dataset("many-countries");
    let ctx = QueryContext::new(&data, TODAY);
    let rows: Vec<_> = data.records(KindId::Events).collect();
    assert_eq!(rows.len(), 5000);
    let (first, last) = data.date_range().unwrap();
    for cells in [50, 90, 170] {
        let scale = TimeScale::whole_years([first, last].into_iter(), cells).unwrap();
        let (lanes, density) = layout_lanes(&ctx, &rows, LaneGrouping::Phase, &scale);
        let total: usize = lanes.iter().map(|lane| lane.total()).sum();
        assert_eq!(total, rows.len());
        assert_eq!(density.iter().sum::<usize>(), rows.len());
        for lane in &lanes {
            // each mark has a cell to its right, so that no two numbers are read as one
            let apart = lane.marks.windows(2).all(|pair| {
                let gap = u16::from(pair[0].count().is_some());
                pair[0].cell + pair[0].width() + gap <= pair[1].cell
            });
            assert!(apart, "{}", lane.name);
        }
    }
}
