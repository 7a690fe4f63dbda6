//! The data that the program carries, as texts.

use crate::model::KindId;
use crate::model::kind::for_each_kind;

macro_rules! define_bundled_texts {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// The texts that the program carries, one for each kind.
        pub(super) const BUNDLED_TEXTS: &[(KindId, &str)] = &[$((
            KindId::$variant,
            include_str!(concat!("../../data/", stringify!($name), ".json")),
        ),)*];
    };
}

for_each_kind!(define_bundled_texts);
