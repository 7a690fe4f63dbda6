//! Checks countries: their points on the map, and the agencies of each phase.

use super::Report;
use crate::model::{Country, KindId, RecordPath};
use std::collections::HashMap;

/// The largest latitude and longitude, in degrees.
const MAX_DEGREES: [f64; 2] = [90.0, 180.0];

impl Report<'_> {
    pub(super) fn check_countries(&mut self) {
        let data = self.data;
        for (id, country) in data.countries().iter() {
            let path = RecordPath::for_record(KindId::Countries, id);
            self.check_point(&path, country);
            self.check_agencies_by_phase(&path, country);
        }
        self.check_country_ids();
    }

    /// Warns about a country that is known under another id: it would stand beside that one.
    fn check_country_ids(&mut self) {
        let data = self.data;
        // only places with a code in ISO 3166-1 have one of three letters
        let known = data.countries().iter().filter(|(_, country)| country.iso3.is_some());
        let mut ids: HashMap<&str, &str> = HashMap::new();
        for (id, country) in known {
            let names =
                [Some(id), country.iso3.as_ref(), country.m49.as_ref(), Some(&country.name)];
            ids.extend(names.into_iter().flatten().map(|name| (&**name, &**id)));
        }
        for (id, country) in data.countries().iter().filter(|(_, it)| it.iso3.is_none()) {
            let same = ids.get(&*id.to_uppercase()).or_else(|| ids.get(&*country.name));
            let Some(code) = same else { continue };
            let name = data.countries().get(code).map_or(*code, |known| &*known.name);
            let message =
                format!("\"{id}\" is a second country beside {name}, which has the id \"{code}\"");
            let hint = format!("write \"{code}\" here and in all fields that name it");
            self.warning(RecordPath::for_record(KindId::Countries, id), message, Some(hint));
        }
    }

    fn check_point(&mut self, path: &RecordPath, country: &Country) {
        let Some(point) = country.point else { return };
        let names = ["latitude", "longitude"];
        for ((degrees, max), name) in point.into_iter().zip(MAX_DEGREES).zip(names) {
            if degrees.abs() > max {
                let message = format!("{name} {degrees} is not between -{max} and {max}");
                let hint = "give a point as [latitude, longitude] in degrees".into();
                self.error(path.join("point"), message, Some(hint));
            }
        }
    }

    fn check_agencies_by_phase(&mut self, path: &RecordPath, country: &Country) {
        for (phase, agencies) in country.agencies_by_phase.iter() {
            let path = path.join("agencies_by_phase").join(phase);
            if !country.phases.contains(phase) {
                let message = format!("the country is not in the phase \"{phase}\"");
                self.warning(path.clone(), message, Some("add it to \"phases\"".into()));
            }
            for agency in agencies.iter().filter(|id| !country.agencies.contains(id)) {
                let message = format!("\"{agency}\" is not among the agencies of the country");
                let hint = "add it to \"agencies\", which names those of all phases".into();
                self.warning(path.clone(), message, Some(hint));
            }
        }
    }
}
