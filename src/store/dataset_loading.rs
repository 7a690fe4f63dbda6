//! Loads a data set: base texts, and overrides merged over them.

use super::bundled_texts::BUNDLED_TEXTS;
use super::dataset::Dataset;
use super::layer::{Layer, REFERENCE_NAME};
use super::layer_merge::merge_layers;
use super::reference_countries::REFERENCE_COUNTRIES;
use crate::model::KindId;

impl Dataset {
    /// Returns the data that the program carries, without overrides.
    pub fn bundled() -> Dataset {
        Dataset::load(Vec::new())
    }

    /// Merges `layers` over the bundled data, the last layer on top. Base layers among them, which
    /// come first, are a programme in place of the bundled one; only names, codes, points and M49
    /// regions of the bundled countries lie below it. Nothing in a layer makes this fail: a faulty
    /// record becomes a finding and the record below it stays.
    pub fn load(layers: Vec<Layer>) -> Dataset {
        if !layers.iter().any(Layer::is_base) {
            return Dataset::with_base(BUNDLED_TEXTS, layers);
        }
        let reference = Layer::base(REFERENCE_NAME, KindId::Countries, &REFERENCE_COUNTRIES);
        Dataset::merge(std::iter::once(reference).chain(layers).collect())
    }

    /// Returns the layers of the bundled programme, to be shown with others.
    pub fn bundled_layers() -> Vec<Layer> {
        let layer = |(kind, text): &(KindId, &'static str)| {
            Layer::base(&format!("bundled {kind}.json"), *kind, text)
        };
        BUNDLED_TEXTS.iter().map(layer).collect()
    }

    /// Returns the data without overrides.
    pub fn without_overrides(&self) -> Dataset {
        let base = self.layers.iter().filter(|layer| layer.is_base());
        Dataset::merge(base.cloned().collect())
    }

    /// Merges `layers` over other base texts than the bundled ones. A kind that `base` leaves out
    /// has no records.
    pub fn with_base(base: &[(KindId, &'static str)], layers: Vec<Layer>) -> Dataset {
        let text_of =
            |kind| base.iter().find(|(other, _)| *other == kind).map_or("{}", |(_, text)| text);
        let base = KindId::ALL
            .iter()
            .map(|kind| Layer::base(&format!("bundled {kind}.json"), *kind, text_of(*kind)));
        Dataset::merge(base.chain(layers).collect())
    }

    pub(super) fn merge(layers: Vec<Layer>) -> Dataset {
        let mut data = Dataset::with_layers(layers);
        merge_layers(&mut data);
        if data.may_have_problems() {
            // checked at once: the status line shows problems from the start
            data.problems();
        }
        data
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;
    use serde::de::IgnoredAny;

    #[test]
    fn bundled_records_are_all_there_in_the_order_of_their_files() -> serde_json::Result<()> {
        let data = Dataset::bundled();
        for (kind, text) in BUNDLED_TEXTS {
            let members: IndexMap<String, IgnoredAny> = serde_json::from_str(text)?;
            let stated = members.keys().map(String::as_str).filter(|key| !key.starts_with('$'));
            let ids: Vec<&str> = data.records(*kind).map(|record| data.id(record)).collect();
            assert_eq!(ids, stated.collect::<Vec<_>>(), "{kind}");
        }
        Ok(())
    }
}
