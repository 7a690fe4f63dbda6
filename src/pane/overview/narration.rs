//! The overview in sentences, for line mode: the same parts in the same order.

use super::activity_agencies::narrate_activity_agencies;
use super::agency_roles::NOT_BY_OBJECTIVE;
use super::initiators_and_donors::{donors_with_phases, initiators, partners_with_phases};
use super::phase_rows::{budget_text, phase_money};
use super::{NO_NEXT_EVENT, OverviewLayout, ROLES_HEADING, Spacing, dispute_text};
use crate::detail::{Detail, TextFragment};
use crate::model::edtf::format_distance;
use crate::model::{AgencyRole, Event, KindId, Phase, Record, RecordPath};
use crate::pane::PaneContext;
use crate::pane::narration::flag_last_entry;
use crate::pane::page_pane::PageInput;
use crate::query::events_around_today::event_summary;
use crate::store::budget_totals::BudgetMeasure;
use crate::store::{Dataset, RecordRef};

/// Adds the sentences of the page to a detail.
pub fn narrate(ctx: PaneContext, _: PageInput, detail: &mut Detail) {
    let data = ctx.query.data;
    let layout = OverviewLayout::new(ctx, Spacing::Normal);
    let has_several = data.programme().len() > 1;
    for (id, programme) in data.programme().iter() {
        let short = programme.short.as_ref().map(|short| format!("{short}: "));
        let title = format!("{}{}", short.unwrap_or_default(), programme.title);
        let path = RecordPath::for_record(KindId::Programme, id);
        detail.push_item(vec![TextFragment::link(title, path)]);
        let aim = programme.aim.as_deref().unwrap_or("aim not stated");
        detail.push_item(vec![TextFragment::plain(aim)]);
        if let Some(names) = initiators(data, id) {
            let name = if has_several { programme.short_label() } else { "" };
            detail.push_item(vec![TextFragment::plain(format!("{name} {names}").trim())]);
        }
    }
    narrate_partners(&layout, detail);
    narrate_donors(&layout, detail);
    detail.push_heading("Phases");
    for (id, phase) in data.phases().iter() {
        let path = RecordPath::for_record(KindId::Phases, id);
        detail.push_item(vec![
            TextFragment::link(phase.short_label(), path.clone()),
            TextFragment::plain(phase_sentence(data, id, phase)),
        ]);
        flag_last_entry(detail, ctx, &path);
    }
    let count = format!("{} events found", data.events().len());
    detail.push_item(vec![TextFragment::link(count, RecordPath::for_kind(KindId::Events))]);
    detail.push_heading(ROLES_HEADING);
    narrate_leads(&layout, detail);
    if data.objectives().is_empty() {
        narrate_activity_agencies(data, detail);
    }
    detail.push_heading("Where");
    narrate_countries(&layout, detail);
    detail.push_heading("In time");
    narrate_events(ctx, detail);
    let disputed = data.disputed().count();
    if disputed > 0 {
        let link =
            TextFragment::link(dispute_text(disputed), RecordPath::for_kind(KindId::Citations));
        detail.push_item(vec![link]);
    }
}

/// Adds the phases in which each partner implements the programme.
fn narrate_partners(layout: &OverviewLayout, detail: &mut Detail) {
    let data = layout.ctx.query.data;
    for (partner, numbers) in partners_with_phases(data) {
        let phases = numbers.iter().filter_map(|number| data.phases().get_index(*number));
        let names: Vec<&str> = phases.map(|(_, phase)| phase.short_label()).collect();
        let label = data.short_label_of(KindId::Agencies, partner);
        let text = format!("{label} is partner in {}", names.join(", "));
        detail.push_item(vec![TextFragment::plain(text)]);
    }
}

/// Adds the phases that each donor funds, flagged where sources contradict each other.
fn narrate_donors(layout: &OverviewLayout, detail: &mut Detail) {
    let data = layout.ctx.query.data;
    for (donor, numbers) in donors_with_phases(data) {
        let phases = numbers.iter().filter_map(|number| data.phases().get_index(*number));
        let names: Vec<&str> = phases.map(|(_, phase)| phase.short_label()).collect();
        let label = data.short_label_of(KindId::Agencies, donor);
        detail.push_item(vec![TextFragment::plain(format!("{label} funds {}", names.join(", ")))]);
        let flagged =
            numbers.iter().find(|number| !layout.donor_marker(**number, donor).is_empty());
        if let Some((id, _)) = flagged.and_then(|number| data.phases().get_index(*number)) {
            let path = RecordPath::for_record(KindId::Phases, id).join("donors");
            flag_last_entry(detail, layout.ctx, &path);
        }
    }
}

