//! What goes over the line: how many bytes a key costs, and that the terminal shows what was drawn.

use crate::TODAY;
use gloact::app::{App, Msg};
use gloact::command::key::Key;
use gloact::pane;
use gloact::store::Dataset;
use gloact::term::screen::Screen;
use gloact::ui::Drawn;
use gloact::ui::capabilities::{Ground, Terminal};
use gloact::ui::theme::{Theme, UNICODE};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A line to a terminal: what was sent, and what the terminal shows.
#[derive(Clone)]
struct Wire(Rc<RefCell<(Vec<u8>, vt100::Parser)>>);

impl Wire {
    fn new((width, height): (u16, u16)) -> Wire {
        let cells = crate::session::cells;
        Wire(Rc::new(RefCell::new((Vec::new(), vt100::Parser::new(cells(height), cells(width), 0)))))
    }

    /// The bytes since this was asked last.
    fn taken(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut().0)
    }

    /// The first cell in which the terminal shows something else than was drawn.
    fn odd(&self, drawn: &Buffer) -> Option<String> {
        let wire = self.0.borrow();
        let screen = wire.1.screen();
        for y in drawn.area.top()..drawn.area.bottom() {
            let mut x = drawn.area.left();
            while x < drawn.area.right() {
                let (wanted, found) = (&drawn[(x, y)], screen.cell(y, x).unwrap());
                let color = |color: Color| match color {
                    Color::Reset => vt100::Color::Default,
                    Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
                    Color::Indexed(number) => vt100::Color::Idx(number),
                    other => vt100::Color::Idx(SIXTEEN.iter().position(|one| *one == other).unwrap() as u8),
                };
                let has = |attribute| wanted.modifier.contains(attribute);
                let seen = (found.underline(), found.inverse(), found.bgcolor());
                let blank = wanted.symbol() == " ";
                let text = if found.has_contents() { found.contents() } else { " " };
                // marks on a letter are kept by some terminals only
                let ok = text.chars().next() == wanted.symbol().chars().next()
                    && seen == (has(Modifier::UNDERLINED), has(Modifier::REVERSED), color(wanted.bg))
                    && (blank && !seen.1 && !seen.0 || (found.bold(), found.fgcolor()) == (has(Modifier::BOLD), color(wanted.fg)));
                if !ok {
                    return Some(format!("{x},{y}: {wanted:?} is shown as {text:?} {seen:?} {:?} {}", found.fgcolor(), found.bold()));
                }
                x += gloact::ui::width(wanted.symbol()).max(1);
            }
        }
        None
    }

    fn cursor(&self) -> Position {
        let (y, x) = self.0.borrow().1.screen().cursor_position();
        Position { x, y }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut wire = self.0.borrow_mut();
        wire.0.extend(bytes);
        wire.1.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The sixteen as their numbers go.
const SIXTEEN: [Color; 16] = [
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

/// A dashboard on such a line.
struct Desk {
    app: App,
    size: (u16, u16),
    screen: Screen<Wire>,
    wire: Wire,
}

impl Desk {
    fn new(theme: &Theme, size: (u16, u16), script: &str) -> Desk {
        let mut app = App::new(Dataset::bundled(), TODAY, theme.clone(), UNICODE, size);
        app.run(script).unwrap();
        let wire = Wire::new(size);
        let mut desk = Desk { app, size, screen: Screen::new(wire.clone()), wire };
        desk.show();
        desk
    }

    /// Draws; gives back how many bytes that took. What is shown is what was drawn, and all of it may be written.
    fn show(&mut self) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = self.app.draw(&mut buffer);
        self.screen.show(buffer.clone(), &drawn).unwrap();
        assert_eq!(self.wire.odd(&buffer), None, "{}", self.app.link());
        assert_eq!(Some(self.wire.cursor()), drawn.cursor, "{}", self.app.link());
        let bytes = self.wire.taken();
        crate::session::grammar(&bytes).unwrap();
        bytes.len()
    }

    fn press(&mut self, key: &str) -> usize {
        self.app.update(Msg::Key(Key::parse(key).unwrap()));
        self.show()
    }

    /// The same while keys follow one another fast.
    fn press_on(&mut self, key: &str) -> usize {
        self.app.update(Msg::Key(Key::parse(key).unwrap()));
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = self.app.draw(&mut buffer);
        let bytes = self.screen.show_first(buffer, &drawn).unwrap();
        assert_eq!((Some(self.wire.cursor()), self.wire.taken().len()), (drawn.cursor, bytes));
        bytes
    }
}

fn median(mut all: Vec<usize>) -> usize {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(0)
}

/// The colours that bytes are counted with: the stock ones, and those that cost more.
fn themes() -> Vec<(&'static str, Theme)> {
    let exact = Terminal { truecolor: true, ..Terminal::default() };
    let named = |name, terminal: &Terminal| Theme::on(name, terminal).unwrap();
    vec![
        ("stock", named("auto", &exact)),
        ("stock on a dark ground", named("auto", &Terminal { ground: Some(Ground::Dark), ..exact })),
        ("the sixteen on a dark ground", named("dark", &Terminal::default())),
    ]
}

fn names() -> Vec<&'static str> {
    pane::all().iter().map(|tab| tab.name()).collect()
}

