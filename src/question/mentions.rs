//! Finds the parties a text names, with the words that name them.

use crate::incident::{DayNumber, Party};
use crate::vocabulary::{FULL_WEIGHT, Form, Meaning, Token, Vocabulary, WordClass};

/// A party, or several, named by words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What the words may mean; any one of them for a name with several meanings, each of them for a group.
    pub parties: Vec<Party>,
    /// What sort of word it is.
    pub form: Form,
    /// For a person, the days in office.
    pub term: Option<(DayNumber, DayNumber)>,
    /// Position of the first word.
    pub start: usize,
    /// Position behind the last word.
    pub end: usize,
    /// The name carries "'s".
    pub possessive: bool,
    /// The part it plays in the act asked about.
    pub role: Role,
    /// It may be another than the party: a surname behind a first name that nobody knows, "in which Polish city".
    pub doubtful: bool,
    /// The act, by its place in the text, whose words tell the part it plays.
    pub told_by: Option<usize>,
    /// "and" or "or" joins it to another that plays the same part: one of them is enough.
    pub joined: bool,
}

/// The part a party plays in the act asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Not told by the words.
    Either,
    /// It acts.
    Initiator,
    /// It is acted upon.
    Target,
    /// Only a place: "the embassy in Tehran".
    Place,
    /// It speaks or answers: "what did Iran say".
    Speaker,
}

impl Mention {
    /// Whether the party is among them.
    pub fn may_be(&self, party: Party) -> bool {
        self.parties.contains(&party)
    }

    /// Whether both may be one party.
    pub fn shares(&self, other: &Self) -> bool {
        self.parties.iter().any(|party| other.may_be(*party))
    }

    /// Whether it names a state by itself, whose part nothing tells.
    pub fn is_plain_state(&self) -> bool {
        self.form == Form::Name
            && self.role == Role::Either
            && !self.possessive
            && self.parties.iter().all(|party| !party.is_organisation())
    }

    /// Whether it is a group of parties rather than one.
    pub fn is_group(&self) -> bool {
        self.form == Form::Group
    }

    /// Whether the word can be the subject of a sentence all by itself ("Iran", "Tehran", "Khomeini"; not "Iranian").
    pub const fn stands_alone(&self) -> bool {
        !matches!(self.form, Form::Adjective)
    }
}

/// Every mention, in the order of the text; a name inside a longer one does not count.
pub(super) fn find(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Mention> {
    let folded: Vec<&str> = tokens.iter().map(Token::folded).collect();
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = folded.get(at..).unwrap_or_default();
        let all_capitals = tokens.get(at).is_some_and(|token| token.word.all_capitals);
        match vocabulary.names.longest_at(rest, all_capitals) {
            Some((meanings, length)) if counts(tokens, at, length) && (length > 1 || !is_bare_group(meanings, tokens, at)) => {
                let found = mention(meanings, tokens, at, length);
                let doubtful = is_namesake(&found, tokens) || is_of_place(&found, tokens) || is_envoy(&found, tokens);
                mentions.push(Mention { doubtful, ..found });
                at += length;
            }
            _ => at += 1,
        }
    }
    mentions
}

/// A lower-case "us" is mostly a pronoun, and a party inside "Model UN" is none.
fn counts(tokens: &[Token], at: usize, length: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let previous = at.checked_sub(1).and_then(|before| tokens.get(before));
    if length == 1 && token.is(WordClass::OwnScript) {
        return token.word.end - token.word.start != token.folded().len();
    }
    match token.folded() {
        "us" if length == 1 && !token.word.all_capitals => previous.is_none_or(|previous| !previous.is(WordClass::BeforePronoun)),
        // What diplomats call a persona non grata rather than Papua New Guinea.
        "png" => false,
        // "Kim" asks who in Turkish.
        _ if length == 1 && token.is(WordClass::ForeignWho) && !token.word.capital => {
            tokens.iter().any(|token| token.is(WordClass::English))
        }
        // "The reunion of 2019", "a football jersey".
        _ if length == 1 && token.is(WordClass::CapitalName) && !token.word.capital => false,
        // "Island" is Iceland where nothing is English.
        _ if length == 1 && token.is(WordClass::ForeignName) && tokens.iter().any(|token| token.is(WordClass::English)) => false,
        // "The Gulf of Oman", "the Sea of Japan": a water, and no party.
        _ if is_water(tokens, at, length) => false,
        "un" if previous.is_some_and(|previous| previous.folded() == "model") => false,
        _ => true,
    }
}

