//! `gloact check`: prints the findings, each with the line that it is about.

use crate::cli::layer_loading::nearest_kind;
use crate::cli::print::print_text;
use crate::cli::{GlobalArgs, load_dataset, print};
use crate::error::{Error, ErrorKind, Result};
use crate::import::iati::broken_rules;
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::profile::iati_file_name::is_iati_file;
use crate::profile::iati_programme::read_xml_text;
use crate::profile::layer_candidates::passed_over_files;
use crate::profile::programme_source::{ProgrammeSource, distinct};
use crate::store::layer::Layer;
use crate::store::{Dataset, Finding, FindingGroup, Severity, group_findings, to_pretty};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level as SnippetLevel, Origin, Renderer, Snippet,
};
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;

/// Check the data and print what is wrong or suspicious; ends with 3 if there are errors
///
/// Problems that follow from another one are counted there. The formats for programs list them all.
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact check
  gloact check --strict --format lines")]
pub(in crate::cli) struct CheckArgs {
    /// Files of IATI, which are checked against the rules of the standard
    files: Vec<PathBuf>,
    /// Findings with the lines that they are about, one a line, or as JSON
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: CheckFormat,
    /// End with 3 if there are warnings, too
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum CheckFormat {
    Text,
    Lines,
    Json,
}

/// The longest line that is shown with a finding.
const MAX_SNIPPET_BYTES: usize = 300;

/// The number of findings of each severity.
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl CheckArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if !self.files.is_empty() {
            global.shown.set(iati_programmes(&self.files)?);
        }
        let mut data = load_dataset(global);
        add_broken_rules(&mut data, global)?;
        let options = global.layer_options();
        let others = options.other_programme_files();
        // one that is misspelt is reported already
        for (_, path) in others.iter().filter(|(_, path)| nearest_kind(path).is_none()) {
            let file = Layer::from_text(&path.display().to_string(), "");
            data.add_note(file, "passed over: no kind of record has this name");
        }
        for (_, path) in passed_over_files(&options) {
            let file = Layer::from_text(&path.display().to_string(), "");
            data.add_note(file, "passed over: a name ends in .json and does not begin with a dot");
        }
        let findings = data.findings();
        let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
        let counts = Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        };
        let Counts { errors, warnings, notes } = counts;
        let total = format!("errors {errors}, warnings {warnings}, notes {notes}\n");
        let text = match self.format {
            CheckFormat::Json => to_json(&data, &counts),
            CheckFormat::Lines => {
                let line = |finding: &Finding| finding.format_line(data.layers()) + "\n";
                findings.iter().map(line).collect::<String>() + &total
            }
            CheckFormat::Text => {
                let groups = group_findings(findings);
                let snippet = |group: &FindingGroup| render_group(&data, group) + "\n\n";
                groups.iter().map(snippet).collect::<String>() + &total
            }
        };
        match self.format {
            CheckFormat::Text => print_text(&text)?,
            // for programs, which open the files by their names
            CheckFormat::Lines | CheckFormat::Json => print(&text)?,
        };
        let fails = errors > 0 || self.strict && warnings > 0;
        Ok(if fails { ErrorKind::InvalidData as u8 } else { 0 })
    }
}

/// Returns the programmes that files of IATI are.
///
/// # Errors
/// Fails for other files.
fn iati_programmes(files: &[PathBuf]) -> Result<Vec<ProgrammeSource>> {
    let programme = |file: &PathBuf| {
        if !is_iati_file(file) {
            let name = sanitize(&file.display().to_string()).into_owned();
            return Err(Error::usage(format!("unexpected argument \"{name}\"")).with_hint(
                "usage: gloact check [OPTIONS] [FILE.xml]; --data FILE checks an override",
            ));
        }
        ProgrammeSource::find(file, "check")
    };
    let (programmes, clash) = distinct(files.iter().map(programme).collect::<Result<Vec<_>>>()?);
    clash.map_or(Ok(programmes), Err)
}

/// Adds what the shown files of IATI break of the rules of the standard.
fn add_broken_rules(data: &mut Dataset, global: &GlobalArgs) -> Result<()> {
    let today = global.today()?;
    for programme in global.shown.get() {
        let Some(path) = programme.iati_file() else { continue };
        // a file that cannot be read is reported already
        let Ok(text) = read_xml_text(path, global.max_bytes()) else { continue };
        let Ok(problems) = broken_rules(&text, today) else { continue };
        data.add_profile_problems(Layer::from_text(&path.display().to_string(), text), problems);
    }
    Ok(())
}

/// Renders a finding with its line and a mark under the value that it is about, and counts what
/// follows from it.
fn render_group(data: &Dataset, group: &FindingGroup) -> String {
    let finding = group.first;
    let level = match finding.severity {
        Severity::Error => SnippetLevel::ERROR,
        Severity::Warning => SnippetLevel::WARNING,
        Severity::Note => SnippetLevel::NOTE,
    };
    let layer = &data.layers()[finding.layer as usize];
    let title = match finding.path.as_str() {
        "" => finding.message.clone(),
        path => format!("{path}: {}", finding.message),
    };
    let (line, column) = layer.position(finding.offset);
    let (source, within) = layer.line_at(finding.offset);
    // a line that is cut or sanitized has no place for a mark
    let can_be_marked =
        source.len() <= MAX_SNIPPET_BYTES && !source.is_empty() && sanitize(source) == source;
    let location: Element = if can_be_marked {
        let mark = AnnotationKind::Primary.span(within..within + token_len(&source[within..]));
        Snippet::source(source).path(&*layer.name).line_start(line).annotation(mark).into()
    } else {
        Origin::path(&*layer.name).line(line).char_column(column).into()
    };
    let mut report = Group::with_title(level.primary_title(&title)).element(location);
    if let Some(hint) = &finding.hint {
        report = report.element(SnippetLevel::HELP.message(hint));
    }
    let summaries = group.summaries();
    for summary in &summaries {
        report = report.element(SnippetLevel::NOTE.message(summary));
    }
    Renderer::plain().render(&[report])
}

/// Returns the length of the value or key that a text begins with, in bytes.
fn token_len(text: &str) -> usize {
    let end = match text.strip_prefix('"') {
        Some(rest) => rest.find('"').map(|end| end + 2),
        None => text.find([',', '}', ']', ' ', '\n']),
    };
    end.unwrap_or(text.len()).max(usize::from(!text.is_empty()))
}

fn to_json(data: &Dataset, counts: &Counts) -> String {
    let finding = |finding: &Finding| {
        let layer = &data.layers()[finding.layer as usize];
        let (line, column) = layer.position(finding.offset);
        json!({
            "level": finding.severity.to_string(),
            "place": finding.path.as_str(),
            "file": layer.name,
            "line": line,
            "column": column,
            "sentence": finding.message,
            "hint": finding.hint,
            "cause": finding.cause.as_ref().map(RecordPath::as_str),
        })
    };
    let report = json!({
        "gloact": 1,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notes": counts.notes,
        "findings": data.findings().iter().map(finding).collect::<Vec<_>>(),
    });
    to_pretty(&report, 2)
}
