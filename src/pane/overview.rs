//! The poster: what the programme is, when, who leads what, where, last and next; every name leads on.

mod narration;

use super::Scene;
use crate::detail::Piece;
use crate::model::edtf::distance;
use crate::model::{Country, Event, Phase, Place, Record, Role, Text};
use crate::query::Tone;
use crate::query::lists::events::around;
use crate::query::timeline::time_scale::Axis;
use crate::sort;
use crate::store::RecordRef;
use crate::ui::rich_text::Sheet;
use crate::ui::{cut, width};
pub use narration::told;

/// Lays the poster out for the room of the scene.
pub fn sheet(scene: Scene, _rows: &[RecordRef]) -> Sheet {
    let poster = lay(scene, false);
    // where one line too many stands on it, the gaps go first
    if poster.len() > scene.body.height as usize { lay(scene, true) } else { poster }
}

fn lay(scene: Scene, tight: bool) -> Sheet {
    let mut poster = Poster { scene, sheet: Sheet::default(), y: 0, tight };
    let (wide, height) = (scene.body.width, scene.body.height);
    // what stands below in any case: the axis with its phases, two columns, three lines
    let airy = height >= 30;
    poster.title(height >= 24);
    poster.gap(airy);
    poster.phases();
    poster.gap(true);
    if wide >= 78 {
        poster.side_by_side();
    } else {
        poster.leads(wide);
        poster.gap(true);
        poster.places(0, wide);
    }
    poster.gap(true);
    poster.around();
    poster.gap(airy);
    poster.disputed();
    let left = (height as usize).saturating_sub(poster.y + 1);
    if left >= 4 {
        poster.gap(true);
        poster.latest(left);
    }
    poster.sheet
}

struct Poster<'a> {
    scene: Scene<'a>,
    sheet: Sheet,
    y: usize,
    /// Whether there is no room for gaps.
    tight: bool,
}

/// Cells from the edge.
const LEFT: u16 = 1;

