//! The last question that somebody asked in a channel: at hand, or found again by way of the store. The store knows which
//! messages are answers, the message itself knows who asked and what it replies to; so nothing more need be kept.

use std::time::Duration;

use serenity::model::application::{ActionRowComponent, ButtonKind};
use serenity::model::channel::Message;

use super::bot::{Bot, Exchange};
use super::controls::{Action, Control};
use super::incoming::Incoming;
use crate::store::PostedAnswer;

/// Answers looked at, the newest first.
const MOST: u32 = 5;
/// How long to look: within three seconds something must be said.
const PATIENCE: Duration = Duration::from_secs(2);

impl Bot {
    /// The user's own last question in the channel, else the last one that all could see.
    pub(super) async fn last_exchange(&self, incoming: &Incoming) -> Option<Exchange> {
        if let Some(own) = self.exchanges.last(incoming.channel, Some(incoming.user)) {
            return Some(own);
        }
        let found = tokio::time::timeout(PATIENCE, self.find_last(incoming)).await.ok().flatten();
        match found {
            Some((exchange, true)) => Some(exchange),
            // Of what others asked, what is at hand is the newest.
            other => self.exchanges.last(incoming.channel, None).or(other.map(|(exchange, _)| exchange)),
        }
    }

    /// The same from what was posted; whether it is the user's own.
    async fn find_last(&self, incoming: &Incoming) -> Option<(Exchange, bool)> {
        let answers = self.store.last_answers_in(&incoming.channel.to_string(), MOST).await.unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot look for the last answer");
            Vec::new()
        });
        let mut other = None;
        for answer in answers {
            let Some(message) = self.posted(incoming, &answer).await else { continue };
            let Some(control) = why_control(&message) else { continue };
            if control.asker == incoming.user.get() {
                if let Some(exchange) = self.recover(incoming.http(), &message, Some(&control)).await {
                    return Some((exchange, true));
                }
            } else if other.is_none() {
                other = Some((message, control));
            }
        }
        let (message, control) = other?;
        Some((self.recover(incoming.http(), &message, Some(&control)).await?, false))
    }

    /// A message of the bot, if it is still there.
    async fn posted(&self, incoming: &Incoming, answer: &PostedAnswer) -> Option<Message> {
        let mut message = incoming.http().get_message(incoming.channel, answer.message.parse().ok()?).await.ok()?;
        // Asked for by its id, a message does not say where it is.
        message.guild_id = incoming.guild;
        Some(message)
    }
}

/// What the button under an answer says that explains it.
pub(super) fn why_control(message: &Message) -> Option<Control> {
    let buttons = message.components.iter().flat_map(|row| &row.components).filter_map(|part| match part {
        ActionRowComponent::Button(button) => Some(&button.data),
        _ => None,
    });
    let ids = buttons.filter_map(|data| match data {
        ButtonKind::NonLink { custom_id, .. } => Some(custom_id),
        _ => None,
    });
    ids.filter_map(|id| Control::read(id)).find(|control| control.action == Action::Why)
}
