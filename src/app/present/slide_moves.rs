//! Moves through the slides of a presentation: slides, steps and autoplay.

use super::presentation::Presentation;
use crate::app::App;

impl App {
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
}
