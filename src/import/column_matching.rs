//! Matches the columns of a sheet to the fields of a kind of record.

use super::answers::ImportAnswers;
use super::cell_numbers::currency_in;
use super::cell_text::fold_heading;
use super::field_types::{FieldType, ImportField, find_field, import_fields};
use super::header_row::{HEADING_JOINT, HeaderRow};
use super::heading_lookup::{field_named, table_target};
use super::heading_target::{DatePart, HeadingTarget};
use super::list_export::{ExportedColumn, ExportedHeading, exported_headings};
use super::sheet::column_name;
use super::year_heading::{YearHeading, year_heading};
use crate::error::{Error, Result};
use crate::model::KindId;
use std::collections::BTreeSet;

/// The sign before a field in an answer for a column whose texts are added to those of others.
const ADDED_SIGN: char = '+';

/// The use of a column.
#[derive(Clone, Debug)]
pub(super) enum ColumnTarget {
    /// The path of the record, as exports of gloact have it.
    Record,
    /// The key by which a row is found again.
    Key,
    Field(&'static ImportField),
    /// A part of a date field.
    Date(&'static ImportField, DatePart),
    /// The amounts of a year, each of which becomes a budget line.
    YearAmount(YearHeading),
    /// A column of an export of gloact.
    Exported(ExportedColumn),
    /// Not used, for this reason.
    Unused(String),
}

/// A column of the sheet with its use.
#[derive(Clone, Debug)]
pub(super) struct MatchedColumn {
    /// The index of the column, from 0.
    pub(super) column: usize,
    pub(super) heading: String,
    pub(super) target: ColumnTarget,
    /// The texts of the column are added to those of another one.
    pub(super) adds: bool,
}

/// A column with its use, for people.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnUse {
    pub column: usize,
    pub heading: String,
    /// The field; `None` if the column is not used.
    pub field: Option<String>,
    /// The reason why it is not used.
    pub reason: String,
}

impl ColumnUse {
    /// Returns the letters of the column, as a spreadsheet shows them.
    pub fn letters(&self) -> String {
        column_name(self.column)
    }
}

impl MatchedColumn {
    /// Returns the use of a column for people.
    pub(super) fn describe(&self) -> ColumnUse {
        let (field, reason) = match &self.target {
            ColumnTarget::Record => (Some("record".to_string()), String::new()),
            ColumnTarget::Key => (Some("id".to_string()), String::new()),
            ColumnTarget::Field(field) => (Some(field.path.clone()), String::new()),
            ColumnTarget::Date(field, part) => {
                let part = match part {
                    DatePart::Start => "start",
                    DatePart::End => "end",
                    DatePart::Month => "month",
                    DatePart::Year => "year",
                };
                (Some(format!("{} ({part})", field.path)), String::new())
            }
            ColumnTarget::YearAmount(heading) => {
                let kind = heading.kind.map_or(String::new(), |kind| format!(", {kind}"));
                (Some(format!("amount ({}{kind})", heading.period)), String::new())
            }
            ColumnTarget::Exported(exported) => match exported.field {
                Some(field) => (Some(field.path.clone()), String::new()),
                None => (None, "computed".to_string()),
            },
            ColumnTarget::Unused(reason) => (None, reason.clone()),
        };
        ColumnUse { column: self.column, heading: self.heading.clone(), field, reason }
    }
}

/// The columns of a sheet, matched to the fields of one kind.
#[derive(Clone, Debug)]
pub(super) struct ColumnMatch {
    pub(super) kind: KindId,
    pub(super) columns: Vec<MatchedColumn>,
    /// Fields that a new record needs and no column has.
    pub(super) missing: Vec<&'static str>,
}

impl ColumnMatch {
    /// Returns whether a column has the paths of records.
    pub(super) fn has_record_column(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.target, ColumnTarget::Record))
    }

    /// Returns whether a column says which record a row is.
    pub(super) fn has_key(&self) -> bool {
        let is_key = |target: &ColumnTarget| matches!(target, ColumnTarget::Key);
        self.has_record_column() || self.columns.iter().any(|column| is_key(&column.target))
    }

    /// Returns whether columns have the amounts of years.
    pub(super) fn has_years(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.target, ColumnTarget::YearAmount(_)))
    }

    /// Returns the number of fields that columns are used for.
    pub(super) fn used(&self) -> usize {
        let fields = self.columns.iter().filter_map(|column| column.describe().field);
        fields.collect::<BTreeSet<String>>().len()
    }
}

