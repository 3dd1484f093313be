//! What the question words ask for: aspects, intent, the sentence that asks, the event that bounds the time.

use super::acts::Act;
use super::mentions::{Mention, Role};
use super::period::Period;
use super::{Anchor, Intent, Question, clauses};
use crate::incident::{Aspect, Kind};
use crate::vocabulary::{AspectCue, Found, PeriodWord, Token, Vocabulary, Voice, WordClass};

/// The noun of what is counted stands within so many words: "how many diplomatic rows and spats".
const MOST_COUNTED: usize = 6;

/// "Not" stands at most so many words from the beginning, and from its verb.
const MOST_DENYING: usize = 5;

/// "the envoy who left", "when it shut its embassy": a question word inside a sentence that asks nothing.
fn is_relative(cue: &Found<AspectCue>, tokens: &[Token]) -> bool {
    // "Which one?" asks for one.
    let ones = cue.words.last().and_then(|word| tokens.get(*word)).is_some_and(|token| token.folded() == "one");
    if cue.meaning == AspectCue::List && cue.words.len() == 2 && ones {
        return true;
    }
    // "What make of car" asks for a make, not for a reason.
    let followed = tokens.get(cue.end).is_some_and(|next| next.folded() == "of");
    if cue.meaning == AspectCue::Aspect(Aspect::Why) && followed && cue.end.checked_sub(1).is_some_and(|at| folded(tokens, at) == "make") {
        return true;
    }
    let [word] = cue.words.as_slice() else { return false };
    let Some(token) = tokens.get(*word) else { return false };
    if !matches!(token.folded(), "when" | "who" | "whom" | "where" | "whose") {
        return false;
    }
    let next = tokens.get(word + 1);
    let before = word.checked_sub(1).and_then(|at| tokens.get(at));
    let opens =
        token.word.before != ' ' || before.is_none_or(|before| before.is(WordClass::Connective) || before.is(WordClass::BeforeAsking));
    let asks = next.is_none_or(|next| clauses::is_auxiliary(next) || matches!(next.folded(), "exactly" | "precisely" | "should"));
    if token.folded() == "when" {
        !(asks || tokens.len() <= 5 && opens)
    } else {
        !(opens || asks && before.is_some_and(|before| before.weight <= 1)) && next.is_some()
    }
}

fn folded(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", Token::folded)
}

/// "the 2015 nuclear accord": the time of a thing, not of the act asked about.
pub(super) fn modifies_other(period: &Period, tokens: &[Token], acts: &[Act]) -> bool {
    let article = period.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.folded() == "the");
    // "The 1918 stuff".
    let topic = tokens
        .get(period.end)
        .is_some_and(|token| token.word.before == ' ' && matches!(&*token.stem, "stuff" | "thing" | "busi" | "stori" | "question"));
    if article && topic {
        return true;
    }
    // "The 1961 Vienna convention".
    let treaty = (period.end..period.end + 3).filter_map(|at| tokens.get(at)).take_while(|token| token.word.before == ' ');
    if article && treaty.into_iter().any(|token| token.is(WordClass::Treaty)) {
        return true;
    }
    let near = period.end..(period.end + 3).min(tokens.len());
    let noun = tokens.get(period.end).is_some_and(|token| token.word.before == ' ' && token.weight >= 5);
    // "the 2013 apology" is the act itself, "pulled out of the 2015 accord" has it as its object.
    let object = acts.iter().any(|act| act.start < period.start && act.words.iter().any(|word| near.contains(word)));
    article && noun && object
}

/// Whether the words are a cue here.
pub(super) fn is_meant(
    cue: &Found<AspectCue>,
    tokens: &[Token],
    mentions: &[Mention],
    periods: &[Period],
    vocabulary: &Vocabulary,
) -> bool {
    // "The US out of the WHO": the name is no question word.
    let named = mentions.iter().any(|mention| cue.words.iter().all(|word| (mention.start..mention.end).contains(word)));
    // "By Riyadh's own count, how many …": a comma parts two things.
    let parted = cue.meaning == AspectCue::Count
        && cue.words.windows(2).any(|pair| pair[1] == pair[0] + 1 && tokens.get(pair[1]).is_some_and(|token| token.word.before == ','));
    !named
        && !parted
        && !lists_others(cue, tokens, vocabulary)
        && !is_relative(cue, tokens)
        && !is_no_superlative(cue, tokens, periods)
        && !counts_others(cue, tokens, vocabulary)
}

