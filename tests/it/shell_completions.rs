//! Shell completions in real shells, and manual pages in a real reader.

use crate::{Sandbox, tool};
use std::process::{Command, Output};

/// Returns the completions that a shell offers for a line.
fn complete(mut shell: Command, sandbox: &Sandbox, line: &str) -> Vec<String> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_gloact"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    shell
        .env_clear()
        .env("PATH", path)
        .env("HOME", sandbox.0.path())
        .env("LINE", line)
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "dumb");
    let Output { stdout, stderr, .. } = shell.current_dir(sandbox.0.path()).output().unwrap();
    assert!(stderr.is_empty(), "{line}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout)
        .unwrap()
        .lines()
        .map(|line| line.split('\t').next().unwrap().to_string())
        .collect()
}

/// Lines, and words that completions include, for zsh and fish and for bash, which completes after
/// its last word break.
const COMPLETIONS: &[(&str, &[&str], &[&str])] = &[
    ("gloact lis", &["list"], &["list"]),
    ("gloact list count", &["countries"], &["countries"]),
    ("gloact list events country:nep", &["country:Nepal"], &["Nepal"]),
    ("gloact countries agency:", &["agency:iom", "agency:unicef"], &["iom", "unicef"]),
    ("gloact countries -agency:uni", &["-agency:unicef"], &["unicef"]),
    ("gloact countries regi", &["region:"], &["region:"]),
    ("gloact countries leb", &[], &[]),
    ("gloact countries mor", &["Morocco"], &["Morocco"]),
    (
        "gloact matrix --phase ",
        &["glo-act", "glo-act-ame", "glo-act-bangladesh"],
        &["glo-act", "glo-act-bangladesh"],
    ),
    ("gloact show coun", &["countries/"], &["countries/"]),
    ("gloact show countries/NP/reg", &["countries/NP/region"], &["countries/NP/region"]),
    ("gloact list events --format js", &["json", "jsonl"], &["json", "jsonl"]),
    ("gloact list agencies --sort ", &["name", "title"], &["name", "title"]),
    ("gloact explain countries/NP --format ", &["json", "text"], &["json", "text"]),
    ("gloact show countries/NP --format c", &[], &[]),
    ("gloact list events --form", &["--format"], &["--format"]),
    ("gloact completions f", &["fish"], &["fish"]),
];

fn check_all(shell: impl Fn() -> Option<Command>, script: &str, bash: bool) {
    let sandbox = Sandbox::new();
    for (line, words, in_bash) in COMPLETIONS {
        let Some(mut shell) = shell() else { return };
        shell.args(["-c", script]);
        let found = complete(shell, &sandbox, line);
        let wanted = if bash { in_bash } else { words };
        for word in *wanted {
            assert!(
                found.iter().any(|found| found == word),
                "{line}: {word} is not among {found:?}"
            );
        }
        assert!(!wanted.is_empty() || found.is_empty(), "{line}: {found:?}");
    }
}

#[test]
fn bash_completes_verbs_fields_and_names() {
    let script = r#"source <(gloact completions bash); complete -p gloact >/dev/null || exit
        COMP_LINE=$LINE COMP_POINT=${#LINE} end="${LINE##*[ :=]}"
        read -ra COMP_WORDS <<<"${LINE%"$end"}"; COMP_WORDS+=("$end")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _gloact gloact "$end"; for word in "${COMPREPLY[@]}"; do echo "$word"; done"#;
    check_all(
        || {
            tool(&["bash"], &["--version"]).map(|mut bash| {
                bash.args(["--norc", "--noprofile"]);
                bash
            })
        },
        script,
        true,
    );
}

#[test]
fn zsh_completes_verbs_fields_and_names() {
    // compadd works only at a prompt, so a function prints its arguments
    let script = r#"compdef() { registered=$2 }; source <(gloact completions zsh)
        [[ $registered == gloact ]] || exit
        compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- "$@" }; _files() { : }
        words=(${(z)LINE}); [[ $LINE == *' ' ]] && words+=(''); CURRENT=$#words; _gloact"#;
    check_all(
        || {
            tool(&["zsh"], &["--version"]).map(|mut zsh| {
                zsh.arg("-f");
                zsh
            })
        },
        script,
        false,
    );
}

#[test]
fn fish_completes_verbs_fields_and_names() {
    let script = "gloact completions fish | source; complete -C \"$LINE\"";
    check_all(
        || {
            tool(&["fish"], &["--version"]).map(|mut fish| {
                fish.arg("--no-config");
                fish
            })
        },
        script,
        false,
    );
}

#[test]
fn completions_with_spaces_are_quoted() {
    let Some(mut bash) = tool(&["bash"], &["--version"]) else { return };
    let sandbox = Sandbox::new();
    let script = r#"source <(gloact completions bash); COMP_LINE=$LINE COMP_POINT=${#LINE}
        COMP_WORDS=($LINE) COMP_CWORD=3; _gloact gloact south
        eval "gloact list countries ${COMPREPLY[0]} --columns code | tail -1""#;
    bash.args(["-c", script]);
    assert_eq!(complete(bash, &sandbox, "gloact list countries south"), ["ZA"]);
}

#[test]
fn completions_include_user_data() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "config/gloact/overrides.json",
        r#"{"events": {"mine-1": {"title": "Mine", "date": "2026"}}}"#,
    );
    let output = sandbox.run(&["show", "events/mine-1"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    let output =
        sandbox.command(&["__complete", "2", "gloact", "show", "events/mine"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "events/mine-1\tMine\n");
    // also for files named on the command line
    sandbox.write("more.json", r#"{"events": {"more-1": {"title": "More", "date": "2026"}}}"#);
    for file in [&["--data", "more.json"][..], &["--data=more.json"], &["--data", "~/more.json"]] {
        for words in [
            [&["gloact"][..], file, &["show", "events/more"]].concat(),
            [&["gloact", "show", "events/more"][..], file].concat(),
        ] {
            let number = words.iter().position(|word| *word == "events/more").unwrap().to_string();
            let output =
                sandbox.command(&[&["__complete", &number], &words[..]].concat()).output().unwrap();
            assert_eq!(
                String::from_utf8(output.stdout).unwrap(),
                "events/more-1\tMore\n",
                "{words:?}"
            );
        }
    }
}

#[test]
fn man_pages_have_no_errors() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["man", "pages"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    let pages: Vec<String> = crate::files_with_extension(&sandbox.0.path().join("pages"), "1")
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    assert!(
        pages.len() > 20 && pages.iter().any(|page| page.ends_with("gloact-list.1")),
        "{pages:?}"
    );
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        for section in [
            ".SH NAME",
            ".SH SYNOPSIS",
            ".SH \"EXIT STATUS\"",
            ".SH EXAMPLES",
            "no match",
            "errors in the data",
        ] {
            assert!(text.contains(section), "{page}: {section}");
        }
    }
    assert_eq!(
        sandbox.run(&["man"]).out,
        std::fs::read_to_string(sandbox.0.path().join("pages/gloact.1")).unwrap()
    );
    // probe the tool with an empty page
    let Some(mut mandoc) = tool(&["mandoc"], &["/dev/null"]) else { return };
    let read = mandoc.args(["-T", "lint"]).args(&pages).output().unwrap();
    assert!(
        read.status.success(),
        "{}",
        String::from_utf8_lossy(&[read.stdout, read.stderr].concat())
    );
}
