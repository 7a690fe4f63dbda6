//! Checks words of which a list is known: kinds, statuses and levels.

use super::{Report, locate_text};
use crate::model::{
    ACTIVITY_STATUSES, AGENCY_ROLES, BUDGET_KINDS, INDICATOR_LEVELS, INSTRUMENT_KINDS, KindId,
    RecordPath, Text,
};
use crate::store::finding::Finding;
use crate::suggest::{closest, did_you_mean};

impl Report<'_> {
    /// Warns about words that are not in the list for their field.
    pub(super) fn check_words(&mut self) {
        let data = self.data;
        for (id, agency) in data.agencies().iter() {
            let path = RecordPath::for_record(KindId::Agencies, id).join("roles");
            for role in agency.roles.iter() {
                self.check_known(path.clone(), "role of an agency", role, AGENCY_ROLES);
            }
        }
        for (id, instrument) in data.instruments().iter() {
            let field = (KindId::Instruments, id, "kind");
            self.check_field(field, "kind of instrument", &instrument.kind, INSTRUMENT_KINDS);
        }
        for (id, phase) in data.phases().iter() {
            let field = (KindId::Phases, id, "status");
            self.check_field(field, "status", &phase.status, ACTIVITY_STATUSES);
        }
        for (id, activity) in data.activities().iter() {
            let field = (KindId::Activities, id, "status");
            self.check_field(field, "status", &activity.status, ACTIVITY_STATUSES);
        }
        for (id, line) in data.budgets().iter() {
            let field = (KindId::Budgets, id, "kind");
            self.check_field(field, "kind of budget line", &line.kind, BUDGET_KINDS);
        }
        for (id, indicator) in data.indicators().iter() {
            let field = (KindId::Indicators, id, "level");
            self.check_field(field, "level", &indicator.level, INDICATOR_LEVELS);
        }
    }

    fn check_field(
        &mut self,
        (kind, id, field): (KindId, &Text, &str),
        description: &str,
        word: &Option<Text>,
        known: &[&str],
    ) {
        if let Some(word) = word {
            self.check_known(
                RecordPath::for_record(kind, id).join(field),
                description,
                word,
                known,
            );
        }
    }

    /// Warns about a word that is not in a list of known ones.
    pub(super) fn check_known(
        &mut self,
        path: RecordPath,
        description: &str,
        word: &str,
        known: &[&str],
    ) {
        if !known.contains(&word) {
            let hint = closest(word, known.iter().copied()).map(did_you_mean);
            let hint = hint.unwrap_or_else(|| format!("use one of {}", known.join(", ")));
            // the word itself, where the field is a list of words
            let (layer, offset) = locate_text(self.data, &path, word);
            let message = format!("unknown {description} \"{word}\"");
            let finding = Finding::warning(path, layer, offset, message);
            self.findings.push(finding.with_hint(Some(hint)));
        }
    }
}
