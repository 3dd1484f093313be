//! Answers that were posted and rest on what was corrected since: a line for each thing that is not so any more stands above
//! them, as long as it is not so. The lines are made anew each time from what was shown then and what is so now, so that
//! doing it twice comes to the same.

use serenity::builder::EditMessage;
use serenity::http::Http;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use crate::discord::bot::Bot;
use crate::discord::card::name;
use crate::discord::escape::escape;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::nobody;
use crate::discord::sending::{Tries, cause, is_final};
use crate::discord::words::Language;
use crate::incident::corrections::Correction;
use crate::incident::{Date, Party};
use crate::register::posted::{Corrected, Wrong, corrected};
use crate::register::{SHARED_OFF, SHARED_REGISTER};
use crate::store::{Errand, StoreError};

/// What such a line begins with. No text of a record can begin a line so, since its asterisks are escaped.
const MARK: &str = "✎ **";
/// Characters of a line, and of what is quoted in it.
const LINE: usize = 420;
const QUOTED: usize = 150;
/// Characters of all lines; what is more is only said to be more.
const LINES: usize = 1_000;

/// Lets a posted answer say what was corrected since.
pub(super) async fn annotate(bot: &Bot, http: &Http, errand: &Errand) -> Result<(), StoreError> {
    let Some(answer) = bot.store.answer_at(&errand.item).await? else { return bot.store.drop_errand(errand).await };
    let guild = answer.guild.parse::<GuildId>().ok();
    let manners = bot.manners(guild).await;
    let sees_shared = manners.of_guild(SHARED_REGISTER) != Some(SHARED_OFF);
    let found = corrected(&bot.store, &answer, sees_shared).await?;
    let (Ok(channel), Ok(message)) = (errand.channel.parse::<ChannelId>(), errand.item.parse::<MessageId>()) else {
        return bot.store.complete_errand(errand).await.map(drop);
    };
    if found.is_empty() && errand.done.is_empty() {
        return bot.store.complete_errand(errand).await.map(drop);
    }
    let language = manners.language().unwrap_or_default();
    let lines: Vec<String> = found.iter().map(|corrected| bot.correction(guild, corrected, language)).collect();
    match edit(http, (channel, message), &lines).await {
        Ok(changed) => {
            bot.weather.succeeded();
            tracing::info!(channel.id = %channel, message.id = %message, changed, "an answer says what was corrected");
            bot.store.complete_errand(errand).await.map(drop)
        }
        Err(error) if is_final(&error) => {
            bot.weather.succeeded();
            tracing::warn!(channel.id = %channel, "an answer cannot be corrected: {}", cause(&error));
            bot.store.complete_errand(errand).await.map(drop)
        }
        // It is due again after a while.
        Err(error) => {
            bot.weather.failed();
            tracing::warn!(channel.id = %channel, "an answer is not corrected yet: {}", cause(&error));
            Ok(())
        }
    }
}

/// Puts the lines into the message; whether it did not say so already.
async fn edit(http: &Http, (channel, id): (ChannelId, MessageId), lines: &[String]) -> serenity::Result<bool> {
    let mut tries = Tries::default();
    loop {
        let done = async {
            let message = http.get_message(channel, id).await?;
            let content = annotated(&message.content, lines);
            if content == message.content {
                return Ok(false);
            }
            let edit = EditMessage::new().content(content).allowed_mentions(nobody());
            channel.edit_message(http, id, edit).await.map(|_| true)
        };
        let done = done.await;
        if !tries.again(&done).await {
            return done;
        }
    }
}

/// The message with these lines above the answer, in place of those that it has. What no longer fits is cut from the end of
/// the answer: never a source of what stays.
fn annotated(content: &str, lines: &[String]) -> String {
    let (quotes, rest): (Vec<&str>, Vec<&str>) =
        content.lines().filter(|line| !line.starts_with(MARK)).partition(|line| line.starts_with("> "));
    let mut notes: Vec<String> = Vec::new();
    for line in lines {
        let size: usize = notes.iter().map(|note| length(note) + 1).sum();
        if size + length(line) > LINES {
            notes.push(format!("{MARK}…**"));
            break;
        }
        notes.push(line.clone());
    }
    let mut body: Vec<String> = rest.into_iter().map(str::to_owned).collect();
    loop {
        let all: Vec<&str> =
            quotes.iter().copied().chain(notes.iter().map(String::as_str)).chain(body.iter().map(String::as_str)).collect();
        let all = all.join("\n");
        if length(&all) <= MESSAGE {
            return all;
        }
        let sentence = body.iter().rposition(|line| !line.starts_with("-# ") && line != "…");
        match sentence.or_else(|| body.len().checked_sub(1)) {
            Some(last) => {
                body.remove(last);
                if !body.iter().any(|line| line == "…") {
                    body.insert(last, "…".to_owned());
                }
            }
            None => return shorten(&all, MESSAGE),
        }
    }
}

