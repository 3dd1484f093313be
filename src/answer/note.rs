//! What an answer says besides its statements: what is missing, what is asked back, what stands before statements. Each with
//! what it tells, so that others can say it in another language; the English words are here.

use super::{Named, wording};
use crate::incident::{Aspect, Date, Party};
use crate::vocabulary::Vocabulary;

/// A sentence that states no fact about an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// What did not happen is asked for.
    Negated,
    /// It is not about recorded incidents.
    OutOfScope,
    /// No incident on record is of these parties, as asked.
    NoRecord(Vec<Called>),
    /// The incident is on record, but nothing about what was asked.
    NoClaim(Option<Named>),
    /// Nothing of this is told of the incident.
    Missing(Aspect),
    /// So many incidents fit a question that wants one.
    WhichOne(usize),
    /// The one day came before the other.
    Earlier(Date, Date),
    /// The question takes for true what the register contradicts.
    Instead(Contradiction),
}

/// What of a question the register contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// The sides are the other way round.
    Reversed,
    /// Nothing of the kind happened then.
    Time(When),
    /// The number is that of another time.
    NumberElsewhen,
    /// The number is another one.
    Number,
    /// The act was another one.
    Act,
    /// The act at that time was another one.
    ActThen,
    /// One of the two parties is another one.
    Parties,
    /// Not all of the parties had part in it.
    NotAll,
}

/// When a question says that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At no time of its own.
    Untold,
    /// Within this year.
    Year(i32),
    /// Within a longer time.
    Period,
}

/// A party as English calls it in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The party.
    pub party: Party,
    /// "the United Kingdom".
    pub name: String,
}

impl Called {
    /// A party with its name.
    pub(super) fn of(party: Party, vocabulary: &Vocabulary) -> Self {
        Self { party, name: vocabulary.names.name_of(party).to_owned() }
    }
}

/// What stands before the statements of a line, and states no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Reasons follow.
    Why,
    /// One of a list.
    Item,
    /// A list follows, of so many incidents; perhaps only of the newest of them.
    OnRecord {
        /// All that fit.
        all: usize,
        /// Those in the list, if not all are.
        newest: Option<usize>,
    },
}

impl Note {
    /// That nothing is on record about these parties.
    pub(super) fn no_record(parties: &[Party], vocabulary: &Vocabulary) -> Self {
        Self::NoRecord(parties.iter().map(|party| Called::of(*party, vocabulary)).collect())
    }

    /// The sentence in English.
    pub fn in_words(&self) -> String {
        match self {
            Self::Negated => "The register tells what happened, not what did not; this question is out of its scope.".to_owned(),
            Self::OutOfScope => "This register only answers questions about recorded diplomatic incidents.".to_owned(),
            Self::NoRecord(parties) if parties.is_empty() => "The register has no record of that.".to_owned(),
            Self::NoRecord(parties) => {
                let names: Vec<&str> = parties.iter().map(|called| called.name.as_str()).collect();
                format!("The register has no such record about {}.", wording::listed(&names))
            }
            Self::NoClaim(None) => "The register says nothing about that.".to_owned(),
            Self::NoClaim(Some(incident)) => format!(
                "The register has this incident, but says nothing about what you asked: {} ({}).",
                incident.title,
                incident.date.plain()
            ),
            Self::Missing(aspect) => format!("The register does not say {}.", missing(*aspect)),
            Self::WhichOne(fit) => format!("{} fit. Which one do you mean?", wording::count(*fit, "incident")),
            Self::Earlier(first, second) => format!("So {} came before {}.", first.plain(), second.plain()),
            Self::Instead(contradiction) => contradiction.in_words(),
        }
    }
}

impl Contradiction {
    fn in_words(self) -> String {
        match self {
            Self::Reversed => "It was the other way round:".to_owned(),
            Self::Time(When::Untold) => "The register has no such incident. What it has:".to_owned(),
            Self::Time(When::Year(year)) => format!("The register has no such incident in {year}. What it has:"),
            Self::Time(When::Period) => "The register has no such incident in that period. What it has:".to_owned(),
            Self::NumberElsewhen => "The register has that at another time:".to_owned(),
            Self::Number => "The register has another number:".to_owned(),
            Self::Act => "The register has no such act. What it has:".to_owned(),
            Self::ActThen => "The register has no such act. What it has at that time:".to_owned(),
            Self::Parties => "The register has no such incident between these parties. What it has:".to_owned(),
            Self::NotAll => "The register has no such incident of all of these parties. What it has:".to_owned(),
        }
    }
}

impl Label {
    /// It in English: "Why:", "3 incidents on record:".
    pub fn in_words(self) -> String {
        match self {
            Self::Why => "Why:".to_owned(),
            Self::Item => "-".to_owned(),
            Self::OnRecord { all, newest: None } => format!("{} on record:", wording::count(all, "incident")),
            Self::OnRecord { all, newest: Some(newest) } => {
                format!("{} on record, the {newest} newest:", wording::count(all, "incident"))
            }
        }
    }
}

/// What is not on record, for "the register does not say …".
const fn missing(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::What => "that",
        Aspect::When => "when",
        Aspect::Where => "where",
        Aspect::Who => "who",
        Aspect::Why => "why",
        Aspect::HowMany => "how many",
        Aspect::Deadline => "by when",
        Aspect::Demand => "what was demanded",
        Aspect::Response => "what the response was",
        Aspect::Denial => "whether it was denied",
        Aspect::Condition => "on which terms",
        Aspect::Consequence => "what came of it",
        Aspect::Background => "what came before",
        Aspect::Status => "how it stands",
        Aspect::LegalBasis => "on which legal basis",
    }
}
