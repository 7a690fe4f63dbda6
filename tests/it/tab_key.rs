//! The Tab key in interactive shells: what is completed, and what the program then receives.

use crate::support::session::{Session, shows};
use crate::support::slow_line::LineConfig;
use crate::{PROGRAM, Sandbox, tool};

/// Lines before Tab, and the arguments that the program receives after it. `~` is the home.
const COMPLETIONS: &[(&str, &str)] = &[
    ("gloact lis", "<list>"),
    ("gloact list events --data ~/settings/mi", "<list><events><--data><~/settings/mine.json>"),
    ("gloact list events --data ~/my", "<list><events><--data><~/my file.json>"),
    ("~/bin/gloact check --form", "<check><--format>"),
    ("sudo gloact sear", "<search>"),
    ("gloact list countries region:\"South", "<list><countries><region:South Asia>"),
    ("gloact list countries \"name:South Af", "<list><countries><name:South Africa>"),
    ("gloact list events 'place:Old Har", "<list><events><place:Old Harbour Hall>"),
    ("gloact timeline place:\"Old Har", "<timeline><place:Old Harbour Hall>"),
    ("gloact timeline country:South\\ Afr", "<timeline><country:South Africa>"),
    ("gloact timeline country:nep", "<timeline><country:Nepal>"),
    ("gloact countries -agency:unice", "<countries><-agency:unicef>"),
    ("true && X=1 gloact expl", "<explain>"),
];

/// Completes lines in an interactive shell, and asserts what the program receives.
fn check_shell(shell: &str, args: &[&str], setup: &[&str]) {
    if tool(&[shell], &["--version"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let home = sandbox.0.path().display().to_string();
    // the program that is completed prints its arguments
    let show_arguments = format!(
        "case $1 in __complete|completions) exec {PROGRAM} \"$@\" ;; esac\n\
         printf 'received '; printf '<%s>' \"$@\"; echo .",
    );
    std::fs::create_dir(sandbox.0.path().join("bin")).unwrap();
    sandbox.install_script("bin/gloact", &show_arguments);
    sandbox.install_script("bin/sudo", "exec \"$@\"");
    sandbox.write("settings/mine.json", "{}");
    sandbox.write(
        ".config/gloact/overrides.json",
        r#"{"events": {"tab": {"title": "Tab", "date": "2026", "place": "Old Harbour Hall"}}}"#,
    );
    sandbox.write("my file.json", "{}");
    let path = format!("{home}/bin:/usr/bin:/bin");
    let variables = [("PATH", path.as_str()), ("LC_ALL", "C.UTF-8"), ("HISTFILE", "/dev/null")];
    let line = LineConfig { size: (160, 50), ..LineConfig::default() };
    let mut session = Session::start_on_line(line, sandbox, &variables, shell, args);
    session.foreign_output = true;
    for command in setup {
        session.press(&format!("{command}\r"));
    }
    session.press("echo shell is rea''dy\r");
    session.wait("the prompt", shows("shell is ready"));
    for (line, received) in COMPLETIONS {
        session.press(&format!("{line}\t\r"));
        let received = format!("received {}.", received.replace('~', &home));
        session.wait(&format!("{shell}: {line}: {received}"), shows(&received));
    }
}

#[test]
fn bash_completes_files_quotes_and_other_ways_to_call() {
    let setup = ["bind 'set enable-bracketed-paste off'", "source <(gloact completions bash)"];
    check_shell("bash", &["--norc", "--noprofile", "-i"], &setup);
}

#[test]
fn bash_completes_with_any_ifs_and_options() {
    let setup = ["source <(gloact completions bash)", "IFS=,; set -u; shopt -s failglob"];
    check_shell("bash", &["--norc", "--noprofile", "-i"], &setup);
}

#[test]
fn zsh_completes_files_quotes_and_other_ways_to_call() {
    let setup = ["autoload -Uz compinit; compinit -u", "source <(gloact completions zsh)"];
    check_shell("zsh", &["-f", "-i"], &setup);
}

#[test]
fn fish_completes_files_quotes_and_other_ways_to_call() {
    check_shell("fish", &["-i"], &["gloact completions fish | source"]);
}
