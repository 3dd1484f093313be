//! Buttons, menus and forms. Whatever cannot be read any more says so; only the asker changes the asker's answer, everybody
//! else gets an own copy.

use std::sync::Arc;

use serenity::builder::{CreateActionRow, CreateInputText, CreateInteractionResponse, CreateModal};
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind, InputTextStyle, ModalInteraction};
use serenity::model::channel::{Message, MessageFlags};

use super::bot::{Bot, Exchange, LONGEST_QUESTION, Showing, question};
use super::controls::{Action, Control};
use super::incoming::Incoming;
use super::inputs::input;
use super::ledger::claims_of;
use super::limits::{FORM_TITLE, shorten};
use super::moderation::{self, gap_askers};
use super::reply::Reply;
use super::sending::cause;
use super::timeline::Filter;
use super::words::Language;
use crate::answer::{Answer, Outcome};
use crate::register::Turn;
use crate::store::PostedAnswer;

/// The one field of a form.
const FIELD: &str = "text";

/// A button was pressed or something chosen from a menu.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction) {
    if moderation::Step::is_one(&interaction.data.custom_id) {
        return moderation::pressed(bot, incoming, interaction).await;
    }
    let Some(control) = Control::read(&interaction.data.custom_id) else { return bot.tell(incoming, "stale").await };
    // What takes something away is never too much.
    if control.action != Action::Delete && !bot.may_look(incoming).await {
        return;
    }
    let message = &interaction.message;
    match control.action {
        Action::Delete => delete(bot, incoming, interaction, &control).await,
        Action::Dispute => moderation::disputes::form(bot, incoming, &control).await,
        Action::FollowUp => {
            let longest = u16::try_from(LONGEST_QUESTION).unwrap_or(u16::MAX);
            form(bot, incoming, &control, ("follow-up-button", "follow-up-label"), longest).await;
        }
        Action::Timeline => {
            let around = bot.with_view(incoming.guild, |view| {
                let incident = view.register.index().incident(&control.incident)?;
                let filter = Filter::around(&incident)?;
                Some(bot.timeline(view, &filter, (incoming.user.get(), 0), incoming.language()))
            });
            send_or_stale(bot, incoming, around.map(|reply| Reply { private: true, ..reply })).await;
        }
        Action::TimelinePage => turn_timeline(bot, incoming, &control).await,
        Action::Card => {
            let card = bot.with_view(incoming.guild, |view| bot.card(view, &control.incident, incoming));
            send_or_stale(bot, incoming, card.map(|reply| Reply { private: true, ..reply })).await;
        }
        Action::Claims => claims(bot, incoming, interaction, &control).await,
        Action::Kept | Action::Export | Action::Erase | Action::EraseNow => super::privacy::pressed(bot, incoming, control.action).await,
        Action::Why | Action::Sources | Action::Page | Action::Pick | Action::Tell => {
            let Some(exchange) = bot.recover(incoming.http(), message, Some(&control)).await else {
                return bot.tell(incoming, "stale").await;
            };
            of_answer(bot, incoming, interaction, (&control, exchange)).await;
        }
    }
}

/// The claims of an incident: beside its card, or another page of them in the place of one.
async fn claims(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, control: &Control) {
    let place = (incoming.user.get(), control.page);
    let reply = bot.with_view(incoming.guild, |view| {
        view.register.index().incident(&control.incident)?;
        Some(bot.claims(view, &[&control.incident], place, incoming.language()))
    });
    match reply {
        Some(reply) if interaction.message.embeds.is_empty() => incoming.update(reply).await,
        reply => send_or_stale(bot, incoming, reply).await,
    }
}

/// What needs the answer again.
async fn of_answer(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, (control, exchange): (&Control, Exchange)) {
    let (answer, turn, revision) = bot.ask_as_of(incoming.guild, &exchange);
    match control.action {
        Action::Tell => gap_askers::note(bot, incoming, interaction, (&exchange, &answer, &turn)).await,
        Action::Why => incoming.send(bot.with_view(incoming.guild, |view| bot.reading(view, &answer, &turn, incoming.language()))).await,
        Action::Sources => {
            let ids: Vec<&str> = answer.incidents.iter().map(|named| named.id.as_str()).collect();
            let place = (incoming.user.get(), 0);
            incoming.send(bot.with_view(incoming.guild, |view| bot.claims(view, &ids, place, incoming.language()))).await;
        }
        Action::Page => {
            let showing = Showing {
                asker: control.user(),
                guild: incoming.guild,
                language: language_of_change(incoming, control, &interaction.message),
                style: bot.manners(incoming.guild).await.style(),
                page: control.page,
                quote: quoted(&interaction.message).then_some(exchange.text.as_str()),
                focus: &control.incident,
            };
            change(incoming, control, bot.show(&answer, showing)).await;
            bot.rests_on(control, incoming, interaction, (&answer, revision)).await;
        }
        // Of the nearest records none answers the question: they are only shown.
        _ if answer.outcome != Outcome::Clarify => show_chosen(bot, incoming, interaction).await,
        _ => pick(bot, incoming, interaction, (control, exchange)).await,
    }
}

