//! What is wrong or odd in the data, each with the place, the file and the position.

use super::layer::{Layer, Slice, Slices};
use super::{Dataset, KINDS, RecordRef, json};
use crate::model::text::clean;
use crate::model::*;
use crate::parallel::{self, MANY};
use crate::sort;
use crate::suggest::nearest;
use memchr::memchr2;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;

/// How grave a finding is. Only an error makes `gloact check` end with 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A patch or a file was refused.
    Error,
    /// It is used, but it can hardly be meant.
    Warning,
    /// Odd, and perhaps right.
    Note,
}

/// Something that a reader of the data should be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How grave it is.
    pub level: Level,
    /// What it is about; empty for a whole file.
    pub place: Place,
    /// The number of the layer.
    pub layer: u16,
    /// The byte of the layer's text.
    pub at: usize,
    /// What is wrong and what was wanted.
    pub sentence: String,
    /// The nearest name, or what would help.
    pub hint: Option<String>,
}

impl Finding {
    fn new(level: Level, place: Place, layer: u16, at: usize, sentence: String) -> Finding {
        Finding { level, place, layer, at, sentence, hint: None }
    }

    pub(super) fn error(place: Place, layer: u16, at: usize, sentence: String) -> Finding {
        Finding::new(Level::Error, place, layer, at, sentence)
    }

    pub(super) fn warning(place: Place, layer: u16, at: usize, sentence: String) -> Finding {
        Finding::new(Level::Warning, place, layer, at, sentence)
    }

    pub(super) fn hint(mut self, hint: Option<String>) -> Finding {
        self.hint = hint;
        self
    }

    /// The finding as one line: `file:line:column: error: place: sentence (hint)`.
    pub fn line(&self, layers: &[Layer]) -> String {
        let layer = &layers[self.layer as usize];
        let (line, column) = layer.position(self.at);
        let place = if self.place.as_str().is_empty() { String::new() } else { format!("{}: ", self.place) };
        let hint = self.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}:{line}:{column}: {}: {place}{}{hint}", layer.name, self.level, self.sentence)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        })
    }
}

/// Looks through all records; gives what was wrong in the layers and what it finds besides, the gravest first.
pub(super) fn run(data: &Dataset) -> Vec<Finding> {
    let rows: Vec<RecordRef> = KINDS.iter().flat_map(|kind| data.rows(kind.name)).collect();
    let mut found: Vec<Finding> = parallel::parts(&rows, MANY, |rows| {
        let mut found = Vec::new();
        rows.iter().for_each(|row| look(data, *row, &mut found));
        found
    })
    .concat();
    among(data, &mut found);
    found.splice(..0, data.wrong.iter().cloned());
    sort::by_key(&mut found, |finding| (finding.level, finding.layer, finding.at));
    found
}

/// Adds a finding at the position of its place.
fn see(data: &Dataset, found: &mut Vec<Finding>, level: Level, place: Place, sentence: String, hint: Option<String>) {
    let (layer, at) = whereabouts(data, &place);
    found.push(Finding::new(level, place, layer, at, sentence).hint(hint));
}

/// What is wrong with one record by itself, of whatever kind.
fn look(data: &Dataset, row: RecordRef, found: &mut Vec<Finding>) {
    let said = data.known(row);
    // what overrides name was looked for when they were put over the data
    if *said == Slices::Bundled {
        for (field, kind, id) in data.links(row).filter(|(_, kind, id)| data.row(kind, id).is_none()) {
            let hint = nearest(id, data.rows(kind).map(|row| data.id(row))).map(|near| format!("did you mean {near}?"));
            let place = data.place(row).field(field);
            see(data, found, Level::Error, place, format!("\"{id}\" is not among the {kind}"), hint);
        }
    }
    data.each_date(row, &mut |field, date| {
        if date.is_backwards() {
            see(data, found, Level::Warning, data.place(row).field(field), format!("it ends before it starts: {date}"), None);
        }
    });
    // only a text with an escape, a tab or a character beyond ASCII can hold what is cleaned
    let suspicious = |text: &str| !text.is_ascii() || memchr2(b'\\', b'\t', text.as_bytes()).is_some();
    if said.iter().any(|slice| !data.layers[slice.layer as usize].is_bundled() && suspicious(data.text_of(*slice))) {
        let holds = |slice: &Slice| json::strict(data.text_of(*slice)).is_ok_and(|value| is_cleaned(&value));
        if data.slices(row).iter().any(holds) {
            let sentence = "it holds control or invisible characters, which are shown as such".into();
            see(data, found, Level::Note, data.place(row), sentence, None);
        }
    }
}

