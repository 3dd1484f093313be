//! What every part of the room needs at hand: the registers, the store, words, manners, and what was said before.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serenity::gateway::ShardManager;
use serenity::http::Http;
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use tokio::sync::Semaphore;

use super::Clock;
use super::attachments::Attachments;
use super::card::name;
use super::changed::Edits;
use super::controls::{Action, Choice, Control, Under};
use super::cooldowns::Cooldowns;
use super::dates::Dates;
use super::departures::Departures;
use super::escape::{escape, plain, without_tags};
use super::following::Following;
use super::gaps::Gaps;
use super::health::Due;
use super::keeping::Keep;
use super::ledger::Ledger;
use super::limits::cut;
use super::manners::{AllManners, Manners, Style};
use super::metrics::Metrics;
use super::missed::Missed;
use super::moderation::errands::Errands;
use super::outbox::Outbox;
use super::reply::Reply;
use super::seen::Seen;
use super::sheet::{Frame, Sheet};
use super::threads::Threads;
use super::tongues::Tongues;
use super::weather::Weather;
use super::words::{Language, Words};
use super::writing::Writing;
use crate::answer::{Answer, Named, Outcome, Reason, brief};
use crate::incident::Date;
use crate::register::{AsOf, Disputes, Live, Turn, View};
use crate::store::Store;

/// Longest question that is read, and quoted where it must be found again in the answer.
pub(super) const LONGEST_QUESTION: usize = 500;
/// Exchanges remembered; what is forgotten is put together again from the message and the store.
const REMEMBERED: usize = 1_000;
/// How long to look for a question before a button has to be answered.
const LOOK_UP: Duration = Duration::from_secs(2);

/// The bot.
pub(super) struct Bot {
    pub(super) live: Arc<Live>,
    pub(super) store: Store,
    pub(super) words: Words,
    pub(super) clock: Clock,
    /// The day of the start: the answer to "what day is it" should the clock fail.
    pub(super) started: Date,
    /// Whether the text of messages that do not address the bot can be read.
    pub(super) reads_all: bool,
    pub(super) manners: AllManners,
    pub(super) events: Seen,
    pub(super) deleted: Seen,
    /// Questions whose answers were put into a queue.
    pub(super) taken: Seen,
    pub(super) edits: Edits,
    pub(super) users: Cooldowns,
    pub(super) channels: Cooldowns,
    /// Looking something up, and pressing buttons.
    pub(super) looks: Cooldowns,
    pub(super) objections: Cooldowns,
    /// Whom it was told that there is too much: each once in a channel, for a while.
    pub(super) told: Cooldowns,
    /// Signs of that on their way.
    pub(super) signs: Arc<Semaphore>,
    pub(super) threads: Threads,
    pub(super) slots: Semaphore,
    /// Deleted messages whose answers are looked for at the same time.
    pub(super) lookups: Semaphore,
    pub(super) outbox: Outbox,
    pub(super) ledger: Ledger,
    pub(super) gaps: Gaps,
    pub(super) keep: Keep,
    pub(super) departures: Departures,
    pub(super) missed: Missed,
    /// Shards that are to come.
    pub(super) due: Due,
    pub(super) writing: Writing,
    pub(super) weather: Weather,
    pub(super) metrics: Metrics,
    pub(super) following: Following,
    pub(super) id: OnceLock<UserId>,
    pub(super) shards: OnceLock<Arc<ShardManager>>,
    pub(super) exchanges: Exchanges,
    pub(super) disputes: Disputes,
    pub(super) errands: Errands,
    pub(super) attachments: Attachments,
}

/// A question with what it was asked after.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    /// The question.
    pub(super) text: String,
    /// What the conversation was about before.
    pub(super) previous: Option<Arc<Turn>>,
}

/// The last exchanges, by the message that answered and by channel.
#[derive(Debug, Default)]
pub(super) struct Exchanges(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    by_message: HashMap<MessageId, Exchange>,
    order: VecDeque<MessageId>,
    last: HashMap<Place, Exchange>,
    places: VecDeque<Place>,
}

