//! What the gateway tells, handed to those who deal with it. Each event is taken once, and only so many at a time.

use std::sync::Arc;

use poise::FrameworkOptions;
use serenity::async_trait;
use serenity::client::{Context, EventHandler, FullEvent};
use serenity::http::RatelimitInfo;
use serenity::model::application::Interaction;
use serenity::model::channel::{GuildChannel, Message};
use serenity::model::event::{MessageUpdateEvent, ResumedEvent};
use serenity::model::gateway::Ready;
use serenity::model::guild::{Guild, UnavailableGuild};
use serenity::model::id::{ChannelId, GuildId, MessageId};
use tokio::sync::Semaphore;

use super::bot::Bot;
use super::commands::Failure;
use super::incoming::{Incoming, RESPONSE};
use super::{asking, changed, components, departures, missed, moderation};

/// Commands of askers; each responds with a message, under which another can stand.
const ASKED_WITH: [&str; 7] = ["ask", "incident", "timeline", "relations", "why", "about", "privacy"];

/// Takes the events of all shards.
pub(super) struct Events {
    pub(super) bot: Arc<Bot>,
    pub(super) commands: Arc<FrameworkOptions<Arc<Bot>, Failure>>,
    /// Whom to tell that too much is asked costs as much as an answer.
    pub(super) apologies: Semaphore,
}

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, context: Context, ready: Ready) {
        tracing::info!(shard.id = context.shard_id.0, guilds = ready.guilds.len(), "connected to Discord as {}", ready.user.name);
        let shard = ready.shard.map_or((context.shard_id.0, 1), |shard| (shard.id.0, shard.total));
        departures::listed(&self.bot, shard, &ready.guilds).await;
        missed::catch_up(&self.bot, &context.http, shard).await;
    }

    async fn guild_create(&self, context: Context, guild: Guild, _: Option<bool>) {
        self.bot.missed.hear(context.shard_id.0);
        for thread in &guild.threads {
            self.bot.threads.opened(thread.id, thread.parent_id);
        }
        departures::joined(&self.bot, guild.id).await;
    }

    async fn thread_create(&self, context: Context, thread: GuildChannel) {
        self.bot.missed.hear(context.shard_id.0);
        self.bot.threads.opened(thread.id, thread.parent_id);
    }

    async fn guild_delete(&self, context: Context, guild: UnavailableGuild, _: Option<Guild>) {
        self.bot.missed.hear(context.shard_id.0);
        if !guild.unavailable {
            departures::left(&self.bot, guild.id).await;
        }
    }

    async fn resume(&self, context: Context, _: ResumedEvent) {
        self.bot.missed.hear(context.shard_id.0);
        tracing::info!(shard.id = context.shard_id.0, "the connection goes on");
    }

    async fn message(&self, context: Context, message: Message) {
        self.bot.missed.hear_message(context.shard_id.0, &message);
        // Most messages end here. What deals with the others is large, and there may be thousands of messages at once.
        if asking::concerns(&self.bot, &message) {
            Box::pin(asking::posted(&self.bot, &context.http, message)).await;
        }
    }

    async fn message_update(&self, context: Context, _: Option<Message>, _: Option<Message>, event: MessageUpdateEvent) {
        self.bot.missed.hear(context.shard_id.0);
        changed::edited(&self.bot, &context.http, event).await;
    }

    async fn message_delete(&self, context: Context, channel: ChannelId, message: MessageId, _: Option<GuildId>) {
        self.bot.missed.hear(context.shard_id.0);
        changed::deleted(&self.bot, &context.http, channel, message).await;
    }

    async fn message_delete_bulk(&self, context: Context, channel: ChannelId, messages: Vec<MessageId>, _: Option<GuildId>) {
        self.bot.missed.hear(context.shard_id.0);
        for message in messages {
            changed::deleted(&self.bot, &context.http, channel, message).await;
        }
    }

    async fn ratelimit(&self, info: RatelimitInfo) {
        self.bot.metrics.limited(&info);
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        self.bot.missed.hear(context.shard_id.0);
        if self.bot.events.is_new(interaction.id().get()) {
            self.interact(context, interaction).await;
        }
    }
}

impl Events {
    async fn interact(&self, context: Context, interaction: Interaction) {
        let bot = &self.bot;
        let spoken = |guild| bot.manners.language_at_hand(guild);
        let mut incoming = match &interaction {
            Interaction::Command(command) => Incoming::command(command, &context.http, spoken(command.guild_id)),
            Interaction::Component(component) => Incoming::component(component, &context.http, spoken(component.guild_id)),
            Interaction::Modal(modal) => Incoming::modal(modal, &context.http, spoken(modal.guild_id)),
            // Nobody can be told why a name is not completed, and a late completion is of no use.
            Interaction::Autocomplete(typed) => {
                let Ok(_slot) = bot.slots.try_acquire() else { return bot.metrics.given_up("busy") };
                bot.learn_language(typed.guild_id).await;
                return drop(tokio::time::timeout(RESPONSE, self.command(context, interaction)).await);
            }
            _ => return,
        };
        let Ok(_slot) = bot.slots.try_acquire() else {
            bot.metrics.given_up("busy");
            let Ok(_apology) = self.apologies.try_acquire() else {
                return tracing::warn!(channel.id = %incoming.channel, "too much is asked; an interaction was given up");
            };
            return bot.tell(&incoming, "busy").await;
        };
        incoming.in_guild_of(bot.learn_language(incoming.guild).await);
        // Nothing follows a form that is opened.
        let responds = matches!(&interaction, Interaction::Command(command) if ASKED_WITH.contains(&command.data.name.as_str()));
        match &interaction {
            Interaction::Component(component) => {
                bot.metrics.interaction("component");
                bot.in_time(&incoming, Box::pin(components::pressed(bot, &incoming, component))).await;
            }
            Interaction::Modal(modal) => {
                bot.metrics.interaction("form");
                bot.in_time(&incoming, Box::pin(components::submitted(bot, &incoming, modal))).await;
            }
            _ => {
                bot.metrics.interaction("command");
                bot.in_time(&incoming, Box::pin(self.command(context, interaction))).await;
                if responds {
                    moderation::hear(bot, &incoming).await;
                }
            }
        }
    }

    /// Commands and the completion of their options are poise's.
    async fn command(&self, context: Context, interaction: Interaction) {
        let (Some(shards), Some(id)) = (self.bot.shards.get(), self.bot.id.get()) else { return };
        let framework = poise::FrameworkContext {
            serenity_context: &context,
            bot_id: *id,
            options: &self.commands,
            user_data: &self.bot,
            shard_manager: shards,
        };
        poise::dispatch_event(framework, FullEvent::InteractionCreate { interaction }).await;
    }
}
