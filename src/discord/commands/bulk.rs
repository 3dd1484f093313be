//! `/import` and `/export`: many records at once, as files.

use serenity::model::channel::Attachment;

use super::{Context, Failure, bot, incoming};
use crate::discord::moderation::bulk;
use crate::transfer::ExportFormat;

/// Forms of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum Form {
    /// JSON Lines.
    #[name = "jsonl"]
    JsonLines,
    /// CSV.
    #[name = "csv"]
    Csv,
    /// JSON-LD.
    #[name = "jsonld"]
    JsonLd,
    /// CSL-JSON.
    #[name = "csl"]
    Csl,
}

/// Take records from a file into this server's register
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn import(
    context: Context<'_>,
    #[description = "JSON Lines (.jsonl) or CSV (.csv), at most 2 MB"] file: Attachment,
) -> Result<(), Failure> {
    bulk::import(bot(&context), &incoming(&context), &file).await;
    Ok(())
}

/// Get this server's own records as a file
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn export(
    context: Context<'_>,
    #[description = "The form of the file"] format: Form,
    #[description = "Also the records of the shared register that this server sees"] all: Option<bool>,
) -> Result<(), Failure> {
    let (format, name) = match format {
        Form::JsonLines => (ExportFormat::JsonLines, "register.jsonl"),
        Form::Csv => (ExportFormat::Csv, "register.csv"),
        Form::JsonLd => (ExportFormat::JsonLd, "register.jsonld"),
        Form::Csl => (ExportFormat::Csl, "sources.json"),
    };
    bulk::export(bot(&context), &incoming(&context), (format, name), all.unwrap_or_default()).await;
    Ok(())
}
