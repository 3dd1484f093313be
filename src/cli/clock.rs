//! The only place that reads the clock: the day on which a question is asked, the time of an edit. Both are UTC, so that
//! the same command means the same on every machine.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::incident::Date;

const SECONDS_OF_DAY: u64 = 86_400;

/// Today.
pub(super) fn today() -> anyhow::Result<Date> {
    let (year, month, day) = civil(seconds() / SECONDS_OF_DAY);
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).context("cannot tell today's date")
}

/// Now, as RFC 3339 has it: `2026-11-01T09:30:00Z`.
pub(super) fn timestamp() -> String {
    rfc3339(seconds())
}

/// An id for something that is done now: those of Discord are numbers alone.
pub(super) fn event() -> String {
    format!("c{:x}-{:x}", since_1970().as_nanos(), std::process::id())
}

/// The time so many seconds ago.
pub(super) fn timestamp_ago(ago: u64) -> String {
    rfc3339(seconds().saturating_sub(ago))
}

/// The time in so many seconds.
pub(super) fn timestamp_ahead(ahead: u64) -> String {
    rfc3339(seconds().saturating_add(ahead))
}

/// A time that something else has, such as a file.
pub(super) fn timestamp_of(time: SystemTime) -> String {
    rfc3339(time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

fn seconds() -> u64 {
    since_1970().as_secs()
}

#[expect(clippy::disallowed_methods, reason = "the edge where the time comes in")]
fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn rfc3339(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / SECONDS_OF_DAY);
    let rest = seconds % SECONDS_OF_DAY;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// Year, month and day that lie so many days after 1 January 1970, in the Gregorian calendar.
/// Howard Hinnant's [`civil_from_days`](https://howardhinnant.github.io/date_algorithms.html): years begin in March, so
/// that the leap day is the last one.
const fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = days / 146_097 * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_days_across_leap_years_and_centuries() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_200, "2024-03-01T00:00:00Z"),
            (1_793_525_400, "2026-11-01T09:30:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }
}
