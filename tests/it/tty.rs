//! The program in a real terminal: opens, answers, ends and gives the terminal back. Deadlines are for life, not for speed.

use crate::Home;
use gloact::model::text::is_hidden;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long anything may take that must happen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the end may take once it was asked for.
const END: Duration = Duration::from_secs(2);

/// What the terminal got so far, and what it shows.
struct Seen {
    bytes: Vec<u8>,
    terminal: vt100::Parser,
}

/// A terminal with a program in it.
struct Session {
    child: Box<dyn Child>,
    /// Taken away to hang up.
    line: Option<(Box<dyn MasterPty>, Box<dyn Write>)>,
    seen: Arc<Mutex<Seen>>,
    hangs_up: Arc<AtomicBool>,
    /// Whether nobody reads what the program writes.
    stalls: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
    /// Whether the line may have cut what was written last.
    cut: bool,
    /// Whether another program wrote to the terminal as well.
    lent: bool,
    /// The mode of the line before the program started.
    before: String,
    home: Home,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Session {
    /// Starts the program and waits for its first screen.
    fn open(args: &[&str]) -> Session {
        let session = Session::start(env!("CARGO_BIN_EXE_gloact"), args);
        session.wait("the first screen", |screen| pane(screen) == "Overview");
        session
    }

    fn start(program: &str, args: &[&str]) -> Session {
        let home = Home::new();
        let pty = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        let editor = home.0.path().join("editor");
        for (key, value) in [
            ("TERM", "xterm-256color"),
            ("PATH", "/usr/bin:/bin"),
            ("HOME", home.0.path().to_str().unwrap()),
            ("EDITOR", editor.to_str().unwrap()),
        ] {
            command.env(key, value);
        }
        // how the line is before the program can change it
        let before = format!("{:?}", pty.master.get_termios());
        let child = pty.slave.spawn_command(command).unwrap();
        let mut from = pty.master.try_clone_reader().unwrap();
        let terminal = vt100::Parser::new(cells(24), cells(80), 0);
        let seen = Arc::new(Mutex::new(Seen { bytes: Vec::new(), terminal }));
        let hangs_up = Arc::new(AtomicBool::new(false));
        let stalls = Arc::new(AtomicBool::new(false));
        let (to, ends, waits) = (seen.clone(), hangs_up.clone(), stalls.clone());
        let reader = thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                while waits.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(10));
                }
                let mut seen = to.lock().unwrap();
                seen.bytes.extend(&buffer[..n]);
                seen.terminal.process(&buffer[..n]);
                if ends.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let to = pty.master.take_writer().unwrap();
        Session { child, line: Some((pty.master, to)), seen, hangs_up, stalls, reader: Some(reader), cut: false, lent: false, before, home }
    }

    fn look<T>(&self, at: impl FnOnce(&Seen) -> T) -> T {
        at(&self.seen.lock().unwrap())
    }

    fn wait(&self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !self
            .look(|seen| is(seen.terminal.screen()) && (seen.bytes.ends_with(b"\x1b[?2026l") || !seen.terminal.screen().alternate_screen()))
        {
            assert!(start.elapsed() < PATIENCE, "{what} does not come:\n{}", self.look(|seen| seen.terminal.screen().contents()));
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The mode of the line now.
    fn mode(&self) -> String {
        format!("{:?}", self.line.as_ref().and_then(|(line, _)| line.get_termios()))
    }

    fn press(&mut self, keys: &str) {
        let (_, to) = self.line.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.child.process_id().unwrap() as i32).unwrap(), signal).unwrap();
    }

    /// Waits for the end; what the program wrote must read as a whole. Gives back the exit code.
    fn end(&mut self) -> u32 {
        let start = Instant::now();
        let code = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status.exit_code(),
                None => assert!(start.elapsed() < END, "it does not end"),
            }
            thread::sleep(Duration::from_millis(10));
        };
        self.stalls.store(false, Ordering::SeqCst);
        self.reader.take().unwrap().join().unwrap();
        // a line that went away, or took nothing any more, may have cut the last sequence
        let cut = self.hangs_up.load(Ordering::SeqCst) || self.cut;
        let whole = |bytes: &[u8]| if cut { bytes.iter().rposition(|byte| *byte == 0x1b).unwrap_or(0) } else { bytes.len() };
        if !self.lent {
            self.look(|seen| grammar(&seen.bytes[..whole(&seen.bytes)])).unwrap_or_else(|wrong| panic!("{wrong}"));
        }
        code
    }

    /// The terminal is as it was before the program.
    fn assert_given_back(&self) {
        self.look(|seen| {
            let screen = seen.terminal.screen();
            assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{:?}", seen.bytes);
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The name of the pane that a screen shows.
fn pane(screen: &vt100::Screen) -> String {
    screen.contents().lines().nth(1).and_then(|line| line.split_whitespace().next()).unwrap_or_default().into()
}

fn shows(words: &str) -> impl Fn(&vt100::Screen) -> bool {
    move |screen| screen.contents().contains(words)
}

/// All that the program may write: text, cursor moves, erasing, looks, and the modes that it sets.
fn grammar(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match rest.strip_prefix("\x1b[") {
            None if c.is_control() || is_hidden(c) => 0,
            None => c.len_utf8(),
            Some(sequence) => {
                let end = sequence.find(|c: char| !matches!(c, '0'..='?')).unwrap_or(0);
                let (arguments, last) = (&sequence[..end], sequence[end..].chars().next());
                let plain = arguments.chars().all(|c| matches!(c, '0'..='9' | ';'));
                let known = match last {
                    Some('H' | 'A' | 'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'm') => plain,
                    Some('h' | 'l') => ["?25", "?1000", "?1006", "?1049", "?2004", "?2026"].contains(&arguments),
                    _ => false,
                };
                if known { 2 + end + 1 } else { 0 }
            }
        };
        if length == 0 {
            return Err(format!("it writes {:?}", rest.chars().take(20).collect::<String>()));
        }
        rest = &rest[length..];
    }
    Ok(())
}

#[test]
fn the_grammar_knows_what_a_terminal_must_not_get() {
    assert_eq!(grammar("é ›\x1b[1;2H\x1b[38;5;6m\x1b[?2026h".as_bytes()), Ok(()));
    for wrong in ["\x1b]0;t\x07", "\x1b[6n", "\x1b[?1003h", "\x1bc", "\x1b[", "\u{9b}2J", "\u{202e}", "\n", "\x1b[>1u", "\x1bP"] {
        assert!(grammar(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
    assert!(grammar(b"\xff").is_err());
}

#[test]
fn it_opens_answers_keys_follows_the_size_and_quits() {
    let mut it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["--today", "2026-11-22"]);
    it.wait("the first screen", |screen| pane(screen) == "Overview" && screen.alternate_screen() && screen.bracketed_paste());
    for (key, name) in [
        ("2", "Phases"),
        ("3", "Matrix"),
        ("4", "Countries"),
        ("5", "Timeline"),
        ("6", "Documents"),
        ("7", "Sources"),
        ("1", "Overview"),
        ("\x1b[Z", "Sources"),
        ("\t", "Overview"),
        ("4", "Countries"),
    ] {
        it.press(key);
        it.wait(name, |screen| pane(screen) == name);
    }
    it.press("/region:africa");
    it.wait("the filtered rows", shows("5 of 17"));
    it.press("\r");
    it.wait("the chip", shows("[region: Africa]"));
    it.press("\x1b[B\x1b[B\r");
    it.wait("the detail", shows("country · MA · MAR · 504"));
    it.press("\x7f");
    it.wait("the list again", shows("[region: Africa]"));
    it.press("?");
    it.wait("the keys", |screen| pane(screen) == "Keys");
    it.press("?x");
    it.wait("all rows", shows("17 countries"));
    it.press("/\x1b[200~nepal\x1b[201~\r");
    it.wait("what was pasted", shows("1 of 17"));
    for (columns, rows) in [(120, 36), (39, 11), (40, 12), (200, 60), (80, 24)] {
        it.seen.lock().unwrap().terminal.set_size(cells(rows), cells(columns));
        it.line.as_ref().unwrap().0.resize(size(columns, rows)).unwrap();
        let rule = "─".repeat(columns.into());
        it.wait("the new size", |screen| if rows == 11 { shows("gloact needs 40x12")(screen) } else { shows(&rule)(screen) });
    }
    let place = it.look(|seen| seen.terminal.screen().cursor_position());
    assert_eq!(place, (4, 4), "the cursor stands on the selected row");
    it.press("q");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
    assert!(it.mode() == it.before, "the line is in another mode than before");
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let mut it = Session::open(&[]);
        it.signal(signal);
        assert_eq!(it.end(), 128 + number, "{signal:?}");
        it.assert_given_back();
    }
    let mut it = Session::open(&[]);
    it.press("\x03");
    assert_eq!(it.end(), 0, "Ctrl-C");
    it.assert_given_back();
}

#[test]
fn it_is_gone_when_the_line_is() {
    // also where whoever began it ignores the signal that says so
    for deaf in ["", "trap '' HUP; "] {
        let mut it = Session::start("/bin/sh", &["-c", &format!("{deaf}exec \"$0\""), env!("CARGO_BIN_EXE_gloact")]);
        it.wait("the first screen", |screen| pane(screen) == "Overview");
        // the reader lets its end go after one more piece
        it.hangs_up.store(true, Ordering::SeqCst);
        it.press("?");
        it.reader.take().unwrap().join().unwrap();
        it.line = None;
        it.reader = Some(thread::spawn(|| {}));
        assert_eq!(it.end(), 128 + 1, "{deaf}");
    }
}

#[test]
fn while_nothing_happens_nothing_is_sent() {
    let mut it = Session::open(&[]);
    // the first key takes away what is taught
    it.press("é");
    it.wait("the poster alone", |screen| !shows("C-k finds")(screen));
    let before = it.look(|seen| seen.bytes.len());
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(it.look(|seen| String::from_utf8_lossy(&seen.bytes[before..]).into_owned()), "");
    // a key that changes nothing sends nothing either
    it.press("é");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(it.look(|seen| seen.bytes.len()), before);
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn stopped_it_leaves_the_terminal_and_called_back_it_takes_it_again() {
    let script = "set -m; \"$0\"; echo at the shell; read -r line; fg > /dev/null; echo ended $?";
    let mut it = Session::start("/bin/sh", &["-c", script, env!("CARGO_BIN_EXE_gloact")]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    it.press("4\x1a");
    it.wait("the shell", shows("at the shell"));
    it.assert_given_back();
    assert!(it.mode() == it.before, "the shell has the line as it was");
    it.press("\n");
    it.wait("the screen again", |screen| pane(screen) == "Countries" && screen.alternate_screen());
    it.press("q");
    it.wait("the end", shows("ended 0"));
    it.assert_given_back();
}

#[test]
fn where_there_is_no_shell_to_return_to_it_does_not_stop() {
    let mut it = Session::open(&[]);
    it.press("\x1a2");
    it.wait("the next pane", |screen| pane(screen) == "Phases");
    it.press("q");
    assert_eq!(it.end(), 0);
}

#[test]
fn a_saved_override_appears_by_itself_and_a_broken_one_changes_nothing() {
    let mut it = Session::open(&[]);
    it.press("4/nepal\r\r");
    it.wait("the detail", shows("country · NP"));
    // the folder was not there when the program started
    let folder = it.home.0.path().join(".config/gloact");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("overrides.json");
    let save = |text: &str| {
        // as editors do: written beside it, then renamed
        std::fs::write(folder.join("new"), text).unwrap();
        std::fs::rename(folder.join("new"), &file).unwrap();
    };
    save(r#"{"countries": {"NP": {"note": "first note"}}}"#);
    it.wait("the note", |screen| shows("* Note")(screen) && shows("first note")(screen));
    save(r#"{"countries": {"NP": {"note": "second"#);
    it.wait("the fault", |screen| shows("overrides.json:1:37")(screen) && shows("first note")(screen));
    save(r#"{"countries": {"NP": {"note": "second note"}}}"#);
    it.wait("the second note", |screen| shows("second note")(screen) && shows("country · NP")(screen));
    std::fs::remove_dir_all(&folder).unwrap();
    it.wait("the bundled note", |screen| !shows("second note")(screen) && shows("country · NP")(screen));
    it.press("qq");
    assert_eq!(it.end(), 0);
}

#[test]
fn no_reply_and_no_half_of_a_sequence_takes_the_keyboard() {
    let mut it = Session::open(&[]);
    let halves = ["\x1b[", "\x1b[?", "\x1b[<0;0;0", "\x1bO", "\x1bP1$r", "\x1b]11;rgb:0000", "\x1b[200~never ends"];
    let replies = ["\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[12;40R", "\x1b]11;rgb:0/0/0\x07"];
    let flood = "\x1b[<35;10;20M".repeat(20_000);
    for noise in halves.into_iter().chain(replies).chain([flood.as_str()]) {
        it.press(noise);
        // longer than the rest of a sequence may take; a key that comes too early may be taken for a part of it
        let pause = Duration::from_millis(if noise.contains("200~") { 1500 } else { 300 });
        for (key, name) in [("4", "Countries"), ("1", "Overview")] {
            let start = Instant::now();
            while it.look(|seen| pane(seen.terminal.screen())) != name {
                assert!(start.elapsed() < PATIENCE, "{name} does not come after {:?}", &noise[..noise.len().min(20)]);
                thread::sleep(pause);
                it.press(key);
                thread::sleep(Duration::from_millis(100));
            }
        }
    }
    it.press(&format!("4/\x1b[200~{}\x1b[201~\x15nepal\r", "x ".repeat(50_000)));
    it.wait("the row", shows("1 of 17"));
    // Ctrl-C is heard within half a sequence
    it.press("\x1b[?\x03");
    assert_eq!(it.end(), 0);
    it.assert_given_back();
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_it() {
    for (key, signal, code) in
        [(None, Some(Signal::TERM), 143), (None, Some(Signal::HUP), 129), (Some("q"), None, 0), (Some("\x03"), None, 0)]
    {
        let mut it = Session::open(&[]);
        it.stalls.store(true, Ordering::SeqCst);
        it.cut = true;
        // until the line is full
        for _ in 0..40 {
            it.press("4\x0c5\x0c");
            thread::sleep(Duration::from_millis(5));
        }
        key.into_iter().for_each(|key| it.press(key));
        signal.into_iter().for_each(|signal| it.signal(signal));
        assert_eq!(it.end(), code, "{key:?} {signal:?}");
        assert!(it.mode() == it.before, "the mode of the line is given back, whatever became of the bytes");
    }
}

#[test]
fn an_override_is_edited_from_the_dashboard_and_taken_back() {
    let mut it = Session::start(env!("CARGO_BIN_EXE_gloact"), &["--do", "go phases/glo-act/title; go countries/NP"]);
    it.wait("the detail", shows("country · NP"));
    // the editor has the terminal as it was, asks a question there, and Ctrl-C is its own
    let script = "#!/bin/sh\ntrap 'echo not now' INT\nprintf 'new region? '\nread -r region || read -r region\nsed -i \"s/{}/{\\\"region\\\": \\\"$region\\\"}/\" \"$1\"\n";
    let editor = it.home.write("editor", script);
    std::fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    it.lent = true;
    it.press("qe");
    it.wait("the editor", |screen| !screen.alternate_screen() && shows("new region?")(screen));
    it.press("\x03");
    it.wait("its answer to Ctrl-C", shows("not now"));
    it.press("The roof of the world\r");
    it.wait("the value", |screen| screen.alternate_screen() && shows("The roof of")(screen) && shows("your override of")(screen));
    it.press("E");
    it.wait("the question", shows("once more"));
    it.press("E");
    it.wait("the bundled value", |screen| !shows("The roof of")(screen) && shows("is taken back")(screen));
    // an editor that fails, or changes nothing, leaves nothing behind
    std::fs::write(&editor, "#!/bin/sh\nexit 3\n").unwrap();
    it.press("e");
    it.wait("why not", shows("ended with"));
    it.press("q");
    assert_eq!(it.end(), 0);
    let file = it.home.0.path().join(".config/gloact/overrides.json");
    assert_eq!(std::fs::read_to_string(file).unwrap(), "{}\n");
}
