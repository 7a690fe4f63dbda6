//! What a person brings along, and what is kept for the next time: views, keys, what was seen; a copy to take away.

use crate::app::{App, Own};
use crate::error::{Error, Reason, Result};
use crate::store::folders::{state_folder, user_folder};
use crate::store::own::{Keys, Memory, keys, save_new, save_views, views};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::env;
use std::path::PathBuf;

/// The most bytes of an escape sequence for the clipboard: what xterm and tmux take.
const LONGEST: usize = 74_994;

fn file(folder: Option<PathBuf>, name: &str) -> Result<PathBuf> {
    let hint = "set HOME or XDG_CONFIG_HOME";
    Ok(folder.ok_or_else(|| Error::new(Reason::Machine, "there is no folder of your own").hint(hint))?.join(name))
}

/// The dashboard with what the person brings along; and what is wrong with it, a sentence each.
pub(super) fn bring(app: App) -> (App, Vec<String>) {
    let mut wrong = Vec::new();
    let memory = file(state_folder(), "memory.json").map(|path| Memory::load(&path)).unwrap_or_default();
    let views = file(user_folder(), "views.json").and_then(|path| views(&path)).unwrap_or_else(|e| {
        wrong.push(e.to_string());
        Default::default()
    });
    let bound = read_keys().unwrap_or_else(|e| {
        wrong.push(e.to_string());
        Keys::default()
    });
    let keys = bound.keys.iter().map(|key| (key.pane.clone(), key.keys.clone(), key.does.clone())).collect();
    let (app, odd) = app.with_own(Own { memory, views, keys });
    wrong.extend(odd.into_iter().map(|(keys, e)| format!("{}: {e}", bound.position(&keys))));
    (app, wrong)
}

fn read_keys() -> Result<Keys> {
    keys(&file(user_folder(), "keys.json")?)
}

/// Keeps what is remembered. A folder that cannot be written to is no reason to complain at the end.
pub(super) fn remember(memory: &Memory) {
    let _ = file(state_folder(), "memory.json").and_then(|path| memory.save(&path));
}

/// Keeps the named views.
pub(super) fn keep_views(app: &App) -> Result<()> {
    save_views(&file(user_folder(), "views.json")?, app.views())
}

/// Writes a copy to a new file of the folder where the program was begun; says which.
pub(super) fn save(name: &str, end: &str, text: &str) -> Result<String> {
    let folder = env::current_dir().map_err(|e| Error::new(Reason::Machine, format!("there is no folder to write to: {e}")))?;
    Ok(format!("written to {}", save_new(&folder, name, end, text)?.display()))
}

/// What makes the terminal put a text into the clipboard (OSC 52), and what to say of it.
pub(super) fn clipboard(text: &str, size: &str) -> Result<(String, String)> {
    let coded = BASE64_STANDARD.encode(text);
    if coded.len() > LONGEST {
        let sentence = format!("{size} are too much for the clipboard of a terminal ({} bytes of {LONGEST})", coded.len());
        return Err(Error::usage(sentence).hint("y, then Tab: to a file or on the screen"));
    }
    let sequence = format!("\x1b]52;c;{coded}\x07");
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let (sequence, by) = match () {
        // tmux hands on what it does not take itself
        () if set("TMUX") => (format!("{sequence}\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")), " through tmux"),
        // screen hands on pieces of at most 768 bytes
        () if set("STY") => {
            let bytes: Vec<char> = sequence.chars().collect();
            (bytes.chunks(700).map(|piece| format!("\x1bP{}\x1b\\", piece.iter().collect::<String>())).collect(), " through screen")
        }
        () => (sequence, ""),
    };
    Ok((sequence, format!("{size} sent to the clipboard{by}; where nothing arrives: y, then Tab")))
}
