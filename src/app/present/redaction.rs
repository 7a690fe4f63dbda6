//! Hides contacts from the audience: their names and addresses are replaced in everything that a
//! slide shows.

use crate::app::App;
use crate::detail::{Detail, PaneContent};
use crate::model::{Contact, Record};
use crate::query::{CellValue, Table};
use crate::store::Dataset;
use std::borrow::Cow;

/// The text in place of a hidden contact.
const REDACTED: &str = "(hidden)";

impl App {
    /// Returns a text without contacts, while these are hidden.
    pub(crate) fn redact(&self, text: String) -> String {
        let hides = self.mode.presentation().is_some_and(|slides| slides.hides_contacts);
        if hides { redact_text(&text, &contact_values(self.data())) } else { text }
    }
}

/// Returns the content of a slide without contacts.
pub(super) fn redact_content<'a>(content: PaneContent<'a>, data: &Dataset) -> PaneContent<'a> {
    let secrets = contact_values(data);
    match content {
        PaneContent::Rows(table, notes) => {
            let notes = notes.iter().map(|note| redact_text(note, &secrets)).collect();
            PaneContent::Rows(redact_table(table, secrets), notes)
        }
        PaneContent::Picture(table) => PaneContent::Picture(redact_table(table, secrets)),
        PaneContent::Record(detail) => PaneContent::Record(redact_detail(detail, &secrets)),
    }
}

/// Returns the names and addresses of all contacts, the longest first.
fn contact_values(data: &Dataset) -> Vec<String> {
    // a mailbox may be called as the programme is, which is no secret
    let public: Vec<String> = data
        .programme()
        .values()
        .flat_map(|programme| [programme.title(), programme.short_label()].map(str::to_string))
        .collect();
    let values = |contact: &Contact| {
        let values = [Some(&contact.name), contact.email.as_ref(), contact.other.as_ref()];
        values.into_iter().flatten().map(|text| text.to_string()).collect::<Vec<_>>()
    };
    let mut secrets: Vec<String> = data.contacts().values().flat_map(values).collect();
    secrets.retain(|text| !public.contains(text));
    secrets.sort_by_key(|text| std::cmp::Reverse(text.len()));
    secrets
}

fn redact_text(text: &str, secrets: &[String]) -> String {
    let mut redacted = text.to_string();
    for secret in secrets {
        if redacted.contains(secret.as_str()) {
            redacted = redacted.replace(secret.as_str(), REDACTED);
        }
    }
    redacted
}

fn redact_table(table: Table<'_>, secrets: Vec<String>) -> Table<'_> {
    let Table { headers, len, cell } = table;
    let redacted_cell = move |row: usize, column: usize| match cell(row, column) {
        value @ (CellValue::Empty | CellValue::Number(_) | CellValue::Date(_)) => value,
        value => {
            let text = value.display();
            let redacted = redact_text(&text, &secrets);
            if redacted == text { value } else { CellValue::Text(Cow::Owned(redacted)) }
        }
    };
    Table { headers, len, cell: Box::new(redacted_cell) }
}

fn redact_detail(mut detail: Detail, secrets: &[String]) -> Detail {
    detail.heading = redact_text(&detail.heading, secrets);
    detail.subtitle = redact_text(&detail.subtitle, secrets);
    for entry in &mut detail.entries {
        entry.title = redact_text(&entry.title, secrets);
        for fragment in &mut entry.fragments {
            fragment.text = redact_text(&fragment.text, secrets);
        }
    }
    detail
}
