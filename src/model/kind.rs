//! The kinds of record: one table, from which `KindId` and the maps of the data set are made.

use super::*;
use crate::error::{Error, Result};
use std::fmt;

/// Calls a macro with all kinds of record, in the order of `gloact data`: variant, name, struct.
/// A kind is added here, and as a struct of the model.
macro_rules! for_each_kind {
    ($callback:ident) => {
        $callback! {
            Programme programme: Programme,
            Phases phases: Phase,
            Objectives objectives: Objective,
            Agencies agencies: Agency,
            Engagements engagements: Engagement,
            Countries countries: Country,
            Offices offices: Office,
            Events events: Event,
            Activities activities: Activity,
            Budgets budgets: BudgetLine,
            Indicators indicators: Indicator,
            Documents documents: Document,
            Contacts contacts: Contact,
            Instruments instruments: Instrument,
            Sources sources: Source,
            Citations citations: ValueClaims,
        }
    };
}

pub(crate) use for_each_kind;

macro_rules! define_kind_id {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum KindId {
            $($variant,)*
        }

        impl KindId {
            /// All kinds, in the order of the data.
            pub const ALL: &[KindId] = &[$(KindId::$variant),*];

            /// Returns the name of the kind: the first word of a path, the key in a layer.
            pub const fn name(self) -> &'static str {
                match self {
                    $(KindId::$variant => stringify!($name),)*
                }
            }

            /// Returns the kind with this name.
            pub fn from_name(name: &str) -> Option<KindId> {
                match name {
                    $(stringify!($name) => Some(KindId::$variant),)*
                    _ => None,
                }
            }

            /// Returns the word for one record of the kind, as used in a sentence.
            pub const fn singular(self) -> &'static str {
                match self {
                    $(KindId::$variant => <$type as Record>::SINGULAR,)*
                }
            }

            /// Returns the fields that a record of the kind cannot do without.
            pub const fn needed_fields(self) -> &'static [&'static str] {
                match self {
                    $(KindId::$variant => <$type as RecordFields>::NEEDED_FIELDS,)*
                }
            }

            /// Returns the fields that a record of the kind may have.
            pub const fn fields(self) -> &'static [&'static str] {
                match self {
                    $(KindId::$variant => <$type as RecordFields>::FIELDS,)*
                }
            }
        }
    };
}

for_each_kind!(define_kind_id);

impl KindId {
    /// Returns the kind called `name`.
    ///
    /// # Errors
    /// An unknown name is a usage error whose hint suggests the nearest known one.
    pub fn parse(name: &str) -> Result<KindId> {
        let names = || KindId::ALL.iter().map(|kind| kind.name());
        KindId::from_name(name).ok_or_else(|| Error::unknown_name("kind of record", name, names()))
    }
}

impl fmt::Display for KindId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
