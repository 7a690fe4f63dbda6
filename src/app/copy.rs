//! Copies rows, values, links or records to the clipboard, a file or the screen.

use super::overlay::copied_text_view::CopiedTextView;
use super::present::placeholders::join_fragments;
use super::{App, Effect};
use crate::detail::{Detail, value_lines};
use crate::error::{Error, Result};
use crate::export::{self, ExportFormat, TableStyle};
use crate::model::text::BYTE_ORDER_MARK;
use crate::model::{RecordPath, Source};
use crate::query::Table;
use crate::store::to_pretty;
use crate::ui::detail_layout::layout_detail;

/// Width of a line, in cells, in which a record is copied as text.
const TEXT_WIDTH: u16 = 100;

/// The formats of rows, and their labels.
const FORMAT_LABELS: &[(&str, &str)] = &[
    ("text", "text"),
    ("md", "Markdown"),
    ("csv", "CSV"),
    ("excel", "CSV for Excel"),
    ("tsv", "cells between tabs, for spreadsheets"),
    ("json", "JSON"),
];

/// Views that are copied as a whole, and their labels.
const VIEW_LABELS: &[(&str, &str)] = &[
    ("mail", "this view as text for an e-mail, with differences and sources"),
    ("page", "this view as Markdown, with its legend, differences and sources"),
];

/// All that can be copied.
const COPIES: [&str; 11] = [
    "row", "rows", "mail", "page", "value", "record", "sources", "deck", "link", "command", "iati",
];

/// A copy, and how it is saved.
struct Copied {
    contents: Vec<u8>,
    extension: &'static str,
    /// Sentences about what it leaves out.
    omissions: Vec<String>,
}

enum CopyTarget {
    Clipboard,
    File,
    Screen,
}

impl CopyTarget {
    fn by_name(name: &str) -> Option<CopyTarget> {
        match name {
            "clipboard" => Some(CopyTarget::Clipboard),
            "file" => Some(CopyTarget::File),
            "screen" => Some(CopyTarget::Screen),
            _ => None,
        }
    }
}

impl App {
    /// Returns what can be copied here: the words of the step, and a label.
    pub(super) fn copy_choices(&self) -> Vec<(String, String)> {
        let (pane, context) = self.current_pane();
        let mut choices = Vec::new();
        let mut add = |what: &str, label: &str| choices.push((what.to_string(), label.to_string()));
        for (rows, label) in self.row_choices() {
            for (format, name) in FORMAT_LABELS {
                add(&format!("{rows} {format}"), &format!("{label} as {name}"));
            }
            if rows == "rows" {
                if export::has_calendar_rows(self.data(), &self.copied_rows()) {
                    add("rows ics", &format!("{label} as a calendar"));
                }
                add("rows xlsx file", &format!("{label} as a workbook, in a file"));
            }
        }
        for (what, label) in VIEW_LABELS {
            add(what, label);
        }
        if let Some(path) = pane.focused_path(context) {
            if path.field_path().is_some() {
                add("value", &format!("the value of {path}"));
            }
            add("record text", "the record in full as text");
            add("record json", "the record in full as JSON");
            add("sources", "its sources, with addresses");
        }
        add("deck", "this view as a deck of one slide");
        add("link", "a script that leads here");
        add("command", "a shell command that leads here");
        add("iati file", "the programme as a file of IATI");
        choices
    }

    /// Returns the sets of rows that can be copied. Marked rows come first: they were marked to be
    /// copied.
    fn row_choices(&self) -> Vec<(&'static str, String)> {
        let (pane, context) = self.current_pane();
        let list = pane.current_list();
        let marked = list.as_ref().map_or(0, |list| list.marked.len());
        let has_row = list.is_some_and(|list| list.selected.is_some() && !list.rows.is_empty());
        let rows = match (marked, pane.table(context).len) {
            (0, 0) => None,
            (0, 1) => Some("1 row".to_string()),
            (0, count) => Some(format!("all {count} rows")),
            (1, _) => Some("the marked row".into()),
            (count, _) => Some(format!("the {count} marked rows")),
        };
        let mut choices = Vec::new();
        if let Some(label) = rows {
            choices.push(("rows", label));
        }
        if has_row {
            let position = if marked == 0 { 0 } else { choices.len() };
            choices.insert(position, ("row", "the row".into()));
        }
        choices
    }