/// Bytes of each change to a pane, from every other one.
fn switches(theme: &Theme, size: (u16, u16)) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    for (from, to) in names().into_iter().flat_map(|from| names().into_iter().map(move |to| (from, to))).filter(|(from, to)| from != to) {
        let mut desk = Desk::new(theme, size, &format!("go {to}; go {from}"));
        let number = names().iter().position(|name| *name == to).unwrap() + 1;
        all.push((format!("{from} to {to}"), desk.press(&number.to_string())));
    }
    all
}

/// Keys that walk through a pane, and what each that moved something cost.
fn walk(theme: &Theme, size: (u16, u16), pane: &str) -> Vec<usize> {
    let mut desk = Desk::new(theme, size, &format!("go {pane}"));
    let keys = ["down"; 40].into_iter().chain(["up"; 30]).chain(["right", "right", "down", "left", "right", "up"]);
    keys.filter_map(|key| {
        let before = desk.app.link();
        let bytes = desk.press(key);
        (desk.app.link() != before).then_some(bytes)
    })
    .collect()
}

/// Bytes of most keys that move on 80×24, from and to: what README says.
const MOVES: (usize, usize) = (60, 150);
/// The most bytes of another pane on 80×24, as README says them.
const SWITCH: (usize, &str) = (2_300, "2,300");

#[test]
fn what_readme_says_of_bytes_is_what_is_held_here() {
    let readme = std::fs::read_to_string(crate::root().join("README.md")).unwrap();
    let said = format!("{} to {} bytes for most keys that move, up to {} for another pane (80×24)", MOVES.0, MOVES.1, SWITCH.1);
    assert!(readme.contains(&said), "{said}");
}

#[test]
fn another_pane_is_shown_in_few_bytes() {
    for (name, theme) in themes() {
        for (size, most) in [((80, 24), SWITCH.0), ((120, 36), 4_300)] {
            let all = switches(&theme, size);
            for (way, bytes) in all {
                assert!(bytes <= most, "{name} {size:?} {way}: {bytes}");
            }
        }
    }
}

#[test]
fn a_key_that_moves_costs_few_bytes() {
    for (name, theme) in themes() {
        let medians: Vec<(&str, usize)> = names().into_iter().map(|pane| (pane, median(walk(&theme, (80, 24), pane)))).collect();
        assert!(median(medians.iter().map(|(_, bytes)| *bytes).collect()) <= 130, "{name}: {medians:?}");
        assert!(medians.iter().all(|(_, bytes)| (MOVES.0..=MOVES.1).contains(bytes)), "{name}: {medians:?}");
        for pane in names() {
            let all = walk(&theme, (80, 24), pane);
            let (worst, mean) = (all.iter().max().copied().unwrap_or(0), all.iter().sum::<usize>() / all.len().max(1));
            assert!(worst <= 1_500 && mean <= 270, "{name} {pane}: worst {worst}, mean {mean}");
        }
    }
}

/// The most bytes of most keys on 120×36, where a detail stands beside, by pane.
const BESIDE: &[(&str, usize)] = &[
    ("overview", 140),
    ("phases", 140),
    ("matrix", 540),
    ("countries", 560),
    ("timeline", 560),
    ("documents", 460),
    ("sources", 590),
    ("map", 570),
];

#[test]
fn beside_a_detail_a_single_key_costs_few_bytes() {
    for (name, theme) in themes() {
        let medians: Vec<usize> = BESIDE.iter().map(|(pane, _)| median(walk(&theme, (120, 36), pane))).collect();
        assert!(medians.iter().zip(BESIDE).all(|(bytes, (_, most))| bytes <= most), "{name}: {medians:?} {BESIDE:?}");
    }
}

#[test]
fn beside_a_detail_a_key_costs_few_bytes_while_one_moves() {
    for (name, theme) in themes() {
        for pane in names() {
            let mut desk = Desk::new(&theme, (120, 36), &format!("go {pane}"));
            let mut all: Vec<usize> = ["down"; 30].iter().map(|key| desk.press_on(key)).filter(|bytes| *bytes > 0).collect();
            assert!(median(all.clone()) <= 300, "{name} {pane}: {all:?}");
            // the detail follows when one rests, and is whole then
            all.push(desk.show());
            let mean = all.iter().sum::<usize>() / all.len();
            assert!(mean <= 330, "{name} {pane}: {mean}");
        }
    }
}

