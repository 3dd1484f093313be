//! The operator as a keeper of the register, in a server's own part of it or in the shared one: by the same use cases as
//! moderators in the chat, without their rights, and without a second person. A running bot shows what is changed.

use std::io::Write;

use clap::Args;

use super::database::AddressOptions;
use super::output::{Output, one_line};
use crate::incident::Incident;
use crate::register::keeping::{Keeper, Keeping, Kept, Refusal, still_said};
use crate::register::{SHARED_OFF, SHARED_REGISTER};
use crate::store::{Store, StoreError};

/// In whose name something is done.
#[derive(Debug, Args)]
pub(super) struct AuthorOptions {
    /// Who, for the history of the records
    #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true, default_value = "command line")]
    pub(super) author: String,
}

/// Works on a register of the database: a guild's or the shared one.
pub(super) fn keep<T>(
    place: &AddressOptions,
    (guild, author): (&str, &str),
    work: impl AsyncFnOnce(&Store, &Keeping<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    place.with_store(async |store| {
        let sees_shared = sees_shared(store, guild).await?;
        let keeper = Keeper { guild, user: author, is_moderator: true, is_reviewer: true, two_persons: false, sees_shared };
        work(store, &Keeping::new(store, keeper)).await
    })
}

/// Whether a guild sees the shared register beside its own records.
pub(super) async fn sees_shared(store: &Store, guild: &str) -> Result<bool, StoreError> {
    let settings = store.settings(guild).await?;
    Ok(!settings.iter().any(|setting| setting.name == SHARED_REGISTER && setting.value == SHARED_OFF))
}

/// Says what came of a change.
pub(super) fn tell_kept(kept: Result<Kept, Refusal>) -> anyhow::Result<()> {
    let mut output = Output::open();
    match kept? {
        Kept::Applied { incident, revision } => writeln!(output, "{incident} is changed; the register is at revision {revision}")?,
        Kept::Filed(proposal) => writeln!(output, "the change to {} waits for review as {}", proposal.incident.id, proposal.id)?,
    }
    Ok(output.flush()?)
}

/// Says what a change to a part of a record leaves behind: title and summary are no claims and go on saying what they say.
pub(super) fn tell_left(before: &Incident, after: &Incident) -> anyhow::Result<()> {
    let mut output = Output::open();
    if after.clone().published().is_none() {
        writeln!(output, "no claim of {} counts now, so answers do not know it any more", after.id)?;
    } else {
        for (field, claim) in still_said(before, after) {
            writeln!(output, "its {field} still says what counts no longer: \"{}\"", one_line(&claim))?;
        }
    }
    Ok(output.flush()?)
}
