//! Parses and prints the names of keys: `ctrl-k`, `shift-tab`, `enter`, `g`.
//!
//! Keys are crossterm's. Those of commands have Ctrl or no modifier: Shift is part of a letter and
//! of `BackTab`, and Alt only edits text.

pub use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Each key that types nothing: its name in tables and files, and on the screen.
const NAMES: &[(KeyCode, &str, &str)] = &[
    (KeyCode::Enter, "enter", "Enter"),
    (KeyCode::Esc, "esc", "Esc"),
    (KeyCode::Tab, "tab", "Tab"),
    (KeyCode::BackTab, "shift-tab", "Shift-Tab"),
    (KeyCode::Backspace, "backspace", "Backspace"),
    (KeyCode::Delete, "delete", "Del"),
    (KeyCode::Up, "up", "Up"),
    (KeyCode::Down, "down", "Down"),
    (KeyCode::Left, "left", "Left"),
    (KeyCode::Right, "right", "Right"),
    (KeyCode::PageUp, "pageup", "PgUp"),
    (KeyCode::PageDown, "pagedown", "PgDn"),
    (KeyCode::Home, "home", "Home"),
    (KeyCode::End, "end", "End"),
];

/// Returns the names of keys that are no characters, as files have them.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name, _)| *name)
}

/// Returns the key of a character with Ctrl held.
pub const fn ctrl(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// Returns the key for which a terminal sends the same as for this one with Ctrl.
pub fn same_on_terminals(key: KeyEvent) -> Option<&'static str> {
    match key.code {
        _ if key.modifiers != KeyModifiers::CONTROL => None,
        KeyCode::Char('i') => Some("tab"),
        KeyCode::Char('j' | 'm') => Some("enter"),
        KeyCode::Char('[') => Some("esc"),
        _ => None,
    }
}

/// Returns a key as commands have it: a cursor key does the same with and without Ctrl.
pub fn without_modifiers(key: KeyEvent) -> KeyEvent {
    match key.code {
        KeyCode::Char(_) => key,
        code => KeyEvent::from(code),
    }
}

/// Parses a key as tables write it or as the screen shows it: `ctrl-k`, `C-k`, `pageup`, `space`.
pub fn parse(text: &str) -> Option<KeyEvent> {
    if let Some((code, ..)) = NAMES.iter().find(|(_, name, shown)| *name == text || *shown == text)
    {
        return Some(KeyEvent::from(*code));
    }
    let (modifiers, rest) = match text.strip_prefix("ctrl-").or_else(|| text.strip_prefix("C-")) {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, text),
    };
    let mut chars = if rest == "space" || rest == "Space" { " " } else { rest }.chars();
    match (chars.next(), chars.next()) {
        // with Ctrl, a terminal sends the same for a capital letter
        (Some(c), None) if modifiers == KeyModifiers::CONTROL => Some(ctrl(c.to_ascii_lowercase())),
        (Some(c), None) => Some(KeyEvent::from(KeyCode::Char(c))),
        _ => None,
    }
}

/// Returns the key as the screen shows it: `C-k`, `PgUp`, `Space`, `Alt-b`.
pub fn display(key: KeyEvent) -> String {
    if key.modifiers.contains(KeyModifiers::ALT) {
        let plain = KeyEvent::new(key.code, key.modifiers - KeyModifiers::ALT);
        return format!("Alt-{}", display(plain));
    }
    let prefix = if key.modifiers.contains(KeyModifiers::CONTROL) { "C-" } else { "" };
    match key.code {
        KeyCode::Char(' ') => format!("{prefix}Space"),
        KeyCode::Char(c) => format!("{prefix}{c}"),
        code => {
            let name = NAMES.iter().find(|(named, ..)| *named == code);
            name.map_or_else(String::new, |(.., shown)| format!("{prefix}{shown}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_keys_are_parsed_and_printed() {
        for (name, shown) in [
            ("ctrl-k", "C-k"),
            ("shift-tab", "Shift-Tab"),
            ("space", "Space"),
            ("G", "G"),
            ("?", "?"),
            ("pageup", "PgUp"),
            ("-", "-"),
        ] {
            assert_eq!(parse(name).map(display).as_deref(), Some(shown));
        }
        for unknown in ["", "ctrl-", "hyper-x", "ab"] {
            assert_eq!(parse(unknown), None, "{unknown}");
        }
    }
}
