//! The table of the commands of every pane. A pane's own commands stand with the pane, in the same
//! shape.

use super::Action::*;
use super::ActionMaker::{Fixed, WithArgs};
use super::{ActionMaker, Command, Motion, PickerKind};

const fn command(
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    action_maker: ActionMaker,
) -> Command {
    Command::new("", name, keys, help, action_maker)
}

pub const COMMANDS: &[Command] = &[
    command(
        "go",
        "",
        "Go to a pane, a filtered list or a record: go countries/NP",
        WithArgs("PANE [FILTER] or PATH", Go),
    ),
    command("enter", "enter", "Open the detail, or follow the focused link", Fixed(Enter))
        .label("open"),
    command("next", "tab", "Next pane, or next link inside a detail", Fixed(Next)),
    command(
        "previous",
        "shift-tab",
        "Previous pane, or previous link inside a detail",
        Fixed(Previous),
    ),
    command("up", "up k ctrl-p", "Move up", Fixed(Move(Motion::Up))),
    command("down", "down j ctrl-n", "Move down", Fixed(Move(Motion::Down))),
    command("left", "left h", "Move left, or leave the detail", Fixed(Move(Motion::Left))),
    command("right", "right l", "Move right, or enter the detail", Fixed(Move(Motion::Right))),
    command("page-up", "pageup", "Page up", Fixed(Move(Motion::PageUp))),
    command("page-down", "pagedown", "Page down", Fixed(Move(Motion::PageDown))),
    command("half-up", "ctrl-u", "Half a page up", Fixed(Move(Motion::HalfUp))),
    command("half-down", "ctrl-d", "Half a page down", Fixed(Move(Motion::HalfDown))),
    command("first", "home g+g", "Go to the beginning", Fixed(Move(Motion::First))),
    command("last", "end G", "Go to the end", Fixed(Move(Motion::Last))),
    command("back", "backspace [ ctrl-h", "Go back", Fixed(Back))
        .synonyms("return previous history"),
    command("forward", "]", "Go forward again", Fixed(Forward)),
    command(
        "edit-filter",
        "/",
        "Type a filter: a word, agency:one,other, year>=2017; in a detail, search its text",
        Fixed(EditFilter),
    )
    .label("filter")
    .alias(&["ask-filter"]),
    command(
        "filter",
        "",
        "Show the rows that match; without words, all rows",
        WithArgs("WORDS", Filter),
    ),
    command("remove-filter", "x", "Remove the last condition of the filter", Fixed(DropLastFilter))
        .alias(&["drop"])
        .synonyms("clear chip unfilter"),
    command(
        "all",
        "a",
        "Show all rows that the sources list, or only the programme's",
        Fixed(ToggleAll),
    ),
    command("sort", "", "Sort by a column: sort events down", WithArgs("COLUMN [down]", Sort)),
    command("select", "", "Select a row", WithArgs("PATH", Select)),
    command("top", "", "Show a row at the top", WithArgs("PATH", ShowAtTop)),
    command(
        "open",
        "",
        "Open the detail at its link of this number",
        WithArgs("[NUMBER]", OpenDetail),
    ),
    command(
        "scroll",
        "",
        "Show this line of the detail at the top",
        WithArgs("NUMBER", ScrollDetail),
    ),
    command(
        "next-match",
        "n",
        "Next line of an open text with the words that / searched",
        WithArgs("[WORDS]", SearchText),
    )
    .synonyms("search text"),
    command(
        "previous-match",
        "N",
        "Previous line of an open text with the words that / searched",
        WithArgs("[WORDS]", SearchTextBack),
    ),
    command("today", "t", "Go to the event nearest today", Fixed(GoToToday)).synonyms("now date"),
    command(
        "why",
        "w",
        "Show where this comes from: layers, sources, and where sources differ",
        WithArgs("[PATH]", Explain),
    )
    .label("why")
    .synonyms("source provenance origin explain"),
    command(
        "edit",
        "e",
        "Change this in your override, with your editor",
        WithArgs("[PATH]", Edit),
    )
    .synonyms("change override correct"),
    command(
        "revert",
        "E",
        "Revert this: remove your override of it; asked twice",
        WithArgs("[PATH]", Revert),
    )
    .alias(&["take-back"]),
    command(
        "import",
        "I",
        "Bring in a spreadsheet: import events.csv; shows it, Enter writes it, u takes it back",
        WithArgs("[FILE]", Import),
    )
    .synonyms("excel csv xlsx sheet table"),
    command("problems", "!", "Problems of the data, with file and line", Fixed(ShowProblems))
        .alias(&["findings"])
        .synonyms("errors warnings"),
    command("diff", "D", "Show what overrides change in the data", Fixed(ShowOverrideDiff))
        .synonyms("changes overridden layers"),
    command(
        "find",
        "ctrl-k",
        "Find anything: a country, an event, a command",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Find, query)),
    )
    .label("find")
    .synonyms("search go to jump"),
    command(
        "commands",
        ":",
        "Commands and steps of scripts, by name, key or meaning",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Commands, query)),
    )
    .synonyms("palette run script"),
    command(
        "help",
        "?",
        "Keys that work here",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Help, query)),
    )
    .label("keys")
    .synonyms("keys shortcuts"),
    command(
        "history",
        "H",
        "History: go back to a visited view",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::History, query)),
    )
    .synonyms("recent places visited"),
    command(
        "facets",
        "f",
        "Values to filter by, with counts",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Facets, query)),
    )
    .synonyms("values counts narrow"),
    command(
        "pick-sort",
        "s",
        "Sort: choose a column; again reverses it, then restores the order",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Sort, query)),
    )
    .alias(&["sort-by"])
    .synonyms("order"),
    command(
        "pick-columns",
        "K",
        "Hide and show columns",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Columns, query)),
    )
    .alias(&["show-columns"]),
    command(
        "bookmarks",
        "v",
        "Bookmarks: save, open, delete",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Bookmarks, query)),
    )
    .alias(&["views"])
    .synonyms("saved favourites named"),
    command(
        "pick-copy",
        "y",
        "Copy: a value, rows, a link, sources; as text, Markdown, CSV, JSON",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Copy, query)),
    )
    .alias(&["copy-as"])
    .synonyms("yank clipboard export save"),
    command(
        "copy",
        "",
        "Copy at once: copy rows md; to the clipboard, a file or the screen",
        WithArgs("WHAT [FORMAT] [WHERE]", Copy),
    ),
    command("undo", "u", "Undo the last change of filter, sort, columns or zoom", Fixed(Undo)),
    command("redo", "U", "Redo the change that was undone", Fixed(Redo)),
    command(
        "mark",
        "space",
        "Mark the row for copying, or the phase to compare",
        Fixed(ToggleMark),
    ),
    command("marks", "", "Mark these rows, and no others", WithArgs("PATHS", SetMarks)),
    command("columns", "", "Show these columns: columns name,region", WithArgs("[KEYS]", Columns)),
    command("save-bookmark", "", "Bookmark this view under a name", WithArgs("NAME", SaveBookmark))
        .alias(&["save-view"]),
    command("delete-bookmark", "", "Delete a bookmark", WithArgs("NAME", DeleteBookmark))
        .alias(&["drop-view"]),
    command(
        "settings",
        ",",
        "Settings: colours, ASCII, first pane, map, mouse, programme",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Settings, query)),
    )
    .synonyms("options preferences configuration theme colors"),
    command(
        "set",
        "",
        "Change a setting and save it: set theme projector",
        WithArgs("SETTING VALUE", Set),
    ),
    command(
        "programmes",
        "P",
        "Programmes: show another one",
        WithArgs("[QUERY]", |query| OpenPicker(PickerKind::Programmes, query)),
    )
    .synonyms("switch project folder"),
    command(
        "programme",
        "",
        "Show another programme: programme bundled",
        WithArgs("NAME", ShowProgramme),
    ),
    command(
        "hints",
        "o",
        "Show letters on all visible links; type them to follow a link",
        Fixed(ShowLinkHints),
    ),
    command(
        "present",
        "p",
        "Present slides: the programme, this view, a record, a deck of your own",
        WithArgs("[DECK or PATH]", Present),
    )
    .synonyms("deck presentation projector show"),
    command("mouse", "m", "Mouse on or off: panes, rows, links, wheel", Fixed(ToggleMouse)),
    command("redraw", "ctrl-l", "Reload all files and redraw the screen", Fixed(Redraw)),
    command(
        "suspend",
        "ctrl-z",
        "Suspend: return to the shell until it continues the program",
        Fixed(Suspend),
    ),
    command("close", "esc", "Close the topmost layer", Fixed(Close)),
    command("quit", "q", "Close the topmost layer; quit if none is open", Fixed(Quit))
        .label("quit")
        .synonyms("exit leave end"),
    command("quit-now", "ctrl-c", "Quit at once", Fixed(QuitNow)).alias(&["leave"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_aliases_and_keys_are_unique_and_valid() {
        let mut names = HashSet::new();
        let mut keys = HashSet::new();
        for command in COMMANDS {
            for name in command.aliases.iter().chain([&command.name]) {
                assert!(names.insert(*name), "{name} stands twice");
            }
            assert!(!command.help.is_empty() && command.help.len() <= 90, "{}", command.name);
            for (sequence, text) in command.key_sequences().zip(command.keys.split_whitespace()) {
                assert_eq!(sequence.len(), text.split('+').count(), "{text} is valid");
                assert!(keys.insert(sequence), "{text} stands twice");
            }
        }
    }

    #[test]
    fn every_command_has_a_key_or_takes_arguments() {
        for command in COMMANDS {
            let takes_arguments = matches!(command.action_maker, WithArgs(..));
            assert!(!command.keys.is_empty() || takes_arguments, "{} has no key", command.name);
        }
    }
}
