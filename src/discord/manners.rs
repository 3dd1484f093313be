//! How the bot behaves where: what administrators set, per guild and channel, read from the store when it is first needed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::id::{ChannelId, GuildId};

use super::keeping::RETENTION;
use super::words::Language;
use crate::store::{Setting, Store, StoreError};

/// Another process may have changed a setting: so old, it is read again.
const FRESH: Duration = Duration::from_secs(30);
/// A database that takes longer is not waited for: an interaction has three seconds.
const PATIENCE: Duration = Duration::from_secs(1);
/// Guilds whose settings are kept at hand.
const MOST: usize = 2_000;

/// When the bot speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    /// Never.
    Off,
    /// When it is addressed.
    #[default]
    Mention,
    /// Whenever a message reads as a question about incidents.
    Every,
}

/// Where the bot answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// By a reply.
    #[default]
    Reply,
    /// In a thread of the question.
    Thread,
}

/// How much an answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    /// All that answers.
    #[default]
    Full,
    /// What answers first, and what is said against an accusation.
    Short,
}

impl Style {
    /// Every style with its name.
    pub(super) const ALL: [(&'static str, Self); 2] = [("full", Self::Full), ("short", Self::Short)];
}

impl Mode {
    /// Every mode with its name.
    pub(super) const ALL: [(&'static str, Self); 3] = [("off", Self::Off), ("mention", Self::Mention), ("every", Self::Every)];
}

impl Place {
    /// Every place with its name.
    pub(super) const ALL: [(&'static str, Self); 2] = [("reply", Self::Reply), ("thread", Self::Thread)];
}

/// A channel, and the one that it belongs to if it is a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) channel: ChannelId,
    pub(super) parent: Option<ChannelId>,
}

/// What is set in a guild.
#[derive(Debug, Clone, Default)]
pub(super) struct Manners(Vec<Setting>);

impl Manners {
    /// What is set for the thread, else for its channel, else for the guild.
    fn value(&self, scope: Scope, name: &str) -> Option<&str> {
        let of = |place: &str| self.0.iter().find(|setting| setting.channel == place && setting.name == name);
        let channel = of(&scope.channel.to_string()).or_else(|| of(&scope.parent?.to_string()));
        channel.or_else(|| of("")).map(|setting| setting.value.as_str())
    }

    pub(super) fn mode(&self, scope: Scope) -> Mode {
        named(&Mode::ALL, self.value(scope, "mode"))
    }

    /// Within a thread there is no other one.
    pub(super) fn place(&self, scope: Scope) -> Place {
        if scope.parent.is_some() { Place::Reply } else { named(&Place::ALL, self.value(scope, "place")) }
    }

    /// Whether it matters which channel something is in, or whether it is a thread.
    pub(super) fn differ_by_channel(&self) -> bool {
        self.0.iter().any(|setting| !setting.channel.is_empty() || setting.name == "place")
    }

    /// How much an answer tells in the guild.
    pub(super) fn style(&self) -> Style {
        named(&Style::ALL, self.of_guild("answer-style"))
    }

    /// For how many days things are kept, as the guild has set it.
    pub(super) fn retention(&self) -> Option<u64> {
        self.of_guild(RETENTION)?.parse().ok()
    }

    /// The language set for the guild.
    pub(super) fn language(&self) -> Option<Language> {
        self.of_guild("language").and_then(Language::of)
    }

    /// What is set for the guild itself.
    pub(super) fn of_guild(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|setting| setting.channel.is_empty() && setting.name == name).map(|setting| setting.value.as_str())
    }

    /// Everything that is set.
    pub(super) fn all(&self) -> &[Setting] {
        &self.0
    }
}

fn named<T: Copy + Default>(all: &[(&str, T)], value: Option<&str>) -> T {
    value.and_then(|value| all.iter().find(|(name, _)| *name == value)).map_or_else(T::default, |(_, named)| *named)
}

/// The manners of guilds, at hand.
#[derive(Debug, Default)]
pub(super) struct AllManners(Mutex<HashMap<GuildId, Known>>);

#[derive(Debug)]
struct Known {
    read: Instant,
    manners: Arc<Manners>,
    /// Something was changed since: only for the language, in which nothing is decided, they are good enough.
    changed: bool,
}

impl AllManners {
    /// The manners in a guild; a direct message has none set. The default ones while the store is silent.
    pub(super) async fn of(&self, guild: Option<GuildId>, store: &Store) -> Result<Arc<Manners>, StoreError> {
        match self.known_of(guild, store).await {
            Ok(Some(known)) => Ok(known),
            Ok(None) => Ok(Arc::default()),
            Err(error) => Err(error),
        }
    }

    /// The manners in a guild; `None` if they are not known and the store is silent. Who may do what is not guessed.
    pub(super) async fn known_of(&self, guild: Option<GuildId>, store: &Store) -> Result<Option<Arc<Manners>>, StoreError> {
        let Some(guild) = guild else { return Ok(Some(Arc::default())) };
        if let Some(known) = self.known(guild) {
            return Ok(Some(known));
        }
        let read = match tokio::time::timeout(PATIENCE, store.settings(&guild.to_string())).await {
            Ok(Ok(read)) => read,
            // What was so is likely to be so still: a channel in which we are to be silent stays silent.
            failed => match (self.last_known(guild), failed) {
                (Some(known), _) => return Ok(Some(known)),
                (None, Ok(Err(error))) => return Err(error),
                (None, _) => return Ok(None),
            },
        };
        let manners = Arc::new(Manners(read));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(guild, Known { read: Instant::now(), manners: Arc::clone(&manners), changed: false });
        Ok(Some(manners))
    }

    /// The language of a guild as it is known at hand.
    pub(super) fn language_at_hand(&self, guild: Option<GuildId>) -> Option<Language> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&guild?)?.manners.language()
    }

    fn known(&self, guild: GuildId) -> Option<Arc<Manners>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&guild).filter(|known| !known.changed && known.read.elapsed() < FRESH).map(|known| Arc::clone(&known.manners))
    }

    fn last_known(&self, guild: GuildId) -> Option<Arc<Manners>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&guild).filter(|known| !known.changed).map(|known| Arc::clone(&known.manners))
    }

    /// Reads them again when they are next needed.
    pub(super) fn forget(&self, guild: GuildId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get_mut(&guild) {
            known.changed = true;
        }
    }
}
