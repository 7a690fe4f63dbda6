//! All commands with their keys: the user's own bindings, the table of keys, and hints for unbound
//! keys.

use super::App;
use super::present;
use crate::command::keymap::Keymap;
use crate::command::{COMMANDS, Command};
use crate::error::Error;
use crate::pane::{self, Pane};
use crate::profile::keys::UserKeyBinding;
use crate::query::Table;

/// Returns all commands: of every pane, of single panes, of slides.
pub(super) fn all_commands(panes: &[Box<dyn Pane>]) -> Vec<&'static Command> {
    let of_panes = panes.iter().flat_map(|pane| pane.info().commands);
    COMMANDS.iter().chain(of_panes).chain(present::commands::COMMANDS).collect()
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

    /// Returns all keys as a table.
    pub fn keys_table(&self) -> Table<'static> {
        let headers =
            [("key", "Key"), ("where", "Where"), ("does", "What it does"), ("step", "In a script")];
        Table::from_texts(headers, self.key_rows())
    }

    /// Returns all keys as a Markdown table, as in README.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from(
            "| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n",
        );
        for [keys, place, help, step] in self.key_rows() {
            let keys: Vec<String> = keys
                .split(' ')
                .filter(|key| !key.is_empty())
                .map(|key| format!("`{key}`"))
                .collect();
            out.push_str(&format!("| {} | {place} | {help} | `{step}` |\n", keys.join(" ")));
        }
        out
    }

    /// Returns a row for each pane, command and binding of the user: keys, pane, help, step of a
    /// script.
    fn key_rows(&self) -> Vec<[String; 4]> {
        let keymap = self.keys.keymap();
        let place = |pane: &str| {
            if pane.is_empty() { "everywhere".to_string() } else { pane.to_string() }
        };
        let panes = self.panes.iter().enumerate().map(|(index, pane)| {
            let number = (index + 1).to_string();
            [number, place(""), pane.info().description.into(), format!("go {}", pane.name())]
        });
        let commands = self.commands().iter().map(|command| {
            let keys = keymap.display_keys(command);
            [keys, place(command.pane), command.help.into(), command.usage()]
        });
        let bindings = keymap
            .user_bindings()
            .map(|(pane, keys, script)| [keys, place(pane), "your own".into(), script.into()]);
        panes.chain(commands).chain(bindings).collect()
    }
}
