//! `/ask`, and the menu entry on a message that checks it.

use serenity::model::channel::Message;

use super::{Context, Failure, bot, incoming};
use crate::discord::bot::{Exchange, question};

/// Ask about diplomatic incidents
#[poise::command(slash_command)]
pub(super) async fn ask(
    context: Context<'_>,
    #[description = "Your question, in plain words"]
    #[rename = "question"]
    #[max_length = 500]
    text: String,
    #[description = "Show the answer to you alone"] private: Option<bool>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    let text = question(&text);
    if text.is_empty() {
        bot.tell(&incoming, "how-to-ask").await;
    } else if bot.may_ask(&incoming).await {
        bot.answer_interaction(&incoming, Exchange { text, previous: None }, private.unwrap_or_default()).await;
    }
    Ok(())
}

/// See what the register has on this message
#[poise::command(context_menu_command = "Check this")]
pub(super) async fn check(context: Context<'_>, message: Message) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    let text = question(&message.content);
    if text.is_empty() {
        bot.tell(&incoming, "nothing-to-check").await;
    } else if bot.may_ask(&incoming).await {
        let exchange = Exchange { text, previous: None };
        bot.answer_interaction(&incoming, exchange, true).await;
    }
    Ok(())
}
