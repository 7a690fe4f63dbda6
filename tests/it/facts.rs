//! Facts of the five documents, and their contradictions, are in the data and on the screen.

use crate::{TODAY, root};
use gloact::detail::{Detail, Entry, EntryKind};
use gloact::model::{KindId, RecordPath};
use gloact::query::QueryContext;
use gloact::query::lists::sources;
use gloact::store::Dataset;
use gloact::ui::detail::layout_detail;
use serde_json::Value;

/// Facts by document: `document.number`, and words that stand in the data and in a record's detail.
const FACTS: &[(&str, &[&str])] = &[
    // 000: UNODC's page at the start
    (
        "0.01",
        &[
            "Global Action to Prevent and Address Trafficking in Persons and the Smuggling of Migrants",
        ],
    ),
    ("0.02", &["GLO.ACT"]),
    ("0.03", &["four years", "four-year (2015-2019) joint initiative"]),
    ("0.04", &["2015-2019"]),
    (
        "0.05",
        &[
            "joint initiative by the European Union (EU) and the United Nations Office on Drugs and Crime (UNODC)",
        ],
    ),
    (
        "0.06",
        &[
            "in partnership with the International Organization for Migration (IOM) and the United Nations Children's Fund (UNICEF)",
        ],
    ),
    (
        "0.07",
        &["forms part of a joint response to trafficking in persons and the smuggling of migrants"],
    ),
    ("0.08", &["expected to be delivered in up to 15 strategically selected countries"]),
    ("0.09", &["across Africa, Asia, Eastern Europe and Latin America"]),
    (
        "0.10",
        &[
            "assistance to governmental authorities, civil society organizations, victims of trafficking and smuggled migrants",
        ],
    ),
    ("0.11", &["comprehensive national counter-trafficking and counter-smuggling responses"]),
    ("0.12", &["dual prevention and protection approach"]),
    (
        "0.13",
        &[
            "six key responses linked to the following objectives",
            "The six objectives stand in an image",
        ],
    ),
    ("0.14", &["No budget, no list of countries and no contact."]),
    (
        "0.15",
        &[
            "Introducing GLO.ACT",
            "European Union and UNODC Cooperation to Prevent and Combat Trafficking in Persons",
        ],
    ),
    ("0.16", &["Wednesday, 25 May 2016"]),
    ("0.17", &["Event flyer", "Agenda of the special event"]),
    ("0.18", &["Special Event"]),
    ("0.19", &["Gaps and Needs Assessments", "March-June 2016"]),
    ("0.20", &["Assessment Missions in 13 countries"]),
    (
        "0.21",
        &[
            "presented GLO.ACT to the authorities, talked through the work to come",
            "how each country deals with trafficking",
        ],
    ),
    (
        "0.22",
        &["Expert Group Meeting: Designing the methodology for undertaking a needs assessment"],
    ),
    ("0.23", &["16 - 17 March 2016"]),
    ("0.24", &["2-day"]),
    ("0.25", &["a framework and a method for assessing the 13 countries"]),
    (
        "0.26",
        &[
            "strategy and policy development",
            "legislative assistance",
            "criminal justice capacity building",
            "regional and trans-regional cooperation",
            "assistance to victims, including special protection measures for children",
        ],
    ),
    ("0.27", &["Human Trafficking and Migrant Smuggling Section"]),
    ("0.28", &["A link to read more about the expert group meeting"]),
    ("0.29", &["The launch of the Global Action", "21 January 2016"]),
    ("0.30", &["A summary on the Global Action"]),
    ("0.31", &["GLO.ACT banner", "GLO.ACT countries", "GLO.ACT objectives", "EU banner"]),
    // 001: the news item on a newsletter
    ("1.01", &["Multimedia", "GLO.ACT: Special Edition Newsletter"]),
    ("1.02", &["Written by GLO.ACT of UNODC"]),
    ("1.03", &["GLO.ACT stands for Global Action"]),
    ("1.04", &["EUR 11 million", "a €11 million joint initiative"]),
    (
        "1.05",
        &[
            "joint initiative between the European Union (EU) and the United Nations Office on Drugs and Crime (UNODC)",
        ],
    ),
    ("1.06", &["aimed at addressing the trafficking in persons and the smuggling of migrants"]),
    (
        "1.07",
        &[
            "GLO.ACT is a project being delivered by UNODC",
            "International Organisation for Migration",
        ],
    ),
    (
        "1.08",
        &["Trafficking in Persons (TIP)", "Smuggling of Migrants (SOM)", "through six pillars"],
    ),
    (
        "1.09",
        &[
            "Here we work with countries to develop strategies and policies tailored to their national context.",
        ],
    ),
    (
        "1.10",
        &[
            "ensuring that domestic legislative frameworks meet international standards for criminalizing TIP and SOM",
        ],
    ),
    ("1.11", &["but also to protect victims and vulnerable migrants"]),
    ("1.12", &["identification, investigation and prosecution of offences related to TIP and SOM"]),
    ("1.13", &["Here IOM works with civil society as well as government authorities"]),
    ("1.14", &["Here UNICEF and IOM work with victim support services"]),
    ("1.15", &["preventing and addressing TIP and SOM in each country"]),
    (
        "1.16",
        &[
            "The two Protocols to the Convention against Transnational Organized Crime are better put into practice",
        ],
    ),
    (
        "1.17",
        &[
            "Both protocols supplement the United Nations Convention against Transnational Organized Crime (UNTOC).",
        ],
    ),
    (
        "1.18",
        &[
            "better placed to carry forward their development agenda after 2015",
            "post-2015 UN Development Agenda",
        ],
    ),
    ("1.19", &["the 13 selected countries"]),
    (
        "1.20",
        &[
            "the 2030 Sustainable Development Agenda calls for an end to trafficking and violence against children",
        ],
    ),
    ("1.21", &["a footing for the work that the Convention and its Protocols require"]),
    ("1.22", &["News"]),
    ("1.23", &["United States of America"]),
    ("1.24", &["English"]),
    ("1.25", &["2017"]),
    ("1.26", &["UNODC"]),
    ("1.27", &["The field Contact Information shows a masked e-mail address only."]),
    (
        "1.28",
        &[
            "Fields of the page: Category, Country, Language, Year, Institution, Contact Information, Author.",
        ],
    ),
    ("1.29", &["\"Documents to download\" has no file under it"]),
    ("1.30", &["No rating"]),
    ("1.31", &["Marina Castro-Meirelles", "Contact publisher"]),
    // 002: IOM's page
    ("2.01", &["This page corresponds to the first phase of the GLOACT project (2015-2019)."]),
    ("2.02", &["The project is currently in its second phase (2018-2022)."]),
    ("2.03", &["GLOACT Asia and the Middle East", "GLOACT Bangladesh"]),
    (
        "2.04",
        &[
            "joint initiative by the European Union and the United Nations Office on Drugs and Crime (UNODC)",
        ],
    ),
    ("2.05", &["in partnership with the International Organization for Migration (IOM)"]),
    (
        "2.06",
        &[
            "formed part of a joint response to trafficking in persons and the smuggling of migrants",
        ],
    ),
    ("2.07", &["it was delivered in 13 strategically selected countries"]),
    ("2.08", &["across Africa, Asia, Eastern Europe and Latin America"]),
    (
        "2.09",
        &[
            "governmental authorities",
            "civil society organizations",
            "victims of trafficking",
            "smuggled migrants",
        ],
    ),
    ("2.10", &["draw up and carry out full national responses"]),
    (
        "2.11",
        &[
            "A dual prevention and protection approach was adopted",
            "Strategy and policy development",
            "Legislative assistance",
            "Capacity building",
            "Regional and trans-regional cooperation",
            "Protection and assistance to victims of trafficking and smuggled migrants",
            "Assistance and support to children among victims of trafficking and smuggled migrants",
        ],
    ),
    ("2.12", &["IOM focused on objective 5"]),
    (
        "2.13",
        &[
            "upheld the rights of trafficked, smuggled migrants, and other migrants in vulnerable situations",
        ],
    ),
    ("2.14", &["Better access of vulnerable migrants to protection and assistance"]),
    ("2.15", &["Better skills of those who protect, for services of high quality"]),
    (
        "2.16",
        &[
            "namely Belarus, Brazil, Lao People's Democratic Republic, Mali, Morocco and South Africa",
        ],
    ),
    ("2.17", &["Worldwide: standards, guidance materials and training curricula"]),
    (
        "2.18",
        &["able to find out who is vulnerable among migrants, adult and child victims included"],
    ),
    (
        "2.19",
        &["better and fuller worldwide standards and resources for helping vulnerable migrants"],
    ),
    ("2.20", &["This project is funded by the European Union."]),
    ("2.21", &["European Union"]),
    ("2.22", &["IOM Development Fund"]),
    ("2.23", &["Global Brazil", "\"Belarus\", \"Mali\", \"Morocco\", \"South Africa\""]),
    ("2.24", &["Heather Komenda", "Programme Manager", "hkomenda@iom.int"]),
    ("2.25", &["Noelle Darbellay", "Project Offcer", "darbellay@iom.int"]),
    (
        "2.26",
        &[
            "After the contacts stands the single word \"Off\".",
            "\"Regions\" and \"Office type\" follows one flat list of 189 distinct names",
        ],
    ),
    // 003: the summary sheet of the first phase
    (
        "3.01",
        &[
            "Global Action against Trafficking in Persons and the Smuggling of Migrants (2015 - 2019)",
        ],
    ),
    ("3.02", &["The title says \"against\", the text \"to Prevent and Address\"."]),
    (
        "3.07",
        &[
            "Objective 1 (UNODC)",
            "Work with countries to develop strategies and policies to address trafficking in persons",
        ],
    ),
    (
        "3.08",
        &[
            "Objective 2 (UNODC)",
            "Work with governmental authorities to ensure that domestic legislative frameworks",
        ],
    ),
    (
        "3.09",
        &["Objective 3 (UNODC)", "assisting and protecting victims as well as vulnerable migrants"],
    ),
    (
        "3.10",
        &[
            "Objective 4 (UNODC)",
            "with law enforcement officials on the identification, investigation and prosecution of offences",
        ],
    ),
    (
        "3.11",
        &[
            "Objective 5 (IOM)",
            "for victims of trafficking and vulnerable migrants, such as smuggled migrants",
        ],
    ),
    (
        "3.12",
        &[
            "Objective 6 (UNICEF, IOM)",
            "Work with victim support services and relevant Government authorities",
        ],
    ),
    ("3.13", &["Margaret Akullo", "Project Coordinator", "margaret.akullo@unodc.org"]),
    ("3.14", &["Ms. Heather Komenda, Programme Manager, Migrant Assistance Division"]),
    (
        "3.15",
        &["Kerry Neal", "Child Protection Specialist", "Justice for Children", "kneal@unicef.org"],
    ),
    (
        "3.16",
        &[
            "The letters \"îni\" in the contact block are noise.",
            "The contact block is out of order",
        ],
    ),
    ("3.17", &["No budget, no list of countries and no event."]),
    // 004: the summary sheet of Asia and the Middle East
    (
        "4.01",
        &[
            "The Global Action against Trafficking in Persons and the Smuggling of Migrants - Asia and the Middle East",
        ],
    ),
    ("4.02", &["GLO.ACT Asia and the Middle East"]),
    ("4.03", &["a four-year (2018-2022), €12 million joint initiative"]),
    ("4.04", &["EUR 12 million"]),
    (
        "4.06",
        &[
            "being implemented in partnership with the International Organization for Migration (IOM)",
        ],
    ),
    ("4.07", &["in four countries"]),
    ("4.08", &["Islamic Republic of Afghanistan"]),
    ("4.09", &["Islamic Republic of Iran"]),
    ("4.10", &["Republic of Iraq"]),
    ("4.11", &["Islamic Republic of Pakistan"]),
    (
        "4.12",
        &[
            "The project builds on a global community of practice",
            "community of practice begun in GLO.ACT 2015-2019",
        ],
    ),
    ("4.13", &["targeted, innovative and demand-driven interventions"]),
    (
        "4.14",
        &[
            "legislative review and harmonization",
            "capability development",
            "Lasting strategy and policy development",
        ],
    ),
    ("4.15", &["direct assistance to victims of human trafficking and vulnerable migrants"]),
    (
        "4.16",
        &[
            "more effective national and international responses",
            "linked to the following pillars of intervention",
        ],
    ),
    ("4.17", &["develop and sustain effective strategies and policies"]),
    ("4.18", &["criminalizing trafficking in persons and migrant smuggling"]),
    ("4.19", &["Raise the knowledge and skills of those who work in criminal justice"]),
    ("4.20", &["offences related to trafficking in persons and the migrant smuggling"]),
    (
        "4.21",
        &[
            "Protection and assistance to victims of trafficking and vulnerable migrants including children",
            "vulnerable migrants, including children, through the strengthening of identification, referral and protection mechanisms",
        ],
    ),
    (
        "4.22",
        &[
            "Objectives 1 to 5 only; there is no objective 6",
            "No contact, no event and no document.",
        ],
    ),
];

