//! The open import: the columns of the file, questions about its values, and a preview.

mod import_choice;
mod preview_detail;
mod question_list;
mod render;

use super::Overlay;
use crate::app::{App, Effect, Handled, ImportPreview, ImportRequest, ImportTask};
use crate::command::{Action, Motion, PickerKind};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::import::{ImportAnswers, ImportPlan};
use crate::model::KindId;
use crate::pane::PagePosition;
use crate::store::Dataset;
use crate::ui::detail_layout::layout_detail;
pub(crate) use import_choice::{AnswerValue, GivenAnswer, ImportChoice};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A step of an import. Each leads to the next, and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ImportStep {
    Columns,
    Questions,
    Preview,
}

const STEPS: [ImportStep; 3] = [ImportStep::Columns, ImportStep::Questions, ImportStep::Preview];

/// The open import.
pub(crate) struct ImportView {
    /// The file, and flags as on the command line.
    line: String,
    /// The plan that was made last, and its preview.
    plan: Option<Arc<ImportPlan>>,
    /// The report of files that have no columns and no questions.
    report: Option<Arc<str>>,
    preview: Detail,
    /// The kind, the columns and the answers that the user chose here.
    kind: Option<KindId>,
    columns: BTreeMap<String, String>,
    given: Vec<GivenAnswer>,
    /// The plan does not follow these yet.
    is_stale: bool,
    step: ImportStep,
    /// The selected row of the columns, and that of the questions.
    column: usize,
    question: usize,
    scroll: PagePosition,
    /// The next request to close gives the answers up.
    is_closing: bool,
}

impl ImportView {
    /// Returns the view of a file that is still to be read.
    pub(crate) fn new(line: String) -> ImportView {
        ImportView {
            line,
            plan: None,
            report: None,
            preview: Detail::default(),
            kind: None,
            columns: BTreeMap::new(),
            given: Vec::new(),
            is_stale: true,
            step: ImportStep::Columns,
            column: 0,
            question: 0,
            scroll: PagePosition::default(),
            is_closing: false,
        }
    }

    /// Returns whether the view shows the file of a line.
    pub(crate) fn is_about(&self, line: &str) -> bool {
        self.line == line
    }

    pub(crate) fn has_preview(&self) -> bool {
        self.plan.is_some() || self.report.is_some()
    }

    /// Shows what the file becomes.
    pub(crate) fn show(&mut self, data: &Dataset, preview: ImportPreview, is_line_mode: bool) {
        match preview {
            ImportPreview::Sheet(plan) => self.show_plan(data, plan, is_line_mode),
            ImportPreview::Report(report) => {
                self.step = ImportStep::Preview;
                self.preview = preview_detail::report_detail(&self.line, &report);
                self.report = Some(report);
                self.is_stale = false;
                self.scroll = PagePosition::default();
            }
        }
    }

    /// Shows a plan. The first one decides which step comes first: a file of a known form needs no
    /// look at its columns.
    fn show_plan(&mut self, data: &Dataset, plan: Arc<ImportPlan>, is_line_mode: bool) {
        if self.plan.is_none() {
            self.step = match (is_line_mode, plan.is_repeated, plan.questions.is_empty()) {
                (true, ..) | (false, true, true) => ImportStep::Preview,
                (false, true, false) => ImportStep::Questions,
                (false, false, _) => ImportStep::Columns,
            };
        }
        self.preview = preview_detail::preview_detail(data, &plan);
        self.plan = Some(plan);
        self.is_stale = false;
        self.scroll = PagePosition::default();
        self.select_open_question();
    }

    /// Notes that the data have changed, with which the plan compares.
    pub(crate) fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    /// Returns whether the user has chosen something that closing would lose.
    fn has_choices(&self) -> bool {
        self.kind.is_some() || !self.columns.is_empty() || !self.given.is_empty()
    }

    /// Returns the kind of the records.
    pub(crate) fn plan_kind(&self) -> Option<KindId> {
        Some(self.plan.as_ref()?.kind)
    }

    /// Returns the kind of the records, the heading of the selected column and its field.
    pub(crate) fn selected_column(&self) -> Option<(KindId, String, Option<String>)> {
        let plan = self.plan.as_ref()?;
        let column = plan.columns.get(self.column.checked_sub(1)?)?;
        Some((plan.kind, column.heading.clone(), column.field.clone()))
    }

    fn request(&self) -> ImportRequest {
        let mut answers =
            ImportAnswers { columns: self.columns.clone(), ..ImportAnswers::default() };
        for given in &self.given {
            given.add_to(&mut answers);
        }
        ImportRequest { line: self.line.clone(), kind: self.kind, answers }
    }

    /// Requests a plan that follows the choices.
    fn request_plan(&self, app: &mut App) {
        app.push_effect(Effect::Import(ImportTask::Preview(self.request())));
    }

