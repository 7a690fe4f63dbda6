//! What is wrong or odd in the data, to be read like a record.

use super::{Detail, Fragment};
use crate::query::QueryContext;
use crate::store::Severity;

/// Everything found, each with its place, file and position, the gravest first; before it what keeps newer files from being read.
pub fn detail(scope: &QueryContext, refused: &[String]) -> Detail {
    let data = scope.data;
    let count = |level| data.findings().iter().filter(|finding| finding.severity == level).count();
    let about =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .map(|(level, word)| match count(level) {
                1 => format!("1 {word}"),
                n => format!("{n} {word}s"),
            })
            .join(", ");
    let mut detail = Detail {
        heading: "What is wrong or odd in the data".into(),
        subtitle: about,
        entries: Vec::new(),
    };
    for line in refused {
        detail.push_heading("refused: the last good data are shown");
        detail.push_item(vec![Fragment::plain(line.clone())]);
    }
    for finding in data.findings() {
        let layer = &data.layers()[finding.layer as usize];
        let (line, column) = layer.position(finding.offset);
        let place = if finding.path.as_str().is_empty() {
            String::new()
        } else {
            format!(": {}", finding.path)
        };
        detail.push_heading(&format!("{}{place}", finding.severity));
        detail.push_item(vec![Fragment::plain(finding.message.clone())]);
        finding.hint.iter().for_each(|hint| detail.push_item(vec![Fragment::plain(hint.clone())]));
        detail.push_item(vec![Fragment::dim(format!("{}:{line}:{column}", layer.name))]);
        if let Some(row) = data.record_at(&finding.path) {
            detail.push_item(vec![Fragment::link(data.title(row), data.path(row))]);
        }
    }
    detail
}
