//! The claims of an incident that answer a question, and whether any does.

use super::bearing;
use super::compared::Compared;
use crate::incident::Aspect;
use crate::question::{Content, Length, Question};
use crate::search::{COUNTED, Counted, Reading, Record, StemKey};
use crate::vocabulary::{Vocabulary, WordClass};

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
/// Part of a word of a clause that only tells which incident is meant.
const ASIDE: f32 = 0.5;
/// Weight from which a word says which thing is asked for.
const FOCUS_TELLS: u8 = 4;
/// Part of a word that the title has.
const TITLED: f32 = 0.7;
/// Points for a word that says which thing is asked for.
const FOCUS: f32 = 1.2;
/// How much more a word counts that names the speaker.
const IN_SPEAKER: f32 = 1.6;
/// Points for a claim by, or about, a party that the question names and that is no plain side of the act.
const SPEAKER: f32 = 1.5;
/// Points for the kind of thing asked for: a number, a date, a person's name.
const THING: f32 = 0.5;
/// Points of words with which a claim that names a third state tells who: "who minded American interests?"
const TOLD: f32 = 0.3;
/// A claim is shown with the likeliest one if it is likely to this part of it.
const BESIDE: f32 = 0.25;
/// The same where no claim is likely to tell it: then more of them are shown, at most so many more.
const BESIDE_UNSURE: f32 = 0.08;
const MORE_UNSURE: usize = 3;
/// A claim less likely than this is not shown.
const LEAST: f32 = 0.05;
/// A claim likely to this part of the likeliest one answers as well.
const AS_WELL: f32 = 0.5;
/// Strength from which a word names the same thing as another.
const NEAR_THING: u8 = 6;
/// The same of a thing that is asked for: a medical report names no hospital.
const NEAR_FOCUS: u8 = 5;
/// Points that a claim about the date loses where no date is asked for.
const DATED: f32 = 0.6;
/// Most claims shown then.
const MOST_OPEN: usize = 5;
/// Most claims shown for one aspect.
const MOST: usize = 3;

/// A claim with its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Position among the incident's claims.
    pub claim: usize,
    /// How much it shares with the question.
    pub points: f32,
    /// How likely it tells what is asked, 0 to 1.
    pub likely: f32,
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
    /// It is of an aspect that often answers the one asked: 1 of the one that does most often, 0 of none.
    pub nearness: f32,
    /// It holds the kind of thing asked for: a number, a date.
    pub thing: bool,
    /// It has a number of what is to be counted.
    pub counted: bool,
    /// It has the word for the person whose name is asked for ("the diplomat"), if the question has one.
    pub role: bool,
    /// It tells a length of time, or a day by which something is to be done.
    pub lasts: bool,
    /// It has a date, and is not about the date of the incident.
    pub dates: bool,
    /// It tells by when something is to be done.
    pub deadline: bool,
    /// It names a law, a treaty or an article of one.
    pub legal: bool,
    /// It tells where.
    pub placed: bool,
    /// It names no party, not even by who speaks.
    pub neutral: bool,
    /// It names a person, or something else by its own name, that the question does not.
    pub names: bool,
    /// It names whom "his name" is asked of.
    pub bears: bool,
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

/// A word of the question made ready for comparing it with many claims.
pub(super) struct Asked<'q> {
    pub(super) content: &'q Content,
    pub(super) stem: StemKey,
    pub(super) related: Vec<(StemKey, u8)>,
    /// It stands in a clause that only tells which incident is meant.
    pub(super) aside: bool,
    /// It only names the event before or after which, or what is set aside: that is not what is asked.
    pub(super) elsewhere: bool,
    possessive: bool,
    /// The words of a phrasal verb.
    parts: Vec<StemKey>,
    /// What it asks for any record has: "which country".
    pub(super) general: bool,
    /// It is a word for a person: "diplomat", "ambassador".
    pub(super) person: bool,
    /// What it is where it is counted.
    class: Option<WordClass>,
    /// The title has it: it tells which incident is meant rather than what is asked about it.
    pub(super) titled: bool,
}

