//! What a slide says: its words with the values of places in them, the content of the view behind it, laid out for the screen.

use super::session::Show;
use crate::app::App;
use crate::detail::{Detail, Mark, lines};
use crate::model::{Contact, Place};
use crate::pane::Scene;
use crate::profile::deck::{Reveal, Slide};
use crate::query::{Content, Table, Value};
use crate::sort;
use crate::store::Dataset;
use crate::ui::big_title::Title;
use crate::ui::slide::{Laid, Pages};
use crate::ui::theme::Tone;
use crate::ui::{Drawn, put, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// The most cells of a line that people read from afar.
const WIDEST: u16 = 140;
/// The least screen of a picture; where there is less, its rows are told.
const PICTURE: (u16, u16) = (72, 20);
/// How many columns a small screen tells in the place of a picture.
const FEW: usize = 3;
/// What stands where a contact is hidden.
const HIDDEN: &str = "(hidden)";

/// A slide laid out.
pub(crate) struct Slides {
    pub(crate) heading: String,
    title: Title,
    /// Where the title begins; the content has its width.
    head: Rect,
    body: Rect,
    pub(crate) pages: Pages,
    pub(crate) reveals: bool,
}

/// How a slide fits on a screen.
#[derive(Default)]
pub struct Fit {
    /// What stands over it.
    pub title: String,
    /// How many screens it takes.
    pub screens: usize,
    /// Whether its title has room in large letters.
    pub large: bool,
}

impl Fit {
    /// What does not fit on one screen; none where all does.
    pub fn remark(&self) -> Option<String> {
        let screens = (self.screens > 1).then(|| format!("goes over {} screens", self.screens));
        let title = (!self.large).then(|| "has no room for large letters".to_string());
        let told: Vec<String> = [screens, title].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

impl Slides {
    /// The first step of the last page, or the last step where steps appear.
    pub(crate) fn start(&self) -> usize {
        let last = self.pages.steps() - 1;
        if self.reveals { last } else { self.pages.start(last) }
    }
}

impl App {
    /// The slide that is shown, laid out for the screen as it is.
    pub(crate) fn slides(&self) -> Option<Slides> {
        let show = self.show.as_ref()?;
        let slide = &show.deck.slides[show.at];
        let size = self.size;
        let (aside, above) = ((size.width / 24).max(2), (size.height / 18).max(1));
        let cells = size.width.saturating_sub(2 * aside).min(WIDEST);
        let column =
            Rect { x: size.x + (size.width - cells) / 2, y: size.y + above, width: cells, height: size.height.saturating_sub(above) };
        let heading = self.spoken(&slide.title);
        let room = cells.saturating_sub(2);
        let under = |title: &Title| {
            let top = title.lines() + if title.lines() == 0 { 0 } else { above };
            // the last line is the number's
            let body = Rect { y: column.y + top, height: column.height.saturating_sub(top + above.max(2)), ..column };
            (body, self.laid(show, slide, cells).pages(body.height as usize))
        };
        let mut title = Title::new(&heading, room, size.height, &self.glyphs);
        let (mut body, mut pages) = under(&title);
        // all on one page is worth more than a large title
        if title.is_large() && pages.count() > 1 {
            let small = Title::small(&heading, room);
            let (lower, fewer) = under(&small);
            if fewer.count() == 1 {
                (title, body, pages) = (small, lower, fewer);
            }
        }
        Some(Slides { heading, title, head: Rect { x: column.x + 2, width: room, ..column }, body, pages, reveals: slide.reveals() })
    }

    /// Everything that is on a slide.
    fn laid(&self, show: &Show, slide: &Slide, cells: u16) -> Laid {
        let mut laid = Laid::new(cells, slide.reveal == Reveal::Cells);
        laid.text(&self.spoken(&slide.text), Tone::Text, !slide.script.is_empty(), &self.glyphs);
        if let Some(fault) = &show.fault {
            laid.text(&fault.to_string(), Tone::Disputed, true, &self.glyphs);
            return laid;
        }
        let mark = |place: &str| {
            let place = Place::new(place);
            Mark { disputed: self.data.is_disputed(&place), overridden: self.data.is_overridden(&place) }
        };
        match self.slide_content() {
            Some(Content::Rows(table, below)) => {
                laid.table(&table, mark);
                below.iter().for_each(|line| laid.text(line, Tone::Dim, true, &self.glyphs));
            }
            Some(Content::Record(mut detail)) => {
                // what the title says is not said again
                if self.spoken(&slide.title) == detail.heading {
                    detail.heading.clear();
                }
                laid.detail(&detail);
            }
            Some(Content::Picture(table)) if self.size.width < PICTURE.0 || self.size.height < PICTURE.1 => {
                laid.table(&first(table), mark);
            }
            Some(Content::Picture(_)) => laid.picture(),
            None => {}
        }
        laid
    }

    /// What the view behind the slide says, contacts hidden where they are to be; none on a slide of words alone.
    pub fn slide_content(&self) -> Option<Content<'_>> {
        let show = self.show.as_ref()?;
        if show.deck.slides[show.at].script.is_empty() || show.fault.is_some() {
            return None;
        }
        let (tab, scene) = self.here();
        let content = self.why_detail().map_or_else(|| tab.content(scene), Content::Record);
        // where nothing matches, that is said
        let content = match content {
            Content::Rows(table, below) if table.len == 0 => Content::Rows(table, below.into_iter().chain([tab.words(scene)]).collect()),
            Content::Picture(table) if table.len == 0 => Content::Rows(table, vec![tab.words(scene)]),
            content => content,
        };
        if !show.hides {
            return Some(content);
        }
        let secret = secrets(&self.data);
        Some(match content {
            Content::Rows(table, below) => {
                let below = below.iter().map(|line| without(line, &secret)).collect();
                Content::Rows(veiled(table, secret), below)
            }
            Content::Picture(table) => Content::Picture(veiled(table, secret)),
            Content::Record(detail) => Content::Record(told_without(detail, &secret)),
        })
    }

    /// A text of a deck with the values of the places in it: `{phases/glo-act/budget}`.
    pub fn said(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, then)) = after.split_once('}').filter(|(place, _)| place.contains('/')) else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&self.value_in_words(place));
            rest = then;
        }
        out.push_str(rest);
        out
    }

    /// The places whose values a text tells.
    pub(crate) fn named_in(text: &str) -> impl Iterator<Item = &str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).filter(|place| place.contains('/'))
    }

    /// The steps at which each page of the slide is whole.
    pub fn slide_pages(&self) -> Vec<usize> {
        self.slides().map(|slides| slides.pages.wholes().collect()).unwrap_or_default()
    }

    /// How the slide fits on the screen.
    pub fn slide_fit(&self) -> Fit {
        let slides = self.slides();
        slides.map_or_else(Fit::default, |slides| Fit {
            large: slides.title.is_large() || slides.heading.is_empty(),
            screens: slides.pages.count(),
            title: slides.heading,
        })
    }

    /// The value of a place as a text tells it, with its sign where the sources disagree; unknown is said.
    fn value_in_words(&self, place: &str) -> String {
        let Ok(place) = self.data.resolve(place) else { return format!("(there is no {place})") };
        let sign = if self.data.is_disputed(&place) { format!("\u{a0}{}", self.glyphs.disputed) } else { String::new() };
        let words = match (self.data.row_of(&place), self.data.value_at(&place)) {
            (None, _) => return format!("(there is no {place})"),
            (Some(row), _) if place.path().is_none() => self.data.heading(row).into_owned(),
            (Some(_), None) => "unknown".into(),
            (Some(_), Some(value)) => {
                let lines = lines(&self.scene().scope, &place, &value);
                let told = |line: Vec<crate::detail::Piece>| line.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join(", ");
                lines.into_iter().map(told).collect::<Vec<_>>().join("; ")
            }
        };
        words + &sign
    }

    /// A text of a deck as people hear it: with values, and without contacts where these are hidden.
    pub(crate) fn spoken(&self, text: &str) -> String {
        self.hidden(self.said(text))
    }

    /// A text without contacts, where they are hidden.
    pub(crate) fn hidden(&self, text: String) -> String {
        if self.show.as_ref().is_some_and(|show| show.hides) { without(&text, &secrets(&self.data)) } else { text }
    }

    /// Draws the slide that is shown, if one is.
    pub(crate) fn draw_slide(&self, buf: &mut Buffer) -> Option<Drawn> {
        let show = self.on_slide()?;
        let area = self.size.intersection(buf.area);
        if show.blank {
            return Some(Drawn { cursor: Some(Position::new(area.x, area.bottom().saturating_sub(1))), ..Drawn::default() });
        }
        let Slides { title, head, body, pages, reveals, .. } = self.slides()?;
        title.draw(head, buf, &self.theme, &self.glyphs);
        // what leaves much room stands a little lower
        let free = if pages.count() == 1 { body.height.saturating_sub(pages.lines(show.step) as u16) } else { 0 };
        let body = Rect { y: body.y + free / 4, height: body.height - free / 4, ..body };
        let (mut eye, picture) = pages.draw(show.step, reveals, body, buf, &self.theme, &self.glyphs);
        if let Some(room) = picture {
            let (tab, scene) = self.here();
            // a picture takes the whole width
            let aside = head.x.min(self.size.width / 24 + 2);
            let room = Rect { x: aside, width: area.width.saturating_sub(2 * aside), ..room };
            tab.picture(Scene { body: room, ..scene }, buf);
        }
        if !reveals {
            eye = head.as_position();
        }
        let foot = Rect { x: head.x, y: area.bottom().saturating_sub(1), width: head.width, height: 1 };
        let dim = self.theme.style(Tone::Dim);
        let count = format!("{} of {}", show.at + 1, show.deck.slides.len());
        let page = format!("{count}, page {} of {}", pages.page_of(show.step) + 1, pages.count());
        let message = self.message.as_deref().unwrap_or_default();
        let number = match &*show.typed {
            "" if pages.count() > 1 && width(&page) + width(message) + 2 <= foot.width => page,
            "" => count,
            typed => format!("slide {typed}: Enter"),
        };
        let cells = width(&number);
        put(buf, foot.right().saturating_sub(cells), foot.y, cells, &number, dim);
        put(buf, foot.x, foot.y, foot.width.saturating_sub(cells + 2), message, dim);
        Some(Drawn { cursor: Some(eye), ..Drawn::default() })
    }
}

