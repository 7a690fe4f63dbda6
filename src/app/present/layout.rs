//! What a slide says: its words with the values of places in them, the content of the view behind it, laid out for the screen.

use super::session::Presentation;
use crate::app::App;
use crate::detail::{Detail, Flags, ViewContent, value_lines};
use crate::model::{Contact, RecordPath};
use crate::pane::RenderContext;
use crate::profile::deck::{Reveal, Slide};
use crate::query::{CellValue, Table};
use crate::sort;
use crate::store::Dataset;
use crate::ui::big_title::BigTitle;
use crate::ui::slide::{Pages, SlideContent};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// The most cells of a line that people read from afar.
const MAX_TEXT_WIDTH: u16 = 140;
/// The least screen of a picture; where there is less, its rows are told.
const MIN_PICTURE_SIZE: (u16, u16) = (72, 20);
/// How many columns a small screen tells in the place of a picture.
const COLUMNS_WITHOUT_PICTURE: usize = 3;
/// What stands where a contact is hidden.
const REDACTED: &str = "(hidden)";

/// A slide laid out.
pub(crate) struct SlideLayout {
    pub(crate) heading: String,
    title: BigTitle,
    /// Where the title begins; the content has its width.
    title_area: Rect,
    body_area: Rect,
    pub(crate) pages: Pages,
    pub(crate) reveals: bool,
}

/// How a slide fits on a screen.
#[derive(Default)]
pub struct FitReport {
    /// What stands over it.
    pub title: String,
    /// How many screens it takes.
    pub screens: usize,
    /// Whether its title has room in large letters.
    pub title_is_large: bool,
}

