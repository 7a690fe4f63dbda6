//! The handout of a presentation: a complete HTML page and Markdown.

use crate::Sandbox;
use crate::support::bundled::bundled_slides;
use std::collections::HashSet;

#[test]
fn handout_is_complete_and_valid() {
    let count = bundled_slides();
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["present", "--export", "out", "--today", "2026-11-22"]);
    assert_eq!((output.code, output.out.lines().count()), (0, 2), "{}", output.err);
    let page = std::fs::read_to_string(sandbox.0.path().join("out/programme.html")).unwrap();
    let read = scraper::Html::parse_document(&page);
    assert_eq!(read.errors.iter().collect::<Vec<_>>(), Vec::<&std::borrow::Cow<str>>::new());
    let all =
        |what: &str| read.select(&scraper::Selector::parse(what).unwrap()).collect::<Vec<_>>();
    assert_eq!(
        (all("section").len(), all("section h2").len(), all("nav li a").len()),
        (count, count, count)
    );
    assert_eq!(
        (all("script").len(), all("link").len(), all("img").len(), all("[onclick]").len()),
        (0, 0, 0, 0)
    );
    assert!(
        !page.contains("url(") && !page.contains("@import") && !page.contains(" src="),
        "nothing is loaded from elsewhere"
    );
    // each link within the page has a target
    let ids: HashSet<&str> =
        all("[id]").iter().filter_map(|element| element.value().attr("id")).collect();
    assert_eq!(ids.len(), all("[id]").len(), "no id stands twice");
    for link in all("a[href^='#']") {
        assert!(ids.contains(&link.value().attr("href").unwrap()[1..]), "{:?}", link.value());
    }
    assert!(
        all("table")
            .iter()
            .all(|table| table.select(&scraper::Selector::parse("th[scope=col]").unwrap()).count()
                > 0)
    );
    assert!(
        all(".picture")
            .iter()
            .all(|picture| picture.select(&scraper::Selector::parse("svg").unwrap()).count() == 2)
    );
    let text = read.root_element().text().collect::<String>();
    for words_shown in [
        "Smuggling of Migrants (UNODC page",
        "≠ Global Action against",
        "kneal@unicef.org",
        &format!("{count} of {count}"),
    ] {
        assert!(text.contains(words_shown), "{words_shown}");
    }
    let again = sandbox.run(&["present", "--export", "again", "--today", "2026-11-22"]);
    assert_eq!(again.code, 0);
    for file in ["programme.html", "programme.md"] {
        let read = |folder: &str| std::fs::read(sandbox.0.path().join(folder).join(file)).unwrap();
        assert!(read("out") == read("again"), "{file} is the same each time");
    }
}

#[test]
fn handout_has_no_script_of_the_data() {
    let sandbox = Sandbox::new();
    // only web addresses become links
    let data = sandbox
        .write("bad-data.json", r#"{"sources": {"seed-000": {"address": "javascript:alert(1)"}}}"#);
    assert_eq!(
        sandbox.run(&["present", "sources/seed-000", "--data", &data, "--export", "script"]).code,
        0
    );
    let page = std::fs::read_dir(sandbox.0.path().join("script"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(
        page.collect::<Vec<_>>()
            .iter()
            .all(|text| !text.contains("href=\"javascript") && !text.contains("<javascript"))
    );
    // text is escaped
    let deck = sandbox.write(
        "bad.json",
        r#"{"slides": [
            {"title": "<script>alert(1)</script>", "text": "</section>&amp;", "note": "<b>"}]}"#,
    );
    assert_eq!(sandbox.run(&["present", "--deck", &deck, "--export", "bad"]).code, 0);
    let page = std::fs::read_to_string(sandbox.0.path().join("bad/bad.html")).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("&lt;script&gt;"));
}

#[test]
fn handout_overwrites_no_file() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["present", "--export", &sandbox.write("file", "")]);
    assert_eq!(
        (output.code, output.err.contains("cannot be written")),
        (4, true),
        "{}",
        output.err
    );
    // nor the targets of symlinks
    assert_eq!(sandbox.run(&["present", "--export", "out"]).code, 0);
    let output = sandbox.run(&["present", "--export", "out"]);
    assert_eq!((output.code, output.err.contains("already exists")), (4, true), "{}", output.err);
    let kept = sandbox.write("kept", "precious");
    std::fs::create_dir(sandbox.0.path().join("linked")).unwrap();
    std::os::unix::fs::symlink(&kept, sandbox.0.path().join("linked/programme.html")).unwrap();
    assert_eq!(sandbox.run(&["present", "--export", "linked"]).code, 4);
    assert_eq!(sandbox.run(&["present", "--export", "linked", "--replace"]).code, 0);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "precious");
}
