//! Lays out a slide for the screen: its title, its text, the content of the view that it shows.

use super::borrowed_place_legend::borrowed_place_legend;
use super::presentation::Presentation;
use super::redaction::redact_content;
use crate::app::App;
use crate::detail::{PaneContent, ValueFlags};
use crate::model::{KindId, RecordPath};
use crate::profile::deck::RevealMode;
use crate::query::{Column, ColumnHeader, Table, lists};
use crate::store::Dataset;
use crate::ui::big_title::BigTitle;
use crate::ui::slide::{RowValueFlags, SlideContent, SlidePages};
use crate::ui::theme::StyleRole;
use ratatui::layout::Rect;

/// The longest line, in cells, that is readable from afar.
const MAX_TEXT_WIDTH: u16 = 140;
/// The smallest screen that a picture is drawn on; a smaller one lists its rows.
const MIN_PICTURE_SIZE: (u16, u16) = (72, 20);
/// Number of columns in place of a picture.
const COLUMNS_WITHOUT_PICTURE: usize = 3;

pub(crate) struct LaidOutSlide {
    pub(crate) heading: String,
    pub(super) title: BigTitle,
    /// The area of the title; the body has its width.
    pub(super) title_area: Rect,
    pub(super) body_area: Rect,
    pub(crate) pages: SlidePages,
}

impl App {
    /// Lays out the current slide for the screen.
    pub(crate) fn slide_layout(&self) -> Option<LaidOutSlide> {
        let presentation = self.mode.presentation()?;
        let slide = presentation.slide();
        let size = self.screen.size();
        let (margin_x, margin_y) = ((size.width / 24).max(2), (size.height / 18).max(1));
        let width = size.width.saturating_sub(2 * margin_x).min(MAX_TEXT_WIDTH);
        let column = Rect {
            x: size.x + (size.width - width) / 2,
            y: size.y + margin_y,
            width,
            height: size.height.saturating_sub(margin_y),
        };
        let heading = self.audience_text(&slide.title);
        let title_width = width.saturating_sub(2);
        let lay_out_below = |title: &BigTitle| {
            let height = title.height();
            let top = if height == 0 { 0 } else { height + margin_y };
            let body = Rect {
                y: column.y + top,
                // the last line shows the number of the slide
                height: column.height.saturating_sub(top + margin_y.max(2)),
                ..column
            };
            let content = self.lay_out_content(presentation, width);
            (body, content.into_pages(body.height as usize, slide.has_reveal()))
        };
        let mut title = BigTitle::new(&heading, title_width, size.height, self.glyphs());
        let (mut body_area, mut pages) = lay_out_below(&title);
        // one page is worth more than a large title
        if title.is_large() && pages.page_count() > 1 {
            let small = BigTitle::underlined(&heading, title_width);
            let (area_below_small, fewer_pages) = lay_out_below(&small);
            if fewer_pages.page_count() == 1 {
                title = small;
                body_area = area_below_small;
                pages = fewer_pages;
            }
        }
        Some(LaidOutSlide {
            heading,
            title,
            title_area: Rect { x: column.x + 2, width: title_width, ..column },
            body_area,
            pages,
        })
    }

