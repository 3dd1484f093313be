//! Where clauses begin and end, which preposition governs a name, and whether a verb is active, passive or an adjective.

use super::acts::Act;
use super::mentions::Mention;
use crate::incident::Kind;
use crate::vocabulary::{Form, Token, WordClass};

/// "Did", "was", "had": a verb that helps another.
pub(super) const fn helps(token: &Token) -> bool {
    token.is(WordClass::Passive) || token.is(WordClass::Active) || token.is(WordClass::Having)
}

/// A verb that a question word is followed by.
pub(super) fn is_auxiliary(token: &Token) -> bool {
    helps(token) || matches!(token.folded(), "will" | "would")
}

/// Position behind "apart from …," at the beginning: what is set aside is not what is asked.
pub(super) fn aside_end(tokens: &[Token]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", Token::folded);
    let opens = matches!((word(0), word(1)), ("apart" | "aside", "from") | ("besides", _) | ("other", "than") | ("in", "addition"));
    if !opens {
        return 0;
    }
    (1..tokens.len()).find(|at| tokens.get(*at).is_some_and(|token| token.word.before == ',')).unwrap_or(0)
}

/// Clauses that tell which incident is meant, not what is asked about it: "whose birthday was it when the rebels burst in",
/// "when Seoul cried foul, who answered?" Each by its first position and the one behind its last.
pub(super) fn side_clauses(tokens: &[Token]) -> Vec<(usize, usize)> {
    let opens = |at: usize| tokens.get(at).is_some_and(|token| token.word.before != ' ');
    let mut clauses: Vec<(usize, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is(WordClass::Subordinate)) {
        if clauses.last().is_some_and(|(_, end)| at < *end) {
            continue;
        }
        let end = (at + 1..tokens.len()).find(|next| opens(*next)).unwrap_or(tokens.len());
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let asks = token.is(WordClass::Asking)
            && (tokens.get(at + 1).is_none_or(is_auxiliary)
                || before.is_some_and(|before| before.is(WordClass::Connective) || before.is(WordClass::BeforeAsking)));
        // At the beginning the question itself must follow.
        let follows = !opens(at) || tokens.get(end).is_some_and(|next| next.word.before == ',');
        if !asks && follows && end > at + 1 {
            clauses.push((at, end));
        }
    }
    clauses
}

/// Whether "and" or a comma joins the mention to the next name.
pub(super) fn joins(mention: &Mention, tokens: &[Token]) -> bool {
    tokens.get(mention.end).is_some_and(|token| matches!(token.folded(), "and" | "or") || token.word.before == ',')
}

/// The position of "did", "has" or the like in the clause, if a name stands between it and the verb.
pub(super) fn subject_auxiliary(clause: usize, verb: usize, tokens: &[Token], mentions: &[Mention]) -> Option<usize> {
    let auxiliary =
        (clause..verb).find(|at| tokens.get(*at).is_some_and(|token| token.is(WordClass::Active) || token.is(WordClass::Having)))?;
    mentions.iter().any(|mention| mention.start > auxiliary && mention.end <= verb && mention.start <= auxiliary + 2).then_some(auxiliary)
}

/// Whether "and" joins the mention to a name before it.
pub(super) fn joins_back(mention: &Mention, tokens: &[Token]) -> bool {
    mention.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| matches!(token.folded(), "and" | "or" | "the"))
}

/// The preposition that governs a mention, over "the" and up to two words between ("by the new Czech government").
pub(super) fn preposition<'t>(mention: &Mention, tokens: &'t [Token]) -> &'t str {
    let before = |back: usize| mention.start.checked_sub(back).and_then(|at| tokens.get(at));
    let word = |back: usize| before(back).map_or("", Token::folded);
    let is = |back: usize, class: WordClass| before(back).is_some_and(|token| token.is(class));
    for back in 1..=3 {
        if word(back) == "by" && reckons(mention.start - back, tokens) {
            return "about";
        }
        match word(back) {
            "of" if word(back + 1) == "out" => return "out of",
            "of" if word(back + 1) == "behalf" => return "by",
            "of" if matches!(word(back + 1), "favour" | "favor") => return "over",
            _ if is(back, WordClass::ForeignBy) => return "by",
            "von" | "vom" if tokens.iter().any(|token| matches!(token.folded(), "wurde" | "wurden" | "worden")) => return "by",
            _ if is(back, WordClass::ForeignWith) => return "with",
            found @ ("by" | "of" | "from" | "in" | "at" | "inside" | "against" | "on" | "with" | "to" | "over" | "about" | "for"
            | "between") => return found,
            // "About President Castro".
            _ if mention.form == Form::Person && is(back, WordClass::Person) => {}
            "the" | "a" | "its" | "their" | "his" | "all" | "both" | "some" | "other" | "new" | "entire" | "whole" | "la" | "le"
            | "les" | "l" | "der" | "den" => {}
            _ => return "",
        }
    }
    ""
}

