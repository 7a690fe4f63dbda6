//! Six programmes of different sizes, made from a seed: the same on every machine.

use super::generated_words::{
    AGENCIES, COUNTRIES, FIRST_WORDS, LINKS, PHASE_NAMES, REGIONS, ROMAN, WORDS,
};
use super::generated_work;
use gloact::model::KindId;
use gloact::store::Dataset;
use gloact::store::layer::Layer;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// How many records of each sort a programme has.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) phases: usize,
    /// Spread over the phases.
    pub(crate) objectives: usize,
    pub(crate) agencies: usize,
    pub(crate) countries: usize,
    pub(crate) events: usize,
    /// Documents, contacts, instruments and sources each.
    pub(crate) papers: usize,
    /// Activities, budget lines and indicators each.
    pub(crate) work: usize,
}

/// A programme with its name and its records by kind.
pub(crate) struct GeneratedProgramme {
    pub(crate) name: &'static str,
    pub(crate) counts: Counts,
    kinds: Vec<(KindId, Map<String, Value>)>,
}

/// The names and sizes of all programmes.
const SIZES: &[(&str, Counts)] = &[
    ("tiny", counts(1, 1, 1, 1, 1, 1, 1)),
    ("typical", counts(4, 25, 12, 30, 600, 12, 120)),
    ("many-phases", counts(12, 36, 8, 20, 300, 8, 60)),
    ("many-objectives", counts(4, 40, 20, 12, 200, 8, 200)),
    ("many-countries", counts(3, 9, 6, 60, 5000, 8, 900)),
    (EVERYTHING_MISSING, counts(2, 4, 3, 3, 6, 2, 3)),
];

/// The programme whose records have only the fields that they need.
pub(crate) const EVERYTHING_MISSING: &str = "everything-missing";

/// Returns all six programmes.
pub(crate) fn all() -> Vec<GeneratedProgramme> {
    SIZES.iter().map(|(name, counts)| generate(name, *counts)).collect()
}

impl GeneratedProgramme {
    /// Returns the records as the program reads them.
    pub(crate) fn dataset(&self) -> Dataset {
        self.dataset_with(Vec::new())
    }

    /// Returns the records with layers on top.
    pub(crate) fn dataset_with(&self, overrides: Vec<Layer>) -> Dataset {
        let layers = self.kinds.iter().map(|(kind, records)| {
            let text = serde_json::to_string_pretty(records).unwrap();
            Layer::from_text(&format!("{}/{kind}.json", self.name), text).with_base_kind(*kind)
        });
        Dataset::load(layers.chain(overrides).collect())
    }

    /// Writes the folder of the programme into another folder. Returns its path.
    pub(crate) fn write(&self, into: &Path) -> PathBuf {
        let folder = into.join(self.name);
        std::fs::create_dir_all(&folder).unwrap();
        for (kind, records) in &self.kinds {
            let text = serde_json::to_string_pretty(records).unwrap() + "\n";
            std::fs::write(folder.join(format!("{kind}.json")), text).unwrap();
        }
        folder
    }

    pub(crate) fn has(&self, kind: KindId) -> bool {
        self.kinds.iter().any(|(other, _)| *other == kind)
    }

    /// Returns the records of a kind by id.
    pub(crate) fn records(&self, kind: KindId) -> &Map<String, Value> {
        &self.kinds.iter().find(|(other, _)| *other == kind).unwrap().1
    }
}

const fn counts(
    phases: usize,
    objectives: usize,
    agencies: usize,
    countries: usize,
    events: usize,
    papers: usize,
    work: usize,
) -> Counts {
    Counts { phases, objectives, agencies, countries, events, papers, work }
}

/// Numbers that look random but depend on nothing but the seed.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    pub(super) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// Returns a text of at most so many letters.
    fn title(&mut self, letters: usize) -> String {
        let mut text = self.pick(FIRST_WORDS).to_string();
        while text.chars().count() + 24 <= letters {
            text = format!("{text} {} {}", self.pick(LINKS), self.pick(WORDS));
        }
        text
    }

    /// Returns a text of at most 40, 60 or, one time in six, 120 letters.
    pub(super) fn any_title(&mut self) -> String {
        let letters = [40, 40, 40, 60, 60, 120][self.below(6)];
        self.title(letters)
    }

    fn day(&mut self, year: usize) -> String {
        format!("{}-{:02}-{:02}", year, 1 + self.below(12), 1 + self.below(28))
    }
}

/// Returns so many ids: a letter and a number of two to four digits.
pub(super) fn ids(letter: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{letter}{number:02}")).collect()
}

/// Returns the phase of an objective or an event: all phases get about as many.
pub(super) fn phase_of(index: usize, count: usize, phases: usize) -> usize {
    index * phases / count.max(1)
}

