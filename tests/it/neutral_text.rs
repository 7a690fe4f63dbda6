//! Exported text means in each format what it says: no character is lost or becomes a command.

use crate::Sandbox;

#[test]
fn markdown_handouts_keep_the_last_character_of_a_text() {
    let sandbox = Sandbox::new();
    let deck = sandbox.0.path().join("signs.json");
    let text = "first <b>\\nthe last > of all >";
    let slide =
        format!(r#"{{"slides": [{{"title": "Signs >", "text": "{text}", "note": "n >"}}]}}"#);
    std::fs::write(&deck, slide).unwrap();
    let output = sandbox.run(&["present", "--deck", "signs.json", "--export", "out"]);
    assert_eq!(output.code, 0, "{}", output.err);
    let page = std::fs::read_to_string(sandbox.0.path().join("out/signs.md")).unwrap();
    for line in [r"## 1. Signs \>", r"first \<b\>", r"the last \> of all \>", r"> n \>"] {
        assert!(page.lines().any(|shown| shown == line), "{line}\n{page}");
    }
}

#[test]
fn cells_that_any_spreadsheet_would_execute_get_an_apostrophe() {
    let sandbox = Sandbox::new();
    let events: Vec<String> = ["＝1+1", "＋1", "－1", "＠SUM(A1)", "-inf", "+nan", "-5", "+5.5"]
        .iter()
        .enumerate()
        .map(|(at, title)| {
            format!(
                r#""e{at}": {{"title": "{title}", "date": "2018", "phase": "glo-act",
                "kind": "meeting"}}"#
            )
        })
        .collect();
    let file = sandbox.0.path().join("events.json");
    std::fs::write(file, format!(r#"{{"events": {{{}}}}}"#, events.join(","))).unwrap();
    let args = ["list", "events", "--data", "events.json", "--columns", "title", "--format"];
    for format in ["csv", "tsv", "excel"] {
        let output = sandbox.command(&[&args[..], &[format]].concat()).output().unwrap();
        let rows = String::from_utf8(output.stdout).unwrap();
        let cells: Vec<&str> = rows.split([',', '\t', '\n', '\r']).collect();
        for title in ["'＝1+1", "'＋1", "'－1", "'＠SUM(A1)", "'-inf", "'+nan", "-5", "+5.5"] {
            assert!(cells.contains(&title), "{format}: {title}\n{rows}");
        }
    }
}