/// The claims that answer this aspect of the question, the likeliest first; empty if none does.
pub(super) fn claims(question: &Question, aspect: Aspect, record: &Record, vocabulary: &Vocabulary) -> Vec<Chosen> {
    let asked = asked_words(question, record, vocabulary);
    let told = told(&asked, record, vocabulary);
    let mut scored = scored(question, aspect, record, vocabulary, &asked, &told);
    let facts = bearing::facts_of(question, aspect, record, vocabulary, &asked, (&scored, &told));
    for (chosen, facts) in scored.iter_mut().zip(facts) {
        chosen.likely = bearing::probability(&facts);
    }
    scored.sort_by(|one, other| other.likely.total_cmp(&one.likely).then(one.claim.cmp(&other.claim)));
    let best = scored.first().map_or(0.0, |chosen| chosen.likely);
    let open = question.aspects.is_empty() || matches!(aspect, Aspect::What | Aspect::Who);
    // Asked for nothing but the date, which the lead sentence has, nothing else is told.
    let bare = aspect == Aspect::When && !asked.iter().any(|asked| !asked.titled && !asked.content.of_act);
    let beside = |chosen: &Chosen| !bare || chosen.of_aspect;
    let unsure = best < bearing::SURE;
    let (part, more) = if unsure { (BESIDE_UNSURE, MORE_UNSURE) } else { (BESIDE, 0) };
    scored.retain(|chosen| chosen.bears || chosen.likely >= LEAST && chosen.likely >= best * part && beside(chosen));
    scored.truncate(if open { MOST_OPEN + more.min(1) } else { MOST + more });
    scored
}

/// Puts claims that answer about as well into the order of the record, in which they are best told: "Mali also accused …".
pub(super) fn in_order(chosen: &mut [Chosen]) {
    let best = chosen.iter().map(|chosen| chosen.likely).fold(0.0, f32::max);
    chosen.sort_by_key(|chosen| (chosen.likely < best * AS_WELL, chosen.claim));
}

/// How well each claim has each word asked.
pub(super) fn told(asked: &[Asked<'_>], record: &Record, vocabulary: &Vocabulary) -> Vec<Vec<f32>> {
    record.readings(vocabulary).iter().map(|reading| asked.iter().map(|asked| asked.strength(reading)).collect()).collect()
}

/// Every claim with its points, in the order of the record.
pub(super) fn scored(
    question: &Question,
    aspect: Aspect,
    record: &Record,
    vocabulary: &Vocabulary,
    asked: &[Asked<'_>],
    told: &[Vec<f32>],
) -> Vec<Chosen> {
    let asked_state = question.contents.iter().any(|content| content.focus && vocabulary.aspects.in_list("state", &content.stem));
    let named = question.whose_name();
    let theirs = question.asks_their_name();
    let asks_name = named.is_some() || theirs;
    let readings = record.readings(vocabulary);
    let official = |reading: &Reading| reading.persons.iter().any(|person| readings.iter().any(|other| other.is_by(*person)));
    let compared = |((claim, reading), told)| Compared {
        claim,
        reading,
        asked,
        told,
        incident: record,
        named,
        official: asks_name && official(reading),
        theirs,
    };
    let readings = record.claims.iter().zip(readings).zip(told.iter().map(Vec::as_slice)).map(compared);
    readings.enumerate().map(|(position, compared)| score(position, &compared, question, aspect, asked_state)).collect()
}

pub(super) fn asked_words<'q>(question: &'q Question, record: &Record, vocabulary: &Vocabulary) -> Vec<Asked<'q>> {
    let aside = question.aside_end();
    let side_words = question.side_words();
    let asked = |content: &'q Content| Asked {
        content,
        stem: StemKey::of(&content.stem),
        related: vocabulary.words.related(&content.stem).map(|(related, strength)| (StemKey::of(related), strength)).collect(),
        aside: side_words.contains(&content.position),
        elsewhere: content.position < aside
            || question.anchor.as_ref().is_some_and(|anchor| (anchor.start..anchor.end).contains(&content.position)),
        parts: if content.stem.contains('_') { content.stem.split('_').map(StemKey::of).collect() } else { Vec::new() },
        person: vocabulary.kinds.in_list("anyenvoy", &content.stem),
        class: COUNTED.into_iter().find(|class| vocabulary.words.is_class(&content.stem, *class)),
        general: vocabulary.words.is_class(&content.stem, WordClass::General),
        titled: record.is_titled(StemKey::of(&content.stem), vocabulary),
        possessive: question.tokens.get(content.position).is_some_and(|token| token.word.possessive),
    };
    question.contents.iter().map(asked).collect()
}

