//! The phases side by side: what each is, and what changed from the one it builds on. Stacked where there is little room.

use super::RenderContext;
use crate::detail::{Detail, Fragment, StyleRole};
use crate::model::{Country, KindId, Phase, Record, RecordPath, Text};
use crate::query::CellValue;
use crate::store::RecordRef;
use crate::ui::rich_text::RichText;
use crate::ui::{truncate, width};

/// From this width the phases stand side by side.
const MIN_SIDE_BY_SIDE_WIDTH: u16 = 78;
/// How many things that are gone are told by name.
const MAX_NAMED_REMOVALS: usize = 4;
/// Cells for the names of the lines.
const LABEL_WIDTH: u16 = 12;

/// Lays the phases out for the room of the ctx.
pub fn layout(ctx: RenderContext, rows: &[RecordRef]) -> RichText {
    let data = ctx.query.data;
    let mut sheet = RichText::default();
    let lines: Vec<(&str, Vec<Vec<CellItem>>)> = ROWS
        .iter()
        .map(|(name, line)| {
            (*name, data.phases().iter().map(|(id, phase)| line(&ctx, id, phase)).collect())
        })
        .collect();
    let room = ctx.area.width.saturating_sub(1);
    // all phases are told, for the comparison; those that the filter keeps are shown
    let kept = |number: &usize| rows.iter().any(|row| row.index as usize == *number);
    let phases: Vec<(usize, &Text, &Phase)> = data
        .phases()
        .iter()
        .enumerate()
        .filter(|(at, _)| kept(at))
        .map(|(at, (id, phase))| (at, id, phase))
        .collect();
    let mut y = 0;
    if room < MIN_SIDE_BY_SIDE_WIDTH {
        for &(number, id, phase) in &phases {
            y = push_header(&mut sheet, &ctx, y, (1, room), number, id, phase);
            for (name, cells) in &lines {
                if !cells[number].is_empty() {
                    sheet.push(y, 1, name, StyleRole::Dim, None);
                    y = push_cell(
                        &mut sheet,
                        &ctx,
                        y,
                        (LABEL_WIDTH + 1, room),
                        &cells[number],
                        previous_phase(&ctx, phase).map(|before| &cells[before][..]),
                    );
                }
            }
            y += 1;
        }
        return sheet;
    }
    let each = (room - LABEL_WIDTH - 1) / phases.len().max(1) as u16;
    let column = |at: usize| {
        let start = LABEL_WIDTH + 1 + at as u16 * each;
        (start, start + each - 2)
    };
    let heads = phases.iter().enumerate().map(|(at, (number, id, phase))| {
        push_header(&mut sheet, &ctx, 0, column(at), *number, id, phase)
    });
    y = heads.max().unwrap_or(y);
    for (name, cells) in &lines {
        if phases.iter().all(|(number, ..)| cells[*number].is_empty()) {
            continue;
        }
        sheet.push(y, 1, &truncate(name, LABEL_WIDTH - 1), StyleRole::Dim, None);
        let ends = phases.iter().enumerate().map(|(at, (number, _, phase))| {
            let before = previous_phase(&ctx, phase).map(|before| &cells[before][..]);
            push_cell(&mut sheet, &ctx, y, column(at), &cells[*number], before)
        });
        y = ends.max().unwrap_or(y);
        // long lines stand apart from one another
        y += usize::from(ctx.area.height >= 30 || cells.iter().any(|cell| cell.len() > 1));
    }
    sheet
}

/// One thing that a line of a phase says, and whether the sources disagree on it.
#[derive(Clone, PartialEq)]
struct CellItem {
    text: String,
    link: Option<RecordPath>,
    role: StyleRole,
    /// Where it is told what the sources say, when they disagree.
    disputed: Option<RecordPath>,
    /// The field, where a layer above the bundled data sets it.
    overridden: Option<RecordPath>,
    /// By what it is compared with the phase before: none for what is not compared.
    comparison_key: Option<String>,
}

/// What a line says of a phase.
type CellFn = fn(&RenderContext, &str, &Phase) -> Vec<CellItem>;