/// "Name some airlines that steered clear of Belarus": a list of other things than incidents and states.
fn lists_others(cue: &Found<AspectCue>, tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let opens = matches!((folded(tokens, cue.start), folded(tokens, cue.start + 1)), ("name", "some" | "any" | "the" | "a"));
    let noun = (cue.start + 2..cue.start + 5).filter_map(|at| tokens.get(at)).find(|token| token.weight >= 1 && !token.is_number());
    let known = |token: &Token| {
        token.word.capital
            || token.is(WordClass::CountedState)
            || token.is(WordClass::Person)
            || ["event", "state"].iter().any(|list| vocabulary.aspects.in_list(list, &token.stem))
            || ["countable", "anyenvoy"].iter().any(|list| vocabulary.kinds.in_list(list, &token.stem))
    };
    opens && cue.meaning == AspectCue::List && noun.is_some_and(|noun| !known(noun))
}

/// "How many hostages were there in …", "how many people had to flee in the fighting": what is counted is no incident.
fn counts_others(cue: &Found<AspectCue>, tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let many = cue.start + 1;
    // "How many run-ins do you have": what the register has are incidents.
    let kept = |at: &usize| matches!(folded(tokens, *at), "you" | "u" | "we" | "file" | "record");
    let asks = matches!((folded(tokens, cue.start), folded(tokens, many)), ("how", "many") | ("number", "of"));
    if cue.meaning != AspectCue::Count || !asks || cue.words.iter().any(kept) {
        return false;
    }
    let noun = |token: &&Token| {
        vocabulary.aspects.in_list("event", &token.stem)
            || vocabulary.aspects.in_list("state", &token.stem)
            || vocabulary.kinds.in_list("countable", &token.stem)
    };
    // "How many lost their lives in the clashes": behind a preposition stands where, not what.
    let place = |token: &Token| token.is(WordClass::Preposition) && token.folded() != "of";
    let counted = tokens.get(many + 1..).unwrap_or_default().iter().take_while(|token| !clauses::is_auxiliary(token) && !place(token));
    !counted.take(MOST_COUNTED).any(|token| noun(&token))
}

/// "last year", "Russia's last consulate": no first or last of a set.
fn is_no_superlative(cue: &Found<AspectCue>, tokens: &[Token], periods: &[Period]) -> bool {
    // "the last thing known", "the latest on"
    let vague = tokens.get(cue.end).is_some_and(|next| {
        matches!(next.folded(), "news" | "word" | "known" | "on" | "about" | "status" | "update" | "name" | "names" | "place")
    }) || folded(tokens, cue.end) == "state" && folded(tokens, cue.end + 1) == "of"
        || (tokens.get(cue.end).is_some_and(|next| next.folded() == "thing")
            && tokens.get(cue.end + 1).is_some_and(|next| matches!(next.folded(), "known" | "i" | "we" | "you")));
    // "in the first week of January"
    let part = tokens.get(cue.end).is_some_and(|next| matches!(next.folded(), "week" | "half" | "quarter" | "days" | "weeks" | "months"));
    let dated = vague || part || periods.iter().any(|period| (period.start..period.end).contains(&cue.start));
    // "How long did the crisis last?"
    let lasting =
        folded(tokens, cue.start) == "last" && tokens.windows(2).any(|pair| pair[0].folded() == "how" && pair[1].folded() == "long");
    let owned = cue
        .start
        .checked_sub(1)
        .and_then(|at| tokens.get(at))
        .is_some_and(|before| before.word.possessive || matches!(before.folded(), "its" | "their" | "his" | "her" | "my" | "our"));
    matches!(cue.meaning, AspectCue::First | AspectCue::Last) && (dated || owned || lasting)
}

