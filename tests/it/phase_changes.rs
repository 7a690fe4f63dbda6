//! Changes between phases are told as the sources tell them: retitled is not replaced, silence is
//! not removal.

use crate::{bundled_app, draw, fixture_app};
use gloact::app::App;
use gloact::detail::PaneContent;
use gloact::ui::buffer_text;

const SIZE: (u16, u16) = (200, 60);

fn screen(mut app: App) -> String {
    buffer_text(&draw(&mut app, SIZE).0)
}

/// Returns the legend of a slide of the current pane.
fn slide_legend(app: &App) -> String {
    let (pane, context) = app.current_pane();
    let PaneContent::Rows(_, legend) = pane.content(context) else { panic!("no rows") };
    legend.join("\n")
}

#[test]
fn an_objective_under_another_title_goes_on() {
    let text = screen(bundled_app(SIZE, false, "go phases"));
    assert!(text.contains("Δ 5 Protection") && text.contains("(retitled, our reading)"), "{text}");
    assert!(!text.contains("− 5 Protection") && !text.contains("+ 5 Protection"), "{text}");
    let text = screen(bundled_app(SIZE, false, "go matrix; compare glo-act glo-act-ame"));
    assert!(text.contains("5 Protection under another title"), "{text}");
}

#[test]
fn an_agency_that_a_phase_does_not_name_has_not_left() {
    let text = screen(bundled_app(SIZE, false, "go phases"));
    assert!(text.contains("not named: UNICEF") && !text.contains("− UNICEF"), "{text}");
}

#[test]
fn an_objective_that_another_takes_in_is_marked_as_our_reading() {
    let app = bundled_app(SIZE, false, "go matrix; compare glo-act glo-act-ame");
    let legend = slide_legend(&app);
    let text = screen(app);
    let lines = text.lines().map(|line| line.split('│').next().unwrap().trim());
    let words = lines.collect::<Vec<_>>().join(" ");
    assert!(words.contains("is not in it, by our reading now part of 5 Protection"), "{text}");
    assert!(text.contains("J → 5") && !text.contains("J>N"), "{text}");
    assert!(text.contains("→ now in that objective") && legend.contains("→"), "{legend}");
}

#[test]
fn the_legend_of_a_comparison_explains_only_signs_that_are_shown() {
    let scripts = ["compare glo-act glo-act-ame", "compare glo-act-ame glo-act"];
    for script in scripts {
        let app = bundled_app(SIZE, false, &format!("go matrix; {script}"));
        let (pane, context) = app.current_pane();
        let table = pane.table(context);
        let cells = (0..table.len)
            .flat_map(|row| (1..table.headers.len()).map(move |column| (row, column)))
            .map(|(row, column)| (table.cell)(row, column).display());
        let cells: String = cells.collect();
        for (sign, words) in [(">", "P>L role changed"), ("+", "+ new"), ("→", "→ now in")] {
            let is_shown = cells.contains(sign);
            assert_eq!(slide_legend(&app).contains(words), is_shown, "{script}, {sign}: {cells}");
        }
    }
}

#[test]
fn an_agency_that_only_events_name_in_a_country_is_not_called_unnamed() {
    let row = |script: &str, country: &str| {
        let text = screen(bundled_app(SIZE, false, script));
        let mut rows = text.lines().filter_map(|line| line.split('│').next());
        let cells = rows.find(|cells| cells.contains(country));
        let cells = cells.unwrap_or_else(|| panic!("{country}: {text}"));
        let found = cells.split_whitespace().filter(|cell| *cell == "e").count();
        (found, text)
    };
    let script = "go matrix; axes country agency; phase glo-act";
    for (country, count) in [("Nepal", 2), ("Kyrgyz Republic", 2), ("Pakistan", 2)] {
        let (found, text) = row(script, country);
        assert_eq!(found, count, "{text}");
        assert!(text.contains("e in events only"), "{text}");
    }
    let (found, text) = row(script, "South Africa");
    assert_eq!(found, 1, "{text}");
    // a phase without such events has no such cells
    let (_, text) = row("go matrix; axes agency country; phase glo-act-ame", "Total");
    assert!(!text.contains("in events only"), "{text}");
    let text = screen(fixture_app(SIZE, false, "go matrix; axes objective agency"));
    assert!(!text.contains("in events only"), "{text}");
}
