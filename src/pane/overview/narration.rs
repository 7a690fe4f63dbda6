//! The poster line by line: the same parts in the same order, in sentences.

use super::{OverviewLayout, budget_text, region_name};
use crate::detail::{Detail, Flags, Fragment};
use crate::model::edtf::format_distance;
use crate::model::{Event, KindId, Record, RecordPath, Role};
use crate::pane::RenderContext;
use crate::query::lists::events::event_summary;
use crate::store::RecordRef;
use crate::ui::rich_text::RichText;

/// Adds what the poster says.
pub fn narrate(ctx: RenderContext, _: &[RecordRef], detail: &mut Detail) {
    let data = ctx.query.data;
    let poster = OverviewLayout { ctx, text: RichText::default(), y: 0, is_tight: false };
    if let Some((id, programme)) = data.programme().first() {
        detail.push_item(vec![Fragment::link(
            format!("{}: {}", programme.short, programme.title),
            RecordPath::for_record(KindId::Programme, id),
        )]);
        detail.push_item(vec![Fragment::plain(&*programme.aim)]);
    }
    detail.push_heading("Phases");
    for (id, phase) in data.phases().iter() {
        let place = RecordPath::for_record(KindId::Phases, id);
        let countries = match (phase.countries_delivered, phase.countries_planned) {
            (Some(n), _) => format!("delivered in {n} countries"),
            (None, Some(n)) => format!("planned in {n} countries"),
            (None, None) => "no source says in how many countries".into(),
        };
        detail.push_item(vec![
            Fragment::link(phase.short_label(), place.clone()),
            Fragment::plain(format!(
                "{}; {}; {countries}",
                phase.date.display(),
                budget_text(phase)
            )),
        ]);
        mark_last_entry(detail, ctx, &place);
    }
    detail.push_item(vec![Fragment::link(
        format!("{} events", data.events().len()),
        RecordPath::for_kind(KindId::Events),
    )]);
    detail.push_heading("Who leads what");
    for (id, objective) in
        data.objectives().iter().filter(|(_, objective)| objective.continues.is_none())
    {
        let mut parts = Vec::new();
        for (agency, record) in data.agencies().iter() {
            for (role, word) in [(Role::Lead, "leads"), (Role::Partner, "is partner")] {
                let mine = data.engagements().values().filter(|e| {
                    e.role == role
                        && *e.agency == **agency
                        && data.original_objective(&e.objective) == &**id
                });
                let phases: Vec<_> = mine
                    .filter_map(|e| {
                        Some(data.short_label_of(
                            KindId::Phases,
                            &data.objectives().get(&e.objective)?.phase,
                        ))
                    })
                    .collect();
                if !phases.is_empty() {
                    parts.push(format!("{} {word} in {}", record.name, phases.join(" and ")));
                }
            }
        }
        let name =
            format!("Objective {}, {}", objective.number, objective.short_label().to_lowercase());
        let said = if parts.is_empty() { "no source says".into() } else { parts.join("; ") };
        detail.push_item(vec![Fragment::link(
            format!("{name}: {said}"),
            RecordPath::for_record(KindId::Objectives, id),
        )]);
    }
    detail.push_heading("Where");
    for (number, region, rows) in poster.countries_by_region() {
        let names: Vec<_> = rows.iter().map(|row| data.short_label(*row)).collect();
        let phase = data.phases().get_index(number).map_or("", |(_, phase)| phase.short_label());
        let words = format!("{phase}, {}: {}", region_name(&region), names.join(", "));
        detail.push_item(vec![
            poster
                .country_list_path(number, region.as_ref())
                .map_or_else(|| Fragment::plain(&*words), |list| Fragment::link(&*words, list)),
        ]);
    }
    detail.push_heading("In time");
    let around = event_summary(&ctx.query);
    let mut event = |word: &str, row: RecordRef, end: bool| {
        let Some(event) = data.get::<Event>(row) else { return };
        let (first, last) = event.date.sort_bounds();
        let far = format_distance(if end { last } else { first }, ctx.query.today);
        detail.push_item(vec![
            Fragment::link(format!("{word}: {}", event.title), data.path(row)),
            Fragment::plain(format!("{}, {far}", event.date.display())),
        ]);
    };
    around.last.into_iter().for_each(|row| event("Last", row, true));
    around.now.iter().for_each(|row| event("Now", *row, false));
    match around.next {
        Some(row) => event("Next", row, false),
        None => detail.push_item(vec![Fragment::plain("Next: no source names one")]),
    }
    let disputed = data.disputed().count();
    if disputed > 0 {
        detail.push_item(vec![Fragment::link(
            format!("{disputed} values on which the sources disagree"),
            RecordPath::for_kind(KindId::Citations),
        )]);
    }
}

/// Marks the last line as its record is.
fn mark_last_entry(detail: &mut Detail, ctx: RenderContext, place: &RecordPath) {
    let data = ctx.query.data;
    let mark = Flags { disputed: data.is_disputed(place), overridden: data.is_overridden(place) };
    detail.entries.last_mut().into_iter().for_each(|part| part.flags = mark);
}
