//! Shows speaker notes in a second terminal.

use crate::app::appearance::AppearanceInputs;
use crate::cli::dashboard_start::exit_code;
use crate::cli::{GlobalArgs, profile_loading};
use crate::error::Result;
use crate::term;
use crate::ui::capabilities::Capabilities;

/// Shows the speaker notes until the user quits.
pub(super) fn show_notes(global: &GlobalArgs) -> Result<u8> {
    let settings = profile_loading::load_settings();
    let appearance = global.appearance_inputs();
    let (theme, glyphs) = appearance.resolve(&settings)?;
    let asks_background = appearance.terminal.should_ask_background();
    let theme_on = move |background| {
        let background = Some(background);
        let terminal = Capabilities { background, ..appearance.terminal };
        let (theme, _) =
            AppearanceInputs { terminal, ..appearance.clone() }.resolve(&settings).ok()?;
        Some(theme)
    };
    term::run_notes(theme, glyphs, asks_background.then_some(theme_on)).map(exit_code)
}
