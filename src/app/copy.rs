//! Taking things away: what can be copied from where one is, and as what.

use super::{App, Effect};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::export::{self, Format, Look};
use crate::model::{Place, Source};
use crate::query::Table;
use crate::store::pretty;
use crate::ui::detail::lay;

/// Cells of a line in which a record is told as text.
const TOLD: u16 = 100;

/// The formats as people call them.
const CALLED: &[(&str, &str)] = &[("text", "text"), ("md", "Markdown"), ("csv", "CSV"), ("json", "JSON")];

/// Where a copy goes.
enum Where {
    Clipboard,
    File,
    Screen,
}

impl App {
    /// What can be copied here: the words of the step, and what they mean.
    pub(super) fn copies(&self) -> Vec<(String, String)> {
        let (tab, scene) = self.here();
        let mut all = Vec::new();
        let asked = tab.asked();
        let (marked, shown) = asked.as_ref().map_or((0, 0), |asked| (asked.marked.len(), asked.rows.len()));
        let len = tab.table(scene).len;
        let formats = |all: &mut Vec<(String, String)>, what: &str, said: String| {
            all.extend(CALLED.iter().map(|(format, called)| (format!("{what} {format}"), format!("{said} as {called}"))));
        };
        // what was marked was marked to be copied
        let row = |all: &mut Vec<(String, String)>| {
            if asked.as_ref().is_some_and(|asked| asked.selected.is_some()) && shown > 0 {
                formats(all, "row", "the row".into());
            }
        };
        if marked == 0 {
            row(&mut all);
        }
        match marked {
            0 if len > 0 => formats(&mut all, "rows", if len == 1 { "1 row".into() } else { format!("all {len} rows") }),
            0 => {}
            1 => formats(&mut all, "rows", "the marked row".into()),
            n => formats(&mut all, "rows", format!("the {n} marked rows")),
        }
        if marked > 0 {
            row(&mut all);
        }
        if let Some(place) = tab.about(scene) {
            if place.path().is_some() {
                all.push(("value".into(), format!("the value of {place}")));
            }
            all.push(("record text".into(), "the record in full as text".into()));
            all.push(("record json".into(), "the record in full as JSON".into()));
            all.push(("sources".into(), "its sources, with addresses".into()));
        }
        all.push(("deck".into(), "this view as a deck of one slide, for your own".into()));
        all.push(("link".into(), "the way here as a line of script".into()));
        all.push(("command".into(), "the way here as a command for the shell".into()));
        all
    }

    /// Copies what words ask for: what, the format, where to.
    pub(super) fn copy(&mut self, words: &str) -> Result<Option<Effect>> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        let to = match words.last() {
            Some(&"clipboard") => Some(Where::Clipboard),
            Some(&"file") => Some(Where::File),
            Some(&"screen") => Some(Where::Screen),
            _ => None,
        };
        words.truncate(words.len() - usize::from(to.is_some()));
        let what = *words.first().unwrap_or(&"row");
        let named = words.get(1).copied().unwrap_or("text");
        let format = Format::named(named)?;
        let text = self.taken(what, format)?;
        let lines = text.lines().count();
        let said = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
        let name = format!("gloact-{}-{what}", self.here().0.name());
        Ok(match to.unwrap_or(Where::Clipboard) {
            Where::Clipboard => Some(Effect::Clipboard(text, said)),
            Where::File => Some(Effect::Save(name, if what == "deck" { "json" } else { format.ending() }.into(), text)),
            Where::Screen => {
                self.plain = Some((text, 0));
                None
            }
        })
    }

    fn taken(&self, what: &str, format: Format) -> Result<String> {
        let (tab, scene) = self.here();
        let place = || self.value_of("");
        let record = || {
            let place = place()?;
            self.data.row_of(&place).ok_or_else(|| Error::usage(format!("{place} is no record")))
        };
        match what {
            "row" | "rows" => {
                let asked = tab.asked();
                let marked = asked.as_ref().filter(|asked| what == "rows" && !asked.marked.is_empty());
                let whole = marked.map_or_else(|| tab.table(scene), |asked| asked.rows_of(scene, asked.marked).table());
                let selected = asked.as_ref().and_then(|asked| asked.selected).filter(|_| what == "row");
                if what == "row" && selected.is_none() {
                    return Err(Error::usage("there is no row here").hint("copy rows"));
                }
                let Table { heads, len, cell } = whole;
                let (first, len) = selected.map_or((0, len), |at| (at, 1));
                let cell = Box::new(move |row: usize, column: usize| cell(first + row, column));
                export::print(&self.data, tab.name(), &Table { heads, len, cell }, format, Look::default())
            }
            "value" => {
                let place = place()?;
                record()?;
                let value = place.path().and_then(|_| self.data.value_at(&place));
                let lines = crate::detail::lines(&scene.scope, &place, &value.unwrap_or_default());
                let words = |line: &Vec<crate::detail::Piece>| line.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(", ");
                Ok(lines.iter().map(words).collect::<Vec<_>>().join("\n"))
            }
            "record" if format == Format::Json => Ok(pretty(&self.data.value(record()?), 1)),
            "record" if format != Format::Table => Err(Error::usage("a record is copied as text or JSON").hint("copy record json")),
            "record" => {
                let laid = lay(&Detail::of(&scene.scope, record()?), TOLD);
                Ok(laid.text_lines().map(|line| format!("{}\n", line.trim())).collect())
            }
            "sources" => Ok(self.sources_of(&place()?)),
            "deck" => self.deck_text(),
            "link" => Ok(self.link()),
            "command" => Ok(format!("gloact --do '{}'", self.link().replace('\'', "'\\''"))),
            other => Err(Error::unknown("thing to copy", other, ["row", "rows", "value", "record", "sources", "deck", "link", "command"])),
        }
    }

    /// The sources of a value, else those of its record, a line each.
    fn sources_of(&self, place: &Place) -> String {
        let data = &self.data;
        let cited: Vec<&str> = match data.citation(place) {
            Some(citation) => citation.0.iter().map(|side| &*side.source).collect(),
            None => data
                .row_of(place)
                .into_iter()
                .flat_map(|row| data.links(row))
                .filter(|(_, kind, _)| *kind == "sources")
                .map(|(.., id)| id)
                .collect(),
        };
        let told = cited.iter().filter_map(|id| data.row("sources", id)).filter_map(|row| data.get::<Source>(row));
        let line = |source: &Source| {
            let parts = [Some(&source.title), source.publisher.as_ref(), source.address.as_ref()];
            let mut parts: Vec<String> = parts.into_iter().flatten().map(|part| part.to_string()).collect();
            if let Some(date) = &source.date {
                parts.insert(parts.len().min(2), date.words());
            }
            format!("{}\n", parts.join(", "))
        };
        let lines: String = told.map(line).collect();
        if lines.is_empty() { format!("no source is named for {place}\n") } else { lines }
    }
}
