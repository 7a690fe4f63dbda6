//! The files of the user: what they may be, and what of them stays when they are saved.

use crate::support::session::{TIMEOUT, poll_until};
use crate::{Output, Sandbox, tool};
use rustix::fs::{XattrFlags, getxattr, setxattr};
use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs the program, which must end, with lines on stdin.
pub(crate) fn run_with_input(mut command: Command, lines: &str) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // the program may have ended
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let reader = std::thread::spawn({
        let mut out = child.stdout.take().unwrap();
        move || std::io::read_to_string(&mut out).unwrap()
    });
    let ended = poll_until(TIMEOUT, || child.try_wait().unwrap());
    child.kill().unwrap();
    let mut output = Output::from_process(child.wait_with_output().unwrap());
    output.out = reader.join().unwrap();
    assert!(ended.is_some(), "it does not end: {}", output.all_output());
    output
}

/// Runs lines in line mode.
fn run_lines(sandbox: &Sandbox, lines: &str) -> Output {
    run_with_input(sandbox.command(&["--plain"]), lines)
}

/// Returns the path of a file of the configuration, in an existing folder.
pub(crate) fn config_file(sandbox: &Sandbox, name: &str) -> PathBuf {
    let folder = sandbox.0.path().join("config/gloact");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn memory_file(sandbox: &Sandbox) -> PathBuf {
    let folder = sandbox.0.path().join(".local/state/gloact");
    fs::create_dir_all(&folder).unwrap();
    folder.join("memory.json")
}

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Makes a device like `/dev/null`, as only root can.
fn make_device(path: &Path) -> bool {
    tool(&["mknod"], &[path.to_str().unwrap(), "c", "1", "3"]).is_some()
}

#[test]
fn irregular_memory_is_left_alone() {
    let sandbox = Sandbox::new();
    let memory = memory_file(&sandbox);
    let device = sandbox.0.path().join("device");
    let mut kinds = vec!["a fifo", "a folder", "a link to /dev/zero", "a large file"];
    if make_device(&device) {
        kinds.push("a link to a device");
    }
    for what in kinds {
        match what {
            "a fifo" => make_fifo(&memory),
            "a folder" => fs::create_dir(&memory).unwrap(),
            "a link to /dev/zero" => symlink("/dev/zero", &memory).unwrap(),
            "a large file" => fs::File::create(&memory).unwrap().set_len(1 << 30).unwrap(),
            _ => symlink(&device, &memory).unwrap(),
        }
        let before = fs::symlink_metadata(&memory).unwrap();
        // the memory of the process is limited, so that a whole read fails at once
        let mut limited = Command::new("prlimit");
        limited.arg("--as=900000000").arg(env!("CARGO_BIN_EXE_gloact")).arg("--plain");
        limited.current_dir(sandbox.0.path()).env_clear().env("HOME", sandbox.0.path());
        limited.env("PATH", "/usr/bin:/bin");
        let output = run_with_input(limited, "go countries/NP\nquit\n");
        assert!(
            output.code == 0 && output.out.contains("Nepal"),
            "{what}: {}",
            output.all_output()
        );
        assert_eq!(output.err, "", "{what}");
        let after = fs::symlink_metadata(&memory).unwrap();
        assert_eq!((after.ino(), after.mtime()), (before.ino(), before.mtime()), "{what}");
        if what == "a folder" {
            fs::remove_dir(&memory).unwrap();
        } else {
            fs::remove_file(&memory).unwrap();
        }
    }
    if let Ok(device) = fs::symlink_metadata(device) {
        assert!(device.file_type().is_char_device(), "a file has replaced the device");
    }
    // damage of a regular file is reported, and it is saved
    fs::write(&memory, "{\"recent\":\n 7}").unwrap();
    let check = sandbox.run(&["check", "--format", "lines"]).out;
    let warning = "memory.json:2:2: warning: expected a list, found the number 7";
    assert!(check.contains(warning), "{check}");
    assert_eq!(run_lines(&sandbox, "go countries/NP\nquit\n").code, 0);
    assert!(fs::read_to_string(memory).unwrap().contains("seen"));
}

#[test]
fn irregular_files_are_refused_with_a_sentence() {
    for (name, lines) in [
        ("views.json", "save-bookmark mine\n"),
        ("settings.json", "set theme mono\n"),
        ("overrides.json", ""),
    ] {
        let sandbox = Sandbox::new();
        let file = config_file(&sandbox, name);
        for what in ["a fifo", "a folder", "a link to a device"] {
            match what {
                "a fifo" => make_fifo(&file),
                "a folder" => fs::create_dir(&file).unwrap(),
                _ => symlink("/dev/full", &file).unwrap(),
            }
            let before = fs::symlink_metadata(&file).unwrap().ino();
            let output = match lines {
                "" => sandbox.run(&["edit", "--revert", "countries/NP/note"]),
                lines => run_lines(&sandbox, lines),
            };
            let output = output.all_output();
            assert!(output.contains(&format!("{name} is not a regular file")), "{what}: {output}");
            assert_eq!(fs::symlink_metadata(&file).unwrap().ino(), before, "{what}");
            match what {
                "a folder" => fs::remove_dir(&file).unwrap(),
                _ => fs::remove_file(&file).unwrap(),
            }
        }
    }
}

#[test]
fn a_fifo_among_new_pages_leaves_all_as_they_were() {
    let sandbox = Sandbox::new();
    sandbox.write("man/gloact.1", "mine");
    make_fifo(&sandbox.0.path().join("man/gloact-list.1"));
    let output = sandbox.run(&["man", "man"]);
    assert_eq!(output.code, 4, "{}", output.all_output());
    assert!(output.err.contains("gloact-list.1 is not a regular file"), "{}", output.err);
    let page = fs::read_to_string(sandbox.0.path().join("man/gloact.1"));
    assert_eq!(page.unwrap(), "mine");
    assert_eq!(fs::read_dir(sandbox.0.path().join("man")).unwrap().count(), 2);
}

#[test]
fn empty_files_are_no_obstacle() {
    for text in ["", " \n", "\u{feff}", "// mine\n"] {
        let sandbox = Sandbox::new();
        let names = ["overrides.json", "views.json", "settings.json", "keys.json"];
        let files = names.map(|name| config_file(&sandbox, name));
        files.iter().for_each(|file| fs::write(file, text).unwrap());
        sandbox.write("config/gloact/decks/mine.json", text);
        fs::write(memory_file(&sandbox), text).unwrap();
        let check = sandbox.run(&["check", "--format", "lines"]);
        assert_eq!(check.code, 0, "{text:?}: {}", check.all_output());
        let problems: Vec<&str> =
            check.out.lines().filter(|line| line.contains("config/gloact")).collect();
        let [overrides, deck] = problems[..] else { panic!("{text:?}: {problems:#?}") };
        assert!(overrides.contains("overrides.json:1:1: warning: the file has no value"));
        assert!(deck.contains("mine.json:1:1: warning: a deck needs a list of slides"), "{deck}");
        let lines = "go map\nsave-bookmark mine\nset theme mono\nquit\n";
        let output = run_lines(&sandbox, lines);
        assert_eq!((output.code, output.err.as_str()), (0, ""), "{text:?}: {}", output.out);
        for (file, words) in [(&files[1], "\"mine\": \"go map\""), (&files[2], "\"mono\"")] {
            let saved = fs::read_to_string(file).unwrap();
            assert!(saved.starts_with(text.trim()) && saved.contains(words), "{saved:?}");
        }
        assert!(fs::read_to_string(memory_file(&sandbox)).unwrap().contains("seen"), "{text:?}");
        let output = sandbox.run(&["edit", "--revert", "countries/NP/note"]);
        assert!(output.code == 1 && output.err.contains("has no value"), "{}", output.err);
        assert_eq!(fs::read_to_string(&files[0]).unwrap(), text);
    }
}

#[test]
fn links_to_missing_files_are_followed() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.0.path().join("dot")).unwrap();
    for name in ["views.json", "settings.json"] {
        symlink(format!("../../dot/{name}"), config_file(&sandbox, name)).unwrap();
    }
    // a link to a link, into a folder that is missing
    symlink("first.json", sandbox.0.path().join("dot/views.json")).unwrap();
    symlink("new/last.json", sandbox.0.path().join("dot/first.json")).unwrap();
    let output = run_lines(&sandbox, "save-bookmark mine\nset theme mono\nquit\n");
    assert_eq!((output.code, output.err.as_str()), (0, ""), "{}", output.out);
    for (name, target) in [("views.json", "new/last.json"), ("settings.json", "settings.json")] {
        assert!(config_file(&sandbox, name).is_symlink(), "{name}");
        let target = sandbox.0.path().join("dot").join(target);
        assert!(!target.is_symlink() && target.is_file(), "{name}: {}", output.out);
    }
    // links in a circle
    let file = config_file(&sandbox, "views.json");
    fs::remove_file(&file).unwrap();
    symlink("views.json", &file).unwrap();
    let output = run_lines(&sandbox, "save-bookmark mine\n");
    assert!(output.out.contains("too many levels of symbolic links"), "{}", output.out);
}

