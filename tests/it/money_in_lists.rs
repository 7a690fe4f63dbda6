//! Money in the Overview and as columns of Countries.

use crate::support::dashboard::{Size, dashboard, fixture_dataset, screen_text};
use crate::{Sandbox, bundled_app, fixture_app, root};
use gloact::store::layer::Layer;

const WIDE: Size = (140, 36);

fn list_countries(args: &[&str]) -> String {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    Sandbox::new().csv(&[&["list", "countries", "--programme", &fixture], args].concat())
}

#[test]
fn countries_have_columns_of_budget_and_spent_money() {
    let csv = list_countries(&["--columns", "name,budget,spent"]);
    assert!(csv.contains("Belmora,1000000,USD,500000,USD"), "{csv}");
    // what is not by country belongs to none
    assert!(csv.contains("Arvenia,,,,"), "{csv}");
    // amounts are filtered and sorted as those of the lists of money are
    let rich = list_countries(&["--columns", "name", "budget>=1000000"]);
    assert!(rich.contains("Belmora") && !rich.contains("Arvenia"), "{rich}");
    // beside a detail as well, where there is room
    for size in [(80, 24), (200, 60)] {
        let mut app = fixture_app(size, false, "go countries");
        let screen = screen_text(&mut app, size);
        assert!(screen.contains("Budget") && screen.contains("USD 1 million"), "{screen}");
    }
}

#[test]
fn columns_of_money_are_there_only_with_money() {
    let mut app = bundled_app(WIDE, false, "go countries");
    let screen = screen_text(&mut app, WIDE);
    assert!(!screen.contains("Budget") && !screen.contains("Spent"), "{screen}");
    let csv = Sandbox::new().csv(&["list", "countries"]);
    assert!(!csv.lines().next().unwrap().contains("budget"), "{csv}");
}

#[test]
fn the_overview_shows_budget_and_spent_money_of_each_phase() {
    let mut app = fixture_app(WIDE, false, "go overview");
    let screen = screen_text(&mut app, WIDE);
    assert!(screen.contains("spent"), "{screen}");
    assert!(screen.contains("USD 500,000"), "{screen}");
    // the lines of a phase that states no budget are added, one sum for each currency
    assert!(screen.contains("EUR 250 k + USD 90 k"), "{screen}");
    // where there is no room the bars of the years stay
    let narrow = screen_text(&mut app, (80, 24));
    assert!(!narrow.contains("USD 500,000") && narrow.contains("budget"), "{narrow}");
    // nothing is said where nothing is known
    let mut app = bundled_app(WIDE, false, "go overview");
    assert!(!screen_text(&mut app, WIDE).contains("spent"));
}

#[test]
fn sums_of_several_currencies_are_shown_side_by_side() {
    let line = "{\"budgets\": {\"other\": {\"amount\": 70000, \"currency\": \"EUR\", \
                \"phase\": \"rivers-north\", \"country\": \"XB\"}}}";
    let data = fixture_dataset(vec![Layer::from_text("more.json", line)]);
    let mut app = dashboard(data, (200, 60));
    app.run_script("go countries").unwrap();
    let screen = screen_text(&mut app, (200, 60));
    assert!(
        screen.contains("USD 1 m + EUR 70 k") || screen.contains("EUR 70 k + USD 1 m"),
        "{screen}"
    );
}
