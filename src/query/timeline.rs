//! Dates on the screen: the time scale and the lanes of events.

pub mod lanes;
pub mod time_scale;