/// Values on which documents differ, with words of each claim; an empty word is the displayed
/// value.
const DISPUTED: &[(&str, &[&str])] = &[
    ("phases/glo-act/countries_delivered", &["13", "up to 15"]),
    ("phases/glo-act/countries_planned", &["15", "13"]),
    ("engagements/glo-act-6-iom/role", &["partner", "objective 5 only"]),
    ("programme/gloact/number_of_objectives", &["6", "5"]),
    (
        "objectives/glo-act-ame-5/title",
        &["", "Protection and assistance to victims of trafficking and smuggled migrants"],
    ),
    (
        "objectives/glo-act-1/description",
        &["Help countries write strategies", "the crimes are not named here"],
    ),
    (
        "objectives/glo-act-ame-1/description",
        &["", "Strategies and policies that suit each country"],
    ),
    ("objectives/glo-act-2/description", &["", "no authorities named"]),
    ("objectives/glo-act-3/description", &["", "no word of assisting"]),
    ("objectives/glo-act-3/title", &["Capacity building", "criminal justice capacity building"]),
    ("objectives/glo-act-ame-4/description", &["", "With law enforcement officials"]),
    (
        "objectives/glo-act-5/description",
        &["", "smuggled migrants are not named", "Three strands of IOM"],
    ),
    ("objectives/glo-act-ame-5/description", &["", "no word of children or mechanisms"]),
    ("phases/glo-act/pillars_word", &["key responses", "pillars"]),
    ("phases/glo-act/focus_areas", &["", "six objectives", "six pillars"]),
    ("phases/glo-act/donors", &["EU, IOM Development Fund", "EU"]),
    ("countries/LA/activities", &["", "not in the Activities list"]),
    (
        "engagements/glo-act-5-iom/countries",
        &["BY, BR, LA, ML, MA, ZA", "Global, BR, BY, ML, MA, ZA"],
    ),
    ("phases/glo-act-ame/countries_planned", &["4", "up to 5"]),
    ("phases/glo-act/budget", &["EUR 11 million", "EUR 10 million"]),
    ("phases/glo-act/date", &["2015/2019", "2016-01-21"]),
    ("programme/gloact/agencies", &["EU, UNODC, IOM, UNICEF", "EU, UNODC, IOM"]),
    (
        "programme/gloact/title",
        &["Global Action to Prevent", "Global Action against", "Global Action"],
    ),
    ("programme/gloact/short", &["GLO.ACT", "GLOACT"]),
    ("phases/glo-act-ame/title", &["GLO.ACT Asia", "GLOACT Asia"]),
    ("phases/glo-act-bangladesh/title", &["GLO.ACT Bangladesh", "GLOACT Bangladesh"]),
    (
        "agencies/iom/title",
        &["International Organization for Migration", "International Organisation for Migration"],
    ),
    ("programme/gloact/nature", &["joint initiative", "programme", "project"]),
    (
        "contacts/heather-komenda/title",
        &["Programme Manager", "Programme Manager, Migrant Assistance Division"],
    ),
    ("countries/AF/name", &["Afghanistan", "Islamic Republic of Afghanistan"]),
    ("countries/IR/name", &["Iran (Islamic Republic of)", "Islamic Republic of Iran"]),
    ("countries/IQ/name", &["Iraq", "Republic of Iraq"]),
    ("countries/PK/name", &["Pakistan", "Islamic Republic of Pakistan"]),
    (
        "countries/LA/name",
        &["Lao People's Democratic Republic (the)", "Lao People's Democratic Republic"],
    ),
    ("programme/gloact/terms/SOM", &["Smuggling of Migrants", "migrant smuggling"]),
    ("objectives/glo-act-ame-3/title", &["Capacity building", "capability development"]),
    (
        "objectives/glo-act-ame-2/title",
        &["Legislative assistance", "legislative review and harmonization"],
    ),
    ("programme/gloact/aim", &["", "Stronger national and international responses"]),
    ("phases/glo-act-ame/aim", &["", "Full national responses"]),
    (
        "instruments/smuggling-protocol/title",
        &["Protocol against the Smuggling", "Protocol against Smuggling"],
    ),
];