fn score(position: usize, compared: &Compared<'_>, question: &Question, aspect: Aspect, asked_state: bool) -> Chosen {
    let of_aspect = compared.claim.aspect == aspect;
    let near = nears(aspect).iter().position(|near| *near == compared.claim.aspect);
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
        // "Which ships were seized?" asks for the things themselves, and a count mostly names them.
        if question.soft && matches!(compared.claim.aspect, Aspect::HowMany | Aspect::Who) {
            points += NEAR_ASPECT;
        }
    }
    // The lead sentence has the date of the incident already.
    let dates = compared.claim.aspect == Aspect::When;
    let names = compared.names_person();
    if dates && (question.aspects.is_empty() || aspect == Aspect::What || aspect == Aspect::Who && !names) {
        points -= DATED;
    }
    let own_act = question.kinds().first().is_none_or(|kind| *kind == compared.incident.kind);
    let words = word_points(compared, own_act);
    points += words.asked;
    let speaker = compared.speaks(question, aspect);
    if speaker {
        points += SPEAKER;
    }
    if aspect == Aspect::Deadline && compared.reading.deadline {
        points += NEAR_ASPECT;
    }
    let counted = aspect == Aspect::HowMany && counts_asked(compared.asked, compared.reading);
    if counted {
        points += NEAR_ASPECT;
    }
    let thing = compared.has_thing(aspect, words.telling >= TOLD, question) || asked_state && compared.names_third_state(question);
    if thing {
        points += THING;
    }
    Chosen {
        claim: position,
        points,
        of_aspect,
        words: words.all,
        telling: words.telling,
        speaker,
        nearness: near.map_or(0.0, |rank| 1.0 - 0.12 * rank as f32),
        likely: 0.0,
        thing,
        counted,
        focus: has_focus_word(compared),
        role: compared.has_role(),
        deadline: compared.reading.deadline,
        lasts: compared.reading.lasts,
        dates: compared.reading.dated && compared.claim.aspect != Aspect::When,
        legal: compared.reading.legal,
        placed: compared.reading.placed,
        neutral: compared.reading.parties.is_empty(),
        names,
        bears: names && compared.names_whom_asked(),
    }
}

/// Points for the words of the question that a claim has.
#[derive(Debug, Clone, Copy, Default)]
struct WordPoints {
    all: f32,
    /// Without words of the act, which all records of that act share.
    telling: f32,
    /// Words of the title count less: they tell which incident is meant.
    asked: f32,
}

fn word_points(compared: &Compared<'_>, own_act: bool) -> WordPoints {
    compared.asked.iter().zip(compared.told).fold(WordPoints::default(), |sum, (asked, told)| {
        let points = points_of(asked, *told, compared.reading, own_act);
        WordPoints {
            all: sum.all + points,
            telling: sum.telling + if asked.content.of_act { 0.0 } else { points },
            asked: sum.asked + points * if asked.titled { TITLED } else { 1.0 } * if asked.aside { ASIDE } else { 1.0 },
        }
    })
}

/// Points for one word that the claim has, or has near words of.
fn points_of(asked: &Asked<'_>, told: f32, reading: &Reading, own_act: bool) -> f32 {
    let has = |stem: StemKey| reading.tells(stem) || reading.is_by(stem);
    let content = asked.content;
    if asked.elsewhere {
        return if has(asked.stem) { 0.2 } else { 0.0 };
    }
    let full =
        if content.focus { FOCUS } else { WORD * f32::from(content.weight) / 10.0 * if content.of_act && own_act { OF_ACT } else { 1.0 } };
    if content.weight >= 8 && !asked.possessive && reading.is_by(asked.stem) {
        return full * IN_SPEAKER;
    }
    full * told
}

impl Asked<'_> {
    /// How well the claim has the word: 1 for itself, less for one of near meaning.
    fn strength(&self, reading: &Reading) -> f32 {
        let has = |stem: StemKey| reading.tells(stem) || reading.is_by(stem);
        if has(self.stem) || !self.parts.is_empty() && self.parts.iter().all(|part| reading.tells(*part)) {
            return 1.0;
        }
        let related = self.related.iter().filter(|(related, _)| has(*related)).map(|(_, strength)| *strength).max();
        f32::from(related.unwrap_or_default()) / 12.0
    }
}

