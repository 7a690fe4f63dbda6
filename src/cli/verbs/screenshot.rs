//! `gloact screenshot`: draws a screen or a moving picture without a terminal.

mod documentation_screenshots;

use crate::app::App;
use crate::cli::flag_values::parse_screen_size;
use crate::cli::{GlobalArgs, app_with_data, load_for_output, print};
use crate::error::{Error, Result};
use crate::model::text::sanitize;
use crate::ui::buffer_text;
use crate::ui::svg::{self, Frame};
use clap::{Args, ValueEnum};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::PathBuf;

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
    /// Seconds for each screen of a moving picture
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

/// Seconds for a screen of a moving picture.
const DEFAULT_FRAME_SECONDS: u32 = 3;
const MAX_FRAME_SECONDS: i64 = 3600;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum ScreenshotFormat {
    Svg,
    Text,
}

impl ScreenshotArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.all {
            return documentation_screenshots::write_all(&self.into);
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