/// One of several incidents was chosen: the question is answered from it.
async fn pick(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, (control, exchange): (&Control, Exchange)) {
    let Some(id) = chosen(interaction) else { return bot.tell(incoming, "stale").await };
    let (today, revision) = (bot.today(), bot.live.as_of().revision);
    let answered: Option<(Answer, Turn)> = bot.with_view(incoming.guild, |view| view.register.ask_about(&exchange.text, &today, id));
    let Some((answer, _)) = answered.filter(|(answer, _)| !answer.paragraphs.is_empty()) else {
        return show_chosen(bot, incoming, interaction).await;
    };
    let is_own = control.asker == incoming.user.get();
    let showing = Showing {
        asker: control.user(),
        guild: incoming.guild,
        language: language_of_change(incoming, control, &interaction.message),
        style: bot.manners(incoming.guild).await.style(),
        page: 0,
        quote: quoted(&interaction.message).then_some(exchange.text.as_str()),
        focus: id,
    };
    change(incoming, control, bot.show(&answer, showing)).await;
    if is_own {
        let previous = Some(Arc::new(bot.recall(incoming.guild, "", vec![id.clone()])));
        bot.exchanges.put(interaction.message.id, Exchange { previous, ..exchange });
        if let Ok(Some(row)) = bot.store.answer_at(&interaction.message.id.to_string()).await {
            bot.ledger.keep(PostedAnswer { incidents: vec![id.clone()], claims: claims_of(&answer), revision, ..row }).await;
        }
    }
}

/// The card of what was chosen.
async fn show_chosen(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction) {
    let card = chosen(interaction).and_then(|id| bot.with_view(incoming.guild, |view| bot.card(view, id, incoming)));
    send_or_stale(bot, incoming, card.map(|reply| Reply { private: true, ..reply })).await;
}

fn chosen(interaction: &ComponentInteraction) -> Option<&String> {
    match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first(),
        _ => None,
    }
}

async fn turn_timeline(bot: &Arc<Bot>, incoming: &Incoming, control: &Control) {
    let Some(filter) = Filter::read(&control.incident) else { return bot.tell(incoming, "stale").await };
    let place = (control.asker, control.page);
    let reply = bot.with_view(incoming.guild, |view| bot.timeline(view, &filter, place, incoming.language()));
    change(incoming, control, reply).await;
}

/// The language of what [`change`] shows. A message keeps the one it has: an answer to a message, for everybody there, the
/// guild's, and what the asker called for by a command the asker's. A copy is in that of whoever presses.
fn language_of_change(incoming: &Incoming, control: &Control, message: &Message) -> Language {
    let keeps = control.asker == incoming.user.get() && message.interaction_metadata.is_none();
    if keeps { incoming.language_of_guild() } else { incoming.language() }
}

/// The asker's message changes; somebody else gets a private one.
async fn change(incoming: &Incoming, control: &Control, reply: Reply) {
    if control.asker == incoming.user.get() {
        incoming.update(reply).await;
    } else {
        incoming.send(Reply { private: true, ..reply }).await;
    }
}

async fn send_or_stale(bot: &Bot, incoming: &Incoming, reply: Option<Reply>) {
    match reply {
        Some(reply) => incoming.send(reply).await,
        None => bot.tell(incoming, "stale").await,
    }
}

/// Whether the question stands above the answer.
fn quoted(message: &Message) -> bool {
    message.content.starts_with("> ")
}

async fn delete(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, control: &Control) {
    let may = control.asker == incoming.user.get() || bot.moderates(incoming).await;
    if !may {
        return bot.tell(incoming, "not-yours").await;
    }
    incoming.respond(CreateInteractionResponse::Acknowledge).await;
    if let Err(error) = interaction.delete_response(incoming.http()).await {
        tracing::warn!(channel.id = %incoming.channel, "cannot delete an answer: {}", cause(&error));
    }
    // Old rows go by themselves.
    let _ = bot.store.forget_answer(&interaction.message.id.to_string()).await;
}

