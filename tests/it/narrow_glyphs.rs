//! Glyphs that some terminals draw narrower than others leave nothing of the frame before.

use crate::support::fake_terminal::FakeTerminal;
use crate::support::session::cells;
use gloact::term::frame_writer::FrameWriter;
use gloact::ui::{RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Asks for a wide picture of the character before it; many terminals ignore it.
const WIDE_SIGN: char = '\u{fe0f}';

const LETTERS: &str = "letters over all lin";

/// Returns a line that ends with a glyph of two cells.
fn at_edge(glyph: &str) -> String {
    format!("{}{glyph}", "a".repeat(18))
}

#[test]
fn nothing_stays_behind_a_glyph_that_is_drawn_narrow() {
    for glyph in ["🏷\u{fe0f}", "⚠\u{fe0f}", "1\u{fe0f}\u{20e3}"] {
        let output = FakeTerminal::new((20, 1));
        let mut screen = FrameWriter::new(output.clone());
        let mut terminal = vt100::Parser::new(cells(1), cells(20), 0);
        for text in [
            LETTERS,
            &format!("{glyph} ok"),
            LETTERS,
            &format!("a{glyph}ok"),
            LETTERS,
            &at_edge(glyph),
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            print_clipped(&mut buffer, 0, 0, 20, text, Style::new());
            screen.write_frame(buffer, &RenderOutput::default()).unwrap();
            let bytes = String::from_utf8(output.take_output()).unwrap();
            terminal.process(bytes.replace(WIDE_SIGN, "").as_bytes());
            let shown = terminal.screen().contents();
            let letters =
                |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            assert_eq!(letters(&shown), letters(text), "{text:?} is shown as {shown:?}");
        }
    }
}
