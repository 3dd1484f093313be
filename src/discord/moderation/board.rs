//! Proposals and disputes as reviewers see them: what is to be different, who wants it and why, and how it ended. Each stands
//! in the review channel of its server, if there is one, as it is now; whoever brought it hears how it ended, in a private
//! message or else there.

use serenity::builder::{CreateActionRow, CreateButton, EditMessage};
use serenity::http::{Http, HttpError};
use serenity::model::application::ButtonStyle;
use serenity::model::channel::Nonce;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::{Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::{Reply, nobody};
use crate::discord::sending::{cause, is_final};
use crate::discord::words::Language;
use crate::register::keeping::{lines_of, verdict};
use crate::store::{Errand, FORGOTTEN, Proposal, ProposalAct, ProposalState, ReviewItem, StoreError};

/// The setting of a server: the channel in which reviewers are shown what waits for them.
pub(crate) const REVIEW_CHANNEL: &str = "review-channel";
/// Characters of what somebody wrote.
const QUOTED: usize = 300;

/// Something to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A change.
    Proposal(Box<Proposal>),
    /// An objection.
    Dispute(Box<ReviewItem>),
}

impl Item {
    /// Its id.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Proposal(proposal) => &proposal.id,
            Self::Dispute(dispute) => &dispute.id,
        }
    }

    /// The edition that a reviewer sees.
    pub(super) fn edition(&self) -> i64 {
        match self {
            Self::Proposal(proposal) => proposal.edition,
            Self::Dispute(_) => 1,
        }
    }

    pub(super) fn author(&self) -> &str {
        match self {
            Self::Proposal(proposal) => &proposal.author,
            Self::Dispute(dispute) => &dispute.author,
        }
    }

    pub(super) fn time(&self) -> &str {
        match self {
            Self::Proposal(proposal) => &proposal.time,
            Self::Dispute(dispute) => &dispute.time,
        }
    }

    /// Whether it waits for reviewers.
    pub(super) fn waits(&self) -> bool {
        match self {
            Self::Proposal(proposal) => proposal.state == ProposalState::InReview,
            Self::Dispute(dispute) => !dispute.closed,
        }
    }

    /// Whether it was approved, by whom, and with what words; `None` if nobody decided.
    fn verdict(&self) -> Option<(bool, &str, &str)> {
        match self {
            Self::Proposal(proposal) => match proposal.state {
                ProposalState::Approved => Some((true, &proposal.reviewer, &proposal.decided_reason)),
                ProposalState::Rejected => Some((false, &proposal.reviewer, &proposal.decided_reason)),
                ProposalState::Draft | ProposalState::InReview | ProposalState::Withdrawn => None,
            },
            Self::Dispute(dispute) => verdict(dispute).map(|(accepted, words)| (accepted, dispute.reviewer.as_str(), words)),
        }
    }
}

/// The channel in which the reviewers of a server are told what waits for them.
pub(super) async fn channel(bot: &Bot, guild: &str) -> Option<ChannelId> {
    let manners = bot.manners(guild.parse::<GuildId>().ok()).await;
    manners.of_guild(REVIEW_CHANNEL)?.parse().ok()
}

/// Shows reviewers how something stands, and tells whoever brought it how it ended.
pub(super) async fn bring_up_to_date(bot: &Bot, http: &Http, errand: &Errand) -> Result<(), StoreError> {
    let mut errand = errand.clone();
    let language = bot.manners(errand.guild.parse::<GuildId>().ok()).await.language().unwrap_or_default();
    let Some(item) = bot.item(&errand.guild, &errand.item).await? else {
        let emptied = empty(bot, http, &errand, language).await;
        return if settled(bot, &errand.guild, emptied) { bot.store.drop_errand(&errand).await } else { Ok(()) };
    };
    let shown = match channel(bot, &errand.guild).await {
        Some(channel) => show(bot, http, (channel, &mut errand), (&item, language)).await,
        None => Ok(()),
    };
    if !settled(bot, &errand.guild, shown) {
        return Ok(());
    }
    // Who wished to be forgotten changes nothing for the others, who have heard of it.
    if errand.wanted != FORGOTTEN && !settled(bot, &errand.guild, tell(bot, http, &errand.guild, (&item, language)).await) {
        return Ok(());
    }
    // Where it stands is kept for as long as the item: somebody may wish to be forgotten.
    if errand.message.is_empty() && !item.waits() {
        return bot.store.drop_errand(&errand).await;
    }
    bot.store.complete_errand(&errand).await.map(drop)
}

/// Whether it is done or never will be; else it is due again after a while.
fn settled(bot: &Bot, guild: &str, done: serenity::Result<()>) -> bool {
    let Err(error) = done else { return true };
    let is_final = is_final(&error);
    if is_final {
        bot.weather.succeeded();
    } else {
        bot.weather.failed();
    }
    tracing::warn!(guild.id = guild, is_final, "reviewers or an author cannot be told how something stands: {}", cause(&error));
    is_final
}