/// "The Gulf of Oman", "the South China Sea".
fn is_water(tokens: &[Token], at: usize, length: usize) -> bool {
    let water = |position: Option<usize>| position.and_then(|at| tokens.get(at)).is_some_and(|token| token.is(WordClass::Water));
    let of = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.folded() == "of");
    let behind = tokens.get(at + length).is_some_and(|next| next.word.before == ' ' && next.word.capital);
    of && water(at.checked_sub(2)) || behind && water(Some(at + length))
}

/// "Samar Badawi": a surname alone behind a capitalised word that is no title may be anybody's.
fn is_namesake(mention: &Mention, tokens: &[Token]) -> bool {
    let first = mention.start.checked_sub(1).and_then(|at| tokens.get(at));
    mention.form == Form::Person
        && mention.end == mention.start + 1
        && tokens.get(mention.start).is_some_and(|token| token.word.before == ' ')
        && mention.start > 1
        && first
            .is_some_and(|first| first.word.capital && !first.word.all_capitals && first.weight == FULL_WEIGHT && !first.word.possessive)
}

/// "Ambassador Daoud": of leaders, whom the lists name, nobody is told by a post abroad.
fn is_envoy(mention: &Mention, tokens: &[Token]) -> bool {
    let before = mention.start.checked_sub(1).and_then(|at| tokens.get(at));
    mention.form == Form::Person && before.is_some_and(|before| before.word.capital && before.is(WordClass::Posted))
}

/// "In which Polish city": the adjective of a place that need play no part.
fn is_of_place(mention: &Mention, tokens: &[Token]) -> bool {
    mention.form == Form::Adjective
        && tokens
            .get(mention.end)
            .is_some_and(|next| matches!(&*next.stem, "citi" | "town" | "port" | "villag" | "resort" | "airport" | "island"))
}

/// "West Jerusalem" is no group of states; "the West" is.
fn is_bare_group(meanings: &[Meaning], tokens: &[Token], at: usize) -> bool {
    let article = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.folded() == "the");
    let name_goes_on = tokens.get(at + 1).is_some_and(|next| next.word.capital && next.word.before == ' ');
    meanings.iter().all(|meaning| meaning.form == Form::Group) && (!article || name_goes_on)
}

fn mention(meanings: &[Meaning], tokens: &[Token], start: usize, length: usize) -> Mention {
    let mut parties = Vec::new();
    for party in meanings.iter().flat_map(|meaning| &meaning.parties) {
        if !parties.contains(party) {
            parties.push(*party);
        }
    }
    // A word that is a name and a demonym ("Turk", "the Dutch") reads as the first that its list gives.
    let form = meanings.iter().map(|meaning| meaning.form).find(|form| *form != Form::Adjective).unwrap_or(Form::Adjective);
    let adjective = meanings.iter().any(|meaning| meaning.form == Form::Adjective);
    let end = start + length;
    let plural = tokens.get(end - 1).is_some_and(|token| token.folded().ends_with('s'));
    let before_noun = tokens.get(end).is_some_and(|next| next.word.before == ' ' && next.weight >= 3 && !next.is_number());
    let form = if adjective && form == Form::People && before_noun && !plural { Form::Adjective } else { form };
    let term = meanings.iter().filter_map(|meaning| meaning.term).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    Mention {
        parties,
        form,
        term: if form == Form::Person { term } else { None },
        start,
        end,
        possessive: tokens.get(end - 1).is_some_and(|token| token.word.possessive),
        role: Role::Either,
        joined: false,
        told_by: None,
        doubtful: false,
    }
}
