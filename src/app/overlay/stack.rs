//! The stack of open overlays, topmost last.

use super::Overlay;
use super::picker::Picker;
use super::report_view::ReportView;

/// At most one overlay that is not a report is open, above all reports.
#[derive(Default)]
pub(crate) struct OverlayStack {
    overlays: Vec<Overlay>,
}

impl OverlayStack {
    /// Opens an overlay: a report above the other reports, anything else in place of what lay above
    /// the reports.
    pub(crate) fn push(&mut self, overlay: Overlay) {
        let is_report = |overlay: &Overlay| matches!(overlay, Overlay::Report(_));
        let report_count = self.overlays.iter().filter(|overlay| is_report(overlay)).count();
        if !is_report(&overlay) {
            self.overlays.truncate(report_count);
        }
        self.overlays.insert(report_count, overlay);
    }

    pub(crate) fn pop(&mut self) -> Option<Overlay> {
        self.overlays.pop()
    }

    pub(crate) fn top(&self) -> Option<&Overlay> {
        self.overlays.last()
    }

    /// Returns the overlay under the topmost one.
    pub(crate) fn below_top(&self) -> Option<&Overlay> {
        self.overlays.iter().nth_back(1)
    }

    /// Returns the overlays from the top.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Overlay> {
        self.overlays.iter().rev()
    }

    /// Closes what ends with the next action: pickers, link letters, selectable text.
    pub(crate) fn close_transient(&mut self) {
        self.overlays
            .retain(|overlay| matches!(overlay, Overlay::Report(_) | Overlay::FilterPrompt(_)));
    }

    pub(crate) fn close_link_hints(&mut self) {
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::LinkHints(_)));
    }

    /// Closes the filter prompt; returns whether it was open.
    pub(crate) fn close_filter_prompt(&mut self) -> bool {
        let count = self.overlays.len();
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::FilterPrompt(_)));
        self.overlays.len() < count
    }

    pub(crate) fn close_picker(&mut self) {
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Picker(_)));
    }

    pub(crate) fn close_reports(&mut self) {
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Report(_)));
    }

    pub(crate) fn close_all(&mut self) {
        self.overlays.clear();
    }

    pub(crate) fn close_all_but_reports(&mut self) {
        self.overlays.retain(|overlay| matches!(overlay, Overlay::Report(_)));
    }

    /// Returns the topmost report, under whatever lies above it.
    pub(crate) fn report(&self) -> Option<&ReportView> {
        self.iter().find_map(|overlay| match overlay {
            Overlay::Report(report) => Some(report),
            _ => None,
        })
    }

    pub(crate) fn reports_mut(&mut self) -> impl Iterator<Item = &mut ReportView> {
        self.overlays.iter_mut().filter_map(|overlay| match overlay {
            Overlay::Report(report) => Some(report),
            _ => None,
        })
    }

    pub(crate) fn picker(&self) -> Option<&Picker> {
        match self.top() {
            Some(Overlay::Picker(picker)) => Some(picker),
            _ => None,
        }
    }

    pub(crate) fn picker_mut(&mut self) -> Option<&mut Picker> {
        match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => Some(picker),
            _ => None,
        }
    }

    /// Takes the picker off the stack, if it is open.
    pub(crate) fn pop_picker(&mut self) -> Option<Picker> {
        self.picker()?;
        match self.overlays.pop() {
            Some(Overlay::Picker(picker)) => Some(picker),
            _ => None,
        }
    }
}