/// The sentence that asks: with a question mark, names, acts and question words; the last of equals.
pub(super) fn main_sentence(text: &str, tokens: &[Token], mentions: &[Mention], acts: &[Act], cues: &[Found<AspectCue>]) -> (usize, usize) {
    let starts: Vec<usize> = tokens
        .iter()
        .enumerate()
        .filter(|(position, token)| *position == 0 || token.word.before == '.')
        .map(|(position, _)| position)
        .collect();
    let mut best = (0, 0, tokens.len());
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(tokens.len());
        let inside = |position: usize| (*start..end).contains(&position);
        let asks = tokens
            .get(end.saturating_sub(1))
            .and_then(|token| text.get(token.word.end..))
            .is_some_and(|rest| rest.trim_start_matches(['\'', '"', ')', '\u{201d}', ' ']).starts_with(['?', '\u{61f}']));
        let named = mentions.iter().filter(|mention| inside(mention.start)).count() + acts.iter().filter(|act| inside(act.start)).count();
        let points = named + usize::from(asks) * 3 + usize::from(cues.iter().any(|cue| inside(cue.start)));
        if points >= best.0 {
            best = (points, *start, end);
        }
    }
    (best.1, best.2)
}

/// Positions of the words in sentences before the one that asks, where they name nothing and that one names a party and an
/// act, a time or another party: "We're doing the Cold War in class and I drew the short straw. What came of …?"
pub(super) fn idle_words(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    acts: &[Act],
    periods: &[Period],
    main: (usize, usize),
) -> Vec<usize> {
    let named = |start: usize, end: usize| {
        let inside = |position: usize| (start..end).contains(&position);
        let parties = mentions.iter().filter(|mention| inside(mention.start)).count();
        let acts = acts.iter().filter(|act| inside(act.start)).count();
        (parties, acts + periods.iter().filter(|period| inside(period.start)).count())
    };
    let (parties, others) = named(main.0, main.1);
    if parties == 0 || parties + others < 2 {
        return Vec::new();
    }
    // "Skripal: who threw out more?": a colon ends no sentence.
    let ends = |at: usize| {
        let gap = at.checked_sub(1).and_then(|before| tokens.get(before)).map(|token| token.word.end).zip(tokens.get(at));
        gap.and_then(|(from, token)| text.get(from..token.word.start)).is_some_and(|gap| gap.contains(['.', '!', '?', '\n']))
    };
    let mut starts: Vec<usize> = (1..main.0).filter(|at| ends(*at)).collect();
    starts.insert(0, 0);
    let behind = starts.iter().skip(1).copied().chain([main.0]);
    let whole = main.0 == 0 || ends(main.0);
    starts
        .iter()
        .copied()
        .zip(behind)
        .filter(|(start, end)| whole && start < end && named(*start, *end) == (0, 0))
        .flat_map(|(start, end)| start..end)
        .collect()
}

/// A set that only a plural or a bare "who" tells: "which ships …", "how many embassies …", "who broke with Iran?"
pub(super) fn soft_intent(
    tokens: &[Token],
    mentions: &[Mention],
    acts: &[Act],
    cues: &[Found<AspectCue>],
    vocabulary: &Vocabulary,
) -> Option<Intent> {
    if is_plural_phrase(tokens, acts, cues) {
        return Some(Intent::List);
    }
    for (position, token) in tokens.iter().enumerate() {
        let many = token.folded() == "many" && position > 0 && folded(tokens, position - 1) == "how";
        if !many && !matches!(token.folded(), "which" | "what") {
            continue;
        }
        let asks_else = cues.iter().any(|cue| {
            cue.words.len() > 1
                && cue.words.contains(&position)
                && matches!(cue.meaning, AspectCue::Aspect(Aspect::Why | Aspect::When | Aspect::Deadline | Aspect::Condition))
        });
        if asks_else {
            continue;
        }
        let reach = if token.folded() == "what" { 3 } else { 5 };
        // "Which of its neighbours".
        let determined = folded(tokens, position + 1) == "of" && matches!(folded(tokens, position + 2), "its" | "the" | "their" | "these");
        let position = if determined && !many { position + 2 } else { position };
        for at in position + 1..(position + reach).min(tokens.len()) {
            let Some(noun) = tokens.get(at) else { break };
            if matches!(noun.folded(), "and" | "or") {
                continue;
            }
            // "Which US ambassadors": the name is no pronoun.
            if mentions.iter().any(|mention| (mention.start..mention.end).contains(&at)) && !noun.word.possessive && noun.word.before == ' '
            {
                continue;
            }
            if noun.word.before != ' ' || noun.weight <= 1 || noun.word.possessive || noun.folded() == "ones" {
                break;
            }
            let person = noun.is(WordClass::Person)
                || !noun.folded().starts_with("consulat")
                    && ["diplomat", "ambassador", "anyenvoy"].iter().any(|list| vocabulary.kinds.in_list(list, &noun.stem));
            // Of diplomats many are sent away at once, of ambassadors one.
            let ambassador = vocabulary.kinds.in_list("ambassador", &noun.stem);
            let thing = vocabulary.kinds.in_list("countable", &noun.stem) || ambassador && many;
            let leaves = noun.stem == "member"
                && acts
                    .iter()
                    .any(|act| act.kinds.iter().any(|kind| matches!(kind, Kind::MembershipWithdrawn | Kind::MembershipSuspended)));
            let plural = noun.folded().ends_with('s') && !noun.folded().ends_with("ss");
            let names_party = mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
            let of_act = acts.iter().any(|act| {
                act.words.contains(&at) && !act.kinds.iter().any(|kind| matches!(kind, Kind::HostageCrisis | Kind::DetentionCase))
            });
            if plural && !names_party && ((!many && !acts.is_empty()) || thing || of_act || leaves) && !(many && person && !ambassador) {
                return Some(if many { Intent::Count } else { Intent::List });
            }
        }
    }
    asks_who(tokens, mentions, acts).then_some(Intent::List)
}