/// The lines from top to bottom. One more is added here.
const ROWS: &[(&str, CellFn)] = &[
    ("Years", |ctx, id, phase| {
        vec![with_markers(ctx, id, "date", CellItem::new(phase.date.display()))]
    }),
    ("Status", |ctx, _, phase| vec![CellItem::new(phase.schedule_status(ctx.query.today))]),
    ("Budget", |ctx, id, phase| {
        value_items(ctx, id, "budget", phase.budget.as_ref().map(|money| money.display()))
    }),
    ("Donors", |ctx, id, phase| record_items(ctx, id, "donors", KindId::Agencies, &phase.donors)),
    ("Agencies", |ctx, id, phase| {
        record_items(ctx, id, "agencies", KindId::Agencies, &phase.agencies)
    }),
    ("Planned", |ctx, id, phase| {
        value_items(ctx, id, "countries_planned", phase.countries_planned.map(country_count))
    }),
    ("Delivered", |ctx, id, phase| {
        value_items(ctx, id, "countries_delivered", phase.countries_delivered.map(country_count))
    }),
    ("Countries", |ctx, id, _| {
        let rows: Vec<RecordRef> = ctx
            .query
            .data
            .records(KindId::Countries)
            .filter(|row| {
                ctx.query
                    .data
                    .get::<Country>(*row)
                    .is_some_and(|country| country.phases.iter().any(|phase| **phase == *id))
            })
            .collect();
        rows.into_iter()
            .map(|row| CellItem {
                link: Some(ctx.query.data.path(row)),
                comparison_key: Some(ctx.query.data.id(row).into()),
                ..CellItem::new(ctx.query.data.short_label(row))
            })
            .collect()
    }),
    ("Regions", |ctx, id, phase| text_items(ctx, id, "regions", &phase.regions)),
    ("Aim", |ctx, id, phase| text_item(ctx, id, "aim", phase.aim.as_ref())),
    ("Approach", |ctx, id, phase| text_item(ctx, id, "approach", phase.approach.as_ref())),
    ("Objectives", |ctx, id, _| {
        let data = ctx.query.data;
        let mine = data.objectives().iter().filter(|(_, objective)| *objective.phase == *id);
        mine.map(|(own, objective)| {
            let root = data.original_objective(own);
            let place = RecordPath::for_record(KindId::Objectives, own);
            // the same objective under another title is a change too
            let same = format!("{root} {}", objective.title);
            CellItem {
                link: Some(place),
                comparison_key: Some(same),
                ..CellItem::new(format!("{} {}", objective.number, objective.title))
            }
        })
        .collect()
    }),
    ("Work", |ctx, id, phase| text_items(ctx, id, "work", &phase.work)),
    ("Results", |ctx, id, phase| text_items(ctx, id, "results", &phase.results)),
    ("Events", |ctx, id, _| {
        let n = ctx
            .query
            .data
            .find(KindId::Phases, id)
            .map_or(CellValue::Empty, |row| ctx.query.count_referrers(row, KindId::Events));
        vec![CellItem {
            link: Some(RecordPath::for_kind(KindId::Events)),
            ..CellItem::new(n.display())
        }]
    }),
    ("Note", |_, _, phase| {
        phase
            .note
            .iter()
            .map(|note| CellItem { role: StyleRole::Dim, ..CellItem::new(&**note) })
            .collect()
    }),
];

impl CellItem {
    fn new(text: impl Into<String>) -> CellItem {
        CellItem {
            text: text.into(),
            link: None,
            role: StyleRole::Text,
            disputed: None,
            overridden: None,
            comparison_key: None,
        }
    }
}

fn country_count(n: u32) -> String {
    if n == 1 { "1 country".into() } else { format!("{n} countries") }
}

/// The item with the marks of its field.
fn with_markers(ctx: &RenderContext, id: &str, field: &str, item: CellItem) -> CellItem {
    let place = RecordPath::for_record(KindId::Phases, id).join(field);
    let data = ctx.query.data;
    CellItem {
        disputed: data.is_disputed(&place).then(|| place.clone()),
        overridden: data.is_overridden(&place).then_some(place),
        ..item
    }
}

/// A value of its own; an unknown one is said to be unknown.
fn value_items(ctx: &RenderContext, id: &str, field: &str, value: Option<String>) -> Vec<CellItem> {
    match value {
        Some(text) => vec![with_markers(
            ctx,
            id,
            field,
            CellItem { comparison_key: Some(text.clone()), ..CellItem::new(text) },
        )],
        None => vec![CellItem { role: StyleRole::Dim, ..CellItem::new("no source says") }],
    }
}

fn record_items(
    ctx: &RenderContext,
    id: &str,
    field: &str,
    kind: KindId,
    ids: &[Text],
) -> Vec<CellItem> {
    let mut items: Vec<CellItem> = ids
        .iter()
        .map(|of| CellItem {
            link: Some(RecordPath::for_record(kind, of)),
            comparison_key: Some(of.to_string()),
            ..CellItem::new(ctx.query.data.short_label_of(kind, of))
        })
        .collect();
    if let Some(last) = items.pop() {
        items.push(with_markers(ctx, id, field, last));
    }
    items
}

fn text_items(ctx: &RenderContext, id: &str, field: &str, texts: &[Text]) -> Vec<CellItem> {
    let mut items: Vec<CellItem> = texts.iter().map(|text| CellItem::new(&**text)).collect();
    if let Some(last) = items.pop() {
        items.push(with_markers(ctx, id, field, last));
    }
    items
}

fn text_item(ctx: &RenderContext, id: &str, field: &str, text: Option<&Text>) -> Vec<CellItem> {
    text.map_or_else(Vec::new, |text| vec![with_markers(ctx, id, field, CellItem::new(&**text))])
}

