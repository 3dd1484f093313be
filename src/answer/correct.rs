//! What the register has instead of what a question takes for true: the sides the other way round, another time, another
//! act, another party, another number.

use super::fact::{ACT, EXACT_ACT, TELLING};
use super::{Answer, Citations, Contradiction, Inquiry, Named, Note, Outcome, Paragraph, Statement, When, lead, named_parties, wording};
use crate::incident::{Aspect, Kind, days_between};
use crate::question::{Mention, Period, Question, Role};
use crate::search::{Direction, Hit, StemKey, Time};
use crate::vocabulary::{Form, Token, Voice, WordClass};

/// Share from which another time corrects a question.
const LEAST: f32 = 0.6;

/// Mass of names from which they tell the affair, whoever is said to have acted.
const NAMED: f32 = 1.0;

/// Mass of words from which a question names what a record does not.
pub(super) const UNNAMED: f32 = 2.0;

/// An act that only claims tell explains less.
const TOLD: f32 = 0.6;

/// Says what the register has instead of what the question takes for true; `None` if nothing is near enough. Of several
/// contradictions the likeliest counts.
pub(super) fn contradicted(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let question = inquiry.question;
    if let Some(answer) = reversed_then(inquiry, hits).or_else(|| acted_there(inquiry, hits)) {
        return Some(answer);
    }
    let parties = named_parties(question).len();
    let acts_alone = of_one_affair(inquiry, hits);
    let two_sided = has_two_sides(question);
    let answered = question.polar && answers_another(question);
    let (hit, contradiction) = hits.iter().find_map(|hit| {
        let matched = hit.matched;
        let exact = matched.act.is_some_and(|act| act >= EXACT_ACT);
        let whole = matched.parties && matched.sides;
        if two_sided && exact && whole && !answered && matched.direction == Direction::Reversed && matched.period != Some(Time::Other) {
            return Some((hit, Contradiction::Reversed));
        }
        // Without a known act the words must tell the incident.
        let open = matched.act.is_none_or(|act| act < EXACT_ACT && matched.explained >= TELLING)
            && matched.words >= 0.7
            && matched.explained >= 0.8;
        // What the question names and the record does not is another matter, not another time.
        let same = exact && matched.unexplained < UNNAMED;
        if (same || open) && hit.share >= LEAST && whole && matched.period == Some(Time::Other) && matched.direction != Direction::Reversed
        {
            return Some((hit, Contradiction::Time(question.period.map_or(When::Untold, when))));
        }
        if parties >= 2 && acts_alone && is_other_act(question, hit) {
            return Some((hit, Contradiction::ActThen));
        }
        // One of two parties is another one, all else fits.
        let third = matched.parties && !matched.sides;
        // One act in a given month by one of the two is told by that.
        let precise = exact && question.period.is_some_and(Period::is_a_month_or_less) && matched.period == Some(Time::Fits);
        let telling = matched.words >= 0.6 && (matched.explained >= 0.8 || precise && matched.explained > 0.0);
        // Without a time the words must tell which affair is meant.
        let speaks = question.mentions.iter().any(|mention| mention.role == Role::Speaker);
        let timeless = matched.period.is_none() && telling && !speaks && matched.proper >= NAMED;
        let agrees = matched.direction == Direction::Agrees && (matched.period == Some(Time::Fits) || timeless);
        // An act near the one asked about is enough where a name tells the affair.
        let named = matched.proper >= NAMED && matched.act.is_some_and(|act| act >= ACT);
        (parties >= 2 && (exact || named) && !whole && (third || telling) && agrees && hit.share >= 0.6)
            .then_some((hit, Contradiction::Parties))
    })?;
    if contradiction == Contradiction::Parties && only_speaks(inquiry, hit.slot) {
        return Some(super::declined(super::Reason::NoClaim, inquiry, &[hit.slot]));
    }
    correct(inquiry, *hit, contradiction)
}

/// "Why did Kenya expel the Somali ambassador in November 2020?", where Somalia expelled Kenya's in that very month.
fn reversed_then(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let precise = inquiry.question.period.is_some_and(Period::is_a_month_or_less) && has_two_sides(inquiry.question);
    let first = hits.first().filter(|_| precise)?;
    let then = |hit: &&Hit| is_reversed(hit) && hit.matched.period == Some(Time::Fits) && hit.score >= first.score - 1.0;
    hits.iter().find(then).and_then(|hit| correct(inquiry, *hit, Contradiction::Reversed))
}

