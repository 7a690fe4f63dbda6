//! A presentation: the deck, the slide and its step, and the dashboard that comes back at its end.
//! The view of a slide is a script, so that the speaker can enter it and return to the same step.

use crate::app::history::History;
use crate::app::overlay::stack::OverlayStack;
use crate::app::pane_undo::PaneUndoStack;
use crate::app::{App, Effect};
use crate::error::{Error, ErrorKind, Result};
use crate::profile::deck::{Deck, Slide};

/// A deck that is shown.
pub(crate) struct Presentation {
    pub(super) name: String,
    pub(super) deck: Deck,
    /// Index of the slide, from 0.
    pub(super) slide_index: usize,
    /// The part of the slide that has appeared.
    pub(super) step: usize,
    /// Digits of a slide number that is being typed.
    pub(super) typed_number: String,
    pub(super) is_blank: bool,
    pub(super) hides_contacts: bool,
    /// The error of the slide's script.
    pub(super) error: Option<Error>,
    pub(super) autoplay: bool,
    /// Number of the presentation in this session.
    pub(super) id: usize,
    /// The dashboard before; `None` if the session began with the presentation.
    saved: Option<SavedDashboard>,
}

/// The dashboard as it was before a presentation.
struct SavedDashboard {
    pane_scripts: Vec<String>,
    current_pane: &'static str,
    history: History,
    undo_stack: PaneUndoStack,
    overlays: OverlayStack,
}

impl Presentation {
    pub(crate) fn slide(&self) -> &Slide {
        &self.deck.slides[self.slide_index]
    }

    pub(crate) fn next_slide(&self) -> Option<&Slide> {
        self.deck.slides.get(self.slide_index + 1)
    }

    /// Returns the number of the slide, from 1.
    pub(crate) fn slide_number(&self) -> usize {
        self.slide_index + 1
    }

    pub(crate) fn slide_count(&self) -> usize {
        self.deck.slides.len()
    }

    /// Returns the index of the slide, and its step.
    pub(crate) fn position(&self) -> (usize, usize) {
        (self.slide_index, self.step)
    }

    pub(crate) fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    pub(super) fn last_index(&self) -> usize {
        self.slide_count() - 1
    }

    /// Goes to a slide, or to the last one if there are fewer.
    pub(super) fn open_slide(&mut self, index: usize) {
        self.slide_index = index.min(self.last_index());
        self.is_blank = false;
        self.error = None;
        self.typed_number.clear();
    }
}

impl App {
    /// Returns whether a presentation runs, on a slide or in its live view.
    pub fn is_presenting(&self) -> bool {
        self.mode.presentation().is_some()
    }

    /// Presents a deck from its first slide. The dashboard comes back at the end.
    pub fn start_presentation(&mut self, name: String, deck: Deck) -> Result<()> {
        require_slides(&name, &deck)?;
        let saved = match self.mode.take() {
            // one presentation after another ends where the first began
            Some(presentation) => presentation.saved,
            None => Some(self.save_dashboard()),
        };
        self.present(name, deck, saved);
        Ok(())
    }

    /// Presents a deck from its first slide. Its end is the end of the session.
    pub fn open_presentation(&mut self, name: String, deck: Deck) -> Result<()> {
        require_slides(&name, &deck)?;
        self.present(name, deck, None);
        Ok(())
    }

    fn present(&mut self, name: String, deck: Deck, saved: Option<SavedDashboard>) {
        self.presentation_count += 1;
        self.mode.show_slide(Presentation {
            name,
            deck,
            slide_index: 0,
            step: 0,
            typed_number: String::new(),
            is_blank: false,
            hides_contacts: false,
            error: None,
            autoplay: false,
            id: self.presentation_count,
            saved,
        });
        self.goto_slide(0, 0);
    }

    fn save_dashboard(&mut self) -> SavedDashboard {
        SavedDashboard {
            pane_scripts: self.panes.scripts(self.context()),
            current_pane: self.panes.current().name(),
            history: std::mem::take(&mut self.history),
            undo_stack: std::mem::take(&mut self.undo_stack),
            overlays: std::mem::take(&mut self.overlays),
        }
    }

    fn restore_dashboard(&mut self, saved: SavedDashboard) {
        for script in saved.pane_scripts {
            // a reload or a setting may have removed what the script shows
            let _ = self.run_script(&script);
        }
        self.activate_pane(self.panes.position(saved.current_pane).unwrap_or(0));
        self.history = saved.history;
        self.undo_stack = saved.undo_stack;
        self.overlays = saved.overlays;
        self.status = None;
    }

    /// Ends the presentation, and the session where it began with the presentation.
    pub(super) fn end_presentation(&mut self) {
        let Some(presentation) = self.mode.take() else { return };
        self.overlays.close_reports();
        match presentation.saved {
            Some(saved) => self.restore_dashboard(saved),
            None => self.push_effect(Effect::Quit),
        }
    }

    /// Returns the number of slides; 0 while nothing is presented.
    pub fn slide_count(&self) -> usize {
        self.mode.presentation().map_or(0, Presentation::slide_count)
    }

    /// Returns the name of the deck that is presented.
    pub fn presentation_name(&self) -> String {
        let name = self.mode.presentation().map(|presentation| presentation.name.clone());
        self.redact(name.unwrap_or_default())
    }

    /// Returns the title of a handout: the short name of the programme for its own deck, else the
    /// name of the deck.
    pub fn presentation_title(&self) -> String {
        let name = self.presentation_name();
        if name == "programme" && self.data().programme_record().is_some() {
            return self.data().programme_names();
        }
        name
    }

    /// Returns the titles of the slides; a slide without a title is named after its first line, or
    /// its script.
    pub(crate) fn slide_titles(&self) -> Vec<String> {
        let Some(presentation) = self.mode.presentation() else { return Vec::new() };
        let title = |slide: &Slide| {
            let fallback = slide.text.lines().next().unwrap_or(&slide.script);
            self.audience_text(if slide.title.is_empty() { fallback } else { &slide.title })
        };
        presentation.deck.slides.iter().map(title).collect()
    }
}

fn require_slides(name: &str, deck: &Deck) -> Result<()> {
    if deck.slides.is_empty() {
        let message = format!("the deck {name} has no slides");
        return Err(Error::new(ErrorKind::InvalidData, message).with_hint("run gloact check"));
    }
    Ok(())
}
