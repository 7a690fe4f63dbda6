//! The countries and places of an activity.
//!
//! The standard wants percentages where an activity has several recipient countries. None is
//! invented: an activity for which they are not stated has the unspecified region, and each country
//! as a location.

use super::descriptions::not_empty;
use super::extension::{EXTENSION_FIELD, EXTENSION_INFERRED, EXTENSION_RECORD};
use super::omissions::{Fate, Omissions};
use super::xml_element::XmlElement;
use crate::model::iati_codes::REGION;
use crate::model::{Activity, Country, Engagement, KindId, Objective, Record, RecordPath};
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
/// The sum of shares in percent, and how far from it rounded ones may be.
const WHOLE: f64 = 100.0;
const TOLERANCE: f64 = 0.005;
const COORDINATES: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";

/// Returns the recipient country or region of a record, then its locations.
pub(super) fn place_elements(
    data: &Dataset,
    record: RecordRef,
    omissions: &mut Omissions,
) -> Vec<XmlElement> {
    let countries: IndexSet<&str> = countries(data, record).into_iter().collect();
    let countries: Vec<&str> = countries.into_iter().collect();
    let mut elements = Vec::new();
    let shares = shares(data, record, &countries);
    match countries[..] {
        [id] if is_country_code(data, id) => elements.push(recipient_country(data, id)),
        _ if shares.is_some() => {
            let shares = shares.into_iter().flatten();
            let element = |(id, share)| recipient_country(data, id).attribute("percentage", share);
            elements.extend(shares.map(element));
        }
        [] if stated_region(data, record).is_some() => {
            elements.extend(stated_region(data, record));
        }
        _ => {
            elements.push(region(UNSPECIFIED_REGION).attribute(EXTENSION_INFERRED, "region"));
            elements.extend(countries.iter().map(|id| country_location(data, id)));
            if countries.is_empty() {
                omissions.add(
                    Fate::StandIn,
                    "record without a country",
                    "region 998, unspecified, stands in",
                );
            }
        }
    }
    let place = data.get::<Activity>(record).and_then(|activity| activity.place.as_deref());
    elements.extend(place.filter(|place| !place.trim().is_empty()).map(|place| {
        let location = XmlElement::new("location").attribute(EXTENSION_FIELD, "place");
        location.child(XmlElement::with_narrative("name", place))
    }));
    elements
}

/// Returns the share of each country in percent, if the data state them and they add up to 100.
fn shares<'a>(
    data: &'a Dataset,
    record: RecordRef,
    countries: &[&'a str],
) -> Option<Vec<(&'a str, &'a str)>> {
    let stated = &data.get::<Activity>(record)?.country_shares;
    let share = |id: &'a str| {
        let (_, share) = stated.iter().find(|(country, _)| ***country == *id)?;
        let is_share = share.parse::<f64>().is_ok_and(|share| (0.0..=WHOLE).contains(&share));
        (is_share && is_country_code(data, id)).then_some((id, &**share))
    };
    let shares: Vec<(&str, &str)> = countries.iter().map(|id| share(id)).collect::<Option<_>>()?;
    let sum: f64 = shares.iter().filter_map(|(_, share)| share.parse::<f64>().ok()).sum();
    ((sum - WHOLE).abs() < TOLERANCE).then_some(shares)
}

/// Returns the region of an activity, if it states one that the standard has a code for.
fn stated_region(data: &Dataset, record: RecordRef) -> Option<XmlElement> {
    let [name] = &data.get::<Activity>(record)?.regions[..] else { return None };
    let code = REGION.code(name)?;
    Some(region(code).child(XmlElement::new("narrative").text(name)))
}

fn region(code: &str) -> XmlElement {
    XmlElement::new("recipient-region")
        .attribute("vocabulary", REGION_VOCABULARY)
        .attribute("code", code)
}

/// Returns the fields of an activity that its places state.
pub(super) fn placed_fields(data: &Dataset, record: RecordRef) -> Vec<&'static str> {
    let mut fields = vec!["countries", "place"];
    if shares(data, record, &countries(data, record)).is_some() {
        fields.push("country_shares");
    }
    if countries(data, record).is_empty() && stated_region(data, record).is_some() {
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