    /// Moves, opens, goes to another step, writes, closes. Other actions close the view, unless
    /// answers would be lost.
    pub(crate) fn handle_action(mut self, app: &mut App, action: &Action) -> Result<Handled> {
        if app.is_importing() {
            return Ok(self.handle_while_working(app, action));
        }
        let asked_to_close = std::mem::take(&mut self.is_closing);
        let outcome = match action {
            Action::Quit | Action::Close => return Ok(self.close(app, asked_to_close)),
            Action::Back if self.step == ImportStep::Columns || self.report.is_some() => {
                return Ok(self.close(app, asked_to_close));
            }
            Action::Back | Action::Previous | Action::Move(Motion::Left) => {
                self.go_to_step(app, -1)
            }
            Action::Next | Action::Move(Motion::Right) => self.go_to_step(app, 1),
            Action::Move(motion) => {
                self.perform_move(app, *motion);
                Ok(())
            }
            Action::Enter => match self.step {
                ImportStep::Preview => self.write(app),
                ImportStep::Columns | ImportStep::Questions => {
                    let index = self.selected();
                    // the picker lies above this view
                    app.overlays.push(Overlay::Import(self));
                    app.open_import_row(index)?;
                    return Ok(Handled::Yes);
                }
            },
            _ if keeps_import(action) => {
                app.overlays.push(Overlay::Import(self));
                return Ok(Handled::No);
            }
            _ if self.has_choices() => Err(Error::usage("the import is open; q closes it")),
            _ => return Ok(Handled::No),
        };
        app.overlays.push(Overlay::Import(self));
        outcome.map(|()| Handled::Yes)
    }

    /// Stops the work, or waits for it.
    fn handle_while_working(self, app: &mut App, action: &Action) -> Handled {
        let is_passed_on = matches!(action, Action::QuitNow | Action::Suspend | Action::Redraw);
        match action {
            Action::Quit | Action::Close | Action::Back if app.stop_import() => {
                if self.has_preview() {
                    app.overlays.push(Overlay::Import(ImportView { is_stale: true, ..self }));
                }
            }
            _ => app.overlays.push(Overlay::Import(self)),
        }
        if is_passed_on { Handled::No } else { Handled::Yes }
    }

    /// Closes the view; asks once more if answers would be lost.
    fn close(mut self, app: &mut App, is_asked: bool) -> Handled {
        if self.has_choices() && !is_asked {
            app.set_status("press q again to close the import; your answers are not kept");
            self.is_closing = true;
            app.overlays.push(Overlay::Import(self));
        }
        Handled::Yes
    }

    fn go_to_step(&mut self, app: &mut App, distance: isize) -> Result<()> {
        if self.report.is_some() {
            return Err(Error::usage("Enter writes"));
        }
        let here = STEPS.iter().position(|step| *step == self.step).unwrap_or(0);
        let Some(step) = here.checked_add_signed(distance).and_then(|index| STEPS.get(index))
        else {
            let message = if distance > 0 { "Enter writes" } else { "this is the first step" };
            return Err(Error::usage(message));
        };
        self.step = *step;
        if self.is_stale {
            self.request_plan(app);
        }
        Ok(())
    }

    /// Writes what is shown. Choices that it does not follow yet are shown before.
    fn write(&mut self, app: &mut App) -> Result<()> {
        if self.is_stale {
            self.request_plan(app);
            return Ok(());
        }
        let shown = match (&self.plan, &self.report) {
            (Some(plan), _) if plan.rows.len() == plan.left_out() => {
                return Err(Error::usage("no row can be written; q closes"));
            }
            (Some(plan), _) => ImportPreview::Sheet(Arc::clone(plan)),
            (None, Some(report)) => ImportPreview::Report(Arc::clone(report)),
            (None, None) => return Ok(()),
        };
        app.push_effect(Effect::Import(ImportTask::Write(self.request(), shown)));
        Ok(())
    }

    /// Returns the selected row of the step.
    fn selected(&self) -> usize {
        match self.step {
            ImportStep::Columns => self.column,
            ImportStep::Questions => self.column_count() + self.question,
            ImportStep::Preview => 0,
        }
    }

    /// Returns the number of rows of the first step: the kind, and the columns.
    fn column_count(&self) -> usize {
        1 + self.plan.as_ref().map_or(0, |plan| plan.columns.len())
    }

    fn perform_move(&mut self, app: &App, motion: Motion) {
        let height = app.screen.content_area().height as usize;
        let (selected, count) = match self.step {
            ImportStep::Columns => (self.column, self.column_count()),
            ImportStep::Questions => (self.question, self.questions().len()),
            ImportStep::Preview => {
                let text = layout_detail(&self.preview, app.screen.size().width);
                return self.scroll.scroll(&text, height, motion);
            }
        };
        let last = count.saturating_sub(1);
        let moved = match motion {
            Motion::Up => selected.saturating_sub(1),
            Motion::Down => selected + 1,
            Motion::PageUp => selected.saturating_sub(height),
            Motion::PageDown => selected + height,
            Motion::HalfUp => selected.saturating_sub(height / 2),
            Motion::HalfDown => selected + height / 2,
            Motion::First => 0,
            Motion::Last => last,
            Motion::Left | Motion::Right => selected,
        };
        match self.step {
            ImportStep::Columns => self.column = moved.min(last),
            ImportStep::Questions | ImportStep::Preview => self.question = moved.min(last),
        }
    }
}

/// Returns whether the import stays open while an action is performed.
fn keeps_import(action: &Action) -> bool {
    matches!(
        action,
        Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::OpenPicker(PickerKind::Help | PickerKind::Settings, _)
            | Action::ToggleMouse
            | Action::Set(_)
    )
}