/// "Embassies attacked in 2012?": no sentence, and its first noun is a plural that an act is worded with.
fn is_plural_phrase(tokens: &[Token], acts: &[Act], cues: &[Found<AspectCue>]) -> bool {
    let sentence = cues.iter().any(|cue| matches!(cue.meaning, AspectCue::Aspect(_)))
        || tokens.iter().any(|token| token.is(WordClass::Asking) || clauses::is_auxiliary(token));
    let plural = |word: &Token| {
        let ends = word.folded().ends_with('s') && !word.folded().ends_with("ss");
        ends && word.weight >= 3 && !word.word.possessive && !word.word.capital
    };
    let first = acts.first().filter(|act| act.start <= 2).and_then(|act| act.words.iter().max());
    // "Hacks that have been pinned on Beijing?"
    let relative = tokens.get(1).is_some_and(|token| matches!(token.folded(), "that" | "which" | "who"));
    let named = relative && tokens.first().is_some_and(plural) && acts.iter().any(|act| act.words.contains(&0));
    named || !sentence && first.and_then(|last| tokens.get(..=*last)).is_some_and(|words| words.iter().any(plural))
}

/// "Who broke with Iran?": who acts or is acted upon is all that is asked.
fn asks_who(tokens: &[Token], mentions: &[Mention], acts: &[Act]) -> bool {
    let both = acts.iter().any(|act| act.voice == Voice::Both);
    let parties =
        mentions.len() == 1 && mentions.iter().all(|mention| mention.role == Role::Target || mention.role == Role::Initiator || both);
    let whole = |kind: &Kind| {
        kind.is_about_relations()
            || matches!(
                kind,
                Kind::DiplomatsExpelled
                    | Kind::AmbassadorExpelled
                    | Kind::AmbassadorRecalled
                    | Kind::RecognitionGranted
                    | Kind::RecognitionWithdrawn
                    | Kind::SanctionsImposed
                    | Kind::MembershipWithdrawn
                    | Kind::AirspaceClosed
                    | Kind::BorderClosed
            )
    };
    let whom =
        folded(tokens, 1) == "whom" && tokens.first().is_some_and(|token| token.is(WordClass::Preposition) || token.folded() == "against");
    let who = whom || matches!(folded(tokens, 0), "who" | "whom");
    // "Who read out the statement that they were leaving": another verb stands between.
    let direct = acts.first().is_some_and(|act| {
        let between = tokens.get(1..act.start).unwrap_or_default();
        between
            .iter()
            .all(|token| token.weight <= 2 || clauses::helps(token) || token.is(WordClass::Asking) || token.folded().ends_with("ly"))
            || mentions.iter().any(|mention| mention.end <= act.start)
    });
    who && direct && parties && acts.len() == 1 && acts.iter().all(|act| act.kinds.first().is_some_and(whole))
}

