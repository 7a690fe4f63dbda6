//! Keys, and how they are written: `ctrl-k`, `shift-tab`, `enter`, `g`.

/// A key with its modifier. Shift is part of a letter, and of `shift-tab`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character.
    Char(char),
    /// One that types nothing.
    Named(Name),
}

/// A key that types nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
}

/// Each key that types nothing: as it is written, and as people read it.
const NAMES: &[(Name, &str, &str)] = &[
    (Name::Enter, "enter", "Enter"),
    (Name::Esc, "esc", "Esc"),
    (Name::Tab, "tab", "Tab"),
    (Name::BackTab, "shift-tab", "Shift-Tab"),
    (Name::Backspace, "backspace", "Backspace"),
    (Name::Delete, "delete", "Del"),
    (Name::Up, "up", "Up"),
    (Name::Down, "down", "Down"),
    (Name::Left, "left", "Left"),
    (Name::Right, "right", "Right"),
    (Name::PageUp, "pageup", "PgUp"),
    (Name::PageDown, "pagedown", "PgDn"),
    (Name::Home, "home", "Home"),
    (Name::End, "end", "End"),
];

impl Key {
    /// A key without modifier.
    pub fn plain(code: Code) -> Key {
        Key { code, ctrl: false }
    }

    /// Reads a key as it is written in tables, or as people read it: `ctrl-k`, `C-k`, `pageup`, `space`, `?`.
    pub fn parse(text: &str) -> Option<Key> {
        if let Some((name, ..)) =
            NAMES.iter().find(|(_, written, words)| *written == text || *words == text)
        {
            return Some(Key::plain(Code::Named(*name)));
        }
        let ctrl = text.strip_prefix("ctrl-").or_else(|| text.strip_prefix("C-"));
        let (ctrl, rest) = ctrl.map_or((false, text), |rest| (true, rest));
        let mut letters = if rest == "space" || rest == "Space" { " " } else { rest }.chars();
        match (letters.next(), letters.next()) {
            (Some(c), None) => Some(Key { code: Code::Char(c), ctrl }),
            _ => None,
        }
    }

    /// The key as people read it: `C-k`, `PgUp`, `Space`.
    pub fn display(self) -> String {
        let ctrl = if self.ctrl { "C-" } else { "" };
        match self.code {
            Code::Char(' ') => format!("{ctrl}Space"),
            Code::Char(c) => format!("{ctrl}{c}"),
            Code::Named(name) => NAMES
                .iter()
                .find(|(of, ..)| *of == name)
                .map_or_else(String::new, |(.., words)| (*words).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for (text, words) in [
            ("ctrl-k", "C-k"),
            ("shift-tab", "Shift-Tab"),
            ("space", "Space"),
            ("G", "G"),
            ("?", "?"),
            ("pageup", "PgUp"),
            ("-", "-"),
        ] {
            assert_eq!(Key::parse(text).map(Key::display).as_deref(), Some(words));
        }
        for text in ["", "ctrl-", "hyper-x", "ab"] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
