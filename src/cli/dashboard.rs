//! The dashboard; where stdout is no terminal, or a format is asked for, the pane's rows.

use super::output::Output;
use super::{Global, app_over, load, profile, read, tell, tell_error};
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::pane::{Scene, Tab};
use crate::profile::paths;
use crate::query::Table;
use crate::query::facets::hint;
use crate::term::{self, End, Fresh, Loaded, Taken};
use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::time::{Duration, SystemTime};

/// Opens the dashboard after a script. `rows` says how many rows are printed, and how, where they are.
pub(super) fn open(global: &Global, start: &str, rows: Option<(Output, Option<usize>)>) -> Result<u8> {
    let (output, limit) = rows.unwrap_or_default();
    let printed = output.format.is_some() || limit.is_some() || !io::stdout().is_terminal();
    let fresh = fresh(global);
    let (data, taken) = match load(global, !printed)? {
        Loaded::Done(data, taken) => (data, taken),
        Loaded::Left(end) => return Ok(code(end)),
    };
    // where rows are printed the process ends after them: it need not give back each text by itself
    let mut app = ManuallyDrop::new(profile::bring(app_over(data, global, (80, 24))?, global.looks()));
    let first = app.start_pane().filter(|_| start.is_empty() && global.script.is_none()).map(|pane| format!("go {pane}"));
    let scripts = [first.as_deref(), Some(start), global.script.as_deref()];
    for script in scripts.into_iter().flatten() {
        app.run(script)?;
    }
    if printed {
        if app.wished().is_some() {
            return Err(Error::usage("a step of the script needs the dashboard").hint("without --format, in a terminal"));
        }
        let (tab, scene) = app.here();
        tell(scene.scope.data);
        let table = tab.table(scene);
        let table = Table { len: table.len.min(limit.unwrap_or(usize::MAX)), ..table };
        if table.len == 0 {
            tell_nothing(tab, scene);
        }
        return output.rows(global, scene.scope, tab.name(), &table);
    }
    attend(ManuallyDrop::into_inner(app), taken, fresh, None, global)
}

/// How files are looked at again that are about to be read.
pub(super) fn fresh(global: &Global) -> Fresh {
    let (looked, loaded) = (global.asked(), global.asked());
    Fresh {
        since: SystemTime::now(),
        look: Box::new(move || paths::looked_at(&looked).into_iter().map(|looked| looked.path).collect()),
        load: Box::new(move || read(&loaded)),
    }
}

/// Shows the dashboard, or the slides that it shows; these turn at a pace perhaps.
pub(super) fn attend(mut app: App, taken: Option<Taken>, fresh: Fresh, pace: Option<Duration>, global: &Global) -> Result<u8> {
    global.place_on_screen()?;
    app.begin();
    term::run(app, taken, Some(fresh), pace, global).map(code)
}

/// The exit code of a session.
pub(super) fn code(end: End) -> u8 {
    match end {
        End::Quit => 0,
        End::Signal(number) => 128 + number as u8,
        End::Gone => 129,
    }
}

/// Says that a filter keeps nothing, and which value was probably meant.
fn tell_nothing(tab: &dyn Tab, scene: Scene) {
    let Some(asked) = tab.asked().filter(|asked| !asked.filter.terms.is_empty()) else { return };
    let near = hint(asked.list, &scene.scope, asked.all, asked.filter);
    nothing(asked.list.nouns.0, &asked.filter.text(), near);
}

/// Says that no row is kept by a filter.
pub(super) fn nothing(noun: &str, filter: &str, near: Option<String>) {
    let error = Error::new(Reason::NoMatch, format!("no {noun} matches {filter}"));
    tell_error(&match near {
        Some(near) => error.hint(format!("did you mean {near}?")),
        None => error,
    });
}