    /// Copies what words name: what, its format, and the target: `rows md file`.
    pub(super) fn copy(&mut self, words: &str) -> Result<()> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        let mut targets = Vec::new();
        while let Some(target) = words.last().and_then(|word| CopyTarget::by_name(word)) {
            targets.push(target);
            words.pop();
        }
        // the first one holds: some things are for files alone
        let target = targets.pop().unwrap_or(CopyTarget::Clipboard);
        let what = words.first().copied().unwrap_or("row");
        let format = ExportFormat::by_name(words.get(1).copied().unwrap_or("text"))?;
        let copied = self.copied(what, format)?;
        if let CopyTarget::File = target {
            let name = format!("gloact-{}-{what}", self.panes.current().name());
            let Copied { contents, extension, omissions } = copied;
            let extension = extension.into();
            self.push_effect(Effect::SaveFile { name, extension, contents, omissions });
            return Ok(());
        }
        let Ok(text) = String::from_utf8(copied.contents) else {
            return Err(Error::usage("a workbook is no text: it is written to a file")
                .with_hint("copy rows xlsx file"));
        };
        // the mark is for files
        let text = text.trim_start_matches(BYTE_ORDER_MARK).to_string();
        if let CopyTarget::Screen = target {
            self.overlays.push(CopiedTextView::open(text));
            return Ok(());
        }
        let size = match text.lines().count() {
            1 => "1 line".to_string(),
            count => format!("{count} lines"),
        };
        let size = [vec![size], copied.omissions].concat().join("; ");
        self.push_effect(Effect::Clipboard(text, size));
        Ok(())
    }

    /// Returns the copy of a thing in a format.
    fn copied(&self, what: &str, format: ExportFormat) -> Result<Copied> {
        let mut omissions = Vec::new();
        let (contents, extension) = match (what, format) {
            ("iati", _) => {
                let file = self.iati_file()?;
                if !file.omissions.is_empty() {
                    omissions.push("gloact export iati tells what IATI cannot state".into());
                }
                (file.text.into_bytes(), "xml")
            }
            ("rows", ExportFormat::Xlsx) => {
                let name = self.panes.current().name();
                let workbook = export::workbook(self.data(), name, &self.copied_rows())?;
                (workbook, format.file_extension())
            }
            _ => {
                if (what, format) == ("rows", ExportFormat::Ics) {
                    omissions = export::calendar_omissions(self.data(), &self.copied_rows());
                }
                let extension = match what {
                    "deck" => "json",
                    "page" => "md",
                    _ => format.file_extension(),
                };
                (self.render_copy(what, format)?.into_bytes(), extension)
            }
        };
        Ok(Copied { contents, extension, omissions })
    }

    fn render_copy(&self, what: &str, format: ExportFormat) -> Result<String> {
        match what {
            "row" => self.render_row(format),
            "rows" => self.render_rows(format),
            "mail" => Ok(self.mail_text()),
            "page" => Ok(self.markdown_view()),
            "value" => self.render_value(),
            "record" => self.render_record(format),
            "sources" => Ok(self.render_sources(&self.path_or_focused("")?)),
            "deck" => self.deck_text(),
            "link" => Ok(self.script()),
            "command" => Ok(format!("gloact --do '{}'", self.script().replace('\'', "'\\''"))),
            other => Err(Error::unknown_name("thing to copy", other, COPIES)),
        }
    }

    fn render_row(&self, format: ExportFormat) -> Result<String> {
        let (pane, context) = self.current_pane();
        let selected = pane
            .current_list()
            .and_then(|list| list.selected)
            .ok_or_else(|| Error::usage("no row is selected").with_hint("copy rows"))?;
        let Table { headers, cell, .. } = pane.table(context);
        let cell = Box::new(move |row: usize, column: usize| cell(selected + row, column));
        self.render_table(&Table { headers, len: 1, cell }, format)
    }

    fn render_rows(&self, format: ExportFormat) -> Result<String> {
        self.render_table(&self.copied_rows(), format)
    }

    /// Returns the marked rows, or all.
    fn copied_rows(&self) -> Table<'_> {
        let (pane, context) = self.current_pane();
        match pane.current_list().filter(|list| !list.marked.is_empty()) {
            Some(list) => list.list_rows(context, list.marked).into_table(),
            None => pane.table(context),
        }
    }

    fn render_table(&self, table: &Table, format: ExportFormat) -> Result<String> {
        let name = self.panes.current().name();
        export::print(self.data(), name, table, format, TableStyle::default())
    }

    fn render_value(&self) -> Result<String> {
        let path = self.path_or_focused("")?;
        self.record_of(&path)?;
        let value = path.field_path().and_then(|_| self.data().value_at(&path));
        let lines = value_lines(&self.loaded.query(), &path, &value.unwrap_or_default());
        let lines: Vec<String> = lines.iter().map(|line| join_fragments(line)).collect();
        Ok(lines.join("\n"))
    }

    fn render_record(&self, format: ExportFormat) -> Result<String> {
        let record = self.record_of(&self.path_or_focused("")?)?;
        match format {
            ExportFormat::Json => Ok(to_pretty(&self.data().value(record), 1)),
            ExportFormat::Table => {
                let detail = Detail::for_record(&self.loaded.query(), record);
                let text = layout_detail(&detail, TEXT_WIDTH);
                Ok(text.text_lines().map(|line| format!("{}\n", line.trim())).collect())
            }
            _ => {
                Err(Error::usage("a record is copied as text or JSON")
                    .with_hint("copy record json"))
            }
        }
    }

    /// Renders the sources of a value, else those of its record, one a line.
    fn render_sources(&self, path: &RecordPath) -> String {
        let data = self.data();
        let query = self.loaded.query();
        let ids = query.sources_of(path).into_iter();
        let sources = ids.filter_map(|id| data.sources().get(id));
        let lines: String = sources.map(|source| format!("{}\n", source_line(source))).collect();
        if lines.is_empty() { format!("no source is stated for {path}\n") } else { lines }
    }
}

/// Formats a source: title, publisher, date, address.
fn source_line(source: &Source) -> String {
    let parts = [Some(&source.title), source.publisher.as_ref(), source.address.as_ref()];
    let mut parts: Vec<String> = parts.into_iter().flatten().map(|part| part.to_string()).collect();
    if let Some(date) = &source.date {
        parts.insert(parts.len().min(2), date.display());
    }
    parts.join(", ")
}
