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
    fn open_slide(&mut self, index: usize) {
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

    /// Lets the slides advance on their own, until a key is pressed.
    pub fn start_autoplay(&mut self) {
        if let Some(presentation) = self.mode.presentation_mut() {
            presentation.autoplay = true;
        }
    }

    /// Advances by a step if the slides advance on their own; the first slide follows the last.
    pub fn autoplay_tick(&mut self) {
        let advances = self.mode.slide().is_some_and(|slides| slides.autoplay && !slides.is_blank);
        if advances && !self.next_step() {
            self.goto_slide(0, 0);
        }
    }

    /// Stops autoplay, for a key was pressed.
    pub(in crate::app) fn stop_autoplay(&mut self) {
        let Some(presentation) = self.mode.presentation_mut() else { return };
        if std::mem::take(&mut presentation.autoplay) {
            self.set_status("autoplay stopped");
        }
    }

    /// Shows a blank slide again; returns whether it was blank.
    pub(in crate::app) fn unblank_slide(&mut self) -> bool {
        self.mode.slide_mut().is_some_and(|slides| std::mem::take(&mut slides.is_blank))
    }

    /// Goes to a slide by its index and runs its script, from the same start each time.
    pub fn goto_slide(&mut self, index: usize, step: usize) {
        let Some(mut presentation) = self.mode.take() else { return };
        presentation.open_slide(index);
        self.overlays.close_all();
        let script = presentation.slide().script.clone();
        let from_start = format!("go {}; {script}", self.panes.all()[0].name());
        presentation.error =
            App::check_view_only(&script).or_else(|| self.run_script(&from_start).err());
        // a report is content of the slide
        self.overlays.close_all_but_reports();
        self.status = None;
        self.history.clear_visited();
        self.mode.show_slide(presentation);
        let steps = self.slide_layout().map_or(1, |layout| layout.pages.step_count());
        self.set_step(step.min(steps - 1));
    }

    /// Shows a slide again after a reload, blank or not.
    pub(in crate::app) fn refresh_slide(&mut self, index: usize, step: usize) {
        let Some(presentation) = self.mode.presentation() else { return };
        let is_blank = presentation.is_blank;
        let typed_number = presentation.typed_number.clone();
        self.goto_slide(index, step);
        if let Some(presentation) = self.mode.presentation_mut() {
            presentation.is_blank = is_blank;
            presentation.typed_number = typed_number;
        }
    }

    fn set_step(&mut self, step: usize) {
        if let Some(presentation) = self.mode.presentation_mut() {
            presentation.step = step;
        }
    }

    /// Goes to the next step or slide; returns whether there is one.
    pub(super) fn next_step(&mut self) -> bool {
        let Some(presentation) = self.mode.presentation() else { return false };
        let (index, last) = (presentation.slide_index, presentation.last_index());
        let Some(layout) = self.slide_layout() else { return false };
        match layout.pages.next_step(presentation.step) {
            Some(step) => self.set_step(step),
            None if index < last => self.goto_slide(index + 1, 0),
            None => return false,
        }
        true
    }

    /// Goes to the previous step or slide; returns whether there is one.
    pub(super) fn previous_step(&mut self) -> bool {
        let Some(presentation) = self.mode.presentation() else { return false };
        let index = presentation.slide_index;
        let Some(layout) = self.slide_layout() else { return false };
        match layout.pages.previous_step(presentation.step) {
            Some(step) => self.set_step(step),
            None if index > 0 => {
                self.goto_slide(index - 1, usize::MAX);
                // a slide without steps is entered at the start of its last page
                let start = self.slide_layout().map_or(0, |layout| layout.pages.last_start());
                self.set_step(start);
            }
            None => return false,
        }
        true
    }

    /// Returns from the live view to the slide that it was entered from, at the same step.
    pub(in crate::app) fn return_to_slide(&mut self) -> bool {
        if !self.mode.is_live_view() {
            return false;
        }
        let Some((index, step)) = self.mode.presentation().map(Presentation::position) else {
            return false;
        };
        self.goto_slide(index, step);
        true
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
