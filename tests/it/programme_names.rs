//! Programmes by name: where they are looked up, what names the one that is shown, and the list.

use crate::{Output, Sandbox};
use serde_json::Value;

/// Writes a programme of one record and returns its folder.
fn write_programme(sandbox: &Sandbox, folder: &str, title: &str) -> String {
    let name = folder.rsplit('/').next().unwrap();
    let text = format!(r#"{{"{name}": {{"title": "{title}", "short": "{title}"}}}}"#);
    sandbox.write(&format!("{folder}/programme.json"), text);
    sandbox.0.path().join(folder).to_str().unwrap().into()
}

/// Returns the title of the programme that is shown.
fn shown_title(sandbox: &Sandbox, args: &[&str], variables: &[(&str, &str)]) -> String {
    let args = [&["list", "programme", "--format", "jsonl"], args].concat();
    let output = sandbox.command(&args).envs(variables.iter().copied()).output().unwrap();
    let output = Output::from_process(output);
    assert_eq!((output.code, &*output.err), (0, ""), "{args:?}");
    let row: Value = serde_json::from_str(&output.out).unwrap();
    row["title"].as_str().unwrap().into()
}

const USER: &str = ".local/share/gloact/programmes";
const SETTINGS: &str = "config/gloact/settings.json";

#[test]
fn a_name_is_looked_up_in_the_data_directories() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "Users Lakes");
    write_programme(&sandbox, "host/gloact/programmes/lakes", "Hosts Lakes");
    write_programme(&sandbox, "host/gloact/programmes/ponds", "Hosts Ponds");
    let host = sandbox.0.path().join("host").display().to_string();
    let dirs = format!("relative:{host}");
    let dirs = [("XDG_DATA_DIRS", &*dirs)];
    let title = |name: &str| shown_title(&sandbox, &["--programme", name], &dirs);
    assert_eq!(title("lakes"), "Users Lakes");
    assert_eq!(title("ponds"), "Hosts Ponds");
    assert!(title("bundled").contains("Trafficking"));
    // a folder here comes first; a path is never looked up
    write_programme(&sandbox, "lakes", "Lakes Here");
    assert_eq!(title("./lakes"), "Lakes Here");
    let output =
        sandbox.command(&["list", "programme", "--programme", "lakes"]).envs(dirs).output();
    let output = Output::from_process(output.unwrap());
    assert!(output.code == 0 && output.out.contains("Lakes Here"), "{}", output.out);
    let other = format!("the folder lakes here is shown, not {}", sandbox.0.path().display());
    assert!(output.err.contains(&other) && output.err.lines().count() == 1, "{}", output.err);
    let output = sandbox.command(&["list", "events", "--programme", "./ponds"]).envs(dirs).output();
    assert_eq!(Output::from_process(output.unwrap()).code, 4);
    let data_home = sandbox.0.path().join("other").display().to_string();
    write_programme(&sandbox, "other/gloact/programmes/rivers", "Rivers");
    let variable = [("XDG_DATA_HOME", &*data_home)];
    assert_eq!(shown_title(&sandbox, &["--programme", "rivers"], &variable), "Rivers");
}

#[test]
fn an_unknown_name_is_refused_with_the_places_and_the_nearest_name() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "Lakes");
    let place = sandbox.0.path().join(USER).display().to_string();
    for (name, hint) in [("laks", "did you mean \"lakes\"?"), ("zzz", "gloact programmes lists")] {
        for args in [&["list", "events"][..], &["check"], &[], &["overview"]] {
            let output = sandbox.run(&[args, &["--programme", name]].concat());
            assert_eq!((output.code, &*output.out), (2, ""), "{args:?}");
            for words in [&format!("there is no programme \"{name}\""), &*place, hint] {
                assert!(output.err.contains(words), "{words}: {}", output.err);
            }
        }
        let output = sandbox.command(&[]).env("GLOACT_PROGRAMME", name).output().unwrap();
        let output = Output::from_process(output);
        assert_eq!((output.code, output.err.contains(hint)), (2, true), "{}", output.err);
        // the list and a new programme do not depend on it
        let output = sandbox.run(&["programmes", "--programme", name]);
        assert!(output.code == 2 && output.out.contains("lakes"), "{}", output.all_output());
        assert_eq!(sandbox.run(&["new", name, "--programme", name]).code, 0);
    }
}

