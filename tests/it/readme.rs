//! README says what the program does today.

use crate::cli_matches_screen::shell;
use crate::{Sandbox, app, root};
use gloact::app::App;
use gloact::profile::deck::Deck;
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};

pub(crate) fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// The text of the first block of this language under a heading.
pub(crate) fn code_block<'a>(text: &'a str, heading: &str, language: &str) -> &'a str {
    let (_, after) = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap()
        .1
        .split_once(&format!("```{language}\n"))
        .unwrap();
    after.split_once("```").unwrap().0
}

#[test]
fn key_table_matches_the_program() {
    let text = readme();
    let (_, keys) = text.split_once("<!-- keys -->\n").unwrap();
    let (keys, _) = keys.split_once("<!-- /keys -->").unwrap();
    assert_eq!(
        keys,
        app((80, 24), false, "").keys_markdown(),
        "put what `cargo run -- keys --format md` prints between the marks"
    );
}

#[test]
fn override_example_works() {
    let text = readme();
    let data = Dataset::load(vec![Layer::from_text(
        "README.md",
        code_block(&text, "Your own corrections", "json"),
    )]);
    assert!(
        data.findings().iter().all(|finding| finding.severity == Severity::Note),
        "{:?}",
        data.findings()
    );
    assert_eq!(
        data.phases["glo-act-bangladesh"].budget.as_ref().map(|money| money.amount),
        Some(1_000_000)
    );
    assert!(
        data.events.contains_key("review-2027")
            && !data.events.contains_key("field-staff-meeting-1")
    );
}

#[test]
fn deck_example_is_valid() {
    let (deck, mut wrong) = Deck::parse(code_block(&readme(), "Presenting", "json"));
    wrong.extend(App::validate_deck(&gloact::pane::all(), &Dataset::bundled(), &deck));
    assert_eq!((deck.slides.len(), wrong), (2, vec![]));
}

#[test]
fn finding_example_matches_check() {
    let text = readme();
    let told = code_block(&text, "Your own corrections", "console").split_once('\n').unwrap().1;
    let sandbox = Sandbox::new();
    // the file is the line that the finding shows, in an object
    let line = told.lines().find_map(|line| line.strip_prefix("2 | ")).unwrap();
    sandbox.write("mine.json", format!("{{\n{line}\n}}\n"));
    let ran = sandbox.run(&["check", "--data", "mine.json"]);
    assert!(ran.code == 3 && ran.out.starts_with(told.trim_end()), "{}", ran.out);
}

#[test]
fn pictures_exist() {
    let text = readme();
    let pictures: Vec<&str> = text
        .split("](")
        .filter_map(|part| part.split(')').next())
        .filter(|path| path.ends_with(".svg"))
        .collect();
    assert!(
        pictures.len() >= 5 && pictures.iter().all(|path| root().join(path).is_file()),
        "{pictures:?}"
    );
}

#[test]
fn script_examples_run() {
    let text = readme();
    let lines: Vec<&str> = code_block(&text, "In scripts", "sh").lines().collect();
    assert!(lines.len() >= 5, "{lines:?}");
    let sandbox = Sandbox::new();
    for line in lines {
        let ran = shell(&sandbox, line);
        assert!(
            ran.status.success() && ran.stderr.is_empty(),
            "{line}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }
    for (file, words) in [
        ("nepal.csv", "National launch in Nepal"),
        ("gloact.ics", "BEGIN:VEVENT"),
        ("mail.md", "| *UNICEF* |"),
    ] {
        let written = std::fs::read_to_string(sandbox.0.path().join(file)).unwrap();
        assert!(written.contains(words), "{file}: {written}");
    }
}

#[test]
fn verb_table_is_complete() {
    let text = readme();
    let help = Sandbox::new().run(&["--help"]).out;
    let verbs =
        help.split_once("Commands:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
    for verb in verbs.filter_map(|line| line.split_whitespace().next()) {
        assert!(
            text.contains(&format!("`gloact {verb}"))
                || text.contains(&format!("`{verb}`"))
                || text.contains(&format!("`{verb} ")),
            "{verb} is not in README"
        );
    }
}

/// Where a test stands that is named by its module: among these tests, or in the program.
fn test_exists(test: &str) -> bool {
    let (module, name) = test.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let files = [format!("tests/it/{path}.rs"), format!("src/{path}.rs")];
    files.iter().any(|file| {
        std::fs::read_to_string(root().join(file))
            .is_ok_and(|text| text.contains(&format!("fn {name}(")))
    })
}

#[test]
fn tests_named_in_the_fault_table_exist() {
    let text = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let named: Vec<&str> =
        text.split('`').skip(1).step_by(2).filter(|word| word.contains("::")).collect();
    assert!(named.len() > 80, "{} tests are named", named.len());
    let gone: Vec<_> = named.iter().filter(|test| !test_exists(test)).collect();
    assert!(gone.is_empty(), "{gone:?} are not there");
    assert!(!test_exists("faults::no_such_test"));
}
