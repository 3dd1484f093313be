//! Whether the likeliest incident is meant although no rule admits it: a logistic model of a dozen facts about how it fits
//! and how far the next one is behind. The rules of `fact` ask of each incident by itself whether enough of the question is
//! explained; people who tell an affair in words of their own leave much unexplained, and yet nothing else comes near.
//! `cargo bench --bench trust` fits the weights to the golden questions and prints them with what they are worth.

use super::fact::{ACT, EXACT_ACT};
use crate::question::Question;
use crate::search::{Direction, Hit, Time};

/// Facts that the model weighs.
pub const FACTS: usize = 12;
/// What they are, in the order of [`facts`].
pub const NAMES: [&str; FACTS] = [
    "share explained",
    "lead over the next",
    "sides reversed",
    "another time",
    "sides named play their parts",
    "every state named plays a part",
    "a party asked about acts",
    "an opinion or small talk",
    "asked by yes or no",
    "another act",
    "an act only told or near",
    "a word of diplomacy",
];
/// Weight of each fact, fitted; see the head of the file.
const WEIGHTS: [f32; FACTS] = [5.14, 0.75, -3.95, -4.91, 2.51, 1.56, 2.51, -4.06, 2.0, -1.52, -0.68, 0.75];
/// What the sum begins with.
const BIAS: f32 = -7.87;
/// Probability from which the incident is taken to be meant.
pub const TRUSTED: f32 = 0.4;
/// A greater lead tells no more.
const MOST_LEAD: f32 = 3.0;

/// The facts about the likeliest incident; `None` if there is none.
pub fn facts(question: &Question, hits: &[Hit]) -> Option<[f32; FACTS]> {
    let best = hits.first()?;
    let matched = best.matched;
    let lead = best.score - hits.get(1).map_or(0.0, |next| next.score);
    let flag = |fact: bool| f32::from(u8::from(fact));
    let act = |wanted: fn(f32) -> bool| flag(matched.act.is_some_and(wanted));
    Some([
        best.share,
        lead.min(MOST_LEAD),
        flag(matched.direction == Direction::Reversed),
        flag(matched.period == Some(Time::Other)),
        flag(matched.sides),
        flag(matched.states),
        flag(matched.does),
        flag(question.aside || question.chats),
        flag(question.polar),
        act(|part| part < ACT),
        act(|part| (ACT..EXACT_ACT).contains(&part)),
        flag(question.diplomatic),
    ])
}

/// The likeliest incident, if the model holds it to be meant. Whatever else fits, every party named must be a side of it, two
/// of them or the period must tell it, and it must not be another act than the one named.
pub(super) fn trusted(question: &Question, hits: &[Hit]) -> Option<Hit> {
    let best = hits.first().copied()?;
    let matched = best.matched;
    let told = question.mentions.len() >= 2 || matched.period == Some(Time::Fits);
    if !(told && matched.whole && matched.act.is_none_or(|act| act >= ACT)) {
        return None;
    }
    (logistic(&facts(question, hits)?, &WEIGHTS, BIAS) >= TRUSTED).then_some(best)
}

/// The probability that a logistic model of these weights gives to these facts.
pub(super) fn logistic<const N: usize>(facts: &[f32; N], weights: &[f32; N], bias: f32) -> f32 {
    let sum: f32 = facts.iter().zip(weights).map(|(fact, weight)| fact * weight).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}
