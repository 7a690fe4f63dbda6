//! Runs a helper program such as tmux for a limited time.

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The interval at which a running program is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// Runs a program with this input and returns its output. One that takes longer than `limit` is
/// killed.
///
/// # Errors
/// The program cannot be started, or takes too long.
pub fn run_helper(command: &mut Command, input: &[u8], limit: Duration) -> io::Result<Output> {
    let deadline = Instant::now() + limit;
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let output = exchange(&mut child, input, deadline);
    if output.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    output
}

/// Writes the input and collects the output until the program ends. A process that it leaves behind
/// may hold its streams open, so nothing here waits for their end.
fn exchange(child: &mut Child, mut input: &[u8], deadline: Instant) -> io::Result<Output> {
    let mut stdin = child.stdin.take();
    let (mut stdout, mut stderr) = (child.stdout.take(), child.stderr.take());
    stdin.as_ref().map_or(Ok(()), set_nonblocking)?;
    stdout.as_ref().map_or(Ok(()), set_nonblocking)?;
    stderr.as_ref().map_or(Ok(()), set_nonblocking)?;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    loop {
        // closed when all is written, which is the end of the input
        stdin = stdin.filter(|pipe| write_some(pipe, &mut input));
        let status = child.try_wait()?;
        read_available(&mut stdout, &mut out);
        read_available(&mut stderr, &mut err);
        if let Some(status) = status {
            return Ok(Output { status, stdout: out, stderr: err });
        }
        if Instant::now() >= deadline {
            return Err(io::Error::new(ErrorKind::TimedOut, "it takes too long"));
        }
        std::thread::sleep(POLL_INTERVAL);
    }
}

fn set_nonblocking(pipe: &impl AsFd) -> io::Result<()> {
    let flags = fcntl_getfl(pipe)?;
    Ok(fcntl_setfl(pipe, flags | OFlags::NONBLOCK)?)
}

/// Writes as much as the pipe takes. Returns whether some input is left for it.
fn write_some(mut pipe: &std::process::ChildStdin, input: &mut &[u8]) -> bool {
    while !input.is_empty() {
        match pipe.write(input) {
            Ok(written) => *input = &input[written..],
            Err(e) => return e.kind() == ErrorKind::WouldBlock,
        }
    }
    false
}

/// Reads all that a pipe has.
fn read_available(pipe: &mut Option<impl Read>, text: &mut Vec<u8>) {
    if let Some(pipe) = pipe {
        // it ends with an error where more may come
        let _ = pipe.read_to_end(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_pipe_holds_goes_through() -> io::Result<()> {
        let input = b"0123456789abcdef".repeat(20_000);
        let output = run_helper(&mut Command::new("cat"), &input, Duration::from_secs(60))?;
        assert!(output.status.success() && output.stdout == input);
        Ok(())
    }

    #[test]
    fn a_program_that_does_not_end_is_killed() {
        let mut command = Command::new("sh");
        // its child keeps the streams open
        command.args(["-c", "sleep 30 & wait"]);
        let outcome = run_helper(&mut command, b"", Duration::from_millis(100));
        assert_eq!(outcome.err().map(|e| e.kind()), Some(ErrorKind::TimedOut));
    }
}
