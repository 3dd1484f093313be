//! Who acts where words stand in the order of other languages: the verb first or last, the subject behind it.

use super::acts::Act;
use super::clauses::preposition;
use super::mentions::{Mention, Role};
use crate::vocabulary::{Form, Token, Voice};

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

/// "¿Cuántos funcionarios soviéticos echó Francia?", "wie viele russische Diplomaten hat Italien ausgewiesen?": the name that
/// stands alone, without preposition, is who acts; the adjective tells whose the thing is, wherever both stand.
pub(super) fn bare_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    if let ([one, other], false) = (&mut *mentions, acts.is_empty()) {
        // "Combien de diplomates norvégiens ont été expulsés par la Russie".
        let by = [&*one, &*other].map(|mention| preposition(mention, tokens) == "by");
        if by[0] != by[1] {
            (one.role, other.role) = if by[0] { (Role::Initiator, Role::Target) } else { (Role::Target, Role::Initiator) };
            return;
        }
    }
    verb_first(acts, tokens, mentions);
    let active = acts.first().is_some_and(|first| acts.iter().all(|act| act.voice == Voice::Act && act.kinds == first.kinds));
    let [one, other] = &*mentions else { return };
    let counted = tokens.iter().take(COUNTING_WITHIN).position(|token| COUNTING.contains(&token.folded()));
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
            mentions.iter_mut().skip(at).take(1).for_each(|mention| mention.role = role);
        }
    }
}

/// "¿Por qué echó Quito a la embajadora Heather Hodges?": right behind the verb who acts, then "a" and the other side.
fn verb_first(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
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

/// Words that ask how many, and how far in a question they stand: "and then, how many …".
const COUNTING: [&str; 13] =
    ["cuantos", "cuantas", "combien", "quanti", "quante", "quantos", "quantas", "viele", "wieviele", "hoeveel", "kac", "ile", "hur"];
const COUNTING_WITHIN: usize = 4;

/// Whether a preposition stands before the name, or before its article.
fn is_governed(mention: &Mention, tokens: &[Token]) -> bool {
    let before = |back: usize| mention.start.checked_sub(back).and_then(|at| tokens.get(at)).map_or("", Token::folded);
    // "A Noruega" is Portuguese; in Spanish, French and Italian "a" leads to a place or to whom something is done.
    let portuguese = || tokens.iter().any(|token| matches!(token.folded(), "em" | "quantos" | "quantas" | "quando" | "porque" | "foi"));
    let article = match before(1) {
        "a" => portuguese(),
        word => matches!(
            word,
            "la" | "le"
                | "l"
                | "les"
                | "el"
                | "los"
                | "las"
                | "il"
                | "lo"
                | "o"
                | "os"
                | "as"
                | "die"
                | "der"
                | "das"
                | "den"
                | "de"
                | "het"
        ),
    };
    let governs = |word: &str| {
        matches!(
            word,
            "von"
                | "vom"
                | "aus"
                | "nach"
                | "gegen"
                | "por"
                | "para"
                | "contra"
                | "en"
                | "em"
                | "in"
                | "im"
                | "da"
                | "dal"
                | "dall"
                | "dalla"
                | "del"
                | "della"
                | "dell"
                | "di"
                | "do"
                | "na"
                | "no"
                | "pela"
                | "pelo"
                | "par"
                | "contre"
                | "du"
                | "des"
                | "door"
                | "uit"
                | "van"
        )
    };
    governs(before(1))
        || before(1) == "a" && !article
        || mention.role == Role::Place
        || article && governs(before(2))
        || !preposition(mention, tokens).is_empty()
}

/// "Quels ambassadeurs la France a-t-elle rappelés", "warum hat Nicaragua die Beziehungen abgebrochen": a name alone, without
/// preposition, before the verb acts.
pub(super) fn lone_subject(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let suffers = |token: &Token| {
        matches!(
            token.folded(),
            "wurde" | "wurden" | "worden" | "ete" | "fue" | "fueron" | "foi" | "foram" | "stato" | "stata" | "stati" | "state"
        )
    };
    if let ([act], [mention]) = (acts, &mut *mentions)
        && act.voice == Voice::Act
        && act.words.last().is_some_and(|last| mention.end <= *last)
        && mention.role == Role::Either
        && mention.stands_alone()
        && !is_governed(mention, tokens)
        && !tokens.iter().any(suffers)
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
