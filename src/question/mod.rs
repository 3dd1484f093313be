//! Text to question: who, whom, what, when, and what is asked about it. Never fails; what is not understood is kept.
//! Knows words through `vocabulary`; knows no records.

mod acts;
mod compare;
mod follow;
mod mentions;
mod period;

pub use acts::Act;
pub use compare::{Comparison, split};
pub use mentions::{Mention, Role};
pub use period::Period;

use crate::incident::{Aspect, Date, Kind, Party};
use crate::vocabulary::{AspectCue, FULL_WEIGHT, Form, Found, Token, Vocabulary, Voice};

/// A word that tells something beyond parties, acts and periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its stem.
    pub stem: String,
    /// How much it tells, 1 to 10.
    pub weight: u8,
    /// Position among the tokens.
    pub position: usize,
    /// It is part of the wording of an act.
    pub of_act: bool,
    /// No list and no record knows it.
    pub unknown: bool,
    /// It says which thing is asked for: "which hacker group", "how many passengers".
    pub focus: bool,
    /// It is a name rather than a word: no list of English words has it, or it is a number, or written with a capital.
    pub proper: bool,
}

/// How many incidents an answer is about, and which of those that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// One incident, a fact about it.
    Fact,
    /// Every incident that fits.
    List,
    /// How many fit.
    Count,
    /// The first that fits.
    First,
    /// The last that fits.
    Last,
    /// How relations stand.
    Status,
}

/// "before the break of 2016", "after Mali broke off with Ukraine": an event that bounds the time asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// After it rather than before it.
    pub after: bool,
    /// Position of "before" or "after".
    pub start: usize,
    /// Position behind its last word.
    pub end: usize,
}

/// A question as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The text as given.
    pub text: String,
    /// Its words, slips corrected.
    pub tokens: Vec<Token>,
    /// Corrected slips: as written, as read.
    pub corrections: Vec<(String, String)>,
    /// The parties named.
    pub mentions: Vec<Mention>,
    /// The acts named.
    pub acts: Vec<Act>,
    /// The event that bounds the time.
    pub anchor: Option<Anchor>,
    /// What is asked, in the order of the text; empty if nothing says.
    pub aspects: Vec<Aspect>,
    /// How many incidents are asked for.
    pub intent: Intent,
    /// When it is said to have been.
    pub period: Option<Period>,
    /// Other periods named, in side clauses.
    pub side_periods: Vec<Period>,
    /// What else is told.
    pub contents: Vec<Content>,
    /// Asks for an opinion or a forecast.
    pub aside: bool,
    /// Greets, thanks, insults or orders, and names no act.
    pub chats: bool,
    /// Can be answered by yes or no.
    pub polar: bool,
    /// Asks for what did not happen.
    pub negated: bool,
    /// A word of diplomacy is in it, so that it is about incidents at all.
    pub diplomatic: bool,
    /// The set asked for is only told by a plural ("which ships", "how many embassies") or a bare "who": if one incident
    /// fits, the question is about that one.
    pub soft: bool,
    /// Position of the first word of the sentence that asks.
    pub main_start: usize,
    /// Position behind its last word.
    pub main_end: usize,
    /// The whole text only changes one thing of the question before ("and in 2018?").
    pub elliptic: bool,
    /// What was taken over from the question before.
    pub inherited: bool,
}

