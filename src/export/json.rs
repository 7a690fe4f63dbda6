//! One object: what it is, of which data, and all rows.

use crate::query::{Table, Value};
use crate::store::{Dataset, pretty};
use serde_json::{Map, Value as Json, json};

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> String {
    let row = |row: usize| -> Json {
        let cells = table.heads.iter().enumerate().map(|(column, head)| (head.key.clone(), cell(&(table.cell)(row, column))));
        Json::Object(cells.collect::<Map<_, _>>())
    };
    let layers: Vec<&str> = data.layers.iter().filter(|layer| !layer.is_bundled()).map(|layer| &*layer.name).collect();
    let day = data.the_programme().and_then(|programme| programme.data_of.as_ref()).map(|when| when.to_string());
    let all = json!({ "gloact": 1, "data": day, "layers": layers, "kind": name, "rows": (0..table.len).map(row).collect::<Vec<_>>() });
    pretty(&all, 2)
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Number(n) => (*n).into(),
        Value::Names(names) => names.iter().map(|name| json!({ "id": name.id, "name": name.label })).collect(),
        other => other.plain().into(),
    }
}
