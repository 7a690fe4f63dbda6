//! README says what the program does today.

use crate::twin::shell;
use crate::{Home, app, root};
use gloact::app::App;
use gloact::profile::deck::Deck;
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Level};

pub(crate) fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// The text of the first block of this language under a heading.
pub(crate) fn block<'a>(text: &'a str, heading: &str, language: &str) -> &'a str {
    let (_, after) = text.split_once(&format!("\n## {heading}\n")).unwrap().1.split_once(&format!("```{language}\n")).unwrap();
    after.split_once("```").unwrap().0
}

#[test]
fn its_table_of_keys_is_the_programs() {
    let text = readme();
    let (_, keys) = text.split_once("<!-- keys -->\n").unwrap();
    let (keys, _) = keys.split_once("<!-- /keys -->").unwrap();
    assert_eq!(keys, app((80, 24), false, "").keys_markdown(), "put what `cargo run -- keys --format md` prints between the marks");
}

#[test]
fn its_override_does_what_it_says() {
    let text = readme();
    let data = Dataset::load(vec![Layer::from_text("README.md", block(&text, "Your own corrections", "json"))]);
    assert!(data.findings().iter().all(|finding| finding.level == Level::Note), "{:?}", data.findings());
    assert_eq!(data.phases["glo-act-bangladesh"].budget.as_ref().map(|money| money.amount), Some(1_000_000));
    assert!(data.events.contains_key("review-2027") && !data.events.contains_key("field-staff-meeting-1"));
}

#[test]
fn its_deck_has_no_fault() {
    let (deck, mut wrong) = Deck::read(block(&readme(), "Presenting", "json"));
    wrong.extend(App::deck_faults(&gloact::pane::all(), &Dataset::bundled(), &deck));
    assert_eq!((deck.slides.len(), wrong), (2, vec![]));
}

#[test]
fn its_finding_is_what_check_tells() {
    let text = readme();
    let told = block(&text, "Your own corrections", "console").split_once('\n').unwrap().1;
    let home = Home::new();
    // the file is the line that the finding shows, in an object
    let line = told.lines().find_map(|line| line.strip_prefix("2 | ")).unwrap();
    home.write("mine.json", format!("{{\n{line}\n}}\n"));
    let ran = home.run(&["check", "--data", "mine.json"]);
    assert!(ran.code == 3 && ran.out.starts_with(told.trim_end()), "{}", ran.out);
}

#[test]
fn its_pictures_are_there() {
    let text = readme();
    let pictures: Vec<&str> = text.split("](").filter_map(|part| part.split(')').next()).filter(|path| path.ends_with(".svg")).collect();
    assert!(pictures.len() >= 5 && pictures.iter().all(|path| root().join(path).is_file()), "{pictures:?}");
}

#[test]
fn its_lines_for_scripts_run() {
    let text = readme();
    let lines: Vec<&str> = block(&text, "In scripts", "sh").lines().collect();
    assert!(lines.len() >= 5, "{lines:?}");
    let home = Home::new();
    for line in lines {
        let ran = shell(&home, line);
        assert!(ran.status.success() && ran.stderr.is_empty(), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    for (file, words) in [("nepal.csv", "National launch in Nepal"), ("gloact.ics", "BEGIN:VEVENT"), ("mail.md", "| *UNICEF* |")] {
        let written = std::fs::read_to_string(home.0.path().join(file)).unwrap();
        assert!(written.contains(words), "{file}: {written}");
    }
}

#[test]
fn its_verbs_are_all_there_are() {
    let text = readme();
    let help = Home::new().run(&["--help"]).out;
    let verbs = help.split_once("Commands:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
    for verb in verbs.filter_map(|line| line.split_whitespace().next()) {
        assert!(
            text.contains(&format!("`gloact {verb}")) || text.contains(&format!("`{verb}`")) || text.contains(&format!("`{verb} ")),
            "{verb} is not in README"
        );
    }
}

/// Where a test stands that is named by its module: among these tests, or in the program.
fn stands(test: &str) -> bool {
    let (module, name) = test.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let files = [format!("tests/it/{path}.rs"), format!("src/{path}.rs")];
    files.iter().any(|file| std::fs::read_to_string(root().join(file)).is_ok_and(|text| text.contains(&format!("fn {name}("))))
}

#[test]
fn each_test_that_is_said_to_hold_a_fault_is_there() {
    let text = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).filter(|word| word.contains("::")).collect();
    assert!(named.len() > 80, "{} tests are named", named.len());
    let gone: Vec<_> = named.iter().filter(|test| !stands(test)).collect();
    assert!(gone.is_empty(), "{gone:?} are not there");
    assert!(!stands("faults::no_such_test"));
}
