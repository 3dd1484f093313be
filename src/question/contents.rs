//! The words of a question: slips corrected, another language noticed, and those that tell something beyond parties,
//! acts and periods.

use super::acts::Act;
use super::mentions::Mention;
use super::period::Period;
use super::{Content, clauses};
use crate::incident::Aspect;
use crate::vocabulary::{AspectCue, FULL_WEIGHT, Form, Found, Token, Vocabulary, Voice, WordClass};

/// Replaces words that nobody knows by the nearest known ones. A text mostly of unknown words is another language.
pub(super) fn correct_slips(text: &str, tokens: &mut [Token], vocabulary: &Vocabulary) -> Vec<(String, String)> {
    // "wich", "wen", "hw": short forms of chats that the list of lemmas has.
    for token in tokens.iter_mut() {
        // "George W. Bush" is not "w/ Iran".
        if token.folded() == "w" && !text.get(token.word.end..).is_some_and(|rest| rest.starts_with('/')) {
            continue;
        }
        if matches!(&*token.stem, "what" | "when" | "which" | "who" | "why" | "how" | "where" | "with" | "about")
            && token.folded() != token.stem
        {
            let stem = token.stem.to_string();
            vocabulary.words.reread(token, &stem);
        }
    }
    let is_unknown = |token: &Token| {
        token.weight == FULL_WEIGHT
            && !token.is_number()
            && !vocabulary.words.knows(token.folded())
            && !vocabulary.spelling.knows(token.folded())
            && !vocabulary.kinds.knows(&token.stem)
    };
    // "Krasikov'u", "Moskova'nın": Turkish endings stand behind an apostrophe.
    for token in tokens.iter_mut() {
        let ended = if is_unknown(token) { without_ending(token, text) } else { None };
        if let Some(name) = ended {
            vocabulary.words.reread(token, &name);
        }
    }
    let mut unknown: Vec<usize> = tokens.iter().enumerate().filter(|(_, token)| is_unknown(token)).map(|(position, _)| position).collect();
    if !unknown.is_empty() {
        let named = named_positions(tokens, vocabulary);
        unknown.retain(|position| !named.contains(position));
    }
    if is_foreign(tokens, vocabulary) {
        return Vec::new();
    }
    let mut corrections = Vec::new();
    for position in unknown {
        let Some(meant) = meant(tokens, position, vocabulary) else { continue };
        let Some(token) = tokens.get_mut(position) else { continue };
        corrections.push((token.word.folded.clone(), meant.to_owned()));
        vocabulary.words.reread(token, meant);
    }
    corrections
}

/// A name with a capital letter without the ending behind its apostrophe.
fn without_ending(token: &Token, text: &str) -> Option<String> {
    let written = text.get(token.word.start..token.word.end)?;
    let (name, ending) = written.split_once(['\'', '\u{2019}'])?;
    let is_ending = ending.chars().count() <= LONGEST_ENDING && ending.chars().all(char::is_lowercase);
    (token.word.capital && is_ending && name.chars().count() >= SHORTEST_NAME).then(|| crate::text::fold(name))
}

/// Letters of an ending at most, and of the name before it at least.
const LONGEST_ENDING: usize = 4;
const SHORTEST_NAME: usize = 4;

/// What an unknown word was meant to be: what makes a name with the word before it ("New Zeland"), else the nearest.
fn meant<'v>(tokens: &[Token], position: usize, vocabulary: &'v Vocabulary) -> Option<&'v str> {
    let word = tokens.get(position)?.folded();
    let before = position.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", Token::folded);
    let names = |word: &str| vocabulary.names.longest_at(&[before, word], false).is_some_and(|(_, length)| length == 2);
    let near = if vocabulary.names.opens_name(before) { vocabulary.spelling.near(word) } else { Vec::new() };
    near.into_iter().find(|near| names(near)).or_else(|| vocabulary.spelling.nearest(word))
}

