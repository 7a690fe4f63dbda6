//! The trait of all records: their fields, and their names on the screen.

use super::field_content::FieldContent;
use super::*;
use serde::{Deserialize, Serialize};

macro_rules! without_links_and_texts {
    ($($type:ty),*) => { $(impl FieldContent for $type {})* };
}

without_links_and_texts!(
    CountryCount,
    Money,
    MeetingSeries,
    ParticipantCount,
    IndicatorBaseline,
    IndicatorPeriod,
    IndicatorValue,
    AgencyRole,
    DifferenceGrade,
    serde_json::Number,
    u32,
    bool,
    [f64; 2]
);

/// A record: its fields, and its names on the screen.
pub trait Record:
    RecordFields + Serialize + for<'de> Deserialize<'de> + schemars::JsonSchema
{
    /// The word for one record in a sentence.
    const SINGULAR: &'static str;

    /// Returns the full title. Kinds that are named by their links have none.
    fn title(&self) -> &str {
        ""
    }

    /// Returns the name for chips, links and narrow columns.
    fn short_label(&self) -> &str {
        self.title()
    }
}

/// Implements `Record` for structs with a title: struct, word, field of the title, field of the
/// short label if it has one.
macro_rules! labelled {
    ($($type:ident $singular:literal $title:ident $($short:ident)?;)*) => { $(
        impl Record for $type {
            const SINGULAR: &'static str = $singular;

            fn title(&self) -> &str {
                &self.$title
            }

            $(fn short_label(&self) -> &str {
                self.$short.as_deref().unwrap_or(&self.$title)
            })?
        }
    )* };
}

labelled! {
    Programme "programme" title short;
    Phase "phase" title short;
    Objective "objective" title short;
    Country "country" name short;
    Office "office" name;
    Event "event" title;
    Activity "activity" title;
    Indicator "indicator" title;
    Document "document" title;
    Contact "contact" name;
    Instrument "instrument" title short;
    Source "source" title;
}

impl Record for Agency {
    const SINGULAR: &'static str = "agency";

    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    fn short_label(&self) -> &str {
        &self.name
    }
}

/// A line without a title is named by its links and its amount.
impl Record for BudgetLine {
    const SINGULAR: &'static str = "budget line";

    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }
}

impl Record for Engagement {
    const SINGULAR: &'static str = "engagement";
}

impl RecordFields for ValueClaims {
    const NEEDED_FIELDS: &'static [&'static str] = &[];

    const FIELDS: &'static [&'static str] = &[];

    fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>)) {
        for claim in &self.0 {
            claim.for_each_link(visit);
        }
    }
}

impl Record for ValueClaims {
    const SINGULAR: &'static str = "citation";
}
