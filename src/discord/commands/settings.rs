//! `/settings`: how the bot behaves in a server. For those who may manage it: Discord hides the command from others, and who
//! calls it all the same is refused.

use std::time::Duration;

use serenity::model::Permissions;
use serenity::model::channel::PartialChannel;
use serenity::model::guild::Role;
use serenity::model::id::{ChannelId, GuildId};

use super::{Context, Failure, bot, incoming};
use crate::discord::escape::escape;
use crate::discord::keeping::RETENTION;
use crate::discord::limits::{LEFT_OUT, MESSAGE, length, more};
use crate::discord::manners::{Mode, Place, Style};
use crate::discord::moderation::{REVIEW_CHANNEL, TWO_PERSONS, TWO_PERSONS_OFF};
use crate::discord::reply::Reply;
use crate::discord::sending::is_final;
use crate::discord::words::{Language, Words};
use crate::register::{SHARED_OFF, SHARED_REGISTER};
use crate::store::Setting;

/// How long it is waited whether a channel takes a message: the response has to follow within three seconds.
const TRIAL: Duration = Duration::from_millis(1_500);

/// When it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum When {
    /// Never.
    #[name = "never"]
    Off,
    /// When mentioned.
    #[name = "when mentioned"]
    Mention,
    /// Every question.
    #[name = "every question about incidents"]
    Every,
}

/// Where it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum Where {
    /// Reply.
    #[name = "reply"]
    Reply,
    /// Thread.
    #[name = "thread"]
    Thread,
}

/// What can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum What {
    /// When it answers.
    #[name = "when it answers"]
    When,
    /// How it answers.
    #[name = "how it answers"]
    Where,
    /// Language.
    #[name = "language"]
    Language,
    /// Moderators' role.
    #[name = "moderators"]
    Moderators,
    /// Reviewers' role.
    #[name = "reviewers"]
    Reviewers,
}

/// How much an answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum Length {
    /// All of it.
    #[name = "full"]
    Full,
    /// The gist.
    #[name = "short"]
    Short,
}

/// Languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
pub(super) enum Tongue {
    /// English.
    #[name = "English"]
    En,
    /// Spanish.
    #[name = "Español"]
    Es,
    /// French.
    #[name = "Français"]
    Fr,
    /// German.
    #[name = "Deutsch"]
    De,
    /// Portuguese.
    #[name = "Português"]
    Pt,
    /// Turkish.
    #[name = "Türkçe"]
    Tr,
    /// Arabic.
    #[name = "العربية"]
    Ar,
}

/// See and change how the bot behaves here
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("show", "channel", "server", "unset", "shared_register", "answer_style", "retention", "review_channel"),
    subcommand_required
)]
pub(super) async fn settings(_context: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Whether the user may manage the server; if not, that is said.
async fn administers(context: &Context<'_>) -> Option<GuildId> {
    let (bot, incoming) = (bot(context), incoming(context));
    let Some(guild) = incoming.guild else {
        bot.tell(&incoming, "only-in-servers").await;
        return None;
    };
    if !incoming.permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR) {
        bot.tell(&incoming, "not-allowed").await;
        return None;
    }
    Some(guild)
}

/// See what is set
#[poise::command(slash_command, guild_only)]
pub(super) async fn show(context: Context<'_>) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    tell_settings(&context, guild).await
}

/// Whether the bot may write in a channel, as Discord tells by taking a message or not; a sentence if it is not so.
async fn try_out(context: &Context<'_>, channel: ChannelId) -> String {
    let (bot, incoming) = (bot(context), incoming(context));
    let content = bot.words.say(bot.manners(incoming.guild).await.language().unwrap_or_default(), "review-channel-test");
    let message = Reply { content, ..Reply::default() }.message();
    let key = match tokio::time::timeout(TRIAL, channel.send_message(incoming.http(), message)).await {
        Ok(Ok(_)) => return String::new(),
        Ok(Err(error)) if is_final(&error) => "review-channel-refused",
        Ok(Err(_)) | Err(_) => "review-channel-unsure",
    };
    tracing::warn!(channel.id = %channel, key, "the channel for reviewers does not take a message");
    bot.words.say_with(incoming.language(), key, &[("channel", format!("<#{channel}>").into())])
}

async fn tell_settings(context: &Context<'_>, guild: GuildId) -> Result<(), Failure> {
    tell_settings_after(context, guild, "").await
}