    /// Lays out the text of a slide, and its view or the error of its script.
    fn lay_out_content(&self, presentation: &Presentation, width: u16) -> SlideContent {
        let slide = presentation.slide();
        let glyphs = self.glyphs();
        let mut content = SlideContent::new(width, slide.reveal == RevealMode::Cells);
        let text = self.audience_text(&slide.text);
        content.push_text(&text, StyleRole::Text, !slide.script.is_empty(), glyphs);
        if let Some(error) = presentation.error() {
            content.push_text(&error.to_string(), StyleRole::Disputed, true, glyphs);
            return content;
        }
        let flags = |path: &str, headers: &[ColumnHeader]| {
            row_flags(self.data(), &RecordPath::new(path), headers)
        };
        match self.slide_content() {
            Some(PaneContent::Rows(table, mut notes)) => {
                content.push_table(&table, glyphs, flags);
                let view = PaneContent::Rows(table, Vec::new());
                notes.extend(borrowed_place_legend(self.data(), &view).map(str::to_string));
                for note in notes {
                    content.push_text(&note, StyleRole::Dim, true, glyphs);
                }
            }
            Some(PaneContent::Record(mut detail)) => {
                // the title says it already
                if self.audience_text(&slide.title) == detail.heading {
                    detail.heading.clear();
                }
                content.push_detail(&detail);
            }
            Some(PaneContent::Picture(_)) if self.has_room_for_picture() => {
                content.reserve_picture();
            }
            Some(PaneContent::Picture(table)) => {
                content.push_table(&first_columns(table), glyphs, flags);
            }
            None => {}
        }
        content
    }

    fn has_room_for_picture(&self) -> bool {
        let size = self.screen.size();
        size.width >= MIN_PICTURE_SIZE.0 && size.height >= MIN_PICTURE_SIZE.1
    }

    /// Returns the content of the view that the slide shows, without contacts while these are
    /// hidden; `None` on a slide of text alone.
    pub fn slide_content(&self) -> Option<PaneContent<'_>> {
        let presentation = self.mode.presentation()?;
        if presentation.slide().script.is_empty() || presentation.error().is_some() {
            return None;
        }
        Some(self.view_content())
    }

    /// Returns the content of the current view, without contacts while these are hidden.
    pub(super) fn view_content(&self) -> PaneContent<'_> {
        let (pane, context) = self.current_pane();
        let content = match self.report_detail() {
            Some(report) => PaneContent::Record(report),
            None => pane.content(context),
        };
        // an empty table is explained by the summary of the pane
        let content = match content {
            PaneContent::Rows(table, mut notes) if table.len == 0 => {
                notes.push(pane.summary(context));
                PaneContent::Rows(table, notes)
            }
            PaneContent::Picture(table) if table.len == 0 => {
                PaneContent::Rows(table, vec![pane.summary(context)])
            }
            content => content,
        };
        let hides = self.mode.presentation().is_some_and(|slides| slides.hides_contacts);
        if hides { redact_content(content, self.data()) } else { content }
    }

    /// Returns the steps at which each page of the slide is complete.
    pub fn page_steps(&self) -> Vec<usize> {
        match self.slide_layout() {
            Some(layout) => layout.pages.complete_steps().collect(),
            None => Vec::new(),
        }
    }
}

/// Returns a table with its first columns only.
fn first_columns(mut table: Table<'_>) -> Table<'_> {
    let visible = table.headers.iter_mut().filter(|header| header.visible);
    for header in visible.skip(COLUMNS_WITHOUT_PICTURE) {
        header.visible = false;
    }
    table
}

/// Returns the flags of a row and its cells: a flag stands beside the value that it is about, and
/// before the row only if it is about the whole record.
fn row_flags(data: &Dataset, path: &RecordPath, headers: &[ColumnHeader]) -> RowValueFlags {
    let row = ValueFlags::of_path(data, path);
    let cells = vec![ValueFlags::default(); headers.len()];
    let kind = path.kind().filter(|kind| *kind != KindId::Citations && !data.is_added(path));
    let Some(kind) = kind.filter(|_| row != ValueFlags::default()) else {
        return RowValueFlags { row, cells };
    };
    let list = lists::for_kind(kind);
    let cell = |header: &ColumnHeader| {
        let column = list.columns.iter().find(|column| column.key == header.key);
        let fields = column.map(Column::record_fields).unwrap_or_default();
        let flags = fields.iter().map(|field| ValueFlags::of_path(data, &path.join(field)));
        flags.fold(ValueFlags::default(), ValueFlags::or)
    };
    RowValueFlags { row: ValueFlags::default(), cells: headers.iter().map(cell).collect() }
}
