//! How an act stands to the news: told as having happened, as its occasion, as lying back, or as not having happened.

use super::days::{Calendar, Serial, When};
use super::events::Standing;
use super::sentences::{Part, Sentence};
use super::wordings::{Cue, EventCue, Wordings, is_participle};
use crate::vocabulary::Found;

/// An act older than this is not the news.
const OLD_DAYS: Serial = 100;

/// Most words between an old day, or a word that looks back, and the act that it dates.
const NEAR_DAY: usize = 12;
const NEAR_BACKGROUND: usize = 8;

/// Most words between what makes an act hypothetical, negated or an occasion and the act.
const NEAR_HYPOTHETICAL: usize = 5;
const NEAR_NEGATED: usize = 3;
const NEAR_OCCASION: usize = 7;
/// The same for a phrase of several words, which reaches further: "in response to the decision of …".
const NEAR_OCCASION_PHRASE: usize = 14;

/// Most words between an auxiliary and the second verb that shares it.
const FAR_MODAL: usize = 14;

/// The words of reporting in a sentence; "may" is none in "18 May", nor "risk" in "Artists at Risk".
pub(super) fn reporting(sentence: &Sentence, whens: &[When], wordings: &Wordings) -> Vec<Found<Cue>> {
    let dated = |at: usize| whens.iter().any(|when| (when.start..when.end).contains(&at));
    let mut cues = wordings.cues(&sentence.tokens);
    let name = |at: usize| {
        let capital = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.word.capital);
        sentence.part == Part::Body && at > 0 && capital(at)
    };
    cues.retain(|cue| cue.meaning != Cue::Hypothetical || cue.end > cue.start + 1 || !dated(cue.start) && !name(cue.start));
    cues
}

/// `None` for what did not happen.
pub(super) fn standing(
    act: &Found<EventCue>,
    sentence: &Sentence,
    cues: &[Found<Cue>],
    whens: &[When],
    calendar: Calendar<'_>,
) -> Option<Standing> {
    let verb = act_start(act, sentence);
    // "Recalling the envoy would cost little", "he would expel them all": nobody has announced it.
    let would = (verb.saturating_sub(3)..act.end + 3).any(|at| sentence.word(at) == "would");
    let announced = cues.iter().any(|cue| matches!(cue.meaning, Cue::Says | Cue::Confirms | Cue::According));
    // A headline that says "would" tells a wish.
    if would && (!announced || sentence.part != Part::Body) {
        return None;
    }
    // "marked the 60th anniversary of the establishment".
    if cues.iter().any(|cue| cue.meaning == Cue::Anniversary && cue.end <= verb) {
        return Some(Standing::Background);
    }
    if is_unreal(act, sentence, cues) || is_refuted(act, verb, cues) {
        return None;
    }
    // "It is forty years since the two opened relations", "a decade after it expelled them".
    let years = |found: &Found<Cue>| {
        found.meaning == Cue::Ago
            && found.end <= act.start
            && act.start - found.end <= NEAR_OCCASION_PHRASE
            && !comma_between(sentence, found.end, act.start)
    };
    if cues.iter().any(years) {
        return Some(Standing::Background);
    }
    // "ending years of talks that had been suspended twice".
    let second = act.words.get(1).copied().unwrap_or(act.start);
    let had = |at: usize| matches!(sentence.word(at), "that" | "which" | "who") && sentence.word(at + 1) == "had";
    if act.meaning.passive && (act.start..second).any(had) {
        return Some(Standing::Background);
    }
    let lies_back = |when: &When| calendar.today.is_some_and(|today| today - when.last > OLD_DAYS);
    let dated = nearest(act, sentence, whens, cues);
    // An old day makes the act old if it opens the sentence or stands near, and is not part of a name ("the 2015 deal").
    let beside = |when: &When| {
        let (from, to) = if when.end <= act.start { (when.end, act.start) } else { (act.end, when.start) };
        let open = when.start <= 5 && when.end <= act.start;
        let named = when.start.checked_sub(1).is_some_and(|at| matches!(sentence.word(at), "of" | "the"));
        // "the dark days of 2010, when China froze all contacts".
        let scene = sentence.word(when.end) == "when" && when.end <= act.start;
        open || scene || to.saturating_sub(from) <= NEAR_DAY && !named
    };
    let dated_back = dated.is_some_and(|when| lies_back(&when) && beside(&when));
    let near_cue =
        |found: &Found<Cue>| found.meaning == Cue::Background && found.start.abs_diff(verb) <= NEAR_BACKGROUND && !inside(found, act);
    let looks_back = cues.iter().any(near_cue) && dated.is_none_or(|when| lies_back(&when));
    let of_scene = sentence.of_old && dated.is_none_or(|when| lies_back(&when));
    if dated_back || of_scene || looks_back && sentence.part != Part::Title {
        return Some(Standing::Background);
    }
    Some(if is_occasion(act, sentence, cues, whens) { Standing::Occasion } else { Standing::News })
}