/// Opens a form with one field.
async fn form(bot: &Bot, incoming: &Incoming, control: &Control, (title, label): (&str, &str), longest: u16) {
    let say = |key| shorten(&bot.words.say(incoming.language(), key), FORM_TITLE);
    let field = CreateInputText::new(InputTextStyle::Paragraph, say(label), FIELD).min_length(3).max_length(longest).required(true);
    let form = CreateModal::new(control.id(), say(title)).components(vec![CreateActionRow::InputText(field)]);
    incoming.respond(CreateInteractionResponse::Modal(form)).await;
}

/// A form was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction) {
    if moderation::Step::is_one(&interaction.data.custom_id) {
        return moderation::submitted(bot, incoming, interaction).await;
    }
    match Control::read(&interaction.data.custom_id) {
        Some(control) if control.action == Action::Dispute => {
            if bot.may_object(incoming).await {
                moderation::disputes::submitted(bot, incoming, interaction, &control).await;
            }
        }
        Some(control) if control.action == Action::FollowUp => {
            follow_up(bot, incoming, interaction, (&control, input(interaction, FIELD))).await;
        }
        _ => bot.tell(incoming, "stale").await,
    }
}

async fn follow_up(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, (control, text): (&Control, &str)) {
    let text = question(text);
    // Mentions and invisible characters are no question.
    if text.is_empty() {
        return bot.tell(incoming, "how-to-ask").await;
    }
    if !bot.may_ask(incoming).await {
        return;
    }
    let private =
        interaction.message.as_ref().and_then(|message| message.flags).is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let before = match &interaction.message {
        Some(message) => bot.recover(incoming.http(), message, Some(control)).await,
        None => None,
    };
    let incidents: Vec<String> = [control.incident.clone()].into_iter().filter(|id| !id.is_empty()).collect();
    let before = before.map(|before| before.text).unwrap_or_default();
    let previous = bot.recall(incoming.guild, &before, incidents);
    bot.answer_interaction(incoming, Exchange { text, previous: Some(Arc::new(previous)) }, private).await;
}

impl Bot {
    /// Answers a question that came as an interaction.
    pub(super) async fn answer_interaction(&self, incoming: &Incoming, exchange: Exchange, private: bool) {
        let (answer, turn, revision) = self.ask_as_of(incoming.guild, &exchange);
        self.metrics.answered(answer.outcome);
        // What somebody asks for the own eyes only, or about another's message, is not shown to moderators.
        if !private {
            self.note_gap(incoming.guild, &answer, &turn);
        }
        let focus = exchange.previous.as_ref().and_then(|turn| turn.incidents.first().cloned()).unwrap_or_default();
        let (language, style) = (incoming.language(), self.manners(incoming.guild).await.style());
        let showing =
            Showing { asker: incoming.user, guild: incoming.guild, language, style, page: 0, quote: Some(&exchange.text), focus: &focus };
        let reply = self.show(&answer, showing);
        self.exchanges.put_last(incoming.channel, incoming.user, exchange, !private);
        let response = CreateInteractionResponse::Message(Reply { private, ..reply }.response());
        if incoming.try_respond(response).await && !private {
            self.remember_response(incoming, (&answer, revision)).await;
        }
    }

    /// Keeps which claims the response to an interaction rests on: others will read it later.
    async fn remember_response(&self, incoming: &Incoming, (answer, revision): (&Answer, i64)) {
        let claims = claims_of(answer);
        if claims.is_empty() {
            return;
        }
        // Without it, only the response itself does not hear of corrections.
        let Some(message) = incoming.response().await else { return };
        let row = PostedAnswer {
            message: message.to_string(),
            guild: incoming.guild.map(|guild| guild.to_string()).unwrap_or_default(),
            channel: incoming.channel.to_string(),
            question: incoming.id.to_string(),
            incidents: answer.incidents.iter().map(|named| named.id.clone()).collect(),
            time: (self.clock.now)(),
            claims,
            revision,
        };
        self.ledger.keep(row).await;
    }

    /// An answer that is kept was shown anew: it rests on what the register says now.
    async fn rests_on(&self, control: &Control, incoming: &Incoming, interaction: &ComponentInteraction, shown: (&Answer, i64)) {
        if control.asker != incoming.user.get() {
            return;
        }
        if let Ok(Some(row)) = self.store.answer_at(&interaction.message.id.to_string()).await {
            let (answer, revision) = shown;
            self.ledger.keep(PostedAnswer { claims: claims_of(answer), revision, ..row }).await;
        }
    }
}
