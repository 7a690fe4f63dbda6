//! Roles of agencies and donors are shown as the sources state them: for an objective, or a phase.

use crate::{bundled_app, draw, fixture_app, fixture_dataset};
use gloact::app::App;
use gloact::detail::PaneContent;
use gloact::model::AgencyRole;
use gloact::store::Dataset;
use gloact::ui::buffer_text;

const SIZE: (u16, u16) = (200, 60);

/// Returns the screen of a dashboard, and its content for slides.
fn shown(mut app: App) -> String {
    let mut text = buffer_text(&draw(&mut app, SIZE).0);
    let (pane, context) = app.current_pane();
    if let PaneContent::Rows(table, legend) = pane.content(context) {
        for row in 0..table.len {
            let cells = (0..table.headers.len()).map(|column| (table.cell)(row, column).display());
            text.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join(" | ")));
        }
        text.push_str(&legend.join("\n"));
    }
    text
}

#[test]
fn donors_are_told_once_below_the_matrix() {
    for axes in ["objective agency", "country agency", "agency objective"] {
        let script = format!("go matrix; axes {axes}; phase glo-act");
        let text = shown(bundled_app(SIZE, false, &script));
        // on the screen and on the slide
        let sentence = "Donors of GLO.ACT 2015–2019: EU, IOM Development Fund≠";
        assert_eq!(text.matches(sentence).count(), 2, "{axes}: {text}");
        assert_eq!(text.matches("IOM Development Fund").count(), 2, "{axes}: {text}");
        assert!(!text.contains("F funds"), "{axes}: {text}");
    }
    // a phase has donors, so there the cell says it
    let text = shown(bundled_app(SIZE, false, "go matrix; axes phase agency; phase all"));
    assert!(text.contains("F funds") && !text.contains("Donors of"), "{text}");
    let text = shown(fixture_app(SIZE, false, "go matrix; phase rivers-north"));
    assert!(text.contains("Donors of") && !text.contains("F funds"), "{text}");
}

#[test]
fn a_donor_that_a_later_source_does_not_name_is_not_removed() {
    for script in ["go matrix; compare glo-act glo-act-ame", "go phases"] {
        let text = shown(bundled_app(SIZE, false, script));
        assert!(text.contains("IOM Development Fund"), "{script}: {text}");
        for words in ["− IOM Development", "F −", "no longer named: UNICEF, IOM"] {
            assert!(!text.contains(words), "{script}, {words}: {text}");
        }
    }
}

#[test]
fn agencies_named_together_are_shown_alike() {
    let row = |script: &str, text: &str| {
        let all = shown(bundled_app(SIZE, false, script));
        let line = all.lines().find(|line| line.contains(text)).map(str::to_string);
        line.unwrap_or_else(|| panic!("{text}: {all}"))
    };
    let matrix = row("go matrix", "6 Assistance and support to children");
    assert_eq!(matrix.matches(" J ").count(), 2, "{matrix}");
    let overview = row("go overview", "Assistance and support to children among");
    assert_eq!(overview.matches("J●").count(), 2, "{overview}");
    let all = shown(bundled_app(SIZE, false, "go overview"));
    assert!(all.contains("(N named, J jointly)") && !all.contains("leads"), "{all}");
    // the word of the data stays: a source may say that an agency leads
    let fixture = shown(fixture_app(SIZE, false, "go overview"));
    assert!(fixture.contains("(L leads, P partner)"), "{fixture}");
    let data = fixture_dataset(Vec::new());
    assert!(
        data.engagements().values().any(|engagement| engagement.role == Some(AgencyRole::Lead))
    );
}

#[test]
fn an_agency_takes_part_in_a_country_and_leads_none() {
    for app in [
        bundled_app(SIZE, false, "go matrix; axes country agency; phase all"),
        fixture_app(SIZE, false, "go matrix; axes country agency; phase all"),
    ] {
        let text = shown(app);
        assert!(text.contains("a takes part") && !text.contains("leads"), "{text}");
        assert!(text.contains("· not named by a source, though others are"), "{text}");
    }
}

#[test]
fn legend_counts_the_events_that_we_assigned() {
    let data = Dataset::bundled();
    let assigned = data.events().values().filter(|event| !event.objectives.is_empty()).count();
    let text = shown(bundled_app(SIZE, false, "go matrix; axes objective year; phase all"));
    let events = data.events().len();
    let sentence = format!("objectives are assigned to {assigned} of {events} events, by us");
    assert_eq!(text.matches(&sentence).count(), 2, "{text}");
    assert!(text.contains("number of events found"), "{text}");
    let text = shown(bundled_app(SIZE, false, "go matrix; axes agency year; phase all"));
    assert!(!text.contains("assigned"), "{text}");
}
