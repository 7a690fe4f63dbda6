//! Checks the colours: how many the terminal shows, on which background, and what says so.

use super::env_var;
use crate::cli::doctor_check::DoctorCheck;
use crate::cli::global_args::GlobalArgs;
use crate::cli::profile_loading;
use crate::cli::stdout_style::should_colour;
use crate::term::ProbeAnswers;
use crate::ui::capabilities::{Background, Capabilities, ColorDepth, color_depth};
use crate::ui::theme::Theme;

/// Names of terminals that may show 256 colours as well, which is a name of its own.
const SHORT_NAMES: &[&str] = &["xterm", "putty", "rxvt", "screen", "tmux"];

/// Variables that decide whether printed output has colours.
const OUTPUT_VARIABLES: &[&str] = &["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"];

/// Checks the colours of the screen and of printed output. `answers` are those of the terminal.
pub(super) fn check_colours(
    global: &GlobalArgs,
    capabilities: &Capabilities,
    answers: Option<&ProbeAnswers>,
) -> DoctorCheck {
    let (depth, reason) = color_depth(env_var);
    let answer = answers.and_then(|answers| answers.background);
    let background = capabilities.background.or(answer.map(Background::from_rgb));
    let theme = global.appearance_inputs().theme_name(&profile_loading::load_settings());
    let shown_theme = Theme::name_on(&theme, background);
    let alias = if theme == shown_theme { String::new() } else { format!(" ({theme})") };
    let is_on = should_colour(global.color);
    let found = format!(
        "{} ({reason}); {}; theme {shown_theme}{alias}; output colour: {}{}",
        name_of(depth),
        background_text(background, answer),
        if is_on { "on" } else { "off" },
        output_reasons(),
    );
    let fix = if env_var("NO_COLOR").is_some() && !is_on {
        "unset NO_COLOR, or use --color always".to_string()
    } else {
        missing_colours(depth, background, answers.is_some()).unwrap_or_default()
    };
    DoctorCheck::with_fix("colour", found, fix)
}

fn name_of(depth: ColorDepth) -> &'static str {
    match depth {
        ColorDepth::None => "no colours",
        ColorDepth::Sixteen => "16 colours",
        ColorDepth::Indexed => "256 colours",
        ColorDepth::True => "exact colours",
    }
}

/// Describes the background, and what says so.
fn background_text(background: Option<Background>, answer: Option<[u8; 3]>) -> String {
    let name = match background {
        Some(Background::Dark) => "dark background",
        Some(Background::Light) => "light background",
        None => return "the background is unknown".into(),
    };
    match (env_var("COLORFGBG"), answer) {
        (None, Some([red, green, blue])) => {
            format!("{name} (the terminal answers #{red:02x}{green:02x}{blue:02x})")
        }
        (variable, _) => format!("{name} (COLORFGBG={})", variable.unwrap_or_default()),
    }
}

/// Returns the variables that decide about colours of printed output.
fn output_reasons() -> String {
    let set: Vec<String> = OUTPUT_VARIABLES
        .iter()
        .filter_map(|name| Some(format!("{name}={}", env_var(name)?)))
        .collect();
    if set.is_empty() { String::new() } else { format!(" ({})", set.join(", ")) }
}

/// Returns how to get more colours, where that is possible.
fn missing_colours(
    depth: ColorDepth,
    background: Option<Background>,
    has_answered: bool,
) -> Option<String> {
    let name = env_var("TERM").unwrap_or_default();
    if depth == ColorDepth::Sixteen && SHORT_NAMES.contains(&&*name) {
        return Some(format!("TERM={name}-256color, if the terminal shows 256 colours"));
    }
    let is_missing = background.is_none() && has_answered && depth != ColorDepth::None;
    is_missing.then(|| "gloact --theme dark, or light, has more colours than both".into())
}
