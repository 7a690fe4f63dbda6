//! Saves of the user's files while others save, locks are refused, the disk is full or the program
//! is killed: nothing is lost, nothing is left behind, and messages are true.

use crate::support::session::{TIMEOUT, poll_until};
use crate::user_files::{config_file, run_with_input};
use crate::{Output, Sandbox, tool};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text:?}"))
}

/// Returns the names in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns the program in a sandbox under strace, with faults injected; its calls go into `log`.
fn traced(sandbox: &Sandbox, faults: &[&str], args: &[&str]) -> Option<Command> {
    tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=fsync:delay_enter=1", "true"])?;
    let program = sandbox.command(args);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "log"]).args(faults).arg(PROGRAM).args(args);
    command.current_dir(sandbox.0.path()).env_clear().env("PATH", "/usr/bin:/bin");
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap());
    }
    Some(command)
}

/// The number of values that are reverted at the same time, and of processes that do it.
const REVERTS: usize = 200;
const PROCESSES: usize = 8;

#[test]
fn concurrent_reverts_lose_nothing() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let id = |number: usize| format!("X{number:03}");
    let countries: serde_json::Map<String, Value> =
        (0..REVERTS).map(|number| (id(number), json!({"name": "Somewhere"}))).collect();
    let text = json!({"$comment": "mine", "countries": countries});
    fs::write(&file, serde_json::to_string_pretty(&text).unwrap()).unwrap();
    let next = AtomicUsize::new(0);
    let revert = || {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if number >= REVERTS {
                return;
            }
            let path = format!("countries/{}", id(number));
            // on a busy machine the lock may not come in time; then nothing is changed
            let output = loop {
                let output = sandbox.run(&["edit", "--revert", &path]);
                if !output.err.contains("another gloact is saving") {
                    break output;
                }
                assert!(fs::read_to_string(&file).unwrap().contains(&id(number)), "{path}");
            };
            assert!(output.out.contains("is reverted in"), "{path}: {}", output.all_output());
            assert!(read_json(&file)["countries"].get(id(number)).is_none(), "{path} is back");
        }
    };
    thread::scope(|scope| (0..PROCESSES).for_each(|_| drop(scope.spawn(revert))));
    assert_eq!(read_json(&file), json!({"$comment": "mine"}));
    assert_eq!(names_in(file.parent().unwrap()), ["overrides.json"]);
}

#[test]
fn a_save_by_another_program_meanwhile_is_kept() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "overrides.json");
    let folder = file.parent().unwrap();
    fs::write(&file, r#"{"countries": {"NP": {"note": "a"}, "ML": {"note": "b"}}}"#).unwrap();
    // the program waits before it flushes the first temporary file
    let delay = ["-e", "trace=fsync", "-e", "inject=fsync:delay_enter=1500000:when=1"];
    let Some(mut command) = traced(&sandbox, &delay, &["edit", "--revert", "countries/NP"]) else {
        return;
    };
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let has_temporary =
        || names_in(folder).iter().any(|name| name.starts_with(".overrides.json")).then_some(());
    assert!(poll_until(TIMEOUT, has_temporary).is_some(), "no temporary file is written");
    let other = sandbox.write(
        "config/gloact/other",
        r#"{"countries": {"NP": {"note": "a"}, "ML": {"note": "changed"}}}"#,
    );
    fs::rename(other, &file).unwrap();
    let output = Output::from_process(child.wait_with_output().unwrap());
    assert!(output.out.contains("is reverted in"), "{}", output.all_output());
    assert_eq!(read_json(&file), json!({"countries": {"ML": {"note": "changed"}}}));
    assert_eq!(names_in(folder), ["overrides.json"]);
}

#[test]
fn a_signal_before_the_editor_starts_ends_the_edit() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let sandbox = Sandbox::new();
        let folder = config_file(&sandbox, "overrides.json").parent().unwrap().to_path_buf();
        let editor = sandbox.install_script("editor", "touch ~/opened");
        // the program waits before it flushes the draft; with -D the child is the program itself
        let delay = ["-D", "-e", "trace=fsync", "-e", "inject=fsync:delay_enter=3000000:when=1"];
        let Some(mut command) = traced(&sandbox, &delay, &["edit", "countries/NP/region"]) else {
            return;
        };
        command.env("EDITOR", editor).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let has_draft = || (!names_in(&folder).is_empty()).then_some(());
        assert!(poll_until(TIMEOUT, has_draft).is_some(), "no draft is written");
        kill_process(Pid::from_child(&child), signal).unwrap();
        let output = Output::from_process(child.wait_with_output().unwrap());
        assert_eq!(output.code, code, "{}", output.all_output());
        assert!(!sandbox.0.path().join("opened").exists(), "the editor was started");
        assert_eq!(names_in(&folder), [""; 0]);
    }
}