/// "Which two ministers", "which general": a person is asked for.
pub(super) fn asks_person(tokens: &[Token]) -> bool {
    let asked = |token: &Token| matches!(token.folded(), "which" | "what");
    // "Which pair of Erdoğan's ministers": what is told is of whom they are a pair.
    let collects = |at: usize| tokens.get(at).is_some_and(|token| token.is(WordClass::Collective)) && folded(tokens, at + 1) == "of";
    tokens.iter().enumerate().filter(|(_, token)| asked(token)).any(|(position, _)| {
        let first = if collects(position + 1) { position + 3 } else { position + 1 };
        let ends = |next: &Token| next.word.before != ' ' || matches!(next.folded(), "of" | "in") || clauses::is_auxiliary(next);
        let near = tokens.get(first..tokens.len().min(position + 6)).unwrap_or_default();
        near.iter().take(4).take_while(|next| !ends(next)).any(|next| next.is(WordClass::Person))
    })
}

/// "How many did Beijing expel in answer to that?" asks how many, not for the answer.
pub(super) fn is_connecting(cue: &Found<AspectCue>, tokens: &[Token]) -> bool {
    let before = cue.start.checked_sub(1).map_or("", |at| folded(tokens, at));
    cue.meaning == AspectCue::Aspect(Aspect::Response) && before == "in" && matches!(folded(tokens, cue.end), "to" | "for")
}

pub(super) fn aspects_of(cues: &[Found<AspectCue>]) -> Vec<Aspect> {
    // A longer cue hides the shorter ones inside it: "how long did they have" is no "how".
    let mut found: Vec<(usize, Aspect)> = Vec::new();
    for cue in cues {
        let AspectCue::Aspect(aspect) = cue.meaning else { continue };
        let hidden = cues.iter().any(|other| {
            other.words.len() > cue.words.len()
                && cue.words.iter().all(|word| other.words.contains(word))
                && !matches!(other.meaning, AspectCue::SmallTalk)
                && other.meaning != cue.meaning
        });
        if !hidden && !found.iter().any(|(_, known)| *known == aspect) {
            found.push((cue.start, aspect));
        }
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, aspect)| aspect).collect()
}

/// "How many days did they give him to leave?" asks by when, not how many.
pub(super) fn counts_days(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    tokens.windows(2).any(|pair| {
        let unit = vocabulary.periods.get(pair[1].folded()).is_some_and(|(word, _)| *word == PeriodWord::Unit);
        matches!(pair[0].folded(), "many" | "much") && (unit || matches!(&*pair[1].stem, "hour" | "time" | "day" | "week" | "month"))
    })
}

pub(super) fn intent_of(
    tokens: &[Token],
    cues: &[Found<AspectCue>],
    aspects: &[Aspect],
    polar: bool,
    acts: &[Act],
    anchor: Option<&Anchor>,
) -> Intent {
    // "What's the state of relations between the two?"
    let stands = acts.is_empty() && tokens.iter().any(|token| matches!(&*token.stem, "relat" | "tie" | "stand" | "play"));
    let has = |wanted: AspectCue| cues.iter().any(|cue| cue.meaning == wanted);
    // "When did they break? I need it for a timeline."
    let one = matches!(aspects, [Aspect::When | Aspect::Why | Aspect::Where | Aspect::Who | Aspect::Deadline]);
    let chain = has(AspectCue::Chain) && !one;
    let relations = acts.is_empty() || acts.iter().any(|act| act.kinds.iter().any(|kind| kind.is_about_relations()));
    if has(AspectCue::Count) {
        Intent::Count
    } else if has(AspectCue::First) {
        Intent::First
    } else if has(AspectCue::Last) {
        Intent::Last
    } else if chain || has(AspectCue::List) && !aspects.contains(&Aspect::HowMany) {
        Intent::List
    } else if (polar || stands) && anchor.is_none() && relations && aspects.contains(&Aspect::Status) {
        Intent::Status
    } else {
        Intent::Fact
    }
}

/// "Did London and Tripoli have relations in 1990?", "relations between Kyiv and Damascus, on or off?": no question word, no act,
/// two names and the word for what is between them.
pub(super) fn asks_how_it_stands(tokens: &[Token], mentions: &[Mention], acts: &[Act], cues: &[Found<AspectCue>]) -> bool {
    let two = mentions.iter().filter(|mention| !mention.is_group()).count() == 2;
    let relations = tokens.iter().any(|token| matches!(&*token.stem, "relat" | "tie"));
    let asked = tokens.iter().any(|token| token.is(WordClass::Asking)) || !cues.is_empty();
    two && relations && acts.is_empty() && !asked
}

