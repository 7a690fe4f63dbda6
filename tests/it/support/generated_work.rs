//! Activities, budget lines and indicators of the generated programmes: from none but their needed
//! fields to all.

use super::generated_programmes::{Counts, Numbers, first_year, ids, phase_of, records};
use super::generated_words::COUNTRIES;
use gloact::model::{ACTIVITY_STATUSES, KindId};
use serde_json::{Map, Value, json};

/// Returns the records of the three kinds. Of each kind every seventh record has only the fields
/// that it needs.
pub(super) fn work(name: &str, counts: Counts) -> Vec<(KindId, Map<String, Value>)> {
    let mut numbers = Numbers(20_270_302 + name.len() as u64);
    let mut of = |letter, record: fn(&mut Numbers, Counts, usize) -> Value| {
        let ids = ids(letter, counts.work).into_iter().enumerate();
        records(ids.map(|(index, id)| (id, record(&mut numbers, counts, index))))
    };
    let activities = of("w", activity);
    let budgets = of("b", budget_line);
    let indicators = of("n", indicator);
    vec![
        (KindId::Activities, activities),
        (KindId::Budgets, budgets),
        (KindId::Indicators, indicators),
    ]
}

fn activity(numbers: &mut Numbers, counts: Counts, index: usize) -> Value {
    let title = numbers.any_title();
    if index % 7 == 6 {
        return json!({"title": title});
    }
    let phase = phase_of(index, counts.work, counts.phases);
    let year = first_year(phase) + numbers.below(2);
    let mut activity = json!({
        "title": title,
        "phase": format!("p{:02}", phase + 1),
        "status": numbers.pick(ACTIVITY_STATUSES),
        "date": format!("{year}-{:02}/{}-{:02}", 1 + numbers.below(12), year + 1, 1 + numbers.below(12)),
        "agencies": [format!("a{:02}", 1 + numbers.below(counts.agencies))],
        "countries": [COUNTRIES[numbers.below(counts.countries)]],
        "sectors": ["Migration (15190)"],
    });
    if index % 5 == 4 {
        activity["parent"] = format!("w{index:02}").into();
    }
    activity
}

fn budget_line(numbers: &mut Numbers, counts: Counts, index: usize) -> Value {
    // all lines of a phase are less than its budget
    let amount = 10 * (1 + numbers.below(700)) as i64;
    let currency = if index % 9 == 8 { "USD" } else { "EUR" };
    let mut line = json!({"amount": amount, "currency": currency});
    if index % 7 == 6 {
        return line;
    }
    let phase = phase_of(index, counts.work, counts.phases);
    line["phase"] = format!("p{:02}", phase + 1).into();
    line["period"] = (first_year(phase) + numbers.below(3)).to_string().into();
    if index % 4 != 3 {
        line["country"] = COUNTRIES[numbers.below(counts.countries)].into();
    }
    match index % 3 {
        0 => line["donor"] = "a01".into(),
        1 => line["kind"] = "expenditure".into(),
        _ => line["activity"] = format!("w{:02}", index + 1).into(),
    }
    if index % 10 == 9 {
        line["amount"] = (-amount as f64 / 8.0).into();
    }
    line
}

fn indicator(numbers: &mut Numbers, counts: Counts, index: usize) -> Value {
    let title = numbers.any_title();
    if index % 7 == 6 {
        return json!({"title": title});
    }
    let objective = phase_of(index, counts.work, counts.objectives);
    let target = 10 * (1 + numbers.below(90));
    let mut indicator = json!({
        "title": title,
        "objective": format!("o{:02}", objective + 1),
        "level": numbers.pick(&["output", "outcome", "impact"]),
        "unit": numbers.pick(&["people", "laws", "days"]),
        "baseline": {"date": "2008", "value": numbers.below(10)},
        "periods": [
            {"period": "2010", "target": target / 2, "actual": numbers.below(target)},
            {"period": "2025", "target": target, "actual": numbers.below(2 * target)},
        ],
    });
    if index % 6 == 5 {
        let words =
            json!([{"period": "2025", "target": "law adopted", "actual": "draft discussed"}]);
        indicator["periods"] = words;
    }
    indicator
}
