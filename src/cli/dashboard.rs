//! Opens the dashboard; prints the rows of the pane if stdout is not a terminal or a format is set.

use super::output::TableOutput;
use super::{GlobalArgs, app_with_data, load_layers, load_with_progress, print_no_match, profile};
use crate::app::App;
use crate::error::{Error, Result};
use crate::pane::{Pane, RenderContext};
use crate::profile::layer_files;
use crate::query::Table;
use crate::query::facets::suggest_value;
use crate::term::{self, DashboardOptions, ExitReason, LoadOutcome, ReloadSource};
use std::io::{self, IsTerminal};
use std::time::SystemTime;

/// The size of a dashboard before the terminal is asked for its own.
pub(super) const INITIAL_SIZE: (u16, u16) = (80, 24);

/// Exit codes of a process that a signal ended start here.
const SIGNAL_EXIT_BASE: u8 = 128;
/// The exit code of a session whose terminal hung up: that of SIGHUP.
const HANG_UP_EXIT: u8 = SIGNAL_EXIT_BASE + 1;

/// Opens the dashboard after a script. `rows` has the format and the limit of printed rows.
pub(super) fn open(
    global: &GlobalArgs,
    start_script: &str,
    rows: Option<(TableOutput, Option<usize>)>,
) -> Result<u8> {
    let (output, limit) = rows.unwrap_or_default();
    let on_screen = output.format.is_none() && limit.is_none() && io::stdout().is_terminal();
    let watch = watch_spec(global);
    let (data, session) = match load_with_progress(global, on_screen)? {
        LoadOutcome::Loaded(data, session) => (data, session),
        LoadOutcome::Cancelled(reason) => return Ok(exit_code(reason)),
    };
    let mut app =
        profile::load_into(app_with_data(data, global, INITIAL_SIZE)?, global.appearance());
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
    if on_screen {
        let options =
            DashboardOptions { session, watch: Some(watch), ..DashboardOptions::default() };
        return run_app(app, options, global);
    }
    if app.next_effect().is_some() {
        return Err(Error::usage("a step of the script needs the dashboard")
            .with_hint("run it in a terminal, without --format"));
    }
    print_pane(&app, global, output, limit)
}

/// Prints the rows of the pane that the app shows.
fn print_pane(
    app: &App,
    global: &GlobalArgs,
    output: TableOutput,
    limit: Option<usize>,
) -> Result<u8> {
    let (pane, context) = app.current_pane();
    let mut table = pane.table(context);
    if let Some(limit) = limit {
        table = Table { len: table.len.min(limit), ..table };
    }
    if table.len == 0 {
        print_no_rows(pane, context);
    }
    output.print_rows(global, context.query, pane.name(), &table)
}

/// Returns how the dashboard watches the override files. Call it before they are read, so that no
/// later change is missed.
pub(super) fn watch_spec(global: &GlobalArgs) -> ReloadSource {
    let options = global.layer_options();
    let load_options = global.layer_options();
    ReloadSource {
        since: SystemTime::now(),
        paths: Box::new(move || layer_files::paths_to_watch(&options)),
        load: Box::new(move || load_layers(&load_options)),
    }
}

/// Runs the app on the terminal.
pub(super) fn run_app(mut app: App, options: DashboardOptions, global: &GlobalArgs) -> Result<u8> {
    global.require_cursor_addressing()?;
    app.apply_startup_settings();
    term::run_dashboard(app, options, global).map(exit_code)
}

/// Returns the exit code of a session.
pub(super) fn exit_code(reason: ExitReason) -> u8 {
    match reason {
        ExitReason::Quit => 0,
        ExitReason::Signal(number) => SIGNAL_EXIT_BASE + number as u8,
        ExitReason::HungUp => HANG_UP_EXIT,
    }
}

/// Prints that the filter of the pane matches no row, and the value that was probably meant.
fn print_no_rows(pane: &dyn Pane, context: RenderContext) {
    let Some(state) = pane.list_state().filter(|state| !state.filter.terms.is_empty()) else {
        return;
    };
    let suggestion = suggest_value(state.list, &context.query, state.shows_all, state.filter);
    print_no_match(state.list.singular_plural.0, &state.filter.to_text(), suggestion);
}
