//! The poster: what the programme is, when, who leads what, where, last and next; every name leads on.

mod narration;

use super::RenderContext;
use crate::detail::{Fragment, StyleRole};
use crate::model::edtf::format_distance;
use crate::model::{Country, Event, KindId, Phase, Record, RecordPath, Role, Text};
use crate::query::lists::events::event_summary;
use crate::query::timeline::time_scale::TimeScale;
use crate::store::RecordRef;
use crate::ui::rich_text::RichText;
use crate::ui::{truncate, width};
pub use narration::narrate;

/// Lays the poster out for the room of the ctx.
pub fn layout(ctx: RenderContext, _rows: &[RecordRef]) -> RichText {
    let poster = layout_with_gaps(ctx, false);
    // where one line too many stands on it, the gaps go first
    if poster.len() > ctx.area.height as usize { layout_with_gaps(ctx, true) } else { poster }
}

fn layout_with_gaps(ctx: RenderContext, tight: bool) -> RichText {
    let mut poster = OverviewLayout { ctx, text: RichText::default(), y: 0, is_tight: tight };
    let (wide, height) = (ctx.area.width, ctx.area.height);
    // what stands below in any case: the axis with its phases, two columns, three lines
    let airy = height >= 30;
    poster.title(height >= 24);
    poster.gap(airy);
    poster.phases();
    poster.gap(true);
    if wide >= 78 {
        poster.side_by_side();
    } else {
        poster.lead_table(wide);
        poster.gap(true);
        poster.country_table(0, wide);
    }
    poster.gap(true);
    poster.events_around_today();
    poster.gap(airy);
    poster.dispute_count();
    let left = (height as usize).saturating_sub(poster.y + 1);
    if left >= 4 {
        poster.gap(true);
        poster.latest_events(left);
    }
    poster.text
}

struct OverviewLayout<'a> {
    ctx: RenderContext<'a>,
    text: RichText,
    y: usize,
    /// Whether there is no room for gaps.
    is_tight: bool,
}

/// Cells from the edge.
const LEFT_MARGIN: u16 = 1;

