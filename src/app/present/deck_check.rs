//! Checks decks: the steps of their slides, and the paths that these name.

use crate::app::App;
use crate::error::{Error, FileProblem};
use crate::pane::Pane;
use crate::profile::deck::Deck;
use crate::store::Dataset;

impl App {
    /// Returns the problems of a deck where these panes are shown: invalid steps and unknown paths,
    /// each with its byte in the file.
    pub fn validate_deck(panes: &[Box<dyn Pane>], data: &Dataset, deck: &Deck) -> Vec<FileProblem> {
        let mut problems = Vec::new();
        for (index, slide) in deck.slides.iter().enumerate() {
            let mut add = |offset: usize, error: Error| {
                problems.push(FileProblem {
                    offset,
                    message: format!("slide {}: {}", index + 1, error.message),
                    hint: error.hint,
                });
            };
            let script_error = App::validate_script(panes, &slide.script)
                .or_else(|| App::check_view_only(&slide.script));
            match script_error {
                Some(error) => add(slide.script_offset, error),
                None => {
                    for path in App::paths_in_script(&slide.script) {
                        if let Err(error) = data.resolve_path(&path) {
                            add(slide.script_offset, error);
                        }
                    }
                }
            }
            let texts = [&slide.title, &slide.text, &slide.note];
            for path in texts.into_iter().flat_map(|text| App::paths_in_text(text)) {
                if let Err(error) = data.resolve_path(path) {
                    add(slide.offset, error);
                }
            }
        }
        problems
    }
}
