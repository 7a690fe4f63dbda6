//! Reads back what `gloact list KIND --format csv` wrote. A cell that still has the text that an
//! export would have is unchanged, whatever the column; only the others are read.

use super::field_types::{FieldType, ImportField, find_field};
use crate::export::{CellValuePart, machine_cell, spreadsheet_text};
use crate::model::KindId;
use crate::query::lists;
use crate::query::{Column, ColumnSource, QueryContext};
use crate::store::RecordRef;

/// A column of an export.
#[derive(Clone, Copy)]
pub(super) struct ExportedColumn {
    /// `None` for the sources.
    column: Option<&'static Column>,
    part: CellValuePart,
    /// The field that a changed cell sets.
    pub(super) field: Option<&'static ImportField>,
    /// The column is computed from a field, and may show it in another form.
    pub(super) is_computed: bool,
}

impl std::fmt::Debug for ExportedColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = self.column.map_or("sources", |column| column.key);
        write!(f, "ExportedColumn({key}, {:?})", self.part)
    }
}

impl ExportedColumn {
    /// Returns the text of the cell that an export has for a record.
    pub(super) fn text(&self, ctx: &QueryContext, record: RecordRef) -> String {
        match self.column {
            Some(column) => machine_cell(column.key, self.part, &column.value(ctx, record)),
            None => machine_cell("sources", CellValuePart::Main, &ctx.source_links(record)),
        }
    }

    /// Returns whether a cell has this text; signs against formulas, line ends and the form of
    /// white space do not count.
    pub(super) fn is_same(cell: &str, exported: &str) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = |text: &str| text.parse::<f64>().ok();
        let is_number = number(cell).is_some() && number(cell) == number(exported);
        cell == exported
            || is_number
            || words(cell) == words(exported)
            || words(cell) == words(&spreadsheet_text(exported))
    }
}

/// A heading of an export.
#[derive(Clone, Copy)]
pub(super) enum ExportedHeading {
    /// The path of the record.
    Record,
    Column(ExportedColumn),
}

/// Returns what the headings of an export are; nothing for those of another sheet.
pub(super) fn exported_headings(kind: KindId, headings: &[String]) -> Vec<Option<ExportedHeading>> {
    let Some(record) = headings.iter().position(|heading| heading == "record") else {
        return Vec::new();
    };
    let list = lists::for_kind(kind);
    let mut targets = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        if index == record {
            targets.push(Some(ExportedHeading::Record));
            continue;
        }
        let found = if heading == "sources" {
            Some(ExportedColumn {
                column: None,
                part: CellValuePart::Main,
                field: find_field(kind, "sources"),
                is_computed: false,
            })
        } else {
            list.columns.iter().find_map(|column| exported_column(kind, column, heading))
        };
        targets.push(found.map(ExportedHeading::Column));
    }
    targets
}

fn exported_column(kind: KindId, column: &'static Column, heading: &str) -> Option<ExportedColumn> {
    let part = match heading.strip_prefix(column.key)? {
        "" => CellValuePart::Main,
        "_ids" => CellValuePart::Ids,
        "_currency" => CellValuePart::Currency,
        "_first_day" => CellValuePart::FirstDay,
        "_last_day" => CellValuePart::LastDay,
        _ => return None,
    };
    let (path, is_computed) = match column.value {
        ColumnSource::Field => (column.key.to_string(), false),
        ColumnSource::Links([field]) => ((*field).to_string(), false),
        ColumnSource::Links(_) => (String::new(), false),
        ColumnSource::Computed(_) => (column.key.to_string(), true),
    };
    let plural = ["agencies", "countries", "objectives", "phases"];
    let field = find_field(kind, &path).or_else(|| {
        let stem = column.key.trim_end_matches('y');
        let found = plural.iter().find(|name| name.starts_with(stem) && column.is_links);
        found.and_then(|name| find_field(kind, name))
    });
    let field = match part {
        CellValuePart::Currency => {
            let inner = find_field(kind, &format!("{path}/currency"));
            // the currency of a budget line is a field beside its amount
            inner.or_else(|| find_field(kind, "currency"))
        }
        CellValuePart::FirstDay | CellValuePart::LastDay => None,
        CellValuePart::Main if field.is_some_and(|field| field.field_type == FieldType::Money) => {
            find_field(kind, &format!("{path}/amount"))
        }
        CellValuePart::Main | CellValuePart::Ids => field,
    };
    Some(ExportedColumn { column: Some(column), part, field, is_computed })
}
