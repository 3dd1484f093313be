//! Disputes: somebody says that something is wrong, if that one wants to, which sentence of the answer or the card; the
//! moderators see it, and until they have decided, answers that rest on that claim say so in their server.

use std::sync::Arc;
use std::time::Duration;

use serenity::builder::{CreateActionRow, CreateInputText, CreateInteractionResponse, CreateModal};
use serenity::model::application::{InputTextStyle, ModalInteraction};
use serenity::model::channel::Message;
use serenity::model::id::GuildId;

use crate::answer::{Answer, Statement, brief};
use crate::discord::bot::Bot;
use crate::discord::controls::Control;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::inputs::input;
use crate::discord::limits::{FORM_TITLE, OPTION, shorten};
use crate::discord::manners::Style;
use crate::discord::notes;
use crate::discord::reply::Reply;
use crate::discord::why::why_control;
use crate::discord::words::Language;
use crate::incident::{Aspect, ClaimKey};
use crate::register::View;
use crate::store::ReviewItem;

/// Characters of an objection, and of what says which sentence is meant.
const LONGEST: u16 = 1_000;
const LONGEST_WHICH: u16 = 200;
/// How long it is waited for answers to say that they are disputed.
const MARKED: Duration = Duration::from_millis(500);
/// The fields of the form.
const TEXT: &str = "text";
const WHICH: &str = "which";
/// Disputed sentences that an answer names, and characters of each.
const NAMED: usize = 3;
const SHOWN: usize = 80;

/// A sentence that somebody was shown: of which record, resting on which claim, in which words, one line for each language.
type Sentence = (String, ClaimKey, String);

/// Opens the form.
pub(crate) async fn form(bot: &Bot, incoming: &Incoming, control: &Control) {
    let say = |key, most| shorten(&bot.words.say(incoming.language(), key), most);
    let text = CreateInputText::new(InputTextStyle::Paragraph, say("dispute-label", FORM_TITLE), TEXT);
    let text = text.min_length(3).max_length(LONGEST).required(true);
    let which = CreateInputText::new(InputTextStyle::Short, say("dispute-which-label", FORM_TITLE), WHICH);
    let which = which.max_length(LONGEST_WHICH).required(false).placeholder(say("dispute-which-hint", OPTION));
    let rows = vec![CreateActionRow::InputText(text), CreateActionRow::InputText(which)];
    let form = CreateModal::new(control.id(), say("dispute-title", FORM_TITLE)).components(rows);
    incoming.respond(CreateInteractionResponse::Modal(form)).await;
}

/// The form was sent.
pub(crate) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, control: &Control) {
    let (text, which) = (input(interaction, TEXT), input(interaction, WHICH));
    let known = bot.with_view(incoming.guild, |view| view.register.index().slot(&control.incident).is_some());
    if !known || text.trim().is_empty() {
        return bot.tell(incoming, "stale").await;
    }
    let claim = match which.trim() {
        "" => None,
        which => {
            let sentences = bot.sentences(incoming, interaction.message.as_deref(), control).await;
            match meant(&sentences, which) {
                Some(sentence) => Some(sentence.clone()),
                None => {
                    let head = bot.words.say_with(incoming.language(), "dispute-which", &[("count", sentences.len().into())]);
                    let content = format!("{head}\n> {}", shorten(&escape(text), usize::from(LONGEST)));
                    return incoming.send(Reply::private(content)).await;
                }
            }
        }
    };
    let (incident, claim) = match claim {
        Some((incident, claim, _)) => (incident, Some(claim)),
        None => (control.incident.clone(), None),
    };
    let item = ReviewItem {
        id: incoming.id.to_string(),
        guild: incoming.guild.map(|guild| guild.to_string()).unwrap_or_default(),
        incident,
        claim,
        text: text.chars().take(usize::from(LONGEST)).collect(),
        author: incoming.user.to_string(),
        time: (bot.clock.now)(),
        ..ReviewItem::default()
    };
    match bot.store.file_review(&item).await {
        Ok(_) => {
            bot.errands.wake();
            // It is filed, whatever becomes of this; other processes look for it by themselves too.
            if !matches!(tokio::time::timeout(MARKED, bot.disputes.refresh(&bot.store)).await, Ok(Ok(()))) {
                tracing::warn!("answers do not say yet that they are disputed");
            }
            incoming.send(Reply::private(bot.words.say(incoming.language(), "dispute-filed"))).await;
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot file an objection");
            bot.tell(incoming, "failed").await;
        }
    }
}