/// Reads a text as a question asked on the day `today`.
pub fn understand(text: &str, vocabulary: &Vocabulary, today: &Date) -> Question {
    let mut tokens = vocabulary.words.tokens(text);
    let foreign = is_foreign(&tokens, vocabulary);
    let corrections = correct_slips(&mut tokens, vocabulary);
    let mut mentions = mentions::find(&tokens, vocabulary);
    let mut acts = acts::find(&tokens, vocabulary, foreign);
    acts.retain(|act| !mentions.iter().any(|mention| act.words.iter().all(|word| (mention.start..mention.end).contains(word))));
    acts::fit_to_mentions(&mut acts, &tokens, &mentions);
    let any = acts.iter().any(|act| act.kinds.is_empty());
    let all_acts = acts.clone();
    acts.retain(|act| !act.kinds.is_empty());
    acts::assign_roles(&acts, &tokens, &mut mentions, foreign);
    let periods = period::find(&tokens, period::Calendar { today, words: &vocabulary.periods });
    let mut cues = vocabulary.aspects.find(&tokens, foreign);
    cues.retain(|cue| !is_relative(cue, &tokens) && !is_no_superlative(cue, &tokens, &periods));
    let (main_start, main_end) = main_sentence(text, &tokens, &mentions, &acts, &cues);
    let anchor = find_anchor(&tokens, &acts, &cues, &periods);
    let (main, side): (Vec<Period>, Vec<Period>) =
        periods.iter().copied().partition(|period| !modifies_other(period, &tokens, &all_acts) && anchor.as_ref().is_none_or(|anchor| !(anchor.start..anchor.end).contains(&period.start)));
    let mut aspects = aspects_of(&cues);
    if aspects.is_empty() && asks_person(&tokens) {
        aspects.push(Aspect::Who);
    }
    let contents = contents_of(&tokens, &mentions, &acts, &periods, &cues, vocabulary);
    let polar = is_polar(&tokens, &mentions);
    let told = intent_of(&cues, &aspects, polar, &acts, anchor.as_ref());
    let soft = if told == Intent::Fact { soft_intent(&tokens, &mentions, &acts, &cues, vocabulary) } else { None };
    let intent = soft.unwrap_or(told);
    let aside = cues.iter().any(|cue| cue.meaning == AspectCue::Opinion);
    let chats = acts.is_empty() && cues.iter().any(|cue| cue.meaning == AspectCue::SmallTalk);
    let negated = is_negated(&tokens, intent);
    let diplomatic = any || !acts.is_empty() || tokens.iter().any(|token| vocabulary.kinds.in_lists(&token.stem));
    let mut contents = contents;
    for (stem, position) in vocabulary.words.phrasal_verbs(&tokens) {
        if !acts.iter().any(|act| act.words.contains(&position)) {
            contents.retain(|content| content.position != position);
            contents.push(Content { stem, weight: 8, position, focus: false, of_act: false, unknown: false, proper: false });
        }
    }
    let contents = if foreign { contents.into_iter().filter(|content| !content.unknown).collect() } else { contents };
    let mut question = Question {
        text: text.to_owned(),
        tokens,
        corrections,
        mentions,
        acts,
        anchor,
        aspects,
        intent,
        period: main.first().copied(),
        side_periods: main.into_iter().skip(1).chain(side).collect(),
        contents,
        aside,
        chats,
        polar,
        negated,
        diplomatic,
        soft: soft.is_some(),
        main_start,
        main_end,
        elliptic: false,
        inherited: false,
    };
    question.elliptic = follow::is_elliptic(&question);
    question
}

impl Question {
    /// The parties with this role, each meaning of a name once.
    pub fn parties_as(&self, role: Role) -> Vec<Party> {
        let mut parties = Vec::new();
        for party in self.mentions.iter().filter(|mention| mention.role == role).flat_map(|mention| &mention.parties) {
            if !parties.contains(party) {
                parties.push(*party);
            }
        }
        parties
    }

    /// The kinds that the main act may mean; empty if no act is named.
    pub fn kinds(&self) -> &[Kind] {
        self.main_act().map_or(&[], |act| &act.kinds)
    }

    /// The act asked about: the first that is not inside the anchor.
    pub fn main_act(&self) -> Option<&Act> {
        let aside = acts::aside_end(&self.tokens);
        let outside = |act: &&Act| act.start >= aside && self.anchor.as_ref().is_none_or(|anchor| !(anchor.start..anchor.end).contains(&act.start));
        let inside = |act: &&Act| (self.main_start..self.main_end).contains(&act.start);
        self.acts.iter().filter(outside).find(inside).or_else(|| self.acts.iter().find(outside))
    }

    /// Position behind what the question sets aside at its beginning ("apart from …,").
    pub fn aside_end(&self) -> usize {
        acts::aside_end(&self.tokens)
    }

    /// Whether this aspect is asked.
    pub fn asks(&self, aspect: Aspect) -> bool {
        self.aspects.contains(&aspect)
    }

    /// Whether a name is asked for: "what was the name of", "what is he called".
    pub fn asks_name(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.folded(), "name" | "names" | "called" | "named"))
    }

    /// Whether words are asked for rather than deeds: "what did Iran say to that?"
    pub fn says(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.stem.as_str(), "say" | "call" | "comment" | "describ" | "tell" | "think" | "claim"))
    }

    /// Words that nothing knows.
    pub fn unknown_words(&self) -> Vec<&str> {
        self.contents.iter().filter(|content| content.unknown).filter_map(|content| self.tokens.get(content.position)).map(Token::folded).collect()
    }
}

