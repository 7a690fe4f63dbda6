//! `gloact explain phases/glo-act/budget`: the story of a value, as the screen tells it.

use super::output::Told;
use super::{Global, dataset, today};
use crate::detail::provenance::Why;
use crate::error::Result;
use crate::model::Place;
use crate::query::Scope;
use clap::Args;

/// Tell where a value comes from: every layer and source that speaks of it
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact explain phases/glo-act/budget
  gloact explain countries/NP --format json")]
pub(super) struct Explain {
    /// A record, or a field of it
    place: String,
    #[command(flatten)]
    told: Told,
}

impl Explain {
    pub(super) fn run(&self, global: &Global) -> Result<u8> {
        let data = dataset(global);
        let why = Why::ask(Scope::new(&data, today(global)?), &Place::new(&*self.place))?;
        self.told.story(|| why.detail(), || why.json())
    }
}
