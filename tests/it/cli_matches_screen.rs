//! The command line prints the same rows in the same order as the screen, in every format.

use crate::documents::run_shell;
use crate::support::bundled::bundled_records;
use crate::support::session::Session;
use crate::{Sandbox, TODAY, bundled_app, draw, tool};
use gloact::model::KindId;
use gloact::pane;
use gloact::store::RecordRef;
use gloact::ui::buffer_text;
use serde_json::Value;

/// Filters that match rows of some panes.
const FILTERS: &[&[&str]] = &[
    &[],
    &["region:africa"],
    &["region:africa,asia", "-agency:iom"],
    &["nepal"],
    &["phase:ame"],
    &["is:disputed"],
    &["kind:launch"],
    &["year>=2017", "kind:launch"],
    &["date<2017"],
    &["name:South Africa"],
    &["group:documents"],
    &["nowhere"],
];

/// Returns the output of the program without settings, where no folder can be created.
fn run_stdout(args: &[&str]) -> String {
    let sandbox = Sandbox::new();
    sandbox.write(
        "mine.json",
        r#"{"phases": {"glo-act": {"budget": {"amount": 12000000, "currency": "EUR"}}},
            "offices": {"office-x": null}}"#,
    );
    let mut command = sandbox.command(args);
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS"] {
        command.env(name, "/dev/null/none");
    }
    command.env("XDG_RUNTIME_DIR", "/proc");
    if !args.iter().any(|arg| arg.starts_with("--today")) {
        command.args(["--today", &TODAY.to_string()]);
    }
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn json(args: &[&str]) -> Vec<Value> {
    let text = run_stdout(&[args, &["--format", "json"]].concat());
    let all: Value =
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{args:?}: {e}: {text}"));
    all["rows"].as_array().unwrap().clone()
}