#[test]
fn flag_variable_and_setting_name_the_programme_in_this_order() {
    let sandbox = Sandbox::new();
    let variable = [("GLOACT_PROGRAMME", "by-variable")];
    for name in ["by-flag", "by-variable", "by-setting"] {
        write_programme(&sandbox, &format!("{USER}/{name}"), name);
    }
    sandbox.write(SETTINGS, r#"{"programme": "by-setting"}"#);
    assert_eq!(shown_title(&sandbox, &[], &[]), "by-setting");
    assert_eq!(shown_title(&sandbox, &[], &variable), "by-variable");
    assert_eq!(shown_title(&sandbox, &["--programme", "by-flag"], &variable), "by-flag");
    assert!(shown_title(&sandbox, &["--programme", "bundled"], &variable).contains("Trafficking"));
    // the dashboard and pictures of it show the same
    assert!(sandbox.run(&[]).err.is_empty());
    let picture = sandbox.run(&["screenshot", "go overview", "--format", "text"]).out;
    assert!(picture.contains("by-setting"), "{picture}");
}

#[test]
fn a_setting_that_leads_nowhere_is_reported_and_the_bundled_programme_is_shown() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "Lakes");
    sandbox.write(SETTINGS, r#"{"programme": "laks"}"#);
    let output = sandbox.run(&["list", "programme"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.out.contains("Trafficking"), "{}", output.out);
    let check = sandbox.run(&["check", "--format", "lines"]).out;
    for words in ["settings.json:1:2: warning: there is no programme \"laks\"", "\"lakes\""] {
        assert!(check.contains(words), "{words}: {check}");
    }
    for (value, is_valid) in [(r#""lakes""#, true), (r#""""#, false), ("5", false)] {
        sandbox.write(SETTINGS, format!(r#"{{"programme": {value}}}"#));
        let check = sandbox.run(&["check", "--format", "lines"]).out;
        assert_eq!(check.contains("warnings 0"), is_valid, "{value}: {check}");
    }
}

#[test]
fn programmes_are_listed_with_their_problems() {
    let sandbox = Sandbox::new();
    let lakes = write_programme(&sandbox, &format!("{USER}/lakes"), "Clean Lakes");
    sandbox.write(&format!("{USER}/lakes/phases.json"), r#"{"a": {"title": "A", "date": "2020"}}"#);
    sandbox.write(&format!("{USER}/broken/programme.json"), "{\"x\":");
    sandbox.write(&format!("{USER}/.hidden/programme.json"), "{}");
    sandbox.write(&format!("{USER}/file.txt"), "");
    write_programme(&sandbox, "here", "Here");
    let rows = |args: &[&str]| -> Vec<Value> {
        let output = sandbox.run(&[&["programmes", "--format", "jsonl"], args].concat());
        assert_eq!(output.code, 0, "{}", output.err);
        output.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let names = |rows: &[Value]| -> Vec<(String, String)> {
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
        rows.iter().map(|row| (text(row, "name"), text(row, "shown"))).collect()
    };
    let row = |name: &str, shown: &str| (name.to_string(), shown.to_string());
    let all = rows(&[]);
    assert_eq!(names(&all), [row("bundled", "yes"), row("broken", ""), row("lakes", "")]);
    assert_eq!((&all[2]["title"], &all[2]["phases"]), (&"Clean Lakes".into(), &"1".into()));
    assert_eq!(all[2]["folder"], lakes);
    let problem = all[1]["problem"].as_str().unwrap();
    assert!(problem.contains("broken/programme.json:1:"), "{problem}");
    assert_eq!(names(&rows(&["--programme", "lakes"]))[2], row("lakes", "yes"));
    assert_eq!(names(&rows(&["--programme", "here"]))[3], row("here", "yes"));
    // in a table, a long problem leaves room for the others
    let output = sandbox.run(&["programmes"]);
    assert!(output.err.contains("broken/programme.json:1:") && !output.out.contains("error"));
    assert!(output.out.contains(&format!(" ~/{USER}/lakes")), "{}", output.out);
    for (format, words) in [
        ("table", "Clean Lakes"),
        ("md", "| lakes |"),
        ("html", "<td>Clean Lakes"),
        ("json", "\"rows\""),
    ] {
        let output = sandbox.run(&["programmes", "--format", format]);
        assert!(output.code == 0 && output.out.contains(words), "{format}: {}", output.out);
    }
}

#[test]
fn names_of_programmes_are_completed() {
    let sandbox = Sandbox::new();
    write_programme(&sandbox, &format!("{USER}/lakes"), "Lakes");
    let complete = |words: &[&str]| {
        let number = (words.len() - 1).to_string();
        let output = sandbox.command(&[&["__complete", &*number], words].concat()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    for words in [&["gloact", "--programme", "l"][..], &["gloact", "list", "--programme", "la"]] {
        assert_eq!(complete(words), "lakes\t\n", "{words:?}");
    }
    assert_eq!(complete(&["gloact", "--programme", "./"]), "\tfile\n");
    assert!(complete(&["gloact", "--programme", ""]).contains("bundled\t\nlakes\t"));
    let by_name = complete(&["gloact", "--programme", "lakes", "show", "programme/"]);
    assert_eq!(by_name, "programme/lakes\tLakes\n");
}
