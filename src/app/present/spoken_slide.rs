//! Describes a slide line by line, for line mode.

use super::presentation::Presentation;
use crate::app::App;
use crate::app::spoken_lines::{SpokenLine, detail_lines};

impl App {
    /// Returns a slide whole: title, text, error or view, and the speaker's note.
    pub(in crate::app) fn spoken_slide(&self, presentation: &Presentation) -> Vec<SpokenLine> {
        let slide = presentation.slide();
        let mut lines = vec![SpokenLine::unnumbered(format!(
            "Slide {} of {}: {}",
            presentation.slide_number(),
            presentation.slide_count(),
            self.audience_text(&slide.title)
        ))];
        lines.extend(self.audience_text(&slide.text).lines().map(SpokenLine::unnumbered));
        match presentation.error() {
            Some(error) => lines.push(SpokenLine::unnumbered(error.to_string())),
            None if slide.script.is_empty() => {}
            None => match self.report_detail() {
                Some(report) => lines.extend(detail_lines(&report)),
                None => lines.extend(self.pane_lines()),
            },
        }
        for note in self.audience_text(&slide.note).lines() {
            lines.push(SpokenLine::unnumbered(format!("Note: {note}")));
        }
        lines
    }
}