/// "the envoy who left", "when it shut its embassy": a question word inside a sentence that asks nothing.
fn is_relative(cue: &Found<AspectCue>, tokens: &[Token]) -> bool {
    const AUXILIARIES: &[&str] = &["did", "does", "do", "was", "were", "is", "are", "has", "had", "have", "will", "would", "exactly", "precisely", "should"];
    const BEFORE: &[&str] = &["know", "knows", "tell", "remember", "wonder", "wondering", "ask", "asking", "me", "exactly", "by", "to", "from", "with", "for", "in", "on", "of", "at", "since", "until", "till", "recall", "says", "check", "just", "about"];
    let [word] = cue.words.as_slice() else { return false };
    let Some(token) = tokens.get(*word) else { return false };
    if !matches!(token.folded(), "when" | "who" | "whom" | "where" | "whose") {
        return false;
    }
    let next = tokens.get(word + 1).map(Token::folded);
    let before = word.checked_sub(1).and_then(|at| tokens.get(at));
    let opens = token.word.before != ' ' || before.is_none_or(|before| before.is_connective() || BEFORE.contains(&before.folded()));
    let asks = next.is_none_or(|next| AUXILIARIES.contains(&next));
    if token.folded() == "when" { !asks && !(tokens.len() <= 5 && opens) } else { !opens && !(asks && before.is_some_and(|before| before.weight <= 1)) && next.is_some() }
}

/// "the 2015 nuclear accord": the time of a thing, not of the act asked about.
fn modifies_other(period: &Period, tokens: &[Token], acts: &[Act]) -> bool {
    let article = period.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.folded() == "the");
    let near = period.end..(period.end + 3).min(tokens.len());
    let noun = tokens.get(period.end).is_some_and(|token| token.word.before == ' ' && token.weight >= 5);
    // "the 2013 apology" is the act itself, "pulled out of the 2015 accord" has it as its object.
    let object = acts.iter().any(|act| act.start < period.start && act.words.iter().any(|word| near.contains(word)));
    article && noun && object
}

/// "last year", "Russia's last consulate": no first or last of a set.
fn is_no_superlative(cue: &Found<AspectCue>, tokens: &[Token], periods: &[Period]) -> bool {
    // "the last thing known", "the latest on"
    let vague = tokens.get(cue.end).is_some_and(|next| matches!(next.folded(), "news" | "word" | "known" | "on" | "about" | "status" | "state" | "update" | "name" | "names" | "place"))
        || (tokens.get(cue.end).is_some_and(|next| next.folded() == "thing") && tokens.get(cue.end + 1).is_some_and(|next| matches!(next.folded(), "known" | "i" | "we" | "you")));
    let dated = vague || periods.iter().any(|period| (period.start..period.end).contains(&cue.start));
    let owned = cue.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| before.word.possessive || matches!(before.folded(), "its" | "their" | "his" | "her" | "my" | "our"));
    matches!(cue.meaning, AspectCue::First | AspectCue::Last) && (dated || owned)
}

/// The sentence that asks: with a question mark, names, acts and question words; the last of equals.
fn main_sentence(text: &str, tokens: &[Token], mentions: &[Mention], acts: &[Act], cues: &[Found<AspectCue>]) -> (usize, usize) {
    let starts: Vec<usize> = tokens.iter().enumerate().filter(|(position, token)| *position == 0 || token.word.before == '.').map(|(position, _)| position).collect();
    let mut best = (0, 0, tokens.len());
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(tokens.len());
        let inside = |position: usize| (*start..end).contains(&position);
        let asks = tokens.get(end.saturating_sub(1)).and_then(|token| text.get(token.word.end..)).is_some_and(|rest| rest.trim_start_matches(['\'', '"', ')', '\u{201d}', ' ']).starts_with(['?', '\u{61f}']));
        let named = mentions.iter().filter(|mention| inside(mention.start)).count() + acts.iter().filter(|act| inside(act.start)).count();
        let points = named + usize::from(asks) * 3 + usize::from(cues.iter().any(|cue| inside(cue.start)));
        if points >= best.0 {
            best = (points, *start, end);
        }
    }
    (best.1, best.2)
}

