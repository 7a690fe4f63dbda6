//! `gloact check`: every finding with the line it is about.

use super::{Global, dataset, print};
use crate::error::{Reason, Result};
use crate::model::text::clean;
use crate::store::{Dataset, Finding, Level, pretty};
use annotate_snippets::{AnnotationKind, Element, Group, Level as Severity, Origin, Renderer, Snippet};
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
    format: Format,
}

/// How findings are printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Lines,
    Json,
}

/// The longest line that is shown with a finding, in bytes.
const LONGEST: usize = 300;

impl Check {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        let count = |level| data.findings().iter().filter(|finding| finding.level == level).count();
        let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
        let sum = format!("errors {errors}, warnings {warnings}, notes {notes}\n");
        let out = match self.format {
            Format::Text => data.findings().iter().map(|finding| format!("{}\n\n", shown(&data, finding))).collect::<String>() + &sum,
            Format::Lines => data.findings().iter().map(|finding| format!("{}\n", finding.line(&data.layers))).collect::<String>() + &sum,
            Format::Json => machine(&data, (errors, warnings, notes)),
        };
        print(&out)?;
        Ok(if errors > 0 { Reason::Data as u8 } else { 0 })
    }
}

/// A finding with its line and a mark under what it is about.
fn shown(data: &Dataset, finding: &Finding) -> String {
    let severity = match finding.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Note => Severity::NOTE,
    };
    let layer = &data.layers[finding.layer as usize];
    let (line, column) = layer.position(finding.at);
    let place = if finding.place.as_str().is_empty() { String::new() } else { format!("{}: ", finding.place) };
    let title = format!("{place}{}", finding.sentence);
    let start = layer.text[..finding.at.min(layer.text.len())].rfind('\n').map_or(0, |at| at + 1);
    let source = layer.text[start..].lines().next().unwrap_or_default();
    // a line that is long, or is shown otherwise than it stands, has no place for a mark
    let plain = source.len() <= LONGEST && !source.is_empty() && clean(source) == source;
    let within = finding.at.saturating_sub(start).min(source.len());
    let where_it_is: Element = if plain {
        let mark = AnnotationKind::Primary.span(within..within + token(&source[within..]));
        Snippet::source(source).path(&*layer.name).line_start(line).annotation(mark).into()
    } else {
        Origin::path(&*layer.name).line(line).char_column(column).into()
    };
    let mut group = Group::with_title(severity.primary_title(&title)).element(where_it_is);
    if let Some(hint) = &finding.hint {
        group = group.element(Severity::HELP.message(hint));
    }
    Renderer::plain().render(&[group])
}

/// How many bytes the value or name at the start of a text takes.
fn token(text: &str) -> usize {
    let end = match text.strip_prefix('"') {
        Some(rest) => rest.find('"').map(|at| at + 2),
        None => text.find([',', '}', ']', ' ', '\n']),
    };
    end.unwrap_or(text.len()).max(usize::from(!text.is_empty()))
}

fn machine(data: &Dataset, (errors, warnings, notes): (usize, usize, usize)) -> String {
    let rows = data.findings().iter().map(|finding| {
        let layer = &data.layers[finding.layer as usize];
        let (line, column) = layer.position(finding.at);
        json!({ "level": finding.level.to_string(), "place": finding.place.as_str(), "file": layer.name, "line": line, "column": column, "sentence": finding.sentence, "hint": finding.hint })
    });
    pretty(&json!({ "gloact": 1, "errors": errors, "warnings": warnings, "notes": notes, "findings": rows.collect::<Vec<_>>() }), 2)
}