/// Where and by whom something was asked last; by nobody is by anybody, in the open.
type Place = (ChannelId, Option<UserId>);

impl Remembered {
    fn keep_last(&mut self, place: Place, exchange: Exchange) {
        if self.last.insert(place, exchange).is_none() {
            self.places.push_back(place);
        }
        if self.places.len() > REMEMBERED
            && let Some(oldest) = self.places.pop_front()
        {
            self.last.remove(&oldest);
        }
    }
}

impl Exchanges {
    /// Remembers what a message answers.
    pub(super) fn put(&self, message: MessageId, exchange: Exchange) {
        let all = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.by_message.insert(message, exchange).is_none() {
            all.order.push_back(message);
        }
        if all.order.len() > REMEMBERED
            && let Some(oldest) = all.order.pop_front()
        {
            all.by_message.remove(&oldest);
        }
    }

    /// Remembers what somebody asked last in a channel, and whether in the open.
    pub(super) fn put_last(&self, channel: ChannelId, asker: UserId, exchange: Exchange, open: bool) {
        let all = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open {
            all.keep_last((channel, None), exchange.clone());
        }
        all.keep_last((channel, Some(asker)), exchange);
    }

    /// Forgets what somebody asked last, wherever.
    pub(super) fn forget_of(&self, asker: UserId) {
        let all = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.last.retain(|(_, known), _| *known != Some(asker));
        all.places.retain(|(_, known)| *known != Some(asker));
    }

    /// What a message answers, if that is at hand.
    pub(super) fn get(&self, message: MessageId) -> Option<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_message.get(&message).cloned()
    }

    /// What somebody asked last in a channel; of nobody, what anybody asked in the open.
    pub(super) fn last(&self, channel: ChannelId, asker: Option<UserId>) -> Option<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last.get(&(channel, asker)).cloned()
    }
}

/// How an answer is to be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Showing<'a> {
    /// Who asked.
    pub(super) asker: UserId,
    /// The server whose records are seen.
    pub(super) guild: Option<GuildId>,
    /// The interface's language.
    pub(super) language: Language,
    /// How much is told.
    pub(super) style: Style,
    /// The page, from 0.
    pub(super) page: usize,
    /// The question, where it is to stand above the answer.
    pub(super) quote: Option<&'a str>,
    /// The incident with which a follow-up is read, if it cannot be found otherwise.
    pub(super) focus: &'a str,
}

impl Bot {
    /// Today.
    pub(super) fn today(&self) -> Date {
        (self.clock.today)().unwrap_or_else(|| self.started.clone())
    }

    /// Answers.
    pub(super) fn ask(&self, guild: Option<GuildId>, exchange: &Exchange) -> (Answer, Turn) {
        let guild = guild.map(|guild| guild.to_string());
        let today = self.today();
        self.live.with(guild.as_deref(), |view| view.register.ask(&exchange.text, &today, exchange.previous.as_deref()))
    }

    /// Answers, and tells as of which revision.
    pub(super) fn ask_as_of(&self, guild: Option<GuildId>, exchange: &Exchange) -> (Answer, Turn, i64) {
        loop {
            let before = self.live.as_of().revision;
            let (answer, turn) = self.ask(guild, exchange);
            if self.live.as_of().revision == before {
                return (answer, turn, before);
            }
        }
    }

    /// A turn about these incidents.
    pub(super) fn recall(&self, guild: Option<GuildId>, text: &str, incidents: Vec<String>) -> Turn {
        let guild = guild.map(|guild| guild.to_string());
        let today = self.today();
        self.live.with(guild.as_deref(), |view| view.register.recall(text, &today, incidents))
    }