/// Returns words of the shell as words of a script.
fn to_script(words: &[&str]) -> String {
    let word = |word: &&str| {
        word.split_once(':').map_or(word.to_string(), |(key, value)| {
            if value.contains(' ') { format!("{key}:\"{value}\"") } else { word.to_string() }
        })
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Asserts that the screen shows the rows that are printed, in the same order.
fn assert_shown_in_order(printed: &[Value], text: &str) {
    let mut lines = text.lines().skip(3);
    for row in printed {
        let title = ["title", "name", "objective"].iter().find_map(|key| match &row[key] {
            Value::String(text) => Some(text.clone()),
            names => Some(names[0]["name"].as_str()?.to_string()),
        });
        let title: String = title.unwrap_or_else(|| panic!("{row}")).chars().take(40).collect();
        let is_shown = lines.any(|line| line.contains(title.trim_end()));
        assert!(is_shown, "{title} is not shown there:\n{text}");
    }
}

#[test]
fn verbs_print_the_rows_of_the_screen() {
    let size = (240, 260);
    let mut compared = 0;
    for pane in pane::all() {
        let (name, card) = (pane.name(), pane.info());
        for filter in FILTERS.iter().filter(|filter| card.can_filter || filter.is_empty()) {
            let script = format!("go {name}");
            let mut app = bundled_app(size, false, &script);
            if !filter.is_empty()
                && app.run_script(&format!("filter {}", to_script(filter))).is_err()
            {
                // this pane does not have the field
                assert_eq!(
                    Sandbox::new().run(&[&[name][..], filter].concat()).code,
                    2,
                    "{name} {filter:?}"
                );
                continue;
            }
            let printed = json(&[&[name][..], filter].concat());
            let (shown, _) = draw(&mut app, size);
            let text = buffer_text(&shown);
            let (tab, scene) = app.current_pane();
            let table = tab.table(scene);
            assert_eq!(printed.len(), table.len, "{name} {filter:?}");
            if !["overview", "phases", "map"].contains(&name) {
                assert_shown_in_order(&printed, &text);
            }
            // `list` prints the same records for each kind of this pane
            let data = app.data();
            let asked = tab.current_list();
            for kind in card.home_kinds.iter().filter(|kind| {
                !HIDDEN_KINDS.contains(kind) && !["matrix", "overview", "map"].contains(&name)
            }) {
                let of_kind = |row: &&RecordRef| row.kind == *kind;
                let rows: Vec<String> = asked
                    .iter()
                    .flat_map(|asked| asked.rows)
                    .filter(of_kind)
                    .map(|row| data.path(*row).to_string())
                    .collect();
                let listed = json(&[&["list", kind.name()][..], filter].concat());
                let listed: Vec<&str> =
                    listed.iter().map(|row| row["record"].as_str().unwrap()).collect();
                assert_eq!(listed, rows, "{kind} {filter:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared}");
    assert_eq!(json(&["list", "offices"]).len(), bundled_records("offices"));
}

/// Kinds that their pane hides by default.
const HIDDEN_KINDS: &[KindId] =
    &[KindId::Offices, KindId::Activities, KindId::Indicators, KindId::Budgets];

#[test]
fn every_record_is_listed_and_shown() {
    let sandbox = Sandbox::new();
    let app = bundled_app((80, 24), false, "");
    for kind in KindId::ALL {
        let all: &[&str] =
            if matches!(kind, KindId::Countries | KindId::Offices | KindId::Citations) {
                &["--all"]
            } else {
                &[]
            };
        let rows = json(&[&["list", kind.name()][..], all].concat());
        assert_eq!(rows.len(), app.data().records(*kind).count(), "{}", kind.name());
        let Some(first) = rows.first() else { continue };
        let place = first["record"].as_str().unwrap();
        let shown = sandbox.run(&["show", place]);
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{place}");
        let record: Value =
            serde_json::from_str(&sandbox.run(&["show", place, "--format", "json"]).out).unwrap();
        assert_eq!(
            record,
            app.data()
                .value(app.data().record_at(&app.data().resolve_path(place).unwrap()).unwrap()),
            "{place}"
        );
    }
    let shown = sandbox.run(&["show", "events/launch-nepal"]).out;
    assert!(
        shown.contains("(countries/NP)") && shown.contains("(sources/himalayan-times-2017)"),
        "{shown}"
    );
}

/// Returns the output of a verb in each format, with control characters made visible.
fn in_all_formats(args: &[&str], formats: &[&str]) -> String {
    let visible = |text: String| text.replace('\r', "␍").replace('\t', "␉").replace('\x1b', "␛");
    let of = |format: &&str| {
        format!("== {format}\n{}", visible(run_stdout(&[args, &["--format", format]].concat())))
    };
    formats.iter().map(of).collect::<Vec<_>>().join("\n")
}

#[test]
fn verb_output_matches_snapshots() {
    const ALL: &[&str] = &["table", "json", "jsonl", "csv", "tsv", "md", "html", "ics"];
    const TWO: &[&str] = &["text", "json"];
    const NO_ICS: &[&str] = &["table", "json", "jsonl", "csv", "tsv", "md", "html"];
    for (name, args, formats) in [
        ("list_events", &["list", "events", "nepal", "year:2017"][..], ALL),
        ("list_agencies", &["list", "agencies", "--limit", "3"], NO_ICS),
        (
            "list_columns",
            &[
                "list",
                "countries",
                "--sort",
                "-events",
                "--columns",
                "code,name,alias,is",
                "--limit",
                "2",
            ],
            NO_ICS,
        ),
        ("overview", &["overview"], ALL),
        ("phases", &["phases"], ALL),
        ("matrix", &["matrix", "--phase", "glo-act-ame"], NO_ICS),
        ("matrix_compared", &["matrix", "--compare", "glo-act", "glo-act-ame"], NO_ICS),
        ("countries", &["countries", "region:africa"], NO_ICS),
        ("timeline", &["timeline", "kind:launch", "--limit", "3"], ALL),
        ("documents", &["documents", "--limit", "3"], ALL),
        ("sources", &["sources", "--limit", "3"], NO_ICS),
        ("map", &["map", "region:asia"], NO_ICS),
        ("next", &["next", "--today=2018-10-12"], ALL),
        ("search", &["search", "nepal", "--limit", "3"], NO_ICS),
        ("show", &["show", "countries/NP"], TWO),
        ("show_field", &["show", "phases/glo-act/budget"], TWO),
        ("explain", &["explain", "phases/glo-act/budget"], TWO),
        ("check", &["check"], &["text", "lines", "json"]),
        ("diff", &["diff", "--data", "mine.json"], NO_ICS),
        ("paths", &["paths", "--data", "mine.json"], NO_ICS),
        ("doctor", &["doctor", "--data", "mine.json"], NO_ICS),
        ("keys", &["keys"], NO_ICS),
    ] {
        let text = in_all_formats(args, formats);
        insta::with_settings!({ description => args.join(" "), omit_expression => true }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

#[test]
fn output_is_deterministic() {
    for args in [
        &["list", "events", "--format", "ics"][..],
        &["list", "events", "--format", "json"],
        &["overview"],
        &["list", "sources", "--format", "csv"],
    ] {
        assert!(run_stdout(args) == run_stdout(args), "{args:?}");
    }
}

#[test]
fn external_parser_reads_the_calendar() {
    const READ: &str = "\
import sys, icalendar
text = sys.stdin.buffer.read()
assert all(len(line) <= 75 for line in text.split(b'\\r\\n')), 'a line is too long'
assert text.count(b'\\n') == text.count(b'\\r\\n'), 'a line ends without CR'
for event in icalendar.Calendar.from_ical(text).walk('VEVENT'):
    assert event['DTEND'].dt > event['DTSTART'].dt
    print(event['UID'], event['DTSTART'].dt, event['DTEND'].dt, event['X-GLOACT-EDTF'],
          event['SUMMARY'], sep='|')
";
    let Some(mut python) = tool(&["/usr/bin/python3", "python3"], &["-c", "import icalendar"])
    else {
        return;
    };
    let sandbox = Sandbox::new();
    let file = sandbox.write("all.ics", run_stdout(&["list", "events", "--format", "ics"]));
    let read =
        python.args(["-c", READ]).stdin(std::fs::File::open(&file).unwrap()).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let read = String::from_utf8(read.stdout).unwrap();
    let events = json(&["list", "events"]);
    assert_eq!(read.lines().count(), events.len());
    for (line, event) in read.lines().zip(&events) {
        let cells: Vec<&str> = line.splitn(5, '|').collect();
        assert_eq!(cells[0], format!("{}@gloact", event["record"].as_str().unwrap()));
        assert_eq!(
            (cells[3], cells[4]),
            (event["date"].as_str().unwrap(), event["title"].as_str().unwrap())
        );
    }
    assert!(
        read.contains(
            "events/launch-nepal@gloact|2017-03-08|2017-03-09|2017-03-08?|National launch in Nepal"
        ),
        "{read}"
    );
}

#[test]
fn external_parser_reads_the_csv() {
    const READ: &str = "import sys, csv, io; \
        text = io.StringIO(sys.stdin.buffer.read().decode(), newline=''); \
        rows = list(csv.reader(text, strict=True)); \
        assert len({len(row) for row in rows}) == 1; \
        assert not any(cell[:1] in '=+@\\t\\r' for row in rows for cell in row if cell); \
        print(len(rows))";
    let Some(mut python) = tool(&["python3"], &["-c", "import csv"]) else { return };
    let sandbox = Sandbox::new();
    let mine = sandbox.write(
        "mine.json",
        r#"{"events": {"evil": {
            "title": "=HYPERLINK(\"http://x\"), \"quoted\"", "date": "2020", "place": "+1 2"}}}"#,
    );
    let output =
        sandbox.command(&["list", "events", "--data", &mine, "--format", "csv"]).output().unwrap();
    let file = sandbox.write("all.csv", &output.stdout);
    let read =
        python.args(["-c", READ]).stdin(std::fs::File::open(file).unwrap()).output().unwrap();
    // the bundled events, the new one and the header
    let count = format!("{}\n", bundled_records("events") + 2);
    let errors = String::from_utf8_lossy(&read.stderr);
    assert_eq!(String::from_utf8_lossy(&read.stdout), count, "{errors}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("'=HYPERLINK"));
}

#[test]
fn colour_follows_the_terminal_and_flags() {
    let sandbox = Sandbox::new();
    let bold = |args: &[&str], set: &[(&str, &str)]| {
        let output = sandbox.command(args).envs(set.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\x1b')
    };
    for (args, set, wanted) in [
        (&["countries"][..], &[][..], false),
        (&["countries", "--color", "always"], &[], true),
        (&["--color=always", "countries"], &[("NO_COLOR", "1")], true),
        (&["countries"], &[("CLICOLOR_FORCE", "1")], true),
        (&["countries"], &[("CLICOLOR_FORCE", "0")], false),
        (&["countries"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["countries", "--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["countries", "--color", "always", "--format", "csv"], &[], false),
        (&["countries", "--color", "always", "--format", "html"], &[], false),
    ] {
        assert_eq!(bold(args, set), wanted, "{args:?} {set:?}");
    }
}

#[test]
fn tables_fit_the_terminal_and_are_coloured() {
    // a terminal of 80 columns
    let mut session = Session::start(
        env!("CARGO_BIN_EXE_gloact"),
        &["list", "events", "kind:launch", "--limit", "3"],
    );
    session.foreign_output = true;
    assert_eq!(session.wait_for_exit(), 0);
    let text = session.inspect(|seen| seen.terminal.screen().contents());
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    // headers, a rule and three rows: no line wraps
    assert_eq!(lines.len(), 5, "{text}");
    assert!(
        text.contains("National launch in C")
            && text.contains('…')
            && session.inspect(|seen| seen.bytes.windows(4).any(|part| part == b"\x1b[1m")),
        "{text}"
    );
}

/// Returns the examples of a help text.
fn examples(help: &str) -> Vec<String> {
    let (_, examples) = help.split_once("Examples:\n").unwrap_or_default();
    examples
        .lines()
        .take_while(|line| line.starts_with("  "))
        .map(|line| line.trim().to_string())
        .collect()
}

#[test]
fn help_examples_run() {
    let help = run_stdout(&["--help"]);
    assert!(help.lines().count() <= 70, "{} lines", help.lines().count());
    let lines =
        help.split_once("Commands:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = lines.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(verbs.len() > 20 && verbs.contains(&"list") && verbs.contains(&"map"), "{verbs:?}");
    let sandbox = Sandbox::new();
    sandbox.write(".config/gloact/overrides.json", r#"{"countries": {"NP": {"note": "mine"}}}"#);
    sandbox.write("events.csv", "Title,Date\nA course,2027-03-02\n");
    for verb in verbs {
        let examples = examples(&run_stdout(&[verb, "--help"]));
        assert!(examples.len() >= 2, "{verb} has {} examples", examples.len());
        for line in examples {
            let output = run_shell(&sandbox, &line);
            let err = String::from_utf8_lossy(&output.stderr);
            // a host that is not a kiosk has problems, which the exit code reports
            let mended = if line.ends_with("--kiosk") { 4 } else { 0 };
            // a published file has a report of what it cannot state
            let is_expected = err.is_empty() || line.contains(" export ");
            assert!(
                output.status.code() == Some(mended) && is_expected,
                "{line} ends with {:?}: {err}",
                output.status.code()
            );
        }
    }
}

#[test]
fn pane_and_list_verbs_print_the_same_error_and_hint() {
    let sandbox = Sandbox::new();
    for filter in ["region:", "frob:x", "year>=abc"] {
        let [pane, list] = [&["countries", filter][..], &["list", "countries", filter]]
            .map(|args| sandbox.run(args));
        assert_eq!((pane.code, &pane.err), (2, &list.err), "{filter}");
        assert_eq!(pane.err.lines().count(), 2, "the hint has a line of its own: {}", pane.err);
    }
}
