//! tmux shows what was drawn: scrolled lines, erased regions, wide letters and combining marks.

use crate::support::session::{TIMEOUT, poll_until};
use crate::support::sshd::assert_gone;
use crate::{Sandbox, TODAY, draw, tool};
use crossterm::event::Event;
use gloact::app::App;
use gloact::command::key;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::buffer_text;
use gloact::ui::glyphs::UNICODE;
use gloact::ui::theme::Theme;
use rustix::process::{Pid, Signal, kill_process};
use std::process::{Command, Output};

/// Events with titles in many writing systems, and a place in the next column.
const SCRIPTS: &str = r#"{"events": {
    "a1": {"title": "عربي نص طويل", "date": "2031-01-01", "place": "Cairo"},
    "a2": {"title": "नेपाल हिन्दी कार्यक्रम", "date": "2031-01-02", "place": "Kathmandu"},
    "a3": {"title": "ไทยที่นี่ ภาษา", "date": "2031-01-03", "place": "Bangkok"},
    "a4": {"title": "ລາວ ປະຊຸມ", "date": "2031-01-04", "place": "Vientiane"},
    "a5": {"title": "日本語 中文 한국어", "date": "2031-01-05", "place": "Tokyo"},
    "a6": {"title": "Việt Nam: cuộc họp", "date": "2031-01-06", "place": "Hanoi"}
}}"#;

/// Returns these events and one with hundreds of combining marks on a letter.
fn scripts() -> String {
    let heap = format!(
        r#"  "a7": {{"title": "a{} heap", "date": "2031-01-07", "place": "Nowhere"}}
}}}}"#,
        "\u{301}".repeat(500)
    );
    SCRIPTS.trim_end().trim_end_matches("\n}}").to_string() + ",\n" + &heap
}

/// A private tmux server, stopped at the end of the test.
pub(crate) struct Tmux(pub(crate) Sandbox);

impl Tmux {
    pub(crate) fn run(&self, args: &[&str]) -> std::io::Result<Output> {
        let sandbox = self.0.0.path();
        let mut command = Command::new("tmux");
        command
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8")])
            .env("HOME", sandbox);
        command
            .arg("-u")
            .arg("-S")
            .arg(sandbox.join("tmux"))
            .args(["-f", "/dev/null"])
            .args(args)
            .output()
    }

    pub(crate) fn screen(&self) -> String {
        String::from_utf8(self.run(&["capture-pane", "-p", "-t", "it"]).unwrap().stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = self.run(&["kill-server"]);
    }
}

#[test]
fn killed_tmux_ends_the_program() {
    if tool(&["tmux"], &["-V"]).is_none() {
        return;
    }
    for (how, signal) in
        [("exec", None), ("trap '' HUP; exec", None), ("trap '' HUP; exec", Some(Signal::KILL))]
    {
        let tmux = Tmux(Sandbox::new());
        let file = tmux.0.0.path().join("pid");
        let program =
            format!("echo $$ > {}; {how} {}", file.display(), env!("CARGO_BIN_EXE_gloact"));
        assert!(
            tmux.run(&["new-session", "-d", "-s", "it", "-x", "80", "-y", "24", &program])
                .unwrap()
                .status
                .success()
        );
        let shown = poll_until(TIMEOUT, || tmux.screen().contains("Overview").then_some(()));
        assert!(shown.is_some(), "{}", tmux.screen());
        let pid =
            Pid::from_raw(std::fs::read_to_string(&file).unwrap().trim().parse().unwrap()).unwrap();
        match signal {
            None => drop(tmux.run(&["kill-server"]).unwrap()),
            Some(signal) => {
                let server = String::from_utf8(
                    tmux.run(&["display-message", "-p", "#{pid}"]).unwrap().stdout,
                )
                .unwrap();
                kill_process(Pid::from_raw(server.trim().parse().unwrap()).unwrap(), signal)
                    .unwrap();
            }
        }
        assert_gone(pid, how);
    }
}

#[test]
fn tmux_shows_what_was_drawn() {
    if tool(&["tmux"], &["-V"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let data = sandbox.write("scripts.json", scripts());
    let tmux = Tmux(sandbox);
    let size = (80, 24);
    let program = format!(
        "{} --today 2026-11-22 --data {data} --do 'go timeline'",
        env!("CARGO_BIN_EXE_gloact")
    );
    let begun =
        tmux.run(&["new-session", "-d", "-s", "it", "-x", "80", "-y", "24", &program]).unwrap();
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    let layer = Layer::from_text(&data, scripts());
    let mut model =
        App::new(Dataset::load(vec![layer]), TODAY, Theme::by_name("dark").unwrap(), UNICODE, size);
    model.run_script("go timeline").unwrap();
    let lines = |text: &str| {
        text.trim_end().lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>()
    };
    let press = |key: &str| tmux.run(&["send-keys", "-t", "it", key]).unwrap();
    let names = [
        ("Down", "down"),
        ("Up", "up"),
        ("Right", "right"),
        ("Left", "left"),
        ("End", "end"),
        ("Home", "home"),
        ("Enter", "enter"),
    ];
    // the first key removes the first-run hints
    let keys = "é End Up Up Up Up Up Up Down Enter Down Left 2 Down Down Down Down Down Down Down \
        Down Down Down Down Down Up Up Up Right Down Down 8 Right Left 4 End Home 6 End Up 7 End \
        3 Down Down Right 1 Down 5";
    for (at, key) in keys.split_whitespace().enumerate() {
        press(key);
        let named = names.iter().find(|(name, _)| *name == key).map_or(key, |(_, named)| named);
        model.update(Event::Key(key::parse(named).unwrap()));
        let wanted = lines(&buffer_text(&draw(&mut model, size).0));
        let mut shown = Vec::new();
        let came = poll_until(TIMEOUT, || {
            shown = lines(&tmux.screen());
            (shown.get(2..) == wanted.get(2..)).then_some(())
        });
        let odd: Vec<_> =
            wanted.iter().zip(&shown).skip(2).filter(|(wanted, shown)| wanted != shown).collect();
        assert!(came.is_some(), "after {at} keys, {key}: {odd:#?}\n{}", shown.join("\n"));
    }
}
