//! Reports the problems in the data.

use super::Detail;
use super::entry::TextFragment;
use crate::query::QueryContext;
use crate::store::{FindingGroup, Severity, group_findings};

/// Returns all findings, the gravest first and each with what follows from it. Before them stand
/// the errors that keep changed files from being loaded.
pub fn detail(ctx: &QueryContext, load_errors: &[String]) -> Detail {
    let findings = ctx.data.findings();
    let count = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let mut detail = Detail::new("Problems in the data", counts.join(", "));
    for error in load_errors {
        detail.push_heading("rejected: the last valid data are shown");
        detail.push_item(vec![TextFragment::plain(error)]);
    }
    for group in group_findings(findings) {
        push_group(&mut detail, ctx, &group);
    }
    detail
}

fn push_group(detail: &mut Detail, ctx: &QueryContext, group: &FindingGroup) {
    let finding = group.first;
    let data = ctx.data;
    let layer = &data.layers()[finding.layer as usize];
    let (line, column) = layer.position(finding.offset);
    detail.push_heading(&match finding.path.as_str() {
        "" => finding.severity.to_string(),
        path => format!("{}: {path}", finding.severity),
    });
    detail.push_item(vec![TextFragment::plain(&finding.message)]);
    if let Some(hint) = &finding.hint {
        detail.push_item(vec![TextFragment::plain(hint)]);
    }
    for summary in group.summaries() {
        detail.push_item(vec![TextFragment::plain(summary)]);
    }
    detail.push_item(vec![TextFragment::dim(format!("{}:{line}:{column}", layer.name))]);
    if let Some(record) = data.record_at(&finding.path) {
        detail.push_item(vec![TextFragment::link(data.title(record), data.path(record))]);
    }
}