impl Bot {
    /// "✎ **Corrected on 27 November 2026:** “old” now reads “new”. (why)"
    fn correction(&self, guild: Option<GuildId>, corrected: &Corrected, language: Language) -> String {
        let day = self.dates(language).of_time(&corrected.time);
        let head = self.words.say_with(language, "corrected-on", &[("day", day.into())]);
        let (what, reason) = self.what_is_wrong(guild, corrected, language);
        let reason = reason.trim();
        let why = if reason.is_empty() { String::new() } else { format!(" ({})", shorten(&escape(reason), QUOTED)) };
        shorten(&format!("{MARK}{head}** {what}{why}"), LINE)
    }

    /// What is not so any more, in words, and why.
    fn what_is_wrong<'a>(&self, guild: Option<GuildId>, corrected: &'a Corrected, language: Language) -> (String, &'a str) {
        let quoted = |text: &str| shorten(&escape(text), QUOTED);
        let say = |key: &str, put_in: &[(&str, &str)]| {
            let put_in: Vec<_> = put_in.iter().map(|(name, text)| (*name, quoted(text).into())).collect();
            self.words.say_with(language, key, &put_in)
        };
        let title = corrected.title.as_str();
        let field = |what: &str, before: String, after: String| {
            let what = self.words.say(language, what);
            say("corrected-field", &[("title", title), ("what", &what), ("before", &before), ("after", &after)])
        };
        let day = |day: &Option<Date>| day.as_ref().map_or_else(|| "–".to_owned(), |day| self.dates(language).plain(day));
        let told = match &corrected.what {
            Wrong::Withdrawn => say("corrected-withdrawn", &[("title", title)]),
            Wrong::Merged(into) => say("corrected-merged", &[("title", title), ("into", into)]),
            Wrong::Told(correction) => match correction {
                Correction::Claim { before, after } => say("corrected-claim", &[("before", before), ("after", after)]),
                Correction::Retracted { text, reason } => {
                    let why = if reason.is_empty() { &corrected.reason } else { reason };
                    return (say("corrected-retracted", &[("text", text)]), why);
                }
                Correction::Source { publisher, reason } => return (say("corrected-source", &[("publisher", publisher)]), reason),
                Correction::Kind(before, after) => {
                    let [before, after] = [before, after].map(|kind| self.words.say(language, &format!("kind-{}", kind.name())));
                    field("kind", before, after)
                }
                Correction::Date(before, after) => field("date", self.dates(language).plain(before), self.dates(language).plain(after)),
                Correction::Ended(before, after) => field("corrected-end", day(before), day(after)),
                Correction::Initiators(before, after) | Correction::Targets(before, after) => {
                    field("parties", self.names(guild, before, language), self.names(guild, after, language))
                }
            },
        };
        (told, &corrected.reason)
    }

    fn names(&self, guild: Option<GuildId>, parties: &[Party], language: Language) -> String {
        let names = self.with_view(guild, |view| {
            parties.iter().map(|party| name(*party, &view.register, language).to_owned()).collect::<Vec<_>>().join(", ")
        });
        if names.is_empty() { "–".to_owned() } else { names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "> a question\nFirst. [1]\nSecond. [2]\n-# [1] One\n-# [2] Two\n-# As of today";

    #[test]
    fn lines_stand_above_the_answer_once_and_go_again() {
        let lines = |text: &str| vec![format!("{MARK}Corrected:** {text}")];
        let once = annotated(ANSWER, &lines("x"));
        assert_eq!(once, ANSWER.replacen('\n', "\n✎ **Corrected:** x\n", 1));
        assert_eq!(annotated(&once, &lines("x")), once);
        assert_eq!(annotated(&once, &lines("y")), once.replace("** x", "** y"));
        assert_eq!(annotated(&once, &[]), ANSWER);
    }

    #[test]
    fn what_no_longer_fits_is_cut_from_the_end_of_the_answer() {
        let long = format!("{}\n{}\n-# [1] One\n-# As of today", "First. ".repeat(130), "Second. ".repeat(130));
        assert!(length(&long) > 1_900 && length(&long) < MESSAGE);
        let cut = annotated(&long, &[format!("{MARK}{}**", "a".repeat(400))]);
        assert!(length(&cut) <= MESSAGE && cut.contains("\n…\n-# [1] One\n-# As of today") && !cut.contains("Second."), "{cut}");
        let many: Vec<String> = (0..20).map(|number| format!("{MARK}{number}{}**", "a".repeat(200))).collect();
        let cut = annotated(&long, &many);
        assert!(length(&cut) <= MESSAGE && cut.contains(&format!("{MARK}…**\n")), "{cut}");
        assert!(length(&annotated(&"x".repeat(2_000), &many)) <= MESSAGE);
    }
}