/// Threatened, planned, asked for, denied, or only under a condition.
fn is_unreal(act: &Found<EventCue>, sentence: &Sentence, cues: &[Found<Cue>]) -> bool {
    let verb = act_start(act, sentence);
    // "rejecting reports on social media that it had recalled": a phrase reaches further than a word.
    let denied = cues.iter().any(|found| {
        found.meaning == Cue::Negated
            && found.words.len() > 1
            && found.end <= verb
            && verb - found.end <= NEAR_BACKGROUND
            && !goes_on(sentence, found.end, verb)
    });
    let before = |cue: Cue, near: usize| {
        cues.iter().any(|found| {
            found.meaning == cue
                && found.end <= verb
                && verb - found.end <= near
                && !breaks(sentence, found.end, verb)
                && !inside(found, act)
        })
    };
    // "The consulate must be shut by Friday" is an order.
    let ordered = act.meaning.passive
        && (act.start..verb).any(|at| sentence.word(at) == "must")
        && (act.end..act.end + 3).any(|at| matches!(sentence.word(at), "by" | "until" | "before" | "within"));
    let condition =
        (verb.saturating_sub(10)..verb).any(|at| matches!(sentence.word(at), "if" | "unless" | "whether") && !breaks(sentence, at, verb));
    let behind = (act.end..sentence.tokens.len())
        .any(|at| matches!(sentence.word(at), "unless" | "if") && sentence.quoted.get(at) == sentence.quoted.get(act.start));
    before(Cue::Hypothetical, NEAR_HYPOTHETICAL) && !ordered
        || shares_modal(act, sentence, cues)
        || before(Cue::Negated, NEAR_NEGATED)
        || denied
        || condition
        || behind
}

/// "Reports that Ghana had closed its border were false".
fn is_refuted(act: &Found<EventCue>, verb: usize, cues: &[Found<Cue>]) -> bool {
    let told = |found: &Found<Cue>| found.meaning == Cue::Hearsay && found.end <= verb && verb - found.end <= NEAR_BACKGROUND;
    cues.iter().any(told) && cues.iter().any(|found| found.meaning == Cue::Refuted && found.start >= act.end)
}

/// What the news follows on: "after it had recalled", "a border post that has been shut since".
fn is_occasion(act: &Found<EventCue>, sentence: &Sentence, cues: &[Found<Cue>], whens: &[When]) -> bool {
    // "over the weekend" tells a time, not an occasion.
    let times = |at: usize| whens.iter().any(|when| (when.start.saturating_sub(1)..when.end).contains(&at));
    let occasion = cues.iter().any(|found| {
        found.meaning == Cue::Subordinate
            && found.end <= act.start
            && act.start - found.end <= if found.words.len() > 2 { NEAR_OCCASION_PHRASE } else { NEAR_OCCASION }
            && !comma_between(sentence, found.end, act.start)
            && !times(found.end)
            && !inside(found, act)
    });
    // "reopen a border post that has been shut since".
    let second = act.words.get(1).copied().unwrap_or(act.start);
    let relative = act.meaning.passive && (act.start..second).any(|at| matches!(sentence.word(at), "that" | "which" | "who"));
    occasion || relative
}

/// "Canada should recall its ambassador and impose sanctions": the second verb has the auxiliary of the first.
fn shares_modal(act: &Found<EventCue>, sentence: &Sentence, cues: &[Found<Cue>]) -> bool {
    let joined = act.start > 0 && matches!(sentence.word(act.start - 1), "and" | "or");
    let plain = !["ed", "s", "ing"].iter().any(|end| sentence.word(act.start).ends_with(end));
    // "called for a boycott and for the recall of the ambassador".
    let article = usize::from(matches!(sentence.word(act.start.saturating_sub(1)), "the" | "a" | "an"));
    let noun = act.start >= 2 + article
        && sentence.word(act.start - 1 - article) == "for"
        && sentence.word(act.start - 2 - article) == "and"
        && cues.iter().any(|cue| cue.meaning == Cue::Hypothetical && cue.end < act.start && act.start - cue.end <= FAR_MODAL);
    noun || joined
        && plain
        && !act.meaning.passive
        && cues.iter().any(|cue| cue.meaning == Cue::Hypothetical && cue.end < act.start && act.start - cue.end <= FAR_MODAL)
}

