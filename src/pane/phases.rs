//! The phases side by side: what each is, and what changed from the one it builds on. Stacked where there is little room.

use super::Scene;
use crate::detail::{Detail, Piece};
use crate::model::{Country, Phase, Place, Record, Text};
use crate::query::lists::phases::status;
use crate::query::{Tone, Value};
use crate::store::RecordRef;
use crate::ui::rich_text::Sheet;
use crate::ui::{cut, width};

/// From this width the phases stand side by side.
const SIDE_BY_SIDE: u16 = 78;
/// How many things that are gone are told by name.
const MANY: usize = 4;
/// Cells for the names of the lines.
const NAMES: u16 = 12;

/// Lays the phases out for the room of the scene.
pub fn sheet(scene: Scene, rows: &[RecordRef]) -> Sheet {
    let data = scene.scope.data;
    let mut sheet = Sheet::default();
    let lines: Vec<(&str, Vec<Vec<Item>>)> =
        LINES.iter().map(|(name, line)| (*name, data.phases.iter().map(|(id, phase)| line(&scene, id, phase)).collect())).collect();
    let room = scene.body.width.saturating_sub(1);
    // all phases are told, for the comparison; those that the filter keeps are shown
    let kept = |number: &usize| rows.iter().any(|row| row.index as usize == *number);
    let phases: Vec<(usize, &Text, &Phase)> =
        data.phases.iter().enumerate().filter(|(at, _)| kept(at)).map(|(at, (id, phase))| (at, id, phase)).collect();
    let mut y = 0;
    if room < SIDE_BY_SIDE {
        for &(number, id, phase) in &phases {
            y = head(&mut sheet, &scene, y, (1, room), number, id, phase);
            for (name, cells) in &lines {
                if !cells[number].is_empty() {
                    sheet.put(y, 1, name, Tone::Dim, None);
                    y = cell(
                        &mut sheet,
                        &scene,
                        y,
                        (NAMES + 1, room),
                        &cells[number],
                        before(&scene, phase).map(|before| &cells[before][..]),
                    );
                }
            }
            y += 1;
        }
        return sheet;
    }
    let each = (room - NAMES - 1) / phases.len().max(1) as u16;
    let column = |at: usize| {
        let start = NAMES + 1 + at as u16 * each;
        (start, start + each - 2)
    };
    let heads = phases.iter().enumerate().map(|(at, (number, id, phase))| head(&mut sheet, &scene, 0, column(at), *number, id, phase));
    y = heads.max().unwrap_or(y);
    for (name, cells) in &lines {
        if phases.iter().all(|(number, ..)| cells[*number].is_empty()) {
            continue;
        }
        sheet.put(y, 1, &cut(name, NAMES - 1), Tone::Dim, None);
        let ends = phases.iter().enumerate().map(|(at, (number, _, phase))| {
            let before = before(&scene, phase).map(|before| &cells[before][..]);
            cell(&mut sheet, &scene, y, column(at), &cells[*number], before)
        });
        y = ends.max().unwrap_or(y);
        // long lines stand apart from one another
        y += usize::from(scene.body.height >= 30 || cells.iter().any(|cell| cell.len() > 1));
    }
    sheet
}

/// One thing that a line of a phase says, and whether the sources disagree on it.
#[derive(Clone, PartialEq)]
struct Item {
    text: String,
    link: Option<Place>,
    tone: Tone,
    /// Where it is told what the sources say, when they disagree.
    disputed: Option<Place>,
    /// The field, where a layer above the bundled data sets it.
    overridden: Option<Place>,
    /// By what it is compared with the phase before: none for what is not compared.
    same: Option<String>,
}

/// What a line says of a phase.
type Say = fn(&Scene, &str, &Phase) -> Vec<Item>;

