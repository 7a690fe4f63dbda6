//! Creates the panes of the dashboard, in the order of the tab bar.

use super::list_pane::ListPane;
use super::page_pane::PagePane;
use super::{Pane, map, matrix, overview, phases, timeline};
use crate::query;
use crate::query::citations_by_difference;
use crate::query::lists::{contradictions_and_sources, countries, documents_and_contacts};

/// Returns the panes in the order of the tab bar.
pub fn all() -> Vec<Box<dyn Pane>> {
    let overview = PagePane::new(
        "overview",
        "The programme at a glance",
        overview::layout,
        overview::narrate,
        &query::lists::overview::LIST,
    );
    let phases = PagePane::new(
        "phases",
        "The phases: years, budgets, donors, countries, results",
        phases::layout,
        phases::narrate,
        &query::lists::phases::LIST,
    );
    let countries = ListPane::new(
        "countries",
        "Countries: phases, agencies, activities, events",
        &countries::LIST,
    );
    let documents = ListPane::new(
        "documents",
        "Publications, legal instruments, contacts",
        &documents_and_contacts::LIST,
    )
    .with_hidden_rows(documents_and_contacts::hidden_work);
    let sources = ListPane::new(
        "sources",
        "Contradictions between sources, and all claims",
        &contradictions_and_sources::LIST,
    )
    .with_summary_suffix(citations_by_difference::contradiction_count)
    .with_hidden_rows(citations_by_difference::hidden_claims);
    vec![
        Box::new(overview.without_filter()),
        Box::new(phases.with_commands(phases::COMMANDS)),
        Box::new(matrix::MatrixPane::new()),
        Box::new(countries),
        Box::new(timeline::TimelinePane::new()),
        Box::new(documents),
        Box::new(sources),
        Box::new(map::MapPane::new()),
    ]
}
