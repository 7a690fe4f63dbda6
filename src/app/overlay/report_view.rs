//! Stories over whatever is below: where a value comes from, and what is wrong with the data.

use crate::app::{App, Handled};
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::detail::provenance::ProvenanceReport;
use crate::detail::{findings, override_diff};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::pane::ScrollState;
use crate::ui::detail::layout_detail;
use crate::ui::rich_text::{self, RichText};
use crate::ui::{RenderOutput, header};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The story that is told, and where one is in it.
pub(crate) struct ReportView {
    report: Report,
    scroll: ScrollState,
}

/// What a story is of.
enum Report {
    /// Where a value comes from.
    Provenance(RecordPath),
    /// What is wrong or odd in the data.
    Problems,
    /// What overrides change: looked up once, for it reads the bundled data again.
    Changes(Detail),
}

impl App {
    /// Tells the story of a place; of where one is, when none is named.
    pub(crate) fn open_provenance(&mut self, words: &str) -> Result<()> {
        let place = self.path_or_focused(words)?;
        ProvenanceReport::for_path(self.context().query, &place)?;
        self.reports
            .push(ReportView { report: Report::Provenance(place), scroll: ScrollState::default() });
        Ok(())
    }

    /// The value that words name; without words the one whose story is told, or where one is.
    pub(crate) fn path_or_focused(&self, words: &str) -> Result<RecordPath> {
        if !words.is_empty() {
            return self.data.resolve_path(words);
        }
        match self.reports.last() {
            Some(ReportView { report: Report::Provenance(place), .. }) => Ok(place.clone()),
            Some(_) => Err(Error::usage("there is no value here")),
            None => self.panes[self.current]
                .focused_path(self.context())
                .ok_or_else(|| Error::usage("there is no value here")),
        }
    }

    /// Tells what is wrong or odd in the data.
    pub(crate) fn open_problems(&mut self) -> Result<()> {
        if self.data.findings().is_empty() && self.load_errors.is_empty() {
            return Err(Error::usage("there is no finding: the data are as they should be"));
        }
        self.reports.push(ReportView { report: Report::Problems, scroll: ScrollState::default() });
        Ok(())
    }

    /// Tells what overrides change.
    pub(crate) fn open_override_diff(&mut self) -> Result<()> {
        let detail = override_diff::detail(&self.data);
        if detail.entries.is_empty() {
            return Err(Error::usage("no override changes anything"));
        }
        self.reports
            .push(ReportView { report: Report::Changes(detail), scroll: ScrollState::default() });
        Ok(())
    }

    /// Tells stories of fresh data.
    pub(crate) fn refresh_reports(&mut self) {
        for told in &mut self.reports {
            if let Report::Changes(detail) = &mut told.report {
                *detail = override_diff::detail(&self.data);
            }
        }
    }

    /// The story that is told, if one is.
    pub(crate) fn report_detail(&self) -> Option<Detail> {
        self.build_detail(self.reports.last()?)
    }

    /// The place whose story is told, if that of one is.
    pub(crate) fn explained_path(&self) -> Option<&RecordPath> {
        match &self.reports.last()?.report {
            Report::Provenance(place) => Some(place),
            _ => None,
        }
    }

    fn build_detail(&self, told: &ReportView) -> Option<Detail> {
        let scene = self.context();
        Some(match &told.report {
            Report::Provenance(place) => {
                ProvenanceReport::for_path(scene.query, place).ok()?.detail()
            }
            Report::Problems => findings::detail(&scene.query, &self.load_errors),
            Report::Changes(detail) => detail.clone(),
        })
    }

    fn layout_report(&self, told: &ReportView) -> Option<RichText> {
        Some(layout_detail(&self.build_detail(told)?, self.context().area.width))
    }

    /// Follows a link of what is told: a value of a story has a story of its own, anything else is gone to.
    pub(crate) fn follow_link(&mut self, link: &RecordPath) -> Result<()> {
        if !self.reports.is_empty() && link.field_path().is_some() {
            return self.open_provenance(link.as_str());
        }
        let here = self.history_entry();
        self.go_to(link.as_str(), false)?;
        self.reports.clear();
        self.push_history(here, true);
        Ok(())
    }

    /// Does an action while a story is told; gives back whether it is done with that.
    pub(crate) fn act_in_why(&mut self, action: &Action) -> Result<Handled> {
        let Some(told) = self.reports.last() else { return Ok(Handled::No) };
        let Some(sheet) = self.layout_report(told) else {
            self.reports.clear();
            return Ok(Handled::No);
        };
        let height = self.context().area.height as usize;
        let mut reader = told.scroll;
        match action {
            Action::Quit | Action::Close | Action::Back | Action::Move(Motion::Left) => {
                self.reports.pop();
                return Ok(Handled::Yes);
            }
            Action::Move(motion) => reader.scroll(&sheet, height, *motion),
            Action::Next => {
                reader.focus_next(&sheet, height);
            }
            Action::Previous => {
                reader.focus_previous(&sheet, height);
            }
            Action::Enter => {
                let link = sheet
                    .links
                    .get(reader.focus)
                    .cloned()
                    .ok_or_else(|| Error::usage("nothing here leads on"))?;
                self.follow_link(&link)?;
                return Ok(Handled::Yes);
            }
            Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::OpenPicker(..)
            | Action::Explain(_)
            | Action::ShowProblems
            | Action::ShowOverrideDiff => {
                return Ok(Handled::No);
            }
            Action::Edit(_)
            | Action::Revert(_)
            | Action::ShowLinkHints
            | Action::Copy(_)
            | Action::ToggleMouse
            | Action::Present(_) => {
                return Ok(Handled::No);
            }
            _ => {
                self.reports.clear();
                return Ok(Handled::No);
            }
        }
        if let Some(told) = self.reports.last_mut() {
            told.scroll = reader;
        }
        Ok(Handled::Yes)
    }

    /// Draws the story that is told, if one is.
    pub(crate) fn draw_why(&self, head: Rect, buf: &mut Buffer) -> Option<RenderOutput> {
        let told = self.reports.last()?;
        let sheet = self.layout_report(told)?;
        let scene = self.context();
        let title = match told.report {
            Report::Provenance(_) => "Why?",
            Report::Problems => "Findings",
            Report::Changes(_) => "Overrides",
        };
        header::breadcrumb(title, &[], "Enter follows, q closes", head, buf, &self.theme);
        Some(rich_text::draw(
            &sheet,
            told.scroll.top,
            Some(told.scroll.focus),
            scene.area,
            buf,
            &self.theme,
            &self.glyphs,
        ))
    }
}