#[test]
fn a_refused_lock_costs_one_call() {
    for error in ["EBADF", "ENOLCK", "EOPNOTSUPP", "ENOSYS"] {
        let sandbox = Sandbox::new();
        let file = config_file(&sandbox, "views.json");
        let inject = format!("inject=flock:error={error}");
        let faults = ["-e", "trace=flock", "-e", &inject];
        let Some(command) = traced(&sandbox, &faults, &["--plain"]) else { return };
        let output = run_with_input(command, "save-bookmark a\nsave-bookmark b\nquit\n");
        assert_eq!(output.code, 0, "{error}: {}", output.all_output());
        assert_eq!(read_json(&file).as_object().unwrap().len(), 2, "{error}: {}", output.out);
        // one for each bookmark, and one for the memory
        let log = fs::read_to_string(sandbox.0.path().join("log")).unwrap();
        let calls = log.lines().filter(|line| line.contains("flock(")).count();
        assert_eq!(calls, 3, "{error}: {log}");
        // a save cannot say it each time
        let Some(command) = traced(&sandbox, &faults, &["doctor"]) else { return };
        let doctor = run_with_input(command, "").out;
        assert!(doctor.contains("config/gloact (without locks: "), "{error}: {doctor}");
        assert!(!sandbox.run(&["doctor"]).out.contains("without locks"), "{error}");
    }
}

#[test]
fn a_file_system_without_modes_and_owners_takes_saves() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "views.json");
    fs::write(&file, "{}").unwrap();
    let calls = "fchmod,fchown,fchownat,fchmodat,fsetxattr,fremovexattr,getxattr";
    let faults = ["-e", &format!("inject={calls}:error=EPERM")];
    let Some(command) = traced(&sandbox, &faults, &["--plain"]) else { return };
    let output = run_with_input(command, "save-bookmark mine\nquit\n");
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(fs::read_to_string(file).unwrap().contains("mine"), "{}", output.out);
}

#[test]
fn a_new_file_never_replaces_another_even_where_names_cannot_be_linked() {
    for refused in ["renameat2:error=EINVAL", "renameat2:error=ENOSYS"] {
        let sandbox = Sandbox::new();
        sandbox.write("gloact-overview-rows.json", "mine");
        let rename = format!("inject={refused}");
        let faults = ["-e", &rename, "-e", "inject=?link,linkat:error=EPERM"];
        let Some(command) = traced(&sandbox, &faults, &["--plain"]) else { return };
        let lines = "copy rows json file\ncopy rows json file\nquit\n";
        let output = run_with_input(command, lines);
        assert_eq!(output.code, 0, "{}", output.all_output());
        let text = |name: &str| fs::read_to_string(sandbox.0.path().join(name)).unwrap();
        assert_eq!(text("gloact-overview-rows.json"), "mine");
        let copies = ["gloact-overview-rows-2.json", "gloact-overview-rows-3.json"].map(text);
        assert!(copies[0].len() > 100 && copies[0] == copies[1], "{copies:?}");
        let names = names_in(sandbox.0.path());
        assert!(!names.iter().any(|name| name.contains(".gloact-")), "{names:?}");
    }
}

#[test]
fn a_lock_that_stays_is_reported() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "views.json");
    fs::write(&file, "{\"old\": \"go map\"}").unwrap();
    let lock = File::open(file.parent().unwrap()).unwrap();
    lock.lock().unwrap();
    let lines = "save-bookmark new\nbookmarks\n";
    let save = || run_with_input(sandbox.command(&["--plain"]), lines).out;
    let refused = save();
    assert!(refused.contains("another gloact is saving a file in"), "{refused}");
    assert!(!refused.contains("bookmarked as"), "{refused}");
    // it is not in the list of this session either
    assert!(refused.ends_with("Bookmarks\n1. old, go map\n"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"old\": \"go map\"}");
    drop(lock);
    assert!(save().contains("2. new, go overview\n"));
    assert_eq!(read_json(&file).as_object().unwrap().len(), 2);
}

#[test]
fn a_limit_of_file_sizes_is_an_error() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "views.json");
    fs::write(&file, "{}").unwrap();
    let mut command = sandbox.command(&[]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 0; exec \"$0\" --plain", PROGRAM]);
    shell.current_dir(sandbox.0.path()).env_clear().env("PATH", "/usr/bin:/bin");
    for (name, value) in command.stdin(Stdio::null()).get_envs() {
        shell.env(name, value.unwrap());
    }
    let output = run_with_input(shell, "save-bookmark new\ncopy rows json file\nquit\n");
    let reason = " cannot be written: File too large (os error 27)\n";
    assert_eq!(output.out.matches(reason).count(), 2, "{}", output.all_output());
    assert!(output.code >= 0, "it ends by a signal");
    assert_eq!(names_in(file.parent().unwrap()), ["views.json"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "{}");
}