/// The sentence that is meant: by its number, or by words that only it has.
fn meant<'s>(sentences: &'s [Sentence], which: &str) -> Option<&'s Sentence> {
    if let Ok(number) = which.trim_matches(['[', ']', '(', ')', '.', '#', ' ']).parse::<usize>() {
        return sentences.get(number.checked_sub(1)?);
    }
    let which = which.to_lowercase();
    let mut fitting = sentences.iter().filter(|(_, _, text)| text.to_lowercase().contains(&which));
    let one = fitting.next()?;
    fitting.all(|other| (&other.0, other.1) == (&one.0, one.1)).then_some(one)
}

impl Bot {
    /// The sentences of an answer, or of a card, in the order in which they stand there.
    async fn sentences(&self, incoming: &Incoming, message: Option<&Message>, control: &Control) -> Vec<Sentence> {
        let Some(message) = message.filter(|message| message.embeds.is_empty()) else {
            return self.sentences_of_card(incoming.guild, &control.incident);
        };
        // With what the question was read with; the dispute itself is about the record.
        let why = why_control(message);
        let Some(exchange) = self.recover(incoming.http(), message, why.as_ref()).await else { return Vec::new() };
        let (answer, _) = self.ask(incoming.guild, &exchange);
        let short = self.manners(incoming.guild).await.style() == Style::Short;
        let answer = if short { brief(answer) } else { answer };
        // As it stands there, in the language of the server or of the asker, and in English.
        let sentence = |statement: &Statement| {
            let [one, other] = [incoming.language_of_guild(), incoming.language()].map(|of| notes::statement(statement, self.dates(of)));
            (statement.incident().to_owned(), statement.claim(), [statement.text(), &one, &other].join("\n"))
        };
        answer.statements().map(sentence).collect()
    }

    fn sentences_of_card(&self, guild: Option<GuildId>, incident: &str) -> Vec<Sentence> {
        self.with_view(guild, |view| {
            let Some(incident) = view.register.index().incident(incident) else { return Vec::new() };
            let of = |aspect: &Aspect| {
                let claims = incident.claims.iter().filter(|claim| claim.aspect == *aspect);
                claims.map(|claim| (incident.id.clone(), claim.key(), claim.text.clone())).collect::<Vec<_>>()
            };
            Aspect::ALL.iter().flat_map(of).collect()
        })
    }

    /// What of an answer is disputed in the server, lines that stand under it: sentences, and records as a whole; empty if
    /// nothing is. In a direct message nobody would decide, so what is disputed there is not shown.
    pub(crate) fn under_dispute(&self, answer: &Answer, guild: Option<GuildId>, language: Language) -> String {
        let Some(guild) = guild.map(|guild| guild.to_string()) else { return String::new() };
        let mut sentences: Vec<String> = Vec::new();
        let mut wholes: Vec<String> = Vec::new();
        for statement in answer.statements() {
            if self.disputes.has(Some(&guild), statement.incident(), statement.claim()) {
                let told = notes::statement(statement, self.dates(language));
                sentences.push(format!("“{}”", shorten(&escape(&told), SHOWN)));
            }
            let whole = || format!("“{}”", shorten(&escape(&self.title_of(&guild, statement.incident())), SHOWN));
            if self.disputes.has(Some(&guild), statement.incident(), None)
                && let title = whole()
                && !wholes.contains(&title)
            {
                wholes.push(title);
            }
        }
        let line = |key: &str, all: &[String]| {
            if all.is_empty() {
                return String::new();
            }
            let more = if all.len() > NAMED { " …" } else { "" };
            let what = format!("{}{more}", all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(" "));
            format!("-# ⚠ {}\n", self.words.say_with(language, key, &[("what", what.into())]))
        };
        format!("{}{}", line("under-dispute", &sentences), line("under-dispute-whole", &wholes))
    }

    fn title_of(&self, guild: &str, incident: &str) -> String {
        let title = |view: &View| view.register.index().incident(incident).map(|incident| incident.title.clone());
        self.live.with(Some(guild), title).unwrap_or_else(|| incident.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_meant_by_its_number_or_by_words_of_its_own() {
        let sentence = |text: &str| ("a".to_owned(), ClaimKey::of(text), text.to_owned());
        let all = ["Albania acted.", "Iran denied it.", "Iran said so."].map(sentence);
        let found = |which: &str| meant(&all, which).map(|(_, _, text)| text.as_str());
        assert_eq!(
            [found("1"), found("[3]"), found("2."), found("denied IT")].map(Option::unwrap),
            [&all[0].2, &all[2].2, &all[1].2, &all[1].2]
        );
        assert_eq!([found("0"), found("4"), found("iran"), found("Peru")], [None; 4]);
    }
}