pub(super) fn clause_start(at: usize, tokens: &[Token]) -> usize {
    (0..at)
        .rev()
        .find(|position| {
            tokens.get(*position).is_some_and(|token| {
                token.word.before == '.'
                    || token.is(WordClass::Boundary)
                    || (token.is(WordClass::Saying) && token.stem != "make" && token.stem != "call")
            })
        })
        .unwrap_or(0)
}

pub(super) fn clause_break_between(from: usize, to: usize, tokens: &[Token]) -> bool {
    tokens.get(from..to).unwrap_or_default().iter().any(|token| {
        token.word.before == '.' || matches!(token.folded(), "after" | "before" | "when" | "because" | "while" | "once" | "following")
    })
}

/// "The Russians had to shut their consulate", "was told to close its embassy": who has to close something is acted upon.
fn is_obliged(act: &Act, tokens: &[Token]) -> bool {
    let closes = act.kinds.first().is_some_and(|kind| matches!(kind, Kind::EmbassyClosed | Kind::ConsulateClosed));
    let before = |back: usize| act.start.checked_sub(back).and_then(|at| tokens.get(at));
    closes && before(1).is_some_and(|token| token.folded() == "to") && before(2).is_some_and(|token| token.is(WordClass::Obliging))
}

/// "The Italians told to leave Russia", "given three days to go": right behind whom it is done to.
fn is_ordered(act: &Act, tokens: &[Token], mentions: &[Mention]) -> bool {
    // "The ambassador that Sudan told to leave".
    if mentions.iter().any(|mention| mention.end == act.start && mention.stands_alone() && mention.form != Form::People) {
        return false;
    }
    let verb = tokens.get(act.start);
    let infinitive = tokens.get(act.start + 1).is_some_and(|next| next.folded() == "to");
    infinitive && verb.is_some_and(|verb| matches!(verb.folded(), "told" | "ordered" | "asked" | "forced" | "made" | "obliged"))
}

/// "By Prague's count", "by their own account": whose figure it is, not who acts.
pub(super) fn reckons(by: usize, tokens: &[Token]) -> bool {
    (by + 1..=by + 4).any(|at| {
        let owned = at.checked_sub(1).and_then(|at| tokens.get(at));
        let owned = owned.is_some_and(|owned| owned.word.possessive || matches!(owned.folded(), "own" | "their" | "its" | "his" | "her"));
        owned && tokens.get(at).is_some_and(|token| token.is(WordClass::Reckoning))
    })
}

