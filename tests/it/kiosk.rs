//! The kiosk starts no program, writes no file and ignores the environment; and `doctor` audits its
//! host.

use crate::support::bundled::bundled_slides;
use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::user_tasks::clipboard;
use crate::{Sandbox, tool};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");
/// The number of random keys.
const KEY_COUNT: usize = 100_000;

/// System calls that start a program, change a file, reach another process, or watch files.
const TRACED_CALLS: &str = "trace=read,execve,execveat,?open,openat,?openat2,?creat,?mkdir,mkdirat,?unlink,unlinkat,?rename,?renameat,renameat2,\
    ?link,linkat,?symlink,symlinkat,truncate,ftruncate,?chmod,fchmod,fchmodat,?chown,fchown,fchownat,?mknod,mknodat,\
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

/// Fills a home with files of a user, and returns variables that point to them.
fn hostile_environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let mine = r#"{"countries": {"NP": {"name": "Trapped"}}}"#;
    for (file, text) in [
        (".config/gloact/overrides.json", mine),
        (
            ".config/gloact/settings.json",
            r#"{"start": "sources", "theme": "projector", "map": false}"#,
        ),
        (".config/gloact/keys.json", r#"{"4": "go map"}"#),
        ("system/gloact/overrides/a.json", mine),
        ("mine.json", mine),
    ] {
        sandbox.write(file, text);
    }
    let path = |name: &str| sandbox.0.path().join(name).display().to_string();
    vec![
        ("XDG_CONFIG_HOME", path(".config")),
        ("XDG_CONFIG_DIRS", path("system")),
        ("XDG_STATE_HOME", path("state")),
        ("XDG_RUNTIME_DIR", path("run")),
        ("GLOACT_DATA", path("mine.json")),
        ("COLORTERM", "truecolor".into()),
        ("COLORFGBG", "0;15".into()),
        ("NO_COLOR", "1".into()),
        ("LC_CTYPE", "C".into()),
        ("TMUX", "x".into()),
        ("STY", "x".into()),
        ("EDITOR", "false".into()),
        ("COLUMNS", "40".into()),
        ("LINES", "12".into()),
    ]
}

/// Returns everything visible on a screen, and the modes of the terminal.
fn visible_state(screen: &vt100::Screen) -> String {
    let modes = (
        screen.cursor_position(),
        screen.hide_cursor(),
        screen.alternate_screen(),
        screen.bracketed_paste(),
    );
    let mut all = format!("{modes:?} {:?}\n", screen.mouse_protocol_mode());
    let (rows, columns) = screen.size();
    for cell in
        (0..rows.get()).flat_map(|y| (0..columns.get()).filter_map(move |x| screen.cell(y, x)))
    {
        let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
        let blank = cell.contents().trim().is_empty();
        // a blank cell has no visible foreground
        let letter = (!blank)
            .then(|| (cell.contents(), cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()));
        all += &format!("{ground:?} {letter:?}\n");
    }
    all
}

/// Returns the screens of a walk through the kiosk, and what it copies. Frames are not compared,
/// because their number depends on the speed of the machine.
fn screens_of_a_walk(sandbox: Sandbox, variables: &[(&str, &str)]) -> Vec<String> {
    let mut session =
        Session::start_with_env(sandbox, variables, PROGRAM, &["--kiosk", "--today", "2026-11-22"]);
    let see = |session: &Session| session.inspect(|seen| visible_state(seen.terminal.screen()));
    let mut shown = Vec::new();
    for (keys, pane_then) in [
        ("", "Overview"),
        ("4", "Countries"),
        ("8", "Map"),
        ("4", "Countries"),
        ("\x0c2", "Phases"),
    ] {
        session.press(keys);
        session.wait(pane_then, |screen| pane_name(screen) == pane_then);
        shown.push(see(&session));
    }
    session.press("4yscript that\r");
    session.wait("the clipboard", shows("sent to the clipboard"));
    shown.extend([see(&session), clipboard(&session)]);
    session.press("\x03");
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0);
    assert!(!session.sandbox.0.path().join("state").exists());
    shown
}

#[test]
fn only_three_environment_variables_are_used() {
    let clean = screens_of_a_walk(Sandbox::new(), &[]);
    let sandbox = Sandbox::new();
    let variables = hostile_environment(&sandbox);
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(screens_of_a_walk(sandbox, &variables) == clean, "another variable counts");
    let plain = screens_of_a_walk(Sandbox::new(), &[("LANG", "C")]);
    assert!(plain != clean && plain.iter().all(|shown| shown.is_ascii()), "LANG counts");
    assert!(
        screens_of_a_walk(Sandbox::new(), &[("LC_ALL", "C"), ("LANG", "C.UTF-8")]) == plain,
        "LC_ALL counts first"
    );
}

