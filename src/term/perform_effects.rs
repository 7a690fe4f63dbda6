//! Performs the effects that the app requests, on the screen and in line mode.

use super::effect_handler::EffectHandler;
use super::frontend::Frontend;
use crate::app::{App, Effect, ImportTask};
use crate::error::Result;
use std::ops::ControlFlow;

/// Shows the programme of a name. Returns whether it is shown then.
fn show_programme(app: &mut App, handler: &impl EffectHandler, word: &str) -> bool {
    if word == app.programme() {
        return true;
    }
    match handler.show_programme(word) {
        Ok(programme) => app.show_programme(programme),
        Err(error) => {
            app.show_outcome(Err(error));
            return false;
        }
    }
    true
}

/// Stops the program until the shell continues it, or says why not.
fn suspend(app: &mut App, host: &mut impl Frontend) -> Result<()> {
    if !host.suspend()? {
        app.show_outcome(Ok("there is no shell to return to: q quits".into()));
    }
    Ok(())
}

/// Plans an import, writes it, or takes it back: on another thread where there is one.
fn perform_import(
    app: &mut App,
    handler: &impl EffectHandler,
    host: &mut impl Frontend,
    task: ImportTask,
) {
    let progress = app.begin_import(&task);
    let outcome = match handler.import_work(app.shared_data(), task, progress.clone()) {
        Ok(work) => host.run_import(work, &progress),
        Err(error) => Some(Err(error)),
    };
    if let Some(outcome) = outcome {
        app.finish_import(&progress, outcome);
    }
}

/// Performs all requested effects. Breaks at a request to quit.
pub fn perform_effects(
    app: &mut App,
    handler: &impl EffectHandler,
    host: &mut impl Frontend,
) -> Result<ControlFlow<()>> {
    while let Some(effect) = app.next_effect() {
        if let Err(reason) = handler.permits(&effect) {
            app.effect_refused(reason);
            continue;
        }
        match effect {
            Effect::Quit => return Ok(ControlFlow::Break(())),
            Effect::Suspend => suspend(app, host)?,
            Effect::Redraw => host.request_reload(),
            Effect::Edit(path) => {
                let outcome = host.run_editor(|| handler.edit(app.data(), &path))?;
                app.reload_after_edit(handler.load(), outcome);
            }
            Effect::Revert(path) => {
                let outcome = handler.revert(&path);
                app.reload_after_edit(handler.load(), outcome);
            }
            Effect::Import(task) => perform_import(app, handler, host, task),
            Effect::ListFiles(folder) => {
                let files = handler.list_files(&folder);
                app.set_files(folder, files);
            }
            Effect::Clipboard(text, size) => {
                let outcome = host.copy(&text, || handler.clipboard(&text, &size));
                if let Some(outcome) = outcome.transpose() {
                    app.show_outcome(outcome);
                }
            }
            Effect::SaveFile { name, extension, contents, omissions } => {
                let outcome = handler.save_file(&name, &extension, &contents);
                let words = |done: String| [vec![done], omissions].concat().join("; ");
                app.show_outcome(outcome.map(words));
            }
            Effect::ReloadBookmarks => app.set_bookmarks(handler.bookmarks()),
            Effect::StoreBookmark(name, script) => {
                app.set_bookmarks(handler.save_bookmark(&name, script.as_deref()));
            }
            Effect::ReloadProgrammes => app.set_programmes(handler.programmes()),
            Effect::ShowProgramme(word) => {
                show_programme(app, handler, &word);
            }
            Effect::SetProgramme(word) => match handler.programme_setting(&word) {
                Ok(setting) if show_programme(app, handler, &word) => app.store_programme(setting),
                Ok(_) => {}
                Err(error) => app.show_outcome(Err(error)),
            },
            Effect::StoreSetting(key, value) => {
                host.capture_mouse(app.has_mouse());
                app.show_outcome(handler.save_setting(&key, value.as_ref()));
            }
            Effect::CaptureMouse(is_on) => host.capture_mouse(is_on),
        }
    }
    Ok(ControlFlow::Continue(()))
}