/// Returns the use of a column by its heading and its tag. Of two rows of headings both together
/// count more than the lower one alone.
fn find_target(kind: KindId, heading: &str, tag: &str) -> Option<ColumnTarget> {
    let whole = target_of_heading(kind, heading, tag);
    let lower = || heading.rsplit_once(HEADING_JOINT).map(|(_, lower)| lower);
    whole.or_else(|| target_of_heading(kind, lower()?, tag))
}

fn target_of_heading(kind: KindId, heading: &str, tag: &str) -> Option<ColumnTarget> {
    let folded = fold_heading(heading);
    let from_table = |target: HeadingTarget| match target {
        HeadingTarget::Key => Some(ColumnTarget::Key),
        HeadingTarget::Reason => Some(ColumnTarget::Unused("written by gloact".into())),
        HeadingTarget::Field(paths) => {
            let own = paths.iter().find_map(|path| find_field(kind, path));
            // the agencies of a sheet are the names in a list of agencies
            let is_list = kind == KindId::Agencies && paths.contains(&kind.name());
            let name = if is_list { find_field(kind, "name") } else { None };
            own.or(name).map(ColumnTarget::Field)
        }
        HeadingTarget::ActualDate(part) => {
            find_field(kind, "actual_date").map(|field| ColumnTarget::Date(field, part))
        }
        HeadingTarget::Date(part) => {
            let fields = ["date", "period"];
            let field = fields.iter().find_map(|path| find_field(kind, path))?;
            Some(ColumnTarget::Date(field, part))
        }
    };
    if let Some(target) = table_target("", tag).filter(|_| !tag.is_empty()) {
        return from_table(target);
    }
    // a number fits no object: the table has the part of it that a heading means
    let field = field_named(kind, &folded);
    if let Some(field) = field.filter(|field| field.field_type != FieldType::Object) {
        return Some(ColumnTarget::Field(field));
    }
    if folded == kind.singular() || folded == kind.name() {
        return name_field(kind).map(ColumnTarget::Field);
    }
    if folded == "record" {
        return Some(ColumnTarget::Record);
    }
    let from_heading = table_target(&folded, "").and_then(from_table);
    from_heading.or(field.map(ColumnTarget::Field)).or_else(|| {
        let years = year_heading(heading).filter(|_| kind == KindId::Budgets);
        years.map(ColumnTarget::YearAmount)
    })
}

/// Returns the field with the names of a kind.
fn name_field(kind: KindId) -> Option<&'static ImportField> {
    ["title", "name"].iter().find_map(|path| find_field(kind, path))
}

