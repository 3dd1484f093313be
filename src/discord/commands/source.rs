//! `/source`, and the menu entry on a message that makes it a source.

use serenity::builder::CreateAutocompleteResponse;
use serenity::model::channel::Message;

use super::{Context, Failure, bot, incoming, said, suggest_incident, suggest_source};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::discord::moderation::{Judged, Part, Rated};
use crate::incident::Grade;

async fn suggest_claim(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_claims(&incoming(&context), (said(&context, "incident"), partial), |_| true).await
}

async fn suggest_retracted_source(context: Context<'_>, _partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_sources(&incoming(&context), said(&context, "incident"), true).await
}

async fn suggest_type(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_source_types(&incoming(&context), partial)
}

async fn suggest_grade(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_grades(&incoming(&context), partial)
}

/// Keep the sources of records
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("add", "edit", "list", "retract", "restore"),
    subcommand_required
)]
pub(super) async fn source(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Add a source to a record
#[poise::command(slash_command, guild_only)]
async fn add(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "Its address"]
    #[max_length = 1000]
    url: String,
    #[description = "A claim that it bears out"]
    #[autocomplete = "suggest_claim"]
    #[max_length = 1000]
    claim: Option<String>,
    #[description = "What it is"]
    #[rename = "type"]
    #[autocomplete = "suggest_type"]
    #[max_length = 100]
    source_type: Option<String>,
    #[description = "How reliable its publisher is, A to F"]
    #[autocomplete = "suggest_grade"]
    #[max_length = 100]
    grade: Option<String>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(judged) = judged(bot, &incoming, source_type.as_deref(), grade.as_deref()).await {
        bot.begin_source(&incoming, (&incident, &url), claim.as_deref(), judged).await?;
    }
    Ok(())
}

/// Correct what a source says of itself: publisher, title, day, kind, grade, what it is a copy of
#[poise::command(slash_command, guild_only)]
async fn edit(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The number of the source"]
    #[autocomplete = "suggest_source"]
    source: u32,
    #[description = "What it is"]
    #[rename = "type"]
    #[autocomplete = "suggest_type"]
    #[max_length = 100]
    source_type: Option<String>,
    #[description = "How reliable its publisher is, A to F"]
    #[autocomplete = "suggest_grade"]
    #[max_length = 100]
    grade: Option<String>,
    #[description = "The number of the source that it copies, 0 for none"]
    #[rename = "copy-of"]
    #[autocomplete = "suggest_source"]
    copy_of: Option<u32>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if let Some(judged) = judged(bot, &incoming, source_type.as_deref(), grade.as_deref()).await {
        bot.begin_on_source(&incoming, (&incident, source), Some(Rated { judged, copy_of })).await?;
    }
    Ok(())
}

/// Kind and grade as typed or chosen, if any; `None` once it was told that there is none of that name.
async fn judged(bot: &Bot, incoming: &Incoming, source_type: Option<&str>, grade: Option<&str>) -> Option<Judged> {
    match (source_type.map(|typed| bot.source_type(incoming, typed)), grade.map(grade_of)) {
        (Some(None), _) => bot.tell(incoming, "no-such-source-type").await,
        (_, Some(None)) => bot.tell(incoming, "no-such-grade").await,
        (kind, letter) => return Some(Judged { source_type: kind.flatten(), grade: letter.flatten() }),
    }
    None
}

/// The grade that was typed or chosen, by its letter.
fn grade_of(typed: &str) -> Option<Grade> {
    Grade::from_name(typed.trim().get(..1).unwrap_or_default().to_uppercase().as_str())
}

/// List the sources of a record and its claims, with their numbers
#[poise::command(slash_command, guild_only)]
async fn list(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
) -> Result<(), Failure> {
    Ok(bot(&context).list_sources(&incoming(&context), &incident).await?)
}

/// Retract a source; claims that rest on it alone no longer count
#[poise::command(slash_command, guild_only)]
async fn retract(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The number of the source"]
    #[autocomplete = "suggest_source"]
    source: u32,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    let reason = reason.unwrap_or_default();
    Ok(bot(&context).decide_on_part(&incoming(&context), (&incident, Part::Source(source)), false, &reason).await?)
}

/// Let a retracted source count again
#[poise::command(slash_command, guild_only)]
async fn restore(
    context: Context<'_>,
    #[description = "The record"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    incident: String,
    #[description = "The number of the source"]
    #[autocomplete = "suggest_retracted_source"]
    source: u32,
    #[description = "Why"]
    #[max_length = 500]
    reason: Option<String>,
) -> Result<(), Failure> {
    let reason = reason.unwrap_or_default();
    Ok(bot(&context).decide_on_part(&incoming(&context), (&incident, Part::Source(source)), true, &reason).await?)
}

/// Make what a message links to a source
#[poise::command(
    context_menu_command = "Add as source",
    rename = "add-as-source",
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn add_as_source(context: Context<'_>, message: Message) -> Result<(), Failure> {
    Ok(bot(&context).propose_source(&incoming(&context), &message).await?)
}
