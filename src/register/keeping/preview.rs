//! What a change comes to, line by line, for those who are to agree to it.

use crate::incident::difference::differences;
use crate::incident::{Incident, Party};
use crate::store::{Proposal, ProposalAct, SHARED, Store, StoreError};

/// Every line of what a proposal changes; of a retraction and a restoration there is nothing more to say.
///
/// # Errors
/// A failure of the database.
pub async fn lines_of(store: &Store, proposal: &Proposal) -> Result<Vec<String>, StoreError> {
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
pub fn lines_between(before: Option<&Incident>, after: &Incident) -> Vec<String> {
    match before {
        Some(before) => differences(before, after).iter().map(ToString::to_string).collect(),
        None => whole(after),
    }
}

/// A new record.
fn whole(incident: &Incident) -> Vec<String> {
    let codes = |parties: &[Party]| parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(" ");
    let mut lines = vec![
        format!("{}: {} → {}, {}", incident.kind.name(), codes(&incident.initiators), codes(&incident.targets), incident.date.plain()),
        incident.summary.clone(),
    ];
    let blank = Incident { claims: Vec::new(), sources: Vec::new(), related: Vec::new(), aliases: Vec::new(), ..incident.clone() };
    lines.extend(differences(&blank, incident).iter().map(ToString::to_string));
    lines
}
