//! The documents say what the program does: their commands run, their files load, their tables and
//! links are right.

use crate::{Output, Sandbox, bundled_app, root};
use gloact::app::settings::SETTINGS;
use gloact::model::KindId;
use gloact::ui::theme::ThemeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// All documents of the project, as paths from its root.
const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "benches/README.md",
    "docs/command-line.md",
    "docs/config.md",
    "docs/data.md",
    "docs/hosting.md",
    "docs/iati.md",
    "docs/keys.md",
    "docs/presenting.md",
    "docs/terminals.md",
    "tests/README.md",
];

/// Returns the text of a document.
pub(crate) fn document(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// A fenced block of a document.
pub(crate) struct Block<'a> {
    pub(crate) language: &'a str,
    /// The name in a comment `<!-- file: NAME -->` above the block.
    pub(crate) file: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// Returns the fenced blocks of a text.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("\n```") {
        let above = rest[..start].lines().last().unwrap_or_default();
        let file = above.strip_prefix("<!-- file: ").and_then(|name| name.strip_suffix(" -->"));
        let (language, after) = rest[start + 4..].split_once('\n').unwrap();
        let (text, after) = after.split_once("```").unwrap();
        found.push(Block { language, file, text });
        rest = after;
    }
    found
}

/// Returns the first block of a language in a document.
pub(crate) fn code_block(path: &str, language: &str) -> String {
    let text = document(path);
    let block = blocks(&text).into_iter().find(|block| block.language == language);
    block.unwrap_or_else(|| panic!("{path} has no block of {language}")).text.into()
}

/// Returns the text between `<!-- NAME -->` and `<!-- /NAME -->`.
pub(crate) fn section<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, after) = text
        .split_once(&format!("<!-- {name} -->\n"))
        .unwrap_or_else(|| panic!("no section {name}"));
    after.split_once(&format!("<!-- /{name} -->")).unwrap().0
}

/// Runs a line of the shell in a sandbox, with the program on its path.
pub(crate) fn run_shell(sandbox: &Sandbox, line: &str) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_gloact"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let home = sandbox.0.path();
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        .env("EDITOR", "true")
        .current_dir(home);
    command.stdin(Stdio::null()).output().unwrap()
}

/// Returns the commands of the program, as its help lists them.
fn help_commands() -> Vec<String> {
    let help = Sandbox::new().run(&["--help"]).out;
    let commands =
        help.split_once("Commands:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
    commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(String::from)
        .collect()
}

#[test]
fn every_document_is_listed() {
    let mut found: Vec<String> = crate::files_with_extension(root(), "md")
        .iter()
        .map(|path| path.strip_prefix(root()).unwrap().display().to_string())
        .filter(|path| !path.starts_with("target"))
        .collect();
    found.sort();
    assert_eq!(found, DOCUMENTS);
    let lines = document("README.md").lines().count();
    assert!(lines <= 250, "README.md has {lines} lines");
}

#[test]
fn key_table_matches_the_program() {
    let keys = bundled_app((80, 24), false, "").keys_markdown();
    let text = document("docs/keys.md");
    assert_eq!(
        section(&text, "keys"),
        keys,
        "copy the output of `cargo run -- keys --format md` into docs/keys.md"
    );
    // the excerpt of the README names keys that the table has
    let readme = document("README.md");
    let excerpt: Vec<&str> = section(&readme, "key excerpt").lines().skip(2).collect();
    assert_eq!(excerpt.len(), 20);
    for row in excerpt {
        let cell = row.split('|').nth(1).unwrap();
        for key in cell.split('`').skip(1).step_by(2) {
            assert!(keys.contains(&format!("`{key}`")), "{key} is not a key of docs/keys.md");
        }
    }
}

#[test]
fn shell_blocks_run() {
    let mut count = 0;
    for path in DOCUMENTS {
        let text = document(path);
        let sandbox = Sandbox::new();
        let blocks = blocks(&text);
        for sheet in blocks.iter().filter(|block| block.language == "csv") {
            sandbox.write(sheet.file.expect("a sheet has a name"), sheet.text);
        }
        for line in blocks
            .iter()
            .filter(|block| block.language == "sh")
            .flat_map(|block| block.text.lines())
        {
            let output = run_shell(&sandbox, line);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && errors.is_empty(), "{path}: {line}: {errors}");
            count += 1;
        }
        for (file, words) in [
            ("nepal.csv", "National launch in Nepal"),
            ("gloact.ics", "BEGIN:VEVENT"),
            ("mail.md", "| *UNICEF* |"),
        ] {
            if let Ok(written) = std::fs::read_to_string(sandbox.0.path().join(file)) {
                assert!(written.contains(words), "{path}: {file}: {written}");
            }
        }
    }
    assert!(count >= 20, "{count} lines");
}

#[test]
fn json_blocks_load() {
    let mut count = 0;
    for path in DOCUMENTS {
        let text = document(path);
        for block in blocks(&text).iter().filter(|block| block.language == "json") {
            let file = block
                .file
                .unwrap_or_else(|| panic!("{path}: a block of JSON does not name its file"));
            if file.contains('/') {
                // a file of a programme: `new_programme` reads it
                continue;
            }
            let sandbox = Sandbox::new();
            sandbox.write(&format!("config/gloact/{file}"), block.text);
            let output = sandbox.run(&["check", "--format", "lines"]);
            let is_fine = output.code == 0 && output.out.contains("errors 0, warnings 0");
            assert!(is_fine, "{path}: {file}: {}", output.all_output());
            // a broken file of this name is noticed, so the block was read
            sandbox.write(&format!("config/gloact/{file}"), format!("{}]", block.text));
            let output = sandbox.run(&["check", "--format", "lines"]).out;
            assert!(!output.contains("errors 0, warnings 0"), "{path}: {file} is not read");
            count += 1;
        }
    }
    assert!(count >= 5, "{count} blocks");
    // the override of the README changes three records
    let sandbox = Sandbox::new();
    sandbox.write("config/gloact/overrides.json", code_block("README.md", "json"));
    let changes = sandbox.run(&["diff", "--format", "jsonl"]).out;
    for record in
        ["phases/glo-act-bangladesh/budget", "events/review-2027", "events/field-staff-meeting-1"]
    {
        assert!(changes.contains(record), "{record}: {changes}");
    }
    assert_eq!(changes.lines().count(), 3);
}

