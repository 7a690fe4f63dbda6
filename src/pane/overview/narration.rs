//! The poster line by line: the same parts in the same order, in sentences.

use super::{Poster, budget, region_name};
use crate::detail::{Detail, Mark, Piece};
use crate::model::edtf::distance;
use crate::model::{Event, Place, Record, Role};
use crate::pane::Scene;
use crate::query::lists::events::around;
use crate::store::RecordRef;
use crate::ui::rich_text::Sheet;

/// Adds what the poster says.
pub fn told(scene: Scene, _: &[RecordRef], detail: &mut Detail) {
    let data = scene.scope.data;
    let poster = Poster { scene, sheet: Sheet::default(), y: 0, tight: false };
    if let Some((id, programme)) = data.programme.first() {
        detail.item(vec![Piece::link(format!("{}: {}", programme.short, programme.title), Place::record("programme", id))]);
        detail.item(vec![Piece::plain(&*programme.aim)]);
    }
    detail.group("Phases");
    for (id, phase) in data.phases.iter() {
        let place = Place::record("phases", id);
        let countries = match (phase.countries_delivered, phase.countries_planned) {
            (Some(n), _) => format!("delivered in {n} countries"),
            (None, Some(n)) => format!("planned in {n} countries"),
            (None, None) => "no source says in how many countries".into(),
        };
        detail.item(vec![
            Piece::link(phase.label(), place.clone()),
            Piece::plain(format!("{}; {}; {countries}", phase.date.words(), budget(phase))),
        ]);
        mark(detail, scene, &place);
    }
    detail.item(vec![Piece::link(format!("{} events", data.events.len()), Place::new("events"))]);
    detail.group("Who leads what");
    for (id, objective) in data.objectives.iter().filter(|(_, objective)| objective.continues.is_none()) {
        let mut parts = Vec::new();
        for (agency, record) in data.agencies.iter() {
            for (role, word) in [(Role::Lead, "leads"), (Role::Partner, "is partner")] {
                let mine =
                    data.engagements.values().filter(|e| e.role == role && *e.agency == **agency && data.root(&e.objective) == &**id);
                let phases: Vec<_> =
                    mine.filter_map(|e| Some(data.label_of("phases", &data.objectives.get(&*e.objective)?.phase))).collect();
                if !phases.is_empty() {
                    parts.push(format!("{} {word} in {}", record.name, phases.join(" and ")));
                }
            }
        }
        let name = format!("Objective {}, {}", objective.number, objective.label().to_lowercase());
        let said = if parts.is_empty() { "no source says".into() } else { parts.join("; ") };
        detail.item(vec![Piece::link(format!("{name}: {said}"), Place::record("objectives", id))]);
    }
    detail.group("Where");
    for (number, region, rows) in poster.regions() {
        let names: Vec<_> = rows.iter().map(|row| data.label(*row)).collect();
        let phase = data.phases.get_index(number).map_or("", |(_, phase)| phase.label());
        let words = format!("{phase}, {}: {}", region_name(&region), names.join(", "));
        detail.item(vec![
            poster.countries_of(number, region.as_ref()).map_or_else(|| Piece::plain(&*words), |list| Piece::link(&*words, list)),
        ]);
    }
    detail.group("In time");
    let around = around(&scene.scope);
    let mut event = |word: &str, row: RecordRef, end: bool| {
        let Some(event) = data.get::<Event>(row) else { return };
        let (first, last) = event.date.order();
        let far = distance(if end { last } else { first }, scene.scope.today);
        detail.item(vec![
            Piece::link(format!("{word}: {}", event.title), data.place(row)),
            Piece::plain(format!("{}, {far}", event.date.words())),
        ]);
    };
    around.last.into_iter().for_each(|row| event("Last", row, true));
    around.now.iter().for_each(|row| event("Now", *row, false));
    match around.next {
        Some(row) => event("Next", row, false),
        None => detail.item(vec![Piece::plain("Next: no source names one")]),
    }
    let disputed = data.disputed().count();
    if disputed > 0 {
        detail.item(vec![Piece::link(format!("{disputed} values on which the sources disagree"), Place::new("citations"))]);
    }
}

/// Marks the last line as its record is.
fn mark(detail: &mut Detail, scene: Scene, place: &Place) {
    let data = scene.scope.data;
    let mark = Mark { disputed: data.is_disputed(place), overridden: data.is_overridden(place) };
    detail.parts.last_mut().into_iter().for_each(|part| part.mark = mark);
}
