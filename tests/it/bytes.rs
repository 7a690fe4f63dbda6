//! The number of bytes that a key costs.

use crate::TODAY;
use crate::documents::document;
use crate::support::fake_terminal::FakeTerminal;
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::pane;
use gloact::store::Dataset;
use gloact::term::frame_writer::FrameWriter;
use gloact::ui::capabilities::{Background, Capabilities, ColorDepth};
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A dashboard on a terminal in memory.
struct Harness {
    app: App,
    size: (u16, u16),
    screen: FrameWriter<FakeTerminal>,
    terminal: FakeTerminal,
}

impl Harness {
    fn new(theme: &Theme, size: (u16, u16), script: &str) -> Harness {
        let mut app = App::new(Dataset::bundled(), TODAY, theme.clone(), UNICODE, size);
        app.run_script(script).unwrap();
        let terminal = FakeTerminal::new(size);
        let mut harness =
            Harness { app, size, screen: FrameWriter::new(terminal.clone()), terminal };
        harness.show();
        harness
    }

    /// Draws and returns the number of bytes sent; asserts that the terminal shows what was drawn.
    fn show(&mut self) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = self.app.draw(&mut buffer);
        self.screen.write_frame(buffer.clone(), &drawn).unwrap();
        assert_eq!(self.terminal.first_mismatch(&buffer), None, "{}", self.app.script());
        assert_eq!(Some(self.terminal.cursor()), drawn.cursor, "{}", self.app.script());
        let bytes = self.terminal.take_output();
        crate::support::ansi_grammar::grammar(&bytes).unwrap();
        bytes.len()
    }

    fn press(&mut self, key: &str) -> usize {
        self.app.update(Event::Key(key::parse(key).unwrap()));
        self.show()
    }

    /// Presses a key while others follow, so that deferred regions are not drawn.
    fn press_without_rest(&mut self, key: &str) -> usize {
        self.app.update(Event::Key(key::parse(key).unwrap()));
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = self.app.draw(&mut buffer);
        let bytes = self.screen.write_without_deferred(buffer, &drawn).unwrap();
        assert_eq!(
            (Some(self.terminal.cursor()), self.terminal.take_output().len()),
            (drawn.cursor, bytes)
        );
        bytes
    }
}

fn median(mut all: Vec<usize>) -> usize {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(0)
}

/// Returns the themes to measure: the default, and those that need more bytes.
fn themes() -> Vec<(&'static str, Theme)> {
    let exact = Capabilities { colors: ColorDepth::True, ..Capabilities::default() };
    let indexed = Capabilities { colors: ColorDepth::Indexed, ..Capabilities::default() };
    let named = |name, terminal: &Capabilities| Theme::for_capabilities(name, terminal).unwrap();
    vec![
        ("stock", named("auto", &exact)),
        (
            "stock on a dark ground",
            named("auto", &Capabilities { background: Some(Background::Dark), ..exact }),
        ),
        ("the sixteen on a dark ground", named("dark", &Capabilities::default())),
        ("256 colours on a dark ground", named("dark", &indexed)),
        ("256 colours", named("auto", &indexed)),
    ]
}

fn pane_names() -> Vec<&'static str> {
    pane::all().iter().map(|tab| tab.name()).collect()
}

/// Returns the bytes of each change from one pane to another.
fn pane_switch_costs(theme: &Theme, size: (u16, u16)) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    for (from, to) in pane_names()
        .into_iter()
        .flat_map(|from| pane_names().into_iter().map(move |to| (from, to)))
        .filter(|(from, to)| from != to)
    {
        let mut harness = Harness::new(theme, size, &format!("go {to}; go {from}"));
        let number = pane_names().iter().position(|name| *name == to).unwrap() + 1;
        all.push((format!("{from} to {to}"), harness.press(&number.to_string())));
    }
    all
}

/// Returns the bytes of each key that moved the cursor, over a walk through a pane.
fn walk_costs(theme: &Theme, size: (u16, u16), pane: &str) -> Vec<usize> {
    let mut harness = Harness::new(theme, size, &format!("go {pane}"));
    let keys = ["down"; 40]
        .into_iter()
        .chain(["up"; 30])
        .chain(["right", "right", "down", "left", "right", "up"]);
    keys.filter_map(|key| {
        let before = harness.app.script();
        let bytes = harness.press(key);
        (harness.app.script() != before).then_some(bytes)
    })
    .collect()
}

/// Least and most bytes of the median cursor key at 80×24, for each pane.
const CURSOR_KEY_BYTES: (usize, usize) = (60, 165);

/// The most bytes of another pane at 80×24, and how the documents write it.
const PANE_SWITCH_BYTES: (usize, &str) = (2_500, "2,500");

#[test]
fn byte_limits_match_the_documents() {
    let text = document("docs/terminals.md");
    let words = format!(
        "{} to {} bytes for most cursor keys and up to {} for another pane (80×24)",
        CURSOR_KEY_BYTES.0, CURSOR_KEY_BYTES.1, PANE_SWITCH_BYTES.1
    );
    assert!(text.contains(&words), "{words}");
}

