//! Reads cells with links to records: by any name of a record, by an answer, or by its number.

use super::answers::ValueAnswer;
use super::cell_text::{clean, fold_heading};
use super::cell_values::{CellContext, CellOutcome, CellReader};
use super::field_types::ImportField;
use super::value_questions::{QuestionSubject, suggest_records};
use crate::model::KindId;

/// Signs between several values that stand in no name.
const STRONG_SEPARATORS: &[char] = &[';', '|', '\n'];

impl CellReader<'_> {
    /// Reads links to records. The whole text is looked up before it is split.
    pub(super) fn read_links(
        &mut self,
        field: &ImportField,
        kind: KindId,
        text: &str,
        ctx: CellContext,
        is_single: bool,
    ) -> CellOutcome {
        let phase = if kind == KindId::Objectives { ctx.phase } else { None };
        let key = (kind, text.to_string(), phase.unwrap_or_default().to_string());
        let found = match self.links.get(&key) {
            Some(found) => found.clone(),
            None => {
                let found = self.find_links(field, kind, text, phase, is_single);
                self.links.insert(key, found.clone());
                found
            }
        };
        if let Some(ids) = found {
            return match ids.is_empty() {
                true => CellOutcome::Blank,
                false => CellOutcome::Value(ids.into()),
            };
        }
        for part in self.unknown_parts(field, kind, text, phase, is_single) {
            let data = self.data;
            let suggest = || suggest_records(data, kind, &part);
            let subject = QuestionSubject::Record(kind);
            self.questions.ask(subject, field.top(), &part, ctx.cell, suggest);
        }
        CellOutcome::Asked
    }

    /// Returns the ids that a text means; `None` if any part of it is unknown.
    fn find_links(
        &mut self,
        field: &ImportField,
        kind: KindId,
        text: &str,
        phase: Option<&str>,
        is_single: bool,
    ) -> Option<Vec<String>> {
        if let Some(ids) = self.find_one(field, kind, &clean(text), phase) {
            return Some(ids);
        }
        if is_single {
            return None;
        }
        let mut ids: Vec<String> = Vec::new();
        for part in parts(text, STRONG_SEPARATORS) {
            if let Some(found) = self.find_one(field, kind, &part, phase) {
                ids.extend(found);
                continue;
            }
            for inner in weak_parts(&part) {
                ids.extend(self.find_one(field, kind, &inner, phase)?);
            }
        }
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
        Some(ids)
    }

    /// Returns the parts of a text that name no record.
    fn unknown_parts(
        &mut self,
        field: &ImportField,
        kind: KindId,
        text: &str,
        phase: Option<&str>,
        is_single: bool,
    ) -> Vec<String> {
        if is_single {
            return vec![clean(text)];
        }
        let mut unknown = Vec::new();
        for part in parts(text, STRONG_SEPARATORS) {
            if self.find_one(field, kind, &part, phase).is_some() {
                continue;
            }
            let inner = weak_parts(&part);
            let is_known: Vec<bool> =
                inner.iter().map(|one| self.find_one(field, kind, one, phase).is_some()).collect();
            if is_known.iter().any(|known| *known) {
                let pairs = inner.into_iter().zip(is_known);
                unknown.extend(pairs.filter(|(_, known)| !known).map(|(one, _)| one));
            } else {
                unknown.push(part);
            }
        }
        unknown
    }

    /// Returns the id of the record that a text names, by an answer or by itself; an empty list if
    /// the text is to be left out.
    fn find_one(
        &mut self,
        field: &ImportField,
        kind: KindId,
        text: &str,
        phase: Option<&str>,
    ) -> Option<Vec<String>> {
        match self.answers.value(field.top(), text) {
            Some(ValueAnswer::LeaveOut) => return Some(Vec::new()),
            Some(ValueAnswer::New(id)) => {
                self.new_records.insert((kind, id.clone()), text.to_string());
                return Some(vec![id.clone()]);
            }
            Some(ValueAnswer::Value(name)) => {
                let id = self.resolve(kind, name, phase);
                if id.is_none() {
                    self.unknown_answers.insert(name.clone(), kind);
                }
                return Some(id.into_iter().collect());
            }
            None => {}
        }
        self.resolve(kind, text, phase).map(|id| vec![id])
    }

    /// Returns the id of the record with a name; of an objective also by its number in a phase, of
    /// a phase also by its stage.
    fn resolve(&self, kind: KindId, text: &str, phase: Option<&str>) -> Option<String> {
        let data = self.data;
        if let Some(record) = data.resolve_name(kind, text) {
            return Some(data.id(record).to_string());
        }
        let folded = fold_heading(text);
        match kind {
            KindId::Objectives => {
                let digits = folded.rsplit(' ').next()?;
                let number: u32 = digits.parse().ok()?;
                let phase = phase?;
                let mut objectives = data.objectives().iter();
                let found = objectives.find(|(_, objective)| {
                    objective.number == Some(number) && objective.phase.as_deref() == Some(phase)
                });
                found.map(|(id, _)| id.to_string())
            }
            KindId::Phases => {
                let is_stage = |stage: &str| fold_heading(stage) == folded;
                let mut found = data
                    .phases()
                    .iter()
                    .filter(|(_, phase)| phase.stage.as_deref().is_some_and(is_stage));
                let first = found.next();
                first.filter(|_| found.next().is_none()).map(|(id, _)| id.to_string())
            }
            _ => None,
        }
    }
}

fn parts(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(clean).filter(|part| !part.is_empty()).collect()
}

/// Splits at signs and words that names may have as well.
fn weak_parts(text: &str) -> Vec<String> {
    let mut text = text.replace(['/', '&', '+'], ",");
    for word in [" and ", " et ", " y ", " und "] {
        text = text.replace(word, ",");
    }
    parts(&text, &[','])
}