/// Takes away what stands of something whose author wished to be forgotten.
async fn empty(bot: &Bot, http: &Http, errand: &Errand, language: Language) -> serenity::Result<()> {
    let (Ok(place), Ok(message)) = (errand.channel.parse::<ChannelId>(), errand.message.parse::<MessageId>()) else { return Ok(()) };
    let edit = EditMessage::new().content(bot.words.say(language, "review-forgotten")).components(Vec::new());
    match place.edit_message(http, message, edit.allowed_mentions(nobody())).await {
        Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response))) if response.status_code.as_u16() == 404 => Ok(()),
        done => done.map(drop),
    }
}

/// Posts it, or changes the message that shows it already.
async fn show(
    bot: &Bot,
    http: &Http,
    (channel, errand): (ChannelId, &mut Errand),
    (item, language): (&Item, Language),
) -> serenity::Result<()> {
    let reply = match bot.item_shown(item, language).await {
        Ok(reply) => reply,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot read what waits for reviewers");
            return Ok(());
        }
    };
    if let (Ok(place), Ok(message)) = (errand.channel.parse::<ChannelId>(), errand.message.parse::<MessageId>()) {
        let edit = EditMessage::new().content(reply.content).components(reply.rows).allowed_mentions(nobody());
        return match place.edit_message(http, message, edit).await {
            // Somebody took the message away.
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response))) if response.status_code.as_u16() == 404 => Ok(()),
            done => done.map(drop),
        };
    }
    if item.waits() {
        let nonce = Nonce::String(format!("r{}", shorten(item.id(), 20)));
        let posted = channel.send_message(http, reply.message().nonce(nonce).enforce_nonce(true)).await?;
        (errand.channel, errand.message) = (channel.to_string(), posted.id.to_string());
    }
    Ok(())
}

/// Tells whoever brought something how it ended, unless that one has decided it: privately, or where reviewers are told.
async fn tell(bot: &Bot, http: &Http, guild: &str, (item, language): (&Item, Language)) -> serenity::Result<()> {
    let Some((approved, reviewer, words)) = item.verdict() else { return Ok(()) };
    let author = item.author().parse::<u64>().ok().filter(|id| *id > 0 && *id < u64::MAX && item.author() != reviewer);
    let Some(author) = author.map(UserId::new) else { return Ok(()) };
    let text = bot.outcome((item, guild), approved, words, language);
    let nonce = || Nonce::String(format!("t{}", shorten(item.id(), 20)));
    let message = |content: String| Reply { content, ..Reply::default() }.message().nonce(nonce()).enforce_nonce(true);
    let privately = async { author.create_dm_channel(http).await?.id.send_message(http, message(text.clone())).await };
    match privately.await {
        Ok(_) => Ok(()),
        // That one takes no private messages from here. Who only asks does not see the channel of the reviewers.
        Err(error) if is_final(&error) && matches!(item, Item::Dispute(_)) => {
            tracing::info!(guild.id = guild, "somebody hears with the next response how it ended: {}", cause(&error));
            if let Err(error) = bot.store.mark_untold(item.id()).await {
                tracing::error!(error = &error as &dyn std::error::Error, "cannot note who is to be told");
            }
            Ok(())
        }
        Err(error) if is_final(&error) => match channel(bot, guild).await {
            Some(channel) => channel.send_message(http, message(format!("<@{author}> {text}"))).await.map(drop),
            None => {
                tracing::info!(guild.id = guild, "somebody cannot be told how it ended: {}", cause(&error));
                Ok(())
            }
        },
        Err(error) => Err(error),
    }
}

/// Tells somebody under a response how what that one disputed ended, if no private message could.
pub(crate) async fn hear(bot: &Bot, incoming: &Incoming) {
    let Some(guild) = incoming.guild.map(|guild| guild.to_string()) else { return };
    let user = incoming.user.to_string();
    if !bot.disputes.take_untold(&guild, &user) {
        return;
    }
    match bot.store.take_untold(&guild, &user).await {
        Ok(disputes) => {
            for dispute in disputes {
                let Some((approved, words)) = verdict(&dispute) else { continue };
                let content = bot.outcome((&Item::Dispute(Box::new(dispute.clone())), &guild), approved, words, incoming.language());
                incoming.follow_up(Reply::private(content)).await;
            }
        }
        Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "cannot read who is to be told"),
    }
}

impl Bot {
    /// What is under review in a server under an id.
    pub(super) async fn item(&self, guild: &str, id: &str) -> Result<Option<Item>, StoreError> {
        if let Some(proposal) = self.store.proposal(id).await?.filter(|proposal| proposal.guild == guild) {
            return Ok(Some(Item::Proposal(Box::new(proposal))));
        }
        Ok(self.store.review(id).await?.filter(|dispute| dispute.guild == guild).map(|dispute| Item::Dispute(Box::new(dispute))))
    }