pub(super) fn is_passive(act: &Act, clause: usize, tokens: &[Token], mentions: &[Mention]) -> bool {
    let after = |at: usize| tokens.get(at).map_or("", Token::folded);
    let agent = tokens.get(act.end).is_some_and(|token| token.is(WordClass::ForeignBy)) || matches!(after(act.end), "von" | "da");
    if after(act.end) == "by" && !reckons(act.end, tokens)
        || agent && mentions.iter().any(|mention| (act.end + 1..act.end + 3).contains(&mention.start))
    {
        return true;
    }
    // "The consulate had to be closed": a wording that begins with the thing has its auxiliary inside.
    if let (Some(first), Some(last)) = (act.words.first(), act.words.last())
        && tokens.get(*last).is_some_and(|token| token.folded().ends_with("ed") || token.folded() == "shut")
        && tokens.get(*first + 1..*last).unwrap_or_default().iter().any(|token| matches!(token.folded(), "be" | "was" | "were" | "been"))
    {
        return true;
    }
    if is_obliged(act, tokens) || is_ordered(act, tokens, mentions) {
        return true;
    }
    let mut before = tokens.get(clause..act.start).unwrap_or_default();
    // "By when did the seven kicked out of …": "did" has another verb.
    if tokens.get(act.start).is_some_and(|token| token.folded().ends_with("ed"))
        && before
            .iter()
            .rev()
            .find(|token| token.is(WordClass::Passive) || token.is(WordClass::Active))
            .is_some_and(|token| token.is(WordClass::Active))
    {
        before = &[];
    }
    let auxiliary = before.iter().rposition(helps);
    match auxiliary.and_then(|position| before.get(position).map(|token| (position, token))) {
        Some((position, token)) => {
            // "was it Albania that …", "the ambassador Albania sent home": a name right before the verb is its subject.
            let adjacent = mentions.iter().any(|mention| mention.end == act.start && mention.stands_alone() && !mention.possessive);
            let earlier = mentions.iter().any(|mention| mention.end < act.start && mention.start >= clause && mention.end != act.start);
            // "Were the two Germans sent home".
            let determines = |token: &Token| matches!(token.folded(), "the" | "these" | "those" | "both" | "all" | "its");
            let light = |between: &[Token]| between.iter().all(|token| determines(token) || token.is_number());
            let behind = mentions.iter().any(|mention| {
                let first = clause + position + 1;
                let near = mention.start == first || mention.start == first + 1;
                mention.end == act.start && (near || tokens.get(first..mention.start).is_some_and(light))
            });
            let inverted = behind && !earlier;
            token.is(WordClass::Passive) && is_participle(act, tokens) && (!adjacent || inverted)
        }
        None => {
            // "the ambassador thrown out of Tirana": a participle behind a noun, with "out of", "from" or "by" behind it.
            let noun_before =
                act.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.weight >= 3 && !token.is_number());
            let named_before =
                mentions.iter().any(|mention| mention.end == act.start && mention.stands_alone() && mention.form != Form::People);
            let last = act.words.last().map_or(act.end, |last| last + 1);
            noun_before
                && !named_before
                && is_participle(act, tokens)
                && matches!((after(last), after(last + 1)), ("by" | "from", _) | ("of", _) | ("out", "of"))
        }
    }
}

/// "its bombed embassy", "the expelled diplomat", "the blockading states": a participle before its noun, which tells no
/// subject.
pub(super) fn is_adjectival(act: &Act, tokens: &[Token]) -> bool {
    let before = act.start.checked_sub(1).and_then(|at| tokens.get(at));
    let doing = tokens.get(act.start).is_some_and(|token| token.folded().ends_with("ing")) && act.words.len() == 1;
    let noun = tokens.get(act.end).is_some_and(|next| next.word.before == ' ' && next.weight >= 3 && !next.word.capital);
    if doing && noun && before.is_some_and(|before| matches!(before.folded(), "the" | "these" | "those")) {
        return true;
    }
    // "The four expelled diplomats".
    let numbered = before.is_some_and(Token::is_number) && noun;
    numbered && is_participle(act, tokens)
        || before.is_some_and(|before| {
            matches!(before.folded(), "its" | "the" | "a" | "an" | "their" | "his" | "her" | "this" | "that" | "these" | "those" | "of")
                || before.word.possessive
        }) && is_participle(act, tokens)
}

/// Whether the verb can be a past participle: not the bare form, not "-s", not "-ing". Of "ambassador expelled" the second word
/// is the verb; who is recalled is so by its own side, and no word behind tells it.
pub(super) fn is_participle(act: &Act, tokens: &[Token]) -> bool {
    let word = |at: &usize| tokens.get(*at).map_or("", Token::folded);
    let verb = match act.words.as_slice() {
        [noun, verb] if *verb == noun + 1 && act.kinds.first() != Some(&Kind::AmbassadorRecalled) && word(verb).ends_with("ed") => {
            Some(verb)
        }
        words => words.first(),
    };
    verb.and_then(|at| tokens.get(*at)).is_some_and(|token| {
        let word = token.folded();
        let infinitive = verb.and_then(|at| at.checked_sub(1)).and_then(|at| tokens.get(at)).is_some_and(|before| before.folded() == "to");
        let irregular = crate::text::stem(word) != token.stem
            || matches!(word, "cut" | "shut" | "hit" | "put" | "set" | "let" | "quit" | "overrun" | "split" | "burst");
        !infinitive
            && (word.ends_with("ed")
                || word.ends_with("en")
                || word.ends_with("wn")
                || irregular
                || !word.is_ascii()
                || token.weight == 10 && !word.ends_with("ing") && !word.ends_with('s'))
    })
}
