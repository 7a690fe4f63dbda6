//! Random keys in a kiosk start no program and write no file: its system calls are read.

use crate::support::bundled::bundled_slides;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until};
use crate::{PROGRAM, Sandbox, tool};
use std::fs::{self};

/// The number of random keys.
const KEY_COUNT: usize = 100_000;

/// System calls that start a program, change a file, reach another process, or watch files.
const TRACED_CALLS: &str = "trace=read,execve,execveat,?open,openat,?openat2,?creat,?mkdir,\
    mkdirat,?unlink,unlinkat,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,truncate,\
    ftruncate,?chmod,fchmod,fchmodat,?chown,fchown,fchownat,?mknod,mknodat,\
    socket,bind,connect,?inotify_init,inotify_init1,?fork,?vfork,kill";

/// Starts a session under strace, and returns the file with its system calls.
fn start_traced(args: &[&str]) -> Option<(Session, String)> {
    tool(&["strace"], &["-f", "-o", "/dev/null", "true"])?;
    let sandbox = Sandbox::new();
    let log = sandbox.write("log", "");
    let words = [
        &[
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            &log,
            "-e",
            TRACED_CALLS,
            "-e",
            "signal=none",
            PROGRAM,
        ],
        args,
    ]
    .concat();
    let session = Session::start_in(sandbox, "/usr/bin/strace", &words);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    Some((session, log))
}

/// Returns the system calls that a kiosk must not make, except for its own start.
fn forbidden_calls(log: &str) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    // strace splits an interrupted call in two; the first half is sufficient
    let calls = text.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start()));
    let calls = calls.filter(|call| !call.starts_with("<...") && !call.starts_with("read("));
    let reads = |call: &str| {
        call.starts_with("open")
            && !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag))
    };
    let (mut begun, mut odd) = (0, Vec::new());
    for call in calls {
        begun += usize::from(call.starts_with("execve("));
        let own = call.starts_with("execve(") && begun == 1;
        if !(own || reads(call) || call.starts_with("+++")) {
            odd.push(call.to_string());
        }
    }
    assert_eq!(begun.min(1), 1, "strace tells nothing");
    odd
}

/// Returns the number of bytes read from the keyboard.
fn keyboard_bytes_read(log: &str) -> usize {
    let text = fs::read_to_string(log).unwrap();
    let reads = text
        .lines()
        .filter(|line| line.contains(" read(0,") || line.contains("<... read resumed>"));
    reads.filter_map(|line| line.rsplit_once(" = ")?.1.parse::<usize>().ok()).sum()
}

/// A seeded generator of random numbers (xorshift).
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    /// Returns a random key as bytes, except keys that quit.
    fn key(&mut self) -> String {
        let named = [
            "\r",
            "\t",
            "\x1b[Z",
            "\x1b[A",
            "\x1b[B",
            "\x1b[C",
            "\x1b[D",
            "\x1b[5~",
            "\x1b[6~",
            "\x1b[H",
            "\x1b[F",
            "\x7f",
            "\x1b[3~",
            "\x1b ",
            "\x1b[<0;20;9M",
            "\x1b[<64;9;9M",
            "\x1b[200~nepal\x1b[201~",
            "e",
            "E",
            "v",
            "y",
            "\x0c",
            "\x1a",
            ",",
            "p",
            "w",
            ":",
            "m",
            "u",
        ];
        match self.below(10) {
            0..=4 => named[self.below(named.len())].into(),
            5 => char::from(self.below(0x1a) as u8 + 1).to_string().replace('\x03', "j"),
            _ => char::from(self.below(0x5f) as u8 + 0x20).to_string().replace('q', "j"),
        }
    }
}

#[test]
fn random_keys_start_no_program_and_write_no_file() {
    let mut rng = Rng(20151115);
    let (mut pressed, mut begun, mut sent, mut read) = (0, 0, 0, 0);
    while pressed < KEY_COUNT {
        let Some((mut session, log)) = start_traced(&["--kiosk", "--today", "2026-11-22"]) else {
            return;
        };
        begun += 1;
        // copies write to the clipboard
        session.foreign_output = true;
        assert!(begun < 200, "it ends too often: {pressed} keys");
        // random keys rarely reach these: open slides, the editor and a save on purpose
        session.press("p\r");
        session.wait("the slide", |screen| {
            screen.contents().contains(&format!("1 of {}", bundled_slides()))
        });
        session.press("q");
        session.wait("the dashboard", |screen| pane_name(screen) == "Overview");
        session.press("e");
        session
            .wait("that there is no editor", |screen| screen.contents().contains("not available"));
        // random keys may spell `:quit`: start again
        while pressed < KEY_COUNT && session.child.try_wait().unwrap().is_none() {
            let keys: String = (0..50).map(|_| rng.key()).collect();
            pressed += 50;
            sent += keys.len();
            session.try_press(&keys);
            // send few keys at a time, because only the last keys of a flood are used
            session.wait_until_read();
        }
        // let the program handle all keys, then close all layers
        session.try_press("\x03");
        assert_eq!(session.wait_for_exit(), 0);
        assert_eq!(forbidden_calls(&log), [""; 0]);
        read += keyboard_bytes_read(&log);
    }
    assert!(read * 10 > sent * 9, "{read} of {sent} bytes were heard");
    // the search finds such calls where they are made
    let Some((mut session, log)) = start_traced(&["--today", "2026-11-22", "--do", "go overview"])
    else {
        return;
    };
    let done = |call: &str| {
        poll_until(TIMEOUT, || {
            forbidden_calls(&log).iter().any(|odd| odd.contains(call)).then_some(())
        })
        .is_some()
    };
    session.press("p\r");
    for call in ["inotify_init1", "bind"] {
        assert!(done(call), "{call}: {:#?}", forbidden_calls(&log));
    }
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    assert!(done("memory.json"), "{:#?}", forbidden_calls(&log));
}
