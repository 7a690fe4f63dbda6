//! Defines the lists of records: one for each pane, and one for each other kind.

pub mod by_kind;
pub mod countries;
pub mod documents;
pub mod events;
pub mod overview;
pub mod phases;
pub mod sources;

use super::ColumnSource::{Computed, Links};
use super::{CellValue, Column};
use crate::model::KindId;

/// The title of the record.
const TITLE: Column = Column {
    key: "title",
    title: "Title",
    preposition: "called",
    hide_priority: 0,
    fills: true,
    value: Computed(|ctx, record| CellValue::Text(ctx.data.title(record))),
    ..Column::DEFAULT
};

/// The group of a record in a list of several kinds.
const GROUP: Column = Column {
    key: "group",
    preposition: "among",
    hide_priority: 2,
    suppress_repeats: true,
    ..Column::DEFAULT
};

const DATE: Column = Column { key: "date", title: "Date", preposition: "on", ..Column::DEFAULT };

const KIND: Column = Column { key: "kind", title: "Kind", preposition: "kind", ..Column::DEFAULT };

const PHASE: Column = Column {
    key: "phase",
    title: "Phase",
    preposition: "in phase",
    is_links: true,
    value: Links(&["phase", "phases"]),
    ..Column::DEFAULT
};

const AGENCY: Column = Column {
    key: "agency",
    title: "Agencies",
    preposition: "with",
    is_links: true,
    value: Links(&["agency", "agencies"]),
    ..Column::DEFAULT
};

const COUNTRY: Column = Column {
    key: "country",
    title: "Countries",
    preposition: "in",
    is_links: true,
    value: Links(&["country", "countries"]),
    ..Column::DEFAULT
};

/// The number of events that refer to the record.
const EVENT_COUNT: Column = Column {
    key: "events",
    title: "Events found",
    preposition: "events",
    min_width: 6,
    value: Computed(|ctx, record| ctx.count_backlinks(record, KindId::Events)),
    ..Column::DEFAULT
};
