//! `review`: the operator sees and decides on what waits for review, proposals and objections, in a server or in the shared
//! register; there, objections from direct messages wait, which nobody else sees.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use super::clock;
use super::database::DatabaseOptions;
use super::keeper::{AuthorOptions, keep, tell_kept};
use super::output::{Output, one_line};
use crate::register::keeping::{Keeping, lines_of, verdict};
use crate::store::{Proposal, ProposalAct, ReviewItem, Store};

/// Most proposals that are read at once.
const PAGE: u32 = 200;

const EXAMPLES: &str = "\
Examples:
  aide-memoire review list                            objections from direct messages
  aide-memoire review list --guild 81384788765712384  what waits in a server
  aide-memoire review show --guild 81384788765712384 1310245678901234567
  aide-memoire review approve --guild 81384788765712384 1310245678901234567
  aide-memoire review reject --guild 81384788765712384 1310245678901234567 --reason \"the source does not say so\"

Whoever proposed or objected hears how it ended from a running bot.";

/// See and decide on what waits for review
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// List what waits, oldest first
    List(List),
    /// Show a proposal or objection, with all that it changes
    Show(Show),
    /// Approve a proposal, which is made then, or agree with an objection
    Approve(Approve),
    /// Reject a proposal or an objection
    Reject(Reject),
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct List {
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Show {
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the proposal or objection
    id: String,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Approve {
    /// A word for whoever brought it
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    /// Only if it is still this edition, as `review show` tells
    #[arg(long, value_name = "NUMBER")]
    edition: Option<i64>,
    #[command(flatten)]
    author: AuthorOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the proposal or objection
    id: String,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Reject {
    /// Why, for whoever brought it
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: AuthorOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the proposal or objection
    id: String,
}

/// What can be under review.
enum Item {
    Proposal(Box<Proposal>),
    Objection(Box<ReviewItem>),
}

/// Runs the command.
///
/// # Errors
/// If there is no such thing, it cannot be decided on, or the database cannot be reached.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    match &options.act {
        Act::List(List { database }) => list(database).context("cannot list what waits for review")?,
        Act::Show(Show { database, id }) => show(database, id).with_context(|| format!("cannot show \"{id}\""))?,
        Act::Approve(of) => approve(of).with_context(|| format!("cannot approve \"{}\"", of.id))?,
        Act::Reject(of) => reject(of).with_context(|| format!("cannot reject \"{}\"", of.id))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(database: &DatabaseOptions) -> anyhow::Result<()> {
    let items = keep(&database.place, (database.guild(), ""), async |_, keeping| waiting(keeping).await)?;
    let mut output = Output::open();
    for item in &items {
        tell(&mut output, item)?;
    }
    Ok(output.flush()?)
}

/// Proposals, then objections, each the oldest first.
async fn waiting(keeping: &Keeping<'_>) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    loop {
        let page = keeping.queue(u32::try_from(items.len()).unwrap_or(u32::MAX), PAGE).await?;
        if page.is_empty() {
            break;
        }
        items.extend(page.into_iter().map(|proposal| Item::Proposal(Box::new(proposal))));
    }
    let objections = keeping.objections().await?;
    items.extend(objections.into_iter().map(|objection| Item::Objection(Box::new(objection))));
    Ok(items)
}

fn show(database: &DatabaseOptions, id: &str) -> anyhow::Result<()> {
    let (item, lines) = keep(&database.place, (database.guild(), ""), async |store, keeping| {
        let item = item(store, keeping, id).await?;
        let lines: Vec<String> = match &item {
            Item::Proposal(proposal) => lines_of(store, proposal).await?.iter().map(ToString::to_string).collect(),
            Item::Objection(objection) => claim_of(keeping, objection).await?.into_iter().collect(),
        };
        Ok((item, lines))
    })?;
    let mut output = Output::open();
    tell(&mut output, &item)?;
    for line in lines {
        writeln!(output, "  - {}", one_line(&line))?;
    }
    writeln!(output, "  {}", stands(&item))?;
    Ok(output.flush()?)
}

/// What is under review under an id. Where it is only somebody else's, that is said.
async fn item(store: &Store, keeping: &Keeping<'_>, id: &str) -> anyhow::Result<Item> {
    if let Some(proposal) = keeping.proposal(id).await? {
        return Ok(Item::Proposal(Box::new(proposal)));
    }
    if let Some(objection) = keeping.objection(id).await? {
        return Ok(Item::Objection(Box::new(objection)));
    }
    let proposed = store.proposal(id).await?.map(|proposal| proposal.guild);
    let guild = match proposed {
        Some(guild) => Some(guild),
        None => store.review(id).await?.map(|objection| objection.guild),
    };
    let guild = guild.with_context(|| "there is no such proposal or objection")?;
    ensure!(guild.is_empty(), "it belongs to a server; say so by --guild {guild}");
    anyhow::bail!("it belongs to no server; leave --guild out")
}

/// The claim that is objected to.
async fn claim_of(keeping: &Keeping<'_>, objection: &ReviewItem) -> anyhow::Result<Option<String>> {
    let Some(key) = objection.claim else { return Ok(None) };
    let edition = keeping.edition(&objection.incident).await?;
    Ok(edition.and_then(|edition| edition.incident.claim(key).map(|claim| format!("claim: \"{}\"", claim.text))))
}

fn approve(of: &Approve) -> anyhow::Result<()> {
    let kept = keep(&of.database.place, (of.database.guild(), &of.author.author), async |store, keeping| {
        let time = clock::timestamp();
        match item(store, keeping, &of.id).await? {
            Item::Proposal(proposal) => {
                let edition = of.edition.unwrap_or(proposal.edition);
                Ok(Some(keeping.approve(&of.id, edition, of.reason.trim(), &time).await))
            }
            Item::Objection(_) => {
                keeping.close_objection(&of.id, true, of.reason.trim(), &time).await?;
                Ok(None)
            }
        }
    })?;
    match kept {
        Some(kept) => tell_kept(kept),
        None => told(&of.id, "agreed with; the record is for `record`, `import` or a moderator to change"),
    }
}

fn reject(of: &Reject) -> anyhow::Result<()> {
    keep(&of.database.place, (of.database.guild(), &of.author.author), async |store, keeping| {
        let time = clock::timestamp();
        match item(store, keeping, &of.id).await? {
            Item::Proposal(proposal) => keeping.reject(&of.id, proposal.edition, of.reason.trim(), &time).await.map(drop)?,
            Item::Objection(_) => keeping.close_objection(&of.id, false, of.reason.trim(), &time).await?,
        }
        Ok::<_, anyhow::Error>(())
    })?;
    told(&of.id, "rejected")
}

fn told(id: &str, what: &str) -> anyhow::Result<()> {
    let mut output = Output::open();
    writeln!(output, "{id} is {what}")?;
    Ok(output.flush()?)
}

/// "ID, time, who: why" with what it is about under it.
fn tell(output: &mut impl Write, item: &Item) -> io::Result<()> {
    let (id, time, author, reason) = match item {
        Item::Proposal(of) => (&of.id, &of.time, &of.author, &of.reason),
        Item::Objection(of) => (&of.id, &of.time, &of.author, &of.text),
    };
    let author = if author.is_empty() { "somebody" } else { author };
    writeln!(output, "{id}, {time}, {author}: {}", one_line(reason))?;
    match item {
        Item::Proposal(of) => {
            let other = of.other.as_ref().map(|(other, _)| format!(", which takes in {other}")).unwrap_or_default();
            writeln!(output, "  {} {}{other}: {}", act(of), of.incident.id, one_line(&of.incident.title))
        }
        Item::Objection(of) => writeln!(output, "  objection to {}", of.incident),
    }
}

const fn act(proposal: &Proposal) -> &'static str {
    match proposal.act {
        ProposalAct::Put if proposal.base.revision == 0 => "new record",
        ProposalAct::Put => "change of",
        ProposalAct::Retract => "retraction of",
        ProposalAct::Restore => "restoration of",
        ProposalAct::Merge => "merge into",
    }
}

/// How far it is.
fn stands(item: &Item) -> String {
    match item {
        Item::Proposal(of) => format!("{}, edition {}", of.state.name(), of.edition),
        Item::Objection(of) => match verdict(of) {
            None => "open".to_owned(),
            Some((accepted, words)) => {
                format!("{}{}{words}", if accepted { "approved" } else { "rejected" }, if words.is_empty() { "" } else { ": " })
            }
        },
    }
}