fn phase_sentence(data: &Dataset, id: &str, phase: &Phase) -> String {
    let countries = match (phase.countries_delivered, phase.countries_planned) {
        (Some(count), _) => format!("implemented in {}", count.countries()),
        (None, Some(count)) => format!("expected in {}", count.countries()),
        (None, None) => "number of countries not stated".into(),
    };
    let spent = phase_money(data, id, BudgetMeasure::Spent);
    let spent =
        if spent.is_empty() { String::new() } else { format!(", spent {}", spent.display()) };
    format!("{}; {}{spent}; {countries}", phase.years_text(), budget_text(data, id, phase))
}

fn narrate_leads(layout: &OverviewLayout, detail: &mut Detail) {
    let data = layout.ctx.query.data;
    for (id, objective) in data.objectives().iter() {
        if data.original_objective(id) != &**id {
            continue;
        }
        let mut parts = Vec::new();
        for (agency_id, agency) in data.agencies().iter() {
            for role in AgencyRole::ALL_AND_UNKNOWN {
                let engagements = layout.engagements(id, agency_id, role);
                let phases: Vec<&str> = engagements
                    .iter()
                    .filter_map(|(_, engagement)| {
                        let (_, phase) = data.phases().get_index(layout.phase_of(engagement)?)?;
                        Some(phase.short_label())
                    })
                    .collect();
                if !phases.is_empty() {
                    let (name, verb) =
                        (&agency.name, role.map_or("takes part", AgencyRole::predicate));
                    parts.push(format!("{name} {verb} in {}", phases.join(" and ")));
                }
            }
        }
        let name = layout.engaged_short_label(id, objective);
        let label = objective.sentence_label(&name);
        let roles = if parts.is_empty() { "not stated".into() } else { parts.join("; ") };
        let sentence = format!("{label}: {roles}");
        let path = RecordPath::for_record(KindId::Objectives, id);
        detail.push_item(vec![TextFragment::link(sentence, path)]);
    }
    for (number, agencies) in layout.phases_without_engagements() {
        let Some((id, phase)) = data.phases().get_index(number) else { continue };
        let names = agencies.iter().map(|id| data.short_label_of(KindId::Agencies, id));
        let names = names.collect::<Vec<_>>().join(", ");
        let sentence = format!("{}: {names}; {NOT_BY_OBJECTIVE}", phase.short_label());
        let path = RecordPath::for_record(KindId::Phases, id);
        detail.push_item(vec![TextFragment::link(sentence, path)]);
    }
}

fn narrate_countries(layout: &OverviewLayout, detail: &mut Detail) {
    let data = layout.ctx.query.data;
    for row in layout.phase_regions() {
        let names: Vec<_> = row.countries.iter().map(|row| data.short_label(*row)).collect();
        let phase = data.phases().get_index(row.phase).map_or("", |(_, phase)| phase.short_label());
        let region = row.region.as_deref().unwrap_or("region not stated");
        let sentence = format!("{phase}, {region}: {}", names.join(", "));
        let link = layout.country_list_path(&row);
        detail.push_item(vec![TextFragment { link, ..TextFragment::plain(sentence) }]);
    }
}

fn narrate_events(ctx: PaneContext, detail: &mut Detail) {
    let summary = event_summary(&ctx.query);
    if let Some(row) = summary.last {
        narrate_event(ctx, "Last", row, detail);
    }
    for row in &summary.now {
        narrate_event(ctx, "Now", *row, detail);
    }
    match summary.next {
        Some(row) => narrate_event(ctx, "Next", row, detail),
        None => detail.push_item(vec![TextFragment::plain(format!("Next: {NO_NEXT_EVENT}"))]),
    }
}

fn narrate_event(ctx: PaneContext, label: &str, row: RecordRef, detail: &mut Detail) {
    let Some(event) = ctx.query.data.get::<Event>(row) else { return };
    let (start, end) = event.date.sort_bounds();
    let day = if label == "Last" { end } else { start };
    let distance = format_distance(day, ctx.query.today);
    detail.push_item(vec![
        TextFragment::link(format!("{label}: {}", event.title), ctx.query.data.path(row)),
        TextFragment::plain(format!("{}, {distance}", event.date.display())),
    ]);
}
