//! The claims of an incident that answer a question, and whether any does.

use crate::incident::{Aspect, Claim, Incident, Party, Stance};
use crate::question::{Question, Role, parties_in};
use crate::vocabulary::{Form, Token, Vocabulary};

/// Points for a claim of the aspect asked.
const ASPECT: f32 = 2.0;
/// Points for a claim of an aspect that often answers the one asked.
const NEAR_ASPECT: f32 = 0.9;
/// Part of the points of an aspect that counts where the question names none.
const UNASKED: f32 = 0.3;
/// Points for a word of the question (at full weight) in the claim.
const WORD: f32 = 1.0;
/// Part of a word of the act asked about: most claims of a record are about that act.
const OF_ACT: f32 = 0.4;
/// Points for a word that says which thing is asked for.
const FOCUS: f32 = 1.2;
/// How much more a word counts that names the speaker.
const IN_SPEAKER: f32 = 1.8;
/// Points for a claim by, or about, a party that the question names and that is no plain side of the act.
const SPEAKER: f32 = 1.5;
/// Points for the kind of thing asked for: a number, a date, a person's name.
const THING: f32 = 0.6;
/// A claim is shown with the best one if it has this share of its points.
const BESIDE: f32 = 0.72;
/// The same where nothing says what is asked, and the words decide alone.
const BESIDE_OPEN: f32 = 0.5;
/// Most claims shown then.
const MOST_OPEN: usize = 4;
/// Most claims shown for one aspect.
const MOST: usize = 3;

/// A claim with its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Position among the incident's claims.
    pub claim: usize,
    /// How well it answers.
    pub points: f32,
    /// It is of the aspect asked.
    pub of_aspect: bool,
    /// Points from words of the question.
    pub words: f32,
    /// The same without words of the act, which all records of that act share.
    pub telling: f32,
    /// The party asked about speaks in it.
    pub speaker: bool,
    /// It has a word that says which thing is asked for.
    pub focus: bool,
    /// It is of an aspect that often answers the one asked.
    pub near: bool,
    /// It holds the kind of thing asked for: a number, a date.
    pub thing: bool,
    /// It names a person, or something else by its own name, that the question does not.
    pub names: bool,
}

/// Aspects whose claims often answer a question for another.
const fn nears(asked: Aspect) -> &'static [Aspect] {
    match asked {
        Aspect::What => {
            &[Aspect::HowMany, Aspect::Consequence, Aspect::Condition, Aspect::Demand, Aspect::Background, Aspect::Who, Aspect::Status]
        }
        Aspect::When => &[Aspect::Deadline, Aspect::Status],
        Aspect::Where => &[Aspect::What, Aspect::Background],
        Aspect::Who => &[Aspect::What, Aspect::HowMany],
        Aspect::Why => &[Aspect::Background, Aspect::LegalBasis],
        Aspect::HowMany => &[Aspect::What, Aspect::Who, Aspect::Consequence],
        Aspect::Deadline => &[Aspect::When, Aspect::Condition],
        Aspect::Demand => &[Aspect::Condition, Aspect::Deadline, Aspect::Response],
        Aspect::Response => &[Aspect::Denial, Aspect::Consequence, Aspect::Demand, Aspect::Condition],
        Aspect::Denial => &[Aspect::Response, Aspect::Status],
        Aspect::Condition => &[Aspect::Demand, Aspect::Status, Aspect::Deadline],
        Aspect::Consequence => &[Aspect::Response, Aspect::Status, Aspect::What],
        Aspect::Background => &[Aspect::Why, Aspect::What],
        Aspect::Status => &[Aspect::Consequence, Aspect::When, Aspect::Condition],
        Aspect::LegalBasis => &[Aspect::Why, Aspect::Condition, Aspect::Background],
    }
}

/// A claim taken apart for comparing.
struct Reading<'c> {
    claim: &'c Claim,
    tokens: Vec<Token>,
    by: Vec<Token>,
    parties: Vec<Party>,
    speakers: Vec<Party>,
}

/// The claims that answer this aspect of the question, in the order of their points; empty if none does.
/// Where only the claims tell the act asked about, its words count in full.
pub(super) fn claims(question: &Question, aspect: Aspect, incident: &Incident, vocabulary: &Vocabulary) -> Vec<Chosen> {
    let readings: Vec<Reading<'_>> = incident.claims.iter().map(|claim| read(claim, vocabulary)).collect();
    let mut scored: Vec<Chosen> =
        readings.iter().enumerate().map(|(position, reading)| score(position, reading, question, aspect, incident, vocabulary)).collect();
    scored.sort_by(|one, other| other.points.total_cmp(&one.points).then(one.claim.cmp(&other.claim)));
    let best = scored.first().map_or(0.0, |chosen| chosen.points);
    let open = question.aspects.is_empty() || aspect == Aspect::What;
    let (beside, most) = if open { (BESIDE_OPEN, MOST_OPEN) } else { (BESIDE, MOST) };
    // A claim of the aspect asked is shown, whatever other claims share with the question.
    let first_of_aspect = scored.iter().find(|chosen| chosen.of_aspect && !open).map(|chosen| chosen.claim);
    scored.retain(|chosen| Some(chosen.claim) == first_of_aspect || chosen.points > 0.5 && chosen.points >= best * beside);
    scored.truncate(most);
    scored
}

