//! How far a source is to be trusted and a claim to be believed: the Admiralty code in its own words, the types of source,
//! and how many sources of a claim are independent of each other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kind::closed_list;
use super::{Incident, Source};

closed_list! {
    /// How reliable who published a source is (Admiralty code).
    Grade {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Cannot be judged.
        F = "F",
    }
}

closed_list! {
    /// How credible what a claim tells is (Admiralty code).
    Credibility {
        /// Confirmed by other sources.
        Confirmed = "1",
        /// Probably true.
        Probable = "2",
        /// Possibly true.
        Possible = "3",
        /// Doubtful.
        Doubtful = "4",
        /// Improbable.
        Improbable = "5",
        /// Cannot be judged.
        Unjudged = "6",
    }
}

closed_list! {
    /// What a source is.
    SourceType {
        /// The act itself: a treaty, a note, a decree.
        PrimaryAct = "primary-act",
        /// What a government or organisation says.
        OfficialStatement = "official-statement",
        /// A news agency.
        Wire = "wire",
        /// A newspaper, a broadcaster, a magazine.
        Press = "press",
        /// Media that a state directs.
        StateMedia = "state-media",
        /// An organisation that is no state's.
        Ngo = "ngo",
        /// What somebody posts.
        Social = "social",
    }
}

impl Grade {
    /// What the letter means.
    pub const fn words(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }
}

impl Credibility {
    /// What the figure means.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed by other sources",
            Self::Probable => "probably true",
            Self::Possible => "possibly true",
            Self::Doubtful => "doubtful",
            Self::Improbable => "improbable",
            Self::Unjudged => "truth cannot be judged",
        }
    }
}

impl SourceType {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::PrimaryAct => "primary act",
            Self::OfficialStatement => "official statement",
            Self::Wire => "news agency",
            Self::Press => "press",
            Self::StateMedia => "state media",
            Self::Ngo => "non-governmental organisation",
            Self::Social => "social media",
        }
    }
}

impl Incident {
    /// The source that this one is a copy of.
    pub fn original_of(&self, source: &Source) -> Option<&Source> {
        source.copy_of.and_then(|n| self.source(n))
    }

    /// How many of these sources are independent of each other: a source and its copies, or two copies of one, are one.
    /// Retracted sources do not count.
    pub fn independent_sources(&self, numbers: &[u32]) -> usize {
        let counted = numbers.iter().filter_map(|n| self.source(*n)).filter(|source| source.retracted.is_none());
        counted.map(|source| source.copy_of.unwrap_or(source.n)).collect::<BTreeSet<u32>>().len()
    }
}

#[cfg(test)]
mod tests {
    use crate::incident::testing::incident;

    #[test]
    fn copies_are_one_source_with_their_original() {
        let mut incident = incident("a");
        assert_eq!(incident.independent_sources(&[1, 2, 3]), 3);
        incident.sources[1].copy_of = Some(1);
        assert_eq!(incident.independent_sources(&[1, 2, 3]), 2);
        incident.sources[2].copy_of = Some(1);
        assert_eq!(incident.independent_sources(&[2, 3]), 1);
        incident.sources[2].retracted = Some("withdrawn".to_owned());
        assert_eq!(incident.independent_sources(&[3, 9]), 0);
    }
}
