//! Binds keys to the commands of the shown panes and to the user's scripts, and keeps a key
//! sequence that is not finished.

use super::{App, present};
use crate::command::key::{self, KeyEvent};
use crate::command::keymap::{KeyLookup, Keymap};
use crate::command::{COMMANDS, Command};
use crate::error::Error;
use crate::pane::{self, Pane};
use crate::profile::keys_file::UserKeyBinding;

/// Returns all commands: of every pane, of single panes, of slides.
pub(super) fn all_commands(panes: &[Box<dyn Pane>]) -> Vec<&'static Command> {
    let of_panes = panes.iter().flat_map(|pane| pane.info().commands);
    COMMANDS.iter().chain(of_panes).chain(present::slide_commands::COMMANDS).collect()
}

/// The commands of the shown panes, and their keymap.
pub(crate) struct KeyResolver {
    commands: Vec<&'static Command>,
    /// Names of commands that are refused here: nothing offers them.
    refused: &'static [&'static str],
    keymap: Keymap,
    /// Keys of a sequence that is not finished.
    pending: Vec<KeyEvent>,
}

impl KeyResolver {
    /// Binds the keys of the panes' commands, then the user's; a user's binding that fails is
    /// skipped, for `gloact check` reports it.
    pub(crate) fn new(panes: &[Box<dyn Pane>], user: &[UserKeyBinding]) -> KeyResolver {
        let commands = all_commands(panes);
        let mut keymap = Keymap::from_commands(&commands);
        for binding in user {
            let _ = keymap.bind(&binding.pane, &binding.keys, binding.script.as_deref(), &commands);
        }
        KeyResolver { commands, refused: &[], keymap, pending: Vec::new() }
    }

    pub(crate) fn commands(&self) -> &[&'static Command] {
        &self.commands
    }

    /// Offers no command of these names: the host refuses them.
    pub(super) fn refusing(self, names: &'static [&'static str]) -> KeyResolver {
        KeyResolver { refused: names, ..self }
    }

    pub(super) fn refused(&self) -> &'static [&'static str] {
        self.refused
    }

    /// Returns the commands that keys, help and the palette offer.
    pub(crate) fn offered_commands(&self) -> impl Iterator<Item = &'static Command> {
        let refused = self.refused;
        self.commands.iter().copied().filter(move |command| !refused.contains(&command.name))
    }

    /// Returns whether a key does something here, or is no key of a refused command.
    pub(super) fn is_offered(&self, key: &str) -> bool {
        let refused = self.commands.iter().filter(|command| self.refused.contains(&command.name));
        let mut keys = refused.map(|command| self.keymap.display_keys(command));
        !keys.any(|keys| keys.split(' ').any(|other| other == key))
    }

    pub(crate) fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Looks up a key behind the pending ones. Returns the whole sequence, and its lookup.
    pub(crate) fn press(&mut self, pane: &str, key: KeyEvent) -> (Vec<KeyEvent>, KeyLookup) {
        let mut keys = std::mem::take(&mut self.pending);
        keys.push(key);
        let found = self.keymap.lookup(pane, &keys);
        if matches!(found, KeyLookup::Pending) {
            self.pending.clone_from(&keys);
        }
        (keys, found)
    }

    /// Describes the keys that may follow: `g …  g to the first`.
    pub(crate) fn pending_hint(&self, pane: &str, keys: &[KeyEvent]) -> String {
        let next: Vec<String> = self
            .keymap
            .continuations(pane, keys)
            .into_iter()
            .map(|(key, help)| format!("{} {help}", key::display(key)))
            .collect();
        format!("{} …  {}", display_sequence(keys), next.join("   "))
    }

    /// Says in which other pane an unbound sequence does something.
    pub(crate) fn hint_for_unbound(&self, keys: &[KeyEvent]) -> Option<String> {
        let command = self.commands.iter().find(|command| {
            !command.pane.is_empty() && command.key_sequences().any(|sequence| sequence == keys)
        })?;
        let keys = display_sequence(keys);
        Some(format!("{keys} works in {}: {}", command.pane, command.help.to_lowercase()))
    }
}

fn display_sequence(keys: &[KeyEvent]) -> String {
    keys.iter().map(|key| key::display(*key)).collect()
}

impl App {
    /// Binds the user's keys besides the default ones. Returns the keymap, and an error for each
    /// binding that fails.
    pub fn build_keymap(bindings: &[UserKeyBinding]) -> (Keymap, Vec<(String, Error)>) {
        let panes = pane::all();
        let commands = all_commands(&panes);
        let mut keymap = Keymap::from_commands(&commands);
        let mut errors = Vec::new();
        for UserKeyBinding { pane, keys, script } in bindings {
            let is_known =
                matches!(&**pane, "" | "present") || panes.iter().any(|known| known.name() == pane);
            let bound = if is_known {
                keymap.bind(pane, keys, script.as_deref(), &commands)
            } else {
                let names = panes.iter().map(|pane| pane.name()).chain(["present"]);
                Err(Error::unknown_name("pane", pane, names))
            };
            if let Err(error) = bound {
                errors.push((keys.clone(), error));
            }
        }
        (keymap, errors)
    }
}