/// A set that only a plural or a bare "who" tells: "which ships …", "how many embassies …", "who broke with Iran?"
fn soft_intent(tokens: &[Token], mentions: &[Mention], acts: &[Act], cues: &[Found<AspectCue>], vocabulary: &Vocabulary) -> Option<Intent> {
    let folded = |at: usize| tokens.get(at).map_or("", Token::folded);
    for (position, token) in tokens.iter().enumerate() {
        let many = token.folded() == "many" && position > 0 && folded(position - 1) == "how";
        if !many && !matches!(token.folded(), "which" | "what") {
            continue;
        }
        let asks_else = cues.iter().any(|cue| cue.words.len() > 1 && cue.words.contains(&position) && matches!(cue.meaning, AspectCue::Aspect(Aspect::Why | Aspect::When | Aspect::Deadline | Aspect::Condition)));
        if asks_else {
            continue;
        }
        let reach = if token.folded() == "what" { 3 } else { 5 };
        for at in position + 1..(position + reach).min(tokens.len()) {
            let Some(noun) = tokens.get(at) else { break };
            if matches!(noun.folded(), "and" | "or") {
                continue;
            }
            if noun.word.before != ' ' || noun.weight <= 1 || noun.word.possessive || noun.folded() == "ones" {
                break;
            }
            let person = !noun.folded().starts_with("consulat") && ["diplomat", "ambassador", "anyenvoy"].iter().any(|list| vocabulary.kinds.in_list(list, &noun.stem));
            let thing = vocabulary.kinds.in_list("countable", &noun.stem);
            let leaves = noun.stem == "member" && acts.iter().any(|act| act.kinds.iter().any(|kind| matches!(kind, Kind::MembershipWithdrawn | Kind::MembershipSuspended)));
            let plural = noun.folded().ends_with('s') && !noun.folded().ends_with("ss");
            let names_party = mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
            let of_act = acts.iter().any(|act| act.words.contains(&at) && !act.kinds.iter().any(|kind| matches!(kind, Kind::HostageCrisis | Kind::DetentionCase)));
            if plural && !names_party && ((!many && !acts.is_empty()) || thing || of_act || leaves) && !(many && person) {
                return Some(if many { Intent::Count } else { Intent::List });
            }
        }
    }
    let both = acts.iter().any(|act| act.voice == Voice::Both);
    let parties = mentions.len() == 1 && mentions.iter().all(|mention| mention.role == Role::Target || mention.role == Role::Initiator || both);
    let whole = |kind: &Kind| kind.is_about_relations() || matches!(kind, Kind::DiplomatsExpelled | Kind::AmbassadorExpelled | Kind::AmbassadorRecalled | Kind::RecognitionGranted | Kind::RecognitionWithdrawn | Kind::SanctionsImposed | Kind::MembershipWithdrawn);
    let who = matches!(folded(0), "who" | "whom") || (folded(0) == "with" && folded(1) == "whom");
    (who && parties && acts.len() == 1 && acts.iter().all(|act| act.kinds.first().is_some_and(whole))).then_some(Intent::List)
}

/// Replaces words that nobody knows by the nearest known ones. A text mostly of unknown words is another language.
fn correct_slips(tokens: &mut [Token], vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let is_unknown = |token: &Token| {
        token.weight == FULL_WEIGHT && !token.is_number() && !vocabulary.words.knows(token.folded()) && !vocabulary.spelling.knows(token.folded()) && !vocabulary.kinds.in_lists(&token.stem)
    };
    let unknown: Vec<usize> = tokens.iter().enumerate().filter(|(_, token)| is_unknown(token)).map(|(position, _)| position).collect();
    if is_foreign(tokens, vocabulary) {
        return Vec::new();
    }
    let mut corrections = Vec::new();
    for position in unknown {
        let Some(token) = tokens.get_mut(position) else { continue };
        if let Some(nearest) = vocabulary.spelling.nearest(token.folded()) {
            corrections.push((token.word.folded.clone(), nearest.to_owned()));
            token.word.folded = nearest.to_owned();
            token.stem = vocabulary.words.stem(nearest);
            token.weight = vocabulary.words.weight(nearest);
        }
    }
    corrections
}

/// "Which two ministers", "which general": a person is asked for.
fn asks_person(tokens: &[Token]) -> bool {
    const PERSONS: &[&str] = &["minist", "member", "offici", "presid", "leader", "general", "journalist", "diplomat", "politician", "envoy", "ambassador", "command", "spokesman", "spokeswoman", "senat", "chancellor", "premier", "secretari", "judg", "activist", "dissid", "agent", "spi", "person", "man", "woman", "captain", "colonel", "negoti", "mediat", "attach", "consul"];
    tokens.iter().enumerate().any(|(position, token)| matches!(token.folded(), "which" | "what") && (1..=4).filter_map(|ahead| tokens.get(position + ahead)).take_while(|next| next.word.before == ' ' && !matches!(next.folded(), "did" | "was" | "were" | "of" | "in")).any(|next| PERSONS.contains(&next.stem.as_str())))
}