/// The first columns of a table: what a small screen tells in the place of a picture.
fn first(mut table: Table<'_>) -> Table<'_> {
    let shown = table.heads.iter_mut().filter(|head| head.shown);
    shown.skip(FEW).for_each(|head| head.shown = false);
    table
}

/// What a contact is reached by, and who it is.
fn secrets(data: &Dataset) -> Vec<String> {
    let of = |contact: &Contact| {
        [Some(&contact.name), contact.email.as_ref(), contact.other.as_ref()]
            .into_iter()
            .flatten()
            .map(|text| text.to_string())
            .collect::<Vec<_>>()
    };
    // a mailbox is called as the programme is, which is no secret
    let own: Vec<String> = data.programme.values().flat_map(|of| [of.title.to_string(), of.short.to_string()]).collect();
    let mut all: Vec<String> = data.contacts.values().flat_map(of).filter(|text| !own.contains(text)).collect();
    sort::by_key(&mut all, |text| std::cmp::Reverse(text.len()));
    all
}

fn without(text: &str, secrets: &[String]) -> String {
    secrets
        .iter()
        .fold(text.to_string(), |text, secret| if text.contains(secret.as_str()) { text.replace(secret.as_str(), HIDDEN) } else { text })
}

fn veiled(table: Table<'_>, secrets: Vec<String>) -> Table<'_> {
    let Table { heads, len, cell } = table;
    let veil = move |row: usize, column: usize| match cell(row, column) {
        value @ (Value::Empty | Value::Number(_) | Value::Date(_)) => value,
        value => {
            let words = value.words();
            let shown = without(&words, &secrets);
            if shown == words { value } else { Value::Text(Cow::Owned(shown)) }
        }
    };
    Table { heads, len, cell: Box::new(veil) }
}

fn told_without(mut detail: Detail, secrets: &[String]) -> Detail {
    detail.heading = without(&detail.heading, secrets);
    detail.about = without(&detail.about, secrets);
    for part in &mut detail.parts {
        part.title = without(&part.title, secrets);
        part.pieces.iter_mut().for_each(|piece| piece.text = without(&piece.text, secrets));
    }
    detail
}
