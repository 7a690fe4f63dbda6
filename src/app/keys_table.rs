//! The table of all keys and commands, for `gloact keys` and the documents.

use super::App;
use crate::query::Table;

impl App {
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
        let commands = self.keys.offered_commands().map(|command| {
            let keys = keymap.display_keys(command);
            [keys, place(command.pane), command.help.into(), command.usage()]
        });
        let bindings = keymap
            .user_bindings()
            .map(|(pane, keys, script)| [keys, place(pane), "your own".into(), script.into()]);
        panes.chain(commands).chain(bindings).collect()
    }
}
