//! Over a real sshd: ended connections are noticed, terminals restored, and guests get only the
//! kiosk.

use crate::documents::code_block;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::{Sandbox, tool};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// The time to wait for a forwarding that must be refused.
const REFUSAL_WAIT: Duration = Duration::from_secs(5);
/// The number of attempts to find a free port.
const PORTS: usize = 4;
const SSHD: &str = "/usr/sbin/sshd";

/// An sshd with its own keys, stopped at the end of the test.
struct Sshd {
    _child: KillOnDrop,
    port: u16,
    sandbox: Sandbox,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Sshd {
    /// Starts sshd with additional settings; returns None if it is not installed.
    fn start(settings: impl Fn(&Path) -> String) -> Option<Sshd> {
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
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n",
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
    fn ssh_args(&self, account: &str, more: &[&str]) -> Vec<String> {
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
    fn session(&self, account: &str, more: &[&str]) -> Session {
        let words = self.ssh_args(account, more);
        Session::start("/usr/bin/ssh", &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Returns ssh without a terminal.
    fn ssh(&self, account: &str, more: &[&str]) -> Command {
        let mut command = Command::new("ssh");
        command.args(self.ssh_args(account, more)).stdin(Stdio::null());
        command
    }

    /// Logs in and starts the dashboard in some way; returns the session and the process.
    fn dashboard(&self, how: &str) -> (Session, Pid) {
        let folder = self.sandbox.0.path();
        let own = folder.join("own").display().to_string();
        let file = folder.join("pid");
        let _ = fs::remove_file(&file);
        let program = format!(
            "echo $$ > {}; exec env -i HOME={own} TERM=$TERM {}",
            file.display(),
            env!("CARGO_BIN_EXE_gloact")
        );
        let script = self.sandbox.install_script("begin", &program);
        let me = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        let session = self.session(me.trim(), &["-tt", "--", &how.replace("BEGIN", &script)]);
        session.wait("the first screen", |screen| pane_name(screen) == "Overview");
        let pid = fs::read_to_string(&file).unwrap().trim().parse().unwrap();
        (session, Pid::from_raw(pid).unwrap())
    }
}

/// Returns whether a process runs; a zombie does not.
fn is_running(pid: Pid) -> bool {
    process_state(pid).is_some_and(|(state, _)| !matches!(state.as_str(), "Z" | "X"))
}

/// Returns the state of a process and its parent.
fn process_state(pid: Pid) -> Option<(String, Pid)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut words = text.rsplit_once(") ")?.1.split(' ');
    Some((words.next()?.into(), Pid::from_raw(words.next()?.parse().ok()?)?))
}

/// Asserts that a process ends.
pub(crate) fn assert_gone(pid: Pid, how: &str) {
    assert!(poll_until(TIMEOUT, || (!is_running(pid)).then_some(())).is_some(), "{how}: it stays");
}

/// Ways to start the program.
const LAUNCHERS: &[&str] = &[
    "exec BEGIN",
    "trap '' HUP; exec BEGIN",
    "trap '' HUP; sh -c BEGIN; true",
    "trap 'true' HUP; sh -c BEGIN; true",
    "exec setsid -w BEGIN",
];

#[test]
fn killed_client_ends_the_session() {
    let Some(sshd) = Sshd::start(|_| String::new()) else { return };
    for how in LAUNCHERS {
        let (session, pid) = sshd.dashboard(how);
        session.signal(Signal::KILL);
        assert_gone(pid, how);
    }
}

#[test]
fn frozen_client_ends_the_session_when_sshd_times_out() {
    let Some(sshd) = Sshd::start(|_| "ClientAliveInterval 1\nClientAliveCountMax 2\n".into())
    else {
        return;
    };
    for how in &LAUNCHERS[..2] {
        let (session, pid) = sshd.dashboard(how);
        let (_, parent) = process_state(pid).unwrap();
        session.signal(Signal::STOP);
        assert!(
            poll_until(TIMEOUT, || (!is_running(parent)).then_some(())).is_some(),
            "sshd does not give it up: the program keeps it awake"
        );
        assert_gone(pid, how);
        session.signal(Signal::CONT);
    }
}

#[test]
fn remote_terminal_is_restored_however_it_ends() {
    let Some(sshd) = Sshd::start(|_| String::new()) else { return };
    for (signal, code) in
        [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (Some(Signal::INT), 130)]
    {
        let (mut session, pid) = sshd.dashboard("exec BEGIN");
        match signal {
            None => session.press("q"),
            Some(signal) => kill_process(pid, signal).unwrap(),
        }
        assert_gone(pid, "asked to end");
        assert_eq!(session.wait_for_exit(), code, "{signal:?}");
        session.assert_terminal_restored();
        assert!(
            session.mode() == session.initial_mode,
            "{signal:?}: the line is in another mode than before"
        );
    }
}

/// A temporary account for guests with its folders.
struct Guest {
    name: String,
    sandbox: PathBuf,
}

impl Guest {
    fn new(folder: &Path) -> Guest {
        let guest =
            Guest { name: format!("gloact{}", std::process::id()), sandbox: folder.join("guest") };
        fs::create_dir(&guest.sandbox).unwrap();
        let sandbox = guest.sandbox.to_str().unwrap();
        let account = [
            "--home-dir",
            sandbox,
            "--no-create-home",
            "--shell",
            "/bin/sh",
            "--password",
            "*",
            "--user-group",
            &guest.name,
        ];
        assert!(Command::new("useradd").args(account).status().unwrap().success());
        guest
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let _ =
            Command::new("userdel").args(["--force", &self.name]).stderr(Stdio::null()).status();
    }
}

/// A process that is killed at the end of the test.
struct KillOnDrop(Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the block of docs/hosting.md for a guest, after permissive settings of the host.
fn kiosk(folder: &Path, guest: &str) -> String {
    let block = code_block("docs/hosting.md", "sshd_config");
    let block = block.replace("Group gloact-kiosk", &format!("Group {guest}"));
    let block = block.replace("/usr/bin/gloact", &folder.join("gloact").display().to_string());
    format!("{PERMISSIVE_SETTINGS}{block}\n")
        .replace("/etc/ssh/gloact-keys/%u", &folder.join("key.pub").display().to_string())
}

/// Settings that allow everything.
const PERMISSIVE_SETTINGS: &str = "AcceptEnv *\nX11Forwarding yes\nPermitTunnel yes\nGatewayPorts yes\nAllowAgentForwarding yes\nPermitUserRC yes\n";

/// Serves a greeting on a TCP port and on a Unix socket.
fn serve_greeting(folder: &Path) -> (u16, String) {
    let (tcp, socket) = (TcpListener::bind("127.0.0.1:0").unwrap(), folder.join("hello"));
    let unix = UnixListener::bind(&socket).unwrap();
    fs::set_permissions(&socket, Permissions::from_mode(0o777)).unwrap();
    let port = tcp.local_addr().unwrap().port();
    thread::spawn(move || tcp.incoming().flatten().for_each(|mut to| drop(to.write_all(b"hello"))));
    thread::spawn(move || {
        unix.incoming().flatten().for_each(|mut to| drop(to.write_all(b"hello")))
    });
    (port, socket.display().to_string())
}

/// Returns whether a stream sends the greeting.
fn reads_greeting(mut from: impl Read) -> bool {
    let mut word = [0; 5];
    from.read_exact(&mut word).is_ok() && &word == b"hello"
}

/// Returns whether a local port leads to the greeting.
fn is_forwarded(port: u16, ask: &[u8], answers: usize) -> bool {
    let Ok(mut to) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = to.set_read_timeout(Some(REFUSAL_WAIT));
    let asked = to.write_all(ask).is_ok() && to.read_exact(&mut vec![0; answers]).is_ok();
    asked && reads_greeting(to)
}

/// Returns the names of the forwardings that work within a time.
fn open_forwardings(sshd: &Sshd, account: &str, timeout: Duration) -> Vec<&'static str> {
    let folder = sshd.sandbox.0.path().join("free");
    let (port, socket) = serve_greeting(&sshd.sandbox.0.path().join("open"));
    let far = folder.join("far").display().to_string();
    let mut found = Vec::new();
    let mut open = |name: &'static str,
                    flag: &str,
                    what: &dyn Fn(u16) -> String,
                    led: &dyn Fn(u16) -> bool| {
        for _ in 0..PORTS {
            let near = free_port();
            let words = ["-N", "-o", "ExitOnForwardFailure=yes", flag, &what(near)];
            let mut child =
                KillOnDrop(sshd.ssh(account, &words).stderr(Stdio::null()).spawn().unwrap());
            // ssh exits if the forwarding is refused or the port is in use
            match poll_until(timeout, || {
                led(near).then_some(true).or_else(|| child.0.try_wait().unwrap().map(|_| false))
            }) {
                Some(true) => return found.push(name),
                Some(false) => {}
                None => return,
            }
        }
    };
    open("-L", "-L", &|near| format!("{near}:127.0.0.1:{port}"), &|near| {
        is_forwarded(near, b"", 0)
    });
    open("-L to a socket", "-L", &|near| format!("{near}:{socket}"), &|near| {
        is_forwarded(near, b"", 0)
    });
    let [high, low] = port.to_be_bytes();
    let socks = [5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, high, low];
    open("-D", "-D", &|near| near.to_string(), &|near| is_forwarded(near, &socks, 12));
    open("-R", "-R", &|near| format!("{near}:127.0.0.1:{port}"), &|near| {
        is_forwarded(near, b"", 0)
    });
    open("-R from a socket", "-R", &|_| format!("{far}:127.0.0.1:{port}"), &|_| {
        UnixStream::connect(&far).is_ok_and(reads_greeting)
    });
    found
}

/// Returns the environment of the process that runs a program.
fn process_environment(program: &Path) -> Option<Vec<String>> {
    let entries = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let found = entries
        .into_iter()
        .find(|process| fs::read_link(process.join("exe")).is_ok_and(|exe| exe == program))?;
    let bytes = fs::read(found.join("environ")).ok()?;
    Some(
        String::from_utf8_lossy(&bytes)
            .split('\0')
            .filter(|line| !line.is_empty())
            .map(String::from)
            .collect(),
    )
}

#[test]
fn guests_get_only_the_kiosk() {
    // create an account
    let Some(_) = tool(&["test"], &["-w", "/etc/shadow"]) else { return };
    let Some(_) = tool(&["xauth"], &["version"]) else { return };
    let name = format!("gloact{}", std::process::id());
    let Some(sshd) = Sshd::start(|folder| kiosk(folder, &name)) else { return };
    let Some(open) = Sshd::start(|_| format!("{PERMISSIVE_SETTINGS}PermitUserEnvironment yes\n"))
    else {
        return;
    };
    let folder = sshd.sandbox.0.path();
    let guest = Guest::new(folder);
    let program = sshd.sandbox.install_program();
    let marks = folder.join("marks");
    for free in [
        folder.join("free"),
        folder.join("open"),
        open.sandbox.0.path().join("free"),
        open.sandbox.0.path().join("open"),
        marks.clone(),
    ] {
        fs::create_dir(&free).unwrap();
        fs::set_permissions(&free, Permissions::from_mode(0o777)).unwrap();
    }
    // put traps into the home
    let mark = |name: &str| format!("touch {}/{name}\n", marks.display());
    for (file, text) in [
        (".bashrc", mark("bashrc")),
        (".profile", mark("profile")),
        (".ssh/rc", mark("rc")),
        (".ssh/environment", "GLOACT_DATA=/nowhere/environment.json\nSSH_TRAP=1\n".into()),
        (".config/gloact/overrides.json", r#"{"countries": {"NP": {"name": "Trapped"}}}"#.into()),
        (".config/gloact/settings.json", r#"{"start": "sources"}"#.into()),
    ] {
        let path = guest.sandbox.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let marked = || {
        fs::read_dir(&marks)
            .unwrap()
            .flatten()
            .map(|mark| mark.file_name().into_string().unwrap())
            .collect::<Vec<_>>()
    };
    let agent_socket = folder.join("agent");
    let agent = Command::new("ssh-agent")
        .args(["-D", "-a"])
        .arg(&agent_socket)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _agent = KillOnDrop(agent.unwrap());
    assert!(
        poll_until(TIMEOUT, || UnixStream::connect(&agent_socket).ok()).is_some(),
        "there is no agent"
    );
    let agent_socket = agent_socket.to_str().unwrap();
    let hostile = [
        ("SSH_AUTH_SOCK", agent_socket),
        ("DISPLAY", "127.0.0.1:77"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("GLOACT_DATA", "/nowhere/sent.json"),
        ("NO_COLOR", "1"),
        ("COLORTERM", "truecolor"),
        ("TZ", "Pacific/Kiritimati"),
    ];
    let send = [
        "-A",
        "-Y",
        "-o",
        "SendEnv=LANG LC_ALL GLOACT_DATA NO_COLOR COLORTERM TZ",
        "-o",
        "SetEnv=BASH_ENV=/nowhere ENV=/nowhere",
    ];

    // first, the probes must succeed where everything is allowed
    let all = ["-L", "-L to a socket", "-D", "-R", "-R from a socket"];
    assert_eq!(
        open_forwardings(&open, &guest.name, TIMEOUT),
        all,
        "{}",
        fs::read_to_string(open.sandbox.0.path().join("log")).unwrap()
    );
    let words = [&send[..], &["--", "env"]].concat();
    let text_shown = open.ssh(&guest.name, &words).envs(hostile).output().unwrap();
    let text_shown = String::from_utf8_lossy(&text_shown.stdout).into_owned();
    for name in ["SSH_AUTH_SOCK", "DISPLAY", "GLOACT_DATA", "COLORTERM", "BASH_ENV", "SSH_TRAP"] {
        assert!(text_shown.contains(&format!("{name}=")), "{name}: {text_shown}");
    }
    assert_eq!(marked(), ["rc"]);
    fs::remove_file(marks.join("rc")).unwrap();

    assert_eq!(open_forwardings(&sshd, &guest.name, REFUSAL_WAIT), [""; 0]);
    let asked = sshd.sandbox.0.path().join("config").display().to_string();
    let asked = Command::new(SSHD)
        .args(["-T", "-f", &asked, "-C", &format!("user={name},host=localhost,addr=127.0.0.1")])
        .output()
        .unwrap();
    let asked = String::from_utf8_lossy(&asked.stdout).into_owned();
    for shut in [
        "permittunnel no",
        "x11forwarding no",
        "gatewayports no",
        "disableforwarding yes",
        "permituserenvironment no",
    ] {
        assert!(asked.lines().any(|line| line == shut), "{shut}: {asked}");
    }

    // any environment and any command
    let command = format!("\x1b]0;owned\x07\x1b[2J; {}; exec /bin/sh", mark("command").trim_end());
    let words = sshd.ssh_args(&guest.name, &[&["-tt"], &send[..], &["--", &command]].concat());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut session = Session::start_with_env(Sandbox::new(), &hostile, "/usr/bin/ssh", &words);
    session.wait("the kiosk", |screen| pane_name(screen) == "Overview");
    let environment = process_environment(&program).unwrap();
    let known = [
        "HOME",
        "LANG",
        "LC_ALL",
        "LOGNAME",
        "MAIL",
        "OLDPWD",
        "PATH",
        "PWD",
        "SHELL",
        "SSH_CLIENT",
        "SSH_CONNECTION",
        "SSH_ORIGINAL_COMMAND",
        "SSH_TTY",
        "TERM",
        "USER",
        "_",
    ];
    let odd: Vec<_> = environment
        .iter()
        .filter(|line| !known.contains(&line.split('=').next().unwrap()))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
    for line in ["LANG=C.UTF-8", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"] {
        assert!(environment.iter().any(|is| is == line), "{line}: {environment:?}");
    }
    session.press("4");
    session.wait("the countries as they are", |screen| {
        shows("Nepal")(screen) && !shows("Trapped")(screen) && shows("─")(screen)
    });
    for key in ["e", "v", "\x1a"] {
        session.press("j");
        session.wait("the foot", |screen| !shows("not available")(screen));
        session.press(key);
        session.wait("why not", shows("not available in a kiosk"));
    }
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    assert!(session.mode() == session.initial_mode);

    // no terminal
    let output = sshd.ssh(&guest.name, &["-T", "--", "cat /etc/passwd"]).output().unwrap();
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned()),
        (Some(4), String::new())
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs a terminal"), "{output:?}");
    // no files
    let mut sftp = Command::new("sftp");
    let fetched = sftp
        .args(
            sshd.ssh_args(&guest.name, &[])
                .iter()
                .map(|word| if word == "-p" { "-P" } else { word }),
        )
        .stdin(Stdio::null())
        .output();
    assert!(!fetched.unwrap().status.success());
    assert_eq!(marked(), [""; 0]);
}
