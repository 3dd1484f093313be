//! `/record`: new records, changes to them, and what became of them.

use serenity::builder::CreateAutocompleteResponse;

use super::{Context, Failure, bot, incoming, said, suggest_incident, suggest_kind};
use crate::discord::moderation::{Beginning, Fate, Typed, parties};
use crate::discord::suggest;

async fn suggest_parties(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_parties(&incoming(&context), partial)
}

async fn suggest_claim(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_claims(&incoming(&context), (said(&context, "incident"), partial), |_| true).await
}

async fn suggest_edition(context: Context<'_>, _partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_editions(&incoming(&context), said(&context, "incident")).await
}

async fn suggest_retracted(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_retracted(&incoming(&context), partial).await
}

/// Keep the records of this server
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("new", "edit", "merge", "retract", "restore", "history", "revert"),
    subcommand_required
)]
pub(super) async fn record(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Add a record of an incident
#[poise::command(slash_command, guild_only)]
async fn new(
    context: Context<'_>,
    #[description = "What kind of incident it is"]
    #[autocomplete = "suggest_kind"]
    #[max_length = 100]
    kind: String,
    #[description = "Who acts; several with commas between them"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    initiators: Option<String>,
    #[description = "Towards whom; several with commas between them"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    targets: Option<String>,
    #[description = "Third parties that matter"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    others: Option<String>,
    #[description = "When it happened: 2018, 2018-03, 2018-03-26"]
    #[max_length = 40]
    date: Option<String>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    let Some(kind) = suggest::kind(bot, incoming.language(), &kind) else {
        bot.tell(&incoming, "no-such-kind").await;
        return Ok(());
    };
    let read = |typed: &Option<String>| bot.with_view(incoming.guild, |view| parties(&view.register, typed.as_deref().unwrap_or_default()));
    let (Some(initiators), Some(targets), Some(others)) = (read(&initiators), read(&targets), read(&others)) else {
        bot.tell(&incoming, "no-such-party").await;
        return Ok(());
    };
    let known = date.map(|date| Typed::from([("date", date)])).unwrap_or_default();
    bot.begin_record(&incoming, &Beginning { kind, sides: [initiators, targets, others] }, &known).await;
    Ok(())
}

/// Change what a record says, or one of its claims
#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "one for each option")]
async fn edit(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "A claim to correct"]
    #[autocomplete = "suggest_claim"]
    #[max_length = 1000]
    claim: Option<String>,
    #[description = "Its new title"]
    #[max_length = 400]
    title: Option<String>,
    #[description = "Its new date: 2018, 2018-03, 2018-03-26"]
    #[max_length = 40]
    date: Option<String>,
    #[description = "When it was reversed"]
    #[max_length = 40]
    ended: Option<String>,
    #[description = "Its new summary"]
    #[max_length = 1000]
    summary: Option<String>,
    #[description = "What kind of incident it is"]
    #[autocomplete = "suggest_kind"]
    #[max_length = 60]
    kind: Option<String>,
    #[description = "Who acts; several with commas between them"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    initiators: Option<String>,
    #[description = "Towards whom; several with commas between them"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    targets: Option<String>,
    #[description = "Third parties that matter"]
    #[autocomplete = "suggest_parties"]
    #[max_length = 200]
    others: Option<String>,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    let said = [("title", title), ("date", date), ("ended", ended), ("summary", summary), ("reason", reason)];
    let sides = [("kind", kind), ("initiators", initiators), ("targets", targets), ("others", others)];
    let given: Typed = said.into_iter().chain(sides).filter_map(|(name, text)| Some((name, text?))).collect();
    Ok(bot(&context).edit_record(&incoming(&context), &incident, (claim.as_deref(), given)).await?)
}

/// Let one record take another one in; the other's id leads to it from then on
#[poise::command(slash_command, guild_only)]
async fn merge(
    context: Context<'_>,
    #[description = "The record that goes"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The record that takes it in"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    into: String,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    decide(context, &incident, Fate::MergeInto(&into), reason).await
}

/// Retract a record of this server; it stays in the history
#[poise::command(slash_command, guild_only)]
async fn retract(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    decide(context, &incident, Fate::Retract, reason).await
}

/// Let a retracted record count again
#[poise::command(slash_command, guild_only)]
async fn restore(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_retracted"]
    #[max_length = 400]
    incident: String,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    decide(context, &incident, Fate::Restore, reason).await
}

/// Show who changed a record, when, why and what
#[poise::command(slash_command, guild_only)]
async fn history(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
) -> Result<(), Failure> {
    Ok(bot(&context).show_history(&incoming(&context), &incident).await?)
}

/// Put a record back to an earlier edition
#[poise::command(slash_command, guild_only)]
async fn revert(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The number of the edition, as the history shows it"]
    #[autocomplete = "suggest_edition"]
    edition: i64,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    decide(context, &incident, Fate::RevertTo(edition), reason).await
}

async fn decide(context: Context<'_>, incident: &str, fate: Fate<'_>, reason: Option<String>) -> Result<(), Failure> {
    Ok(bot(&context).decide_on(&incoming(&context), incident, fate, &reason.unwrap_or_default()).await?)
}
