//! The columns that several lists have.

use crate::model::KindId;
use crate::query::ColumnSource::{Computed, Links};
use crate::query::{CellValue, Column};

/// The title of the record.
pub(super) const TITLE: Column = Column {
    key: "title",
    title: "Title",
    preposition: "called",
    hide_priority: 0,
    fills: true,
    value: Computed(|ctx, record| CellValue::Text(ctx.data.title(record))),
    ..Column::DEFAULT
};

/// The group of a record in a list of several kinds.
pub(super) const GROUP: Column = Column {
    key: "group",
    preposition: "among",
    hide_priority: 2,
    suppress_repeats: true,
    ..Column::DEFAULT
};

pub(super) const DATE: Column =
    Column { key: "date", title: "Date", preposition: "on", ..Column::DEFAULT };

pub(super) const KIND: Column =
    Column { key: "kind", title: "Kind", preposition: "kind", ..Column::DEFAULT };

pub(super) const PHASE: Column = Column {
    key: "phase",
    title: "Phase",
    preposition: "in phase",
    is_links: true,
    value: Links(&["phase", "phases"]),
    ..Column::DEFAULT
};

pub(super) const AGENCY: Column = Column {
    key: "agency",
    title: "Agencies",
    preposition: "with",
    is_links: true,
    value: Links(&["agency", "agencies"]),
    ..Column::DEFAULT
};

pub(super) const COUNTRY: Column = Column {
    key: "country",
    title: "Countries",
    preposition: "in",
    is_links: true,
    value: Links(&["country", "countries"]),
    ..Column::DEFAULT
};

/// The number of events that refer to the record.
pub(super) const EVENT_COUNT: Column = Column {
    key: "events",
    title: "Events found",
    preposition: "events",
    min_width: 6,
    value: Computed(|ctx, record| ctx.count_backlinks(record, KindId::Events)),
    ..Column::DEFAULT
};