impl FitReport {
    /// What does not fit on one screen; none where all does.
    pub fn summary(&self) -> Option<String> {
        let screens = (self.screens > 1).then(|| format!("goes over {} screens", self.screens));
        let title = (!self.title_is_large).then(|| "has no room for large letters".to_string());
        let told: Vec<String> = [screens, title].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

impl SlideLayout {
    /// The first step of the last page, or the last step where steps appear.
    pub(crate) fn start(&self) -> usize {
        let last = self.pages.step_count() - 1;
        if self.reveals { last } else { self.pages.page_start(last) }
    }
}

impl App {
    /// The slide that is shown, laid out for the screen as it is.
    pub(crate) fn slide_layout(&self) -> Option<SlideLayout> {
        let show = self.presentation.as_ref()?;
        let slide = &show.deck.slides[show.slide_index];
        let size = self.size;
        let (aside, above) = ((size.width / 24).max(2), (size.height / 18).max(1));
        let cells = size.width.saturating_sub(2 * aside).min(MAX_TEXT_WIDTH);
        let column = Rect {
            x: size.x + (size.width - cells) / 2,
            y: size.y + above,
            width: cells,
            height: size.height.saturating_sub(above),
        };
        let heading = self.audience_text(&slide.title);
        let room = cells.saturating_sub(2);
        let under = |title: &BigTitle| {
            let top = title.height() + if title.height() == 0 { 0 } else { above };
            // the last line is the number's
            let body = Rect {
                y: column.y + top,
                height: column.height.saturating_sub(top + above.max(2)),
                ..column
            };
            (body, self.lay_out_slide(show, slide, cells).into_pages(body.height as usize))
        };
        let mut title = BigTitle::new(&heading, room, size.height, &self.glyphs);
        let (mut body, mut pages) = under(&title);
        // all on one page is worth more than a large title
        if title.is_large() && pages.page_count() > 1 {
            let small = BigTitle::underlined(&heading, room);
            let (lower, fewer) = under(&small);
            if fewer.page_count() == 1 {
                (title, body, pages) = (small, lower, fewer);
            }
        }
        Some(SlideLayout {
            heading,
            title,
            title_area: Rect { x: column.x + 2, width: room, ..column },
            body_area: body,
            pages,
            reveals: slide.has_reveal(),
        })
    }

    /// Everything that is on a slide.
    fn lay_out_slide(&self, show: &Presentation, slide: &Slide, cells: u16) -> SlideContent {
        let mut laid = SlideContent::new(cells, slide.reveal == Reveal::Cells);
        laid.push_text(
            &self.audience_text(&slide.text),
            StyleRole::Text,
            !slide.script.is_empty(),
            &self.glyphs,
        );
        if let Some(fault) = &show.error {
            laid.push_text(&fault.to_string(), StyleRole::Disputed, true, &self.glyphs);
            return laid;
        }
        let mark = |place: &str| {
            let place = RecordPath::new(place);
            Flags {
                disputed: self.data.is_disputed(&place),
                overridden: self.data.is_overridden(&place),
            }
        };
        match self.slide_content() {
            Some(ViewContent::Rows(table, below)) => {
                laid.push_table(&table, mark);
                below
                    .iter()
                    .for_each(|line| laid.push_text(line, StyleRole::Dim, true, &self.glyphs));
            }
            Some(ViewContent::Record(mut detail)) => {
                // what the title says is not said again
                if self.audience_text(&slide.title) == detail.heading {
                    detail.heading.clear();
                }
                laid.push_detail(&detail);
            }
            Some(ViewContent::Picture(table))
                if self.size.width < MIN_PICTURE_SIZE.0
                    || self.size.height < MIN_PICTURE_SIZE.1 =>
            {
                laid.push_table(&first_columns(table), mark);
            }
            Some(ViewContent::Picture(_)) => laid.reserve_picture(),
            None => {}
        }
        laid
    }

    /// What the view behind the slide says, contacts hidden where they are to be; none on a slide of words alone.
    pub fn slide_content(&self) -> Option<ViewContent<'_>> {
        let show = self.presentation.as_ref()?;
        if show.deck.slides[show.slide_index].script.is_empty() || show.error.is_some() {
            return None;
        }
        let (tab, scene) = self.current_pane();
        let content = self.report_detail().map_or_else(|| tab.content(scene), ViewContent::Record);
        // where nothing matches, that is said
        let content = match content {
            ViewContent::Rows(table, below) if table.len == 0 => {
                ViewContent::Rows(table, below.into_iter().chain([tab.summary(scene)]).collect())
            }
            ViewContent::Picture(table) if table.len == 0 => {
                ViewContent::Rows(table, vec![tab.summary(scene)])
            }
            content => content,
        };
        if !show.hide_contacts {
            return Some(content);
        }
        let secret = contact_values(&self.data);
        Some(match content {
            ViewContent::Rows(table, below) => {
                let below = below.iter().map(|line| redact_text(line, &secret)).collect();
                ViewContent::Rows(redact_table(table, secret), below)
            }
            ViewContent::Picture(table) => ViewContent::Picture(redact_table(table, secret)),
            ViewContent::Record(detail) => ViewContent::Record(redact_detail(detail, &secret)),
        })
    }

    /// A text of a deck with the values of the places in it: `{phases/glo-act/budget}`.
    pub fn expand_placeholders(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, then)) =
                after.split_once('}').filter(|(place, _)| place.contains('/'))
            else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&self.display_value(place));
            rest = then;
        }
        out.push_str(rest);
        out
    }

    /// The places whose values a text tells.
    pub(crate) fn paths_in_text(text: &str) -> impl Iterator<Item = &str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .filter(|place| place.contains('/'))
    }

    /// The steps at which each page of the slide is whole.
    pub fn page_steps(&self) -> Vec<usize> {
        self.slide_layout()
            .map(|slides| slides.pages.complete_steps().collect())
            .unwrap_or_default()
    }

    /// How the slide fits on the screen.
    pub fn slide_fit(&self) -> FitReport {
        let slides = self.slide_layout();
        slides.map_or_else(FitReport::default, |slides| FitReport {
            title_is_large: slides.title.is_large() || slides.heading.is_empty(),
            screens: slides.pages.page_count(),
            title: slides.heading,
        })
    }

    /// The value of a place as a text tells it, with its sign where the sources disagree; unknown is said.
    fn display_value(&self, place: &str) -> String {
        let Ok(place) = self.data.resolve_path(place) else {
            return format!("(there is no {place})");
        };
        let sign = if self.data.is_disputed(&place) {
            format!("\u{a0}{}", self.glyphs.disputed)
        } else {
            String::new()
        };
        let words = match (self.data.record_at(&place), self.data.value_at(&place)) {
            (None, _) => return format!("(there is no {place})"),
            (Some(row), _) if place.field_path().is_none() => self.data.title(row).into_owned(),
            (Some(_), None) => "unknown".into(),
            (Some(_), Some(value)) => {
                let lines = value_lines(&self.context().query, &place, &value);
                let told = |line: Vec<crate::detail::Fragment>| {
                    line.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join(", ")
                };
                lines.into_iter().map(told).collect::<Vec<_>>().join("; ")
            }
        };
        words + &sign
    }

    /// A text of a deck as people hear it: with values, and without contacts where these are hidden.
    pub(crate) fn audience_text(&self, text: &str) -> String {
        self.redact(self.expand_placeholders(text))
    }

    /// A text without contacts, where they are hidden.
    pub(crate) fn redact(&self, text: String) -> String {
        if self.presentation.as_ref().is_some_and(|show| show.hide_contacts) {
            redact_text(&text, &contact_values(&self.data))
        } else {
            text
        }
    }

    /// Draws the slide that is shown, if one is.
    pub(crate) fn draw_slide(&self, buf: &mut Buffer) -> Option<RenderOutput> {
        let show = self.on_slide()?;
        let area = self.size.intersection(buf.area);
        if show.blank {
            return Some(RenderOutput {
                cursor: Some(Position::new(area.x, area.bottom().saturating_sub(1))),
                ..RenderOutput::default()
            });
        }
        let SlideLayout { title, title_area: head, body_area: body, pages, reveals, .. } =
            self.slide_layout()?;
        title.draw(head, buf, &self.theme, &self.glyphs);
        // what leaves much room stands a little lower
        let free = if pages.page_count() == 1 {
            body.height.saturating_sub(pages.line_count(show.step) as u16)
        } else {
            0
        };
        let body = Rect { y: body.y + free / 4, height: body.height - free / 4, ..body };
        let (mut eye, picture) =
            pages.draw(show.step, reveals, body, buf, &self.theme, &self.glyphs);
        if let Some(room) = picture {
            let (tab, scene) = self.current_pane();
            // a picture takes the whole width
            let aside = head.x.min(self.size.width / 24 + 2);
            let room = Rect { x: aside, width: area.width.saturating_sub(2 * aside), ..room };
            tab.draw_picture(RenderContext { area: room, ..scene }, buf);
        }
        if !reveals {
            eye = head.as_position();
        }
        let foot =
            Rect { x: head.x, y: area.bottom().saturating_sub(1), width: head.width, height: 1 };
        let dim = self.theme.style(StyleRole::Dim);
        let count = format!("{} of {}", show.slide_index + 1, show.deck.slides.len());
        let page = format!(
            "{count}, page {} of {}",
            pages.page_of_step(show.step) + 1,
            pages.page_count()
        );
        let message = self.message.as_deref().unwrap_or_default();
        let number = match &*show.typed_number {
            "" if pages.page_count() > 1 && width(&page) + width(message) + 2 <= foot.width => page,
            "" => count,
            typed => format!("slide {typed}: Enter"),
        };
        let cells = width(&number);
        print_clipped(buf, foot.right().saturating_sub(cells), foot.y, cells, &number, dim);
        print_clipped(buf, foot.x, foot.y, foot.width.saturating_sub(cells + 2), message, dim);
        Some(RenderOutput { cursor: Some(eye), ..RenderOutput::default() })
    }
}

