//! The matrix of many objectives, agencies and countries.

use crate::support::dashboard::{Size, screen_text};
use crate::support::generated_programmes::{GeneratedProgramme, all};
use crate::{TODAY, dashboard, fixture_dataset};
use gloact::app::App;
use gloact::model::{KindId, Record};
use gloact::query::QueryContext;
use gloact::query::lists::countries;
use gloact::query::pivot::grid::{Grid, GridDimension, GridQuery};
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use gloact::ui::glyphs::UNICODE;
use serde_json::json;

const SIZES: &[Size] = &[(80, 24), (120, 36), (200, 60)];

fn many_objectives() -> GeneratedProgramme {
    all().into_iter().find(|programme| programme.name == "many-objectives").unwrap()
}

fn app_after(data: Dataset, script: &str) -> App {
    let mut app = dashboard(data, SIZES[0]);
    app.run_script(script).unwrap_or_else(|error| panic!("{script}: {error}"));
    app
}

/// Returns the number of engagements of an agency in a phase, or in all.
fn engagement_count(data: &Dataset, agency: &str, phase: Option<&str>) -> usize {
    let engagements = data.engagements().values().filter(|record| *record.agency == *agency);
    let phase_of = |objective: &str| {
        let objective = data.objectives().get(objective)?;
        objective.phase.as_deref().map(str::to_string)
    };
    engagements
        .filter(|record| phase.is_none() || phase_of(&record.objective).as_deref() == phase)
        .count()
}

#[test]
fn agencies_stand_in_order_of_their_engagements_then_by_name() {
    let data = many_objectives().dataset();
    let ctx = QueryContext::new(&data, TODAY);
    for phase in [None, Some("p01"), Some("p03")] {
        let query = GridQuery { phase: phase.map(str::to_string), ..GridQuery::default() };
        let columns = Grid::build(&ctx, &query, &[]).columns;
        assert!(columns.len() > 6, "{phase:?}");
        let keys: Vec<(usize, String)> = columns
            .iter()
            .map(|item| (usize::MAX - engagement_count(&data, &item.id, phase), item.label.clone()))
            .collect();
        // the names differ in their first letters, which need no folding to be compared
        assert!(keys.is_sorted_by(|a, b| a.0 <= b.0), "{phase:?}: {keys:?}");
        let by_name = |pair: &[(usize, String)]| {
            pair[0].0 < pair[1].0 || pair[0].1.to_lowercase() < pair[1].1.to_lowercase()
        };
        let is_ascii = |pair: &&[(usize, String)]| pair.iter().all(|(_, name)| name.is_ascii());
        assert!(keys.windows(2).filter(is_ascii).all(by_name), "{phase:?}: {keys:?}");
    }
}

#[test]
fn lists_name_agencies_in_the_same_order() {
    // Belmora's record names one agency; Arvenia's names three, the busiest of them last
    let layer = json!({ "countries": { "XA": { "agencies": ["lab", "fos", "wat"] } } });
    let data = fixture_dataset(vec![Layer::from_text("order", layer.to_string())]);
    let ctx = QueryContext::new(&data, TODAY);
    let row = data.find(KindId::Countries, "XA").unwrap();
    let column = &countries::LIST.columns[countries::LIST.column_index("agency").unwrap()];
    assert_eq!(column.value(&ctx, row).display(), "WAT, FOS, LAB");
}

#[test]
fn objectives_of_all_phases_stand_under_their_phases() {
    let data = many_objectives().dataset();
    let labels: Vec<String> =
        data.phases().values().map(|phase| phase.short_label().to_string()).collect();
    // an objective that goes on has one row, under the phase where it begins
    let first_phases: Vec<usize> = data
        .objectives()
        .iter()
        .filter(|(id, _)| data.original_objective(id) == &***id)
        .filter_map(|(_, record)| data.phases().get_index_of(record.phase.as_deref()?))
        .collect();
    let count = first_phases.len();
    let mut app = app_after(data, "go matrix; phase all");
    let mut seen = Vec::new();
    for row in 1..=count {
        app.run_script(&format!("cell {row} 1")).unwrap();
        let text = screen_text(&mut app, (80, 24));
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().position(|line| line.starts_with(" ›")).expect("a cursor");
        let heading = |line: &&str| line.trim_matches([' ', '↑']).to_string();
        let headings = lines[3..at].iter().rev().map(heading);
        let is_heading = |line: &String| labels.iter().any(|label| line.ends_with(label));
        let heading = headings.into_iter().find(is_heading).expect(&text);
        if seen.last().is_none_or(|last| *last != heading) {
            seen.push(heading);
        }
    }
    let phases: std::collections::BTreeSet<usize> = first_phases.into_iter().collect();
    let heading = |phase: usize| format!("{} {}", UNICODE.phase_symbol(phase), labels[phase]);
    assert_eq!(seen, phases.into_iter().map(heading).collect::<Vec<_>>());
    assert!(seen.len() > 2, "{seen:?}");
}

