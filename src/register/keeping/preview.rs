//! What a change comes to, line by line, for those who are to agree to it.

use std::fmt::{self, Display};

use crate::incident::difference::{Difference, differences};
use crate::incident::{Date, Incident, Kind, Party};
use crate::store::{Proposal, ProposalAct, SHARED, Store, StoreError};

/// A line of what a change comes to; in English at the terminal, and a chat has its own words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What a new record is about.
    About {
        /// What happened.
        kind: Kind,
        /// Who acts.
        initiators: Vec<Party>,
        /// Towards whom.
        targets: Vec<Party>,
        /// When.
        date: Date,
    },
    /// What a new record says in short.
    Summary(String),
    /// Something that is different, or new.
    Differs(Difference),
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = |parties: &[Party]| parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(" ");
        match self {
            Self::About { kind, initiators, targets, date } => {
                write!(f, "{}: {} → {}, {}", kind.name(), codes(initiators), codes(targets), date.plain())
            }
            Self::Summary(text) => f.write_str(text),
            Self::Differs(difference) => difference.fmt(f),
        }
    }
}

/// Every line of what a proposal changes; of a retraction and a restoration there is nothing more to say.
///
/// # Errors
/// A failure of the database.
pub async fn lines_of(store: &Store, proposal: &Proposal) -> Result<Vec<Line>, StoreError> {
    if matches!(proposal.act, ProposalAct::Retract | ProposalAct::Restore) {
        return Ok(Vec::new());
    }
    let before = match proposal.base.revision {
        0 => None,
        revision => store.revision_at(revision).await?,
    };
    let before = before.filter(|before| before.guild == proposal.guild || before.guild == SHARED);
    Ok(lines_between(before.map(|before| before.incident).as_ref(), &proposal.incident))
}

/// What is different in a record; all of it if there was none before.
pub fn lines_between(before: Option<&Incident>, after: &Incident) -> Vec<Line> {
    let differing = |before: &Incident| differences(before, after).into_iter().map(Line::Differs);
    let Some(before) = before else {
        let Incident { kind, initiators, targets, date, .. } = after;
        let about = Line::About { kind: *kind, initiators: initiators.clone(), targets: targets.clone(), date: date.clone() };
        let blank = Incident { claims: Vec::new(), sources: Vec::new(), related: Vec::new(), aliases: Vec::new(), ..after.clone() };
        return [about, Line::Summary(after.summary.clone())].into_iter().chain(differing(&blank)).collect();
    };
    differing(before).collect()
}
