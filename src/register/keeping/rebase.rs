//! A proposal that waits while its record is changed: made anew from the record as it stands when its author looks at it.

use super::{Conflict, Edition, Keeping, Refusal};
use crate::incident::Incident;
use crate::incident::difference::{Difference, differences};
use crate::store::{Base, Proposal};

/// What a proposal holds, and from which editions it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The record as it is to be.
    pub incident: Incident,
    /// The edition that it was made from.
    pub base: Base,
    /// The record that a merge takes in, with the edition seen.
    pub other: Option<(String, Base)>,
}

/// A proposal as it is when it is made from the record as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebased {
    /// What it holds then.
    pub made: Made,
    /// How the record is different now from what it was made from.
    pub differences: Vec<Difference>,
}

impl Keeping<'_> {
    /// A proposal, made from the record as it stands now; unchanged where that is what it was made from. A new record is made
    /// from nothing.
    ///
    /// # Errors
    /// [`Refusal`]: the record is retracted, or, [`Refusal::Conflict`], part of another one by now.
    pub async fn rebased(&self, proposal: &Proposal) -> Result<Rebased, Refusal> {
        if proposal.base.revision == 0 {
            return self.onto(proposal, None, None).await;
        }
        let into = self.same(&proposal.incident.id).await?;
        let from = match &proposal.other {
            Some((id, _)) => Some(self.same(id).await?),
            None => None,
        };
        self.onto(proposal, Some((into.incident, into.base)), from.map(|from| (from.incident, from.base))).await
    }

    /// The same, made from these revisions of the record and of the one that a merge takes in; `None` if there are no such ones.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn rebased_at(&self, proposal: &Proposal, [into, from]: [i64; 2]) -> Result<Option<Rebased>, Refusal> {
        let (into, from) = (self.revision(into).await?, self.revision(from).await?);
        let is_of = |edition: &Option<(Incident, Base)>, id: Option<&str>| edition.as_ref().map(|(record, _)| record.id.as_str()) == id;
        let other = proposal.other.as_ref().map(|(id, _)| id.as_str());
        if !is_of(&into, Some(&proposal.incident.id)) || !is_of(&from, other) {
            return Ok(None);
        }
        self.onto(proposal, into, from).await.map(Some)
    }

    /// A proposal, made from these editions.
    async fn onto(&self, proposal: &Proposal, into: Option<(Incident, Base)>, from: Option<(Incident, Base)>) -> Result<Rebased, Refusal> {
        let Proposal { incident, base, other, .. } = proposal;
        let as_it_is = || {
            let made = Made { incident: incident.clone(), base: base.clone(), other: other.clone() };
            Rebased { made, differences: Vec::new() }
        };
        let Some((into, into_base)) = into.filter(|_| base.revision != 0) else { return Ok(as_it_is()) };
        let taken = other.as_ref().map(|(_, base)| base);
        if into_base == *base && from.as_ref().map(|(_, base)| base) == taken {
            return Ok(as_it_is());
        }
        let then = self.revision(base.revision).await?.map(|(record, _)| record);
        let taken = self.revision(taken.map_or(0, |taken| taken.revision)).await?.map(|(record, _)| record);
        let with = |into: Incident, from: Option<&Incident>| from.map_or_else(|| into.clone(), |from| into.merged(from));
        let now = with(into, from.as_ref().map(|(record, _)| record));
        // Without the edition that it was made from, nothing tells whose a difference is.
        let then = then.map_or_else(|| now.clone(), |then| with(then, taken.as_ref()));
        let other = from.map(|(record, base)| (record.id, base));
        let made = Made { incident: incident.rebased(&then, &now), base: into_base, other };
        Ok(Rebased { made, differences: differences(&then, &now) })
    }

    /// The record with this id, which must count and not be part of another one.
    async fn same(&self, id: &str) -> Result<Edition, Refusal> {
        let now = self.current(id).await?;
        if now.incident.id == id {
            return Ok(now);
        }
        Err(Refusal::Conflict(Box::new(Conflict { id: id.to_owned(), now: Some(now), differences: Vec::new() })))
    }

    /// A record as a revision made it, if the keeper may see that.
    async fn revision(&self, revision: i64) -> Result<Option<(Incident, Base)>, Refusal> {
        let seen = self.store.revision_at(revision).await?.filter(|seen| self.sees(&seen.guild));
        Ok(seen.map(|seen| (seen.incident, Base { guild: seen.guild, revision })))
    }
}