#[test]
fn other_arguments_are_refused_with_a_message() {
    let sandbox = Sandbox::new();
    for (args, words) in [
        (&["--data", "x.json"][..], "--data cannot be used with --kiosk"),
        (&["--max-bytes", "9"], "--max-bytes cannot be used"),
        (&["--plain"], "--plain cannot be used"),
        (&["countries"], "countries cannot be used"),
        (&["edit", "countries/NP"], "edit cannot be used"),
        (&["doctor"], "gloact doctor --kiosk"),
        (&["--help"], "--help cannot be used"),
        (&["--nonsense=1"], "--nonsense cannot be used"),
        (&["--theme", "nope"], "unknown theme"),
        (&["--today", "nope"], "invalid date"),
    ] {
        for at_end in [false, true] {
            let mut all = args.to_vec();
            all.insert(if at_end { all.len() } else { 0 }, "--kiosk");
            if all[0] == "doctor" {
                continue;
            }
            let output = sandbox.run(&all);
            assert!(
                output.code == 2 && output.err.contains(words) && output.out.is_empty(),
                "{all:?}: {} {}",
                output.code,
                output.err
            );
        }
    }
    let output = sandbox.run(&["--kiosk"]);
    assert!(output.code == 4 && output.err.contains("needs a terminal"), "{}", output.err);
    for (script, code) in [
        ("edit countries/NP", 2),
        ("go countries; copy rows md file", 2),
        ("suspend", 2),
        ("nonsense", 2),
        ("quit", 0),
    ] {
        let mut session = Session::start(PROGRAM, &["--kiosk", "--do", script]);
        // the message is a plain line
        session.foreign_output = true;
        assert_eq!(session.wait_for_exit(), code, "{script}");
        let text_shown = session.inspect(|seen| String::from_utf8_lossy(&seen.bytes).into_owned());
        assert!(
            code == 0 || script == "nonsense" || text_shown.contains("not available in a kiosk"),
            "{script}: {text_shown}"
        );
    }
}

#[test]
fn kiosk_refusals_are_shown_in_status_line() {
    let mut session = Session::start(PROGRAM, &["--kiosk", "--do", "go countries/NP"]);
    session.wait("the detail", shows("country · NP"));
    for keys in ["e", "\x1a", "v", ":save-bookmark x\r", "yrecord json\t\r"] {
        session.press("j");
        session.wait("the foot alone", |screen| !shows("not available")(screen));
        session.press(keys);
        session.wait(keys, shows("not available in a kiosk"));
    }
    // stop signals are ignored as well
    session.press("j");
    session.wait("the foot alone", |screen| !shows("not available")(screen));
    session.signal(rustix::process::Signal::TSTP);
    session.wait("a word about the signal", shows("not available in a kiosk"));
    session.press("1");
    session.wait("the overview", |screen| pane_name(screen) == "Overview");
    // a setting lasts until exit and is not saved
    session.press(":set theme mono\r");
    session.wait("the setting", shows("a kiosk saves nothing"));
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    assert!(fs::read_dir(session.sandbox.0.path()).unwrap().next().is_none());
}

#[test]
fn kiosk_ignores_stop_signals() {
    let mut session = Session::start(
        "/bin/sh",
        &["-c", "set -m; \"$0\" --kiosk; echo at the shell; read -r line", PROGRAM],
    );
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    let group = session.line.as_ref().unwrap().0.process_group_leader().unwrap();
    session.press("\x1a");
    session.wait("a word about the key", shows("not available in a kiosk"));
    // the next key removes the message, so that the signal must show it again
    session.press("4");
    session.wait("the countries", |screen| {
        pane_name(screen) == "Countries" && !shows("not available")(screen)
    });
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(group).unwrap(),
        rustix::process::Signal::TSTP,
    )
    .unwrap();
    session.wait("a word about the signal", |screen| {
        pane_name(screen) == "Countries" && shows("not available in a kiosk")(screen)
    });
    session.press("5");
    session.wait("the timeline", |screen| pane_name(screen) == "Timeline");
    session.press("\x03");
    session.wait("the shell", shows("at the shell"));
}

