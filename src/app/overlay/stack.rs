//! The stack of open overlays, topmost last.

use super::Overlay;
use super::import_view::ImportView;
use super::picker::Picker;
use super::report_view::ReportView;

/// Reports and an import are documents, which stay open under what lies above them: at most one
/// other overlay.
#[derive(Default)]
pub(crate) struct OverlayStack {
    overlays: Vec<Overlay>,
}

impl OverlayStack {
    /// Opens an overlay: a document above the other documents, anything else in place of what lay
    /// above them.
    pub(crate) fn push(&mut self, overlay: Overlay) {
        let document_count = self.overlays.iter().filter(|overlay| is_document(overlay)).count();
        if !is_document(&overlay) {
            self.overlays.truncate(document_count);
        }
        self.overlays.insert(document_count, overlay);
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
            .retain(|overlay| is_document(overlay) || matches!(overlay, Overlay::FilterPrompt(_)));
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

    pub(crate) fn close_import(&mut self) {
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Import(_)));
    }

    pub(crate) fn close_all(&mut self) {
        self.overlays.clear();
    }

    pub(crate) fn close_all_but_reports(&mut self) {
        self.overlays.retain(is_document);
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

    pub(crate) fn import(&self) -> Option<&ImportView> {
        self.iter().find_map(|overlay| match overlay {
            Overlay::Import(view) => Some(view),
            _ => None,
        })
    }

    pub(crate) fn import_mut(&mut self) -> Option<&mut ImportView> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Import(view) => Some(view),
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

/// Returns whether an overlay stays open under what lies above it.
fn is_document(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Report(_) | Overlay::Import(_))
}
