//! The kiosk: no program, no file, no environment, whatever keys come; and the look at a host for it.

use crate::session::{PATIENCE, Session, pane, shows, until};
use crate::tasks::clipboard;
use crate::{Home, tool};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");
/// Keys that are pressed at random.
const KEYS: usize = 100_000;

/// What begins a program, changes a file, speaks to another process, or watches.
const TRACED: &str = "trace=read,execve,execveat,?open,openat,?openat2,?creat,?mkdir,mkdirat,?unlink,unlinkat,?rename,?renameat,renameat2,\
    ?link,linkat,?symlink,symlinkat,truncate,ftruncate,?chmod,fchmod,fchmodat,?chown,fchown,fchownat,?mknod,mknodat,\
    socket,bind,connect,?inotify_init,inotify_init1,?fork,?vfork,kill";

/// A session under strace; the file that tells what was asked of the kernel.
fn traced(args: &[&str]) -> Option<(Session, String)> {
    tool(&["strace"], &["-f", "-o", "/dev/null", "true"])?;
    let home = Home::new();
    let log = home.write("log", "");
    let words = [&["-f", "--seccomp-bpf", "-qq", "-o", &log, "-e", TRACED, "-e", "signal=none", PROGRAM], args].concat();
    let it = Session::start_at(home, "/usr/bin/strace", &words);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    Some((it, log))
}

/// What a program asked for that a kiosk must not; it was begun itself.
fn forbidden(log: &str) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    // a call that another thread cuts in two is told twice; its beginning says enough
    let calls = text.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start()));
    let calls = calls.filter(|call| !call.starts_with("<...") && !call.starts_with("read("));
    let reads =
        |call: &str| call.starts_with("open") && !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag));
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

/// How many bytes of the keyboard were read.
fn heard(log: &str) -> usize {
    let text = fs::read_to_string(log).unwrap();
    let reads = text.lines().filter(|line| line.contains(" read(0,") || line.contains("<... read resumed>"));
    reads.filter_map(|line| line.rsplit_once(" = ")?.1.parse::<usize>().ok()).sum()
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    /// A key, as the terminal sends it. What leaves at once is left out, for it would end the trial.
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
        match self.throw(10) {
            0..=4 => named[self.throw(named.len())].into(),
            5 => char::from(self.throw(0x1a) as u8 + 1).to_string().replace('\x03', "j"),
            _ => char::from(self.throw(0x5f) as u8 + 0x20).to_string().replace('q', "j"),
        }
    }
}

#[test]
fn no_key_begins_a_program_or_writes_a_file() {
    let mut dice = Dice(20151115);
    let (mut pressed, mut begun, mut sent, mut read) = (0, 0, 0, 0);
    while pressed < KEYS {
        let Some((mut it, log)) = traced(&["--kiosk", "--today", "2026-11-22"]) else { return };
        begun += 1;
        // copies go to the clipboard
        it.lent = true;
        assert!(begun < 200, "it ends too often: {pressed} keys");
        // a flood is worked off in few turns: slides are looked at for themselves, and an editor and a save are asked for
        it.press("p\r");
        it.wait("the slide", |screen| screen.contents().contains("1 of 12"));
        it.press("q");
        it.wait("the dashboard", |screen| pane(screen) == "Overview");
        it.press("e");
        it.wait("that there is no editor", |screen| screen.contents().contains("not here"));
        // `:`, then `quit`, may come up as well; then it is begun again
        while pressed < KEYS && it.child.try_wait().unwrap().is_none() {
            let keys: String = (0..50).map(|_| dice.key()).collect();
            pressed += 50;
            sent += keys.len();
            it.try_press(&keys);
            // of a flood only the last keys would count
            it.wait_until_read();
        }
        // what was pressed is worked off first; then out of whatever is open
        it.try_press("\x03");
        assert_eq!(it.end(), 0);
        assert_eq!(forbidden(&log), [""; 0]);
        read += heard(&log);
    }
    assert!(read * 10 > sent * 9, "{read} of {sent} bytes were heard");
    // what is looked for is seen where it is done
    let Some((mut it, log)) = traced(&["--today", "2026-11-22", "--do", "go overview"]) else { return };
    let done = |call: &str| until(PATIENCE, || forbidden(&log).iter().any(|odd| odd.contains(call)).then_some(())).is_some();
    it.press("p\r");
    for call in ["inotify_init1", "bind"] {
        assert!(done(call), "{call}: {:#?}", forbidden(&log));
    }
    it.press("\x03");
    assert_eq!(it.end(), 0);
    assert!(done("memory.json"), "{:#?}", forbidden(&log));
}

