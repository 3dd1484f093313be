//! Days of the times at which something was kept. They are told as they stand there, in no time zone but that of the clock.

use crate::incident::Date;

/// The day of a time as RFC 3339 has it; `None` for what is no such time.
pub(super) fn day_of(time: &str) -> Option<Date> {
    time.get(..10).and_then(|day| Date::parse(day).ok())
}

/// The day of a time in words, "27 November 2026"; what is no such time stays as it is.
pub(super) fn day(time: &str) -> String {
    day_of(time).map_or_else(|| time.to_owned(), |day| day.plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_time_is_told_in_words_and_anything_else_as_it_is() {
        assert_eq!(day("2026-11-27T23:59:59Z"), "27 November 2026");
        assert_eq!([day(""), day("27 November"), day("é2026-11-27")], ["", "27 November", "é2026-11-27"]);
    }
}
