//! Lists related to the filtered records: the events of these countries.

use crate::app::App;
use crate::model::{LINK_FIELDS, field_heading};
use crate::pane::{CurrentList, Pane};

/// Returns the filtered records as a condition on other lists, each with its script: the events of
/// these countries.
pub(super) fn related_lists(app: &App, state: &CurrentList) -> Vec<(String, String)> {
    if state.filter.terms.is_empty() || state.rows.is_empty() {
        return Vec::new();
    }
    app.panes.iter().filter_map(|pane| related_list(app, state, pane)).collect()
}

fn related_list(app: &App, state: &CurrentList, pane: &dyn Pane) -> Option<(String, String)> {
    let other = pane.current_list()?.list;
    let is_home = other.kinds.iter().any(|kind| pane.info().home_kinds.contains(kind));
    if std::ptr::eq(other, state.list) || !is_home {
        return None;
    }
    let kind = state.rows[0].kind;
    // the column there that holds links to these records
    let column = other.columns.iter().find(|column| LINK_FIELDS.contains(&(column.key, kind)))?;
    let ids: Vec<&str> = state.rows.iter().map(|row| app.data().id(*row)).collect();
    let (singular, plural) = state.list.singular_plural;
    let noun = if ids.len() == 1 { singular } else { plural };
    let heading = field_heading(other.singular_plural.1);
    Some((
        format!("{heading} of these {} {noun}", ids.len()),
        format!("go {}; filter {}={}", pane.name(), column.key, ids.join(",")),
    ))
}
