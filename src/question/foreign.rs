//! Who acts where words stand in the order of other languages: the verb first or last, the subject behind it.

use super::acts::Act;
use super::clauses::preposition;
use super::mentions::{Mention, Role};
use crate::vocabulary::{Form, Token, Voice, WordClass};

/// "Con qué países ha roto relaciones Caracas": the name alone is who acts, the other side is asked for.
pub(super) fn with_whom(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let with = |token: &Token| token.is(WordClass::ForeignWith) || token.folded() == "with";
    let fronted = tokens.first().is_some_and(with) && tokens.get(1).is_some_and(|next| next.word.before == ' ' && !next.word.capital);
    if let ([act], [mention]) = (acts, &mut *mentions)
        && fronted
        && matches!(act.voice, Voice::Act | Voice::Both)
        && mention.start >= 2
        && preposition(mention, tokens).is_empty()
    {
        mention.role = Role::Initiator;
    }
}

/// "¿Cuántos funcionarios soviéticos echó Francia?", "wie viele russische Diplomaten hat Italien ausgewiesen?": the name that
/// stands alone, without preposition, is who acts; the adjective tells whose the thing is, wherever both stand.
pub(super) fn bare_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let mut sides: Vec<&mut Mention> = mentions.iter_mut().filter(|mention| !tells_when(mention, tokens)).collect();
    if let ([one, other], false) = (&mut *sides, acts.is_empty()) {
        // "Combien de diplomates norvégiens ont été expulsés par la Russie".
        let by = [&*one, &*other].map(|mention| preposition(mention, tokens) == "by");
        let speaks = [&*one, &*other].iter().any(|mention| mention.role == Role::Speaker);
        if by[0] != by[1] && !speaks {
            (one.role, other.role) = if by[0] { (Role::Initiator, Role::Target) } else { (Role::Target, Role::Initiator) };
            return;
        }
    }
    verb_first(acts, tokens, &mut sides);
    let active = acts.first().is_some_and(|first| acts.iter().all(|act| act.voice == Voice::Act && act.kinds == first.kinds));
    let [one, other] = &*sides else { return };
    let counted = tokens.iter().take(COUNTING_WITHIN).position(|token| token.is(WordClass::ForeignCounting));
    let adjective = |mention: &Mention| {
        let small = tokens.get(mention.start).is_some_and(|token| !token.word.capital);
        // Where everything is written small, or adjectives are not, what is counted stands beside the word that counts.
        mention.form == Form::Adjective
            || small && one_is_capital([one, other], tokens)
            || counted.is_some_and(|at| (at + 1..=at + 3).contains(&mention.start))
    };
    let bare = |mention: &Mention| !is_governed(mention, tokens);
    let (thing, subject) = match (adjective(one), adjective(other)) {
        (true, false) if bare(other) => (0, 1),
        (false, true) if bare(one) => (1, 0),
        _ => return,
    };
    if active {
        for (at, role) in [(subject, Role::Initiator), (thing, Role::Target)] {
            sides.iter_mut().skip(at).take(1).for_each(|mention| mention.role = role);
        }
    }
}

/// "Après l'affaire Skripal": behind the word for "after" a name only tells when.
fn tells_when(mention: &Mention, tokens: &[Token]) -> bool {
    let clause = (0..=mention.start).rev().find(|at| tokens.get(*at).is_some_and(|token| token.word.before != ' ')).unwrap_or(0);
    let before = tokens.get(clause.max(mention.start.saturating_sub(WHEN_WITHIN))..mention.start).unwrap_or_default();
    before.iter().any(|token| token.is(WordClass::ForeignAfter)) && mention.form == Form::Person
}

/// "¿Cuántas veces ha roto Caracas relaciones?": between the verb and its thing, without preposition, stands who acts.
pub(super) fn inner_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let ([act], [mention]) = (acts, mentions) else { return };
    let inside =
        act.words.first().is_some_and(|verb| verb + 1 == mention.start) && act.words.last().is_some_and(|last| mention.end <= *last);
    if act.voice == Voice::Act && inside && mention.stands_alone() && !is_governed(mention, tokens) && !tokens.iter().any(is_suffering) {
        mention.role = Role::Initiator;
    }
}

/// "¿Por qué echó Quito a la embajadora Heather Hodges?": right behind the verb who acts, then "a" and the other side.
fn verb_first(acts: &[Act], tokens: &[Token], mentions: &mut [&mut Mention]) {
    let ([act], [subject, others @ ..]) = (acts, mentions) else { return };
    let behind = act.words.first().is_some_and(|verb| verb + 1 == subject.start) && act.voice == Voice::Act;
    let leads = tokens.get(subject.end).is_some_and(|token| matches!(token.folded(), "a" | "al" | "ao" | "aos" | "alla" | "au" | "aux"));
    if behind && leads && subject.stands_alone() {
        subject.role = Role::Initiator;
        others.iter_mut().take(1).for_each(|object| object.role = Role::Target);
    }
}

fn one_is_capital(mentions: [&Mention; 2], tokens: &[Token]) -> bool {
    mentions.iter().any(|mention| tokens.get(mention.start).is_some_and(|token| token.word.capital))
}

/// A name stands so near to the "after" that it tells the time with.
const WHEN_WITHIN: usize = 4;