pub(super) fn first_year(phase: usize) -> usize {
    2008 + phase * 2
}

fn generate(name: &'static str, counts: Counts) -> GeneratedProgramme {
    let mut numbers = Numbers(20_261_130 + name.len() as u64);
    let mut kinds = vec![
        (KindId::Programme, programme()),
        (KindId::Phases, phases(&mut numbers, counts)),
        (KindId::Objectives, objectives(&mut numbers, counts)),
        (KindId::Agencies, agencies(counts)),
        (KindId::Engagements, engagements(&mut numbers, counts)),
        (KindId::Countries, countries(&mut numbers, counts)),
        (KindId::Events, events(&mut numbers, counts)),
    ];
    kinds.extend(papers(&mut numbers, counts));
    kinds.push((KindId::Citations, citations()));
    kinds.extend(generated_work::work(name, counts));
    if name == EVERYTHING_MISSING {
        for (kind, records) in &mut kinds {
            let needed = needed_fields(*kind);
            for record in records.values_mut().filter_map(Value::as_object_mut) {
                record.retain(|field, _| needed.contains(&field.as_str()));
            }
        }
        kinds.retain(|(kind, _)| *kind != KindId::Citations);
    }
    GeneratedProgramme { name, counts, kinds }
}

/// Returns the fields without which a record is not read.
fn needed_fields(kind: KindId) -> &'static [&'static str] {
    match kind {
        KindId::Agencies | KindId::Countries | KindId::Contacts | KindId::Offices => &["name"],
        KindId::Engagements => &["objective", "agency"],
        KindId::Events => &["title", "date"],
        KindId::Budgets => &["amount", "currency"],
        _ => &["title"],
    }
}

fn programme() -> Map<String, Value> {
    records([(
        "lagoons".into(),
        json!({
            "title": "Lagoons and Estuaries Without Borders",
            "short": "LAGOONS",
            "aim": "Protect the lagoons and estuaries of all coasts with the people who live there.",
            "data_of": "2026-11-20",
        }),
    )])
}

fn phases(numbers: &mut Numbers, counts: Counts) -> Map<String, Value> {
    let agencies = ids("a", counts.agencies);
    records(ids("p", counts.phases).into_iter().enumerate().map(|(index, id)| {
        let year = first_year(index);
        let mut phase = json!({
            "title": numbers.any_title(),
            "short": format!("{} {}", PHASE_NAMES[index % PHASE_NAMES.len()], ROMAN[index]),
            "date": format!("{year}/{}", year + 2),
            "budget": {"amount": 1_250_000 * (index + 1), "currency": "EUR"},
            "donors": [agencies[0]],
            "agencies": agencies.iter().skip(index % 2).step_by(2).collect::<Vec<_>>(),
            "countries_planned": counts.countries.min(20),
            "regions": REGIONS.iter().take(2 + index % 3).collect::<Vec<_>>(),
            "aim": numbers.title(90),
            "work": [numbers.title(60), numbers.title(120), numbers.title(30)],
            "results": [numbers.title(80)],
        });
        if index > 0 {
            phase["builds_on"] = format!("p{index:02}").into();
        }
        (id, phase)
    }))
}

/// Each second objective of a later phase continues one of the phase before; the last phase has
/// titles of the phase before, but does not say that it continues them.
fn objectives(numbers: &mut Numbers, counts: Counts) -> Map<String, Value> {
    let mut numbers_in_phase = vec![0; counts.phases];
    let mut by_place: Vec<(usize, usize, String)> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let ids = ids("o", counts.objectives);
    records(ids.into_iter().enumerate().map(|(index, id)| {
        let phase = phase_of(index, counts.objectives, counts.phases);
        numbers_in_phase[phase] += 1;
        let number = numbers_in_phase[phase];
        let earlier = by_place.iter().position(|(p, n, _)| *p + 1 == phase && *n == number);
        let is_last = phase + 1 == counts.phases && phase > 0;
        let title = match earlier {
            Some(earlier) if is_last => titles[earlier].clone(),
            _ => numbers.any_title(),
        };
        let mut objective =
            json!({"title": title, "phase": format!("p{:02}", phase + 1), "number": number});
        if index % 3 == 0 && title.chars().count() > 30 {
            objective["short"] = title.split(' ').take(3).collect::<Vec<_>>().join(" ").into();
        }
        if let Some(earlier) = earlier.filter(|_| !is_last && number.is_multiple_of(2)) {
            objective["continues"] = by_place[earlier].2.clone().into();
        }
        by_place.push((phase, number, id.clone()));
        titles.push(title);
        (id, objective)
    }))
}

