//! Reads cells with links to records: by any name of a record, by an answer, or by its number.

use super::answers::ValueAnswer;
use super::assumed_answers::{assumed_record, is_nothing_with_signs};
use super::cell_text::{clean, fold_heading};
use super::cell_values::{CellContext, CellOutcome, CellReader};
use super::field_types::ImportField;
use super::link_reading::LinkReading;
use super::value_questions::{QuestionSubject, suggest_records};
use crate::error::Error;
use crate::model::KindId;
use crate::store::Dataset;

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
        // the number of an objective means nothing before its phase is known
        let is_early = kind == KindId::Objectives && ctx.phase_waits;
        if is_early && self.find_links(field, kind, text, phase, is_single).is_none() {
            return CellOutcome::Asked;
        }
        let key = (field.path.clone(), text.to_string(), phase.unwrap_or_default().to_string());
        let reading = match self.links.get(&key) {
            Some(reading) => reading.clone(),
            None => {
                let reading = self.link_reading(field, kind, text, phase, is_single);
                self.links.insert(key, reading.clone());
                reading
            }
        };
        for (part, assumed) in reading.unknown {
            let data = self.data;
            let suggest = || suggest_records(data, kind, &part);
            let subject = QuestionSubject::Record(kind);
            self.questions.ask_or_assume(subject, field.top(), &part, ctx.cell, assumed, suggest);
        }
        match reading.ids {
            Some(ids) if ids.is_empty() => CellOutcome::Blank,
            Some(ids) => CellOutcome::Value(ids.into()),
            None => CellOutcome::Asked,
        }
    }

    fn link_reading(
        &mut self,
        field: &ImportField,
        kind: KindId,
        text: &str,
        phase: Option<&str>,
        is_single: bool,
    ) -> LinkReading {
        self.used_assumptions.clear();
        if let Some(ids) = self.find_links(field, kind, text, phase, is_single) {
            let used = std::mem::take(&mut self.used_assumptions);
            let unknown = used.into_iter().map(|(part, answer)| (part, Some(answer)));
            return LinkReading { ids: Some(ids), unknown: unknown.collect() };
        }
        let parts = self.unknown_parts(field, kind, text, phase, is_single);
        let mut unknown: Vec<(String, Option<ValueAnswer>)> = Vec::new();
        for part in parts {
            let assumed = assumed_record(self.data, kind, &part);
            if let Some(answer) = &assumed {
                self.assumed.insert((field.top().to_string(), part.clone()), answer.clone());
            }
            unknown.push((part, assumed));
        }
        let is_whole = unknown.iter().all(|(_, assumed)| assumed.is_some());
        let ids = is_whole.then(|| self.find_links(field, kind, text, phase, is_single)).flatten();
        for (part, answer) in std::mem::take(&mut self.used_assumptions) {
            if unknown.iter().all(|(known, _)| *known != part) {
                unknown.push((part, Some(answer)));
            }
        }
        LinkReading { ids, unknown }
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
            // "ILO, FAO" are two, "Care, Share and Partners" may be one
            let are_acronyms = inner.iter().all(|one| is_acronym(one));
            if are_acronyms || is_known.iter().any(|known| *known) {
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
        let mut answer = self.answers.value(field.top(), text).cloned();
        if answer.is_none() {
            answer = self.assumed.get(&(field.top().to_string(), text.to_string())).cloned();
            let used = answer.clone().map(|answer| (text.to_string(), answer));
            self.used_assumptions.extend(used);
        }
        match answer {
            Some(ValueAnswer::LeaveOut) => return Some(Vec::new()),
            Some(ValueAnswer::New(id)) => {
                self.new_records.insert((kind, id.clone()), text.to_string());
                return Some(vec![id]);
            }
            Some(ValueAnswer::Value(name)) => {
                let id = self.resolve(kind, &name, phase);
                if id.is_none() {
                    self.refuse_answer(unknown_record(self.data, kind, &name));
                }
                return Some(id.into_iter().collect());
            }
            None if is_nothing_with_signs(text) => return None,
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

/// Returns the error of an answer that names no record.
fn unknown_record(data: &Dataset, kind: KindId, name: &str) -> Error {
    let ids = data.records(kind).map(|record| data.id(record));
    let error = Error::unknown_name(kind.singular(), name, ids);
    let nearest = suggest_records(data, kind, name).into_iter().next();
    let hint = nearest.map(|(id, label)| format!("did you mean \"{id}\" ({label})?"));
    let search = || "gloact search WORDS finds the id of a record".to_string();
    Error { hint: error.hint.or(hint).or_else(|| Some(search())), ..error }
}

fn parts(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(clean).filter(|part| !part.is_empty()).collect()
}

fn is_acronym(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(char::is_uppercase)
}

/// Splits at signs and words that names may have as well.
fn weak_parts(text: &str) -> Vec<String> {
    let mut text = text.replace(['/', '&', '+'], ",");
    for word in [" and ", " et ", " y ", " und "] {
        text = text.replace(word, ",");
    }
    parts(&text, &[','])
}