    /// The manners of a guild; the default ones while the store does not answer.
    pub(super) async fn manners(&self, guild: Option<GuildId>) -> Arc<Manners> {
        self.manners.of(guild, &self.store).await.unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot read the settings of a guild; the default ones are used");
            Arc::default()
        })
    }

    /// An answer as it is shown.
    pub(super) fn show(&self, answer: &Answer, showing: Showing<'_>) -> Reply {
        let language = showing.language;
        let head = showing.quote.map(|text| format!("> {}\n", escape(&question(text)))).unwrap_or_default();
        let short = (showing.style == Style::Short).then(|| brief(answer.clone()));
        let shown = short.as_ref().unwrap_or(answer);
        let as_of = self.with_view(showing.guild, |view| view.as_of.clone());
        let named = if matches!(answer.outcome, Outcome::Clarify | Outcome::Unanswered) { answer.candidates.as_slice() } else { &[] };
        let tongues = self.with_view(showing.guild, |view| Tongues::of(shown, named, view));
        let foot = format!("{}{}", self.under_dispute(shown, showing.guild, language), self.foot(as_of.as_ref(), &tongues, language));
        let pages = Sheet::of(shown, self.dates(language)).pages(&Frame { head, foot });
        let page = showing.page.min(pages.len().saturating_sub(1));
        let candidates =
            if named.is_empty() { Vec::new() } else { self.with_view(showing.guild, |view| choices(view, named, self.dates(language))) };
        let under = Under {
            asker: showing.asker.get(),
            focus: showing.focus,
            // Of several to choose from none is meant yet.
            incident: answer.incidents.first().filter(|_| answer.outcome != Outcome::Clarify).map(|named| named.id.as_str()),
            candidates: &candidates,
            page: (page, pages.len()),
            follow_up: showing.quote.is_some(),
            tell: matches!(answer.reason, Some(Reason::NoRecord | Reason::NoClaim)),
        };
        let rows = under.rows(&self.words, language);
        Reply { content: pages.into_iter().nth(page).unwrap_or_default(), rows, ..Reply::default() }
    }

    /// Tells dates in a language.
    pub(super) const fn dates(&self, language: Language) -> Dates<'_> {
        Dates { words: &self.words, language }
    }

    /// What stands under claims: as of when, and in which languages they are if one is not the reader's.
    pub(super) fn foot(&self, as_of: Option<&AsOf>, tongues: &Tongues, language: Language) -> String {
        let as_of = self.as_of(as_of, language);
        match tongues.label(self.dates(language)) {
            Some(label) => format!("{as_of} · {label}"),
            None => as_of,
        }
    }

    /// "As of 26 November 2026, revision 401.", of what somebody sees.
    pub(super) fn as_of(&self, as_of: Option<&AsOf>, language: Language) -> String {
        let told = match as_of {
            None => self.words.say(language, "as-of-unreached"),
            Some(AsOf { time, .. }) if time.is_empty() => self.words.say(language, "as-of-nothing"),
            Some(AsOf { revision, time }) => {
                let day = self.dates(language).of_time(time);
                let put_in = [("day", day.into()), ("revision", revision.to_string().into())];
                self.words.say_with(language, "as-of", &put_in)
            }
        };
        format!("-# {told}")
    }

    /// What a message of ours answers; `None` if that can no longer be told.
    ///
    /// Looked for at hand, in the message itself, and where it replies to.
    pub(super) async fn recover(&self, http: &Http, message: &Message, control: Option<&Control>) -> Option<Exchange> {
        tokio::time::timeout(LOOK_UP, self.look_up(http, message, control)).await.ok().flatten()
    }

    async fn look_up(&self, http: &Http, message: &Message, control: Option<&Control>) -> Option<Exchange> {
        if let Some(known) = self.exchanges.get(message.id) {
            return Some(known);
        }
        let guild = message.guild_id;
        let focus = control.filter(|control| !matches!(control.action, Action::FollowUp)).map(|control| control.incident.clone());
        let previous = focus.filter(|focus| !focus.is_empty()).map(|focus| Arc::new(self.recall(guild, "", vec![focus])));
        if let Some(text) = message.content.lines().next().and_then(|line| line.strip_prefix("> ")) {
            return Some(Exchange { text: unescape(text), previous });
        }
        let asked = self.question_of(http, message).await?;
        let text = question(&asked.content);
        let previous = match (previous, asked.message_reference.as_ref().and_then(|reference| reference.message_id)) {
            (None, Some(before)) => self.store.answer_at(&before.to_string()).await.ok().flatten().map(|row| row.incidents),
            (previous, _) => return Some(Exchange { text, previous }),
        };
        Some(Exchange { text, previous: previous.map(|incidents| Arc::new(self.recall(guild, "", incidents))) })
    }

    /// The message that a message of ours replies to.
    async fn question_of(&self, http: &Http, message: &Message) -> Option<Message> {
        if let Some(asked) = &message.referenced_message {
            return Some((**asked).clone());
        }
        let id = message.message_reference.as_ref()?.message_id?;
        http.get_message(message.channel_id, id).await.ok()
    }

    /// What a conversation that goes on under this answer is about.
    pub(super) async fn thread(&self, http: &Http, answer: &Message, guild: Option<GuildId>) -> Option<Arc<Turn>> {
        let row = tokio::time::timeout(LOOK_UP, self.store.answer_at(&answer.id.to_string())).await.ok()?.ok().flatten();
        if let Some(exchange) = self.recover(http, answer, None).await {
            let (_, turn) = self.ask(guild, &exchange);
            // A choice was made since, or the register says something else now: what was shown counts.
            let incidents = row.map_or_else(|| turn.incidents.clone(), |row| row.incidents);
            let open = turn.open && incidents == turn.incidents;
            return Some(Arc::new(Turn { incidents, question: turn.question, open }));
        }
        row.map(|row| Arc::new(self.recall(guild, "", row.incidents)))
    }
}

