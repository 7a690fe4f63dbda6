//! `gloact shot`: a screen without a terminal, and the pictures that are kept.

use super::{GlobalArgs, new_app, print};
use crate::app::App;
use crate::error::{Error, ErrorKind, Result};
use crate::store::Dataset;
use crate::ui::svg;
use crate::ui::theme::{ASCII, Theme, UNICODE};
use clap::{Args, ValueEnum};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::Deserialize;
use std::path::PathBuf;

/// Draw a screen without a terminal
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact shot 'go sources' --size 120x36 > sources.svg
  gloact shot 'go matrix; compare' --format text")]
pub(super) struct Shot {
    /// What to draw: 'go countries; filter region:africa'
    #[arg(required_unless_present = "all")]
    script: Option<String>,
    /// Columns and rows
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "all")]
    size: Option<String>,
    /// A picture or plain text
    #[arg(long, value_enum, default_value = "svg")]
    format: ScreenshotFormat,
    /// Draw the kept pictures anew, into the folder
    #[arg(long, conflicts_with = "script")]
    all: bool,
    /// The folder of the kept pictures
    #[arg(long, value_name = "DIR", default_value = "screenshots", requires = "all")]
    into: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScreenshotFormat {
    Svg,
    Text,
}

/// A picture that is kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenshotSpec {
    /// Name of the file, without its end.
    pub name: String,
    /// Columns and rows.
    pub size: String,
    /// Theme.
    pub theme: String,
    /// What it shows.
    pub script: String,
    /// The day that counts as today in it.
    pub today: String,
    /// Whether it is drawn with ASCII characters.
    #[serde(default)]
    pub ascii: bool,
}

/// The pictures that are kept in `screenshots/`.
pub fn screenshot_specs() -> Result<Vec<ScreenshotSpec>> {
    serde_json::from_str(include_str!("../../data/shots.json")).map_err(|e| {
        Error::new(ErrorKind::InvalidData, format!("data/shots.json does not read: {e}"))
    })
}

impl ScreenshotSpec {
    /// Draws the picture from the bundled data.
    pub fn draw(&self) -> Result<(Buffer, Theme)> {
        let theme = Theme::by_name(&self.theme)?;
        let today =
            self.today.parse().map_err(|_| Error::usage(format!("{} is no day", self.today)))?;
        let mut app = App::new(
            Dataset::bundled(),
            today,
            theme.clone(),
            if self.ascii { ASCII } else { UNICODE },
            parse_screen_size("--size", &self.size)?,
        );
        app.run_script(&self.script)?;
        Ok((render(&app, parse_screen_size("--size", &self.size)?), theme))
    }

    /// The picture as SVG.
    pub fn svg(&self) -> Result<String> {
        let (buffer, theme) = self.draw()?;
        Ok(svg::to_svg(&buffer, &theme, &format!("gloact: {}", self.script)))
    }
}

impl Shot {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.all {
            let fail = |e: std::io::Error| {
                Error::new(
                    ErrorKind::System,
                    format!("{} cannot be written: {e}", self.into.display()),
                )
            };
            std::fs::create_dir_all(&self.into).map_err(fail)?;
            let pictures = screenshot_specs()?;
            for picture in &pictures {
                std::fs::write(self.into.join(format!("{}.svg", picture.name)), picture.svg()?)
                    .map_err(fail)?;
            }
            return print(&format!("{} pictures in {}\n", pictures.len(), self.into.display()));
        }
        let size = parse_screen_size("--size", self.size.as_deref().unwrap_or("80x24"))?;
        let mut app = new_app(global, size)?;
        let script = self.script.as_deref().unwrap_or_default();
        app.run_script(script)?;
        let buffer = render(&app, size);
        match self.format {
            ScreenshotFormat::Text => print(&svg::plain_text(&buffer)),
            ScreenshotFormat::Svg => print(&svg::to_svg(
                &buffer,
                &global.theme()?,
                &format!("gloact: {}", crate::model::text::sanitize(script)),
            )),
        }
    }
}

fn render(app: &App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.draw(&mut buffer);
    buffer
}

/// The columns and rows of a flag.
pub(super) fn parse_screen_size(flag: &str, text: &str) -> Result<(u16, u16)> {
    let wrong = || {
        Error::usage(format!("{flag} {text} is no size"))
            .with_hint(format!("for example {flag} 120x36; at most 1000x1000"))
    };
    let (width, height) = text.split_once('x').ok_or_else(wrong)?;
    let side =
        |text: &str| text.parse::<u16>().ok().filter(|n| (1..=1000).contains(n)).ok_or_else(wrong);
    Ok((side(width)?, side(height)?))
}
