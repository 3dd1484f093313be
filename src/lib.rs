//! Answers questions about diplomatic incidents from stored, sourced records.
//!
//! The rooms, in reading order (see `ARCHITECTURE.md` for who may know whom):

pub mod incident; // the record: incidents, claims, sources, dates, parties
