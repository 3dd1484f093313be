//! Whether a record is sound by itself and beside the records that it names.

use std::collections::HashMap;

use super::{Keeping, Refusal};
use crate::incident::check::{Fault, check, check_all};
use crate::incident::{Incident, Related};
use crate::store::StoreError;

/// Most records that are read to see whether a chain of links bites its tail; longer ones are taken for sound.
const MOST_READ: usize = 500;

impl Keeping<'_> {
    /// Refuses a record with faults, naming all of them.
    pub(super) async fn refuse_unsound(&self, incident: &Incident) -> Result<(), Refusal> {
        let faults = self.faults(incident).await?;
        if faults.is_empty() { Ok(()) } else { Err(Refusal::Faults(faults)) }
    }

    /// Everything that is wrong with a record, alone and beside those that it names.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn faults(&self, incident: &Incident) -> Result<Vec<Fault>, StoreError> {
        let mut faults = check(incident);
        let known = self.links_from(incident).await?;
        let records = [(1, incident.clone())];
        let between = check_all(&records, |id| known.get(id).map(Vec::as_slice));
        faults.extend(between.into_iter().map(|(_, fault)| fault));
        Ok(faults)
    }

    /// The links of every record that this one leads to.
    async fn links_from(&self, incident: &Incident) -> Result<HashMap<String, Vec<Related>>, StoreError> {
        let mut known: HashMap<String, Vec<Related>> = HashMap::new();
        let mut waiting: Vec<String> = incident.related.iter().map(|related| related.id.clone()).collect();
        while let Some(id) = waiting.pop() {
            if known.contains_key(&id) || id == incident.id {
                continue;
            }
            let Some(found) = self.edition(&id).await? else { continue };
            // Beyond what is read, a record is there and names nobody.
            let links = if known.len() < MOST_READ { found.incident.related } else { Vec::new() };
            waiting.extend(links.iter().map(|related| related.id.clone()));
            known.insert(id, links);
        }
        Ok(known)
    }
}
