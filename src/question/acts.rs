//! Finds the acts a text names, and what names beside them make of their wording.

use crate::incident::Kind;
use crate::vocabulary::{Form, Found, KindCue, Token, Vocabulary, Voice, WordClass};

use super::clauses::{clause_start, helps};
use super::mentions::Mention;

/// An act named in the text: one place, one or several kinds that its wording may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The kinds, the likeliest first.
    pub kinds: Vec<Kind>,
    /// Who acts.
    pub voice: Voice,
    /// Position of the first word.
    pub start: usize,
    /// Position behind the last word.
    pub end: usize,
    /// The words that make it up.
    pub words: Vec<usize>,
}

/// Every act that still is one beside the names of the text; an act without kind names an incident of any kind.
pub(super) fn fitting(tokens: &[Token], mentions: &[Mention], vocabulary: &Vocabulary, foreign: bool) -> Vec<Act> {
    let mut acts = find(tokens, vocabulary, foreign);
    acts.retain(|act| !mentions.iter().any(|mention| act.words.iter().all(|word| (mention.start..mention.end).contains(word))));
    fit_to_mentions(&mut acts, tokens, mentions);
    join_alternatives(&mut acts, tokens);
    acts
}

/// "How many times has it established or restored relations?": either act is asked for.
fn join_alternatives(acts: &mut Vec<Act>, tokens: &[Token]) {
    let word = |at: usize| tokens.get(at).map_or("", Token::folded);
    for position in (1..acts.len()).rev() {
        let pair = acts.get(position - 1).zip(acts.get(position));
        let joined = pair.is_some_and(|(one, other)| word(one.end) == "or" && one.end + 1 == other.start && one.voice == other.voice);
        if joined && !acts.get(position - 1..=position).is_some_and(|pair| are_opposites(pair, tokens)) {
            let other = acts.remove(position);
            if let Some(one) = acts.get_mut(position - 1) {
                one.kinds.extend(other.kinds.iter().filter(|kind| !one.kinds.contains(kind)).copied().collect::<Vec<_>>());
                one.words.extend(other.words);
                one.end = other.end;
            }
        }
    }
}

/// "Severed or restored?": two acts of which one undoes the other, joined by "or", ask how relations stand.
pub(super) fn are_opposites(acts: &[Act], tokens: &[Token]) -> bool {
    let ends = |act: &Act| act.kinds.iter().any(|kind| matches!(kind, Kind::RelationsSevered | Kind::RelationsSuspended));
    let begins = |act: &Act| act.kinds.iter().any(|kind| matches!(kind, Kind::RelationsRestored | Kind::RelationsEstablished));
    if let [act] = acts {
        // The second word alone is no act.
        let word = |at: usize| tokens.get(at).map_or("", Token::folded);
        let undone =
            tokens.get(act.end + 1).is_some_and(|token| matches!(&*token.stem, "restor" | "resum" | "mend" | "heal" | "repair" | "normal"));
        return (ends(act) || begins(act)) && word(act.end) == "or" && undone;
    }
    let [one, other] = acts else { return false };
    let joined = tokens.get(one.end..other.start).unwrap_or_default().iter().any(|token| token.folded() == "or");
    joined && other.start - one.end <= 2 && (ends(one) && begins(other) || begins(one) && ends(other))
}

/// Every act, in the order of the text. Of wordings that overlap the one with the most words wins; others that share
/// its first word add their kinds.
fn find(tokens: &[Token], vocabulary: &Vocabulary, foreign: bool) -> Vec<Act> {
    let mut found = vocabulary.kinds.find(tokens, foreign);
    found.extend(fronted(tokens, vocabulary));
    // The most words first, then the least spread, then the main meaning.
    found.sort_by_key(|place| {
        (std::cmp::Reverse(place.words.len()), place.end - place.start, place.meaning.kind.is_some(), place.meaning.secondary, place.start)
    });
    let mut acts: Vec<Act> = Vec::new();
    for place in found {
        match acts.iter_mut().find(|act| place.words.iter().any(|word| act.words.contains(word))) {
            Some(act) => {
                // "attack on" says less than "attack on an embassy".
                let within = place.words.len() < act.words.len() && place.words.iter().all(|word| act.words.contains(word));
                let same_words = act.words == place.words || (act.words.first() == place.words.first() && place.words.len() > 1 && !within);
                // What names an incident of any kind names no kind.
                if let Some(kind) = place.meaning.kind
                    && same_words
                    && !act.kinds.is_empty()
                    && !act.kinds.contains(&kind)
                {
                    act.kinds.push(kind);
                }
            }
            None => acts.push(act(place, tokens)),
        }
    }
    acts.sort_by_key(|act| act.start);
    acts
}

