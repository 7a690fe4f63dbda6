//! Reports a plan as text: columns, questions, problems, the first records, and counts.

use super::answers::ValueAnswer;
use super::column_matching::ColumnUse;
use super::import_plan::ImportPlan;
use super::planned_row::{PlannedRow, RowState};
use super::row_changes::value_text;
use super::sheet::column_name;
use super::value_questions::{QuestionSubject, ValueQuestion};
use crate::model::text::{sanitize, truncate};
use crate::model::{KindId, RecordPath};
use std::fmt::Write;

/// So many records are shown.
const MAX_SHOWN_RECORDS: usize = 3;
/// So many questions are shown.
const MAX_SHOWN_QUESTIONS: usize = 20;
/// So many problems are shown.
const MAX_SHOWN_PROBLEMS: usize = 20;
/// The longest value that is shown, in cells.
const MAX_VALUE_WIDTH: u16 = 60;
/// The longest heading that is shown in full, in cells.
const MAX_HEADING_WIDTH: u16 = 30;

/// Returns the report of a plan.
pub fn report(plan: &ImportPlan) -> String {
    let mut text = format!("{}: {}", plan.file, plan.format);
    if let Some(sheet) = &plan.sheet {
        let _ = write!(text, ", sheet \"{sheet}\"");
    }
    let rows = plan.rows.len();
    let _ = writeln!(
        text,
        "; headings in row {}, {rows} {} of {}",
        plan.header_row,
        if rows == 1 { "row" } else { "rows" },
        plan.kind
    );
    write_columns(&mut text, plan);
    write_questions(&mut text, plan);
    text.push_str(&assumption_lines(plan));
    write_problems(&mut text, plan);
    write_records(&mut text, plan);
    let _ = write!(text, "\n{}", counts(plan));
    sanitize_lines(&text)
}

/// Returns the number of rows in each state, on one line.
pub fn counts(plan: &ImportPlan) -> String {
    let count = |state: RowState| plan.count(|other| *other == state);
    let mut text = format!(
        "{} {}: {} new, {} changed, {} the same, {} left out",
        plan.rows.len(),
        if plan.rows.len() == 1 { "row" } else { "rows" },
        count(RowState::New),
        count(RowState::Changed),
        count(RowState::Same),
        plan.left_out()
    );
    let waiting = count(RowState::Waits);
    if waiting > 0 {
        let answers = if plan.questions.len() == 1 { "answer" } else { "answers" };
        let _ = write!(text, " ({waiting} wait for {} {answers})", plan.questions.len());
    }
    if !plan.vanished.is_empty() {
        let _ = write!(text, "; {} of the earlier import are not in the file", plan.vanished.len());
    }
    text.push('\n');
    text
}

fn write_columns(text: &mut String, plan: &ImportPlan) {
    text.push_str("\nColumns\n");
    let heading = |column: &ColumnUse| truncate(&sanitize(&column.heading), MAX_HEADING_WIDTH);
    let width = plan.columns.iter().map(|column| heading(column).chars().count()).max();
    let width = width.unwrap_or(0);
    for column in &plan.columns {
        let used = match (&column.field, &*column.reason) {
            (Some(field), _) => format!("→ {field}"),
            (None, "") => "not used".to_string(),
            (None, reason) => format!("not used: {reason}"),
        };
        let (letters, heading) = (column_name(column.column), heading(column));
        let _ = writeln!(text, "  {letters:<3} {heading:<width$}  {used}");
    }
    if plan.columns.iter().any(|column| column.field.is_none() && column.reason.is_empty()) {
        text.push_str("  --set note+=HEADING takes a column that is not used into a field\n");
    }
    for remark in &plan.remarks {
        let _ = writeln!(text, "  {remark}");
    }
}