/// A home full of what a person may bring along, and variables that point to it.
fn hostile(home: &Home) -> Vec<(&'static str, String)> {
    let mine = r#"{"countries": {"NP": {"name": "Trapped"}}}"#;
    for (file, text) in [
        (".config/gloact/overrides.json", mine),
        (".config/gloact/settings.json", r#"{"start": "sources", "theme": "projector", "map": false}"#),
        (".config/gloact/keys.json", r#"{"4": "go map"}"#),
        ("system/gloact/overrides/a.json", mine),
        ("mine.json", mine),
    ] {
        home.write(file, text);
    }
    let path = |name: &str| home.0.path().join(name).display().to_string();
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

/// All that can be seen of a screen, and what the terminal was told to do.
fn picture(screen: &vt100::Screen) -> String {
    let told = (screen.cursor_position(), screen.hide_cursor(), screen.alternate_screen(), screen.bracketed_paste());
    let mut all = format!("{told:?} {:?}\n", screen.mouse_protocol_mode());
    let (rows, columns) = screen.size();
    for cell in (0..rows.get()).flat_map(|y| (0..columns.get()).filter_map(move |x| screen.cell(y, x))) {
        let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
        let blank = cell.contents().trim().is_empty();
        // what has no letter has no colour of one
        let letter = (!blank).then(|| (cell.contents(), cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()));
        all += &format!("{ground:?} {letter:?}\n");
    }
    all
}

/// What the kiosk shows on a way through it, screen by screen, and what it copies. How much of that comes in one frame hangs on
/// how fast it can be drawn.
fn way(home: Home, variables: &[(&str, &str)]) -> Vec<String> {
    let mut it = Session::start_with(home, variables, PROGRAM, &["--kiosk", "--today", "2026-11-22"]);
    let see = |it: &Session| it.look(|seen| picture(seen.terminal.screen()));
    let mut shown = Vec::new();
    for (keys, pane_then) in [("", "Overview"), ("4", "Countries"), ("8", "Map"), ("4", "Countries"), ("\x0c2", "Phases")] {
        it.press(keys);
        it.wait(pane_then, |screen| pane(screen) == pane_then);
        shown.push(see(&it));
    }
    it.press("4yline of script\r");
    it.wait("the clipboard", shows("sent to the clipboard"));
    shown.extend([see(&it), clipboard(&it)]);
    it.press("\x03");
    it.lent = true;
    assert_eq!(it.end(), 0);
    assert!(!it.home.0.path().join("state").exists());
    shown
}

#[test]
fn of_the_environment_only_three_variables_count() {
    let clean = way(Home::new(), &[]);
    let home = Home::new();
    let variables = hostile(&home);
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(way(home, &variables) == clean, "another variable counts");
    let plain = way(Home::new(), &[("LANG", "C")]);
    assert!(plain != clean && plain.iter().all(|shown| shown.is_ascii()), "LANG counts");
    assert!(way(Home::new(), &[("LC_ALL", "C"), ("LANG", "C.UTF-8")]) == plain, "LC_ALL counts first");
}

#[test]
fn what_has_no_place_beside_it_is_refused_with_a_sentence() {
    let home = Home::new();
    for (args, words) in [
        (&["--data", "x.json"][..], "--data does not go with --kiosk"),
        (&["--max-bytes", "9"], "--max-bytes does not go"),
        (&["--plain"], "--plain does not go"),
        (&["countries"], "countries does not go"),
        (&["edit", "countries/NP"], "edit does not go"),
        (&["doctor"], "gloact doctor --kiosk"),
        (&["--help"], "--help does not go"),
        (&["--nonsense=1"], "--nonsense does not go"),
        (&["--theme", "nope"], "there is no theme"),
        (&["--today", "nope"], "is no day"),
    ] {
        for at_end in [false, true] {
            let mut all = args.to_vec();
            all.insert(if at_end { all.len() } else { 0 }, "--kiosk");
            if all[0] == "doctor" {
                continue;
            }
            let ran = home.run(&all);
            assert!(ran.code == 2 && ran.err.contains(words) && ran.out.is_empty(), "{all:?}: {} {}", ran.code, ran.err);
        }
    }
    let ran = home.run(&["--kiosk"]);
    assert!(ran.code == 4 && ran.err.contains("needs a terminal"), "{}", ran.err);
    for (script, code) in [("edit countries/NP", 2), ("go countries; copy rows md file", 2), ("suspend", 2), ("nonsense", 2), ("quit", 0)] {
        let mut it = Session::start(PROGRAM, &["--kiosk", "--do", script]);
        // the sentence is a line
        it.lent = true;
        assert_eq!(it.end(), code, "{script}");
        let said = it.look(|seen| String::from_utf8_lossy(&seen.bytes).into_owned());
        assert!(code == 0 || script == "nonsense" || said.contains("not here: this is a kiosk"), "{script}: {said}");
    }
}

#[test]
fn what_is_not_to_be_had_is_told_in_the_foot() {
    let mut it = Session::start(PROGRAM, &["--kiosk", "--do", "go countries/NP"]);
    it.wait("the detail", shows("country · NP"));
    for keys in ["e", "\x1a", "v", ":save-view x\r", "yrecord json\t\r"] {
        it.press("j");
        it.wait("the foot alone", |screen| !shows("not here")(screen));
        it.press(keys);
        it.wait(keys, shows("not here: this is a kiosk"));
    }
    // signals that stop are passed over as well
    it.press("j");
    it.wait("the foot alone", |screen| !shows("not here")(screen));
    it.signal(rustix::process::Signal::TSTP);
    it.wait("a word about the signal", shows("not here: this is a kiosk"));
    it.press("1");
    it.wait("the overview", |screen| pane(screen) == "Overview");
    // a setting holds until the end, and is kept nowhere
    it.press(":set theme mono\r");
    it.wait("the setting", shows("a kiosk keeps nothing"));
    it.press("q");
    assert_eq!(it.end(), 0);
    assert!(fs::read_dir(it.home.0.path()).unwrap().next().is_none());
}

#[test]
fn it_does_not_stop_where_there_is_a_shell_to_stop_to() {
    let mut it = Session::start("/bin/sh", &["-c", "set -m; \"$0\" --kiosk; echo at the shell; read -r line", PROGRAM]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    let group = it.line.as_ref().unwrap().0.process_group_leader().unwrap();
    it.press("\x1a");
    it.wait("a word about the key", shows("not here: this is a kiosk"));
    // the next key takes the word away: the signal has to bring one of its own
    it.press("4");
    it.wait("the countries", |screen| pane(screen) == "Countries" && !shows("not here")(screen));
    rustix::process::kill_process(rustix::process::Pid::from_raw(group).unwrap(), rustix::process::Signal::TSTP).unwrap();
    it.wait("a word about the signal", |screen| pane(screen) == "Countries" && shows("not here: this is a kiosk")(screen));
    it.press("5");
    it.wait("the timeline", |screen| pane(screen) == "Timeline");
    it.press("\x03");
    it.wait("the shell", shows("at the shell"));
}

#[test]
fn it_cannot_gain_rights_nor_write() {
    let it = Session::start(PROGRAM, &["--kiosk"]);
    it.wait("the first screen", |screen| pane(screen) == "Overview");
    let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", it.child.process_id().unwrap())).unwrap();
    let line = |file: &str, name: &str| of(file).lines().find(|line| line.starts_with(name)).unwrap().to_string();
    assert_eq!(line("status", "NoNewPrivs:").split_whitespace().last(), Some("1"));
    for limit in ["Max file size", "Max core file size"] {
        assert_eq!(line("limits", limit)[limit.len()..].split_whitespace().take(2).collect::<Vec<_>>(), ["0", "0"], "{limit}");
    }
}

/// Whether this kernel can keep a thread from files (Landlock).
fn locks() -> bool {
    use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
    let lock = || Ruleset::default().handle_access(AccessFs::from_all(ABI::V1))?.create()?.restrict_self();
    std::thread::spawn(move || lock().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)).join().unwrap()
}

#[test]
fn the_overrides_of_the_host_are_read_and_looked_at_again_on_a_key() {
    // a folder of the host's own for this one process
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"]).is_none() {
        return;
    }
    let home = Home::new();
    let folder = home.0.path().join("host");
    fs::create_dir_all(folder.join("gloact/overrides")).unwrap();
    let file = folder.join("gloact/overrides/a.json");
    let note = |words: &str| fs::write(&file, format!(r#"{{"countries": {{"NP": {{"note": "{words}"}}}}}}"#)).unwrap();
    note("first note");
    // what lies elsewhere is not read, whatever leads there
    let elsewhere = home.write("elsewhere.json", r#"{"countries": {"NP": {"note": "from elsewhere"}}}"#);
    std::os::unix::fs::symlink(elsewhere, folder.join("gloact/overrides/b.json")).unwrap();
    let script = format!("mount --bind {} /etc/xdg && exec {PROGRAM} --kiosk --do 'go countries/NP'", folder.display());
    let mut it = Session::start_at(home, "/usr/bin/unshare", &["-m", "sh", "-c", &script]);
    it.wait("the first note", |screen| shows("first note")(screen) || !locks() && shows("from elsewhere")(screen));
    it.press("!");
    it.wait("why the other file is not read", |screen| shows("no permission to read it")(screen) || !locks());
    it.press("q");
    it.wait("the country again", shows("country · NP"));
    fs::remove_file(folder.join("gloact/overrides/b.json")).unwrap();
    note("second note");
    std::thread::sleep(std::time::Duration::from_millis(700));
    assert!(it.look(|seen| shows("first note")(seen.terminal.screen())), "it watches files");
    it.press("\x0c");
    it.wait("the second note", shows("second note"));
    // another folder in its place, as a deployment puts it there
    fs::rename(folder.join("gloact/overrides"), folder.join("gloact/old")).unwrap();
    fs::create_dir(folder.join("gloact/overrides")).unwrap();
    note("third note");
    it.press("\x0c");
    it.wait("the third note", shows("third note"));
    let sparse = fs::File::create(&file).unwrap();
    sparse.set_len((16 << 20) + 1).unwrap();
    it.press("\x0c");
    it.wait("why not", |screen| shows("16777217 bytes")(screen) && shows("third note")(screen));
    it.press("\x03");
    assert_eq!(it.end(), 0);
}

/// What doctor tells of a host that answers so.
fn told(account: &str, sshd: &str, change: impl Fn(&Home)) -> (i32, Vec<[String; 3]>) {
    let home = Home::new();
    let path = |name: &str| home.0.path().join(name);
    fs::create_dir(path("guest")).unwrap();
    fs::set_permissions(path("guest"), Permissions::from_mode(0o555)).unwrap();
    home.write("answer", sshd);
    let account = account.replace("HOME", path("guest").to_str().unwrap());
    home.script("bin/getent", &format!("echo '{account}'"));
    home.script("bin/sshd", &format!("cat {}", path("answer").display()));
    change(&home);
    let mut command: Command = home.command(&["doctor", "--kiosk", "gloact", "--format", "json"]);
    let output = command.env("PATH", format!("{}:/usr/bin:/bin", path("bin").display())).output().unwrap();
    let all: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    let row = |row: &Value| ["what", "found", "mend"].map(|key| row[key].as_str().unwrap_or_default().to_string());
    (output.status.code().unwrap(), all["rows"].as_array().unwrap().iter().map(row).collect())
}

/// What a real sshd answers for the block of README.
fn answer() -> Option<String> {
    tool(&["test"], &["-x", "/usr/sbin/sshd"])?;
    let home = Home::new();
    let key = home.0.path().join("host");
    assert!(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status().unwrap().success());
    let text = crate::readme::readme();
    let block = crate::readme::block(&text, "For a host of many", "sshd_config").replace("Group gloact-kiosk", "User gloact");
    let config = home.write("config", format!("HostKey {}\n{block}", key.display()));
    let mut sshd = Command::new("/usr/sbin/sshd");
    let answer = sshd.args(["-T", "-f", &config, "-C", "user=gloact,host=localhost,addr=127.0.0.1"]).output().unwrap();
    assert!(answer.status.success(), "{answer:?}");
    Some(String::from_utf8(answer.stdout).unwrap())
}

#[test]
fn doctor_looks_at_a_host_of_many() {
    let Some(answer) = answer() else { return };
    let guest = "gloact:x:1234:1234::HOME:/bin/sh";
    let (_, rows) = told(guest, &answer, |_| {});
    let wrong = |rows: &[[String; 3]], what: &str| rows.iter().filter(|row| row[0] == what && !row[2].is_empty()).count();
    for what in ["account", "shell", "sshd"] {
        assert_eq!(wrong(&rows, what), 0, "{what}: {rows:?}");
    }
    // whoever runs the tests may not be root
    let root = rustix::process::geteuid().is_root();
    assert_eq!(wrong(&rows, "home"), usize::from(!root), "{rows:?}");
    let mended = |account: &str, answer: &str, change: &dyn Fn(&Home), what: &str, mend: &str| {
        let (code, rows) = told(account, answer, change);
        assert_eq!(code, 4, "{rows:?}");
        assert!(rows.iter().any(|row| row[0] == what && row[2].contains(mend)), "{what}, {mend}: {rows:?}");
    };
    mended("", &answer, &|_| {}, "account", "useradd");
    mended("root:x:0:0::HOME:/bin/sh", &answer, &|_| {}, "account", "without privileges");
    mended("gloact:x:1:1::HOME:/bin/bash", &answer, &|_| {}, "shell", "usermod --shell /bin/sh gloact");
    mended("gloact:x:1:1::/nowhere/at/all:/bin/sh", &answer, &|_| {}, "home", "install -d");
    let loosen = |home: &Home| fs::set_permissions(home.0.path().join("guest"), Permissions::from_mode(0o777)).unwrap();
    mended(guest, &answer, &loosen, "home", "-m 0555");
    mended(guest, &answer, &loosen, "writable", "chmod go-w");
    if root {
        mended(guest, &answer, &|home| drop(home.write("guest/.bashrc", "")), "home", "an empty one");
    }
    mended(guest, &answer, &|home| drop(home.script("bin/sshd", "exit 1")), "sshd", "sudo gloact doctor");
    // each line of the block counts
    for (is, other, mend) in [
        ("permituserenvironment no", "permituserenvironment yes", "PermitUserEnvironment no"),
        ("disableforwarding yes", "disableforwarding no", "DisableForwarding yes"),
        ("allowtcpforwarding no", "allowtcpforwarding yes", "AllowTcpForwarding no"),
        ("permittunnel no", "permittunnel yes", "PermitTunnel no"),
        ("permitopen none", "permitopen any", "PermitOpen none"),
        ("permituserrc no", "permituserrc yes", "PermitUserRC no"),
        ("acceptenv GLOACT_NONE", "acceptenv LANG\nacceptenv LC_*", "AcceptEnv GLOACT_NONE"),
        ("forcecommand exec /usr/bin/gloact --kiosk", "forcecommand exec /usr/bin/gloact", "ForceCommand"),
        ("forcecommand exec /usr/bin/gloact --kiosk", "forcecommand none", "ForceCommand"),
        ("authorizedkeysfile /etc/ssh/gloact-keys/%u", "authorizedkeysfile .ssh/authorized_keys", "AuthorizedKeysFile"),
        ("maxsessions 1", "maxsessions 10", "MaxSessions 1"),
        ("clientaliveinterval 30", "clientaliveinterval 0", "ClientAliveInterval 30"),
    ] {
        assert!(answer.contains(&format!("{is}\n")), "{is}: {answer}");
        mended(guest, &answer.replace(&format!("{is}\n"), &format!("{other}\n")), &|_| {}, "sshd", mend);
    }
}
