//! After any frames the terminal shows what was drawn.

use crate::cases;
use crate::support::ansi_grammar::grammar;
use crate::support::fake_terminal::{ANSI_COLORS, FakeTerminal};
use gloact::term::frame_writer::FrameWriter;
use gloact::ui::{RenderOutput, print_clipped};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// Any style of a character.
fn any_style() -> impl Strategy<Value = Style> {
    let color = || {
        prop_oneof![
            4 => Just(Color::Reset),
            3 => prop::sample::select(&ANSI_COLORS[..]),
            1 => any::<u8>().prop_map(Color::Indexed),
            2 => any::<[u8; 3]>().prop_map(|[red, green, blue]| Color::Rgb(red, green, blue)),
        ]
    };
    let attributes = prop::sample::subsequence(
        vec![Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED],
        0..3,
    );
    (color(), prop_oneof![6 => Just(Color::Reset), 1 => color()], attributes).prop_map(
        |(fg, bg, attributes)| {
            let attributes = attributes.into_iter().fold(Modifier::empty(), |all, one| all | one);
            Style::new().fg(fg).bg(bg).add_modifier(attributes)
        },
    )
}

/// A change between two frames.
#[derive(Clone, Debug)]
enum FrameStep {
    Print(u16, u16, String, Style),
    Rotate(usize, usize, bool),
    Cursor(u16, u16),
    Invalidate,
}

fn any_frame_step() -> impl Strategy<Value = FrameStep> {
    let text = prop_oneof![
        4 => "[ a-z]{1,20}",
        2 => " {1,40}",
        2 => "[─│●◆≠é日本語한🙂 ]{1,10}",
        1 => "(नेपाल|ไทยที่|ລາວ|عربي|x| ){1,5}",
        1 => "(⚠\u{fe0f}|🏷\u{fe0f}|1\u{fe0f}\u{20e3}|x| ){1,5}",
    ];
    prop_oneof![
        12 => (0u16..40, 0u16..12, text, any_style())
            .prop_map(|(x, y, text, style)| FrameStep::Print(x, y, text, style)),
        2 => (0usize..12, 1usize..6, any::<bool>())
            .prop_map(|(from, by, up)| FrameStep::Rotate(from, by, up)),
        1 => (0u16..40, 0u16..12).prop_map(|(x, y)| FrameStep::Cursor(x, y)),
        1 => Just(FrameStep::Invalidate),
    ]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn terminal_shows_what_was_drawn(
        frames in prop::collection::vec(prop::collection::vec(any_frame_step(), 0..12), 1..12),
    ) {
        let size = (40, 12);
        let terminal = FakeTerminal::new(size);
        let mut screen = FrameWriter::new(terminal.clone());
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let mut cursor = Position::default();
        for steps in frames {
            for step in steps {
                match step {
                    FrameStep::Print(x, y, text, style) => {
                        print_clipped(&mut buffer, x, y, 40, &text, style);
                    }
                    FrameStep::Rotate(from, by, up) => {
                        let (line, by) = (usize::from(size.0), by.min(12 - from));
                        let lines = &mut buffer.content[from * line..];
                        if up {
                            lines.rotate_left(by * line);
                        } else {
                            lines.rotate_right(by * line);
                        }
                    }
                    FrameStep::Cursor(x, y) => cursor = Position { x, y },
                    FrameStep::Invalidate => screen.invalidate(),
                }
            }
            let drawn = RenderOutput { cursor: Some(cursor), ..RenderOutput::default() };
            screen.write_frame(buffer.clone(), &drawn).unwrap();
            prop_assert_eq!(terminal.first_mismatch(&buffer), None);
            prop_assert_eq!(terminal.cursor(), cursor);
            let bytes = terminal.take_output();
            prop_assert_eq!(grammar(&bytes), Ok(()));
        }
    }
}
