//! A drawn screen without a terminal: as text, or as a picture (SVG).

use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Cells of a picture, in its own units.
const CELL_SIZE: (f32, f32) = (8.4, 17.0);

/// The screen as lines of text, without the blanks at their ends.
pub fn plain_text(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The screen as an SVG picture in the colours of a theme that has them by value.
pub fn to_svg(buf: &Buffer, theme: &Theme, title: &str) -> String {
    let (width, height) = (
        f32::from(buf.area.width) * CELL_SIZE.0 + 16.0,
        f32::from(buf.area.height) * CELL_SIZE.1 + 16.0,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n\
         <title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>\n\
         <g font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" fill=\"{}\">\n",
        escape(title),
        theme.background,
        theme.text,
    );
    for y in buf.area.top()..buf.area.bottom() {
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let cell = &buf[(x, y)];
            // dots of a map come from another font: stretched together with words they would push these aside
            let dots =
                |symbol: &str| symbol.chars().all(|c| ('\u{2800}'..='\u{28ff}').contains(&c));
            let style = (cell.fg, cell.modifier, dots(cell.symbol()));
            let start = x;
            let mut run = String::new();
            while x < buf.area.right()
                && (buf[(x, y)].fg, buf[(x, y)].modifier, dots(buf[(x, y)].symbol())) == style
            {
                let symbol = buf[(x, y)].symbol();
                run.push_str(symbol);
                x += (symbol.width() as u16).max(1);
            }
            let shown = run.trim_end();
            if shown.trim().is_empty() {
                continue;
            }
            let lead = run.len() - run.trim_start().len();
            let shown = &shown[lead..];
            let at = start + lead as u16;
            let (left, base) =
                (f32::from(at) * CELL_SIZE.0 + 8.0, f32::from(y) * CELL_SIZE.1 + 21.0);
            let mut look = String::new();
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            let ink = if cell.fg == Color::Reset {
                theme.text.clone()
            } else {
                cell.fg.to_string().to_lowercase()
            };
            if reversed {
                let (top, cells) =
                    (f32::from(y) * CELL_SIZE.1 + 8.0, shown.width() as f32 * CELL_SIZE.0);
                out.push_str(&format!(
                    "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{cells:.1}\" height=\"{:.1}\" fill=\"{ink}\"/>\n",
                    CELL_SIZE.1
                ));
                look.push_str(&format!(" fill=\"{}\"", theme.background));
            } else if cell.fg != Color::Reset {
                look.push_str(&format!(" fill=\"{ink}\""));
            }
            if cell.modifier.contains(Modifier::BOLD) {
                look.push_str(" font-weight=\"bold\"");
            }
            if cell.modifier.contains(Modifier::UNDERLINED) {
                look.push_str(" text-decoration=\"underline\"");
            }
            out.push_str(&format!(
                "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"{look}>{}</text>\n",
                shown.width() as f32 * CELL_SIZE.0,
                // browsers make one blank of several, unless they do not break
                escape(shown).replace("  ", "\u{a0}\u{a0}")
            ));
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
