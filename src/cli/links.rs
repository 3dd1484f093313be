//! Reads files with records and looks up what their links lead to: a link must lead to a record of the file, of another
//! file or on file. Only the records that links lead to are looked up, not the whole register.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::input::RecordFile;
use crate::incident::{Incident, Related};
use crate::store::{SHARED, Store};
use crate::transfer::{self, ImportError, LineFault};

/// What to make of a link to a record that nobody has looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// There is no such record: a fault.
    Missing,
    /// There may be one: no fault as yet.
    Accepted,
}

/// The links of records outside the file that is read.
#[derive(Debug, Default)]
pub(super) struct KnownLinks(HashMap<String, Vec<Related>>);

/// A file as read.
pub(super) struct Reading {
    /// Its records with their lines, or everything that is wrong.
    pub(super) found: Result<Vec<(usize, Incident)>, Vec<LineFault>>,
    /// Ids that links lead to and nobody knows.
    pub(super) asked: BTreeSet<String>,
}

impl KnownLinks {
    /// Takes records in.
    pub(super) fn add<'a>(&mut self, incidents: impl IntoIterator<Item = &'a Incident>) {
        self.0.extend(incidents.into_iter().map(|incident| (incident.id.clone(), incident.related.clone())));
    }

    /// Reads a file.
    pub(super) fn read(&self, file: &RecordFile, unknown: Unknown) -> anyhow::Result<Reading> {
        let asked = RefCell::new(BTreeSet::new());
        let known = |id: &str| match (self.0.get(id), unknown) {
            (Some(links), _) => Some(links.as_slice()),
            (None, Unknown::Missing) => None,
            (None, Unknown::Accepted) => {
                asked.borrow_mut().insert(id.to_owned());
                Some(&[][..])
            }
        };
        let found = match transfer::import(file.open()?, file.format(), known) {
            Ok(records) => Ok(records),
            Err(ImportError::Faults(faults)) => Err(faults),
            Err(error @ ImportError::Read(_)) => return Err(error.into()),
        };
        Ok(Reading { found, asked: asked.into_inner() })
    }

    /// Looks records up, and those that they lead to in turn, so that circles are found too. A guild's own records are
    /// looked at before shared ones. Withdrawn records count: their ids still mean them.
    pub(super) async fn look_up(&mut self, ids: BTreeSet<String>, store: &Store, guild: &str) -> anyhow::Result<()> {
        let mut ids: Vec<String> = ids.into_iter().collect();
        while let Some(id) = ids.pop() {
            if self.0.contains_key(&id) {
                continue;
            }
            let own = store.find(guild, &id).await?;
            let stored = if own.is_none() && guild != SHARED { store.find(SHARED, &id).await? } else { own };
            if let Some(stored) = stored {
                ids.extend(stored.incident.related.iter().map(|related| related.id.clone()));
                self.0.insert(id, stored.incident.related);
            }
        }
        Ok(())
    }
}
