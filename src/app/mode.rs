//! The mode of the screen below the overlays: the panes, a slide, or the live view behind a slide.

use super::present::session::Presentation;

#[derive(Default)]
pub(crate) enum Mode {
    #[default]
    Browsing,
    /// A slide fills the screen.
    Slide(Presentation),
    /// The panes as a slide shows them. Leaving them leads back to the slide.
    LiveView(Presentation),
}

impl Mode {
    /// Returns the presentation, on a slide or in the live view behind it.
    pub(crate) fn presentation(&self) -> Option<&Presentation> {
        match self {
            Mode::Browsing => None,
            Mode::Slide(presentation) | Mode::LiveView(presentation) => Some(presentation),
        }
    }

    pub(crate) fn presentation_mut(&mut self) -> Option<&mut Presentation> {
        match self {
            Mode::Browsing => None,
            Mode::Slide(presentation) | Mode::LiveView(presentation) => Some(presentation),
        }
    }

    /// Returns the presentation while a slide of it fills the screen.
    pub(crate) fn slide(&self) -> Option<&Presentation> {
        match self {
            Mode::Slide(presentation) => Some(presentation),
            _ => None,
        }
    }

    pub(crate) fn slide_mut(&mut self) -> Option<&mut Presentation> {
        match self {
            Mode::Slide(presentation) => Some(presentation),
            _ => None,
        }
    }

    pub(crate) fn is_live_view(&self) -> bool {
        matches!(self, Mode::LiveView(_))
    }

    pub(crate) fn show_slide(&mut self, presentation: Presentation) {
        *self = Mode::Slide(presentation);
    }

    /// Leaves the slide for the panes that it shows.
    pub(crate) fn enter_live_view(&mut self) {
        if let Some(presentation) = self.take() {
            *self = Mode::LiveView(presentation);
        }
    }

    /// Takes the presentation out; the panes are browsed from then on.
    pub(crate) fn take(&mut self) -> Option<Presentation> {
        match std::mem::take(self) {
            Mode::Browsing => None,
            Mode::Slide(presentation) | Mode::LiveView(presentation) => Some(presentation),
        }
    }
}
