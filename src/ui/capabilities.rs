//! What is known of a terminal from its environment: the dashboard does not ask it, for a slow line answers too late.

/// What is behind the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark, with light text.
    Dark,
    /// Light, with dark text.
    Light,
}

/// What a terminal tells of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// What is behind the text, where `COLORFGBG` tells it.
    pub background: Option<Background>,
    /// Whether it announces colours by value.
    pub truecolor: bool,
    /// Whether a person wants no colours: `NO_COLOR` says something.
    pub no_color: bool,
    /// Whether only ASCII can be counted on: the locale says so, or it is the console.
    pub ascii_only: bool,
    /// Whether its fonts are known to have dots of Braille.
    pub has_braille: bool,
    /// Whether it cannot place text at all.
    pub is_dumb: bool,
}

/// Starts of the names of terminals whose fonts, or those that they fall back on, have Braille.
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
    /// What variables of the environment tell; one that is empty counts as not set.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Capabilities {
        let get = |name: &str| variable(name).filter(|value| !value.is_empty());
        let name = get("TERM").unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(get);
        // a locale that is not set says nothing; most terminals know UTF-8
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let console = ["linux", "dumb"].contains(&&*name);
        Capabilities {
            background: get("COLORFGBG").and_then(|colours| parse_background(&colours)),
            truecolor: !console
                && get("COLORTERM").is_some_and(|said| said == "truecolor" || said == "24bit"),
            no_color: get("NO_COLOR").is_some(),
            ascii_only: !utf8 || console,
            has_braille: BRAILLE_TERMINALS.iter().any(|start| name.starts_with(start)),
            is_dumb: name == "dumb",
        }
    }
}

/// `15;0` and `15;default;0` end with the number of the colour behind the text.
fn parse_background(colours: &str) -> Option<Background> {
    match colours.rsplit(';').next()?.trim().parse::<u8>().ok()? {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities(variables: &[(&str, &str)]) -> Capabilities {
        Capabilities::from_env(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_ground_is_the_last_number() {
        for (said, ground) in [
            ("15;0", Some(Background::Dark)),
            ("15;default;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;7", Some(Background::Light)),
            ("12;8", Some(Background::Dark)),
            ("default;default", None),
            ("15;300", None),
            ("", None),
        ] {
            assert_eq!(capabilities(&[("COLORFGBG", said)]).background, ground, "{said}");
        }
    }

    #[test]
    fn colours_by_value_are_used_where_they_are_announced() {
        for (term, said, yes) in [
            ("xterm-256color", "truecolor", true),
            ("xterm", "24bit", true),
            ("xterm-256color", "", false),
            ("xterm-256color", "yes", false),
            ("linux", "truecolor", false),
        ] {
            assert_eq!(
                capabilities(&[("TERM", term), ("COLORTERM", said)]).truecolor,
                yes,
                "{term} {said}"
            );
        }
        assert!(
            capabilities(&[("NO_COLOR", "1")]).no_color
                && !capabilities(&[("NO_COLOR", "")]).no_color
        );
    }

    #[test]
    fn the_locale_tells_what_can_be_shown_the_first_that_is_set() {
        for (variables, ascii) in [
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
            assert_eq!(capabilities(variables).ascii_only, ascii, "{variables:?}");
        }
    }

    #[test]
    fn dots_are_drawn_where_the_font_is_known_to_have_them() {
        for (term, braille) in [
            ("xterm-256color", true),
            ("tmux-256color", true),
            ("putty-256color", false),
            ("putty", false),
            ("vt220", false),
            ("", false),
        ] {
            assert_eq!(capabilities(&[("TERM", term)]).has_braille, braille, "{term}");
        }
        assert!(capabilities(&[("TERM", "dumb")]).is_dumb);
    }
}