/// The number of the phase that a phase builds on.
fn previous_phase(ctx: &RenderContext, phase: &Phase) -> Option<usize> {
    ctx.query.data.phases().get_index_of(phase.builds_on.as_ref()?)
}

fn push_header(
    sheet: &mut RichText,
    ctx: &RenderContext,
    y: usize,
    (start, end): (u16, u16),
    number: usize,
    id: &str,
    phase: &Phase,
) -> usize {
    sheet.push(y, start, ctx.glyphs.phase_symbol(number), StyleRole::Phase(number), None);
    let name = Fragment {
        role: StyleRole::Strong,
        ..Fragment::link(phase.short_label(), RecordPath::for_record(KindId::Phases, id))
    };
    let y = sheet.push_wrapped(y, (start + 2, start + 2, end), &[name]);
    sheet.push(
        y,
        start,
        &ctx.glyphs.bar.repeat(end.saturating_sub(start) as usize),
        StyleRole::Phase(number),
        None,
    );
    y + 1
}

/// Tells the phases one after another, what changed among it.
pub fn narrate(ctx: RenderContext, rows: &[RecordRef], detail: &mut Detail) {
    let data = ctx.query.data;
    for (number, (id, phase)) in data
        .phases()
        .iter()
        .enumerate()
        .filter(|(at, _)| rows.iter().any(|row| row.index as usize == *at))
    {
        detail.push_heading(&format!("Phase {}", number + 1));
        detail.push_item(vec![Fragment::link(
            phase.short_label(),
            RecordPath::for_record(KindId::Phases, id),
        )]);
        for (name, line) in ROWS {
            let before = previous_phase(&ctx, phase)
                .and_then(|at| data.phases().get_index(at))
                .map(|(id, phase)| line(&ctx, id, phase));
            let items = line(&ctx, id, phase);
            if !items.is_empty() {
                let mut lines = fragments(&ctx, &items, before.as_deref());
                // a sign beside a value is a word of its sentence
                lines
                    .iter_mut()
                    .for_each(|line| line.iter_mut().skip(1).for_each(|sign| sign.link = None));
                detail.push_field(name, lines.into_iter().flatten().collect());
            }
        }
    }
}

/// A cell: its items with the signs of what changed, then what the phase before had and this one has not.
fn push_cell(
    sheet: &mut RichText,
    ctx: &RenderContext,
    y: usize,
    (start, end): (u16, u16),
    items: &[CellItem],
    before: Option<&[CellItem]>,
) -> usize {
    let pieces = fragments(ctx, items, before);
    // short names follow one another; long texts have a line each
    if pieces.iter().flatten().all(|piece| width(&piece.text) <= 22) {
        let line: Vec<Fragment> = pieces.into_iter().flatten().collect();
        return sheet.push_wrapped(y, (start, start, end), &line);
    }
    pieces.iter().fold(y, |y, line| sheet.push_wrapped(y, (start, start + 2, end), line))
}

/// The items with the signs of what changed, then what the phase before had and this one has not: a line each.
fn fragments(
    ctx: &RenderContext,
    items: &[CellItem],
    before: Option<&[CellItem]>,
) -> Vec<Vec<Fragment>> {
    let compared = |item: &CellItem| item.comparison_key.is_some();
    let had = |item: &CellItem| {
        before.is_none_or(|before| {
            before.iter().any(|other| other.comparison_key == item.comparison_key)
        })
    };
    let single = items.len() == 1 && items[0].link.is_none();
    let mut pieces: Vec<Vec<Fragment>> = Vec::new();
    for item in items {
        let sign = match () {
            () if !compared(item) || had(item) => "",
            () if single => ctx.glyphs.changed,
            () => "+",
        };
        let role = if sign.is_empty() { item.role } else { StyleRole::Changed };
        let text =
            if sign.is_empty() { item.text.clone() } else { format!("{sign} {}", item.text) };
        let mut line = vec![Fragment { text, link: item.link.clone(), role }];
        for (place, sign, role) in [
            (&item.disputed, ctx.glyphs.disputed, StyleRole::Disputed),
            (&item.overridden, ctx.glyphs.overridden, StyleRole::Changed),
        ] {
            line.extend(place.iter().map(|place| Fragment {
                text: sign.into(),
                link: Some(place.clone()),
                role,
            }));
        }
        pieces.push(line);
    }
    let lost = |other: &&CellItem| {
        !single
            && compared(other)
            && items.iter().any(compared)
            && !items.iter().any(|item| item.comparison_key == other.comparison_key)
    };
    let gone: Vec<&CellItem> = before.unwrap_or_default().iter().filter(lost).collect();
    if gone.len() > MAX_NAMED_REMOVALS {
        pieces.push(vec![Fragment::dim(format!("{} {} others", ctx.glyphs.removed, gone.len()))]);
    } else {
        pieces.extend(gone.iter().map(|other| {
            vec![Fragment {
                text: format!("{} {}", ctx.glyphs.removed, other.text),
                link: other.link.clone(),
                role: StyleRole::Dim,
            }]
        }));
    }
    pieces
}
