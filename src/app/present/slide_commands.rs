//! The commands of a slide.

use crate::command::Action::Slide;
use crate::command::ActionMaker::{Fixed, WithArgs};
use crate::command::SlideAction::*;
use crate::command::{Action, ActionMaker, Command, PickerKind};

const fn command(
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    action_maker: ActionMaker,
) -> Command {
    Command::new("present", name, keys, help, action_maker)
}

pub(crate) const COMMANDS: &[Command] = &[
    command("step", "right space pagedown l", "Next step, or next slide", Fixed(Slide(NextStep))),
    command(
        "step-back",
        "left pageup h backspace",
        "Previous step, or previous slide",
        Fixed(Slide(PreviousStep)),
    ),
    command(
        "slide",
        "",
        "Go to a slide, at a step: slide 4 2; or type its number and Enter",
        WithArgs("NUMBER [STEP]", |words| Slide(GoTo(words))),
    ),
    command(
        "index",
        "i",
        "Choose a slide",
        WithArgs("[WORDS]", |words| Action::OpenPicker(PickerKind::Slides, words)),
    ),
    command("blank", "b .", "Blank the screen until the next key", Fixed(Slide(Blank))),
    command(
        "hide-contacts",
        "c",
        "Hide contacts, or show them again",
        Fixed(Slide(ToggleContacts)),
    ),
    command(
        "enter-view",
        "enter",
        "Enter the view of the slide; Backspace or q returns to the slide",
        Fixed(Slide(EnterView)),
    )
    .alias(&["into"]),
];
