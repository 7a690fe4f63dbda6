//! The rows of the phases page: an attribute of the phases each.

use crate::detail::{StyleRole, TextFragment};
use crate::model::{
    Country, CountryCount, DifferenceGrade, EdtfDate, KindId, Phase, RecordPath, Text,
};
use crate::pane::PaneContext;
use crate::query::claim_text::claimed_value;
use crate::query::lists::countries;
use crate::query::{CellValue, progress};

/// A value or a name in a cell.
#[derive(Clone, PartialEq)]
pub(super) struct AttributeValue {
    pub(super) text: String,
    pub(super) link: Option<RecordPath>,
    pub(super) role: StyleRole,
    /// Path of the field, if sources contradict each other about it.
    pub(super) disputed: Option<RecordPath>,
    /// Statements of sources about a later or earlier time.
    pub(super) developments: Vec<TextFragment>,
    /// Path of the field, if it is overridden.
    pub(super) overridden: Option<RecordPath>,
    /// Equal keys are the same item of two phases; `None` if the item is not compared.
    pub(super) comparison_key: Option<String>,
    /// The title, if the same item may go on under another one.
    pub(super) title: Option<String>,
    /// The words before an item that a later phase lacks, in place of the sign.
    pub(super) removal: Option<&'static str>,
}

/// Returns the items of a phase by its id and record.
pub(super) type AttributeItemsFn = fn(&PaneContext, &str, &Phase) -> Vec<AttributeValue>;

/// The labels and cells of the rows from top to bottom. New rows are added here.
pub(super) const ROWS: &[(&str, AttributeItemsFn)] = &[
    ("Programme", |ctx, id, _| programme_items(ctx, id)),
    ("Years", |ctx, id, phase| {
        let years = with_markers(ctx, id, "date", AttributeValue::new(phase.years_text()));
        // other years count here, but not the days on which work is known
        let years_of_later = |claim: &str| EdtfDate::parse(claim).is_ok();
        vec![AttributeValue {
            developments: developments(ctx, id, "date", years_of_later),
            ..years
        }]
    }),
    ("Status", |ctx, id, phase| {
        let status = AttributeValue::new(phase.status_text(ctx.query.today));
        vec![with_markers(ctx, id, "status", status)]
    }),
    ("Budget", |ctx, id, phase| {
        value_items(ctx, id, "budget", phase.budget.as_ref().map(|money| money.display()))
    }),
    ("By year", |ctx, id, _| computed(progress::budget_by_year(&ctx.query, id))),
    ("Spent", |ctx, id, _| computed(progress::spent_in_phase(&ctx.query, id))),
    ("Donors", |ctx, id, phase| {
        // a donor that a source does not name has not left
        let donors = agency_items(ctx, id, "donors", &phase.donors).into_iter();
        donors.map(|donor| AttributeValue { comparison_key: None, ..donor }).collect()
    }),
    ("Agencies", |ctx, id, phase| agency_items(ctx, id, "agencies", &phase.agencies)),
    ("Expected", |ctx, id, phase| {
        let count = phase.countries_planned.map(CountryCount::countries);
        let developments = developments(ctx, id, "countries_planned", |_| true);
        let items = value_items(ctx, id, "countries_planned", count).into_iter();
        items.map(|item| AttributeValue { developments: developments.clone(), ..item }).collect()
    }),
    ("Implemented", |ctx, id, phase| {
        let count = phase.countries_delivered.map(CountryCount::countries);
        value_items(ctx, id, "countries_delivered", count)
    }),
    ("Countries", |ctx, id, _| country_items(ctx, id)),
    ("Regions", |ctx, id, phase| text_items(ctx, id, "regions", &phase.regions)),
    ("Aim", |ctx, id, phase| text_items(ctx, id, "aim", phase.aim.as_slice())),
    ("Approach", |ctx, id, phase| text_items(ctx, id, "approach", phase.approach.as_slice())),
    ("Objectives", |ctx, id, _| objective_items(ctx, id)),
    ("Work", |ctx, id, phase| text_items(ctx, id, "work", &phase.work)),
    ("Results", |ctx, id, phase| text_items(ctx, id, "results", &phase.results)),
    ("Activities", |ctx, id, _| computed(progress::activities_by_status(&ctx.query, id))),
    ("Indicators", |ctx, id, _| computed(progress::indicators_by_target(&ctx.query, id))),
    ("Events found", |ctx, id, _| vec![event_count(ctx, id)]),
    ("Note", |_, _, phase| match &phase.note {
        Some(note) => vec![AttributeValue { role: StyleRole::Dim, ..AttributeValue::new(&**note) }],
        None => Vec::new(),
    }),
];

/// Returns the programmes of a phase where several are shown.
fn programme_items(ctx: &PaneContext, id: &str) -> Vec<AttributeValue> {
    let data = ctx.query.data;
    let Some(phase) = data.find(KindId::Phases, id).filter(|_| data.programme().len() > 1) else {
        return Vec::new();
    };
    let item = |programme: &Text| AttributeValue {
        link: Some(RecordPath::for_record(KindId::Programme, programme)),
        ..AttributeValue::new(data.short_label_of(KindId::Programme, programme))
    };
    data.programmes_of(phase).into_iter().map(item).collect()
}

