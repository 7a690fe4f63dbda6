//! Views that are sent on: as text for an e-mail, as Markdown, as a calendar, a workbook and a file
//! of IATI.

use crate::fixture_app;
use crate::support::dashboard::screen_text;
use gloact::app::Effect;

const SIZE: (u16, u16) = (120, 36);

/// Returns the text that a step copies in a view.
fn copied(view: &str, step: &str) -> String {
    let mut app = fixture_app(SIZE, false, view);
    app.run_script(step).unwrap();
    match app.next_effect() {
        Some(Effect::Clipboard(text, _)) => text,
        other => panic!("{step}: {other:?}"),
    }
}

#[test]
fn a_mail_has_words_for_letters_with_differences_and_sources_below() {
    let matrix = copied("go matrix", "copy mail");
    for words in ["WAT leads", "LAB partner", "\n\nSources:\n- ", "https://"] {
        assert!(matrix.contains(words), "{words}: {matrix}");
    }
    let phase = copied("go phases", "copy mail");
    for words in [
        "Budget: EUR 5 million (sources contradict each other)",
        "Budget: in another phase or plan USD 2.5 million",
        "\n\nPhase 2.\n",
    ] {
        assert!(phase.contains(words), "{words}: {phase}");
    }
    let (view, below) = phase.split_once("\n\nWhere sources contradict each other").unwrap();
    assert!(view.contains("(sources contradict each other)"), "{phase}");
    assert!(below.contains("\n1. ") && below.contains("\n\nSources:\n"), "{phase}");
    for text in [&matrix, &phase] {
        assert!(!text.contains('≠') && !text.contains('│'), "{text}");
        assert!(!text.contains("\n\n\n") && text.ends_with('\n'), "{text}");
    }
}

#[test]
fn a_markdown_page_has_its_legend_footnotes_and_sources() {
    let page = copied("go matrix", "copy page");
    assert!(page.starts_with("# Matrix"), "{page}");
    for words in ["| --- |", "L leads", "P partner", "\nSources:\n\n- "] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let events = copied("go timeline", "copy page");
    assert!(events.contains("| --- |") && events.contains("\nSources:\n"), "{events}");
}

#[test]
fn a_calendar_is_offered_where_rows_have_dates() {
    for (view, is_offered) in [("go timeline", true), ("go countries", false)] {
        let mut app = fixture_app(SIZE, false, view);
        app.run_script("pick-copy calendar").unwrap();
        let is_shown = screen_text(&mut app, SIZE).contains("rows as a calendar");
        assert_eq!(is_shown, is_offered, "{}", screen_text(&mut app, SIZE));
    }
    assert!(copied("go timeline", "copy rows ics").starts_with("BEGIN:VCALENDAR"));
}

#[test]
fn a_workbook_and_a_file_of_iati_are_saved_as_files() {
    let mut app = fixture_app(SIZE, false, "go timeline");
    // Tab may have chosen another place
    for (step, head, file) in [
        ("copy rows xlsx file", &b"PK"[..], ("gloact-timeline-rows", "xlsx")),
        ("copy rows xlsx file clipboard", b"PK", ("gloact-timeline-rows", "xlsx")),
        ("copy iati file", b"<?xml", ("gloact-timeline-iati", "xml")),
        ("copy page file", b"# ", ("gloact-timeline-page", "md")),
        ("copy mail file", b"Timeline", ("gloact-timeline-mail", "txt")),
    ] {
        app.run_script(step).unwrap();
        match app.next_effect() {
            Some(Effect::SaveFile { name, extension, contents, .. }) => {
                assert_eq!((&*name, &*extension), file, "{step}");
                assert!(contents.starts_with(head), "{step}");
            }
            other => panic!("{step}: {other:?}"),
        }
    }
    let refused = app.run_script("copy rows xlsx").unwrap_err();
    assert_eq!(refused.hint.as_deref(), Some("copy rows xlsx file"));
    assert_eq!(app.next_effect(), None);
}
