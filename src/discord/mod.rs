//! Edge: Discord. Reads messages and interactions, asks the register, renders answers. Decides nothing about incidents.
//!
//! `bot` holds what all share; `events` takes what the gateway sends; `asking` deals with messages and
//! `changed` with what becomes of them, `commands` and
//! `components` with interactions; `manners` and `threads` say how the bot behaves where; `sheet`, `card`, `timeline` and
//! `claims` lay out, with `words` and `dates` in the reader's language; `outbox` and `sending` send when the `weather` allows
//! it, which `writing` shows to who waits; `sessions` begins them, `missed` fetches what none told, `closes` hears of the end, `health` of silence; `following`
//! keeps in step with the store; `ledger`, `gaps`, `keeping`, `departures` and `privacy` see to what is kept, and for how
//! long; `moderation` keeps the register.

mod asking;
mod attachments;
mod bot;
mod card;
mod changed;
mod claims;
mod closes;
mod commands;
mod components;
mod connect;
mod controls;
mod cooldowns;
mod dates;
mod departures;
mod escape;
mod events;
mod following;
mod gaps;
mod health;
mod incoming;
mod inputs;
mod invite;
mod keeping;
mod ledger;
mod limits;
mod manners;
mod metrics;
mod missed;
mod moderation;
mod notes;
mod outbox;
mod party_names;
mod periods;
mod privacy;
mod reply;
mod seen;
mod sending;
mod sessions;
mod sheet;
mod suggest;
mod threads;
mod timeline;
mod times;
mod tongues;
mod typed;
mod weather;
mod why;
mod words;
mod writing;

pub use closes::{Closes, TARGET as CLOSES};
pub use connect::{ConnectError, Endpoint, LocalAddress, LocalUrl, NotLocal};
pub use cooldowns::Rate;
pub use invite::{invitation, rights};
pub use words::WordsError;

use std::future::Future;
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use poise::FrameworkOptions;
use secrecy::SecretString;
use serenity::all::GatewayIntents;
use serenity::client::ClientBuilder;
use serenity::gateway::ActivityData;
use serenity::http::{Http, HttpError};
use serenity::model::id::GuildId;
use tokio::sync::Semaphore;

use self::bot::{Bot, Exchanges};
use self::commands::Failure;
use self::cooldowns::Cooldowns;
use self::gaps::Gaps;
use self::health::Health;
use self::ledger::Ledger;
use crate::incident::Date;
use crate::register::{Disputes, Live};
use crate::store::{Pauses, Store};

/// Messages and interactions handled at the same time; each costs some 70 kB while it waits for Discord.
const SLOTS: u32 = 256;
/// Deleted messages whose answers are looked for at the same time; a database has about as many connections.
const LOOKUPS: usize = 8;
/// People told at the same time that too much is asked; beyond them nobody is.
const APOLOGIES: usize = 64;
/// Looking up costs less than asking, and pages are turned quickly: it may be done so many times as often.
const LOOKS: u32 = 6;
/// Objections of one person: each is read by moderators.
const OBJECTIONS: Rate = Rate { questions: 10, time: Duration::from_secs(600) };
/// Pauses between tries to reach Discord: the first, and the longest that they grow to.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long a stop waits for answers that are on their way.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The day, in UTC.
    pub today: fn() -> Option<Date>,
    /// The time, RFC 3339.
    pub now: fn() -> String,
    /// The time so many seconds ago.
    pub ago: fn(u64) -> String,
}

/// How the bot is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The bot's token.
    pub token: SecretString,
    /// Where Discord is.
    pub endpoint: Endpoint,
    /// The shards of this process and how many there are in all; `None` takes as many as Discord advises.
    pub shards: Option<(Range<u32>, u32)>,
    /// A guild that has the commands for itself, for trying things out; `None` is everybody.
    pub test_guild: Option<u64>,
    /// Whether Discord was asked for the privilege to read messages that do not address the bot.
    pub reads_all: bool,
    /// How often a user may ask.
    pub user_rate: Rate,
    /// How often a channel is answered.
    pub channel_rate: Rate,
    /// A shard away or silent for so long is started again.
    pub stale: Duration,
    /// Where health and metrics are told; `None` is nowhere.
    pub health: Option<SocketAddr>,
    /// For how many days answers, gaps and closed disputes are kept where a server has not set it.
    pub retention_days: u64,
    /// For how many days what is kept of a server stays after the bot was removed from it.
    pub left_guild_days: u64,
}

