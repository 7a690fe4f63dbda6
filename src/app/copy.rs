//! Taking things away: what can be copied from where one is, and as what.

use super::{App, Effect};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::export::{self, Format, TableStyle};
use crate::model::{RecordPath, Source};
use crate::query::Table;
use crate::store::to_pretty;
use crate::ui::detail::layout_detail;

/// Cells of a line in which a record is told as text.
const TEXT_WIDTH: u16 = 100;

/// The formats as people call them.
const FORMAT_LABELS: &[(&str, &str)] =
    &[("text", "text"), ("md", "Markdown"), ("csv", "CSV"), ("json", "JSON")];

/// Where a copy goes.
enum CopyTarget {
    Clipboard,
    File,
    Screen,
}

impl App {
    /// What can be copied here: the words of the step, and what they mean.
    pub(super) fn copy_choices(&self) -> Vec<(String, String)> {
        let (tab, scene) = self.current_pane();
        let mut all = Vec::new();
        let asked = tab.list_state();
        let (marked, shown) =
            asked.as_ref().map_or((0, 0), |asked| (asked.marked.len(), asked.rows.len()));
        let len = tab.table(scene).len;
        let formats = |all: &mut Vec<(String, String)>, what: &str, said: String| {
            all.extend(FORMAT_LABELS.iter().map(|(format, called)| {
                (format!("{what} {format}"), format!("{said} as {called}"))
            }));
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
            0 if len > 0 => formats(
                &mut all,
                "rows",
                if len == 1 { "1 row".into() } else { format!("all {len} rows") },
            ),
            0 => {}
            1 => formats(&mut all, "rows", "the marked row".into()),
            n => formats(&mut all, "rows", format!("the {n} marked rows")),
        }
        if marked > 0 {
            row(&mut all);
        }
        if let Some(place) = tab.focused_path(scene) {
            if place.field_path().is_some() {
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
    pub(super) fn copy(&mut self, words: &str) -> Result<()> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        let to = match words.last() {
            Some(&"clipboard") => Some(CopyTarget::Clipboard),
            Some(&"file") => Some(CopyTarget::File),
            Some(&"screen") => Some(CopyTarget::Screen),
            _ => None,
        };
        words.truncate(words.len() - usize::from(to.is_some()));
        let what = *words.first().unwrap_or(&"row");
        let named = words.get(1).copied().unwrap_or("text");
        let format = Format::by_name(named)?;
        let text = self.render_copy(what, format)?;
        let lines = text.lines().count();
        let said = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
        let name = format!("gloact-{}-{what}", self.current_pane().0.name());
        match to.unwrap_or(CopyTarget::Clipboard) {
            CopyTarget::Clipboard => self.push_effect(Effect::Clipboard(text, said)),
            CopyTarget::File => {
                let extension = if what == "deck" { "json" } else { format.file_extension() };
                self.push_effect(Effect::SaveFile(name, extension.into(), text));
            }
            CopyTarget::Screen => self.plain = Some((text, 0)),
        }
        Ok(())
    }

    fn render_copy(&self, what: &str, format: Format) -> Result<String> {
        let (tab, scene) = self.current_pane();
        let place = || self.path_or_focused("");
        let record = || {
            let place = place()?;
            self.data.record_at(&place).ok_or_else(|| Error::usage(format!("{place} is no record")))
        };
        match what {
            "row" | "rows" => {
                let asked = tab.list_state();
                let marked =
                    asked.as_ref().filter(|asked| what == "rows" && !asked.marked.is_empty());
                let whole = marked.map_or_else(
                    || tab.table(scene),
                    |asked| asked.row_set(scene, asked.marked).into_table(),
                );
                let selected =
                    asked.as_ref().and_then(|asked| asked.selected).filter(|_| what == "row");
                if what == "row" && selected.is_none() {
                    return Err(Error::usage("there is no row here").with_hint("copy rows"));
                }
                let Table { headers: heads, len, cell } = whole;
                let (first, len) = selected.map_or((0, len), |at| (at, 1));
                let cell = Box::new(move |row: usize, column: usize| cell(first + row, column));
                export::print(
                    &self.data,
                    tab.name(),
                    &Table { headers: heads, len, cell },
                    format,
                    TableStyle::default(),
                )
            }
            "value" => {
                let place = place()?;
                record()?;
                let value = place.field_path().and_then(|_| self.data.value_at(&place));
                let lines =
                    crate::detail::value_lines(&scene.query, &place, &value.unwrap_or_default());
                let words = |line: &Vec<crate::detail::Fragment>| {
                    line.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(", ")
                };
                Ok(lines.iter().map(words).collect::<Vec<_>>().join("\n"))
            }
            "record" if format == Format::Json => Ok(to_pretty(&self.data.value(record()?), 1)),
            "record" if format != Format::Table => {
                Err(Error::usage("a record is copied as text or JSON")
                    .with_hint("copy record json"))
            }
            "record" => {
                let laid = layout_detail(&Detail::for_record(&scene.query, record()?), TEXT_WIDTH);
                Ok(laid.text_lines().map(|line| format!("{}\n", line.trim())).collect())
            }
            "sources" => Ok(self.format_sources(&place()?)),
            "deck" => self.deck_text(),
            "link" => Ok(self.script()),
            "command" => Ok(format!("gloact --do '{}'", self.script().replace('\'', "'\\''"))),
            other => Err(Error::unknown_name(
                "thing to copy",
                other,
                ["row", "rows", "value", "record", "sources", "deck", "link", "command"],
            )),
        }
    }

    /// The sources of a value, else those of its record, a line each.
    fn format_sources(&self, place: &RecordPath) -> String {
        let data = &self.data;
        let cited: Vec<&str> = match data.citation(place) {
            Some(citation) => citation.0.iter().map(|side| &*side.source).collect(),
            None => data
                .record_at(place)
                .into_iter()
                .flat_map(|row| data.links(row))
                .filter(|(_, kind, _)| *kind == "sources")
                .map(|(.., id)| id)
                .collect(),
        };
        let told = cited
            .iter()
            .filter_map(|id| data.find("sources", id))
            .filter_map(|row| data.get::<Source>(row));
        let line = |source: &Source| {
            let parts = [Some(&source.title), source.publisher.as_ref(), source.address.as_ref()];
            let mut parts: Vec<String> =
                parts.into_iter().flatten().map(|part| part.to_string()).collect();
            if let Some(date) = &source.date {
                parts.insert(parts.len().min(2), date.display());
            }
            format!("{}\n", parts.join(", "))
        };
        let lines: String = told.map(line).collect();
        if lines.is_empty() { format!("no source is named for {place}\n") } else { lines }
    }
}
