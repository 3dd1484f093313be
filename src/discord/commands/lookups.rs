//! Commands that look something up: `/incident`, `/timeline`, `/relations`, `/why`, `/about`.

use serenity::builder::CreateAutocompleteResponse;

use super::{Context, Failure, bot, incoming, said, suggest_incident, suggest_kind};
use crate::discord::periods::{self, Beside, End};
use crate::discord::reply::Reply;
use crate::discord::suggest;
use crate::discord::timeline::Filter;

async fn suggest_party(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    suggest::parties(bot(&context), context.interaction.guild_id, incoming(&context).language(), partial)
}

fn suggest_period(context: &Context<'_>, (partial, end): (&str, End), beside: Beside<'_>) -> CreateAutocompleteResponse {
    periods::suggest(bot(context), context.interaction.guild_id, incoming(context).language(), (partial, end), beside)
}

/// What a timeline is bounded by besides days.
fn beside<'a>(context: &Context<'a>) -> Beside<'a> {
    Beside { party: said(context, "party"), with: said(context, "with"), kind: said(context, "kind"), ..Beside::default() }
}

async fn suggest_from(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    suggest_period(&context, (partial, End::First), Beside { to: said(&context, "to"), ..beside(&context) })
}

async fn suggest_to(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    suggest_period(&context, (partial, End::Last), Beside { from: said(&context, "from"), ..beside(&context) })
}

async fn suggest_on(context: Context<'_>, partial: &str) -> CreateAutocompleteResponse {
    let beside = Beside { party: said(&context, "one"), with: said(&context, "other"), ..Beside::default() };
    suggest_period(&context, (partial, End::Last), beside)
}

/// Show what is on record about an incident
#[poise::command(slash_command)]
pub(super) async fn incident(
    context: Context<'_>,
    #[description = "Its title, a name people use for it, or its id"]
    #[autocomplete = "suggest_incident"]
    #[max_length = 400]
    name: String,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if !bot.may_look(&incoming).await {
        return Ok(());
    }
    let card = bot.with_view(incoming.guild, |view| {
        let id = view.catalogue.exact(&name).or_else(|| {
            // A name that fits one incident only means it.
            let mut fitting = view.catalogue.complete(&name, 2).into_iter();
            fitting.next().filter(|_| fitting.next().is_none() && !name.trim().is_empty())
        })?;
        bot.card(view, id, &incoming)
    });
    match card {
        Some(card) => incoming.send(card).await,
        None => bot.tell(&incoming, "no-such-incident").await,
    }
    Ok(())
}

/// List what happened, oldest first
#[poise::command(slash_command)]
pub(super) async fn timeline(
    context: Context<'_>,
    #[description = "A state or organisation"]
    #[autocomplete = "suggest_party"]
    #[max_length = 100]
    party: String,
    #[description = "Only what concerns this one too"]
    #[autocomplete = "suggest_party"]
    #[max_length = 100]
    with: Option<String>,
    #[description = "Only this kind of incident"]
    #[autocomplete = "suggest_kind"]
    #[max_length = 100]
    kind: Option<String>,
    #[description = "From this year, month or day on: 2018, 2018-03, 2018-03-26"]
    #[autocomplete = "suggest_from"]
    #[max_length = 40]
    from: Option<String>,
    #[description = "Up to this year, month or day"]
    #[autocomplete = "suggest_to"]
    #[max_length = 40]
    to: Option<String>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if !bot.may_look(&incoming).await {
        return Ok(());
    }
    let language = incoming.language();
    let filter = bot.with_view(incoming.guild, |view| {
        let of = |typed: &str| suggest::party(&view.register, typed).ok_or("no-such-party");
        let day = |typed: &Option<String>, end| {
            let read = |typed| bot.period(&view.register, language, (typed, end)).ok_or("no-such-date");
            typed.as_deref().map(read).transpose()
        };
        let (from, to) = (day(&from, End::First)?, day(&to, End::Last)?);
        if let (Some(from), Some(to)) = (&from, &to)
            && from.first() > to.last()
        {
            return Err("ends-before-it-begins");
        }
        Ok::<Filter, &str>(Filter {
            party: of(&party)?,
            with: with.as_deref().map(of).transpose()?,
            kind: kind.as_deref().map(|typed| suggest::kind(bot, language, typed).ok_or("no-such-kind")).transpose()?,
            from,
            to,
        })
    });
    match filter {
        Ok(filter) => {
            let place = (incoming.user.get(), 0);
            incoming.send(bot.with_view(incoming.guild, |view| bot.timeline(view, &filter, place, language))).await;
        }
        Err(key) => bot.tell(&incoming, key).await,
    }
    Ok(())
}

/// Tell how relations between two parties stand
#[poise::command(slash_command)]
pub(super) async fn relations(
    context: Context<'_>,
    #[description = "A state or organisation"]
    #[autocomplete = "suggest_party"]
    #[max_length = 100]
    one: String,
    #[description = "Another one"]
    #[autocomplete = "suggest_party"]
    #[max_length = 100]
    other: String,
    #[description = "On this day rather than today: 2018-03-26"]
    #[autocomplete = "suggest_on"]
    #[max_length = 40]
    on: Option<String>,
) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if !bot.may_look(&incoming).await {
        return Ok(());
    }
    let stand = bot.with_view(incoming.guild, |view| {
        let of = |typed: &str| suggest::party(&view.register, typed).ok_or("no-such-party");
        let day = on.as_deref().map(|typed| bot.period(&view.register, incoming.language(), (typed, End::Last)).ok_or("no-such-date"));
        let day = day.transpose()?;
        let pair = (of(&one)?, of(&other)?);
        bot.relations(view, pair, day.as_ref(), &incoming).ok_or("nothing-decides")
    });
    match stand {
        Ok(reply) => incoming.send(reply).await,
        Err(key) => bot.tell(&incoming, key).await,
    }
    Ok(())
}

/// Tell how the last question here was read
#[poise::command(slash_command)]
pub(super) async fn why(context: Context<'_>) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    if !bot.may_look(&incoming).await {
        return Ok(());
    }
    let Some(exchange) = bot.last_exchange(&incoming).await else {
        bot.tell(&incoming, "nothing-asked").await;
        return Ok(());
    };
    let (answer, turn) = bot.ask(incoming.guild, &exchange);
    incoming.send(bot.with_view(incoming.guild, |view| bot.reading(view, &answer, &turn, incoming.language()))).await;
    Ok(())
}

/// Tell what this is and what it keeps
#[poise::command(slash_command)]
pub(super) async fn about(context: Context<'_>) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    let (count, as_of) = bot.with_view(incoming.guild, |view| (view.register.index().len(), view.as_of.clone()));
    let language = incoming.language();
    let content = [
        bot.words.say_with(language, "about", &[("count", count.into())]),
        bot.words.say(language, "how-to-ask"),
        bot.what_is_kept(&incoming).await,
        bot.words.say(language, "how-to-correct"),
        bot.as_of(as_of.as_ref(), language),
    ];
    incoming.send(Reply { content: content.join("\n"), ..Reply::default() }).await;
    Ok(())
}
