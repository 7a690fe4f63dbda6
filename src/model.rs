//! The records of the programme as plain structs, one struct per kind. Terms follow IATI 2.03.
//!
//! A new field is one line of a struct: it is then parsed, checked, shown in the detail, printed by
//! `gloact data` and part of the schema. Required fields stand before the `;`, optional ones after
//! it. A field that refers to other records has a name that [`LINK_FIELDS`] lists; a name means the
//! same in every kind. The comment on a field is its description in the schema.

mod activity;
mod agency;
mod agency_role;
mod budget_line;
mod claim;
mod contact;
mod country;
mod country_count;
mod currency_codes;
mod date_advice;
mod document;
pub mod edtf;
mod engagement;
mod event;
mod field_content;
mod field_heading;
mod field_prominence;
mod field_topic;
mod id_list_map;
mod indicator;
mod indicator_value;
mod instrument;
pub mod kind;
mod link_fields;
pub mod money;
mod money_totals;
mod not_stated;
mod object_only;
mod objective;
mod office;
mod origin_fields;
mod participant_count;
mod phase;
mod programme;
mod record;
mod record_fields;
mod record_macro;
pub mod record_path;
mod source;
pub mod text;
mod text_map;
mod unique_keys;
mod value_claims;

pub use activity::{ACTIVITY_STATUSES, Activity};
pub use agency::Agency;
pub use agency_role::AgencyRole;
pub use budget_line::{BUDGET_KINDS, BudgetLine};
pub use claim::{Claim, DifferenceGrade};
pub use contact::Contact;
pub use country::Country;
pub use country_count::CountryCount;
pub use currency_codes::is_currency;
pub use document::Document;
pub use edtf::EdtfDate;
pub use engagement::Engagement;
pub use event::{BORROWED_PLACE_LEGEND, EVENT_KINDS, Event, MeetingSeries, TemporalStatus};
pub use field_heading::field_heading;
pub use field_prominence::FieldProminence;
pub use field_topic::FieldTopic;
pub use id_list_map::IdListMap;
pub use indicator::{INDICATOR_LEVELS, Indicator, IndicatorBaseline, IndicatorPeriod};
pub use indicator_value::IndicatorValue;
pub use instrument::{INSTRUMENT_KINDS, Instrument};
pub use kind::KindId;
pub use link_fields::{LINK_FIELDS, LINK_MAP_FIELDS, RecordReference};
pub use money::Money;
pub use money_totals::MoneyTotals;
pub use not_stated::NOT_STATED;
pub use objective::Objective;
pub use office::Office;
pub use origin_fields::{OUR_READING, is_origin_field, origin_field};
pub use participant_count::ParticipantCount;
pub use phase::Phase;
pub use programme::Programme;
pub use record::Record;
pub use record_fields::RecordFields;
pub use record_path::RecordPath;
pub use source::Source;
pub use text::Text;
pub use text_map::TextMap;
pub use value_claims::{AgreeingClaims, ValueClaims};
