//! A programme as a folder: written, read again, and shown in place of the bundled one.

use crate::support::session::{Session, shows};
use crate::{Output, PROGRAM, Sandbox, root};
use gloact::model::KindId;

#[test]
fn the_shown_programme_is_written_as_a_folder() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["data", "--split", "mine"]);
    assert_eq!((output.code, &*output.out), (0, "16 files written to mine\n"), "{}", output.err);
    let folder = sandbox.0.path().join("mine");
    for kind in KindId::ALL {
        let name = format!("{kind}.json");
        let written = std::fs::read_to_string(folder.join(&name)).unwrap();
        let bundled = std::fs::read_to_string(root().join("data").join(&name)).unwrap();
        assert!(written == bundled, "{name} differs from the bundled file");
    }
    // overrides are merged into the files
    let file = sandbox.write("note.json", r#"{"countries": {"NP": {"note": "mine"}}}"#);
    assert_eq!(sandbox.run(&["data", "--split", "merged", "--data", &file]).code, 0);
    let countries = std::fs::read_to_string(sandbox.0.path().join("merged/countries.json"));
    assert!(countries.unwrap().contains("\"note\": \"mine\""));
}

#[test]
fn a_folder_with_files_is_replaced_only_on_request() {
    let sandbox = Sandbox::new();
    sandbox.write("mine/phases.json", "{}");
    let other = sandbox.write("mine/other.txt", "kept");
    let output = sandbox.run(&["data", "--split", "mine"]);
    assert_eq!((output.code, &*output.out), (4, ""));
    assert!(output.err.contains("the folder mine is not empty"), "{}", output.err);
    assert!(output.err.contains("--replace"), "{}", output.err);
    let phases = sandbox.0.path().join("mine/phases.json");
    assert_eq!(std::fs::read_to_string(&phases).unwrap(), "{}");
    assert_eq!(sandbox.run(&["data", "--split", "mine", "--replace"]).code, 0);
    assert!(std::fs::read_to_string(&phases).unwrap().contains("glo-act"));
    assert_eq!(std::fs::read_to_string(other).unwrap(), "kept");
    let output = sandbox.run(&["data", "--split", "mine/other.txt"]);
    assert_eq!((output.code, &*output.out), (4, ""));
    assert!(output.err.contains("mine/other.txt cannot be written"), "{}", output.err);
}

/// The arguments that show the small programme of the tests.
fn rivers() -> [String; 2] {
    ["--programme".into(), root().join("tests/fixtures/programme").display().to_string()]
}

/// Runs the program on the small programme of the tests.
fn run_rivers(sandbox: &Sandbox, args: &[&str]) -> Output {
    let rivers = rivers();
    sandbox.run(&[args, &[&*rivers[0], &*rivers[1]]].concat())
}

