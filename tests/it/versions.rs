//! `gloact --version` in one line, with `--verbose` in all detail.

use crate::Sandbox;

#[test]
fn the_version_is_one_line() {
    let output = Sandbox::new().run(&["--version"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert_eq!(output.out, format!("gloact {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_verbose_version_describes_the_build() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["--version", "--verbose"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert_eq!(sandbox.run(&["--verbose", "-V"]).out, output.out);
    let names: Vec<&str> = output
        .out
        .lines()
        .map(|line| line.split_once(':').map_or(line, |(name, _)| name))
        .collect();
    let version = format!("gloact {}", env!("CARGO_PKG_VERSION"));
    let expected = [&*version, "commit", "package", "system", "features", "bundled data"];
    assert_eq!(names, expected);
    let day = sandbox.run(&["data"]).out;
    let last = output.out.trim_end().rsplit(' ').next().unwrap();
    assert!(last.len() == "2026-11-22".len() && day.contains(last), "{last}");
}

#[test]
fn verbose_without_version_is_wrong_usage() {
    for args in [&["--verbose"][..], &["--verbose", "countries"]] {
        let output = Sandbox::new().run(args);
        assert_eq!((output.code, output.out.as_str()), (2, ""), "{args:?}");
        assert!(output.err.contains("gloact --version --verbose"), "{args:?}: {}", output.err);
    }
}
