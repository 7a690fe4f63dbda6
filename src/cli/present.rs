//! `gloact present`: slides on the screen, notes on a second terminal, a check of what fits, and files to hand out.

use super::dashboard::{exit_code, run_app, watch_spec};
use super::values::{parse_interval, parse_screen_size};
use super::{GlobalArgs, app_with_data, load_with_progress, print, profile};
use crate::app::App;
use crate::error::{Error, ErrorKind, Result};
use crate::export::deck::{html, html_slide, markdown_slide};
use crate::profile::deck::Deck;
use crate::term::{self, DashboardOptions, LoadOutcome};
use crate::ui::svg;
use crate::ui::theme::Theme;
use clap::Args;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The screen of the pictures that are handed out.
const PICTURE_SIZE: (u16, u16) = (120, 36);
/// The grounds of those pictures.
const PICTURE_THEMES: [&str; 2] = ["dark", "light"];

/// Show slides: of the programme, of a record, of a deck; or write them to hand out
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact present countries/NP
  gloact present --export handout")]
pub(super) struct Present {
    /// A record to present, or a deck by name: countries/NP; nothing presents the programme
    place: Option<String>,
    /// A deck of your own: a file, or the name of one in the decks folder
    #[arg(long, value_name = "FILE", conflicts_with = "place")]
    deck: Option<PathBuf>,
    /// On a second terminal: the notes, what comes next, the time; keys there drive both
    #[arg(long, conflicts_with_all = ["place", "deck", "turn", "export", "check"])]
    notes: bool,
    /// Let the slides turn by themselves, until a key is pressed: 20s, 1m
    #[arg(long = "loop", value_name = "TIME")]
    turn: Option<String>,
    /// Write an HTML file and a Markdown handout into a folder
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Write over what is there already
    #[arg(long, requires = "export")]
    replace: bool,
    /// Tell what does not fit on one screen of this size
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "export")]
    check: Option<String>,
}

impl Present {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.notes {
            global.require_cursor_addressing()?;
            let (theme, glyphs) = global.appearance().resolve(&profile::load_settings())?;
            return term::run_notes(theme, glyphs).map(exit_code);
        }
        let pace = self.turn.as_deref().map(parse_interval).transpose()?;
        let on_screen = self.export.is_none() && self.check.is_none() && io::stdout().is_terminal();
        if !on_screen && pace.is_some() {
            return Err(Error::usage("slides turn on a screen only")
                .with_hint("--loop in a terminal, without --export and --check"));
        }
        let watch = watch_spec(global);
        let (data, session) = match load_with_progress(global, on_screen)? {
            LoadOutcome::Loaded(data, session) => (data, session),
            LoadOutcome::Cancelled(end) => return Ok(exit_code(end)),
        };
        let mut app = profile::load_into(
            app_with_data(data, global, PICTURE_SIZE)?,
            if on_screen { global.appearance() } else { global.picture_appearance() },
        );
        let (name, deck) = match &self.deck {
            Some(file) => self.load_deck(&app, file)?,
            None => {
                let name = self.place.as_deref().unwrap_or_default();
                super::warn_deck_findings(app.data(), name);
                app.find_deck(name)?
            }
        };
        app.open_presentation(name, deck)?;
        if let Some(script) = &global.script {
            app.run_script(script)?;
        }
        if !on_screen {
            super::warn_findings(app.data());
        }
        match (&self.export, &self.check) {
            (Some(folder), _) => export(app, folder, self.replace),
            (None, Some(size)) => report_fit(app, size),
            // what is no screen gets the words
            (None, None) if !io::stdout().is_terminal() => print(&markdown_handout(&mut app)),
            (None, None) => {
                if pace.is_some() {
                    app.start_autoplay();
                }
                let options =
                    DashboardOptions { session, watch: Some(watch), autoplay_interval: pace };
                run_app(app, options, global)
            }
        }
    }

    /// The deck of a file, or of a name in the person's folder. What is wrong with it is told beside it; what is right is shown.
    fn load_deck(&self, app: &App, file: &Path) -> Result<(String, Deck)> {
        let named = file.to_str().filter(|name| !name.contains(['/', '.']) && !file.exists());
        if let Some(name) = named {
            super::warn_deck_findings(app.data(), name);
            return app.find_deck(name);
        }
        let deck = profile::load_deck(app.data(), file)?;
        let name = file
            .file_stem()
            .map(|name| crate::model::text::sanitize(&name.to_string_lossy()).into_owned());
        Ok((name.unwrap_or_default(), deck))
    }
}