/// An access list as Linux stores it: user 100 may read, and the mask allows reading.
fn access_list(group: u16) -> Vec<u8> {
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, !0), (2, 4, 100), (4, group, !0), (0x10, 4, !0), (0x20, 0, !0)];
    let mut bytes = 2u32.to_le_bytes().to_vec();
    for (tag, bits, id) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(bits.to_le_bytes());
        bytes.extend(id.to_le_bytes());
    }
    bytes
}

#[test]
fn a_save_keeps_owner_mode_and_access_list() {
    const ACL: &str = "system.posix_acl_access";
    let sandbox = Sandbox::new();
    let file = config_file(&sandbox, "views.json");
    for mode in [0o600, 0o640, 0o664] {
        fs::write(&file, "{}").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        assert_eq!(run_lines(&sandbox, "save-bookmark mine\n").code, 0);
        let saved = fs::metadata(&file).unwrap();
        assert_eq!(saved.mode() & 0o7777, mode);
        assert!(fs::read_to_string(&file).unwrap().contains("mine"));
    }
    if setxattr(&file, ACL, &access_list(0), XattrFlags::empty()).is_ok() {
        assert_eq!(run_lines(&sandbox, "save-bookmark other\n").code, 0);
        let mut bytes = vec![0; 1024];
        let length = getxattr(&file, ACL, &mut bytes[..]).expect("the access list is dropped");
        assert_eq!(bytes[..length], access_list(0));
    }
    // a new file follows the umask, not the file that has the first name
    let copy = |mask: &str| {
        let mut command = Command::new("sh");
        let script = format!("umask {mask}; exec \"$0\" --plain");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_gloact")]);
        command.current_dir(sandbox.0.path()).env_clear().env("HOME", sandbox.0.path());
        let output = run_with_input(command, "copy rows json file\n");
        let path = output.out.lines().find_map(|line| line.strip_prefix("written to "));
        let path = path.unwrap_or_else(|| panic!("{}", output.all_output()));
        fs::metadata(path).unwrap().mode() & 0o777
    };
    assert_eq!([copy("077"), copy("022")], [0o600, 0o644]);
    if rustix::process::geteuid().is_root() {
        fs::write(&file, "{}").unwrap();
        chown(&file, Some(61234), Some(61235)).unwrap();
        assert_eq!(run_lines(&sandbox, "save-bookmark mine\n").code, 0);
        let saved = fs::metadata(&file).unwrap();
        assert_eq!((saved.uid(), saved.gid()), (61234, 61235));
        // who may not keep the group gives it nothing
        a_lost_group_gets_no_access();
    }
}

