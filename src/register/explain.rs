//! `ask --explain`: how the question was read, what matched and why not the others, in words for people.

use crate::answer::{Answer, Outcome};
use crate::incident::{Aspect, DayNumber, Kind, MONTHS, Party};
use crate::question::{Intent, Question, Role};
use crate::search::{Direction, Hit, Match, Time};

use super::{Register, Turn};

/// Incidents shown; what comes behind them is seldom near.
const SHOWN: usize = 5;
/// An act explained this far is the one asked about, not one that is only near or told beside.
const SAME_ACT: f32 = 0.9;

/// How the answer came about.
pub fn explain(register: &Register, answer: &Answer, turn: &Turn) -> String {
    let question = &turn.question;
    let mut lines = vec!["How it was read".to_owned()];
    lines.extend(reading(question, register).into_iter().map(|(what, words)| format!("  {what}: {words}")));
    lines.push("How it came out".to_owned());
    lines.push(format!("  {}", outcome(answer, question.inherited)));
    let hits = register.index().find(question, register.vocabulary(), &[]);
    lines.push("What matched".to_owned());
    if hits.is_empty() {
        lines.push("  no incident shares a party, an act or a telling word with the question".to_owned());
    }
    let best = hits.iter().map(|hit| hit.share).fold(0.0, f32::max);
    for hit in hits.iter().take(SHOWN) {
        lines.extend(matched(hit, best, question, answer, register));
    }
    if hits.len() > SHOWN {
        lines.push(format!("  and {} more that match less", hits.len() - SHOWN));
    }
    lines.join("\n")
}

/// What the question was taken to say, part by part; parts that it does not have are left out.
fn reading(question: &Question, register: &Register) -> Vec<(&'static str, String)> {
    let names = |role: Role| {
        let names: Vec<&str> =
            question.parties_as(role).into_iter().map(|party: Party| register.vocabulary().names.name_of(party)).collect();
        names.join(", ")
    };
    let aspects: Vec<&str> = question.aspects.iter().copied().map(Aspect::name).collect();
    let kinds: Vec<&str> = question.kinds().iter().copied().map(Kind::name).collect();
    let told: Vec<&str> =
        question.contents.iter().filter(|content| !content.of_act && !content.unknown).map(|content| content.stem.as_str()).collect();
    let corrections: Vec<String> = question.corrections.iter().map(|(written, read)| format!("\"{written}\" as \"{read}\"")).collect();
    let mut parts = vec![
        ("asks", aspects.join(", ")),
        ("wants", wanted(question).to_owned()),
        ("who acts", names(Role::Initiator)),
        ("towards whom", names(Role::Target)),
        ("who speaks", names(Role::Speaker)),
        ("where", names(Role::Place)),
        ("also named", names(Role::Either)),
        ("act", kinds.join(" or ")),
        ("period", question.period.map_or_else(String::new, |period| span(period.first, period.last))),
        ("word stems that count", told.join(", ")),
        ("slips corrected", corrections.join(", ")),
        ("not understood", question.unknown_words().join(", ")),
        ("thread", if question.inherited { "continues the question before".to_owned() } else { String::new() }),
        ("asks for what did not happen", if question.negated { "yes".to_owned() } else { String::new() }),
        ("is no question about an incident", if question.aside { "yes".to_owned() } else { String::new() }),
    ];
    parts.retain(|(_, words)| !words.is_empty());
    parts
}

const fn wanted(question: &Question) -> &'static str {
    match question.intent {
        Intent::Fact => "one incident",
        Intent::List => "every incident that fits",
        Intent::Count => "how many incidents fit",
        Intent::First => "the first incident that fits",
        Intent::Last => "the last incident that fits",
        Intent::Status => "how relations stand",
    }
}

fn span(first: DayNumber, last: DayNumber) -> String {
    match (day(first), day(last)) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first} on"),
        (None, Some(last)) => format!("until {last}"),
        (None, None) => "any".to_owned(),
    }
}

