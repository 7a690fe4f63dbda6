//! An sshd of the test's own, and the processes behind its sessions.

use crate::support::session::{Session, TIMEOUT, pane_name, poll_until};
use crate::support::slow_line::LineConfig;
use crate::{PROGRAM, Sandbox, root, tool};
use rustix::process::{Pid, geteuid};
use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The number of attempts to find a free port.
pub(crate) const PORTS: usize = 4;

pub(crate) const SSHD: &str = "/usr/sbin/sshd";

/// An sshd with its own keys, stopped at the end of the test.
pub(crate) struct Sshd {
    _child: KillOnDrop,
    pub(crate) port: u16,
    pub(crate) sandbox: Sandbox,
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Sshd {
    /// Starts sshd with additional settings; returns None if it is not installed.
    pub(crate) fn start(settings: impl Fn(&Path) -> String) -> Option<Sshd> {
        tool(&["test"], &["-x", SSHD])?;
        tool(&["ssh"], &["-V"])?;
        let sandbox = Sandbox::new();
        let folder = sandbox.0.path().to_path_buf();
        // guests must be able to reach the program and the keys
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        for key in ["host", "key"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(folder.join(key))
                .status();
            assert!(made.unwrap().success());
        }
        if geteuid().is_root() {
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let path = |name: &str| folder.join(name).display().to_string();
        let log_text = || fs::read_to_string(folder.join("log")).unwrap();
        for _ in 0..PORTS {
            let port = free_port();
            let common = format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\n\
                 StrictModes no\nPasswordAuthentication no\n",
                path("host")
            );
            let keys = format!("AuthorizedKeysFile {}\n", path("key.pub"));
            // sshd uses the first value; a Match block ends at the next Match
            let config = sandbox.write("config", format!("{common}{}{keys}", settings(&folder)));
            let log = fs::File::create(folder.join("log")).unwrap();
            let child = Command::new(SSHD)
                .args(["-D", "-e", "-f", &config])
                .stdin(Stdio::null())
                .stderr(log)
                .spawn()
                .unwrap();
            let mut child = KillOnDrop(child);
            let listens = || log_text().contains("Server listening on").then_some(true);
            match poll_until(TIMEOUT, || {
                listens().or_else(|| child.0.try_wait().unwrap().map(|_| false))
            }) {
                Some(true) => return Some(Sshd { _child: child, port, sandbox }),
                _ => assert!(log_text().contains("Address already in use"), "{}", log_text()),
            }
        }
        panic!("no port is free");
    }

    /// Returns the arguments of ssh for an account.
    pub(crate) fn ssh_args(&self, account: &str, more: &[&str]) -> Vec<String> {
        let key = self.sandbox.0.path().join("key").display().to_string();
        let port = self.port.to_string();
        let common = [
            "-F",
            "none",
            "-q",
            "-i",
            &key,
            "-p",
            &port,
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "StrictHostKeyChecking=no",
        ];
        let timeout = format!("ConnectTimeout={}", TIMEOUT.as_secs());
        let alone = ["-o", "IdentitiesOnly=yes", "-o", &timeout];
        let whom = format!("{account}@127.0.0.1");
        let (flags, words) =
            more.split_at(more.iter().position(|word| *word == "--").unwrap_or(more.len()));
        common
            .into_iter()
            .chain(alone)
            .chain(flags.iter().copied())
            .chain([&*whom])
            .chain(words.iter().copied())
            .map(String::from)
            .collect()
    }

    /// Starts ssh in a pseudo-terminal.
    pub(crate) fn session(&self, account: &str, more: &[&str]) -> Session {
        let words = self.ssh_args(account, more);
        Session::start("/usr/bin/ssh", &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Starts the dashboard over the fixture in a terminal of this name with this answer.
    pub(crate) fn dashboard_on(&self, term: &str, answer: &'static str) -> Session {
        let home = self.sandbox.0.path().join("own").display().to_string();
        let fixture = root().join("tests/fixtures/programme").display().to_string();
        let program = format!("exec env -i HOME={home} TERM=$TERM {PROGRAM} --programme {fixture}");
        let words = self.ssh_args(&own_account(), &["-tt", "--", &program]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let line = LineConfig { answer, ..LineConfig::default() };
        let variables = [("TERM", term)];
        let session =
            Session::start_on_line(line, Sandbox::new(), &variables, "/usr/bin/ssh", &words);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        session
    }

    /// Returns ssh without a terminal.
    pub(crate) fn ssh(&self, account: &str, more: &[&str]) -> Command {
        let mut command = Command::new("ssh");
        command.args(self.ssh_args(account, more)).stdin(Stdio::null());
        command
    }

    /// Logs in and starts the dashboard in some way; returns the session and the process.
    pub(crate) fn dashboard(&self, how: &str) -> (Session, Pid) {
        let folder = self.sandbox.0.path();
        let own = folder.join("own").display().to_string();
        let file = folder.join("pid");
        let _ = fs::remove_file(&file);
        let program =
            format!("echo $$ > {}; exec env -i HOME={own} TERM=$TERM {}", file.display(), PROGRAM);
        let script = self.sandbox.install_script("begin", &program);
        let session = self.session(&own_account(), &["-tt", "--", &how.replace("BEGIN", &script)]);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        let pid = fs::read_to_string(&file).unwrap().trim().parse().unwrap();
        (session, Pid::from_raw(pid).unwrap())
    }
}

/// Returns the name of the account that runs the tests.
fn own_account() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().into()
}

/// Returns whether a process runs; a zombie does not.
pub(crate) fn is_running(pid: Pid) -> bool {
    process_state(pid).is_some_and(|(state, _)| !matches!(state.as_str(), "Z" | "X"))
}

/// Returns the state of a process and its parent.
pub(crate) fn process_state(pid: Pid) -> Option<(String, Pid)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut words = text.rsplit_once(") ")?.1.split(' ');
    Some((words.next()?.into(), Pid::from_raw(words.next()?.parse().ok()?)?))
}

/// Asserts that a process ends.
pub(crate) fn assert_gone(pid: Pid, how: &str) {
    assert!(poll_until(TIMEOUT, || (!is_running(pid)).then_some(())).is_some(), "{how}: it stays");
}

/// A process that is killed at the end of the test.
pub(crate) struct KillOnDrop(pub(crate) Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