/// "before the break of 2016": the word, then an act within the same clause.
pub(super) fn find_anchor(tokens: &[Token], acts: &[Act], cues: &[Found<AspectCue>], periods: &[Period]) -> Option<Anchor> {
    cues.iter().find_map(|cue| {
        let after = match cue.meaning {
            AspectCue::After => true,
            AspectCue::Before => false,
            _ => return None,
        };
        let start = cue.end;
        let stops = |token: &Token| token.word.before != ' ' || matches!(token.folded(), "what" | "when" | "which" | "who" | "why" | "did");
        let end = (start + 1..tokens.len()).find(|position| tokens.get(*position).is_some_and(stops)).unwrap_or(tokens.len());
        let dated = periods.iter().any(|period| period.start > start && period.start < end);
        // "after the Solomon Islands had done so": the same act by another.
        let again = tokens.get(end.saturating_sub(1)).is_some_and(|token| matches!(token.folded(), "so" | "did" | "had" | "does"))
            && end > start + 1;
        let bounded = dated || again || acts.iter().any(|act| (start..end).contains(&act.start));
        let main = acts.iter().any(|act| !(cue.start..end).contains(&act.start));
        (bounded && (main || acts.len() <= 1)).then_some(Anchor { after, start: cue.start, end })
    })
}

/// Begins with a verb: "did", "is", "has" …, perhaps behind a preamble or a name.
pub(super) fn is_polar(tokens: &[Token], mentions: &[Mention]) -> bool {
    let opens = tokens.iter().enumerate().any(|(position, token)| {
        let starts = token.word.before != ' '
            || position
                .checked_sub(1)
                .and_then(|at| tokens.get(at))
                .is_some_and(|before| before.weight == 0 && before.is(WordClass::Connective));
        starts && token.is(WordClass::Opener)
    });
    let still = mentions.len() >= 2 && tokens.iter().any(|token| matches!(token.folded(), "still" | "again"));
    (opens || still) && !tokens.iter().any(|token| token.is(WordClass::Asking) && token.word.before != ' ')
}

/// "which countries did not …", "why didn't Albania cut ties?": nothing on record says what did not happen.
pub(super) fn is_negated(question: &Question) -> bool {
    let (tokens, acts) = (&question.tokens, &question.acts);
    // "not just downgraded" leaves nothing out.
    let merely = |at: usize| matches!(folded(tokens, at + 1), "just" | "only" | "merely");
    let short =
        |token: &Token| token.folded().ends_with("n't") || matches!(token.folded(), "didnt" | "hasnt" | "havent" | "dont" | "doesnt");
    // "(suspensions don't count)": a remark denies nothing of the question.
    let bracketed = |token: &Token| {
        let before = question.text.get(..token.word.start).unwrap_or_default();
        before.matches('(').count() > before.matches(')').count()
    };
    // "Would not let the plane through": a refusal is something that happened.
    let refuses =
        |at: usize| matches!(folded(tokens, at.wrapping_sub(1)), "would" | "will") || matches!(folded(tokens, at), "wouldn't" | "wouldnt");
    let negates = |(at, token): &(usize, &Token)| {
        (matches!(token.folded(), "not" | "never") || short(token)) && !merely(*at) && !bracketed(token) && !refuses(*at)
    };
    let set = matches!(question.intent, Intent::List | Intent::Count | Intent::First | Intent::Last);
    if set {
        let asks = |at: usize| (question.main_start..question.main_end).contains(&at);
        return tokens.iter().enumerate().any(|pair| asks(pair.0) && negates(&pair));
    }
    // The verb of the act is denied, not something told beside it: an auxiliary, perhaps who acts, and the verb.
    let asks = matches!(question.aspects.as_slice(), [Aspect::When | Aspect::Why, ..]);
    let denied = |at: usize| {
        let begins = tokens.get(..at).unwrap_or_default().iter().take(3).any(clauses::is_auxiliary) && at <= MOST_DENYING;
        let verb = acts.iter().filter(|act| act.voice == Voice::Act).any(|act| (at + 1..=at + MOST_DENYING).contains(&act.start));
        begins && verb
    };
    asks && tokens.iter().enumerate().any(|(at, token)| {
        (negates(&(at, token)) && denied(at)) || at <= 1 && short(token) && acts.iter().any(|act| act.voice == Voice::Act)
    })
}
