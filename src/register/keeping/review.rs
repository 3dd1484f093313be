//! What becomes of proposals: their authors change, send in and take back, reviewers approve and reject.

use super::{Keeping, Kept, Made, Refusal, Request};
use crate::store::{Edit, Proposal, ProposalAct, ProposalState, Settled, StoreError};

impl Keeping<'_> {
    /// A proposal of this register.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn proposal(&self, id: &str) -> Result<Option<Proposal>, StoreError> {
        let proposal = self.store.proposal(id).await?;
        Ok(proposal.filter(|proposal| proposal.guild == self.keeper.guild))
    }

    /// What waits for a reviewer, oldest first: `most` of them after the first `skip`.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn queue(&self, skip: u32, most: u32) -> Result<Vec<Proposal>, StoreError> {
        self.store.proposals(self.keeper.guild, ProposalState::InReview, skip, most).await
    }

    /// Approves a proposal as it was seen, and makes it. The reason may be empty.
    ///
    /// # Errors
    /// [`Refusal`]; the proposal stays open then.
    pub async fn approve(&self, id: &str, edition: i64, words: &str, time: &str) -> Result<Kept, Refusal> {
        let proposal = self.open_for(id, edition).await?;
        if matches!(proposal.act, ProposalAct::Put | ProposalAct::Merge) {
            self.refuse_unsound(&proposal.incident).await?;
        }
        // First what lets the author hear of it, should the program end in between.
        self.store.file_review_of(self.keeper.guild, id).await?;
        self.make(proposal, words, time).await
    }

    /// Turns a proposal down as it was seen; it is given back as it was.
    ///
    /// # Errors
    /// [`Refusal`]; the proposal stays open then.
    pub async fn reject(&self, id: &str, edition: i64, words: &str, time: &str) -> Result<Proposal, Refusal> {
        let proposal = self.open_for(id, edition).await?;
        if words.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        self.store.file_review_of(self.keeper.guild, id).await?;
        match self.store.reject_proposal(id, edition, Edit { author: self.keeper.user, reason: words, time }).await? {
            Settled::Done(_) => Ok(proposal),
            settled => self.unsettled(settled, id).await,
        }
    }

    /// Puts another edition of the record into an open proposal of the keeper's own, made from the record as it stands.
    ///
    /// # Errors
    /// [`Refusal`]; the proposal stays as it was then. [`Refusal::Conflict`] if the record was changed since it was seen.
    pub async fn revise(&self, id: &str, edition: i64, made: Made, reason: &str) -> Result<Proposal, Refusal> {
        let Some(proposal) = self.own(id).await? else { return Err(Refusal::NoProposal) };
        if reason.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        let Made { mut incident, base, other } = made;
        let is_new = proposal.is_new() && base.revision == 0;
        if is_new {
            incident = self.under_free_id(incident, id).await?;
        }
        let same = incident.id == proposal.incident.id || is_new;
        let others = other.as_ref().map(|(id, _)| id) == proposal.other.as_ref().map(|(id, _)| id);
        if !same || !others || !self.sees(&base.guild) || matches!(proposal.act, ProposalAct::Retract | ProposalAct::Restore) {
            return Err(Refusal::NotAllowed);
        }
        // The proposal is looked at first: who saw another one is told of that one.
        if proposal.edition == edition && proposal.state.is_open() && base.revision != 0 {
            self.refuse_unseen(&self.current(&incident.id).await?, Some(&base)).await?;
        }
        self.refuse_unsound(&incident).await?;
        let changed = Proposal { incident, base, other, reason: reason.trim().to_owned(), edition, ..proposal };
        match self.store.revise_proposal(&changed).await? {
            Settled::Done(_) => Ok(Proposal { edition: edition + 1, ..changed }),
            settled => self.unsettled(settled, id).await,
        }
    }

    /// Sends a draft of the keeper's own in: it waits for a reviewer, or is made at once where one person suffices.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn send_in(&self, id: &str, time: &str) -> Result<Kept, Refusal> {
        let Some(proposal) = self.own(id).await? else { return Err(Refusal::NoProposal) };
        // Sent in by the same event a moment ago, it is only to be pursued.
        if proposal.state == ProposalState::Draft {
            match self.store.send_proposal(id, self.keeper.user).await? {
                Settled::Done(_) | Settled::Already(ProposalState::InReview) => {}
                settled => return self.unsettled(settled, id).await,
            }
        }
        let proposal = self.own(id).await?.ok_or(Refusal::NoProposal)?;
        let request = Request { id, reason: &proposal.reason, time };
        self.again(request).await?.ok_or(Refusal::NoProposal)
    }

    /// Takes an open proposal of the keeper's own back.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn withdraw(&self, id: &str, time: &str) -> Result<(), Refusal> {
        if self.own(id).await?.is_none() {
            return Err(Refusal::NoProposal);
        }
        match self.store.withdraw_proposal(id, self.keeper.user, time).await? {
            Settled::Done(_) => Ok(()),
            settled => self.unsettled(settled, id).await,
        }
    }

    async fn own(&self, id: &str) -> Result<Option<Proposal>, Refusal> {
        if !self.keeper.is_moderator {
            return Err(Refusal::NotAllowed);
        }
        let proposal = self.proposal(id).await?;
        Ok(proposal.filter(|proposal| proposal.author == self.keeper.user && !proposal.author.is_empty()))
    }

    /// Why the keeper may not decide on a proposal; `None` if that one may.
    pub fn refusal(&self, proposal: &Proposal) -> Option<Refusal> {
        let is_own = proposal.author == self.keeper.user;
        let may = if is_own { self.keeper.is_moderator } else { self.keeper.is_reviewer };
        match proposal.state {
            _ if is_own && self.keeper.two_persons => Some(Refusal::OwnProposal),
            _ if !may => Some(Refusal::NotAllowed),
            state => (!state.is_open()).then_some(Refusal::Decided(state)),
        }
    }

    /// A proposal that the keeper may decide on, as it was seen.
    async fn open_for(&self, id: &str, edition: i64) -> Result<Proposal, Refusal> {
        let Some(proposal) = self.proposal(id).await? else { return Err(Refusal::NoProposal) };
        if let Some(refusal) = self.refusal(&proposal) {
            return Err(refusal);
        }
        if proposal.edition != edition {
            return Err(Refusal::ProposalChanged(Box::new(proposal)));
        }
        Ok(proposal)
    }

    /// Why a proposal is not as it was seen.
    pub(super) async fn unsettled<T>(&self, settled: Settled, id: &str) -> Result<T, Refusal> {
        Err(match settled {
            Settled::Already(state) => Refusal::Decided(state),
            Settled::Changed => match self.proposal(id).await? {
                Some(proposal) => Refusal::ProposalChanged(Box::new(proposal)),
                None => Refusal::NoProposal,
            },
            Settled::Done(_) | Settled::Unknown => Refusal::NoProposal,
        })
    }
}
