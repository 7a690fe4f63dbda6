//! `gloact screenshot`: draws a screen without a terminal, and the bundled screenshots.

use crate::app::App;
use crate::cli::flag_values::parse_screen_size;
use crate::cli::{GlobalArgs, app_with_data, load_for_output, print};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::atomic_file::replace_files;
use crate::store::Dataset;
use crate::ui::buffer_text;
use crate::ui::glyphs::{ASCII, UNICODE};
use crate::ui::svg;
use crate::ui::theme::Theme;
use clap::{Args, ValueEnum};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Draw a screen without a terminal
#[derive(Args)]
#[command(
    alias = "shot",
    after_help = "\
Examples:
  gloact screenshot 'go sources' --size 120x36 > sources.svg
  gloact screenshot 'go matrix; compare' --format text"
)]
pub(in crate::cli) struct ScreenshotArgs {
    /// The script of the screen: 'go countries; filter region:africa'
    #[arg(required_unless_present = "all")]
    script: Option<String>,
    /// Columns and rows of the screen [default: 80x24]
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "all")]
    size: Option<String>,
    /// A picture or plain text
    #[arg(long, value_enum, default_value = "svg")]
    format: ScreenshotFormat,
    /// Draw all screenshots of the documentation again
    #[arg(long, conflicts_with = "script")]
    all: bool,
    /// The folder for all screenshots
    #[arg(long, value_name = "DIR", default_value = "screenshots", requires = "all")]
    into: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScreenshotFormat {
    Svg,
    Text,
}

/// A screenshot of the documentation, as `data/shots.json` describes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenshotSpec {
    /// Name of the file, without its extension.
    pub name: String,
    /// Columns and rows, such as `80x24`.
    pub size: String,
    pub theme: String,
    pub script: String,
    /// The day that counts as today.
    pub today: String,
    #[serde(default)]
    pub ascii: bool,
}

/// Returns the screenshots that are kept in `screenshots/`.
pub fn screenshot_specs() -> Result<Vec<ScreenshotSpec>> {
    serde_json::from_str(include_str!("../../../data/shots.json")).map_err(|e| {
        Error::new(ErrorKind::InvalidData, format!("data/shots.json cannot be parsed: {e}"))
    })
}

impl ScreenshotSpec {
    /// Draws the screenshot from the bundled data.
    pub fn draw(&self) -> Result<(Buffer, Theme)> {
        let theme = Theme::by_name(&self.theme)?;
        let today = crate::cli::flag_values::parse_day("today", &self.today)?;
        let glyphs = if self.ascii { ASCII } else { UNICODE };
        let size = parse_screen_size("size", &self.size)?;
        let mut app = App::new(Dataset::bundled(), today, theme.clone(), glyphs, size);
        app.run_script(&self.script)?;
        Ok((render(&app, size), theme))
    }

    /// Returns the screenshot as SVG.
    pub fn svg(&self) -> Result<String> {
        let (buffer, theme) = self.draw()?;
        Ok(svg::to_svg(&buffer, &theme, &title(&self.script)))
    }
}

impl ScreenshotArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.all {
            return write_all(&self.into);
        }
        let size = parse_screen_size("--size", self.size.as_deref().unwrap_or("80x24"))?;
        let mut app = app_with_data(load_for_output(global)?, global, size)?;
        let script = self.script.as_deref().unwrap_or_default();
        app.run_script(script)?;
        let buffer = render(&app, size);
        print(&match self.format {
            ScreenshotFormat::Text => buffer_text(&buffer),
            ScreenshotFormat::Svg => svg::to_svg(&buffer, &global.theme()?, &title(script)),
        })
    }
}

/// Writes all screenshots of the documentation into a folder.
fn write_all(folder: &Path) -> Result<u8> {
    let mut pictures = Vec::new();
    for spec in screenshot_specs()? {
        pictures.push((folder.join(format!("{}.svg", spec.name)), spec.svg()?));
    }
    replace_files(&pictures)?;
    print(&format!("{} screenshots written to {}\n", pictures.len(), folder.display()))
}

fn title(script: &str) -> String {
    format!("gloact: {}", sanitize(script))
}

fn render(app: &App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.draw(&mut buffer);
    buffer
}
