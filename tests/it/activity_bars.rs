//! Activities as bars of the timeline.

use crate::support::dashboard::{Size, screen_text};
use crate::{bundled_app, dashboard, fixture_app, fixture_dataset};
use gloact::store::layer::Layer;

const SIZE: Size = (120, 36);

#[test]
fn activities_of_the_phase_of_the_selected_event_are_bars() {
    let mut app = fixture_app(SIZE, false, "go timeline; select events/law-workshop");
    let screen = screen_text(&mut app, SIZE);
    for words in ["Plan of the Bel basin", "Survey of the Bel banks", "2 activities"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    let bar = screen.lines().find(|line| line.contains("Survey of the Bel banks")).unwrap();
    assert!(bar.contains("━━━"), "{screen}");
    // a filter of events hides them
    app.run_script("filter kind:workshop").unwrap();
    let screen = screen_text(&mut app, SIZE);
    assert!(!screen.contains("Plan of the Bel basin"), "{screen}");
    // where there is no room, events come first
    let size = (80, 24);
    let mut app = fixture_app(size, false, "go timeline; select events/law-workshop");
    let screen = screen_text(&mut app, size);
    assert!(screen.contains("RIVERS 2016") && screen.contains("Workshop"), "{screen}");
}

#[test]
fn a_programme_without_activities_has_no_bars_of_them() {
    let screen = screen_text(&mut bundled_app(SIZE, false, "go timeline"), SIZE);
    assert!(!screen.contains("activities"), "{screen}");
}

#[test]
fn names_of_activities_have_more_room_on_a_wide_screen() {
    let title = "Survey of all springs of the Arve";
    let text = format!(
        r#"{{"activities": {{"springs": {{"title": "{title}", "phase": "rivers-1",
        "date": "2016-02/2019"}}}}}}"#
    );
    for (size, is_whole) in [((200, 60), true), ((120, 36), false)] {
        let mut app = dashboard(fixture_dataset(vec![Layer::from_text("more", &*text)]), size);
        app.run_script("go timeline").unwrap();
        let screen = screen_text(&mut app, size);
        assert!(screen.contains("Survey of all"), "{screen}");
        assert_eq!(screen.contains(title), is_whole, "{screen}");
    }
}