fn agencies(counts: Counts) -> Map<String, Value> {
    records(ids("a", counts.agencies).into_iter().enumerate().map(|(index, id)| {
        let (name, title) = AGENCIES[index];
        let role = if index == 0 { "funding" } else { "implementing" };
        (id, json!({"name": name, "title": title, "roles": [role]}))
    }))
}

fn engagements(numbers: &mut Numbers, counts: Counts) -> Map<String, Value> {
    let agencies = ids("a", counts.agencies);
    let countries = &COUNTRIES[..counts.countries.min(8)];
    let mut all = Map::new();
    for (number, objective) in ids("o", counts.objectives).into_iter().enumerate() {
        for (index, role) in ["lead", "partner", "named"].iter().enumerate() {
            // each agency has a part, and those of low numbers have more of them
            let agency = match index {
                1 => number % counts.agencies,
                _ => numbers.below(counts.agencies).min(numbers.below(counts.agencies)),
            };
            let agency = &agencies[agency];
            let engagement = json!({
                "objective": objective,
                "agency": agency,
                "role": role,
                "work": numbers.title(60),
                "countries": [numbers.pick(countries)],
            });
            all.insert(format!("{objective}-{agency}"), engagement);
        }
    }
    all
}

fn countries(numbers: &mut Numbers, counts: Counts) -> Map<String, Value> {
    let phases = ids("p", counts.phases);
    let agencies = ids("a", counts.agencies);
    records(COUNTRIES[..counts.countries].iter().enumerate().map(|(index, code)| {
        let more = phases.iter().skip(1).filter(|_| numbers.below(4) == 0);
        let phases: Vec<&String> =
            std::iter::once(&phases[index % phases.len()]).chain(more).collect();
        let phases: std::collections::BTreeSet<&String> = phases.into_iter().collect();
        let country = json!({
            // the names are those of the bundled reference data
            "phases": phases,
            "region": REGIONS[index % REGIONS.len()],
            "agencies": [agencies[index % agencies.len()]],
            "activities": [numbers.title(70)],
        });
        (code.to_string(), country)
    }))
}

fn events(numbers: &mut Numbers, counts: Counts) -> Map<String, Value> {
    let agencies = ids("a", counts.agencies);
    records(ids("e", counts.events).into_iter().enumerate().map(|(index, id)| {
        let phase = phase_of(index, counts.events, counts.phases);
        let year = first_year(phase) + numbers.below(3);
        let event = json!({
            "title": numbers.any_title(),
            "date": numbers.day(year),
            "kind": numbers.pick(&["launch", "meeting", "training", "workshop"]),
            "place": numbers.pick(&["São Tomé", "Port Lœwen", "Ōsaka", "Quetzaltenango"]),
            "countries": [COUNTRIES[numbers.below(counts.countries)]],
            "phase": format!("p{:02}", phase + 1),
            "agencies": [agencies[numbers.below(agencies.len())]],
        });
        (id, event)
    }))
}

/// Returns documents, contacts, instruments, offices and sources.
fn papers(numbers: &mut Numbers, counts: Counts) -> Vec<(KindId, Map<String, Value>)> {
    let mut of = |letter, record: fn(&mut Numbers, usize) -> Value| {
        let ids = ids(letter, counts.papers).into_iter().enumerate();
        records(ids.map(|(index, id)| (id, record(numbers, index))))
    };
    let documents = of(
        "d",
        |numbers, index| json!({"title": numbers.any_title(), "kind": "report", "date": numbers.day(2010 + index)}),
    );
    let contacts = of("c", |numbers, index| {
        let name = format!("{} {}", numbers.pick(&["Zoë", "Þóra", "Anne-Lise"]), ROMAN[index]);
        json!({"name": name, "title": numbers.title(40), "agency": "a01"})
    });
    let instruments =
        of("i", |numbers, _| json!({"title": numbers.any_title(), "kind": "convention"}));
    let offices = of("f", |numbers, _| json!({"name": numbers.title(40), "kind": "regional"}));
    let sources = of("s", |numbers, _| json!({"title": numbers.any_title(), "kind": "page"}));
    vec![
        (KindId::Documents, documents),
        (KindId::Contacts, contacts),
        (KindId::Instruments, instruments),
        (KindId::Offices, offices),
        (KindId::Sources, sources),
    ]
}

fn citations() -> Map<String, Value> {
    let claim = |says: &str| json!({"source": "s01", "says": says, "difference": "contradiction"});
    let claims = json!([{"source": "s01", "says": "EUR 1.25 million"}, claim("EUR 1 million")]);
    records([("phases/p01/budget".into(), claims)])
}

pub(super) fn records(all: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    all.into_iter().collect()
}
