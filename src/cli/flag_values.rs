//! Parses the values of flags: sizes in bytes, screen sizes, days and durations.

use crate::error::{Error, Result};
use bytesize::ByteSize;
use jiff::SignedDuration;
use jiff::civil::Date;
use std::time::Duration;

/// The largest width or height of a screen that is drawn without a terminal, in cells.
const MAX_SCREEN_SIDE: u16 = 1000;
/// The longest interval between slides, in seconds: a day.
const MAX_INTERVAL_SECONDS: i64 = 86_400;

/// Parses a number of bytes with an optional unit, such as `64MB`.
pub(super) fn parse_bytes(text: &str) -> Result<u64, &'static str> {
    match text.parse() {
        // positions in a layer have 32 bits
        Ok(ByteSize(bytes)) if bytes > u64::from(u32::MAX) => Err("expected less than 4GiB"),
        Ok(ByteSize(bytes)) => Ok(bytes),
        Err(_) => Err("expected a size, e.g. 1000, 64MB or 1GiB"),
    }
}

/// Parses columns and rows, such as `120x36`; `flag` is named in the error.
pub(super) fn parse_screen_size(flag: &str, text: &str) -> Result<(u16, u16)> {
    let side =
        |text: &str| text.parse::<u16>().ok().filter(|cells| (1..=MAX_SCREEN_SIDE).contains(cells));
    let size = text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    size.ok_or_else(|| {
        Error::usage(format!("invalid size \"{text}\" for {flag}")).with_hint(format!(
            "expected WIDTHxHEIGHT, e.g. {flag} 120x36, at most \
             {MAX_SCREEN_SIDE}x{MAX_SCREEN_SIDE}"
        ))
    })
}

/// Parses a day; `flag` is named in the error.
pub(super) fn parse_day(flag: &str, text: &str) -> Result<Date> {
    text.parse().map_err(|_| {
        Error::usage(format!("invalid date \"{text}\" for {flag}"))
            .with_hint(format!("expected YYYY-MM-DD, e.g. {flag} 2018-10-12"))
    })
}

/// Parses the time between slides: at least a second, at most a day.
pub(super) fn parse_interval(text: &str) -> Result<Duration> {
    let interval: Option<SignedDuration> = text.parse().ok();
    interval
        .filter(|interval| (1..=MAX_INTERVAL_SECONDS).contains(&interval.as_secs()))
        .map(|interval| interval.unsigned_abs())
        .ok_or_else(|| {
            let message = format!("invalid duration \"{text}\": expected e.g. 20s or 1m (1s–24h)");
            Error::usage(message)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_decimal_and_binary_units() {
        let parsed = ["1000", "64MB", "1GiB", "4GiB", "x"].map(parse_bytes).map(Result::ok);
        assert_eq!(parsed, [Some(1000), Some(64_000_000), Some(1 << 30), None, None]);
    }

    #[test]
    fn screen_sizes_have_limits() {
        let parsed = ["120x36", "1000x1000", "80x1001", "0x24", "80"]
            .map(|text| parse_screen_size("--size", text).ok());
        assert_eq!(parsed, [Some((120, 36)), Some((1000, 1000)), None, None, None]);
    }

    #[test]
    fn intervals_are_between_a_second_and_a_day() {
        let seconds = ["1s", "1m", "24h", "500ms", "25h", "5"]
            .map(|text| parse_interval(text).ok().map(|interval| interval.as_secs()));
        assert_eq!(seconds, [Some(1), Some(60), Some(86_400), None, None, None]);
    }
}