/// Matches the columns of a sheet to the fields of a kind.
///
/// # Errors
/// Fails if an answer names a field that the kind does not have.
pub(super) fn match_columns(
    kind: KindId,
    header: &HeaderRow,
    answers: &ImportAnswers,
) -> Result<ColumnMatch> {
    let exported = exported_headings(kind, &header.headings);
    let mut columns: Vec<MatchedColumn> = Vec::new();
    // an answer counts more than a heading
    let mut order: Vec<usize> = (0..header.headings.len()).collect();
    order.sort_by_key(|column| !answers.columns.contains_key(&header.headings[*column]));
    for column in order {
        let heading = &header.headings[column];
        let tag = header.tags.get(column).map_or("", |tag| &**tag);
        if heading.is_empty() && tag.is_empty() {
            continue;
        }
        let answered = answers.columns.get(heading).map(|path| &**path);
        let added = answered.and_then(|path| path.strip_prefix(ADDED_SIGN));
        let target = match added.or(answered) {
            Some("") => ColumnTarget::Unused("left out by an answer".into()),
            Some("id") => ColumnTarget::Key,
            Some(path) => ColumnTarget::Field(known_field(kind, path)?),
            None => match exported.get(column).copied().flatten() {
                Some(ExportedHeading::Record) => ColumnTarget::Record,
                Some(ExportedHeading::Column(found)) => ColumnTarget::Exported(found),
                None => find_target(kind, heading, tag)
                    .unwrap_or_else(|| ColumnTarget::Unused(String::new())),
            },
        };
        let adds = added.is_some() && is_text(&target);
        let target = match is_taken(&columns, &target) {
            Some(other) if !adds && !other.adds => {
                let heading = &other.heading;
                ColumnTarget::Unused(format!("column \"{heading}\" is used for it"))
            }
            _ => target,
        };
        let heading = if heading.is_empty() { tag.to_string() } else { heading.clone() };
        columns.push(MatchedColumn { column, heading, target, adds });
    }
    columns.sort_by_key(|column| column.column);
    mark_added(&mut columns);
    let is_there = |field: &str| {
        let has = |column: &MatchedColumn| match &column.target {
            ColumnTarget::Field(found) | ColumnTarget::Date(found, _) => {
                found.top() == field || field == "currency" && has_currency(found, column)
            }
            ColumnTarget::Exported(found) => found.field.is_some_and(|found| found.top() == field),
            // amounts that have no currency are told row by row
            ColumnTarget::YearAmount(_) => matches!(field, "amount" | "currency"),
            _ => false,
        };
        columns.iter().any(has) || answers.set.keys().any(|path| path == field)
    };
    let missing = kind.needed_fields().iter().copied().filter(|field| !is_there(field)).collect();
    Ok(ColumnMatch { kind, columns, missing })
}

/// Returns the field with a path.
///
/// # Errors
/// An unknown path is a usage error whose hint names the nearest one.
pub(super) fn known_field(kind: KindId, path: &str) -> Result<&'static ImportField> {
    find_field(kind, path).ok_or_else(|| {
        let names = import_fields(kind).iter().map(|field| &*field.path);
        Error::unknown_name(&format!("{} field", kind.singular()), path, names)
    })
}

/// Returns whether the heading of an amount names its currency.
fn has_currency(field: &ImportField, column: &MatchedColumn) -> bool {
    field.path == "amount" && currency_in(&column.heading).is_some()
}

/// Marks the columns that add to a text: of several with one use all but the first.
fn mark_added(columns: &mut [MatchedColumn]) {
    for index in 0..columns.len() {
        let target = &columns[index].target;
        columns[index].adds = is_text(target) && is_taken(&columns[..index], target).is_some();
    }
}

/// Returns whether a column has texts, to which others can be added.
fn is_text(target: &ColumnTarget) -> bool {
    matches!(target, ColumnTarget::Field(field) if field.field_type == FieldType::Text)
}

/// Returns the column that has the same use already. Lists may have several columns.
fn is_taken<'c>(columns: &'c [MatchedColumn], target: &ColumnTarget) -> Option<&'c MatchedColumn> {
    use ColumnTarget::{Date, Field, Key, Record, YearAmount};
    let is_same = |other: &ColumnTarget| match (other, target) {
        (Field(a), Field(b)) => {
            let is_list = matches!(a.field_type, FieldType::Links(_) | FieldType::Texts);
            a.path == b.path && !is_list
        }
        (Date(a, part), Date(b, other)) => a.path == b.path && part == other,
        // a whole date and its parts exclude each other, but a start beside a date is the same
        (Field(a), Date(b, DatePart::Start)) | (Date(b, DatePart::Start), Field(a)) => {
            a.path == b.path
        }
        (YearAmount(one), YearAmount(other)) => one == other,
        (Key, Key) | (Record, Record) => true,
        _ => false,
    };
    columns.iter().find(|column| is_same(&column.target))
}
