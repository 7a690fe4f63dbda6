//! Prints which slides need more than one screen of a size.

use crate::app::App;
use crate::cli::flag_values::parse_screen_size;
use crate::cli::print::print_text;
use crate::error::{ErrorKind, Result};
use crossterm::event::Event;

/// Prints which slides need more than one screen of a size. Returns exit code 3 if a slide has a
/// view that cannot be shown.
pub(super) fn print_fit(mut app: App, size: &str) -> Result<u8> {
    let (width, height) = parse_screen_size("--check", size)?;
    app.update(Event::Resize(width, height));
    let slide_count = app.slide_count();
    let mut text = String::new();
    let (mut misfits, mut failures) = (0, 0);
    for slide in 0..slide_count {
        app.goto_slide(slide, 0);
        let fit = app.slide_fit();
        if let Some(summary) = fit.summary() {
            let title =
                if fit.title.is_empty() { String::new() } else { format!(", {}", fit.title) };
            text.push_str(&format!("slide {}{title}: {summary}\n", slide + 1));
            match fit.error {
                Some(_) => failures += 1,
                None => misfits += 1,
            }
        }
    }
    let verb = if misfits == 1 { "needs" } else { "need" };
    text.push_str(&match misfits {
        0 if failures > 0 => String::new(),
        0 if slide_count == 1 => format!("1 slide, on one screen of {size}\n"),
        0 => format!("{slide_count} slides, each on one screen of {size}\n"),
        _ => format!(
            "{misfits} of {slide_count} slides {verb} more than one screen of {size}, or a \
             smaller title\n"
        ),
    });
    if failures > 0 {
        text.push_str(&format!("{failures} of {slide_count} slides cannot be shown\n"));
    }
    print_text(&text)?;
    Ok(if failures > 0 { ErrorKind::InvalidData as u8 } else { 0 })
}
