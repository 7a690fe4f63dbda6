//! The speaker's view on a second terminal: notes, the next step, the time.

use super::presentation::Presentation;
use crate::app::App;
use serde::{Deserialize, Serialize};

/// The speaker's terminal, as it is sent over the socket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpeakerView {
    pub deck: String,
    /// The number of the slide, from 1.
    pub slide: usize,
    pub slides: usize,
    /// The page of the slide, and the number of its pages.
    pub page: (usize, usize),
    pub title: String,
    /// The visible lines of the slide.
    pub lines: Vec<String>,
    /// The lines that appear with the next step.
    pub next_step: Vec<String>,
    pub next_title: Option<String>,
    pub next_text: Vec<String>,
    /// The speaker's notes.
    pub note: Vec<String>,
    /// Planned duration of all slides, in seconds.
    pub planned: u64,
    /// Number of the presentation in its session.
    pub show: usize,
    /// The text shown in place of the slide; empty if the slide is shown.
    pub state: String,
    /// Seconds since the presentation began.
    pub elapsed: u64,
}

impl App {
    /// Returns the speaker's view; `None` while nothing is presented.
    pub fn speaker_view(&self) -> Option<SpeakerView> {
        let presentation = self.mode.presentation()?;
        let layout = self.slide_layout()?;
        let next = presentation.next_slide();
        let (_, step) = presentation.position();
        let pages = &layout.pages;
        let next_step = pages.next_step(step).map(|step| pages.new_lines(step));
        let lines = |text: &str| self.audience_text(text).lines().map(str::to_string).collect();
        let seconds =
            presentation.deck.slides.iter().map(|slide| u64::from(slide.seconds.unwrap_or(0)));
        Some(SpeakerView {
            deck: presentation.name.clone(),
            slide: presentation.slide_number(),
            slides: presentation.slide_count(),
            page: (pages.page_of_step(step) + 1, pages.page_count()),
            lines: pages.visible_lines(step),
            title: layout.heading,
            next_step: next_step.unwrap_or_default(),
            next_title: next.map(|slide| self.audience_text(&slide.title)),
            next_text: next.map(|slide| lines(&slide.text)).unwrap_or_default(),
            note: lines(&presentation.slide().note),
            planned: seconds.sum(),
            show: presentation.id,
            state: self.speaker_state(presentation),
            elapsed: 0,
        })
    }

    fn speaker_state(&self, presentation: &Presentation) -> String {
        if presentation.is_blank {
            "the screen is blank".into()
        } else if self.mode.is_live_view() {
            "in the live view".into()
        } else if !presentation.typed_number.is_empty() {
            "a number is typed".into()
        } else {
            self.data_warning().unwrap_or_default()
        }
    }

    /// Warns of errors in the data; the audience does not see it.
    fn data_warning(&self) -> Option<String> {
        match self.data().errors().len() + self.loaded.load_errors.len() {
            0 => None,
            errors => Some(format!("errors in the data: {errors}; run gloact check")),
        }
    }
}
