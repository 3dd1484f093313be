//! Questions without an answer, those asked most often first. From here a draft is begun with what a question tells, or a
//! question is closed with a reason, which those who wait for it are told.

use std::collections::HashMap;
use std::sync::Arc;

use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::application::{ButtonStyle, ModalInteraction};

use super::draft_form::{Blank, form};
use super::{Member, Step, Topic, drafts, gap_askers};
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::inputs::input;
use crate::discord::limits::{MESSAGE, cut, length};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::store::{Gap, StoreError};

/// Questions of a page: each has a row of buttons, and one row turns pages.
const PAGE: usize = 4;
/// Characters of a question.
const QUESTION: usize = 300;
/// Characters of a reason.
const REASON: usize = 400;
/// The field of the form.
const FIELD: &str = "reason";

/// `/gaps`.
pub(in crate::discord) async fn list(bot: &Arc<Bot>, incoming: &Incoming) {
    let Some(member) = bot.moderator(incoming).await else { return };
    let step = Step::new(Topic::Gap, 'p', incoming.id.get());
    match page(bot, &member, &step, (incoming.language(), 0)).await {
        Ok(reply) => incoming.send(reply).await,
        Err(error) => failed(bot, incoming, &error).await,
    }
}

/// A button of the list was pressed.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, step: &Step) {
    let Some(member) = bot.moderator(incoming).await else { return };
    let argument = step.argument(0).unwrap_or_default();
    if step.act == 'p' {
        let number = argument.parse().unwrap_or_default();
        return match page(bot, &member, step, (incoming.language(), number)).await {
            Ok(reply) => incoming.update(reply).await,
            Err(error) => failed(bot, incoming, &error).await,
        };
    }
    let gap = match gap(bot, &member, argument).await {
        Ok(Some(gap)) => gap,
        Ok(None) => return bot.tell(incoming, "gap-gone").await,
        Err(error) => return failed(bot, incoming, &error).await,
    };
    if step.act == 'd' {
        let today = bot.today();
        let sketch = bot.with_view(incoming.guild, |view| view.register.sketch(&gap.question, &today));
        return drafts::begin(bot, incoming, (&member, &sketch), &Step::new(Topic::Draft, 'e', incoming.id.get())).await;
    }
    let say = |key: &str| bot.words.say(incoming.language(), key);
    let blank = Blank { name: FIELD, label: say("gap-close-reason"), value: String::new(), long: true, required: true };
    incoming.respond(form(step, &say("gap-close-title"), vec![blank])).await;
}

/// The reason for which a question is closed was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) {
    let Some(member) = bot.moderator(incoming).await else { return };
    let reason = cut(input(interaction, FIELD).trim(), REASON);
    if reason.is_empty() {
        return bot.tell(incoming, "refused-no-reason").await;
    }
    let closed = async {
        let Some(gap) = gap(bot, &member, step.argument(0).unwrap_or_default()).await? else { return Ok(None) };
        let closed = bot.store.close_gap(&member.guild, &gap.reading, &reason, &(bot.clock.now)()).await?;
        Ok(Some(gap).filter(|_| closed))
    };
    match closed.await {
        Ok(Some(gap)) => {
            let put_in = [("question", escape(&gap.question).into())];
            let content = bot.words.say_with(incoming.language(), "gap-closed", &put_in);
            incoming.send(Reply::private(content)).await;
            if let Err(error) = gap_askers::look(bot, incoming.http()).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "those who wait are told later");
            }
        }
        Ok(None) => bot.tell(incoming, "gap-gone").await,
        Err(error) => failed(bot, incoming, &error).await,
    }
}

/// The open gap of the server with this key.
async fn gap(bot: &Bot, member: &Member, key: &str) -> Result<Option<Gap>, StoreError> {
    Ok(bot.store.gaps(&member.guild).await?.into_iter().find(|gap| gap.key() == key))
}

/// A page of what the register still cannot answer.
async fn page(bot: &Bot, member: &Member, step: &Step, (language, number): (Language, usize)) -> Result<Reply, StoreError> {
    let waiting: HashMap<String, i64> = bot.store.count_askers(&member.guild).await?.into_iter().collect();
    let mut gaps = bot.store.gaps(&member.guild).await?;
    gaps.retain(|gap| bot.filled(&member.guild, &gap.question, &gap.reading).is_none());
    if gaps.is_empty() {
        return Ok(Reply::private(bot.words.say(language, "gaps-none")));
    }
    let pages = gaps.len().div_ceil(PAGE);
    let number = number.min(pages - 1);
    let mut content = bot.words.say_with(language, "gaps-head", &[("count", gaps.len().into())]);
    let mut rows = Vec::new();
    let button = |step: &Step, label: String| CreateButton::new(step.id()).label(label).style(ButtonStyle::Secondary);
    for (position, gap) in gaps.iter().enumerate().skip(number * PAGE).take(PAGE) {
        let count = waiting.get(&gap.reading).copied().unwrap_or_default();
        let line = format!("\n**{}.** {}", position + 1, told(bot, gap, count, language));
        if length(&content) + length(&line) > MESSAGE {
            break;
        }
        content.push_str(&line);
        let labelled = |act: char, key: &str| {
            let label = bot.words.say_with(language, key, &[("number", (position + 1).to_string().into())]);
            button(&step.then(act).with(gap.key()), label)
        };
        // A record that only lacks something needs no second record.
        let draft = gap.incident.is_empty().then(|| labelled('d', "gap-draft"));
        rows.push(CreateActionRow::Buttons(draft.into_iter().chain([labelled('c', "gap-close")]).collect()));
    }
    if pages > 1 {
        let before = button(&step.then('p').with(number.saturating_sub(1)), "◀".to_owned()).disabled(number == 0);
        let after = button(&step.then('p').with(number + 1), "▶".to_owned()).disabled(number + 1 >= pages);
        rows.push(CreateActionRow::Buttons(vec![before, after]));
    }
    Ok(Reply { rows, ..Reply::private(content) })
}

/// "When did …? asked 5×, last on 1 November 2026; waiting to be told: 2"
fn told(bot: &Bot, gap: &Gap, waiting: i64, language: Language) -> String {
    let day = bot.dates(language).of_time(&gap.last);
    let put_in = [("times", gap.times.max(1).to_string().into()), ("day", day.into()), ("waiting", waiting.to_string().into())];
    let asked = bot.words.say_with(language, "gap-asked", &put_in);
    let lacks =
        (!gap.incident.is_empty()).then(|| bot.words.say_with(language, "gap-lacks", &[("incident", escape(&gap.incident).into())]));
    let lacks = lacks.map(|lacks| format!(" · {lacks}")).unwrap_or_default();
    format!("{}\n-# {asked}{lacks}", cut(&escape(&gap.question), QUESTION))
}

async fn failed(bot: &Bot, incoming: &Incoming, error: &StoreError) {
    tracing::error!(error = error as &dyn std::error::Error, "the questions without an answer cannot be read or closed");
    bot.tell(incoming, "failed").await;
}
