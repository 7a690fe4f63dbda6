//! `gloact show countries/NP`: a record in full, as the screen tells it, with the places that its links lead to.

use super::output::TextOutput;
use super::{GlobalArgs, load_dataset, today, warn_findings};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::query::QueryContext;
use clap::Args;

/// Print a record in full, with the places that its links lead to
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact show countries/NP
  gloact show phases/glo-act/budget --format json")]
pub(super) struct Show {
    /// A record, or a field of it
    place: String,
    #[command(flatten)]
    output: TextOutput,
}

impl Show {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_dataset(global);
        warn_findings(&data);
        let place = data.resolve_path(&self.place)?;
        let Some(row) = data.record_at(&place) else {
            return Err(Error::usage(format!("{place} is a kind; a record is shown"))
                .with_hint(format!("gloact list {place}")));
        };
        let scope = QueryContext::new(&data, today(global)?);
        let detail = || {
            // what a field says is told where its sources are told apart, as on the screen
            let cited = place.field_path().and_then(|_| data.find("citations", place.as_str()));
            let mut detail = Detail::for_record(&scope, cited.unwrap_or(row));
            if cited.is_none() && place.field_path().is_some() {
                detail = detail.retain_field(&place);
            }
            with_link_paths(detail)
        };
        self.output.print(detail, || data.value_at(&place).unwrap_or_default())
    }
}

/// The same with the place behind each name that leads somewhere.
pub(super) fn with_link_paths(mut detail: Detail) -> Detail {
    for piece in detail.entries.iter_mut().flat_map(|part| &mut part.fragments) {
        if let Some(place) = &piece.link {
            piece.text = format!("{} ({place})", piece.text);
        }
    }
    detail
}
