//! Prints a table as an HTML page without external files.

use super::visible_columns;
use crate::model::field_heading;
use crate::query::{CellValue, Table};
use crate::store::Dataset;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Rules and no colours, so that it prints well. On paper nothing can scroll: words are broken.
const STYLE: &str = "body{font:16px/1.4 sans-serif;margin:1.5em}table{border-collapse:collapse}\
caption{text-align:left;padding:.5em 0}\
th,td{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid #ccc}\
thead th{border-bottom:2px solid #333}td.number{text-align:right}\
@page{size:landscape;margin:12mm}\
@media print{body{font-size:10pt;margin:0}th,td{overflow-wrap:anywhere}\
td.number,time{white-space:nowrap}thead{display:table-header-group}tr{break-inside:avoid}}";

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> String {
    let columns = visible_columns(table);
    let names = data.programme_names();
    let short = if names.is_empty() { "gloact" } else { &names };
    let title = format!("{short}: {}", field_heading(name).to_lowercase());
    let record = table.headers.iter().position(|head| head.key == "record");
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" { "\n"
            head { "\n"
                meta charset="utf-8"; "\n"
                title { (title) } "\n"
                style { (PreEscaped(STYLE)) } "\n"
            } "\n"
            body { "\n"
                table { "\n"
                    caption {
                        (title) ", " (table.len) " row" @if table.len != 1 { "s" }
                        @if let Some(day) = data.as_of_date() { ", data as of " (day) }
                    } "\n"
                    thead { "\n"
                        tr {
                            @for at in &columns { th scope="col" { (table.headers[*at].label()) } }
                        } "\n"
                    } "\n"
                    tbody { "\n"
                        @for row in 0..table.len {
                            tr data-place=[record.map(|at| (table.cell)(row, at).machine_text())] {
                                @for at in &columns { (cell(&(table.cell)(row, *at))) }
                            } "\n"
                        }
                    } "\n"
                } "\n"
            } "\n"
        } "\n"
    };
    page.into_string()
}

fn cell(value: &CellValue) -> Markup {
    let text = value.machine_text();
    html! {
        @match value {
            CellValue::Number(_) => td class="number" { (text) },
            // a span of days is no time in HTML
            CellValue::Date(when) if when.is_exact() && !text.contains('/') => {
                td { time { (text) } }
            }
            _ => td { (text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_data_is_escaped() {
        let table = Table::from_texts([("a", "<A>")], vec![["<script>\"'&".into()]]);
        let page = print(&Dataset::bundled(), "x<y", &table);
        assert!(
            page.contains("<th scope=\"col\">&lt;A&gt;</th>")
                && page.contains("<td>&lt;script&gt;&quot;'&amp;</td>"),
            "{page}"
        );
        assert!(page.contains("X&lt;y") || page.contains("x&lt;y"), "{page}");
    }
}
