//! The countries and places of an activity.
//!
//! The standard wants percentages where an activity has several recipient countries. None is
//! invented: an activity for which they are not stated has the unspecified region, and each country
//! as a location.

use super::descriptions::not_empty;
use super::extension::{EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_RECORD};
use super::omissions::{Fate, Omissions};
use super::share_label::{ShareLabel, add_up, is_whole};
use super::xml_element::XmlElement;
use crate::model::iati_codes::REGION;
use crate::model::{Activity, Country, Engagement, KindId, Objective, Record, RecordPath, Text};
use crate::store::{Dataset, RecordRef};
use indexmap::IndexSet;

/// Developing countries, unspecified (list Region, vocabulary of the OECD DAC).
const UNSPECIFIED_REGION: &str = "998";
const REGION_VOCABULARY: &str = "1";
/// Countries by ISO 3166-1 (list GeographicVocabulary).
const COUNTRY_VOCABULARY: &str = "A4";
/// The position is approximate (list GeographicExactness).
const APPROXIMATE: &str = "2";
/// An administrative region (list GeographicLocationClass).
const ADMINISTRATIVE_REGION: &str = "1";
const COORDINATES: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";

/// The countries and regions of a record, by the elements that state them.
#[derive(Default)]
struct PlaceLayout<'a> {
    /// Each with its share, where there are several.
    countries: Vec<(&'a str, Option<&'a str>)>,
    regions: Vec<(&'a str, ShareLabel<'a>)>,
    /// Whether the unspecified region stands there, and the countries are locations.
    is_unspecified: bool,
}

impl<'a> PlaceLayout<'a> {
    fn of(data: &'a Dataset, record: RecordRef) -> PlaceLayout<'a> {
        let activity = data.get::<Activity>(record);
        let share = |id: &str| {
            let shares = activity.into_iter().flat_map(|activity| activity.country_shares.iter());
            shares.filter(|(country, _)| ***country == *id).map(|(_, share)| &**share).next()
        };
        let countries: IndexSet<&str> = countries(data, record).into_iter().collect();
        let countries: Vec<_> = countries.into_iter().map(|id| (id, share(id))).collect();
        let regions = activity.map_or(&[][..], |activity| &activity.regions).iter();
        let regions: Vec<_> = regions.map(|text| ShareLabel::parse(text)).collect();
        let codes = regions.iter().map(|label| {
            let stated = label.code.filter(|code| REGION.has(code));
            Some((stated.or_else(|| REGION.code(label.name))?, *label))
        });
        let coded: Option<Vec<_>> = codes.collect();
        let has_codes = countries.iter().all(|(id, _)| is_country_code(data, id));
        let shares = || {
            let of_countries = countries.iter().map(|(_, share)| *share);
            of_countries.chain(regions.iter().map(|label| label.share))
        };
        let count = countries.len() + regions.len();
        let holds = (count == 1 && shares().all(is_whole)) || (count > 1 && add_up(shares()));
        match coded.filter(|_| has_codes && holds) {
            Some(mut regions) => {
                let mut countries = countries;
                if count == 1 {
                    countries.iter_mut().for_each(|(_, share)| *share = None);
                    regions.iter_mut().for_each(|(_, label)| label.share = None);
                }
                PlaceLayout { countries, regions, is_unspecified: false }
            }
            None => PlaceLayout { countries, regions: Vec::new(), is_unspecified: true },
        }
    }
}

/// Returns the recipient country or region of a record, then its locations.
pub(super) fn place_elements(
    data: &Dataset,
    record: RecordRef,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let layout = PlaceLayout::of(data, record);
    let mut elements = Vec::new();
    if layout.is_unspecified {
        elements.push(region(UNSPECIFIED_REGION).attribute(EXTENSION_INFERRED, "region"));
        elements.extend(layout.countries.iter().map(|(id, _)| country_location(data, id)));
        if layout.countries.is_empty() {
            let reason = "region 998, unspecified, stands in";
            omissions.add(Fate::StandIn, "record without a country", reason);
        }
    } else {
        elements.extend(
            layout.countries.iter().map(|(id, share)| {
                recipient_country(data, id).maybe_attribute("percentage", *share)
            }),
        );
        elements.extend(layout.regions.iter().map(|(code, label)| {
            let element = region(code).maybe_attribute("percentage", label.share);
            let name = (!label.name.is_empty()).then_some(label.name);
            element.children(name.map(|name| XmlElement::new("narrative").text(name)))
        }));
    }
    let place = data.get::<Activity>(record).and_then(|activity| activity.place.as_deref());
    elements.extend(place.filter(|place| !place.trim().is_empty()).map(|place| {
        let location = XmlElement::new("location").attribute(EXTENSION_FIELD, "place");
        location.child(XmlElement::with_narrative("name", place))
    }));
    elements
}

fn region(code: &str) -> XmlElement {
    XmlElement::new("recipient-region")
        .attribute("vocabulary", REGION_VOCABULARY)
        .attribute("code", code)
}

/// Returns the fields of an activity that its places state as they are.
pub(super) fn placed_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    let mut fields = vec!["countries", "place"];
    let Some(activity) = data.get::<Activity>(record) else { return fields };
    let layout = PlaceLayout::of(data, record);
    let has_share =
        |id: &str| layout.countries.iter().any(|(other, share)| *other == id && share.is_some());
    if !layout.is_unspecified && activity.country_shares.iter().all(|(id, _)| has_share(id)) {
        fields.push("country_shares");
    }
    let is_same = |(text, (code, label)): (&Text, &(&str, ShareLabel))| {
        label.code == Some(*code) && **text == *label.to_text()
    };
    let pairs = activity.regions.iter().zip(&layout.regions);
    if layout.regions.len() == activity.regions.len() && pairs.into_iter().all(is_same) {
        fields.push("regions");
    }
    fields
}

