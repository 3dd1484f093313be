//! An interaction, whatever it is: who, where, in which language, and the way to respond to it once.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use serenity::builder::{Builder, CreateInteractionResponse, CreateInteractionResponseMessage};
use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{CommandInteraction, ComponentInteraction, ModalInteraction};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};

use super::bot::Bot;
use super::cooldowns::Verdict;
use super::reply::Reply;
use super::sending::{cause, code, is_refused_for_now};
use super::typed;
use super::words::Language;

/// Discord takes the first response for three seconds; whether it took one is waited for a little longer, and then somebody
/// else has the place.
pub(super) const RESPONSE: Duration = Duration::from_secs(5);
/// Longest wait for a first response before the user is told that it failed: Discord takes that word for three seconds too.
const SOON: Duration = Duration::from_millis(2_200);
/// Of that, how long at most to find out which language the guild speaks.
const LEARNING: Duration = Duration::from_millis(400);
/// How long what follows the first response is waited for: a file may go with it.
const LATER: Duration = Duration::from_secs(30);

/// A first response that Discord was not well enough to take is tried again up to this time, with pauses between.
const AGAIN: (Duration, Duration) = (Duration::from_millis(2_500), Duration::from_millis(200));
/// Discord's word that there is a first response already.
const ACKNOWLEDGED: isize = 40_060;

tokio::task_local! {
    static RESPONDED: Arc<Responded>;
}

/// What has become of an interaction so far.
#[derive(Debug, Default)]
struct Responded {
    /// There is a first response, or one is on its way.
    begun: AtomicBool,
    /// When Discord took it.
    taken: OnceLock<Instant>,
}

/// An interaction.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    pub(super) id: InteractionId,
    token: String,
    pub(super) user: UserId,
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    /// What the user may do in the channel; nothing in particular in a direct message.
    pub(super) permissions: Permissions,
    /// The user's roles in the server.
    pub(super) roles: Vec<RoleId>,
    /// The user's.
    locale: String,
    /// The language that the guild has chosen, as far as it is known.
    spoken: Option<Language>,
    /// What the user wrote with it and would not want to write again.
    typed: Vec<String>,
    http: Arc<Http>,
    came: Instant,
}

/// All three kinds have the same fields and no trait in common.
macro_rules! incoming {
    ($name:ident, $kind:ty) => {
        #[doc = "What it is."]
        pub(super) fn $name(interaction: &$kind, http: &Arc<Http>, spoken: Option<Language>) -> Self {
            let permissions = interaction.member.as_ref().and_then(|member| member.permissions);
            Self {
                id: interaction.id,
                token: interaction.token.clone(),
                user: interaction.user.id,
                guild: interaction.guild_id,
                channel: interaction.channel_id,
                permissions: permissions.unwrap_or_default(),
                roles: interaction.member.as_ref().map(|member| member.roles.clone()).unwrap_or_default(),
                locale: interaction.locale.clone(),
                spoken,
                typed: typed::$name(interaction),
                http: Arc::clone(http),
                came: Instant::now(),
            }
        }
    };
}

impl Incoming {
    incoming!(command, CommandInteraction);
    incoming!(component, ComponentInteraction);
    incoming!(modal, ModalInteraction);

    /// The first response; failing that, nobody can be told, so it is only logged.
    pub(super) async fn respond(&self, response: CreateInteractionResponse) {
        let _ = self.try_respond(response).await;
    }

    /// The first response; whether Discord took it, which is logged if not.
    pub(super) async fn try_respond(&self, response: CreateInteractionResponse) -> bool {
        let _ = RESPONDED.try_with(|responded| responded.begun.store(true, Ordering::Relaxed));
        let mut tried = false;
        let cause = loop {
            match tokio::time::timeout(RESPONSE, response.clone().execute(&self.http, (self.id, &self.token))).await {
                Ok(Ok(())) => break None,
                // The first try was taken after all.
                Ok(Err(error)) if tried && code(&error) == Some(ACKNOWLEDGED) => break None,
                // Discord takes one first response only: what it took in spite of its word is not there twice.
                Ok(Err(error)) if is_refused_for_now(&error) && self.came.elapsed() < AGAIN.0 => tokio::time::sleep(AGAIN.1).await,
                Ok(Err(error)) => break Some(cause(&error)),
                Err(_) => break Some("Discord does not answer".to_owned()),
            }
            tried = true;
        };
        match &cause {
            // Set once: nothing comes after the first.
            None => drop(RESPONDED.try_with(|responded| responded.taken.set(Instant::now()))),
            Some(cause) => tracing::warn!(interaction.id = %self.id, "cannot respond to an interaction: {cause}"),
        }
        cause.is_none()
    }

    /// The message that the first response made; `None` if it made none, or Discord does not tell.
    pub(super) async fn response(&self) -> Option<MessageId> {
        let made = tokio::time::timeout(RESPONSE, self.http.get_original_interaction_response(&self.token)).await;
        made.ok()?.ok().map(|message| message.id)
    }

    /// Responds with a message.
    pub(super) async fn send(&self, reply: Reply) {
        self.respond(CreateInteractionResponse::Message(reply.response())).await;
    }

    /// Responds by changing the message whose button it was.
    pub(super) async fn update(&self, reply: Reply) {
        self.respond(CreateInteractionResponse::UpdateMessage(reply.response())).await;
    }