#[test]
fn two_sessions_remember_the_choices_of_both() {
    let sandbox = Sandbox::new();
    let choose = |word: &str| run_with_input(sandbox.command(&["--plain"]), word);
    choose("find mali\n1\nquit\n");
    let mut first = sandbox.command(&["--plain"]);
    let mut first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = first.stdin.take().unwrap();
    input.write_all(b"find nepal\n1\n").unwrap();
    let mut lines = BufReader::new(first.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("country, NP")));
    choose("find laos\n1\nquit\n");
    input.write_all(b"quit\n").unwrap();
    assert!(lines.all(|line| line.is_ok()) && first.wait().unwrap().success());
    let memory = read_json(&sandbox.0.path().join(".local/state/gloact/memory.json"));
    assert_eq!(memory["recent"], json!(["countries/NP", "countries/LA", "countries/ML"]));
}

/// The number of processes that are killed, and the threads that do it.
const KILLS: usize = 200;
const KILLERS: usize = 4;

#[test]
fn killed_saves_lose_nothing_and_leave_nothing() {
    let kill_some = |killer: usize| {
        let sandbox = Sandbox::new();
        let file = config_file(&sandbox, "views.json");
        fs::write(&file, "{\"old\": \"go map\"}").unwrap();
        let folder = file.parent().unwrap();
        let lines: String = (0..500).map(|at| format!("save-bookmark b{at}\n")).collect();
        let (mut saved, mut leftovers) = (0, 0);
        for at in 0..KILLS / KILLERS {
            let mut command = sandbox.command(&["--plain", "--do", "go phases"]);
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            let mut input = child.stdin.take().unwrap();
            let lines = lines.clone();
            let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
            // it saves now
            let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
            assert!(output.any(|line| line.unwrap().contains("bookmarked as")));
            thread::sleep(Duration::from_micros(((at * 7919 + killer * 104_729) % 9973) as u64));
            child.kill().unwrap();
            child.wait().unwrap();
            let _ = writer.join().unwrap();
            let views = read_json(&file);
            let views = views.as_object().unwrap();
            assert!(views["old"] == "go map" && views.len() >= saved, "{views:?}");
            saved = views.len();
            let left = names_in(folder).len() - 1;
            // the next process that saves removes what this one left
            assert!(left <= 1, "{:?}", names_in(folder));
            leftovers += left;
        }
        let output = run_with_input(sandbox.command(&["--plain"]), "save-bookmark last\n");
        assert_eq!(output.code, 0, "{}", output.all_output());
        assert_eq!(names_in(folder), ["views.json"]);
        (saved, leftovers)
    };
    let killers: Vec<_> =
        (0..KILLERS).map(|killer| thread::spawn(move || kill_some(killer))).collect();
    for killer in killers {
        let (saved, _) = killer.join().unwrap();
        assert!(saved > 2, "nothing is saved before it is killed");
    }
}

#[test]
fn only_leftovers_of_the_program_are_removed() {
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "views.json");
    let names = [".settings.json.gloact-abcdefghijkl", ".views.json.1", ".views.json.gloact-mine"];
    for name in names.iter().chain(&[".views.json.gloact-abcdefghijkl"]) {
        fs::write(config_file(&sandbox, name), "x").unwrap();
    }
    let output = run_with_input(sandbox.command(&["--plain"]), "save-bookmark mine\n");
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(names_in(file.parent().unwrap()), [&names[..], &["views.json"]].concat());
}

/// Prepares a small disk with files of each kind, fills it, runs what writes, and compares.
const FULL_DISK: &str = r#"
mount -t tmpfs -o size=2m none "$HOME/disk" && cd "$HOME/disk" && mkdir -p man out pictures || exit 9
"$0" man man > /dev/null && "$0" screenshot --all --into pictures > /dev/null || exit 9
for file in man/* pictures/*; do echo OLD > "$file"; done
"$0" present --export ../before > /dev/null || exit 9
html=$(stat -c %s ../before/*.html) md=$(stat -c %s ../before/*.md)
for file in ../before/*; do echo OLD > "out/${file##*/}"; done
# there is room for the first of the two files
free=$(df --output=avail -B1 . | tail -1)
head -c $((free - html - md / 2)) /dev/zero > zeros
ls -Rla > ../first && mkdir -p config/gloact && cp -r . ../old
"$0" present --export out --replace && echo "out is not refused"
cat /dev/zero >> zeros 2> /dev/null
printf 'copy rows json file\n' | "$0" --plain | tail -1
"$0" man man && echo "man is not refused"
EDITOR=true XDG_CONFIG_HOME=$HOME/disk/config "$0" edit countries/NP && echo "edit is not refused"
"$0" screenshot --all --into pictures && echo "pictures is not refused"
rm zeros ../old/zeros
diff -r . ../old && echo unchanged
"#;

#[test]
fn a_full_disk_leaves_no_half_of_a_file() {
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.0.path().join("disk")).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", FULL_DISK, PROGRAM]).env_clear();
    command.env("PATH", "/usr/bin:/bin").env("HOME", sandbox.0.path());
    let output = run_with_input(command, "");
    let said = output.all_output();
    assert!(!said.contains("is not refused") && output.out.ends_with("unchanged\n"), "{said}");
    assert_eq!(said.matches("cannot be written: No space left").count(), 5, "{said}");
}
