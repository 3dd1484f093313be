//! Answers questions about diplomatic incidents from stored, sourced records.
//!
//! The rooms, in reading order (see `ARCHITECTURE.md` for who may know whom):

pub mod incident; // the record: incidents, claims, sources, dates, parties

pub mod text; // text to folded, stemmed words

pub mod vocabulary; // words to meaning

pub mod question; // text to question

pub mod search; // question to incidents

pub mod answer; // incidents to answer

pub mod drafting; // article text to a proposed record

pub mod store; // the register in SQLite or PostgreSQL, with every change

pub mod transfer; // records from files and to files

pub mod register; // the use cases: snapshot and store in step

pub mod discord; // edge: the chat

pub mod cli; // edge: the terminal
