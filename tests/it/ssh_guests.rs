//! Guests over a real sshd get only the kiosk.

use crate::documents::code_block;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::support::sshd::{KillOnDrop, PORTS, SSHD, Sshd, free_port};
use crate::{Sandbox, tool};
use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// The time to wait for a forwarding that must be refused.
const REFUSAL_WAIT: Duration = Duration::from_secs(5);

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

/// Returns the block of docs/hosting.md for a guest, after permissive settings of the host.
fn kiosk(folder: &Path, guest: &str) -> String {
    let block = code_block("docs/hosting.md", "sshd_config");
    let block = block.replace("Group gloact-kiosk", &format!("Group {guest}"));
    let block = block.replace("/usr/bin/gloact", &folder.join("gloact").display().to_string());
    format!("{PERMISSIVE_SETTINGS}{block}\n")
        .replace("/etc/ssh/gloact-keys/%u", &folder.join("key.pub").display().to_string())
}

/// Settings that allow everything.
const PERMISSIVE_SETTINGS: &str = "AcceptEnv *\nX11Forwarding yes\nPermitTunnel yes\n\
    GatewayPorts yes\nAllowAgentForwarding yes\nPermitUserRC yes\n";

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

/// A command that leaves a mark: the guest could run it.
fn mark_command(marks: &Path, name: &str) -> String {
    format!("touch {}/{name}", marks.display())
}

/// Returns the names of the marks that commands have left.
fn left_marks(marks: &Path) -> Vec<String> {
    let marks = fs::read_dir(marks).unwrap().flatten();
    marks.map(|mark| mark.file_name().into_string().unwrap()).collect()
}

/// Creates a folder that everybody may write to.
fn create_open_folder(folder: &Path) {
    fs::create_dir(folder).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(0o777)).unwrap();
}

