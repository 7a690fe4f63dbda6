//! Reports above the panes: where a value comes from, problems of the data, and what overrides
//! change.

use super::Overlay;
use super::text_search_prompt::TextSearchPrompt;
use crate::app::spoken_lines::detail_lines;
use crate::app::{ActionOrigin, App, Handled, SpokenLine};
use crate::command::{Action, Motion};
use crate::detail::provenance_report::ProvenanceReport;
use crate::detail::{Detail, override_diff, problems_report};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::pane::{PagePosition, search_direction};
use crate::store::Dataset;
use crate::ui::detail_layout::layout_detail;
use crate::ui::rich_text::{self, RichText};
use crate::ui::{RenderOutput, breadcrumb};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(crate) const KEY_HINTS: &[(&str, &str)] = &[
    ("Enter", "follow"),
    ("/", "search"),
    ("w", "why"),
    ("e", "edit"),
    ("Backspace", "back"),
    ("q", "close"),
];

pub(crate) struct ReportView {
    report: Report,
    scroll: PagePosition,
}

enum Report {
    /// The provenance of the value of a path.
    Provenance(RecordPath),
    Problems,
    /// Changes by overrides. Made once, for it reads the bundled data again.
    OverrideDiff(Detail),
}

impl ReportView {
    fn open(report: Report) -> Overlay {
        Overlay::Report(ReportView { report, scroll: PagePosition::default() })
    }

    /// Makes the report of reloaded data.
    pub(crate) fn refresh(&mut self, data: &Dataset) {
        if let Report::OverrideDiff(detail) = &mut self.report {
            *detail = override_diff::detail(data);
        }
    }

    /// Returns the path whose provenance is reported.
    fn explained_path(&self) -> Option<&RecordPath> {
        match &self.report {
            Report::Provenance(path) => Some(path),
            Report::Problems | Report::OverrideDiff(_) => None,
        }
    }

    /// Builds the report; `None` if the data no longer have the path.
    pub(crate) fn detail(&self, app: &App) -> Option<Detail> {
        let query = app.loaded.query();
        match &self.report {
            Report::Provenance(path) => {
                let report = ProvenanceReport::for_path(query, path).ok()?;
                // on slides and in line mode nothing is cut
                let is_whole = app.mode.presentation().is_some() || app.is_line_mode();
                Some(if is_whole { report.with_whole_values() } else { report }.detail())
            }
            Report::Problems => Some(problems_report::detail(&query, &app.loaded.load_errors)),
            Report::OverrideDiff(detail) => Some(detail.clone()),
        }
    }

    fn layout(&self, app: &App) -> Option<RichText> {
        Some(layout_detail(&self.detail(app)?, app.screen.size().width))
    }

    /// Scrolls, follows links, closes. Actions that need another view close all reports and are
    /// passed on.
    pub(crate) fn handle_action(mut self, app: &mut App, action: &Action) -> Result<Handled> {
        let Some(text) = self.layout(app) else {
            app.overlays.close_reports();
            return Ok(Handled::No);
        };
        let height = app.screen.content_area().height as usize;
        match action {
            Action::Quit | Action::Close | Action::Back | Action::Move(Motion::Left) => {
                return Ok(Handled::Yes);
            }
            Action::Move(motion) => self.scroll.scroll(&text, height, *motion),
            Action::EditFilter => {
                app.overlays.push(Overlay::Report(self));
                app.overlays.push(TextSearchPrompt::open());
                return Ok(Handled::Yes);
            }
            Action::SearchText(words) | Action::SearchTextBack(words) => {
                let found = self.scroll.search(&text, height, words, search_direction(action));
                app.overlays.push(Overlay::Report(self));
                return found.map(|()| Handled::Yes);
            }
            Action::Next => {
                self.scroll.focus_next(&text, height);
            }
            Action::Previous => {
                self.scroll.focus_previous(&text, height);
            }
            Action::Enter => {
                let link = text.links.get(self.scroll.focus).cloned();
                app.overlays.push(Overlay::Report(self));
                let link = link.ok_or_else(|| Error::usage("no link is focused"))?;
                app.follow_link(&link)?;
                return Ok(Handled::Yes);
            }
            _ if keeps_reports(action) => {
                app.overlays.push(Overlay::Report(self));
                return Ok(Handled::No);
            }
            _ => {
                app.overlays.close_reports();
                return Ok(Handled::No);
            }
        }
        app.overlays.push(Overlay::Report(self));
        Ok(Handled::Yes)
    }