impl OverviewLayout<'_> {
    fn gap(&mut self, when: bool) {
        self.y += usize::from(when && !self.is_tight);
    }

    fn text_width(&self) -> u16 {
        self.ctx.area.width.saturating_sub(1)
    }

    fn title(&mut self, aim: bool) {
        let data = self.ctx.query.data;
        let Some((id, programme)) = data.programme().first() else { return };
        let place = RecordPath::for_record(KindId::Programme, id);
        let start =
            self.text.push(self.y, LEFT_MARGIN, &programme.short, StyleRole::Accent, Some(&place))
                + 2;
        self.y = self.text.push_wrapped(
            self.y,
            (start, start, self.text_width()),
            &[Fragment { role: StyleRole::Strong, ..Fragment::plain(&*programme.title) }],
        );
        if aim {
            self.y = self.text.push_wrapped(
                self.y,
                (start, start, self.text_width()),
                &[Fragment::dim(&*programme.aim)],
            );
        }
    }

    /// The phases as bars over the years, their budgets beside them, and how dense the events lie.
    fn phases(&mut self) {
        let RenderContext { query: scope, glyphs, .. } = self.ctx;
        let data = scope.data;
        let words: Vec<(&str, String)> = data
            .phases()
            .iter()
            .map(|(id, phase)| {
                (
                    phase.short_label(),
                    format!(
                        "{}{}",
                        budget_text(phase),
                        self.marker(&RecordPath::for_record(KindId::Phases, id).join("budget"))
                    ),
                )
            })
            .collect();
        let money = words.iter().map(|(_, money)| width(money)).max().unwrap_or(0).min(24);
        // a very long budget takes from the names, not from the bars
        let names = words
            .iter()
            .map(|(name, _)| width(name))
            .max()
            .unwrap_or(0)
            .min(43u16.saturating_sub(money));
        let Some((first, last)) = data.date_range() else { return };
        // sign, name, countries, budget stand on the right of the bars where there is room
        let right = 2 + names + 2 + 5 + money;
        let beside = self.text_width().saturating_sub(LEFT_MARGIN + right + 2) >= 24;
        let cells = if beside {
            self.text_width() - LEFT_MARGIN - right - 2
        } else {
            self.text_width().saturating_sub(LEFT_MARGIN)
        };
        let Some(axis) = TimeScale::whole_years([first, last].into_iter(), cells) else { return };
        for (cell, text) in axis.year_labels() {
            self.text.push(
                self.y,
                LEFT_MARGIN + cell,
                &truncate(&text, cells - cell),
                StyleRole::Dim,
                None,
            );
        }
        if beside {
            // the head of a number ends where the number does
            let x = LEFT_MARGIN + cells + 2 + 2 + names + 2;
            self.text.push(
                self.y,
                (x + 2).saturating_sub(width("countries")),
                "countries",
                StyleRole::Dim,
                None,
            );
            self.text.push(self.y, x + 5, "budget", StyleRole::Dim, None);
        }
        self.y += 1;
        let until = self.ctx.query.last_event_days();
        for (number, (id, phase)) in data.phases().iter().enumerate() {
            let role = StyleRole::Phase(number);
            let place = RecordPath::for_record(KindId::Phases, id);
            let (from, to) = phase.date.sort_bounds();
            let after = until[number].filter(|last| *last > to);
            let bar = axis.cell_range(from, to);
            if let Some((first, last)) = bar {
                self.text.push(
                    self.y,
                    LEFT_MARGIN + first,
                    &glyphs.bar.repeat((last - first + 1) as usize),
                    role,
                    None,
                );
            }
            if let Some(((_, end), (_, last))) =
                bar.zip(after.and_then(|last| axis.cell_range(to, last)))
            {
                self.text.push(
                    self.y,
                    LEFT_MARGIN + end + 1,
                    &glyphs.past_end.repeat((last - end) as usize),
                    role,
                    None,
                );
            }
            let x = if beside {
                LEFT_MARGIN + cells + 2
            } else {
                self.y += 1;
                LEFT_MARGIN
            };
            self.text.push(self.y, x, glyphs.phase_symbol(number), role, None);
            self.text.push(
                self.y,
                x + 2,
                &truncate(words[number].0, names),
                StyleRole::Text,
                Some(&place),
            );
            let countries = phase.countries_delivered.or(phase.countries_planned);
            let field = place.join(if phase.countries_delivered.is_some() {
                "countries_delivered"
            } else {
                "countries_planned"
            });
            if let Some(n) = countries {
                let sign = self.marker(&field);
                let role =
                    if sign == glyphs.disputed { StyleRole::Disputed } else { StyleRole::Text };
                // a number that was only planned stands in brackets
                let text = if phase.countries_delivered.is_some() {
                    format!("{n:>2}{sign}")
                } else {
                    format!("{:>4}{sign}", format!("({n})"))
                };
                let before = u16::from(phase.countries_delivered.is_some());
                self.text.push(self.y, x + 2 + names + 1 + before, &text, role, Some(&field));
            }
            let unknown = phase.budget.is_none();
            let budget = place.join("budget");
            self.text.push(
                self.y,
                x + 2 + names + 2 + 5,
                &words[number].1,
                if unknown { StyleRole::Dim } else { StyleRole::Text },
                Some(&budget),
            );
            self.y += 1;
        }
        let density = axis.density(self.ctx.query.event_days().iter().map(|(first, _)| *first));
        let most = density.iter().copied().max().unwrap_or(0).max(1);
        let line: String = density.iter().map(|n| glyphs.density_symbol(*n, most)).collect();
        self.text.push(self.y, LEFT_MARGIN, line.trim_end(), StyleRole::Dim, None);
        let words = format!("{} events", data.events().len());
        if beside {
            self.text.push(
                self.y,
                LEFT_MARGIN + cells + 4,
                &words,
                StyleRole::Text,
                Some(&RecordPath::for_kind(KindId::Events)),
            );
        } else {
            self.y += 1;
            self.text.push(
                self.y,
                LEFT_MARGIN + 2,
                &words,
                StyleRole::Text,
                Some(&RecordPath::for_kind(KindId::Events)),
            );
        }
        self.y += 1;
    }

    /// The sign of a value that is overridden, or on which the sources disagree.
    fn marker(&self, place: &RecordPath) -> &'static str {
        let (data, glyphs) = (self.ctx.query.data, self.ctx.glyphs);
        match () {
            () if data.is_overridden(place) => glyphs.overridden,
            () if data.is_disputed(place) => glyphs.disputed,
            () => "",
        }
    }

    fn side_by_side(&mut self) {
        let start = self.y;
        let room = self.text_width();
        let right = self.country_table_width(room / 2);
        let left = self.lead_table(room.saturating_sub(right + 2));
        let end = self.y;
        self.y = start;
        self.country_table(left + 2, room.saturating_sub(left + 2));
        self.y = self.y.max(end);
    }

    /// Objectives by agencies: who leads (L) and who is named beside the lead (P), with the signs of the phases.
    /// Gives back the cells that it took.
    fn lead_table(&mut self, room: u16) -> u16 {
        let RenderContext { query: scope, glyphs, .. } = self.ctx;
        let data = scope.data;
        let of = |id: &str| {
            data.engagements().values().filter(|engagement| *engagement.agency == *id).count()
        };
        let mut agencies: Vec<_> = data.agencies().iter().filter(|(id, _)| of(id) > 0).collect();
        // who has most to do stands first
        agencies.sort_by_key(|(id, _)| std::cmp::Reverse(of(id)));
        let column = |name: &str| width(name).clamp(4, 12) + 1;
        // those that have no room are left to the matrix
        while agencies.iter().map(|(_, agency)| column(&agency.name)).sum::<u16>() + 16 > room
            && agencies.len() > 1
        {
            agencies.pop();
        }
        let columns: u16 = agencies.iter().map(|(_, agency)| column(&agency.name)).sum();
        let roots: Vec<_> = data
            .objectives()
            .iter()
            .filter(|(_, objective)| objective.continues.is_none())
            .collect();
        let longest = roots.iter().map(|(_, objective)| width(&objective.title)).max().unwrap_or(0);
        let titles = room.saturating_sub(LEFT_MARGIN + 2 + columns + 1).min(longest + 2);
        let x = LEFT_MARGIN;
        self.text.push(
            self.y,
            x,
            "Who leads what",
            StyleRole::Strong,
            Some(&RecordPath::for_kind(KindId::Engagements)),
        );
        let mut at = x + 2 + titles + 1;
        for (id, agency) in &agencies {
            self.text.push(
                self.y,
                at,
                &truncate(&agency.name, 12),
                StyleRole::Dim,
                Some(&RecordPath::for_record(KindId::Agencies, id)),
            );
            at += column(&agency.name);
        }
        self.y += 1;
        for (id, objective) in roots {
            self.text.push(self.y, x, &objective.number.to_string(), StyleRole::Dim, None);
            let title = if width(&objective.title) <= titles || titles >= 40 {
                &*objective.title
            } else {
                objective.short.as_ref().unwrap_or(&objective.title)
            };
            self.text.push(
                self.y,
                x + 2,
                &truncate(title, titles),
                StyleRole::Text,
                Some(&RecordPath::for_record(KindId::Objectives, id)),
            );
            let mut at = x + 2 + titles + 1;
            for (agency, record) in &agencies {
                let mut x = at;
                at += column(&record.name);
                for (role, letter) in [(Role::Lead, "L"), (Role::Partner, "P")] {
                    let mine: Vec<_> = data
                        .engagements()
                        .iter()
                        .filter(|(_, e)| {
                            e.role == role
                                && e.agency == **agency
                                && data.original_objective(&e.objective) == &**id
                        })
                        .collect();
                    let Some((first, _)) = mine.first() else { continue };
                    x = self.text.push(
                        self.y,
                        x,
                        letter,
                        if role == Role::Lead { StyleRole::Strong } else { StyleRole::Text },
                        Some(&RecordPath::for_record(KindId::Engagements, first)),
                    );
                    for (_, engagement) in &mine {
                        let phase = data
                            .objectives()
                            .get(&engagement.objective)
                            .and_then(|objective| data.phases().get_index_of(&objective.phase));
                        if let Some(number) = phase {
                            x = self.text.push(
                                self.y,
                                x,
                                glyphs.phase_symbol(number),
                                StyleRole::Phase(number),
                                None,
                            );
                        }
                    }
                    // what an override changed, and where the sources differ, is told once for all phases
                    let signs: Vec<&str> = mine
                        .iter()
                        .map(|(id, _)| {
                            self.marker(
                                &RecordPath::for_record(KindId::Engagements, id).join("role"),
                            )
                        })
                        .collect();
                    let sign = signs
                        .iter()
                        .find(|sign| **sign == glyphs.overridden)
                        .or_else(|| signs.iter().find(|sign| !sign.is_empty()));
                    if let Some(sign) = sign {
                        let role = if *sign == glyphs.overridden {
                            StyleRole::Changed
                        } else {
                            StyleRole::Disputed
                        };
                        x = self.text.push(self.y, x, sign, role, None);
                    }
                    x += 1;
                }
            }
            self.y += 1;
        }
        (x + 2 + titles + 1 + columns).min(room)
    }

    /// The countries of each phase by region, in rows of (phase, region, countries).
    fn countries_by_region(&self) -> Vec<(usize, Option<Text>, Vec<RecordRef>)> {
        let data = self.ctx.query.data;
        let mut rows: Vec<(usize, Option<Text>, Vec<RecordRef>)> = Vec::new();
        for (number, (id, phase)) in data.phases().iter().enumerate() {
            let mut of: Vec<(Option<Text>, Vec<RecordRef>)> = Vec::new();
            for row in data.records(KindId::Countries) {
                let Some(country) =
                    data.get::<Country>(row).filter(|country| country.phases.contains(id))
                else {
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
            of.sort_by(|(a, _), (b, _)| {
                (a.is_none(), a.as_deref()).cmp(&(b.is_none(), b.as_deref()))
            });
            rows.extend(of.into_iter().map(|(region, countries)| (number, region, countries)));
        }
        rows
    }

    /// How many cells the regions and codes need, at most `most`.
    fn country_table_width(&self, most: u16) -> u16 {
        let rows = self.countries_by_region();
        let names = region_column_width(&rows);
        let codes = rows
            .iter()
            .map(|(_, region, rows)| {
                (2 + width(region_name(region)).max(names))
                    .saturating_add((rows.len().min(1000) * 3) as u16)
            })
            .max()
            .unwrap_or(0);
        codes.clamp(most / 2, most)
    }

    /// The list of the countries of a phase, in a region when the countries themselves name it.
    fn country_list_path(&self, phase: usize, region: Option<&Text>) -> Option<RecordPath> {
        let data = self.ctx.query.data;
        let (id, _) = data.phases().get_index(phase)?;
        let named = |region: &&Text| {
            data.countries().values().any(|country| country.region.as_ref() == Some(*region))
        };
        let region =
            region.filter(named).map(|region| format!(" region:\"{region}\"")).unwrap_or_default();
        Some(RecordPath::new(format!("countries phase:{id}{region}")))
    }

    fn country_table(&mut self, x: u16, room: u16) {
        let RenderContext { query: scope, glyphs, .. } = self.ctx;
        let data = scope.data;
        let rows = self.countries_by_region();
        let names = region_column_width(&rows);
        // names of countries where all of a row's fit, else their codes
        let full = rows.iter().all(|(_, _, countries)| {
            2 + names
                + 2
                + countries
                    .iter()
                    .take(100)
                    .map(|row| width(&data.short_label(*row)) + 2)
                    .fold(0u16, u16::saturating_add)
                <= room
        });
        let x = x + LEFT_MARGIN;
        self.text.push(
            self.y,
            x,
            "Where",
            StyleRole::Strong,
            Some(&RecordPath::for_kind(KindId::Countries)),
        );
        self.y += 1;
        for (number, region, countries) in rows {
            self.text.push(self.y, x, glyphs.phase_symbol(number), StyleRole::Phase(number), None);
            let list = self.country_list_path(number, region.as_ref());
            let after = self.text.push(
                self.y,
                x + 2,
                &truncate(region_name(&region), room.saturating_sub(2)),
                StyleRole::Dim,
                list.as_ref(),
            );
            let mut at = (x + 2 + names).max(after) + 1;
            for row in countries {
                let text = if full {
                    data.short_label(row).into_owned()
                } else {
                    data.id(row).to_string()
                };
                if at + width(&text) > x + room {
                    self.y += 1;
                    at = x + 2 + names + 1;
                }
                at = self.text.push(self.y, at, &text, StyleRole::Text, Some(&data.path(row)))
                    + if full { 2 } else { 1 };
            }
            self.y += 1;
        }
    }

    /// What was last, what is now, what is next.
    fn events_around_today(&mut self) {
        let scope = self.ctx.query;
        let around = event_summary(&scope);
        let mut lines: Vec<(&str, RecordRef)> =
            around.last.map(|row| ("Last", row)).into_iter().collect();
        lines.extend(around.now.first().map(|row| ("Now", *row)));
        lines.extend(around.next.map(|row| ("Next", row)));
        for (word, row) in lines {
            let Some(event) = scope.data.get::<Event>(row) else { continue };
            self.text.push(self.y, LEFT_MARGIN, word, StyleRole::Strong, None);
            let day = if word == "Last" {
                event.date.sort_bounds().1
            } else {
                event.date.sort_bounds().0
            };
            let far = match (word, around.now.len()) {
                ("Now", 1) => format!("(began {})", format_distance(day, scope.today)),
                ("Now", n) => {
                    format!("(began {}; {} more)", format_distance(day, scope.today), n - 1)
                }
                _ => format!("({})", format_distance(day, scope.today)),
            };
            let all = RecordPath::new("timeline when:now");
            let more = (word == "Now" && around.now.len() > 1).then_some(&all);
            let x = self.text.push(
                self.y,
                LEFT_MARGIN + 6,
                &event.date.display(),
                StyleRole::Dim,
                None,
            ) + 2;
            let room = self.text_width().saturating_sub(x + width(&far) + 2);
            let x = self.text.push(
                self.y,
                x,
                &truncate(&event.title, room),
                StyleRole::Text,
                Some(&scope.data.path(row)),
            ) + 2;
            self.text.push(self.y, x, &far, StyleRole::Dim, more);
            self.y += 1;
        }
        if around.next.is_none() {
            self.text.push(self.y, LEFT_MARGIN, "Next", StyleRole::Strong, None);
            self.text.push(self.y, LEFT_MARGIN + 6, "no source names one", StyleRole::Dim, None);
            self.y += 1;
        }
    }

    fn dispute_count(&mut self) {
        let data = self.ctx.query.data;
        let n = data.disputed().count();
        if n > 0 {
            let words =
                format!("{} {n} values on which the sources disagree", self.ctx.glyphs.disputed);
            self.text.push(
                self.y,
                LEFT_MARGIN,
                &words,
                StyleRole::Disputed,
                Some(&RecordPath::for_kind(KindId::Citations)),
            );
        }
        self.y += 1;
    }

    /// The latest events, where there is room for them.
    fn latest_events(&mut self, room: usize) {
        let scope = self.ctx.query;
        self.text.push(
            self.y,
            LEFT_MARGIN,
            "Latest events",
            StyleRole::Strong,
            Some(&RecordPath::for_kind(KindId::Events)),
        );
        self.y += 1;
        let latest = scope.data.events_by_date().iter().rev().map(|(.., row)| *row);
        let shown: Vec<RecordRef> = latest.take(room.saturating_sub(1)).collect();
        let longest = shown.iter().map(|row| width(&scope.data.title(*row))).max().unwrap_or(0);
        for row in shown {
            let Some(event) = scope.data.get::<Event>(row) else { continue };
            if let Some(number) =
                event.phase.as_ref().and_then(|phase| scope.data.phases().get_index_of(phase))
            {
                self.text.push(
                    self.y,
                    LEFT_MARGIN,
                    self.ctx.glyphs.phase_symbol(number),
                    StyleRole::Phase(number),
                    None,
                );
            }
            self.text.push(self.y, LEFT_MARGIN + 2, &event.date.display(), StyleRole::Dim, None);
            let x = LEFT_MARGIN + 22;
            let places = if self.text_width() >= 100 { 30 } else { 0 };
            let title = truncate(&event.title, self.text_width().saturating_sub(x + places));
            self.text.push(self.y, x, &title, StyleRole::Text, Some(&scope.data.path(row)));
            if let Some(place) = event.place.as_ref().filter(|_| places > 0) {
                let at = (x + longest + 4)
                    .min(self.text_width().saturating_sub(28))
                    .max(x + width(&title) + 2);
                self.text.push(
                    self.y,
                    at,
                    &truncate(place, self.text_width().saturating_sub(at)),
                    StyleRole::Dim,
                    None,
                );
            }
            self.y += 1;
        }
    }
}

/// The width of the regions, a very long one aside: it pushes its countries to the right.
fn region_column_width(rows: &[(usize, Option<Text>, Vec<RecordRef>)]) -> u16 {
    rows.iter()
        .map(|(_, region, _)| width(region_name(region)))
        .filter(|width| *width <= 15)
        .max()
        .unwrap_or(0)
}

fn budget_text(phase: &Phase) -> String {
    phase.budget.as_ref().map_or_else(|| "budget unknown".into(), |money| money.display())
}

fn region_name(region: &Option<Text>) -> &str {
    region.as_deref().unwrap_or("no region named")
}