#[test]
fn an_empty_grid_says_what_it_lacks() {
    let programme = all().into_iter().find(|other| other.name == "everything-missing").unwrap();
    for (script, words) in [
        ("go matrix", "no objective to show"),
        ("go matrix; axes agency country", "no country to show"),
    ] {
        let mut app = app_after(programme.dataset(), script);
        for size in SIZES {
            let text = screen_text(&mut app, *size);
            assert!(text.contains(words), "{script}:\n{text}");
        }
    }
    let mut app = app_after(programme.dataset(), "go matrix; phase all");
    assert!(!screen_text(&mut app, (80, 24)).contains("to show"));
}

#[test]
fn one_phase_needs_no_heading() {
    let mut app = app_after(many_objectives().dataset(), "go matrix; phase p02");
    let text = screen_text(&mut app, (80, 24));
    let label = app.data().short_label_of(KindId::Phases, "p02").into_owned();
    assert!(!text.contains(&format!("◆ {label}")), "{text}");
}

#[test]
fn head_and_first_column_stay_where_cells_scroll() {
    for programme in all().into_iter().filter(|programme| programme.name.starts_with("many-")) {
        let script = "go matrix; phase all; axes country agency";
        let mut app = app_after(programme.dataset(), script);
        let data = programme.dataset();
        let ctx = QueryContext::new(&data, TODAY);
        let query = GridQuery { rows: GridDimension::Country, ..GridQuery::default() };
        let grid = Grid::build(&ctx, &query, &[]);
        let (row, column) = (grid.rows.len(), grid.columns.len());
        app.run_script(&format!("cell {row} {column}")).unwrap();
        for size in SIZES {
            let text = screen_text(&mut app, *size);
            let first_word = |label: &str| label.split(' ').next().unwrap().to_string();
            let row_label = first_word(&grid.rows[row - 1].label);
            let head = text.lines().take(8).collect::<Vec<_>>().join("\n");
            let label = &grid.columns[column - 1].label;
            let last = label.split([' ', '-']).next_back().unwrap().to_string();
            assert!(head.contains(&last), "{}: no {last} in\n{text}", programme.name);
            let line = text.lines().find(|line| line.starts_with(" ›")).expect(&text);
            assert!(line.contains(&row_label) && line.contains('['), "{row_label}: {line}");
        }
    }
}

#[test]
fn a_cell_of_several_engagements_shows_the_strongest_role_and_their_number() {
    let more = |role: &str| json!({"objective": "rivers-1-1", "agency": "wat", "role": role});
    let layer = json!({ "engagements": { "more-1": more("partner"), "more-2": more("named") } });
    let data = fixture_dataset(vec![Layer::from_text("more", layer.to_string())]);
    let mut app = app_after(data, "go matrix");
    let text = screen_text(&mut app, (80, 24));
    assert!(text.contains("[L3*"), "{text}");
    assert!(text.contains("L3 the strongest of several engagements"), "{text}");
    // exports keep the letter alone
    let (pane, context) = app.current_pane();
    let table = pane.table(context);
    assert_eq!((table.cell)(0, 1).display(), "L");
    drop(table);
    let mut app = app_after(fixture_dataset(Vec::new()), "go matrix");
    assert!(!screen_text(&mut app, (80, 24)).contains("of several"));
}

#[test]
fn words_of_column_heads_are_whole() {
    for programme in all() {
        let data = programme.dataset();
        let words: Vec<String> = data
            .agencies()
            .values()
            .flat_map(|agency| agency.name.split(' '))
            .flat_map(|word| word.split_inclusive('-').chain([word]))
            .chain(["Total", "◂", "▸"])
            .map(str::to_string)
            .collect();
        let phase = data.phases().keys().next().unwrap().to_string();
        for column in [1, 4, 12] {
            let mut app = app_after(programme.dataset(), "go matrix; phase all");
            app.run_script(&format!("cell 1 {column}; phase {phase}; cell 1 {column}")).unwrap();
            for size in SIZES {
                let text = screen_text(&mut app, *size);
                let heads = text.lines().skip(3).take_while(|line| !line.starts_with(" ›"));
                for word in heads.flat_map(|line| line.split('│').next().unwrap().split(' ')) {
                    let word = word.trim_matches(['◂', '▸']);
                    let is_cut = word.ends_with('…')
                        && words.iter().any(|whole| whole.starts_with(word.trim_end_matches('…')));
                    let is_whole = word.is_empty() || words.iter().any(|whole| whole == word);
                    assert!(is_whole || is_cut, "{word} at {size:?} in\n{text}");
                }
            }
        }
    }
}
