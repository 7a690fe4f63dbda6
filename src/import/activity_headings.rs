//! The headings of sheets about activities, with the fields that they stand for.

use super::heading_target::DatePart;
use super::heading_target::HeadingTarget::{self, ActualDate, Field};

/// Targets, their headings, and their HXL tags, as in the table of all headings.
pub(super) const ACTIVITY_HEADINGS: &[(HeadingTarget, &[&str], &[&str])] = &[
    (
        Field(&["sectors"]),
        &[
            "sector",
            "sectors",
            "sector name",
            "sector narrative",
            "sector cluster",
            "cluster",
            "secteur",
            "thematic area",
            "theme",
        ],
        &["#sector", "#subsector"],
    ),
    (
        ActualDate(DatePart::Start),
        &["actual start", "actual start date", "début effectif", "inicio efectivo"],
        &["#date+start+actual"],
    ),
    (
        ActualDate(DatePart::End),
        &["actual end", "actual end date", "fin effective", "fin efectivo"],
        &["#date+end+actual"],
    ),
    (
        Field(&["agencies", "agency"]),
        &[
            "participating organisation",
            "participating organisation name",
            "participating organization",
            "participating organization name",
            "responsible organisation",
        ],
        &[],
    ),
    (Field(&["identifier"]), &["iati activity identifier", "project number", "project id"], &[]),
];
