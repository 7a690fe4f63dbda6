//! Loads a data set: base texts, and overrides merged over them.

use super::dataset::Dataset;
use super::layer::Layer;
use super::merge::merge_layers;
use crate::model::KindId;
use crate::model::kind::for_each_kind;

macro_rules! define_bundled_texts {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// The texts that the program carries, one for each kind.
        const BUNDLED_TEXTS: &[(KindId, &str)] = &[$((
            KindId::$variant,
            include_str!(concat!("../../data/", stringify!($name), ".json")),
        ),)*];
    };
}

for_each_kind!(define_bundled_texts);

impl Dataset {
    /// Returns the data that the program carries, without overrides.
    pub fn bundled() -> Dataset {
        Dataset::load(Vec::new())
    }

    /// Merges `layers` over the bundled data, the last layer on top. Nothing in a layer makes this
    /// fail: a faulty record becomes a finding and the record below it stays.
    pub fn load(layers: Vec<Layer>) -> Dataset {
        Dataset::with_base(BUNDLED_TEXTS, layers)
    }

    /// Does the same over other base texts than the bundled ones. A kind that `base` leaves out has
    /// no records.
    pub fn with_base(base: &[(KindId, &'static str)], layers: Vec<Layer>) -> Dataset {
        let text_of =
            |kind| base.iter().find(|(other, _)| *other == kind).map_or("{}", |(_, text)| text);
        let base = KindId::ALL.iter().map(|kind| Layer::base(*kind, text_of(*kind)));
        let mut data = Dataset::with_layers(base.chain(layers).collect());
        merge_layers(&mut data);
        if data.has_overrides() {
            // checked at once: the status line shows problems in overrides from the start
            data.problems();
        }
        data
    }
}