/// Incidents to choose from: "7 September 2022 · Albania, Iran" under the title of each.
fn choices(view: &View, named: &[Named], dates: Dates<'_>) -> Vec<Choice> {
    let language = dates.language;
    let sides = |id: &str| -> Option<String> {
        let parties = view.register.index().incident(id)?.parties();
        Some(parties.into_iter().take(4).map(|party| name(party, &view.register, language)).collect::<Vec<_>>().join(", "))
    };
    let about = |named: &Named| [Some(dates.plain(&named.date)), sides(&named.id)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    named.iter().map(|named| Choice { id: named.id.clone(), title: plain(&named.title), about: about(named) }).collect()
}

/// A question as it is read: one line without mentions, not longer than it can be quoted.
pub(super) fn question(text: &str) -> String {
    cut(&without_tags(text), LONGEST_QUESTION)
}

/// What `escape` was given.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().filter(|character| *character != '\u{200b}');
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.extend(characters.next()),
            _ => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_last_is_known_by_channel_and_asker() {
        let all = Exchanges::default();
        let (here, there) = (ChannelId::new(1), ChannelId::new(2));
        let ask = |channel, asker, text: &str, open| {
            all.put_last(channel, UserId::new(asker), Exchange { text: text.to_owned(), previous: None }, open);
        };
        let last = |channel, asker: Option<u64>| all.last(channel, asker.map(UserId::new)).map(|exchange| exchange.text);
        ask(here, 7, "first", true);
        ask(here, 8, "second", true);
        ask(here, 8, "alone", false);
        assert_eq!([last(here, Some(7)), last(here, Some(8)), last(here, None)].map(Option::unwrap), ["first", "alone", "second"]);
        assert_eq!(last(there, Some(7)), None);
        all.forget_of(UserId::new(8));
        assert_eq!((last(here, Some(8)), last(here, None).as_deref()), (None, Some("second")));
        for asker in 10..10 + REMEMBERED as u64 {
            ask(there, asker, "more", false);
        }
        assert_eq!((last(here, Some(7)), last(there, Some(10)).as_deref()), (None, Some("more")));
    }

    #[test]
    fn what_is_quoted_can_be_read_again() {
        for text in ["When did <@5> *cut* ties\\?", "a_b|c @everyone https://x.example discord.gg/a", "-1"] {
            assert_eq!(unescape(&escape(text)), text);
        }
    }

    #[test]
    fn mentions_are_not_part_of_the_question() {
        assert_eq!(question("<@7> when? <@!7> <@8> <x>"), "when? <x>");
    }
}
