//! Converts the cells of a buffer to text.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Returns the lines of a buffer without the blanks at their ends.
pub fn buffer_text(buf: &Buffer) -> String {
    let mut text = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
