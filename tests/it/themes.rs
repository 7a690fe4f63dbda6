//! Themes and glyphs, by setting and by environment.

use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox, TODAY, bundled_app, draw, fixture_dataset};
use gloact::app::appearance::AppearanceInputs;
use gloact::app::{App, UserProfile};
use gloact::detail::StyleRole;
use gloact::pane;
use gloact::profile::deck::Deck;
use gloact::profile::session_memory::SessionMemory;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use gloact::ui::capabilities::{Capabilities, ColorDepth};
use gloact::ui::glyphs::{UNICODE, UNICODE_WITHOUT_BRAILLE};
use gloact::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

/// Returns the fixture with an override that changes, adds and removes records.
fn overridden_dataset() -> Dataset {
    let text = r#"{"phases": {"rivers-1": {"budget": {"amount": 12000000}}},
        "countries": {"XA": {"region": "Far North"}, "XF": null},
        "events": {
            "review-2027": {"title": "Review", "date": "2027-02", "phase": "rivers-north"},
            "board-1": {"title": "Other"}},
        "engagements": {"rivers-1-1-wat": {"note": "mine"}}}"#;
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

/// Returns a profile without files; a new user has not seen the dashboard.
fn profile(appearance: AppearanceInputs, seen: bool) -> UserProfile {
    let mut session_memory = SessionMemory::default();
    session_memory.seen = seen;
    UserProfile { appearance, session_memory, ..UserProfile::default() }
}

fn dashboard_with_theme(theme: Theme, script: &str, size: (u16, u16)) -> App {
    // the picker of settings previews the selected theme: here it has no colours
    let terminal =
        Capabilities { colors: ColorDepth::None, has_braille: true, ..Capabilities::default() };
    let appearance = AppearanceInputs { terminal, ..AppearanceInputs::default() };
    let mut app = App::new(overridden_dataset(), TODAY, theme.clone(), UNICODE, size)
        .with_profile(profile(appearance, true));
    app.set_theme(theme);
    match script.strip_prefix("slide ") {
        Some(number) => {
            let (deck, _) = Deck::parse(FIXTURE_DECK);
            app.start_presentation("rivers".into(), deck).unwrap();
            app.goto_slide(number.parse().unwrap(), 9);
        }
        None => app.run_script(script).unwrap_or_else(|e| panic!("{script}: {e}")),
    }
    app
}

/// Slides over the fixture.
const FIXTURE_DECK: &str = include_str!("../fixtures/programme/deck.json");

/// Returns scripts of every pane, closed and open, and of screens with a layout of their own;
/// `slide N` is a slide of the deck.
fn scripts() -> Vec<String> {
    let panes = pane::all();
    let plain = panes.iter().map(|tab| format!("go {}", tab.name()));
    let open = panes
        .iter()
        .filter(|tab| tab.name() != "overview")
        .map(|tab| format!("go {}; enter", tab.name()));
    let own = [
        "go matrix; compare rivers-1 rivers-north",
        "go matrix; gaps",
        "go timeline; lanes country",
        "go timeline; lanes agency; select events/review-2027",
        "go map; filter region:north",
        "go countries/XA",
        "go phases/rivers-1/budget",
        "go countries; filter region:north; mark",
        "diff",
        "problems",
        "go countries/XA; why",
        "find belmora",
        "facets",
        "settings",
        "help",
    ];
    let slides = (0..6).map(|slide| format!("slide {slide}"));
    plain.chain(open).chain(own.map(String::from)).chain(slides).collect()
}

/// Returns the runs of one colour on a line: column, colour, text.
fn color_runs(buf: &Buffer, y: u16) -> Vec<(u16, Color, String)> {
    let mut all: Vec<(u16, Color, String)> = Vec::new();
    for x in 0..buf.area.width {
        let cell = &buf[(x, y)];
        match all.last_mut() {
            Some((_, color, text)) if *color == cell.fg => text.push_str(cell.symbol()),
            _ => all.push((x, cell.fg, cell.symbol().into())),
        }
    }
    all
}

