//! The dashboard; where stdout is no terminal, or a format is asked for, the pane's rows.

use super::output::TableOutput;
use super::{
    GlobalArgs, app_with_data, load_layers, load_with_progress, print_error, profile, warn_findings,
};
use crate::app::App;
use crate::error::{Error, ErrorKind, Result};
use crate::pane::{Pane, RenderContext};
use crate::profile::paths;
use crate::query::Table;
use crate::query::facets::suggest_value;
use crate::term::{self, ExitReason, LoadOutcome, TerminalSession, WatchSpec};
use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::time::{Duration, SystemTime};

/// Opens the dashboard after a script. `rows` says how many rows are printed, and how, where they are.
pub(super) fn open(
    global: &GlobalArgs,
    start: &str,
    rows: Option<(TableOutput, Option<usize>)>,
) -> Result<u8> {
    let (output, limit) = rows.unwrap_or_default();
    let printed = output.format.is_some() || limit.is_some() || !io::stdout().is_terminal();
    let fresh = watch_spec(global);
    let (data, taken) = match load_with_progress(global, !printed)? {
        LoadOutcome::Loaded(data, taken) => (data, taken),
        LoadOutcome::Cancelled(end) => return Ok(exit_code(end)),
    };
    // where rows are printed the process ends after them: it need not give back each text by itself
    let mut app = ManuallyDrop::new(profile::load_into(
        app_with_data(data, global, (80, 24))?,
        global.appearance(),
    ));
    let first = app
        .start_pane()
        .filter(|_| start.is_empty() && global.script.is_none())
        .map(|pane| format!("go {pane}"));
    let scripts = [first.as_deref(), Some(start), global.script.as_deref()];
    for script in scripts.into_iter().flatten() {
        app.run_script(script)?;
    }
    if printed {
        if app.next_effect().is_some() {
            return Err(Error::usage("a step of the script needs the dashboard")
                .with_hint("without --format, in a terminal"));
        }
        let (tab, scene) = app.current_pane();
        warn_findings(scene.query.data);
        let table = tab.table(scene);
        let table = Table { len: table.len.min(limit.unwrap_or(usize::MAX)), ..table };
        if table.len == 0 {
            print_no_rows(tab, scene);
        }
        return output.print_rows(global, scene.query, tab.name(), &table);
    }
    run_app(ManuallyDrop::into_inner(app), taken, fresh, None, global)
}

/// How files are looked at again that are about to be read.
pub(super) fn watch_spec(global: &GlobalArgs) -> WatchSpec {
    let (looked, loaded) = (global.layer_options(), global.layer_options());
    WatchSpec {
        since: SystemTime::now(),
        paths: Box::new(move || {
            paths::candidates(&looked).into_iter().map(|looked| looked.path).collect()
        }),
        load: Box::new(move || load_layers(&loaded)),
    }
}

/// Shows the dashboard, or the slides that it shows; these turn at a pace perhaps.
pub(super) fn run_app(
    mut app: App,
    taken: Option<TerminalSession>,
    fresh: WatchSpec,
    pace: Option<Duration>,
    global: &GlobalArgs,
) -> Result<u8> {
    global.require_cursor_addressing()?;
    app.apply_startup_settings();
    term::run(app, taken, Some(fresh), pace, global).map(exit_code)
}

/// The exit code of a session.
pub(super) fn exit_code(end: ExitReason) -> u8 {
    match end {
        ExitReason::Quit => 0,
        ExitReason::Signal(number) => 128 + number as u8,
        ExitReason::Gone => 129,
    }
}

/// Says that a filter keeps nothing, and which value was probably meant.
fn print_no_rows(tab: &dyn Pane, scene: RenderContext) {
    let Some(asked) = tab.list_state().filter(|asked| !asked.filter.terms.is_empty()) else {
        return;
    };
    let near = suggest_value(asked.list, &scene.query, asked.shows_all, asked.filter);
    print_no_match(asked.list.singular_plural.0, &asked.filter.to_text(), near);
}

/// Says that no row is kept by a filter.
pub(super) fn print_no_match(noun: &str, filter: &str, near: Option<String>) {
    let error = Error::new(ErrorKind::NoMatch, format!("no {noun} matches {filter}"));
    print_error(&match near {
        Some(near) => error.with_hint(format!("did you mean {near}?")),
        None => error,
    });
}
