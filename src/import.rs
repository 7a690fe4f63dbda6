//! Reads spreadsheets into records: what an office keeps in Excel becomes an override.
//!
//! A file is read into sheets, whatever its format. The headings of a sheet are matched to the
//! fields of a kind of record, and its cells to values of these fields. A value that cannot be
//! understood alone becomes a question, asked once however often it stands in the sheet. The plan
//! compares the rows with the records that there are; writing it makes one override for the file.

mod activity_headings;
mod answers;
mod assumed_answers;
mod cell_dates;
mod cell_numbers;
mod cell_text;
mod cell_values;
mod column_matching;
mod column_notations;
mod constant_values;
mod date_evidence;
mod date_reading;
mod date_words;
mod delimited_text;
mod event_kinds;
mod exported_cells;
mod field_choices;
mod field_merge;
mod field_types;
mod header_row;
mod heading_lookup;
mod heading_table;
mod heading_target;
pub mod iati;
mod import_plan;
mod import_progress;
mod impossible_days;
mod kept_answers;
mod kind_matching;
mod link_reading;
mod link_values;
mod list_export;
mod money_reading;
mod override_text;
mod phase_names;
mod plan_report;
mod planned_row;
mod previous_import;
mod ragged_rows;
mod record_identity;
mod rejects;
mod row_changes;
mod row_planning;
mod row_reading;
mod sheet;
mod sheet_file;
mod split_date;
mod template;
mod text_encoding;
mod value_questions;
mod workbook;
mod workbook_limits;
mod year_amounts;
mod year_heading;

pub use answers::{ImportAnswers, ValueAnswer};
pub use cell_dates::DayOrder;
pub use cell_numbers::DecimalSign;
pub use field_choices::{FieldChoice, field_choices};
pub use header_row::sheet_headings;
pub use heading_table::REASON_HEADING;
pub use import_plan::{ImportOptions, ImportPlan, plan_import};
pub use import_progress::ImportProgress;
pub use kept_answers::kept_answers;
pub use kind_matching::kind_named;
pub use override_text::import_text;
pub use plan_report::unused_columns;
pub use plan_report::{assumption_lines, counts, question_lines, question_list, report};
pub use planned_row::{PlannedRow, RowState};
pub use previous_import::PreviousImport;

pub use record_identity::slug;
pub use rejects::rejects_text;
pub use row_changes::{FieldChange, row_changes};
pub use sheet::{Sheet, SheetCell, SheetFile};
pub use sheet_file::{ReadOptions, SHEET_EXTENSIONS, read_sheets};
pub use template::{template_csv, template_workbook};
pub use value_questions::{QuestionSubject, ValueQuestion};
