//! Commands: each reads its options, calls what answers, responds. Names and descriptions are translated where they are
//! registered.

mod ask;
mod bulk;
mod claim;
mod draft;
mod gaps;
mod lookups;
mod privacy;
mod record;
mod review;
mod settings;
mod source;

use std::borrow::Cow;
use std::sync::Arc;

use poise::{BoxFuture, Command, CommandParameter, FrameworkError, FrameworkOptions};
use serenity::builder::{CreateAutocompleteResponse, CreateCommand};
use serenity::model::application::{InstallationContext, InteractionContext, ResolvedValue};

use super::bot::Bot;
use super::incoming::Incoming;
use super::suggest;
use super::words::Words;
use crate::store::StoreError;

/// What a command is called with.
pub(super) type Context<'a> = poise::ApplicationContext<'a, Arc<Bot>, Failure>;

/// What keeps a command from being done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All commands, with their names in all languages.
pub(super) fn options(words: &Words) -> FrameworkOptions<Arc<Bot>, Failure> {
    let mut commands = vec![
        ask::ask(),
        ask::check(),
        lookups::incident(),
        lookups::timeline(),
        lookups::relations(),
        lookups::why(),
        lookups::about(),
        privacy::privacy(),
        review::review(),
        record::record(),
        claim::claim(),
        settings::settings(),
        source::add_as_source(),
        source::source(),
        draft::draft(),
        draft::draft_message(),
        bulk::import(),
        bulk::export(),
        gaps::gaps(),
    ];
    for command in &mut commands {
        translate(command, "", words);
    }
    poise::set_qualified_names(&mut commands);
    FrameworkOptions {
        commands,
        on_error,
        // There are no commands by prefix: a mention is a question.
        prefix_options: poise::PrefixFrameworkOptions { mention_as_prefix: false, ..Default::default() },
        allowed_mentions: Some(super::reply::nobody()),
        initialize_owners: false,
        ..Default::default()
    }
}

/// What Discord is told of the commands. A menu entry is named in all languages too, which poise leaves out.
pub(super) fn to_register(options: &FrameworkOptions<Arc<Bot>, Failure>) -> Vec<CreateCommand> {
    let mut all = Vec::new();
    for command in &options.commands {
        all.extend(command.create_as_slash_command());
        all.extend(command.create_as_context_menu_command().map(|menu| {
            command.name_localizations.iter().fold(menu, |menu, (locale, name)| menu.name_localized(locale.as_ref(), name.as_ref()))
        }));
    }
    all
}

/// Puts the names and descriptions of all languages in. Keys: "command-ask", "command-ask-about", "option-ask-question",
/// "option-ask-question-name", "choice-when-mentioned" …
fn translate(command: &mut Command<Arc<Bot>, Failure>, parent: &str, words: &Words) {
    let path = format!("{parent}{}", command.name);
    let of = |key: String| -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
        words.localizations(&key).into_iter().map(|(locale, text)| (Cow::Borrowed(locale), Cow::Owned(text))).collect()
    };
    command.name_localizations = of(format!("command-{path}"));
    command.description_localizations = of(format!("command-{path}-about"));
    // Only where somebody can ask: in a server, in a direct message, and with the bot as one's own app anywhere.
    if command.install_context.is_none() {
        command.install_context = Some(vec![InstallationContext::Guild, InstallationContext::User]);
    }
    if command.interaction_context.is_none() && !command.guild_only {
        let everywhere = vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel];
        command.interaction_context = Some(everywhere);
    }
    for CommandParameter { name, name_localizations, description_localizations, choices, .. } in &mut command.parameters {
        *description_localizations = of(format!("option-{path}-{name}"));
        *name_localizations = of(format!("option-{path}-{name}-name"));
        // Languages are called by themselves and have no words of ours.
        for choice in choices.to_mut() {
            choice.localizations = of(format!("choice-{}", choice.name.replace(' ', "-")));
        }
    }
    for inner in &mut command.subcommands {
        translate(inner, &format!("{path}-"), words);
    }
}

/// Says that it went wrong, unless something was said already: a second first response is refused by Discord and does no harm.
fn on_error(error: FrameworkError<'_, Arc<Bot>, Failure>) -> BoxFuture<'_, ()> {
    Box::pin(async move {
        let Some(poise::Context::Application(context)) = error.ctx() else {
            return tracing::warn!("a command is not known; those of an older version may still be registered");
        };
        let name = &context.command().qualified_name;
        let key = match &error {
            FrameworkError::Command { error, .. } => {
                tracing::error!(error = error as &dyn std::error::Error, "the command /{name} failed");
                "failed"
            }
            FrameworkError::CommandPanic { payload, .. } => {
                tracing::error!("the command /{name} failed: {}", payload.as_deref().unwrap_or("a panic"));
                "failed"
            }
            FrameworkError::GuildOnly { .. } => "only-in-servers",
            other => {
                tracing::warn!("the command /{name} was not understood: {other}");
                "not-understood"
            }
        };
        context.framework.user_data.tell(&incoming(&context), key).await;
    })
}

/// The interaction of a command. Which language its guild speaks was found out before.
fn incoming(context: &Context<'_>) -> Incoming {
    let spoken = bot(context).manners.language_at_hand(context.interaction.guild_id);
    Incoming::command(context.interaction, &context.framework.serenity_context.http, spoken)
}

/// The bot.
fn bot<'a>(context: &Context<'a>) -> &'a Arc<Bot> {
    context.framework.user_data
}

/// What is typed into another option than the one that is completed.
fn said<'a>(context: &Context<'a>, option: &str) -> &'a str {
    let found = context.args.iter().find(|argument| argument.name == option);
    match found.map(|argument| &argument.value) {
        Some(ResolvedValue::String(text)) => text,
        _ => "",
    }
}

async fn suggest_incident(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    suggest::incidents(bot(&context), context.interaction.guild_id, incoming(&context).language(), partial)
}

async fn suggest_source(context: Context<'_>, _partial: &str) -> CreateAutocompleteResponse {
    bot(&context).suggest_sources(&incoming(&context), said(&context, "incident"), false).await
}

async fn suggest_kind(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    suggest::kinds(bot(&context), context.interaction.guild_id, incoming(&context).language(), partial)
}
