//! Usage errors: one form for all of them, with the nearest name or the usage.

use crate::Sandbox;

/// Wrong calls, and the two lines that explain each.
const WRONG_CALLS: &[(&[&str], &str, &str)] = &[
    (&["--tody", "2020-01-01"], "unexpected argument \"--tody\"", "did you mean \"--today\"?"),
    (&["list", "events", "--colums", "x"], "unexpected argument \"--colums\"", "\"--columns\"?"),
    (&["check", "more"], "unexpected argument \"more\"", "usage: gloact check [OPTIONS]"),
    (&["show"], "missing <PATH>", "usage: gloact show <PATH>"),
    (&["matrix", "--rows", "year"], "missing --cols <AXIS>", "usage: gloact matrix"),
    (&["list", "events", "--format"], "missing value after --format <FORMAT>", "known: table, js"),
    (&["check", "--data"], "missing value after --data <FILE>", "gloact --help"),
    (&["check", "--max-bytes", "x"], "invalid value \"x\" for --max-bytes", "expected a size"),
    (&["list", "events", "--limit", "-1"], "invalid value \"-1\" for --limit", "a whole number"),
    (&["check", "--max-bytes", "-5"], "invalid value \"-5\" for --max-bytes", "expected a size"),
    (&["list", "events", "--limit", "x"], "invalid value \"x\" for --limit", "a whole number"),
    (&["matrix", "--compare", "a"], "2 values required for \"--compare <FROM> <TO>\"", "usage: "),
    (
        &["matrix", "--phase", "a", "--compare", "b", "c"],
        "--phase <PHASE> cannot be used with --compare",
        "usage: gloact matrix",
    ),
    (&["list", "events", "--limit", "1", "--limit", "2"], "--limit <N> is given twice", "usage: "),
    (&["qqq"], "unknown command \"qqq\"", "gloact --help lists the commands"),
    (&["chek"], "unknown command \"chek\"", "did you mean \"check\"?"),
    (&["completions", "ksh"], "unknown shell \"ksh\"", "known: bash, zsh, fish"),
    // words that begin with a hyphen are filter words only behind a command with a filter
    (&["show", "-x"], "unexpected argument \"-x\"", "usage: gloact show"),
    (&["search", "-x"], "unexpected argument \"-x\"", "usage: gloact search"),
    (&["list", "-x"], "unknown kind of record \"-x\"", "known: programme"),
    (&["list", "events", "-x:y"], "unknown field \"x\"", "known: "),
];

#[test]
fn every_usage_error_has_the_same_form() {
    let sandbox = Sandbox::new();
    for (args, message, hint) in WRONG_CALLS {
        let output = sandbox.run(args);
        let lines: Vec<&str> = output.err.lines().collect();
        assert_eq!((output.code, output.out.as_str()), (2, ""), "{args:?}: {}", output.err);
        let [first, second] = lines[..] else { panic!("{args:?}: {}", output.err) };
        assert!(first.starts_with(&format!("gloact: {message}")), "{args:?}: {}", output.err);
        assert!(second.starts_with("  ") && second.contains(hint), "{args:?}: {}", output.err);
        assert!(!output.err.contains(['\'', '\u{2401}']), "{args:?}: {}", output.err);
    }
}