/// Where its verb stands, roughly: the first word of an active wording, the last of a passive one that is a participle, or else no preposition.
pub(super) fn act_start(act: &Found<EventCue>, sentence: &Sentence) -> usize {
    if !act.meaning.passive {
        return act.start;
    }
    let particle = |at: &&usize| {
        matches!(
            sentence.word(**at),
            "to" | "in" | "for" | "by" | "on" | "over" | "at" | "from" | "of" | "after" | "while" | "when" | "during"
        )
    };
    let participle = |at: &&usize| sentence.tokens.get(**at).is_some_and(is_participle) && **at > act.start;
    let last = act.words.iter().rev().find(|at| !particle(at)).or(act.words.last());
    act.words.iter().rev().find(participle).or(last).copied().unwrap_or(act.start)
}

fn inside(cue: &Found<Cue>, act: &Found<EventCue>) -> bool {
    cue.words.iter().any(|word| act.words.contains(word))
}

/// Whether a clause ends between two words.
fn breaks(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from..=to).any(|at| at > from && sentence.before(at) != ' ')
        || (from..to).any(|at| matches!(sentence.word(at), "but" | "and" | "after" | "that"))
}

/// Whether what is denied has ended: "dismissed the claims and expelled", "rejected reports, expelling".
fn goes_on(sentence: &Sentence, from: usize, to: usize) -> bool {
    comma_between(sentence, from, to) || (from..to).any(|at| matches!(sentence.word(at), "and" | "but" | "after"))
}

fn comma_between(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|at| sentence.before(at) != ' ')
}

/// The day that stands nearest to an act and does not belong to another one.
pub(super) fn nearest(act: &Found<EventCue>, sentence: &Sentence, whens: &[When], cues: &[Found<Cue>]) -> Option<When> {
    let distance = |when: &When| {
        let apart = if when.end <= act.start { act.start - when.end } else { when.start.saturating_sub(act.end) };
        let (from, to) = (when.start.min(act.end), when.start.max(act.end));
        let said =
            (when.start.saturating_sub(2)..when.start).any(|at| matches!(sentence.word(at), "said" | "says" | "announced" | "confirmed"));
        let of_other = when.start >= act.end
            && !said
            && cues.iter().any(|cue| {
                cue.meaning == Cue::Subordinate && cue.start >= from && cue.end <= to && !(when.start..when.end).contains(&cue.end)
            });
        let limit = when
            .start
            .checked_sub(1)
            .map(|at| if matches!(sentence.word(at), "midnight" | "noon") { at.saturating_sub(1) } else { at })
            .is_some_and(|at| match sentence.word(at) {
                "by" | "until" | "before" | "than" | "till" | "from" => true,
                // "have been held since Friday" tells when they were taken.
                // "a shop, closed since 1990".
                "since" => when.first != when.last && !(act.end..=act.end + 4).contains(&when.start),
                _ => false,
            });
        // "restrictions that were imposed in 2023": the day of another verb.
        let of_clause = when.start >= act.end
            && (act.end.saturating_sub(1)..when.start).any(|at| matches!(sentence.word(at), "that" | "which" | "who" | "whom" | "where"));
        // "the largest such cull since the 45 sent away in 2023", "the first since 2019".
        let compared = when.start >= act.end
            && (act.end..when.start).any(|at| {
                sentence.word(at) == "since"
                    && (act.end.saturating_sub(1)..at).any(|at| {
                        let word = sentence.word(at);
                        matches!(word, "first" | "most" | "worst" | "1st") || word.len() > 5 && word.ends_with("est")
                    })
            });
        // "announced on Tuesday that it had called its ambassador home on Sunday".
        let told = when.end <= act.start
            && (when.end..act.start).any(|at| sentence.word(at) == "that")
            && (when.start.saturating_sub(2)..when.start).any(|at| {
                matches!(sentence.word(at), "said" | "says" | "announced" | "confirmed" | "told" | "reported" | "disclosed" | "revealed")
            });
        let turned =
            when.end <= act.start && (when.end..act.start).any(|at| matches!(sentence.word(at), "but" | "while" | "whereas" | "although"));
        apart
            + if turned { 40 } else { 0 }
            + if told { 6 } else { 0 }
            + if of_other { 25 } else { 0 }
            + if of_clause || compared { 40 } else { 0 }
            + if limit { 40 } else { 0 }
    };
    whens
        .iter()
        .filter(|when| !when.of_next || when.start < act.start)
        .filter(|when| distance(when) < 40)
        .min_by_key(|when| distance(when))
        .copied()
}
