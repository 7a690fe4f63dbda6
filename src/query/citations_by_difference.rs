//! Citations by the grade of their difference: contradictions, developments, other wording.

use crate::model::{DifferenceGrade, FieldTopic, KindId, RecordPath, ValueClaims};
use crate::query::QueryContext;
use crate::store::{Dataset, RecordRef};

/// Returns the citations with this difference in the order of the cited records: the programme and
/// its phases come first.
pub(super) fn citations_with(
    data: &Dataset,
    difference: Option<DifferenceGrade>,
) -> Vec<RecordRef> {
    let has_difference = |row: &RecordRef| {
        data.get::<ValueClaims>(*row).is_some_and(|citation| citation.difference() == difference)
    };
    let mut rows: Vec<RecordRef> = data.records(KindId::Citations).filter(has_difference).collect();
    rows.sort_by_cached_key(|row| {
        let record = data.record_at(&RecordPath::new(data.id(*row)));
        record.map(|record| (record.kind, record.index))
    });
    rows
}

/// Returns what a citation is about.
pub(super) fn subject(data: &Dataset, citation: RecordRef) -> FieldTopic {
    let path = RecordPath::new(data.id(citation));
    FieldTopic::of_field(path.field_path().unwrap_or_default())
}

/// Returns the number of contradictions in words.
pub fn contradiction_count(ctx: &QueryContext) -> String {
    match ctx.data.disputed().count() {
        1 => "1 contradiction".into(),
        count => format!("{count} contradictions"),
    }
}

/// Returns the number of claims that the list leaves out in words, if there are any.
pub fn hidden_claims(ctx: &QueryContext) -> Option<String> {
    let text = ctx.memo("hidden claims", || {
        let count = |difference| citations_with(ctx.data, difference).len();
        let (worded, agreed) = (count(Some(DifferenceGrade::Wording)), count(None));
        let noun = if worded == 1 { "value" } else { "values" };
        (worded + agreed > 0)
            .then(|| format!("{worded} {noun} in other words, {agreed} on which sources agree"))
    });
    (*text).clone()
}
