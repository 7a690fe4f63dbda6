//! Prints handouts as Markdown.

use super::{HandoutPage, is_web_url};
use crate::detail::{Detail, DetailEntryKind, PaneContent};
use crate::export::markdown;
use crate::query::{CellValue, ColumnHeader, Table};

/// Returns rows as Markdown, with dates in words.
fn readable_table(table: &Table) -> String {
    let head = |head: &ColumnHeader| ColumnHeader {
        key: head.key.clone(),
        title: head.title.clone(),
        ..*head
    };
    let cell = |row: usize, column: usize| match (table.cell)(row, column) {
        value @ CellValue::Date(_) => CellValue::Text(value.display().into()),
        value => value,
    };
    markdown::print(&Table {
        headers: table.headers.iter().map(head).collect(),
        len: table.len,
        cell: Box::new(cell),
    })
}

/// Escapes a line that would begin a heading, a list or a rule.
fn escape_line_start(line: &str) -> String {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match line.chars().next() {
        Some('#' | '+' | '-' | '=' | '~') => format!("\\{line}"),
        Some(c) if c.is_ascii_digit() && number.starts_with(['.', ')']) => {
            format!("{}\\{number}", &line[..line.len() - number.len()])
        }
        _ => line.to_string(),
    }
}

/// Returns one slide of the Markdown handout.
pub fn markdown_slide(page: &HandoutPage) -> String {
    let heading = format!("## {}. {}\n\n", page.number, markdown::escape(&page.title));
    let text = markdown_lines(&page.text, "");
    with_single_blank_lines(format!("{heading}{text}{}", markdown_body(page)))
}

/// Returns a view as a Markdown page, with its legend, footnotes and sources.
pub fn markdown_page(page: &HandoutPage) -> String {
    let heading = format!("# {}\n\n", markdown::escape(&page.title));
    with_single_blank_lines(format!("{heading}{}", markdown_body(page)))
}

/// Removes all but one of blank lines that follow one another.
fn with_single_blank_lines(mut text: String) -> String {
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

/// Returns the content of a page, and what explains it.
fn markdown_body(page: &HandoutPage) -> String {
    let mut out = String::new();
    match &page.content {
        Some(PaneContent::Rows(table, below)) => {
            out.push_str(&readable_table(table));
            for line in below {
                out.push_str(&format!("\n{}\n", markdown::escape(line)));
            }
        }
        Some(PaneContent::Picture(table)) => out.push_str(&readable_table(table)),
        Some(PaneContent::Record(detail)) => out.push_str(&markdown_record(detail)),
        None => {}
    }
    if let Some(legend) = page.legend {
        out.push_str(&format!("\n{}\n", markdown::escape(legend)));
    }
    for (number, (_, words)) in page.footnotes.iter().enumerate() {
        out.push_str(&format!(
            "{}{}. ≠ {}\n",
            if number == 0 { "\n" } else { "" },
            number + 1,
            markdown::escape(words)
        ));
    }
    if !page.note.is_empty() {
        out.push_str(&format!("\n{}", markdown_lines(&page.note, "> ")));
    }
    if !page.sources.is_empty() {
        out.push_str("\nSources:\n\n");
        for (title, address) in &page.sources {
            let address = address
                .as_ref()
                .filter(|address| is_web_url(address))
                .map(|address| format!(" <{address}>"))
                .unwrap_or_default();
            out.push_str(&format!("- {}{address}\n", markdown::escape(title)));
        }
    }
    out.push('\n');
    out
}

/// Returns lines and items as Markdown, each line after `prefix`.
fn markdown_lines(text: &str, prefix: &str) -> String {
    let blank = prefix.trim_end();
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(item) = line.strip_prefix("- ") {
            out.push(format!("{prefix}- {}", markdown::escape(item)));
        } else {
            // the beginning of a line may be markup, and an item before it ends
            let line = escape_line_start(&markdown::escape(line));
            out.extend([blank.to_string(), format!("{prefix}{line}"), blank.to_string()]);
        }
    }
    // only whole blank lines: a text may end with the sign of a quotation
    while out.last().is_some_and(|line| line == blank) {
        out.pop();
    }
    format!("{}\n\n", out.join("\n"))
}

/// Returns a record as Markdown: its heading, and its fields as a list.
fn markdown_record(detail: &Detail) -> String {
    let (heading, subtitle) =
        (markdown::escape(&detail.heading), markdown::escape(&detail.subtitle));
    let mut out = format!("**{heading}** {subtitle}\n\n");
    for entry in &detail.entries {
        let texts: Vec<&str> =
            entry.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
        let sign = if entry.flags.disputed { "≠ " } else { "" };
        let text = format!("{sign}{}", markdown::escape(&texts.join(", ")));
        let title = markdown::escape(&entry.title);
        out.push_str(&match entry.kind {
            DetailEntryKind::Heading => format!("\n### {title}\n\n"),
            DetailEntryKind::Field if !title.is_empty() => format!("- **{title}**: {text}\n"),
            _ => format!("- {text}\n"),
        });
    }
    out
}
