//! Plans an import: the record that each row becomes, and how it differs from the one that there
//! is.

use super::answers::ImportAnswers;
use super::cell_values::CellReader;
use super::column_matching::{ColumnMatch, ColumnUse, MatchedColumn, match_columns};
use super::column_notations::column_notations;
use super::header_row::{HEADING_JOINT, HeaderRow, find_header};
use super::heading_table::REASON_HEADING;
use super::import_progress::ImportProgress;
use super::kind_matching::best_match;
use super::planned_row::{PlannedRow, RowState};
use super::previous_import::PreviousImport;
use super::ragged_rows::ragged_rows;
use super::row_planning::{plan_rows, refuse_doubles};
use super::row_reading::RowReader;
use super::sheet::{Sheet, SheetFile};
use super::value_questions::ValueQuestion;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The options of an import.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The name of the file, for messages and provenance.
    pub file: String,
    /// The kind of the records; `None` finds it by the headings.
    pub kind: Option<KindId>,
    /// The name of the sheet; `None` takes the first one with known headings.
    pub sheet: Option<String>,
    /// The number of the row with the headings; `None` finds it.
    pub header: Option<u32>,
    /// Columns to be added to a field, by heading.
    pub taken: Vec<(String, String)>,
    /// Ids of new records come from their short names.
    pub short_ids: bool,
    pub progress: ImportProgress,
}

/// The plan of an import.
#[derive(Debug, PartialEq)]
pub struct ImportPlan {
    pub file: String,
    pub format: String,
    pub sheet: Option<String>,
    /// The index of the sheet in its file.
    pub sheet_index: usize,
    pub kind: KindId,
    pub header_row: u32,
    pub headings: Vec<String>,
    pub columns: Vec<ColumnUse>,
    pub questions: Vec<ValueQuestion>,
    /// Questions whose answer is assumed.
    pub assumed: Vec<ValueQuestion>,
    /// Problems of cells and rows, as `events.csv:D12: …`.
    pub problems: Vec<String>,
    /// Remarks that leave nothing out.
    pub remarks: Vec<String>,
    pub rows: Vec<PlannedRow>,
    /// Records of the earlier import of which no row is left.
    pub vanished: Vec<String>,
    /// Records of other kinds that answers add: their names, by kind and id.
    pub new_records: BTreeMap<(KindId, String), String>,
    /// The answers that were used, to be kept.
    pub answers: ImportAnswers,
    /// An earlier import of a file with the same headings has kept its answers.
    pub is_repeated: bool,
}

impl ImportPlan {
    /// Returns the number of rows in a state.
    pub fn count(&self, is_counted: impl Fn(&RowState) -> bool) -> usize {
        self.rows.iter().filter(|row| is_counted(&row.state)).count()
    }

    /// Returns the number of rows that are not imported.
    pub fn left_out(&self) -> usize {
        self.rows.iter().filter(|row| !row.is_imported()).count()
    }

    /// Returns the path of the record of a row.
    pub fn path(&self, row: &PlannedRow) -> RecordPath {
        RecordPath::for_record(self.kind, &row.id)
    }
}

/// Plans the import of a file. `previous` is the override that an earlier import wrote.
///
/// # Errors
/// Fails if no sheet has known headings, or an option names what there is not.
pub fn plan_import(
    ctx: &QueryContext,
    file: &SheetFile,
    options: &ImportOptions,
    mut answers: ImportAnswers,
    previous: &PreviousImport,
) -> Result<ImportPlan> {
    let (sheet_index, header, matched) = choose_sheet(file, options, &mut answers)?;
    let sheet = &file.sheets[sheet_index];
    let settings = column_notations(sheet, &header, &matched, &answers);
    let mut cells = CellReader::new(ctx.data, matched.kind, &answers);
    let mut reader = RowReader::new(ctx, &options.file, &matched, &settings, &mut cells)?;
    reader.has_short_ids = options.short_ids;
    let below = sheet.rows[header.first_row..].iter().filter(|row| !row.is_blank());
    options.progress.begin_rows(sheet.rows.len() - header.first_row);
    let below = below
        .inspect(|_| options.progress.count_row())
        .take_while(|_| options.progress.check().is_ok());
    let mut rows = plan_rows(&mut reader, below);
    options.progress.check()?;
    let (mut problems, mut remarks) = reader.into_problems();
    cells.refused_answer.take().map_or(Ok(()), Err)?;
    if rows.is_empty() {
        return Err(Error::new(ErrorKind::NoMatch, "there are no rows below the headings"));
    }
    let repeated = refuse_doubles(&options.file, matched.has_key(), &mut rows, &mut problems);
    if repeated > 0 {
        remarks.push(format!("rows passed over: {repeated} that repeat another one"));
    }
    remarks.extend(settings.into_iter().filter_map(|notation| notation.remark));
    remarks.extend(ragged_rows(sheet, &header));
    remarks.splice(0..0, file.remarks.iter().cloned());
    let vanished = vanished(previous, matched.kind, &rows);
    let ((questions, assumed), new_records) = (cells.questions.into_lists(), cells.new_records);
    let columns = matched.columns.iter().map(MatchedColumn::describe).collect();
    let headings = without_reasons(header.headings);
    let is_repeated = !answers.headings.is_empty();
    answers.kind = Some(matched.kind.name().to_string());
    answers.headings.clone_from(&headings);
    Ok(ImportPlan {
        file: options.file.clone(),
        format: file.format.clone(),
        sheet: sheet.name.clone(),
        sheet_index,
        kind: matched.kind,
        header_row: header.number,
        headings,
        columns,
        questions,
        assumed,
        problems,
        remarks,
        rows,
        vanished,
        new_records,
        answers,
        is_repeated,
    })
}

