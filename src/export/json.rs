//! One object: what it is, of which data, and all rows; or the rows alone, one a line.

use crate::query::{Table, Value};
use crate::store::{Dataset, pretty};
use serde_json::{Map, Value as Json, json};

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> String {
    let layers: Vec<&str> = data.layers.iter().filter(|layer| !layer.is_bundled()).map(|layer| &*layer.name).collect();
    let day = data.day().map(|when| when.to_string());
    let rows: Vec<Json> = (0..table.len).map(|at| row(table, at)).collect();
    pretty(&json!({ "gloact": 1, "data": day, "layers": layers, "kind": name, "rows": rows }), 2)
}

pub(super) fn lines(table: &Table) -> String {
    (0..table.len).map(|at| format!("{}\n", row(table, at))).collect()
}

fn row(table: &Table, row: usize) -> Json {
    let cells = table.heads.iter().enumerate().map(|(column, head)| (head.key.clone(), cell(&(table.cell)(row, column))));
    Json::Object(cells.collect::<Map<_, _>>())
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Number(n) => (*n).into(),
        Value::Names(names) => names.iter().map(|name| json!({ "id": name.id, "name": name.label })).collect(),
        other => other.plain().into(),
    }
}
