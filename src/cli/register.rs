//! The register that a command asks: the one compiled in or that of a database, read with the words compiled in and
//! those of an operator's lists.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::database::{guild_id, with_existing_store};
use super::keeper::sees_shared;
use crate::incident::Incident;
use crate::register::bulk::seen_by;
use crate::register::{Register, starter_incidents, vocabulary_beside};
use crate::store::SHARED;
use crate::vocabulary::{Vocabulary, WordList};

/// Which register is asked, and with which words.
#[derive(Debug, Args)]
pub(super) struct RegisterOptions {
    /// Ask the database at this address (sqlite:PATH or postgres://…) rather than the starter register
    #[arg(long, value_name = "URL", env = "AIDE_MEMOIRE_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Ask this guild's own records too
    #[arg(long, value_name = "ID", requires = "database", value_parser = guild_id)]
    guild: Option<String>,
    /// Word list to add; its name says what it holds: parties.tsv, persons.tsv, kinds.tsv …
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
}

impl RegisterOptions {
    /// Reads the register.
    pub(super) fn open(&self) -> anyhow::Result<Register> {
        let read = || match self.database.as_deref().filter(|address| !address.is_empty()) {
            Some(address) => stored(address, self.guild.as_deref()).context("cannot read the register from the database"),
            None => Ok(starter_incidents()),
        };
        let (vocabulary, incidents) = words_beside(&self.vocabulary, read)?;
        Ok(Register::new(vocabulary, incidents?))
    }
}

/// The words compiled in and those of an operator's lists.
pub(super) fn words(files: &[PathBuf]) -> anyhow::Result<Vocabulary> {
    words_beside(files, || ()).map(|(vocabulary, ())| vocabulary)
}

/// The same, with other work done meanwhile.
fn words_beside<R>(files: &[PathBuf], work: impl FnOnce() -> R) -> anyhow::Result<(Vocabulary, R)> {
    let mut texts = Vec::with_capacity(files.len());
    for file in files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read the word list \"{}\"", file.display()))?;
        texts.push((file.display().to_string(), text));
    }
    let lists: Vec<WordList<'_>> = texts.iter().map(|(file, text)| WordList { file, text }).collect();
    vocabulary_beside(&lists, work).context("cannot use a word list")
}

/// The shared records, or what a guild sees: its own, and the shared ones beside them that it neither replaced nor merged, if
/// it sees them at all.
fn stored(address: &str, guild: Option<&str>) -> anyhow::Result<Vec<Incident>> {
    let guild = guild.unwrap_or(SHARED);
    with_existing_store(address, async |store| {
        let shared = sees_shared(store, guild).await?;
        Ok(seen_by(store, guild, shared).await?)
    })
}
