//! `run`: the Discord bot. Reads the settings, opens the database, builds the register and hands all that to `discord`; ends
//! it on SIGTERM and SIGINT.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use super::{clock, database, log, register, settings, warm};
use crate::discord::{self, Clock, Closes, DiscordError};
use crate::register::{Live, Start};
use crate::store::{Store, WarmIndex};
use crate::vocabulary::Vocabulary;

/// The exit code when Discord refuses the bot: whoever starts it again at once only uses up its sessions.
const REFUSED: u8 = 3;

/// How long the end waits for tasks that do not end by themselves.
const LAST: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
Examples:
  DISCORD_TOKEN=… aide-memoire run
  aide-memoire run --config /etc/aide-memoire.toml --database postgres://localhost/register

The database is brought up to date; an empty one gets the starter register.

A local Discord, for trying things out, on a loopback address only:
  AIDE_MEMOIRE_DISCORD_API=http://127.0.0.1:PORT         plain, without rate limiter
  AIDE_MEMOIRE_DISCORD_RESOLVE=127.0.0.1:PORT and
  AIDE_MEMOIRE_DISCORD_CA=FILE                           TLS, all else as in production

Exit codes: 0 stopped by a signal, 1 failed, 2 wrong usage, 3 Discord refuses the bot: starting it again does not help";

/// Run the Discord bot
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Settings file; config/aide-memoire.example.toml explains each setting
    #[arg(long, value_name = "FILE", env = "AIDE_MEMOIRE_CONFIG")]
    pub(super) config: Option<PathBuf>,
    /// Address of the database: sqlite:PATH or postgres://… [default: sqlite:aide-memoire.db]
    #[arg(long, value_name = "URL", env = "AIDE_MEMOIRE_DATABASE", hide_env_values = true)]
    pub(super) database: Option<String>,
    /// File in which the register is kept for a quick start
    #[arg(long, value_name = "FILE", env = "AIDE_MEMOIRE_WARM_INDEX")]
    pub(super) warm_index: Option<PathBuf>,
    /// Loopback address of /health and /metrics: 127.0.0.1:9090
    #[arg(long, value_name = "ADDRESS", env = "AIDE_MEMOIRE_HEALTH")]
    pub(super) health: Option<String>,
    /// What is logged: error, warn, info, debug, or by target as in RUST_LOG [default: info]
    #[arg(long, value_name = "LEVEL", env = "AIDE_MEMOIRE_LOG")]
    pub(super) log: Option<String>,
    /// Log in JSON, one object a line
    #[arg(long)]
    pub(super) log_json: bool,
    #[arg(long, env = "AIDE_MEMOIRE_DISCORD_API", hide = true)]
    pub(super) api: Option<String>,
    #[arg(long, env = "AIDE_MEMOIRE_DISCORD_RESOLVE", hide = true)]
    pub(super) resolve: Option<String>,
    #[arg(long, env = "AIDE_MEMOIRE_DISCORD_CA", hide = true)]
    pub(super) authority: Option<PathBuf>,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the address of the database, which may hold a password.
        f.debug_struct("Options").field("config", &self.config).field("health", &self.health).finish_non_exhaustive()
    }
}

/// Runs the command until it is told to stop.
///
/// # Errors
/// If settings or database cannot be used, or Discord refuses the bot for good.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let settings = settings::read(options)?;
    let closes = Closes::default();
    log::begin(&settings, &closes)?;
    let vocabulary = register::words(&settings.vocabulary)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    let ended = runtime.block_on(async {
        let address = settings.database.as_deref().unwrap_or(database::DEFAULT);
        let (store, live) = opened(address, vocabulary, settings.warm_index.map(WarmIndex::at)).await?;
        let live = Arc::new(live);
        let clock = Clock { today: || clock::today().ok(), now: clock::timestamp, ago: clock::timestamp_ago };
        let stop = stopped()?;
        let bot = discord::run(settings.discord, Arc::clone(&live), store.clone(), clock, &closes, stop);
        let keeper = warm::Keeper::new(live, store.clone());
        let ended = tokio::select! {
            ended = bot => ended,
            never = keeper.keep() => match never {},
        };
        keeper.write().await;
        store.close().await;
        Ok::<_, anyhow::Error>(ended)
    });
    // A connection that Discord closed for good may be read in a loop that never pauses: nobody waits for that.
    runtime.shutdown_timeout(LAST);
    let ended = ended?;
    let refused = matches!(&ended, Err(DiscordError::Refused(_)));
    match ended.context("the bot cannot go on") {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if refused => {
            // If standard error is closed, the exit code still tells.
            let _ = writeln!(io::stderr(), "aide-memoire: {}", super::output::sentence(&error));
            Ok(ExitCode::from(REFUSED))
        }
        Err(error) => Err(error),
    }
}

/// The store and what it holds; while it cannot be reached, but may be later, the records compiled in.
async fn opened(address: &str, vocabulary: Vocabulary, warm: Option<WarmIndex>) -> anyhow::Result<(Store, Live)> {
    let store = Store::unreached(address).context("cannot open the database")?;
    let reached = async {
        store.reach().await?;
        Live::open_with(&store, vocabulary.clone(), &clock::timestamp(), warm.clone()).await
    };
    let (live, start) = match reached.await {
        Ok(opened) => opened,
        Err(error) if error.may_pass() => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the database is not reached; answers come from the records compiled in until it is");
            return Ok((store, Live::unreached(vocabulary, warm)));
        }
        Err(error) => return Err(error).context("cannot open the database"),
    };
    start.unfit(|error| tracing::warn!(error, "the register is read from the database alone"));
    let (revision, incidents) = (live.as_of().revision, live.with(None, |view| view.register.index().len()));
    let (name, warm) = (store.name(), if let Start::Warm(_) = start { " and the warm index" } else { "" });
    tracing::info!(register.revision = revision, incidents, "the register is read from {name}{warm}");
    Ok((store, live))
}

/// Done when the program is told to end.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot wait for signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot wait for signals")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
