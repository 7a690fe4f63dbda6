//! Stories over whatever is below: where a value comes from, and what is wrong with the data.

use crate::app::App;
use crate::command::{Action, Motion};
use crate::detail::Detail;
use crate::detail::provenance::Why;
use crate::detail::{findings, override_diff};
use crate::error::{Error, Result};
use crate::model::Place;
use crate::pane::Reader;
use crate::ui::detail::lay;
use crate::ui::rich_text::{self, Sheet};
use crate::ui::{Drawn, header};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The story that is told, and where one is in it.
pub(crate) struct Told {
    of: Story,
    reader: Reader,
}

/// What a story is of.
enum Story {
    /// Where a value comes from.
    Value(Place),
    /// What is wrong or odd in the data.
    Findings,
    /// What overrides change: looked up once, for it reads the bundled data again.
    Changes(Detail),
}

impl App {
    /// Tells the story of a place; of where one is, when none is named.
    pub(crate) fn ask_why(&mut self, words: &str) -> Result<()> {
        let place = self.value_of(words)?;
        Why::ask(self.scene().scope, &place)?;
        self.why.push(Told { of: Story::Value(place), reader: Reader::default() });
        Ok(())
    }

    /// The value that words name; without words the one whose story is told, or where one is.
    pub(crate) fn value_of(&self, words: &str) -> Result<Place> {
        if !words.is_empty() {
            return self.data.resolve(words);
        }
        match self.why.last() {
            Some(Told { of: Story::Value(place), .. }) => Ok(place.clone()),
            Some(_) => Err(Error::usage("there is no value here")),
            None => self.tabs[self.current].about(self.scene()).ok_or_else(|| Error::usage("there is no value here")),
        }
    }

    /// Tells what is wrong or odd in the data.
    pub(crate) fn ask_findings(&mut self) -> Result<()> {
        if self.data.findings().is_empty() && self.broken.is_empty() {
            return Err(Error::usage("there is no finding: the data are as they should be"));
        }
        self.why.push(Told { of: Story::Findings, reader: Reader::default() });
        Ok(())
    }

    /// Tells what overrides change.
    pub(crate) fn ask_changes(&mut self) -> Result<()> {
        let detail = override_diff::detail(&self.data);
        if detail.parts.is_empty() {
            return Err(Error::usage("no override changes anything"));
        }
        self.why.push(Told { of: Story::Changes(detail), reader: Reader::default() });
        Ok(())
    }

    /// Tells stories of fresh data.
    pub(crate) fn retell(&mut self) {
        for told in &mut self.why {
            if let Story::Changes(detail) = &mut told.of {
                *detail = override_diff::detail(&self.data);
            }
        }
    }

    /// The story that is told, if one is.
    pub(crate) fn why_detail(&self) -> Option<Detail> {
        self.detail_of(self.why.last()?)
    }

    /// The place whose story is told, if that of one is.
    pub(crate) fn why_place(&self) -> Option<&Place> {
        match &self.why.last()?.of {
            Story::Value(place) => Some(place),
            _ => None,
        }
    }

    fn detail_of(&self, told: &Told) -> Option<Detail> {
        let scene = self.scene();
        Some(match &told.of {
            Story::Value(place) => Why::ask(scene.scope, place).ok()?.detail(),
            Story::Findings => findings::detail(&scene.scope, &self.broken),
            Story::Changes(detail) => detail.clone(),
        })
    }

    fn story(&self, told: &Told) -> Option<Sheet> {
        Some(lay(&self.detail_of(told)?, self.scene().body.width))
    }

    /// Follows a link of what is told: a value of a story has a story of its own, anything else is gone to.
    pub(crate) fn follow(&mut self, link: &Place) -> Result<()> {
        if !self.why.is_empty() && link.path().is_some() {
            return self.ask_why(link.as_str());
        }
        let here = self.been();
        self.go(link.as_str(), false)?;
        self.why.clear();
        self.leave(here, true);
        Ok(())
    }

    /// Does an action while a story is told; gives back whether it is done with that.
    pub(crate) fn act_in_why(&mut self, action: &Action) -> Result<bool> {
        let Some(told) = self.why.last() else { return Ok(false) };
        let Some(sheet) = self.story(told) else {
            self.why.clear();
            return Ok(false);
        };
        let height = self.scene().body.height as usize;
        let mut reader = told.reader;
        match action {
            Action::Quit | Action::Close | Action::Back | Action::Move(Motion::Left) => {
                self.why.pop();
                return Ok(true);
            }
            Action::Move(motion) => reader.scroll(&sheet, height, *motion),
            Action::Next | Action::Previous => {
                reader.step(&sheet, height, *action == Action::Next);
            }
            Action::Enter => {
                let link = sheet.links.get(reader.focus).cloned().ok_or_else(|| Error::usage("nothing here leads on"))?;
                self.follow(&link)?;
                return Ok(true);
            }
            Action::Leave | Action::Suspend | Action::Redraw | Action::Pick(..) | Action::Why(_) | Action::Findings | Action::Changes => {
                return Ok(false);
            }
            Action::Edit(_) | Action::TakeBack(_) | Action::Hints | Action::Copy(_) | Action::Mouse | Action::Present(_) => {
                return Ok(false);
            }
            _ => {
                self.why.clear();
                return Ok(false);
            }
        }
        if let Some(told) = self.why.last_mut() {
            told.reader = reader;
        }
        Ok(true)
    }

    /// Draws the story that is told, if one is.
    pub(crate) fn draw_why(&self, head: Rect, buf: &mut Buffer) -> Option<Drawn> {
        let told = self.why.last()?;
        let sheet = self.story(told)?;
        let scene = self.scene();
        let title = match told.of {
            Story::Value(_) => "Why?",
            Story::Findings => "Findings",
            Story::Changes(_) => "Overrides",
        };
        header::place(title, &[], "Enter follows, q closes", head, buf, &self.theme);
        Some(rich_text::draw(&sheet, told.reader.top, Some(told.reader.focus), scene.body, buf, &self.theme, &self.glyphs))
    }
}
