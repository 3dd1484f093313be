//! `record`: the operator retracts and restores records, or sources and claims of them, reverts and merges records, and takes
//! a server's record into the shared register.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::clock;
use super::database::{AddressOptions, DatabaseOptions, guild_id};
use super::keeper::{AuthorOptions, keep, tell_kept, tell_left};
use crate::incident::amend::Amendment;
use crate::incident::{ClaimKey, Incident};
use crate::register::keeping::{Keeping, Kept, Refusal, Request};
use crate::store::SHARED;

const EXAMPLES: &str = "\
Examples:
  aide-memoire record retract albania-iran-2022-relations-severed --reason \"it did not happen\"
  aide-memoire record retract albania-iran-2022-relations-severed --source 2 --reason \"withdrawn by its publisher\"
  aide-memoire record retract albania-iran-2022-relations-severed --claim 3 --reason \"the source does not say so\"
  aide-memoire record restore albania-iran-2022-relations-severed --reason \"it did happen\"
  aide-memoire record revert albania-iran-2022-relations-severed 12 --reason \"the edit was wrong\"
  aide-memoire record merge the-copy the-record --reason \"the same event\"
  aide-memoire record promote the-record --guild 81384788765712384 --reason \"well sourced\"

Nothing is deleted: `history` shows every edition, and its number. A running bot follows within a second.";

/// Retract, restore, revert and merge records, and promote those of a server
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Withdraw a record, or one of its sources or claims
    Retract(Fate),
    /// Let a retracted record count again, or one of its sources or claims
    Restore(Fate),
    /// Put an earlier edition in the place of a record
    Revert(Revert),
    /// Let a record take another one in, whose id leads there from then on
    Merge(Merge),
    /// Take a server's own record into the shared register
    Promote(Promote),
}

#[derive(Debug, Args)]
struct WhyOptions {
    /// Why, for the history of the records
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: AuthorOptions,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Fate {
    /// Only the source with this number
    #[arg(long, value_name = "NUMBER")]
    source: Option<u32>,
    /// Only the claim with this number, or with words that no other claim has
    #[arg(long, value_name = "CLAIM", conflicts_with = "source")]
    claim: Option<String>,
    #[command(flatten)]
    why: WhyOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the record
    id: String,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Revert {
    #[command(flatten)]
    why: WhyOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the record
    id: String,
    /// The revision, as `history` shows it
    revision: i64,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Merge {
    #[command(flatten)]
    why: WhyOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the record that goes
    from: String,
    /// Id of the record that takes it in
    into: String,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Promote {
    #[command(flatten)]
    why: WhyOptions,
    #[command(flatten)]
    place: AddressOptions,
    /// The server whose record it is
    #[arg(long, value_name = "ID", value_parser = guild_id)]
    guild: String,
    /// Id of the record
    id: String,
}

/// Runs the command.
///
/// # Errors
/// If the change cannot be made, or the database cannot be written; nothing is changed then.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    match &options.act {
        Act::Retract(fate) => decide(fate, false).with_context(|| format!("cannot retract \"{}\"", fate.id))?,
        Act::Restore(fate) => decide(fate, true).with_context(|| format!("cannot restore \"{}\"", fate.id))?,
        Act::Revert(of) => {
            change((&of.database, &of.why), async |keeping, request| revert(keeping, request, of).await)
                .with_context(|| format!("cannot revert \"{}\"", of.id))?;
        }
        Act::Merge(of) => {
            change((&of.database, &of.why), async |keeping, request| Ok(keeping.merge(request, &of.from, &of.into).await))
                .with_context(|| format!("cannot merge \"{}\" into \"{}\"", of.from, of.into))?;
        }
        Act::Promote(of) => promote(of).with_context(|| format!("cannot promote \"{}\"", of.id))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes one change in the register that is named, and says what came of it.
fn change(
    (database, why): (&DatabaseOptions, &WhyOptions),
    work: impl AsyncFnOnce(&Keeping<'_>, Request<'_>) -> anyhow::Result<Result<Kept, Refusal>>,
) -> anyhow::Result<()> {
    let (id, time) = (clock::event(), clock::timestamp());
    let request = Request { id: &id, reason: &why.reason, time: &time };
    let kept = keep(&database.place, (database.guild(), &why.author.author), async |_, keeping| work(keeping, request).await)?;
    tell_kept(kept)
}

/// Retracts or restores a record or a part of it, and says what that leaves behind.
fn decide(fate: &Fate, restores: bool) -> anyhow::Result<()> {
    let mut editions = None;
    change((&fate.database, &fate.why), async |keeping, request| {
        let kept = match (part(keeping, fate).await?, restores) {
            (Some(part), restores) => {
                let changes = [part.amendment(restores, request.reason)];
                let before = keeping.edition(&fate.id).await?.map(|edition| edition.incident);
                editions = before.and_then(|before| Some((before.amended(&changes).ok()?, before)));
                keeping.amend(request, &fate.id, None, &changes).await
            }
            (None, true) => keeping.restore(request, &fate.id).await,
            (None, false) => keeping.retract(request, &fate.id).await,
        };
        match kept {
            Err(Refusal::Shared { .. }) => bail!("it is a record of the shared register; without --guild it is retracted there"),
            kept => Ok(kept),
        }
    })?;
    editions.map_or(Ok(()), |(after, before): (Incident, Incident)| tell_left(&before, &after))
}

/// A part of a record.
enum Part {
    Source(u32),
    Claim(ClaimKey),
}

impl Part {
    fn amendment(&self, restores: bool, reason: &str) -> Amendment {
        let reason = reason.to_owned();
        match *self {
            Self::Source(n) if restores => Amendment::RestoreSource(n),
            Self::Source(n) => Amendment::RetractSource { n, reason },
            Self::Claim(claim) if restores => Amendment::RestoreClaim(claim),
            Self::Claim(claim) => Amendment::RetractClaim { claim, reason },
        }
    }
}

/// The part that is named, if one is.
async fn part(keeping: &Keeping<'_>, fate: &Fate) -> anyhow::Result<Option<Part>> {
    let (Some(called), Some(edition)) = (&fate.claim, keeping.edition(&fate.id).await?) else { return Ok(fate.source.map(Part::Source)) };
    let Some(claim) = edition.incident.claim_called(called) else {
        let most = edition.incident.claims.len();
        bail!("\"{called}\" is none of its claims; give a number from 1 to {most}, or words that only one has")
    };
    Ok(Some(Part::Claim(claim.key())))
}

async fn revert(keeping: &Keeping<'_>, request: Request<'_>, of: &Revert) -> anyhow::Result<Result<Kept, Refusal>> {
    match keeping.revert(request, &of.id, of.revision, None).await {
        // The record itself is there; else its id would stand in another sentence.
        Err(Refusal::NoRecord { .. }) if keeping.edition(&of.id).await?.is_some() => {
            bail!("revision {} is none of this record; `history` shows those that are", of.revision)
        }
        kept => Ok(kept),
    }
}

fn promote(of: &Promote) -> anyhow::Result<()> {
    let (id, time) = (clock::event(), clock::timestamp());
    let request = Request { id: &id, reason: &of.why.reason, time: &time };
    let kept = keep(&of.place, (SHARED, &of.why.author.author), async |_, keeping| Ok(keeping.promote(request, &of.guild, &of.id).await))?;
    tell_kept(kept)
}
