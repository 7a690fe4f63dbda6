//! What is wrong or odd in the data, to be read like a record.

use super::{Detail, Piece};
use crate::query::Scope;
use crate::store::Level;

/// Everything found, each with its place, file and position, the gravest first; before it what keeps newer files from being read.
pub fn detail(scope: &Scope, refused: &[String]) -> Detail {
    let data = scope.data;
    let count = |level| data.findings().iter().filter(|finding| finding.level == level).count();
    let about = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "note")]
        .map(|(level, word)| match count(level) {
            1 => format!("1 {word}"),
            n => format!("{n} {word}s"),
        })
        .join(", ");
    let mut detail = Detail { heading: "What is wrong or odd in the data".into(), about, parts: Vec::new() };
    for line in refused {
        detail.group("refused: the last good data are shown");
        detail.item(vec![Piece::plain(line.clone())]);
    }
    for finding in data.findings() {
        let layer = &data.layers[finding.layer as usize];
        let (line, column) = layer.position(finding.at);
        let place = if finding.place.as_str().is_empty() { String::new() } else { format!(": {}", finding.place) };
        detail.group(&format!("{}{place}", finding.level));
        detail.item(vec![Piece::plain(finding.sentence.clone())]);
        finding.hint.iter().for_each(|hint| detail.item(vec![Piece::plain(hint.clone())]));
        detail.item(vec![Piece::dim(format!("{}:{line}:{column}", layer.name))]);
        if let Some(row) = data.row_of(&finding.place) {
            detail.item(vec![Piece::link(data.heading(row), data.place(row))]);
        }
    }
    detail
}
