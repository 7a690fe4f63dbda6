//! Filters and search find letters of other alphabets by those that a keyboard has for them.

use crate::Sandbox;

#[test]
fn lists_and_search_find_letters_by_those_of_a_keyboard() {
    let names = [
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da nang"),
        ("Straße", "STRASSE"),
        ("Ærøskøbing", "aeroskobing"),
        ("Işık", "IŞIK"),
        ("ışık", "isik"),
        ("İzmir", "izmir"),
        ("Αθήνας", "ΑΘΗΝΑΣ"),
        ("Œuvre", "oeuvre"),
        ("Þingvellir", "thingvellir"),
    ];
    let sandbox = Sandbox::new();
    for (name, typed) in names {
        let text = format!(
            r#"{{"events": {{"here": {{"title": "{name}", "date": "2018", "phase": "glo-act",
            "kind": "meeting"}}}}}}"#
        );
        let file = sandbox.write("event.json", text);
        for typed in [typed, name, &name.to_lowercase(), &name.to_uppercase()] {
            let filter = format!("title:\"{typed}\"");
            for args in [["list", "events", &filter], ["search", "--", typed]] {
                let (args, rest) = args.split_at(if args[0] == "list" { 2 } else { 1 });
                let output = sandbox.run(&[args, &["--data", &file], rest].concat());
                assert!(output.out.contains(name), "{name} by {args:?} {typed}\n{}", output.err);
            }
        }
    }
}
