//! Reviewing: what waits, one of it in full, and the decision. Who may decide is asked anew at each step; of two who press at
//! once, one decides and the other hears that it is decided.

use std::sync::Arc;

use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAutocompleteResponse, CreateButton, CreateInputText, CreateInteractionResponse, CreateModal,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::{ButtonStyle, ComponentInteraction, ComponentInteractionDataKind, InputTextStyle, ModalInteraction};

use super::board::{Item, act, channel};
use super::{LINE, Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::{escape, plain};
use crate::discord::incoming::Incoming;
use crate::discord::inputs::input;
use crate::discord::limits::{FORM_TITLE, OPTION, OPTIONS, length, shorten};
use crate::discord::reply::{Attachment, Reply};
use crate::discord::sending::cause;
use crate::discord::words::Language;
use crate::register::keeping::{Refusal, lines_of};
use crate::store::StoreError;

/// Things that wait, on one page.
const PAGE: usize = 10;
/// Most of them that are looked at.
const MOST: u32 = 200;
/// Characters of a reason.
const LONGEST_REASON: u16 = 500;
/// The one field of the form.
const FIELD: &str = "text";
/// A change that is too long for a message.
const FILE: &str = "change.txt";

/// A decision, before it is made.
#[derive(Clone, Copy)]
pub(crate) struct Verdict<'a> {
    pub(crate) id: &'a str,
    /// The edition that was seen; `None` for the one that is there.
    pub(crate) edition: Option<i64>,
    pub(crate) approves: bool,
    pub(crate) words: &'a str,
}

/// A button of a review was pressed, or something chosen from its list.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
    let Some(member) = bot.keeper(incoming).await else { return };
    let (id, number) = (step.argument(0).unwrap_or_default(), step.argument(1).and_then(|number| number.parse::<i64>().ok()));
    match step.act {
        'a' => decide(bot, incoming, (&member, true), Verdict { id, edition: number, approves: true, words: "" }).await,
        'j' => ask_why(bot, incoming, (&member, id), number).await,
        'q' => {
            let page = id.parse().unwrap_or_default();
            match bot.queue(&member, page, incoming.language()).await {
                Ok(reply) => incoming.update(reply).await,
                Err(error) => failed(bot, incoming, &error).await,
            }
        }
        's' => match &interaction.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => {
                show(bot, incoming, &member, values.first().map(String::as_str).unwrap_or_default()).await;
            }
            _ => bot.tell(incoming, "stale").await,
        },
        _ => bot.tell(incoming, "stale").await,
    }
}

/// The reason of a rejection was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) {
    let Some(member) = bot.keeper(incoming).await else { return };
    let words: String = input(interaction, FIELD).trim().chars().take(usize::from(LONGEST_REASON)).collect();
    let (id, edition) = (step.argument(0).unwrap_or_default(), step.argument(1).and_then(|number| number.parse::<i64>().ok()));
    let verdict = Verdict { id, edition, approves: false, words: &words };
    decide(bot, incoming, (&member, interaction.message.is_some()), verdict).await;
}

/// Asks why something is rejected, if the member may reject it.
pub(crate) async fn ask_why(bot: &Bot, incoming: &Incoming, (member, id): (&Member, &str), edition: Option<i64>) {
    let item = match bot.item(&member.guild, id).await {
        Ok(Some(item)) => item,
        Ok(None) => return bot.tell(incoming, "refused-no-proposal").await,
        Err(error) => return failed(bot, incoming, &error).await,
    };
    // Nobody is to write a reason for nothing.
    if let Some(refusal) = refused(bot, member, &item) {
        return incoming.send(Reply::private(bot.refusal(incoming.language(), &refusal))).await;
    }
    let say = |key| shorten(&bot.words.say(incoming.language(), key), FORM_TITLE);
    let field =
        CreateInputText::new(InputTextStyle::Paragraph, say("review-why"), FIELD).min_length(3).max_length(LONGEST_REASON).required(true);
    let id = Step::new(Topic::Review, 'k', 0).with(id).with(edition.unwrap_or_else(|| item.edition())).id();
    let form = CreateModal::new(id, say("review-reject")).components(vec![CreateActionRow::InputText(field)]);
    incoming.respond(CreateInteractionResponse::Modal(form)).await;
}

