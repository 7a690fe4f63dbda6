//! Finds the kind of event that a word means.

use super::cell_text::fold_heading;

/// Returns the known kind of event that a folded text names.
pub(super) fn known_event_kind(folded: &str, known: &[&'static str]) -> Option<&'static str> {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let exact = known.iter().copied().find(|kind| *kind == folded || *kind == singular);
    let synonym = || {
        let same = |word: &str| fold_heading(word);
        let found = EVENT_KIND_SYNONYMS
            .iter()
            .find(|(word, _)| same(word) == folded || same(word) == singular)?;
        known.iter().copied().find(|kind| *kind == found.1)
    };
    exact.or_else(synonym)
}

/// Words for sorts of events, with those of the data.
const EVENT_KIND_SYNONYMS: &[(&str, &str)] = &[
    ("study tour", "visit"),
    ("study visit", "visit"),
    ("field visit", "visit"),
    ("mission", "visit"),
    ("tot", "training"),
    ("training of trainers", "training"),
    ("training course", "training"),
    ("course", "training"),
    ("formation", "training"),
    ("capacitación", "training"),
    ("seminar", "workshop"),
    ("atelier", "workshop"),
    ("taller", "workshop"),
    ("symposium", "conference"),
    ("summit", "conference"),
    ("forum", "conference"),
    ("conférence", "conference"),
    ("conferencia", "conference"),
    ("round table", "meeting"),
    ("roundtable", "meeting"),
    ("consultation", "meeting"),
    ("réunion", "meeting"),
    ("reunión", "meeting"),
    ("steering committee", "committee"),
    ("sc meeting", "committee"),
    ("board", "committee"),
    ("awareness raising", "campaign"),
    ("awareness", "campaign"),
    ("campagne", "campaign"),
    ("campaña", "campaign"),
    ("mou", "agreement"),
    ("report", "publication"),
    ("study", "assessment"),
    ("survey", "assessment"),
    ("research", "assessment"),
    ("evaluation", "assessment"),
    ("inauguration", "launch"),
    ("kick off", "launch"),
    ("kickoff", "launch"),
    ("lancement", "launch"),
    ("visite", "visit"),
    ("visita", "visit"),
];
