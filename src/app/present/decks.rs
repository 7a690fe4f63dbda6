//! Decks that can be shown: the programme's, the view where one is, any record, a person's own; and what is wrong with one.

use crate::app::App;
use crate::error::Problem;
use crate::error::{Error, Result};
use crate::model::Place;
use crate::model::text::capital;
use crate::pane::Tab;
use crate::profile::deck::{Deck, Slide};
use crate::store::Dataset;

/// Words that a deck of one's own cannot be called: they name other decks.
pub const TAKEN: &[&str] = &["programme", "view"];

impl App {
    /// The names of the decks that there are: the programme's, then the person's own.
    pub(crate) fn decks(&self) -> impl Iterator<Item = &str> {
        std::iter::once("programme").chain(self.own.decks.keys().map(String::as_str))
    }

    /// The deck that words name: `programme`, `view`, a place, or the name of a deck of one's own.
    pub fn deck_of(&self, words: &str) -> Result<(String, Deck)> {
        if let Some(deck) = self.own.decks.get(words) {
            return Ok((words.into(), deck.clone()));
        }
        match words {
            "" | "programme" => {
                let mut deck = Deck::bundled();
                // a pane that a person took out is not shown on slides either
                deck.slides.retain(|slide| {
                    let pane = slide.script.strip_prefix("go ").map(|rest| rest.split([';', ' ']).next().unwrap_or_default());
                    pane.is_none_or(|pane| self.tabs.iter().any(|tab| tab.name() == pane))
                });
                Ok(("programme".into(), deck))
            }
            "view" => {
                let title = capital(self.tabs[self.current].name());
                Ok(("this view".into(), Deck::of_view(self.heading().unwrap_or(title), self.view())))
            }
            place if place.contains('/') => self.deck_of_record(place),
            other => Err(Error::unknown("deck", other, self.decks().chain(["view"]))),
        }
    }

    /// Where one is as a script, the story that is told on top among it.
    fn view(&self) -> String {
        match self.why_place() {
            Some(place) => format!("{}; why {place}", self.link()),
            None => self.link(),
        }
    }

    /// What the record is called that is read, if one is.
    fn heading(&self) -> Option<String> {
        let (tab, scene) = self.here();
        let row = self.data.row_of(&tab.about(scene).filter(|_| tab.walks())?)?;
        Some(self.data.heading(row).into_owned())
    }

    /// Three slides of any record: what it is, all that is known of it, and where that comes from.
    fn deck_of_record(&self, place: &str) -> Result<(String, Deck)> {
        let place = self.data.resolve(place)?;
        let place = place.id().map_or(place.clone(), |id| Place::record(place.kind(), id));
        let row = self.data.row_of(&place).ok_or_else(|| Error::usage(format!("{place} is no record")).hint("for example countries/NP"))?;
        let (label, heading) = (self.data.label(row).to_string(), self.data.heading(row).into_owned());
        let about = crate::detail::about(&self.scene().scope, row);
        let mut text = vec![about];
        if heading != label {
            text.insert(0, heading);
        }
        // what it is in words, where its fields have some
        let value = self.data.value(row);
        let says = ["aim", "note", "activities", "text", "says"].iter().find_map(|field| value.get(field).map(|_| place.field(field)));
        text.extend(says.map(|place| format!("{{{place}}}")));
        let slide = |title: &str, text: String, script: String| Slide { title: title.into(), text, script, ..Slide::default() };
        let slides = vec![
            slide(&label, text.join("\n"), String::new()),
            slide("What is known", String::new(), format!("go {place}; open")),
            slide("Who says so", String::new(), format!("why {place}")),
        ];
        Ok((label, Deck { slides }))
    }

    /// The view where one is as a deck of one slide, to be kept in a file.
    pub(crate) fn deck_text(&self) -> Result<String> {
        Ok(self.deck_of("view")?.1.text())
    }

    /// What of a deck cannot be shown where there are these panes: steps that are none, places that are not there; each with its byte in the file.
    pub fn deck_faults(panes: &[Box<dyn Tab>], data: &Dataset, deck: &Deck) -> Vec<Problem> {
        let mut wrong = Vec::new();
        for (number, slide) in deck.slides.iter().enumerate() {
            let mut tell =
                |at: usize, e: Error| wrong.push(Problem { at, sentence: format!("slide {}: {}", number + 1, e.sentence), hint: e.hint });
            match App::script_fault(panes, &slide.script).or_else(|| App::shows_only(&slide.script)) {
                Some(e) => tell(slide.script_at, e),
                None => App::places_of(&slide.script)
                    .iter()
                    .filter_map(|place| data.resolve(place).err())
                    .for_each(|e| tell(slide.script_at, e)),
            }
            let named = [&slide.title, &slide.text, &slide.note].into_iter().flat_map(|text| App::named_in(text));
            named.filter_map(|place| data.resolve(place).err()).for_each(|e| tell(slide.at, e));
        }
        wrong
    }
}