#[test]
fn kiosk_cannot_gain_privileges_or_write() {
    let session = Session::start(PROGRAM, &["--kiosk"]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    let of = |file: &str| {
        fs::read_to_string(format!("/proc/{}/{file}", session.child.process_id().unwrap())).unwrap()
    };
    let line = |file: &str, name: &str| {
        of(file).lines().find(|line| line.starts_with(name)).unwrap().to_string()
    };
    assert_eq!(line("status", "NoNewPrivs:").split_whitespace().last(), Some("1"));
    for limit in ["Max file size", "Max core file size"] {
        assert_eq!(
            line("limits", limit)[limit.len()..].split_whitespace().take(2).collect::<Vec<_>>(),
            ["0", "0"],
            "{limit}"
        );
    }
}

/// Returns whether this kernel supports Landlock.
fn has_landlock() -> bool {
    use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
    let lock =
        || Ruleset::default().handle_access(AccessFs::from_all(ABI::V1))?.create()?.restrict_self();
    std::thread::spawn(move || {
        lock().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
    })
    .join()
    .unwrap()
}

#[test]
fn host_overrides_are_reloaded_on_a_key() {
    // a private /etc/xdg for this process
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let folder = sandbox.0.path().join("host");
    fs::create_dir_all(folder.join("gloact/overrides")).unwrap();
    let file = folder.join("gloact/overrides/a.json");
    let note = |words: &str| {
        fs::write(&file, format!(r#"{{"countries": {{"NP": {{"note": "{words}"}}}}}}"#)).unwrap()
    };
    note("first note");
    // a symlink to another folder is not followed
    let elsewhere =
        sandbox.write("elsewhere.json", r#"{"countries": {"NP": {"note": "from elsewhere"}}}"#);
    std::os::unix::fs::symlink(elsewhere, folder.join("gloact/overrides/b.json")).unwrap();
    let script = format!(
        "mount --bind {} /etc/xdg && exec {PROGRAM} --kiosk --do 'go countries/NP'",
        folder.display()
    );
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &["-m", "sh", "-c", &script]);
    session.wait("the first note", |screen| {
        shows("first note")(screen) || !has_landlock() && shows("from elsewhere")(screen)
    });
    session.press("!");
    session.wait("why the other file is not read", |screen| {
        shows("no permission to read the file")(screen) || !has_landlock()
    });
    session.press("q");
    session.wait("the country again", shows("country · NP"));
    fs::remove_file(folder.join("gloact/overrides/b.json")).unwrap();
    note("second note");
    assert!(!session.has_inotify(), "it watches files");
    session.press("\x0c");
    session.wait("the second note", shows("second note"));
    // replace the folder, as a deployment does
    fs::rename(folder.join("gloact/overrides"), folder.join("gloact/old")).unwrap();
    fs::create_dir(folder.join("gloact/overrides")).unwrap();
    note("third note");
    session.press("\x0c");
    session.wait("the third note", shows("third note"));
    let sparse = fs::File::create(&file).unwrap();
    sparse.set_len((16 << 20) + 1).unwrap();
    session.press("\x0c");
    session
        .wait("why not", |screen| shows("16777217 bytes")(screen) && shows("third note")(screen));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

/// Returns the exit code and the rows of `doctor --kiosk` for an account and a reply of sshd.
fn doctor_rows(account: &str, sshd: &str, change: impl Fn(&Sandbox)) -> (i32, Vec<[String; 3]>) {
    let sandbox = Sandbox::new();
    let path = |name: &str| sandbox.0.path().join(name);
    fs::create_dir(path("guest")).unwrap();
    fs::set_permissions(path("guest"), Permissions::from_mode(0o555)).unwrap();
    sandbox.write("answer", sshd);
    let account = account.replace("HOME", path("guest").to_str().unwrap());
    sandbox.install_script("bin/getent", &format!("echo '{account}'"));
    sandbox.install_script("bin/sshd", &format!("cat {}", path("answer").display()));
    change(&sandbox);
    let mut command: Command =
        sandbox.command(&["doctor", "--kiosk", "gloact", "--format", "json"]);
    let output =
        command.env("PATH", format!("{}:/usr/bin:/bin", path("bin").display())).output().unwrap();
    let all: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    let row = |row: &Value| {
        ["what", "found", "mend"].map(|key| row[key].as_str().unwrap_or_default().to_string())
    };
    (output.status.code().unwrap(), all["rows"].as_array().unwrap().iter().map(row).collect())
}

/// Returns the reply of a real sshd for the block in docs/hosting.md.
fn sshd_answer() -> Option<String> {
    tool(&["test"], &["-x", "/usr/sbin/sshd"])?;
    let sandbox = Sandbox::new();
    let key = sandbox.0.path().join("host");
    assert!(
        Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(&key)
            .status()
            .unwrap()
            .success()
    );
    let block = crate::documents::code_block("docs/hosting.md", "sshd_config")
        .replace("Group gloact-kiosk", "User gloact");
    let config = sandbox.write("config", format!("HostKey {}\n{block}", key.display()));
    if rustix::process::geteuid().is_root() {
        fs::create_dir_all("/run/sshd").unwrap();
    }
    let mut sshd = Command::new("/usr/sbin/sshd");
    let answer = sshd
        .args(["-T", "-f", &config, "-C", "user=gloact,host=localhost,addr=127.0.0.1"])
        .output()
        .unwrap();
    assert!(answer.status.success(), "{answer:?}");
    Some(String::from_utf8(answer.stdout).unwrap())
}

#[test]
fn doctor_audits_a_kiosk_host() {
    let Some(answer) = sshd_answer() else { return };
    let guest = "gloact:x:1234:1234::HOME:/bin/sh";
    let (_, rows) = doctor_rows(guest, &answer, |_| {});
    let wrong = |rows: &[[String; 3]], what: &str| {
        rows.iter().filter(|row| row[0] == what && !row[2].is_empty()).count()
    };
    for what in ["account", "shell", "sshd"] {
        assert_eq!(wrong(&rows, what), 0, "{what}: {rows:?}");
    }
    // the test may run without root
    let root = rustix::process::geteuid().is_root();
    assert_eq!(wrong(&rows, "home"), usize::from(!root), "{rows:?}");
    let assert_fix =
        |account: &str, answer: &str, change: &dyn Fn(&Sandbox), what: &str, fix: &str| {
            let (code, rows) = doctor_rows(account, answer, change);
            assert_eq!(code, 4, "{rows:?}");
            assert!(
                rows.iter().any(|row| row[0] == what && row[2].contains(fix)),
                "{what}, {fix}: {rows:?}"
            );
        };
    assert_fix("", &answer, &|_| {}, "account", "useradd");
    assert_fix("root:x:0:0::HOME:/bin/sh", &answer, &|_| {}, "account", "without privileges");
    assert_fix(
        "gloact:x:1:1::HOME:/bin/bash",
        &answer,
        &|_| {},
        "shell",
        "usermod --shell /bin/sh gloact",
    );
    assert_fix("gloact:x:1:1::/nowhere/at/all:/bin/sh", &answer, &|_| {}, "home", "install -d");
    let loosen = |sandbox: &Sandbox| {
        fs::set_permissions(sandbox.0.path().join("guest"), Permissions::from_mode(0o777)).unwrap()
    };
    assert_fix(guest, &answer, &loosen, "home", "-m 0555");
    assert_fix(guest, &answer, &loosen, "writable", "chmod go-w");
    if root {
        assert_fix(
            guest,
            &answer,
            &|sandbox| drop(sandbox.write("guest/.bashrc", "")),
            "home",
            "an empty one",
        );
    }
    assert_fix(
        guest,
        &answer,
        &|sandbox| drop(sandbox.install_script("bin/sshd", "exit 1")),
        "sshd",
        "sudo gloact doctor",
    );
    // each line of the block is checked
    for (is, other, fix) in [
        ("permituserenvironment no", "permituserenvironment yes", "PermitUserEnvironment no"),
        ("disableforwarding yes", "disableforwarding no", "DisableForwarding yes"),
        ("allowtcpforwarding no", "allowtcpforwarding yes", "AllowTcpForwarding no"),
        ("permittunnel no", "permittunnel yes", "PermitTunnel no"),
        ("permitopen none", "permitopen any", "PermitOpen none"),
        ("permituserrc no", "permituserrc yes", "PermitUserRC no"),
        ("acceptenv GLOACT_NONE", "acceptenv LANG\nacceptenv LC_*", "AcceptEnv GLOACT_NONE"),
        (
            "forcecommand exec /usr/bin/gloact --kiosk",
            "forcecommand exec /usr/bin/gloact",
            "ForceCommand",
        ),
        ("forcecommand exec /usr/bin/gloact --kiosk", "forcecommand none", "ForceCommand"),
        (
            "authorizedkeysfile /etc/ssh/gloact-keys/%u",
            "authorizedkeysfile .ssh/authorized_keys",
            "AuthorizedKeysFile",
        ),
        ("maxsessions 1", "maxsessions 10", "MaxSessions 1"),
        ("clientaliveinterval 30", "clientaliveinterval 0", "ClientAliveInterval 30"),
    ] {
        assert!(answer.contains(&format!("{is}\n")), "{is}: {answer}");
        assert_fix(
            guest,
            &answer.replace(&format!("{is}\n"), &format!("{other}\n")),
            &|_| {},
            "sshd",
            fix,
        );
    }
}
