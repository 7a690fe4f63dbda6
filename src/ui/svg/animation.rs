//! Converts a series of screens to one moving SVG picture.

use super::{CELL_SIZE, CLOSING_TAGS, MARGIN, escape, opening_tags, row_svgs};
use crate::detail::StyleRole;
use crate::ui::theme::Theme;
use indexmap::IndexMap;
use ratatui::buffer::Buffer;
use std::fmt::Write;

/// Units from the bottom of the screen to the baseline of the caption.
const CAPTION_BASELINE: f32 = 18.0;
/// Units for the caption below the screen.
const CAPTION_HEIGHT: f32 = 26.0;

/// A screen of a moving picture.
pub struct Frame {
    pub screen: Buffer,
    /// The line below the screen.
    pub caption: String,
    /// The time for which the frame is shown, in seconds.
    pub seconds: u32,
}

/// The elements that are visible in the same frames.
type ElementsByFrames = IndexMap<Vec<bool>, String>;

/// Returns screens of one size as a picture that shows one after the other, without end. Texts that
/// are equal in several frames are written once. A viewer without animations shows the first frame.
pub fn to_animated_svg(frames: &[Frame], theme: &Theme, title: &str) -> String {
    let area = frames.first().map(|frame| frame.screen.area).unwrap_or_default();
    let screen_height = f32::from(area.height) * CELL_SIZE.1 + MARGIN;
    let elements = elements_by_frames(frames, theme, screen_height);
    let height = screen_height + CAPTION_HEIGHT + MARGIN;
    let style = style_sheet(frames, &elements);
    let mut svg = opening_tags(area.width, height, theme, title, &style);
    for (number, (visible, elements)) in elements.iter().enumerate() {
        let class =
            if visible.contains(&false) { format!(" class=\"f{number}\"") } else { "".into() };
        let _ = write!(svg, "<g{class}>\n{elements}</g>\n");
    }
    svg.push_str(CLOSING_TAGS);
    svg
}

/// Returns the texts of all screens and the captions, by the frames that show them.
fn elements_by_frames(frames: &[Frame], theme: &Theme, screen_height: f32) -> ElementsByFrames {
    let mut by_text: IndexMap<String, Vec<bool>> = IndexMap::new();
    let mut show = |text: String, number: usize| {
        let visible = by_text.entry(text).or_insert_with(|| vec![false; frames.len()]);
        visible[number] = true;
    };
    for (number, frame) in frames.iter().enumerate() {
        let area = frame.screen.area;
        for y in area.top()..area.bottom() {
            row_svgs(&frame.screen, y, theme).into_iter().for_each(|run| show(run, number));
        }
        let caption = format!("{}/{}  {}", number + 1, frames.len(), frame.caption);
        show(caption_svg(&caption, theme, screen_height), number);
    }
    let mut by_frames = ElementsByFrames::new();
    for (text, visible) in by_text.into_iter().filter(|(text, _)| !text.is_empty()) {
        by_frames.entry(visible).or_default().push_str(&text);
    }
    by_frames
}

fn caption_svg(caption: &str, theme: &Theme, screen_height: f32) -> String {
    let color = theme.style(StyleRole::Accent).fg;
    let color = color.map_or_else(|| theme.text.clone(), |color| color.to_string().to_lowercase());
    let (left, bottom) = (MARGIN, screen_height + CAPTION_BASELINE);
    let text = escape(caption).replace("  ", "\u{a0}\u{a0}");
    format!(
        "<text x=\"{left:.1}\" y=\"{bottom:.1}\" fill=\"{color}\" font-weight=\"bold\">{text}</text>\n"
    )
}

/// Returns the animations of the elements. Those who ask for less motion see the first frame.
fn style_sheet(frames: &[Frame], elements: &ElementsByFrames) -> String {
    let total: u32 = frames.iter().map(|frame| frame.seconds).sum();
    let mut style = String::from("<style>\n");
    for (number, visible) in elements.keys().enumerate().filter(|(_, v)| v.contains(&false)) {
        let first = visibility(visible[0]);
        let _ = write!(
            style,
            ".f{number}{{visibility:{first};animation:f{number} {total}s step-end infinite}}\n\
             @keyframes f{number}{{"
        );
        let mut start = 0;
        let mut shown = None;
        for (frame, is_visible) in frames.iter().zip(visible) {
            if shown != Some(is_visible) {
                let percent = f64::from(start) * 100.0 / f64::from(total);
                let _ = write!(style, "{percent:.2}%{{visibility:{}}}", visibility(*is_visible));
                shown = Some(is_visible);
            }
            start += frame.seconds;
        }
        style.push_str("}\n");
    }
    style.push_str(
        "@media (prefers-reduced-motion:reduce){g{animation:none!important}}\n</style>\n",
    );
    style
}

fn visibility(is_visible: bool) -> &'static str {
    if is_visible { "visible" } else { "hidden" }
}