/// "When did Pakistan recall its envoy over the abduction of his daughter in Kabul?": all else tells the record in which the
/// state of that city acts towards the one said to have acted.
fn acted_there(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let hit = hits.first().filter(|hit| is_reversed(hit) && hit.matched.words >= ALL_BUT && hit.matched.explained >= TOLD)?;
    let entry = inquiry.index.entry(hit.slot)?;
    let there = |mention: &Mention| {
        mention.role == Role::Place && !mention.is_group() && mention.parties.iter().any(|party| entry.initiators().contains(party))
    };
    let acts = inquiry.question.mentions.iter().any(|mention| mention.role == Role::Initiator);
    if acts && inquiry.question.mentions.iter().any(there) { correct(inquiry, *hit, Contradiction::Reversed) } else { None }
}

/// Part of the words that leaves no doubt which affair is meant.
const ALL_BUT: f32 = 0.9;

/// "How did the Kremlin react when Trump scrapped the Syria sanctions?": nobody takes who is to have spoken for a side.
fn only_speaks(inquiry: &Inquiry<'_>, slot: u32) -> bool {
    let Some(incident) = inquiry.index.incident_in(slot) else { return false };
    let in_it = |mention: &Mention| mention.parties.iter().any(|party| incident.parties().contains(party));
    let mut others = inquiry.question.mentions.iter().filter(|mention| !in_it(mention)).peekable();
    inquiry.question.asks(Aspect::Response) && others.peek().is_some() && others.all(|mention| mention.role == Role::Speaker)
}

/// So many of the likeliest incidents have their times looked at.
const LOOKED_AT: usize = 8;

/// The hits, with another time for those whose record has the words of a month that the question gives its act, but in no
/// claim together: "broke with Israel in October 2024", of a break in May 2024 after a quarrel in October 2023.
pub(super) fn times(inquiry: &Inquiry<'_>, mut hits: Vec<Hit>) -> Vec<Hit> {
    let question = inquiry.question;
    let Some(period) = question.period.filter(|period| period.is_a_month_or_less()) else { return hits };
    let words: Vec<StemKey> =
        question.tokens.get(period.start..period.end).unwrap_or_default().iter().map(|token| StemKey::of(&token.stem)).collect();
    let told = |hit: &Hit| {
        inquiry
            .index
            .incident_in(hit.slot)
            .is_none_or(|record| record.readings(inquiry.vocabulary).iter().any(|reading| words.iter().all(|word| reading.tells(*word))))
    };
    for hit in hits.iter_mut().take(LOOKED_AT) {
        let by_words = hit.matched.period == Some(Time::InText) && hit.matched.act.is_some_and(|act| act >= EXACT_ACT);
        if by_words && !told(hit) {
            hit.matched.period = Some(Time::Other);
        }
    }
    hits
}

/// Whether what happened instead is one incident, or several of one week.
fn of_one_affair(inquiry: &Inquiry<'_>, hits: &[Hit]) -> bool {
    let others = hits.iter().filter(|hit| is_other_act(inquiry.question, hit));
    let days: Vec<i32> = others.filter_map(|hit| inquiry.index.entry(hit.slot)).map(|entry| entry.first).collect();
    days.iter().min().zip(days.iter().max()).is_some_and(|(first, last)| days_between(*first, *last) <= WEEK)
}

/// Days within which several acts are of one affair.
const WEEK: i32 = 7;

/// Another act about relations between the same sides at that very time.
fn is_other_act(question: &Question, hit: &Hit) -> bool {
    let matched = hit.matched;
    let timed = question.period.is_some_and(|period| period.exact);
    // Without a time only an act that people take for the one asked about.
    let near = question.period.is_none()
        && matched.period.is_none()
        && matched.direction != Direction::Reversed
        && question.kinds().first().is_some_and(|kind| kind.is_about_relations())
        && matched.act.is_some_and(|act| act >= ACT);
    let told = (timed || near) && question.main_act().is_some_and(|act| act.voice != Voice::Noun && !act.kinds.is_empty());
    let other = matched.act.is_some_and(|act| act < ACT + 0.1 || is_opposite(question, hit));
    // "Which document did it suspend when it broke with Nicaragua": another act of the question is that of the record.
    let own = question.acts.iter().any(|act| act.kinds.first() == Some(&hit.kind));
    told && !own && matched.parties && matched.sides && (near || matched.period == Some(Time::Fits)) && other
}

