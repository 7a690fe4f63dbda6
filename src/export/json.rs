//! Prints a table as one JSON object, or its rows as one object a line.

use crate::query::{CellValue, Table};
use crate::store::{Dataset, to_pretty};
use serde_json::{Map, Value as Json, json};

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> String {
    let layers: Vec<&str> =
        data.layers().iter().filter(|layer| !layer.is_base()).map(|layer| &*layer.name).collect();
    let day = data.as_of_date().map(|when| when.to_string());
    let rows: Vec<Json> = (0..table.len).map(|at| row(table, at)).collect();
    to_pretty(&json!({ "gloact": 1, "data": day, "layers": layers, "kind": name, "rows": rows }), 2)
}

pub(super) fn print_lines(table: &Table) -> String {
    (0..table.len).map(|at| format!("{}\n", row(table, at))).collect()
}

fn row(table: &Table, row: usize) -> Json {
    let mut cells = Map::new();
    for (column, header) in table.headers.iter().enumerate() {
        let value = (table.cell)(row, column);
        cells.insert(header.key.clone(), cell(&value));
        if header.has_currency {
            let money = if let CellValue::Money(money) = value { Some(money) } else { None };
            let currency = money.map(|money| money.currency.to_string());
            cells.insert(header.currency_key(), currency.into());
        }
    }
    Json::Object(cells)
}

fn cell(value: &CellValue) -> Json {
    match value {
        CellValue::Empty => Json::Null,
        CellValue::Number(n) => (*n).into(),
        CellValue::Money(money) => Json::Number(money.amount.clone()),
        CellValue::Links(names) => {
            names.iter().map(|name| json!({ "id": name.id, "name": name.label })).collect()
        }
        CellValue::Words(words) => words.iter().map(|word| Json::from(&**word)).collect(),
        other => other.machine_text().into(),
    }
}
