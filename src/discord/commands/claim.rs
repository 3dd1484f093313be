//! `/claim`: a claim is added to a record on a source that is there; one claim is retracted, or counts again.

use serenity::builder::CreateAutocompleteResponse;

use super::{Context, Failure, bot, incoming, said, suggest_incident, suggest_source};
use crate::discord::moderation::Part;

async fn suggest_standing(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    let typed = (said(&context, "incident"), partial);
    bot(&context).suggest_claims(&incoming(&context), typed, |claim| claim.retracted.is_none()).await
}

async fn suggest_retracted(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    let typed = (said(&context, "incident"), partial);
    bot(&context).suggest_claims(&incoming(&context), typed, |claim| claim.retracted.is_some()).await
}

/// Keep the claims of records
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("add", "retract", "restore"),
    subcommand_required
)]
pub(super) async fn claim(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Add a claim to a record, on a source that it has
#[poise::command(slash_command, guild_only)]
async fn add(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The number of the source that bears it out"]
    #[autocomplete = "suggest_source"]
    source: u32,
) -> Result<(), Failure> {
    Ok(bot(&context).begin_on_source(&incoming(&context), (&incident, source), None).await?)
}

/// Retract one claim of a record; answers no longer state it
#[poise::command(slash_command, guild_only)]
async fn retract(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The claim: its number, or words of it"]
    #[autocomplete = "suggest_standing"]
    #[max_length = 1000]
    claim: String,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    let reason = reason.unwrap_or_default();
    Ok(bot(&context).decide_on_part(&incoming(&context), (&incident, Part::Claim(&claim)), false, &reason).await?)
}

/// Let a retracted claim count again
#[poise::command(slash_command, guild_only)]
async fn restore(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The claim: its number, or words of it"]
    #[autocomplete = "suggest_retracted"]
    #[max_length = 1000]
    claim: String,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    let reason = reason.unwrap_or_default();
    Ok(bot(&context).decide_on_part(&incoming(&context), (&incident, Part::Claim(&claim)), true, &reason).await?)
}