/// The first columns of a table: what a small screen tells in the place of a picture.
fn first_columns(mut table: Table<'_>) -> Table<'_> {
    let shown = table.headers.iter_mut().filter(|head| head.visible);
    shown.skip(COLUMNS_WITHOUT_PICTURE).for_each(|head| head.visible = false);
    table
}

/// What a contact is reached by, and who it is.
fn contact_values(data: &Dataset) -> Vec<String> {
    let of = |contact: &Contact| {
        [Some(&contact.name), contact.email.as_ref(), contact.other.as_ref()]
            .into_iter()
            .flatten()
            .map(|text| text.to_string())
            .collect::<Vec<_>>()
    };
    // a mailbox is called as the programme is, which is no secret
    let own: Vec<String> = data
        .programme
        .values()
        .flat_map(|of| [of.title.to_string(), of.short.to_string()])
        .collect();
    let mut all: Vec<String> =
        data.contacts.values().flat_map(of).filter(|text| !own.contains(text)).collect();
    sort::by_key(&mut all, |text| std::cmp::Reverse(text.len()));
    all
}

fn redact_text(text: &str, secrets: &[String]) -> String {
    secrets.iter().fold(text.to_string(), |text, secret| {
        if text.contains(secret.as_str()) { text.replace(secret.as_str(), REDACTED) } else { text }
    })
}

fn redact_table(table: Table<'_>, secrets: Vec<String>) -> Table<'_> {
    let Table { headers: heads, len, cell } = table;
    let veil = move |row: usize, column: usize| match cell(row, column) {
        value @ (CellValue::Empty | CellValue::Number(_) | CellValue::Date(_)) => value,
        value => {
            let words = value.display();
            let shown = redact_text(&words, &secrets);
            if shown == words { value } else { CellValue::Text(Cow::Owned(shown)) }
        }
    };
    Table { headers: heads, len, cell: Box::new(veil) }
}

fn redact_detail(mut detail: Detail, secrets: &[String]) -> Detail {
    detail.heading = redact_text(&detail.heading, secrets);
    detail.subtitle = redact_text(&detail.subtitle, secrets);
    for part in &mut detail.entries {
        part.title = redact_text(&part.title, secrets);
        part.fragments.iter_mut().for_each(|piece| piece.text = redact_text(&piece.text, secrets));
    }
    detail
}
