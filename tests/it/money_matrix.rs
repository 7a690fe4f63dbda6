//! Money in the matrix: sums by two axes, in one currency each, never split.

use crate::support::dashboard::{Size, press, screen_text};
use crate::{Sandbox, fixture_app, root};

const SIZE: Size = (120, 36);

/// Returns the rows that the matrix of the fixture prints as CSV.
fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let args = [&["matrix", "--programme", &*fixture], args].concat();
    let table = Sandbox::new().csv(&args);
    table.lines().map(|line| line.split(',').map(str::to_string).collect()).collect()
}

/// Returns the row of an item, from the first column on.
fn row(table: &[Vec<String>], id: &str) -> Vec<String> {
    let row = table.iter().find(|row| row[0] == id);
    row.unwrap_or_else(|| panic!("{id}: {table:?}"))[2..].to_vec()
}

const BY_COUNTRY_AND_YEAR: &[&str] = &["--rows", "country", "--cols", "year"];

#[test]
fn budget_is_added_by_country_and_year() {
    let table = rows(&[BY_COUNTRY_AND_YEAR, &["--measure", "budget"]].concat());
    let header = table[0].join(",");
    assert_eq!(header, "country,country_ids,2019,2020,2022,,total,currency");
    // the basin plan is part of the line of 2020
    assert_eq!(row(&table, "Belmora"), ["400000", "600000", "", "", "1000000", "USD"]);
    assert_eq!(row(&table, "not by country"), ["", "", "", "1500000", "1500000", "USD"]);
    let mixed = "EUR 250,000 + USD 90,000";
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let args = ["matrix", "--programme", &*fixture, "--format", "md", "--measure", "budget"];
    let printed = Sandbox::new().run(&[&args, BY_COUNTRY_AND_YEAR].concat()).out;
    assert!(printed.contains(mixed) && printed.contains("USD 1.5 million"), "{printed}");
}

#[test]
fn spent_money_and_refunds_are_added_apart_from_the_budget() {
    let table = rows(&[BY_COUNTRY_AND_YEAR, &["--measure", "spent"]].concat());
    assert_eq!(row(&table, "Belmora"), ["500000", "500000", "USD"]);
    let by_agency = ["--rows", "agency", "--cols", "kind", "--measure", "spent"];
    assert_eq!(row(&rows(&by_agency), "Water Alliance Trust"), ["500000", "500000", "USD"]);
    // a phase of no money
    let none = [BY_COUNTRY_AND_YEAR, &["--measure", "spent", "--phase", "rivers-1"]].concat();
    assert!(rows(&none).iter().skip(1).all(|row| row[2..].iter().all(String::is_empty)));
}

#[test]
fn filters_apply_to_budget_lines() {
    let filtered =
        |filter: &str| rows(&[BY_COUNTRY_AND_YEAR, &["--measure", "budget", filter]].concat());
    assert_eq!(row(&filtered("donor:lake"), "Elvaria"), ["250000", "250000", "EUR"]);
    assert_eq!(row(&filtered("year:2019"), "Belmora"), ["400000", "400000", "USD"]);
    // a part alone is shown
    assert_eq!(row(&filtered("activity:basin"), "Belmora"), ["150000", "150000", "USD"]);
}

#[test]
fn a_key_cycles_events_budget_and_spent() {
    let mut app = fixture_app(SIZE, false, "go matrix; phase all; axes country year");
    press(&mut app, "$");
    let screen = screen_text(&mut app, SIZE);
    for words in ["not by", "600 k", "EUR 250 k + USD 90 k", "budget by currency"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    let script = app.script();
    assert!(script.contains("measure budget"), "{script}");
    press(&mut app, "$");
    let screen = screen_text(&mut app, SIZE);
    assert!(screen.contains("money spent in USD") && screen.contains("500 k"), "{screen}");
    press(&mut app, "$");
    assert!(screen_text(&mut app, SIZE).contains("number of events"));
    // one currency is told below the grid, not in the cells
    app.run_script("phase rivers-north; measure budget").unwrap();
    let screen = screen_text(&mut app, SIZE);
    assert!(screen.contains("budget in USD") && !screen.contains("USD 600 k"), "{screen}");
}

#[test]
fn a_cell_names_its_lines_and_those_that_are_not_added() {
    let script = "go matrix; phase rivers-north; axes country year; measure budget; cell 2 2";
    let mut app = fixture_app(SIZE, false, script);
    let screen = screen_text(&mut app, SIZE);
    for words in ["USD 600,000", "1 of these lines is part of", "Basin plan"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn a_filter_that_budget_lines_do_not_have_is_named() {
    let mut app = fixture_app(SIZE, false, "go matrix; phase all; filter place:belm");
    let error = app.run_script("measure budget").unwrap_err();
    assert!(error.message.contains("place"), "{error}");
    assert!(error.hint.is_some_and(|hint| hint.contains("place:belm")));
    app.run_script("filter ; measure budget; filter donor:fund").unwrap();
    // and back
    assert!(app.run_script("measure events").is_err());
    let error = app.run_script("measure money").unwrap_err();
    assert!(error.message.contains("unknown measure \"money\""), "{error}");
}
