//! HTML on paper: long words and wide tables are wrapped and not cut, rows stay together, and the
//! colours are those of a light page.

use crate::Sandbox;

/// Returns the rules of a page, and those of them that hold on paper, without blanks.
fn style_rules(page: &str) -> (String, String) {
    let (_, after) = page.split_once("<style>").unwrap();
    let style: String =
        after.split_once("</style>").unwrap().0.split_whitespace().collect::<Vec<_>>().join("");
    let (_, paper) = style.split_once("@mediaprint{").unwrap();
    // the block of the paper is the last one
    (style.clone(), paper.strip_suffix('}').unwrap().to_string())
}

/// Returns the declarations of a selector.
fn declarations<'a>(rules: &'a str, selector: &str) -> &'a str {
    let start = rules.find(&format!("{selector}{{")).unwrap_or_else(|| panic!("no {selector}"));
    let (_, after) = rules[start..].split_once('{').unwrap();
    after.split_once('}').unwrap().0
}

#[test]
fn rows_fit_on_paper() {
    let page = Sandbox::new().run(&["list", "events", "--format", "html"]).out;
    let (all, paper) = style_rules(&page);
    assert!(declarations(&paper, "td").contains("overflow-wrap:anywhere"), "{paper}");
    // a date or a number is no place for a break
    assert!(declarations(&paper, "td.number,time").contains("white-space:nowrap"), "{paper}");
    assert!(declarations(&paper, "thead").contains("display:table-header-group"), "{paper}");
    assert!(declarations(&paper, "tr").contains("break-inside:avoid"), "{paper}");
    assert!(declarations(&all, "@page").contains("landscape"), "{all}");
}

#[test]
fn handouts_fit_on_paper() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["present", "--export", "out", "--today", "2026-11-22"]).code, 0);
    let page = std::fs::read_to_string(sandbox.0.path().join("out/programme.html")).unwrap();
    let (all, paper) = style_rules(&page);
    assert!(declarations(&all, "body").contains("overflow-wrap:break-word"), "{all}");
    // a reader who prefers dark pages prints on white paper as well
    assert!(declarations(&paper, ":root").contains("color-scheme:light;"), "{paper}");
    assert!(declarations(&paper, ".footnotesli").contains("break-inside:avoid"), "{paper}");
    // a table that scrolls on the screen cannot scroll on paper
    assert!(declarations(&paper, ".wide").contains("overflow:visible"), "{paper}");
}
