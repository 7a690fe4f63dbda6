//! `gloact show countries/NP`: a record in full, as the screen tells it, with the places that its links lead to.

use super::output::Told;
use super::{Global, dataset, tell, today};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::query::Scope;
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
    told: Told,
}

impl Show {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        tell(&data);
        let place = data.resolve(&self.place)?;
        let Some(row) = data.row_of(&place) else {
            return Err(Error::usage(format!("{place} is a kind; a record is shown")).hint(format!("gloact list {place}")));
        };
        let scope = Scope::new(&data, today(global)?);
        let detail = || {
            // what a field says is told where its sources are told apart, as on the screen
            let cited = place.path().and_then(|_| data.row("citations", place.as_str()));
            let mut detail = Detail::of(&scope, cited.unwrap_or(row));
            if cited.is_none() && place.path().is_some() {
                detail = detail.only(&place);
            }
            with_places(detail)
        };
        self.told.story(detail, || data.value_at(&place).unwrap_or_default())
    }
}

/// The same with the place behind each name that leads somewhere.
pub(super) fn with_places(mut detail: Detail) -> Detail {
    for piece in detail.parts.iter_mut().flat_map(|part| &mut part.pieces) {
        if let Some(place) = &piece.link {
            piece.text = format!("{} ({place})", piece.text);
        }
    }
    detail
}
