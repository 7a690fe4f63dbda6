//! Draws a picker: the query above, the choices, a preview of the selected record or setting.

use super::{Picker, copy};
use crate::app::App;
use crate::command::PickerKind;
use crate::detail::Detail;
use crate::pane::ListDetailSplit;
use crate::ui::detail_layout::layout_preview;
use crate::ui::picker::{self, PickerRow, PickerView};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, breadcrumb, draw_rule, rich_text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The smallest height in which settings are chosen above the pane that they change.
const MIN_PREVIEW_HEIGHT: u16 = 14;
/// The smallest width in which the number of choices is shown.
const MIN_WIDTH_WITH_COUNT: u16 = 60;

impl Picker {
    pub(crate) fn render(&self, app: &App, title_line: Rect, buf: &mut Buffer) -> RenderOutput {
        let context = app.context();
        let area = context.area;
        let has_details = self.choices.iter().any(|choice| choice.path.is_some());
        let split =
            Some(ListDetailSplit::new(area)).filter(|split| has_details && split.is_side_by_side());
        let list_area = if let Some(split) = &split {
            split.list
        } else if self.kind == PickerKind::Settings && area.height >= MIN_PREVIEW_HEIGHT {
            Self::render_pane_below(app, area, buf)
        } else {
            area
        };
        let rows: Vec<PickerRow> = self.choices.iter().map(|choice| choice.row.clone()).collect();
        let view = PickerView {
            rows: &rows,
            selected: self.selected,
            empty_message: self.empty_message(),
            has_fixed_columns: self.kind == PickerKind::Find,
            theme: context.theme,
            glyphs: context.glyphs,
        };
        let mut output = picker::draw(&view, list_area, buf);
        if let Some(split) = split {
            self.render_preview(app, &split, buf);
            output.deferred = Some(split.deferred_detail(context.glyphs, self.info().title));
        }
        output.cursor = Some(self.render_query(app, title_line, buf));
        output
    }

    /// Draws the pane that the settings change in the lower half; returns the area above it.
    fn render_pane_below(app: &App, area: Rect, buf: &mut Buffer) -> Rect {
        let (pane, mut context) = app.current_pane();
        let height = area.height / 2;
        context.area = Rect { y: area.y + height + 1, height: area.height - height - 1, ..area };
        pane.draw(context, buf);
        let style = context.theme.style(StyleRole::Dim);
        draw_rule(buf, area, area.y + height, context.glyphs, style);
        Rect { height, ..area }
    }

    /// Draws the selected record on the right.
    fn render_preview(&self, app: &App, split: &ListDetailSplit, buf: &mut Buffer) {
        let context = app.context();
        let area = split.detail;
        split.draw_rule(buf, context.theme, context.glyphs);
        let path = self.selected_choice().and_then(|choice| choice.path.as_ref());
        if let Some(record) = path.and_then(|path| app.data().record_at(path)) {
            let detail = Detail::for_record(&context.query, record);
            let text = layout_preview(&detail, (area.width, area.height));
            rich_text::draw(&text, 0, None, area, buf, context.theme, context.glyphs);
        }
    }

    /// Draws title, query and hint in place of the pane's title; returns the position of the
    /// cursor.
    fn render_query(&self, app: &App, title_line: Rect, buf: &mut Buffer) -> Position {
        let title = match self.kind {
            PickerKind::Copy => {
                format!("Copy to the {}", copy::TARGETS[self.mode % copy::TARGETS.len()])
            }
            _ => app.import_subject(self.kind).unwrap_or_else(|| self.info().title.to_string()),
        };
        let is_pending = self.kind == PickerKind::Find && app.loaded.cache().names_pending();
        let hint = if is_pending { "names are loading" } else { self.info().hint };
        let count = format!("{} {} {hint}", self.choices.len(), app.glyphs().dot);
        let has_count = title_line.width >= MIN_WIDTH_WITH_COUNT;
        let summary = if has_count { &*count } else { "" };
        breadcrumb::breadcrumb(&title, &[], summary, title_line, buf, app.theme());
        let x = title_line.x + width(&title) + 3;
        let right = if has_count { width(&count) + 2 } else { 1 };
        let room = title_line.width.saturating_sub(x + right);
        self.input.render(app.theme(), Rect { x, width: room, ..title_line }, buf)
    }
}
