//! What of a statement's words is ours, as data with its English words, so that others can say it in another language: days
//! before titles, who says a claim, how relations stand. Titles and claims are the record's own words and stay as they are.

use super::Called;
use crate::incident::{Date, Kind};

/// The words of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The record's own alone.
    AsRecorded(String),
    /// A title with its day.
    Dated {
        /// The day.
        date: Date,
        /// The title.
        title: String,
        /// Both as an English sentence.
        sentence: String,
    },
    /// A claim whose own words do not tell who says it.
    By {
        /// Who says it.
        by: String,
        /// Whether it is a denial.
        denied: bool,
        /// The claim.
        claim: String,
        /// Both as an English sentence.
        sentence: String,
    },
    /// How relations between two parties stand.
    Standing(Box<Standing>),
}

/// How relations between two parties stand on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The day.
    pub on: Date,
    /// One party.
    pub one: Called,
    /// The other one.
    pub other: Called,
    /// How.
    pub state: State,
    /// Since when.
    pub since: Date,
}

/// How relations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There are none.
    Severed,
    /// They rest.
    Suspended,
    /// They are less than they were.
    Downgraded,
    /// There are some again.
    Restored,
    /// There are some.
    Established,
    /// A membership was given up.
    Left,
    /// A membership was suspended.
    Barred,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Severed, Self::Suspended, Self::Downgraded, Self::Restored, Self::Established, Self::Left, Self::Barred];

    /// What an act of this kind brings about; `None` if relations go on as they were.
    pub(super) const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::RelationsSevered => Some(Self::Severed),
            Kind::RelationsSuspended => Some(Self::Suspended),
            Kind::RelationsDowngraded => Some(Self::Downgraded),
            Kind::RelationsRestored => Some(Self::Restored),
            Kind::RelationsEstablished => Some(Self::Established),
            Kind::MembershipWithdrawn => Some(Self::Left),
            Kind::MembershipSuspended => Some(Self::Barred),
            _ => None,
        }
    }

    /// Its name, by which its words in other languages are found.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Severed => "severed",
            Self::Suspended => "suspended",
            Self::Downgraded => "downgraded",
            Self::Restored => "restored",
            Self::Established => "established",
            Self::Left => "left",
            Self::Barred => "barred",
        }
    }

    const fn in_words(self) -> &'static str {
        match self {
            Self::Severed => "have had no diplomatic relations",
            Self::Suspended => "have had their relations suspended",
            Self::Downgraded => "have had downgraded relations",
            Self::Restored => "have diplomatic relations again",
            Self::Established => "have had diplomatic relations",
            Self::Left => "have been apart, the membership having been given up,",
            Self::Barred => "have been apart, the membership having been suspended,",
        }
    }
}

impl Said {
    /// The sentence in English.
    pub fn in_words(&self) -> String {
        match self {
            Self::AsRecorded(text) => text.clone(),
            Self::Dated { sentence, .. } | Self::By { sentence, .. } => sentence.clone(),
            Self::Standing(standing) => standing.in_words(),
        }
    }
}

impl Standing {
    fn in_words(&self) -> String {
        let (on, one, other) = (self.on.plain(), &self.one.name, &self.other.name);
        format!("As of {on}, going by the register, {one} and {other} {} since {}.", self.state.in_words(), self.since.plain())
    }
}
