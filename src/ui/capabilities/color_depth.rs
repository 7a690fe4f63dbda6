//! Derives from the environment how many colours the terminal shows, and names the variable that
//! says so. Crates for this read the environment themselves, of which the kiosk uses three
//! variables only.

/// The number of colours that a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorDepth {
    None,
    /// The terminal's own sixteen colours, of which only the names are known.
    #[default]
    Sixteen,
    /// 240 colours more, which are the same in every terminal.
    Indexed,
    /// Exact colours.
    True,
}

/// Beginnings of the names of terminals that show exact colours, and whose names arrive over SSH
/// where `COLORTERM` does not.
const TRUE_COLOR_TERMINALS: &[&str] = &[
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "iterm2",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
];

/// Returns the colours of a terminal, and what says so.
pub fn color_depth(variable: impl Fn(&str) -> Option<String>) -> (ColorDepth, String) {
    let get = |name: &str| variable(name).filter(|value| !value.is_empty());
    let name = get("TERM").unwrap_or_default();
    let from_name = match &*name {
        "" => "TERM is not set".to_string(),
        name => format!("TERM={name}"),
    };
    if is_monochrome(&name) {
        return (ColorDepth::None, from_name);
    }
    if name == "linux" {
        return (ColorDepth::Sixteen, from_name);
    }
    let announced = get("COLORTERM").filter(|value| matches!(&**value, "truecolor" | "24bit"));
    let has_true_name = name.ends_with("-direct")
        || TRUE_COLOR_TERMINALS.iter().any(|start| name.starts_with(start));
    // screen inherits the variable from the terminal around it, and drops exact colours
    let is_in_screen = get("STY").is_some() && !name.starts_with("tmux");
    let reason = match &announced {
        Some(value) if is_in_screen => {
            format!("{from_name}; GNU screen drops the exact colours of COLORTERM={value}")
        }
        _ => from_name,
    };
    match announced {
        Some(value) if !is_in_screen => (ColorDepth::True, format!("COLORTERM={value}")),
        _ if has_true_name && !is_in_screen => (ColorDepth::True, reason),
        _ if has_true_name || name.contains("256color") => (ColorDepth::Indexed, reason),
        _ if get("TMUX").is_some() => {
            (ColorDepth::Indexed, format!("tmux shows them where {reason}"))
        }
        _ => (ColorDepth::Sixteen, reason),
    }
}

/// Returns whether a terminal of this name has no colours.
fn is_monochrome(name: &str) -> bool {
    let is_video_terminal =
        name.strip_prefix("vt").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_video_terminal || name == "dumb" || name.ends_with("-m") || name.ends_with("-mono")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(variables: &[(&str, &str)]) -> (ColorDepth, String) {
        color_depth(|name| {
            let variable = variables.iter().find(|(known, _)| *known == name);
            variable.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_name_says_how_many_colours_there_are() {
        for (term, colors) in [
            ("xterm-256color", ColorDepth::Indexed),
            ("tmux-256color", ColorDepth::Indexed),
            ("screen-256color", ColorDepth::Indexed),
            ("screen.xterm-256color", ColorDepth::Indexed),
            ("putty-256color", ColorDepth::Indexed),
            ("xterm-kitty", ColorDepth::True),
            ("xterm-direct", ColorDepth::True),
            ("foot", ColorDepth::True),
            ("xterm", ColorDepth::Sixteen),
            ("putty", ColorDepth::Sixteen),
            ("screen", ColorDepth::Sixteen),
            ("linux", ColorDepth::Sixteen),
            ("", ColorDepth::Sixteen),
            ("vt100", ColorDepth::None),
            ("vte", ColorDepth::Sixteen),
            ("xterm-mono", ColorDepth::None),
            ("dumb", ColorDepth::None),
        ] {
            let (found, reason) = depth(&[("TERM", term)]);
            assert_eq!(found, colors, "{term}");
            assert!(reason.contains("TERM") && reason.contains(term), "{reason}");
        }
    }

    #[test]
    fn colorterm_counts_outside_gnu_screen_and_the_console() {
        for (term, colorterm, colors) in [
            ("xterm-256color", "truecolor", ColorDepth::True),
            ("xterm", "24bit", ColorDepth::True),
            ("xterm-256color", "", ColorDepth::Indexed),
            ("xterm-256color", "yes", ColorDepth::Indexed),
            ("linux", "truecolor", ColorDepth::Sixteen),
        ] {
            let (found, _) = depth(&[("TERM", term), ("COLORTERM", colorterm)]);
            assert_eq!(found, colors, "{term} {colorterm}");
        }
        // screen inherits the variable and does not know the colours; tmux does
        for (term, colors) in [
            ("screen", ColorDepth::Sixteen),
            ("screen.xterm-256color", ColorDepth::Indexed),
            ("xterm", ColorDepth::Sixteen),
            ("xterm-kitty", ColorDepth::Indexed),
            ("tmux", ColorDepth::True),
        ] {
            let (found, reason) =
                depth(&[("TERM", term), ("COLORTERM", "truecolor"), ("STY", "7.pts-0")]);
            assert_eq!(found, colors, "{term} in screen");
            assert_eq!(reason.contains("GNU screen drops"), colors != ColorDepth::True, "{reason}");
        }
    }

    #[test]
    fn tmux_shows_256_colours_under_any_name() {
        let (found, reason) = depth(&[("TERM", "screen"), ("TMUX", "/tmp/tmux,1,0")]);
        assert_eq!(found, ColorDepth::Indexed);
        assert_eq!(reason, "tmux shows them where TERM=screen");
    }
}
