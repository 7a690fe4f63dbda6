//! A page with one table: its heads say what they are heads of, and nothing has to be fetched for it.

use super::shown;
use crate::query::{Table, Value};
use crate::store::{Dataset, title_of};

/// Looks like the screen in print: rules, no colours.
const STYLE: &str = "body{font:16px/1.4 sans-serif;margin:1.5em}table{border-collapse:collapse}caption{text-align:left;padding:.5em 0}\
th,td{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid #ccc}thead th{border-bottom:2px solid #333}\
td.number{text-align:right}@media print{thead{display:table-header-group}tr{break-inside:avoid}}";

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> String {
    let columns = shown(table);
    let programme = data.the_programme();
    let short = programme.map_or("gloact", |programme| &*programme.short);
    let of = programme.and_then(|programme| programme.data_of.as_ref()).map(|day| format!(", data of {day}")).unwrap_or_default();
    let title = escape(&format!("{short}: {}", title_of(name).to_lowercase()));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
        <table>\n<caption>{title}, {} row{}{}</caption>\n<thead>\n<tr>",
        table.len,
        if table.len == 1 { "" } else { "s" },
        escape(&of)
    );
    columns.iter().for_each(|at| out.push_str(&format!("<th scope=\"col\">{}</th>", escape(&table.heads[*at].name()))));
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    let record = table.heads.iter().position(|head| head.key == "record");
    for row in 0..table.len {
        let place = record.map(|at| format!(" data-place=\"{}\"", escape(&(table.cell)(row, at).plain()))).unwrap_or_default();
        out.push_str(&format!("<tr{place}>"));
        for at in &columns {
            let value = (table.cell)(row, *at);
            let text = escape(&value.plain());
            out.push_str(&match value {
                Value::Number(_) => format!("<td class=\"number\">{text}</td>"),
                // a span of days is no time in HTML
                Value::Date(when) if when.is_exact() && !text.contains('/') => format!("<td><time>{text}</time></td>"),
                _ => format!("<td>{text}</td>"),
            });
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table>\n</body>\n</html>\n"
}

/// What would be markup stands for itself.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_the_data_is_text() {
        let table = Table::of_texts([("a", "<A>")], vec![["<script>\"'&".into()]]);
        let page = print(&Dataset::bundled(), "x<y", &table);
        assert!(page.contains("<th scope=\"col\">&lt;A&gt;</th>") && page.contains("<td>&lt;script&gt;&quot;&#39;&amp;</td>"), "{page}");
        assert!(page.contains("X&lt;y") || page.contains("x&lt;y"), "{page}");
    }
}