/// What ends the bot.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    /// The words of the interface.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The connection's settings.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The port for health and metrics.
    #[error("the port {0} for health and metrics cannot be used")]
    Port(SocketAddr, #[source] std::io::Error),
    /// Discord does not want us, and trying again would not help.
    #[error("Discord refuses the connection: {0}")]
    Refused(&'static str),
    /// A shard does not come back.
    #[error("a connection to Discord is lost and does not come back")]
    Lost,
    /// The clock cannot be read.
    #[error("the clock cannot be read")]
    Clock,
}

/// Runs the bot until `stop` is done.
///
/// # Errors
/// [`DiscordError`]: whatever trying again would not help against.
pub async fn run(
    settings: Settings,
    live: Arc<Live>,
    store: Store,
    clock: Clock,
    closes: &Closes,
    stop: impl Future<Output = ()>,
) -> Result<(), DiscordError> {
    let (ledger, pages) = ledger::ledger();
    let (gaps, unfiled) = gaps::gaps();
    // A task of its own, since the last answers are written while everything else ends.
    tokio::spawn(pages.write(store.clone()));
    let bot = Arc::new(bot(&settings, (live, store), (ledger, gaps), clock)?);
    tokio::spawn(unfiled.file(Arc::clone(&bot)));
    let health = Arc::new(Health::default());
    let port = match settings.health {
        Some(address) => Some(health::listen(address).await.map_err(|error| DiscordError::Port(address, error))?),
        None => None,
    };
    let served = async {
        match port {
            Some(listener) => drop(health::serve(listener, Arc::clone(&bot), Arc::clone(&health)).await),
            None => std::future::pending().await,
        }
    };
    let ended = tokio::select! {
        () = stop => Ok(()),
        ended = connected(&settings, &bot) => ended,
        ended = closes.fatal() => Err(ended),
        ended = health::watch(&bot, &health, settings.stale) => Err(ended),
        () = following::follow(&bot) => Ok(()),
        () = keeping::tidy(&bot) => Ok(()),
        () = served => Ok(()),
    };
    tracing::info!(waiting = bot.outbox.waiting(), "stopping");
    // With all slots taken nobody is being answered.
    let last_words = async { tokio::join!(bot.outbox.emptied(), bot.slots.acquire_many(SLOTS)).1.is_ok() };
    if tokio::time::timeout(LAST_WORDS, last_words).await.is_err() {
        tracing::warn!(waiting = bot.outbox.waiting(), "answers were given up");
    }
    // A connection that broke has nobody left to say goodbye to.
    if let (Ok(()), Some(shards)) = (&ended, bot.shards.get()) {
        shards.shutdown_all().await;
    }
    ended
}

fn bot(settings: &Settings, (live, store): (Arc<Live>, Store), (ledger, gaps): (Ledger, Gaps), clock: Clock) -> Result<Bot, DiscordError> {
    Ok(Bot {
        following: following::Following::begin(!live.is_unreached()),
        live,
        store,
        words: words::Words::new()?,
        started: (clock.today)().ok_or(DiscordError::Clock)?,
        clock,
        reads_all: settings.reads_all,
        manners: manners::AllManners::default(),
        events: seen::Seen::default(),
        deleted: seen::Seen::default(),
        taken: seen::Seen::default(),
        edits: changed::Edits::default(),
        users: Cooldowns::new(settings.user_rate),
        channels: Cooldowns::new(settings.channel_rate),
        looks: Cooldowns::new(Rate { questions: settings.user_rate.questions.saturating_mul(LOOKS), ..settings.user_rate }),
        objections: Cooldowns::new(OBJECTIONS),
        told: Cooldowns::new(Rate { questions: 1, ..settings.channel_rate }),
        signs: Arc::new(Semaphore::new(APOLOGIES)),
        threads: threads::Threads::default(),
        slots: Semaphore::new(SLOTS as usize),
        lookups: Semaphore::new(LOOKUPS),
        outbox: outbox::Outbox::default(),
        ledger,
        missed: missed::Missed::default(),
        due: health::Due::default(),
        writing: writing::Writing::default(),
        weather: weather::Weather::default(),
        gaps,
        keep: keeping::Keep { days: settings.retention_days, grace_days: settings.left_guild_days },
        departures: departures::Departures::default(),
        metrics: metrics::Metrics::new(),
        id: OnceLock::new(),
        shards: OnceLock::new(),
        exchanges: Exchanges::default(),
        disputes: Disputes::default(),
        errands: moderation::errands::Errands::default(),
        attachments: attachments::Attachments::new(&settings.endpoint)?,
    })
}

/// Connects, and returns when the connection cannot be had or kept.
async fn connected(settings: &Settings, bot: &Arc<Bot>) -> Result<(), DiscordError> {
    let mut http = settings.endpoint.http(&settings.token)?;
    if let Some(limiter) = &mut http.ratelimiter {
        let bot = Arc::clone(bot);
        limiter.set_ratelimit_callback(Box::new(move |info| bot.metrics.limited(&info)));
    }
    let http = Arc::new(http);
    tracing::info!("connecting to {}", settings.endpoint);
    // Before serenity is let at it: where this fails, serenity goes to another address without a word.
    let (gateway, application, own_user) = retried("reach Discord", async || {
        Ok((http.get_gateway().await?.url, http.get_current_application_info().await?, http.get_current_user().await?))
    })
    .await?;
    // Set once; a mention may come before the event that tells who we are is dealt with.
    let _ = bot.id.set(own_user.id);
    http.set_application_id(application.id);
    let commands = Arc::new(commands::options(&bot.words));
    let registering = register_commands(&http, Arc::clone(&commands), settings.test_guild);
    let events = events::Events { bot: Arc::clone(bot), commands, apologies: Semaphore::new(APOLOGIES) };
    let mut intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    intents.set(GatewayIntents::MESSAGE_CONTENT, settings.reads_all);
    let own = settings.endpoint.http(&settings.token)?;
    own.set_application_id(application.id);
    // How it is asked, in every language: commands of that name are called so for those whose client has no other one.
    let client = ClientBuilder::new_with_http(own, intents).event_handler(events).activity(ActivityData::listening("/ask"));
    let mut client = client.await.map_err(|error| refused(&error))?;
    // Serenity has asked for the address once more by itself, and that may have failed.
    *client.ws_url.lock().await = gateway;
    // Set once: there is one client.
    let _ = bot.shards.set(Arc::clone(&client.shard_manager));
    let own = Arc::clone(&client.http);
    tokio::select! {
        ended = sessions::begin(&mut client, settings, bot, &http) => ended,
        // Who asks by a mention need not wait for commands.
        Err(refused) = registering => Err(refused),
        () = moderation::errands::run(bot, &own) => Ok(()),
        () = moderation::gap_askers::run(bot, &http) => Ok(()),
    }
}

/// Why serenity gave up.
fn refused(error: &serenity::Error) -> DiscordError {
    let reason = match error {
        serenity::Error::Gateway(error) => closes::reason(error),
        _ => None,
    };
    if reason.is_none() {
        tracing::error!(error = error as &dyn std::error::Error, "the connection to Discord ended");
    }
    reason.map_or(DiscordError::Lost, DiscordError::Refused)
}

/// Tells Discord which commands there are.
async fn register_commands(
    http: &Http,
    commands: Arc<FrameworkOptions<Arc<Bot>, Failure>>,
    guild: Option<u64>,
) -> Result<(), DiscordError> {
    let list = commands::to_register(&commands);
    let registered = retried("register the commands", async || {
        let registered = match guild {
            Some(guild) => http.create_guild_commands(GuildId::new(guild), &list).await,
            None => http.create_global_commands(&list).await,
        };
        match registered {
            Ok(registered) => Ok(Some(registered.len())),
            // Those of an earlier version are there still, and everything else goes on.
            Err(error) if sending::is_final(&error) => {
                tracing::error!("the commands cannot be registered: {}", sending::cause(&error));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    });
    if let Some(count) = registered.await? {
        tracing::info!(count, "commands are registered");
    }
    Ok(())
}

/// Tries again with growing pauses, unless the token is refused.
async fn retried<T>(what: &str, attempt: impl AsyncFn() -> serenity::Result<T>) -> Result<T, DiscordError> {
    let mut pauses = Pauses::new(PAUSES.0, PAUSES.1);
    loop {
        let error = match attempt().await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        if let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = &error {
            match response.status_code.as_u16() {
                401 => return Err(DiscordError::Refused("the token is not valid")),
                403 => return Err(DiscordError::Refused("the bot may not do that; is it in the test server?")),
                _ => {}
            }
        }
        let pause = pauses.again();
        tracing::warn!(error = &error as &dyn std::error::Error, milliseconds = pause.as_millis(), "cannot {what}; trying again");
        tokio::time::sleep(pause).await;
    }
}
