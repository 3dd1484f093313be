//! Why a change is not made, in plain words for the terminal; a chat has its own words for each.

use crate::incident::amend::AmendError;
use crate::incident::check::Fault;
use crate::incident::difference::Difference;
use crate::store::{Proposal, ProposalState, StoreError};

use super::Edition;

/// Why a change is not made. Nothing of it is kept then, but a proposal that was filed before stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The person may not do this.
    #[error("this is not for you to do")]
    NotAllowed,
    /// Why it is wanted was not said.
    #[error("a change needs a reason")]
    NoReason,
    /// No record has this id, or none of this register.
    #[error("there is no record \"{id}\"")]
    NoRecord {
        /// The id.
        id: String,
    },
    /// A new record has the id of another one, current, retracted or merged.
    #[error("the id \"{id}\" is taken")]
    Taken {
        /// The id.
        id: String,
    },
    /// It was withdrawn.
    #[error("the record \"{id}\" is retracted; restore it first")]
    IsRetracted {
        /// The record.
        id: String,
    },
    /// It was not withdrawn.
    #[error("the record \"{id}\" is not retracted")]
    NotRetracted {
        /// The record.
        id: String,
    },
    /// Only the operator withdraws a shared record.
    #[error("\"{id}\" is a record of the shared register, which only the operator retracts")]
    Shared {
        /// The record.
        id: String,
    },
    /// A record cannot be merged into itself.
    #[error("both are the record \"{id}\"")]
    SameRecord {
        /// The record.
        id: String,
    },
    /// Everything that is wrong with the record.
    #[error("the record has {} {}, first {}", .0.len(), if .0.len() == 1 { "fault" } else { "faults" }, .0.first().map(Fault::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
    /// A change to a claim or source does not fit.
    #[error(transparent)]
    Amendment(#[from] AmendError),
    /// Somebody else changed the record first.
    #[error("the record \"{}\" was changed meanwhile", .0.id)]
    Conflict(Box<Conflict>),
    /// There is no such proposal in this register.
    #[error("there is no such proposal")]
    NoProposal,
    /// A proposal of the person's own needs somebody else.
    #[error("your own proposal needs another reviewer")]
    OwnProposal,
    /// It is decided already.
    #[error("the proposal is {} already", .0.name())]
    Decided(ProposalState),
    /// The proposal was changed since it was seen; this is how it is now.
    #[error("the proposal was changed meanwhile")]
    ProposalChanged(Box<Proposal>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How a record was changed under an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record.
    pub id: String,
    /// How it is now; `None` if it is gone.
    pub now: Option<Edition>,
    /// What is different now from what the editor saw.
    pub differences: Vec<Difference>,
}