/// Why a member may not decide on something, as far as it can be told before it is decided.
fn refused(bot: &Bot, member: &Member, item: &Item) -> Option<Refusal> {
    let keeping = member.keeping(&bot.store);
    match item {
        Item::Proposal(proposal) => keeping.refusal(proposal),
        Item::Dispute(dispute) => keeping.refusal_of(dispute),
    }
}

/// Decides, and shows it in place of the message whose button it was, or in a message of its own.
pub(crate) async fn decide(bot: &Arc<Bot>, incoming: &Incoming, (member, in_place): (&Member, bool), verdict: Verdict<'_>) {
    let language = incoming.language();
    let decided = match bot.decided(member, verdict).await {
        Ok(()) => bot.item(&member.guild, verdict.id).await.map_err(Refusal::from),
        Err(refusal) => Err(refusal),
    };
    bot.errands.wake();
    let reply = match decided {
        Ok(Some(item)) => bot.item_shown(&item, language).await.map_err(Refusal::from),
        Ok(None) => Err(Refusal::NoProposal),
        Err(refusal) => Err(refusal),
    };
    let reply = reply.unwrap_or_else(|refusal| incoming.undone(bot.refusal(language, &refusal)));
    let content = reply.content.clone();
    let response = match reply.private {
        false if in_place => CreateInteractionResponse::UpdateMessage(reply.response()),
        _ => CreateInteractionResponse::Message(Reply { private: true, ..reply }.response()),
    };
    if !incoming.try_respond(response).await {
        late(bot, incoming, &member.guild, content).await;
    }
}

/// Says in a message what can no longer be said in response: to the reviewers, or to the one alone.
async fn late(bot: &Bot, incoming: &Incoming, guild: &str, content: String) {
    let (http, message) = (incoming.http(), Reply { content, ..Reply::default() }.message());
    let sent = match channel(bot, guild).await {
        Some(channel) => channel.send_message(http, message).await,
        None => match incoming.user.create_dm_channel(http).await {
            Ok(private) => private.id.send_message(http, message).await,
            Err(error) => Err(error),
        },
    };
    if let Err(error) = sent {
        tracing::warn!(guild.id = guild, "a reviewer cannot be told what came of a decision: {}", cause(&error));
    }
}

/// What waits for reviewers.
pub(crate) async fn list(bot: &Bot, incoming: &Incoming, member: &Member) {
    match bot.queue(member, 0, incoming.language()).await {
        Ok(reply) => incoming.send(reply).await,
        Err(error) => failed(bot, incoming, &error).await,
    }
}

/// One of what was proposed or disputed, with all of what it changes.
pub(crate) async fn show(bot: &Bot, incoming: &Incoming, member: &Member, id: &str) {
    let language = incoming.language();
    let shown = async {
        let Some(item) = bot.item(&member.guild, id).await? else { return Ok(None) };
        let mut reply = bot.item_shown(&item, language).await?;
        if let Item::Proposal(proposal) = &item
            && let lines = lines_of(&bot.store, proposal).await?
            && let lines = lines.iter().map(|line| bot.line(line, language)).collect::<Vec<_>>()
            && (reply.content.contains("\n- …") || lines.iter().any(|line| length(&escape(line)) > LINE))
        {
            let text = lines.join("\n");
            reply.file = Some(Attachment { name: FILE, data: format!("{text}\n").into_bytes() });
        }
        // Nobody approves an own proposal where it takes two; its author may still change it and take it back.
        if let Item::Proposal(proposal) = &item
            && proposal.author == member.user
            && proposal.state.is_open()
        {
            reply.rows.retain(|_| !member.two_persons);
            reply.rows.push(bot.for_author(language, proposal));
        }
        Ok::<_, StoreError>(Some(Reply { private: true, ..reply }))
    };
    match shown.await {
        Ok(Some(reply)) => incoming.send(reply).await,
        Ok(None) => bot.tell(incoming, "refused-no-proposal").await,
        Err(error) => failed(bot, incoming, &error).await,
    }
}

async fn failed(bot: &Bot, incoming: &Incoming, error: &StoreError) {
    tracing::error!(error = error as &dyn std::error::Error, "cannot read what waits for reviewers");
    bot.tell(incoming, "failed").await;
}