#[test]
fn a_folder_is_shown_in_place_of_the_bundled_programme() {
    let sandbox = Sandbox::new();
    let check = run_rivers(&sandbox, &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert!(check.out.contains("errors 0, warnings 0"), "{}", check.out);
    for (args, words) in [
        (&["list", "phases"][..], "RIVERS North"),
        (&["list", "countries"], "Arvenia"),
        (&["list", "countries", "--all"], "Nepal"),
        (&["show", "programme/rivers"], "Healthy Wetlands"),
        (&["explain", "phases/rivers-1/budget"], "fixtures/programme/phases.json:"),
        (&["screenshot", "go overview", "--format", "text"], "RIVERS"),
        (&["present"], "Arvenia"),
        (&["search", "arvenia"], "countries/XA"),
        (&["list", "events", "--format", "html"], "RIVERS"),
        (&["diff"], "no layer changes a value"),
    ] {
        let output = run_rivers(&sandbox, args);
        assert_eq!(output.code, 0, "{args:?}: {}", output.err);
        assert!(output.out.contains(words), "{args:?}: {words}: {}", output.out);
        assert!(!output.all_output().contains("GLO.ACT"), "{args:?}: {}", output.all_output());
    }
    let [_, folder] = rivers();
    let output =
        sandbox.command(&["show", "programme/rivers"]).env("GLOACT_PROGRAMME", &folder).output();
    assert_eq!(Output::from_process(output.unwrap()).code, 0);
    // written and read again, it is the same
    assert_eq!(run_rivers(&sandbox, &["data", "--split", "a"]).code, 0);
    assert_eq!(sandbox.run(&["data", "--split", "b", "--programme", "a"]).code, 0);
    for kind in KindId::ALL {
        let [a, b] = ["a", "b"].map(|name| sandbox.0.path().join(format!("{name}/{kind}.json")));
        assert!(std::fs::read(a).unwrap() == std::fs::read(b).unwrap(), "{kind}");
    }
}

#[test]
fn every_slide_of_a_folder_can_be_shown() {
    let sandbox = Sandbox::new();
    let output = run_rivers(&sandbox, &["present", "--check", "120x36"]);
    assert_eq!(output.code, 0, "{}", output.all_output());
    assert!(!output.all_output().contains("cannot be shown"), "{}", output.all_output());
    // a programme of one record has no slides without content
    sandbox.write("one/programme.json", ONE);
    let output = sandbox.run(&["present", "--programme", "one"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.out.contains("One aim"), "{}", output.out);
    assert!(!output.out.contains("Who says so"), "{}", output.out);
}

/// The smallest file of a programme.
const ONE: &str =
    "{\n  \"one\": {\"title\": \"Programme One\", \"short\": \"ONE\", \"aim\": \"One aim\"}\n}\n";

#[test]
fn errors_in_a_folder_name_file_line_and_column() {
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", ONE);
    sandbox.write(
        "one/events.json",
        "{\n  \"a\": {\"title\": \"A\", \"date\": \"2020\", \"countries\": [\"QQ\"]},\n  \
         \"b\": {\"title\": \"B\", \"date\": \"2020\", \"countries\": [\"NP\"]}\n}",
    );
    sandbox.write("one/phase.json", "{}");
    sandbox.write("one/slides.json", "{}");
    let output = sandbox.run(&["check", "--format", "lines", "--programme", "one"]);
    assert_eq!(output.code, 0, "{}", output.out);
    for words in [
        "one/events.json:2:53: warning: events/a/countries: unknown country \"QQ\"",
        "one/phase.json:1:1: warning: this file is passed over",
        "did you mean \"phases.json\"?",
        "one/slides.json:1:1: note: passed over: no kind of record has this name",
        "warnings 2, notes 1",
    ] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    let output = sandbox.run(&["list", "events", "country:nepal", "--programme", "one"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.err.contains("one/phase.json:1:1"), "{}", output.err);
    assert!(output.err.contains("1 more problem: gloact check shows it"), "{}", output.err);
    assert!(output.out.contains("2020  B"), "{}", output.out);
}

#[test]
fn nothing_is_printed_without_the_programme_that_was_named() {
    let sandbox = Sandbox::new();
    sandbox.write("empty/readme.txt", "");
    sandbox.write("half/programme.json", "{\"one\":");
    sandbox.write("events/programme.json", ONE);
    sandbox.write("events/events.json", "{\"a\": ");
    for (folder, code, file) in [
        ("./nowhere", 4, "programme.json"),
        ("empty", 4, "programme.json"),
        ("half", 3, "programme.json"),
        ("events", 3, "events.json"),
    ] {
        for args in [&["list", "events"][..], &["data"], &["overview"], &["present"], &["man"]] {
            let output = sandbox.run(&[args, &["--programme", folder]].concat());
            assert_eq!((output.code, &*output.out), (code, ""), "{args:?} {}", output.err);
            for words in [
                format!("nothing is printed without {folder}/{file}, which --programme names"),
                format!("gloact check --programme {folder} shows what is wrong"),
            ] {
                assert!(output.err.contains(&words), "{words}: {}", output.err);
            }
        }
        assert_eq!(sandbox.run(&["check", "--programme", folder]).code, 3);
        let output = sandbox.command(&["data"]).env("GLOACT_PROGRAMME", folder).output().unwrap();
        let output = Output::from_process(output);
        assert_eq!((output.code, &*output.out), (code, ""));
        assert!(output.err.contains("which GLOACT_PROGRAMME names"), "{}", output.err);
    }
}

#[test]
fn overrides_of_a_programme_are_kept_apart() {
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", ONE);
    let nepal = |note: &str| format!(r#"{{"countries": {{"NP": {{"note": "{note}"}}}}}}"#);
    sandbox.write("config/gloact/overrides.json", nepal("of the bundled"));
    let own = sandbox.config_of("one");
    sandbox.write(&format!("{own}/overrides.json"), nepal("over one"));
    sandbox.write(&format!("{own}/overrides/x.json"), nepal("of one"));
    sandbox.write(
        &format!("{}/overrides/y.json", own.replace("config/", "system/")),
        r#"{"countries": {"NP": {"name": "Host"}}}"#,
    );
    let note = |args: &[&str]| sandbox.value_at("countries/NP", args);
    assert_eq!(note(&[])["note"], "of the bundled");
    for folder in ["one", "one/", "./one/."] {
        let nepal = note(&["--programme", folder]);
        assert_eq!((&nepal["note"], &nepal["name"]), (&"over one".into(), &"Host".into()));
    }
    let output = sandbox
        .command(&["data", "--programme", "."])
        .current_dir(sandbox.0.path().join("one"))
        .output();
    assert!(Output::from_process(output.unwrap()).out.contains("over one"));
    // an edit and its reversal change the file of the programme
    let editor = sandbox.install_script("editor", "sed -i 's/Programme One/Programme Two/' \"$1\"");
    let mut edit = sandbox.command(&["edit", "programme/one/title", "--programme", "one"]);
    let output = Output::from_process(edit.env("EDITOR", &editor).output().unwrap());
    assert_eq!(output.code, 0, "{}", output.err);
    let file = sandbox.0.path().join(own).join("overrides.json");
    assert!(std::fs::read_to_string(&file).unwrap().contains("Programme Two"));
    let output = sandbox.run(&["diff", "--programme", "one"]);
    assert!(output.out.contains("- Programme One\n  + Programme Two"), "{}", output.out);
    let output = sandbox.run(&["edit", "--revert", "programme/one/title", "--programme", "one"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("Programme Two"));
}

#[test]
fn a_changed_file_of_the_programme_is_shown_at_once() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("one/programme.json", ONE);
    let folder = sandbox.0.path().join("one");
    let args = ["--programme", folder.to_str().unwrap()];
    let mut session = Session::start_in(sandbox, PROGRAM, &args);
    session.wait("the programme", shows("ONE"));
    std::fs::write(&file, ONE.replace("\"ONE\"", "\"UNO\"")).unwrap();
    session.wait("its new name", shows("UNO"));
    let phases = r#"{"first": {"title": "The first phase", "date": "2020/2024"}}"#;
    std::fs::write(folder.join("phases.json"), phases).unwrap();
    session.wait("a file that was added", shows("The first phase"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn guests_cannot_name_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", ONE);
    let output = sandbox.run(&["--kiosk", "--programme", "one"]);
    assert_eq!(output.code, 2);
    assert!(output.err.contains("unknown programme of this host \"one\""), "{}", output.err);
}

#[test]
fn names_of_the_programme_are_completed() {
    let sandbox = Sandbox::new();
    let [flag, folder] = rivers();
    let joined = format!("{flag}={folder}");
    for flags in [&[&*joined][..], &[&*flag, &*folder]] {
        let words = [&["gloact"], flags, &["show", "phases/ri"]].concat();
        let number = (words.len() - 1).to_string();
        let output = sandbox.command(&[&["__complete", &*number], &*words].concat()).output();
        let candidates = String::from_utf8(output.unwrap().stdout).unwrap();
        assert!(candidates.contains("phases/rivers-1"), "{candidates}");
    }
}

#[test]
fn hints_name_phases_of_the_programme() {
    let sandbox = Sandbox::new();
    let output = run_rivers(&sandbox, &["screenshot", "go matrix; compare rivers-1 rivers-1"]);
    assert_eq!(output.code, 2, "{}", output.out);
    assert!(output.err.contains("compare rivers-1 rivers-"), "{}", output.err);
}

#[test]
fn a_folder_is_not_replaced_where_values_would_be_lost() {
    let sandbox = Sandbox::new();
    sandbox.write("one/programme.json", ONE);
    let events = r#"{"a": {"title": "A", "date": "2020", "remarks": "mine"}}"#;
    let file = sandbox.write("one/events.json", events);
    let split = |folder: &str| {
        let args = ["data", "--split", folder, "--replace", "--programme", "one"];
        sandbox.run(&args)
    };
    let output = split("one");
    assert_eq!((output.code, &*output.out), (3, ""), "{}", output.err);
    let message = "one/events.json has values that cannot be read; they would be lost";
    assert!(output.err.contains(message), "{}", output.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), events);
    // another folder gets all that can be read
    assert_eq!(split("two").code, 0);
    sandbox.write("one/events.json", r#"{"a": {"title": "A", "date": "2020", "note": "mine"}}"#);
    assert_eq!(split("one").code, 0);
    assert!(std::fs::read_to_string(&file).unwrap().contains("mine"));
}
