//! A save is complete or does not happen: full disk, killed program, two programs.

use crate::support::session::{Session, TIMEOUT, pane_name, poll_until, shows};
use crate::{PROGRAM, Sandbox, tool};
use std::fs::{self};

#[test]
fn full_disk_keeps_the_old_file_and_reports_why() {
    // a full disk for this test
    if tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let disk = sandbox.0.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let copy = sandbox.0.path().join("copy").display().to_string();
    let script = sandbox.write(
        "begin",
        format!(
            "mount -t tmpfs -o size=16k none {disk}\nmkdir -p {disk}/gloact\n\
             printf '{{\"mine\": \"go map\"}}\\n' > {disk}/gloact/views.json\n\
             printf '{{\"chosen\": [\"old\"]}}\\n' > {disk}/gloact/memory.json\n\
             cp -r {disk}/gloact {copy}-before\ncat /dev/zero > {disk}/full 2> /dev/null\n\
             XDG_CONFIG_HOME={disk} XDG_STATE_HOME={disk} {PROGRAM}\ncode=$?\n\
             cp -r {disk}/gloact {copy}-after\nexit $code\n",
            disk = disk.display()
        ),
    );
    let mut session = Session::start_in(sandbox, "/usr/bin/unshare", &["-m", "sh", &script]);
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("4vnew\r");
    session.wait("why not", shows("views.json"));
    session.press(":set theme mono\r");
    session.wait("why not", shows("settings.json"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
    session.assert_terminal_restored();
    let folder = session.sandbox.0.path();
    for file in ["views.json", "memory.json"] {
        let [before, after] = ["before", "after"].map(|when| {
            fs::read_to_string(folder.join(format!("copy-{when}")).join(file)).unwrap()
        });
        assert_eq!(after, before, "{file}");
    }
    let mut names: Vec<_> = fs::read_dir(folder.join("copy-after"))
        .unwrap()
        .flatten()
        .map(|file| file.file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["memory.json", "views.json"], "half a file is left");
}

#[test]
fn concurrent_saves_lose_nothing() {
    let (first, second) = (Sandbox::new(), Sandbox::new());
    let shared = first.0.path().join("config").display().to_string();
    let variables = [("XDG_CONFIG_HOME", shared.as_str())];
    let file = first.0.path().join("config/gloact/views.json");
    let mut both = [first, second].map(|sandbox| {
        Session::start_with_env(sandbox, &variables, PROGRAM, &["--do", "go countries"])
    });
    both.iter().for_each(|session| {
        session.wait("the first screen", |screen| pane_name(screen) == "Countries")
    });
    for at in 0..10 {
        for (session, name) in both.iter_mut().zip(["left", "right"]) {
            session.press(&format!(":save-bookmark {name}{at}\r"));
        }
        for (session, name) in both.iter().zip(["left", "right"]) {
            let saved = format!("\"{name}{at}\"");
            session.wait("the view", |_| {
                fs::read_to_string(&file).is_ok_and(|text| text.contains(&saved))
            });
            // the file is complete at any time
            serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&file).unwrap()).unwrap();
        }
    }
    for session in &mut both {
        session.press("\x03");
        assert_eq!(session.wait_for_exit(), 0);
    }
    let saved: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(saved.as_object().unwrap().len(), 20, "{saved}");
}

#[test]
fn killed_save_leaves_the_old_or_the_new_file() {
    const STEPS: &str = "fchmod,fsync,?rename,?renameat,renameat2";
    if tool(&["strace"], &["-f", "-o", "/dev/null", "-e", "inject=fsync:signal=KILL", "true"])
        .is_none()
    {
        return;
    }
    let mut whole = Vec::new();
    for (step, saved) in [
        ("fchmod:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=1", "old"),
        ("?rename,?renameat,renameat2:signal=KILL:when=1", "old"),
        ("fsync:signal=KILL:when=2", "new"),
    ] {
        let sandbox = Sandbox::new();
        let file = sandbox.write(".config/gloact/views.json", "{\"old\": \"go map\"}\n");
        let (trace, inject) = (format!("trace={STEPS}"), format!("inject={step}"));
        let words = [
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &trace,
            "-e",
            &inject,
            PROGRAM,
            "--do",
            "go countries",
        ];
        let mut session = Session::start_in(sandbox, "/usr/bin/strace", &words);
        session.wait("the first screen", |screen| pane_name(screen) == "Countries");
        session.press(":save-bookmark new\r");
        assert!(
            poll_until(TIMEOUT, || session.child.try_wait().unwrap()).is_some(),
            "{step} is never reached"
        );
        let text = fs::read_to_string(&file).unwrap();
        let views: serde_json::Value =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{step}: {e}: {text:?}"));
        assert_eq!(views["old"], "go map", "{step}: {text}");
        whole.push((step, saved, if views.get("new").is_some() { "new" } else { "old" }));
    }
    assert!(whole.iter().all(|(_, saved, found)| saved == found), "{whole:?}");
}