/// Returns the countries of a record: an activity states them, other records are stated by their
/// countries and engagements.
fn countries(data: &Dataset, record: RecordRef) -> Vec<&str> {
    if let Some(activity) = data.get::<Activity>(record) {
        return activity.countries.iter().map(|id| &**id).collect();
    }
    if data.get::<Objective>(record).is_some() {
        let engagements = data.backlinks_of_kind(record, KindId::Engagements).iter();
        let engagements = engagements.filter_map(|(_, it)| data.get::<Engagement>(*it));
        return engagements.flat_map(|it| it.countries.iter().map(|id| &**id)).collect();
    }
    if record.kind == KindId::Phases {
        let backlinks = data.backlinks_of_kind(record, KindId::Countries).iter();
        return backlinks.map(|(_, country)| data.id(*country)).collect();
    }
    let programme = data.id(record);
    let takes_part = |country: &RecordRef| {
        let has_phase = data.get::<Country>(*country).is_some_and(|it| !it.phases.is_empty());
        has_phase && data.programmes_of(*country).iter().any(|id| ***id == *programme)
    };
    data.records(KindId::Countries).filter(takes_part).map(|country| data.id(country)).collect()
}

/// Returns whether an id is the ISO 3166-1 code of a country.
fn is_country_code(data: &Dataset, id: &str) -> bool {
    let is_code = id.len() == 2 && id.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code && data.countries().get(id).is_none_or(|country| country.kind() == "country")
}

fn recipient_country(data: &Dataset, id: &str) -> XmlElement {
    XmlElement::with_narrative("recipient-country", country_name(data, id)).attribute("code", id)
}

fn country_name<'a>(data: &'a Dataset, id: &'a str) -> &'a str {
    data.countries().get(id).map_or(id, |country| not_empty(country.title(), id))
}

fn country_location(data: &Dataset, id: &str) -> XmlElement {
    let code = is_country_code(data, id).then(|| {
        XmlElement::new("location-id")
            .attribute("vocabulary", COUNTRY_VOCABULARY)
            .attribute("code", id)
    });
    let name = XmlElement::with_narrative("name", country_name(data, id));
    let path = RecordPath::for_record(KindId::Countries, id);
    let mut location = XmlElement::new("location")
        .attribute(EXTENSION_RECORD, path.as_str())
        .children(code)
        .child(name);
    if let Some([latitude, longitude]) = data.countries().get(id).and_then(|it| it.point) {
        let position = XmlElement::new("pos").text(&format!("{latitude} {longitude}"));
        let point = XmlElement::new("point").attribute("srsName", COORDINATES).child(position);
        let exactness = XmlElement::new("exactness").attribute("code", APPROXIMATE);
        location = location.child(point).child(exactness);
    }
    location.child(XmlElement::new("location-class").attribute("code", ADMINISTRATIVE_REGION))
}