/// "Why did Rwanda expel three?", where Rwanda expelled six and it was the other side that expelled three; or where
/// another year has the number: a title with the number of the question contradicts one with another number.
pub(super) fn miscounted(inquiry: &Inquiry<'_>, hits: &[Hit], admitted: Hit) -> Option<Answer> {
    let number = inquiry.question.contents.iter().find(|content| !content.focus && is_number(&content.stem))?;
    let numbers = |hit: &Hit| -> Vec<String> {
        let title =
            inquiry.index.incident_in(hit.slot).map(|incident| inquiry.vocabulary.words.tokens(&incident.title)).unwrap_or_default();
        title.into_iter().filter(|token| is_number(token.folded())).map(|token| token.stem.into_owned()).collect()
    };
    let own = numbers(&admitted);
    let has_it = inquiry.index.has_word(admitted.slot, &number.stem);
    if own.contains(&number.stem) || own.is_empty() && has_it {
        return None;
    }
    let other = hits.iter().find(|hit| {
        let matched = hit.matched;
        let differs = matched.direction == Direction::Reversed || matched.period == Some(Time::Other);
        matched.act.is_some_and(|act| act >= EXACT_ACT)
            && matched.parties
            && matched.sides
            && differs
            && numbers(hit).contains(&number.stem)
    });
    let Some(other) = other else {
        let one = own.len() == 1 && !has_it && counts_sides(inquiry.question, number.position);
        let same = admitted.matched.direction == Direction::Agrees && admitted.matched.act.is_some_and(|act| act >= EXACT_ACT);
        return if one && same { correct(inquiry, admitted, Contradiction::Number) } else { None };
    };
    correct(
        inquiry,
        *other,
        if other.matched.direction == Direction::Reversed { Contradiction::Reversed } else { Contradiction::NumberElsewhen },
    )
}

/// "Kicked out fourteen Russians", "expelled 14 Russian diplomats": so many of the other side, not about so many.
fn counts_sides(question: &Question, position: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| question.tokens.get(at)).map_or("", Token::folded);
    let rough = matches!(
        word(position.checked_sub(1)),
        "about" | "around" | "nearly" | "almost" | "over" | "roughly" | "some" | "least" | "most" | "than" | "another" | "other" | "to"
    );
    let side = |mention: &Mention| {
        mention.role == Role::Target && mention.start == position + 1 && matches!(mention.form, Form::People | Form::Adjective)
    };
    !rough && question.mentions.iter().any(side)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the record is of the act that undoes the one asked about, or is undone by it: "broke off in 2019", where 2019
/// is the year of the restoration.
pub(super) fn is_opposite(question: &Question, hit: &Hit) -> bool {
    let verb = question.main_act().is_some_and(|act| act.voice != Voice::Noun);
    let told_only = verb && hit.matched.act.is_some_and(|act| act < EXACT_ACT);
    told_only && question.kinds().first().is_some_and(|kind| undoes(*kind, hit.kind) || undoes(hit.kind, *kind))
}

/// Acts that a record tells if they were: nobody takes another for them.
pub(super) const fn is_deed(kind: Kind) -> bool {
    kind.is_about_relations() || matches!(kind, Kind::RecognitionGranted | Kind::AmbassadorExpelled | Kind::EmbassyClosed)
}

/// An act between named sides that the record does not tell, though its words fit: "why did Japan break off relations",
/// of a record in which Japan only recalled its ambassador.
pub(super) fn other_deed(inquiry: &Inquiry<'_>, hits: &[Hit], admitted: Hit) -> Option<Answer> {
    let question = inquiry.question;
    let act = question.main_act()?;
    let kind = act.kinds.first().copied()?;
    let deed = is_deed(kind);
    let sides = question.mentions.iter().filter(|mention| matches!(mention.role, Role::Initiator | Role::Target)).count() >= 2;
    let untold = admitted.matched.act.is_some_and(|part| part < ACT || part < TOLD && kind.is_about_relations() && admitted.kind != kind);
    if !(deed && sides && untold && act.voice == Voice::Act) {
        return None;
    }
    reversed(inquiry, hits).or_else(|| correct(inquiry, admitted, Contradiction::Act))
}

/// "The Italians and the Dutch pulled their ambassadors out", of a record of the Dutch and others.
pub(super) fn odd_one(inquiry: &Inquiry<'_>, admitted: Hit) -> Option<Answer> {
    let either = inquiry.question.tokens.iter().any(|token| token.folded() == "or");
    let exact = admitted.matched.act.is_some_and(|act| act >= EXACT_ACT);
    if !admitted.matched.odd_one || !exact || either {
        return None;
    }
    correct(inquiry, admitted, Contradiction::NotAll)
}

