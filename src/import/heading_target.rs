//! The part of a record that a heading of a sheet stands for.

/// The part of a record that a heading stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingTarget {
    /// The key by which a row is found again.
    Key,
    /// The first of these fields that the kind has.
    Field(&'static [&'static str]),
    /// A part of the date.
    Date(DatePart),
    /// A part of the date on which something took place, beside a planned one.
    ActualDate(DatePart),
    /// The reason of a rejected row, which the program wrote itself.
    Reason,
}

/// A part of a date that has a column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    Start,
    End,
    Month,
    Year,
}
