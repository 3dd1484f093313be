//! The settings of what runs unattended: a file for behaviour, the environment for secrets and for what differs by machine.
//! As written, then checked: nothing else reads either.

use std::env::VarError;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use secrecy::SecretString;
use serde::Deserialize;

use super::log;
use super::run::Options;
use crate::discord::{Endpoint, Rate, Settings};

/// Seconds without a sign of a shard after which it is started again. Heartbeats come every 41, and serenity notices by itself
/// within 90 what is not answered.
const STALE: u64 = 120;

/// The settings file as written; `config/aide-memoire.example.toml` explains each.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    database: Option<String>,
    warm_index: Option<PathBuf>,
    vocabulary: Vec<PathBuf>,
    discord: Discord,
    health: Health,
    log: Log,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Discord {
    test_guild: Option<String>,
    message_content: bool,
    shards: Option<String>,
    retention_days: Option<u64>,
    left_guild_days: Option<u64>,
    user_questions: Option<u32>,
    user_seconds: Option<u64>,
    channel_questions: Option<u32>,
    channel_seconds: Option<u64>,
    stale_seconds: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Health {
    listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Log {
    level: Option<String>,
    json: bool,
}

/// The settings, checked.
pub(super) struct Checked {
    /// The database's address.
    pub(super) database: Option<String>,
    /// Where the register is kept for a quick start.
    pub(super) warm_index: Option<PathBuf>,
    /// Word lists to add.
    pub(super) vocabulary: Vec<PathBuf>,
    /// The bot's.
    pub(super) discord: Settings,
    /// What is logged: "info", or by target as `tracing` has it.
    pub(super) log_level: String,
    /// Whether a log line is JSON.
    pub(super) log_json: bool,
}

/// Where the bot tells its health, by these options of its or else by its settings file.
pub(super) fn health(config: Option<&Path>, given: Option<&str>) -> anyhow::Result<Option<SocketAddr>> {
    if let Some(given) = given.filter(|text| !text.is_empty()) {
        return port(given).map(Some);
    }
    let Some(path) = config else { return Ok(None) };
    let file = parse(path).with_context(|| format!("cannot read the settings in \"{}\"", path.display()))?;
    file.health.listen.as_deref().filter(|text| !text.is_empty()).map(port).transpose()
}

/// Reads and checks file and environment.
pub(super) fn read(options: &Options) -> anyhow::Result<Checked> {
    read_with(options, token(from_environment()?.as_deref())?)
}

/// The token in the environment, if there is one.
pub(super) fn from_environment() -> anyhow::Result<Option<String>> {
    match std::env::var("DISCORD_TOKEN") {
        Ok(token) => Ok(Some(token)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => bail!("DISCORD_TOKEN is not UTF-8, so it is no token of a bot"),
    }
}

/// The token as it was found. From the environment only: a command line can be read by everybody on the machine.
pub(super) fn token(found: Option<&str>) -> anyhow::Result<SecretString> {
    let token = found.map(str::trim).filter(|token| !token.is_empty());
    let token = token.context("DISCORD_TOKEN is not set: the token of the bot, from Discord's developer portal")?;
    Ok(SecretString::from(token.to_owned()))
}

/// The same with a token from elsewhere.
pub(super) fn read_with(options: &Options, token: SecretString) -> anyhow::Result<Checked> {
    let file: File = match &options.config {
        Some(path) => parse(path).with_context(|| format!("cannot read the settings in \"{}\"", path.display()))?,
        None => File::default(),
    };
    let (user, channel) = rates(&file.discord)?;
    let log_level = options.log.clone().or(file.log.level).filter(|level| !level.is_empty()).unwrap_or_else(|| "info".to_owned());
    log::filter(&log_level)?;
    let stale = Duration::from_secs(file.discord.stale_seconds.unwrap_or(STALE));
    ensure!(!stale.is_zero(), "discord.stale_seconds is 0; it is at least 1, and less than 90 restarts shards that are well");
    let discord = Settings {
        token,
        endpoint: endpoint(options)?,
        shards: file.discord.shards.as_deref().map(shards).transpose()?,
        test_guild: file.discord.test_guild.as_deref().map(guild).transpose()?,
        reads_all: file.discord.message_content,
        user_rate: user,
        channel_rate: channel,
        health: options.health.as_deref().or(file.health.listen.as_deref()).filter(|text| !text.is_empty()).map(port).transpose()?,
        retention_days: file.discord.retention_days.unwrap_or(30),
        left_guild_days: file.discord.left_guild_days.unwrap_or(30),
        stale,
    };
    Ok(Checked {
        database: options.database.clone().filter(|address| !address.is_empty()).or(file.database),
        warm_index: options.warm_index.clone().or(file.warm_index).filter(|path| !path.as_os_str().is_empty()),
        vocabulary: file.vocabulary,
        discord,
        log_level,
        log_json: options.log_json || file.log.json,
    })
}

fn parse(path: &Path) -> anyhow::Result<File> {
    let text = std::fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| anyhow!("{}", fault(&text, &error)))
}

/// Where and what is wrong, without the line or any value of it: a token or a password may stand there.
fn fault(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().trim_end();
    // serde shows what it found before what it expected.
    let what = match message.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("another value stands there than {expected}"),
        _ => message.to_owned(),
    };
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return what };
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("line {line}, column {column}: {what}")
}

