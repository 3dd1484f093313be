//! What a proposal comes to in the store. Each change names the edition that it was made from, so that the store refuses it
//! if that is no longer the last.

use super::{Keeping, Refusal};
use crate::incident::Incident;
use crate::store::{Base, Change, Proposal, ProposalAct, SHARED, State, StoreError};

impl Keeping<'_> {
    pub(super) async fn changes(&self, proposal: &Proposal) -> Result<Vec<Change>, Refusal> {
        let (guild, id) = (proposal.guild.as_str(), proposal.incident.id.as_str());
        Ok(match proposal.act {
            ProposalAct::Put => self.put(guild, proposal.incident.clone(), &proposal.base).await?,
            ProposalAct::Retract => vec![Change::retract(guild, id).over(proposal.base.revision)],
            ProposalAct::Restore => vec![Change::restore(guild, id).over(proposal.base.revision)],
            ProposalAct::Merge => {
                let mut changes = self.put(guild, proposal.incident.clone(), &proposal.base).await?;
                let Some((other, base)) = &proposal.other else { return Ok(changes) };
                let merge = Change::merge(guild, other, id);
                if base.guild == guild {
                    changes.push(merge.over(base.revision));
                } else {
                    // A guild withdraws a shared record for itself only: as an edition of its own.
                    let shared = self.store.find(&base.guild, other).await?;
                    let shared = shared.ok_or_else(|| Refusal::NoRecord { id: other.clone() })?;
                    changes.extend(self.put(guild, shared.incident, base).await?);
                    changes.push(merge);
                }
                changes
            }
        })
    }

    /// A new edition of a record, made from this one. A guild's first own edition, and one after it went back to the shared
    /// record, lies over the shared edition that it was made from.
    async fn put(&self, guild: &str, incident: Incident, base: &Base) -> Result<Vec<Change>, StoreError> {
        if base.guild == guild || base.guild != SHARED {
            return Ok(vec![Change::put(guild, incident).over(base.revision)]);
        }
        let own = self.store.find(guild, &incident.id).await?;
        let own = own.filter(|own| own.state == State::Retracted);
        // Merged into another record since: an edition of it would undo that without a word.
        if let Some(own) = &own
            && self.store.redirect(guild, &incident.id).await?.is_some()
        {
            return Err(StoreError::Conflict { id: incident.id, base: base.revision, found: own.revision });
        }
        Ok(match own {
            Some(own) => {
                let restore = Change::restore(guild, &incident.id).over(own.revision).beneath(base.revision);
                vec![restore, Change::put(guild, incident)]
            }
            None => vec![Change::put(guild, incident).over(0).beneath(base.revision)],
        })
    }
}
