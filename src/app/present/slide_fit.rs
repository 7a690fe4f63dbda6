//! Reports how a slide fits on a screen.

use super::presentation::Presentation;
use crate::app::App;

/// The room that a slide takes on a screen.
#[derive(Default)]
pub struct SlideFit {
    pub title: String,
    /// Number of screens that the slide takes.
    pub screens: usize,
    /// The title has room in large letters.
    pub title_is_large: bool,
    /// The reason if the view of the slide cannot be shown.
    pub error: Option<String>,
}

impl SlideFit {
    /// Says what does not fit on one screen, or why there is no view; `None` if all is well.
    pub fn summary(&self) -> Option<String> {
        let mut problems = Vec::new();
        if let Some(error) = &self.error {
            problems.push(format!("cannot be shown: {error}"));
        }
        if self.screens > 1 {
            problems.push(format!("goes over {} screens", self.screens));
        }
        if !self.title_is_large {
            problems.push("has no room for large letters".into());
        }
        if problems.is_empty() { None } else { Some(problems.join("; ")) }
    }
}

impl App {
    /// Returns how the slide fits on the screen.
    pub fn slide_fit(&self) -> SlideFit {
        let Some(layout) = self.slide_layout() else { return SlideFit::default() };
        let error = self.mode.presentation().and_then(Presentation::error);
        SlideFit {
            error: error.map(ToString::to_string),
            title_is_large: layout.title.is_large() || layout.heading.is_empty(),
            screens: layout.pages.page_count(),
            title: layout.heading,
        }
    }
}
