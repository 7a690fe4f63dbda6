//! Builds one handout page: text, sources and footnotes of a slide.

use super::borrowed_place_legend::borrowed_place_legend;
use crate::app::App;
use crate::app::spoken_lines::replace_symbols;
use crate::detail::provenance_report::footnote;
use crate::export::handout::HandoutPage;
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;

impl App {
    /// Returns the current slide as a handout page, without its pictures.
    pub fn handout_page(&self) -> Option<HandoutPage<'_>> {
        let presentation = self.mode.presentation()?;
        let slide = presentation.slide();
        let content = self.slide_content();
        let mut paths = match self.explained_path() {
            Some(path) => vec![path.clone()],
            None if content.is_some() => self.panes.current().cited_records(self.context()),
            None => Vec::new(),
        };
        // values named in the texts are sources of the slide as its records are
        let named = App::paths_in_text(&slide.title).chain(App::paths_in_text(&slide.text));
        paths.extend(named.map(RecordPath::new));
        let (index, _) = presentation.position();
        Some(HandoutPage {
            number: presentation.slide_number(),
            title: self.slide_titles().swap_remove(index),
            text: self.audience_text(&slide.text),
            legend: content
                .as_ref()
                .and_then(|content| borrowed_place_legend(self.data(), content)),
            content,
            note: self.audience_text(&slide.note),
            sources: source_list(&self.loaded.query(), &paths),
            footnotes: self.footnotes(&paths),
            pictures: Vec::new(),
            page_count: 0,
        })
    }

    /// Returns the current view as a page, to send it.
    pub(in crate::app) fn view_page(&self) -> HandoutPage<'_> {
        let (pane, context) = self.current_pane();
        let paths = pane.cited_records(context);
        let content = self.view_content();
        HandoutPage {
            number: 1,
            title: replace_symbols(&pane.describe(context).heading),
            text: String::new(),
            legend: borrowed_place_legend(self.data(), &content),
            content: Some(content),
            note: String::new(),
            sources: source_list(&self.loaded.query(), &paths),
            footnotes: self.footnotes(&paths),
            pictures: Vec::new(),
            page_count: 0,
        }
    }

    /// Returns a footnote for each citation of the records: its id, and the claims of the sources.
    fn footnotes(&self, paths: &[RecordPath]) -> Vec<(String, String)> {
        let query = self.loaded.query();
        let mut footnotes = Vec::new();
        for id in self.data().citations().keys() {
            if !paths.iter().any(|path| citation_covers(id, path)) {
                continue;
            }
            if let Some(text) = footnote(&query, &RecordPath::new(&**id)) {
                footnotes.push((id.to_string(), self.redact(text)));
            }
        }
        footnotes
    }
}

/// Returns whether a citation is of a record or of a value in it.
fn citation_covers(id: &str, path: &RecordPath) -> bool {
    let path = path.as_str().strip_prefix("citations/").unwrap_or(path.as_str());
    id.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the sources of records and values, each once: its title and address.
fn source_list(query: &QueryContext, paths: &[RecordPath]) -> Vec<(String, Option<String>)> {
    let data = query.data;
    let mut ids: Vec<&str> = Vec::new();
    for path in paths {
        // a source stands for itself
        let own_id = path.id().filter(|_| path.kind() == Some(KindId::Sources));
        for id in query.sources_of(path).into_iter().chain(own_id) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let sources = ids.into_iter().filter_map(|id| data.sources().get(id));
    sources
        .map(|source| {
            (source.title.to_string(), source.address.as_ref().map(|address| address.to_string()))
        })
        .collect()
}
