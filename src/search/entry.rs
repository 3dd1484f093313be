//! What the index keeps of an incident to compare questions with: packed, without text.

use crate::incident::{DayNumber, Incident, Kind, Party};
use crate::vocabulary::{Token, Vocabulary, Voice};

/// A set of kinds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u64);

impl Kinds {
    /// The set of these kinds.
    pub fn of(kinds: &[Kind]) -> Self {
        kinds.iter().fold(Self::default(), |set, kind| set.with(*kind))
    }

    /// The set as bits, one for each kind.
    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    /// The set back from bits; others than those of kinds are dropped.
    pub(super) const fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << Kind::ALL.len()) - 1))
    }

    /// This set and one more.
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u64)
    }

    /// Whether the kind is in it.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u64 != 0
    }

    /// Whether both have a kind in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Kinds in either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What the index keeps of one incident.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the register files it under.
    pub kind: Kind,
    /// Its kind and the acts that its title tells.
    pub events: Kinds,
    /// Acts that its summary tells.
    pub summed: Kinds,
    /// Acts that its summary and claims tell besides.
    pub told: Kinds,
    /// Acts that any of its texts names, be it as what it is about: "over phone tapping".
    pub named: Kinds,
    /// First day.
    pub first: DayNumber,
    /// Last day it may mean.
    pub last: DayNumber,
    /// The day from which it no longer stood; [`DayNumber::MAX`] if none is recorded.
    pub ended: DayNumber,
    /// Made from its id: orders what nothing else does, the same in every process and after every edit.
    pub(super) order: u32,
    /// Who acts, towards whom, third parties, one after the other.
    pub(super) parties: Box<[Party]>,
    /// So many of them act.
    pub(super) acting: u16,
    /// So many are acted upon.
    pub(super) suffering: u16,
    /// Numbers of the telling words of each alias.
    pub(super) aliases: Box<[Box<[u32]>]>,
    /// Numbers of its words, sorted, the lowest bit telling whether title or aliases have it.
    pub(super) words: Box<[u32]>,
    /// A Bloom filter over the words: most that are not there are told at once.
    pub(super) filter: [u64; 4],
}

/// What was read from the texts of an incident: needs the words, but not the index.
pub struct Texts {
    title: Vec<Token>,
    pub(super) aliases: Vec<Vec<Token>>,
    summary: Vec<Token>,
    /// The id is made of words too: "us-russia-2018-skripal-expulsion-60".
    id: Vec<Token>,
    /// Each claim with who said it.
    claims: Vec<(Vec<Token>, Vec<Token>)>,
    /// Acts that the title tells, then those of the summary, then those of summary and claims, then those named anywhere.
    acts: [Kinds; 4],
    /// Words that the spelling list lacks.
    fresh: Vec<String>,
}

impl Texts {
    /// Reads them.
    pub fn read(incident: &Incident, vocabulary: &Vocabulary) -> Self {
        let tokens = |text: &str| vocabulary.words.tokens(text);
        let mut texts = Self {
            title: tokens(&incident.title),
            aliases: incident.aliases.iter().map(|alias| tokens(alias)).collect(),
            summary: tokens(&incident.summary),
            id: tokens(&incident.id),
            claims: incident
                .claims
                .iter()
                .map(|claim| (tokens(&claim.text), claim.by.as_deref().map(tokens).unwrap_or_default()))
                .collect(),
            acts: [Kinds::default(); 4],
            fresh: Vec::new(),
        };
        texts.note_fresh(incident, vocabulary);
        let first_act = SUBORDINATE.iter().fold(incident.title.as_str(), |title, word| title.split(word).next().unwrap_or_default());
        let events = acts_in(&tokens(first_act), true, vocabulary).told;
        let heads = std::iter::once(&texts.title).chain(&texts.aliases).map(|text| acts_in(text, false, vocabulary).named);
        let summary = acts_in(&texts.summary, false, vocabulary);
        let claims: Vec<Acts> = texts.claims.iter().map(|(claim, _)| acts_in(claim, false, vocabulary)).collect();
        let summed = summary.told;
        let told = claims.iter().fold(summed, |told, claim| told.or(claim.told));
        let named = heads.chain(claims.iter().map(|claim| claim.named)).fold(summary.named.or(told), Kinds::or);
        texts.acts = [events, summed, told, named];
        texts
    }

    fn note_fresh(&mut self, incident: &Incident, vocabulary: &Vocabulary) {
        let mut fresh = Vec::new();
        let mut note = |text: &str, tokens: &[Token]| {
            for token in tokens {
                let written = text.get(token.word.start..token.word.end).unwrap_or_default();
                if token.is_number() && !written.starts_with(|first: char| first.is_ascii_digit()) {
                    // A number word, which a token has in digits.
                    fresh.extend(
                        crate::text::words(written).into_iter().map(|word| word.folded).filter(|word| !vocabulary.spelling.knows(word)),
                    );
                } else if !vocabulary.spelling.knows(token.folded()) {
                    fresh.push(token.word.folded.clone());
                }
            }
        };
        note(&incident.title, &self.title);
        note(&incident.summary, &self.summary);
        for (claim, (text, by)) in incident.claims.iter().zip(&self.claims) {
            note(&claim.text, text);
            note(claim.by.as_deref().unwrap_or_default(), by);
        }
        for (alias, tokens) in incident.aliases.iter().zip(&self.aliases) {
            note(alias, tokens);
        }
        self.fresh = fresh;
    }

    /// Words that the spelling list lacks.
    pub fn fresh_words(&self) -> &[String] {
        &self.fresh
    }

