//! Draws an import: the steps above, and the rows or the preview of the current one.

use super::{ImportStep, ImportView, STEPS};
use crate::app::spoken_lines::detail_lines;
use crate::app::{App, SpokenLine};
use crate::import::ImportPlan;
use crate::model::text::{sanitize, truncate, width};
use crate::ui::breadcrumb::{self, HeaderChip};
use crate::ui::detail_layout::layout_detail;
use crate::ui::picker::{self, PickerRow, PickerView};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped, rich_text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The longest heading that is shown in full, in cells.
const MAX_HEADING_WIDTH: u16 = 30;

const COLUMN_KEYS: &[(&str, &str)] = &[("Enter", "change"), ("Tab", "questions"), ("q", "close")];
const QUESTION_KEYS: &[(&str, &str)] =
    &[("Enter", "answer"), ("Tab", "preview"), ("Backspace", "columns"), ("q", "close")];
const PREVIEW_KEYS: &[(&str, &str)] =
    &[("Enter", "write"), ("Backspace", "questions"), ("q", "close")];
/// Shown in place of a file that fits no kind of record by its headings.
const UNKNOWN_KIND: &str = "The headings fit no kind of record. Enter chooses one, q closes.";

const WAITING_KEYS: &[(&str, &str)] = &[("Esc", "stop")];

impl ImportView {
    pub(crate) fn render(&self, app: &App, title_line: Rect, buf: &mut Buffer) -> RenderOutput {
        let context = app.context();
        let Some(plan) = &self.plan else {
            let title = format!("Import {}", sanitize(&self.line));
            let hint = if app.is_importing() { "Esc stops" } else { "Enter writes, q closes" };
            breadcrumb::breadcrumb(&title, &[], hint, title_line, buf, context.theme);
            return match self.report {
                Some(_) => self.render_preview(app, buf),
                None => self.render_progress(app, buf),
            };
        };
        let title = format!("Import {}", sanitize(&plan.file));
        let summary = match app.import_progress() {
            Some(progress) => progress,
            None if self.is_stale => "the preview follows".into(),
            None => String::new(),
        };
        let chips = self.chips();
        breadcrumb::breadcrumb(&title, &chips, &summary, title_line, buf, context.theme);
        let (rows, selected, empty_message) = match self.step {
            ImportStep::Columns => (self.column_rows(plan), self.column, ""),
            ImportStep::Questions => {
                (self.question_rows(), self.question, "no question is open; Tab shows the preview")
            }
            ImportStep::Preview => return self.render_preview(app, buf),
        };
        let view = PickerView {
            rows: &rows,
            selected,
            empty_message,
            has_fixed_columns: false,
            theme: context.theme,
            glyphs: context.glyphs,
        };
        picker::draw(&view, context.area, buf)
    }

    fn render_preview(&self, app: &App, buf: &mut Buffer) -> RenderOutput {
        let context = app.context();
        let text = layout_detail(&self.preview, app.screen.size().width);
        let (top, area) = (self.scroll.top, context.area);
        rich_text::draw(&text, top, None, area, buf, context.theme, context.glyphs)
    }

    /// Draws the progress of the first reading.
    fn render_progress(&self, app: &App, buf: &mut Buffer) -> RenderOutput {
        let context = app.context();
        let area = context.area;
        let text = app.import_progress().unwrap_or_else(|| UNKNOWN_KIND.to_string());
        let style = context.theme.style(StyleRole::Text);
        print_clipped(buf, area.x + 1, area.y, area.width.saturating_sub(2), &text, style);
        RenderOutput::default()
    }

    /// Returns the steps, the current one in brackets.
    fn chips(&self) -> Vec<HeaderChip> {
        let open = self.open_question_count();
        let name = |step: &ImportStep| match step {
            ImportStep::Columns => "1 Columns".to_string(),
            ImportStep::Questions if open > 0 => format!("2 Questions: {open} open"),
            ImportStep::Questions => "2 Questions".to_string(),
            ImportStep::Preview => "3 Preview".to_string(),
        };
        let chip = |step: &ImportStep| match *step == self.step {
            true => HeaderChip::Condition(name(step), None),
            false => HeaderChip::Setting(name(step)),
        };
        STEPS.iter().map(chip).collect()
    }

    /// Returns a row for the kind, and one for each column.
    fn column_rows(&self, plan: &ImportPlan) -> Vec<PickerRow> {
        let heading = |text: &str| truncate(&sanitize(text), MAX_HEADING_WIDTH);
        let records = "records";
        let headings = plan.columns.iter().map(|column| heading(&column.heading));
        let widest = headings.map(|text| width(&text)).max().unwrap_or(0).max(width(records));
        let row = |keys: String, text: &str, used: String| {
            let blanks = " ".repeat(usize::from(widest.saturating_sub(width(text))));
            PickerRow { keys, ..PickerRow::new(format!("{text}{blanks}  {used}")) }
        };
        let mut rows = vec![row(String::new(), records, format!("→ {}", plan.kind))];
        for column in &plan.columns {
            let used = match (&column.field, &*column.reason) {
                (Some(field), _) => format!("→ {field}"),
                (None, "") => "not used".to_string(),
                (None, reason) => format!("not used: {}", sanitize(reason)),
            };
            rows.push(row(column.letters(), &heading(&column.heading), used));
        }
        rows
    }

    fn question_rows(&self) -> Vec<PickerRow> {
        let row = |listed: super::question_list::ListedQuestion| PickerRow {
            is_checked: Some(listed.answer.is_some()),
            ..PickerRow::new(sanitize(&listed.sentence()))
        };
        self.questions().into_iter().map(row).collect()
    }

    /// Returns the keys for the status line.
    pub(crate) fn key_hints(&self, is_importing: bool) -> &'static [(&'static str, &'static str)] {
        match self.step {
            _ if is_importing => WAITING_KEYS,
            ImportStep::Columns => COLUMN_KEYS,
            ImportStep::Questions => QUESTION_KEYS,
            ImportStep::Preview if self.report.is_some() => &[("Enter", "write"), ("q", "close")],
            ImportStep::Preview => PREVIEW_KEYS,
        }
    }

    /// Describes all steps; columns and questions have a number, by which they are changed.
    pub(crate) fn describe(&self) -> Vec<SpokenLine> {
        let Some(plan) = &self.plan else { return detail_lines(&self.preview) };
        let rows = plan.rows.len();
        let noun = if rows == 1 { "row" } else { "rows" };
        let title = format!("Import: {}, {rows} {noun} of {}", plan.file, plan.kind);
        let mut lines = vec![SpokenLine::unnumbered(title)];
        let rows = self.column_rows(plan).into_iter().chain(self.question_rows());
        for (index, row) in rows.enumerate() {
            let words: Vec<&str> = row.text.split_whitespace().collect();
            lines.push(SpokenLine::choice(&words.join(" "), index));
        }
        lines.extend(detail_lines(&self.preview));
        lines.push(SpokenLine::unnumbered(if self.is_stale {
            "The preview does not follow your answers yet: enter renews it."
        } else {
            "enter writes; close leaves all as it is."
        }));
        lines
    }
}
