//! Creates the dashboard, runs it on the terminal, and gives its exit code.

use super::profile_loading::profile_paths;
use super::stdout_style::stdout_capabilities;
use super::{GlobalArgs, load_dataset, load_layers, theme_files};
use crate::app::App;
use crate::error::Result;
use crate::profile::layer_candidates;
use crate::profile::layer_options::LayerOptions;
use crate::profile::shown_programmes::ShownProgrammes;
use crate::store::Dataset;
use crate::term::{self, DashboardOptions, ExitReason, TerminalSession, WatchOptions};
use std::time::SystemTime;

/// The size of a dashboard before the terminal is asked for its own.
pub(super) const INITIAL_SIZE: (u16, u16) = (80, 24);

/// Exit codes of a process that a signal ended start here.
const SIGNAL_EXIT_BASE: u8 = 128;
/// The exit code of a session whose terminal hung up: that of SIGHUP.
const HANG_UP_EXIT: u8 = SIGNAL_EXIT_BASE + 1;

/// Returns how the dashboard watches the override files. Call it before they are read, so that no
/// later change is missed.
pub(super) fn watch_options(global: &GlobalArgs) -> WatchOptions {
    // the programme may change meanwhile
    let current = |options: LayerOptions, shown: ShownProgrammes| {
        move || LayerOptions { programmes: shown.get(), ..options.clone() }
    };
    let options = current(global.layer_options(), global.shown.clone());
    let load_options = current(global.layer_options(), global.shown.clone());
    WatchOptions {
        since: SystemTime::now(),
        paths: Box::new(move || {
            [
                layer_candidates::paths_to_watch(&options()),
                theme_files::theme_paths(),
                profile_paths(),
            ]
            .concat()
        }),
        load: Box::new(move || load_layers(&load_options())),
    }
}

/// Acquires the terminal before the data are read.
pub(super) fn open_terminal(global: &GlobalArgs) -> Result<Box<TerminalSession>> {
    global.require_cursor_addressing()?;
    TerminalSession::open(stdout_capabilities().should_ask_background())
}

/// Runs the app on the terminal.
pub(super) fn run_app(mut app: App, options: DashboardOptions, global: &GlobalArgs) -> Result<u8> {
    global.require_cursor_addressing()?;
    app.apply_startup_settings();
    let asks_background = stdout_capabilities().should_ask_background();
    let options = DashboardOptions { asks_background, ..options };
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

/// Creates a dashboard of this size in cells on freshly loaded data.
pub(super) fn new_app(global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    app_with_data(load_dataset(global), global, size)
}

/// Creates a dashboard of this size in cells.
pub(super) fn app_with_data(data: Dataset, global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    Ok(App::new(data, global.today()?, global.theme()?, global.glyphs(), size))
}