fn read<'c>(claim: &'c Claim, vocabulary: &Vocabulary) -> Reading<'c> {
    let tokens = vocabulary.words.tokens(&claim.text);
    let by = claim.by.as_deref().map(|by| vocabulary.words.tokens(by)).unwrap_or_default();
    let speakers = parties_in(&by, vocabulary);
    let mut parties = parties_in(&tokens, vocabulary);
    parties.extend(speakers.iter().copied());
    Reading { claim, tokens, by, parties, speakers }
}

fn score(
    position: usize,
    reading: &Reading<'_>,
    question: &Question,
    aspect: Aspect,
    incident: &Incident,
    vocabulary: &Vocabulary,
) -> Chosen {
    let of_aspect = reading.claim.aspect == aspect;
    let near = nears(aspect).iter().position(|near| *near == reading.claim.aspect);
    let mut points = if of_aspect && aspect == Aspect::When {
        // The lead sentence has the date of the incident already.
        NEAR_ASPECT
    } else if of_aspect {
        ASPECT
    } else {
        near.map_or(0.0, |rank| NEAR_ASPECT - 0.1 * rank as f32)
    };
    if question.aspects.is_empty() || aspect == Aspect::What {
        // Nothing says what is asked: the words decide.
        points *= UNASKED;
    }
    let own_act = question.kinds().first().is_none_or(|kind| *kind == incident.kind);
    let words = word_points(question, reading, own_act, false, vocabulary);
    let telling = word_points(question, reading, own_act, true, vocabulary);
    points += words;
    let speaker = speaks(question, reading, aspect, incident);
    if speaker {
        points += SPEAKER;
    }
    let thing = has_thing(aspect, question, reading, vocabulary);
    if thing {
        points += THING;
    }
    Chosen {
        claim: position,
        points,
        of_aspect,
        words,
        telling,
        speaker,
        near: near.is_some(),
        thing,
        focus: has_focus_word(question, reading, vocabulary),
        names: names_person(reading, question, vocabulary),
    }
}

/// Points for the words of the question that the claim has, or has near words of.
fn word_points(question: &Question, reading: &Reading<'_>, own_act: bool, without_act: bool, vocabulary: &Vocabulary) -> f32 {
    let has = |stem: &str| reading.tokens.iter().chain(&reading.by).any(|token| token.stem == stem);
    let aside = question.aside_end();
    question
        .contents
        .iter()
        .filter(|content| !(without_act && content.of_act))
        .map(|content| {
            // What only names the event before or after which, or what is set aside, is not what is asked.
            let elsewhere = question.anchor.as_ref().is_some_and(|anchor| (anchor.start..anchor.end).contains(&content.position))
                || content.position < aside;
            if elsewhere {
                return if has(&content.stem) { 0.2 } else { 0.0 };
            }
            let full = if content.focus {
                FOCUS
            } else {
                WORD * f32::from(content.weight) / 10.0 * if content.of_act && own_act { OF_ACT } else { 1.0 }
            };
            let possessive = question.tokens.get(content.position).is_some_and(|token| token.word.possessive);
            if reading.by.iter().any(|token| token.stem == content.stem) && content.weight >= 8 && !possessive {
                return full * IN_SPEAKER;
            }
            if has(&content.stem) {
                return full;
            }
            let related =
                vocabulary.words.related(&content.stem).iter().filter(|(related, _)| has(related)).map(|(_, strength)| *strength).max();
            related.map_or(0.0, |strength| full * f32::from(strength) / 12.0)
        })
        .sum()
}

/// Whether the question says which thing it asks for, by a word that tells ("which bank", "how many passengers"), not
/// by one that any record answers ("which country", "how many diplomats").
pub(super) fn has_focus(question: &Question) -> bool {
    let counts = question
        .tokens
        .windows(2)
        .any(|pair| pair[0].folded() == "how" && matches!(pair[1].folded(), "many" | "much" | "old" | "tall" | "far"));
    counts
        && question.contents.iter().any(|content| {
            content.focus
                && !is_class(&content.stem)
                && !content.of_act
                && (content.weight >= 7 || matches!(content.stem.as_str(), "old" | "year" | "day" | "hour" | "week" | "month"))
        })
}

/// Words for a thing of a class that the aspect tells already.
fn is_class(stem: &str) -> bool {
    const CLASSES: &[&str] = &[
        "diplomat", "envoy", "offici", "state", "countri", "peopl", "round", "time", "person", "minist", "presid", "leader", "ambassador",
        "member", "staff", "citi", "reason", "ground", "deadlin", "attach", "consul", "excus", "pretext", "demand", "condit", "sanction",
        "side", "govern", "step", "measur", "strike", "attack", "incid", "expel", "treati", "ship", "row", "name", "articl", "law",
        "effect", "consequ", "respons", "react", "answer", "charg", "crime", "accus", "claim", "statement", "term", "phrase", "word",
        "spokesperson", "politician", "figur", "institut", "capit", "earlier", "previous",
    ];
    CLASSES.contains(&stem)
}