/// What is set, with a sentence before it.
async fn tell_settings_after(context: &Context<'_>, guild: GuildId, before: &str) -> Result<(), Failure> {
    let (bot, incoming) = (bot(context), incoming(context));
    let manners = bot.manners.of(Some(guild), &bot.store).await?;
    let before = if before.is_empty() { String::new() } else { format!("{before}\n") };
    let mut content =
        before + &bot.words.say(incoming.language(), if manners.all().is_empty() { "settings-none" } else { "settings-head" });
    let mut left_out = 0;
    for setting in manners.all() {
        let place = if setting.channel.is_empty() { String::new() } else { format!("<#{}> ", setting.channel) };
        let (name, value) = in_words(&bot.words, incoming.language(), setting);
        let line = format!("\n- {place}{name}: {value}");
        if left_out > 0 || length(&content) + length(&line) + LEFT_OUT > MESSAGE {
            left_out += 1;
            continue;
        }
        content.push_str(&line);
    }
    if left_out > 0 {
        content = format!("{content}\n{}", more(left_out));
    }
    // Discord hides the commands from who lacks the right, whatever is set here.
    let hint = format!("\n-# {}", bot.words.say(incoming.language(), "settings-rights"));
    let named = manners.all().iter().any(|setting| matches!(setting.name.as_str(), "moderators" | "reviewers"));
    if named && length(&content) + length(&hint) <= MESSAGE {
        content.push_str(&hint);
    }
    incoming.send(Reply::private(content)).await;
    Ok(())
}

/// A setting as it is called and what it is set to, in the reader's language.
fn in_words(words: &Words, language: Language, setting: &Setting) -> (String, String) {
    let say = |key: &str| words.say(language, key);
    let value = setting.value.as_str();
    let told = match (setting.name.as_str(), value) {
        ("mode", "off") => say("choice-never"),
        ("mode", "mention") => say("choice-when-mentioned"),
        ("mode", "every") => say("choice-every-question-about-incidents"),
        ("place", "reply" | "thread") | ("answer-style", "full" | "short") => say(&format!("choice-{value}")),
        (TWO_PERSONS, TWO_PERSONS_OFF) => say("setting-one-person"),
        (SHARED_REGISTER, SHARED_OFF) => say("setting-not-seen"),
        ("language", _) => Language::of(value).map_or_else(|| escape(value), |named| words.say(named, "language-name")),
        // Nobody is pinged: only the administrator sees it, and no mention is allowed.
        (REVIEW_CHANNEL, _) => format!("<#{}>", escape(value)),
        ("moderators" | "reviewers", _) => format!("<@&{}>", escape(value)),
        (RETENTION, _) => words.say_with(language, "setting-days", &[("count", value.parse::<u16>().unwrap_or_default().into())]),
        _ => escape(value),
    };
    (say(&format!("setting-{}", setting.name)), told)
}