#[test]
fn colour_is_never_the_only_signal() {
    let (theme, mono) = (Theme::by_name("dark").unwrap(), Theme::by_name("mono").unwrap());
    let color = |tone: StyleRole| theme.style(tone).fg.unwrap();
    for (script, size) in scripts()
        .into_iter()
        .flat_map(|script| [(80, 24), (120, 36)].map(|size| (script.clone(), size)))
    {
        let (shown, at) = draw(&mut dashboard_with_theme(theme.clone(), &script, size), size);
        let (plain, also_at) = draw(&mut dashboard_with_theme(mono.clone(), &script, size), size);
        // without colours, symbols, attributes and the cursor are the same
        assert!(
            plain.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
            "{script}"
        );
        for (one, other) in shown.content.iter().zip(&plain.content) {
            assert_eq!((one.symbol(), one.modifier), (other.symbol(), other.modifier), "{script}");
        }
        assert_eq!(at.cursor, also_at.cursor, "{script}");
        let lines: Vec<_> = (0..size.1).map(|y| color_runs(&shown, y)).collect();
        let mut report: Vec<(u16, u16, Color)> = Vec::new();
        for (y, line) in lines.iter().enumerate() {
            let whole: String = line.iter().map(|(.., text)| text.as_str()).collect();
            for (x, found, text) in line.iter().filter(|(.., text)| !text.trim().is_empty()) {
                // a value continues below its symbol
                let goes_on = y > 0 && report.contains(&(*x, y as u16 - 1, *found));
                let phase = (0..3).find(|number| *found == color(StyleRole::Phase(*number)));
                let says = match () {
                    () if *found == Color::Reset || *found == color(StyleRole::Dim) => continue,
                    () if *found == color(StyleRole::Accent) => {
                        let bold = |x: u16| shown[(x, y as u16)].modifier.contains(Modifier::BOLD);
                        (*x..*x + text.chars().count() as u16)
                            .all(|x| x >= size.0 || shown[(x, y as u16)].symbol() == " " || bold(x))
                    }
                    () if *found == color(StyleRole::Disputed) => {
                        text.contains(['≠', '−'])
                            || ["gap", "overlap"].iter().any(|word| text.contains(word))
                    }
                    () if *found == color(StyleRole::Changed) => {
                        text.contains(['*', '+', 'Δ', '>'])
                            || whole.contains(['*', '+', 'Δ'])
                            || whole.trim_start().starts_with("in use")
                    }
                    () => {
                        let number = phase.unwrap_or_else(|| panic!("{found} is no tone's"));
                        let lane = ["RIVERS 2016", "North", "Delta"][number];
                        // on a map a code may stand above or below its symbol
                        let near =
                            lines[y.saturating_sub(1)..lines.len().min(y + 2)].iter().flatten();
                        let sign = near
                            .map(|(.., text)| text)
                            .any(|text| text.contains(UNICODE.phase_symbol(number)));
                        sign || whole.contains(lane) || text.contains(['━', '┄'])
                    }
                };
                assert!(
                    says || goes_on,
                    "{script} {size:?}: {text:?} in {found} is told by its colour alone:\n{}",
                    buffer_text(&shown)
                );
                report.push((*x, y as u16, *found));
            }
        }
    }
}

#[test]
fn hints_of_the_first_run_leave_no_colour_of_the_pane() {
    let data = Dataset::bundled();
    let theme = Theme::by_name("dark").unwrap();
    let terminal = Capabilities { colors: ColorDepth::True, ..Capabilities::default() };
    let appearance =
        AppearanceInputs { terminal, theme: Some("dark".into()), ..AppearanceInputs::default() };
    for data in [data, overridden_dataset()] {
        let mut app = App::new(data, TODAY, theme.clone(), UNICODE, (80, 24))
            .with_profile(profile(appearance.clone(), false));
        let (shown, _) = draw(&mut app, (80, 24));
        let is_hint = |y: u16| buffer_text(&shown).lines().nth(y.into()).unwrap().contains("; ");
        let hints: Vec<u16> = (16..22).filter(|y| is_hint(*y)).collect();
        assert!(hints.len() >= 3, "{}", buffer_text(&shown));
        for y in hints {
            assert_eq!(color_runs(&shown, y).len(), 1, "{}", buffer_text(&shown));
        }
    }
}

