//! Differences between sources: contradictions, developments and other wording.

use crate::{Sandbox, TODAY, draw, fixture_app, fixture_dataset};
use gloact::detail::Detail;
use gloact::detail::provenance_report::ProvenanceReport;
use gloact::model::{RecordPath, ValueClaims};
use gloact::query::QueryContext;
use gloact::query::lists::contradictions_and_sources;
use gloact::store::layer::Layer;
use gloact::store::{Dataset, Severity};
use gloact::ui::buffer_text;

/// All values on which the sources of the bundled data contradict each other.
const BUNDLED_CONTRADICTIONS: &[&str] = &[
    "engagements/glo-act-5-iom/countries",
    "events/launch-south-africa/date",
    "events/police-workshop-cairo/date",
    "phases/glo-act-ame/countries_delivered",
    "phases/glo-act/approach",
    "phases/glo-act/donors",
    "phases/glo-act/regions",
    "programme/gloact/title",
];

#[test]
fn bundled_contradictions_are_known_and_every_difference_is_graded() {
    let data = Dataset::bundled();
    let disputed: Vec<&str> = data.disputed().map(|(id, _)| &**id).collect();
    assert_eq!(disputed, BUNDLED_CONTRADICTIONS);
    for (id, citation) in data.citations().iter() {
        for group in citation.by_claim() {
            assert!(!group.lacks_grade(), "{id}: {:?}", group.value);
        }
    }
}

/// Returns the fixture with claims about the budget of its first phase: the second claims another
/// value, with this grade.
fn with_grade(grade: &str) -> Dataset {
    let text = format!(
        r#"{{"citations": {{"phases/rivers-1/budget": [
  {{"source": "report-1", "says": "EUR 5 million"}},
  {{"source": "flyer", "says": "EUR 4 million"{grade}}}
]}}}}"#
    );
    fixture_dataset(vec![Layer::from_text("mine.json", text)])
}

