//! Objections of askers, decided on by those who may approve what others propose. How one ended is kept as one text, the
//! verdict before the words.

use super::{Keeping, Refusal};
use crate::store::{ProposalState, ReviewItem, StoreError};

const ACCEPTED: &str = "approved";
const REJECTED: &str = "rejected";

/// How an objection ended: whether it was agreed with, and with what words; `None` while it is open.
pub fn verdict(objection: &ReviewItem) -> Option<(bool, &str)> {
    let (how, words) = objection.outcome.split_once(": ").unwrap_or((objection.outcome.as_str(), ""));
    objection.closed.then_some((how == ACCEPTED, words))
}

/// The state of a proposal that says how a closed objection ended.
fn ended(objection: &ReviewItem) -> Option<ProposalState> {
    verdict(objection).map(|(accepted, _)| if accepted { ProposalState::Approved } else { ProposalState::Rejected })
}

impl Keeping<'_> {
    /// The open objections of this register, oldest first, at most a hundred.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn objections(&self) -> Result<Vec<ReviewItem>, StoreError> {
        self.store.open_reviews(self.keeper.guild).await
    }

    /// An objection of this register.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn objection(&self, id: &str) -> Result<Option<ReviewItem>, StoreError> {
        Ok(self.store.review(id).await?.filter(|objection| objection.guild == self.keeper.guild))
    }

    /// Why the keeper may not decide on an objection; `None` if that one may.
    pub fn refusal_of(&self, objection: &ReviewItem) -> Option<Refusal> {
        let is_own = objection.author == self.keeper.user;
        let may = self.keeper.is_reviewer || is_own && self.keeper.is_moderator;
        match ended(objection) {
            _ if is_own && self.keeper.two_persons => Some(Refusal::OwnProposal),
            _ if !may => Some(Refusal::NotAllowed),
            state => state.map(Refusal::Decided),
        }
    }

    /// Closes an objection: it is right, or it is not. Only who agrees needs no words. The record stays as it is.
    ///
    /// # Errors
    /// [`Refusal`]; of two who decide at once, the second is told how it was decided.
    pub async fn close_objection(&self, id: &str, accepts: bool, words: &str, time: &str) -> Result<(), Refusal> {
        let objection = self.objection(id).await?.ok_or(Refusal::NoProposal)?;
        if let Some(refusal) = self.refusal_of(&objection) {
            return Err(refusal);
        }
        if words.trim().is_empty() && !accepts {
            return Err(Refusal::NoReason);
        }
        // First what lets the author hear of it, should the program end in between.
        self.store.file_review_of(self.keeper.guild, id).await?;
        let how = if accepts { ACCEPTED } else { REJECTED };
        let outcome = if words.is_empty() { how.to_owned() } else { format!("{how}: {words}") };
        if self.store.close_review(self.keeper.guild, id, &outcome, self.keeper.user, time).await? {
            return Ok(());
        }
        let now = self.objection(id).await?;
        Err(now.as_ref().and_then(ended).map_or(Refusal::NoProposal, Refusal::Decided))
    }
}
