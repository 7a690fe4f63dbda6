//! Data that are read again while one looks at them: where one is stays, and what became of a change is told.

use super::App;
use crate::command::script;
use crate::error::Result;
use crate::store::{Dataset, Finding};
use std::sync::Arc;

impl App {
    /// Takes fresh data. Where one is in each pane stays, as far as the data still have it; a file that does not read as
    /// a whole is told, and the last good data stay.
    pub fn reload(&mut self, data: Dataset) {
        if data.has_same_layers(&self.data) {
            // what kept them from being read is over
            if !std::mem::take(&mut self.load_errors).is_empty() {
                self.message = None;
            }
            return;
        }
        let broken = |data: &Dataset| {
            let finding = data.errors().iter().find(|finding| finding.path.as_str().is_empty())?;
            Some(finding_line(finding, data))
        };
        if let Some(broken) = broken(&data).filter(|_| broken(&self.data).is_none()) {
            // on a slide only whoever presents is told, on the other terminal
            self.message =
                self.on_slide().is_none().then(|| format!("{broken}; the last good data stay"));
            let errors = data.errors().iter();
            self.load_errors = errors.map(|finding| finding.format_line(&data.layers)).collect();
            return;
        }
        self.load_errors.clear();
        let (current, prompt) = (self.current, self.prompt.take());
        let (pick, why, said) =
            (self.pick.take(), std::mem::take(&mut self.reports), self.message.take());
        let (plain, show) = (self.plain.take(), self.presentation.take());
        self.hints = None;
        let links = self.pane_scripts();
        (self.data, self.cache) = (Arc::new(data), Arc::default());
        for link in links {
            // a step that the fresh data cannot follow is left out
            for action in script::parse(&link, &self.commands).unwrap_or_default() {
                let _ = self.perform(&action, true);
            }
        }
        (self.current, self.prompt, self.pick, self.reports, self.plain) =
            (current, prompt, pick, why, plain);
        self.refresh_picker();
        self.refresh_reports();
        self.presentation = show;
        if let Some((at, step)) = self.on_slide().map(|show| (show.slide_index, show.step)) {
            // people look at slides: what changed is seen on them, and nothing else is told
            let pick = self.pick.take();
            self.refresh_slide(at, step);
            self.pick = pick;
            self.refresh_picker();
            return;
        }
        let mut errors = self.data.errors().iter();
        self.message = Some(match (errors.next(), errors.count()) {
            // what was told of a change says more than this
            (None, _) => said.unwrap_or_else(|| "the data were read again".into()),
            (Some(first), 0) => format!("{}; ! tells more", finding_line(first, &self.data)),
            (Some(first), more) => {
                format!("{}; ! tells {more} more", finding_line(first, &self.data))
            }
        });
    }

    /// Takes fresh data after a change that was asked for here, and tells what became of it.
    pub fn reload_after_edit(&mut self, data: Dataset, said: Result<String>) {
        self.message = None;
        self.reload(data);
        let refused = !self.data.errors().is_empty() || !self.load_errors.is_empty();
        // what is wrong with the change says more than that it was made
        if said.is_err() || self.message.is_none() || !refused {
            self.show_outcome(said);
        }
    }
}

/// A finding as a line; the folder of the file is told by `gloact check`, here its name must do.
fn finding_line(finding: &Finding, data: &Dataset) -> String {
    let line = finding.format_line(&data.layers);
    line.split_once(": ")
        .and_then(|(file, rest)| Some(format!("{}: {rest}", file.rsplit_once('/')?.1)))
        .unwrap_or(line)
}
