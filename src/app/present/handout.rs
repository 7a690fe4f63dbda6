//! A slide to hand out: what it says, what it rests on, and what the sources say of it when they differ.

use crate::app::App;
use crate::detail::provenance::footnote;
use crate::export::deck::HandoutPage;
use crate::model::{RecordPath, Source};
use crate::store::Dataset;

impl App {
    /// How many slides are shown; 0 while none are.
    pub fn slide_count(&self) -> usize {
        self.presentation.as_ref().map_or(0, |show| show.deck.slides.len())
    }

    /// What the deck is called that is shown.
    pub fn presentation_name(&self) -> String {
        self.redact(self.presentation.as_ref().map(|show| show.name.clone()).unwrap_or_default())
    }

    /// The slide that is shown, to hand out; its pictures are to be added.
    pub fn handout_page(&self) -> Option<HandoutPage<'_>> {
        let show = self.presentation.as_ref()?;
        let slide = &show.deck.slides[show.slide_index];
        let scene = self.context();
        let mut places = match (self.explained_path(), self.slide_content().is_some()) {
            (Some(place), _) => vec![place.clone()],
            (None, true) => self.current_pane().0.cited_records(scene),
            (None, false) => Vec::new(),
        };
        // values that are named in words stand behind a slide as its records do
        places.extend(
            App::paths_in_text(&slide.title)
                .chain(App::paths_in_text(&slide.text))
                .map(RecordPath::new),
        );
        let mut footnotes: Vec<(String, String)> = Vec::new();
        for id in self
            .data
            .citations
            .keys()
            .filter(|id| places.iter().any(|place| citation_covers(id, place)))
        {
            footnotes.extend(
                footnote(&scene.query, &RecordPath::new(&**id))
                    .map(|words| (id.to_string(), self.redact(words))),
            );
        }
        Some(HandoutPage {
            number: show.slide_index + 1,
            title: self.slide_titles().swap_remove(show.slide_index),
            text: self.audience_text(&slide.text),
            content: self.slide_content(),
            note: self.audience_text(&slide.note),
            sources: source_list(&self.data, &places),
            footnotes,
            pictures: Vec::new(),
        })
    }
}

/// Whether a citation is of a record or of a value in it.
fn citation_covers(id: &str, place: &RecordPath) -> bool {
    let place = place.as_str().strip_prefix("citations/").unwrap_or(place.as_str());
    id.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The sources of records and of values in them, each once: what it is called, and its address.
fn source_list(data: &Dataset, places: &[RecordPath]) -> Vec<(String, Option<String>)> {
    let mut ids: Vec<&str> = Vec::new();
    for place in places {
        // a value has sources of its own where it is cited; else those of its record speak for it
        let sides: Vec<&str> = data
            .citation(place)
            .into_iter()
            .flat_map(|citation| &citation.0)
            .map(|side| &*side.source)
            .collect();
        let row =
            data.record_at(place).filter(|_| place.field_path().is_none() || sides.is_empty());
        let general = row
            .into_iter()
            .flat_map(|row| data.links(row))
            .filter(|(_, kind, _)| *kind == "sources")
            .map(|(.., id)| id);
        let own = place.id().filter(|_| place.kind() == "sources");
        for id in sides.iter().copied().chain(general).chain(own) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let told = |source: &Source| {
        (source.title.to_string(), source.address.as_ref().map(|address| address.to_string()))
    };
    ids.into_iter().filter_map(|id| data.sources.get(id)).map(told).collect()
}
