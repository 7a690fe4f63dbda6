//! Programmes as files of IATI: valid by the schema and the rules of the standard, without invented
//! values, and the same for the same data.

use crate::support::dashboard::TODAY;
use crate::support::generated_programmes::{EVERYTHING_MISSING, all};
use crate::support::iati_rules::violations;
use crate::support::sandbox::tool;
use crate::{Output, Sandbox, fixture_dataset, root};
use gloact::export::iati::{IatiExportOptions, IatiFile, ReportingOrg, iati_file};
use gloact::model::KindId;
use gloact::model::text::BYTE_ORDER_MARK;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use roxmltree::{Document, Node};
use serde_json::{Value, json};

const FIXTURE: &[&str] =
    &["--programme", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/programme")];

/// Returns the options of an export on the day of the tests.
pub(crate) fn options(splits_objectives: bool) -> IatiExportOptions {
    IatiExportOptions {
        reporting_org: ReportingOrg {
            reference: "ZZ-TEST".into(),
            name: "Test Trust".into(),
            org_type: "21".into(),
        },
        splits_objectives,
        sector: None,
        language: "en".into(),
        today: TODAY,
        generated: format!("{TODAY}T00:00:00Z"),
    }
}

fn export(data: &Dataset, splits_objectives: bool) -> IatiFile {
    iati_file(data, &options(splits_objectives)).unwrap()
}

/// Returns a programme of these records, by kind and id.
pub(crate) fn dataset(records: &Value) -> Dataset {
    let kinds = records.as_object().unwrap().iter();
    let layers = kinds.map(|(kind, records)| {
        let layer = Layer::from_text(&format!("{kind}.json"), records.to_string());
        layer.with_base_kind(KindId::from_name(kind).unwrap())
    });
    Dataset::load(layers.collect())
}

/// Runs the export of the fixture with arguments.
fn run_export(sandbox: &Sandbox, args: &[&str]) -> Output {
    sandbox.run(&[&["export", "iati", "--today", "2026-11-22"], args, FIXTURE].concat())
}

/// Returns the activity of a record.
fn activity<'a, 'b>(document: &'a Document<'b>, record: &str) -> Node<'a, 'b> {
    let named = |node: &Node| {
        let stated = node.attributes().find(|it| it.name() == "record").map(|it| it.value());
        node.has_tag_name("iati-activity") && stated == Some(record)
    };
    document.descendants().find(named).unwrap_or_else(|| panic!("{record} is not in the file"))
}

/// Returns the text of an element, and of those in it.
fn text_of(node: Node) -> String {
    let texts = node.descendants().filter(|it| it.is_text());
    let texts = texts.filter_map(|it| it.text()).map(str::trim);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the children of a name as a line of their attributes and texts.
fn lines(of: Node, name: &str) -> Vec<String> {
    let children = of.children().filter(|it| it.has_tag_name(name));
    let line = |node: Node| {
        let attributes = node.attributes().filter(|it| it.namespace().is_none());
        let attributes = attributes.map(|it| format!("{}={}", it.name(), it.value()));
        let text = text_of(node);
        attributes.chain((!text.is_empty()).then_some(text)).collect::<Vec<_>>().join(" ")
    };
    children.map(line).collect()
}

/// Asserts that files hold the schema, where the tool is.
pub(crate) fn assert_schema(texts: &[(String, String)]) {
    let Some(mut validator) = tool(&["xmllint"], &["--version"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    validator.arg("--noout").arg("--schema");
    validator.arg(root().join("tests/fixtures/iati/iati-activities-schema.xsd"));
    for (name, text) in texts {
        let file = folder.path().join(format!("{name}.xml"));
        std::fs::write(&file, text).unwrap();
        validator.arg(file);
    }
    let output = validator.output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}",
        problems.lines().take(20).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn programmes_of_all_sizes_hold_the_schema_and_the_rules() {
    let mut texts = Vec::new();
    let mut add = |name: &str, data: &Dataset| {
        for splits_objectives in [false, true] {
            let file = export(data, splits_objectives);
            let none: [&str; 0] = [];
            assert_eq!(violations(&file.text, TODAY), none, "{name} {splits_objectives}");
            assert_eq!(file.text, export(data, splits_objectives).text, "{name}");
            texts.push((format!("{name}-{splits_objectives}"), file.text));
        }
    };
    add("fixture", &fixture_dataset(Vec::new()));
    add("bundled", &Dataset::bundled());
    for programme in all().iter().filter(|it| it.name != EVERYTHING_MISSING) {
        add(programme.name, &programme.dataset());
    }
    assert_schema(&texts);
}

#[test]
fn records_are_a_tree_with_links_in_both_directions() {
    let data = fixture_dataset(Vec::new());
    let text = export(&data, false).text;
    let document = Document::parse(&text).unwrap();
    let programme = activity(&document, "programme/rivers");
    assert_eq!(programme.attribute("hierarchy"), Some("1"));
    let parts = ["rivers-1", "rivers-north", "rivers-delta"];
    let parts = parts.map(|id| format!("ref=ZZ-TEST-{id} type=2"));
    assert_eq!(lines(programme, "related-activity"), parts);
    // the identifier that its publisher gives it
    let plan = activity(&document, "activities/basin-plan-belmora");
    assert_eq!(plan.attribute("hierarchy"), Some("3"));
    assert_eq!(lines(plan, "iati-identifier"), ["RIV-N/1.1"]);
    let links = ["ref=ZZ-TEST-rivers-north type=1", "ref=ZZ-TEST-survey-belmora type=2"];
    assert_eq!(lines(plan, "related-activity"), links);

    let text = export(&data, true).text;
    let document = Document::parse(&text).unwrap();
    let objective = activity(&document, "objectives/rivers-north-1");
    assert_eq!(objective.attribute("hierarchy"), Some("3"));
    let links = ["ref=ZZ-TEST-rivers-north type=1", "ref=RIV-N/1.1 type=2"];
    assert_eq!(lines(objective, "related-activity"), links);
    assert_eq!(lines(objective, "participating-org"), ["role=4 Water Alliance Trust"]);
    let survey = activity(&document, "activities/survey-belmora");
    assert_eq!(survey.attribute("hierarchy"), Some("5"));
}

#[test]
fn dates_are_days_with_the_words_of_vague_ones() {
    let text = export(&fixture_dataset(Vec::new()), false).text;
    let document = Document::parse(&text).unwrap();
    let dates = lines(activity(&document, "activities/basin-plan-belmora"), "activity-date");
    let expected = [
        "type=1 iso-date=2019-06-01 Jun 2019 – Dec 2021",
        "type=2 iso-date=2019-09-01 Sep 2019 – Mar 2022",
        "type=3 iso-date=2021-12-31 Jun 2019 – Dec 2021",
        "type=4 iso-date=2022-03-31 Sep 2019 – Mar 2022",
    ];
    assert_eq!(dates, expected);
    assert!(text.contains("gloact:edtf=\"2019-06/2021-12\""));
    // none is stated: the phase has one
    let training = activity(&document, "activities/training-elvaria");
    let words = "dates of what it is part of, not stated for itself";
    let inferred = [("1", "2021-01-01"), ("3", "2024-12-31")];
    let inferred = inferred.map(|(code, day)| format!("type={code} iso-date={day} {words}"));
    assert_eq!(lines(training, "activity-date"), inferred);
}

#[test]
fn no_share_is_invented_for_countries_and_sectors() {
    let mut records = json!({
        "phases": {"p": {"title": "P", "date": "2024"}},
        "activities": {"a": {"title": "A", "phase": "p", "countries": ["NP", "BD"],
            "sectors": ["Migration (15190)", "Water"]}},
    });
    let text = export(&dataset(&records), false).text;
    let document = Document::parse(&text).unwrap();
    let without_shares = activity(&document, "activities/a");
    assert_eq!(lines(without_shares, "recipient-region"), ["vocabulary=1 code=998"]);
    let countries = lines(without_shares, "recipient-country");
    assert!(countries.is_empty(), "{countries:?}");
    let codes = without_shares.descendants().filter(|it| it.has_tag_name("location-id"));
    let codes: Vec<&str> = codes.filter_map(|it| it.attribute("code")).collect();
    assert_eq!(codes, ["NP", "BD"]);
    assert_eq!(lines(without_shares, "sector"), ["vocabulary=1 code=43010"]);
    let tags = ["vocabulary=99 code=15190 Migration (15190)", "vocabulary=99 code=water Water"];
    assert_eq!(lines(without_shares, "tag"), tags);

    // stated shares stand there, unless they do not add up
    for (shares, is_stated) in [(["60.5", "39.5"], true), (["60", "20"], false)] {
        records["activities"]["a"]["country_shares"] = json!({"NP": shares[0], "BD": shares[1]});
        let text = export(&dataset(&records), false).text;
        let document = Document::parse(&text).unwrap();
        let countries = lines(activity(&document, "activities/a"), "recipient-country").join(" ");
        assert_eq!(countries.contains("percentage=60.5"), is_stated, "{countries}");
        assert_eq!(text.contains(&format!(">{}<", shares[1])), !is_stated, "{text}");
    }
}

#[test]
fn stated_shares_and_regions_stand_where_they_are_whole() {
    for (fields, expected) in [
        (json!({"regions": ["South Asia (679)"]}), "vocabulary=1 code=679 South Asia"),
        (
            json!({"regions": ["South Asia (679), 40%", "Africa (298), 60%"]}),
            "vocabulary=1 code=679 percentage=40 South Asia; \
             vocabulary=1 code=298 percentage=60 Africa",
        ),
        (json!({"countries": ["NP"], "regions": ["Africa (298)"]}), "vocabulary=1 code=998"),
        (json!({"countries": ["NP"], "country_shares": {"NP": "60"}}), "vocabulary=1 code=998"),
        (json!({"regions": ["the coast"]}), "vocabulary=1 code=998"),
    ] {
        let mut fields = fields;
        fields["title"] = "A".into();
        fields["date"] = "2024".into();
        let text = export(&dataset(&json!({"activities": {"a": fields}})), false).text;
        let document = Document::parse(&text).unwrap();
        let found = lines(activity(&document, "activities/a"), "recipient-region");
        assert_eq!(found.join("; "), expected, "{text}");
    }
    let dac = ["Migration (15190), 60%", "Water (14010), 40%", "health (2), 100%"];
    let activity_of = json!({"activities": {"a": {"title": "A", "date": "2024", "sectors": dac}}});
    let text = export(&dataset(&activity_of), false).text;
    let document = Document::parse(&text).unwrap();
    let sectors = lines(activity(&document, "activities/a"), "sector");
    let phase = json!({"phases": {"p": {"title": "P", "date": "2024",
        "focus_areas": ["Migration (15190)"]}}});
    let text = export(&dataset(&phase), false).text;
    let document = Document::parse(&text).unwrap();
    let of_phase = lines(activity(&document, "phases/p"), "sector");
    assert_eq!(of_phase, ["vocabulary=1 code=15190 Migration"]);
    let shares = [("15190", "60", "Migration"), ("14010", "40", "Water")];
    let expected = shares
        .map(|(code, share, name)| format!("vocabulary=1 code={code} percentage={share} {name}"));
    assert_eq!(sectors, expected);
}

#[test]
fn totals_are_commitments_and_lines_are_never_added_twice() {
    let file = export(&fixture_dataset(Vec::new()), false);
    let document = Document::parse(&file.text).unwrap();
    let phase = activity(&document, "phases/rivers-north");
    let budgets = phase.children().filter(|it| it.has_tag_name("budget")).map(|budget| {
        let start = budget.descendants().find(|it| it.has_tag_name("period-start"));
        let value = budget.children().find(|it| it.has_tag_name("value")).unwrap();
        let start = start.and_then(|it| it.attribute("iso-date")).unwrap();
        format!("{start} {}", value.text().unwrap())
    });
    assert_eq!(budgets.collect::<Vec<_>>(), ["2019-01-01 400000", "2020-01-01 600000"]);
    let transactions = phase.children().filter(|it| it.has_tag_name("transaction"));
    let transactions: Vec<String> = transactions
        .map(|transaction| {
            let code = transaction.children().find(|it| it.has_tag_name("transaction-type"));
            let value = transaction.children().find(|it| it.has_tag_name("value")).unwrap();
            let code = code.and_then(|it| it.attribute("code")).unwrap();
            format!("{code} {}", value.text().unwrap())
        })
        .collect();
    // the total of the phase, what was spent, and what came back
    assert_eq!(transactions, ["2 2500000", "4 512500.5", "4 -12500.5"]);
    // a line for five years is part of that total
    assert!(file.text.contains("id=\"north-regional\""));
    let expected = "only in the namespace of gloact: 1 budget line (longer than a year, and the \
                    total of the phase includes them)";
    assert!(file.omissions.iter().any(|line| line == expected), "{:?}", file.omissions);
    // without a total it is a commitment, without a period nothing of the standard
    let lines = json!({
        "phases": {"p": {"title": "P", "date": "2024"}},
        "budgets": {
            "long": {"amount": 9, "currency": "EUR", "phase": "p", "period": "2024/2026"},
            "none": {"amount": 8, "currency": "EUR", "phase": "p"},
            "future": {"amount": 7, "currency": "EUR", "phase": "p", "period": "2027",
                "kind": "expenditure"},
        },
    });
    let file = export(&dataset(&lines), false);
    assert_eq!(file.text.matches("<transaction>").count(), 0, "{}", file.text);
    assert_eq!(file.text.matches("<transaction gloact").count(), 1, "{}", file.text);
    let reasons = file.omissions.iter().filter(|line| line.contains("budget line"));
    assert_eq!(reasons.count(), 2, "{:?}", file.omissions);
}

#[test]
fn values_of_indicators_are_numbers_or_words() {
    let records = json!({
        "phases": {"p": {"title": "P", "date": "2024"}},
        "indicators": {
            "n": {"title": "Stations", "phase": "p", "level": "output", "unit": "stations",
                "baseline": {"date": "2023", "value": 2}, "periods": [
                    {"period": "2024", "target": 4, "actual": 3, "by": {"sex": "women"},
                        "comment": "Late"}, {"target": 9}]},
            "w": {"title": "Law", "phase": "p", "level": "outcome", "periods": [
                    {"period": "2024", "target": "adopted", "actual": 1}]},
        },
    });
    let text = export(&dataset(&records), false).text;
    let none: [&str; 0] = [];
    assert_eq!(violations(&text, TODAY), none);
    let document = Document::parse(&text).unwrap();
    let results = lines(activity(&document, "phases/p"), "result");
    assert_eq!(results.len(), 2, "{results:?}");
    assert!(results[0].starts_with("type=1 P Stations"), "{results:?}");
    assert!(results[1].starts_with("type=2 P Law"), "{results:?}");
    for part in [
        "<indicator measure=\"1\"",
        "<baseline year=\"2023\" gloact:edtf=\"2023\" value=\"2\"/>",
        "<dimension name=\"sex\" value=\"women\"/>",
        "<narrative gloact:field=\"comment\">Late</narrative>",
        "<indicator measure=\"5\"",
        "<narrative gloact:field=\"value\">adopted</narrative>",
        // the period without a time, and the unit
        "<gloact:entry type=\"number\" key=\"target\">9</gloact:entry>",
        "<gloact:unit>stations</gloact:unit>",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn contacts_that_no_source_publishes_stay_out_of_the_file() {
    let records = json!({
        "phases": {"p": {"title": "P", "date": "2024"}},
        "sources": {"s": {"title": "A flyer"}},
        "contacts": {
            "known": {"name": "Ana Rill", "phase": "p", "email": "ana@wat.example",
                "sources": ["s"]},
            "private": {"name": "Bo Tarn", "phase": "p", "email": "bo@wat.example"},
        },
    });
    let file = export(&dataset(&records), false);
    assert!(file.text.contains("<email>ana@wat.example</email>"), "{}", file.text);
    assert!(!file.text.contains("Bo Tarn") && !file.text.contains("bo@wat"), "{}", file.text);
    let line = "left out: 1 contact (no source publishes it)";
    assert!(file.omissions.iter().any(|it| it == line), "{:?}", file.omissions);
}

#[test]
fn file_goes_to_stdout_or_to_a_file_and_the_rest_is_told() {
    let sandbox = Sandbox::new();
    let printed = run_export(&sandbox, &[]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(printed.out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    assert!(!printed.out.starts_with(BYTE_ORDER_MARK));
    for line in [
        "no publisher is named: ZZ-RIVERS stands there",
        "only in the namespace of gloact: 13 events (IATI has no events)",
        "not stated, and needed: 6 records without a sector",
        "left out: 7 citations",
    ] {
        assert!(printed.err.contains(line), "{line}: {}", printed.err);
    }
    let args = ["--reporting-org", "XM-DAC-41128", "--reporting-name", "Test", "-o", "x.xml"];
    let written = run_export(&sandbox, &args);
    assert_eq!(written.out, "7 activities written to x.xml\n");
    assert!(!written.err.contains("no publisher"), "{}", written.err);
    let text = std::fs::read_to_string(sandbox.0.path().join("x.xml")).unwrap();
    assert!(
        text.contains("<reporting-org ref=\"XM-DAC-41128\" type=\"90\" secondary-reporter=\"1\">")
    );
    assert!(text.contains("<iati-identifier>XM-DAC-41128-rivers-1</iati-identifier>"));
}

#[test]
fn time_of_the_file_is_that_of_the_build_or_of_today() {
    let sandbox = Sandbox::new();
    let times = |seconds: &str| {
        let mut command = sandbox.command(&["export", "iati", "--today", "2026-11-22"]);
        command.args(FIXTURE).env("SOURCE_DATE_EPOCH", seconds);
        Output::from_process(command.output().unwrap())
    };
    assert!(run_export(&sandbox, &[]).out.contains("generated-datetime=\"2026-11-22T00:00:00Z\""));
    assert!(times("1764500000").out.contains("generated-datetime=\"2025-11-30T10:53:20Z\""));
    let wrong = times("yesterday");
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    assert!(wrong.err.contains("SOURCE_DATE_EPOCH") && wrong.err.contains("1764500000"));
}

#[test]
fn wrong_flags_and_data_without_a_date_are_told() {
    let sandbox = Sandbox::new();
    for (args, expected) in [
        (&["--reporting-org", "a b"][..], "XM-DAC-41128"),
        (&["--reporting-type", "41"], "40 multilateral"),
        (&["--sector", "migration"], "five digits"),
        (&["--language", "English"], "two letters"),
    ] {
        let output = run_export(&sandbox, args);
        assert_eq!(output.code, 2, "{args:?}: {}", output.err);
        assert!(output.err.contains(expected), "{args:?}: {}", output.err);
    }
    let empty = json!({"phases": {"p": {"title": "P"}}});
    let error = iati_file(&dataset(&empty), &options(false)).err().unwrap();
    assert!(error.message.contains("has a date"), "{error}");
}
