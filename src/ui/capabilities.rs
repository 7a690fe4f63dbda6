//! Derives from the environment what the terminal can show. It is not a widget: themes and glyphs
//! are chosen by it. Its background follows when the terminal has answered, because a slow
//! connection answers too late for the first screen.

mod background;
mod color_depth;

pub use background::Background;
pub use color_depth::{ColorDepth, color_depth};

/// The capabilities of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The background, if `COLORFGBG` or the terminal itself states it.
    pub background: Option<Background>,
    pub colors: ColorDepth,
    /// Asked for with `NO_COLOR`.
    pub no_color: bool,
    /// Because of the locale, or on the Linux console.
    pub ascii_only: bool,
    /// Its fonts are known to have Braille.
    pub has_braille: bool,
    /// It cannot move the cursor.
    pub is_dumb: bool,
    /// It is known not to answer when it is asked for its background.
    pub is_mute: bool,
}

/// Beginnings of the names of terminals whose fonts, or fallback fonts, have Braille.
const BRAILLE_TERMINALS: &[&str] = &[
    "xterm",
    "tmux",
    "screen",
    "rxvt-unicode",
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "gnome",
    "iterm",
    "kitty",
    "konsole",
    "mlterm",
    "rio",
    "st-",
    "vte",
    "wezterm",
];

impl Capabilities {
    /// Derives the capabilities from environment variables; empty ones count as not set.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Capabilities {
        let get = &|name: &str| variable(name).filter(|value| !value.is_empty());
        let name = get("TERM").unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(get);
        // without a locale, UTF-8 is the better guess
        let is_utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let is_console = name == "linux" || name == "dumb";
        Capabilities {
            background: get("COLORFGBG").and_then(|colors| Background::from_colorfgbg(&colors)),
            colors: color_depth(get).0,
            no_color: get("NO_COLOR").is_some(),
            ascii_only: !is_utf8 || is_console,
            has_braille: BRAILLE_TERMINALS.iter().any(|start| name.starts_with(start)),
            is_dumb: name == "dumb",
            is_mute: is_console || get("STY").is_some() || name.starts_with("eterm"),
        }
    }

    /// Returns true if the terminal must be asked for its background, and may answer.
    pub fn should_ask_background(&self) -> bool {
        self.background.is_none() && self.colors != ColorDepth::None && !self.is_mute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities(variables: &[(&str, &str)]) -> Capabilities {
        Capabilities::from_env(|name| {
            let variable = variables.iter().find(|(known, _)| *known == name);
            variable.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn no_color_counts_unless_it_is_empty() {
        assert!(capabilities(&[("NO_COLOR", "1")]).no_color);
        assert!(!capabilities(&[("NO_COLOR", "")]).no_color);
    }

    #[test]
    fn first_locale_variable_decides_about_ascii() {
        for (variables, ascii_only) in [
            (&[][..], false),
            (&[("LANG", "en_GB.UTF-8")], false),
            (&[("LANG", "C.utf8")], false),
            (&[("LC_CTYPE", "UTF-8")], false),
            (&[("LANG", "C")], true),
            (&[("LANG", "POSIX")], true),
            (&[("LANG", "de_DE@euro")], true),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")], true),
            (&[("LANG", "C"), ("LC_CTYPE", "en_GB.UTF-8")], false),
            (&[("LC_ALL", ""), ("LANG", "C.UTF-8")], false),
            (&[("LANG", "en_GB.UTF-8"), ("TERM", "linux")], true),
        ] {
            assert_eq!(capabilities(variables).ascii_only, ascii_only, "{variables:?}");
        }
    }

    #[test]
    fn braille_needs_a_known_terminal() {
        for (term, has_braille) in [
            ("xterm-256color", true),
            ("tmux-256color", true),
            ("putty-256color", false),
            ("putty", false),
            ("vt220", false),
            ("", false),
        ] {
            assert_eq!(capabilities(&[("TERM", term)]).has_braille, has_braille, "{term}");
        }
        assert!(capabilities(&[("TERM", "dumb")]).is_dumb);
    }
}
