//! The parts that names play by what stands beside them, once the acts have told theirs: owners, subjects of other verbs,
//! joined names, places.

use super::acts::Act;
use super::clauses::preposition;
use super::mentions::{Mention, Role};
use crate::incident::Kind;
use crate::vocabulary::{Form, Token, Voice, WordClass};

/// Takes back who acts and who is acted upon: "Россию исключили из Совета Европы" tells it by endings, which nothing reads.
pub(super) fn open(mentions: &mut [Mention]) {
    for mention in mentions.iter_mut().filter(|mention| matches!(mention.role, Role::Initiator | Role::Target)) {
        mention.role = Role::Either;
    }
}

/// "When did Ottawa shut its mission, the Baird announcement?", "how many Soviet workers did Moscow withdraw": a person or
/// an adjective of a state whose part is told plays no other.
pub(super) fn own_side(tokens: &[Token], mentions: &mut [Mention]) {
    let sentence = |at: usize| tokens.iter().take(at + 1).filter(|token| token.word.before == '.').count();
    let of_other = |mention: &Mention| matches!(mention.form, Form::Person | Form::Adjective);
    // "Trudeau recalled Canada's ambassador": whose envoy it is acts already.
    for position in 0..mentions.len() {
        let own = mentions.get(position).is_some_and(|owner| {
            let acts = |other: &Mention| other.role == Role::Initiator && other.form == Form::Person && other.shares(owner);
            owner.possessive && owner.role == Role::Target && mentions.iter().any(acts)
        });
        mentions.iter_mut().skip(position).take(usize::from(own)).for_each(|owner| owner.role = Role::Either);
    }
    for position in 0..mentions.len() {
        let Some(person) = mentions.get(position).filter(|mention| of_other(mention)) else { continue };
        let sides = |role: Role| matches!(role, Role::Initiator | Role::Target);
        let differs = |other: &Mention| {
            !of_other(other)
                && sides(other.role)
                && other.role != person.role
                && other.shares(person)
                && (person.form == Form::Person || sentence(other.start) == sentence(person.start))
        };
        if sides(person.role) && mentions.iter().any(differs) {
            mentions.iter_mut().skip(position).take(1).for_each(|person| person.role = Role::Either);
        }
    }
}

/// "The Turkish-Armenian border": what is of both is between them.
pub(super) fn between_both(mentions: &mut [Mention]) {
    for position in 1..mentions.len() {
        let pair = mentions.get(position - 1).zip(mentions.get(position));
        if pair.is_some_and(|(one, other)| one.end == other.start && one.form == Form::Adjective && other.form == Form::Adjective) {
            mentions.iter_mut().skip(position - 1).take(2).for_each(|mention| mention.role = Role::Either);
        }
    }
}

/// "when was the US embassy attacked": whose embassy it is.
pub(super) fn owners(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    if acts.iter().any(|act| act.kinds.first() == Some(&Kind::EmbassyAttacked)) {
        for mention in mentions.iter_mut().filter(|mention| matches!(mention.role, Role::Either | Role::Initiator)) {
            if tokens.get(mention.end).is_some_and(|token| matches!(&*token.stem, "embassi" | "consul" | "consulat" | "mission"))
                && mention.form != Form::Seat
            {
                mention.role = Role::Target;
            }
        }
    }
}

/// "What did London do …", "did the Czechs order": the subject of an auxiliary acts, if no act has told its part.
pub(super) fn doers(acts: &[Act], tokens: &[Token], mentions: &mut [Mention]) {
    let has_act = !acts.is_empty();
    for mention in mentions.iter_mut().filter(|mention| mention.role == Role::Either && !mention.possessive && mention.stands_alone()) {
        let before = |back: usize| mention.start.checked_sub(back).and_then(|at| tokens.get(at));
        let word = |back: usize| before(back).map_or("", Token::folded);
        let auxiliary = |back: usize| before(back).is_some_and(|token| token.is(WordClass::Active) || token.is(WordClass::Having));
        let after = tokens.get(mention.end).map_or("", Token::folded);
        // "the British diplomats got a week to leave Moscow": who is left sends away.
        if matches!(word(1), "leave" | "leaving" | "left") && !has_act {
            mention.role = Role::Initiator;
            continue;
        }
        if (auxiliary(1) || (word(1) == "the" && auxiliary(2)))
            && !matches!(after, "and" | "been" | "being" | "get" | "become" | "or" | "have")
        {
            let does = tokens
                .get(mention.end)
                .is_some_and(|token| matches!(&*token.stem, "do" | "hit" | "retali" | "take" | "come" | "strike" | "get"));
            // "What did Moscow do in return for the British expulsions?" asks for another deed than the one it names; "how many
            // dead did the Armenians count in the offensive?" does not say whose offensive it was.
            let named_only = has_act && acts.iter().all(|act| act.voice == Voice::Noun && act.start > mention.end);
            mention.role = match (does && has_act, named_only) {
                (true, _) => Role::Speaker,
                (_, true) => Role::Either,
                _ => Role::Initiator,
            };
            // "What word did Downer use when Honiara turfed out his envoy": who uses it does nothing of what follows.
            let apart = |act: &Act| {
                let between = tokens.get(mention.end..act.start).unwrap_or_default();
                between.iter().any(|token| token.is(WordClass::Subordinate))
            };
            if has_act && acts.iter().all(apart) {
                mention.told_by = Some(tokens.len());
            }
        }
    }
}

