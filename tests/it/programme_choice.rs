//! The choice of programmes: several in the variable and the settings, and folders of one name.

use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox};
use serde_json::Value;

const SETTINGS: &str = "config/gloact/settings.json";
const USER: &str = ".local/share/gloact/programmes";

/// Writes a programme with one phase.
fn write_programme(sandbox: &Sandbox, folder: &str, short: &str) {
    let programme = format!(r#"{{"{short}": {{"title": "{short} title", "short": "{short}"}}}}"#);
    sandbox.write(&format!("{folder}/programme.json"), programme);
    let phases = format!(r#"{{"p": {{"title": "Phase of {short}", "date": "2020/2024"}}}}"#);
    sandbox.write(&format!("{folder}/phases.json"), phases);
}

/// Returns the titles of the phases that are shown.
fn phases(sandbox: &Sandbox, args: &[&str], variable: &str) -> Vec<String> {
    let args = [&["list", "phases", "--format", "jsonl"], args].concat();
    let output = sandbox.command(&args).env("GLOACT_PROGRAMME", variable).output().unwrap();
    let output = Output::from_process(output);
    assert_eq!((output.code, &*output.err), (0, ""), "{args:?}");
    let title = |line: &str| {
        serde_json::from_str::<Value>(line).unwrap()["title"].as_str().unwrap().to_string()
    };
    output.out.lines().map(title).collect()
}

#[test]
fn variable_and_setting_take_several() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "LAKES");
    write_programme(&sandbox, "here", "HERE");
    let both = ["Phase of LAKES", "Phase of HERE"];
    assert_eq!(phases(&sandbox, &[], "lakes:./here"), both);
    assert_eq!(phases(&sandbox, &[], ":lakes::./here:lakes:"), both);
    assert_eq!(phases(&sandbox, &["--programme", "./here"], "lakes:bundled"), ["Phase of HERE"]);
    let here = sandbox.0.path().join("here").display().to_string();
    sandbox.write(SETTINGS, format!(r#"{{"programme": ["lakes", "{here}"]}}"#));
    assert_eq!(phases(&sandbox, &[], ""), both);
    assert_eq!(sandbox.run(&["check"]).out, "errors 0, warnings 0, notes 0\n");
    // of a list, a name that leads nowhere is left out and reported
    sandbox.write(SETTINGS, r#"{"programme": ["laks", "lakes"]}"#);
    let output = sandbox.run(&["list", "phases"]);
    assert!(output.code == 0 && output.out.contains("Phase of LAKES"), "{}", output.all_output());
    assert!(output.err.contains("there is no programme \"laks\""), "{}", output.err);
    let check = sandbox.run(&["check", "--format", "lines"]).out;
    assert!(check.contains("there is no programme \"laks\""), "{check}");
    sandbox.write(SETTINGS, r#"{"programme": ["lakes", 5]}"#);
    assert!(sandbox.run(&["check"]).out.contains("invalid value"));
    for value in ["lakes:zzz", "lakes:other/lakes"] {
        write_programme(&sandbox, "other/lakes", "OTHER");
        let output = sandbox.command(&["check"]).env("GLOACT_PROGRAMME", value).output().unwrap();
        assert_eq!(Output::from_process(output).code, 2, "{value}");
    }
}

#[test]
fn a_setting_means_the_same_in_each_directory() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "LAKES");
    write_programme(&sandbox, "lakes", "HERE");
    sandbox.write(SETTINGS, r#"{"programme": "lakes"}"#);
    assert_eq!(phases(&sandbox, &[], ""), ["Phase of LAKES"]);
}

#[test]
fn settings_keep_whole_paths_and_several_programmes() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, "aa", "AA");
    write_programme(&sandbox, "bb", "BB");
    let settings = sandbox.0.path().join(".config/gloact/settings.json");
    let [aa, bb] = ["aa", "bb"].map(|name| sandbox.0.path().join(name).display().to_string());
    let setting = || -> Value {
        let text = std::fs::read_to_string(&settings).unwrap_or_default();
        serde_json::from_str::<Value>(&text).unwrap_or_default()["programme"].clone()
    };
    let flags = ["--programme", "./aa", "--programme", "bb"];
    let mut session = Session::start_in(sandbox, PROGRAM, &flags);
    session.wait("both", shows("AA"));
    session.press(",programme: /bb");
    session.wait("the choices", |screen| {
        shows("/bb ")(screen) && shows("all that were named")(screen)
    });
    session.press("\x1b[B\r");
    session.wait("the file", |_| setting() == serde_json::json!([aa, bb]));
    session.press(",programme: /aa");
    session.wait("the choices", |screen| shows("/aa ")(screen) && shows("all that")(screen));
    session.press("\r");
    session.wait("the file", |_| setting() == aa.as_str());
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn folders_of_one_name_keep_overrides_and_bookmarks_apart() {
    let sandbox = Sandbox::new();
    for (folder, short) in [("a/lakes", "AA"), ("b/lakes", "BB"), ("named/lakes", "CC")] {
        let folder = folder.replace("named", USER);
        write_programme(&sandbox, &folder, short);
    }
    let editor = sandbox.install_script("editor", "sed -i 's/Phase of/Edited/' \"$1\"");
    let edit = |programme: &str| {
        let args = ["edit", "phases/p/title", "--programme", programme];
        let output = sandbox.command(&args).env("EDITOR", &editor).output().unwrap();
        let output = Output::from_process(output);
        assert_eq!(output.code, 0, "{}", output.err);
        output.out
    };
    let titles = || {
        let named = phases(&sandbox, &["--programme", "lakes"], "");
        [phases(&sandbox, &[], "a/lakes"), phases(&sandbox, &[], "./b/lakes/"), named].concat()
    };
    let path = sandbox.0.path().canonicalize().unwrap();
    let folder = format!("gloact/folders{}/a/lakes/overrides.json", path.display());
    assert!(edit("a/lakes").contains(&folder));
    assert_eq!(titles(), ["Edited AA", "Phase of BB", "Phase of CC"]);
    assert!(edit("lakes").contains("gloact/programmes/lakes/overrides.json"));
    assert_eq!(titles(), ["Edited AA", "Phase of BB", "Edited CC"]);
    // the path of a folder that has a name means the same programme
    let path = format!("{USER}/lakes");
    assert_eq!(phases(&sandbox, &["--programme", &path], ""), ["Edited CC"]);
    sandbox.write("config/gloact/programmes/lakes/views.json", r#"{"of name": 5}"#);
    assert!(!sandbox.run(&["check", "--programme", "a/lakes"]).out.contains("views.json"));
    assert!(sandbox.run(&["check", "--programme", "lakes"]).out.contains("views.json"));
}
