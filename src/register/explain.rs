//! `ask --explain`: how the question was read, what matched and why not the others, in words for people. Who tells it has the
//! words: at the terminal they are the English ones that stand here, a chat has them in other languages too.

use crate::answer::{Answer, Outcome, Reason};
use crate::incident::{Aspect, Date, DayNumber, Kind, Party};
use crate::question::{Intent, Question, Role};
use crate::search::{Direction, Hit, Match, Time};

use super::{Register, Turn};

/// Incidents shown; what comes behind them is seldom near.
const SHOWN: usize = 5;
/// An act explained this far is the one asked about, not one that is only near or told beside.
const SAME_ACT: f32 = 0.9;

/// Has the words in which it is told how an answer came about.
pub trait Teller {
    /// What is known as `key` and means the English words, in which each name in braces stands for what is put in.
    fn say(&self, key: &'static str, english: &'static str, put_in: &[(&'static str, &str)]) -> String;
    /// What a party is called.
    fn party(&self, party: Party) -> String;
    /// A date.
    fn date(&self, date: &Date) -> String;
    /// A kind of incident.
    fn kind(&self, kind: Kind) -> String;
    /// What is asked.
    fn aspect(&self, aspect: Aspect) -> String;
}

/// Tells it in English, with the names of the terminal.
struct English<'a>(&'a Register);

impl Teller for English<'_> {
    fn say(&self, _: &'static str, english: &'static str, put_in: &[(&'static str, &str)]) -> String {
        put_in.iter().fold(english.to_owned(), |told, (name, text)| told.replacen(&format!("{{{name}}}"), text, 1))
    }

    fn party(&self, party: Party) -> String {
        self.0.vocabulary().names.name_of(party).to_owned()
    }

    fn date(&self, date: &Date) -> String {
        date.plain()
    }

    fn kind(&self, kind: Kind) -> String {
        kind.name().to_owned()
    }

    fn aspect(&self, aspect: Aspect) -> String {
        aspect.name().to_owned()
    }
}

/// How the answer came about.
pub fn explain(register: &Register, answer: &Answer, turn: &Turn) -> String {
    explain_by(&English(register), register, answer, turn)
}

/// The same in the teller's words.
pub fn explain_by(teller: &dyn Teller, register: &Register, answer: &Answer, turn: &Turn) -> String {
    let question = &turn.question;
    let mut lines = vec![teller.say("explain-read", "How it was read", &[])];
    lines.extend(reading(question, teller).into_iter().map(|(what, words)| format!("  {what}: {words}")));
    lines.push(teller.say("explain-came-out", "How it came out", &[]));
    lines.push(format!("  {}", outcome(answer, question.inherited, teller)));
    let hits = register.index().find(question, register.vocabulary(), &[]);
    lines.push(teller.say("explain-matched", "What matched", &[]));
    if hits.is_empty() {
        let none = "no incident shares a party, an act or a telling word with the question";
        lines.push(format!("  {}", teller.say("explain-none-matched", none, &[])));
    }
    let best = hits.iter().map(|hit| hit.share).fold(0.0, f32::max);
    for hit in hits.iter().take(SHOWN) {
        lines.extend(matched((hit, best), question, answer, (register, teller)));
    }
    if hits.len() > SHOWN {
        let more = (hits.len() - SHOWN).to_string();
        lines.push(format!("  {}", teller.say("explain-more", "and {count} more that match less", &[("count", &more)])));
    }
    lines.join("\n")
}

/// What the question was taken to say, part by part; parts that it does not have are left out.
fn reading(question: &Question, teller: &dyn Teller) -> Vec<(String, String)> {
    let say = |key, english| teller.say(key, english, &[]);
    let names = |role: Role| question.parties_as(role).into_iter().map(|party| teller.party(party)).collect::<Vec<_>>().join(", ");
    let aspects: Vec<String> = question.aspects.iter().map(|aspect| teller.aspect(*aspect)).collect();
    let kinds: Vec<String> = question.kinds().iter().map(|kind| teller.kind(*kind)).collect();
    let told: Vec<&str> =
        question.contents.iter().filter(|content| !content.of_act && !content.unknown).map(|content| content.stem.as_str()).collect();
    let slip = |(written, read): &(String, String)| {
        teller.say("explain-slip", "\"{written}\" as \"{read}\"", &[("written", written.as_str()), ("read", read.as_str())])
    };
    let corrections: Vec<String> = question.corrections.iter().map(slip).collect();
    let yes = |is_so: bool| if is_so { say("explain-yes", "yes") } else { String::new() };
    let thread = if question.inherited { say("explain-continues", "continues the question before") } else { String::new() };
    let mut parts = vec![
        (say("explain-asks", "asks"), aspects.join(", ")),
        (say("explain-wants", "wants"), wanted(question, teller)),
        (say("explain-acts", "who acts"), names(Role::Initiator)),
        (say("explain-towards", "towards whom"), names(Role::Target)),
        (say("explain-speaks", "who speaks"), names(Role::Speaker)),
        (say("explain-where", "where"), names(Role::Place)),
        (say("explain-named", "also named"), names(Role::Either)),
        (say("explain-act", "act"), kinds.join(&format!(" {} ", say("explain-or", "or")))),
        (say("explain-period", "period"), question.period.map_or_else(String::new, |period| span(period.first, period.last, teller))),
        (say("explain-stems", "word stems that count"), told.join(", ")),
        (say("explain-slips", "slips corrected"), corrections.join(", ")),
        (say("explain-unknown", "not understood"), question.unknown_words().join(", ")),
        (say("explain-thread", "thread"), thread),
        (say("explain-negated", "asks for what did not happen"), yes(question.negated)),
        (say("explain-aside", "is no question about an incident"), yes(question.aside)),
    ];
    parts.retain(|(_, words)| !words.is_empty());
    parts
}

fn wanted(question: &Question, teller: &dyn Teller) -> String {
    let (key, english) = match question.intent {
        Intent::Fact => ("explain-wants-one", "one incident"),
        Intent::List => ("explain-wants-all", "every incident that fits"),
        Intent::Count => ("explain-wants-count", "how many incidents fit"),
        Intent::First => ("explain-wants-first", "the first incident that fits"),
        Intent::Last => ("explain-wants-last", "the last incident that fits"),
        Intent::Status => ("explain-wants-status", "how relations stand"),
    };
    teller.say(key, english, &[])
}

fn span(first: DayNumber, last: DayNumber, teller: &dyn Teller) -> String {
    match (day(first, teller), day(last, teller)) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => teller.say("explain-span", "{first} to {last}", &[("first", &first), ("last", &last)]),
        (Some(first), None) => teller.say("explain-from", "from {first} on", &[("first", &first)]),
        (None, Some(last)) => teller.say("explain-until", "until {last}", &[("last", &last)]),
        (None, None) => teller.say("explain-any", "any", &[]),
    }
}

/// "7 September 2022"; `None` for an open end.
fn day(day: DayNumber, teller: &dyn Teller) -> Option<String> {
    let year = day.div_euclid(10_000);
    if !(0..=9_999).contains(&year) || day == DayNumber::MIN || day == DayNumber::MAX {
        return None;
    }
    let number = |part: DayNumber| u32::try_from(part).ok();
    let date = Date::day(year, number(day.rem_euclid(10_000) / 100)?, number(day.rem_euclid(100))?)?;
    Some(teller.date(&date))
}

fn outcome(answer: &Answer, inherited: bool, teller: &dyn Teller) -> String {
    let name = match (answer.outcome, answer.reason) {
        (Outcome::Answered, _) => teller.say("explain-answered", "answered", &[]),
        (Outcome::Several, _) => teller.say("explain-several", "several", &[]),
        (Outcome::Clarify, _) => teller.say("explain-clarify", "clarify", &[]),
        (Outcome::Corrected, _) => teller.say("explain-corrected", "corrected", &[]),
        (Outcome::Unanswered, None) => teller.say("explain-unanswered", "unanswered", &[]),
        (Outcome::Unanswered, Some(Reason::NoRecord)) => teller.say("explain-no-record", "unanswered, no-record", &[]),
        (Outcome::Unanswered, Some(Reason::NoClaim)) => teller.say("explain-no-claim", "unanswered, no-claim", &[]),
        (Outcome::Unanswered, Some(Reason::OutOfScope)) => teller.say("explain-out-of-scope", "unanswered, out-of-scope", &[]),
    };
    if answer.outcome == Outcome::Unanswered {
        name
    } else if inherited {
        // A follow-up says little by itself.
        teller.say("explain-inherited", "{outcome}, from what the conversation is about", &[("outcome", &name)])
    } else {
        let put_in = [("outcome", name.as_str()), ("share", &percent(answer.confidence))];
        teller.say("explain-share", "{outcome}; the register explains {share} of the question", &put_in)
    }
}

/// One incident: what it shares with the question, and what kept it out of the answer.
fn matched((hit, best): (&Hit, f32), question: &Question, answer: &Answer, (register, teller): (&Register, &dyn Teller)) -> Option<String> {
    let incident = register.index().incident_in(hit.slot)?;
    let among = |list: &[crate::answer::Named]| list.iter().any(|named| named.id == incident.id);
    let lacks = || lacks(hit, best, question, teller);
    let part = if among(&answer.incidents) {
        teller.say("explain-in-answer", "in the answer", &[])
    } else if among(&answer.candidates) {
        teller.say("explain-to-choose", "shown to choose from; {why}", &[("why", &lacks())])
    } else {
        teller.say("explain-not-in-answer", "not in the answer: {why}", &[("why", &lacks())])
    };
    let has = teller.say("explain-has", "has {what}", &[("what", &shares(&hit.matched, question, teller))]);
    let of = teller.say("explain-of-question", "{share} of the question", &[("share", &percent(hit.share))]);
    Some(format!("  {of}: {} ({}) [{}]\n    {has}\n    {part}", incident.title, teller.date(&incident.date), incident.id))
}

fn shares(matched: &Match, question: &Question, teller: &dyn Teller) -> String {
    let say = |key, english| teller.say(key, english, &[]);
    let mut parts = Vec::new();
    if !question.mentions.is_empty() && matched.parties {
        parts.push(say("explain-has-parties", "every party named"));
    }
    if matched.direction == Direction::Agrees {
        parts.push(say("explain-has-direction", "them acting as asked"));
    }
    match matched.act {
        Some(act) if act >= SAME_ACT => parts.push(say("explain-has-act", "the act")),
        Some(act) if act > 0.0 => parts.push(say("explain-has-near-act", "an act near the one asked about")),
        Some(_) | None => {}
    }
    match matched.period {
        Some(Time::Fits) => parts.push(say("explain-has-period", "the period")),
        Some(Time::InText) => parts.push(say("explain-has-period-in-text", "the period in its text")),
        Some(Time::Other) | None => {}
    }
    if !question.contents.is_empty() {
        parts.push(teller.say("explain-has-words", "{share} of the words", &[("share", &percent(matched.words))]));
    }
    if parts.is_empty() { say("explain-has-nothing", "nothing of it by itself") } else { parts.join(", ") }
}

fn lacks(hit: &Hit, best: f32, question: &Question, teller: &dyn Teller) -> String {
    let say = |key, english| teller.say(key, english, &[]);
    let matched = &hit.matched;
    let mut parts = Vec::new();
    if !question.mentions.is_empty() && !matched.parties {
        parts.push(say("explain-lacks-party", "a party named plays no part in it"));
    }
    match matched.direction {
        Direction::Reversed if matched.parties => parts.push(say("explain-lacks-direction", "the sides are the other way round")),
        Direction::Agrees | Direction::Open if matched.parties && !matched.sides => {
            parts.push(say("explain-lacks-side", "a party named only stands by"));
        }
        Direction::Agrees | Direction::Open | Direction::Reversed => {}
    }
    match matched.act {
        Some(act) if act <= 0.0 => parts.push(say("explain-lacks-act", "it is another act")),
        Some(act) if act < SAME_ACT => parts.push(say("explain-lacks-same-act", "the act is only near the one asked about")),
        Some(_) | None => {}
    }
    if matched.period == Some(Time::Other) {
        parts.push(say("explain-lacks-period", "it was at another time"));
    }
    if matched.words < 0.5 && !question.contents.is_empty() {
        parts.push(say("explain-lacks-words", "most of the words are not in it"));
    }
    if parts.is_empty() {
        let less = if hit.share < best {
            teller.say("explain-lacks-share", "it explains less than the best ({share})", &[("share", &percent(best))])
        } else {
            say("explain-lacks-nothing", "nothing; another part of the question decided")
        };
        parts.push(less);
    }
    parts.join(", ")
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}
