//! The screenshots of the documentation, as `data/shots.json` describes them.

use super::{render_after, title};
use crate::app::App;
use crate::cli::flag_values::parse_screen_size;
use crate::cli::print;
use crate::error::{Error, ErrorKind, Result};
use crate::profile::atomic_file::replace_files;
use crate::store::Dataset;
use crate::ui::glyphs::{ASCII, UNICODE};
use crate::ui::svg::{self, Frame};
use crate::ui::theme::Theme;
use serde::Deserialize;
use std::path::Path;

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
    serde_json::from_str(include_str!("../../../../data/shots.json")).map_err(|e| {
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

/// Writes all screenshots of the documentation into a folder.
pub(super) fn write_all(folder: &Path) -> Result<u8> {
    let mut pictures = Vec::new();
    for spec in screenshot_specs()? {
        pictures.push((folder.join(format!("{}.svg", spec.name)), spec.svg()?));
    }
    replace_files(&pictures)?;
    print(&format!("{} screenshots written to {}\n", pictures.len(), folder.display()))
}