/// Returns a question as a sentence, and the options that answer it.
pub fn question_lines(question: &ValueQuestion) -> (String, Vec<String>) {
    let ValueQuestion { field, text, .. } = question;
    let cells = cells(question);
    let sentence = match &question.subject {
        QuestionSubject::Record(kind) => {
            format!("{field} \"{text}\" ({cells}): which {}?", kind.singular())
        }
        QuestionSubject::Word => format!("{field} \"{text}\" ({cells}): which word?"),
        QuestionSubject::Date => format!("{field} \"{text}\" ({cells}): which date?"),
        QuestionSubject::DayOrder => {
            format!("{field} ({cells}): does the day or the month come first?")
        }
        QuestionSubject::ExcelDays => {
            format!("{field} ({cells}): are the numbers days as Excel counts them?")
        }
        QuestionSubject::DecimalSign => {
            format!("{field} ({cells}): is the sign between thousands or before decimals?")
        }
    };
    let flag = match question.subject {
        QuestionSubject::DayOrder | QuestionSubject::ExcelDays => "--dates ",
        QuestionSubject::DecimalSign => "--decimal ",
        _ => "",
    };
    let option = |value: &str| match flag {
        "" => format!("--answer '{}={value}'", text.replace('\'', "'\\''")),
        flag => format!("{flag}{value}"),
    };
    let labelled = |(value, label): &(String, String)| match &**label {
        "" => option(value),
        label => format!("{}   ({label})", option(value)),
    };
    let mut answers: Vec<String> = match question.subject {
        QuestionSubject::Word => {
            let words: Vec<&str> = question.suggestions.iter().map(|(word, _)| &**word).collect();
            vec![format!("{}   ({})", option("WORD"), words.join(", "))]
        }
        _ => question.suggestions.iter().map(labelled).collect(),
    };
    if flag.is_empty() {
        if answers.is_empty() {
            answers.push(option("ID"));
        }
        // the id of a country is its code
        if matches!(&question.subject, QuestionSubject::Record(kind) if *kind != KindId::Countries)
        {
            answers.push(format!("{}   (adds it)", option("new")));
        }
        answers.push(format!("{}   (leaves it out)", option("")));
    }
    (sentence, answers)
}

fn write_questions(text: &mut String, plan: &ImportPlan) {
    if plan.questions.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\nQuestions ({}); each is answered by one of its options",
        plan.questions.len()
    );
    for question in plan.questions.iter().take(MAX_SHOWN_QUESTIONS) {
        let (sentence, answers) = question_lines(question);
        let _ = writeln!(text, "  {sentence}");
        for answer in answers {
            let _ = writeln!(text, "      {answer}");
        }
    }
    write_more(text, plan.questions.len(), MAX_SHOWN_QUESTIONS);
}

/// Returns the answers that are assumed, as lines below a heading; nothing without any.
pub fn assumption_lines(plan: &ImportPlan) -> String {
    let mut text = String::new();
    if plan.assumed.is_empty() {
        return text;
    }
    let count = plan.assumed.len();
    let _ = writeln!(text, "\nAssumptions ({count}); --answer 'TEXT=VALUE' replaces one");
    for question in plan.assumed.iter().take(MAX_SHOWN_QUESTIONS) {
        let ValueQuestion { field, subject, .. } = question;
        let _ = write!(text, "  {field} \"{}\" ({}): ", question.text, cells(question));
        let _ = match (&question.assumed, subject) {
            (Some(ValueAnswer::New(id)), QuestionSubject::Record(kind)) => {
                writeln!(text, "adds {}", RecordPath::for_record(*kind, id))
            }
            (Some(ValueAnswer::New(value) | ValueAnswer::Value(value)), _) => {
                writeln!(text, "{value}")
            }
            _ => writeln!(text, "left out"),
        };
    }
    write_more(&mut text, count, MAX_SHOWN_QUESTIONS);
    sanitize_lines(&text)
}

/// Returns the cells of a question.
fn cells(question: &ValueQuestion) -> String {
    match question.count {
        1 => question.first_cell.clone(),
        count => format!("{count} cells, first {}", question.first_cell),
    }
}

fn write_problems(text: &mut String, plan: &ImportPlan) {
    if plan.problems.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nProblems ({})", plan.problems.len());
    for problem in plan.problems.iter().take(MAX_SHOWN_PROBLEMS) {
        let _ = writeln!(text, "  {problem}");
    }
    write_more(text, plan.problems.len(), MAX_SHOWN_PROBLEMS);
}

fn write_more(text: &mut String, count: usize, shown: usize) {
    if count > shown {
        let _ = writeln!(text, "  and {} more", count - shown);
    }
}

fn write_records(text: &mut String, plan: &ImportPlan) {
    let is_shown = |row: &&PlannedRow| matches!(row.state, RowState::New | RowState::Changed);
    let mut rows = plan.rows.iter().filter(is_shown).peekable();
    if rows.peek().is_none() {
        return;
    }
    text.push_str("\nFirst records\n");
    for row in rows.take(MAX_SHOWN_RECORDS) {
        let state = if row.state == RowState::New { "new" } else { "changed" };
        let _ = writeln!(text, "  {} (row {}, {state})", plan.path(row), row.row);
        for (field, value) in row.fields() {
            let value = value_text(&value).unwrap_or_else(|| "taken away".to_string());
            let value = truncate(&sanitize(&value), MAX_VALUE_WIDTH);
            let _ = writeln!(text, "      {field}: {value}");
        }
    }
}

/// Returns a text of several lines without control characters.
fn sanitize_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", sanitize(line))).collect()
}
