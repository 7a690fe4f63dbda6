//! Themes and glyphs, by setting and by environment.

use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox, Size, TODAY, bundled_app, draw, fixture_dataset};
use gloact::app::appearance::AppearanceInputs;
use gloact::app::{App, UserProfile};
use gloact::detail::StyleRole;
use gloact::pane;
use gloact::profile::deck::Deck;
use gloact::profile::remembered_state::RememberedState;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use gloact::ui::capabilities::{Capabilities, ColorDepth};
use gloact::ui::glyphs::{UNICODE, UNICODE_WITHOUT_BRAILLE};
use gloact::ui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
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
    let mut recent_choices = RememberedState::default();
    recent_choices.seen = seen;
    UserProfile { appearance, recent_choices, ..UserProfile::default() }
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

/// Returns each script at two sizes, with the screen in a theme.
fn screens_in(theme: &str) -> impl Iterator<Item = (String, Size, Buffer, Option<Position>)> {
    let theme = Theme::by_name(theme).unwrap();
    let sizes = |script: String| [(80, 24), (120, 36)].map(|size| (script.clone(), size));
    scripts().into_iter().flat_map(sizes).map(move |(script, size)| {
        let mut app = dashboard_with_theme(theme.clone(), &script, size);
        let (buffer, output) = draw(&mut app, size);
        (script, size, buffer, output.cursor)
    })
}

#[test]
fn without_colours_symbols_attributes_and_the_cursor_are_the_same() {
    for (dark, mono) in screens_in("dark").zip(screens_in("mono")) {
        let (script, _, shown, cursor) = dark;
        let (_, _, plain, plain_cursor) = mono;
        let is_plain = |cell: &Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
        assert!(plain.content.iter().all(is_plain), "{script}");
        for (one, other) in shown.content.iter().zip(&plain.content) {
            assert_eq!((one.symbol(), one.modifier), (other.symbol(), other.modifier), "{script}");
        }
        assert_eq!(cursor, plain_cursor, "{script}");
    }
}

/// Returns whether a run of one colour on a line has another sign of the same meaning.
fn has_other_sign(
    shown: &Buffer,
    lines: &[Vec<(u16, Color, String)>],
    y: usize,
    (x, found, text): &(u16, Color, String),
) -> bool {
    let theme = Theme::by_name("dark").unwrap();
    let color = |role: StyleRole| theme.style(role).fg.unwrap();
    let line: String = lines[y].iter().map(|(.., text)| text.as_str()).collect();
    if *found == color(StyleRole::Accent) {
        let is_bold = |x: u16| shown[(x, y as u16)].modifier.contains(Modifier::BOLD);
        let mut cells = *x..(*x + text.chars().count() as u16).min(shown.area.width);
        return cells.all(|x| shown[(x, y as u16)].symbol() == " " || is_bold(x));
    }
    if *found == color(StyleRole::Disputed) {
        let has_word = ["gap", "overlap"].iter().any(|word| text.contains(word));
        return text.contains(['≠', '−']) || has_word;
    }
    if *found == color(StyleRole::Changed) {
        let has_sign = text.contains(['*', '+', 'Δ', '>']) || line.contains(['*', '+', 'Δ']);
        return has_sign || line.trim_start().starts_with("in use");
    }
    let phase = (0..3).find(|number| *found == color(StyleRole::Phase(*number)));
    let number = phase.unwrap_or_else(|| panic!("{found} is no role's"));
    let lane = ["RIVERS 2016", "North", "Delta"][number];
    // on a map a code may stand above or below its symbol
    let mut near = lines[y.saturating_sub(1)..lines.len().min(y + 2)].iter().flatten();
    let symbol = UNICODE.phase_symbol(number);
    let has_symbol = near.any(|(.., text)| text.contains(symbol));
    has_symbol || line.contains(lane) || text.contains(['━', '┄'])
}

#[test]
fn colour_is_never_the_only_signal() {
    let theme = Theme::by_name("dark").unwrap();
    let dim = theme.style(StyleRole::Dim).fg.unwrap();
    for (script, size, shown, _) in screens_in("dark") {
        let lines: Vec<_> = (0..size.1).map(|y| color_runs(&shown, y)).collect();
        let mut seen: Vec<(u16, u16, Color)> = Vec::new();
        for (y, line) in lines.iter().enumerate() {
            for run in line.iter().filter(|(.., text)| !text.trim().is_empty()) {
                let (x, found, text) = run;
                if *found == Color::Reset || *found == dim {
                    continue;
                }
                // a value continues below its symbol
                let goes_on = y > 0 && seen.contains(&(*x, y as u16 - 1, *found));
                assert!(
                    has_other_sign(&shown, &lines, y, run) || goes_on,
                    "{script} {size:?}: {text:?} in {found} is told by its colour alone:\n{}",
                    buffer_text(&shown)
                );
                seen.push((*x, y as u16, *found));
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
