//! Where what happens is written down: standard error. On the side, errors of serenity's gateway are handed to `discord`,
//! which learns of some closes in no other way.

use std::fmt;
use std::io::{self, IsTerminal};

use anyhow::Context;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{self, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt as lines};

use super::settings::Checked;
use crate::discord::{CLOSES, Closes};

/// What serenity tells of shards that find no gateway.
const SHARDS: &str = "serenity::gateway::bridge::shard_queuer=warn";

/// Begins to log. Serenity is heard from errors on: at finer levels it tells what people write.
pub(super) fn begin(settings: &Checked, closes: &Closes) -> anyhow::Result<()> {
    let mut filter = filter(&settings.log_level)?;
    // What is off stays off.
    let silent = settings.log_level.trim() == "off";
    let quiet = ["serenity=error", SHARDS, "poise=warn", "sqlx=warn", "h2=warn", "hyper=warn", "reqwest=warn", "tungstenite=warn"];
    for quiet in quiet {
        let target = quiet.split('=').next().unwrap_or_default();
        if !silent && !settings.log_level.contains(target) {
            filter = filter.add_directive(quiet.parse().context("the log level cannot be read")?);
        }
    }
    let written = lines::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let written = if settings.log_json { written.json().boxed() } else { written.boxed() };
    let ear = Ear(closes.clone()).with_filter(Targets::new().with_target(CLOSES, LevelFilter::ERROR));
    let begun = tracing_subscriber::registry().with(written.with_filter(filter)).with(ear).try_init();
    begun.map_err(|error| anyhow::anyhow!("cannot log: {error}"))
}

/// What is logged at a level, or by target as in RUST_LOG.
pub(super) fn filter(level: &str) -> anyhow::Result<EnvFilter> {
    // A word by itself names a target: a misspelt level would be one that nobody logs to.
    let is_known = |part: &str| {
        part.is_empty() || part.contains(['=', '[']) || part.starts_with("aide_memoire") || part.parse::<LevelFilter>().is_ok()
    };
    let filter = EnvFilter::try_new(level).ok().filter(|_| level.split(',').map(str::trim).all(is_known));
    filter.with_context(|| {
        format!("log.level is \"{level}\"; it is off, error, warn, info, debug or trace, or by target: info,aide_memoire=debug")
    })
}

/// Hands on what is logged.
struct Ear(Closes);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: layer::Context<'_, S>) {
        event.record(&mut Message(&self.0));
    }
}

/// The message of an event.
struct Message<'a>(&'a Closes);

impl Visit for Message<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0.hear(&format!("{value:?}"));
        }
    }
}
