//! `gloact check`: every finding with the line it is about.

use super::{GlobalArgs, load_dataset, print};
use crate::error::{ErrorKind, Result};
use crate::model::text::sanitize;
use crate::store::{Dataset, Finding, Severity, to_pretty};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level as SnippetLevel, Origin, Renderer, Snippet,
};
use clap::{Args, ValueEnum};
use serde_json::json;

/// Tell what is wrong or odd in the data; ends with 3 when there are errors
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact check
  gloact check --format lines")]
pub(super) struct Check {
    /// With the line that each is about, a line each, or for machines
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: CheckFormat,
}

/// How findings are printed.
#[derive(Clone, Copy, ValueEnum)]
enum CheckFormat {
    Text,
    Lines,
    Json,
}

/// The longest line that is shown with a finding, in bytes.
const MAX_SNIPPET_BYTES: usize = 300;

impl Check {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        let count =
            |level| data.findings().iter().filter(|finding| finding.severity == level).count();
        let (errors, warnings, notes) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        let sum = format!("errors {errors}, warnings {warnings}, notes {notes}\n");
        let out = match self.format {
            CheckFormat::Text => {
                data.findings()
                    .iter()
                    .map(|finding| format!("{}\n\n", render_finding(&data, finding)))
                    .collect::<String>()
                    + &sum
            }
            CheckFormat::Lines => {
                data.findings()
                    .iter()
                    .map(|finding| format!("{}\n", finding.format_line(data.layers())))
                    .collect::<String>()
                    + &sum
            }
            CheckFormat::Json => to_json(&data, (errors, warnings, notes)),
        };
        print(&out)?;
        Ok(if errors > 0 { ErrorKind::InvalidData as u8 } else { 0 })
    }
}

/// A finding with its line and a mark under what it is about.
fn render_finding(data: &Dataset, finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => SnippetLevel::ERROR,
        Severity::Warning => SnippetLevel::WARNING,
        Severity::Note => SnippetLevel::NOTE,
    };
    let layer = &data.layers()[finding.layer as usize];
    let (line, column) = layer.position(finding.offset);
    let place = if finding.path.as_str().is_empty() {
        String::new()
    } else {
        format!("{}: ", finding.path)
    };
    let title = format!("{place}{}", finding.message);
    let (text, offset) = (layer.written(), layer.char_start(finding.offset));
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let source = text[start..].lines().next().unwrap_or_default();
    // a line that is long, or is shown otherwise than it stands, has no place for a mark
    let plain =
        source.len() <= MAX_SNIPPET_BYTES && !source.is_empty() && sanitize(source) == source;
    let within = (offset - start).min(source.len());
    let where_it_is: Element = if plain {
        let mark = AnnotationKind::Primary.span(within..within + token_len(&source[within..]));
        Snippet::source(source).path(&*layer.name).line_start(line).annotation(mark).into()
    } else {
        Origin::path(&*layer.name).line(line).char_column(column).into()
    };
    let mut group = Group::with_title(severity.primary_title(&title)).element(where_it_is);
    if let Some(hint) = &finding.hint {
        group = group.element(SnippetLevel::HELP.message(hint));
    }
    Renderer::plain().render(&[group])
}

/// How many bytes the value or name at the start of a text takes.
fn token_len(text: &str) -> usize {
    let end = match text.strip_prefix('"') {
        Some(rest) => rest.find('"').map(|at| at + 2),
        None => text.find([',', '}', ']', ' ', '\n']),
    };
    end.unwrap_or(text.len()).max(usize::from(!text.is_empty()))
}

fn to_json(data: &Dataset, (errors, warnings, notes): (usize, usize, usize)) -> String {
    let rows = data.findings().iter().map(|finding| {
        let layer = &data.layers()[finding.layer as usize];
        let (line, column) = layer.position(finding.offset);
        json!({ "level": finding.severity.to_string(), "place": finding.path.as_str(), "file": layer.name, "line": line, "column": column, "sentence": finding.message, "hint": finding.hint })
    });
    to_pretty(
        &json!({ "gloact": 1, "errors": errors, "warnings": warnings, "notes": notes, "findings": rows.collect::<Vec<_>>() }),
        2,
    )
}
