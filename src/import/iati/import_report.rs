//! Reports an import as text: what the files are, which records they become, and what is left out.

use super::imported_records::{IatiImport, IatiSummary, ImportedRecord};
use super::record_texts::is_new_or_changed;
use crate::model::KindId;
use crate::model::text::{sanitize, truncate};
use crate::store::Dataset;
use serde_json::Value;
use std::fmt::Write;

/// So many records are shown.
const MAX_SHOWN_RECORDS: usize = 3;
/// So many problems are shown.
const MAX_SHOWN_PROBLEMS: usize = 20;
/// The longest value that is shown, in cells.
const MAX_VALUE_WIDTH: u16 = 60;

/// Returns the report of an import. `base` are the data that it is added to.
pub fn iati_report(import: &IatiImport, base: Option<&Dataset>, problems: &[String]) -> String {
    let mut text = String::new();
    write_files(&mut text, &import.summary);
    write_records(&mut text, import, base);
    write_left_out(&mut text, import);
    write_problems(&mut text, problems);
    write_first_records(&mut text, import);
    text.lines().map(|line| format!("{}\n", sanitize(line))).collect()
}

fn write_files(text: &mut String, summary: &IatiSummary) {
    for (file, version) in &summary.files {
        let _ = writeln!(text, "{file}: IATI {version}");
    }
    let publishers = match &summary.publishers[..] {
        [one] => one.clone(),
        many => counted(many.len(), "publisher", "publishers"),
    };
    let activities = counted(summary.activities(), "activity", "activities");
    let _ = writeln!(text, "  {activities} of {publishers}");
    let levels: Vec<String> = summary
        .by_hierarchy
        .iter()
        .map(|(level, count)| format!("{count} of hierarchy {level}"))
        .collect();
    let _ = writeln!(text, "  {}", levels.join(", "));
    let (inside, outside) = (summary.links_inside, summary.links_outside);
    let _ = write!(text, "  {inside} links to activities of the file, {outside} to others");
    match summary.cycles {
        0 => text.push('\n'),
        cycles => {
            let _ = writeln!(text, ", {cycles} not used because they lead round in a circle");
        }
    }
    let _ = writeln!(
        text,
        "  {} with regions and no country",
        counted(summary.region_only, "activity", "activities")
    );
    let budgets = counted(summary.budgets, "budget", "budgets");
    let total = summary.budget_totals.display();
    let total = if total.is_empty() { String::new() } else { format!(": {total}") };
    let _ = writeln!(text, "  {budgets}{total}");
    let transactions = counted(summary.transactions, "transaction", "transactions");
    let _ = writeln!(text, "  {transactions}, added by kind and year");
    let indicators = counted(summary.indicators, "indicator", "indicators");
    let _ = writeln!(text, "  {indicators} with {} periods", summary.indicator_periods);
}

fn write_records(text: &mut String, import: &IatiImport, base: Option<&Dataset>) {
    text.push_str("\nRecords\n");
    for kind in KindId::ALL {
        let records = import.records.of(*kind);
        if records.is_empty() {
            continue;
        }
        let _ = write!(text, "  {:<12} {:>6}", kind.name(), records.len());
        if let Some(base) = base {
            let is_new = |record: &&ImportedRecord| base.find(*kind, &record.id).is_none();
            let new = records.iter().filter(is_new).count();
            let differs = |record: &&ImportedRecord| is_new_or_changed(record, *kind, base);
            let changed = records.iter().filter(differs).count() - new;
            let same = records.len() - new - changed;
            let _ = write!(text, "  {new} new, {changed} changed, {same} the same");
        }
        text.push('\n');
    }
}

fn write_left_out(text: &mut String, import: &IatiImport) {
    if import.left_out.is_empty() {
        return;
    }
    text.push_str("\nLeft out, because no record can state it\n");
    for (part, count) in import.left_out.counts() {
        let _ = writeln!(text, "  {count:>6}  {part}");
    }
}

fn write_problems(text: &mut String, problems: &[String]) {
    if problems.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nProblems ({})", problems.len());
    for problem in problems.iter().take(MAX_SHOWN_PROBLEMS) {
        let _ = writeln!(text, "  {problem}");
    }
    if problems.len() > MAX_SHOWN_PROBLEMS {
        let _ = writeln!(text, "  and {} more", problems.len() - MAX_SHOWN_PROBLEMS);
    }
}

fn write_first_records(text: &mut String, import: &IatiImport) {
    let first = import.records.of(KindId::Activities).iter().take(MAX_SHOWN_RECORDS);
    for (index, record) in first.enumerate() {
        if index == 0 {
            text.push_str("\nFirst activities\n");
        }
        let _ = writeln!(text, "  activities/{} (line {})", record.id, record.line);
        for (field, value) in &record.fields {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Array(all) => {
                    all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
                }
                other => other.to_string(),
            };
            let value = truncate(&sanitize(&value), MAX_VALUE_WIDTH);
            let _ = writeln!(text, "      {field}: {value}");
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
