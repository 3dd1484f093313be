//! What sentences take over from those before them: the day told last, and the time of a scene that lies years back.

use super::days::{self, Calendar, Serial, When};
use super::sentences::{Part, Sentence};

/// A day told before counts for so many sentences.
const FAR_DAY: usize = 3;

/// A scene older than this lies back.
const OLD_DAYS: Serial = 366;

/// The day of a scene stands among so many words from the beginning.
const OPENING: usize = 8;

/// Notes for each sentence of the body which day was told last before it, and whether its scene lies years back.
pub(super) fn set(sentences: &mut [Sentence], text: &str, calendar: Calendar<'_>) {
    let Some(today) = calendar.today else { return };
    let recent = |when: &When| (0..=60).contains(&(today - when.last));
    let mut told: Option<(usize, Serial)> = None;
    let mut of_old = false;
    let mut first = None;
    let mut any_recent = false;
    let mut end = 0;
    for sentence in sentences.iter_mut().filter(|sentence| sentence.part == Part::Body) {
        if text.get(end..sentence.start).is_some_and(|between| between.contains('\n')) {
            of_old = false;
        }
        end = sentence.end;
        sentence.told = told.filter(|(at, _)| sentence.order - at <= FAR_DAY).map(|(_, day)| day);
        let whens = days::find(sentence, calendar);
        any_recent |= whens.iter().any(recent);
        let opens = whens.first().filter(|when| when.start <= OPENING && today - when.last > OLD_DAYS);
        if opens.is_some() && !whens.iter().any(recent) {
            of_old = true;
            first.get_or_insert(sentence.order);
        } else if !whens.is_empty() || speaks_of_now(sentence) {
            of_old = false;
        }
        sentence.of_old = of_old;
        if let Some(when) = whens.iter().rev().find(|when| when.first == when.last) {
            told = Some((sentence.order, when.first));
        }
    }
    // A text that begins years ago and tells no day of now looks back throughout.
    if first == Some(0) && !any_recent {
        for sentence in sentences.iter_mut().filter(|sentence| sentence.part == Part::Body && !speaks_of_now(sentence)) {
            sentence.of_old = true;
        }
    }
}

/// "now", "has expelled": what is told so is not of the scene before.
fn speaks_of_now(sentence: &Sentence) -> bool {
    let plain = |at: usize| !sentence.quoted.get(at).copied().unwrap_or(false);
    (0..sentence.tokens.len()).any(|at| plain(at) && matches!(sentence.word(at), "now" | "has" | "have" | "today" | "currently"))
}
