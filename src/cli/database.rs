//! The database a command works on: its address, and a runtime for as long as the command needs one.

use std::path::Path;

use anyhow::{Context, bail};
use clap::Args;
use tokio::runtime::Runtime;

use crate::store::{SHARED, Store};

/// Where the database is if nobody says.
pub(super) const DEFAULT: &str = "sqlite:aide-memoire.db";

/// Which database.
#[derive(Args)]
pub(super) struct AddressOptions {
    /// Address of the database: sqlite:PATH or postgres://… [default: sqlite:aide-memoire.db]
    #[arg(long, value_name = "URL", env = "AIDE_MEMOIRE_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

/// Which database, and whose records in it.
#[derive(Debug, Args)]
pub(super) struct DatabaseOptions {
    #[command(flatten)]
    pub(super) place: AddressOptions,
    /// The own records of this guild rather than the shared register
    #[arg(long, value_name = "ID", value_parser = guild_id)]
    guild: Option<String>,
}

impl std::fmt::Debug for AddressOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the address, which may hold a password.
        f.debug_struct("AddressOptions").finish_non_exhaustive()
    }
}

impl AddressOptions {
    /// The address; an empty one counts as none.
    pub(super) fn address(&self) -> &str {
        self.database.as_deref().filter(|address| !address.is_empty()).unwrap_or(DEFAULT)
    }

    /// Opens the database, creates it if need be, and works on it.
    pub(super) fn with_new_store<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        with_store(self.address(), work)
    }

    /// Works on the database if there is one, and on none otherwise.
    pub(super) fn with_store_if_there<T>(&self, work: impl AsyncFnOnce(Option<&Store>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        if absent_file(self.address()).is_some() {
            return runtime()?.block_on(work(None));
        }
        with_store(self.address(), async |store| work(Some(store)).await)
    }

    /// Opens a database that is there and works on it.
    pub(super) fn with_store<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        with_existing_store(self.address(), work)
    }
}

impl DatabaseOptions {
    /// Whose records it is about.
    pub(super) fn guild(&self) -> &str {
        self.guild.as_deref().unwrap_or(SHARED)
    }
}

/// Works on a database that must be there: reading from a mistyped path must not leave an empty database behind.
pub(super) fn with_existing_store<T>(address: &str, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    if let Some(path) = absent_file(address) {
        bail!("there is no database \"{path}\"");
    }
    with_store(address, work)
}

/// The file of a SQLite database that does not exist yet. Addresses that are wrong are for the store to refuse.
pub(super) fn absent_file(address: &str) -> Option<&str> {
    let path = address.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.strip_suffix("?mode=rwc").unwrap_or(path);
    let is_file = !path.is_empty() && path != ":memory:" && !path.contains('?');
    (is_file && !Path::new(path).exists()).then_some(path)
}

/// The id of a guild as Discord writes it: what is kept under another one would never be seen.
pub(super) fn guild_id(text: &str) -> Result<String, &'static str> {
    match text.parse::<u64>() {
        Ok(id) if id.to_string() == text && id > 0 => Ok(text.to_owned()),
        _ => Err("the id of a server is a number"),
    }
}

fn with_store<T>(address: &str, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
    runtime()?.block_on(async {
        let store = Store::open(address).await.context("cannot open the database")?;
        let done = work(&store).await;
        store.close().await;
        done
    })
}

pub(super) fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the database connection")
}