/// What is left where no act is known: "the French ambassador to Italy" is France's towards Italy, and "Benin blocking
/// Niger's oil" something that Benin does.
pub(super) fn undertakers(has_act: bool, tokens: &[Token], mentions: &mut [Mention]) {
    if has_act {
        return;
    }
    for position in 0..mentions.len() {
        let Some(mention) = mentions.get(position).filter(|mention| mention.role == Role::Either).cloned() else { continue };
        let envoy = mention
            .start
            .checked_sub(2)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| matches!(&*token.stem, "ambassador" | "envoy" | "embassi" | "consul" | "diplomat"));
        if envoy && preposition(&mention, tokens) == "to" {
            mentions.iter_mut().skip(position).take(1).for_each(|mention| mention.role = Role::Target);
            continue;
        }
        let Some(before) = position.checked_sub(1).and_then(|at| mentions.get(at)).cloned() else { continue };
        let between = tokens.get(before.end..mention.start).unwrap_or_default();
        let verb = between.first().filter(|_| between.len() <= 2).is_some_and(|verb| {
            verb.word.before == ' ' && verb.weight >= 3 && (verb.folded().ends_with("ing") || verb.folded().ends_with("ed"))
        });
        if verb && before.role == Role::Either && !before.possessive && before.stands_alone() {
            for (mention, role) in mentions.iter_mut().skip(position - 1).zip([Role::Initiator, Role::Target]) {
                mention.role = role;
            }
        }
    }
}

/// Names joined by "and" play one part. "Rwanda and Belgium parted ways": two subjects and nobody acted upon tell no
/// direction; "Chinese and American consulates": either will do.
pub(super) fn join(tokens: &[Token], mentions: &mut [Mention]) {
    let sides = |role: Role, mentions: &[Mention]| mentions.iter().any(|mention| mention.role == role);
    let one_sided = sides(Role::Target, mentions) != sides(Role::Initiator, mentions);
    for position in 1..mentions.len() {
        let (Some(one), Some(other)) = (mentions.get(position - 1).cloned(), mentions.get(position).cloned()) else { continue };
        let between = tokens.get(one.end..other.start).unwrap_or_default();
        let joins = |token: &Token| matches!(token.folded(), "and" | "or");
        let linked = between.iter().any(joins) && between.iter().all(|token| joins(token) || token.folded() == "the");
        let opens = one.start.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", Token::folded);
        if linked && opens == "between" {
            for mention in mentions.iter_mut().skip(position - 1).take(2) {
                mention.role = Role::Either;
            }
            continue;
        }
        if !linked {
            continue;
        }
        let role = if one.role == Role::Either { other.role } else { one.role };
        let role = if one_sided && one.stands_alone() && other.stands_alone() && role == Role::Initiator { Role::Either } else { role };
        let joined = role != Role::Either;
        for mention in mentions.iter_mut().skip(position - 1).take(2) {
            mention.role = role;
            mention.joined |= joined;
        }
    }
}

/// "in Tehran", "embassy in Quito": a place, if nothing else was told.
pub(super) fn is_place(mention: &Mention, tokens: &[Token]) -> bool {
    let before = |back: usize| mention.start.checked_sub(back).and_then(|at| tokens.get(at)).map_or("", Token::folded);
    matches!(before(1), "in" | "en" | "em" | "inside" | "near" | "over" | "about")
        || (before(1) == "the" && matches!(before(2), "in" | "inside" | "over" | "about"))
}