/// How far in a question the word stands that asks how many: "and then, how many …".
const COUNTING_WITHIN: usize = 4;

/// Whether a preposition stands before the name, or before its article.
fn is_governed(mention: &Mention, tokens: &[Token]) -> bool {
    let token = |back: usize| mention.start.checked_sub(back).and_then(|at| tokens.get(at));
    let before = |back: usize| token(back).map_or("", Token::folded);
    let is = |back: usize, class: WordClass| token(back).is_some_and(|token| token.is(class));
    // "A Noruega" is Portuguese; in Spanish, French and Italian "a" leads to a place or to whom something is done.
    let portuguese = || tokens.iter().any(|token| matches!(token.folded(), "em" | "quantos" | "quantas" | "quando" | "porque" | "foi"));
    let article = if before(1) == "a" { portuguese() || before(2) == "que" } else { is(1, WordClass::ForeignArticle) };
    is(1, WordClass::ForeignPreposition)
        || before(1) == "a" && !article
        || mention.role == Role::Place
        || article && is(2, WordClass::ForeignPreposition)
        || !preposition(mention, tokens).is_empty()
}

/// "Quels ambassadeurs la France a-t-elle rappelés", "warum hat Nicaragua die Beziehungen abgebrochen": a name alone, without
/// preposition, before the verb acts.
pub(super) fn lone_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    if let ([act], [mention]) = (acts, &mut *mentions)
        && act.voice == Voice::Act
        && act.words.last().is_some_and(|last| mention.end <= *last)
        && mention.role == Role::Either
        && mention.stands_alone()
        && !asks_who(tokens)
        && !is_governed(mention, tokens)
        && !tokens.iter().any(is_suffering)
    {
        mention.role = Role::Initiator;
    }
}

/// "Wer hat 2018 russische Diplomaten ausgewiesen?": of whom only the adjective stands, and who acts is asked for. In "welche
/// Länder haben Palästina anerkannt" the verb alone tells it, which nothing reads.
pub(super) fn lone_object(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    if let ([act, ..], [mention]) = (acts, &mut *mentions)
        && act.voice == Voice::Act
        && asks_who(tokens)
        && !tokens.iter().any(is_suffering)
        && !is_governed(mention, tokens)
    {
        let small = tokens.get(mention.start).is_some_and(|token| !token.word.capital) && tokens.iter().any(|token| token.word.capital);
        mention.role = if small { Role::Target } else { Role::Either };
    }
}

/// "Warum hat China Sanktionen gegen die EU verhängt?": the bare name acts towards the one behind "against", "to" or "with".
pub(super) fn governed_object(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let ([act, ..], [one, other]) = (acts, &mut *mentions) else { return };
    let open = |mention: &Mention| matches!(mention.role, Role::Either | Role::Initiator | Role::Target) && mention.stands_alone();
    if !matches!(act.voice, Voice::Act | Voice::Noun) || !open(one) || !open(other) || tokens.iter().any(is_suffering) {
        return;
    }
    let towards = |mention: &Mention| (1..=2).any(|back| leads_towards(mention, back, tokens));
    match (is_governed(one, tokens), is_governed(other, tokens)) {
        (false, true) if towards(other) => (one.role, other.role) = (Role::Initiator, Role::Target),
        (true, false) if towards(one) => (one.role, other.role) = (Role::Target, Role::Initiator),
        _ => {}
    }
}

/// Whether so many words before the name stands a preposition that leads to the other side.
fn leads_towards(mention: &Mention, back: usize, tokens: &[Token]) -> bool {
    let before = mention.start.checked_sub(back).and_then(|at| tokens.get(at));
    before.is_some_and(|before| before.is(WordClass::ForeignTowards) || before.folded() == "a" && back == 1)
}

/// Whether who acts is asked for: "wer", "quels pays".
fn asks_who(tokens: &[Token]) -> bool {
    tokens.iter().take(3).any(|token| token.is(WordClass::ForeignWho) || matches!(&*token.stem, "countri" | "state" | "govern" | "nation"))
}

/// An auxiliary of the passive.
const fn is_suffering(token: &Token) -> bool {
    token.is(WordClass::ForeignPassive)
}

/// Where the verb stands last, the subject stands first.
pub(super) fn verb_last(act: &Act, roles: [Role; 2], tokens: &[Token], mentions: &mut [Mention]) {
    let open = |mention: &&mut Mention| mention.end <= act.start && mention.role == Role::Either && preposition(mention, tokens).is_empty();
    let mut ahead: Vec<&mut Mention> = mentions.iter_mut().filter(open).collect();
    if let [first, second] = ahead.as_mut_slice() {
        (first.role, second.role) = (roles[0], roles[1]);
    }
}

/// The word order of other languages is only half read: two parties that both seem acted upon tell no direction.
pub(super) fn open_if_one_sided(mentions: &mut [Mention]) {
    let told: Vec<usize> = (0..mentions.len()).filter(|at| mentions.get(*at).is_some_and(|mention| mention.role != Role::Either)).collect();
    let role = |at: &usize| mentions.get(*at).map(|mention| mention.role);
    if let [one, other] = told.as_slice()
        && role(one) == role(other)
    {
        for at in told {
            mentions.iter_mut().skip(at).take(1).for_each(|mention| mention.role = Role::Either);
        }
    }
}