/// Contradictions without a competing value: each is noted beside the value that it concerns.
const NOTED_CONTRADICTIONS: &[(&str, &str)] = &[
    ("citations/engagements/glo-act-1-unodc/role", "names no agency here"),
    ("citations/objectives/glo-act-6/description", "Capital G."),
    ("citations/countries/BR/activities", "one item, or two"),
    ("citations/phases/glo-act-ame/stage", "does not call itself a second phase"),
    ("citations/phases/glo-act/date", "The second phase, 2018-2022, overlaps it."),
    ("countries/PK", "In both phases"),
    ("citations/programme/gloact/part_of", "tells it in the past"),
    (
        "citations/events/needs-assessments-2016/date",
        "begins in the month of the meeting that was to design the method",
    ),
    ("citations/events/launch-brussels/date", "not all four can have been to come"),
    ("sources/seed-001", "the United States of America is no programme country"),
    ("citations/programme/gloact/regions", "belong to its filter, not to the programme"),
];

/// Returns the text of a record's detail, 100 columns wide.
fn detail_text(data: &Dataset, place: &str) -> String {
    let row = data.record_at(&RecordPath::new(place)).unwrap_or_else(|| panic!("{place}"));
    let laid = layout_detail(&Detail::for_record(&QueryContext::new(data, TODAY), row), 100);
    normalize_spaces(&laid.text_lines().collect::<Vec<_>>().join(" "))
}

