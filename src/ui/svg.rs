//! Converts a drawn screen to an SVG picture.

mod animation;

pub use animation::{Frame, to_animated_svg};

use super::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Width and height of a cell in units of the picture.
const CELL_SIZE: (f32, f32) = (8.4, 17.0);
/// Units around the screen.
const MARGIN: f32 = 8.0;
/// Units from the top of a cell to the baseline of its text.
const BASELINE: f32 = 13.0;

/// Returns a screen as a picture in the RGB colours of a theme.
pub fn to_svg(buf: &Buffer, theme: &Theme, title: &str) -> String {
    let height = f32::from(buf.area.height) * CELL_SIZE.1 + 2.0 * MARGIN;
    let mut svg = opening_tags(buf.area.width, height, theme, title, "");
    for y in buf.area.top()..buf.area.bottom() {
        svg.extend(row_svgs(buf, y, theme));
    }
    svg.push_str(CLOSING_TAGS);
    svg
}

/// The end of every picture.
const CLOSING_TAGS: &str = "</g>\n</svg>\n";

/// Returns the begin of a picture that is `columns` cells wide and `height` units high.
fn opening_tags(columns: u16, height: f32, theme: &Theme, title: &str, style: &str) -> String {
    let width = f32::from(columns) * CELL_SIZE.0 + 2.0 * MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n\
         <title>{}</title>\n{style}\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>\n\
         <g font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" \
         fill=\"{}\">\n",
        escape(title),
        theme.background,
        theme.text,
    )
}

/// Returns the runs of a row of the screen. A run is one or two elements that belong together.
fn row_svgs(buf: &Buffer, y: u16, theme: &Theme) -> Vec<String> {
    let mut runs = Vec::new();
    let mut x = buf.area.left();
    while x < buf.area.right() {
        let start = x;
        let style = run_style(&buf[(x, y)]);
        let mut run = String::new();
        while x < buf.area.right() && run_style(&buf[(x, y)]) == style {
            let symbol = buf[(x, y)].symbol();
            run.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        runs.push(run_svg(&run, (start, y), &buf[(start, y)], theme));
    }
    runs
}

/// Returns the properties that all cells of a run share.
fn run_style(cell: &Cell) -> (Color, Modifier, bool) {
    // Braille comes from another font: stretched together with words it would displace them
    let is_braille = cell.symbol().chars().all(|c| ('\u{2800}'..='\u{28ff}').contains(&c));
    (cell.fg, cell.modifier, is_braille)
}

/// Returns a run of cells with the same style; blank cells give nothing.
fn run_svg(run: &str, (x, y): (u16, u16), cell: &Cell, theme: &Theme) -> String {
    let mut svg = String::new();
    let text = run.trim();
    if text.is_empty() {
        return svg;
    }
    let indent = run.len() - run.trim_start().len();
    let left = (f32::from(x) + indent as f32) * CELL_SIZE.0 + MARGIN;
    let top = f32::from(y) * CELL_SIZE.1 + MARGIN;
    let width = text.width() as f32 * CELL_SIZE.0;
    let color = if cell.fg == Color::Reset {
        theme.text.clone()
    } else {
        cell.fg.to_string().to_lowercase()
    };
    let mut attributes = String::new();
    if cell.modifier.contains(Modifier::REVERSED) {
        svg.push_str(&format!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" \
             fill=\"{color}\"/>\n",
            CELL_SIZE.1
        ));
        attributes.push_str(&format!(" fill=\"{}\"", theme.background));
    } else if cell.fg != Color::Reset {
        attributes.push_str(&format!(" fill=\"{color}\""));
    }
    if cell.modifier.contains(Modifier::BOLD) {
        attributes.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        attributes.push_str(" text-decoration=\"underline\"");
    }
    svg.push_str(&format!(
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\"{attributes}>{}</text>\n",
        top + BASELINE,
        // browsers collapse ordinary blanks
        escape(text).replace("  ", "\u{a0}\u{a0}")
    ));
    svg
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
