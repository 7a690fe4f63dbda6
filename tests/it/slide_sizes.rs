//! Slides, handouts and line mode of programmes of any size: paged, never cut.

use crate::support::dashboard::{dashboard, screen_text};
use crate::support::generated_programmes::{GeneratedProgramme, all};
use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox, Size};
use gloact::app::App;
use gloact::model::KindId;

const SCREENS: &[Size] = &[(80, 24), (120, 36)];

fn presentation(programme: &GeneratedProgramme, size: Size) -> App {
    let mut app = dashboard(programme.dataset(), size);
    app.run_script("present").unwrap();
    app
}

/// Returns the texts of all pages of a slide.
fn pages(app: &mut App, slide: usize, size: Size) -> Vec<String> {
    app.goto_slide(slide, 0);
    let steps = app.page_steps();
    let page = |step: usize| {
        app.goto_slide(slide, step);
        screen_text(app, size)
    };
    steps.into_iter().map(page).collect()
}

#[test]
fn slides_have_few_pages_and_no_cut_text() {
    for programme in all() {
        for size in SCREENS {
            let mut app = presentation(&programme, *size);
            for slide in 0..app.slide_count() {
                let pages = pages(&mut app, slide, *size);
                let place = format!("{} {} at {size:?}", programme.name, slide + 1);
                assert!(pages.len() <= 12, "{place}: {} pages", pages.len());
                for page in &pages {
                    // charts shorten names; tables do not
                    let is_table = !page.contains('━');
                    assert!(!is_table || !page.contains('…'), "{place}: {page}");
                }
            }
        }
    }
}

#[test]
fn every_title_of_a_table_is_on_a_slide() {
    for name in ["many-phases", "many-objectives"] {
        let programme = all().into_iter().find(|programme| programme.name == name).unwrap();
        let size = (80, 24);
        let mut app = presentation(&programme, size);
        let all_pages: Vec<String> =
            (0..app.slide_count()).flat_map(|slide| pages(&mut app, slide, size)).collect();
        let text = all_pages.join("\n");
        let seen: Vec<&str> = text.split_whitespace().collect();
        let seen = seen.join(" ");
        for agency in programme.records(KindId::Agencies).values() {
            let name = agency["name"].as_str().unwrap();
            assert!(seen.contains(name), "{name}: {text}");
        }
        for document in programme.records(KindId::Documents).values() {
            for word in document["title"].as_str().unwrap().split(' ') {
                assert!(seen.contains(word), "{word}: {text}");
            }
        }
    }
}

#[test]
fn line_mode_prints_a_long_view_page_by_page_to_a_person() {
    let sandbox = Sandbox::new();
    let programme = all().into_iter().find(|programme| programme.name == "typical").unwrap();
    let folder = programme.write(sandbox.0.path()).display().to_string();
    // a pipe gets all lines at once
    let mut command = sandbox.command(&["--plain", "--programme", &folder]);
    let input = sandbox.write("input", "go timeline\n");
    command.stdin(std::fs::File::open(input).unwrap());
    let output = Output::from_process(command.output().unwrap()).out;
    assert!(output.contains("\n600. ") && !output.contains("more lines"), "{output}");

    let args = ["--plain", "--programme", &folder];
    let mut session = Session::start_in(sandbox, PROGRAM, &args);
    session.foreign_output = true;
    session.wait("the prompt", shows("> "));
    session.press("go timeline\r");
    session.wait("a notice", shows("more lines: more prints the next 100."));
    let screen = session.inspect(|seen| seen.terminal.screen().contents());
    let (before, _) = screen.rsplit_once(" more lines").unwrap();
    let mut left: usize = before.rsplit('\n').next().unwrap().parse().unwrap();
    assert!(left > 400, "{screen}");
    while left > 100 {
        left -= 100;
        session.press("more\r");
        session.wait("the next page", shows(&format!("{left} more lines")));
    }
    session.press("more\rmore\r");
    session.wait("the end", shows("There are no more lines."));
    session.press("quit\r");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn handouts_have_all_rows_and_a_bounded_number_of_pictures() {
    let sandbox = Sandbox::new();
    let programme = all().into_iter().find(|programme| programme.name == "typical").unwrap();
    let folder = programme.write(sandbox.0.path()).display().to_string();
    let output = sandbox.run(&["present", "--programme", &folder, "--export", "handout"]);
    assert_eq!(output.code, 0, "{}", output.err);
    for file in ["programme.html", "programme.md"] {
        let text = std::fs::read_to_string(sandbox.0.path().join("handout").join(file)).unwrap();
        let text = text.replace('\\', "").replace("&amp;", "&");
        for record in [KindId::Events, KindId::Documents, KindId::Agencies] {
            for record in programme.records(record).values() {
                let title = record.get("date").map_or("name", |_| "title");
                let title = record[title].as_str().unwrap();
                assert!(text.contains(title), "{file}: {title}");
            }
        }
        assert!(file.ends_with("md") || !text.contains("pages are pictures"), "{file}");
        assert!(text.matches("<svg").count() <= 2 * 12 * 8, "{}", text.matches("<svg").count());
    }
}

#[test]
fn a_slide_of_many_pages_has_pictures_of_the_first_ones() {
    let sandbox = Sandbox::new();
    let programme = all().into_iter().find(|programme| programme.name == "typical").unwrap();
    let folder = programme.write(sandbox.0.path()).display().to_string();
    let deck =
        sandbox.write("deck.json", r#"{"slides": [{"title": "All", "script": "go timeline"}]}"#);
    let args = ["present", "--deck", &deck, "--programme", &folder, "--export", "handout"];
    let output = sandbox.run(&args);
    assert_eq!(output.code, 0, "{}", output.err);
    let html = std::fs::read_to_string(sandbox.0.path().join("handout/deck.html")).unwrap();
    assert_eq!(html.matches("<svg").count(), 2 * 12);
    assert!(html.contains("12 of ") && html.contains(" pages are pictures"), "{}", html.len());
}
