//! Reloads data in a running dashboard and restores the view of each pane.

use super::{ActionOrigin, App};
use crate::command::script_parser;
use crate::error::Result;
use crate::store::{Dataset, Finding};
use std::collections::HashSet;

/// The beginning of an error about a file that cannot be used at the moment.
const LAST_GOOD_DATA: &str = "the last good data are shown: ";

/// The ends of messages that say what an error leads to.
const CONSEQUENCES: [&str; 3] =
    ["; the record is ignored", "; this record is ignored", "; this file is ignored"];

impl App {
    /// Replaces the data and restores the view of each pane as far as the data still have it. If a
    /// file has become unreadable as a whole, the last good data are shown and the status line says
    /// so until the file is readable again.
    pub fn reload(&mut self, data: Dataset) {
        // the new data decide whether the error still holds
        let told = self.first_error_line();
        let is_outcome =
            |status: &String| !status.starts_with(LAST_GOOD_DATA) && Some(status) != told.as_ref();
        let status = self.status.take();
        if data.has_same_layers(self.data()) {
            self.loaded.load_errors.clear();
            self.status = status.filter(|status| !status.starts_with(LAST_GOOD_DATA));
            return;
        }
        if let Some(last_good) = data.with_last_good_layers(self.data()) {
            return self.show_last_good(&data, last_good);
        }
        self.replace_data(data);
        if self.refresh_presented() {
            return;
        }
        // beside an error stands how many problems there are; the outcome of a change says more
        // than that the data are new
        let message = self.first_error_line().or_else(|| status.filter(is_outcome));
        self.set_status(message.unwrap_or_else(|| "data reloaded".into()));
    }

    /// Shows data in which files that cannot be read now are as they were before, and says so until
    /// they can be read.
    fn show_last_good(&mut self, data: &Dataset, last_good: Dataset) {
        let load_errors = new_errors(data, &last_good);
        let error = unreadable_file(data).unwrap_or_default();
        if !last_good.has_same_layers(self.data()) {
            self.replace_data(last_good);
            self.refresh_presented();
        }
        self.loaded.load_errors = load_errors;
        // on a slide only the speaker sees it, on the other terminal
        let error = error.replacen("; this file is ignored", "", 1);
        let status = format!("{LAST_GOOD_DATA}{error}");
        self.status = Some(status).filter(|_| self.mode.slide().is_none());
    }

    /// Shows the current slide with the new data. Returns whether there is one.
    fn refresh_presented(&mut self) -> bool {
        let Some((slide, step)) = self.mode.slide().map(|slides| slides.position()) else {
            return false;
        };
        // the audience sees what changed on the slide, and no message
        let picker = self.overlays.pop_picker();
        self.refresh_slide(slide, step);
        if let Some(picker) = picker {
            self.overlays.push(picker.into());
            self.refresh_picker();
        }
        true
    }

    /// Returns the line of the first error of the data.
    fn first_error_line(&self) -> Option<String> {
        let first = self.data().errors().first()?;
        Some(consequence_first(&finding_line(first, self.data())))
    }

    /// Replaces the data and runs the script of each pane again; mode and overlays stay.
    fn replace_data(&mut self, data: Dataset) {
        let scripts = self.panes.scripts(self.context());
        let current = self.panes.current_index();
        let mode = std::mem::take(&mut self.mode);
        let overlays = std::mem::take(&mut self.overlays);
        self.loaded.replace(data);
        self.run_pane_scripts(scripts);
        self.panes.set_current(current);
        self.mode = mode;
        self.overlays = overlays;
        self.overlays.close_link_hints();
        for report in self.overlays.reports_mut() {
            report.refresh(self.loaded.dataset());
        }
        if let Some(view) = self.overlays.import_mut() {
            view.mark_stale();
        }
        self.refresh_picker();
    }

    /// Runs the script of each pane; a step that the data cannot follow is left out.
    pub(super) fn run_pane_scripts(&mut self, scripts: Vec<String>) {
        for script in scripts {
            for action in script_parser::parse(&script, self.commands()).unwrap_or_default() {
                let _ = self.perform(&action, ActionOrigin::Script);
            }
        }
    }

    /// Reloads the data after a change that the user asked for, and shows its outcome.
    pub fn reload_after_edit(&mut self, data: Dataset, outcome: Result<String>) {
        self.status = None;
        self.reload(data);
        let is_refused = !self.data().errors().is_empty() || !self.loaded.load_errors.is_empty();
        // an error in the changed data says more than that the change was made
        if outcome.is_err() || self.status.is_none() || !is_refused {
            self.show_outcome(outcome);
        }
    }
}

/// Returns the errors of data that the shown data do not have: the report lists those as well.
fn new_errors(data: &Dataset, shown: &Dataset) -> Vec<String> {
    let lines = |data: &Dataset| -> Vec<String> {
        data.errors().iter().map(|finding| finding.format_line(data.layers())).collect()
    };
    let known: HashSet<String> = lines(shown).into_iter().collect();
    lines(data).into_iter().filter(|line| !known.contains(line)).collect()
}

/// Returns the error of a file that cannot be read as a whole.
fn unreadable_file(data: &Dataset) -> Option<String> {
    let finding = data.errors().iter().find(|finding| data.is_about_whole_file(finding))?;
    Some(finding_line(finding, data))
}

/// Puts what an error leads to in front of its line: the status line may cut the end.
fn consequence_first(line: &str) -> String {
    let found = CONSEQUENCES.iter().find_map(|end| Some((*end, line.split_once(*end)?)));
    match found {
        Some((end, (error, hint))) => format!("{}: {error}{hint}", end.trim_start_matches("; ")),
        None => line.to_string(),
    }
}

/// Formats a finding with the file name only; `gloact check` prints the full path.
fn finding_line(finding: &Finding, data: &Dataset) -> String {
    let line = finding.format_line(data.layers());
    let short = line
        .split_once(": ")
        .and_then(|(file, rest)| Some(format!("{}: {rest}", file.rsplit_once('/')?.1)));
    short.unwrap_or(line)
}