#[test]
fn check_asks_for_the_grade_of_a_value_that_differs() {
    let data = with_grade("");
    let problems: Vec<String> =
        data.problems().iter().map(|finding| finding.format_line(data.layers())).collect();
    let wanted = "mine.json:3:31: warning: citations/phases/rivers-1/budget: the claim \
        \"EUR 4 million\" differs from \"EUR 5 million\", but does not say how, so it counts as a \
        contradiction (add \"difference\" with one of the words contradiction, development, \
        wording)";
    assert_eq!(problems, [wanted]);
    let path = RecordPath::new("phases/rivers-1/budget");
    assert!(data.is_disputed(&path));
    for (grade, is_disputed) in
        [("contradiction", true), ("development", false), ("wording", false)]
    {
        let data = with_grade(&format!(r#", "difference": "{grade}""#));
        assert_eq!((data.problems(), data.is_disputed(&path)), (&[][..], is_disputed), "{grade}");
    }
}

#[test]
fn an_unknown_grade_is_an_error_with_the_nearest_word() {
    let data = with_grade(r#", "difference": "contradicton""#);
    let [problem] = data.problems() else { panic!("{:?}", data.problems()) };
    assert_eq!(problem.severity, Severity::Error);
    assert!(problem.message.contains("contradicton"), "{}", problem.message);
    assert!(problem.hint.as_ref().is_some_and(|hint| hint.contains("contradiction")));
}

#[test]
fn a_grade_of_the_value_in_use_is_reported() {
    let text = r#"{"citations": {"phases/rivers-1/budget": [
  {"source": "report-1", "says": "EUR 5 million", "difference": "wording"}
]}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let [problem] = data.problems() else { panic!("{:?}", data.problems()) };
    let line = problem.format_line(data.layers());
    assert!(line.starts_with("mine.json:2:65: warning: "), "{line}");
}

#[test]
fn many_ungraded_claims_have_one_warning() {
    let claims: Vec<String> = (5..20_005)
        .map(|number| format!(r#"{{"source": "flyer", "says": "EUR {number} million"}}"#))
        .collect();
    let text = format!(r#"{{"citations": {{"phases/rivers-1/budget": [{}]}}}}"#, claims.join(","));
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let [problem] = data.problems() else { panic!("{} problems", data.problems().len()) };
    assert!(problem.message.contains("(and 19998 more)"), "{}", problem.message);
}

/// Returns all texts of a detail, one line for each entry.
fn lines(detail: &Detail) -> Vec<String> {
    let entry_line = |entry: &gloact::detail::DetailEntry| {
        let fragments = entry.fragments.iter().map(|fragment| fragment.text.as_str());
        let all: Vec<&str> = [entry.title.as_str()].into_iter().chain(fragments).collect();
        all.join(" ").trim().to_string()
    };
    detail.entries.iter().map(entry_line).collect()
}

#[test]
fn other_wording_is_shown_only_by_provenance_and_developments_have_a_sign() {
    let data = fixture_dataset(Vec::new());
    let ctx = QueryContext::new(&data, TODAY);
    let record = |path: &str| {
        let row = data.record_at(&RecordPath::new(path)).unwrap();
        (lines(&Detail::for_record(&ctx, row)).join("\n"), data.is_record_disputed(row))
    };
    let (agency, is_disputed) = record("agencies/wat");
    assert!(!is_disputed && !agency.contains("Trust of the Water"), "{agency}");
    let (phase, _) = record("phases/rivers-1");
    assert!(phase.contains("Δ up to 4") && phase.contains("≠ EUR 4.5 million"), "{phase}");
    let explained = |path: &str| {
        let report = ProvenanceReport::for_path(ctx, &RecordPath::new(path)).unwrap();
        lines(&report.detail())
    };
    let title = explained("agencies/wat/title");
    assert!(title.contains(&"Also worded as: Trust of the Water Alliance".into()), "{title:?}");
    let delivered = explained("phases/rivers-1/countries_delivered");
    assert!(delivered.contains(&"Δ up to 4".into()), "{delivered:?}");
}

#[test]
fn a_record_names_the_first_source_of_a_contradiction_and_links_to_all() {
    let text = r#"{"citations": {"phases/rivers-1/budget": [
      {"source": "report-1", "says": "EUR 5 million"},
      {"source": "flyer", "says": "EUR 4 million", "difference": "contradiction"},
      {"source": "page-overview", "says": "EUR 4 million", "difference": "contradiction"}
    ]}}"#;
    let data = fixture_dataset(vec![Layer::from_text("mine.json", text)]);
    let row = data.record_at(&RecordPath::new("phases/rivers-1")).unwrap();
    let detail = Detail::for_record(&QueryContext::new(&data, TODAY), row);
    let mut fragments = detail.entries.iter().flat_map(|entry| &entry.fragments);
    let link = fragments.find(|fragment| fragment.text.ends_with(" and 1 more")).unwrap();
    assert_eq!(link.text, "Flyer of the first phase and 1 more");
    assert_eq!(link.link, Some(RecordPath::new("citations/phases/rivers-1/budget")));
}

#[test]
fn a_claim_without_words_shows_the_value() {
    let data = fixture_dataset(Vec::new());
    let ctx = QueryContext::new(&data, TODAY);
    for row in data.all_records() {
        let text = lines(&Detail::for_record(&ctx, row)).join("\n");
        assert!(!text.contains("as shown"), "{}: {text}", data.path(row));
    }
    let citation = data.record_at(&RecordPath::new("citations/programme/rivers/title")).unwrap();
    let text = lines(&Detail::for_record(&ctx, citation)).join("\n");
    let title = data.programme_record().unwrap().title.to_string();
    assert!(text.contains(&format!("\n{title}\n")), "{text}");
}

#[test]
fn contradictions_come_first_by_subject_and_other_wording_last() {
    let data = fixture_dataset(Vec::new());
    let ctx = QueryContext::new(&data, TODAY);
    let groups = |all: bool| {
        let column = &contradictions_and_sources::LIST.columns[0];
        let mut groups: Vec<String> = (contradictions_and_sources::LIST.rows)(&data, all)
            .into_iter()
            .map(|row| column.value(&ctx, row).display())
            .collect();
        groups.dedup();
        groups
    };
    let by_default = ["Money", "Who", "Names", "Documents", "Other sources", "Developments"];
    assert_eq!(groups(false), by_default);
    assert_eq!(groups(true), [&by_default[..], &["Other wording", "Agreements"]].concat());
    // the facet and the filter agree
    let is_disputed = |row: &_| data.get::<ValueClaims>(*row).is_some_and(ValueClaims::is_disputed);
    let is_column = |row: &_| {
        let is = contradictions_and_sources::LIST
            .column_at(contradictions_and_sources::LIST.column_index("is").unwrap());
        is.value(&ctx, *row).display() == "disputed"
    };
    let rows = (contradictions_and_sources::LIST.rows)(&data, true);
    for row in rows.iter().filter(|row| data.get::<ValueClaims>(**row).is_some()) {
        assert_eq!(is_disputed(row), is_column(row), "{}", data.path(*row));
    }
}

#[test]
fn the_last_line_counts_the_claims_that_the_list_leaves_out() {
    let line = "a includes 2 values in other words, 1 on which sources agree";
    for height in [12, 24] {
        let mut app = fixture_app((80, height), false, "go sources; last");
        let screen = buffer_text(&draw(&mut app, (80, height)).0);
        assert!(screen.contains(line), "{screen}");
    }
    let mut app = fixture_app((80, 24), false, "go sources; all; last");
    assert!(!buffer_text(&draw(&mut app, (80, 24)).0).contains("a includes"));
}

#[test]
fn line_mode_counts_the_claims_that_the_list_leaves_out() {
    let app = fixture_app((80, 24), false, "go sources").for_line_mode();
    let lines = app.spoken_lines();
    let last = lines.last().unwrap();
    assert_eq!(last.text, "\"all\" includes 2 values in other words, 1 on which sources agree");
}

#[test]
fn explain_tells_the_difference_to_programs() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["explain", "programme/gloact/short", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let sides = report["sides"].as_array().unwrap();
    assert_eq!(sides[0]["difference"], serde_json::Value::Null);
    assert_eq!(sides.last().unwrap()["difference"], "wording");
}