fn has_focus_word(question: &Question, reading: &Reading<'_>, vocabulary: &Vocabulary) -> bool {
    let has = |stem: &str| reading.tokens.iter().any(|token| token.stem == stem);
    question.contents.iter().filter(|content| content.focus && !is_class(&content.stem)).any(|content| {
        has(&content.stem) || vocabulary.words.related(&content.stem).iter().any(|(related, strength)| *strength >= 6 && has(related))
    })
}

/// Whether the party whose word is asked for speaks in the claim: not the acting side, unless it is asked what it said.
fn speaks(question: &Question, reading: &Reading<'_>, aspect: Aspect, incident: &Incident) -> bool {
    let answers = matches!(
        aspect,
        Aspect::Response | Aspect::Denial | Aspect::Demand | Aspect::Consequence | Aspect::Condition | Aspect::What | Aspect::Status
    );
    let asked = |party: Party| {
        question.mentions.iter().any(|mention| {
            mention.may_be(party)
                && match mention.role {
                    Role::Speaker => true,
                    // The side acted upon does or says something of its own.
                    Role::Initiator if answers && incident.targets.contains(&party) && !incident.initiators.contains(&party) => true,
                    // A third party is only named to ask for its part.
                    Role::Either | Role::Initiator | Role::Target => {
                        answers
                            && (incident.others.contains(&party)
                                || !incident.parties().contains(&party)
                                || (mention.form == Form::Person && !mention.possessive))
                    }
                    Role::Place => false,
                }
        })
    };
    let list = if matches!(aspect, Aspect::Response | Aspect::Denial | Aspect::Demand) && !reading.speakers.is_empty() {
        &reading.speakers
    } else {
        &reading.parties
    };
    list.iter().any(|party| asked(*party))
}

/// Whether the claim holds the kind of thing asked for.
fn has_thing(aspect: Aspect, question: &Question, reading: &Reading<'_>, vocabulary: &Vocabulary) -> bool {
    let number = || counts_something(reading, vocabulary);
    let dated = || {
        reading.tokens.iter().any(|token| {
            vocabulary.periods.contains_key(token.folded()) && token.weight >= 1 || (token.is_number() && token.folded().len() == 4)
        })
    };
    match aspect {
        Aspect::When => dated(),
        Aspect::HowMany => number(),
        Aspect::Deadline => {
            dated() || reading.tokens.iter().any(|token| matches!(token.stem.as_str(), "hour" | "day" | "week" | "immedi" | "midnight"))
        }
        Aspect::Who => names_person(reading, question, vocabulary),
        Aspect::Denial => reading.claim.stance == Stance::Denied,
        _ => false,
    }
}

/// Whether the claim has a number that is no date, time or deadline.
fn counts_something(reading: &Reading<'_>, vocabulary: &Vocabulary) -> bool {
    if matches!(reading.claim.aspect, Aspect::Deadline | Aspect::When) {
        return false;
    }
    let unit = |at: usize| {
        reading.tokens.get(at).is_some_and(|token| {
            vocabulary.periods.contains_key(token.folded()) || matches!(token.stem.as_str(), "hour" | "minut" | "centuri" | "decad")
        })
    };
    reading.tokens.iter().enumerate().any(|(at, token)| {
        let year = token.folded().len() == 4 && token.folded().parse::<u32>().is_ok_and(|year| (1800..=2100).contains(&year));
        token.is_number() && !year && !unit(at + 1) && !at.checked_sub(1).is_some_and(unit)
    })
}

/// Whether a capitalised word in the claim is neither a party nor the first word nor one of the question's own.
fn names_person(reading: &Reading<'_>, question: &Question, vocabulary: &Vocabulary) -> bool {
    reading.tokens.iter().skip(1).any(|token| {
        token.word.capital
            && !token.word.all_capitals
            && token.weight >= 5
            && !vocabulary.periods.contains_key(token.folded())
            && vocabulary
                .names
                .longest_at(&[token.folded()], true)
                .is_none_or(|(meanings, _)| meanings.iter().all(|meaning| meaning.form == Form::Person))
            && !question.contents.iter().any(|content| content.stem == token.stem)
    })
}

/// The denial that must travel with an accusation, if the record has one that is not shown already.
pub(super) fn denial(incident: &Incident, shown: &[usize]) -> Option<usize> {
    let accuses = shown
        .iter()
        .filter_map(|position| incident.claims.get(*position))
        .any(|claim| claim.stance == Stance::Asserted && matches!(claim.aspect, Aspect::Why | Aspect::What | Aspect::Background));
    let denies = shown
        .iter()
        .filter_map(|position| incident.claims.get(*position))
        .any(|claim| claim.stance == Stance::Denied || claim.aspect == Aspect::Denial);
    if !accuses || denies {
        return None;
    }
    incident.claims.iter().position(|claim| claim.aspect == Aspect::Denial || claim.stance == Stance::Denied)
}
