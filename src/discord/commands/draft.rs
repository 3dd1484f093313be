//! `/draft`: an article becomes a proposed record; by its text, or by a message that holds it.

use serenity::model::channel::Message;

use super::{Context, Failure, bot, incoming};
use crate::discord::moderation::drafts;

/// Propose a record from an article
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("text"),
    subcommand_required
)]
pub(super) async fn draft(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Propose a record from the text of an article
#[poise::command(slash_command, guild_only)]
pub(super) async fn text(context: Context<'_>) -> Result<(), Failure> {
    drafts::ask_for_article(bot(&context), &incoming(&context), None).await;
    Ok(())
}

/// Propose a record from the article in this message
#[poise::command(
    context_menu_command = "Draft from message",
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    rename = "draft-message"
)]
pub(super) async fn draft_message(context: Context<'_>, message: Message) -> Result<(), Failure> {
    drafts::ask_for_article(bot(&context), &incoming(&context), Some(&message)).await;
    Ok(())
}