/// What is wrong with records of some kinds, and with several taken together.
fn among(data: &Dataset, found: &mut Vec<Finding>) {
    let mut see = |level, place, sentence, hint| see(data, found, level, place, sentence, hint);
    for (id, _) in data.citations.iter() {
        if let Err(e) = data.resolve(id) {
            see(Level::Error, Place::record("citations", id), e.sentence, e.hint);
        }
    }
    let mut series: HashMap<&str, Vec<(&Text, u32, &When)>> = HashMap::new();
    for (id, event) in data.events.iter() {
        let place = || Place::record("events", id);
        if let Some(kind) = event.kind.as_deref().filter(|kind| !EVENT_KINDS.contains(kind)) {
            let hint = nearest(kind, EVENT_KINDS.iter().copied()).map(|near| format!("did you mean {near}?"));
            see(Level::Warning, place().field("kind"), format!("\"{kind}\" is no known kind of event"), hint);
        }
        if let Some((id, phase)) = event.phase.as_ref().and_then(|id| Some((id, data.phases.get(&**id)?))) {
            let ((first, last), (start, end)) = (event.date.order(), phase.date.order());
            if last < start || first > end {
                see(
                    Level::Note,
                    place().field("date"),
                    format!("{} lies outside the planned years of {id}, {}", event.date.words(), phase.date.words()),
                    None,
                );
            }
        }
        if let Some(of) = &event.series {
            series.entry(&of.name).or_default().push((id, of.number, &event.date));
        }
    }
    for meetings in series.values_mut() {
        sort::by_key(meetings, |(_, number, _)| *number);
        for pair in meetings.windows(2) {
            let [(earlier, number, before), (_, next, after)] = pair else { continue };
            if before.order().0 > after.order().1 {
                see(
                    Level::Note,
                    Place::record("events", earlier).field("date"),
                    format!("meeting {number} is dated {} and meeting {next} before it, {}", before.words(), after.words()),
                    None,
                );
            }
        }
    }
    for (id, objective) in data.objectives.iter().filter(|(_, objective)| objective.continues.is_some()) {
        // who goes round in a circle comes to no beginning
        if data.objectives.get(data.root(id)).is_none_or(|root| root.continues.is_some()) {
            let before = objective.continues.as_deref().unwrap_or_default();
            see(Level::Warning, Place::record("objectives", id).field("continues"), format!("\"{before}\" leads back to it"), None);
        }
    }
    for (id, phase) in data.phases.iter() {
        for (field, money) in [("budget", &phase.budget), ("ec_contribution", &phase.ec_contribution)] {
            if let Some(code) =
                money.as_ref().map(|money| &*money.currency).filter(|code| code.len() != 3 || !code.bytes().all(|c| c.is_ascii_uppercase()))
            {
                let hint = Some("three capital letters such as EUR (ISO 4217)".into());
                see(Level::Warning, Place::record("phases", id).field(field), format!("\"{code}\" is no code of a currency"), hint);
            }
        }
    }
    for (id, instrument) in data.instruments.iter() {
        if !INSTRUMENT_KINDS.contains(&&*instrument.kind) {
            let hint = nearest(&instrument.kind, INSTRUMENT_KINDS.iter().copied()).map(|near| format!("did you mean {near}?"));
            see(
                Level::Warning,
                Place::record("instruments", id).field("kind"),
                format!("\"{}\" is no known kind of instrument", instrument.kind),
                hint,
            );
        }
    }
}

fn is_cleaned(value: &Value) -> bool {
    match value {
        Value::String(text) => clean(text) != text.as_str(),
        Value::Array(all) => all.iter().any(is_cleaned),
        Value::Object(all) => all.iter().any(|(key, value)| clean(key) != key.as_str() || is_cleaned(value)),
        _ => false,
    }
}

/// The layer and byte where the highest layer speaks of a place.
fn whereabouts(data: &Dataset, place: &Place) -> (u16, usize) {
    let slices = data.row_of(place).map(|row| data.slices(row)).unwrap_or_default();
    let path = place.path().unwrap_or_default();
    let at = |path: &str| {
        slices.iter().rev().find_map(|slice| Some((slice.layer, slice.start as usize + json::locate(data.text_of(*slice), path)?)))
    };
    at(path).or_else(|| at("")).unwrap_or_default()
}