/// The lines from top to bottom. One more is added here.
const LINES: &[(&str, Say)] = &[
    ("Years", |scene, id, phase| vec![marked(scene, id, "date", Item::plain(phase.date.words()))]),
    ("Status", |scene, _, phase| vec![Item::plain(status(phase, scene.scope.today))]),
    ("Budget", |scene, id, phase| value(scene, id, "budget", phase.budget.as_ref().map(|money| money.words()))),
    ("Donors", |scene, id, phase| names(scene, id, "donors", "agencies", &phase.donors)),
    ("Agencies", |scene, id, phase| names(scene, id, "agencies", "agencies", &phase.agencies)),
    ("Planned", |scene, id, phase| value(scene, id, "countries_planned", phase.countries_planned.map(countries))),
    ("Delivered", |scene, id, phase| value(scene, id, "countries_delivered", phase.countries_delivered.map(countries))),
    ("Countries", |scene, id, _| {
        let rows: Vec<RecordRef> = scene
            .scope
            .data
            .rows("countries")
            .filter(|row| scene.scope.data.get::<Country>(*row).is_some_and(|country| country.phases.iter().any(|phase| **phase == *id)))
            .collect();
        rows.into_iter()
            .map(|row| Item {
                link: Some(scene.scope.data.place(row)),
                same: Some(scene.scope.data.id(row).into()),
                ..Item::plain(scene.scope.data.label(row))
            })
            .collect()
    }),
    ("Regions", |scene, id, phase| texts(scene, id, "regions", &phase.regions)),
    ("Aim", |scene, id, phase| text(scene, id, "aim", phase.aim.as_ref())),
    ("Approach", |scene, id, phase| text(scene, id, "approach", phase.approach.as_ref())),
    ("Objectives", |scene, id, _| {
        let data = scene.scope.data;
        let mine = data.objectives.iter().filter(|(_, objective)| *objective.phase == *id);
        mine.map(|(own, objective)| {
            let root = data.root(own);
            let place = Place::record("objectives", own);
            // the same objective under another title is a change too
            let same = format!("{root} {}", objective.title);
            Item { link: Some(place), same: Some(same), ..Item::plain(format!("{} {}", objective.number, objective.title)) }
        })
        .collect()
    }),
    ("Work", |scene, id, phase| texts(scene, id, "work", &phase.work)),
    ("Results", |scene, id, phase| texts(scene, id, "results", &phase.results)),
    ("Events", |scene, id, _| {
        let n = scene.scope.data.row("phases", id).map_or(Value::Empty, |row| scene.scope.count(row, "events"));
        vec![Item { link: Some(Place::new("events")), ..Item::plain(n.words()) }]
    }),
    ("Note", |_, _, phase| phase.note.iter().map(|note| Item { tone: Tone::Dim, ..Item::plain(&**note) }).collect()),
];

impl Item {
    fn plain(text: impl Into<String>) -> Item {
        Item { text: text.into(), link: None, tone: Tone::Text, disputed: None, overridden: None, same: None }
    }
}

fn countries(n: u32) -> String {
    if n == 1 { "1 country".into() } else { format!("{n} countries") }
}

/// The item with the marks of its field.
fn marked(scene: &Scene, id: &str, field: &str, item: Item) -> Item {
    let place = Place::record("phases", id).field(field);
    let data = scene.scope.data;
    Item { disputed: data.is_disputed(&place).then(|| place.clone()), overridden: data.is_overridden(&place).then_some(place), ..item }
}

/// A value of its own; an unknown one is said to be unknown.
fn value(scene: &Scene, id: &str, field: &str, value: Option<String>) -> Vec<Item> {
    match value {
        Some(text) => vec![marked(scene, id, field, Item { same: Some(text.clone()), ..Item::plain(text) })],
        None => vec![Item { tone: Tone::Dim, ..Item::plain("no source says") }],
    }
}

fn names(scene: &Scene, id: &str, field: &str, kind: &'static str, ids: &[Text]) -> Vec<Item> {
    let mut items: Vec<Item> = ids
        .iter()
        .map(|of| Item {
            link: Some(Place::record(kind, of)),
            same: Some(of.to_string()),
            ..Item::plain(scene.scope.data.label_of(kind, of))
        })
        .collect();
    if let Some(last) = items.pop() {
        items.push(marked(scene, id, field, last));
    }
    items
}

fn texts(scene: &Scene, id: &str, field: &str, texts: &[Text]) -> Vec<Item> {
    let mut items: Vec<Item> = texts.iter().map(|text| Item::plain(&**text)).collect();
    if let Some(last) = items.pop() {
        items.push(marked(scene, id, field, last));
    }
    items
}

fn text(scene: &Scene, id: &str, field: &str, text: Option<&Text>) -> Vec<Item> {
    text.map_or_else(Vec::new, |text| vec![marked(scene, id, field, Item::plain(&**text))])
}

