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
    fields: &["title", "name"],
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

pub(super) const OBJECTIVE: Column = Column {
    key: "objective",
    title: "Objectives",
    preposition: "for objective",
    is_links: true,
    value: Links(&["objective", "objectives"]),
    ..Column::DEFAULT
};

/// The activity that a record is about.
pub(super) const ACTIVITY: Column = Column {
    key: "activity",
    title: "Activity",
    preposition: "of activity",
    min_width: 0,
    is_links: true,
    value: Links(&["activity"]),
    ..Column::DEFAULT
};

pub(super) const DONOR: Column = Column {
    key: "donor",
    title: "Donors",
    preposition: "funded by",
    is_links: true,
    value: Links(&["donor", "donors"]),
    ..Column::DEFAULT
};

pub(super) const PLACE: Column =
    Column { key: "place", title: "Place", preposition: "at", ..Column::DEFAULT };

pub(super) const STATUS: Column = Column { key: "status", title: "Status", ..Column::DEFAULT };

pub(super) const YEAR: Column =
    Column { key: "year", title: "Year", preposition: "year", ..Column::DEFAULT };

/// The phase of a record that may name it only by its objective or its activity.
pub(super) const DERIVED_PHASE: Column = Column {
    value: Computed(|ctx, record| ctx.record_links(KindId::Phases, ctx.data.phase_of(record))),
    ..PHASE
};
