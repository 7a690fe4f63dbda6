//! Makes the records of a new programme from spreadsheets: a sheet for each kind of record.

use crate::cli::warn;
use crate::error::{Error, ErrorKind, Result};
use crate::import::{
    ImportAnswers, ImportOptions, ImportPlan, PreviousImport, ReadOptions, SheetFile,
    assumption_lines, import_text, plan_import, question_lines, read_sheets, slug,
};
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::query::QueryContext;
use crate::store::Dataset;
use crate::store::bounded_read::read_named_bytes;
use crate::store::layer::Layer;
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
    let mut sheets = Vec::new();
    for (name, file) in &files {
        for sheet in file.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
            let options = ImportOptions {
                file: name.clone(),
                kind: named_kind(sheet.name.as_deref(), name),
                sheet: sheet.name.clone(),
                ..ImportOptions::default()
            };
            match plan(records, file, &options, today) {
                Ok(plan) => sheets.push(KindSheet { file, options, kind: plan.kind }),
                // a workbook may have other sheets, such as that of the values of a template
                Err(_) if file.sheets.len() > 1 && options.kind.is_none() => {}
                Err(error) => return Err(in_file(name, error)),
            }
        }
    }
    sheets.sort_by_key(|sheet| {
        let place = FIRST_KINDS.iter().position(|kind| *kind == sheet.kind);
        (place.unwrap_or(FIRST_KINDS.len()), sheet.kind)
    });
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for KindSheet { file, options, kind } in sheets {
        let options = ImportOptions { kind: Some(kind), ..options };
        let plan = plan(records, file, &options, today).map_err(|e| in_file(&options.file, e))?;
        problems.extend(problems_of(&plan));
        // below a heading about a flag of imports
        let assumed = assumption_lines(&plan);
        for line in assumed.lines().filter(|line| !line.trim().is_empty()).skip(1) {
            lines.push(format!("{}: assumes {}", sanitize(&options.file), sanitize(line.trim())));
        }
        add_plan(records, &plan)?;
        let count = plan.rows.len();
        let kind_name = if count == 1 { kind.singular() } else { kind.name() };
        lines.push(format!("{}: {count} {kind_name}", sanitize(&options.file)));
    }
    if problems.is_empty() {
        return Ok(lines);
    }
    problems.iter().for_each(|problem| warn(problem));
    let cells = if problems.len() == 1 { "a cell" } else { "cells" };
    let message = format!("nothing is written, because {cells} cannot be used");
    Err(Error::new(ErrorKind::InvalidData, message).with_hint("mend them, and try again"))
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

fn in_file(name: &str, error: Error) -> Error {
    Error { message: format!("{name}: {}", error.message), ..error }
}

/// Returns the kind that a sheet or its file is named after.
fn named_kind(sheet: Option<&str>, file: &str) -> Option<KindId> {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    [sheet.unwrap_or_default(), &stem].into_iter().find_map(|name| KindId::parse(name).ok())
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

/// Returns the problems and questions of a plan.
fn problems_of(plan: &ImportPlan) -> impl Iterator<Item = String> {
    let questions = plan.questions.iter().map(|question| {
        let (sentence, _) = question_lines(question);
        format!("{}: {sentence}", plan.file)
    });
    let problems = plan.problems.iter().cloned().chain(questions);
    // nothing is written at all
    problems.map(|problem| sanitize(problem.trim_end_matches(ROW_LEFT_OUT)).into_owned())
}
