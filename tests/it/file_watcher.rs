//! Changed files are read again, however they were saved.

use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox, tool};
use std::fs::{self};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// Returns an override with a note.
fn override_with_note(words: &str) -> String {
    format!("{{\"countries\": {{\"NP\": {{\"note\": \"{words}\"}}}}}}\n")
}

/// Scripts that save a file: `$0` is the file and `$1` the new note.
const SAVE_SCRIPTS: &[(&str, &str)] = &[
    ("sed", "sed -i 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\""),
    (
        "mv",
        "sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\" > \"$0.new\" && mv \"$0.new\" \"$0\"",
    ),
    (
        "cat",
        "text=$(sed 's/note\": \".*\"/note\": \"'\"$1\"'\"/' \"$0\") && echo \"$text\" > \"$0\"",
    ),
    ("vim", "vim -Nu NONE -es \"$0\" -c 's/note\": \".*\"/note\": \"'\"$1\"'\"/' -c wq"),
];

#[test]
fn override_saved_by_any_editor_is_reloaded() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(sandbox, PROGRAM, &["--do", "go countries/NP"]);
    session.wait("the note", shows("at first"));
    for (with, script) in SAVE_SCRIPTS {
        // skip programs that are not installed
        if std::process::Command::new(with).arg("--version").output().is_err() {
            continue;
        }
        for at in 0..3 {
            let words = format!("{with} {at}");
            let saved = std::process::Command::new("sh")
                .args(["-c", script, &file, &words])
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), override_with_note(&words), "{saved:?}");
            session.wait(&words, shows(&words));
        }
    }
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn change_before_the_watch_starts_is_seen() {
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=read:delay_enter=1", "true"])
        .is_none()
    {
        return;
    }
    let sandbox = Sandbox::new();
    let folder = sandbox.0.path().join(".config/gloact");
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    // strace delays each watch
    let late =
        ["-e", "trace=inotify_add_watch", "-e", "inject=inotify_add_watch:delay_enter=500000"];
    let words =
        [&["-f", "-qq", "-o", "/dev/null"][..], &late, &[PROGRAM, "--do", "go countries/NP"]]
            .concat();
    let mut session = Session::start_in(sandbox, "/usr/bin/strace", &words);
    session.wait("the note", shows("at first"));
    fs::write(&file, override_with_note("while it began")).unwrap();
    session.wait("a change before the first watch", shows("while it began"));
    // replace the folder
    fs::rename(&folder, folder.with_extension("old")).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(&file, override_with_note("in another folder")).unwrap();
    session.wait("what it brings", shows("in another folder"));
    fs::write(&file, override_with_note("at once")).unwrap();
    session.wait("a change before its watch", shows("at once"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn constantly_changing_file_blocks_nothing() {
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(sandbox, PROGRAM, &["--do", "go countries/NP"]);
    session.wait("the note", shows("at first"));
    let start = Instant::now();
    let before = session.byte_count();
    let mut times = 0;
    while start.elapsed() < Duration::from_secs(3) {
        fs::write(&file, override_with_note(&format!("number {times} of many"))).unwrap();
        times += 1;
        thread::sleep(Duration::from_millis(10));
    }
    // the file is read about once a second, or every 150 ms if a busy machine pauses the writes
    let took = start.elapsed();
    let drawn = session.frames_since(before) as u128;
    assert!(
        drawn <= took.as_millis() / 150 + 2,
        "it is read {drawn} times for {times} saves in {took:?}"
    );
    session.wait("the last", shows(&format!("number {} of many", times - 1)));
    session.press("q1");
    session.wait("the overview", |screen| pane_name(screen) == "Overview");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn reload_key_works_without_a_watcher() {
    // an account without inotify instances
    let none = "echo 0 > /proc/sys/user/max_inotify_instances";
    if tool(&["unshare"], &["-Ur", "sh", "-c", none]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let file = sandbox.write(".config/gloact/overrides.json", override_with_note("at first"));
    let mut session = Session::start_in(
        sandbox,
        "/usr/bin/unshare",
        &["-Ur", "sh", "-c", &format!("{none}; exec \"$0\" --do 'go countries/NP'"), PROGRAM],
    );
    session.wait("the note", shows("at first"));
    fs::write(&file, override_with_note("another")).unwrap();
    assert!(!session.has_inotify(), "it watches files");
    session.press("\x0c");
    session.wait("the other note", shows("another"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn saved_override_is_reloaded_and_a_broken_one_is_ignored() {
    let mut session = Session::open(&[]);
    session.press("4/nepal\r\r");
    session.wait("the detail", shows("country · NP"));
    // the folder did not exist when the program started
    let folder = session.sandbox.0.path().join(".config/gloact");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("overrides.json");
    let save = |text: &str| {
        // as editors do: write another file, then rename it
        std::fs::write(folder.join("new"), text).unwrap();
        std::fs::rename(folder.join("new"), &file).unwrap();
    };
    save(r#"{"countries": {"NP": {"note": "first note"}}}"#);
    session.wait("the note", |screen| shows("* Note")(screen) && shows("first note")(screen));
    save(r#"{"countries": {"NP": {"note": "second"#);
    session.wait("the fault", |screen| {
        shows("overrides.json:1:37")(screen) && shows("first note")(screen)
    });
    save(r#"{"countries": {"NP": {"note": "second note"}}}"#);
    session.wait("the second note", |screen| {
        shows("second note")(screen) && shows("country · NP")(screen)
    });
    std::fs::remove_dir_all(&folder).unwrap();
    session.wait("the bundled note", |screen| {
        !shows("second note")(screen) && shows("country · NP")(screen)
    });
    std::fs::create_dir(&folder).unwrap();
    save(r#"{"countries": {"NP": {"note": "third note"}}}"#);
    session.wait("the third note, in a folder that was made again", shows("third note"));
    // replace the folder, as a deployment does
    std::fs::rename(&folder, folder.with_extension("old")).unwrap();
    std::fs::create_dir(&folder).unwrap();
    save(r#"{"countries": {"NP": {"note": "fourth note"}}}"#);
    session.wait("the fourth note", shows("fourth note"));
    save(r#"{"countries": {"NP": {"note": "fifth note"}}}"#);
    session.wait("the fifth note", shows("fifth note"));
    // the first closes the detail, the second asks for one more
    session.press("qqq");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn change_behind_a_link_is_seen() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    let home = sandbox.0.path().to_path_buf();
    let save = |name: &str, words: &str| {
        let file = home.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(home.join("new"), override_with_note(words)).unwrap();
        fs::rename(home.join("new"), file).unwrap();
    };
    let folder = home.join(".config/gloact");
    // as stow links files, and as Kubernetes links them through a folder that it replaces
    save("dot/files/mine.json", "of the link");
    fs::create_dir_all(folder.join("overrides")).unwrap();
    symlink("../../dot/files/mine.json", folder.join("overrides.json")).unwrap();
    let args = ["--do", "go countries/NP", "--data", "named/x.json"];
    let mut session = Session::start_in(sandbox, PROGRAM, &args);
    session.wait("the note", shows("of the link"));
    save("dot/files/mine.json", "of the link, replaced");
    session.wait("a target that was replaced", shows("of the link, replaced"));
    fs::write(home.join("dot/files/mine.json"), override_with_note("in place")).unwrap();
    session.wait("a target that was written", shows("in place"));
    // the folder of the target is replaced
    save("dot/other/mine.json", "another folder");
    fs::rename(home.join("dot/files"), home.join("dot/old")).unwrap();
    fs::rename(home.join("dot/other"), home.join("dot/files")).unwrap();
    session.wait("a folder that was replaced", shows("another folder"));
    // the volume lies below the file that edits change
    fs::write(home.join("dot/files/mine.json"), "{}").unwrap();
    save("config/v1/team.json", "version 1");
    save("config/v2/team.json", "version 2");
    let volume = folder.join("overrides");
    symlink(home.join("config/v1"), volume.join("..data")).unwrap();
    symlink("..data/team.json", volume.join("team.json")).unwrap();
    session.wait("the first version", shows("version 1"));
    symlink(home.join("config/v2"), volume.join("..next")).unwrap();
    fs::rename(volume.join("..next"), volume.join("..data")).unwrap();
    session.wait("the second version", shows("version 2"));
    save("config/v2/team.json", "version 2b");
    session.wait("a file of the second version", shows("version 2b"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}
