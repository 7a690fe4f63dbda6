//! Makes the records of a new programme from spreadsheets: a sheet for each kind of record.

use crate::cli::warn;
use crate::error::{Error, ErrorKind, Result};
use crate::import::{
    ImportAnswers, ImportOptions, ImportPlan, PreviousImport, QuestionSubject, ReadOptions, Sheet,
    SheetFile, ValueAnswer, ValueQuestion, assumption_lines, import_text, kind_named, plan_import,
    question_lines, read_sheets, slug,
};
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::query::QueryContext;
use crate::store::Dataset;
use crate::store::bounded_read::read_named_bytes;
use crate::store::layer::Layer;
use crate::suggest::{closest, did_you_mean};
use indexmap::IndexMap;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The kinds that others name come first, so that their names are known.
const FIRST_KINDS: &[KindId] =
    &[KindId::Sources, KindId::Agencies, KindId::Phases, KindId::Objectives];

/// The end of a problem that an import passes over.
const ROW_LEFT_OUT: &str = "; the row is left out";

/// The records of each kind by their ids.
pub(super) type RecordsByKind = IndexMap<KindId, Map<String, Value>>;

/// A sheet of a file, and the kind of its records.
struct KindSheet<'a> {
    file: &'a SheetFile,
    options: ImportOptions,
    kind: KindId,
}

/// Adds the records of spreadsheets to those of a programme. Returns a line for each sheet.
///
/// # Errors
/// Fails if a file cannot be read, or a cell of it cannot be used. Each such cell is printed.
pub(super) fn add_sheets(
    records: &mut RecordsByKind,
    paths: &[PathBuf],
    max_bytes: u64,
    today: Date,
) -> Result<Vec<String>> {
    let mut files: Vec<(String, SheetFile)> = Vec::new();
    for path in paths {
        files.push((file_name(path), read(path, max_bytes)?));
    }
    let (sheets, mut lines) = kind_sheets(records, &files, today)?;
    let mut problems = Vec::new();
    let has_agencies = sheets.iter().any(|sheet| sheet.kind == KindId::Agencies);
    for KindSheet { file, options, kind } in sheets {
        let is_guessed = options.kind.is_none();
        let options = ImportOptions { kind: Some(kind), ..options };
        let plan = plan_with_ids(records, file, &options, today)?;
        problems.extend(problems_of(&plan));
        if has_agencies {
            problems.extend(missing_agencies(&plan));
        }
        let remarks = plan.remarks.iter();
        lines.extend(remarks.map(|remark| sanitize(&format!("{}: {remark}", plan.file)).into()));
        // below a heading about a flag of imports
        let assumed = assumption_lines(&plan);
        for line in assumed.lines().filter(|line| !line.trim().is_empty()).skip(1) {
            lines.push(format!("{}: assumes {}", sanitize(&options.file), sanitize(line.trim())));
        }
        add_plan(records, &plan)?;
        let count = plan.rows.len();
        let kind_name = if count == 1 { kind.singular() } else { kind.name() };
        let by = if is_guessed { ", by the headings" } else { "" };
        lines.push(format!("{}: {count} {kind_name}{by}", sanitize(&options.file)));
    }
    if problems.is_empty() {
        return Ok(lines);
    }
    lines.iter().filter(|line| line.contains(": row ")).for_each(|line| warn(line));
    problems.iter().for_each(|problem| warn(problem));
    let cells = if problems.len() == 1 { "a cell" } else { "cells" };
    let message = format!("nothing is written, because {cells} cannot be used");
    Err(Error::new(ErrorKind::InvalidData, message).with_hint("mend them, and try again"))
}

/// Returns the sheets of files, those first that others name, and a line for each that is not used.
fn kind_sheets<'f>(
    records: &RecordsByKind,
    files: &'f [(String, SheetFile)],
    today: Date,
) -> Result<(Vec<KindSheet<'f>>, Vec<String>)> {
    let (mut sheets, mut lines) = (Vec::new(), Vec::new());
    for (name, file) in files {
        for sheet in file.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
            let options = ImportOptions {
                file: place(name, file, sheet),
                kind: named_kind(sheet.name.as_deref(), name),
                sheet: sheet.name.clone(),
                short_ids: true,
                ..ImportOptions::default()
            };
            match plan(records, file, &options, today) {
                Ok(plan) => sheets.push(KindSheet { file, options, kind: plan.kind }),
                // a workbook may have other sheets, such as that of the values of a template
                Err(_) if file.sheets.len() > 1 && options.kind.is_none() => {
                    lines.push(format!("{}: not used, it fits no kind of record", options.file));
                }
                Err(error) => return Err(in_file(&options.file, error)),
            }
        }
    }
    sheets.sort_by_key(|sheet| {
        let place = FIRST_KINDS.iter().position(|kind| *kind == sheet.kind);
        (place.unwrap_or(FIRST_KINDS.len()), sheet.kind)
    });
    Ok((sheets, lines))
}

fn read(path: &Path, max_bytes: u64) -> Result<SheetFile> {
    let name = file_name(path);
    let bytes = read_named_bytes(path, max_bytes)
        .map_err(|error| in_file(&name, Error::new(error.kind, error.message)))?;
    read_sheets(&bytes, &ReadOptions::default()).map_err(|error| in_file(&name, error))
}

fn file_name(path: &Path) -> String {
    sanitize(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()).into_owned()
}

