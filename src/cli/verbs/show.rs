//! `gloact show countries/NP`: prints a record or field in full, as its detail on the screen.

use crate::cli::record_format_args::RecordFormatArgs;
use crate::cli::{GlobalArgs, load_for_output};
use crate::detail::Detail;
use crate::error::{Error, Result};
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;
use crate::store::{Dataset, RecordRef};
use clap::Args;

/// Print a record in full, with the path of each link
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact show countries/NP
  gloact show countries/NP/names --format json")]
pub(in crate::cli) struct ShowArgs {
    /// A record, or a field of it
    path: String,
    #[command(flatten)]
    output: RecordFormatArgs,
}

impl ShowArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let path = data.resolve_path(&self.path)?;
        let record = data.record_at(&path).ok_or_else(|| kind_error(&data, &path))?;
        let context = QueryContext::new(&data, global.today()?);
        self.output.print(
            || with_link_paths(detail(&context, record, &path)),
            || data.value_at(&path).unwrap_or_default(),
        )
    }
}

/// Returns the detail of a record, or of a field: then of its citation, which has all claims.
fn detail(context: &QueryContext, record: RecordRef, path: &RecordPath) -> Detail {
    if path.field_path().is_none() {
        return Detail::for_record(context, record);
    }
    match context.data.find(KindId::Citations, path.as_str()) {
        Some(citation) => Detail::for_record(context, citation),
        None => Detail::for_record(context, record).retain_field(path),
    }
}

/// Returns the error about a path that names a kind, with a record of the kind as an example.
fn kind_error(data: &Dataset, path: &RecordPath) -> Error {
    let kind = path.kind_name();
    let first = path.kind().and_then(|kind| data.records(kind).next());
    let example = first.map(|record| format!(", e.g. {}", data.path(record)));
    let message =
        format!("\"{kind}\" is a record kind: name one record{}", example.unwrap_or_default());
    Error::usage(message).with_hint(format!("gloact list {kind}"))
}

/// Adds the path of each link behind its text.
pub(super) fn with_link_paths(mut detail: Detail) -> Detail {
    for fragment in detail.entries.iter_mut().flat_map(|entry| &mut entry.fragments) {
        if let Some(path) = &fragment.link {
            fragment.text = format!("{} ({path})", fragment.text);
        }
    }
    detail
}