impl Poster<'_> {
    fn gap(&mut self, when: bool) {
        self.y += usize::from(when && !self.tight);
    }

    fn room(&self) -> u16 {
        self.scene.body.width.saturating_sub(1)
    }

    fn title(&mut self, aim: bool) {
        let data = self.scene.scope.data;
        let Some((id, programme)) = data.programme.first() else { return };
        let place = Place::record("programme", id);
        let start = self.sheet.put(self.y, LEFT, &programme.short, Tone::Accent, Some(&place)) + 2;
        self.y = self.sheet.flow(self.y, (start, start, self.room()), &[Piece { tone: Tone::Strong, ..Piece::plain(&*programme.title) }]);
        if aim {
            self.y = self.sheet.flow(self.y, (start, start, self.room()), &[Piece::dim(&*programme.aim)]);
        }
    }

    /// The phases as bars over the years, their budgets beside them, and how dense the events lie.
    fn phases(&mut self) {
        let Scene { scope, glyphs, .. } = self.scene;
        let data = scope.data;
        let words: Vec<(&str, String)> = data
            .phases
            .iter()
            .map(|(id, phase)| (phase.label(), format!("{}{}", budget(phase), self.sign(&Place::record("phases", id).field("budget")))))
            .collect();
        let money = words.iter().map(|(_, money)| width(money)).max().unwrap_or(0).min(24);
        // a very long budget takes from the names, not from the bars
        let names = words.iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(43u16.saturating_sub(money));
        let Some((first, last)) = data.extent() else { return };
        // sign, name, countries, budget stand on the right of the bars where there is room
        let right = 2 + names + 2 + 5 + money;
        let beside = self.room().saturating_sub(LEFT + right + 2) >= 24;
        let cells = if beside { self.room() - LEFT - right - 2 } else { self.room().saturating_sub(LEFT) };
        let Some(axis) = Axis::years([first, last].into_iter(), cells) else { return };
        for (cell, text) in axis.year_labels() {
            self.sheet.put(self.y, LEFT + cell, &cut(&text, cells - cell), Tone::Dim, None);
        }
        if beside {
            // the head of a number ends where the number does
            let x = LEFT + cells + 2 + 2 + names + 2;
            self.sheet.put(self.y, (x + 2).saturating_sub(width("countries")), "countries", Tone::Dim, None);
            self.sheet.put(self.y, x + 5, "budget", Tone::Dim, None);
        }
        self.y += 1;
        let until = self.scene.scope.until();
        for (number, (id, phase)) in data.phases.iter().enumerate() {
            let tone = Tone::Phase(number);
            let place = Place::record("phases", id);
            let (from, to) = phase.date.order();
            let after = until[number].filter(|last| *last > to);
            let bar = axis.cells(from, to);
            if let Some((first, last)) = bar {
                self.sheet.put(self.y, LEFT + first, &glyphs.bar.repeat((last - first + 1) as usize), tone, None);
            }
            if let Some(((_, end), (_, last))) = bar.zip(after.and_then(|last| axis.cells(to, last))) {
                self.sheet.put(self.y, LEFT + end + 1, &glyphs.after.repeat((last - end) as usize), tone, None);
            }
            let x = if beside {
                LEFT + cells + 2
            } else {
                self.y += 1;
                LEFT
            };
            self.sheet.put(self.y, x, glyphs.phase(number), tone, None);
            self.sheet.put(self.y, x + 2, &cut(words[number].0, names), Tone::Text, Some(&place));
            let countries = phase.countries_delivered.or(phase.countries_planned);
            let field = place.field(if phase.countries_delivered.is_some() { "countries_delivered" } else { "countries_planned" });
            if let Some(n) = countries {
                let sign = self.sign(&field);
                let tone = if sign == glyphs.disputed { Tone::Disputed } else { Tone::Text };
                // a number that was only planned stands in brackets
                let text =
                    if phase.countries_delivered.is_some() { format!("{n:>2}{sign}") } else { format!("{:>4}{sign}", format!("({n})")) };
                let before = u16::from(phase.countries_delivered.is_some());
                self.sheet.put(self.y, x + 2 + names + 1 + before, &text, tone, Some(&field));
            }
            let unknown = phase.budget.is_none();
            let budget = place.field("budget");
            self.sheet.put(self.y, x + 2 + names + 2 + 5, &words[number].1, if unknown { Tone::Dim } else { Tone::Text }, Some(&budget));
            self.y += 1;
        }
        let density = axis.density(self.scene.scope.days().iter().map(|(first, _)| *first));
        let most = density.iter().copied().max().unwrap_or(0).max(1);
        let line: String = density.iter().map(|n| glyphs.level(*n, most)).collect();
        self.sheet.put(self.y, LEFT, line.trim_end(), Tone::Dim, None);
        let words = format!("{} events", data.events.len());
        if beside {
            self.sheet.put(self.y, LEFT + cells + 4, &words, Tone::Text, Some(&Place::new("events")));
        } else {
            self.y += 1;
            self.sheet.put(self.y, LEFT + 2, &words, Tone::Text, Some(&Place::new("events")));
        }
        self.y += 1;
    }

    /// The sign of a value that is overridden, or on which the sources disagree.
    fn sign(&self, place: &Place) -> &'static str {
        let (data, glyphs) = (self.scene.scope.data, self.scene.glyphs);
        match () {
            () if data.is_overridden(place) => glyphs.overridden,
            () if data.is_disputed(place) => glyphs.disputed,
            () => "",
        }
    }

    fn side_by_side(&mut self) {
        let start = self.y;
        let room = self.room();
        let right = self.places_width(room / 2);
        let left = self.leads(room.saturating_sub(right + 2));
        let end = self.y;
        self.y = start;
        self.places(left + 2, room.saturating_sub(left + 2));
        self.y = self.y.max(end);
    }

    /// Objectives by agencies: who leads (L) and who is named beside the lead (P), with the signs of the phases.
    /// Gives back the cells that it took.
    fn leads(&mut self, room: u16) -> u16 {
        let Scene { scope, glyphs, .. } = self.scene;
        let data = scope.data;
        let of = |id: &str| data.engagements.values().filter(|engagement| *engagement.agency == *id).count();
        let mut agencies: Vec<_> = data.agencies.iter().filter(|(id, _)| of(id) > 0).collect();
        // who has most to do stands first
        sort::by_key(&mut agencies, |(id, _)| std::cmp::Reverse(of(id)));
        let column = |name: &str| width(name).clamp(4, 12) + 1;
        // those that have no room are left to the matrix
        while agencies.iter().map(|(_, agency)| column(&agency.name)).sum::<u16>() + 16 > room && agencies.len() > 1 {
            agencies.pop();
        }
        let columns: u16 = agencies.iter().map(|(_, agency)| column(&agency.name)).sum();
        let roots: Vec<_> = data.objectives.iter().filter(|(_, objective)| objective.continues.is_none()).collect();
        let longest = roots.iter().map(|(_, objective)| width(&objective.title)).max().unwrap_or(0);
        let titles = room.saturating_sub(LEFT + 2 + columns + 1).min(longest + 2);
        let x = LEFT;
        self.sheet.put(self.y, x, "Who leads what", Tone::Strong, Some(&Place::new("engagements")));
        let mut at = x + 2 + titles + 1;
        for (id, agency) in &agencies {
            self.sheet.put(self.y, at, &cut(&agency.name, 12), Tone::Dim, Some(&Place::record("agencies", id)));
            at += column(&agency.name);
        }
        self.y += 1;
        for (id, objective) in roots {
            self.sheet.put(self.y, x, &objective.number.to_string(), Tone::Dim, None);
            let title = if width(&objective.title) <= titles || titles >= 40 {
                &*objective.title
            } else {
                objective.short.as_ref().unwrap_or(&objective.title)
            };
            self.sheet.put(self.y, x + 2, &cut(title, titles), Tone::Text, Some(&Place::record("objectives", id)));
            let mut at = x + 2 + titles + 1;
            for (agency, record) in &agencies {
                let mut x = at;
                at += column(&record.name);
                for (role, letter) in [(Role::Lead, "L"), (Role::Partner, "P")] {
                    let mine: Vec<_> = data
                        .engagements
                        .iter()
                        .filter(|(_, e)| e.role == role && e.agency == **agency && data.root(&e.objective) == &**id)
                        .collect();
                    let Some((first, _)) = mine.first() else { continue };
                    x = self.sheet.put(
                        self.y,
                        x,
                        letter,
                        if role == Role::Lead { Tone::Strong } else { Tone::Text },
                        Some(&Place::record("engagements", first)),
                    );
                    for (_, engagement) in &mine {
                        let phase =
                            data.objectives.get(&*engagement.objective).and_then(|objective| data.phases.get_index_of(&*objective.phase));
                        if let Some(number) = phase {
                            x = self.sheet.put(self.y, x, glyphs.phase(number), Tone::Phase(number), None);
                        }
                    }
                    // what an override changed, and where the sources differ, is told once for all phases
                    let signs: Vec<&str> = mine.iter().map(|(id, _)| self.sign(&Place::record("engagements", id).field("role"))).collect();
                    let sign = signs.iter().find(|sign| **sign == glyphs.overridden).or_else(|| signs.iter().find(|sign| !sign.is_empty()));
                    if let Some(sign) = sign {
                        let tone = if *sign == glyphs.overridden { Tone::Changed } else { Tone::Disputed };
                        x = self.sheet.put(self.y, x, sign, tone, None);
                    }
                    x += 1;
                }
            }
            self.y += 1;
        }
        (x + 2 + titles + 1 + columns).min(room)
    }

    /// The countries of each phase by region, in rows of (phase, region, countries).
    fn regions(&self) -> Vec<(usize, Option<Text>, Vec<RecordRef>)> {
        let data = self.scene.scope.data;
        let mut rows: Vec<(usize, Option<Text>, Vec<RecordRef>)> = Vec::new();
        for (number, (id, phase)) in data.phases.iter().enumerate() {
            let mut of: Vec<(Option<Text>, Vec<RecordRef>)> = Vec::new();
            for row in data.rows("countries") {
                let Some(country) = data.get::<Country>(row).filter(|country| country.phases.contains(id)) else {
                    continue;
                };
                let own = country.region.as_ref().filter(|region| phase.regions.contains(region));
                let only = phase.regions.first().filter(|_| phase.regions.len() == 1);
                let region = own.or(only).or(country.region.as_ref()).cloned();
                match of.iter_mut().find(|(name, _)| *name == region) {
                    Some((_, rows)) => rows.push(row),
                    None => of.push((region, vec![row])),
                }
            }
            // those of which no region is named come last
            sort::by(&mut of, |(a, _), (b, _)| (a.is_none(), a.as_deref()).cmp(&(b.is_none(), b.as_deref())));
            rows.extend(of.into_iter().map(|(region, countries)| (number, region, countries)));
        }
        rows
    }

    /// How many cells the regions and codes need, at most `most`.
    fn places_width(&self, most: u16) -> u16 {
        let rows = self.regions();
        let names = names_width(&rows);
        let codes = rows
            .iter()
            .map(|(_, region, rows)| (2 + width(region_name(region)).max(names)).saturating_add((rows.len().min(1000) * 3) as u16))
            .max()
            .unwrap_or(0);
        codes.clamp(most / 2, most)
    }

    /// The list of the countries of a phase, in a region when the countries themselves name it.
    fn countries_of(&self, phase: usize, region: Option<&Text>) -> Option<Place> {
        let data = self.scene.scope.data;
        let (id, _) = data.phases.get_index(phase)?;
        let named = |region: &&Text| data.countries.values().any(|country| country.region.as_ref() == Some(*region));
        let region = region.filter(named).map(|region| format!(" region:\"{region}\"")).unwrap_or_default();
        Some(Place::new(format!("countries phase:{id}{region}")))
    }

    fn places(&mut self, x: u16, room: u16) {
        let Scene { scope, glyphs, .. } = self.scene;
        let data = scope.data;
        let rows = self.regions();
        let names = names_width(&rows);
        // names of countries where all of a row's fit, else their codes
        let full = rows.iter().all(|(_, _, countries)| {
            2 + names + 2 + countries.iter().take(100).map(|row| width(&data.label(*row)) + 2).fold(0u16, u16::saturating_add) <= room
        });
        let x = x + LEFT;
        self.sheet.put(self.y, x, "Where", Tone::Strong, Some(&Place::new("countries")));
        self.y += 1;
        for (number, region, countries) in rows {
            self.sheet.put(self.y, x, glyphs.phase(number), Tone::Phase(number), None);
            let list = self.countries_of(number, region.as_ref());
            let after = self.sheet.put(self.y, x + 2, &cut(region_name(&region), room.saturating_sub(2)), Tone::Dim, list.as_ref());
            let mut at = (x + 2 + names).max(after) + 1;
            for row in countries {
                let text = if full { data.label(row).into_owned() } else { data.id(row).to_string() };
                if at + width(&text) > x + room {
                    self.y += 1;
                    at = x + 2 + names + 1;
                }
                at = self.sheet.put(self.y, at, &text, Tone::Text, Some(&data.place(row))) + if full { 2 } else { 1 };
            }
            self.y += 1;
        }
    }

    /// What was last, what is now, what is next.
    fn around(&mut self) {
        let scope = self.scene.scope;
        let around = around(&scope);
        let mut lines: Vec<(&str, RecordRef)> = around.last.map(|row| ("Last", row)).into_iter().collect();
        lines.extend(around.now.first().map(|row| ("Now", *row)));
        lines.extend(around.next.map(|row| ("Next", row)));
        for (word, row) in lines {
            let Some(event) = scope.data.get::<Event>(row) else { continue };
            self.sheet.put(self.y, LEFT, word, Tone::Strong, None);
            let day = if word == "Last" { event.date.order().1 } else { event.date.order().0 };
            let far = match (word, around.now.len()) {
                ("Now", 1) => format!("(began {})", distance(day, scope.today)),
                ("Now", n) => format!("(began {}; {} more)", distance(day, scope.today), n - 1),
                _ => format!("({})", distance(day, scope.today)),
            };
            let all = Place::new("timeline when:now");
            let more = (word == "Now" && around.now.len() > 1).then_some(&all);
            let x = self.sheet.put(self.y, LEFT + 6, &event.date.words(), Tone::Dim, None) + 2;
            let room = self.room().saturating_sub(x + width(&far) + 2);
            let x = self.sheet.put(self.y, x, &cut(&event.title, room), Tone::Text, Some(&scope.data.place(row))) + 2;
            self.sheet.put(self.y, x, &far, Tone::Dim, more);
            self.y += 1;
        }
        if around.next.is_none() {
            self.sheet.put(self.y, LEFT, "Next", Tone::Strong, None);
            self.sheet.put(self.y, LEFT + 6, "no source names one", Tone::Dim, None);
            self.y += 1;
        }
    }

    fn disputed(&mut self) {
        let data = self.scene.scope.data;
        let n = data.disputed().count();
        if n > 0 {
            let words = format!("{} {n} values on which the sources disagree", self.scene.glyphs.disputed);
            self.sheet.put(self.y, LEFT, &words, Tone::Disputed, Some(&Place::new("citations")));
        }
        self.y += 1;
    }

    /// The latest events, where there is room for them.
    fn latest(&mut self, room: usize) {
        let scope = self.scene.scope;
        self.sheet.put(self.y, LEFT, "Latest events", Tone::Strong, Some(&Place::new("events")));
        self.y += 1;
        let latest = scope.data.events_in_time().iter().rev().map(|(.., row)| *row);
        let shown: Vec<RecordRef> = latest.take(room.saturating_sub(1)).collect();
        let longest = shown.iter().map(|row| width(&scope.data.heading(*row))).max().unwrap_or(0);
        for row in shown {
            let Some(event) = scope.data.get::<Event>(row) else { continue };
            if let Some(number) = event.phase.as_ref().and_then(|phase| scope.data.phases.get_index_of(&**phase)) {
                self.sheet.put(self.y, LEFT, self.scene.glyphs.phase(number), Tone::Phase(number), None);
            }
            self.sheet.put(self.y, LEFT + 2, &event.date.words(), Tone::Dim, None);
            let x = LEFT + 22;
            let places = if self.room() >= 100 { 30 } else { 0 };
            let title = cut(&event.title, self.room().saturating_sub(x + places));
            self.sheet.put(self.y, x, &title, Tone::Text, Some(&scope.data.place(row)));
            if let Some(place) = event.place.as_ref().filter(|_| places > 0) {
                let at = (x + longest + 4).min(self.room().saturating_sub(28)).max(x + width(&title) + 2);
                self.sheet.put(self.y, at, &cut(place, self.room().saturating_sub(at)), Tone::Dim, None);
            }
            self.y += 1;
        }
    }
}

/// The width of the regions, a very long one aside: it pushes its countries to the right.
fn names_width(rows: &[(usize, Option<Text>, Vec<RecordRef>)]) -> u16 {
    rows.iter().map(|(_, region, _)| width(region_name(region))).filter(|width| *width <= 15).max().unwrap_or(0)
}

fn budget(phase: &Phase) -> String {
    phase.budget.as_ref().map_or_else(|| "budget unknown".into(), |money| money.words())
}

fn region_name(region: &Option<Text>) -> &str {
    region.as_deref().unwrap_or("no region named")
}