/// Positions of words that are part of a name of several words, in whatever language.
fn named_positions(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<usize> {
    let words: Vec<&str> = tokens.iter().map(Token::folded).collect();
    let name = |start: usize| vocabulary.names.longest_at(words.get(start..)?, false).map(|(_, length)| start..start + length);
    (0..words.len()).filter_map(name).filter(|name| name.len() > 1).flatten().collect()
}

/// Whether the text is in another language: few of its words are English ones or names.
pub(super) fn is_foreign(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    // Arabic, Russian: each letter takes two bytes, and short words may fold to two letters.
    let own_script = |token: &&Token| !token.is_number() && token.word.end - token.word.start >= 2 * token.folded().len();
    let written = tokens.iter().filter(own_script).count();
    if written >= 2 && written * 2 > tokens.len() {
        return true;
    }
    let long = tokens.iter().filter(|token| token.folded().len() >= 3 && !token.is_number());
    let (mut all, mut strange) = (0, 0);
    for token in long {
        all += 1;
        let english = token.weight < FULL_WEIGHT || vocabulary.words.knows(token.folded());
        strange += usize::from(!english && vocabulary.names.longest_at(&[token.folded()], true).is_none());
    }
    let english = tokens.iter().filter(|token| token.is(WordClass::English)).count();
    let mostly_strange = strange >= 2 && strange * 5 >= all * 2 && english < 2 && !is_mistyped(tokens, strange, vocabulary);
    // "Comment Cuba a réagi …": small words of another language and none of English.
    mostly_strange || strange >= 1 && english == 0 && vocabulary.words.language(tokens).is_some_and(|(_, small)| small >= SMALL_WORDS)
}

/// "how mny cyberatack attributons agianst": most strange words are slips, and no small word is of another language.
fn is_mistyped(tokens: &[Token], strange: usize, vocabulary: &Vocabulary) -> bool {
    let accented = tokens.iter().any(|token| token.word.end - token.word.start != token.folded().len() && !token.is_number());
    let english = tokens.iter().any(|token| token.is(WordClass::English));
    if accented || !english || vocabulary.words.language(tokens).is_some_and(|(_, small)| small > 1) {
        return false;
    }
    let slip = |token: &&Token| {
        token.weight == FULL_WEIGHT
            && !token.is_number()
            && !vocabulary.words.knows(token.folded())
            && vocabulary.spelling.nearest(token.folded()).is_some()
    };
    tokens.iter().filter(slip).count() * 2 > strange
}

/// Most weight of a light verb ("make", "use").
const LIGHT: u8 = 2;

/// Weight of one as the noun that a thing is asked for by.
const NOUN: u8 = 4;

/// So many small words tell another language.
const SMALL_WORDS: usize = 3;

/// Reads the words of another language as English ones.
pub(super) fn translate(tokens: &mut [Token], foreign: bool, vocabulary: &Vocabulary) {
    if foreign {
        vocabulary.words.translate(tokens);
    }
}

/// Drops words of another language that nobody understood; tells how many.
pub(super) fn drop_unread(contents: &mut Vec<Content>) -> usize {
    let all = contents.len();
    contents.retain(|content| !content.unknown);
    all - contents.len()
}

/// Words that only English has.
pub(super) fn contents_of(
    tokens: &[Token],
    mentions: &[Mention],
    acts: &[Act],
    periods: &[Period],
    cues: &[Found<AspectCue>],
    vocabulary: &Vocabulary,
) -> Vec<Content> {
    let focus: Vec<usize> = focus(tokens, acts)
        .into_iter()
        .filter(|position| {
            !cues.iter().any(|cue| {
                cue.words.contains(position)
                    && matches!(cue.meaning, AspectCue::Aspect(Aspect::Why | Aspect::Response | Aspect::Background | Aspect::Consequence))
            })
        })
        .collect();
    let named = |position: usize| mentions.iter().any(|mention| names_alone(mention) && (mention.start..mention.end).contains(&position));
    let dated = |position: usize| periods.iter().any(|period| (period.start..period.end).contains(&position));
    // The nouns of "which minister", "in which city" tell something; "deadline", "react" only name the aspect.
    let asked = |position: usize| {
        let only_asks = tokens.get(position).is_some_and(|token| token.is(WordClass::AskingNoun));
        cues.iter().any(|cue| {
            cue.words.contains(&position)
                && (only_asks && matches!(cue.meaning, AspectCue::Aspect(_))
                    || !matches!(
                        cue.meaning,
                        AspectCue::SmallTalk
                            | AspectCue::Opinion
                            | AspectCue::Aspect(
                                Aspect::Who
                                    | Aspect::Where
                                    | Aspect::What
                                    | Aspect::HowMany
                                    | Aspect::Background
                                    | Aspect::Why
                                    | Aspect::Demand
                                    | Aspect::LegalBasis
                                    | Aspect::Condition
                                    | Aspect::Consequence
                                    | Aspect::Status
                            )
                    ))
        })
    };
    tokens
        .iter()
        .enumerate()
        .filter(|(position, token)| {
            (token.weight >= 2 || focus.contains(position) && token.weight >= 1)
                && !named(*position)
                && !dated(*position)
                && !asked(*position)
        })
        .map(|(position, token)| Content {
            stem: token.stem.to_string(),
            weight: if focus.contains(&position) { as_noun(position, tokens) } else { token.weight },
            focus: focus.contains(&position),
            position,
            of_act: acts.iter().any(|act| act.words.contains(&position)),
            proper: token.weight == FULL_WEIGHT
                && (token.is_number() || is_strange(token, vocabulary) || (token.word.capital && token.word.before == ' ' && position > 0)),
            unknown: token.weight == FULL_WEIGHT
                && !token.is_number()
                && is_strange(token, vocabulary)
                && !vocabulary.spelling.knows(token.folded()),
        })
        .collect()
}

/// "What make of car": a noun, however light the verb is.
fn as_noun(position: usize, tokens: &[Token]) -> u8 {
    let weight = tokens.get(position).map_or(0, |token| token.weight);
    let light = weight <= LIGHT && tokens.get(position + 1).is_some_and(|next| next.folded() == "of");
    if light { NOUN } else { weight }
}

/// Whether no list has the word, neither as written nor as it was read.
fn is_strange(token: &Token, vocabulary: &Vocabulary) -> bool {
    !vocabulary.words.knows(token.folded()) && !vocabulary.words.knows(&token.stem)
}

/// Whether the name says all that its words tell; persons and affairs named after a group ("AUKUS") are looked for too.
fn names_alone(mention: &Mention) -> bool {
    !matches!(mention.form, Form::Person | Form::Group)
}

/// Positions of the words that say which thing is asked for: those between "which", "what", "how many" and the verb.
fn focus(tokens: &[Token], acts: &[Act]) -> Vec<usize> {
    if let Some(position) = (1..tokens.len()).find(|at| {
        tokens.get(*at).is_some_and(|token| token.is(WordClass::Measure)) && tokens.get(at - 1).is_some_and(|token| token.folded() == "how")
    }) {
        return vec![position];
    }
    let Some(front) = tokens.iter().position(|token| matches!(token.folded(), "which" | "what" | "whose" | "many" | "much")) else {
        return Vec::new();
    };
    let bounded = (front + 1..(front + 6).min(tokens.len())).any(|at| {
        tokens.get(at).is_some_and(|token| {
            matches!(token.folded(), "did" | "does" | "was" | "were" | "is" | "are" | "has" | "have" | "had" | "would")
        })
    });
    if tokens.get(front).is_some_and(|token| token.folded() == "what") && !bounded {
        return Vec::new();
    }
    let mut focus = Vec::new();
    for position in front + 1..(front + 6).min(tokens.len()) {
        let Some(token) = tokens.get(position) else { break };
        let verb = ends_focus(token) || acts.iter().any(|act| act.start == position && act.voice == Voice::Act && position > front + 1);
        // "Which countries phoned Mugabe".
        let past = position > front + 1
            && token.folded().ends_with("ed")
            && tokens.get(position + 1).is_some_and(|next| next.word.capital || next.weight <= 1);
        if verb || past || (token.word.before != ' ') {
            break;
        }
        // "Which countries exactly?"
        if token.folded().ends_with("ly") && token.weight <= LIGHT {
            continue;
        }
        focus.push(position);
    }
    focus
}

/// A verb, a preposition or a relative pronoun.
fn ends_focus(token: &Token) -> bool {
    clauses::helps(token) || token.is(WordClass::Modal) || token.is(WordClass::Preposition) || matches!(token.folded(), "that" | "who")
}

/// Puts phrasal verbs ("let the ship go") in the place of their verbs, where no act has them.
pub(super) fn join_phrasal_verbs(contents: &mut Vec<Content>, tokens: &[Token], acts: &[Act], vocabulary: &Vocabulary) {
    for (stem, position) in vocabulary.words.phrasal_verbs(tokens) {
        if !acts.iter().any(|act| act.words.contains(&position)) {
            contents.retain(|content| content.position != position);
            contents.push(Content { stem, weight: 8, position, focus: false, of_act: false, unknown: false, proper: false });
        }
    }
}