/// Wordings that only show when a fronted object stands behind its verb again: "which treaties did they walk out of".
fn fronted(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Found<KindCue>> {
    let opens = |token: &Token| matches!(token.folded(), "which" | "what" | "whose" | "many" | "every" | "all");
    let Some(front) = tokens.iter().position(opens) else { return Vec::new() };
    let verb = |at: usize| tokens.get(at).is_some_and(helps);
    let Some(verb_at) = (front + 2..(front + 7).min(tokens.len())).find(|at| verb(*at)) else { return Vec::new() };
    let end = (verb_at..tokens.len())
        .find(|at| tokens.get(*at).is_some_and(|token| *at > verb_at && token.word.before != ' '))
        .unwrap_or(tokens.len());
    let order: Vec<usize> = (verb_at..end).chain(front + 1..verb_at).collect();
    let mut turned: Vec<Token> = order.iter().filter_map(|at| tokens.get(*at)).cloned().collect();
    for token in &mut turned {
        token.word.before = ' ';
    }
    let place = |at: usize| order.get(at).copied().unwrap_or_default();
    vocabulary
        .kinds
        .find(&turned, false)
        .into_iter()
        .filter(|found| found.words.iter().any(|word| place(*word) > verb_at) && found.words.iter().any(|word| place(*word) < verb_at))
        .map(|found| {
            let mut words: Vec<usize> = found.words.iter().map(|word| place(*word)).collect();
            words.sort_unstable();
            let start = words.iter().copied().find(|word| *word > verb_at).unwrap_or_default();
            let end = words.last().map_or(start, |last| last + 1);
            words.sort_by_key(|word| (*word < start, *word));
            Found { meaning: found.meaning, start, end, words }
        })
        .collect()
}

fn act(place: Found<KindCue>, tokens: &[Token]) -> Act {
    const ENDINGS: &[&str] = &["ion", "ions", "al", "als", "ure", "ures", "ment", "ments", "ance", "ances"];
    // Lemmas unite "expulsion" with "expel"; the ending tells which it is.
    let noun = tokens
        .get(place.start)
        .is_some_and(|token| ENDINGS.iter().any(|ending| token.folded().len() > 6 && token.folded().ends_with(ending)));
    // "expel" itself is no noun, though "expulsion" is: their lemma is one.
    let mut words = place.words.iter().filter_map(|word| tokens.get(*word));
    let verb = words.any(|token| token.folded().ends_with("ed") || token.is(WordClass::Verb));
    let voice = if verb && place.meaning.voice == Voice::Noun {
        Voice::Act
    } else if noun && place.meaning.voice == Voice::Act || is_nominal(place.start, tokens) {
        Voice::Noun
    } else {
        place.meaning.voice
    };
    Act { kinds: place.meaning.kind.into_iter().collect(), voice, start: place.start, end: place.end, words: place.words }
}

/// "the Cuba blockade": an article not far before, no auxiliary verb, no past ending.
fn is_nominal(at: usize, tokens: &[Token]) -> bool {
    let clause = clause_start(at, tokens);
    let before = tokens.get(clause..at).unwrap_or_default();
    let verb = before.iter().any(helps);
    let article = before.iter().rev().take(2).any(|token| matches!(token.folded(), "the" | "a" | "an" | "its" | "their"));
    let word = |at: usize| tokens.get(at).map_or("", Token::folded);
    let determined = matches!(word(at + 1), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "all" | "both");
    if determined && word(at).ends_with("ing") {
        return false;
    }
    // "What penalties did …", "how many protests were …".
    let asked = at.checked_sub(1).is_some_and(|before| matches!(word(before), "what" | "which" | "whose" | "many"))
        && tokens.get(at + 1).is_some_and(helps);
    let bare = tokens.get(at).is_some_and(|token| !token.folded().ends_with("ed") && crate::text::stem(token.folded()) == token.stem);
    !verb && (article && bare || asked && !word(at).ends_with("ed"))
}

/// Drops or changes acts whose wording means something else beside these names: "comment on" behind a speaker is no
/// quarrel, "kicked out of the Council of Europe" ends a membership, "attacked" beside an embassy is an attack on it.
fn fit_to_mentions(acts: &mut Vec<Act>, tokens: &[Token], mentions: &[Mention]) {
    let says = |act: &Act| {
        let named = |at: usize| mentions.iter().any(|mention| mention.end == at);
        tokens.get(act.start).is_some_and(|token| token.is(WordClass::Saying))
            && named(act.start)
            && act.kinds.first() == Some(&Kind::VerbalDispute)
    };
    // "recall the name": of memory, not of envoys.
    let remembers = |act: &Act| {
        let before = act.start.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", Token::folded);
        if before == "i" && act.kinds.first() == Some(&Kind::AmbassadorRecalled) {
            return true;
        }
        let subject = mentions.iter().any(|mention| mention.end <= act.start);
        act.kinds.first() == Some(&Kind::AmbassadorRecalled)
            && act.words.len() == 1
            && !subject
            && act
                .start
                .checked_sub(1)
                .and_then(|at| tokens.get(at))
                .is_some_and(|token| matches!(token.folded(), "to" | "i" | "cant" | "cannot" | "you" | "dont"))
    };
    // "friends with full relations" is no event.
    let stands = |act: &Act| act.voice == Voice::Noun && act.kinds.first() == Some(&Kind::RelationsEstablished);
    // "what makes up the list": one party alone makes up with nobody.
    let composes = |act: &Act| {
        let with = tokens.iter().any(|token| matches!(token.folded(), "with" | "between" | "whom" | "again"));
        act.kinds.first() == Some(&Kind::RelationsRestored)
            && act.voice == Voice::Both
            && mentions.len() < 2
            && !with
            && tokens.get(act.start).is_some_and(|token| token.stem == "make")
    };
    // "What argument did Mugabe give": a reason, no quarrel.
    let argues = |act: &Act| {
        let before = act.start.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", Token::folded);
        let noun = tokens.get(act.start).is_some_and(|token| token.folded().starts_with("argument"));
        noun && matches!(before, "what" | "which" | "whose")
    };
    acts.retain(|act| !says(act) && !argues(act) && !remembers(act) && !stands(act) && !composes(act));
    leave_states(acts, tokens, mentions);
    send_away(acts, tokens, mentions);
    let organisation = mentions.iter().any(|mention| mention.parties.iter().all(|party| party.is_organisation()));
    let embassy = tokens.iter().any(|token| matches!(&*token.stem, "embassi"));
    for act in acts.iter_mut() {
        let envoys = act.words.len() > 2;
        if organisation && !envoys && act.kinds.first() == Some(&Kind::DiplomatsExpelled) {
            act.kinds.extend([Kind::MembershipSuspended, Kind::MembershipWithdrawn]);
        }
        if embassy && act.kinds.first() == Some(&Kind::TerritorialClash) {
            act.kinds = vec![Kind::EmbassyAttacked];
        }
    }
}

/// "Boot those four Russians", "ejected the Iranians": of people, where no word for diplomats stands.
fn send_away(acts: &mut Vec<Act>, tokens: &[Token], mentions: &[Mention]) {
    for position in (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(|token| token.is(WordClass::SendingAway))) {
        let people = |mention: &Mention| mention.form == Form::People && (position + 1..position + 4).contains(&mention.start);
        let known = acts.iter().any(|act| act.words.contains(&position));
        if !known && mentions.iter().any(people) {
            acts.push(Act {
                kinds: vec![Kind::DiplomatsExpelled, Kind::PersonaNonGrata, Kind::AmbassadorExpelled],
                voice: Voice::Act,
                start: position,
                end: position + 1,
                words: vec![position],
            });
        }
    }
    acts.sort_by_key(|act| act.start);
}

/// "dropped Taiwan", "left Taipei for Beijing": to leave a state is to break with it.
fn leave_states(acts: &mut Vec<Act>, tokens: &[Token], mentions: &[Mention]) {
    for (position, token) in tokens.iter().enumerate() {
        let leaves = token.is(WordClass::Leaving);
        let object = mentions.iter().find(|mention| {
            mention.start == position + 1
                || (mention.start == position + 2 && tokens.get(position + 1).is_some_and(|token| token.folded() == "the"))
        });
        let state = object.is_some_and(|mention| {
            matches!(mention.form, Form::Name | Form::Seat)
                && !mention.possessive
                && mention.parties.iter().all(|party| !party.is_organisation())
        });
        let known = acts.iter().any(|act| act.words.contains(&position));
        // "leave Moscow" of diplomats is no break between states.
        let of_persons = tokens.get(..position).unwrap_or_default().iter().any(|token| token.is(WordClass::Staying))
            || mentions.iter().any(|mention| mention.form == Form::People && mention.end <= position);
        // "Countries have dropped Taiwan".
        let has = position.checked_sub(1).is_some_and(|before| tokens.get(before).is_some_and(|token| token.is(WordClass::Having)));
        let subject = position.checked_sub(1 + usize::from(has)).is_some_and(|before| {
            let named =
                mentions.iter().any(|mention| mention.end == before + 1 && matches!(mention.form, Form::Name | Form::Seat | Form::Person));
            named || tokens.get(before).is_some_and(|token| token.is(WordClass::Polity))
        });
        if leaves && state && subject && !known && !of_persons {
            acts.push(Act {
                kinds: vec![Kind::RelationsSevered],
                voice: Voice::Act,
                start: position,
                end: position + 1,
                words: vec![position],
            });
        }
    }
    acts.sort_by_key(|act| act.start);
}