fn normalize_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns all texts and numbers of a value.
fn leaf_texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(leaf_texts).collect(),
        Value::Object(all) => all.values().flat_map(leaf_texts).collect(),
        Value::String(text) => vec![normalize_spaces(text)],
        other => vec![other.to_string()],
    }
}

/// Returns the forms of a value: as in the data, and as displayed.
fn accepted_forms(data: &Dataset, place: &RecordPath) -> Vec<String> {
    let row = data.record_at(place).unwrap();
    let value = place
        .field_path()
        .unwrap()
        .split('/')
        .fold(data.value(row), |value, key| value[key].clone());
    let detail = Detail::for_record(
        &QueryContext::new(data, TODAY),
        data.find(KindId::Citations, place.as_str()).unwrap(),
    );
    let shown = detail
        .entries
        .iter()
        .take_while(|part| part.title != "Record")
        .flat_map(|part| &part.fragments)
        .map(|piece| piece.text.clone());
    vec![leaf_texts(&value).join(", "), shown.collect::<Vec<_>>().join(", ")]
}

#[test]
fn facts_of_the_five_documents_are_in_the_data_and_on_screen() {
    let data = Dataset::bundled();
    let kept = leaf_texts(&data.merged_json());
    let shown: Vec<String> =
        data.all_records().map(|row| detail_text(&data, data.path(row).as_str())).collect();
    for (number, words) in FACTS {
        for words in *words {
            assert!(
                kept.iter().any(|text| text.contains(words)),
                "{number} is not in the data: {words}"
            );
            assert!(
                shown.iter().any(|text| text.contains(words)),
                "{number} is on no screen: {words}"
            );
        }
    }
}

