//! A terminal in memory that is compared with the drawn buffer, cell by cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A terminal in memory: the bytes that it received, and its screen.
#[derive(Clone)]
pub(crate) struct FakeTerminal(Rc<RefCell<(Vec<u8>, vt100::Parser)>>);

impl FakeTerminal {
    pub(crate) fn new((width, height): (u16, u16)) -> FakeTerminal {
        let cells = crate::support::session::cells;
        FakeTerminal(Rc::new(RefCell::new((
            Vec::new(),
            vt100::Parser::new(cells(height), cells(width), 0),
        ))))
    }

    /// Returns and clears the received bytes.
    pub(crate) fn take_output(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut().0)
    }

    /// Describes the first cell that differs from what was drawn.
    pub(crate) fn first_mismatch(&self, drawn: &Buffer) -> Option<String> {
        let terminal = self.0.borrow();
        let screen = terminal.1.screen();
        for y in drawn.area.top()..drawn.area.bottom() {
            let mut x = drawn.area.left();
            while x < drawn.area.right() {
                let (wanted, found) = (&drawn[(x, y)], screen.cell(y, x).unwrap());
                let color = |color: Color| match color {
                    Color::Reset => vt100::Color::Default,
                    Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
                    Color::Indexed(number) => vt100::Color::Idx(number),
                    other => vt100::Color::Idx(
                        ANSI_COLORS.iter().position(|one| *one == other).unwrap() as u8,
                    ),
                };
                let has = |attribute| wanted.modifier.contains(attribute);
                let seen = (found.underline(), found.inverse(), found.bgcolor());
                let blank = wanted.symbol() == " ";
                let text = if found.has_contents() { found.contents() } else { " " };
                // only some terminals keep combining marks
                let ok = text.chars().next() == wanted.symbol().chars().next()
                    && seen
                        == (has(Modifier::UNDERLINED), has(Modifier::REVERSED), color(wanted.bg))
                    && (blank && !seen.1 && !seen.0
                        || (found.bold(), found.fgcolor())
                            == (has(Modifier::BOLD), color(wanted.fg)));
                if !ok {
                    return Some(format!(
                        "{x},{y}: {wanted:?} is shown as {text:?} {seen:?} {:?} {}",
                        found.fgcolor(),
                        found.bold()
                    ));
                }
                x += gloact::ui::width(wanted.symbol()).max(1);
            }
        }
        None
    }

    /// Returns the text of the screen.
    pub(crate) fn text(&self) -> String {
        self.0.borrow().1.screen().contents()
    }

    pub(crate) fn cursor(&self) -> Position {
        let (y, x) = self.0.borrow().1.screen().cursor_position();
        Position { x, y }
    }
}

impl Write for FakeTerminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut terminal = self.0.borrow_mut();
        terminal.0.extend(bytes);
        terminal.1.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The sixteen colours in the order of their numbers.
pub(crate) const ANSI_COLORS: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];