/// Whether the text is in another language: few of its words are English ones or names.
fn is_foreign(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let long = tokens.iter().filter(|token| token.folded().len() >= 3 && !token.is_number());
    let (mut all, mut strange) = (0, 0);
    for token in long {
        all += 1;
        let english = token.weight < FULL_WEIGHT || vocabulary.words.knows(token.folded());
        strange += usize::from(!english && vocabulary.names.longest_at(&[token.folded()], true).is_none());
    }
    let english = tokens.iter().filter(|token| ENGLISH.contains(&token.folded())).count();
    strange >= 2 && strange * 5 >= all * 2 && english < 2
}

/// Words that only English has.
const ENGLISH: &[&str] = &["the", "was", "did", "is", "of", "to", "and", "what", "when", "who", "why", "how", "which", "that", "with", "does", "were", "it", "has", "from", "for", "any", "are", "been", "about", "after"];


fn aspects_of(cues: &[Found<AspectCue>]) -> Vec<Aspect> {
    // A longer cue hides the shorter ones inside it: "how long did they have" is no "how".
    let mut found: Vec<(usize, Aspect)> = Vec::new();
    for cue in cues {
        let AspectCue::Aspect(aspect) = cue.meaning else { continue };
        let hidden = cues.iter().any(|other| {
            other.words.len() > cue.words.len() && cue.words.iter().all(|word| other.words.contains(word)) && other.meaning != cue.meaning
        });
        if !hidden && !found.iter().any(|(_, known)| *known == aspect) {
            found.push((cue.start, aspect));
        }
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, aspect)| aspect).collect()
}

fn intent_of(cues: &[Found<AspectCue>], aspects: &[Aspect], polar: bool, acts: &[Act], anchor: Option<&Anchor>) -> Intent {
    let has = |wanted: AspectCue| cues.iter().any(|cue| cue.meaning == wanted);
    let relations = acts.is_empty() || acts.iter().any(|act| act.kinds.iter().any(|kind| kind.is_about_relations()));
    if has(AspectCue::Count) {
        Intent::Count
    } else if has(AspectCue::First) {
        Intent::First
    } else if has(AspectCue::Last) {
        Intent::Last
    } else if has(AspectCue::List) && !aspects.contains(&Aspect::HowMany) {
        Intent::List
    } else if polar && anchor.is_none() && relations && (aspects.contains(&Aspect::Status)) {
        Intent::Status
    } else {
        Intent::Fact
    }
}

/// "before the break of 2016": the word, then an act within the same clause.
fn find_anchor(tokens: &[Token], acts: &[Act], cues: &[Found<AspectCue>], periods: &[Period]) -> Option<Anchor> {
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
        let again = tokens.get(end.saturating_sub(1)).is_some_and(|token| matches!(token.folded(), "so" | "did" | "had" | "does")) && end > start + 1;
        let bounded = dated || again || acts.iter().any(|act| (start..end).contains(&act.start));
        let main = acts.iter().any(|act| !(cue.start..end).contains(&act.start));
        (bounded && (main || acts.len() <= 1)).then_some(Anchor { after, start: cue.start, end })
    })
}