    pub(crate) fn render(&self, app: &App, title_line: Rect, buf: &mut Buffer) -> RenderOutput {
        let Some(text) = self.layout(app) else {
            return app.draw_pane(title_line, buf);
        };
        let title = match self.report {
            Report::Provenance(_) => "Why?",
            Report::Problems => "Problems",
            Report::OverrideDiff(_) => "Overrides",
        };
        let context = app.context();
        breadcrumb::breadcrumb(
            title,
            &[],
            "Enter follows, q closes",
            title_line,
            buf,
            context.theme,
        );
        rich_text::draw(
            &text,
            self.scroll.top,
            Some(self.scroll.focus),
            context.area,
            buf,
            context.theme,
            context.glyphs,
        )
    }

    pub(crate) fn describe(&self, app: &App) -> Option<Vec<SpokenLine>> {
        Some(detail_lines(&self.detail(app)?))
    }
}

/// Returns whether reports stay open while an action is performed: it concerns the reported value,
/// or the whole screen.
fn keeps_reports(action: &Action) -> bool {
    matches!(
        action,
        Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::OpenPicker(..)
            | Action::Explain(_)
            | Action::ShowProblems
            | Action::ShowOverrideDiff
            | Action::Edit(_)
            | Action::Revert(_)
            | Action::ShowLinkHints
            | Action::Copy(_)
            | Action::ToggleMouse
            | Action::Present(_)
    )
}

impl App {
    /// Reports where the value of a path comes from; without a path, the focused value.
    pub(crate) fn open_provenance(&mut self, path: &str) -> Result<()> {
        let path = self.path_or_focused(path)?;
        ProvenanceReport::for_path(self.loaded.query(), &path)?;
        self.overlays.push(ReportView::open(Report::Provenance(path)));
        Ok(())
    }

    /// Reports problems of the data.
    pub(crate) fn open_problems(&mut self) -> Result<()> {
        if self.data().findings().is_empty() && self.loaded.load_errors.is_empty() {
            return Err(Error::usage("the data have no problems"));
        }
        self.overlays.push(ReportView::open(Report::Problems));
        Ok(())
    }

    /// Reports what overrides change.
    pub(crate) fn open_override_diff(&mut self) -> Result<()> {
        let detail = override_diff::detail(self.data());
        if detail.entries.is_empty() {
            return Err(Error::usage("no override changes the data"));
        }
        self.overlays.push(ReportView::open(Report::OverrideDiff(detail)));
        Ok(())
    }

    /// Resolves a path; without one returns the path that is explained, else the focused one.
    pub(crate) fn path_or_focused(&self, path: &str) -> Result<RecordPath> {
        if !path.is_empty() {
            return self.data().resolve_path(path);
        }
        let focused = match self.overlays.report() {
            Some(report) => report.explained_path().cloned(),
            None => self.panes.current().focused_path(self.context()),
        };
        focused.ok_or_else(|| Error::usage("no value is focused"))
    }

    /// Returns the path whose provenance is reported on top.
    pub(crate) fn explained_path(&self) -> Option<&RecordPath> {
        self.overlays.report()?.explained_path()
    }

    /// Returns the topmost report.
    pub(crate) fn report_detail(&self) -> Option<Detail> {
        self.overlays.report()?.detail(self)
    }

    /// Offers an action to the topmost report.
    pub(crate) fn perform_in_report(&mut self, action: &Action) -> Result<Handled> {
        match self.overlays.pop() {
            Some(overlay) => overlay.handle_action(self, action),
            None => Ok(Handled::No),
        }
    }

    /// Follows a link. In a report a value leads to its own provenance; anything else closes the
    /// reports.
    pub(crate) fn follow_link(&mut self, link: &RecordPath) -> Result<()> {
        if self.overlays.report().is_some() && link.field_path().is_some() {
            return self.open_provenance(link.as_str());
        }
        let here = self.history_entry();
        self.go_to(link.as_str(), ActionOrigin::User)?;
        self.overlays.close_reports();
        self.history.push(here);
        Ok(())
    }
}