/// "7 September 2022"; `None` for an open end.
fn day(day: DayNumber) -> Option<String> {
    let year = day.div_euclid(10_000);
    if !(0..=9_999).contains(&year) || day == DayNumber::MIN || day == DayNumber::MAX {
        return None;
    }
    let month = usize::try_from(day.rem_euclid(10_000) / 100).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?))?;
    Some(format!("{} {month} {year}", day.rem_euclid(100)))
}

fn outcome(answer: &Answer, inherited: bool) -> String {
    let reason = answer.reason.map(|reason| format!(", {}", reason.name())).unwrap_or_default();
    match answer.outcome {
        Outcome::Unanswered => format!("{}{reason}", answer.outcome.name()),
        // A follow-up says little by itself.
        Outcome::Answered | Outcome::Several | Outcome::Clarify | Outcome::Corrected if inherited => {
            format!("{}, from what the conversation is about", answer.outcome.name())
        }
        Outcome::Answered | Outcome::Several | Outcome::Clarify | Outcome::Corrected => {
            format!("{}; the register explains {} of the question", answer.outcome.name(), percent(answer.confidence))
        }
    }
}

/// One incident: what it shares with the question, and what kept it out of the answer.
fn matched(hit: &Hit, best: f32, question: &Question, answer: &Answer, register: &Register) -> Option<String> {
    let incident = register.index().incident_in(hit.slot)?;
    let among = |list: &[crate::answer::Named]| list.iter().any(|named| named.id == incident.id);
    let part = if among(&answer.incidents) {
        "in the answer".to_owned()
    } else if among(&answer.candidates) {
        format!("shown to choose from; {}", lacks(hit, best, question))
    } else {
        format!("not in the answer: {}", lacks(hit, best, question))
    };
    let has = shares(&hit.matched, question);
    Some(format!(
        "  {} of the question: {} ({}) [{}]\n    has {has}\n    {part}",
        percent(hit.share),
        incident.title,
        incident.date.plain(),
        incident.id
    ))
}

fn shares(matched: &Match, question: &Question) -> String {
    let mut parts = Vec::new();
    if !question.mentions.is_empty() && matched.parties {
        parts.push("every party named".to_owned());
    }
    if matched.direction == Direction::Agrees {
        parts.push("them acting as asked".to_owned());
    }
    match matched.act {
        Some(act) if act >= SAME_ACT => parts.push("the act".to_owned()),
        Some(act) if act > 0.0 => parts.push("an act near the one asked about".to_owned()),
        Some(_) | None => {}
    }
    match matched.period {
        Some(Time::Fits) => parts.push("the period".to_owned()),
        Some(Time::InText) => parts.push("the period in its text".to_owned()),
        Some(Time::Other) | None => {}
    }
    if !question.contents.is_empty() {
        parts.push(format!("{} of the words", percent(matched.words)));
    }
    if parts.is_empty() { "nothing of it by itself".to_owned() } else { parts.join(", ") }
}

fn lacks(hit: &Hit, best: f32, question: &Question) -> String {
    let matched = &hit.matched;
    let mut parts = Vec::new();
    if !question.mentions.is_empty() && !matched.parties {
        parts.push("a party named plays no part in it".to_owned());
    }
    match matched.direction {
        Direction::Reversed if matched.parties => parts.push("the sides are the other way round".to_owned()),
        Direction::Agrees | Direction::Open if matched.parties && !matched.sides => parts.push("a party named only stands by".to_owned()),
        Direction::Agrees | Direction::Open | Direction::Reversed => {}
    }
    match matched.act {
        Some(act) if act <= 0.0 => parts.push("it is another act".to_owned()),
        Some(act) if act < SAME_ACT => parts.push("the act is only near the one asked about".to_owned()),
        Some(_) | None => {}
    }
    if matched.period == Some(Time::Other) {
        parts.push("it was at another time".to_owned());
    }
    if matched.words < 0.5 && !question.contents.is_empty() {
        parts.push("most of the words are not in it".to_owned());
    }
    if parts.is_empty() {
        let less = if hit.share < best {
            format!("it explains less than the best ({})", percent(best))
        } else {
            "nothing; another part of the question decided".to_owned()
        };
        parts.push(less);
    }
    parts.join(", ")
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}