#[test]
fn what_comes_late_is_told_and_is_of_the_same_pane() {
    let mut desk = Desk::new(&themes()[0].1, (120, 36), "go countries");
    desk.press_on("down");
    let screen = |desk: &Desk| desk.wire.0.borrow().1.screen().contents();
    let beside = |desk: &Desk| screen(desk).lines().nth(3).unwrap().chars().skip(70).collect::<String>();
    assert!(beside(&desk).contains('…') && beside(&desk).contains("Afghanistan"), "{}", screen(&desk));
    assert!(screen(&desk).contains("›  Bangladesh"));
    desk.show();
    assert!(!beside(&desk).contains('…') && beside(&desk).contains("Bangladesh"), "{}", screen(&desk));
    // another pane is shown whole
    desk.press_on("6");
    assert!(!screen(&desk).contains("Bangladesh") && !beside(&desk).contains('…'));
}

#[test]
fn a_letter_costs_few_bytes() {
    for ((name, theme), size) in themes().into_iter().flat_map(|theme| [(80, 24), (120, 36)].map(|size| (theme.clone(), size))) {
        let typed = |script: &str, first: &[&str], words: &[&str], rests: bool| -> Vec<usize> {
            let one = |word: &&str| {
                let mut desk = Desk::new(&theme, size, script);
                for key in first {
                    desk.press(key);
                }
                // who types is shown what is beside the list when the keys rest
                let press = if rests { Desk::press } else { Desk::press_on };
                word.chars().map(|letter| press(&mut desk, &letter.to_string())).collect::<Vec<_>>()
            };
            words.iter().flat_map(one).collect()
        };
        for rests in [false, true] {
            let found = typed("find", &[], &["kyrgyz", "unicef", "laos", "launch"], rests);
            let filtered = typed("go countries", &["/"], &["region:asia", "nepal"], rests);
            let events = typed("go timeline", &["/"], &["launch", "year:2018"], rests);
            let all = [found, filtered, events].map(median);
            assert!(all.iter().all(|bytes| *bytes <= 1_500), "{name} {size:?} {rests}: {all:?}");
        }
    }
}

#[test]
fn what_is_shown_already_costs_nothing() {
    let mut desk = Desk::new(&themes()[0].1, (80, 24), "go countries");
    assert_eq!((desk.show(), desk.show()), (0, 0));
}

/// Any look of a character.
fn any_style() -> impl Strategy<Value = Style> {
    let color = || {
        prop_oneof![
            4 => Just(Color::Reset),
            3 => prop::sample::select(&SIXTEEN[..]),
            1 => any::<u8>().prop_map(Color::Indexed),
            2 => any::<[u8; 3]>().prop_map(|[red, green, blue]| Color::Rgb(red, green, blue)),
        ]
    };
    let attributes = prop::sample::subsequence(vec![Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED], 0..3);
    (color(), prop_oneof![6 => Just(Color::Reset), 1 => color()], attributes).prop_map(|(fg, bg, attributes)| {
        let attributes = attributes.into_iter().fold(Modifier::empty(), |all, one| all | one);
        Style::new().fg(fg).bg(bg).add_modifier(attributes)
    })
}

/// What a frame puts where; or lines that move up or down.
#[derive(Clone, Debug)]
enum Step {
    Put(u16, u16, String, Style),
    Move(usize, usize, bool),
    Cursor(u16, u16),
    Forget,
}

fn any_step() -> impl Strategy<Value = Step> {
    let text = prop_oneof![4 => "[ a-z]{1,20}", 2 => " {1,40}", 2 => "[─│●◆≠é日本語한🙂 ]{1,10}", 1 => "(नेपाल|ไทยที่|ລາວ|عربي|x| ){1,5}"];
    prop_oneof![
        12 => (0u16..40, 0u16..12, text, any_style()).prop_map(|(x, y, text, style)| Step::Put(x, y, text, style)),
        2 => (0usize..12, 1usize..6, any::<bool>()).prop_map(|(from, by, up)| Step::Move(from, by, up)),
        1 => (0u16..40, 0u16..12).prop_map(|(x, y)| Step::Cursor(x, y)),
        1 => Just(Step::Forget),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_drawn_is_shown(frames in prop::collection::vec(prop::collection::vec(any_step(), 0..12), 1..12)) {
        let size = (40, 12);
        let wire = Wire::new(size);
        let mut screen = Screen::new(wire.clone());
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let mut cursor = Position::default();
        for steps in frames {
            for step in steps {
                match step {
                    Step::Put(x, y, text, style) => drop(gloact::ui::put(&mut buffer, x, y, 40, &text, style)),
                    Step::Move(from, by, up) => {
                        let (line, by) = (usize::from(size.0), by.min(12 - from));
                        let lines = &mut buffer.content[from * line..];
                        if up { lines.rotate_left(by * line) } else { lines.rotate_right(by * line) }
                    }
                    Step::Cursor(x, y) => cursor = Position { x, y },
                    Step::Forget => screen.forget(),
                }
            }
            let drawn = Drawn { cursor: Some(cursor), ..Drawn::default() };
            screen.show(buffer.clone(), &drawn).unwrap();
            prop_assert_eq!(wire.odd(&buffer), None);
            prop_assert_eq!(wire.cursor(), cursor);
            let bytes = wire.taken();
            prop_assert_eq!(crate::session::grammar(&bytes), Ok(()));
        }
    }
}
