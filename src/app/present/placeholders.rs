//! Replaces the placeholders in the texts of a deck by values of the data:
//! `{phases/glo-act/budget}`.

use crate::app::App;
use crate::detail::{TextFragment, value_lines};

impl App {
    /// Returns a text with the values of its placeholders.
    pub fn expand_placeholders(&self, text: &str) -> String {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            expanded.push_str(before);
            match after.split_once('}').filter(|(path, _)| path.contains('/')) {
                Some((path, following)) => {
                    expanded.push_str(&self.display_value(path));
                    rest = following;
                }
                None => {
                    expanded.push('{');
                    rest = after;
                }
            }
        }
        expanded.push_str(rest);
        expanded
    }

    /// Returns the paths of the placeholders in a text.
    pub(crate) fn paths_in_text(text: &str) -> impl Iterator<Item = &str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .filter(|path| path.contains('/'))
    }

    /// Formats the value of a path, with a symbol where sources contradict each other.
    fn display_value(&self, path: &str) -> String {
        let data = self.data();
        let resolved = data.resolve_path(path);
        let record = resolved.as_ref().ok().and_then(|path| data.record_at(path));
        let (Ok(path), Some(record)) = (resolved, record) else {
            return format!("(there is no {path})");
        };
        let text = match data.value_at(&path) {
            _ if path.field_path().is_none() => data.title(record).into_owned(),
            None => "not stated".into(),
            Some(value) => {
                let lines = value_lines(&self.loaded.query(), &path, &value);
                let lines: Vec<String> = lines.iter().map(|line| join_fragments(line)).collect();
                lines.join("; ")
            }
        };
        if data.is_disputed(&path) {
            format!("{text}\u{a0}{}", self.glyphs().disputed)
        } else {
            text
        }
    }

    /// Returns a text of a deck as the audience sees it: with values, and without contacts while
    /// these are hidden.
    pub(crate) fn audience_text(&self, text: &str) -> String {
        self.redact(self.expand_placeholders(text))
    }
}

/// Joins the fragments of a line with commas.
pub(in crate::app) fn join_fragments(line: &[TextFragment]) -> String {
    let texts: Vec<&str> = line.iter().map(|fragment| fragment.text.as_str()).collect();
    texts.join(", ")
}