    /// The words of title and aliases.
    pub(super) fn head(&self) -> impl Iterator<Item = &Token> {
        self.title.iter().chain(self.aliases.iter().flatten())
    }

    /// The words of summary, id and claims.
    pub(super) fn body(&self) -> impl Iterator<Item = &Token> {
        self.summary.iter().chain(&self.id).chain(self.claims.iter().flat_map(|(claim, by)| claim.iter().chain(by)))
    }

    pub(super) fn len(&self) -> usize {
        self.head().count() + self.body().count()
    }
}

/// What begins a part of a title that tells of another act: "breaks off relations after police raid its embassy".
const SUBORDINATE: &[&str] =
    &[";", " after ", " over ", " for ", " when ", " while ", " as ", " because ", " in answer ", " during ", " who ", " which ", " that "];

/// The acts of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Acts {
    /// Those that it tells.
    told: Kinds,
    /// Those that it names in whatever way.
    named: Kinds,
}

/// The acts that a text tells, by the wordings of kinds; wordings that mean another kind first do not count.
fn acts_in(tokens: &[Token], in_title: bool, vocabulary: &Vocabulary) -> Acts {
    let found = vocabulary.kinds.find(tokens, false);
    let mut acts = Acts::default();
    for place in &found {
        if let Some(kind) = place.meaning.kind.filter(|_| !place.meaning.secondary) {
            acts.named = acts.named.with(kind);
        }
        // "expel .. ambassador" hides "expel": the wording with more words tells the act.
        let hidden = found.iter().any(|other| other.words.len() > place.words.len() && other.words.contains(&place.start));
        // Titles tell in the present tense: "the ships seized near Kerch" were seized before.
        let past = in_title
            && place
                .words
                .iter()
                .filter_map(|word| tokens.get(*word))
                .any(|token| token.folded().ends_with("ed") || matches!(token.folded(), "broken" | "shot" | "taken"));
        let verb = !past && !place.meaning.secondary && (place.meaning.voice != Voice::Noun || place.words.len() > 1);
        if verb && !hidden {
            acts.told = place.meaning.kind.map_or(acts.told, |kind| acts.told.with(kind));
        }
    }
    acts
}

impl Entry {
    /// Packs an incident; `words` are the numbers of its words, `(number << 1) | in the title or an alias`.
    pub(super) fn new(incident: &Incident, texts: &Texts, words: Vec<u32>, aliases: Vec<Box<[u32]>>) -> Self {
        let mut filter = [0; 4];
        for word in &words {
            set(&mut filter, word >> 1);
        }
        let [events, summed, told, named] = texts.acts;
        let events = events.with(incident.kind);
        Self {
            kind: incident.kind,
            events,
            summed,
            told: told.or(events),
            named: named.or(events),
            first: incident.date.first(),
            last: incident.date.last(),
            ended: incident.ended.as_ref().map_or(DayNumber::MAX, |ended| ended.first()),
            order: crate::text::fnv(&incident.id),
            parties: [&*incident.initiators, &*incident.targets, &*incident.others].concat().into(),
            acting: u16::try_from(incident.initiators.len()).unwrap_or(u16::MAX),
            suffering: u16::try_from(incident.targets.len()).unwrap_or(u16::MAX),
            aliases: aliases.into(),
            words: words.into(),
            filter,
        }
    }

    /// Its place in time; between incidents of the same days only their ids decide.
    pub const fn place(&self) -> (DayNumber, DayNumber, u32) {
        (self.first, self.last, self.order)
    }

    /// Whether it has the word: `Some(true)` in its title or an alias.
    pub(super) fn word(&self, number: u32) -> Option<bool> {
        if !may_have(&self.filter, number) {
            return None;
        }
        match self.words.binary_search(&(number << 1 | 1)) {
            Ok(_) => Some(true),
            Err(position) => {
                position.checked_sub(1).and_then(|before| self.words.get(before)).is_some_and(|word| *word == number << 1).then_some(false)
            }
        }
    }

    /// Who acts.
    pub fn initiators(&self) -> &[Party] {
        self.parties.get(..usize::from(self.acting)).unwrap_or_default()
    }

    /// Towards whom.
    pub fn targets(&self) -> &[Party] {
        let acting = usize::from(self.acting);
        self.parties.get(acting..acting + usize::from(self.suffering)).unwrap_or_default()
    }

    /// Third parties.
    pub fn others(&self) -> &[Party] {
        self.parties.get(usize::from(self.acting) + usize::from(self.suffering)..).unwrap_or_default()
    }

    /// Whether the party acts or is acted upon.
    pub fn is_side(&self, party: Party) -> bool {
        self.initiators().contains(&party) || self.targets().contains(&party)
    }

    /// Whether both sides act at once, or the kind has no direction.
    pub fn is_mutual(&self) -> bool {
        self.kind.is_mutual() || self.initiators().iter().any(|party| self.targets().contains(party))
    }
}

const fn bit(number: u32) -> (usize, u64) {
    let hash = number.wrapping_mul(0x9E37_79B1);
    ((hash >> 30) as usize, 1 << (hash >> 24 & 63))
}

fn set(filter: &mut [u64; 4], number: u32) {
    let (part, bit) = bit(number);
    if let Some(part) = filter.get_mut(part) {
        *part |= bit;
    }
}

fn may_have(filter: &[u64; 4], number: u32) -> bool {
    let (part, bit) = bit(number);
    filter.get(part).is_some_and(|part| part & bit != 0)
}
