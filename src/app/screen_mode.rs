//! The mode of the screen below the overlays: the panes, a slide, or the live view behind a slide.

use super::present::presentation::Presentation;

#[derive(Default)]
pub(crate) enum ScreenMode {
    #[default]
    Browsing,
    /// A slide fills the screen.
    Slide(Presentation),
    /// The panes as a slide shows them. Leaving them leads back to the slide.
    LiveView(Presentation),
}

impl ScreenMode {
    /// Returns the presentation, on a slide or in the live view behind it.
    pub(crate) fn presentation(&self) -> Option<&Presentation> {
        match self {
            ScreenMode::Browsing => None,
            ScreenMode::Slide(presentation) | ScreenMode::LiveView(presentation) => {
                Some(presentation)
            }
        }
    }

    pub(crate) fn presentation_mut(&mut self) -> Option<&mut Presentation> {
        match self {
            ScreenMode::Browsing => None,
            ScreenMode::Slide(presentation) | ScreenMode::LiveView(presentation) => {
                Some(presentation)
            }
        }
    }

    /// Returns the presentation while a slide of it fills the screen.
    pub(crate) fn slide(&self) -> Option<&Presentation> {
        match self {
            ScreenMode::Slide(presentation) => Some(presentation),
            _ => None,
        }
    }

    pub(crate) fn slide_mut(&mut self) -> Option<&mut Presentation> {
        match self {
            ScreenMode::Slide(presentation) => Some(presentation),
            _ => None,
        }
    }

    pub(crate) fn is_live_view(&self) -> bool {
        matches!(self, ScreenMode::LiveView(_))
    }

    pub(crate) fn show_slide(&mut self, presentation: Presentation) {
        *self = ScreenMode::Slide(presentation);
    }

    /// Leaves the slide for the panes that it shows.
    pub(crate) fn enter_live_view(&mut self) {
        if let Some(presentation) = self.take() {
            *self = ScreenMode::LiveView(presentation);
        }
    }

    /// Takes the presentation out; the panes are browsed from then on.
    pub(crate) fn take(&mut self) -> Option<Presentation> {
        match std::mem::take(self) {
            ScreenMode::Browsing => None,
            ScreenMode::Slide(presentation) | ScreenMode::LiveView(presentation) => {
                Some(presentation)
            }
        }
    }
}