/// Puts files into a home that must not be read, or that leave a mark.
fn set_traps(home: &Path, marks: &Path) {
    for (file, text) in [
        (".bashrc", mark_command(marks, "bashrc")),
        (".profile", mark_command(marks, "profile")),
        (".ssh/rc", mark_command(marks, "rc")),
        (".ssh/environment", "GLOACT_DATA=/nowhere/environment.json\nSSH_TRAP=1".into()),
        (".config/gloact/overrides.json", r#"{"countries": {"NP": {"name": "Trapped"}}}"#.into()),
        (".config/gloact/settings.json", r#"{"start": "sources"}"#.into()),
    ] {
        let path = home.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text + "\n").unwrap();
    }
}

/// Starts an ssh agent at a socket.
fn start_agent(socket: &Path) -> KillOnDrop {
    let mut command = Command::new("ssh-agent");
    command.args(["-D", "-a"]).arg(socket).stdout(Stdio::null()).stderr(Stdio::null());
    let agent = KillOnDrop(command.spawn().unwrap());
    let answers = || UnixStream::connect(socket).ok();
    assert!(poll_until(TIMEOUT, answers).is_some(), "there is no agent");
    agent
}

/// Asserts that the probes find what an open host allows.
fn assert_open_host(open: &Sshd, guest: &str, hostile: &[(&str, &str)], marks: &Path) {
    let all = ["-L", "-L to a socket", "-D", "-R", "-R from a socket"];
    let log = || fs::read_to_string(open.sandbox.0.path().join("log")).unwrap();
    assert_eq!(open_forwardings(open, guest, TIMEOUT), all, "{}", log());
    let words = [SENT_VARIABLES, &["--", "env"]].concat();
    let output = open.ssh(guest, &words).envs(hostile.iter().copied()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    for name in ["SSH_AUTH_SOCK", "DISPLAY", "GLOACT_DATA", "COLORTERM", "BASH_ENV", "SSH_TRAP"] {
        assert!(text.contains(&format!("{name}=")), "{name}: {text}");
    }
    assert_eq!(left_marks(marks), ["rc"]);
    fs::remove_file(marks.join("rc")).unwrap();
}

/// Asserts that a host of guests forwards nothing.
fn assert_closed_host(sshd: &Sshd, guest: &str) {
    assert_eq!(open_forwardings(sshd, guest, REFUSAL_WAIT), [""; 0]);
    let config = sshd.sandbox.0.path().join("config");
    let output = Command::new(SSHD)
        .args(["-T", "-f"])
        .arg(config)
        .args(["-C", &format!("user={guest},host=localhost,addr=127.0.0.1")])
        .output()
        .unwrap();
    let settings = String::from_utf8_lossy(&output.stdout);
    for setting in [
        "permittunnel no",
        "x11forwarding no",
        "gatewayports no",
        "disableforwarding yes",
        "permituserenvironment no",
    ] {
        assert!(settings.lines().any(|line| line == setting), "{setting}: {settings}");
    }
}

/// Asserts that a program has no variables of the guest.
fn assert_clean_environment(program: &Path) {
    let environment = process_environment(program).unwrap();
    let name = |line: &&String| line.split('=').next().unwrap().to_string();
    let odd: Vec<&String> =
        environment.iter().filter(|line| !KNOWN_VARIABLES.contains(&&*name(line))).collect();
    assert!(odd.is_empty(), "{odd:?}");
    for line in ["LANG=C.UTF-8", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"] {
        assert!(environment.iter().any(|is| is == line), "{line}: {environment:?}");
    }
}

/// Walks through the kiosk to its end; it refuses what it does not offer.
fn walk_through_kiosk(session: &mut Session) {
    session.press("4");
    session.wait("the countries as they are", |screen| {
        shows("Nepal")(screen) && !shows("Trapped")(screen) && shows("─")(screen)
    });
    for key in ["e", "v", "\x1a"] {
        session.press("\x1b[B");
        session.wait("the foot", |screen| !shows("not available")(screen));
        session.press(key);
        session.wait("why not", shows("not available in a kiosk"));
    }
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    assert!(session.mode() == session.initial_mode);
}

/// Asserts that a guest gets nothing without a terminal, and no files.
fn assert_refused_without_terminal(sshd: &Sshd, guest: &str) {
    let output = sshd.ssh(guest, &["-T", "--", "cat /etc/passwd"]).output().unwrap();
    assert_eq!((output.status.code(), &*output.stdout), (Some(4), &b""[..]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs a terminal"), "{output:?}");
    let args = sshd.ssh_args(guest, &[]);
    let args = args.iter().map(|word| if word == "-p" { "-P" } else { word });
    let fetched = Command::new("sftp").args(args).stdin(Stdio::null()).output();
    assert!(!fetched.unwrap().status.success());
}

/// Flags of ssh that send variables.
const SENT_VARIABLES: &[&str] = &[
    "-A",
    "-Y",
    "-o",
    "SendEnv=LANG LC_ALL GLOACT_DATA NO_COLOR COLORTERM TZ",
    "-o",
    "SetEnv=BASH_ENV=/nowhere ENV=/nowhere",
];

/// Variables that sshd or the block of docs/hosting.md sets.
const KNOWN_VARIABLES: &[&str] = &[
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
    create_open_folder(&marks);
    for host in [&sshd, &open] {
        create_open_folder(&host.sandbox.0.path().join("free"));
        create_open_folder(&host.sandbox.0.path().join("open"));
    }
    set_traps(&guest.sandbox, &marks);
    let agent_socket = folder.join("agent");
    let _agent = start_agent(&agent_socket);
    let hostile = [
        ("SSH_AUTH_SOCK", agent_socket.to_str().unwrap()),
        ("DISPLAY", "127.0.0.1:77"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("GLOACT_DATA", "/nowhere/sent.json"),
        ("NO_COLOR", "1"),
        ("COLORTERM", "truecolor"),
        ("TZ", "Pacific/Kiritimati"),
    ];
    // first, the probes must succeed where everything is allowed
    assert_open_host(&open, &name, &hostile, &marks);
    assert_closed_host(&sshd, &name);
    // any environment and any command
    let command = mark_command(&marks, "command");
    let command = format!("\x1b]0;owned\x07\x1b[2J; {command}; exec /bin/sh");
    let words = sshd.ssh_args(&name, &[&["-tt"], SENT_VARIABLES, &["--", &command]].concat());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut session = Session::start_with_env(Sandbox::new(), &hostile, "/usr/bin/ssh", &words);
    session.wait("the kiosk", |screen| pane_name(screen) == "Overview");
    assert_clean_environment(&program);
    walk_through_kiosk(&mut session);
    assert_refused_without_terminal(&sshd, &name);
    assert_eq!(left_marks(&marks), [""; 0]);
}
