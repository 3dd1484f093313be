//! Who acts where words stand in the order of other languages: the verb first or last, the subject behind it.

use super::acts::Act;
use super::clauses::preposition;
use super::mentions::{Mention, Role};
use crate::vocabulary::{Token, Voice};

/// "Con qué países ha roto relaciones Caracas": the name alone is who acts, the other side is asked for.
pub(super) fn with_whom(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let with = |token: &Token| matches!(token.folded(), "con" | "avec" | "mit" | "com" | "with");
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

/// "¿Cuántos funcionarios soviéticos echó Francia?": behind its verb, without preposition, stands who acts; the adjective
/// before it tells whose the thing is.
pub(super) fn inverted(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let [act] = acts else { return };
    let end = act.words.last().map_or(act.end, |last| last + 1);
    let subject =
        mentions.iter().position(|mention| mention.start == end && mention.stands_alone() && preposition(mention, tokens).is_empty());
    let thing = mentions.iter().position(|mention| mention.end < end && !mention.stands_alone());
    if let (Some(subject), Some(thing), 2, Voice::Act) = (subject, thing, mentions.len(), act.voice) {
        for (at, role) in [(subject, Role::Initiator), (thing, Role::Target)] {
            mentions.iter_mut().skip(at).take(1).for_each(|mention| mention.role = role);
        }
    }
}

/// "Quels ambassadeurs la France a-t-elle rappelés": a name alone, without preposition, before the verb acts.
pub(super) fn lone_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    if let ([act], [mention]) = (acts, &mut *mentions)
        && act.voice == Voice::Act
        && act.words.last().is_some_and(|last| mention.end <= *last)
        && mention.role == Role::Either
        && mention.stands_alone()
        && mention
            .start
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_none_or(|before| matches!(before.folded(), "la" | "le" | "l" | "el" | "il" | "lo" | "o" | "a" | "die" | "der" | "das"))
        && preposition(mention, tokens).is_empty()
    {
        mention.role = Role::Initiator;
    }
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
