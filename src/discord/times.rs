//! Days of the times at which something was kept. They are told as they stand there, in no time zone but that of the clock.

use crate::incident::Date;

/// The day of a time as RFC 3339 has it; `None` for what is no such time.
pub(super) fn day_of(time: &str) -> Option<Date> {
    time.get(..10).and_then(|day| Date::parse(day).ok())
}
