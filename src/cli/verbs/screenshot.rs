//! `gloact screenshot`: draws a screen or a moving picture without a terminal, and the bundled
//! screenshots.

use crate::app::App;
use crate::cli::flag_values::parse_screen_size;
use crate::cli::{GlobalArgs, app_with_data, load_for_output, print};
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::atomic_file::replace_files;
use crate::store::Dataset;
use crate::ui::buffer_text;
use crate::ui::glyphs::{ASCII, UNICODE};
use crate::ui::svg::{self, Frame};
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
  gloact screenshot 'go matrix; compare' --format text
  gloact screenshot 'go countries' 'filter nepal' 'open' > moving.svg"
)]
pub(in crate::cli) struct ScreenshotArgs {
    /// The script of the screen: 'go countries; filter nepal'. Several scripts make a
    /// moving picture, in which each continues from the screen of the one before
    #[arg(value_name = "SCRIPT", required_unless_present = "all")]
    scripts: Vec<String>,
    /// Columns and rows of the screen [default: 80x24]
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "all")]
    size: Option<String>,
    /// A picture or plain text
    #[arg(long, value_enum, default_value = "svg")]
    format: ScreenshotFormat,
    /// How long a moving picture shows each screen
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = DEFAULT_FRAME_SECONDS,
        value_parser = clap::value_parser!(u32).range(1..=MAX_FRAME_SECONDS),
        conflicts_with = "all"
    )]
    seconds: u32,
    /// Draw all screenshots of the documentation again
    #[arg(long, conflicts_with = "scripts")]
    all: bool,
    /// The folder for all screenshots
    #[arg(long, value_name = "DIR", default_value = "screenshots", requires = "all")]
    into: PathBuf,
}

/// How long a moving picture shows a screen, in seconds.
const DEFAULT_FRAME_SECONDS: u32 = 3;
const MAX_FRAME_SECONDS: i64 = 3600;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
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
    /// The script of a picture that does not move.
    #[serde(default)]
    pub script: String,
    /// The frames of one that moves.
    #[serde(default)]
    pub frames: Vec<AnimationFrameSpec>,
    /// The day that counts as today.
    pub today: String,
    #[serde(default)]
    pub ascii: bool,
}

/// A frame of a moving picture. Its script continues from the frame before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnimationFrameSpec {
    pub script: String,
    pub caption: String,
    pub seconds: u32,
}

/// Returns the screenshots that are kept in `screenshots/`.
pub fn screenshot_specs() -> Result<Vec<ScreenshotSpec>> {
    serde_json::from_str(include_str!("../../../data/shots.json")).map_err(|e| {
        Error::new(ErrorKind::InvalidData, format!("data/shots.json cannot be parsed: {e}"))
    })
}

impl ScreenshotSpec {
    /// Returns the picture, drawn from the bundled data.
    pub fn svg(&self) -> Result<String> {
        let theme = Theme::by_name(&self.theme)?;
        let today = crate::cli::flag_values::parse_day("today", &self.today)?;
        let glyphs = if self.ascii { ASCII } else { UNICODE };
        let size = parse_screen_size("size", &self.size)?;
        let mut app = App::new(Dataset::bundled(), today, theme.clone(), glyphs, size);
        if self.frames.is_empty() {
            let screen = render_after(&mut app, &self.script, size)?;
            return Ok(svg::to_svg(&screen, &theme, &title(&self.script)));
        }
        let mut frames = Vec::new();
        for frame in &self.frames {
            let screen = render_after(&mut app, &frame.script, size)?;
            let caption = frame.caption.clone();
            frames.push(Frame { screen, caption, seconds: frame.seconds });
        }
        Ok(svg::to_animated_svg(&frames, &theme, &title(&self.name)))
    }
}

impl ScreenshotArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.all {
            return write_all(&self.into);
        }
        let size = parse_screen_size("--size", self.size.as_deref().unwrap_or("80x24"))?;
        if self.scripts.len() > 1 && self.format == ScreenshotFormat::Text {
            return Err(Error::usage("text cannot show several scripts, because it does not move")
                .with_hint("use --format svg, or join the scripts: 'go countries; open'"));
        }
        let mut app = app_with_data(load_for_output(global)?, global, size)?;
        let mut frames = Vec::new();
        for script in &self.scripts {
            let screen = render_after(&mut app, script, size)?;
            let caption = sanitize(script).into_owned();
            frames.push(Frame { screen, caption, seconds: self.seconds });
        }
        let theme = global.theme()?;
        print(&match (&*frames, self.format) {
            ([frame], ScreenshotFormat::Text) => buffer_text(&frame.screen),
            ([frame], ScreenshotFormat::Svg) => {
                svg::to_svg(&frame.screen, &theme, &title(&frame.caption))
            }
            (frames, _) => svg::to_animated_svg(frames, &theme, &title(&self.scripts.join("; "))),
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

/// Runs a script and draws the screen that it leads to.
fn render_after(app: &mut App, script: &str, (width, height): (u16, u16)) -> Result<Buffer> {
    app.run_script(script)?;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.draw(&mut buffer);
    Ok(buffer)
}
