//! Panics in a terminal of their own: the terminal is restored, whatever thread panics.

use super::*;
use crate::ui::RenderOutput;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::error::Error;
use std::io::Read;
use std::time::Duration;

/// Outcome of a program that ran in a terminal of its own.
struct Remains {
    exit_code: u32,
    output: String,
    mode_before: String,
    mode_after: String,
}

/// Runs a test of this module in a terminal of its own.
fn run_in_terminal(test: &str) -> Result<Remains, Box<dyn Error>> {
    let pty = native_pty_system().openpty(PtySize::default())?;
    let mode = || format!("{:?}", pty.master.get_termios());
    let mode_before = mode();
    // this test program, by the name that Linux has for it
    let mut command = CommandBuilder::new("/proc/self/exe");
    let name = format!("term::tty_guard::tests::{test}");
    command.args(["--exact", &name, "--ignored", "--nocapture"]);
    let mut child = pty.slave.spawn_command(command)?;
    let mut output = pty.master.try_clone_reader()?;
    let reader = std::thread::Builder::new().spawn(move || {
        let mut all = Vec::new();
        let mut bytes = [0; 4096];
        while let Ok(n @ 1..) = output.read(&mut bytes) {
            all.extend(&bytes[..n]);
        }
        String::from_utf8_lossy(&all).into_owned()
    })?;
    let exit_code = child.wait()?.exit_code();
    let mode_after = mode();
    drop(pty);
    let output = reader.join().map_err(|_| "the reader failed")?;
    Ok(Remains { exit_code, output, mode_before, mode_after })
}

#[test]
fn a_panic_on_any_thread_restores_the_terminal() -> Result<(), Box<dyn Error>> {
    for (test, is_printed) in [
        ("panics_in_the_loop", true),
        ("panics_in_the_writer", true),
        ("panics_where_stderr_is_full", false),
    ] {
        let remains = run_in_terminal(test)?;
        let output = remains.output;
        assert_eq!(remains.exit_code, 101, "{test}: {output}");
        let entered = output.find(&terminal_modes::enter());
        let restored = output.find(&terminal_modes::restore());
        assert!(entered.is_some() && restored > entered, "{test}: {output:?}");
        // the message comes after the alternate screen, where it can be read
        let after = &output[restored.unwrap_or(0)..];
        assert_eq!(after.contains("panicked at"), is_printed, "{test}: {output:?}");
        assert_eq!(remains.mode_before, remains.mode_after, "{test}");
    }
    Ok(())
}

#[test]
#[ignore = "panics: another test runs it in a terminal of its own"]
fn panics_in_the_loop() {
    let _guard = TtyGuard::acquire();
    panic!("in the loop");
}

#[test]
#[ignore = "panics: another test runs it in a terminal of its own"]
fn panics_where_stderr_is_full() -> io::Result<()> {
    let full = std::fs::File::create("/dev/full")?;
    let _guard = TtyGuard::acquire()?;
    rustix::stdio::dup2_stderr(full)?;
    panic!("in the loop");
}

#[test]
#[ignore = "panics: another test runs it in a terminal of its own"]
fn panics_in_the_writer() {
    let _guard = TtyGuard::acquire();
    // a frame with too few cells
    let broken = Buffer { area: Rect::new(0, 0, 80, 24), content: Vec::new() };
    let _ = terminal_writer::submit_frame(broken, RenderOutput::default());
    std::thread::sleep(Duration::from_secs(20));
}