#[test]
fn places_of_the_third_document_are_listed_as_printed() {
    let data = Dataset::bundled();
    let list = std::fs::read_to_string(root().join("tests/it/places-of-002.txt")).unwrap();
    let mut names: Vec<&str> = list.lines().collect();
    let mut ours: Vec<&str> = data.countries().values().map(|country| &*country.name).collect();
    ours.extend(data.offices().values().map(|office| &*office.name));
    assert_eq!(names.len(), 189);
    names.sort_unstable();
    ours.sort_unstable();
    assert_eq!(ours, names);
    for (id, country) in data.countries().iter().filter(|(_, country)| country.phases.is_empty()) {
        assert!(
            detail_text(&data, &format!("countries/{id}")).contains("not in the programme"),
            "{id}"
        );
        assert!(country.sources.iter().any(|source| &**source == "seed-002"), "{id}");
    }
}

#[test]
fn all_sides_of_a_dispute_are_shown() {
    let data = Dataset::bundled();
    let scope = QueryContext::new(&data, TODAY);
    let listed = (sources::LIST.rows)(&data, false);
    for (place, sayings) in DISPUTED {
        let place = RecordPath::new(*place);
        let citation = data.citation(&place).unwrap_or_else(|| panic!("{place} is not cited"));
        for saying in *sayings {
            let matches = |says: Option<&str>| {
                says.map_or(saying.is_empty(), |says| {
                    says.starts_with(saying) || says.ends_with(saying)
                })
            };
            assert!(
                citation.0.iter().any(|side| matches(side.says.as_deref())),
                "{place}: nobody says {saying:?}"
            );
        }
        let own = data.find(KindId::Citations, place.as_str()).unwrap();
        assert!(
            citation.is_disputed() && listed.contains(&own),
            "{place} is not shown as disputed"
        );
        // the record shows each other claim beside the value, the citation all claims with their
        // sources
        let record = detail_text(
            &data,
            &RecordPath::for_record(place.kind().unwrap(), place.id().unwrap()).to_string(),
        );
        let whole = normalize_spaces(
            &layout_detail(&Detail::for_record(&scope, own), 100)
                .text_lines()
                .collect::<Vec<_>>()
                .join(" "),
        );
        for side in &citation.0 {
            let says = side.says.as_deref().unwrap_or("as shown");
            assert!(whole.contains(says), "{place}: {says}");
            assert!(
                side.quote.as_deref().is_none_or(|quote| whole.contains(&normalize_spaces(quote))),
                "{place}: {:?}",
                side.quote
            );
            let first = side.says == citation.0[0].says;
            assert!(
                first
                    || place.field_path().is_some_and(|path| path.contains('/'))
                    || record.contains(&format!("≠ {says}")),
                "{place}: {says}"
            );
        }
    }
}

