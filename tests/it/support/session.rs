//! The program in a pseudo-terminal. Deadlines detect a hang; they do not measure speed.

use crate::support::ansi_grammar::{BACKGROUND_QUERY, grammar};
use crate::support::slow_line::{LineConfig, SlowReader};
use crate::{PROGRAM, Sandbox};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::ioctl_fionread;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The longest wait for something that must happen. It is long, because a busy machine is slow.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// Polls until `look` returns a value or time is up, with growing pauses.
pub(crate) fn poll_until<T>(timeout: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let (start, mut pause) = (Instant::now(), Duration::from_micros(200));
    loop {
        match look() {
            None if start.elapsed() < timeout => thread::sleep(pause),
            found => return found,
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// The bytes that the terminal received, and its screen.
pub(crate) struct Observed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) terminal: vt100::Parser,
}

/// A program in a pseudo-terminal.
pub(crate) struct Session {
    pub(crate) child: Box<dyn Child>,
    /// The master side and its writer; dropped to hang up.
    pub(crate) line: Option<(Box<dyn MasterPty>, Box<dyn Write + Send>)>,
    pub(crate) seen: Arc<Mutex<Observed>>,
    pub(crate) should_hang_up: Arc<AtomicBool>,
    pub(crate) reader: Option<JoinHandle<()>>,
    /// Whether the last output may be incomplete.
    pub(crate) may_be_cut: bool,
    /// Whether another program wrote to the terminal, so that its output is not checked.
    pub(crate) foreign_output: bool,
    /// The terminal mode before the program started.
    pub(crate) initial_mode: String,
    pub(crate) sandbox: Sandbox,
}

/// The keyboard of a terminal, on which the user types and the terminal answers.
struct SharedWriter(Arc<Mutex<Box<dyn Write + Send>>>);

impl SharedWriter {
    fn new(writer: Box<dyn Write + Send>) -> SharedWriter {
        SharedWriter(Arc::new(Mutex::new(writer)))
    }
}

impl Write for SharedWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap().flush()
    }
}

/// Answers questions as a terminal does. A terminal that is closed answers no more.
struct Answers {
    keyboard: Weak<Mutex<Box<dyn Write + Send>>>,
    text: &'static str,
    /// The output before this byte was searched for questions.
    searched: usize,
}

impl Answers {
    fn new(keyboard: &SharedWriter, text: &'static str) -> Answers {
        Answers { keyboard: Arc::downgrade(&keyboard.0), text, searched: 0 }
    }

    fn give(&mut self, bytes: &[u8]) {
        let question = BACKGROUND_QUERY.as_bytes();
        let unread = &bytes[self.searched..];
        let Some(start) = unread.windows(question.len()).position(|part| part == question) else {
            // the beginning of a question may have come
            self.searched = bytes.len().saturating_sub(question.len()).max(self.searched);
            return;
        };
        self.searched += start + question.len();
        if let Some(keyboard) = self.keyboard.upgrade() {
            // the program may have ended meanwhile
            let _ = keyboard.lock().unwrap().write_all(self.text.as_bytes());
        }
    }
}

pub(crate) fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