/// "Did Moscow throw out Britons in Operation Foot?": the name tells a record with the sides the other way round.
pub(super) fn named_reversed(inquiry: &Inquiry<'_>, hits: &[Hit], admitted: Hit) -> Option<Answer> {
    // "Why did Tehran seize the tanker Grace 1?", of a tanker that it took in return for that one.
    let question = inquiry.question;
    let side = question.side_words();
    let own = |at: usize| {
        let inside = (question.main_start..question.main_end).contains(&at) && !side.contains(&at);
        inside && !question.gives_occasion(at) && !question.names_affair(at)
    };
    let of_act = question.contents.iter().filter(|content| content.proper).all(|content| own(content.position));
    let titled = admitted.matched.direction == Direction::Agrees && !answers_another(question);
    let named = |hit: &&Hit| {
        of_act
            && hit.matched.titled >= NAMED
            && (hit.matched.proper >= admitted.matched.proper + NAMED || titled && hit.matched.titled >= admitted.matched.titled + NAMED)
            && !(answers_another(question) && admitted.matched.direction == Direction::Agrees)
    };
    let hit = hits.iter().filter(|hit| is_reversed(hit)).find(named)?;
    correct(inquiry, *hit, Contradiction::Reversed)
}

/// "… in reply to the Gordievsky expulsions": the name is that of another act, which this one answers.
pub(super) fn answers_another(question: &Question) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", Token::folded);
    let in_return = |at: usize| word(at) == "in" && matches!(word(at + 1), "return" | "response" | "retaliation" | "reply" | "turn");
    (0..question.tokens.len()).any(in_return)
        || question.tokens.windows(2).any(|pair| {
            let answer = pair[0].is(WordClass::Replying) || matches!(&*pair[0].stem, "retali" | "return" | "reveng" | "reprisal");
            answer && matches!(pair[1].folded(), "to" | "for" | "over")
        })
}

/// The same act with the sides the other way round.
pub(super) fn reversed(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let hit = hits.iter().filter(|_| has_two_sides(inquiry.question)).find(|hit| is_reversed(hit))?;
    // "Did Havana expel any Americans in return?": nobody says that it began.
    if inquiry.question.polar && answers_another(inquiry.question) {
        return Some(super::declined(super::Reason::NoClaim, inquiry, &[hit.slot]));
    }
    correct(inquiry, *hit, Contradiction::Reversed)
}

/// Whether the question names two parties that may have acted towards each other, or persons of them: of "the boycott of
/// Egypt" nothing is the other way round, and who only says something has not acted.
fn has_two_sides(question: &Question) -> bool {
    let acts = question.mentions.iter().any(|mention| mention.role == Role::Initiator);
    let side = |mention: &&Mention| match mention.role {
        Role::Place => false,
        Role::Speaker => acts && !mention.is_group(),
        _ => !mention.is_group(),
    };
    let mut sides = question.mentions.iter().filter(side);
    let first = sides.next();
    first.is_some_and(|first| sides.any(|other| !other.shares(first)))
}

/// Whether the record tells the act asked about with the sides the other way round.
pub(super) fn is_reversed(hit: &Hit) -> bool {
    let matched = hit.matched;
    matched.act.is_some_and(|act| act >= EXACT_ACT)
        && matched.parties
        && matched.sides
        && matched.direction == Direction::Reversed
        && matched.period != Some(Time::Other)
}

const fn when(period: Period) -> When {
    if period.first / 10_000 == period.last / 10_000 { When::Year(period.first / 10_000) } else { When::Period }
}

fn correct(inquiry: &Inquiry<'_>, hit: Hit, contradiction: Contradiction) -> Option<Answer> {
    if hit.share < LEAST {
        return None;
    }
    let incident = inquiry.index.incident_in(hit.slot)?;
    let mut citations = Citations::default();
    let mut statements: Vec<Statement> = lead(&incident, &mut citations, inquiry.vocabulary).into_iter().collect();
    let why = incident.claims.iter().find(|claim| claim.aspect == Aspect::Why);
    if inquiry.question.asks(Aspect::Why) {
        statements.extend(why.and_then(|claim| citations.state(wording::attributed(claim, inquiry.vocabulary), &incident, claim)));
    }
    Some(Answer {
        outcome: Outcome::Corrected,
        reason: None,
        confidence: hit.share,
        incidents: vec![Named::new(&incident)],
        paragraphs: vec![Paragraph { label: None, statements }],
        notes: vec![Note::Instead(contradiction)],
        candidates: Vec::new(),
        sources: citations.into_sources(),
    })
}

/// Whether the one kind of act undoes the other.
pub(super) const fn undoes(one: Kind, other: Kind) -> bool {
    matches!(
        (one, other),
        (
            Kind::RelationsRestored | Kind::RelationsEstablished,
            Kind::RelationsSevered | Kind::RelationsSuspended | Kind::RelationsDowngraded
        ) | (Kind::SanctionsLifted, Kind::SanctionsImposed)
            | (Kind::EmbassyOpened, Kind::EmbassyClosed)
            | (Kind::RecognitionGranted, Kind::RecognitionWithdrawn)
    )
}
