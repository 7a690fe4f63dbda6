//! Decks that can be shown: the programme's, the view where one is, any record, a person's own; and what is wrong with one.

use crate::app::App;
use crate::error::Problem;
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::model::text::capitalize;
use crate::pane::Pane;
use crate::profile::deck::{Deck, Slide};
use crate::store::Dataset;

/// Words that a deck of one's own cannot be called: they name other decks.
pub const RESERVED_DECK_NAMES: &[&str] = &["programme", "view"];

impl App {
    /// The names of the decks that there are: the programme's, then the person's own.
    pub(crate) fn deck_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once("programme").chain(self.profile.decks.keys().map(String::as_str))
    }

    /// The deck that words name: `programme`, `view`, a place, or the name of a deck of one's own.
    pub fn find_deck(&self, words: &str) -> Result<(String, Deck)> {
        if let Some(deck) = self.profile.decks.get(words) {
            return Ok((words.into(), deck.clone()));
        }
        match words {
            "" | "programme" => {
                let mut deck = Deck::bundled();
                // a pane that a person took out is not shown on slides either
                deck.slides.retain(|slide| {
                    let pane = slide
                        .script
                        .strip_prefix("go ")
                        .map(|rest| rest.split([';', ' ']).next().unwrap_or_default());
                    pane.is_none_or(|pane| self.panes.iter().any(|tab| tab.name() == pane))
                });
                Ok(("programme".into(), deck))
            }
            "view" => {
                let title = capitalize(self.panes[self.current].name());
                Ok((
                    "this view".into(),
                    Deck::single_slide(
                        self.open_record_title().unwrap_or(title),
                        self.view_script(),
                    ),
                ))
            }
            place if place.contains('/') => self.record_deck(place),
            other => Err(Error::unknown_name("deck", other, self.deck_names().chain(["view"]))),
        }
    }

    /// Where one is as a script, the story that is told on top among it.
    fn view_script(&self) -> String {
        match self.explained_path() {
            Some(place) => format!("{}; why {place}", self.script()),
            None => self.script(),
        }
    }

    /// What the record is called that is read, if one is.
    fn open_record_title(&self) -> Option<String> {
        let (tab, scene) = self.current_pane();
        let row =
            self.data.record_at(&tab.focused_path(scene).filter(|_| tab.tab_cycles_links())?)?;
        Some(self.data.title(row).into_owned())
    }

    /// Three slides of any record: what it is, all that is known of it, and where that comes from.
    fn record_deck(&self, path: &str) -> Result<(String, Deck)> {
        let place = self.data.resolve_path(path)?;
        let place = place.id().map_or(place.clone(), |id| RecordPath::for_record(place.kind(), id));
        let row = self.data.record_at(&place).ok_or_else(|| {
            Error::usage(format!("{place} is no record")).with_hint("for example countries/NP")
        })?;
        let (label, heading) =
            (self.data.short_label(row).to_string(), self.data.title(row).into_owned());
        let about = crate::detail::subtitle(&self.context().query, row);
        let mut text = vec![about];
        if heading != label {
            text.insert(0, heading);
        }
        // what it is in words, where its fields have some
        let value = self.data.value(row);
        let says = ["aim", "note", "activities", "text", "says"]
            .iter()
            .find_map(|field| value.get(field).map(|_| place.join(field)));
        text.extend(says.map(|place| format!("{{{place}}}")));
        let slide = |title: &str, text: String, script: String| Slide {
            title: title.into(),
            text,
            script,
            ..Slide::default()
        };
        let slides = vec![
            slide(&label, text.join("\n"), String::new()),
            slide("What is known", String::new(), format!("go {place}; open")),
            slide("Who says so", String::new(), format!("why {place}")),
        ];
        Ok((label, Deck { slides }))
    }

    /// The view where one is as a deck of one slide, to be kept in a file.
    pub(crate) fn deck_text(&self) -> Result<String> {
        Ok(self.find_deck("view")?.1.to_json())
    }

    /// What of a deck cannot be shown where there are these panes: steps that are none, places that are not there; each with its byte in the file.
    pub fn validate_deck(panes: &[Box<dyn Pane>], data: &Dataset, deck: &Deck) -> Vec<Problem> {
        let mut wrong = Vec::new();
        for (number, slide) in deck.slides.iter().enumerate() {
            let mut tell = |at: usize, e: Error| {
                wrong.push(Problem {
                    offset: at,
                    message: format!("slide {}: {}", number + 1, e.message),
                    hint: e.hint,
                })
            };
            match App::validate_script(panes, &slide.script)
                .or_else(|| App::check_view_only(&slide.script))
            {
                Some(e) => tell(slide.script_offset, e),
                None => App::paths_in_script(&slide.script)
                    .iter()
                    .filter_map(|place| data.resolve_path(place).err())
                    .for_each(|e| tell(slide.script_offset, e)),
            }
            let named = [&slide.title, &slide.text, &slide.note]
                .into_iter()
                .flat_map(|text| App::paths_in_text(text));
            named
                .filter_map(|place| data.resolve_path(place).err())
                .for_each(|e| tell(slide.offset, e));
        }
        wrong
    }
}