/// Saves a file of another user as one who may not give files away.
fn a_lost_group_gets_no_access() {
    let sandbox = Sandbox::new();
    let program = sandbox.install_program();
    let file = config_file(&sandbox, "views.json");
    fs::write(&file, "{}").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o664)).unwrap();
    chown(&file, Some(61234), Some(61235)).unwrap();
    for folder in [sandbox.0.path(), file.parent().unwrap()] {
        fs::set_permissions(folder, Permissions::from_mode(0o777)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=61236", "--regid=61236", "--clear-groups"]).arg(program);
    command.arg("--plain").current_dir(sandbox.0.path()).env_clear();
    command.env("HOME", sandbox.0.path()).env("XDG_CONFIG_HOME", sandbox.0.path().join("config"));
    let output = run_with_input(command, "save-bookmark mine\n");
    assert_eq!(output.code, 0, "{}", output.all_output());
    let saved = fs::metadata(&file).unwrap();
    assert!(fs::read_to_string(&file).unwrap().contains("mine"), "{}", output.out);
    assert_eq!((saved.uid(), saved.gid(), saved.mode() & 0o777), (61236, 61236, 0o604));
}

#[test]
fn links_at_guessed_names_are_not_followed() {
    let sandbox = Sandbox::new();
    let victim = sandbox.write("victim", "mine");
    // the shell keeps its number when it becomes the program
    let script = "for name in programme.html programme.md views.json; do\n\
                  ln -s \"$HOME/victim\" out/.$name.$$; done\nexec \"$0\" \"$@\"";
    fs::create_dir(sandbox.0.path().join("out")).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_gloact")]).args(args);
        command.current_dir(sandbox.0.path()).env_clear().env("HOME", sandbox.0.path());
        command.env("PATH", "/usr/bin:/bin").env("TERM", "xterm-256color");
        run_with_input(command, "")
    };
    let output = run(&["present", "--export", "out"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    for name in output.out.lines() {
        assert!(fs::symlink_metadata(sandbox.0.path().join(name)).unwrap().is_file(), "{name}");
    }
}