#[test]
fn switching_panes_costs_few_bytes() {
    for (name, theme) in themes() {
        for (size, most) in [((80, 24), PANE_SWITCH_BYTES.0), ((120, 36), SCREEN_BYTES)] {
            let all = pane_switch_costs(&theme, size);
            for (way, bytes) in all {
                assert!(bytes <= most, "{name} {size:?} {way}: {bytes}");
            }
        }
    }
}

#[test]
fn cursor_keys_cost_few_bytes() {
    for (name, theme) in themes() {
        let medians: Vec<(&str, usize)> = pane_names()
            .into_iter()
            .map(|pane| (pane, median(walk_costs(&theme, (80, 24), pane))))
            .collect();
        assert!(
            median(medians.iter().map(|(_, bytes)| *bytes).collect()) <= 150,
            "{name}: {medians:?}"
        );
        assert!(
            medians
                .iter()
                .all(|(_, bytes)| (CURSOR_KEY_BYTES.0..=CURSOR_KEY_BYTES.1).contains(bytes)),
            "{name}: {medians:?}"
        );
        for pane in pane_names() {
            let all = walk_costs(&theme, (80, 24), pane);
            let (worst, mean) = (
                all.iter().max().copied().unwrap_or(0),
                all.iter().sum::<usize>() / all.len().max(1),
            );
            assert!(worst <= 1_830 && mean <= 300, "{name} {pane}: worst {worst}, mean {mean}");
        }
    }
}

/// The most bytes of a screen at 120×36.
const SCREEN_BYTES: usize = 4_600;

#[test]
fn the_detail_costs_a_part_of_a_screen_when_the_keys_rest() {
    for (name, theme) in themes() {
        for pane in pane_names() {
            let all = walk_costs(&theme, (120, 36), pane);
            let (most, median) = (all.iter().max().copied().unwrap_or(0), median(all));
            let is_cheap = most <= SCREEN_BYTES && median <= SCREEN_BYTES / 3;
            assert!(is_cheap, "{name} {pane}: most {most}, median {median}");
        }
    }
}

#[test]
fn repeated_keys_beside_a_detail_cost_few_bytes() {
    for (name, theme) in themes() {
        for pane in pane_names() {
            let mut harness = Harness::new(&theme, (120, 36), &format!("go {pane}"));
            let mut all: Vec<usize> = ["down"; 30]
                .iter()
                .map(|key| harness.press_without_rest(key))
                .filter(|bytes| *bytes > 0)
                .collect();
            assert!(median(all.clone()) <= 330, "{name} {pane}: {all:?}");
            // the detail follows when the keys pause
            all.push(harness.show());
            let mean = all.iter().sum::<usize>() / all.len();
            // two pages of Phases, with fewer stops between them since fewer values have a sign
            assert!(mean <= 400, "{name} {pane}: {mean}");
        }
    }
}

#[test]
fn deferred_region_is_marked_stale() {
    let mut harness = Harness::new(&themes()[0].1, (120, 36), "go countries");
    harness.press_without_rest("down");
    let screen = |harness: &Harness| harness.terminal.text();
    let beside = |harness: &Harness| {
        screen(harness).lines().nth(3).unwrap().chars().skip(70).collect::<String>()
    };
    assert!(
        beside(&harness).contains('…') && beside(&harness).contains("Afghanistan"),
        "{}",
        screen(&harness)
    );
    assert!(screen(&harness).contains("›  Bangladesh"));
    harness.show();
    assert!(
        !beside(&harness).contains('…') && beside(&harness).contains("Bangladesh"),
        "{}",
        screen(&harness)
    );
    // another pane is drawn completely
    harness.press_without_rest("6");
    assert!(!screen(&harness).contains("Bangladesh") && !beside(&harness).contains('…'));
}

#[test]
fn search_letters_cost_few_bytes() {
    for ((name, theme), size) in themes()
        .into_iter()
        .flat_map(|theme| [(80, 24), (120, 36)].map(|size| (theme.clone(), size)))
    {
        let typed = |script: &str, first: &[&str], words: &[&str], rests: bool| -> Vec<usize> {
            let one = |word: &&str| {
                let mut harness = Harness::new(&theme, size, script);
                for key in first {
                    harness.press(key);
                }
                // the preview is drawn when the keys pause
                let press = if rests { Harness::press } else { Harness::press_without_rest };
                word.chars()
                    .map(|letter| press(&mut harness, &letter.to_string()))
                    .collect::<Vec<_>>()
            };
            words.iter().flat_map(one).collect()
        };
        for rests in [false, true] {
            let found = typed("find", &[], &["kyrgyz", "unicef", "laos", "launch"], rests);
            let filtered = typed("go countries", &["/"], &["region:asia", "nepal"], rests);
            let events = typed("go timeline", &["/"], &["launch", "year:2018"], rests);
            let all = [found, filtered, events].map(median);
            // a record is shown in full beside what was found
            let most = if rests { SCREEN_BYTES / 2 } else { 1_700 };
            assert!(all.iter().all(|bytes| *bytes <= most), "{name} {size:?} {rests}: {all:?}");
        }
    }
}

#[test]
fn unchanged_screen_sends_nothing() {
    let mut harness = Harness::new(&themes()[0].1, (80, 24), "go countries");
    assert_eq!((harness.show(), harness.show()), (0, 0));
}
