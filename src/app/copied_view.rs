//! The current view as a text for an e-mail and as a Markdown page, and the programme as a file.

use super::App;
use super::spoken_lines::{detail_sentences, replace_symbols};
use crate::error::Result;
use crate::export::handout::markdown_page;
use crate::export::iati::{IatiExportOptions, IatiFile, ReportingOrg, iati_file};

/// The line between the view and what explains it, as people write in an e-mail.
const FOOTNOTES_HEADING: &str = "Where sources contradict each other or state something else:";
const SOURCES_HEADING: &str = "Sources:";

impl App {
    /// Returns the current view as a text for an e-mail: sentences with words for letters and
    /// symbols, differences between sources as footnotes, and the sources.
    pub(super) fn mail_text(&self) -> String {
        let (pane, context) = self.current_pane();
        let page = self.view_page();
        let mut paragraphs = vec![detail_sentences(&pane.describe(context)).join("\n")];
        let footnotes = page
            .footnotes
            .iter()
            .enumerate()
            .map(|(number, (_, text))| format!("{}. {}", number + 1, replace_symbols(text)));
        paragraphs.extend(with_heading(FOOTNOTES_HEADING, footnotes.collect()));
        let sources = page.sources.iter().map(|(title, address)| match address {
            Some(address) => format!("- {title}, {address}"),
            None => format!("- {title}"),
        });
        paragraphs.extend(with_heading(SOURCES_HEADING, sources.collect()));
        self.redact(format!("{}\n", paragraphs.join("\n\n")))
    }

    /// Returns the current view as a Markdown page, with its legend, footnotes and sources.
    pub(super) fn markdown_view(&self) -> String {
        markdown_page(&self.view_page())
    }

    /// Returns the programme as a file of IATI, published by the agency that answers for it.
    pub(super) fn iati_file(&self) -> Result<IatiFile> {
        let (reporting_org, _) = ReportingOrg::of_data(self.data());
        let today = self.loaded.query().today;
        iati_file(self.data(), &IatiExportOptions::new(reporting_org, today))
    }
}

/// Returns lines under a heading; `None` if there are none.
fn with_heading(heading: &str, lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| format!("{heading}\n{}", lines.join("\n")))
}