#[test]
fn each_glyph_set_draws_its_own_map() {
    let braille = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
    let mut drawn = bundled_app((80, 24), false, "go map");
    let dots = buffer_text(&draw(&mut drawn, (80, 24)).0);
    assert!(dots.contains(braille) && !dots.contains('▀'));
    let mut blocks = App::new(
        Dataset::bundled(),
        TODAY,
        Theme::by_name("dark").unwrap(),
        UNICODE_WITHOUT_BRAILLE,
        (80, 24),
    );
    blocks.run_script("go map").unwrap();
    let blocks = buffer_text(&draw(&mut blocks, (80, 24)).0);
    assert!(
        !blocks.contains(braille)
            && blocks.contains('▀')
            && blocks.contains('▄')
            && blocks.contains('█'),
        "{blocks}"
    );
    // the text beside the map is the same
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(words(&dots), words(&blocks));
    let ascii = buffer_text(&draw(&mut bundled_app((80, 24), true, "go map"), (80, 24)).0);
    assert!(ascii.contains("[2AF]") && !ascii.contains(braille) && !ascii.contains('▀'), "{ascii}");
}

/// Returns whether the screen has colours.
pub(crate) fn has_colours(app: &mut App) -> bool {
    draw(app, (80, 24)).0.content.iter().any(|cell| cell.fg != Color::Reset)
}

#[test]
fn colours_and_glyphs_follow_the_environment() {
    use vt100::Color::{Default, Idx, Rgb};
    for (variables, args, colour, sign) in [
        (&[("COLORFGBG", "15;0")][..], &[][..], Idx(80), "─"),
        (&[("COLORFGBG", "0;15")], &[], Idx(23), "─"),
        (&[], &[], Idx(63), "─"),
        (&[("TERM", "xterm"), ("COLORFGBG", "15;0")], &[], Idx(14), "─"),
        (&[("TERM", "xterm")], &[], Idx(12), "─"),
        (&[("TERM", "vt100")], &["--theme", "dark"], Default, "─"),
        (&[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")], &[], Rgb(111, 224, 230), "─"),
        (&[("COLORTERM", "truecolor")], &[], Rgb(38, 111, 237), "─"),
        (&[("COLORFGBG", "15;0"), ("NO_COLOR", "1")], &[], Default, "─"),
        (&[("COLORFGBG", "15;0"), ("NO_COLOR", "")], &[], Idx(80), "─"),
        (&[("NO_COLOR", "1")], &["--theme", "dark"], Idx(80), "─"),
        (&[("LANG", "C")], &["--theme", "dark"], Idx(80), "--------"),
        (&[("TERM", "linux")], &[], Idx(12), "--------"),
        (&[("LANG", "C.UTF-8")], &["--ascii"], Idx(63), "--------"),
    ] {
        let mut session = Session::start_with_env(Sandbox::new(), variables, PROGRAM, args);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session.press("4");
        session.wait("a list", |screen| pane_name(screen) == "Countries" && shows(sign)(screen));
        session.inspect(|seen| {
            let screen = seen.terminal.screen();
            let name = screen.cell(4, 4).unwrap();
            // the selected row is visible in any colour
            assert_eq!((name.fgcolor(), name.bold()), (colour, true), "{variables:?} {args:?}");
            let cells = (0..24).flat_map(|y| (0..80).filter_map(move |x| screen.cell(y, x)));
            assert!(
                colour != Default || cells.into_iter().all(|cell| cell.fgcolor() == Default),
                "{variables:?} {args:?}"
            );
        });
        session.press("q");
        assert_eq!(session.wait_for_exit(), 0);
    }
}

#[test]
fn dumb_terminal_gets_a_hint() {
    let mut session = Session::start_with_env(Sandbox::new(), &[("TERM", "dumb")], PROGRAM, &[]);
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 4);
    session.inspect(|seen| {
        let words_shown = String::from_utf8_lossy(&seen.bytes).into_owned();
        assert!(
            words_shown.contains("gloact PANE --format text") && !words_shown.contains('\x1b'),
            "{words_shown}"
        );
    });
}
