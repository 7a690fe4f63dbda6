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
