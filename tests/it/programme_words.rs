//! The words about a programme in a folder: nothing calls its records bundled or GLO.ACT's.

use crate::{Sandbox, root};

/// Runs the program on the small programme of the tests.
fn run_rivers(sandbox: &Sandbox, args: &[&str]) -> crate::Output {
    let folder = root().join("tests/fixtures/programme").display().to_string();
    sandbox.run(&[args, &["--programme", &folder]].concat())
}

#[test]
fn the_origin_of_a_record_is_the_name_of_its_programme() {
    let sandbox = Sandbox::new();
    let folder = root().canonicalize().unwrap().join("tests/fixtures/programme");
    let overrides = format!("config/gloact/folders{}/overrides.json", folder.display());
    sandbox.write(&overrides, r#"{"phases": {"rivers-1": {"note": "mine"}}}"#);
    let count = |kind: &str, filter: &str| {
        let args = ["list", kind, filter, "--all", "--format", "jsonl"];
        let args = if kind == "countries" {
            &args[..]
        } else {
            &["list", kind, filter, "--format", "jsonl"]
        };
        run_rivers(&sandbox, args).out.lines().count()
    };
    let all = run_rivers(&sandbox, &["list", "phases", "--format", "jsonl"]).out.lines().count();
    assert_eq!(count("phases", "origin:programme"), all);
    assert_eq!((count("phases", "origin:bundled"), count("phases", "origin:override")), (0, 1));
    // the other countries are bundled reference data
    assert_eq!(count("countries", "origin:programme"), 7);
    assert!(count("countries", "origin:bundled") > 200);
    let output = sandbox.run(&["list", "phases", "origin:bundled"]);
    assert_eq!(output.code, 0, "{}", output.err);
}

#[test]
fn no_verb_speaks_of_the_bundled_programme() {
    let sandbox = Sandbox::new();
    for args in [
        &["doctor"][..],
        &["diff"],
        &["schema"],
        &["schema", "phases"],
        &["explain", "phases/rivers-1/budget"],
        &["keys"],
        &["man"],
        &["check"],
        &["next", "--today", "2017-01-01"],
        &["overview", "--format", "md"],
        &["list", "events", "--format", "html"],
    ] {
        let output = run_rivers(&sandbox, args);
        let text = output.all_output().to_lowercase();
        // the program's own name stays
        for word in ["glo.act", "glo-act", "unodc", "trafficking"] {
            assert!(!text.contains(word), "{args:?}: {word}: {text}");
        }
    }
    let help = sandbox.run(&["--help"]).out;
    let (_, verbs) = help.split_once("Commands:\n").unwrap();
    for verb in verbs.lines().take_while(|line| !line.is_empty()) {
        let verb = verb.split_whitespace().next().unwrap();
        let help = sandbox.run(&[verb, "--help"]).out;
        assert!(!help.contains("glo-act") && !help.contains("phase:ame"), "{verb}: {help}");
    }
}

#[test]
fn examples_of_the_help_hold_for_any_programme() {
    let sandbox = Sandbox::new();
    let help = sandbox.run(&["--help"]).out;
    let (_, verbs) = help.split_once("Commands:\n").unwrap();
    let verbs = verbs.lines().take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = verbs.filter_map(|line| line.split_whitespace().next()).collect();
    let mut texts = vec![help.clone()];
    texts.extend(verbs.iter().map(|verb| sandbox.run(&[verb, "--help"]).out));
    let mut count = 0;
    for text in &texts {
        for word in ["africa", "asia", "agency:iom", "kind:protocol", "kind:launch"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let verbs = ["countries", "list", "timeline", "documents", "map", "phases", "sources"];
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("gloact ")) {
            let line = line.split("  ").next().unwrap().replace('\'', "");
            let args: Vec<&str> = line.split(' ').collect();
            if !verbs.contains(&args[0]) {
                continue;
            }
            let folder = root().join("tests/fixtures/programme");
            let mut command = sandbox.command(&args);
            // CSV has carriage returns
            let output = command.arg("--programme").arg(folder).output().unwrap();
            // the fixture has no record of Nepal
            let is_nepal = line.contains("nepal") || line.contains("2018");
            let code = output.status.code();
            assert!(code == Some(0) || is_nepal && code == Some(1), "{line}: {output:?}");
            count += 1;
        }
    }
    assert!(count > 12, "{count}");
}

#[test]
fn the_doctor_checks_the_programme_that_is_shown() {
    let sandbox = Sandbox::new();
    let data = |output: crate::Output| {
        output.out.lines().find(|line| line.starts_with("data ")).unwrap().to_string()
    };
    assert!(data(run_rivers(&sandbox, &["doctor"])).contains("errors 0, warnings 0"));
    sandbox.write("broken/programme.json", "{\"x\":");
    let broken = data(sandbox.run(&["doctor", "--programme", "broken"]));
    assert!(broken.contains("errors 1"), "{broken}");
}

#[test]
fn countries_have_regions_of_the_united_nations_not_those_of_another_programme() {
    let sandbox = Sandbox::new();
    let phases = r#"{"p": {"title": "Phase"}}"#;
    let countries = r#"{"IR": {"phases": ["p"]}, "KG": {"phases": ["p"]}, "KZ": {"phases": ["p"]},
        "PE": {"phases": ["p"], "region": "Andes"}}"#;
    sandbox.write("steppe/programme.json", r#"{"steppe": {"title": "Steppe"}}"#);
    sandbox.write("steppe/phases.json", phases);
    sandbox.write("steppe/countries.json", countries);
    let args = ["list", "countries", "--columns", "code,region", "--format", "jsonl"];
    let output = sandbox.run(&[&args[..], &["--programme", "steppe"]].concat());
    for (code, region) in [("IR", "Asia"), ("KG", "Asia"), ("KZ", "Asia"), ("PE", "Andes")] {
        let row = format!(r#""code":"{code}","region":"{region}""#);
        assert!(output.out.contains(&row), "{row}: {}", output.out);
    }
}