/// Returns the name of a sheet for messages: that of its file, and its own where there are several.
fn place(name: &str, file: &SheetFile, sheet: &Sheet) -> String {
    match &sheet.name {
        Some(sheet) if file.sheets.len() > 1 => format!("{name} ({})", sanitize(sheet)),
        _ => name.to_string(),
    }
}

fn in_file(name: &str, error: Error) -> Error {
    Error { message: format!("{name}: {}", error.message), ..error }
}

/// Returns the kind that a sheet or its file is named after.
fn named_kind(sheet: Option<&str>, file: &str) -> Option<KindId> {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    [sheet.unwrap_or_default(), &stem].into_iter().find_map(kind_named)
}

/// Plans a sheet with ids from short names, unless several records would share one.
fn plan_with_ids(
    records: &RecordsByKind,
    file: &SheetFile,
    options: &ImportOptions,
    today: Date,
) -> Result<ImportPlan> {
    let at_place = |error| in_file(&options.file, error);
    let plan = |options: &ImportOptions| plan(records, file, options, today).map_err(at_place);
    let short = plan(options)?;
    if !matches!(short.kind, KindId::Agencies | KindId::Phases) {
        return Ok(short);
    }
    let long = plan(&ImportOptions { short_ids: false, ..options.clone() })?;
    // a short name that records share leaves some of them out, or takes them for one
    let is_whole = short.left_out() <= long.left_out() && short.rows.len() == long.rows.len();
    Ok(if is_whole { short } else { long })
}

/// Plans a sheet over the records so far.
fn plan(
    records: &RecordsByKind,
    file: &SheetFile,
    options: &ImportOptions,
    today: Date,
) -> Result<ImportPlan> {
    let data = load(records);
    let stem = Path::new(&options.file).file_stem().unwrap_or_default().to_string_lossy();
    let answers = ImportAnswers { name: slug(&stem), ..ImportAnswers::default() };
    let context = QueryContext::new(&data, today);
    plan_import(&context, file, options, answers, &PreviousImport::default())
}

fn load(records: &RecordsByKind) -> Dataset {
    let layer = |(kind, records): (&KindId, &Map<String, Value>)| {
        let text = Value::Object(records.clone()).to_string();
        Layer::from_text(kind.name(), text).with_base_kind(*kind)
    };
    Dataset::load(records.iter().map(layer).collect())
}

/// Adds the records of a plan.
fn add_plan(records: &mut RecordsByKind, plan: &ImportPlan) -> Result<()> {
    let data = load(records);
    let text = import_text(plan, &data, &PreviousImport::default(), false);
    let added: Map<String, Value> = serde_json::from_str(&text)
        .map_err(|e| Error::new(ErrorKind::InvalidData, e.to_string()))?;
    for (kind, added) in added.iter().filter(|(key, _)| !key.starts_with('$')) {
        let target = records.entry(KindId::parse(kind)?).or_default();
        for (id, record) in added.as_object().into_iter().flatten() {
            // a country is named in the sheet by any of its names, and keeps its own
            let is_known_country =
                kind == KindId::Countries.name() && data.find(KindId::Countries, id).is_some();
            let fields = record.as_object().into_iter().flatten().filter(|(key, value)| {
                let is_name = is_known_country && *key == "name";
                !key.starts_with('$') && !value.is_null() && !is_name
            });
            let fields = fields.map(|(key, value)| (key.clone(), value.clone()));
            let record = target.entry(id).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(record) = record {
                record.extend(fields);
            }
        }
    }
    Ok(())
}

/// Returns the agencies that a plan would add, as problems: the sheet of agencies has all of them.
fn missing_agencies(plan: &ImportPlan) -> impl Iterator<Item = String> {
    let is_new = |question: &&ValueQuestion| {
        question.subject == QuestionSubject::Record(KindId::Agencies)
            && matches!(question.assumed, Some(ValueAnswer::New(_)))
    };
    plan.assumed.iter().filter(is_new).map(|question| {
        let ValueQuestion { field, text, first_cell, .. } = question;
        let place = format!("{}:{first_cell}", plan.file);
        let message = format!("{place}: {field} \"{text}\" is not in the sheet of agencies");
        sanitize(&message).into_owned()
    })
}

/// Returns the records or words that a question suggests, as a part of its sentence.
fn suggestion(question: &ValueQuestion) -> String {
    let suggestions = question.suggestions.iter();
    match question.subject {
        QuestionSubject::Record(_) => {
            let name = |(id, label): &(String, String)| format!("\"{label}\" ({id})");
            let names: Vec<String> = suggestions.map(name).collect();
            if names.is_empty() {
                return String::new();
            }
            format!(" did you mean {}?", names.join(" or "))
        }
        QuestionSubject::Word => {
            let words: Vec<&str> = suggestions.map(|(word, _)| &**word).collect();
            match closest(&question.text, words.iter().copied()) {
                Some(word) => format!(" {}", did_you_mean(word)),
                None => format!(" known: {}", words.join(", ")),
            }
        }
        _ => String::new(),
    }
}

/// Returns the problems and questions of a plan.
fn problems_of(plan: &ImportPlan) -> impl Iterator<Item = String> {
    let questions = plan.questions.iter().map(|question| {
        let (sentence, _) = question_lines(question);
        format!("{}: {sentence}{}", plan.file, suggestion(question))
    });
    let problems = plan.problems.iter().cloned().chain(questions);
    // nothing is written at all
    problems.map(|problem| sanitize(problem.trim_end_matches(ROW_LEFT_OUT)).into_owned())
}
