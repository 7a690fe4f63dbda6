//! Opens the dashboard, or prints the rows of its pane where stdout is no terminal or a format is
//! set.

use super::dashboard_start::{INITIAL_SIZE, app_with_data, exit_code, run_app, watch_options};
use super::stderr_messages::warn;
use super::table_format_args::TableFormatArgs;
use super::{GlobalArgs, load_with_progress, print_no_match, profile_loading};
use crate::app::App;
use crate::error::{Error, Result};
use crate::pane::{Pane, PaneContext};
use crate::query::Table;
use crate::query::filter_suggestions::no_match_hint;
use crate::store::Dataset;
use crate::term::{DashboardOptions, LoadOutcome};
use std::io::{self, IsTerminal};

/// Opens the dashboard after a script. `rows` has the format and the limit of printed rows.
pub(super) fn open(
    global: &GlobalArgs,
    start_script: &str,
    rows: Option<(TableFormatArgs, Option<usize>)>,
) -> Result<u8> {
    let (output, limit) = rows.unwrap_or_default();
    let is_printed = output.format.is_some() || output.file.is_some();
    let on_screen = !is_printed && limit.is_none() && io::stdout().is_terminal();
    let watch = watch_options(global);
    let (data, session) = match load_with_progress(global, on_screen)? {
        LoadOutcome::Loaded(data, session) => (data, session),
        LoadOutcome::Cancelled(reason) => return Ok(exit_code(reason)),
    };
    let mut app = match app_after_scripts(data, global, start_script) {
        Ok(app) => app,
        Err(error) => {
            // the shell must not take an answer of the terminal for keys
            session.into_iter().for_each(|mut session| session.await_reply());
            return Err(error);
        }
    };
    if on_screen {
        let options =
            DashboardOptions { session, watch: Some(watch), ..DashboardOptions::default() };
        return run_app(app, options, global);
    }
    if app.next_effect().is_some() {
        return Err(Error::usage("a step of the script needs the dashboard")
            .with_hint("run it in a terminal, without --format"));
    }
    print_pane(&app, global, &output, limit)
}

/// Creates the app, and performs the start script and that of `--do`.
fn app_after_scripts(data: Dataset, global: &GlobalArgs, start_script: &str) -> Result<App> {
    let app = app_with_data(data, global, INITIAL_SIZE)?;
    let mut app = profile_loading::load_into(app, global, global.appearance_inputs());
    if start_script.is_empty()
        && global.script.is_none()
        && let Some(pane) = app.start_pane()
    {
        app.run_script(&format!("go {pane}"))?;
    }
    app.run_script(start_script)?;
    if let Some(script) = &global.script {
        app.run_script(script)?;
    }
    Ok(app)
}

/// Prints the rows of the pane that the app shows.
fn print_pane(
    app: &App,
    global: &GlobalArgs,
    output: &TableFormatArgs,
    limit: Option<usize>,
) -> Result<u8> {
    let (pane, context) = app.current_pane();
    let mut table = pane.table(context);
    if let Some(limit) = limit {
        table = Table { len: table.len.min(limit), ..table };
    }
    if let Some(notice) = pane.filter_notice() {
        warn(&notice);
    } else if table.len == 0 {
        print_no_rows(pane, context);
    }
    output.print_rows(global, context.query, pane.name(), &table)
}

/// Prints that the filter of the pane matches no row, and the value that was probably meant.
fn print_no_rows(pane: &dyn Pane, context: PaneContext) {
    let Some(state) = pane.current_list().filter(|state| !state.filter.terms.is_empty()) else {
        return;
    };
    let hint = no_match_hint(state.list, &context.query, state.shows_all, state.filter);
    print_no_match(state.list.singular_plural.0, &state.filter.to_text(), hint);
}