    /// It as reviewers see it, with buttons while it waits for them.
    pub(super) async fn item_shown(&self, item: &Item, language: Language) -> Result<Reply, StoreError> {
        let (head, lines) = match item {
            Item::Proposal(proposal) => (self.proposal_head(proposal, language), lines_of(&self.store, proposal).await?),
            Item::Dispute(dispute) => (self.dispute_head(dispute, language), Vec::new()),
        };
        let mut content = self.listed(head, lines.iter().map(|line| self.line(line, language)));
        let foot = self.item_foot(item, language);
        if !foot.is_empty() {
            content = format!("{}\n{foot}", shorten(&content, MESSAGE.saturating_sub(length(&foot) + 1)));
        }
        let rows = if item.waits() { vec![self.deciding(item, language)] } else { Vec::new() };
        Ok(Reply { content, rows, ..Reply::default() })
    }

    fn proposal_head(&self, proposal: &Proposal, language: Language) -> String {
        let other = proposal.other.as_ref().map(|(other, _)| format!(" ← `{}`", escape(other))).unwrap_or_default();
        let incident = &proposal.incident;
        let head = self.head(act(proposal), (&incident.title, &incident.id), language);
        format!("{head}{other}\n{}", self.brought((&proposal.author, &proposal.time), &proposal.reason, language))
    }

    fn dispute_head(&self, dispute: &ReviewItem, language: Language) -> String {
        let guild = dispute.guild.parse::<GuildId>().ok();
        let known = self.with_view(guild, |view| {
            let incident = view.register.index().incident(&dispute.incident)?;
            let claim = dispute.claim.and_then(|key| incident.claim(key)).map(|claim| claim.text.clone());
            Some((incident.title.clone(), claim))
        });
        let (title, claim) = known.unwrap_or_else(|| (dispute.incident.clone(), None));
        let head = self.head("review-act-dispute", (&title, &dispute.incident), language);
        let claim = match (claim, dispute.claim) {
            (Some(text), _) => format!("\n> {}", shorten(&escape(&text), QUOTED)),
            (None, Some(_)) => format!("\n> {}", self.words.say(language, "review-claim-gone")),
            (None, None) => String::new(),
        };
        format!("{head}{claim}\n{}", self.brought((&dispute.author, &dispute.time), &dispute.text, language))
    }

    fn head(&self, act: &str, (title, id): (&str, &str), language: Language) -> String {
        let title = shorten(&escape(title), QUOTED);
        format!("**{}: {title}** (`{}`)", self.words.say(language, act), escape(id))
    }

    /// "@somebody, 27 November 2026: why"
    fn brought(&self, (author, time): (&str, &str), words: &str, language: Language) -> String {
        let who = self.who(author, language);
        format!("{who}, {}: {}", self.dates(language).of_time(time), shorten(&escape(words), QUOTED))
    }

    /// Nobody is pinged by it.
    fn who(&self, user: &str, language: Language) -> String {
        if user.parse::<u64>().is_ok() { format!("<@{user}>") } else { self.words.say(language, "review-nobody") }
    }

    /// How it ended.
    fn item_foot(&self, item: &Item, language: Language) -> String {
        if let Item::Proposal(proposal) = item
            && proposal.state == ProposalState::Withdrawn
        {
            return format!("**{}**", self.words.say(language, "review-withdrawn"));
        }
        let Some((approved, reviewer, words)) = item.verdict() else { return String::new() };
        let how = self.words.say(language, if approved { "review-approved" } else { "review-rejected" });
        let words = if words.is_empty() { String::new() } else { format!(": {}", shorten(&escape(words), QUOTED)) };
        format!("**{how}** · {}{words}", self.who(reviewer, language))
    }

    fn deciding(&self, item: &Item, language: Language) -> CreateActionRow {
        let button = |act: char, key: &str, style| {
            let id = Step::new(Topic::Review, act, 0).with(item.id()).with(item.edition()).id();
            CreateButton::new(id).label(self.words.say(language, key)).style(style)
        };
        CreateActionRow::Buttons(vec![
            button('a', "review-approve", ButtonStyle::Success),
            button('j', "review-reject", ButtonStyle::Danger),
        ])
    }

    /// How it ended, for whoever brought it.
    fn outcome(&self, (item, guild): (&Item, &str), approved: bool, words: &str, language: Language) -> String {
        let (key, title) = match item {
            Item::Proposal(proposal) => (if approved { "outcome-approved" } else { "outcome-rejected" }, proposal.incident.title.clone()),
            Item::Dispute(dispute) => {
                let title = self.with_view(guild.parse::<GuildId>().ok(), |view| {
                    view.register.index().incident(&dispute.incident).map(|incident| incident.title.clone())
                });
                let key = if approved { "outcome-dispute-approved" } else { "outcome-dispute-rejected" };
                (key, title.unwrap_or_else(|| dispute.incident.clone()))
            }
        };
        let told = self.words.say_with(language, key, &[("title", shorten(&escape(&title), QUOTED).into())]);
        if words.is_empty() { told } else { format!("{told}\n> {}", shorten(&escape(words), QUOTED)) }
    }
}

/// What a proposal is called.
pub(super) const fn act(proposal: &Proposal) -> &'static str {
    match proposal.act {
        ProposalAct::Put if proposal.base.revision == 0 => "review-act-new",
        ProposalAct::Put => "review-act-put",
        ProposalAct::Retract => "review-act-retract",
        ProposalAct::Restore => "review-act-restore",
        ProposalAct::Merge => "review-act-merge",
    }
}
