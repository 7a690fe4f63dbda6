//! All keys as a table for those who read.

use super::App;

impl App {
    /// All keys as a table in Markdown: what README shows.
    pub fn keys_markdown(&self) -> String {
        let mut out = String::from("| key | where | what it does | in a script |\n| --- | --- | --- | --- |\n");
        for line in self.keys() {
            let keys: Vec<String> = line[0].split(' ').filter(|key| !key.is_empty()).map(|key| format!("`{key}`")).collect();
            out.push_str(&format!("| {} | {} | {} | `{}` |\n", keys.join(" "), line[1], line[2], line[3]));
        }
        out
    }

    /// All keys: the keys, where, what they do, the step of a script.
    pub fn keys(&self) -> Vec<[String; 4]> {
        let everywhere = |pane: &str| if pane.is_empty() { "everywhere".to_string() } else { pane.to_string() };
        let panes = self.tabs.iter().enumerate();
        let panes = panes.map(|(at, tab)| [(at + 1).to_string(), everywhere(""), tab.card().about.into(), format!("go {}", tab.name())]);
        let commands = self.commands.iter();
        let commands = commands.map(|command| [self.keymap.words(command), everywhere(command.pane), command.help.into(), command.usage()]);
        let own = self.keymap.own().map(|(pane, keys, script)| [keys, everywhere(pane), "your own".into(), script.into()]);
        panes.chain(commands).chain(own).collect()
    }
}