/// Returns headings without that of the reasons, which a file of rows that were left out has as
/// well.
fn without_reasons(mut headings: Vec<String>) -> Vec<String> {
    if headings.last().is_some_and(|last| last == REASON_HEADING) {
        headings.pop();
    }
    headings
}

/// Chooses the sheet, its headings, and the kind of the records.
fn choose_sheet(
    file: &SheetFile,
    options: &ImportOptions,
    answers: &mut ImportAnswers,
) -> Result<(usize, HeaderRow, ColumnMatch)> {
    let mut first_error = None;
    let mut best: Option<(usize, HeaderRow, ColumnMatch)> = None;
    let has_exact = file.sheets.iter().any(|sheet| sheet.name == options.sheet);
    for (index, sheet) in file.sheets.iter().enumerate() {
        let is_other = |name: &String| match &sheet.name {
            Some(own) if has_exact => own != name,
            Some(own) => own.to_lowercase() != name.to_lowercase(),
            None => true,
        };
        if options.sheet.as_ref().is_some_and(is_other) {
            continue;
        }
        match match_sheet(sheet, options, answers) {
            Ok((header, matched)) => {
                // an export of gloact has its records on one sheet
                let rank = |found: &ColumnMatch| {
                    (found.has_record_column(), Reverse(found.missing.len()), found.used())
                };
                let is_better =
                    best.as_ref().is_none_or(|(_, _, best)| rank(&matched) > rank(best));
                if is_better {
                    best = Some((index, header, matched));
                }
            }
            Err(e) => first_error = first_error.or(Some(e)),
        }
    }
    if let Some(best) = best {
        return Ok(best);
    }
    Err(first_error.unwrap_or_else(|| {
        let name = options.sheet.as_deref().unwrap_or_default();
        let names = file.sheets.iter().filter_map(|sheet| sheet.name.as_deref());
        Error::unknown_name("sheet", name, names)
    }))
}

fn match_sheet(
    sheet: &Sheet,
    options: &ImportOptions,
    answers: &mut ImportAnswers,
) -> Result<(HeaderRow, ColumnMatch)> {
    let header = find_header(sheet, options.header)?.ok_or_else(|| {
        let message = match &sheet.name {
            Some(name) => format!("no heading of sheet \"{name}\" is known"),
            None => "no heading is known".to_string(),
        };
        Error::new(ErrorKind::NoMatch, message).with_hint(
            "--header ROW says where the headings are; gloact import --template events writes some",
        )
    })?;
    for (heading, field) in &options.taken {
        let is_meant = |known: &&String| {
            let lower = known.rsplit_once(HEADING_JOINT).map(|(_, lower)| lower);
            *known == heading || lower == Some(heading)
        };
        let Some(heading) = header.headings.iter().find(is_meant) else {
            let known = header.headings.iter().map(String::as_str);
            return Err(Error::unknown_name("heading", heading, known));
        };
        answers.columns.insert(heading.clone(), format!("+{field}"));
    }
    let kept = answers.kind.as_deref().and_then(KindId::from_name);
    let kind = options.kind.or_else(|| kind_of_export(sheet, &header)).or(kept);
    let matched = match kind {
        Some(kind) => match_columns(kind, &header, answers)?,
        None => best_match(&header, answers)?,
    };
    Ok((header, matched))
}

/// Returns the kind of the first record in an export of gloact.
fn kind_of_export(sheet: &Sheet, header: &HeaderRow) -> Option<KindId> {
    let column = header.headings.iter().position(|heading| heading == "record")?;
    let row = sheet.rows.get(header.first_row)?;
    RecordPath::new(row.cell(column).text()).kind()
}

/// Returns the ids of the earlier import of which no row is left.
fn vanished(previous: &PreviousImport, kind: KindId, rows: &[PlannedRow]) -> Vec<String> {
    let present: std::collections::HashSet<&str> = rows.iter().map(|row| &*row.id).collect();
    let ids = previous.ids(kind).filter(|id| !present.contains(id));
    ids.map(str::to_string).collect()
}