/// A local Discord, or the real one. Both ways at once would leave open which counts.
fn endpoint(options: &Options) -> anyhow::Result<Endpoint> {
    let given = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
    match (given(&options.api), given(&options.resolve), &options.authority) {
        (None, None, None) => Ok(Endpoint::Discord),
        (Some(url), None, None) => Ok(Endpoint::Plain(url.parse().context("AIDE_MEMOIRE_DISCORD_API")?)),
        (None, Some(address), Some(file)) => Ok(Endpoint::Resolved {
            address: address.parse().context("AIDE_MEMOIRE_DISCORD_RESOLVE")?,
            authority: std::fs::read(file).with_context(|| format!("cannot read \"{}\"", file.display()))?,
        }),
        _ => bail!(
            "a local Discord is set either by AIDE_MEMOIRE_DISCORD_API, or by AIDE_MEMOIRE_DISCORD_RESOLVE with AIDE_MEMOIRE_DISCORD_CA"
        ),
    }
}

fn rates(settings: &Discord) -> anyhow::Result<(Rate, Rate)> {
    let rate = |questions: Option<u32>, seconds: Option<u64>, most: u32| {
        let (questions, seconds) = (questions.unwrap_or(most), seconds.unwrap_or(10));
        ensure!(questions > 0 && seconds > 0, "a rate of questions needs at least one question and one second");
        Ok(Rate { questions, time: Duration::from_secs(seconds) })
    };
    let user = rate(settings.user_questions, settings.user_seconds, 5)?;
    Ok((user, rate(settings.channel_questions, settings.channel_seconds, 20)?))
}

/// "0-3/8": shards 0 to 3 of 8.
fn shards(text: &str) -> anyhow::Result<(Range<u32>, u32)> {
    let read = || {
        let (range, total) = text.split_once('/')?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last, total) = (first.trim().parse::<u32>().ok()?, last.trim().parse::<u32>().ok()?, total.trim().parse::<u32>().ok()?);
        (first <= last && last < total).then_some((first..last.checked_add(1)?, total))
    };
    read().with_context(|| {
        format!("discord.shards is \"{text}\"; it is the first and last shard of this process and how many there are: 0-3/8")
    })
}

fn guild(text: &str) -> anyhow::Result<u64> {
    let id = text.parse().ok().filter(|id| *id > 0);
    id.with_context(|| format!("discord.test_guild is \"{text}\"; it is the id of a server, in quotes"))
}

/// Metrics tell who asks how much: they stay on this machine.
fn port(text: &str) -> anyhow::Result<SocketAddr> {
    let address: Option<SocketAddr> = text.parse().ok();
    address
        .filter(|address| address.ip().is_loopback())
        .with_context(|| format!("health.listen is \"{text}\"; it is a loopback address with a port: 127.0.0.1:9090"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_range_of_a_total() {
        assert_eq!(shards("0-3/8").unwrap(), (0..4, 8));
        assert_eq!(shards("7/8").unwrap(), (7..8, 8));
        for wrong in ["", "8", "8/8", "0-4294967295/8", "0-4294967294/4294967296", "3-1/8", "0-8/8", "a/b", "-1/8"] {
            assert!(shards(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn health_is_told_on_this_machine_only() {
        assert!(port("127.0.0.1:9090").is_ok() && port("[::1]:0").is_ok());
        assert!(port("0.0.0.0:9090").is_err() && port("9090").is_err());
    }

    #[test]
    fn the_example_has_every_setting_and_its_default() {
        let text = include_str!("../../config/aide-memoire.example.toml");
        let as_written: File = toml::from_str(text).unwrap();
        assert_eq!(as_written.database, None);
        // With the comment signs of settings taken away.
        let whole: String = text.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).map(|line| format!("{line}\n")).collect();
        let file: File = toml::from_str(&whole).unwrap();
        assert!(file.warm_index.is_some() && as_written.warm_index.is_none());
        assert!(file.database.is_some() && file.health.listen.is_some() && file.log.level.is_some());
        let (user, channel) = rates(&file.discord).unwrap();
        assert_eq!((user, channel), rates(&Discord::default()).unwrap());
        assert_eq!(file.discord.stale_seconds, Some(STALE));
        assert_eq!((file.discord.retention_days, file.discord.left_guild_days), (Some(30), Some(30)));
    }
}
