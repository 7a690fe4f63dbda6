//! The table of the environment variables that the program reads.

use super::editor::DEFAULT_EDITOR;

/// An environment variable.
pub(super) struct DocumentedVariable {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    /// The state without the variable.
    pub(super) default: &'static str,
}

const fn variable(
    name: &'static str,
    meaning: &'static str,
    default: &'static str,
) -> DocumentedVariable {
    DocumentedVariable { name, meaning, default }
}

/// All variables, those of gloact first. The kiosk reads `TERM`, `LANG` and `LC_ALL` only.
pub(super) const VARIABLES: &[DocumentedVariable] = &[
    variable("GLOACT_DATA", "an override on top of all files", "none"),
    variable(
        "GLOACT_PROGRAMME",
        "the programme: a folder or a name; several with : between them (; on Windows)",
        "the setting programme",
    ),
    variable("XDG_CONFIG_HOME", "the directory above that of settings", "~/.config"),
    variable(
        "XDG_CONFIG_DIRS",
        "the directories above those of the host's overrides and themes",
        "/etc/xdg",
    ),
    variable("XDG_DATA_HOME", "the directory above that of programmes", "~/.local/share"),
    variable(
        "XDG_DATA_DIRS",
        "the directories above those of the host's programmes",
        "/usr/local/share:/usr/share",
    ),
    variable("XDG_STATE_HOME", "the directory above that of recent choices", "~/.local/state"),
    variable("XDG_RUNTIME_DIR", "the directory of the socket of speaker notes", "TMPDIR"),
    variable("TMPDIR", "the directory of that socket without XDG_RUNTIME_DIR", "/tmp"),
    variable("HOME", "the home directory, shown as ~", "that of the account"),
    variable("VISUAL", "the editor", "EDITOR"),
    variable("EDITOR", "the editor, if VISUAL is not set", DEFAULT_EDITOR),
    variable("NO_COLOR", "any value: no colours, unless a flag asks for them", "not set"),
    variable("CLICOLOR_FORCE", "any value but 0: colours in pipes", "not set"),
    variable("CLICOLOR", "0: no colours in output", "not set"),
    variable("TERM", "the terminal: its colours and symbols", "unknown"),
    variable("COLORTERM", "truecolor or 24bit: exact colours", "those of TERM"),
    variable("COLORFGBG", "the background of the terminal", "the terminal is asked"),
    variable("LC_ALL", "the locale: ASCII characters unless it is UTF-8", "LC_CTYPE"),
    variable("LC_CTYPE", "the locale, if LC_ALL is not set", "LANG"),
    variable("LANG", "the locale, if neither of the two is set", "UTF-8"),
    variable("COLUMNS", "the width of tables in a pipe", "no limit"),
    variable("SOURCE_DATE_EPOCH", "the time of exported files, in seconds since 1970", "today"),
    variable("TZ", "the time zone of today", "that of the system"),
    variable("TMUX", "set by tmux: 256 colours, clipboard through tmux", "not set"),
    variable("STY", "set by GNU screen: no question about the background", "not set"),
    variable("SSH_CONNECTION", "set by sshd: remarks of gloact doctor", "not set"),
    variable("SSH_TTY", "set by sshd: remarks of gloact doctor", "not set"),
];