/// Tells which slides take more than one screen of a size.
fn report_fit(mut app: App, size: &str) -> Result<u8> {
    let (width, height) = parse_screen_size("--check", size)?;
    app.update(crossterm::event::Event::Resize(width, height));
    let mut out = String::new();
    let count = app.slide_count();
    let mut split = 0;
    for at in 0..count {
        app.goto_slide(at, 0);
        let fit = app.slide_fit();
        if let Some(remark) = fit.summary() {
            let title =
                if fit.title.is_empty() { String::new() } else { format!(", {}", fit.title) };
            out.push_str(&format!("slide {}{title}: {remark}\n", at + 1));
            split += 1;
        }
    }
    out.push_str(&match split {
        0 if count == 1 => format!("1 slide, on one screen of {size}\n"),
        0 => format!("{count} slides, each on one screen of {size}\n"),
        1 => format!(
            "1 of {count} slides needs more than one screen of {size}, or a smaller title\n"
        ),
        n => format!(
            "{n} of {count} slides need more than one screen of {size}, or a smaller title\n"
        ),
    });
    print(&out)
}

/// All slides in words.
fn markdown_handout(app: &mut App) -> String {
    let mut out =
        format!("# {}\n\n{}\n\n", display_title(&app.presentation_name()), data_note(app));
    for at in 0..app.slide_count() {
        app.goto_slide(at, 0);
        out.extend(app.handout_page().map(|leaf| markdown_slide(&leaf)));
    }
    out
}

/// What a deck is called where it is handed out.
fn display_title(name: &str) -> &str {
    if name == "programme" { "GLO.ACT" } else { name }
}

/// Of what day the data are, and whose.
fn data_note(app: &App) -> String {
    let data = app.data();
    let day = data
        .programme_record()
        .and_then(|programme| programme.data_of.as_ref())
        .map(|day| format!("Data of {}", day.display()));
    let files: Vec<&str> = data
        .layers()
        .iter()
        .filter(|layer| layer.is_active_override())
        .map(|layer| layer.name.rsplit('/').next().unwrap_or_default())
        .collect();
    let changed = if files.is_empty() {
        String::new()
    } else {
        format!(", with changes from {}", files.join(", "))
    };
    format!(
        "{}{changed}. ≠ marks a value on which the sources disagree.",
        day.unwrap_or_else(|| "The day of the data is unknown".into())
    )
}

/// Writes both files into a folder, the old or the new ones whole.
fn export(mut app: App, folder: &Path, replace: bool) -> Result<u8> {
    let fail = |path: &Path, e: io::Error| {
        Error::new(ErrorKind::System, format!("{} cannot be written: {e}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|e| fail(folder, e))?;
    let name = app.presentation_name();
    let words = markdown_handout(&mut app);
    let pictures = draw_pictures(&mut app)?;
    let mut slides = Vec::new();
    for (at, pictures) in pictures.into_iter().enumerate() {
        app.goto_slide(at, 0);
        if let Some(mut leaf) = app.handout_page() {
            leaf.pictures = pictures;
            slides.push((leaf.title.clone(), html_slide(&leaf)));
        }
    }
    let page = html(display_title(&name), &data_note(&app), &slides);
    let file = |end: &str| {
        folder.join(format!(
            "{}.{end}",
            name.replace(|c: char| !c.is_alphanumeric() && c != '-', "-")
        ))
    };
    // what is there is somebody's: both are looked at before anything is written
    if let Some(there) =
        [file("html"), file("md")].iter().find(|path| path.symlink_metadata().is_ok() && !replace)
    {
        let there = format!("{} is there already", there.display());
        return Err(Error::new(ErrorKind::System, there).with_hint("--replace writes over it"));
    }
    for (path, text) in [(file("html"), page), (file("md"), words)] {
        crate::profile::atomic_file::replace_file(&path, &text)?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(0)
}

/// Pictures of every page of every slide, on a dark ground and on a light one.
fn draw_pictures(app: &mut App) -> Result<Vec<Vec<[String; 2]>>> {
    let mut all: Vec<Vec<[String; 2]>> = vec![Vec::new(); app.slide_count()];
    for (ground, theme) in PICTURE_THEMES.iter().enumerate() {
        let theme = Theme::by_name(theme)?;
        app.set_theme(theme.clone());
        for (at, pages) in all.iter_mut().enumerate() {
            app.goto_slide(at, 0);
            for (page, step) in app.page_steps().into_iter().enumerate() {
                app.goto_slide(at, step);
                let mut buffer = Buffer::empty(Rect::new(0, 0, PICTURE_SIZE.0, PICTURE_SIZE.1));
                app.draw(&mut buffer);
                if pages.len() <= page {
                    pages.push(Default::default());
                }
                pages[page][ground] = svg::to_svg(&buffer, &theme, &app.slide_fit().title);
            }
        }
    }
    Ok(all)
}