/// The number of the phase that a phase builds on.
fn before(scene: &Scene, phase: &Phase) -> Option<usize> {
    scene.scope.data.phases.get_index_of(&**phase.builds_on.as_ref()?)
}

fn head(sheet: &mut Sheet, scene: &Scene, y: usize, (start, end): (u16, u16), number: usize, id: &str, phase: &Phase) -> usize {
    sheet.put(y, start, scene.glyphs.phase(number), Tone::Phase(number), None);
    let name = Piece { tone: Tone::Strong, ..Piece::link(phase.label(), Place::record("phases", id)) };
    let y = sheet.flow(y, (start + 2, start + 2, end), &[name]);
    sheet.put(y, start, &scene.glyphs.bar.repeat(end.saturating_sub(start) as usize), Tone::Phase(number), None);
    y + 1
}

/// Tells the phases one after another, what changed among it.
pub fn told(scene: Scene, rows: &[RecordRef], detail: &mut Detail) {
    let data = scene.scope.data;
    for (number, (id, phase)) in data.phases.iter().enumerate().filter(|(at, _)| rows.iter().any(|row| row.index as usize == *at)) {
        detail.group(&format!("Phase {}", number + 1));
        detail.item(vec![Piece::link(phase.label(), Place::record("phases", id))]);
        for (name, line) in LINES {
            let before = before(&scene, phase).and_then(|at| data.phases.get_index(at)).map(|(id, phase)| line(&scene, id, phase));
            let items = line(&scene, id, phase);
            if !items.is_empty() {
                let mut lines = pieces(&scene, &items, before.as_deref());
                // a sign beside a value is a word of its sentence
                lines.iter_mut().for_each(|line| line.iter_mut().skip(1).for_each(|sign| sign.link = None));
                detail.say(name, lines.into_iter().flatten().collect());
            }
        }
    }
}

/// A cell: its items with the signs of what changed, then what the phase before had and this one has not.
fn cell(sheet: &mut Sheet, scene: &Scene, y: usize, (start, end): (u16, u16), items: &[Item], before: Option<&[Item]>) -> usize {
    let pieces = pieces(scene, items, before);
    // short names follow one another; long texts have a line each
    if pieces.iter().flatten().all(|piece| width(&piece.text) <= 22) {
        let line: Vec<Piece> = pieces.into_iter().flatten().collect();
        return sheet.flow(y, (start, start, end), &line);
    }
    pieces.iter().fold(y, |y, line| sheet.flow(y, (start, start + 2, end), line))
}

/// The items with the signs of what changed, then what the phase before had and this one has not: a line each.
fn pieces(scene: &Scene, items: &[Item], before: Option<&[Item]>) -> Vec<Vec<Piece>> {
    let compared = |item: &Item| item.same.is_some();
    let had = |item: &Item| before.is_none_or(|before| before.iter().any(|other| other.same == item.same));
    let single = items.len() == 1 && items[0].link.is_none();
    let mut pieces: Vec<Vec<Piece>> = Vec::new();
    for item in items {
        let sign = match () {
            () if !compared(item) || had(item) => "",
            () if single => scene.glyphs.changed,
            () => "+",
        };
        let tone = if sign.is_empty() { item.tone } else { Tone::Changed };
        let text = if sign.is_empty() { item.text.clone() } else { format!("{sign} {}", item.text) };
        let mut line = vec![Piece { text, link: item.link.clone(), tone }];
        for (place, sign, tone) in
            [(&item.disputed, scene.glyphs.disputed, Tone::Disputed), (&item.overridden, scene.glyphs.overridden, Tone::Changed)]
        {
            line.extend(place.iter().map(|place| Piece { text: sign.into(), link: Some(place.clone()), tone }));
        }
        pieces.push(line);
    }
    let lost =
        |other: &&Item| !single && compared(other) && items.iter().any(compared) && !items.iter().any(|item| item.same == other.same);
    let gone: Vec<&Item> = before.unwrap_or_default().iter().filter(lost).collect();
    if gone.len() > MANY {
        pieces.push(vec![Piece::dim(format!("{} {} others", scene.glyphs.gone, gone.len()))]);
    } else {
        pieces.extend(
            gone.iter().map(|other| {
                vec![Piece { text: format!("{} {}", scene.glyphs.gone, other.text), link: other.link.clone(), tone: Tone::Dim }]
            }),
        );
    }
    pieces
}
