//! Many records at once: a file is read with what its links lead to, compared with what is on file, taken in; and what a
//! guild sees is given out. A link must lead to a record of the file, of another file or on file; only the records that
//! links lead to are looked up, not the whole register.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{self, BufRead};

use crate::incident::{Incident, Related};
use crate::store::{Change, SHARED, State, Store, StoreError};
use crate::transfer::{self, ImportError, ImportFormat, LineFaults};

/// What to make of a link to a record that nobody has looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// There is no such record: a fault.
    Missing,
    /// There may be one: no fault as yet.
    Accepted,
}

/// The links of records outside the file that is read.
#[derive(Debug, Default)]
pub struct KnownLinks(HashMap<String, Vec<Related>>);

/// A file as read.
#[derive(Debug)]
pub struct Reading {
    /// Its records with their lines, or what is wrong.
    pub found: Result<Vec<(usize, Incident)>, LineFaults>,
    /// Ids that links lead to and nobody knows.
    pub asked: BTreeSet<String>,
}

/// What taking records in did or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Records that were not there before.
    pub added: usize,
    /// Records that are now different.
    pub changed: usize,
    /// Records that already stood so.
    pub unchanged: usize,
}

impl KnownLinks {
    /// Takes records in.
    pub fn add<'a>(&mut self, incidents: impl IntoIterator<Item = &'a Incident>) {
        self.0.extend(incidents.into_iter().map(|incident| (incident.id.clone(), incident.related.clone())));
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(&self, reader: impl BufRead, format: ImportFormat, unknown: Unknown) -> io::Result<Reading> {
        let asked = RefCell::new(BTreeSet::new());
        let known = |id: &str| match (self.0.get(id), unknown) {
            (Some(links), _) => Some(links.as_slice()),
            (None, Unknown::Missing) => None,
            (None, Unknown::Accepted) => {
                asked.borrow_mut().insert(id.to_owned());
                Some(&[][..])
            }
        };
        let found = match transfer::import(reader, format, known) {
            Ok(records) => Ok(records),
            Err(ImportError::Faults(faults)) => Err(faults),
            Err(ImportError::Read(error)) => return Err(error),
        };
        Ok(Reading { found, asked: asked.into_inner() })
    }

    /// Looks records up, and those that they lead to in turn, so that circles are found too. A guild's own records are
    /// looked at before shared ones. Withdrawn records count: their ids still mean them.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn look_up(&mut self, ids: BTreeSet<String>, store: &Store, guild: &str) -> Result<(), StoreError> {
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

/// On what a record of a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footing {
    /// The revision of the own record as it stands; 0 for none.
    pub own: i64,
    /// The revision of the shared record that the guild sees so far and that it changes for itself; 0 for none.
    pub beneath: i64,
    /// The own record is withdrawn, so that the guild sees the shared one.
    pub withdrawn: bool,
}

impl Footing {
    /// What takes the record in.
    pub fn changes(&self, guild: &str, incident: Incident) -> Vec<Change> {
        match self {
            Self { own, beneath: 0, .. } => vec![Change::put(guild, incident).over(*own)],
            Self { own, beneath, withdrawn: true } => {
                vec![Change::restore(guild, &incident.id).over(*own).beneath(*beneath), Change::put(guild, incident)]
            }
            Self { beneath, .. } => vec![Change::put(guild, incident).over(0).beneath(*beneath)],
        }
    }
}

/// What taking the records in would do, by the same rules as [`Store::apply`], and on what each is written. A shared record
/// that the guild sees is changed by an edition of the guild's own; one that is the same needs none, and has no footing.
///
/// # Errors
/// [`StoreError::Retracted`] for a record that was withdrawn, and failures of the database.
pub async fn compare(
    records: &[Incident],
    store: &Store,
    (guild, sees_shared): (&str, bool),
) -> Result<(Tally, Vec<Option<Footing>>), StoreError> {
    let mut tally = Tally::default();
    let mut footings = Vec::with_capacity(records.len());
    for incident in records {
        let own = store.find(guild, &incident.id).await?;
        let stands = own.as_ref().is_some_and(|own| own.state == State::Current);
        let shared = if stands || guild == SHARED || !sees_shared || store.redirect(guild, &incident.id).await?.is_some() {
            None
        } else {
            store.find(SHARED, &incident.id).await?.filter(|shared| shared.state == State::Current)
        };
        if own.is_some() && !stands && shared.is_none() {
            return Err(StoreError::Retracted { id: incident.id.clone() });
        }
        let footing = Footing {
            own: own.as_ref().map_or(0, |own| own.revision),
            beneath: shared.as_ref().map_or(0, |shared| shared.revision),
            withdrawn: own.is_some() && !stands,
        };
        let of_shared = shared.is_some();
        let is_same = match shared.or(own) {
            None => {
                tally.added += 1;
                false
            }
            Some(seen) if seen.incident == *incident => {
                tally.unchanged += 1;
                true
            }
            Some(_) => {
                tally.changed += 1;
                false
            }
        };
        footings.push((!(of_shared && is_same)).then_some(footing));
    }
    Ok((tally, footings))
}

/// The records of a guild's own, and with `shared` those of the shared register that it sees beside them.
///
/// # Errors
/// A failure of the database.
pub async fn seen_by(store: &Store, guild: &str, shared: bool) -> Result<Vec<Incident>, StoreError> {
    let mut records: Vec<Incident> = store.load_of(guild).await?.into_iter().map(|stored| stored.incident).collect();
    if shared && guild != SHARED {
        let own: HashSet<String> = records.iter().map(|incident| incident.id.clone()).collect();
        let merged = store.redirects().await?.into_iter().filter(|redirect| redirect.guild == guild).map(|redirect| redirect.from);
        let hidden: HashSet<String> = own.into_iter().chain(merged).collect();
        let of_all = store.load_of(SHARED).await?.into_iter().map(|stored| stored.incident);
        records.extend(of_all.filter(|incident| !hidden.contains(&incident.id)));
    }
    Ok(records)
}