/// Completes the id of what waits, for those who may see it.
pub(crate) async fn suggest(bot: &Bot, incoming: &Incoming, partial: &str) -> CreateAutocompleteResponse {
    let member = bot.member(incoming).await.filter(|member| member.is_moderator || member.is_reviewer);
    let waiting = match &member {
        Some(member) => bot.waiting(member).await.unwrap_or_default(),
        None => Vec::new(),
    };
    let typed = partial.trim().to_lowercase();
    let choices = waiting.iter().map(|item| (bot.label(item, incoming.language()), item.id().to_owned()));
    let fitting = choices.filter(|(label, id)| label.to_lowercase().contains(&typed) || id.starts_with(&typed));
    let choices = fitting.take(OPTIONS).map(|(label, id)| AutocompleteChoice::new(shorten(&label, OPTION), id)).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

impl Bot {
    /// Decides on a proposal or a dispute; whoever brought it hears of it.
    async fn decided(&self, member: &Member, verdict: Verdict<'_>) -> Result<(), Refusal> {
        let Verdict { id, edition, approves, words } = verdict;
        let item = self.item(&member.guild, id).await?.ok_or(Refusal::NoProposal)?;
        let (keeping, time) = (member.keeping(&self.store), (self.clock.now)());
        match &item {
            Item::Proposal(proposal) => {
                let edition = edition.unwrap_or(proposal.edition);
                if approves {
                    keeping.approve(id, edition, words, &time).await?;
                    self.show_changes().await;
                } else {
                    keeping.reject(id, edition, words, &time).await?;
                }
            }
            Item::Dispute(_) => {
                keeping.close_objection(id, approves, words, &time).await?;
                self.disputes.refresh(&self.store).await?;
            }
        }
        Ok(())
    }

    /// What waits for the reviewers of a server, oldest first.
    async fn waiting(&self, member: &Member) -> Result<Vec<Item>, StoreError> {
        let proposals = member.keeping(&self.store).queue(0, MOST).await?;
        let mut all: Vec<Item> = proposals.into_iter().map(|proposal| Item::Proposal(Box::new(proposal))).collect();
        all.extend(self.store.open_reviews(&member.guild).await?.into_iter().map(|dispute| Item::Dispute(Box::new(dispute))));
        all.sort_by(|one, other| one.time().cmp(other.time()));
        Ok(all)
    }

    /// A page of it, with a menu to see one of them in full.
    async fn queue(&self, member: &Member, page: usize, language: Language) -> Result<Reply, StoreError> {
        let all = self.waiting(member).await?;
        let page = page.min(all.len().saturating_sub(1) / PAGE);
        let shown: Vec<&Item> = all.iter().skip(page * PAGE).take(PAGE).collect();
        let head = self.words.say_with(language, "review-queue", &[("count", all.len().into())]);
        let lines = shown.iter().map(|item| {
            let author = if item.author().parse::<u64>().is_ok() { format!(" · <@{}>", item.author()) } else { String::new() };
            format!("\n- {}{author}", shorten(&escape(&self.label(item, language)), 150))
        });
        let content = std::iter::once(head).chain(lines).collect();
        let mut rows = Vec::new();
        if !shown.is_empty() {
            let option = |item: &&Item| CreateSelectMenuOption::new(shorten(&self.label(item, language), OPTION), item.id().to_owned());
            let options = shown.iter().map(option).collect();
            let menu = CreateSelectMenu::new(Step::new(Topic::Review, 's', 0).id(), CreateSelectMenuKind::String { options });
            rows.push(CreateActionRow::SelectMenu(menu.placeholder(self.words.say(language, "review-pick"))));
        }
        if all.len() > PAGE {
            let to = |page: usize, label: &str| {
                CreateButton::new(Step::new(Topic::Review, 'q', 0).with(page).id()).label(label).style(ButtonStyle::Secondary)
            };
            let back = to(page.saturating_sub(1), "◀").disabled(page == 0);
            let on = to(page + 1, "▶").disabled((page + 1) * PAGE >= all.len());
            rows.push(CreateActionRow::Buttons(vec![back, on]));
        }
        Ok(Reply { content, rows, private: true, ..Reply::default() })
    }

    /// "Change: Albania severs relations with Iran"
    fn label(&self, item: &Item, language: Language) -> String {
        let (act, title) = match item {
            Item::Proposal(proposal) => (act(proposal), proposal.incident.title.clone()),
            Item::Dispute(dispute) => ("review-act-dispute", format!("{}, {}", dispute.incident, dispute.text)),
        };
        format!("{}: {}", self.words.say(language, act), plain(&title))
    }
}