pub(crate) fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Session {
    /// Starts the program and waits for its first screen.
    pub(crate) fn open(args: &[&str]) -> Session {
        let session = Session::start(PROGRAM, args);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session
    }

    pub(crate) fn start(program: &str, args: &[&str]) -> Session {
        Session::start_in(Sandbox::new(), program, args)
    }

    /// Starts a program in an existing sandbox.
    pub(crate) fn start_in(sandbox: Sandbox, program: &str, args: &[&str]) -> Session {
        Session::start_with_env(sandbox, &[], program, args)
    }

    /// Starts a program with additional environment variables.
    pub(crate) fn start_with_env(
        sandbox: Sandbox,
        variables: &[(&str, &str)],
        program: &str,
        args: &[&str],
    ) -> Session {
        Session::start_on_line(LineConfig::default(), sandbox, variables, program, args)
    }

    /// Starts a program behind a connection of limited speed.
    pub(crate) fn start_on_line(
        wire: LineConfig,
        sandbox: Sandbox,
        variables: &[(&str, &str)],
        program: &str,
        args: &[&str],
    ) -> Session {
        let (cols, rows) = wire.size;
        let pty = native_pty_system().openpty(size(cols, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        let editor = sandbox.0.path().join("editor");
        for (key, value) in [
            ("TERM", "xterm-256color"),
            ("PATH", "/usr/bin:/bin"),
            ("HOME", sandbox.0.path().to_str().unwrap()),
            ("EDITOR", editor.to_str().unwrap()),
            // a private socket folder: slides and notes of other tests must not meet
            ("XDG_RUNTIME_DIR", sandbox.0.path().to_str().unwrap()),
        ] {
            command.env(key, value);
        }
        variables.iter().for_each(|(key, value)| command.env(key, value));
        // read the mode before the program can change it
        let initial_mode = format!("{:?}", pty.master.get_termios());
        let child = pty.slave.spawn_command(command).unwrap();
        let from = pty.master.try_clone_reader().unwrap();
        let terminal = vt100::Parser::new(cells(rows), cells(cols), 0);
        let seen = Arc::new(Mutex::new(Observed { bytes: Vec::new(), terminal }));
        let should_hang_up = Arc::new(AtomicBool::new(false));
        let (to, ends) = (seen.clone(), should_hang_up.clone());
        let mut near: Box<dyn Read + Send> =
            if wire.speed > 0 { Box::new(SlowReader::new(from, wire)) } else { from };
        let keyboard = SharedWriter::new(pty.master.take_writer().unwrap());
        let mut answers = Answers::new(&keyboard, wire.answer);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n @ 1..) = near.read(&mut buffer) {
                let mut seen = to.lock().unwrap();
                seen.bytes.extend(&buffer[..n]);
                seen.terminal.process(&buffer[..n]);
                answers.give(&seen.bytes);
                if ends.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Session {
            child,
            line: Some((pty.master, Box::new(keyboard))),
            seen,
            should_hang_up,
            reader: Some(reader),
            may_be_cut: false,
            foreign_output: false,
            initial_mode,
            sandbox,
        }
    }

    pub(crate) fn inspect<T>(&self, at: impl FnOnce(&Observed) -> T) -> T {
        at(&self.seen.lock().unwrap())
    }

    pub(crate) fn wait(&self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        let whole = |seen: &Observed| {
            seen.bytes.ends_with(b"\x1b[?2026l") || !seen.terminal.screen().alternate_screen()
        };
        let came = poll_until(TIMEOUT, || {
            self.inspect(|seen| is(seen.terminal.screen()) && whole(seen)).then_some(())
        });
        assert!(
            came.is_some(),
            "{what} does not come:\n{}",
            self.inspect(|seen| seen.terminal.screen().contents())
        );
    }

    /// Returns the number of frames after the first `start` bytes.
    pub(crate) fn frames_since(&self, start: usize) -> usize {
        self.inspect(|seen| {
            seen.bytes[start..].windows(8).filter(|part| part == b"\x1b[?2026h").count()
        })
    }

    /// Returns the number of bytes that the program sent so far.
    pub(crate) fn byte_count(&self) -> usize {
        self.inspect(|seen| seen.bytes.len())
    }

    /// Returns whether the program can watch files.
    pub(crate) fn has_inotify(&self) -> bool {
        let folder = format!("/proc/{}/fd", self.child.process_id().unwrap());
        let files = std::fs::read_dir(folder).unwrap().flatten();
        files
            .filter_map(|file| std::fs::read_link(file.path()).ok())
            .any(|file| file.to_string_lossy().contains("inotify"))
    }

    /// Resizes the terminal, to 0×0 if it does not know its size. The screen is cleared, so that
    /// everything on it was drawn after the resize.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (shown_columns, shown_rows) = if columns == 0 { (80, 24) } else { (columns, rows) };
        {
            let mut seen = self.seen.lock().unwrap();
            seen.terminal.set_size(cells(shown_rows), cells(shown_columns));
            seen.terminal.process(b"\x1b[2J");
        }
        self.line.as_ref().unwrap().0.resize(size(columns, rows)).unwrap();
    }

    /// Returns the terminal mode.
    pub(crate) fn mode(&self) -> String {
        format!("{:?}", self.line.as_ref().and_then(|(line, _)| line.get_termios()))
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let (_, to) = self.line.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    /// Presses keys on a terminal that may be closed.
    pub(crate) fn try_press(&mut self, keys: &str) {
        let Some((line, mut to)) = self.line.take() else { return };
        let (done, written) = std::sync::mpsc::channel();
        let keys = keys.to_string();
        thread::spawn(move || {
            let _ = to.write_all(keys.as_bytes()).and_then(|()| to.flush());
            let _ = done.send(to);
        });
        // a full pty of an ended program may block writes for ever
        let (begun, mut ended) = (Instant::now(), None);
        let to: Box<dyn Write + Send> = loop {
            assert!(begun.elapsed() < TIMEOUT, "nobody reads what is pressed");
            match written.recv_timeout(Duration::from_millis(50)) {
                Ok(to) => break to,
                Err(_) if self.child.try_wait().unwrap().is_none() => {}
                Err(_)
                    if ended.get_or_insert_with(Instant::now).elapsed()
                        < Duration::from_secs(1) => {}
                Err(_) => break Box::new(std::io::sink()),
            }
        };
        self.line = Some((line, to));
    }

    /// Waits until the program has read all keys, or has ended.
    pub(crate) fn wait_until_read(&mut self) {
        let name = self.line.as_ref().unwrap().0.tty_name().unwrap();
        let Ok(near) = open(
            name,
            OFlags::RDONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC,
            Mode::empty(),
        ) else {
            return;
        };
        let read = poll_until(TIMEOUT, || {
            let left = ioctl_fionread(&near).is_ok_and(|left| left > 0)
                && self.child.try_wait().unwrap().is_none();
            (!left).then_some(())
        });
        assert!(read.is_some(), "nobody reads what is pressed");
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.child.process_id().unwrap() as i32).unwrap(), signal)
            .unwrap();
    }

    /// Stops reading the output.
    pub(crate) fn stop_reading(&mut self) {
        if self.should_hang_up.swap(true, Ordering::SeqCst) {
            return;
        }
        self.press("?");
        self.reader.replace(thread::spawn(|| {})).unwrap().join().unwrap();
    }

    /// Closes the terminal.
    pub(crate) fn hang_up(&mut self) {
        self.stop_reading();
        self.line = None;
    }

    /// Waits for the exit and returns its code; asserts that the output follows the grammar.
    pub(crate) fn wait_for_exit(&mut self) -> u32 {
        let code = poll_until(TIMEOUT, || self.child.try_wait().unwrap())
            .expect("it does not end")
            .exit_code();
        self.reader.take().unwrap().join().unwrap();
        // a closed or blocked terminal may have cut the last sequence
        let cut = self.should_hang_up.load(Ordering::SeqCst) || self.may_be_cut;
        let whole = |bytes: &[u8]| {
            if cut {
                bytes.iter().rposition(|byte| *byte == 0x1b).unwrap_or(0)
            } else {
                bytes.len()
            }
        };
        if !self.foreign_output {
            self.inspect(|seen| grammar(&seen.bytes[..whole(&seen.bytes)]))
                .unwrap_or_else(|wrong| panic!("{wrong}"));
        }
        code
    }

    /// Asserts that the terminal is restored.
    pub(crate) fn assert_terminal_restored(&self) {
        self.inspect(|seen| {
            let screen = seen.terminal.screen();
            assert!(
                !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(),
                "{:?}",
                seen.bytes
            );
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Returns the name of the displayed pane.
pub(crate) fn pane_name(screen: &vt100::Screen) -> String {
    screen
        .contents()
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().next())
        .unwrap_or_default()
        .into()
}

pub(crate) fn shows(words: &str) -> impl Fn(&vt100::Screen) -> bool {
    move |screen| screen.contents().contains(words)
}