impl AttributeValue {
    fn new(text: impl Into<String>) -> AttributeValue {
        AttributeValue {
            text: text.into(),
            link: None,
            role: StyleRole::Text,
            disputed: None,
            developments: Vec::new(),
            overridden: None,
            comparison_key: None,
            title: None,
            removal: None,
        }
    }
}

/// Returns values that follow from other records.
fn computed(texts: impl IntoIterator<Item = String>) -> Vec<AttributeValue> {
    texts.into_iter().map(AttributeValue::new).collect()
}

/// Returns the claims of a field that tell of a development, each with its sign.
fn developments(
    ctx: &PaneContext,
    id: &str,
    field: &str,
    is_shown: impl Fn(&str) -> bool,
) -> Vec<TextFragment> {
    let path = RecordPath::for_record(KindId::Phases, id).join(field);
    let Some(citation) = ctx.query.data.citation(&path) else { return Vec::new() };
    let groups = citation.by_claim();
    let shown = groups.iter().filter(|group| {
        group.difference() == Some(DifferenceGrade::Development)
            && group.value.is_some_and(&is_shown)
    });
    shown
        .map(|group| {
            let text = claimed_value(&ctx.query, &path, group);
            let text = format!("{} {text}", ctx.glyphs.changed);
            TextFragment { text, link: Some(path.clone()), role: StyleRole::Dim }
        })
        .collect()
}

/// Adds the markers of a field to an item.
fn with_markers(ctx: &PaneContext, id: &str, field: &str, item: AttributeValue) -> AttributeValue {
    let path = RecordPath::for_record(KindId::Phases, id).join(field);
    let data = ctx.query.data;
    AttributeValue {
        disputed: data.is_disputed(&path).then(|| path.clone()),
        overridden: data.is_overridden(&path).then_some(path),
        ..item
    }
}

/// Adds the markers of a field to the last item.
fn with_markers_last(
    ctx: &PaneContext,
    id: &str,
    field: &str,
    mut items: Vec<AttributeValue>,
) -> Vec<AttributeValue> {
    if let Some(last) = items.pop() {
        items.push(with_markers(ctx, id, field, last));
    }
    items
}

/// Returns a single value, or that it is not stated.
fn value_items(
    ctx: &PaneContext,
    id: &str,
    field: &str,
    value: Option<String>,
) -> Vec<AttributeValue> {
    let Some(text) = value else {
        return vec![AttributeValue { role: StyleRole::Dim, ..AttributeValue::new("not stated") }];
    };
    let item = AttributeValue { comparison_key: Some(text.clone()), ..AttributeValue::new(text) };
    vec![with_markers(ctx, id, field, item)]
}

fn agency_items(
    ctx: &PaneContext,
    id: &str,
    field: &str,
    agencies: &[Text],
) -> Vec<AttributeValue> {
    let items = agencies
        .iter()
        .map(|agency| AttributeValue {
            link: Some(RecordPath::for_record(KindId::Agencies, agency)),
            comparison_key: Some(agency.to_string()),
            removal: Some("not named:"),
            ..AttributeValue::new(ctx.query.data.short_label_of(KindId::Agencies, agency))
        })
        .collect();
    with_markers_last(ctx, id, field, items)
}

fn country_items(ctx: &PaneContext, id: &str) -> Vec<AttributeValue> {
    let data = ctx.query.data;
    let has_phase = |country: &Country| country.phases.iter().any(|phase| **phase == *id);
    // by their names, as in their list
    let rows = (countries::LIST.rows)(data, false).into_iter();
    rows.filter(|row| data.get::<Country>(*row).is_some_and(has_phase))
        .map(|row| AttributeValue {
            link: Some(data.path(row)),
            comparison_key: Some(data.id(row).into()),
            ..AttributeValue::new(data.short_label(row))
        })
        .collect()
}

fn objective_items(ctx: &PaneContext, id: &str) -> Vec<AttributeValue> {
    let data = ctx.query.data;
    data.objectives()
        .iter()
        .filter(|(_, objective)| objective.phase.as_deref() == Some(id))
        .map(|(objective_id, objective)| {
            // the same objective under another title goes on
            let original = data.original_objective(objective_id);
            AttributeValue {
                link: Some(RecordPath::for_record(KindId::Objectives, objective_id)),
                comparison_key: Some(original.to_string()),
                title: Some(objective.title.to_string()),
                ..AttributeValue::new(objective.numbered(&objective.title))
            }
        })
        .collect()
}

fn text_items(ctx: &PaneContext, id: &str, field: &str, texts: &[Text]) -> Vec<AttributeValue> {
    let items = texts.iter().map(|text| AttributeValue::new(&**text)).collect();
    with_markers_last(ctx, id, field, items)
}

fn event_count(ctx: &PaneContext, id: &str) -> AttributeValue {
    let phase = ctx.query.data.find(KindId::Phases, id);
    let count =
        phase.map_or(CellValue::Empty, |row| ctx.query.count_backlinks(row, KindId::Events));
    AttributeValue {
        link: Some(RecordPath::for_kind(KindId::Events)),
        ..AttributeValue::new(count.display())
    }
}