#[test]
fn displayed_value_comes_from_the_first_source() {
    let data = Dataset::bundled();
    for (place, citation) in data.citations().iter() {
        let Some(says) = citation.0[0].says.as_deref() else { continue };
        let sayings = accepted_forms(&data, &RecordPath::new(&**place));
        let short = says.strip_prefix("GLO.ACT ").unwrap_or(says);
        assert!(
            sayings.iter().any(|one| one == says || one == short),
            "{place}: {says:?} is not {sayings:?}"
        );
    }
}

#[test]
fn contradictions_are_noted() {
    let data = Dataset::bundled();
    for (place, words) in NOTED_CONTRADICTIONS {
        assert!(detail_text(&data, place).contains(words), "{place}: {words}");
    }
}

#[test]
fn summary_keeps_values_and_their_sources() {
    let data = Dataset::bundled();
    for row in data.all_records() {
        let place = data.path(row);
        let whole = Detail::for_record(&QueryContext::new(&data, TODAY), row);
        let (brief, left) = whole.clone().summary();
        let summary_text = brief
            .entries
            .iter()
            .flat_map(|part| &part.fragments)
            .map(|piece| piece.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let marked =
            whole.entries.iter().filter(|part| part.flags.disputed && part.title != "Value in use");
        marked.for_each(|part| assert!(brief.entries.contains(part), "{place}: {}", part.title));
        if row.kind == KindId::Citations {
            for part in whole.entries.iter().skip_while(|part| part.kind != EntryKind::Heading) {
                let named = part.kind == EntryKind::Heading
                    || part.fragments.iter().any(|piece| piece.link.is_some());
                // a claim equal to the displayed value refers to it
                let shown = part.kind == EntryKind::Heading
                    && part
                        .fragments
                        .iter()
                        .any(|piece| brief.entries.iter().any(|of| of.title == piece.text));
                assert!(!named || shown || brief.entries.contains(part), "{place}: {part:?}");
            }
            // a claim has its quotation or its value; further quotations and notes are counted
            for (what, sign) in [("Quotations", true), ("Notes", false)] {
                let is = |part: &&Entry| matches!(&part.fragments[..], [piece] if piece.link.is_none() && piece.text.starts_with('“') == sign);
                let count = |of: &Detail| {
                    of.entries
                        .iter()
                        .skip_while(|part| part.kind != EntryKind::Heading)
                        .filter(|part| part.kind == EntryKind::Item)
                        .filter(is)
                        .count()
                };
                let less = count(&whole) - count(&brief);
                assert_eq!(left.contains(&format!("{what} {less}")), less > 0, "{place}: {left:?}");
            }
        }
        // each claim about a disputed value
        let sides = whole
            .entries
            .iter()
            .flat_map(|part| &part.fragments)
            .filter(|piece| piece.text.starts_with('≠'));
        sides.for_each(|side| assert!(summary_text.contains(&side.text), "{place}: {}", side.text));
        // omitted entries are counted
        let groups = whole.entries.iter().filter(|part| {
            part.kind == EntryKind::Heading
                && part.fragments.is_empty()
                && !brief.entries.contains(part)
        });
        groups.for_each(|group| assert!(left.contains(&group.title), "{place}: {left:?}"));
    }
}