/// Set when and where the bot answers in a channel
#[poise::command(slash_command, guild_only)]
pub(super) async fn channel(
    context: Context<'_>,
    #[description = "When it answers"] when: Option<When>,
    #[description = "How it answers"]
    #[rename = "where"]
    place: Option<Where>,
    #[description = "The channel; without one, the whole server"] channel: Option<PartialChannel>,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let bot = bot(&context);
    if when == Some(When::Every) && !bot.reads_all {
        bot.tell(&incoming(&context), "cannot-read-all").await;
        return Ok(());
    }
    let channel = channel.map(|channel| channel.id.to_string()).unwrap_or_default();
    let mode = when.map(|when| match when {
        When::Off => Mode::Off,
        When::Mention => Mode::Mention,
        When::Every => Mode::Every,
    });
    let place = place.map(|place| match place {
        Where::Reply => Place::Reply,
        Where::Thread => Place::Thread,
    });
    let mode = Mode::ALL.iter().find(|(_, known)| Some(*known) == mode).map(|(name, _)| ("mode", Some(*name)));
    let place = Place::ALL.iter().find(|(_, known)| Some(*known) == place).map(|(name, _)| ("place", Some(*name)));
    let values: Vec<(&str, Option<&str>)> = mode.into_iter().chain(place).collect();
    bot.store.set_all(&guild.to_string(), &channel, &values).await?;
    bot.manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Set the language, who moderates and reviews, and whether two must agree
#[poise::command(slash_command, guild_only)]
pub(super) async fn server(
    context: Context<'_>,
    #[description = "Language in which it answers messages"] language: Option<Tongue>,
    #[description = "Role that may change the server's own records"] moderators: Option<Role>,
    #[description = "Role that may approve changes"] reviewers: Option<Role>,
    #[description = "Whether a change needs another person than its author"]
    #[rename = "two-person"]
    two_persons: Option<bool>,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let bot = bot(&context);
    let code = language.map(|language| match language {
        Tongue::En => "en",
        Tongue::Es => "es",
        Tongue::Fr => "fr",
        Tongue::De => "de",
        Tongue::Pt => "pt",
        Tongue::Tr => "tr",
        Tongue::Ar => "ar",
    });
    let roles = |role: Option<Role>| role.map(|role| role.id.to_string());
    let (moderators, reviewers) = (roles(moderators), roles(reviewers));
    let named = [("language", code), ("moderators", moderators.as_deref()), ("reviewers", reviewers.as_deref())];
    let mut values: Vec<(&str, Option<&str>)> = named.into_iter().filter(|(_, value)| value.is_some()).collect();
    values.extend(two_persons.map(|two| (TWO_PERSONS, (!two).then_some(TWO_PERSONS_OFF))));
    bot.store.set_all(&guild.to_string(), "", &values).await?;
    bot.manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Take back what was set, so that it is as if it had never been
#[poise::command(slash_command, guild_only)]
pub(super) async fn unset(
    context: Context<'_>,
    #[description = "What is taken back"] what: What,
    #[description = "Of this channel; without one, of the whole server"] channel: Option<PartialChannel>,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let (bot, incoming) = (bot(&context), incoming(&context));
    let (name, of_channels) = match what {
        What::When => ("mode", true),
        What::Where => ("place", true),
        What::Language => ("language", false),
        What::Moderators => ("moderators", false),
        What::Reviewers => ("reviewers", false),
    };
    if channel.is_some() && !of_channels {
        bot.tell(&incoming, "settings-of-server").await;
        return Ok(());
    }
    let channel = channel.map(|channel| channel.id.to_string()).unwrap_or_default();
    bot.store.set_all(&guild.to_string(), &channel, &[(name, None)]).await?;
    bot.manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Set whether incidents of the shared register are seen here, or the server's own only
#[poise::command(slash_command, guild_only, rename = "shared-register")]
pub(super) async fn shared_register(context: Context<'_>, #[description = "Whether they are seen"] seen: bool) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let (bot, id) = (bot(&context), guild.to_string());
    // First what is kept: should the program end in between, it is so after the next start. No other process has to know, since
    // all that a server does comes to the process of its shard.
    bot.store.set(&id, "", SHARED_REGISTER, (!seen).then_some(SHARED_OFF)).await?;
    if seen {
        bot.live.include(&id);
    } else {
        bot.live.seclude(&id);
    }
    bot.manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Set how much an answer tells
#[poise::command(slash_command, guild_only, rename = "answer-style")]
pub(super) async fn answer_style(
    context: Context<'_>,
    #[description = "All that answers, or the gist with what is said against it"] style: Length,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let style = match style {
        Length::Full => Style::Full,
        Length::Short => Style::Short,
    };
    let name = Style::ALL.iter().find(|(_, known)| *known == style).map(|(name, _)| *name);
    bot(&context).store.set(&guild.to_string(), "", "answer-style", name.filter(|_| style != Style::default())).await?;
    bot(&context).manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Set for how many days answers, gaps and closed disputes are kept
#[poise::command(slash_command, guild_only)]
pub(super) async fn retention(
    context: Context<'_>,
    #[description = "So many days; without a number, as the bot's operator has set it"]
    #[min = 1]
    #[max = 365]
    days: Option<u16>,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let days = days.map(|days| days.clamp(1, 365).to_string());
    bot(&context).store.set(&guild.to_string(), "", RETENTION, days.as_deref()).await?;
    bot(&context).manners.forget(guild);
    tell_settings(&context, guild).await
}

/// Set the channel in which reviewers are shown what waits for them
#[poise::command(slash_command, guild_only, rename = "review-channel")]
pub(super) async fn review_channel(
    context: Context<'_>,
    #[description = "A channel that only they can read; without one, none"] channel: Option<PartialChannel>,
) -> Result<(), Failure> {
    let Some(guild) = administers(&context).await else { return Ok(()) };
    let (bot, id) = (bot(&context), guild.to_string());
    let channel = channel.map(|channel| channel.id);
    bot.store.set(&id, "", REVIEW_CHANNEL, channel.map(|channel| channel.to_string()).as_deref()).await?;
    bot.manners.forget(guild);
    bot.store.show_reviews_anew(&id).await?;
    let tried = match channel {
        Some(channel) => try_out(&context, channel).await,
        None => String::new(),
    };
    bot.errands.wake();
    tell_settings_after(&context, guild, &tried).await
}