/// Whether the question says which thing it asks for, by a word that tells ("which bank", "how many passengers"), not
/// by one that any record answers ("which country", "how many diplomats").
pub(super) fn has_focus(question: &Question, vocabulary: &Vocabulary) -> bool {
    let counts = question
        .tokens
        .windows(2)
        .any(|pair| pair[0].folded() == "how" && matches!(pair[1].folded(), "many" | "much" | "old" | "tall" | "far"));
    counts
        && question.contents.iter().any(|content| {
            content.focus
                && !vocabulary.words.is_class(&content.stem, WordClass::General)
                && !content.of_act
                && (content.weight >= 7 || matches!(content.stem.as_str(), "old" | "year" | "day" | "hour" | "week" | "month"))
        })
}

/// Whether the question asks for a thing by a word ("which bank", "what make of car") that the record never uses, nor any
/// word near it: then no claim tells it.
pub(super) fn lacks_focus(question: &Question, record: &Record, vocabulary: &Vocabulary) -> bool {
    if question.length() == Some(Length::Age) && !record.readings(vocabulary).iter().any(|reading| reading.aged) {
        return true;
    }
    let asked = asked_words(question, record, vocabulary);
    // Of a word that nothing is related to, no claim can be known to be about another thing.
    let judged = |asked: &&Asked<'_>| asked.content.focus && !asked.content.proper && (asked.titled || !asked.related.is_empty());
    let mut focus = asked.iter().filter(judged).peekable();
    // "Which EU country left …" asks for a country, whatever else stands before the verb.
    let is = |content: &Content, class| vocabulary.words.is_class(&content.stem, class);
    let class =
        question.contents.iter().any(|content| content.focus && (is(content, WordClass::General) || is(content, WordClass::Person)));
    let other = question.aspects.iter().any(|aspect| !matches!(aspect, Aspect::What | Aspect::Who | Aspect::HowMany));
    if class || other || focus.peek().is_none_or(|first| first.content.of_act || first.content.weight < FOCUS_TELLS) {
        return false;
    }
    let has = |asked: &Asked<'_>, reading: &Reading| {
        let has = |stem: StemKey| reading.tells(stem) || reading.is_by(stem);
        has(asked.stem) || asked.related.iter().any(|(related, strength)| *strength >= NEAR_FOCUS && has(*related))
    };
    let counted = |reading: &Reading| counts_asked(&asked, reading);
    if question.asks(Aspect::HowMany) && record.readings(vocabulary).iter().any(counted) {
        return false;
    }
    let Some(first) = focus.next() else { return false };
    // "How many bogus passports" asks for passports.
    let head = focus.take_while(|next| next.content.weight >= FOCUS_TELLS && !next.general).last();
    if head.is_some_and(|head| record.readings(vocabulary).iter().any(|reading| has(head, reading))) {
        return false;
    }
    // A common word ("what make of car") stands in many claims in another sense: what it is of
    // must stand beside it.
    let common = question.tokens.get(first.content.position).is_some_and(|token| token.weight < FOCUS_TELLS);
    let of = asked.iter().filter(|_| common).find(|other| other.content.position > first.content.position);
    let told = |reading: &Reading| has(first, reading) && of.is_none_or(|of| has(of, reading));
    let titled = first.titled && !common;
    !titled && !record.readings(vocabulary).iter().any(told)
}

/// Whether the title has a number of what the question asks to be counted: then the lead sentence answers.
pub(super) fn title_counts(question: &Question, record: &Record, vocabulary: &Vocabulary) -> bool {
    let counted = record.counted_in_title(vocabulary);
    is_asked(&asked_words(question, record, vocabulary), &counted) || question.counted().any(|stem| counted.has(StemKey::of(stem), None))
}

/// Whether the claim has a number of what the question asks to be counted: "how many capitals", of seven states.
fn counts_asked(asked: &[Asked<'_>], reading: &Reading) -> bool {
    reading.counts && is_asked(asked, &reading.counted)
}

/// Whether what is counted is what the question asks to be counted.
fn is_asked(asked: &[Asked<'_>], counted: &Counted) -> bool {
    let counts = |asked: &Asked<'_>| {
        let near = asked.related.iter().filter(|(_, strength)| *strength >= NEAR_THING);
        counted.has(asked.stem, asked.class) || near.into_iter().any(|(related, _)| counted.has(*related, None))
    };
    asked.iter().filter(|asked| asked.content.focus).any(counts)
}

fn has_focus_word(compared: &Compared<'_>) -> bool {
    let reading = compared.reading;
    compared.asked.iter().filter(|asked| asked.content.focus && !asked.general).any(|asked| {
        reading.tells(asked.stem) || asked.related.iter().any(|(related, strength)| *strength >= NEAR_THING && reading.tells(*related))
    })
}
