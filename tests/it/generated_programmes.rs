//! Programmes of many sizes: every pane holds them at every size of the screen.

use crate::Sandbox;
use crate::support::dashboard::{Size, TODAY, dashboard, screen_text};
use crate::support::generated_programmes::{GeneratedProgramme, all};
use crate::support::generated_words::{AGENCIES, FIRST_WORDS, PHASE_NAMES, REGIONS, WORDS};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::detail::Detail;
use gloact::model::{KindId, RecordPath};
use gloact::pane;
use gloact::query::QueryContext;
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use std::collections::HashSet;
use std::path::Path;

/// The folder of the build in which the programmes are kept for a look at them:
/// `gloact --programme target/tmp/programmes/many-phases`.
fn kept_folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/programmes"))
}

fn longest_title(programme: &GeneratedProgramme) -> usize {
    let titles = [KindId::Events, KindId::Objectives]
        .into_iter()
        .flat_map(|kind| programme.records(kind).values())
        .filter_map(|record| record["title"].as_str());
    titles.map(|title| title.chars().count()).max().unwrap()
}

#[test]
fn each_folder_is_read_without_a_problem() {
    let sandbox = Sandbox::new();
    for programme in all() {
        let folder = programme.write(kept_folder()).display().to_string();
        let check = sandbox.run(&["check", "--programme", &folder]);
        assert_eq!(check.code, 0, "{}: {}", programme.name, check.out);
        assert!(check.out.contains("errors 0, warnings 0"), "{}: {}", programme.name, check.out);
        let data = programme.dataset();
        let counts = programme.counts;
        assert_eq!(data.phases().len(), counts.phases);
        assert_eq!(data.objectives().len(), counts.objectives);
        assert_eq!(data.agencies().len(), counts.agencies);
        assert_eq!(data.events().len(), counts.events);
        assert!(longest_title(&programme) <= 120, "{}", programme.name);
    }
}

const SCREENS: &[Size] = &[(80, 24), (120, 36), (200, 60)];

/// Keys that show more of a pane, one after another.
const KEYS: &[&str] = &["", "enter", "pagedown", "esc"];

/// The words of a programme, by which a part of a word is told from a word.
struct Words {
    all: HashSet<String>,
    /// Long words: a part of one is seldom a word of its own.
    long: Vec<String>,
}

impl Words {
    fn of(programme: &GeneratedProgramme) -> Words {
        let kinds = KindId::ALL.iter().filter(|kind| programme.has(**kind));
        let texts = kinds.map(|kind| serde_json::to_string(programme.records(*kind)).unwrap());
        let mut all: HashSet<String> = texts.flat_map(|text| words(&text)).collect();
        // a word of the program that is a part of "Archipelago"
        all.insert("ago".into());
        let titles = FIRST_WORDS.iter().chain(WORDS).chain(REGIONS).chain(PHASE_NAMES);
        let names = AGENCIES.iter().flat_map(|(name, title)| [name, title]);
        let long = titles.chain(names).flat_map(|text| words(text));
        let long = long.filter(|word| word.chars().count() >= MIN_LONG_WORD).collect();
        Words { all, long }
    }

    /// Asserts that no long word of the programme is broken over lines, and that an ellipsis
    /// stands only between whole words.
    fn assert_whole(&self, text: &str, place: &str) {
        for line in text.lines() {
            for (rest, part) in words_with_rest(line) {
                let is_part = part.chars().count() >= 3
                    && !rest.starts_with('…')
                    && !self.all.contains(part)
                    && self.long.iter().any(|word| word.contains(part));
                assert!(!is_part, "{place}: \"{part}\" is a part of a word\n{text}");
            }
            // behind it a name may go on with the word in which it differs from others
            let mut behind = line.split('…').skip(1);
            let is_part = |rest: &str| match words_with_rest(rest).first() {
                Some((_, word)) => rest.starts_with(word) && !self.all.contains(*word),
                None => false,
            };
            assert!(!behind.any(is_part), "{place}: an ellipsis in a word\n{text}");
        }
    }
}

/// Letters of a long word.
const MIN_LONG_WORD: usize = 9;

/// Returns the words of a line, each with the text behind it.
fn words_with_rest(line: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let word = &rest[start..];
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        rest = &word[end..];
        found.push((rest, &word[..end]));
    }
    found
}

fn words(text: &str) -> Vec<String> {
    words_with_rest(text).into_iter().map(|(_, word)| word.to_string()).collect()
}

#[test]
fn every_pane_draws_every_programme_without_cut_words() {
    for programme in all() {
        let words = Words::of(&programme);
        for theme in ["dark", "mono"] {
            let theme = Theme::by_name(theme).unwrap();
            let mut app = App::new(programme.dataset(), TODAY, theme, UNICODE, SCREENS[0]);
            for pane in pane::all() {
                for size in SCREENS {
                    app.run_script(&format!("go {}", pane.name())).unwrap();
                    for key in KEYS {
                        if let Some(key) = key::parse(key) {
                            app.update(Event::Key(key));
                        }
                        // the drawing asserts that nothing lies outside of the screen
                        let text = screen_text(&mut app, *size);
                        let place = format!("{}, {}, {size:?}", programme.name, app.script());
                        words.assert_whole(&text, &place);
                    }
                }
            }
        }
    }
}

/// Returns the records that the rows of all panes lead to.
fn rows_of_panes(app: &mut App) -> HashSet<String> {
    let mut paths = HashSet::new();
    for pane in pane::all() {
        app.run_script(&format!("go {}", pane.name())).unwrap();
        app.run_script("all").ok();
        let (pane, context) = app.current_pane();
        let table = pane.table(context);
        let column = table.headers.iter().position(|header| header.key == "record");
        let rows = (0..table.len).filter_map(|row| Some((table.cell)(row, column?).display()));
        paths.extend(rows);
    }
    paths
}

#[test]
fn every_record_is_reached_by_rows_and_links() {
    for programme in all() {
        let mut app = dashboard(programme.dataset(), SCREENS[0]);
        let mut reached = rows_of_panes(&mut app);
        let mut open: Vec<String> = reached.iter().cloned().collect();
        let data = programme.dataset();
        let query = QueryContext::new(&data, TODAY);
        while let Some(path) = open.pop() {
            let path = RecordPath::new(path);
            let record = data.record_at(&path).filter(|_| path.kind() != Some(KindId::Events));
            let Some(record) = record else { continue };
            for entry in Detail::for_record(&query, record).entries {
                for link in entry.fragments.into_iter().filter_map(|fragment| fragment.link) {
                    if let (Some(kind), Some(id)) = (link.kind(), link.id()) {
                        let path = RecordPath::for_record(kind, id).to_string();
                        if reached.insert(path.clone()) {
                            open.push(path);
                        }
                    }
                }
            }
        }
        for kind in KindId::ALL.iter().filter(|kind| programme.has(**kind)) {
            for id in programme.records(*kind).keys() {
                let path = RecordPath::for_record(*kind, id);
                assert!(reached.contains(path.as_str()), "{}: {path}", programme.name);
            }
        }
    }
}

#[test]
fn screens_of_large_programmes_match_snapshots() {
    for programme in all().iter().filter(|programme| programme.name.starts_with("many-")) {
        let mut app = dashboard(programme.dataset(), SCREENS[0]);
        for pane in pane::all().iter().map(|pane| pane.name()) {
            app.run_script(&format!("go {pane}")).unwrap();
            for size in &SCREENS[..2] {
                let name = format!("{}_{pane}_{}", programme.name.replace('-', "_"), size.0);
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_snapshot!(name, screen_text(&mut app, *size));
                });
            }
        }
    }
}
