//! `/review`: what waits for reviewers, and the decision on it. Who may is asked at each step, whatever Discord shows.

use serenity::builder::CreateAutocompleteResponse;

use super::{Context, Failure, bot, incoming};
use crate::discord::moderation::review::{self, Verdict};

/// Review what was proposed and disputed
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("queue", "show", "approve", "reject"),
    subcommand_required
)]
pub(super) async fn review(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

async fn suggest_item(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    review::suggest(bot(&context), &incoming(&context), partial).await
}

/// List what waits for a decision
#[poise::command(slash_command, guild_only)]
pub(super) async fn queue(context: Context<'_>) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(member) = bot.keeper(&incoming).await {
        review::list(bot, &incoming, &member).await;
    }
    Ok(())
}

/// Show a proposal or dispute with all that it changes
#[poise::command(slash_command, guild_only)]
pub(super) async fn show(
    context: Context<'_>,
    #[description = "The proposal or dispute"]
    #[autocomplete = "suggest_item"]
    #[max_length = 100]
    item: String,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(member) = bot.keeper(&incoming).await {
        review::show(bot, &incoming, &member, &item).await;
    }
    Ok(())
}

/// Approve a proposal or dispute
#[poise::command(slash_command, guild_only)]
pub(super) async fn approve(
    context: Context<'_>,
    #[description = "The proposal or dispute"]
    #[autocomplete = "suggest_item"]
    #[max_length = 100]
    item: String,
    #[description = "A word for whoever brought it"]
    #[max_length = 500]
    note: Option<String>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(member) = bot.keeper(&incoming).await {
        let words = note.unwrap_or_default();
        let verdict = Verdict { id: &item, edition: None, approves: true, words: words.trim() };
        review::decide(bot, &incoming, (&member, false), verdict).await;
    }
    Ok(())
}

/// Reject a proposal or dispute, and say why
#[poise::command(slash_command, guild_only)]
pub(super) async fn reject(
    context: Context<'_>,
    #[description = "The proposal or dispute"]
    #[autocomplete = "suggest_item"]
    #[max_length = 100]
    item: String,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(member) = bot.keeper(&incoming).await {
        review::ask_why(bot, &incoming, (&member, &item), None).await;
    }
    Ok(())
}