    /// Takes time: what follows is [`Incoming::complete`], for the user alone.
    pub(super) async fn defer(&self) {
        self.respond(CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true))).await;
    }

    /// Takes time: what follows is [`Incoming::complete`], which changes the message whose button it was.
    pub(super) async fn defer_update(&self) {
        self.respond(CreateInteractionResponse::Acknowledge).await;
    }

    /// What was deferred.
    pub(super) async fn complete(&self, reply: Reply) {
        let edit = reply.completion();
        self.later("complete a response", edit.execute(&self.http, &self.token)).await;
    }

    /// Another message after the first response.
    pub(super) async fn follow_up(&self, reply: Reply) {
        let message = reply.follow_up();
        self.later("send more of a response", message.execute(&self.http, (None, &self.token))).await;
    }

    async fn later(&self, what: &str, sent: impl Future<Output = serenity::Result<Message>>) {
        let cause = match tokio::time::timeout(LATER, sent).await {
            Ok(Ok(_)) => return,
            Ok(Err(error)) => cause(&error),
            Err(_) => "Discord does not answer".to_owned(),
        };
        tracing::warn!(interaction.id = %self.id, "cannot {what}: {cause}");
    }

    /// The way to Discord.
    pub(super) const fn http(&self) -> &Arc<Http> {
        &self.http
    }

    /// A word to the user alone of something that is not done, with what was written for it.
    pub(super) fn undone(&self, content: String) -> Reply {
        typed::given_back(content, &self.typed)
    }

    /// The guild speaks this language.
    pub(super) const fn in_guild_of(&mut self, spoken: Option<Language>) {
        self.spoken = spoken;
    }

    /// The language that the guild has chosen: in it stands what nobody in particular called for.
    pub(super) fn language_of_guild(&self) -> Language {
        self.spoken.unwrap_or_default()
    }

    /// The language in which to talk to the user.
    pub(super) fn language(&self) -> Language {
        Language::between(&self.locale, self.spoken)
    }
}

impl Bot {
    /// Deals with an interaction. What has not come to a first response while there is still time for one is given up, with all
    /// that it would have written: a transaction that nobody waits for any more is taken back.
    pub(super) async fn in_time(&self, incoming: &Incoming, work: impl Future<Output = ()>) {
        let responded = Arc::new(Responded::default());
        let given_up = {
            let mut work = pin!(RESPONDED.scope(Arc::clone(&responded), work));
            let in_time = tokio::time::timeout(SOON.saturating_sub(incoming.came.elapsed()), &mut work).await.is_ok();
            if !in_time && responded.begun.load(Ordering::Relaxed) {
                work.await;
            }
            !in_time && !responded.begun.load(Ordering::Relaxed)
        };
        if let Some(taken) = responded.taken.get() {
            self.metrics.responded(taken.saturating_duration_since(incoming.came));
        }
        if given_up {
            tracing::error!(interaction.id = %incoming.id, "nothing came of an interaction in time; it was given up");
            self.tell(incoming, "failed").await;
        }
    }

    /// Learns the language of a guild, unless the database is slow: then what was known of it last is so still.
    pub(super) async fn learn_language(&self, guild: Option<GuildId>) -> Option<Language> {
        let _ = tokio::time::timeout(LEARNING, self.manners(guild)).await;
        self.manners.language_at_hand(guild)
    }

    /// Says to the user alone why something is not done; what was written for it is given back.
    pub(super) async fn tell(&self, incoming: &Incoming, key: &str) {
        incoming.send(incoming.undone(self.words.say(incoming.language(), key))).await;
    }

    /// Whether the user may ask now; if not, that is said.
    pub(super) async fn may_ask(&self, incoming: &Incoming) -> bool {
        let verdict = self.users.take(incoming.user.get()).max_with(|| self.channels.take(incoming.channel.get()));
        self.may(incoming, verdict).await
    }

    /// Whether the user may look something up now, or press a button; if not, that is said.
    pub(super) async fn may_look(&self, incoming: &Incoming) -> bool {
        self.may(incoming, self.looks.take(incoming.user.get())).await
    }

    /// Whether the user may object to something now; if not, that is said, and what was written is given back.
    pub(super) async fn may_object(&self, incoming: &Incoming) -> bool {
        self.may(incoming, self.objections.take(incoming.user.get())).await
    }

    async fn may(&self, incoming: &Incoming, verdict: Verdict) -> bool {
        if verdict != Verdict::Answer {
            self.metrics.given_up("cooldown");
            self.tell(incoming, "too-fast").await;
        }
        verdict == Verdict::Answer
    }

    /// Whether the user moderates: by a right of Discord's, or by the role that the server's administrators named.
    pub(super) async fn moderates(&self, incoming: &Incoming) -> bool {
        if incoming.permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR) {
            return true;
        }
        let manners = self.manners(incoming.guild).await;
        let role = manners.of_guild("moderators");
        incoming.guild.is_some() && incoming.roles.iter().any(|held| role == Some(held.to_string().as_str()))
    }

    /// Works on what the user's guild sees.
    pub(super) fn with_view<T>(&self, guild: Option<GuildId>, work: impl FnOnce(&crate::register::View) -> T) -> T {
        let guild = guild.map(|guild| guild.to_string());
        self.live.with(guild.as_deref(), work)
    }
}