#[test]
fn console_blocks_match_the_output() {
    let mut count = 0;
    for path in DOCUMENTS {
        let text = document(path);
        for block in blocks(&text).iter().filter(|block| block.language == "console") {
            let (command, wanted) = block.text.split_once('\n').unwrap();
            let command = command.strip_prefix("$ ").unwrap();
            let sandbox = Sandbox::new();
            // the file is the line that the finding shows, inside an object
            if let Some(line) = wanted.lines().find_map(|line| line.strip_prefix("2 | ")) {
                sandbox.write("mine.json", format!("{{\n{line}\n}}\n"));
            }
            let output = Output::from_process(run_shell(&sandbox, command));
            assert!(output.out.starts_with(wanted.trim_end()), "{path}: {command}: {}", output.out);
            count += 1;
        }
    }
    assert!(count >= 1);
}

#[test]
fn command_tables_are_complete() {
    let commands = help_commands();
    assert!(commands.len() > 20, "{commands:?}");
    for path in ["README.md", "docs/command-line.md"] {
        let text = document(path);
        let table = section(&text, "commands");
        for command in &commands {
            let forms =
                [format!("`gloact {command}"), format!("`{command}`"), format!("`{command} ")];
            assert!(forms.iter().any(|form| table.contains(form)), "{path} lacks {command}");
        }
    }
    // a command that a document names in code is one
    for path in DOCUMENTS {
        let text = document(path);
        let inline =
            text.split("`gloact ").skip(1).filter_map(|rest| rest.split(['`', ' ']).next());
        for word in inline.filter(|word| word.chars().all(|c| c.is_ascii_lowercase())) {
            assert!(
                commands.iter().any(|command| command == word),
                "{path}: `gloact {word}` is not a command"
            );
        }
    }
}

#[test]
fn fields_of_every_kind_are_documented() {
    let text = document("docs/data.md");
    let rows = KindId::ALL.iter().filter(|kind| !kind.fields().is_empty()).map(|kind| {
        let needed = kind.needed_fields();
        let others = kind.fields().iter().filter(|field| !needed.contains(field));
        let words = |fields: Vec<&str>| {
            fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
        };
        let others = words(others.copied().collect());
        format!("| `{kind}` | {} | {others} |", words(needed.to_vec()))
    });
    let table: Vec<String> = section(&text, "fields").lines().map(str::to_string).collect();
    let expected = rows.collect::<Vec<String>>();
    assert_eq!(table[2..], expected, "{}", expected.join("\n"));
}

#[test]
fn themes_are_documented() {
    let text = document("docs/terminals.md");
    let table = section(&text, "themes");
    let themes = SETTINGS.iter().find(|setting| setting.key == "theme").unwrap();
    for (theme, _) in (themes.values)(&ThemeSet::default()) {
        let name = theme.as_str().unwrap();
        assert!(table.contains(&format!("`{name}`")), "{name} is not in docs/terminals.md");
    }
}

#[test]
fn links_and_pictures_exist() {
    let mut pictures = 0;
    for path in DOCUMENTS {
        let text = document(path);
        let folder = root().join(path);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("https://") {
                continue;
            }
            let file = target.split('#').next().unwrap();
            assert!(
                folder.parent().unwrap().join(file).exists(),
                "{path}: {target} does not exist"
            );
            pictures += usize::from(file.ends_with(".svg"));
        }
    }
    assert!(pictures >= 5);
}

#[test]
fn named_files_exist() {
    // files and folders of the project that documents name in code
    for path in DOCUMENTS {
        let text = document(path);
        for word in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "tests/", "benches/", "data/", "docs/", "screenshots/"]
                .iter()
                .any(|start| word.starts_with(start));
            if is_path && !word.contains(['*', '{', ' ', ':']) {
                assert!(root().join(word).exists(), "{path}: {word} does not exist");
            }
        }
    }
}

/// Returns whether a test exists that is named by its module, among these tests or in the program.
fn test_exists(test: &str) -> bool {
    let (module, name) = test.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let files =
        ["tests/it/{}.rs", "src/{}.rs", "src/{}/tests.rs"].map(|file| file.replace("{}", &path));
    files.iter().any(|file| {
        std::fs::read_to_string(root().join(file))
            .is_ok_and(|text| text.contains(&format!("fn {name}(")))
    })
}

#[test]
fn tests_named_in_the_fault_table_exist() {
    let text = document("tests/README.md");
    let named: Vec<&str> =
        text.split('`').skip(1).step_by(2).filter(|word| word.contains("::")).collect();
    assert!(named.len() > 80, "{} tests are named", named.len());
    let missing: Vec<_> = named.iter().filter(|test| !test_exists(test)).collect();
    assert!(missing.is_empty(), "{missing:?} do not exist");
    assert!(!test_exists("startup::no_such_test"));
}

#[test]
fn kinds_of_events_are_documented() {
    let text = document("docs/data.md");
    let row = text.lines().find(|line| line.starts_with("| `kind` of an event |")).unwrap();
    let kinds: Vec<&str> = row.split('`').skip(3).step_by(2).collect();
    assert_eq!(kinds, gloact::model::EVENT_KINDS);
}