fn contents_of(tokens: &[Token], mentions: &[Mention], acts: &[Act], periods: &[Period], cues: &[Found<AspectCue>], vocabulary: &Vocabulary) -> Vec<Content> {
    let focus: Vec<usize> = focus(tokens, acts).into_iter().filter(|position| !cues.iter().any(|cue| cue.words.contains(position) && matches!(cue.meaning, AspectCue::Aspect(Aspect::Why | Aspect::Response | Aspect::Background | Aspect::Consequence)))).collect();
    let named = |position: usize| mentions.iter().any(|mention| mention.form != Form::Person && (mention.start..mention.end).contains(&position));
    let dated = |position: usize| periods.iter().any(|period| (period.start..period.end).contains(&position));
    // The nouns of "which minister", "in which city" tell something; "deadline", "react" only name the aspect.
    let asked = |position: usize| {
        cues.iter().any(|cue| cue.words.contains(&position) && !matches!(cue.meaning, AspectCue::SmallTalk | AspectCue::Opinion | AspectCue::Aspect(Aspect::Who | Aspect::Where | Aspect::What | Aspect::HowMany | Aspect::Background | Aspect::Why | Aspect::Demand | Aspect::LegalBasis | Aspect::Condition | Aspect::Consequence | Aspect::Status)))
    };
    tokens
        .iter()
        .enumerate()
        .filter(|(position, token)| (token.weight >= 2 || focus.contains(position) && token.weight >= 1) && !named(*position) && !dated(*position) && !asked(*position))
        .map(|(position, token)| Content {
            stem: token.stem.clone(),
            weight: token.weight,
            focus: focus.contains(&position),
            position,
            of_act: acts.iter().any(|act| act.words.contains(&position)),
            proper: token.weight == FULL_WEIGHT && (token.is_number() || !vocabulary.words.knows(token.folded()) || (token.word.capital && token.word.before == ' ' && position > 0)),
            unknown: token.weight == FULL_WEIGHT && !token.is_number() && !vocabulary.words.knows(token.folded()) && !vocabulary.spelling.knows(token.folded()),
        })
        .collect()
}

/// Positions of the words that say which thing is asked for: those between "which", "what", "how many" and the verb.
fn focus(tokens: &[Token], acts: &[Act]) -> Vec<usize> {
    const VERBS: &[&str] = &["did", "does", "do", "was", "were", "is", "are", "has", "have", "had", "would", "will", "could", "can", "should", "must", "of", "in", "that", "who", "to", "for", "from", "on", "at", "by", "with", "after", "over"];
    let measure = |token: &Token| matches!(token.folded(), "old" | "tall" | "big" | "large" | "far" | "heavy" | "high" | "deep" | "rich" | "wide" | "fast");
    if let Some(position) = (1..tokens.len()).find(|at| tokens.get(*at).is_some_and(measure) && tokens.get(at - 1).is_some_and(|token| token.folded() == "how")) {
        return vec![position];
    }
    let Some(front) = tokens.iter().position(|token| matches!(token.folded(), "which" | "what" | "whose" | "many" | "much")) else { return Vec::new() };
    let bounded = (front + 1..(front + 6).min(tokens.len())).any(|at| tokens.get(at).is_some_and(|token| matches!(token.folded(), "did" | "does" | "was" | "were" | "is" | "are" | "has" | "have" | "had" | "would")));
    if tokens.get(front).is_some_and(|token| token.folded() == "what") && !bounded {
        return Vec::new();
    }
    let mut focus = Vec::new();
    for position in front + 1..(front + 6).min(tokens.len()) {
        let Some(token) = tokens.get(position) else { break };
        let verb = VERBS.contains(&token.folded()) || acts.iter().any(|act| act.start == position && act.voice == Voice::Act && position > front + 1);
        if verb || (token.word.before != ' ') {
            break;
        }
        focus.push(position);
    }
    focus
}

/// Begins with a verb: "did", "is", "has" …, perhaps behind a preamble or a name.
fn is_polar(tokens: &[Token], mentions: &[Mention]) -> bool {
    const OPENERS: &[&str] = &["did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "didnt", "isnt", "arent", "wasnt"];
    let asks = |token: &Token| matches!(token.folded(), "who" | "what" | "when" | "where" | "why" | "how" | "which" | "whom" | "whose");
    let opens = tokens.iter().enumerate().any(|(position, token)| {
        let starts = token.word.before != ' ' || position.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| before.weight == 0 && before.is_connective());
        starts && OPENERS.contains(&token.folded())
    });
    let still = mentions.len() >= 2 && tokens.iter().any(|token| matches!(token.folded(), "still" | "again"));
    (opens || still) && !tokens.iter().any(|token| asks(token) && token.word.before != ' ')
}

/// "which countries did not …": nothing on record says what did not happen.
fn is_negated(tokens: &[Token], intent: Intent) -> bool {
    let negation = tokens.iter().any(|token| matches!(token.folded(), "not" | "never" | "didnt" | "hasnt" | "havent" | "dont" | "doesnt"));
    negation && matches!(intent, Intent::List | Intent::Count | Intent::First | Intent::Last)
}

/// The parties that a text names, each meaning once: who speaks in a claim, whom it is about.
pub fn parties_in(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Party> {
    let mut parties = Vec::new();
    for party in mentions::find(tokens, vocabulary).into_iter().filter(|mention| !mention.is_group()).flat_map(|mention| mention.parties) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}
