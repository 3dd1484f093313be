//! The records of the index by slot. A small register keeps them as they are; beyond [`OPEN`] they are packed, and those
//! that answers needed last are kept open beside.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Record;
use crate::incident::Incident;

/// So many records are kept as they are: about 25 MB.
const OPEN: usize = 5_000;

/// So many packed records stay open after an answer needed them.
const RECENT: usize = 4_096;

/// Bytes of records that later ones are packed against: what most have in common is written once.
const COMMON: usize = 16_384;

/// A record as it is kept.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    Open(Arc<Record>),
    Packed(Box<[u8]>),
}

/// The records by slot.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) kept: Vec<Option<Kept>>,
    pub(super) common: Vec<u8>,
    recent: Mutex<FxHashMap<u32, Arc<Record>>>,
}

impl Clone for Records {
    fn clone(&self) -> Self {
        // Slots of the two may come to mean different records.
        Self { kept: self.kept.clone(), common: self.common.clone(), recent: Mutex::default() }
    }
}

impl Records {
    /// Adds a record in the next slot.
    pub(super) fn push(&mut self, incident: Incident) {
        let packed = (self.kept.len() >= OPEN).then(|| self.pack(&incident)).flatten();
        self.kept.push(Some(packed.map_or_else(|| Kept::Open(Arc::new(Record::new(incident))), Kept::Packed)));
    }

    /// Takes the record in this slot out.
    pub(super) fn take(&mut self, slot: u32) {
        if let Some(kept) = self.kept.get_mut(slot as usize) {
            *kept = None;
        }
        self.recent.get_mut().unwrap_or_else(PoisonError::into_inner).remove(&slot);
    }

    /// The record in this slot.
    pub(super) fn get(&self, slot: u32) -> Option<Arc<Record>> {
        match self.kept.get(slot as usize)?.as_ref()? {
            Kept::Open(record) => Some(Arc::clone(record)),
            Kept::Packed(bytes) => {
                if let Some(record) = self.recent.lock().unwrap_or_else(PoisonError::into_inner).get(&slot) {
                    return Some(Arc::clone(record));
                }
                let record = Arc::new(Record::new(self.unpack(bytes)?));
                let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
                if recent.len() >= RECENT {
                    recent.clear();
                }
                recent.insert(slot, Arc::clone(&record));
                Some(record)
            }
        }
    }

    /// `None` if it cannot be packed, which no plain record is known for.
    fn pack(&mut self, incident: &Incident) -> Option<Box<[u8]>> {
        if self.common.is_empty() {
            self.common = self.samples();
        }
        let json = serde_json::to_vec(incident).ok()?;
        let mut bytes = u32::try_from(json.len()).ok()?.to_le_bytes().to_vec();
        bytes.extend(lz4_flex::block::compress_with_dict(&json, &self.common));
        Some(bytes.into())
    }

    fn unpack(&self, bytes: &[u8]) -> Option<Incident> {
        let (length, packed) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let json = lz4_flex::block::decompress_with_dict(packed, length, &self.common).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// Records that later ones will resemble.
    fn samples(&self) -> Vec<u8> {
        let open = self.kept.iter().rev().flatten().filter_map(|kept| if let Kept::Open(record) = kept { Some(record) } else { None });
        let mut samples = Vec::with_capacity(COMMON);
        for json in open.filter_map(|record| serde_json::to_vec::<Incident>(record).ok()) {
            samples.extend(json);
            if samples.len() >= COMMON {
                break;
            }
        }
        samples.truncate(COMMON);
        samples
    }
}
