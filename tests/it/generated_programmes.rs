//! Programmes of many sizes: every pane holds them at every size of the screen.

use crate::Sandbox;
use crate::support::dashboard::{Size, TODAY, draw};
use crate::support::generated_programmes::{GeneratedProgramme, all};
use gloact::app::App;
use gloact::model::KindId;
use gloact::pane;
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use std::path::Path;

/// The folder of the build in which the programmes are kept for a look at them:
/// `gloact --programme target/tmp/programmes/many-phases`.
fn kept_folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/programmes"))
}

fn longest_title(programme: &GeneratedProgramme) -> usize {
    let titles = [KindId::Events, KindId::Objectives]
        .into_iter()
        .flat_map(|kind| programme.records(kind).values())
        .filter_map(|record| record["title"].as_str());
    titles.map(|title| title.chars().count()).max().unwrap()
}

#[test]
fn each_folder_is_read_without_a_problem() {
    let sandbox = Sandbox::new();
    for programme in all() {
        let folder = programme.write(kept_folder()).display().to_string();
        let check = sandbox.run(&["check", "--programme", &folder]);
        assert_eq!(check.code, 0, "{}: {}", programme.name, check.out);
        assert!(check.out.contains("errors 0, warnings 0"), "{}: {}", programme.name, check.out);
        let data = programme.dataset();
        let counts = programme.counts;
        assert_eq!(data.phases().len(), counts.phases);
        assert_eq!(data.objectives().len(), counts.objectives);
        assert_eq!(data.agencies().len(), counts.agencies);
        assert_eq!(data.events().len(), counts.events);
        assert!(longest_title(&programme) <= 120, "{}", programme.name);
    }
}

const SCREENS: &[Size] = &[(80, 24), (120, 36), (200, 60)];

#[test]
fn every_pane_draws_every_programme() {
    for programme in all() {
        for theme in ["dark", "mono"] {
            let theme = Theme::by_name(theme).unwrap();
            let mut app = App::new(programme.dataset(), TODAY, theme, UNICODE, SCREENS[0]);
            for pane in pane::all() {
                app.run_script(&format!("go {}", pane.name())).unwrap();
                for size in SCREENS {
                    // the drawing asserts that nothing lies outside of the screen
                    draw(&mut app, *size);
                }
            }
        }
    }
}
