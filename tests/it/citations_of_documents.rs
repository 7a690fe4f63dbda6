//! Citations of the five source documents: each states what it is cited for, and is cited for what
//! it states.

use crate::Sandbox;
use gloact::model::RecordPath;
use gloact::store::Dataset;

/// Fields that several documents state, each with those documents.
const STATED_BY: &[(&str, &[&str])] = &[
    ("agencies/unodc/roles", &["seed-000", "seed-001", "seed-002", "seed-003", "seed-004"]),
    ("objectives/glo-act-3/title", &["seed-000", "seed-001", "seed-002", "seed-003"]),
    ("phases/glo-act/agencies", &["seed-000", "seed-001", "seed-002", "seed-003"]),
    ("phases/glo-act/date", &["seed-000", "seed-002", "seed-003", "seed-004"]),
    ("phases/glo-act/duration", &["seed-000", "seed-002", "seed-003"]),
    ("phases/glo-act/title", &["seed-002", "seed-004"]),
    ("programme/gloact/agencies", &["seed-000", "seed-001", "seed-002", "seed-003", "seed-004"]),
    ("programme/gloact/background", &["seed-001"]),
    ("programme/gloact/part_of", &["seed-000", "seed-002", "seed-003"]),
];

#[test]
fn documents_are_cited_for_what_they_state() {
    let data = Dataset::bundled();
    for (path, documents) in STATED_BY {
        let citation = data.citation(&RecordPath::new(*path)).unwrap();
        for document in *documents {
            let is_cited = citation.0.iter().any(|claim| *claim.source == **document);
            assert!(is_cited, "{path}: no citation from {document}");
        }
    }
}

#[test]
fn each_statement_of_the_background_has_its_source() {
    let data = Dataset::bundled();
    let citation = data.citation(&RecordPath::new("programme/gloact/background")).unwrap();
    let statements = &data.programme_record().unwrap().background;
    let ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];
    assert_eq!(statements.len(), ordinals.len());
    for ordinal in ordinals {
        let start = format!("The {ordinal} statement");
        let is_start = |note: &str| note.starts_with(&start);
        assert!(citation.0.iter().any(|claim| claim.note.as_deref().is_some_and(is_start)));
    }
}

#[test]
fn documents_without_a_citation_are_not_said_to_state_nothing() {
    let sandbox = Sandbox::new();
    let text = sandbox.run(&["explain", "phases/glo-act/title"]).out;
    assert!(text.contains("No citation here from"), "{text}");
    assert!(!text.contains("Not stated by"), "{text}");
}
