//! The pane Phases with many phases: columns that stay readable, scroll and are compared.

use crate::support::dashboard::{dashboard, press, screen_text};
use crate::support::generated_programmes::all;
use crate::{Size, fixture_app};
use gloact::app::App;

/// Returns the pane of a generated programme.
fn phases_of(name: &str, size: Size) -> App {
    let programme = all().into_iter().find(|programme| programme.name == name).unwrap();
    let mut app = dashboard(programme.dataset(), size);
    app.run_script("go phases").unwrap();
    app
}

/// Returns the names of phases in the first lines of the page.
fn shown_phases(app: &mut App, size: Size) -> Vec<String> {
    let text = screen_text(app, size);
    let head: Vec<&str> = text.lines().skip(3).take(2).collect();
    let symbols = ["●", "◆", "▲", "■", "○", "◇", "△", "□", "▽", "◈", "◉", "▣"];
    symbols.iter().filter(|symbol| head[0].contains(**symbol)).map(|s| s.to_string()).collect()
}

#[test]
fn at_most_as_many_phases_are_shown_as_stay_readable() {
    for (size, count) in [((80, 24), 2), ((120, 36), 3), ((200, 60), 6)] {
        let mut app = phases_of("many-phases", size);
        let text = screen_text(&mut app, size);
        assert_eq!(shown_phases(&mut app, size).len(), count, "{text}");
        assert!(text.contains(&format!("1–{count} of 12")), "{text}");
        for word in ["Lagoons I", "Estuaires II", "planned period"] {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
    // all of a few phases are shown
    let mut app = phases_of("many-countries", (80, 24));
    assert_eq!(shown_phases(&mut app, (80, 24)).len(), 3);
    assert!(!screen_text(&mut app, (80, 24)).contains(" of 3"));
}

#[test]
fn every_phase_is_reached_sideways_and_its_name_stays() {
    let size = (80, 24);
    let mut app = phases_of("many-phases", size);
    for number in 2..=12 {
        press(&mut app, "right");
        let text = screen_text(&mut app, size);
        assert!(text.contains(&format!("Enter: phases/p{number:02}")), "{number}: {text}");
    }
    assert!(screen_text(&mut app, size).contains("11–12 of 12"));
    // further down, the names of the phases and the labels of the rows are still seen
    let mut text = String::new();
    for _ in 0..6 {
        press(&mut app, "pagedown");
        text = screen_text(&mut app, size);
        if text.contains("Results") {
            break;
        }
    }
    assert!(text.contains("Côtes XII") && text.contains("Results"), "{text}");
    // the cursor stays in its column
    press(&mut app, "home down down");
    assert!(screen_text(&mut app, size).contains("11–12 of 12"), "{text}");
    press(&mut app, "left");
    assert!(screen_text(&mut app, size).contains("10–11 of 12"), "{text}");
}

#[test]
fn marked_phases_are_compared() {
    let size = (120, 36);
    let mut app = phases_of("many-phases", size);
    press(&mut app, "space right right right right space");
    let text = screen_text(&mut app, size);
    assert!(text.contains("✓ Lagoons V"), "{text}");
    press(&mut app, "c");
    assert_eq!(shown_phases(&mut app, size), ["●", "○"]);
    let script = app.script();
    assert!(script.contains("compare p01 p05"), "{script}");
    // the later one is compared with the earlier one, not with the one that it builds on
    let text = screen_text(&mut app, size);
    assert!(text.contains("2 compared"), "{text}");
    assert!(text.contains("Δ EUR 6,250,000") && text.contains("2016–2018"), "{text}");
    let mut other = phases_of("many-phases", size);
    other.run_script(&script).unwrap();
    assert_eq!(screen_text(&mut other, size), text);
    press(&mut app, "c");
    assert_eq!(shown_phases(&mut app, size).len(), 3);
}

#[test]
fn a_comparison_needs_two_or_three_phases() {
    let mut app = fixture_app((120, 36), false, "go phases");
    for (script, says) in [
        ("compare", "mark two or three phases"),
        ("compare rivers-1", "two or three different phases"),
        ("compare rivers-1 rivers-1", "two or three different phases"),
        ("compare rivers-1 rivers-nort", "unknown phase"),
    ] {
        let error = app.run_script(&format!("go phases; {script}")).unwrap_err();
        let text = format!("{} {}", error.message, error.hint.unwrap_or_default());
        assert!(text.contains(says), "{script}: {text}");
    }
    // the page of one phase below another has marks as well
    let mut narrow = fixture_app((60, 30), false, "go phases");
    press(&mut narrow, "space pagedown pagedown space c");
    assert!(narrow.script().contains("compare rivers-1 rivers-"), "{}", narrow.script());
}
